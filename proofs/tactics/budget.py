"""Counted work: a search that costs too much ends with Unproved, after the same steps on every machine."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from .context import Unproved


class _Meter:
    """Work done so far, and how much is allowed; no limit outside `within`."""

    spent = 0
    limit: int | None = None
    listed: list[int] | None = None


class Cuts:
    """How many searches were cut off so far: what failed while this grew may be true for all that was found."""

    count = 0


class Effort:
    """What all limits are multiplied by: as whoever asks wishes."""

    times = 1


class Spent:
    """The work done inside `within`, known when it is left."""

    work = 0


@contextmanager
def more(times: int) -> Iterator[None]:
    """Inside, all limits are so many times as large."""
    before = Effort.times
    Effort.times = times
    try:
        yield
    finally:
        Effort.times = before


@contextmanager
def within(limit: int | None) -> Iterator[Spent]:
    """Inside, work is counted from 0 against this limit (None: not at all)."""
    before, done = (_Meter.spent, _Meter.limit), Spent()
    _Meter.spent, _Meter.limit = 0, None if limit is None else limit*Effort.times
    try:
        yield done
    finally:
        done.work = _Meter.spent
        _Meter.spent, _Meter.limit = before


@contextmanager
def portion(limit: int) -> Iterator[None]:
    """Inside, no more than this is spent of what is left: one of several ways does not use up the work of the others."""
    before, least = _Meter.limit, _Meter.spent + limit*Effort.times
    _Meter.limit = least if before is None else min(before, least)
    try:
        yield
    finally:
        _Meter.limit = before


def spend(n: int) -> None:
    """Count n units; raises Unproved when the limit is passed."""
    _Meter.spent += n
    if _Meter.listed is not None:
        _Meter.listed.append(n)
    if _Meter.limit is not None and _Meter.spent > _Meter.limit:
        Cuts.count += 1
        raise Unproved("the search needs more steps than it is given")


@contextmanager
def recorded() -> Iterator[list[int]]:
    """Inside, what is counted is listed too, so that it can be counted again."""
    before, work = _Meter.listed, list[int]()
    _Meter.listed = work
    try:
        yield work
    finally:
        _Meter.listed = before
        if before is not None:
            before += work
