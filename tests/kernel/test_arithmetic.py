"""Rules 8 and 9, used."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

import pytest
from short_names import I0, I1, ONE, TWO, ZERO, add, admitted, div, eq, le, lt, m, mul, n, ne, power, x, y

from proofs.kernel import FALSE, INT, RuleError, Side, Summand, Term, field, hyp, num, op, order


def test_field() -> None:
    th = field(power(add(x, y), 2), add(power(x, 2), add(mul(TWO, mul(x, y)), power(y, 2))))
    assert th.hyps == frozenset() and th.rule == "field"
    assert field(mul(n, add(n, I1)), add(mul(n, n), n)).concl.args[0].type is INT


def test_field_with_divisors() -> None:
    th = field(add(div(ONE, x), div(ONE, y)), div(add(x, y), mul(x, y)), Side((hyp(ne(x, ZERO)), hyp(ne(y, ZERO)))))
    assert th.hyps == {ne(x, ZERO), ne(y, ZERO)}


def test_a_multiple_that_is_not_zero_is_a_divisor() -> None:
    """2x ≠ 0 and −3x ≠ 0 let x divide, and x ≠ 0 lets 2x divide."""
    for known, d in ((mul(TWO, x), x), (mul(num(-3), x), x), (x, mul(TWO, x)), (op("neg", x), x)):
        assert field(div(d, d), ONE, Side((hyp(ne(known, ZERO)),))).hyps == {ne(known, ZERO)}


@pytest.mark.parametrize("c, e", list(product(range(1, 7), repeat=2)))
def test_fractions_by_numbers(c: int, e: int) -> None:
    """x/c·y/e = xy/(ce), x/c + x/e = (c + e)x/(ce), (x/c)² = x²/c²; and nothing else."""
    part, other = div(x, num(c)), div(y, num(e))
    pairs = [(mul(part, other), mul(x, y), Fraction(1, c*e)), (add(part, div(x, num(e))), x, Fraction(c + e, c*e)),
             (power(part, 2), power(x, 2), Fraction(1, c*c))]
    for a, b, factor in pairs:
        assert field(a, mul(num(factor), b)).concl.op == "eq"
        for wrong in (factor*2, factor/2, factor + 1, -factor):
            with pytest.raises(RuleError, match="differ"):
                field(a, mul(num(wrong), b))


def test_field_takes_a_difference_of_unequal_terms() -> None:
    assert field(div(op("sub", x, y), op("sub", x, y)), ONE, Side((hyp(ne(x, y)),))).hyps == {ne(x, y)}


@pytest.mark.parametrize("other", [ONE, op("neg", ONE), y, add(y, ONE), num(Fraction(1, 2))], ids=str)
def test_what_differs_from_something_else_divides_in_the_difference_only(other: Term) -> None:
    side, difference = Side((hyp(ne(x, other)),)), op("sub", x, other)
    assert field(div(difference, difference), ONE, side).hyps == {ne(x, other)}
    for d in (x, other):
        if d.op != "num" and d.op != "neg":
            with pytest.raises(RuleError, match="not known to be nonzero"):
                field(div(d, d), ONE, side)


SYMBOLIC = {
    "sum": (power(x, add(m, n)), mul(power(x, m), power(x, n)), ((I0, m), (I0, n)), ()),
    "successor": (power(x, add(n, I1)), mul(power(x, n), x), ((I0, n),), ()),
    "predecessor": (mul(power(x, op("sub", n, I1)), x), power(x, n), ((I1, n),), ()),
    "nonzero base": (mul(power(x, op("sub", n, I1)), x), power(x, n), (), (x,)),
    "multiple of a nonzero base": (mul(power(mul(TWO, x), op("sub", n, I1)), mul(TWO, x)), power(mul(TWO, x), n), (), (x,)),
    "difference": (power(x, op("sub", m, n)), div(power(x, m), power(x, n)), (), (x,)),
    "product": (power(mul(x, y), n), mul(power(x, n), power(y, n)), ((I0, n),), ()),
    "quotient": (power(div(x, y), n), div(power(x, n), power(y, n)), ((I0, n),), (y,)),
    "number": (power(TWO, add(n, I1)), mul(TWO, power(TWO, n)), (), ()),
    "one": (power(ONE, n), ONE, (), ()),
    "double": (power(power(x, 2), n), power(power(x, n), 2), ((I0, n),), ()),
    "negative": (power(op("neg", x), n), mul(power(num(-1), n), power(x, n)), ((I0, n),), ()),
}


@pytest.mark.parametrize("name", SYMBOLIC)
def test_field_with_symbolic_exponents(name: str) -> None:
    a, b, bounds, nonzero = SYMBOLIC[name]
    side = Side(tuple([admitted(ne(d, ZERO)) for d in nonzero]), tuple([admitted(le(*b)) for b in bounds]))
    assert field(a, b, side).concl is eq(a, b)


def test_the_stronger_of_two_bounds_counts() -> None:
    bounds = tuple([admitted(le(num(low, INT), n)) for low in (0, 2, 1)])
    a = mul(power(x, op("sub", n, num(2, INT))), power(x, 2))
    assert field(a, power(x, n), Side((), bounds)).concl is eq(a, power(x, n))


def test_order() -> None:
    th = order(lt(ZERO, mul(x, y)), (hyp(lt(ZERO, x)), hyp(lt(ZERO, y))), (Summand(Fraction(1), (0, 1)),))
    assert th.hyps == {lt(ZERO, x), lt(ZERO, y)}
    square = order(le(mul(TWO, mul(x, y)), add(mul(x, x), mul(y, y))), (), (
        Summand(Fraction(1), (), (op("sub", x, y),)),))
    assert square.hyps == frozenset()


def test_order_with_equations() -> None:
    th = order(le(mul(x, x), mul(x, y)), (hyp(eq(x, y)),), (Summand(Fraction(1), (0,), (), x),))
    assert th.hyps == {eq(x, y)}
    assert order(le(y, x), (hyp(eq(x, y)),), (Summand(Fraction(-1), (0,)),)).concl is le(y, x)


def test_order_of_integers() -> None:
    th = order(le(add(m, I1), n), (hyp(lt(m, n)),), (Summand(Fraction(1), (0,)),))
    assert th.hyps == {lt(m, n)}
    half = order(le(I1, n), (hyp(lt(I0, mul(num(2, INT), n))),), (Summand(Fraction(1, 2), (0,)),))
    assert half.concl is le(I1, n)


def test_order_proves_false() -> None:
    th = order(FALSE, (hyp(lt(x, y)), hyp(le(y, x))), (Summand(Fraction(1), (0,)), Summand(Fraction(1), (1,))))
    assert th.concl is FALSE and th.hyps == {lt(x, y), le(y, x)}


def test_order_with_a_divisor() -> None:
    goal = lt(ZERO, div(ONE, x))
    witness = (Summand(Fraction(1), (0,), (div(ONE, x),)),)
    th = order(le(*goal.args), (hyp(lt(ZERO, x)),), witness, Side((hyp(ne(x, ZERO)),)))
    assert th.hyps == {lt(ZERO, x), ne(x, ZERO)}
