"""`field` on symbolic powers against values: what it equates is equal everywhere its premises hold, and the laws are found."""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from itertools import product

import pytest
from short_names import I0, I1, ONE, TWO, ZERO, add, admitted, div, eq, le, m, mul, n, ne, power, x, y

from proofs.kernel import INT, Budget, KernelError, RuleError, Side, Term, field, num, op, value

I2, I3 = num(2, INT), num(3, INT)
HALF = div(x, TWO)
THIRDS = num(Fraction(2, 3))
XN, YN = power(x, n), power(y, n)


def sub(a: Term, b: Term) -> Term:
    return op("sub", a, b)


BASES = [x, y, TWO, mul(x, y), mul(TWO, x), HALF, div(ONE, x), div(x, y), op("neg", x), mul(x, x), add(x, ONE),
         mul(num(Fraction(2, 3)), y)]
EXPONENTS = [n, m, add(n, I1), sub(n, I1), add(n, m), add(n, n), sub(m, n), op("neg", n), mul(m, n)]
TERMS = [*[power(b, e) for b in BASES for e in EXPONENTS[:4]], *[power(b, e) for b in (x, TWO, HALF) for e in EXPONENTS[4:]],
         mul(XN, YN), mul(XN, x), div(XN, x), mul(XN, power(x, m)), div(power(x, m), XN), mul(XN, XN), div(ONE, XN),
         div(XN, YN), mul(power(TWO, n), XN), div(XN, power(TWO, n)), mul(power(num(-1), n), XN),
         mul(TWO, power(TWO, n)), mul(XN, power(x, 2)),
         mul(power(num(Fraction(2, 3)), n), YN), div(power(HALF, 3), XN), power(div(ONE, XN), 2), ONE, x]
CONTEXTS: dict[str, tuple[tuple[Term, ...], tuple[tuple[Term, Term], ...]]] = {
    "nothing": ((), ()), "0 ≤ n": ((), ((I0, n),)), "1 ≤ n": ((), ((I1, n),)), "0 ≤ m, 0 ≤ n": ((), ((I0, m), (I0, n))),
    "x ≠ 0": ((x,), ()), "x, y ≠ 0, 0 ≤ n": ((x, y), ((I0, n),)), "x, y ≠ 0": ((x, y), ()),
    "0 ≤ n + m": ((), ((I0, add(n, m)),)),
    "0 ≤ m − n": ((), ((n, m),)),
}
POINTS = [dict(zip((x, y, m, n), map(Fraction, point), strict=True)) for point in product(
    (-2, 0, 3), (0, Fraction(1, 2)), (-2, 0, 1, 3), (-3, 0, 1, 2))]


def at(t: Term, row: dict[Term, Fraction]) -> Fraction:
    """The value; where the logic says nothing, a value that no law knows of."""
    if t in row:
        return row[t]
    if t.op == "num":
        return value(t)
    a, b = at(t.args[0], row), at(t.args[-1], row)
    match t.op:
        case "add":
            return a + b
        case "sub":
            return a - b
        case "mul":
            return a * b
        case "neg":
            return -a
        case "div":
            return a / b if b else 11 + a
    return a**int(b) if a or b >= 0 else 7 - 3*b


@cache
def values(t: Term, context: str) -> tuple[Fraction, ...]:
    """The values at all points of a context."""
    nonzero, bounds = CONTEXTS[context]
    rows = [r for r in POINTS if all(at(d, r) for d in nonzero) and all(at(low, r) <= at(high, r) for low, high in bounds)]
    assert len(rows) > 10
    return tuple([at(t, r) for r in rows])


def side(context: str) -> Side:
    nonzero, bounds = CONTEXTS[context]
    return Side(tuple([admitted(ne(d, ZERO)) for d in nonzero]), tuple([admitted(le(*b)) for b in bounds]))


def accepted(a: Term, b: Term, known: Side) -> bool:
    try:
        return field(a, b, known).concl is eq(a, b)
    except (RuleError, Budget):
        return False


