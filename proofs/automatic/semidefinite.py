"""Positive semidefinite matrices in an affine space, found by an interior point method and rounded to rational numbers.

The search computes with FLINT's balls, of which only the midpoints are used: the same on every machine.  What it
finds is checked exactly, by LDLᵀ with rational numbers.
"""

from __future__ import annotations

from typing import Any

from flint import arb, arb_mat, ctx, fmpq, fmpz

from ..tactics.budget import spend

PRECISION, MAX_STEPS = 80, 60
Block = list[list[fmpq]]  # a symmetric matrix
DENOMINATORS = (1, 2, 4, 6, 12, 60, 2**8, 2**14, 2**24)


def positive_point(first: list[Block], directions: list[list[Block]]) -> list[Block] | None:
    """first + Σ yₖ·directionsₖ, with all blocks positive semidefinite, or None when none is found."""
    if _is_positive(first):
        return first
    if not directions:
        return None
    before, ctx.prec = ctx.prec, PRECISION
    try:
        y = _search(first, directions)
    except ZeroDivisionError:
        return None
    finally:
        ctx.prec = before
    if y is None:
        return None
    for q in DENOMINATORS:
        rounded = [fmpq(fmpz((v*q + arb("0.5")).floor().unique_fmpz() or 0), q) for v in y]
        point = _at(first, directions, rounded)
        if _is_positive(point):
            return point
    return None


def _at(first: list[Block], directions: list[list[Block]], y: list[fmpq]) -> list[Block]:
    out = [[list(row) for row in b] for b in first]
    for v, d in zip(y, directions, strict=True):
        if v != 0:
            for block, change in zip(out, d, strict=True):
                for row, more in zip(block, change, strict=True):
                    for j, c in enumerate(more):
                        if c != 0:
                            row[j] += v*c
    return out


def factored(block: Block) -> list[tuple[fmpq, list[fmpq]]] | None:
    """A symmetric matrix as Σ d·vvᵀ with d > 0, or None when it is not positive semidefinite."""
    a, out = [list(row) for row in block], []
    for i in range(len(a)):
        d = a[i][i]
        if d < 0 or d == 0 and any(a[i][j] != 0 for j in range(i, len(a))):
            return None
        if d == 0:
            continue
        v = [fmpq(0)]*i + [a[i][j]/d for j in range(i, len(a))]
        out.append((d, v))
        for j in range(i, len(a)):
            if v[j] != 0:
                for k in range(i, len(a)):
                    a[j][k] -= d*v[j]*v[k]
    return out


def _is_positive(blocks: list[Block]) -> bool:
    return all(factored(b) is not None for b in blocks)


# -- the interior point method -------------------------------------------------------------


def _search(first: list[Block], directions: list[list[Block]]) -> list[arb] | None:
    """y with first + Σ yₖ·directionsₖ positive definite, or nearly so: s falls in  first + Σ yₖ·directionsₖ + s·1."""
    zero, one = arb(0), arb(1)
    start = [_numeric(b) for b in first]
    ways = [[_numeric(b) for b in d] for d in directions]
    ways.append([arb_mat(b.nrows(), b.nrows(), [one if i == j else zero for i in range(b.nrows())
                                                for j in range(b.nrows())]) for b in start])
    n = sum(b.nrows() for b in start)
    s = one + max([sum((abs(b[i, j]) for j in range(b.nrows())), zero) for b in start for i in range(b.nrows())])
    y = [zero]*len(directions) + [s.mid()]
    flat = [_transposed([way[i] for way in ways]) for i in range(len(start))]
    weight, small = arb(1), arb(2)**-30
    cubes, squares = (sum(b.nrows()**e for b in start) for e in (3, 2))
    work = 200 + len(ways)*(cubes//25 + 3*len(start)) + len(ways)**2*squares//50
    for _ in range(MAX_STEPS):
        spend(work//2)
        inverse = [_mid(b.inv()) for b in _at_point(start, flat, y)]
        hessian, slope = arb_mat(len(ways), len(ways)), arb_mat(1, len(ways))
        for i, q in enumerate(inverse):
            moved = [_mid(q*way[i]*q).entries() for way in ways]
            hessian += arb_mat(len(ways), q.nrows()**2, [e for m in moved for e in m])*flat[i]
            slope += arb_mat(1, q.nrows()**2, q.entries())*flat[i]
        hessian, gradient = _mid(hessian), [-e for e in _mid(slope).entries()]
        for k in range(len(ways)):
            hessian[k, k] = (hessian[k, k] + small).mid()
            gradient[k] = (gradient[k] + small*y[k]).mid()
        gradient[-1] += weight
        change = _mid(hessian.solve(arb_mat(len(ways), 1, [-g for g in gradient])))
        decrement = -sum((change[k, 0]*gradient[k] for k in range(len(ways))), zero)
        t = one
        while True:
            new = [(v + t*change[k, 0]).mid() for k, v in enumerate(y)]
            if all(map(_definite, _at_point(start, flat, new))):
                break
            t = t/2
            if t < small:
                return None
        y = new
        if y[-1] < 0 and all(map(_definite, _at_point(start, flat, [*y[:-1], zero]))):
            return y[:-1]
        if decrement < 1:
            if weight*arb("1e-7") > n and y[-1] > 0:
                break
            weight = weight*5
    return y[:-1] if y[-1] < small*2**18 else None


def _numeric(b: Block) -> arb_mat:
    return arb_mat(len(b), len(b), [arb(c) for row in b for c in row])


def _mid(m: arb_mat) -> arb_mat:
    return m.mid()


def _transposed(ways: list[arb_mat]) -> arb_mat:
    """One block of every way: its entries as a column."""
    columns = [w.entries() for w in ways]
    return arb_mat(len(columns[0]), len(columns), [c[i] for i in range(len(columns[0])) for c in columns])


def _at_point(start: list[arb_mat], flat: list[arb_mat], y: list[arb]) -> list[arb_mat]:
    point = arb_mat(len(y), 1, y)
    return [_mid(b + arb_mat(b.nrows(), b.nrows(), (f*point).entries())) for b, f in zip(start, flat, strict=True)]


def _definite(m: arb_mat) -> bool:
    """Is the symmetric matrix positive definite, as far as the numbers go?"""
    n = m.nrows()
    a: list[list[Any]] = [[m[i, j] for j in range(n)] for i in range(n)]
    for i in range(n):
        d = a[i][i]
        if not d > 0:
            return False
        for j in range(i + 1, n):
            f = (a[j][i]/d).mid()
            for k in range(i + 1, j + 1):
                a[j][k] = (a[j][k] - f*a[k][i]).mid()
    return True
