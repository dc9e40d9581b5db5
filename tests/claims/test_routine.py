"""What closes by itself between two lines, and what has to be named."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from sympy import Abs, Eq, Max, Sum, exp, floor, sqrt

from proofs import (
    E,
    Proof,
    Proved,
    Undecided,
    by,
    claim,
    definition,
    family,
    hypothesis,
    independent,
    integrable,
    nat,
    random_variable,
    real,
)
from proofs.claims.claim import REGISTRY, Claim
from proofs.text.grade import graded

x, y = real("x"), real("y")
i, n = nat("i"), nat("n")
a = family("a")
X, Y = random_variable("X"), random_variable("Y")


@definition(latex="d")
def doubled(y):
    return 2*y


@hypothesis("an equation")
def equation():
    return Eq(x, y)


@hypothesis("unrelated")
def unrelated():
    return independent(X, Y), integrable(X), integrable(Y)


@pytest.fixture(autouse=True)
def _registry() -> Iterator[None]:
    before = dict(REGISTRY)
    yield
    REGISTRY.clear()
    REGISTRY.update(before)


def one_line(statement: Callable[[], Any], *reasons: Any, **options: Any) -> Claim:
    made: Claim = claim("test-routine", "test", **options)(statement)

    def lines(p: Proof) -> None:
        p.conclude(*reasons)

    made.proof(lines)
    return made


ROUTINE = {
    "a sum taken apart": lambda: Eq(Sum(a[i] + 2, (i, 1, n)), Sum(a[i], (i, 1, n)) + 2*n),
    "the last two terms": lambda: Eq(Sum(a[i], (i, 1, n + 2)), Sum(a[i], (i, 1, n)) + a[n + 1] + a[n + 2]),
    "the first term": lambda: Eq(Sum(a[i], (i, 0, n)), a[0] + Sum(a[i + 1], (i, 0, n - 1))),
    "a shift": lambda: Eq(Sum(a[i + 1], (i, 1, n)), Sum(a[i], (i, 2, n + 1))),
    "an empty sum": lambda: Eq(x*Sum(y**i, (i, 0, -1)), 0),
    "a root": lambda: Eq(sqrt(x**2) + y, Abs(x) + y),
    "a power of e": lambda: Eq(exp(x)*exp(y), exp(x + y)),
    "a floor": lambda: Eq(floor(n), n),
    "squares": lambda: 2*x*y <= x**2 + y**2,
    "cases": lambda: Eq(Max(x, y) + Max(-x, -y), Abs(x - y)),
}


@pytest.mark.parametrize("what", ROUTINE)
def test_it_closes_by_itself(what: str) -> None:
    assert isinstance(one_line(ROUTINE[what]).check(), Proved)


def test_with_a_definition_that_is_named() -> None:
    assert isinstance(one_line(lambda: doubled(x)*y <= x**2 + y**2, doubled).check(), Proved)
    assert isinstance(one_line(lambda: Eq(Sum(doubled(i), (i, 1, n + 1)), doubled(n + 1) + Sum(2*i, (i, 1, n))),
                               doubled).check(), Proved)


@pytest.mark.parametrize(("statement", "options", "said"), [
    (lambda: Eq(doubled(x), x + x), {}, "these reasons carry it:  doubled"),
    (lambda: Eq(exp(x) + 1, 1 + exp(y)), {"given": [equation]}, "these reasons carry it:  equation"),
    (lambda: Eq(E(X*Y), E(X)*E(Y)), {"given": [unrelated]}, "these reasons carry it:  unrelated"),
    (lambda: Eq(Sum(i, (i, 1, n)), n*(n + 1)/2), {}, "too large"),
], ids=["definition", "hypothesis", "independence", "induction"])
def test_what_a_line_rests_on_is_named(statement: Callable[[], Any], options: Any, said: str) -> None:
    verdict = one_line(statement, **options).check()
    assert isinstance(verdict, Undecided)
    assert said in verdict.reason


def test_a_reason_that_is_not_needed_is_still_refused() -> None:
    verdict = one_line(lambda: Eq(Sum(a[i + 1], (i, 1, n)), Sum(a[i], (i, 2, n + 1))), by.last_term).check()
    assert isinstance(verdict, Undecided)
    assert "these reasons carry it:  by.shift  (without by.last_term)" in verdict.reason


def test_a_text_that_is_graded_names_everything() -> None:
    shifted = one_line(ROUTINE["a shift"])
    assert not graded(shifted, "calc Sum(a[i + 1], (i, 1, n))\n= Sum(a[i], (i, 2, n + 1))\n").complete
    assert graded(shifted, "calc Sum(a[i + 1], (i, 1, n))\n= Sum(a[i], (i, 2, n + 1)) by shift\n").complete
