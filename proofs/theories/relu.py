"""relu x := x for 0 ≤ x, otherwise 0."""

from __future__ import annotations

from collections.abc import Iterable

from ..kernel import REAL, Term, Theorem, app, convert, define, hyp, lam, op, prop, table, var
from ..tactics.build import add, div, eq, imp, le, no, number
from ..tactics.context import Context
from ..tactics.derive import discharge, generalise, mp, specialise
from ..tactics.normalise import Normaliser
from ..tactics.prover import FACTS, attempt, prove
from .absolute import ABS, abs_neg, abs_pos
from .lemmas import lemma

x = var("x", REAL)
RELU = define("relu", lam(x, op("ite", le(0, x), x, number(0))), total=True)
_OPEN = frozenset((RELU,))


def _case(condition: Term, value: Term) -> Theorem:
    row = table.ite_true(le(0, x), x, number(0)) if value is x else table.ite_false(le(0, x), x, number(0))
    th = convert(row, imp(row.concl.args[0], eq(app(RELU, x), value)), _OPEN)
    return generalise(th, x)


@lemma
def relu_pos() -> Theorem:
    """⊢ ∀x. 0 ≤ x → relu x = x"""
    return _case(le(0, x), x)


@lemma
def relu_neg() -> Theorem:
    """⊢ ∀x. x ≤ 0 → relu x = 0"""
    negative = _case(no(le(0, x)), number(0))
    ctx = Context().assume(le(x, 0), le(0, x))
    at_zero = prop((specialise(relu_pos(), x), ctx.known[le(0, x)]), eq(app(RELU, x), x))
    from ..tactics.derive import trans

    both = discharge(trans(at_zero, prove(ctx, eq(x, 0))), le(0, x))
    th = prop((both, specialise(negative, x)), eq(app(RELU, x), 0))
    return generalise(discharge(th, le(x, 0)), x)


def relu(n: Normaliser, t: Term) -> Theorem | None:
    """relu u = u for 0 ≤ u, relu u = 0 for u ≤ 0, where the sign is known."""
    if t.op != "app" or t.args[0] is not RELU:
        return None
    for law in (relu_pos, relu_neg):
        th = specialise(law(), t.args[1])
        sign = attempt(n.ctx, th.concl.args[0])
        if sign is not None:
            return mp(th, sign)
    return None


@lemma
def relu_half() -> Theorem:
    """⊢ ∀x. relu x = (x + |x|)/2"""
    goal = eq(app(RELU, x), div(add(x, app(ABS, x)), 2))
    cases = []
    for sign, value, size in ((le(0, x), relu_pos, abs_pos), (le(x, 0), relu_neg, abs_neg)):
        known = [mp(specialise(law(), x), hyp(sign)) for law in (value, size)]
        cases.append(discharge(prove(Context().assume(sign).having(*known), goal), sign))
    either = prove(Context(), op("or", le(0, x), le(x, 0)))
    return generalise(prop((either, *cases), goal), x)


def halves(n: Normaliser, t: Term) -> Theorem | None:
    """relu u = (u + |u|)/2"""
    return specialise(relu_half(), t.args[1]) if t.op == "app" and t.args[0] is RELU else None


@lemma
def relu_bounds() -> Theorem:
    """⊢ ∀x. 0 ≤ relu x ∧ (x ≤ relu x ∧ relu x·relu x = x·relu x)"""
    r = app(RELU, x)
    goal = op("and", le(0, r), op("and", le(x, r), eq(op("mul", r, r), op("mul", x, r))))
    out = []
    for sign, law in ((le(0, x), relu_pos), (no(le(0, x)), relu_neg)):
        ctx = Context().assume(sign)
        value = mp(specialise(law(), x), prove(ctx, specialise(law(), x).concl.args[0]))
        out.append(discharge(prove(ctx.having(value), goal), sign))
    return generalise(prop(tuple(out), goal), x)


def relu_facts(ctx: Context, t: Term) -> Iterable[Theorem]:
    """0 ≤ relu u, u ≤ relu u, relu u² = u·relu u."""
    if t.op == "app" and t.args[0] is RELU:
        from ..tactics.derive import split
        from .lemmas import under_way

        if not under_way("relu_bounds"):
            yield from split(specialise(relu_bounds(), t.args[1]))


FACTS.append(relu_facts)

