"""The state of a search for side conditions: goals under way, steps spent, loops met."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TypeVar

from .budget import within

V = TypeVar("V")


class Kept(dict[object, V]):
    """What depends on its key alone, so that it does not matter who asked first; all is forgotten when it is much."""

    def __setitem__(self, key: object, value: V) -> None:
        if len(self) >= 20_000:
            self.clear()
        super().__setitem__(key, value)


class Loops:
    """Counts how often a search met a goal that is still being proved: such failures are not remembered."""

    met = 0
    open_goals = 0
    steps = 0
    cheap = False  # searching for facts about parts: first attempts only


@contextmanager
def cheaply() -> Iterator[None]:
    """Within: only the first, inexpensive ways are tried; failures there are remembered apart."""
    before, Loops.cheap = Loops.cheap, True
    try:
        yield
    finally:
        Loops.cheap = before


@contextmanager
def afresh() -> Iterator[None]:
    """Within: a search of its own, with its own budget (for lemmas, whose proof must not depend on who asked first)."""
    before = Loops.cheap, Loops.open_goals, Loops.steps
    Loops.cheap, Loops.open_goals, Loops.steps = False, 0, 0
    try:
        with within(None):
            yield
    finally:
        Loops.cheap, Loops.open_goals, Loops.steps = before


def is_cheap() -> bool:
    return Loops.cheap


def loops() -> int:
    """How many loops were met so far: a result found while this grew is provisional."""
    return Loops.met
