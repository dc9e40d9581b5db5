"""A variable that an equation among the facts determines is replaced by what it is equal to."""

from __future__ import annotations

from ..kernel import INT, REAL, Term, Theorem, op, rewrite
from ..tactics.context import Context
from ..tactics.derive import rhs, sym
from ..tactics.normalise import Normaliser
from .direct import Inapplicable, directly, method


def by_substitution(ctx: Context, goal: Term) -> Theorem:
    """Γ ⊢ goal, an order, from the same with t for x, where x = t or t = x is a fact; raises Unproved."""
    for th in ctx.facts if goal.op in ("le", "lt") else ():
        if th.concl.op != "eq" or th.concl.args[0].type not in (INT, REAL):
            continue
        for fact in (th, sym(th)):
            x, t = fact.concl.args
            if x.op == "var" and t.op != "num" and x.free <= goal.free and not x.free <= t.free:
                n = Normaliser(ctx, method((fact,)))
                sides = [n.norm(side) for side in goal.args]
                reduced = op(goal.op, *map(rhs, sides))
                if reduced is not goal:
                    return rewrite(directly(ctx, reduced), tuple(((i,), sym(side)) for i, side in enumerate(sides)))
    raise Inapplicable("no equation determines a variable", goal)

