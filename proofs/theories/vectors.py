"""Vectors of symbolic length n are functions of an index; ⟨x, y⟩ = Σ xᵢyᵢ and ‖x‖² = ⟨x, x⟩."""

from __future__ import annotations

from collections.abc import Iterable

from ..kernel import (
    FALSE,
    INT,
    REAL,
    Term,
    Theorem,
    app,
    convert,
    define,
    forall,
    fun,
    hyp,
    instantiate,
    lam,
    normal,
    op,
    prop,
    var,
)
from ..tactics.build import add, eq, imp, integer, le, mul
from ..tactics.context import Context
from ..tactics.derive import discharge, generalise, mp, specialise, trans
from ..tactics.normalise import Method, equate
from ..tactics.prover import FACTS, prove
from . import folds
from .folds import SUM
from .lemmas import by_range, lemma, rewrites

VECTOR = fun(INT, REAL)
n, i, a, b = (var(s, INT) for s in "niab")
x, y, f = var("x", VECTOR), var("y", VECTOR), var("f", VECTOR)

DOT = define("dot", lam(n, lam(x, lam(y, SUM.of(integer(1), n, lam(i, mul(app(x, i), app(y, i))))))))
NORM2 = define("norm2", lam(n, lam(x, SUM.of(integer(1), n, lam(i, op("pow", app(x, i), integer(2)))))))


@lemma
def sum_zero_terms() -> Theorem:
    """⊢ ∀a f b. (∀i. a ≤ i → i ≤ b → 0 ≤ f i) → Σ a b f = 0 → ∀i. a ≤ i → i ≤ b → f i = 0"""
    each = forall(i, imp(le(a, i), le(i, b), le(0, app(f, i))))
    conclusion = forall(i, imp(le(a, i), le(i, b), eq(app(f, i), 0)))
    statement = imp(each, eq(SUM.of(a, b, f), 0), conclusion)

    def solver(ctx: Context, goal: Term, before: Theorem | None) -> Theorem:
        signs, total, wanted = goal.args[0], goal.args[1].args[0], goal.args[1].args[1]
        inner = ctx.assume(signs, total)
        th = _members(inner, wanted, before, signs, total)
        return discharge(th, signs, total)

    return generalise(specialise(by_range(Context(), a, b, statement, solver), b), a, f, b)


def _members(ctx: Context, wanted: Term, before: Theorem | None, signs: Term, total: Term) -> Theorem:
    """Every term is 0: an index out of the range, or one before the last, or the last."""
    opened = instantiate(wanted.args[0].args[0], i)
    low, high = opened.args[0], opened.args[1].args[0]
    inner = ctx.assume(low, high)
    goal = eq(app(f, i), 0)
    if before is None:
        th = prop((prove(inner, FALSE),), goal)
        return generalise(discharge(th, low, high), i)
    last = mp(specialise(folds.LAST["Σ"](), a, add(b, 1), f), prove(inner, le(a, add(b, 1))))
    peeled = equate(inner, last.concl.args[1], add(SUM.of(a, b, f), app(f, add(b, 1))), Method())
    signs_now = hyp(signs)
    at_end = specialise(signs_now, add(b, 1))
    at_end = mp(at_end, prove(inner, at_end.concl.args[0]), prove(inner, at_end.concl.args[1].args[0]))
    rest = specialise(folds.sum_nonneg(), a, b, f)
    rest = mp(rest, prove(inner, rest.concl.args[0]))
    known = inner.having(trans(last, peeled), at_end, rest, hyp(total))
    front = mp(before, prove(known, before.concl.args[0]))
    front = mp(front, prove(known, front.concl.args[0]))
    earlier, at_last = le(i, b), eq(i, add(b, 1))
    one = discharge(prove(known.having(front).assume(earlier), goal), earlier)
    end_zero = prove(known, eq(app(f, add(b, 1)), 0))
    same = equate(known.assume(at_last), app(f, i), app(f, add(b, 1)), Method(rewrites(hyp(at_last))))
    two = discharge(trans(same, end_zero), at_last)
    cases = prove(known, op("or", earlier, at_last))
    return generalise(discharge(prop((cases, one, two), goal), low, high), i)


@lemma
def norm_nonneg() -> Theorem:
    """⊢ ∀n x. 0 ≤ ‖x‖²"""
    t = app(NORM2, n, x)
    opened = normal(t, frozenset((NORM2,)))
    law = specialise(folds.sum_nonneg(), integer(1), n, opened.args[1])
    th = mp(law, prove(Context(), law.concl.args[0]))
    return generalise(convert(th, le(0, t), frozenset((NORM2,))), n, x)


def norm_facts(ctx: Context, t: Term) -> Iterable[Theorem]:
    """0 ≤ ‖x‖²"""
    if t.op == "app" and t.args[0].op == "app" and t.args[0].args[0] is NORM2:
        yield specialise(norm_nonneg(), t.args[0].args[1], t.args[1])


FACTS.append(norm_facts)
