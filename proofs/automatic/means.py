"""Relations between means, variances and probabilities: equations by normal forms under E, orders as mean_orders finds them."""

from __future__ import annotations

from contextlib import suppress

from ..kernel import REAL, Term, Theorem
from ..tactics.build import le
from ..tactics.context import Context
from ..tactics.normalise import Method, equate
from ..tactics.prover import prove
from ..theories import expectation, relu
from ..theories.expectation import E
from .direct import Failure, Inapplicable
from .mean_forms import constants, method
from .mean_orders import from_convexity, under_one_mean


def by_means(ctx: Context, goal: Term) -> Theorem:
    """A relation between means; raises Unproved."""
    if goal.op not in ("eq", "le", "lt") or not E.free <= goal.free or not expectation.laws(ctx):
        raise Inapplicable("it is no relation between means", goal)
    if goal.op == "eq":
        try:
            return equate(ctx, goal.args[0], goal.args[1], method(ctx))
        except Failure:
            th = _halved(ctx, goal) or _from_both_sides(ctx, goal)
            if th is None:
                raise
            return th
    return under_one_mean(ctx, goal) or from_convexity(ctx, goal)


def _halved(ctx: Context, goal: Term) -> Theorem | None:
    """An equation with relu u read as (u + |u|)/2."""
    if relu.RELU not in constants(goal):
        return None
    plain = method(ctx)
    halving = Method(plain.rewrites, plain.unfold, [*plain.conversions, (relu.halves, relu.halves)])
    with suppress(*Failure):
        return equate(ctx, goal.args[0], goal.args[1], halving)
    return None


def _from_both_sides(ctx: Context, goal: Term) -> Theorem | None:
    """An equation between numbers from both orders."""
    if goal.args[0].type is not REAL:
        return None
    sides = [under_one_mean(ctx, le(*args)) for args in (goal.args, goal.args[::-1])]
    return None if None in sides else prove(ctx.having(*[th for th in sides if th is not None]), goal)
