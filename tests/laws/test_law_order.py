"""Whatever `order` concludes holds wherever its premises hold."""

from __future__ import annotations

from fractions import Fraction
from functools import reduce
from itertools import product

import pytest
from generate import INTEGERS, REALS, Point, admitted, evaluate, integers, points, polynomials
from hypothesis import assume, given
from hypothesis import strategies as st

from proofs.kernel import FALSE, INT, KernelError, RuleError, Summand, Term, num, op, order

GRID = [dict(zip(INTEGERS, map(Fraction, p), strict=True)) for p in product(range(-4, 5), repeat=2)]
relations = st.sampled_from(["le", "lt", "eq"])
premises = st.lists(st.builds(op, relations, polynomials, polynomials), max_size=3)
coefficients = st.builds(Fraction, st.integers(0, 4), st.integers(1, 3))


@st.composite
def witnesses(draw: st.DrawFn, count: int, square: st.SearchStrategy[Term] = polynomials,
              low: int = 0) -> tuple[Summand, ...]:
    chosen = st.lists(st.integers(0, count - 1), max_size=2) if count else st.just([])
    part = st.builds(lambda c, ps, s: Summand(c, tuple(ps), tuple(s)),
                     st.builds(Fraction, st.integers(low, 4), st.integers(1, 3)), chosen, st.lists(square, max_size=1))
    return tuple(draw(st.lists(part, max_size=3)))


def total(given_: list[Term], witness: tuple[Summand, ...]) -> Term:
    """Σ c·∏(b − a)·∏s², as a term."""
    parts = []
    for s in witness:
        factors = [op("sub", given_[i].args[1], given_[i].args[0]) for i in s.premises]
        factors += [op("mul", t, t) for t in s.squares]
        parts.append(reduce(lambda a, b: op("mul", a, b), factors, num(s.coefficient)))
    return reduce(lambda a, b: op("add", a, b), parts, num(0))


@st.composite
def proofs(draw: st.DrawFn, low: int = 0) -> tuple[list[Term], tuple[Summand, ...]]:
    facts = draw(premises)
    return facts, draw(witnesses(len(facts), low=low))


def holds(phi: Term, at: Point) -> bool:
    return bool(evaluate(phi, at))


@given(proofs(), st.sampled_from(["le", "lt"]), st.lists(points, min_size=4, max_size=8))
def test_conclusions_hold_where_the_premises_do(proof: tuple[list[Term], tuple[Summand, ...]], name: str,
                                                where: list[Point]) -> None:
    facts, witness = proof
    goal = op(name, num(0), total(facts, witness))
    try:
        th = order(goal, tuple(map(admitted, facts)), witness)
    except KernelError as e:
        assert e.reason == "the witness is not strict" and name == "lt"
        return
    for at in where:
        assert holds(th.concl, at) or not all(holds(h, at) for h in facts)


@given(proofs(low=-3))
def test_coefficients_are_not_negative(proof: tuple[list[Term], tuple[Summand, ...]]) -> None:
    facts, witness = proof
    assume(any(s.coefficient < 0 and all(facts[i].op != "eq" for i in s.premises) for s in witness))
    with pytest.raises(RuleError, match="a negative coefficient"):
        order(op("le", num(0), total(facts, witness)), tuple(map(admitted, facts)), witness)


@given(proofs(), st.builds(Fraction, st.integers(1, 9), st.integers(1, 9)))
def test_nothing_is_added(proof: tuple[list[Term], tuple[Summand, ...]], more: Fraction) -> None:
    """The witness for r is none for r − c or r + c: on reals there is no slack."""
    facts, witness = proof
    for c in (more, -more):
        with pytest.raises(RuleError, match="the witness does not give the goal"):
            order(op("le", num(c), total(facts, witness)), tuple(map(admitted, facts)), witness)


integer_facts = st.lists(st.builds(op, relations, integers, integers), min_size=1, max_size=2)


@given(integer_facts, st.sampled_from(["le", "lt"]), integers, integers, st.lists(coefficients, min_size=2, max_size=2),
       st.builds(Fraction, st.integers(0, 8), st.just(3)))
def test_integer_conclusions_hold_on_the_grid(facts: list[Term], name: str, a: Term, b: Term, cs: list[Fraction],
                                              constant: Fraction) -> None:
    """Any goal at all: what is accepted is checked at every point of a grid."""
    witness = tuple([Summand(c, (i,)) for i, c in enumerate(cs[:len(facts)])]) + (Summand(constant),)
    for goal in (op(name, a, b), op(name, *facts[0].args)):
        try:
            th = order(goal, tuple(map(admitted, facts)), witness)
        except RuleError:
            continue
        assert all(holds(th.concl, at) for at in GRID if all(holds(h, at) for h in facts))


@given(st.integers(1, 6), st.integers(-12, 12))
def test_rounding_is_the_ceiling(g: int, b: int) -> None:
    """From b ≤ g·n exactly n ≥ ⌈b/g⌉, and no more."""
    n = INTEGERS[1]
    fact = admitted(op("le", num(b, INT), op("mul", num(g, INT), n)))
    least = -(-b // g)
    witness = (Summand(Fraction(1, g), (0,)),)
    assert order(op("le", num(least, INT), n), (fact,), witness).hyps == frozenset()
    with pytest.raises(RuleError, match="the witness does not give the goal"):
        order(op("le", num(least + 1, INT), n), (fact,), witness)


@given(proofs())
def test_false_needs_a_contradiction(proof: tuple[list[Term], tuple[Summand, ...]]) -> None:
    """false is proved only when no point satisfies the premises."""
    facts, witness = proof
    try:
        order(FALSE, tuple(map(admitted, facts)), witness)
    except KernelError:
        return
    line = [{v: Fraction(k + i, 2) for i, v in enumerate(REALS)} for k in range(-6, 7)]
    assert not any(all(holds(h, at) for h in facts) for at in line)
