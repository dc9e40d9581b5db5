"""Lists of operations: what is counted, what is run, what is refused."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
import sympy as sp
from sympy import Piecewise, Sum

from proofs import AuthorError, family, multiplications, nat, put, relu, repeat, run, steps

n, L, i, j, l = nat("n"), nat("L"), nat("i"), nat("j"), nat("l")
x, y, w = family("x"), family("y"), family("w", indices=2)


@pytest.mark.parametrize("value, count", [
    (x[i], 0), (x[i] + y[i], 0), (x[i]*y[i], 1), (-x[i], 0), (-x[i]*y[i], 1), (x[i]*y[i]*w[i, 2*j], 2), (x[i]/y[i], 1),
    (1/x[i], 1), ((x[i] - y[i])/(2*n), 2), (x[i]*y[i] + y[i]*y[j]*x[j], 3), (sp.exp(x[i]*y[i])/x[j], 2), (relu(x[i]), 0),
    (x[i]*Piecewise((1, y[i] > 0), (0, True)), 1)])
def test_signs_are_counted(value: Any, count: int) -> None:
    with sp.evaluate(False):
        assert multiplications(put(x[0], value)) == count


def test_loops_are_sums() -> None:
    inner = put(y[i], w[i, j]*x[j], (i, 1, n), (j, 1, n))
    assert multiplications(repeat((l, 2, L), inner)) == Sum(1, (j, 1, n), (i, 1, n), (l, 2, L))
    assert steps(repeat((l, 2, L), inner, put(x[l], 1))).doit().expand() == ((n**2 + 1)*(L - 1)).expand()
    assert multiplications(put(x[i], y[i], (i, 1, n))) == 0


@pytest.mark.parametrize("number", [Fraction, Decimal, float, int])
def test_a_product_is_carried_out(number: Any) -> None:
    cells = {("w", a, b): number(10*a + b) for a in (1, 2) for b in (1, 2)} | {("x", a): number(a) for a in (1, 2)}
    run((put(y[i], w[i, j]*x[j], (i, 1, n), (j, 1, n)),), {n: 2}, cells)
    assert [cells["y", 1], cells["y", 2]] == [11 + 24, 21 + 44]


def test_downwards_means_the_last_first() -> None:
    up, down = (repeat((i, 1, n), put(x[i], x[i + 1] + x[i - 1]), downwards=d) for d in (False, True))
    values = []
    for o in (up, down):
        cells = {("x", 0): 1, ("x", 4): 100}
        run((o,), {n: 3}, cells)
        values.append([cells["x", k] for k in (1, 2, 3)])
    assert values == [[1, 1, 101], [101, 100, 100]]


def test_values_are_computed() -> None:
    cells: dict[Any, Any] = {("x", 1): Fraction(-3), ("x", 2): Fraction(4)}
    run((put(y[1], relu(x[1]) + relu(x[2])), put(y[2], Piecewise((1, x[1] > 0), (-x[2]/x[1], True))),
         put(y[3], sp.exp(0*x[1]))), {}, cells)
    assert (cells["y", 1], cells["y", 2], cells["y", 3]) == (4, Fraction(4, 3), 1)


@pytest.mark.parametrize("wrong, words", [
    (lambda: put(n, 1), "writes to a cell of a family, not to n"),
    (lambda: put(x[i] + 1, 1), "writes to a cell"),
    (lambda: repeat((i, 1, n)), "takes operations"),
    (lambda: repeat((i, 1, n), x[i]), "takes operations"),
    (lambda: multiplications(put(x[i], y[i]**2)), "as a product"),
    (lambda: run((put(x[0], sp.sin(y[0])),), {}, {}), "cannot compute"),
    (lambda: run((put(x[i], 1, (i, 1, n)),), {}, {}), "cannot compute n"),
])
def test_refused(wrong: Any, words: str) -> None:
    with pytest.raises(AuthorError, match=words):
        wrong()
