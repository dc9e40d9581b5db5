"""The lists of operations that the cost claims count, carried out on numbers: what is multiplied, and that it is right."""

from __future__ import annotations

import math
import random
from typing import Any

import pytest
import sympy as sp

from derivations import cost, storage, unrolling
from proofs import Operation, multiplications, run, steps
from proofs.language.operations import walk

SIZES = [tuple(random.Random(seed).randint(1, 4) for _ in range(5)) for seed in range(12)]
Cells = dict[tuple[Any, ...], Any]


class Counted:
    """A float that counts its multiplications and divisions."""

    made = 0

    def __init__(self, value: Any) -> None:
        self.value = float(value)

    def __float__(self) -> float:
        return self.value

    def __add__(self, other: Any) -> Counted:
        return Counted(self.value + float(other))

    __radd__ = __add__

    def __neg__(self) -> Counted:
        return Counted(-self.value)

    def __mul__(self, other: Any) -> Counted:
        Counted.made += 1
        return Counted(self.value*float(other))

    __rmul__ = __mul__

    def __truediv__(self, other: Any) -> Counted:
        Counted.made += 1
        return Counted(self.value/float(other))

    def exp(self) -> Counted:
        return Counted(math.exp(self.value))

    def __gt__(self, other: Any) -> bool:
        return self.value > float(other)


def carried_out(operations: tuple[Operation, ...], sizes: dict[Any, int], cells: Cells) -> int:
    """How many multiplications a run makes."""
    Counted.made = 0
    run(operations, sizes, cells)
    return Counted.made


def matrix(cells: Cells, name: str, *ranges: range, prefix: tuple[int, ...] = (), rng: random.Random) -> None:
    rows, columns = ranges
    for a in rows:
        for b in columns:
            cells[(name, *prefix, a, b)] = Counted(rng.uniform(-1, 1))


# -- matrix products --------------------------------------------------------------------


def products(n: int, K: int, L: int) -> tuple[dict[Any, int], Cells]:
    rng, cells = random.Random(n + 10*K + 100*L), {}
    matrix(cells, "X", range(1, n + 1), range(1, K + 1), prefix=(0,), rng=rng)
    matrix(cells, "dX", range(1, n + 1), range(1, K + 1), prefix=(L,), rng=rng)
    for layer in range(1, L + 1):
        matrix(cells, "W", range(1, K + 1), range(1, K + 1), prefix=(layer,), rng=rng)
    return {cost.n: n, cost.K: K, cost.L: L}, cells


@pytest.mark.parametrize("n, K, L", [s[:3] for s in SIZES])
def test_products_are_counted(n: int, K: int, L: int) -> None:
    sizes, cells = products(n, K, L)
    forward = carried_out((cost.forward_products(),), sizes, cells)
    assert forward == L*n*K**2 == multiplications(cost.forward_products()).subs(sizes).doit()
    for first, formula in ((2, 3*L - 1), (1, 3*L)):
        copy = dict(cells)
        back = carried_out((cost.activation_products(first), cost.weight_products()), sizes, copy)
        assert forward + back == formula*n*K**2 == cost.products_of_training(n, K, L, with_input=first == 1)


def test_products_are_right() -> None:
    sizes, cells = products(2, 3, 2)
    run((cost.forward_products(),), sizes, cells)
    x, w1, w2 = (sp.Matrix(rows, 3, lambda i, j, k=key: float(cells[(*k, i + 1, j + 1)]))
                 for rows, key in ((2, ("X", 0)), (3, ("W", 1)), (3, ("W", 2))))
    wanted = x*w1*w2
    assert all(math.isclose(wanted[i, j], float(cells["X", 2, i + 1, j + 1])) for i in range(2) for j in range(3))


# -- the mini-batch gradient ---------------------------------------------------------------


def network(M: int, d: int, h: int, L: int, K: int) -> tuple[dict[Any, int], Cells]:
    rng, cells = random.Random(M + d + h + L + K), {}
    widths = [d, *[h]*L, K]
    for layer, (before, after) in enumerate(zip(widths, widths[1:], strict=False), 1):
        matrix(cells, "W", range(1, after + 1), range(1, before + 1), prefix=(layer,), rng=rng)
        matrix(cells, "b", range(layer, layer + 1), range(1, after + 1), rng=rng)
    matrix(cells, "H", range(1, M + 1), range(1, d + 1), prefix=(0,), rng=rng)
    for m in range(1, M + 1):
        right = rng.randint(1, K)
        cells.update({("y", m, k): Counted(k == right) for k in range(1, K + 1)})
    return {cost.M: M, cost.d: d, cost.h: h, cost.L: L, cost.K: K}, cells