FOUND = {
    "square of a quotient": (power(div(x, TWO), 2), div(mul(x, x), num(4)), "nothing"),
    "reciprocal of a reciprocal": (div(ONE, div(ONE, x)), x, "x ≠ 0"),
    "reciprocal of a quotient": (div(ONE, div(TWO, mul(x, x))), div(mul(x, x), TWO), "x ≠ 0"),
    "square of a reciprocal": (power(div(ONE, x), 2), div(ONE, mul(x, x)), "x ≠ 0"),
    "cube of a reciprocal": (power(div(ONE, x), 3), div(ONE, power(x, 3)), "x ≠ 0"),
    "minus second power": (power(div(ONE, x), -2), mul(x, x), "x ≠ 0"),
    "power of a reciprocal": (power(div(ONE, x), n), div(ONE, XN), "x, y ≠ 0, 0 ≤ n"),
    "power of a square over a square": (power(div(mul(x, x), mul(y, y)), n), div(mul(XN, XN), mul(YN, YN)), "x, y ≠ 0, 0 ≤ n"),
    "power of a multiple": (power(mul(num(Fraction(2, 3)), y), n), mul(power(num(Fraction(2, 3)), n), YN), "0 ≤ n"),
    "twice the exponent": (power(x, add(n, n)), mul(XN, XN), "0 ≤ n"),
    "three times, nonzero": (power(x, mul(I3, n)), mul(XN, mul(XN, XN)), "x ≠ 0"),
    "minus twice the exponent": (power(x, op("neg", add(n, n))), div(ONE, mul(XN, XN)), "x ≠ 0"),
    "a power and its reciprocal": (mul(XN, power(x, op("neg", n))), ONE, "x ≠ 0"),
    "a bound of the sum": (mul(power(x, add(n, m)), x), power(x, add(add(n, m), I1)), "0 ≤ n + m"),
    "a bound of the difference": (mul(power(x, sub(m, n)), x), power(x, add(sub(m, n), I1)), "0 ≤ m − n"),
    "two above the bound": (mul(XN, mul(x, x)), power(x, add(n, I2)), "0 ≤ n"),
    "one, whatever the exponent": (power(ONE, mul(m, n)), ONE, "nothing"),
    "a bound and a base that is not 0": (mul(power(x, sub(n, I1)), x), XN, "x, y ≠ 0, 0 ≤ n"),
    "a difference that is not split": (add(power(x, sub(m, n)), ONE), add(ONE, power(x, sub(m, n))), "0 ≤ m, 0 ≤ n"),
    "divisors in another order": (power(div(div(ONE, x), y), n), power(div(div(ONE, y), x), n), "x, y ≠ 0"),
    "a fraction once more": (power(THIRDS, add(n, I1)), mul(THIRDS, power(THIRDS, n)), "0 ≤ n"),
    "cube of a reciprocal square": (power(div(ONE, mul(x, x)), 3), div(ONE, power(x, 6)), "x ≠ 0"),
    "two more divisors": (add(div(ONE, x), div(ONE, power(x, 3))), div(add(power(x, 2), ONE), power(x, 3)), "x ≠ 0"),
    "of zero, above the bound": (mul(power(ZERO, n), ZERO), power(ZERO, add(n, I1)), "0 ≤ n"),
    "several divisors": (add(div(ONE, mul(x, mul(x, y))), div(ONE, mul(x, mul(y, y)))),
                         div(add(x, y), mul(mul(x, x), mul(y, y))), "x, y ≠ 0"),
    "minus x": (power(op("neg", x), n), mul(power(num(-1), n), XN), "0 ≤ n"),
}


@pytest.mark.parametrize("name", FOUND)
def test_law_is_found(name: str) -> None:
    a, b, context = FOUND[name]
    assert values(a, context) == values(b, context)
    assert field(a, b, side(context)).concl is eq(a, b)


