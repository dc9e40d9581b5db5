"""Goals that lead back to one another: what fails on the way is remembered as long as it must fail, and no longer."""

from __future__ import annotations

from itertools import permutations

import pytest

from proofs.kernel import INT, PROP, var
from proofs.tactics.build import div, eq, imp, integer, le, mul, power, real, sub
from proofs.tactics.context import Context, Unproved
from proofs.tactics.prover import attempt, prove
from proofs.tactics.search import Loops

P, Q, R, T = (var(letter, PROP) for letter in "pqrt")
N = var("n", INT)


def test_what_failed_in_a_loop_is_found_after_it() -> None:
    ctx = Context().assume(imp(Q, P), imp(P, Q), imp(T, P), T)
    assert prove(ctx, P).concl is P  # first from q, which only leads back to p; then from t
    assert not ctx.provisional
    assert prove(ctx, Q).concl is Q
    assert not Loops.under_way


@pytest.mark.parametrize("order", list(permutations((P, Q, R))))
def test_the_order_of_questions_does_not_matter(order: tuple[object, ...]) -> None:
    circle = [imp(Q, P), imp(R, Q), imp(P, R)]
    without, given = Context().assume(*circle), Context().assume(*circle, imp(T, R), T)
    assert [attempt(without, g) for g in order] == [None]*3  # type: ignore[arg-type]
    assert all(attempt(given, g) is not None for g in order)  # type: ignore[arg-type]


def test_goals_that_all_need_each_other_are_tried_once_each() -> None:
    """Of ten propositions each follows from each other one: the ways through them are 10! many."""
    letters = [var(f"p{i}", PROP) for i in range(10)]
    ctx = Context().assume(*[imp(a, b) for a in letters for b in letters if a is not b])
    with pytest.raises(Unproved):
        prove(ctx, letters[0])
    assert Loops.steps <= 100


def test_powers_with_related_bases_and_exponents() -> None:
    """The sign of each base is sought from facts about all the powers."""
    first, second = (sub(1, div(k, real(N))) for k in (1, 2))
    powers = [power(first, N), power(second, N), power(first, mul(2, N))]
    ctx = Context().assume(le(integer(2), N), *[le(a, b) for a, b in zip(powers[1:], powers, strict=False)],
                           eq(real(N), mul(3, powers[0])))
    with pytest.raises(Unproved):
        prove(ctx, le(powers[1], powers[2]))
    assert Loops.steps <= 100
