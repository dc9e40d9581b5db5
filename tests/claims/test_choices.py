"""Choices by a condition, exhaustive cases, bounded inductions, instances by formulas: what holds, and what is refused."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from sympy import And, Eq, Ge, Le, Lt, Piecewise, Sum

from proofs import Proof, Proved, Undecided, by, claim, definition, family, hypothesis, integer, nat, real
from proofs.claims.claim import REGISTRY, Claim

x, y = real("x"), real("y")
n, i, j, l = nat("n"), nat("i"), nat("j"), nat("l")
s, t = integer("s"), integer("t")
time = family("T", integer=True)


@definition(latex="u")
def unit(x):
    return Piecewise((1, x > 0), (0, True))


@hypothesis("increasing", forall=[l >= 0, l < n])
def increasing():
    return time[l] < time[l + 1]


@pytest.fixture(autouse=True)
def _registry() -> Iterator[None]:
    before = dict(REGISTRY)
    yield
    REGISTRY.clear()
    REGISTRY.update(before)


def verdict(statement: Callable[[], Any], proof: Callable[[Proof], None], **options: Any) -> Any:
    made: Claim = claim("test-choices", "test", **options)(statement)
    made.proof(proof)
    return made.check()


def refused(v: Any, words: str) -> None:
    assert isinstance(v, Undecided)
    assert words in v.reason


# -- the case that applies -------------------------------------------------------------


def test_a_known_condition_decides() -> None:
    assert isinstance(verdict(lambda: Eq(unit(x), 1), lambda p: p.conclude(unit, by.choice), where=[x >= 1]), Proved)


def test_a_condition_that_fails_decides() -> None:
    def fails() -> Any:
        return Eq(Sum(Piecewise((x, And(i > n, x > 0)), (0, True)), (i, 1, n)), 0)

    assert isinstance(verdict(fails, lambda p: p.conclude(by.choice, by.sums)), Proved)


def test_an_open_condition_does_not() -> None:
    refused(verdict(lambda: Eq(unit(x), 1), lambda p: p.conclude(unit, by.choice), where=[x >= 0]), "it is false at x = 0")


def test_the_choice_need_not_be_named_but_the_definition() -> None:
    assert isinstance(verdict(lambda: Eq(unit(x), 1), lambda p: p.conclude(unit), where=[x >= 1]), Proved)
    silent = verdict(lambda: Eq(unit(x), 1), lambda p: p.conclude(by.choice), where=[x >= 1])
    refused(silent, "these reasons carry it:  by.choice, unit")


def test_a_choice_lies_between_its_numbers() -> None:
    assert isinstance(verdict(lambda: (Ge(unit(x), 0), Le(unit(x), 1)), lambda p: p.conclude(unit)), Proved)
    assert isinstance(verdict(lambda: Lt(unit(x), 1), lambda p: p.conclude(unit)), Undecided)


# -- cases ----------------------------------------------------------------------------------


def split(*conditions: Any) -> Any:
    def proof(p: Proof) -> None:
        for case in p.cases(*conditions):
            case.conclude(by.order)

    return verdict(lambda: Ge(x**2, 0), proof)


def test_below_at_and_above_are_all() -> None:
    assert isinstance(split(x < y, Eq(x, y), x > y), Proved)
    assert isinstance(split(x < 0, Eq(x, 0), And(x > 0, x < y), x > 0), Proved)


def test_a_gap_between_the_cases_is_found() -> None:
    for conditions in ((x < y, x > y), (x < 0, And(x >= 0, x < y)), (Eq(x, 0), Eq(x, 1))):
        refused(split(*conditions), "the cases do not cover everything")


# -- induction up to a bound ------------------------------------------------------------------


def from_start(bounded: bool) -> Any:
    def proof(p: Proof) -> None:
        base, step = p.induction(j)
        base.calc(time[0])
        base.le(time[0], by.order)
        step.calc(time[0])
        step.le(time[j], step.ih)
        step.le(time[j + 1], increasing)

    return verdict(lambda: Le(time[0], time[j]), proof, given=[increasing], where=[j >= 0, *([j <= n] if bounded else [])],
                   example={n: 1, j: 0, time: lambda l: 2*l})


def test_the_bound_of_where_is_known_in_the_step() -> None:
    assert isinstance(from_start(True), Proved)


def test_without_the_bound_the_hypothesis_does_not_reach() -> None:
    refused(from_start(False), "the reasons do not give")


# -- terms and instances -------------------------------------------------------------------------


def test_each_term_may_need_a_definition() -> None:
    def statement(high: int) -> Callable[[], Any]:
        return lambda: Le(Sum(unit(x - i), (i, 1, n)), Sum(high, (i, 1, n)))

    assert isinstance(verdict(statement(1), lambda p: p.conclude(by.termwise, unit)), Proved)
    assert isinstance(verdict(statement(0), lambda p: p.conclude(by.termwise, unit)), Undecided)


def test_a_formula_that_breaks_the_hypothesis_is_no_example() -> None:
    def proof(p: Proof) -> None:
        p.conclude(increasing)

    v = verdict(lambda: Lt(time[0], time[0 + 1]), proof, given=[increasing], where=[n >= 1], example={n: 1, time: lambda l: -l})
    assert isinstance(v, Undecided)
