"""Work is counted the same, whatever was searched before."""

from __future__ import annotations

import pytest

from proofs.kernel import REAL, Term, var
from proofs.tactics import linear
from proofs.tactics.budget import recorded, within
from proofs.tactics.build import add, le
from proofs.tactics.context import Context, Unproved

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
