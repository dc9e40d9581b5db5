"""Tasks shared among processes: results in order, errors and crashes with their task."""

from __future__ import annotations

import os
import time

from proofs.cli.pool import Crashed, shared


def square(n: int) -> int:
    time.sleep(0.02 * (n == 1))
    return n * n


def fragile(n: int) -> int:
    if n == 2:
        raise ArithmeticError("two")
    if n == 3:
        os._exit(7)
    return n


def test_results_come_in_the_order_of_the_tasks() -> None:
    finished: list[int] = []
    assert shared(square, [1, 2, 3, 4], 2, finished.append) == [1, 4, 9, 16]
    assert sorted(finished) == [1, 2, 3, 4]
    assert shared(square, [1, 2, 3], 1) == [1, 4, 9]


def test_a_crash_is_told_of_its_own_task_only() -> None:
    assert shared(fragile, [1, 2, 3, 4], 2) == [1, Crashed("ArithmeticError: two"), Crashed("its process ended"), 4]
