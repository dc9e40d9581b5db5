"""Medians of interleaved runs, in processor time; what may not end runs in a process that can be stopped."""

from __future__ import annotations

import gc
import math
import multiprocessing
import statistics
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from multiprocessing.connection import Connection

Task = Callable[[], bool]
SAMPLE = 0.0005  # seconds that a sample lasts at least: shorter tasks are repeated


@dataclass(frozen=True)
class Effort:
    """How long is measured."""

    full: bool = False
    limit: float = 0.7  # seconds after which a competitor is stopped
    budget: float = 0.06  # seconds for the rounds of one comparison
    rounds: int = 9


DEFAULT = Effort()
SMALL = Effort(limit=0.4, budget=0.0, rounds=1)
FULL = Effort(True, 20.0, 0.4, 15)


@dataclass(frozen=True)
class Pair:
    """Seconds of ours and of the other; `ended` is false when it was stopped, then its seconds are a lower bound."""

    ours: float
    theirs: float
    right: bool = True
    ended: bool = True

    @property
    def counts(self) -> bool:
        """Did the other find what is true?"""
        return self.right and self.ended


def seconds(task: Task, times: int = 1) -> float:
    """Processor time of one run."""
    start = time.process_time()
    for _ in range(times):
        task()
    return (time.process_time() - start)/times


def interleaved(tasks: Iterable[Task], effort: Effort) -> list[float]:
    """The median of each, taken in turns."""
    tasks = list(tasks)
    first = [seconds(t) for t in tasks]
    samples: list[list[float]] = [[] for _ in tasks]
    times = [max(1, math.ceil(SAMPLE/max(s, 1e-7))) for s in first]
    gc.disable()
    end = time.process_time() + effort.budget
    for _ in range(effort.rounds):
        for task, n, kept in zip(tasks, times, samples, strict=True):
            kept.append(seconds(task, n))
        if time.process_time() > end:
            break
    gc.enable()
    return [statistics.median(s) for s in samples]


def compared(ours: Callable[[], Task], theirs: Callable[[], Task], effort: Effort, *, cold: bool = False) -> Pair | None:
    """Both in a process of their own; None when the other cannot do it.  Cold: the other's first run is what counts."""

    def work(end: Connection) -> None:
        try:
            mine, other = ours(), theirs()
            (before,) = interleaved([mine], effort)
            end.send(before)
            start = time.process_time()
            right = other()
            once = time.process_time() - start
            end.send((before, once, right))
            if not cold:
                end.send((*interleaved([mine, other], effort), right))
        except Exception as e:  # noqa: BLE001  the other system's errors are its own
            end.send(f"{type(e).__name__}: {e}")
            end.send("")

    here, there = multiprocessing.Pipe(duplex=False)
    child = multiprocessing.get_context("fork").Process(target=work, args=(there,))
    child.start()
    there.close()
    try:
        if not here.poll(60*effort.limit):
            return None
        before = here.recv()
        if isinstance(before, str):
            return None
        if not here.poll(effort.limit):
            return Pair(before, effort.limit, ended=False)
        first = here.recv()
        if isinstance(first, str):
            return None
        return Pair(*(first if cold else here.recv()))
    except EOFError:
        return None
    finally:
        child.kill()
        child.join()


def geometric(values: Iterable[float]) -> float:
    """The geometric mean; 1 of nothing."""
    return math.exp(statistics.fmean([math.log(v) for v in values] or [0.0]))


def standard() -> bool:
    """Fixed work in plain Python: the unit that other seconds are divided by, taken in the same process just before."""
    table: dict[tuple[str, int], int] = {}
    for n in range(20_000):
        key = ("add", n % 977)
        table[key] = table.get(key, 0) + 1
    return bool(table)


def unit() -> float:
    """Seconds of the fixed work, now."""
    return statistics.median(seconds(standard) for _ in range(5))
