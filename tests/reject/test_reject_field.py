"""Division by zero in every disguise, powers, and what is no field identity."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from attack import refused, register
from short_names import ONE, ZERO, add, admitted, div, eq, le, lt, mul, ne, power, x, y

from proofs.kernel import (
    FALSE,
    INT,
    OMEGA,
    REAL,
    RuleError,
    Side,
    Summand,
    Term,
    app,
    field,
    fun,
    lam,
    num,
    op,
    order,
    var,
)

ATTACKS, attack = register()
m, n = var("m", INT), var("n", INT)
I0, I1, TWO = num(0, INT), num(1, INT), num(2)
UNKNOWN = "a divisor is not known to be nonzero"
BY_ZERO = "division by an expression that is 0"
DIFFER = "the two sides differ"


def sub(a: Term, b: Term) -> Term:
    return op("sub", a, b)


def known(*phis: Term, bounds: tuple[Term, ...] = ()) -> Side:
    """Side conditions, admitted."""
    return Side(tuple(map(admitted, phis)), tuple(map(admitted, bounds)))


# -- division -------------------------------------------------------------------------


@attack(RuleError, BY_ZERO)
def one_over_zero() -> None:
    field(div(ONE, ZERO), div(ONE, ZERO))


@attack(RuleError, BY_ZERO)
def zero_over_zero() -> None:
    field(div(ZERO, ZERO), ZERO)


@attack(RuleError, BY_ZERO)
def over_a_difference_that_vanishes() -> None:
    field(div(ONE, sub(x, x)), ONE)


@attack(RuleError, BY_ZERO)
def over_a_product_that_vanishes() -> None:
    field(div(x, mul(ZERO, y)), x)


@attack(RuleError, BY_ZERO)
def over_an_identity_in_disguise() -> None:
    square = sub(power(add(x, y), 2), add(power(x, 2), add(mul(TWO, mul(x, y)), power(y, 2))))
    field(div(ONE, square), ZERO)


@attack(RuleError, BY_ZERO)
def over_a_coerced_integer_zero() -> None:
    field(div(ONE, op("real", sub(n, n))), ONE)


@attack(RuleError, BY_ZERO)
def zero_to_minus_one() -> None:
    field(power(ZERO, -1), ZERO)


@attack(RuleError, BY_ZERO)
def vanishing_base_to_minus_two() -> None:
    field(power(sub(x, x), -2), ONE)


@attack(RuleError, BY_ZERO)
def exponent_that_comes_out_negative() -> None:
    field(power(ZERO, sub(sub(n, I1), n)), ZERO)


@attack(RuleError, BY_ZERO)
def over_zero_to_the_first() -> None:
    field(div(ONE, power(ZERO, 1)), ONE)


@attack(RuleError, UNKNOWN)
def x_over_x() -> None:
    field(div(x, x), ONE)


@attack(RuleError, UNKNOWN)
def over_x_on_both_sides() -> None:
    field(div(y, x), div(y, x))


@attack(RuleError, UNKNOWN)
def division_multiplied_by_zero() -> None:
    field(mul(ZERO, div(ONE, x)), ZERO)


@attack(RuleError, UNKNOWN)
def division_that_cancels() -> None:
    field(sub(div(ONE, x), div(ONE, x)), ZERO)


@attack(RuleError, UNKNOWN)
def division_under_exponent_zero() -> None:
    field(power(div(ONE, x), 0), ONE)


@attack(RuleError, UNKNOWN)
def inverse_of_an_inverse() -> None:
    field(div(ONE, div(ONE, x)), x)


@attack(RuleError, UNKNOWN)
def negative_power_of_an_unknown() -> None:
    field(power(x, -1), div(ONE, x), known(ne(y, ZERO)))


@attack(RuleError, UNKNOWN)
def known_of_another_expression() -> None:
    field(div(x, x), ONE, known(ne(add(x, ONE), ZERO)))


@attack(RuleError, UNKNOWN)
def known_of_a_factor_only() -> None:
    field(div(mul(x, y), mul(x, y)), ONE, known(ne(x, ZERO)))


@attack(RuleError, UNKNOWN, discriminates=False)
def known_of_a_multiple() -> None:
    field(div(x, x), ONE, known(ne(mul(x, y), ZERO)))


@attack(RuleError, UNKNOWN, discriminates=False)
def sum_of_squares_is_not_known() -> None:
    d = add(ONE, power(x, 2))
    field(div(d, d), ONE)


@attack(RuleError, "a side condition must be d ≠ 0")
def equation_as_side_condition() -> None:
    field(div(x, x), ONE, known(eq(x, ZERO)))


@attack(RuleError, "a side condition must be d ≠ 0")
def inequality_as_side_condition() -> None:
    field(div(x, x), ONE, known(op("not", le(x, ZERO))))


@attack(RuleError, "a side condition must be d ≠ 0")
def functions_that_differ() -> None:
    f = var("f", fun(REAL, REAL))
    field(div(x, x), ONE, known(ne(f, lam(x, ZERO))))


@attack(RuleError, "a premise says that 0 is not 0")
def premise_that_is_false_as_a_polynomial() -> None:
    field(div(x, x), ONE, known(ne(sub(x, x), ZERO)))


@attack(RuleError, UNKNOWN)
def premise_that_divides_by_an_unknown() -> None:
    field(ONE, ONE, known(ne(div(ONE, x), ZERO)))


# -- powers ---------------------------------------------------------------------------


@attack(RuleError, DIFFER)
def zero_to_the_zero_is_zero() -> None:
    field(power(ZERO, 0), ZERO)


@attack(RuleError, DIFFER)
def zero_to_the_n_is_zero() -> None:
    field(power(ZERO, n), ZERO, known(bounds=(le(I0, n),)))


@attack(RuleError, DIFFER)
def sum_of_exponents_without_bounds() -> None:
    # At x = 0, m = 1, n = −1 the right side is 0·(1/0) and the left 1.
    field(power(x, add(m, n)), mul(power(x, m), power(x, n)))


@attack(RuleError, DIFFER)
def sum_of_exponents_with_one_bound() -> None:
    field(power(x, add(m, n)), mul(power(x, m), power(x, n)), known(bounds=(le(I0, m),)))


@attack(RuleError, DIFFER)
def predecessor_of_an_exponent() -> None:
    # At x = 0, n = 0: 0^(−1)·0 against 1.
    field(mul(power(x, sub(n, I1)), x), power(x, n), known(bounds=(le(I0, n),)))


@attack(RuleError, DIFFER)
def predecessor_with_a_weak_bound() -> None:
    field(mul(power(x, sub(n, I1)), x), power(x, n), known(bounds=(le(num(-1, INT), n),)))


@attack(RuleError, DIFFER)
def power_of_a_product_without_bound() -> None:
    # Total division need not satisfy (x·y)⁻¹ = x⁻¹·y⁻¹ at 0.
    field(power(mul(x, y), n), mul(power(x, n), power(y, n)))


@attack(RuleError, UNKNOWN)
def power_of_a_quotient_without_bound() -> None:
    field(power(div(x, y), n), div(power(x, n), power(y, n)), known(ne(y, ZERO)))


@attack(RuleError, UNKNOWN)
def power_over_itself() -> None:
    field(div(power(x, n), power(x, n)), ONE, known(bounds=(le(I0, n),)))


@attack(RuleError, DIFFER)
def power_of_a_power() -> None:
    field(power(power(x, m), n), power(x, mul(m, n)))


@attack(RuleError, DIFFER)
def power_of_a_sum() -> None:
    field(power(add(x, y), n), add(power(x, n), power(y, n)), known(bounds=(le(I0, n),)))


@attack(RuleError, DIFFER)
def minus_one_to_the_n() -> None:
    field(power(num(-1), n), num(-1), known(bounds=(le(I0, n),)))


@attack(RuleError, "a bound of an exponent must be a ≤ b on integers")
def bound_by_a_strict_inequality() -> None:
    field(ONE, ONE, known(bounds=(lt(I0, n),)))


@attack(RuleError, "a bound of an exponent must be a ≤ b on integers")
def bound_on_the_reals() -> None:
    field(ONE, ONE, known(bounds=(le(ZERO, x),)))


# -- what is no field identity --------------------------------------------------------


@attack(RuleError, DIFFER)
def wrong_binomial() -> None:
    field(power(add(x, y), 2), add(power(x, 2), power(y, 2)))


@attack(RuleError, DIFFER)
def difference_in_the_last_digit() -> None:
    field(num(Fraction(1, 3)), num(Fraction(33333333333333333, 100000000000000000)))


@attack(RuleError, DIFFER)
def floor_as_coercion() -> None:
    field(op("real", op("floor", x)), x)


@attack(RuleError, DIFFER)
def floor_of_a_sum() -> None:
    field(op("floor", add(x, y)), add(op("floor", x), op("floor", y)))


@attack(RuleError, DIFFER)
def root_of_a_square() -> None:
    field(op("sqrt", mul(x, x)), x)


@attack(RuleError, DIFFER)
def exponential_of_a_sum() -> None:
    field(op("exp", add(x, y)), mul(op("exp", x), op("exp", y)))


@attack(RuleError, DIFFER)
def two_random_values() -> None:
    u, v, f = var("u", OMEGA), var("v", OMEGA), var("X", fun(OMEGA, REAL))
    field(app(f, u), app(f, v))


@attack(RuleError, "needs two integers or two reals")
def integer_and_real() -> None:
    field(n, op("real", n))


@attack(RuleError, "needs two integers or two reals", discriminates=False)
def propositions() -> None:
    field(FALSE, FALSE)


@pytest.mark.parametrize("case", ATTACKS, ids=str)
def test_refused(case: Any) -> None:
    refused(case)


# -- twins ----------------------------------------------------------------------------


def test_twin_sum_of_exponents() -> None:
    """Where 1/0 is 0, the law without bounds gives 1 = 0."""
    law = admitted(eq(power(ZERO, 0), mul(power(ZERO, 1), power(ZERO, -1))))
    left = field(power(ZERO, 0), ONE)
    right = field(mul(power(ZERO, 1), y), ZERO)
    assert law.concl.args[0] is left.concl.args[0] and right.concl.args[1] is ZERO


def test_twin_one_over_zero() -> None:
    """If division by 0 cancelled, 1·0 = 2·0 would give 1 = 2, and that is false."""
    witness = (Summand(Fraction(1)), Summand(Fraction(-1), (0,)))
    assert order(FALSE, (admitted(eq(ONE, TWO)),), witness).concl is FALSE


def test_bounds_and_nonzero_divisors_are_enough() -> None:
    """The same identities with what they need; the hypotheses are kept."""
    side = known(ne(x, ZERO), bounds=(le(I0, m), le(I0, n)))
    assert field(power(x, add(m, n)), mul(power(x, m), power(x, n)), side).hyps == frozenset()
    assert field(div(x, x), ONE, known(ne(x, ZERO))).concl is eq(div(x, x), ONE)
    th = field(div(x, x), ONE, Side((admitted(ne(x, ZERO), lt(x, ZERO)),)))
    assert th.hyps == {lt(x, ZERO)}


def test_zero_to_the_zero_is_one() -> None:
    assert field(power(ZERO, 0), ONE).concl is eq(power(ZERO, 0), ONE)
