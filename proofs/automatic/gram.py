"""The linear side of a search for sums of squares: unknown matrices, and what equations say of their entries."""

from __future__ import annotations

from typing import Any, NamedTuple

from flint import fmpq, fmpq_mat

from ..tactics.context import Unproved


class Part(NamedTuple):
    """A product of premises that a sum of squares may be multiplied with, and the polynomials to be squared."""

    value: Any
    premises: tuple[int, ...]
    basis: list[Any]


class Unknown(NamedTuple):
    """An entry of the matrix of a part, with what it is the coefficient of; part −1: a multiple of an equation."""

    value: Any
    part: int
    row: int
    column: int

    def is_diagonal(self) -> bool:
        return self.part >= 0 and self.row == self.column


class System(NamedTuple):
    """A linear system in row echelon form: one solution, those of the homogeneous system, and the rows."""

    first: list[fmpq]
    directions: list[list[fmpq]]
    reduced: fmpq_mat
    pivots: list[int]


def kernel_of(m: fmpq_mat) -> list[list[fmpq]]:
    """A basis of the vectors v with m·v = 0."""
    reduced, rank_ = m.rref()
    n = m.ncols()
    pivots = _pivots(reduced, rank_)
    out = []
    for f in range(n):
        if f not in pivots:
            v = [fmpq(0)]*n
            v[f] = fmpq(1)
            for i, j in enumerate(pivots):
                v[j] = -reduced[i, f]
            out.append(v)
    return out


def affine(values: list[Any], wanted: Any, rows: dict[tuple[int, ...], int]) -> System | None:
    """Coefficients with Σ cᵢ·valuesᵢ = wanted, and those with Σ cᵢ·valuesᵢ = 0."""
    n = len(values)
    m = fmpq_mat(len(rows), n + 1)
    for j, v in enumerate([*values, wanted]):
        for exps, c in v.terms():
            if exps not in rows:
                return None
            m[rows[exps], j] = c
    reduced, rank_ = m.rref()
    pivots = _pivots(reduced, rank_)
    if n in pivots:
        return None
    first = [fmpq(0)]*n
    for i, j in enumerate(pivots):
        first[j] = reduced[i, n]
    chosen = set(pivots)
    directions = []
    for f in range(n):
        if f not in chosen:
            d = [fmpq(0)]*n
            d[f] = fmpq(1)
            for i, j in enumerate(pivots):
                d[j] = -reduced[i, f]
            directions.append(d)
    return System(first, directions, reduced, pivots)


def _pivots(reduced: fmpq_mat, rank_: int) -> list[int]:
    out, j = [], 0
    for i in range(rank_):
        while reduced[i, j] == 0:
            j += 1
        out.append(j)
    return out


def on_diagonals(system: System, unknown: list[Unknown]) -> tuple[list[dict[int, fmpq]], list[fmpq]]:
    """The rows in which only diagonal entries stand: those come last, so that the others are eliminated first."""
    n = len(unknown)
    chosen = [i for i, j in enumerate(system.pivots) if unknown[j].is_diagonal()]
    rows = [{j: system.reduced[i, j] for j in range(system.pivots[i], n) if system.reduced[i, j] != 0} for i in chosen]
    return rows, [system.reduced[i, n] for i in chosen]


def forced(rows: list[dict[int, fmpq]], ends: list[fmpq], unknown: list[Unknown]) -> set[tuple[int, int]]:
    """Diagonal entries that are 0 in every solution: a row has them alone, with one sign, and its right side is 0.

    Raises Unproved when a row has no solution.
    """
    gone: set[tuple[int, int]] = set()
    for row, end in zip(rows, ends, strict=True):
        if all(unknown[j].is_diagonal() for j in row):
            signs = {c > 0 for c in row.values()}
            if len(signs) == 1 and end == 0:
                gone |= {(unknown[j].part, unknown[j].row) for j in row}
            elif end != 0 and signs == {end < 0}:
                raise Unproved("the coefficients have the wrong signs")
    return gone


def without(parts: list[Part], gone: set[tuple[int, int]]) -> list[Part]:
    kept = [Part(p.value, p.premises, [u for i, u in enumerate(p.basis) if (k, i) not in gone]) for k, p in enumerate(parts)]
    return [p for p in kept if p.basis]


def blocks_of(c: list[fmpq], unknown: list[Unknown], shapes: list[int]) -> list[Any]:
    out = [[[fmpq(0)]*n for _ in range(n)] for n in shapes]
    for v, u in zip(c, unknown, strict=True):
        if u.part >= 0:
            out[u.part][u.row][u.column] = out[u.part][u.column][u.row] = v
    return out


def independent(ways: list[list[Any]]) -> list[list[Any]]:
    """Without directions that others make up: equations may leave several for one."""
    if not ways:
        return []
    m = fmpq_mat([[c for b in way for row in b for c in row] for way in ways])
    reduced, rank_ = m.transpose().rref()
    return [ways[j] for j in _pivots(reduced, rank_)]
