"""Reading terms as fractions."""

from __future__ import annotations

import sys
from collections.abc import Callable
from fractions import Fraction
from math import comb
from typing import Any

import pytest
from short_names import I1, ONE, TWO, ZERO, add, div, m, mul, n, power, x, y

from proofs.kernel import INT, REAL, Budget, RuleError, logic, num, op, rational, var
from proofs.kernel.rational import MAX_INTEGER_BITS, Reader, _choose, _within, integer_form


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


# -- bounds of size: what is refused for its size is the same everywhere ---------------------


def test_bounds_are_pinned() -> None:
    """A bound is part of what is accepted: it is not changed by accident."""
    assert [getattr(rational, name) for name in (
        "MAX_TERMS", "MAX_PRODUCT", "MAX_DEGREE", "MAX_POLY_BITS", "MAX_POLY_SIZE", "MAX_INTEGER_BITS", "MAX_SUMMANDS",
        "MAX_NAME", "MAX_GENERATORS")] == [
        400_000, 4_000_000, 10_000, 4_000_000, 2_000_000_000, 400_000, 100_000, 2_000, 500]
    assert logic.MAX_SPLITS == 5_000 and sys.getrecursionlimit() >= 20_000


def total(count: int, summand: Callable[[int], Any]) -> Any:
    """A balanced sum, so that it is not too deep."""
    parts = [summand(i) for i in range(count)]
    while len(parts) > 1:
        parts = [add(*parts[i:i + 2]) if i + 1 < len(parts) else parts[i] for i in range(0, len(parts), 2)]
    return parts[0]


def v(i: int) -> Any:
    return var(f"v{i}", REAL)


def e(i: int) -> Any:
    return var(f"e{i}", INT)


LARGEST: dict[str, tuple[Callable[[int], Any], str]] = {
    "integer": (lambda k: _within(2**(399_999 + k)), "an integer of more than"),
    "generators": (lambda k: Reader([v(i) for i in range(500 + k)]), "more than 500 generators"),
    "degree of a product": (lambda k: Reader([x]).read(mul(power(x, 5_000), power(x, 5_000 + k))),
                            "a product would be too large"),
    "degree of a power": (lambda k: Reader([x]).read(power(power(x, 100), 100 + k)), "a power would be too large"),
    "exponent": (lambda k: Reader([x]).read(power(x, 10_000 + k)), "an exponent is too large"),
    "coefficients": (lambda k: rational._fits("a power", 1, 1, 1, 4_000_000 + k), "a power would be too large"),
    "coefficients together": (lambda k: rational._fits("a product", 1_000, 1_000, 1, 2_000_000 + k),
                              "a product would be too large"),
    "exponent as a polynomial": (lambda k: integer_form(mul(total(100, e), total(100 + k, e))), "too large a polynomial"),
}


@pytest.mark.parametrize("name", LARGEST)
def test_the_largest_that_is_accepted(name: str) -> None:
    made, reason = LARGEST[name]
    made(0)
    with pytest.raises(Budget, match=reason):
        made(1)


def test_products_of_exponents_are_bounded_in_each_factor() -> None:
    huge = num(2**99_999, INT)
    square = mul(huge, huge)
    fourth = mul(square, square)
    for product in (mul(mul(fourth, fourth), ONE_), mul(ONE_, mul(fourth, fourth))):
        with pytest.raises(Budget, match="an integer of more than"):
            integer_form(mul(product, product))


ONE_ = num(1, INT)


def test_coefficients_of_sums_are_bounded_with_their_scale() -> None:
    """A summand is brought over the common denominator: its length and that of the scale count together."""
    reader = Reader([x])
    for large, scale in ((2**3_999_990, 2**20), (2**20, 2**3_999_990)):
        with pytest.raises(Budget, match="a product would be too large"):
            reader._raised(reader.number(large), scale, {})
    with pytest.raises(Budget, match="an integer of more than"):
        reader.total([((reader.one, 2**250_000 + 1, {}), True), ((reader.one, 2**250_000 - 1, {}), True)])


def test_the_common_denominator_is_the_least() -> None:
    reader = Reader([x, y])
    reader.know_nonzero(x)
    third, half = (reader.read(num(Fraction(1, k))) for k in (6, 4))
    (top, _, _), content, den = reader.total([(third, True), (half, True)])
    assert (int(top.leading_coefficient()), content, den) == (5, 12, {})
    _, content, den = reader.read(add(div(ONE, x), add(div(ONE, power(x, 3)), div(ONE, x))))
    assert (content, den) == (1, {0: 3})
    assert reader.read(div(ONE, power(x, 1)))[2] == {0: 1} and reader.read(power(div(ONE, x), 0))[2] == {}


def test_a_reader_without_atoms_has_one_generator() -> None:
    reader = Reader([ONE])
    assert len(reader.gens) == 1 and reader.index == {} and reader.rooms == 0
    assert Reader([x, op("neg", op("sqrt", y))]).rooms == 2 and Reader(iter([x])).rooms == 1
    assert Reader([power(x, 3)]).rooms == 1 and Reader([power(x, n)]).rooms == 1 + 6 and Reader([op("real", n)]).rooms == 1
    assert Reader([power(x, add(m, n)), power(x, add(m, n))]).rooms == 1 + 8


