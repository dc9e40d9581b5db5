"""At its bound and away from it: a fact x ≥ 0 as the two cases x = 0 and x > 0, and of an index j ≥ 1 as j = 1 and j ≥ 2."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress

from ..kernel import FALSE, REAL, Term, Theorem, forall_elim, prop, table, value
from ..tactics.budget import portion
from ..tactics.build import eq, le, lt, number
from ..tactics.context import Context
from ..tactics.derive import discharge
from ..tactics.prover import attempt, prove
from ..theories import sums
from .direct import Failure, Inapplicable, subterms
from .laws import members
from .substitutions import by_replacing

EACH, MOST = 40_000, 2  # the work for one case, in units of `budget`; variables


def by_border(ctx: Context, goal: Term, shown: Callable[[Context, Term], Theorem]) -> Theorem:
    """Γ ⊢ goal from Γ, x = c ⊢ goal and Γ, c < x ⊢ goal for a variable x of which c ≤ x is known; raises Unproved."""
    if goal.op not in ("eq", "le", "lt"):
        raise Inapplicable("it is no relation of numbers", goal)
    return _first(ctx, goal, _of_reals(ctx, goal), shown)


def by_first_index(ctx: Context, goal: Term, shown: Callable[[Context, Term], Theorem]) -> Theorem:
    """The same for an index beside a sum: u(j) is one of the members when j = 1, and one after the first when not."""
    return _first(ctx, goal, list(_of_indices(ctx, goal)), shown)


def _first(ctx: Context, goal: Term, borders: list[tuple[Term, Term]], shown: Callable[[Context, Term], Theorem]) -> Theorem:
    for x, least in borders[:MOST]:
        with suppress(*Failure), portion(EACH):
            return _apart(ctx, goal, x, least, shown)
    raise Inapplicable("no variable in it has a bound that it may reach", goal)


def _apart(ctx: Context, goal: Term, x: Term, least: Term, shown: Callable[[Context, Term], Theorem]) -> Theorem:
    there, more, below = eq(x, least), lt(least, x), lt(x, least)
    cases = [discharge(by_replacing(ctx.assume(there), goal, shown), there), discharge(shown(ctx.assume(more), goal), more)]
    none = discharge(prop((prove(ctx.assume(below), FALSE),), goal), below)
    return prop((forall_elim(table.trichotomy(x.type), x, least), none, *cases), goal)


def _of_reals(ctx: Context, goal: Term) -> list[tuple[Term, Term]]:
    """Real variables x ≥ 0, outside of functions, of which nothing more is known."""
    if any(t.op in ("app", "lam") for t in subterms(*goal.args)):
        return []
    weak = [x for x in subterms(*goal.args) if x.op == "var" and x.type is REAL and le(0, x) in ctx.known]
    return [(x, number(0)) for x in weak if eq(x, number(0)) not in ctx.known and attempt(ctx, lt(0, x)) is None]


def _of_indices(ctx: Context, goal: Term) -> Iterator[tuple[Term, Term]]:
    """Indices beside a sum, with the least numbers that they may be, where sums start there."""
    starts = [found[0] for t in subterms(*goal.args) if (found := sums.parts(t)) is not None]
    if goal.op == "eq" or not starts:
        return
    for j in dict.fromkeys(s.args[1] for s in members(goal) if s.args[1].op == "var" and not s.loose):
        least = [th.concl.args[0] for th in ctx.facts if th.concl.op == "le" and th.concl.args[1] is j
                 and th.concl.args[0].op == "num"]
        first = max(least, key=lambda t: int(value(t)), default=None)
        if first in starts and attempt(ctx, lt(first, j)) is None:
            yield j, first