BOTH = "x, y ≠ 0, 0 ≤ n"
NEAR = {
    "another base": (XN, YN, ("nothing", "0 ≤ n", BOTH, "x, y ≠ 0")),
    "another exponent": (XN, power(x, m), ("nothing", "0 ≤ m, 0 ≤ n", "x ≠ 0")),
    "one more": (XN, power(x, add(n, I1)), ("nothing", "0 ≤ n", "1 ≤ n", "x ≠ 0")),
    "one less": (XN, power(x, sub(n, I1)), ("nothing", "0 ≤ n", "1 ≤ n", "x ≠ 0")),
    "a factor lost": (power(mul(TWO, x), n), XN, ("0 ≤ n", BOTH)),
    "a divisor lost": (power(HALF, n), XN, ("0 ≤ n", BOTH)),
    "a fraction turned": (power(mul(num(Fraction(2, 3)), y), n), mul(power(num(Fraction(3, 2)), n), YN), ("0 ≤ n",)),
    "a denominator lost": (power(mul(num(Fraction(2, 3)), y), n), mul(power(TWO, n), YN), ("0 ≤ n",)),
    "two bases that differ by a number": (power(HALF, n), power(x, n), ("nothing", "x ≠ 0", BOTH)),
    "two bases that differ by a divisor": (power(div(x, y), n), XN, ("x, y ≠ 0", BOTH)),
    "a divisor once": (power(div(x, mul(y, y)), n), div(XN, YN), (BOTH,)),
    "a factor once": (power(mul(mul(x, x), y), n), mul(XN, YN), ("0 ≤ n", BOTH)),
    "a product below the bound": (power(mul(x, y), sub(n, I3)), mul(power(x, sub(n, I3)), power(y, sub(n, I3))), ("0 ≤ n",)),
    "a step below the bound": (mul(power(x, sub(n, I1)), x), XN, ("nothing", "0 ≤ n")),
    "a reciprocal of a reciprocal lost": (div(ONE, div(ONE, x)), ONE, ("x ≠ 0",)),
    "a reciprocal of a square": (div(ONE, div(ONE, mul(x, x))), x, ("x ≠ 0",)),
    "a square of a reciprocal": (power(div(ONE, x), 2), div(ONE, x), ("x ≠ 0",)),
    "a square of a quotient": (power(HALF, 2), div(mul(x, x), TWO), ("nothing", "x ≠ 0")),
    "twice": (power(x, add(n, n)), XN, ("nothing", "0 ≤ n", "x ≠ 0")),
    "minus twice": (power(x, op("neg", add(n, n))), div(ONE, XN), ("x ≠ 0",)),
    "minus once": (power(x, op("neg", n)), XN, ("nothing", "0 ≤ n", "x ≠ 0")),
    "a product of exponents": (power(x, mul(m, n)), power(x, add(m, n)), ("nothing", "0 ≤ m, 0 ≤ n", "x ≠ 0")),
    "a quotient that may be 0/0": (div(XN, XN), ONE, ("nothing", "0 ≤ n")),
    "a power of zero": (mul(power(ZERO, sub(n, I1)), ZERO), power(ZERO, n), ("nothing", "0 ≤ n", "x ≠ 0")),
    "a power of zero that is one": (power(sub(x, x), n), ZERO, ("nothing", "0 ≤ n", "x ≠ 0")),
    "a reciprocal power": (mul(div(ONE, XN), x), ONE, ("x ≠ 0",)),
    "fractions over one number": (power(THIRDS, n), power(num(Fraction(1, 3)), n), ("0 ≤ n",)),
    "fractions of one number": (power(THIRDS, n), power(num(Fraction(2, 5)), n), ("0 ≤ n",)),
    "a reciprocal square, cubed": (power(div(ONE, mul(x, x)), 3), div(ONE, power(x, 3)), ("x ≠ 0",)),
    "zero as a base": (mul(power(ZERO, sub(m, n)), power(ZERO, n)), power(ZERO, m), ("nothing", "0 ≤ m, 0 ≤ n")),
    "opposite signs": (power(op("neg", x), n), XN, ("0 ≤ n", "x ≠ 0")),
}


@pytest.mark.parametrize("name", NEAR)
def test_near_miss_is_refused(name: str) -> None:
    a, b, contexts = NEAR[name]
    for context in contexts:
        assert values(a, context) != values(b, context)
        assert not accepted(a, b, side(context)) and not accepted(b, a, side(context))


@pytest.mark.parametrize("context", CONTEXTS)
def test_what_is_equated_is_equal(context: str) -> None:
    known, equated = side(context), False
    readable = [t for t in TERMS if accepted(t, t, known)]
    for i, a in enumerate(readable):
        for b in readable[i + 1:]:
            same = values(a, context) == values(b, context)
            if accepted(a, b, known):
                assert same, (str(a), str(b))
                equated = True
    assert equated


@pytest.mark.parametrize("context", ["nothing", "0 ≤ n", "x ≠ 0"])
def test_nothing_is_zero_or_one_by_reading(context: str) -> None:
    """A term is never equated with a number that it does not have at every point."""
    for t, c in product(TERMS, (ZERO, ONE)):
        if values(t, context) != values(c, context):
            with pytest.raises(KernelError):
                field(t, c, side(context))