def test_numbers_are_no_generators() -> None:
    assert Reader([ONE, x, TWO]).index == {x: 0}


def test_names_are_cut_and_told_apart() -> None:
    """g1 and g12 are two names, and a long polynomial is cut at a word."""
    reader = Reader([v(i) for i in range(13)])
    assert reader.name(reader.read(add(v(1), v(12)))[0][0]) in ("⟨v1⟩ + ⟨v12⟩", "⟨v12⟩ + ⟨v1⟩")
    cut = reader.name(reader.read(power(total(6, v), 8))[0][0])
    assert cut.endswith(" …") and "^ …" not in cut and cut.count("⟨") == cut.count("⟩")


def test_choose_is_exact_up_to_its_bound() -> None:
    for a in range(12):
        for b in range(a + 1):
            assert _choose(a, b) == comb(a, b)
    assert _choose(29, 8) > 400_000 and _choose(400_000, 1) == 400_000 and _choose(10**9, 10**9 - 1) == 10**9


def test_shape_of_powers() -> None:
    """How many terms a power has is estimated from above, by its terms and by its degree."""
    reader = Reader([x, y])
    s = reader.read(add(add(x, y), ONE))[0]
    assert len(reader.power(s, 5)[0]) == 21 and reader.power(s, 1) is s and reader.power(s, 0) is reader.one
    assert len(Reader([x]).power(Reader([x]).read(add(x, ONE))[0], 9_000)[0]) == 9_001
    many = Reader([v(i) for i in range(4)])
    with pytest.raises(Budget, match="a power would be too large"):
        many.power(many.read(total(4, v))[0], 200)


class Shape:
    """Only the shape of a polynomial: how many terms, of which degree, in how many variables, how long its coefficients."""

    def __init__(self, terms: int, degree: int, bits: int = 1, degrees: tuple[int, ...] = (1,)) -> None:
        self.terms, self.degree, self.bits, self.of_each = terms, degree, bits, degrees

    def __len__(self) -> int:
        return self.terms

    def total_degree(self) -> int:
        return self.degree

    def degrees(self) -> tuple[int, ...]:
        return self.of_each

    def coeffs(self) -> list[int]:
        return [1 << (self.bits - 1)]

    def __mul__(self, other: object) -> str:
        return "accepted"

    __pow__ = __mul__


PRODUCT, POWER = "a product would be too large", "a power would be too large"
FIVE, TWO_OF_THREE = (2, 2, 2, 2, 3), (1, 1, 0)
SIZES: dict[str, tuple[tuple[Any, ...], tuple[Any, ...], str]] = {  # the largest that is accepted, the next, and why not
    "terms of a product": ((Shape(2_000, 1), Shape(2_000, 1)), (Shape(2_000, 1), Shape(2_001, 1)), PRODUCT),
    "size of a product": ((Shape(1_000, 1, 999), Shape(1_000, 1, 1_001)), (Shape(1_000, 1, 1_001), Shape(1_000, 1, 1_000)),
                          PRODUCT),
    "length in a product": ((Shape(1, 1, 2_000_000), Shape(1, 1, 2_000_000)), (Shape(1, 1, 2_000_001), Shape(1, 1, 2_000_000)),
                            PRODUCT),
    "terms of a power, by terms": ((Shape(3, 11, 1, FIVE), 892), (Shape(3, 11, 1, FIVE), 893), POWER),
    "terms of a power, by degree": ((Shape(8, 2, 1, TWO_OF_THREE), 446), (Shape(8, 2, 1, TWO_OF_THREE), 447), POWER),
    "terms of a power, by degree 1": ((Shape(8, 1, 1, TWO_OF_THREE), 892), (Shape(8, 1, 1, TWO_OF_THREE), 893), POWER),
    "length in a power": ((Shape(1, 1, 3_999), 1_000), (Shape(1, 1, 4_000), 1_000), POWER),
    "size of a power of two terms": ((Shape(2, 1, 77), 5_000), (Shape(2, 1, 79), 5_000), POWER),
}


@pytest.mark.parametrize("name", SIZES)
def test_sizes_are_estimated_before(name: str) -> None:
    good, large, reason = SIZES[name]
    call: Any = Reader([x]).power if "power" in name else Reader([x]).product
    exact, loose = ([tuple([(a, a.degree + far, a.bits + far) if isinstance(a, Shape) else a for a in case])
                     for case in (good, large)] for far in (0, 10**7))
    assert call(*exact[0])[0] == call(*loose[0])[0] == "accepted"  # a bound is no reason: what it says is measured
    for case in (exact[1], loose[1]):
        with pytest.raises(Budget, match=reason):
            call(*case)


