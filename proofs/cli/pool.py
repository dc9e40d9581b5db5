"""Tasks shared among processes; their results in the order of the tasks, whoever was first."""

from __future__ import annotations

import gc
import os
import signal
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import active_children
from threading import current_thread, main_thread
from types import FrameType
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")


@dataclass(frozen=True)
class Crashed:
    """A task without a result, and why: an error that nobody expected, or a process that ended."""

    why: str


MANY = 5_000_000  # new objects, some 600 MB: an eighth is garbage, and to look for it takes a twelfth of the time
WORTH = 10  # claims for which it is worth to start a process


def processes(claims: int) -> int:
    """How many processes so many claims are worth, with the processors that this one may use."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, min(cores, claims//WORTH))


def shared(work: Callable[[T], R], tasks: Sequence[T], jobs: int,
           finished: Callable[[T], None] = lambda task: None, apart: bool = False) -> list[R | Crashed]:
    """work(task) for each task, which should begin with the longest; `work` is a function of a module, or a `partial`.

    One process is this one, unless it is to be `apart`.
    """
    if not apart and (jobs <= 1 or len(tasks) <= 1):
        return [_here(work, t, finished) for t in tasks]
    found: dict[int, R | Crashed] = {}
    result: R | Crashed
    with _pool(max(1, min(jobs, len(tasks)))) as pool:
        started: dict[Future[R], int] = {pool.submit(_swept, work, t): n for n, t in enumerate(tasks)}
        for f in as_completed(started):
            if not isinstance(f.exception(), BrokenProcessPool):
                result = _result(f)
                found[started[f]] = result
                finished(tasks[started[f]])
    for n, t in enumerate(tasks):  # a process that ends takes all others with it: each by itself shows which one it was
        if n not in found:
            found[n] = _alone(work, t)
            finished(t)
    return [found[n] for n in range(len(tasks))]


def over(executor: Executor, work: Callable[[T], R], tasks: Iterable[T],
         finished: Callable[[T], None] = lambda task: None) -> list[R | Crashed]:
    """The same over an executor of the caller's, such as that of a cluster; it decides where and how many at once."""
    started = [(t, executor.submit(work, t)) for t in tasks]
    found: list[R | Crashed] = []
    result: R | Crashed
    for t, f in started:
        result = _result(f)
        found.append(result)
        finished(t)
    return found


def _swept(work: Callable[[T], R], task: T) -> R:
    """work(task) in a process of the pool; circular garbage is looked for between tasks, among what is new, and only once.

    Nearly all that a task makes are terms and theorems, which stay: Python would visit them again and again.
    """
    result = work(task)
    if gc.get_count()[0] > MANY:
        gc.collect()
        gc.freeze()
    return result


def _here(work: Callable[[T], R], task: T, finished: Callable[[T], None]) -> R:
    result = work(task)
    finished(task)
    return result


@contextmanager
def _pool(jobs: int) -> Iterator[ProcessPoolExecutor]:
    """A pool that does not wait for its processes when this one is interrupted: what is in hand may take long."""
    before = active_children()

    def kill() -> None:
        for child in active_children():
            if child not in before:
                child.kill()

    with _interrupted_by(kill), ProcessPoolExecutor(jobs, initializer=_begin) as pool:
        yield pool


@contextmanager
def _interrupted_by(stop: Callable[[], None]) -> Iterator[None]:
    """Ctrl-C inside stops what is waited for, which then ends as if by itself; after it comes the KeyboardInterrupt.

    Raised at once it would come anywhere in the machinery of a pool, also where that holds a lock or where Python
    ignores errors, and then nothing ends.  A second Ctrl-C is raised at once.
    """
    usual = signal.getsignal(signal.SIGINT)
    if current_thread() is not main_thread() or usual is not signal.default_int_handler:  # somebody else's matter
        yield
        return
    met: list[int] = []

    def note(number: int, _frame: FrameType | None) -> None:
        if met:
            raise KeyboardInterrupt
        met.append(number)
        stop()

    signal.signal(signal.SIGINT, note)
    try:
        yield
    except BrokenProcessPool:
        if not met:
            raise
    finally:
        signal.signal(signal.SIGINT, usual)
    if met:
        raise KeyboardInterrupt


def _begin() -> None:
    """Ctrl-C, which a terminal sends to all processes, is for the one that ends the others: each would print where it was."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.disable()


def _alone(work: Callable[[T], R], task: T) -> R | Crashed:
    with _pool(1) as pool:
        return _result(pool.submit(work, task))


def _result(f: Future[R]) -> R | Crashed:
    e = f.exception()
    if e is None:
        return f.result()
    return Crashed("its process ended" if isinstance(e, BrokenProcessPool) else f"{type(e).__name__}: {e}")
