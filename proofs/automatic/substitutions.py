"""A variable that an equation among the facts determines is replaced by what it is equal to."""

from __future__ import annotations

from collections.abc import Callable

from ..kernel import INT, REAL, Term, Theorem, op, rewrite, substitute
from ..tactics.budget import portion
from ..tactics.build import imp
from ..tactics.context import Context
from ..tactics.derive import mp, rhs, sym
from ..tactics.equals import by_equality
from ..tactics.normalise import Normaliser
from .direct import Inapplicable, directly, method

WITHOUT = 120_000  # the work for what is left without the variable, in units of `budget`


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


def by_replacing(ctx: Context, goal: Term, shown: Callable[[Context, Term], Theorem]) -> Theorem:
    """Γ ⊢ goal, where t for x in all facts and the goal, x = t or t = x being one of them; raises Unproved."""
    for th in ctx.facts:
        if th.concl.op == "eq" and th.concl.args[0].type in (INT, REAL):
            for fact in (th, sym(th)):
                x, t = fact.concl.args
                if x.op == "var" and not x.free <= t.free:
                    about = [f for f in ctx.facts if x.free <= f.concl.free and f is not th]
                    outer = Context().having(*[f for f in ctx.facts if not x.free <= f.concl.free])
                    phi = imp(*[f.concl for f in about], goal)
                    with portion(WITHOUT):
                        th = shown(outer, substitute(phi, {x: t}))
                    return mp(by_equality(th, sym(fact), x, phi), *about)
    raise Inapplicable("no equation determines a variable", goal)
