"""Sums of differences."""

from __future__ import annotations

from ..kernel import FALSE, INT, Term, Theorem, app, lam, prop, var
from ..tactics.build import add, eq, imp, le, sub
from ..tactics.context import Context
from ..tactics.derive import discharge, generalise, specialise
from ..tactics.prover import prove
from . import folds
from .folds import SUM
from .lemmas import by_range, lemma, solve

a, b, i = (var(s, INT) for s in "abi")
f = folds.f


@lemma
def telescoped() -> Theorem:
    """⊢ ∀a f b. a ≤ b + 1 → Σ_{i=a}^{b} (f(i + 1) − f i) = f(b + 1) − f a"""
    terms = lam(i, sub(app(f, add(i, 1)), app(f, i)))
    law = eq(SUM.of(a, b, terms), sub(app(f, add(b, 1)), app(f, a)))
    edges = folds.ends(SUM)

    def solver(ctx: Context, goal: Term, before: Theorem | None) -> Theorem:
        given = goal.args[0]
        inner = ctx.assume(given)
        if before is None and _below(ctx):
            return discharge(prop((prove(inner, FALSE),), goal.args[1]), given)
        return discharge(solve(inner, goal.args[1], *edges, *(() if before is None else (before,))), given)

    th = by_range(Context(), a, b, imp(le(a, add(b, 1)), law), solver)
    return generalise(specialise(th, b), a, f, b)


def _below(ctx: Context) -> bool:
    return any(th.concl.op == "lt" and th.concl.args[0] is b for th in ctx.facts)
