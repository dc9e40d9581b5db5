"""Exact linear programming: maximise a linear form over  A·x = b, x ≥ 0  with rational numbers."""

from __future__ import annotations

from flint import fmpq

from .budget import spend

Row = dict[int, fmpq]
MAX_PIVOTS = 400
ZERO = fmpq(0)


def maximise(rows: list[Row], rhs: list[fmpq], objective: Row, columns: int) -> list[fmpq] | None:
    """A point x ≥ 0 with A·x = b at which the objective is largest, or None when there is no point.

    An unbounded objective gives some point at which it is at least 1.  Bland's rule: it terminates, and the answer
    depends on the order of rows and columns only.
    """
    live = _nonvanishing(rows, rhs, columns)
    if live is None:
        return None
    table = [{j: v for j, v in r.items() if j in live} for r in rows]
    b = [c for c, r in zip(rhs, table, strict=True) if r]
    table = [r for r in table if r]
    objective = {j: v for j, v in objective.items() if j in live}
    for i, r in enumerate(table):
        if b[i] < 0:
            table[i], b[i] = {j: -v for j, v in r.items()}, -b[i]
    basis = [columns + i for i in range(len(table))]  # artificial variables: never to enter again, they need no columns
    if _optimise(table, b, basis, {j: fmpq(-1) for j in basis}, columns) is None:
        return None
    if any(basis[i] >= columns and b[i] != 0 for i in range(len(table))):
        return None
    for i in reversed(range(len(table))):  # artificial variables leave the basis, or their row is empty
        if basis[i] >= columns:
            j = min(table[i], default=None)
            if j is None:
                del table[i], b[i], basis[i]
            else:
                _pivot(table, b, basis, i, j)
    unbounded = _optimise(table, b, basis, objective, columns)
    point = [fmpq(0)] * columns
    for i, j in enumerate(basis):
        point[j] = b[i]
    if unbounded is not None and unbounded >= 0:
        step = fmpq(1)
        value = sum((objective.get(j, fmpq(0)) * point[j] for j in range(columns)), fmpq(0))
        gain = objective.get(unbounded, fmpq(0)) - sum(
            (objective.get(basis[i], fmpq(0)) * r.get(unbounded, fmpq(0)) for i, r in enumerate(table)), fmpq(0))
        if value < 1:
            step = (1 - value) / gain + 1
        point[unbounded] += step
        for i, r in enumerate(table):
            point[basis[i]] -= step * r.get(unbounded, fmpq(0))
    return point


def _nonvanishing(rows: list[Row], rhs: list[fmpq], columns: int) -> set[int] | None:
    """The columns that need not be 0 in every solution, or None when a row alone shows that there is none.

    Where all terms of a row have one sign and its right side is 0, they are 0: most products of facts leave so, for
    each has a monomial that nothing cancels.
    """
    where: dict[int, list[int]] = {}
    up, down = [0] * len(rows), [0] * len(rows)
    for i, r in enumerate(rows):
        for j, v in r.items():
            where.setdefault(j, []).append(i)
            if v > 0:
                up[i] += 1
            else:
                down[i] += 1
    live, due = set(range(columns)), list(range(len(rows)))  # a column in no row is free: 0 < 0 is one
    while due:
        i = due.pop()
        if rhs[i] > 0 and not up[i] or rhs[i] < 0 and not down[i]:
            return None
        if rhs[i] != 0 or up[i] and down[i]:
            continue
        for j in [j for j in rows[i] if j in live]:
            live.discard(j)
            for k in where[j]:
                if rows[k][j] > 0:
                    up[k] -= 1
                else:
                    down[k] -= 1
                due.append(k)
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
    spend(len(pivot) * len(table))
    for k, r in enumerate(table):
        f = r.get(j)
        if k != i and f is not None and f != 0:
            _subtract(r, pivot, f)
            b[k] -= f * b[i]
    basis[i] = j
