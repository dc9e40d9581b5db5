"""Exact linear programming: maximise a linear form over  A·x = b, x ≥ 0  with rational numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from flint import fmpq

from .budget import spend

Row = dict[int, fmpq]  # by the number of the column
Column = Mapping[Any, fmpq]  # by the name of the row
MAX_PIVOTS = 400
ZERO = fmpq(0)


def maximise(columns: Sequence[Column], rhs: Column, objective: Row) -> list[fmpq] | None:
    """A point x ≥ 0 with Σ xⱼ·columns[j] = rhs at which the objective is largest, or None when there is no point.

    Columns are written by the names of their rows; `rhs` names all rows.  An unbounded objective gives some point at
    which it is at least 1.  Bland's rule: it terminates, and the answer depends on the order of rows and columns only.
    """
    live = _nonvanishing(columns, rhs)
    if live is None:
        return None
    rows: dict[Any, Row] = {name: {} for name in rhs}
    for j in sorted(live):
        for name, v in columns[j].items():
            rows[name][j] = v
    table = [r for r in rows.values() if r]
    b = [rhs[name] for name, r in rows.items() if r]
    objective = {j: v for j, v in objective.items() if j in live}
    for i, r in enumerate(table):
        if b[i] < 0:
            table[i], b[i] = {j: -v for j, v in r.items()}, -b[i]
    count = len(columns)
    basis = [count + i for i in range(len(table))]  # artificial variables: never to enter again, they need no columns
    if _optimise(table, b, basis, {j: fmpq(-1) for j in basis}, count) is None:
        return None
    if any(basis[i] >= count and b[i] != 0 for i in range(len(table))):
        return None
    for i in reversed(range(len(table))):  # artificial variables leave the basis, or their row is empty
        if basis[i] >= count:
            if table[i]:
                _pivot(table, b, basis, i, min(table[i]))
            else:
                del table[i], b[i], basis[i]
    return _best(table, b, basis, objective, count)


def _best(table: list[Row], b: list[fmpq], basis: list[int], objective: Row, count: int) -> list[fmpq]:
    """Where the objective is largest, from a basis."""
    unbounded = _optimise(table, b, basis, objective, count)
    point = [fmpq(0)] * count
    for i, j in enumerate(basis):
        point[j] = b[i]
    if unbounded is not None and unbounded >= 0:
        step = fmpq(1)
        value = sum((objective.get(j, fmpq(0)) * point[j] for j in range(count)), fmpq(0))
        gain = objective.get(unbounded, fmpq(0)) - sum(
            (objective.get(basis[i], fmpq(0)) * r.get(unbounded, fmpq(0)) for i, r in enumerate(table)), fmpq(0))
        if value < 1:
            step = (1 - value) / gain + 1
        point[unbounded] += step
        for i, r in enumerate(table):
            point[basis[i]] -= step * r.get(unbounded, fmpq(0))
    return point


def _nonvanishing(columns: Sequence[Column], rhs: Column) -> set[int] | None:
    """The columns that need not be 0 in every solution, or None when a row alone shows that there is none.

    Where all terms of a row have one sign and its right side is 0, they are 0: most products of facts leave so, for
    each has a monomial that nothing cancels.
    """
    where: dict[Any, list[int]] = {name: [] for name in rhs}
    up, down = dict.fromkeys(rhs, 0), dict.fromkeys(rhs, 0)
    for j, column in enumerate(columns):
        for name, v in column.items():
            where[name].append(j)
            if v > ZERO:
                up[name] += 1
            else:
                down[name] += 1
    live, due = set(range(len(columns))), list(rhs)  # a column in no row is free: 0 < 0 is one
    while due:
        name = due.pop()
        if up[name] and down[name]:
            continue
        right = rhs[name]
        if right > ZERO and not up[name] or right < ZERO and not down[name]:
            return None
        if right:
            continue
        for j in where[name]:
            if j in live:
                live.discard(j)
                for other, v in columns[j].items():
                    if v > ZERO:
                        up[other] -= 1
                    else:
                        down[other] -= 1
                    due.append(other)
    return live


def _optimise(table: list[Row], b: list[fmpq], basis: list[int], objective: Row, columns: int) -> int | None:
    """Pivot until optimal.  −1: optimal, j ≥ 0: unbounded in column j, None: out of budget."""
    gains: Row = dict(objective)  # reduced costs, kept up to date by the pivots
    for i, j in enumerate(basis):
        c = objective.get(j)
        if c is not None and c != 0:
            _subtract(gains, table[i], c)
    for _ in range(MAX_PIVOTS):
        entering = min((j for j, g in gains.items() if j < columns and g > 0), default=None)
        if entering is None:
            return -1
        best: tuple[fmpq, int, int] | None = None
        for i, r in enumerate(table):
            v = r.get(entering)
            if v is not None and v > 0:
                ratio = (b[i] / v, basis[i], i)
                if best is None or ratio[:2] < best[:2]:
                    best = ratio
        if best is None:
            return int(entering)
        _pivot(table, b, basis, best[2], entering)
        _subtract(gains, table[best[2]], gains[entering])
    return None


def _subtract(row: Row, other: Row, factor: fmpq) -> None:
    """row −= factor·other, dropping zeros."""
    for k, v in other.items():
        w = row.get(k, ZERO) - factor * v
        if w == 0:
            row.pop(k, None)
        else:
            row[k] = w


def _pivot(table: list[Row], b: list[fmpq], basis: list[int], i: int, j: int) -> None:
    p = table[i][j]
    if p != 1:
        table[i] = {k: v / p for k, v in table[i].items()}
        b[i] /= p
    pivot = table[i]
    spend(len(table)//8)
    for k, r in enumerate(table):
        f = r.get(j)
        if k != i and f is not None and f != 0:
            spend(len(pivot)//4 + 4)
            _subtract(r, pivot, f)
            b[k] -= f * b[i]
    basis[i] = j
