"""Tasks shared among processes: results in order, errors and crashes with their task."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from concurrent.futures.process import BrokenProcessPool

import pytest

from proofs.cli.pool import Crashed, _interrupted_by, shared


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


@pytest.fixture
def usual() -> Iterator[None]:
    """Ctrl-C as in a terminal; what runs in the background may ignore it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
@pytest.mark.usefixtures("usual")
def test_an_interrupt_waits_for_what_must_not_be_cut() -> None:
    stopped, after = [], []
    with pytest.raises(KeyboardInterrupt), _interrupted_by(lambda: stopped.append(True)):
        os.kill(os.getpid(), signal.SIGINT)
        after.append(True)  # a pool would break here because its processes have been ended
        raise BrokenProcessPool
    assert stopped == after == [True]
    with pytest.raises(KeyboardInterrupt), _interrupted_by(lambda: stopped.append(True)):
        os.kill(os.getpid(), signal.SIGINT)
        os.kill(os.getpid(), signal.SIGINT)
        after.append(True)
    assert stopped == [True]*2
    assert after == [True]
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
def test_what_ignores_interrupts_still_does() -> None:
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        with _interrupted_by(lambda: pytest.fail("it was ignored before")):
            os.kill(os.getpid(), signal.SIGINT)
    finally:
        signal.signal(signal.SIGINT, before)


def test_without_an_interrupt_errors_are_what_they_are() -> None:
    with pytest.raises(BrokenProcessPool), _interrupted_by(lambda: None):
        raise BrokenProcessPool