@pytest.mark.parametrize("M, d, h, L, K", SIZES)
def test_the_gradient_is_counted(M: int, d: int, h: int, L: int, K: int) -> None:
    sizes, cells = network(M, d, h, L, K)
    assert carried_out((cost.gradient(cost.M),), sizes, cells) == cost.cost_of_batch(M, d, h, L, K)
    assert multiplications(cost.gradient(cost.M)).subs(sizes).doit() == cost.cost_of_batch(M, d, h, L, K)


def loss(sizes: dict[Any, int], cells: Cells) -> float:
    """The mean cross-entropy, from the probabilities that the forward pass computes."""
    cells = dict(cells)
    run((cost.gradient(cost.M),), sizes, cells)
    batch, outputs = sizes[cost.M], sizes[cost.K]
    return -sum(float(cells["y", m, k])*math.log(float(cells["p", m, k]))
                for m in range(1, batch + 1) for k in range(1, outputs + 1))/batch


@pytest.mark.parametrize("weight", [("W", 1, 1, 2), ("W", 2, 2, 1), ("W", 3, 1, 2), ("b", 1, 2), ("b", 2, 1), ("b", 3, 2)])
def test_the_gradient_is_right(weight: tuple[Any, ...]) -> None:
    sizes, cells = network(3, 2, 3, 2, 2)
    done = dict(cells)
    run((cost.gradient(cost.M),), sizes, done)
    e = 1e-6
    up, down = ({**cells, weight: Counted(float(cells[weight]) + sign*e)} for sign in (1, -1))
    slope = (loss(sizes, up) - loss(sizes, down))/(2*e)
    assert math.isclose(slope, float(done[("d" + weight[0], *weight[1:])]), rel_tol=1e-5, abs_tol=1e-8)


def test_linear_in_the_batch_and_the_printed_cost_is_not_it() -> None:
    assert cost.cost_of_batch(6, 2, 3, 2, 2) == 6*cost.cost_of_batch(1, 2, 3, 2, 2)
    M, d, h, L, K = 1, 1, 2, 1, 1
    printed = M*((L - 1)*(3*h**2 + h) + h*(2*h + d + 3*K + 1) + 2*K)
    assert (printed, cost.cost_of_batch(M, d, h, L, K)) == (20, 14)


# -- cells and steps --------------------------------------------------------------------


def written(operations: tuple[Operation, ...], sizes: dict[Any, int]) -> list[tuple[Any, ...]]:
    return [(o.target.args[0].name, *(i.subs(at) for i in o.target.args[1:])) for o, at in walk(operations, sizes)]


@pytest.mark.parametrize("d, h, L, K", [s[:4] for s in SIZES])
def test_parameters_have_one_cell_each(d: int, h: int, L: int, K: int) -> None:
    sizes = {cost.d: d, cost.h: h, cost.L: L, cost.K: K}
    cells = written(tuple(storage.parameters()), sizes)
    assert len(set(cells)) == len(cells) == storage.parameters_of_classifier(d, h, L, K)
    assert steps(*storage.parameters()).subs(sizes).doit() == len(cells)


@pytest.mark.parametrize("k", [1, 2, 5])
@pytest.mark.parametrize("tau", [1, 2, 7])
def test_updates_go_through_the_losses_of_their_range(k: int, tau: int) -> None:
    def times(o: Operation) -> list[int]:
        return [at[unrolling.t] for _, at in walk((o,), {unrolling.tau: tau})]

    assert times(unrolling.untruncated(sp.Integer(k))) == list(range(1, k*tau + 1))
    blocks = [times(unrolling.truncated(sp.Integer(j))) for j in range(k)]
    assert sum(blocks, []) == list(range(1, k*tau + 1))
    assert all(unrolling.block_of(t, tau) == j for j, block in enumerate(blocks) for t in block)
