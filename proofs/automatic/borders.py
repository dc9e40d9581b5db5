"""At its bound and away from it: a fact x ≥ 0 as the two cases x = 0 and x > 0."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

from ..kernel import FALSE, REAL, Term, Theorem, forall_elim, prop, table
from ..tactics.budget import portion
from ..tactics.build import eq, le, lt, number
from ..tactics.context import Context
from ..tactics.derive import discharge
from ..tactics.prover import attempt, prove
from .direct import Failure, Inapplicable, subterms
from .substitutions import by_replacing

EACH, MOST = 40_000, 2  # the work for one case, in units of `budget`; variables


def by_border(ctx: Context, goal: Term, shown: Callable[[Context, Term], Theorem]) -> Theorem:
    """Γ ⊢ goal from Γ, x = 0 ⊢ goal and Γ, 0 < x ⊢ goal for a variable x of which 0 ≤ x is known; raises Unproved."""
    if goal.op not in ("eq", "le", "lt") or any(t.op in ("app", "lam") for t in subterms(*goal.args)):
        raise Inapplicable("it is no relation of numbers", goal)
    weak = [x for x in subterms(*goal.args) if x.op == "var" and x.type is REAL and le(0, x) in ctx.known]
    undecided = [x for x in weak if eq(x, number(0)) not in ctx.known and attempt(ctx, lt(0, x)) is None]
    for x in undecided[:MOST]:
        with suppress(*Failure), portion(EACH):
            zero, more = eq(x, number(0)), lt(0, x)
            cases = [discharge(by_replacing(ctx.assume(zero), goal, shown), zero),
                     discharge(shown(ctx.assume(more), goal), more)]
            some = forall_elim(table.trichotomy(REAL), x, number(0))
            below = lt(x, 0)
            none = discharge(prop((prove(ctx.assume(below), FALSE),), goal), below)
            return prop((some, none, *cases), goal)
    raise Inapplicable("no variable in it is at least 0", goal)
