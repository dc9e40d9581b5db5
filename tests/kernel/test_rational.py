"""Reading terms as fractions."""

from __future__ import annotations

from fractions import Fraction

import pytest
from short_names import I1, ONE, TWO, ZERO, add, div, m, mul, n, power, x, y

from proofs.kernel import INT, Budget, RuleError, num, op
from proofs.kernel.rational import MAX_INTEGER_BITS, Reader, _choose, integer_form


def test_integer_forms() -> None:
    assert integer_form(op("sub", add(n, n), num(3, INT))) == (frozenset({(frozenset({(n, 1)}), 2)}), -3)
    assert integer_form(mul(add(m, I1), add(m, op("neg", I1)))) == (frozenset({(frozenset({(m, 2)}), 1)}), -1)
    assert integer_form(op("sub", m, m)) == (frozenset(), 0)


def test_a_number_keeps_its_denominator_apart() -> None:
    (num_, _, _), content, den = Reader([x]).read(num(Fraction(2, 3)))
    assert (int(num_.leading_coefficient()), content, den) == (2, 3, {})


def test_known_divisors_are_divided_out() -> None:
    reader = Reader([x, y])
    reader.know_nonzero(x)
    reader.know_nonzero(add(x, y))
    square = power(add(x, y), 2)
    _, content, den = reader.read(div(ONE, mul(mul(TWO, x), square)))
    assert (content, den) == (2, {0: 1, 1: 2})


def test_a_premise_is_reduced_by_those_before() -> None:
    reader = Reader([x, y])
    reader.know_nonzero(x)
    reader.know_nonzero(mul(x, y))
    assert len(reader.factors) == 2 and reader.read(div(ONE, y))[2] == {1: 1}


def test_numbers_are_no_factors() -> None:
    reader = Reader([x])
    reader.know_nonzero(TWO)
    assert reader.factors == [] and reader.read(div(x, TWO))[1] == 2
    with pytest.raises(RuleError, match="0 is not 0"):
        reader.know_nonzero(ZERO)


def test_names_in_messages_are_those_of_the_terms() -> None:
    reader = Reader([x, y])
    assert reader.name(reader.read(add(x, y))[0][0]) == "⟨y⟩ + ⟨x⟩"


def test_generators_are_counted_before_use() -> None:
    with pytest.raises(Budget, match="too many generators"):
        Reader([x]).read(y)


def test_bounds_are_deterministic() -> None:
    assert _choose(10, 3) == 120 and _choose(10**6, 500_000) > 400_000
    big = 1 << MAX_INTEGER_BITS
    with pytest.raises(Budget, match="an integer of more than"):
        Reader([x]).times((Reader([x]).one, big, {}), (Reader([x]).one, big, {}))
