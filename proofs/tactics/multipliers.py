"""Multipliers that show an order from others: one fact where that suffices, else linear programming."""

from __future__ import annotations

from fractions import Fraction

from flint import fmpq

from ..kernel import INT, REAL, Summand, Term
from .polynomial import ONE, Monomial
from .simplex import maximise

Sum = dict[Monomial, fmpq]  # a polynomial with the numbers of FLINT, which are several times faster
Column = tuple[Sum, Summand, str]  # value, its summand with coefficient 1, "eq" | "le" | "lt"
ZERO = fmpq(0)


def multipliers(goal: Term, target: Sum, columns: list[Column]) -> list[Summand] | None:
    """Nonnegative multipliers with  target = Σ λ·column + constant, which show the goal; or None."""
    rows: dict[Monomial, int] = {ONE: 0}
    for p, _, _ in columns:
        for m in p:
            rows.setdefault(m, len(rows))
    if not target.keys() <= rows.keys():
        return None
    found = _from_one(goal, target, columns) if goal.op != "false" else None
    return _from_all(goal, target, columns, rows) if found is None else found


def _from_one(goal: Term, target: Sum, columns: list[Column]) -> list[Summand] | None:
    """The target as a multiple of one column and a constant: half of all orders are, and need no linear programming."""
    wanted = target.keys() - {ONE}
    first = next(iter(wanted), None)
    if first is None and _enough(goal, target.get(ONE, ZERO), False):
        return _constant(target.get(ONE, ZERO))
    for p, summand, kind in columns:
        if first is None or first not in p or p.keys() - {ONE} != wanted:
            continue
        factor = target[first] / p[first]
        if (factor > 0 or kind == "eq") and all(target[m] == factor*p[m] for m in wanted):
            constant = target.get(ONE, ZERO) - factor*p.get(ONE, ZERO)
            if _enough(goal, constant, kind == "lt"):
                return [summand._replace(coefficient=_fraction(factor)), *_constant(constant)]
    return None


def _enough(goal: Term, constant: fmpq, strict: bool) -> bool:
    """Does 0 ≤ or 0 < what is left over show the goal?"""
    if goal.args[0].type is INT:
        return bool(constant > -1)
    return bool(constant > 0 or constant == 0 and (strict or goal.op == "le"))


def _from_all(goal: Term, target: Sum, columns: list[Column], rows: dict[Monomial, int]) -> list[Summand] | None:
    """By linear programming, the constant as large as possible."""
    free = [j for j, (_, _, kind) in enumerate(columns) if kind == "eq"]
    width = len(columns)
    table: list[dict[int, fmpq]] = [{} for _ in rows]
    for j, (p, _, _) in enumerate(columns):
        for m, c in p.items():
            table[rows[m]][j] = c
    for k, j in enumerate(free):
        for m, c in columns[j][0].items():
            table[rows[m]][width + k] = -c
    up, down = width + len(free), width + len(free) + 1
    table[0][up], table[0][down] = fmpq(1), fmpq(-1)
    rhs = [ZERO] * len(rows)
    for m, c in target.items():
        rhs[rows[m]] = c
    if goal.op == "false":
        return _strictly(columns, free, table, rhs, width, up, down)
    point = maximise(table, rhs, {up: fmpq(1), down: fmpq(-1)}, down + 1)
    if point is None:
        return None
    constant = point[up] - point[down]
    if goal.op == "lt" and goal.args[0].type is REAL and constant == 0:
        return _strictly(columns, free, table, rhs, width, up, down)
    if not _enough(goal, constant, False):
        return None
    return _witness(columns, free, point, width, constant)


def _strictly(columns: list[Column], free: list[int], table: list[dict[int, fmpq]], rhs: list[fmpq], width: int,
              up: int, down: int) -> list[Summand] | None:
    """A solution in which a strict premise or a positive constant takes part."""
    objective = {j: fmpq(1) for j, (_, _, kind) in enumerate(columns) if kind == "lt"}
    objective[up] = fmpq(1)
    point = maximise([{k: v for k, v in r.items() if k != down} for r in table], rhs, objective, down)
    if point is None or sum((point[j] for j in objective), ZERO) <= 0:
        return None
    return _witness(columns, free, point, width, point[up])


def _witness(columns: list[Column], free: list[int], point: list[fmpq], width: int, constant: fmpq) -> list[Summand]:
    out = []
    for j, (_, s, _) in enumerate(columns):
        c = point[j] - (point[width + free.index(j)] if j in free else ZERO)
        if c != 0:
            out.append(s._replace(coefficient=_fraction(c)))
    return [*out, *_constant(constant)]


def _constant(c: fmpq) -> list[Summand]:
    return [Summand(_fraction(c))] if c > 0 else []


def _fraction(c: fmpq) -> Fraction:
    return Fraction(int(c.p), int(c.q))
