"""An order of fractions as one of polynomials: both sides times the divisors, whose signs are known."""

from __future__ import annotations

from fractions import Fraction

from ..kernel import INT, Summand, Term, Theorem, field, op, order, rewrite
from ..tactics.build import div, eq, lt, number
from ..tactics.cofactors import cleared
from ..tactics.context import Context
from ..tactics.polynomial import ONE, Poly, Reading, atom_term, atoms, plus, poly_term, times
from ..tactics.prover import attempt, prove, reader


def without_divisors(ctx: Context, fact: Theorem) -> Theorem | None:
    """The fact times its divisors; None where one may be zero or the sign of one is not known."""
    reading = reader(ctx, list(fact.concl.args))
    if reading.missing:
        return None
    if any(_is_nested(t, reading) for t in fact.concl.args):
        fact = _flattened(ctx, fact)
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


def _is_nested(t: Term, reading: Reading) -> bool:
    """Is something divided by a sum of fractions?"""
    composite = [a for a in atoms(reading.poly(t)) if not isinstance(a, Term) and a[0] == "den"]
    return any(e < 0 for a in composite for m, _ in a[1] for _, e in m)


def _flattened(ctx: Context, fact: Theorem) -> Theorem:
    """The fact with each side as one fraction of polynomials."""
    steps = []
    for i, t in enumerate(fact.concl.args):
        top, bottom = _fraction(t)
        flat = div(poly_term(top), poly_term(bottom))
        steps.append(((i,), field(t, flat, reader(ctx, [t, flat]).side())))
    return rewrite(fact, tuple(steps))


def _fraction(t: Term) -> tuple[Poly, Poly]:
    match t.op:
        case "add" | "sub":
            (p, q), (r, s) = map(_fraction, t.args)
            return plus(times(p, s), times(r, q), Fraction(1 if t.op == "add" else -1)), times(q, s)
        case "mul":
            (p, q), (r, s) = map(_fraction, t.args)
            return times(p, r), times(q, s)
        case "div":
            (p, q), (r, s) = map(_fraction, t.args)
            return times(p, s), times(q, r)
        case "neg":
            p, q = _fraction(t.args[0])
            return {m: -c for m, c in p.items()}, q
    return cleared(Reading([t], lambda goal: None).poly(t))
