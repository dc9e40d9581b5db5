"""A letter of the author's is never caught by one that the reading binds: whatever it is called, the answer is the same."""

from __future__ import annotations

import pytest
from sympy import Derivative, Eq, Mod, Ne, Symbol, log

from proofs import (
    AuthorError,
    E,
    Proved,
    Refuted,
    decide,
    independent,
    integer,
    integrable,
    nat,
    random_family,
    real,
    symmetric,
    vector,
)

LETTERS = ("h", "i", "j", "k", "l", "n", "t", "w", "N", "X")


@pytest.mark.parametrize("letter", LETTERS)
def test_remainders(letter: str) -> None:
    """Eq(Mod(j, 4), 0) was read as: there is j with j = 4·j."""
    for whole in (integer(letter), Symbol(letter, integer=True)):
        assert isinstance(decide(lambda: Eq(Mod(whole, 4), 0)), Refuted)  # noqa: B023 -- asked at once
        assert isinstance(decide(lambda: Ne(Mod(whole, 4), 0), lambda: Eq(whole, 4)), Refuted)  # noqa: B023


@pytest.mark.parametrize("letter", LETTERS)
def test_derivatives_of_what_is_not_defined_everywhere(letter: str) -> None:
    """With t in it, log(x + t) was to be defined where 0 < t + t."""
    c, x = real(letter), real("x")
    assert isinstance(decide(lambda: Eq(Derivative(log(x + c), x), 1/(x + c)), lambda: x + c > 0), Proved)


@pytest.mark.parametrize("letter", LETTERS)
def test_ends_of_ranges(letter: str) -> None:
    """random_family("g", start=1, stop=i): its members were those with i ≤ i."""
    last = nat(letter)
    g = random_family("g", start=1, stop=last)
    two, given = (lambda: Eq(E(g[1]*g[2]), E(g[1])*E(g[2]))), [independent(g), integrable(g[1], g[2], g[1]**2, g[2]**2)]
    assert isinstance(decide(two, [*given, last >= 2]), Proved)
    assert not isinstance(decide(two, given), Proved)


@pytest.mark.parametrize("letter", LETTERS)
def test_rows(letter: str) -> None:
    """symmetric(g[j, :]) was a statement about g[j, j]."""
    row, other = nat(letter), nat("m")
    g = random_family("g", indices=2)
    verdict = decide(lambda: Eq(E(g[row, 2]), 0), lambda: (symmetric(g[row, :]), integrable(g[row, 2])))
    same = decide(lambda: Eq(E(g[other, 2]), 0), lambda: (symmetric(g[other, :]), integrable(g[other, 2])))
    assert type(verdict) is type(same)
    elsewhere = decide(lambda: Eq(E(g[row, row]), 0), lambda: (symmetric(g[other, :]), integrable(g[row, row])))
    assert not isinstance(elsewhere, Proved)


def test_lengths() -> None:
    n = integer("i")
    x, y = vector("x", n), vector("y", n)
    assert isinstance(decide(lambda: Eq(x[2], y[2]), lambda: (Eq(x, y), n >= 2)), Proved)
    assert isinstance(decide(lambda: Eq(x, y), lambda: (Eq(x[n], y[n]), n >= 2)), Refuted)


def test_the_dot_of_bound_letters_is_in_no_name() -> None:
    with pytest.raises(AuthorError, match="needs a Python name"):
        real("k·")
