"""Two numbers differ because one of them is less."""

from __future__ import annotations

from contextlib import suppress

from ..kernel import REAL, Term, Theorem, op
from ..tactics.budget import portion
from ..tactics.context import Context, Unproved
from ..tactics.prover import prove
from ..theories.expectation import E, laws
from .direct import Failure, Inapplicable
from .means import by_means
from .tableau import by_contradiction

EACH = 60_000  # the work for each of both orders, in units of `budget`


def by_order(ctx: Context, goal: Term) -> Theorem:
    """Γ ⊢ a ≠ b from a < b or from b < a; raises Unproved."""
    if goal.op != "not" or goal.args[0].op != "eq" or goal.args[0].args[0].type is not REAL:
        raise Inapplicable("it does not say that numbers differ", goal)
    way = by_means if E.free <= goal.free and laws(ctx) else by_contradiction
    for sides in (goal.args[0].args, goal.args[0].args[::-1]):
        with suppress(*Failure), portion(EACH):
            return prove(ctx.having(way(ctx, op("lt", *sides))), goal)
    raise Unproved("the two may be equal", goal)
