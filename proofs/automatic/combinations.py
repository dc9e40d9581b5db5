"""An equation as a combination of others with numbers as coefficients, by elimination over the rationals."""

from __future__ import annotations

from fractions import Fraction

from flint import fmpq, fmpq_mat

from ..kernel import Term, Theorem
from ..tactics.build import ne, number
from ..tactics.cofactors import cleared
from ..tactics.context import Context, Unproved
from ..tactics.linear import combine
from ..tactics.polynomial import Monomial, Poly, monomial_key, plus, poly_term, times
from ..tactics.prover import reader
from .residuals import factors

MAX_ROWS = 400


def by_numbers(ctx: Context, a: Term, b: Term, equations: list[Theorem]) -> Theorem:
    """Γ ⊢ a = b from  a − b = Σ c·(l − r)  with rational c; raises Unproved."""
    reading = reader(ctx, [a, b, *[t for e in equations for t in e.concl.args]])
    if reading.missing:
        raise Unproved("a divisor may be zero", ne(reading.missing[0], 0))
    columns = [plus(reading.poly(x), reading.poly(y), Fraction(-1)) for x, y in [*[e.concl.args for e in equations], (a, b)]]
    found = solved(columns[:-1], columns[-1])
    if found is None:
        raise Unproved("it is no combination of the equations")
    cofactors = [number(c) if c else None for c in found]
    return combine(a, b, tuple(equations), cofactors, reading.side())


def by_multiple(ctx: Context, a: Term, b: Term, equations: list[Theorem]) -> Theorem:
    """Γ ⊢ a = b from  a − b = λ·(l − r)  for one of the equations, λ found by comparing a part; raises Unproved."""
    for e in equations:
        reading = reader(ctx, [a, b, *e.concl.args])
        goal, h = (plus(reading.poly(x), reading.poly(y), Fraction(-1)) for x, y in ((a, b), e.concl.args))
        for factor in factors(goal, h):
            if not cleared(plus(goal, times(factor, h), Fraction(-1)))[0] and not reading.missing:
                t = poly_term(factor)
                return combine(a, b, (e,), [t], reader(ctx, [a, b, t, *e.concl.args]).side())
    raise Unproved("it is no multiple of an equation")


def solved(columns: list[Poly], goal: Poly) -> list[Fraction] | None:
    """Numbers with goal = Σ c·column, or None."""
    rows: list[Monomial] = sorted({m for p in (*columns, goal) for m in p}, key=monomial_key)
    if not columns or len(rows) > MAX_ROWS:
        return [Fraction(0)]*len(columns) if not goal else None
    width = len(columns)
    table = fmpq_mat(len(rows), width + 1, [_exact(p.get(m)) for m in rows for p in (*columns, goal)])
    reduced, rank = table.rref()
    out = [Fraction(0)]*width
    for i in range(rank):
        pivot = next(j for j in range(width + 1) if reduced[i, j] != 0)
        if pivot == width:
            return None
        c = reduced[i, width]
        out[pivot] = Fraction(int(c.p), int(c.q))
    return out


def _exact(c: Fraction | None) -> fmpq:
    return fmpq(0) if c is None else fmpq(c.numerator, c.denominator)