def test_a_product_has_no_more_terms_than_a_power() -> None:
    """(1 + g₀)·(1 + g₁)·… is refused when it has grown, not when memory is full."""
    many = Reader([v(i) for i in range(40)])
    p = many.one
    for i in range(18):
        p = many.product(p, many.read(add(v(i), ONE))[0])
    assert len(p[0]) == 2**18
    with pytest.raises(Budget, match=f"{PRODUCT}(?s:.*){2**19}"):
        many.product(p, many.read(add(v(18), ONE))[0])


class Product(Shape):
    """Its products have as many terms as it says."""

    def __mul__(self, other: object) -> Any:
        return "x" * self.of_each[0]


def test_the_terms_of_a_product_are_counted_when_it_is_made() -> None:
    most: Any = (Product(1, 1, 1, (400_000,)), 10**7, 1)
    assert len(Reader([x]).product(most, most)[0]) == 400_000
    more: Any = (Product(1, 1, 1, (400_001,)), 10**7, 1)
    with pytest.raises(Budget, match=PRODUCT):
        Reader([x]).product(more, more)


def test_degree_and_length_stay_within_what_is_carried_along() -> None:
    reader = Reader([x, y])
    reader.know_nonzero(x)
    reader.know_nonzero(add(x, y))
    s, half = add(mul(num(7), x), op("neg", mul(num(9), y))), num(Fraction(-3, 2))
    terms = [s, half, op("sub", s, s), add(num(10**6), x), add(power(x, 9), y), power(s, 7),
             power(s, 40), mul(power(s, 5), op("sub", s, num(1_000))), power(s, 0),
             add(div(s, power(x, 3)), div(num(Fraction(5, 12)), add(x, y))), div(power(s, 3), mul(x, add(y, x))),
             total(70, lambda i: mul(num(i - 30), power(add(x, num(i)), i % 5))),
             total(8, lambda i: x), power(add(power(x, 9), y), 3),
             mul(total(16, lambda i: power(x, i)), total(16, lambda i: power(x, i)))]
    terms += [mul(a, b) for a in terms for b in terms]
    for t in terms:
        p, degree, bits = reader.read(t)[0]
        assert p.total_degree() <= degree and rational._bits(p) <= bits
    assert all([p.total_degree() == degree and rational._bits(p) == bits for p, degree, bits in reader.factors])


def test_powers_are_measured_before_they_are_raised() -> None:
    """Many terms to a small power, a large degree to a small one."""
    many = [var(f"x{i}", REAL) for i in range(300)]
    with pytest.raises(Budget, match="a power would be too large"):
        Reader(many).read(power(total(300, lambda i: many[i]), 3))
    with pytest.raises(Budget, match="a power would be too large"):
        Reader([x]).read(power(power(x, 1_000), 11))
    assert Reader([x]).read(power(power(x, 1_000), 10))[0][0].total_degree() == 10_000
    reader = Reader([x])
    p = reader.read(add(power(x, 4_000), ONE))[0][0]
    assert reader.power((p, 4_000, 1), 2)[1] == 8_000
    with pytest.raises(Budget, match="a power would be too large"):
        reader.power((p, 4_000, 1), 3)


def test_bounds_hold_for_what_was_measured() -> None:
    """Σ xⁱ for i < 16 has coefficients of one bit; its powers have not."""
    reader = Reader([x])
    p = reader.read(total(16, lambda i: power(x, i)))[0][0]
    for q, degree, bits in (reader.power((p, 15, 1), 4), reader.product((p, 15, 1), (p, 15, 1))):
        assert q.total_degree() <= degree and rational._bits(q) <= bits


def test_a_coefficient_of_a_product_is_a_sum_of_no_more_than_the_shorter_factor_has_terms() -> None:
    reader = Reader([x])
    long, short = [reader.read(total(count, lambda i: power(x, i)))[0][0] for count in (100, 3)]
    assert reader.product((long, 99, 1), (short, 2, 1))[1:] == reader.product((short, 2, 1), (long, 99, 1))[1:] == (101, 4)


def test_contents_are_bounded_before_they_are_raised() -> None:
    reader = Reader([x])
    assert reader._integer_power((reader.one, 2**3_999, {}), 1_000)[1] == 2**3_999_000
    with pytest.raises(Budget, match="an exponent is too large"):
        reader._integer_power((reader.one, 2**4_000, {}), 1_000)
    big = 1 << MAX_INTEGER_BITS
    none: frozenset[Any] = frozenset()
    for a, b in ((big, 1), (1, big)):
        with pytest.raises(Budget, match="an integer of more than"):
            reader.times((reader.one, a, {}), (reader.one, b, {}))
        with pytest.raises(Budget, match="an integer of more than"):
            rational._integer_product({none: a}, {none: b})


def test_length_is_that_of_the_longest_coefficient() -> None:
    reader = Reader([x])
    assert rational._bits(reader.read(add(mul(num(3), x), num(1_000)))[0][0]) == 10
    assert rational._bits(reader.number(0)[0][0]) == 0


def test_atoms_are_found_under_a_sign() -> None:
    assert set(Reader([op("neg", add(x, y))]).index) == {x, y}
