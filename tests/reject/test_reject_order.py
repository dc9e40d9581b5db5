"""Inequalities whose witness does not carry them."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import pytest
from attack import refused, register
from short_names import ONE, ZERO, admitted, eq, le, lt, ne, x, y

from proofs.kernel import FALSE, INT, PROP, REAL, RuleError, Side, Summand, Term, Theorem, TrustError, num, op, order, var

ATTACKS, attack = register()
m, n = var("m", INT), var("n", INT)
I0, I1, I2 = num(0, INT), num(1, INT), num(2, INT)
GIVES = "the witness does not give the goal"
STRICT = "the witness is not strict"


def one(*premises: int, c: Any = 1, squares: tuple[Term, ...] = (), multiplier: Term | None = None) -> Summand:
    return Summand(Fraction(c), premises, squares, multiplier)


def given(*phis: Term) -> tuple[Theorem, ...]:
    return tuple(map(admitted, phis))


def square(t: Term) -> Term:
    return op("mul", t, t)


@attack(RuleError, "a negative coefficient")
def negative_coefficient() -> None:
    order(le(ONE, ZERO), (), (one(c=-1),))


@attack(RuleError, "a negative coefficient")
def negative_multiple_of_a_premise() -> None:
    order(le(x, ZERO), given(le(ZERO, x)), (one(0, c=-1),))


@attack(RuleError, "a negative coefficient")
def negative_square() -> None:
    order(le(square(x), ZERO), (), (one(c=-1, squares=(x,)),))


@attack(RuleError, "a summand needs a fraction")
def coefficient_with_a_negative_denominator() -> None:
    # Found by attack: 1/(−1) compares as positive and was read as −1.
    c = Fraction(1)
    c._denominator = -1  # type: ignore[attr-defined]
    order(le(ONE, ZERO), (), (Summand(c),))


@attack(RuleError, "a summand needs a fraction")
def coefficient_over_zero() -> None:
    c = Fraction(1)
    c._denominator = 0  # type: ignore[attr-defined]
    order(le(ONE, ZERO), (), (Summand(c),))


@attack(RuleError, "a summand needs a fraction")
def coefficient_with_a_lying_numerator() -> None:
    c = Fraction(1)
    c._numerator = type("Liar", (int,), {"__mul__": lambda a, b: 1})(-1)  # type: ignore[attr-defined]
    order(le(ONE, ZERO), (), (Summand(c),))


@attack(RuleError, "a summand needs a fraction")
def coefficient_of_a_fraction_subclass() -> None:
    order(le(ONE, ZERO), (), (Summand(type("Mine", (Fraction,), {"numerator": 5})(-1)),))


@attack(RuleError, "a summand needs a fraction", discriminates=False)
def coefficient_that_is_a_float() -> None:
    order(le(ZERO, num(Fraction(1, 10))), (), (Summand(0.1),))  # type: ignore[arg-type]


@attack(RuleError, STRICT)
def square_is_positive() -> None:
    order(lt(ZERO, square(x)), (), (one(squares=(x,)),))


@attack(RuleError, STRICT)
def strict_from_non_strict() -> None:
    order(lt(ZERO, x), given(le(ZERO, x)), (one(0),))


@attack(RuleError, STRICT)
def strict_from_a_product_with_a_weak_factor() -> None:
    order(lt(ZERO, op("mul", x, y)), given(lt(ZERO, x), le(ZERO, y)), (one(0, 1),))


@attack(RuleError, STRICT)
def strict_from_a_strict_factor_times_a_square() -> None:
    order(lt(ZERO, op("mul", x, square(y))), given(lt(ZERO, x)), (one(0, squares=(y,)),))


@attack(RuleError, STRICT)
def strict_with_coefficient_zero() -> None:
    order(lt(ZERO, ZERO), given(lt(ZERO, x)), (one(0, c=0),))


@attack(RuleError, STRICT)
def strict_from_an_equation() -> None:
    order(lt(ZERO, x), given(eq(ZERO, x)), (one(0),))


@attack(RuleError, STRICT)
def strict_from_a_multiplied_equation() -> None:
    order(lt(ZERO, ZERO), given(eq(x, x)), (one(0, multiplier=ONE),))


@attack(RuleError, STRICT)
def strict_from_nothing() -> None:
    order(lt(x, x), (), ())


@attack(RuleError, STRICT)
def contradiction_from_nothing() -> None:
    order(FALSE, (), ())


@attack(RuleError, STRICT)
def contradiction_from_weak_premises() -> None:
    order(FALSE, given(le(x, y), le(y, x)), (one(0), one(1)))


@attack(RuleError, GIVES)
def contradiction_from_one_side() -> None:
    order(FALSE, given(lt(x, y)), (one(0),))


@attack(RuleError, GIVES)
def identity_that_does_not_hold() -> None:
    order(le(ZERO, x), (), (one(squares=(x,)),))


@attack(RuleError, GIVES)
def sides_exchanged() -> None:
    order(le(y, x), given(le(x, y)), (one(0),))


@attack(RuleError, GIVES)
def product_of_differences_of_other_signs() -> None:
    order(le(ZERO, op("mul", x, y)), given(le(x, ZERO), le(ZERO, y)), (one(0, 1),))


@attack(RuleError, "only an equation may carry a multiplier")
def inequality_with_a_multiplier() -> None:
    order(le(ZERO, op("mul", x, y)), given(le(ZERO, x)), (one(0, multiplier=y),))


@attack(RuleError, "only an equation may carry a multiplier")
def multiplier_without_a_premise() -> None:
    order(le(ZERO, x), (), (one(multiplier=x),))


@attack(RuleError, "a summand names its premises by number")
def premise_from_the_end() -> None:
    order(le(ZERO, x), given(le(ZERO, x)), (one(-1),))


@attack(RuleError, "a summand names its premises by number", discriminates=False)
def premise_that_is_not_there() -> None:
    order(le(ZERO, x), (), (one(0),))


@attack(RuleError, "a summand names its premises by number", discriminates=False)
def premise_numbered_by_a_truth_value() -> None:
    order(le(ZERO, x), given(le(ZERO, x)), (one(False),))


@attack(RuleError, "a premise must be =, ≤ or <")
def premise_that_is_a_difference() -> None:
    order(le(ZERO, x), given(ne(ZERO, x)), (one(0),))


@attack(RuleError, "a premise must be =, ≤ or <")
def premise_that_is_a_negation() -> None:
    order(le(x, ZERO), given(op("not", le(x, ZERO))), (one(0),))


@attack(RuleError, "the goal must be a ≤ b, a < b or false")
def goal_that_is_an_equation() -> None:
    order(eq(x, x), (), ())


@attack(RuleError, "the goal must be a ≤ b, a < b or false", discriminates=False)
def goal_that_is_a_variable() -> None:
    order(var("p", PROP), (), ())


@attack(RuleError, "a divisor is not known to be nonzero")
def witness_that_divides_by_an_unknown() -> None:
    order(le(ZERO, ZERO), (), (one(squares=(op("div", ZERO, x),)),))


@attack(RuleError, "division by an expression that is 0")
def multiplier_that_divides_by_zero() -> None:
    order(le(ONE, ZERO), given(eq(x, x)), (one(0, multiplier=op("div", ONE, ZERO)),))


@attack(RuleError, "witness and premises must be about numbers")
def square_of_a_proposition() -> None:
    order(le(ZERO, ONE), (), (one(squares=(FALSE,)),))


# -- integers -------------------------------------------------------------------------


@attack(RuleError, GIVES)
def rounding_on_the_reals() -> None:
    # 0 ≤ 2x − 1 gives 1 ≤ x on integers only.
    order(le(ONE, x), given(le(ONE, op("mul", num(2), x))), (one(0, c=Fraction(1, 2)),))


@attack(RuleError, GIVES)
def rounding_of_a_coerced_integer() -> None:
    r = op("real", n)
    order(le(ONE, r), given(le(ONE, op("mul", num(2), r))), (one(0, c=Fraction(1, 2)),))


@attack(RuleError, GIVES)
def tightening_on_the_reals() -> None:
    order(le(op("add", x, ONE), y), given(lt(x, y)), (one(0),))


@attack(RuleError, GIVES)
def rounding_by_a_whole_unit() -> None:
    order(le(I1, n), given(le(I0, n)), (one(0),))


@attack(RuleError, GIVES)
def rounding_by_a_whole_unit_strictly() -> None:
    order(lt(I0, n), given(le(I0, n)), (one(0),))


@attack(RuleError, GIVES)
def rounding_upwards() -> None:
    order(le(I0, n), given(le(num(-1, INT), n)), (one(0), one(c=Fraction(1, 2))))


@attack(RuleError, GIVES)
def rounding_with_a_variable_left_over() -> None:
    order(le(I0, n), given(le(I0, op("mul", I2, n))), (one(0),))


@attack(RuleError, GIVES)
def rounding_with_a_half_of_a_variable_left_over() -> None:
    # The leading coefficient ½ of what is left over is no slack: ½n + 5 would give 5 ≤ 0 from 0 ≤ n.
    order(le(num(5, INT), I0), given(le(I0, n)), (one(0, c=Fraction(1, 2)),))


@attack(RuleError, GIVES)
def rounding_with_a_divisor_left_over() -> None:
    # What is left over is 1/(2x), not ½: from 2 ≤ 1/x, true at x = ¼, would follow 1 ≤ 0.
    divisor = Side((admitted(ne(x, ZERO)),))
    order(le(I1, I0), given(le(num(2), op("div", ONE, x))), (one(0, c=Fraction(1, 2)),), divisor)


@attack(RuleError, GIVES)
def strict_on_integers_read_as_one_more() -> None:
    order(lt(I0, n), given(le(num(-1, INT), n)), (one(0),))


@attack(RuleError, GIVES, discriminates=False)
def rounding_downwards() -> None:
    order(le(I0, n), given(le(I1, op("mul", I2, n))), (one(0, c=Fraction(1, 2)),))


@attack(RuleError, "a negative coefficient")
def strict_premise_on_integers_as_an_equation() -> None:
    order(le(n, op("add", m, I1)), given(lt(m, n)), (one(0, c=-1),))


@attack(RuleError, "a premise must be =, ≤ or <", discriminates=False)
def premise_that_is_false() -> None:
    order(le(ONE, ZERO), given(FALSE), (one(0),))


@attack(RuleError, "a summand needs a fraction")
def coefficient_with_a_lying_denominator() -> None:
    c = Fraction(1, 2)
    c._denominator = type("Liar", (int,), {"__le__": lambda a, b: False})(-1)  # type: ignore[attr-defined]
    order(le(ONE, ZERO), (), (Summand(c),))


@attack(RuleError, GIVES)
def floor_as_if_below_by_one() -> None:
    order(le(op("real", op("floor", x)), x), (), ())


@pytest.mark.parametrize("case", ATTACKS, ids=str)
def test_refused(case: Any) -> None:
    refused(case)


# -- what is checked is what is used --------------------------------------------------


def test_witness_is_read_once() -> None:
    """A summand that shows another coefficient each time is read once, and what was read is used."""

    class Turning:
        premises, squares, multiplier = (), (), None
        turns = iter((Fraction(1), Fraction(-1)))

        @property
        def coefficient(self) -> Fraction:
            return next(self.turns)

    assert order(le(ZERO, ONE), (), (Turning(),)).concl is le(ZERO, ONE)  # type: ignore[arg-type]


def test_premise_numbers_are_read_once() -> None:
    class Turning:
        turn = 0

        def __iter__(self) -> Iterator[int]:
            Turning.turn += 1
            return iter((0,) if Turning.turn == 1 else ())

    th = order(le(ZERO, x), given(le(ZERO, x)), (Summand(Fraction(1), Turning()),))  # type: ignore[arg-type]
    assert th.concl is le(ZERO, x) and Turning.turn == 1


def test_premises_that_are_not_used_still_count() -> None:
    assert order(le(ZERO, ONE), (admitted(le(x, y), FALSE),), (one(),)).hyps == {FALSE}


def test_no_premises_at_all_but_lies() -> None:
    with pytest.raises(TrustError, match="was not made by a rule"):
        order(FALSE, (FALSE,), (one(0),))  # type: ignore[arg-type]


# -- twins ----------------------------------------------------------------------------


def test_twin_strictness() -> None:
    """x < x is false: 0 < x − x has the witness 1·premise."""
    assert order(FALSE, given(lt(x, x)), (one(0),)).concl is FALSE


def test_twin_rounding_on_the_reals() -> None:
    """If 1 ≤ 2x gave 1 ≤ x, then ½ would be at least 1."""
    half = num(Fraction(1, 2))
    assert order(FALSE, given(le(ONE, half)), (one(0), one(c=Fraction(1, 2)))).concl is FALSE
    assert order(le(ONE, op("mul", num(2), half)), (), ()).hyps == frozenset()


def test_what_integers_do_allow() -> None:
    assert order(le(I1, n), given(le(I1, op("mul", I2, n))), (one(0, c=Fraction(1, 2)),)).concl is le(I1, n)
    assert order(le(op("add", n, I1), m), given(lt(n, m)), (one(0),)).rule == "order"
    strict = lt(op("real", n), op("real", m))
    assert order(strict, given(lt(n, m)), (one(0), one())).concl is strict


def test_integers_that_are_read_exactly() -> None:
    assert order(lt(I0, n), given(le(I1, n)), (one(0),)).concl is lt(I0, n)
    divisor = Side((admitted(ne(x, ZERO)),))
    nothing = order(le(I0, I0), given(le(ZERO, op("div", ONE, x))), (one(0, c=0),), divisor)
    assert nothing.concl is le(I0, I0)


def test_an_equation_takes_any_coefficient_and_multiplier() -> None:
    th = order(le(y, y), given(eq(x, y)), (one(0, c=-3, multiplier=op("sub", x, x)),))
    assert th.concl.type is PROP and th.concl.args[0].type is REAL
