"""|x| := x for 0 ≤ x, otherwise −x: its value where the sign is known, its sign and square where it is not."""

from __future__ import annotations

import functools
from collections.abc import Iterable

from ..kernel import FALSE, REAL, Term, Theorem, app, convert, hyp, op, prop, rewrite, table, var
from ..tactics.build import add, eq, imp, le, lt, mul, neg, no, power, sub
from ..tactics.context import Context
from ..tactics.derive import discharge, discharge_to_not, generalise, mp, positive_form, specialise, split, sym, trans
from ..tactics.normalise import Normaliser
from ..tactics.prover import BOUNDS, FACTS, attempt, prove
from .lemmas import lemma, under_way

x, y = var("x", REAL), var("y", REAL)
ABS = table.ABS
_OPEN = frozenset((ABS,))


def _case(condition: Term, row: Theorem, value: Term) -> Theorem:
    """condition → |x| = value, a row about `ite`."""
    return convert(row, imp(condition, eq(app(ABS, x), value)), _OPEN)


@lemma
def abs_pos() -> Theorem:
    """⊢ ∀x. 0 ≤ x → |x| = x"""
    return generalise(_case(le(0, x), table.ite_true(le(0, x), x, neg(x)), x), x)


@lemma
def abs_neg() -> Theorem:
    """⊢ ∀x. x ≤ 0 → |x| = −x"""
    below = _case(no(le(0, x)), table.ite_false(le(0, x), x, neg(x)), neg(x))
    ctx = Context().assume(le(x, 0), le(0, x))
    at_zero = mp(specialise(abs_pos(), x), ctx.known[le(0, x)])
    both = discharge(trans(at_zero, prove(ctx, eq(x, neg(x)))), le(0, x))
    return generalise(discharge(prop((both, below), eq(app(ABS, x), neg(x))), le(x, 0)), x)


@lemma
def abs_bounds() -> Theorem:
    """⊢ ∀x. 0 ≤ |x| ∧ x ≤ |x| ∧ −x ≤ |x| ∧ |x|·|x| = x·x"""
    a = app(ABS, x)
    goal = op("and", op("and", le(0, a), le(x, a)), op("and", le(neg(x), a), eq(mul(a, a), mul(x, x))))
    cases = []
    for sign, weak, law in ((le(0, x), le(0, x), abs_pos), (no(le(0, x)), le(x, 0), abs_neg)):
        ctx = Context().assume(sign)
        value = mp(specialise(law(), x), prove(ctx, weak))
        cases.append(discharge(prove(ctx.having(value), goal), sign))
    return generalise(prop(tuple(cases), goal), x)


def absolute(n: Normaliser, t: Term) -> Theorem | None:
    """|u| = u for 0 ≤ u, |u| = −u for u ≤ 0, where the sign is known."""
    if t.op != "app" or t.args[0] is not ABS:
        return None
    for law in (abs_pos, abs_neg):
        th = specialise(law(), t.args[1])
        sign = attempt(n.ctx, th.concl.args[0])
        if sign is not None:
            return mp(th, sign)
    return None


def absolute_facts(ctx: Context, t: Term) -> Iterable[Theorem]:
    """0 ≤ |u|, u ≤ |u|, −u ≤ |u|, |u|² = u²."""
    if t.op == "app" and t.args[0] is ABS and not under_way("abs_bounds"):
        yield from split(specialise(abs_bounds(), t.args[1]))


def absolute_order(ctx: Context, goal: Term) -> Theorem | None:
    """|u| ≤ v from u ≤ v and −u ≤ v; the same with <."""
    if goal.op not in ("le", "lt") or goal.args[0].op != "app" or goal.args[0].args[0] is not ABS:
        return None
    inner, bound = goal.args[0].args[1], goal.args[1]
    sides = [attempt(ctx, op(goal.op, side, bound)) for side in (inner, neg(inner))]
    if sides[0] is None or sides[1] is None:
        return None
    return mp(specialise(abs_below(goal.op), inner, bound), sides[0], sides[1])


@functools.cache
def abs_below(relation: str) -> Theorem:
    """⊢ ∀x y. x ▷ y → −x ▷ y → |x| ▷ y, for ▷ one of ≤ and <"""
    given = op(relation, x, y), op(relation, neg(x), y)
    goal = op(relation, app(ABS, x), y)
    cases = []
    for sign, law, fact in ((le(0, x), abs_pos, given[0]), (le(x, 0), abs_neg, given[1])):
        value = mp(specialise(law(), x), hyp(sign))
        cases.append(discharge(rewrite(hyp(fact), (((0,), sym(value)),)), sign))
    either = prove(Context(), op("or", le(0, x), le(x, 0)))
    return generalise(discharge(prop((either, *cases), goal), *given), x, y)


@lemma
def abs_from_squares() -> Theorem:
    """⊢ ∀x y. x² ≤ y² → |x| ≤ |y|: were |y| < |x|, then |y|·|y| < |x|·|x|"""
    u, v, given = app(ABS, x), app(ABS, y), le(power(x, 2), power(y, 2))
    ctx = Context().assume(given, lt(v, u)).having(*split(specialise(abs_bounds(), x)), *split(specialise(abs_bounds(), y)))
    product = prove(ctx.having(prove(ctx, lt(0, add(u, v)))), lt(0, mul(sub(u, v), add(u, v))))
    th = positive_form(discharge_to_not(prove(ctx.having(product), FALSE), lt(v, u)))
    return generalise(discharge(th, given), x, y)


FACTS.append(absolute_facts)
BOUNDS.append(absolute_order)
