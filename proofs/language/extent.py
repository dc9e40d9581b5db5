"""Expressions that are too large to be read are refused first: SymPy shares parts, so that 40 doublings are 40 nodes, but
whoever walks through them meets 2^40."""

from __future__ import annotations

from typing import Any

from sympy import Rational

from .errors import TooLargeToRead

MAX_PARTS, MAX_DEPTH, MAX_BITS = 20_000, 200, 13_000  # a certificate takes numbers of 4,000 digits


def bounded(e: Any) -> Any:
    """The expression, or a tuple of some; raises TooLargeToRead for too many parts, or too many one inside the other."""
    found: dict[int, tuple[int, int]] = {}  # parts and depth, by the identity of what `alive` keeps
    alive, stack = [], [e]
    while stack:
        t = stack[-1]
        inner = t if isinstance(t, (tuple, list)) else getattr(t, "args", ())
        inner = inner if isinstance(inner, (tuple, list)) else ()
        waiting = [a for a in inner if id(a) not in found] if id(t) not in found else []
        if waiting:
            stack += waiting
            if len(stack) > 10*MAX_PARTS:
                break
            continue
        stack.pop()
        if isinstance(t, Rational) and max(t.p.bit_length(), t.q.bit_length()) > MAX_BITS:
            raise TooLargeToRead("a number has more than 3,900 digits: write it as a power, or give it a name")
        alive.append((t, inner))
        parts = [found[id(a)] for a in inner]
        found[id(t)] = 1 + sum(n for n, _ in parts), 1 + max([d for _, d in parts], default=0)
        if found[id(t)][0] > MAX_PARTS or found[id(t)][1] > MAX_DEPTH:
            break
    if stack:
        raise TooLargeToRead(f"an expression has more than {MAX_PARTS:,} parts, or more than {MAX_DEPTH} inside one another: "
                             "give parts of it names with @definition or @recurrence")
    return e
