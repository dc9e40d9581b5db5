"""Random statements, mostly false: what is proved of them holds at exact values, what is refuted fails somewhere."""

from __future__ import annotations

import math
import random
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from itertools import count
from typing import Any

import pytest
from sympy import Abs, Eq, Le, Lt, Max, Ne, Product, Sum, ceiling, floor, sqrt

from proofs import Proved, decide, nat, real, relu

x, y, n = real("x"), real("y"), nat("n")
FRESH = count()  # numbers of indices: one that is bound within itself is refused
Values = dict[str, Fraction]


@dataclass(frozen=True)
class Both:
    """An expression as SymPy, written when it is called, and as a function of exact values."""

    written: Callable[[], Any]
    value: Callable[[Values], Fraction]


LEAVES = [Both(lambda: x, lambda v: v["x"]), Both(lambda: y, lambda v: v["y"]), Both(lambda: n, lambda v: v["n"]),
          *[Both(lambda c=c: 0*n + c, lambda v, c=c: Fraction(c)) for c in (0, 1, 2, -1)]]


def combined(a: Both, b: Both, kind: int) -> Both:
    """One expression made of two."""
    i = nat(f"i{next(FRESH)}")
    folded = Both(lambda: i*a.written(), lambda v: v["i"]*a.value(v))
    return [
        Both(lambda: a.written() + b.written(), lambda v: a.value(v) + b.value(v)),
        Both(lambda: a.written() - b.written(), lambda v: a.value(v) - b.value(v)),
        Both(lambda: a.written()*b.written(), lambda v: a.value(v)*b.value(v)),
        Both(lambda: a.written()/b.written(), lambda v: a.value(v)/b.value(v)),
        Both(lambda: Max(a.written(), b.written()), lambda v: max(a.value(v), b.value(v))),
        Both(lambda: Abs(a.written()), lambda v: abs(a.value(v))),
        Both(lambda: relu(a.written()), lambda v: max(a.value(v), Fraction(0))),
        Both(lambda: floor(a.written()), lambda v: Fraction(math.floor(a.value(v)))),
        Both(lambda: ceiling(a.written()), lambda v: Fraction(math.ceil(a.value(v)))),
        Both(lambda: sqrt(a.written()**2), lambda v: abs(a.value(v))),
        Both(lambda: a.written()**n, lambda v: a.value(v)**int(v["n"])),
        Both(lambda: Sum(folded.written(), (i, 1, n)), lambda v: sum(
            (folded.value({**v, "i": Fraction(k)}) for k in range(1, int(v["n"]) + 1)), Fraction(0))),
        Both(lambda: Product(folded.written(), (i, 1, n)), lambda v: math.prod(
            [folded.value({**v, "i": Fraction(k)}) for k in range(1, int(v["n"]) + 1)], start=Fraction(1))),
    ][kind]


def expression(r: random.Random, depth: int) -> Both:
    if depth == 0:
        return r.choice(LEAVES)
    return combined(expression(r, depth - 1), expression(r, depth - 1), r.randrange(13))


RELATIONS: list[tuple[Any, Callable[[Fraction, Fraction], bool]]] = [
    (Eq, lambda a, b: a == b), (Ne, lambda a, b: a != b), (Le, lambda a, b: a <= b), (Lt, lambda a, b: a < b)]


def holds(test: Callable[[Fraction, Fraction], bool], a: Both, b: Both, v: Values) -> bool:
    """Is the relation defined and true there?"""
    try:
        return test(a.value(v), b.value(v))
    except ZeroDivisionError:
        return False


@pytest.mark.parametrize("seed", range(8))
def test_what_is_proved_holds_at_exact_values(seed: int) -> None:
    r, proved = random.Random(seed), 0
    for _ in range(60):
        a = expression(r, r.choice((1, 2)))
        b = a if r.random() < 0.2 else expression(r, r.choice((0, 1, 2)))
        relation, test = r.choice(RELATIONS)
        if not isinstance(decide(lambda: relation(a.written(), b.written(), evaluate=False)), Proved):  # noqa: B023
            continue
        proved += 1
        for _ in range(40):
            v = {"x": Fraction(r.randint(-6, 6), r.choice((1, 2, 3))), "y": Fraction(r.randint(-6, 6), r.choice((1, 2, 3))),
                 "n": Fraction(r.randint(0, 4))}
            assert holds(test, a, b, v), (a.written(), b.written(), relation, v)
    assert proved
