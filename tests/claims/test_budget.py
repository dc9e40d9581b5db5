"""Work is counted the same, whatever was searched before."""

from __future__ import annotations

import pytest

from proofs.kernel import REAL, Term, var
from proofs.tactics import cofactors, linear
from proofs.tactics.budget import more, portion, recorded, spend, within
from proofs.tactics.build import add, le, mul
from proofs.tactics.context import Context, Unproved
from proofs.tactics.polynomial import Reading

x, y = (var(name, REAL) for name in "xy")
FACTS = (le(0, x), le(x, 1), le(0, y), le(y, 1))
GOAL = le(add(x, y), 1)


def work(goal: Term, limit: int | None) -> list[int]:
    with within(limit), recorded() as counted:
        with pytest.raises(Unproved):
            linear.prove_order(Context().assume(*FACTS), goal)
        return list(counted)


def test_a_failure_that_is_remembered_counts_as_before() -> None:
    linear._FAILED.clear()
    first = work(GOAL, None)
    assert sum(first) > 0
    assert linear._FAILED
    assert work(GOAL, None) == first


def test_it_ends_at_the_same_step_when_the_budget_is_small() -> None:
    linear._FAILED.clear()
    small = sum(work(GOAL, None)) // 2
    assert small > 0
    remembered = work(GOAL, small)
    linear._FAILED.clear()
    assert work(GOAL, small) == remembered


def test_many_equations_are_tried_in_few_orders() -> None:
    """The orders of 16 equations do not fit into any memory."""
    letters = [var(f"a{i}", REAL) for i in range(17)]
    equations = list(zip(letters, letters[1:], strict=False))
    reading = Reading([], lambda goal: None)
    found = cofactors.find(reading, mul(2, letters[0]), mul(2, letters[1]), equations)
    assert found is not None and found[0] is not None and found[1:] == [None]*15
    assert cofactors.find(reading, mul(letters[0], letters[0]), letters[5], equations) is None


def test_more_effort_is_so_many_times_the_work() -> None:
    with more(3), within(10):
        spend(30)
        with pytest.raises(Unproved):
            spend(1)
    with more(3), within(10), portion(5):
        spend(15)
        with pytest.raises(Unproved):
            spend(1)
    with within(10), pytest.raises(Unproved):
        spend(11)
