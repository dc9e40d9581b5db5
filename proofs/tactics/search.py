"""The state of a search for side conditions: goals under way, steps spent, loops met."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from .budget import within
from .context import Unproved

V = TypeVar("V")


class Kept(dict[object, V]):
    """What depends on its key alone, so that it does not matter who asked first; all is forgotten when it is much."""

    def __setitem__(self, key: object, value: V) -> None:
        if len(self) >= 20_000:
            self.clear()
        super().__setitem__(key, value)


class Loops:
    """Goals under way.  A search that meets one of them again fails there; what it then finds rests on that goal, and is
    remembered only as long as that is under way: asked at another time there may be an answer."""

    rests: frozenset[int] = frozenset()  # the goals that were met again since `begun`, by their place among those under way
    under_way: list[list[tuple[dict[Any, Any], object]]] = []  # for each, the entries that go when it ends
    steps = 0
    cheap = False  # searching for facts about parts: first attempts only


def begun() -> frozenset[int]:
    """To be given to `ended`."""
    before, Loops.rests = Loops.rests, frozenset()
    return before


def ended(before: frozenset[int]) -> frozenset[int]:
    """The goals still under way on which what was found since `begun` rests; none when it is final."""
    here = frozenset(p for p in Loops.rests if p < len(Loops.under_way))
    Loops.rests = before | here
    return here


class UnderWay(Unproved):
    """A goal that is still being proved, and its place among those."""

    def __init__(self) -> None:
        super().__init__("still being proved")
        self.place = len(Loops.under_way)


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
    before = Loops.cheap, Loops.under_way, Loops.steps, Loops.rests
    Loops.cheap, Loops.under_way, Loops.steps, Loops.rests = False, [], 0, frozenset()
    try:
        with within(None):
            yield
    finally:
        Loops.cheap, Loops.under_way, Loops.steps, Loops.rests = before


def is_cheap() -> bool:
    return Loops.cheap

