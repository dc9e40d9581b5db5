"""Limits of sequences: by the limits of the parts and by growth, by squeezing, from sums; orders in the limit."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ..kernel import Term, Theorem
from ..tactics.build import le
from ..tactics.context import Context, Unproved, opened
from ..tactics.derive import antisymmetric, mp, specialise
from ..tactics.normalise import Conversion, Method, canonical_rules
from ..theories import exponentials, geometric, growth_laws, limit_steps, sums
from ..theories.authored import definitions
from ..theories.converging import is_limit, spine
from ..theories.divergence import one_limit
from ..theories.growth import Growth
from ..theories.lemmas import rewrites
from ..theories.notions import TENDS
from .direct import Failure, Inapplicable

Try = Callable[[], Theorem]


def by_growth(ctx: Context, goal: Term) -> Theorem:
    """A statement about a limit, or one that follows from limits that are known; raises Unproved."""
    facts = [th for th in ctx.facts if _speaks_of_limits(th)]
    if is_limit(goal):
        return _first(_of_sequence(ctx, goal, facts), goal)
    if limit_steps.is_bounded_sums(goal):
        return _first(_of_sums(ctx, goal), goal)
    if facts and goal.op in ("eq", "le", "lt", "false"):
        return _first(_in_the_limit(ctx, goal, facts), goal)
    raise Inapplicable("it is no statement about a limit", goal)


def _first(ways: Iterator[Try], goal: Term) -> Theorem:
    """The first way that gives the goal."""
    first: Exception | None = None
    for way in ways:
        try:
            return way()
        except Failure as e:
            first = first or e
    raise first or Unproved("no limit is known", goal)


def _speaks_of_limits(th: Theorem) -> bool:
    return any(is_limit(r.conclusion) for r in opened(th))


def _of_sequence(ctx: Context, goal: Term, facts: list[Theorem]) -> Iterator[Try]:
    """As it stands, its members rewritten, squeezed between bounds that are known."""
    known = [*facts, specialise(growth_laws.harmonic_diverges(), spine(goal)[1][0])]
    bounds = [th for th in ctx.facts if any(r.conclusion.op in ("le", "lt") and r.variables for r in opened(th))]
    yield lambda: limit_steps.by_limits(ctx, goal, known, Method(), Growth)
    yield lambda: limit_steps.by_limits(ctx, goal, known, _method(ctx, goal), Growth)
    if bounds:
        yield lambda: limit_steps.by_squeeze(ctx, goal, [*facts, *bounds], Method())


def _method(ctx: Context, goal: Term) -> Method:
    """Definitions opened, sums in closed form, equations that hold for all members used."""
    conversions: list[Conversion] = [sums.emptied, sums.linear, exponentials.logarithm]
    known = [w for th in ctx.facts for w in rewrites(th) if not _recursive(w.rule.conclusion)]
    closed = [v for law in geometric.LAWS for w in rewrites(law()) for v in canonical_rules(ctx, w)]
    return Method([*known, *closed], definitions(goal), [(c, c) for c in conversions])


def _recursive(equation: Term) -> bool:
    """Does the right side speak of what stands on the left?"""
    head = equation.args[0]
    while head.op == "app":
        head = head.args[0]
    return head.op == "var" and head.free <= equation.args[1].free


def _of_sums(ctx: Context, goal: Term) -> Iterator[Try]:
    """Sums with nonnegative terms, from a bound of all of them."""
    bounds = [growth_laws.squares_bounded(), *[th for th in ctx.facts if th.concl.op == "all"]]
    yield lambda: limit_steps.by_bound(ctx, goal, bounds)


def _in_the_limit(ctx: Context, goal: Term, facts: list[Theorem]) -> Iterator[Try]:
    """An order that limits keep, an equation of two limits of one sequence, a limit of what grows beyond every bound."""
    if goal.op == "le":
        yield lambda: limit_steps.by_order(ctx, goal, facts)
    if goal.op == "eq":
        yield lambda: _one_limit(goal, facts)
        yield lambda: antisymmetric(*[limit_steps.by_order(ctx, le(*pair), facts) for pair in (goal.args, goal.args[::-1])])


def _one_limit(goal: Term, facts: list[Theorem]) -> Theorem:
    """L = M from lim f = L and lim f = M."""
    known = [(spine(th.concl)[1], th) for th in facts if is_limit(th.concl) and spine(th.concl)[0] is TENDS]
    for (a, f, x), one in known:
        for (b, g, y), two in known:
            if f is g and a is b and (x, y) == tuple(goal.args):
                return mp(specialise(one_limit(), a, a, f, x, y), one, two)
    raise Unproved("they are no limits of one sequence", goal)

