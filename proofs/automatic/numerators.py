"""An order of fractions as one of polynomials: both sides times the divisors, whose signs are known."""

from __future__ import annotations

from fractions import Fraction

from ..kernel import INT, Summand, Theorem, op, order
from ..tactics.build import eq, lt, number
from ..tactics.cofactors import cleared
from ..tactics.context import Context
from ..tactics.polynomial import ONE, atom_term, plus, poly_term
from ..tactics.prover import attempt, prove, reader


def without_divisors(ctx: Context, fact: Theorem) -> Theorem | None:
    """The fact times its divisors; None where one may be zero or the sign of one is not known."""
    a, b = fact.concl.args
    reading = reader(ctx, [a, b])
    if reading.missing:
        return None
    p = plus(reading.poly(b), reading.poly(a), Fraction(-1))
    top, bottom = cleared(p)
    if bottom == {ONE: Fraction(1)} or a.type is INT:
        return fact
    premises, factors, sign = [fact], [0], 1
    most: dict[object, int] = {}
    for m in p:
        for x, e in m:
            if e < 0:
                most[x] = max(most.get(x, 0), -e)
    for x, e in sorted(most.items(), key=str):
        d = atom_term(x)
        signed = attempt(ctx, lt(0, d)) or attempt(ctx, lt(d, 0))
        if signed is None:
            return None
        premises.append(signed)
        factors += [len(premises) - 1]*e
        sign *= (-1)**e if signed.concl.args[0] is d else 1
    side = reader(ctx, [a, b, poly_term(top), *[t for th in premises[1:] for t in th.concl.args]]).side()
    term = poly_term({m: sign*c for m, c in top.items()})
    if fact.concl.op == "eq":
        return prove(Context().having(*premises, *side.nonzero), eq(number(0), term))
    goal = op(fact.concl.op, number(0), term)
    return order(goal, tuple(premises), (Summand(Fraction(1), tuple(factors)),), side)
