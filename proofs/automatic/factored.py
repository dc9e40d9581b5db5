"""The sign of a polynomial from those of its factors: a(2 − a)u² ≥ 0 for 0 ≤ a ≤ 2, however it is written."""

from __future__ import annotations

from fractions import Fraction

from ..kernel import Summand, Term, Theorem, op, order
from ..tactics.budget import spend
from ..tactics.build import le, lt, neg, number, power
from ..tactics.cofactors import cleared
from ..tactics.context import Context, Unproved
from ..tactics.elimination import Fractions
from ..tactics.polynomial import Poly, atom_term, atoms, poly_term, rank
from ..tactics.prover import attempt, reader

MAX_TERMS, EACH = 40, 300  # units of `budget`


def by_factors(ctx: Context, goal: Term, p: Poly) -> Theorem:
    """Γ ⊢ 0 ▷ p from the signs of the factors of p, of a fraction from those of its numerator; raises Unproved."""
    if len(p) > MAX_TERMS or len(p) < 2:
        raise Unproved("it is too large to be factored", goal)
    below = list[Theorem]()
    if any(e < 0 for m in p for _, e in m):
        if any(atom_term(a).op == "sqrt" for a in atoms(p)):
            raise Unproved("there are roots left", goal)
        p, bottom = cleared(p)
        inverse = attempt(ctx, lt(0, op("div", number(1), poly_term(bottom))))
        if inverse is None or not p or len(p) > MAX_TERMS:
            raise Unproved("the sign of its denominator is not known", goal)
        below = [inverse]
    spend(EACH)
    field = Fractions(sorted(atoms(p), key=rank))
    content, factors = field.of(p)[0].factor()
    if len(factors) == 1 and int(factors[0][1]) == 1 and not below:
        raise Unproved("it has no factors", goal)
    scale, premises, squares = Fraction(int(content.p), int(content.q)), below, list[Term]()
    for factor, e in factors:
        t = poly_term(field.poly(factor))
        apart = attempt(ctx, lt(0, power(t, 2))) if goal.op == "lt" and not int(e) % 2 else None
        if apart is not None:
            premises += [apart]*(int(e)//2)
        elif int(e) % 2 or goal.op == "lt":
            sign = _sign(ctx, t, goal.op)
            if sign is None:
                raise Unproved("the sign of a factor is not known", goal)
            minus = sign.concl.args[1] is not t
            scale = -scale if minus and int(e) % 2 else scale
            premises += [sign]*(int(e) % 2 if goal.op == "le" else int(e))
        if goal.op == "le" and int(e) > 1:
            squares.append(power(t, int(e)//2) if int(e) > 3 else t)
    if scale < 0:
        raise Unproved("it is negative", goal)
    terms = [*goal.args, *squares, *[t for th in premises for t in th.concl.args]]
    summand = Summand(scale, tuple(range(len(premises))), tuple(squares))
    return order(goal, tuple(premises), (summand,), reader(ctx, terms).side())


def _sign(ctx: Context, t: Term, relation: str) -> Theorem | None:
    """0 ▷ t or 0 ▷ −t"""
    make = lt if relation == "lt" else le
    return attempt(ctx, make(0, t)) or attempt(ctx, make(0, neg(t)))
