"""`field` agrees with exact evaluation, in both directions."""

from __future__ import annotations

from contextlib import suppress
from fractions import Fraction

from generate import REALS, Junk, Point, admitted, divisors, evaluate, fractions, points, polynomials, rationals, x
from hypothesis import assume, given
from hypothesis import strategies as st

from proofs.kernel import RuleError, Side, Term, field, num, op

DENSE = [{v: Fraction(3 + 7 * i + k * (11 + i * i), 5 + k) for i, v in enumerate(REALS)} for k in range(12)]


def side(*terms: Term) -> Side:
    """All divisors admitted to be nonzero."""
    owed = dict.fromkeys(d for t in terms for d in divisors(t))
    return Side(tuple([admitted(op("not", op("eq", d, num(0)))) for d in owed]))


def verdict(a: Term, b: Term) -> str:
    try:
        field(a, b, side(a, b))
    except RuleError as e:
        return e.reason
    return "equal"


def values(a: Term, b: Term, at: Point) -> tuple[Fraction, Fraction] | None:
    try:
        return evaluate(a, at), evaluate(b, at)
    except Junk:
        return None


@given(rationals, rationals, st.lists(points, min_size=3, max_size=6))
def test_equal_terms_have_equal_values(a: Term, b: Term, where: list[Point]) -> None:
    if verdict(a, b) == "equal":
        for at in where:
            both = values(a, b, at)
            assert both is None or both[0] == both[1]


@given(rationals, rationals)
def test_terms_that_differ_differ_somewhere(a: Term, b: Term) -> None:
    if verdict(a, b) == "the two sides differ":
        found = [both for at in DENSE if (both := values(a, b, at)) is not None]
        assert not found or any(u != v for u, v in found)


def rearranged(draw: st.DrawFn, t: Term) -> Term:
    """A term equal to t by the laws of fields, chosen at random."""
    if not t.args or t.op == "pow":
        return t
    args = [rearranged(draw, a) for a in t.args]
    match t.op, draw(st.integers(0, 3)):
        case ("add" | "mul"), 1:
            return op(t.op, args[1], args[0])
        case "sub", 1:
            return op("add", args[0], op("neg", args[1]))
        case "sub", 2:
            return op("neg", op("sub", args[1], args[0]))
        case "mul", 2 if args[0].op in ("add", "sub"):
            u, v = args[0].args
            return op(args[0].op, op("mul", u, args[1]), op("mul", v, args[1]))
        case "div", 1:
            return op("mul", args[0], op("div", num(1), args[1]))
        case "neg", 1:
            return op("mul", num(-1), args[0])
    return op(t.op, *args)


@st.composite
def equals(draw: st.DrawFn) -> tuple[Term, Term]:
    t = draw(rationals)
    return t, rearranged(draw, t)


@given(equals())
def test_rearrangements_are_equal(pair: tuple[Term, Term]) -> None:
    """Refused only when a divisor is 0 wherever it is read."""
    found = verdict(*pair)
    assert found in ("equal", "division by an expression that is 0", "a premise says that 0 is not 0")


@given(polynomials, fractions)
def test_a_changed_constant_is_refused(t: Term, c: Fraction) -> None:
    assume(c != 0)
    assert verdict(t, op("add", t, num(c))) == "the two sides differ"


@given(rationals)
def test_without_side_conditions_no_division(t: Term) -> None:
    """A term that divides by something with variables is not even equal to itself."""
    with suppress(RuleError):
        field(t, t)
        assert all(not d.free or not nonconstant(d) for d in divisors(t))


def nonconstant(d: Term) -> bool:
    """Does d take two values?"""
    found = set()
    for at in DENSE:
        with suppress(Junk):
            found.add(evaluate(d, at))
    return len(found) > 1


@given(polynomials, polynomials)
def test_verdict_is_symmetric(a: Term, b: Term) -> None:
    assert verdict(a, b) == verdict(b, a)
    assert verdict(op("mul", a, x), op("mul", b, x)) == verdict(a, b)
