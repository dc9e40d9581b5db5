"""“There is an integer” denied: an equation that is linear in it, and whose only solution is no integer."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from math import floor

from ..kernel import FALSE, INT, Term, Theorem, convert, exists_elim, hyp, instantiate, normal, rewrite
from ..tactics.build import integer, le
from ..tactics.context import Context, Unproved
from ..tactics.derive import beta, discharge_to_not, split
from ..tactics.linear import prove_order
from ..tactics.polynomial import ONE, plus
from ..tactics.prover import prove, reader


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

