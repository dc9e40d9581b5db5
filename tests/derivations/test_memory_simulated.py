"""Forward and backward passes carried out on sets of live matrices, in every order that the dependences allow."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import pytest

from derivations.memory import forward_peak
from derivations.memory_training import training_peak
from derivations.schedules import one_by_one

Needs = dict[str, set[str]]
SIZES = [(1, 1), (2, 3), (3, 2), (1, 5), (7, 2)]


def forward(L: int) -> Needs:
    """What each step reads; `out` hands the output on."""
    return {f"X{l}": {f"X{l - 1}"} if l else set() for l in range(L + 1)} | {"out": {f"X{L}"}}


def training(L: int) -> Needs:
    needs = {f"X{l}": {f"X{l - 1}"} if l else set() for l in range(L + 1)}
    for l in range(L, 0, -1):
        needs[f"D{l}"] = {f"X{L}"} if l == L else {f"D{l + 1}"}
        needs[f"W{l}"] = {f"D{l}", f"X{l - 1}"}
    return needs


def orders(needs: Needs, done: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Every order in which each step comes after what it reads."""
    left = [s for s in needs if s not in done]
    if not left:
        yield done
    for s in left:
        if needs[s] <= set(done):
            yield from orders(needs, (*done, s))


def peak(order: tuple[str, ...], needs: Needs, sizes: dict[str, int]) -> int:
    """The most that is held: each matrix from its making to its last use, both included; the derivative by X_L replaces it."""
    def size(matrix: str) -> int:
        return sizes.get(matrix[0], 0)

    live: set[str] = set()
    most = 0
    for i, step in enumerate(order):
        if step.startswith("D") and needs[step] <= {s for s in live if s.startswith("X")} and size(step):
            live -= needs[step]
        live.add(step)
        most = max(most, sum(map(size, live)))
        later = set().union(*[needs[s] for s in order[i + 1:]])
        live = {s for s in live if s in later or s.startswith("W")}
    return most


@pytest.mark.parametrize("L", [1, 2, 3, 4])
def test_the_forward_pass(L: int) -> None:
    found = list(orders(forward(L)))
    assert len(found) == 1  # layers leave no choice
    for n, K in SIZES:
        assert L*K**2 + peak(found[0], forward(L), {"X": n*K}) == forward_peak(n, K, L)


@pytest.mark.parametrize("L", [1, 2, 3, 4])
def test_weights_and_activations_under_every_schedule(L: int) -> None:
    found = list(orders(training(L)))
    assert len(found) == [1, 3, 15, 105][L - 1]  # W_l may come at any time after D_l
    for order, (n, K) in product(found, SIZES):
        assert L*K**2 + peak(order, training(L), {"X": n*K}) == training_peak(n, K, L)


@pytest.mark.parametrize("L", [1, 2, 3, 4, 5, 6])
def test_with_gradients_as_early_as_possible(L: int) -> None:
    order = tuple(one_by_one(L))
    for n, K in product(range(1, 8), repeat=2):
        sizes = {"X": n*K, "D": n*K, "W": K*K}
        assert L*K**2 + peak(order, training(L), sizes) == training_peak(n, K, L, gradients=True)


def test_no_layer_is_refused() -> None:
    for call in (lambda: forward_peak(1, 1, 0), lambda: training_peak(1, 1, 0), lambda: one_by_one(0)):
        with pytest.raises(ValueError, match="at least one layer"):
            call()


@pytest.mark.parametrize("L", [1, 2, 3])
def test_row_after_row(L: int) -> None:
    """Each row a step of its own, row after row: one row more than X."""
    for n, K in SIZES:
        steps = [(l, i) for l in range(L + 1) for i in range(1, n + 1)]
        times = {(l, i): n*l + i for l in range(L + 2) for i in range(1, n + 1)}
        held = [sum(K for l, i in steps if times[l, i] <= now <= times[l + 1, i]) for now in range(1, n*(L + 2) + 1)]
        assert max(held) == held[n] == n*K + K  # when the first row of X_1 is made
        assert L*K**2 + max(held) <= forward_peak(n, K, L)
