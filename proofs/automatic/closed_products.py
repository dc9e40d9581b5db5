"""Products of fractions in closed form: Π (k + p)/(k + q) for p − q an integer, as what is left of a telescope.

    Π_{k=a}^{n} (k + q + 1)/(k + q) = (n + q + 1)/(a + q)
"""

from __future__ import annotations

from fractions import Fraction

from flint import fmpq, fmpq_poly

from ..kernel import INT, Term, Theorem
from ..tactics.budget import spend
from ..tactics.build import add, div, eq, integer, le, mul, number, power, real, sub
from ..tactics.cofactors import cleared
from ..tactics.context import Context, Unproved
from ..tactics.normalise import Normaliser
from ..tactics.polynomial import Poly
from ..tactics.prover import reader
from ..theories import sums
from ..theories.folds import PRODUCT
from .inductions import by_recursion

MAX_DEGREE, MAX_GAP = 6, 4


def closed_product(n: Normaliser, t: Term) -> Theorem | None:
    """Γ ⊢ Π = its closed form, for the product of a fraction whose roots lie apart by whole numbers."""
    if sums.fold_of(t) is not PRODUCT or not t.free or t.loose:
        return None
    try:
        return closed(n.ctx, t)
    except Unproved:
        return None


def closed(ctx: Context, t: Term) -> Theorem:
    """The same; raises Unproved."""
    low, high, function = sums.parts(t)  # type: ignore[misc]
    k = ctx.fresh(INT, t)
    inner = ctx.assume(le(low, k), le(k, high))
    reading = reader(inner, [body := sums.body_at(function, k)])
    if reading.missing:
        raise Unproved("a divisor may be zero", body)
    spend(50)
    top, bottom = (_roots(p, k) for p in cleared(reading.poly(body)))
    out: Term = number(1) if top[0] == bottom[0] else power(number(top[0]/bottom[0]), add(sub(high, low), integer(1)))
    for p, q in _pairs(top[1], bottom[1]):
        up, down = (add(real(high), number(1)), real(low)) if p > q else (real(low), add(real(high), number(1)))
        for step in range(abs(int(p - q))):  # (k + p)/(k + q) = Π (k + least + step + 1)/(k + least + step), or its inverse
            shift = number(min(p, q) + step)
            out = mul(out, div(add(up, shift), add(down, shift)))
    return by_recursion(ctx, eq(t, out))


def _roots(p: Poly, k: Term) -> tuple[Fraction, list[Fraction]]:
    """c and the numbers q of c·Π (k + q); raises Unproved where the polynomial is no such product."""
    coefficients: dict[int, Fraction] = {}
    for m, c in p.items():
        if set(m) - {(k, e) for _, e in m}:
            raise Unproved("it speaks of more than the index")
        coefficients[dict(m).get(k, 0)] = c
    if not coefficients or max(coefficients) > MAX_DEGREE:
        raise Unproved("its degree is too high")
    rows = [coefficients.get(e, Fraction(0)) for e in range(max(coefficients) + 1)]
    lead, factors = fmpq_poly([fmpq(c.numerator, c.denominator) for c in rows]).factor()
    out: list[Fraction] = []
    front = Fraction(int(lead.p), int(lead.q))
    for factor, e in factors:
        if factor.degree() != 1:
            raise Unproved("it has a factor that is not linear")
        low, high = (Fraction(int(factor[i].p), int(factor[i].q)) for i in (0, 1))
        out += [low/high]*int(e)
        front *= high**int(e)
    return front, out


def _pairs(above: list[Fraction], below: list[Fraction]) -> list[tuple[Fraction, Fraction]]:
    """Each number above with one below that is a whole number away; raises Unproved."""
    left, out = sorted(below), []
    for p in sorted(above):
        q = next((q for q in left if (p - q).denominator == 1 and abs(p - q) <= MAX_GAP), None)
        if q is None:
            raise Unproved("its roots do not pair")
        left.remove(q)
        out.append((p, q))
    if left:
        raise Unproved("its roots do not pair")
    return out
