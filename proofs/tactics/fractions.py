"""Orders of fractions: a ▷ b from the numerator of b − a, where the divisors are positive."""

from __future__ import annotations

from fractions import Fraction

from ..kernel import REAL, Summand, Term, Theorem, op, order
from .build import div, lt, number
from .cofactors import cleared
from .context import Context
from .polynomial import Poly, TooLarge, atom_term, plus, poly_term, rank
from .prover import attempt, reader
from .search import is_cheap


def without_divisors(ctx: Context, goal: Term) -> Theorem | None:
    """0 ▷ p/q from 0 ▷ p and 0 < q."""
    if goal.op not in ("le", "lt") or goal.args[0].type is not REAL or is_cheap():
        return None
    reading = reader(ctx, list(goal.args))
    if reading.missing:
        return None
    try:
        p = plus(reading.poly(goal.args[1]), reading.poly(goal.args[0]), Fraction(-1))
        divisors = _divisors(p)
        if not divisors:
            return None
        top = poly_term(cleared(p)[0])
    except TooLarge:
        return None
    inverses = [div(number(1), d) for d, _ in divisors]
    signs = [attempt(ctx, lt(0, t)) for t in inverses]
    if any(s is None for s in signs):
        return None
    first = attempt(ctx, op(goal.op, number(0), top))
    if first is None:
        return None
    factors = (0, *[i + 1 for i, (_, e) in enumerate(divisors) for _ in range(e)])
    facts = (first, *[s for s in signs if s is not None])
    side = reader(ctx, [*goal.args, top, *inverses]).side()
    return order(goal, facts, (Summand(Fraction(1), factors),), side)


def _divisors(p: Poly) -> list[tuple[Term, int]]:
    """What the monomials are divided by, and how often."""
    most: dict[object, int] = {}
    for m in p:
        for a, e in m:
            if e < 0:
                most[a] = max(most.get(a, 0), -e)
    return [(atom_term(a), e) for a, e in sorted(most.items(), key=lambda ae: rank(ae[0]))]
