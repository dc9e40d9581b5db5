"""Backpropagation by the recursion of the claims, on rational numbers, against the derivative along a line."""

from __future__ import annotations

import random
from fractions import Fraction

import pytest

from derivations.deep_backpropagation import arriving_everywhere

Dual = tuple[Fraction, Fraction]  # value and derivative


def times(a: Dual, b: Dual) -> Dual:
    return a[0]*b[0], a[0]*b[1] + a[1]*b[0]


def plus(a: Dual, b: Dual) -> Dual:
    return a[0] + b[0], a[1] + b[1]


@pytest.mark.parametrize("widths", [[2, 3], [3, 2, 4], [1, 2, 3, 2]])
def test_any_depth(widths: list[int]) -> None:
    """Activation σ(z) = z²; the direction moves all weights and biases."""
    draw = random.Random(0)
    number = lambda: Fraction(draw.randint(-3, 3), draw.randint(1, 3))  # noqa: E731
    layers = range(1, len(widths))
    W = {(l, i, j): (number(), number()) for l in layers for i in range(widths[l]) for j in range(widths[l - 1])}
    b = {(l, i): (number(), number()) for l in layers for i in range(widths[l])}
    c, y = [number() for _ in range(widths[-1])], number()
    H: list[list[Dual]] = [[(number(), Fraction(0)) for _ in range(widths[0])]]
    Z: dict[tuple[int, int], Dual] = {}
    for l in layers:
        for i in range(widths[l]):
            Z[l, i] = b[l, i]
            for j in range(widths[l - 1]):
                Z[l, i] = plus(Z[l, i], times(W[l, i, j], H[l - 1][j]))
        H.append([times(Z[l, i], Z[l, i]) for i in range(widths[l])])
    out: Dual = (Fraction(0), Fraction(0))
    for j, h in enumerate(H[-1]):
        out = plus(out, times((c[j], Fraction(0)), h))
    error = (y - out[0], -out[1])
    last = len(widths) - 1
    matrices = [[[W[l, i, j][0] for j in range(widths[l - 1])] for i in range(widths[l])] for l in range(2, last + 1)]
    slopes = [[2*Z[l, i][0] for i in range(widths[l])] for l in layers]
    arriving = [2*(out[0] - y)*c[i]*slopes[-1][i] for i in range(widths[last])]
    delta = arriving_everywhere(matrices, slopes[:-1], arriving)  # type: ignore[arg-type]
    total = sum(delta[l - 1][i]*(sum(W[l, i, j][1]*H[l - 1][j][0] for j in range(widths[l - 1])) + b[l, i][1])
                for l in layers for i in range(widths[l]))
    assert total == times(error, error)[1]
