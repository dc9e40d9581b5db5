"""Geometric sums: Σ_{k=a}^{b} qᵏ = (qᵃ − q^(b+1))/(1 − q) for q ≠ 1, and Σ_{k=1}^{n} 1/(k(k + 1)) = 1 − 1/(n + 1)."""

from __future__ import annotations

from ..kernel import INT, REAL, Term, Theorem, hyp, induct, lam, substitute, var
from ..tactics.build import add, div, eq, integer, le, mul, ne, power, real, sub
from ..tactics.context import Context
from ..tactics.derive import discharge, generalise
from ..tactics.normalise import Method, equate
from . import folds
from .folds import SUM
from .lemmas import at_successor, lemma, rewrites

_n, _k, _q = var("n", INT), var("k", INT), var("q", REAL)


def _by_induction(start: int, total: Term, value: Term, ctx: Context) -> Theorem:
    """∀n ≥ start. total = value"""
    goal = eq(total, value)
    base, more = (substitute(goal, {_n: t}) for t in (integer(start), add(_n, 1)))
    ends = Method([*at_successor(folds.LAST["Σ"](), 1, 0), *rewrites(folds.EMPTY["Σ"]())])
    first = equate(ctx, base.args[0], base.args[1], ends)
    late = ctx.assume(le(integer(start), _n), goal)
    step = equate(late, more.args[0], more.args[1], Method([*at_successor(folds.LAST["Σ"](), 1), *rewrites(hyp(goal))]))
    return induct(_n, integer(start), goal, first, step)


@lemma
def from_zero() -> Theorem:
    """⊢ ∀q. q ≠ 1 → ∀n. 0 ≤ n → Σ_{k=0}^{n} qᵏ = (1 − q^(n+1))/(1 − q)"""
    given = ne(_q, 1)
    total = SUM.of(integer(0), _n, lam(_k, power(_q, _k)))
    value = div(sub(1, power(_q, add(_n, 1))), sub(1, _q))
    return generalise(discharge(_by_induction(0, total, value, Context().assume(given)), given), _q)


@lemma
def from_one() -> Theorem:
    """⊢ ∀q. q ≠ 1 → ∀n. 0 ≤ n → Σ_{k=1}^{n} qᵏ = (q − q^(n+1))/(1 − q)"""
    given = ne(_q, 1)
    total = SUM.of(integer(1), _n, lam(_k, power(_q, _k)))
    value = div(sub(_q, power(_q, add(_n, 1))), sub(1, _q))
    return generalise(discharge(_by_induction(0, total, value, Context().assume(given)), given), _q)


@lemma
def telescoping() -> Theorem:
    """⊢ ∀n. 0 ≤ n → Σ_{k=1}^{n} 1/(k·(k + 1)) = 1 − 1/(n + 1)"""
    total = SUM.of(integer(1), _n, lam(_k, div(1, mul(real(_k), add(real(_k), 1)))))
    return _by_induction(0, total, sub(1, div(1, add(real(_n), 1))), Context())


LAWS = (from_zero, from_one, telescoping)
