"""A homogeneous polynomial at 0 and away from it: where it is no sum of squares, it may be one after it is multiplied by
Σ x², which is positive away from 0.  Motzkin's polynomial is of this kind."""

from __future__ import annotations

from fractions import Fraction
from functools import reduce

from ..kernel import REAL, Term, Theorem, forall_elim, prop, table
from ..tactics.build import add, eq, lt, mul, number
from ..tactics.context import Context
from ..tactics.derive import discharge
from ..tactics.polynomial import atoms, plus, rank
from ..tactics.prover import reader
from .direct import Inapplicable
from .tableau import by_contradiction

MAX_VARIABLES = 4


def by_origin(ctx: Context, goal: Term) -> Theorem:
    """Γ ⊢ a ≤ b from the cases Σ x² > 0 and Σ x² ≤ 0 for the variables x of b − a; raises Unproved."""
    variables = _variables(ctx, goal)
    size = reduce(add, [mul(x, x) for x in variables])
    cases = [discharge(by_contradiction(ctx.assume(case), goal), case)
             for case in (lt(number(0), size), eq(size, number(0)), lt(size, number(0)))]
    above, equal, below = cases
    return prop((forall_elim(table.trichotomy(REAL), size, number(0)), below, equal, above), goal)


def _variables(ctx: Context, goal: Term) -> list[Term]:
    """Those of a homogeneous polynomial of even degree that is to be at least 0."""
    if goal.op != "le" or goal.args[0].type is not REAL:
        raise Inapplicable("this is for orders of real numbers", goal)
    reading = reader(ctx, list(goal.args))
    p = plus(reading.poly(goal.args[1]), reading.poly(goal.args[0]), Fraction(-1))
    found = sorted(atoms(p), key=rank)
    degrees = {sum(e for _, e in m) for m in p}
    if len(degrees) != 1 or min(degrees) < 4 or min(degrees) % 2 or any(e < 0 for m in p for _, e in m):
        raise Inapplicable("it is not homogeneous of even degree", goal)
    if not 2 <= len(found) <= MAX_VARIABLES or any(
            not isinstance(x, Term) or x.op != "var" or x.type is not REAL for x in found):
        raise Inapplicable("it is no polynomial in a few variables", goal)
    return found
