"""Orders for x ≥ a by a derivative: they hold at a, and the difference of the sides does not fall behind it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

from ..kernel import REAL, Term, Theorem, convert, lam, normal, op, substitute, table
from ..tactics.budget import portion
from ..tactics.build import le, sub
from ..tactics.context import Context, Unproved
from ..tactics.derive import discharge, generalise, join, mp, specialise
from ..tactics.normalise import Method
from ..tactics.prover import prove
from ..theories import derivatives
from .comparisons import by_comparing_parts
from .direct import Failure, Inapplicable, directly, subterms
from .exponential_orders import by_exponentials
from .tableau import by_contradiction

MAX_DEPTH, SIGN, WORK = 2, 40_000, 220_000
CURVES = frozenset(("exp", "log"))


def by_rising(ctx: Context, goal: Term, depth: int = 0) -> Theorem:
    """Γ ⊢ l ≤ r for the x ≥ a, or the x ≤ b, that the facts leave; raises Unproved."""
    if goal.op != "le" or goal.args[0].type is not REAL:
        raise Inapplicable("this is for orders", goal)
    if not any(t.op in CURVES for t in subterms(*goal.args)):
        raise Inapplicable("it does not speak of exponentials or logarithms", goal)
    last: Exception = Inapplicable("no variable has a bound", goal)
    with portion(WORK):
        for x, end, above in _bounds(ctx, goal):
            try:
                return _from_end(ctx, goal, x, end, above, depth)
            except Failure as e:
                last = e
    raise last


def _bounds(ctx: Context, goal: Term) -> Iterator[tuple[Term, Term, bool]]:
    """The real variables that a number bounds, with it, and whether they are above it."""
    for th in ctx.facts:
        if th.concl.op in ("le", "lt"):
            low, high = th.concl.args
            for end, x, above in ((low, high, True), (high, low, False)):
                if x.op == "var" and x.type is REAL and x.free <= goal.free and end.op == "num":
                    yield x, end, above


def _from_end(ctx: Context, goal: Term, x: Term, end: Term, above: bool, depth: int) -> Theorem:
    """r − l at x is at least r − l at the end."""
    low, high = goal.args
    first = _shown(ctx, op("le", *[normal(substitute(t, {x: end})) for t in goal.args]), depth + 1)
    gap = sub(high, low) if above else sub(low, high)
    at = ctx.fresh(REAL, goal, end)
    function = normal(lam(x, gap))
    between = (le(end, at), le(at, x)) if above else (le(x, at), le(at, end))
    inner = ctx.assume(*between)
    slope = derivatives.slope_of(inner, function, at, Method())
    value = slope.concl.args[1]
    positive = _shown(inner, le(0, value), depth + 1)
    law = specialise(table.monotone(), function, normal(lam(at, value)), *((end, x) if above else (x, end)))
    everywhere = generalise(discharge(join(slope, positive), *between), at)
    law = mp(law, convert(everywhere, law.concl.args[0]))
    law = mp(law, prove(ctx, law.concl.args[0]))
    return prove(ctx.having(first, law), goal)


def _shown(ctx: Context, goal: Term, depth: int) -> Theorem:
    for way in (directly, by_exponentials, by_contradiction, by_comparing_parts):
        with suppress(*Failure), portion(SIGN):
            return way(ctx, goal)
    if depth > MAX_DEPTH:
        raise Unproved("the derivative has no sign that is seen", goal)
    return by_rising(ctx, goal, depth)

