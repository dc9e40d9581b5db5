"""Functions of reals worth trying in a search for refutations: polynomials and their slopes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import permutations, product
from typing import Any

import sympy as sp

from ..kernel import REAL, fun
from .sequent import Sequent
from .trials import FIRST, NUMBERS, UNIT, Data, choices_of, merged, symbol_of, unknowns

Curve = tuple[Callable[[Any], Any], ...]


def _number_everywhere(n: int) -> Callable[[Any], Any]:
    return lambda z: sp.Integer(n)


ZERO, ONE, TWO = map(_number_everywhere, (0, 1, 2))
CURVES: list[Curve] = [  # each with its first two derivatives
    (lambda z: z**2, lambda z: 2*z, TWO), (lambda z: z, ONE, ZERO), (ZERO, ZERO, ZERO), (lambda z: z**2/2, lambda z: z, ONE),
    (lambda z: -z, _number_everywhere(-1), ZERO), (ONE, ZERO, ZERO), (lambda z: -z**2, lambda z: -2*z, _number_everywhere(-2)),
    (lambda z: z**3, lambda z: 3*z**2, lambda z: 6*z), (lambda z: 2*z, TWO, ZERO),
    (lambda z: z**2 + z, lambda z: 2*z + 1, TWO), (lambda z: z + 1, ONE, ZERO)]


def curves(s: Sequent) -> Iterator[Data]:
    """Functions of reals: a polynomial and its derivatives, whichever of them is which."""
    asked = unknowns(s)
    functions = [v for x in asked if x.type is fun(REAL, REAL) and (v := symbol_of(s, x)) is not None and not v.fact("random")]
    if not 1 <= len(functions) <= 3:
        return
    near = [sp.Integer(1), sp.Integer(0), *NUMBERS[1:3], *NUMBERS[4:], *UNIT[:2]]
    others = [choices_of(s, x, near) for x in asked if symbol_of(s, x) not in functions]
    sampled = list(merged(others))[-FIRST:]
    numbers = [data for pair in zip(_changed(others), sampled, strict=False) for data in pair]
    orders = [order for curve in CURVES for order in permutations(curve[:len(functions)])]
    for m, n in sorted(product(range(len(numbers)), range(len(orders))), key=sum):
        yield {**dict(zip(functions, orders[n], strict=True)), **numbers[m]}


def _changed(choices: list[list[Data]]) -> Iterator[Data]:
    """The first of each; then the second of one, of another …, the third."""
    yield {k: v for c in choices for k, v in c[0].items()}
    for n in range(1, max(map(len, choices), default=0)):
        for i, changed in enumerate(choices):
            if n < len(changed):
                yield {k: v for j, c in enumerate(choices) for k, v in (changed[n] if i == j else c[0]).items()}
