"""By cases: the conditions of max, min, |·|, relu and piecewise terms, and the signs of what leaves a root."""

from __future__ import annotations

from ..kernel import Term, Theorem, convert, normal, op, prop, rewrite
from ..tactics.budget import portion
from ..tactics.build import le
from ..tactics.context import Context, Unproved
from ..tactics.derive import discharge, rhs, sym
from ..tactics.normalise import Method, Normaliser
from ..theories import choices, powers
from .comparisons import by_comparing_parts
from .direct import OPEN, Failure, directly, subterms
from .exponential_orders import by_exponentials
from .restated import strictly
from .tableau import by_contradiction

MAX_SPLITS = 6
LAST = 50_000  # the work where no choice is left, in units of `budget`


def by_cases(ctx: Context, goal: Term, depth: int = 0) -> Theorem:
    """Split on the conditions of max, min, |·|, relu and piecewise terms."""
    chosen = _inside(goal)
    opened = normal(goal, chosen)
    condition = _condition(ctx, opened)
    if depth and (condition is None or depth >= MAX_SPLITS):
        return _at_the_end(ctx, opened)
    if condition is None:
        raise Unproved("no case distinction applies", goal)
    out = []
    for c in (condition, op("not", condition)):
        inner = ctx.assume(c)
        inner = inner.having(*strictly(inner))
        out.append(discharge(_in_case(inner, opened, depth), c))
    return convert(prop(tuple(out), opened), goal, chosen)


def _inside(goal: Term) -> frozenset[Term]:
    """What can be opened in a formula, and in what is opened: the ledger names no definition that is not there."""
    found: set[Term] = set()
    todo = [goal]
    while todo:
        new = OPEN.intersection(subterms(todo.pop())) - found
        found |= new
        todo += [c.data.body for c in new]
    return frozenset(found)


def _in_case(ctx: Context, goal: Term, depth: int) -> Theorem:
    """The goal where a condition is known: its choices are made, then it is shown directly or by further cases."""
    relation, at = (goal.args[0], (0,)) if goal.op == "not" else (goal, ())
    if relation.op not in ("eq", "le", "lt"):
        raise Unproved("cases are for relations", goal)
    n = Normaliser(ctx, Method(conversions=[(c, c) for c in (choices.decided, choices.condition, powers.root)]))
    left, right = (n.norm(t) for t in relation.args)
    reduced = op(relation.op, rhs(left), rhs(right))
    reduced = op("not", reduced) if at else reduced
    try:
        th = directly(ctx, reduced)
    except Failure:
        th = by_cases(ctx, reduced, depth + 1)
    return rewrite(th, (((*at, 0), sym(left)), ((*at, 1), sym(right))))


def _at_the_end(ctx: Context, goal: Term) -> Theorem:
    """Where no choice is left."""
    try:
        with portion(LAST):
            return by_contradiction(ctx, goal)
    except Failure:
        pass
    try:
        return by_exponentials(ctx, goal)
    except Failure:
        return by_comparing_parts(ctx, goal)


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
