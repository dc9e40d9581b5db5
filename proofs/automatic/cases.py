"""By cases: the conditions of max, min, |·|, relu and piecewise terms, and the signs of what leaves a root."""

from __future__ import annotations

from ..kernel import Term, Theorem, convert, normal, op, prop, rewrite
from ..tactics.build import le
from ..tactics.context import Context, Unproved
from ..tactics.derive import discharge, rhs, sym
from ..tactics.normalise import Method, Normaliser
from ..theories import choices, powers
from .direct import OPEN, Failure, directly, subterms

MAX_SPLITS = 4


def by_cases(ctx: Context, goal: Term, depth: int = 0) -> Theorem:
    """Split on the conditions of max, min, |·|, relu and piecewise terms."""
    opened = normal(goal, OPEN)
    condition = _condition(ctx, opened)
    if condition is None or depth >= MAX_SPLITS:
        raise Unproved("no case distinction applies", goal)
    out = []
    for c in (condition, op("not", condition)):
        inner = ctx.assume(c)
        out.append(discharge(_in_case(inner, opened, depth), c))
    return convert(prop(tuple(out), opened), goal, OPEN)


def _in_case(ctx: Context, goal: Term, depth: int) -> Theorem:
    """The goal where a condition is known: its choices are made, then it is shown directly or by further cases."""
    if goal.op not in ("eq", "le", "lt"):
        raise Unproved("cases are for relations", goal)
    conversions = [("choice", choices.decided), ("condition", choices.condition), ("root", powers.root)]
    n = Normaliser(ctx, Method(conversions=conversions))
    left, right = (n.norm(t) for t in goal.args)
    reduced = op(goal.op, rhs(left), rhs(right))
    try:
        th = directly(ctx, reduced)
    except Failure:
        th = by_cases(ctx, reduced, depth + 1)
    return rewrite(th, (((0,), sym(left)), ((1,), sym(right))))


def _condition(ctx: Context, t: Term) -> Term | None:
    """The condition of a choice in t that holds no other choice, or the sign of what leaves a root."""
    parts = subterms(t)
    for u in parts:
        if u.op == "ite" and not any(v.op == "ite" for v in subterms(u.args[0])):
            return u.args[0]
    for u in parts:
        square = powers.whole_square(ctx, u)
        if square is not None:
            return le(0, square)
    return None
