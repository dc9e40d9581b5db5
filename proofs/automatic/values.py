"""A statement about an integer between two numbers, at each of its values."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ..kernel import INT, Term, Theorem, substitute, value
from ..tactics.build import imp
from ..tactics.context import Context
from ..tactics.derive import mp
from ..tactics.equals import at_each
from .direct import Inapplicable

Way = Callable[[Context, Term], Theorem]
MAX_VALUES = 16


def by_values(ctx: Context, goal: Term, shown: Way) -> Theorem:
    """Γ ⊢ goal, where what is known of the integer is said again of each value; raises Unproved."""
    for x, values in _ranges(ctx, goal):
        about = [th for th in ctx.facts if x.free <= th.concl.free and th.concl.op not in ("all", "imp", "iff")]
        outer = Context().having(*[th for th in ctx.facts if not x.free <= th.concl.free])
        phi = imp(*[th.concl for th in about], goal)

        def here(k: Term, x: Term = x, outer: Context = outer, phi: Term = phi) -> Theorem:
            return shown(outer, substitute(phi, {x: k}))

        return mp(at_each(ctx, x, values, phi, here), *about)
    raise Inapplicable("no integer in it is between two numbers", goal)


def _ranges(ctx: Context, goal: Term) -> Iterator[tuple[Term, range]]:
    """The integers that the goal speaks of, with the values that the facts leave them."""
    low: dict[Term, int] = {}
    high: dict[Term, int] = {}
    for th in ctx.facts:
        if th.concl.op in ("le", "lt") and th.concl.args[0].type is INT:
            (a, b), step = th.concl.args, int(th.concl.op == "lt")
            if a.op == "num" and b.op == "var":
                low[b] = max(low.get(b, int(value(a)) + step), int(value(a)) + step)
            if b.op == "num" and a.op == "var":
                high[a] = min(high.get(a, int(value(b)) - step), int(value(b)) - step)
    for x in low:
        if x in high and x.free <= goal.free and 0 <= high[x] - low[x] < MAX_VALUES:
            yield x, range(low[x], high[x] + 1)
