"""“There is an integer” by an equation that is linear in it: its solution, or denied as that is no integer."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from fractions import Fraction
from math import floor

from ..kernel import FALSE, INT, Term, Theorem, convert, exists_elim, hyp, instantiate, normal, rewrite, var
from ..kernel.terms import NUMERIC
from ..tactics.build import integer, le
from ..tactics.context import Context, Unproved
from ..tactics.derive import beta, discharge_to_not, split
from ..tactics.linear import prove_order
from ..tactics.polynomial import ONE, Reading, TooLarge, plus
from ..tactics.prover import prove, reader


def solutions(goal: Term) -> Iterator[int]:
    """The integers j that equations in ∃j. … leave, those that are linear in j and speak of nothing else."""
    j = var("j′", INT)
    due = [normal(instantiate(goal.args[0].args[0], j))]
    while due:
        phi = due.pop()
        due += phi.args if phi.op == "and" else ()
        if phi.op == "eq" and phi.args[0].type in NUMERIC:
            with suppress(TooLarge):
                reading = Reading(phi.args, lambda goal: None)
                p = plus(reading.poly(phi.args[0]), reading.poly(phi.args[1]), Fraction(-1))
                root = -p.pop(ONE, Fraction(0))/p.pop(frozenset(((j, 1),)), Fraction(1))
                if not p and root.denominator == 1:
                    yield int(root)


def none_whole(ctx: Context, goal: Term, evaluate: Callable[[Context, Term], Theorem],
               constants: Callable[[Term], frozenset[Term]]) -> Theorem:
    """¬∃j. … ∧ a = b ∧ …, where a = b has a solution between two integers, or one that the rest excludes; raises Unproved."""
    j = ctx.fresh(INT, goal)
    given = hyp(instantiate(goal.args[0].args[0], j))
    parts = split(beta(given))
    for th in parts:
        if th.concl.op != "eq" or not th.concl.args[0].type.name:
            continue
        th = convert(th, normal(th.concl, None), constants(th.concl))
        sides = [evaluate(ctx, t) for t in th.concl.args]
        th = rewrite(th, tuple(((i,), s) for i, s in enumerate(sides)))
        reading = reader(ctx, list(th.concl.args))
        left, right = (reading.poly(t) for t in th.concl.args)
        p = plus(left, right, Fraction(-1))
        slope, constant = p.get(frozenset(((j, 1),))), p.get(ONE, Fraction(0))
        if not slope or len(p) > 2 or len(p) == 2 and ONE not in p:
            continue
        root = -constant/slope
        if root.denominator != 1:
            low = integer(floor(root))
            bounds = [prove_order(Context(), b, (th,)) for b in (le(j, low), le(integer(floor(root) + 1), j))]
            absurd = prove_order(Context(), FALSE, tuple(bounds))
        else:
            absurd = prove(Context().having(*parts, th), FALSE)
        return discharge_to_not(exists_elim(j, hyp(goal), absurd), goal)
    raise Unproved("it is no linear equation without a whole solution", goal)

