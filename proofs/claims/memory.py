"""Memory while a claim is checked."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")


@contextmanager
def uncollected() -> Iterator[None]:
    """Inside, Python does not look for circular garbage: of which there is little, and all terms would be visited for it.

    It is collected after the claim as ever, unless the caller has switched that off.
    """
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


SLOTS = 70_000  # of a frame, for which CPython takes 1 MB at once: what the frame itself never uses is left for all below it


def in_one_piece(f: Callable[P, R]) -> Callable[P, R]:
    """f, below which the stack of Python is one piece of memory.

    CPython takes it in pieces of 16 kB and gives one back when the last frame in it returns: a search that goes up and down
    at such a border asked the system for memory, and had it cleared, some hundred thousand times (a seventh of all time).
    """
    def called(*args: P.args, **kwargs: P.kwargs) -> R:
        return f(*args, **kwargs)

    called.__code__ = called.__code__.replace(co_stacksize=SLOTS)
    return wraps(f)(called)
