"""“There is” and “for all vectors” denied at exact values: a radius is arbitrary, and vectors shorter than it are at hand."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ..automatic import auto
from ..kernel import FALSE, INT, REAL, Term, Theorem, exists_elim, fun, hyp, instantiate, lam, op, prop, var
from ..tactics.budget import portion
from ..tactics.build import div, eq, integer, number
from ..tactics.context import Context
from ..tactics.derive import discharge_to_not, split

VECTOR = fun(INT, REAL)
AXES = (1, 2, 3)
NOWHERE = 20_000  # the work of a search, in units of `budget`


def none_exists(ctx: Context, goal: Term, deny: Callable[[Context, Term], Theorem]) -> Theorem:
    """¬∃x. φ ∧ ψ, from ¬ψ for an arbitrary x with φ."""
    x = ctx.fresh(goal.args[0].data, goal)
    *given, last = split(hyp(instantiate(goal.args[0].args[0], x)))
    wrong = prop((deny(ctx.having(*given), last.concl), last), FALSE)
    return discharge_to_not(exists_elim(x, hyp(goal), wrong), goal)


def nowhere(ctx: Context, goal: Term) -> Theorem:
    """¬∃x. φ ∧ ψ, from ¬ψ, which is searched for, for an arbitrary x with φ."""
    x = ctx.fresh(goal.args[0].data, goal)
    *given, last = split(hyp(instantiate(goal.args[0].args[0], x)))
    with portion(NOWHERE):
        no = auto(ctx.having(*given), op("not", last.concl))
    return discharge_to_not(exists_elim(x, hyp(goal), prop((no, last), FALSE)), goal)


def short_vectors(ctx: Context) -> Iterator[Term]:
    """Vectors along an axis whose squared length is half of a number that is known to be positive."""
    i = var("i", INT)
    for th in ctx.facts:
        if th.concl.op == "lt" and th.concl.args[0] is number(0) and th.concl.args[1].op == "var":
            length = op("sqrt", div(th.concl.args[1], 2))
            for k in AXES:
                yield lam(i, op("ite", eq(i, integer(k)), length, number(0)))
