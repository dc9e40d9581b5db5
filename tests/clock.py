"""Bounds of time that mean the same on a slow machine: seconds of the machine that they were set on."""

from __future__ import annotations

import time

REFERENCE = 0.018  # processor seconds of `_work` on the machine on which the bounds of the tests were set


def _work() -> int:
    """Fixed work of the kind that is timed: small tuples, hashes and dictionaries."""
    table: dict[tuple[str, int, object], int] = {}
    last: object = None
    for n in range(60_000):
        last = ("add", n % 977, last if n % 5 else None)
        key = (last[0], last[1], n % 89)
        table[key] = table.get(key, 0) + 1
    return len(table)


def allowance() -> float:
    """What a bound is multiplied by: how many times slower this machine is just now, doubled for what else runs there."""
    best = float("inf")
    for _ in range(3):
        start = time.process_time()
        _work()
        best = min(best, time.process_time() - start)
    return 2*max(1.0, best/REFERENCE)
