"""The state of a search for side conditions: goals under way, steps spent, loops met."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from ..kernel import Term, Theorem
from .budget import within
from .context import Asked, Context, Unproved

V = TypeVar("V")


class Kept(dict[object, V]):
    """What depends on its key alone, so that it does not matter who asked first; all is forgotten when it is much."""

    def __setitem__(self, key: object, value: V) -> None:
        if len(self) >= 20_000:
            self.clear()
        super().__setitem__(key, value)

    def of(self, key: object, made: Callable[[], V]) -> V:
        """What is kept, or is made now."""
        if key not in self:
            self[key] = value = made()
            return value
        return self[key]


class Loops:
    """Goals under way.  A search that meets one of them again fails there; what it then finds rests on that goal, and is
    remembered only as long as that is under way: asked at another time there may be an answer."""

    rests: frozenset[int] = frozenset()  # the goals that were met again since `begun`, by their place among those under way
    under_way: list[list[tuple[Context, Asked]]] = []  # for each, what failed because of it, it being the last such goal
    steps = 0
    cheap = False  # searching for facts about parts: first attempts only


CUT = -1  # as a place: a limit has ended the search


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


def opened(ctx: Context, goal: Term) -> frozenset[int]:
    """The goal is under way; what comes back is for `closed`."""
    ctx.memo[goal] = UnderWay()
    Loops.under_way.append([])
    return begun()


def closed(ctx: Context, goal: Term, found: Theorem | Unproved | None, before: frozenset[int]) -> None:
    """The goal is not under way any more; what was found is remembered, None being an error that ends the whole search.

    If it failed, what failed because of it still fails, and rests on what this rests on.
    """
    del ctx.memo[goal]
    waiting = Loops.under_way.pop()
    failed = [(c, asked, *c.provisional.pop(asked)) for c, asked in waiting]
    rests = ended(before)
    if isinstance(found, Unproved):
        if not Loops.cheap and not Loops.under_way:
            ctx.memo[goal] = found
        else:
            _keep(ctx, (goal, Loops.cheap), found, rests)
        for c, asked, failure, others in failed:
            _keep(c, asked, failure, (others - {len(Loops.under_way)}) | rests)
    elif found is not None:
        ctx.memo[goal] = found


def _keep(ctx: Context, asked: Asked, failure: Unproved, rests: frozenset[int]) -> None:
    goal, cheap = asked
    if not rests:
        (ctx.cheap_failures if cheap else ctx.memo).setdefault(goal, failure)
    elif (last := max(rests)) != CUT:
        ctx.provisional[asked] = failure, rests
        Loops.under_way[last].append((ctx, asked))


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

