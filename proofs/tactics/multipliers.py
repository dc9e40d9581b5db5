"""Multipliers that show an order from others: one fact where that suffices, else linear programming."""

from __future__ import annotations

from fractions import Fraction

from flint import fmpq

from ..kernel import INT, REAL, Summand, Term
from .polynomial import ONE, Monomial, Poly
from .simplex import maximise

Sum = dict[Monomial, fmpq]  # a polynomial with the numbers of FLINT, which are several times faster
Column = tuple[Sum, Summand, str]  # value, its summand with coefficient 1, "eq" | "le" | "lt"
ZERO = fmpq(0)


def exact(p: Poly) -> Sum:
    """A polynomial for linear algebra."""
    return {m: fmpq(c.numerator, c.denominator) for m, c in p.items()}


def fraction(c: fmpq) -> Fraction:
    """For the kernel."""
    return Fraction(int(c.p), int(c.q))


def multipliers(goal: Term, target: Sum, columns: list[Column]) -> list[Summand] | None:
    """Nonnegative multipliers with  target = Σ λ·column + constant, which show the goal; or None."""
    rhs = dict.fromkeys([ONE, *[m for p, _, _ in columns for m in p]], ZERO)
    if not target.keys() <= rhs.keys():
        return None
    rhs.update(target)
    found = _from_one(goal, target, columns) if goal.op != "false" else None
    return _from_all(goal, rhs, columns) if found is None else found


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
                return [summand._replace(coefficient=fraction(factor)), *_constant(constant)]
    return None


def _enough(goal: Term, constant: fmpq, strict: bool) -> bool:
    """Does 0 ≤ or 0 < what is left over show the goal?"""
    if goal.args[0].type is INT:
        return bool(constant > -1)
    return bool(constant > 0 or constant == 0 and (strict or goal.op == "le"))


def _from_all(goal: Term, rhs: Sum, columns: list[Column]) -> list[Summand] | None:
    """By linear programming, the constant as large as possible."""
    free = [j for j, (_, _, kind) in enumerate(columns) if kind == "eq"]
    matrix = [p for p, _, _ in columns] + [{m: -c for m, c in columns[j][0].items()} for j in free] + [{ONE: fmpq(1)}]
    up, down = len(matrix) - 1, len(matrix)
    if goal.op == "false":
        return _strictly(columns, free, matrix, rhs)
    point = maximise([*matrix, {ONE: fmpq(-1)}], rhs, {up: fmpq(1), down: fmpq(-1)})
    if point is None:
        return None
    constant = point[up] - point[down]
    if goal.op == "lt" and goal.args[0].type is REAL and constant == 0:
        return _strictly(columns, free, matrix, rhs)
    if not _enough(goal, constant, False):
        return None
    return _witness(columns, free, point, constant)


def _strictly(columns: list[Column], free: list[int], matrix: list[Sum], rhs: Sum) -> list[Summand] | None:
    """A solution in which a strict premise or a positive constant takes part."""
    objective = {j: fmpq(1) for j, (_, _, kind) in enumerate(columns) if kind == "lt"}
    up = len(matrix) - 1
    objective[up] = fmpq(1)
    point = maximise(matrix, rhs, objective)
    if point is None or sum((point[j] for j in objective), ZERO) <= 0:
        return None
    return _witness(columns, free, point, point[up])


def _witness(columns: list[Column], free: list[int], point: list[fmpq], constant: fmpq) -> list[Summand]:
    out = []
    for j, (_, s, _) in enumerate(columns):
        c = point[j] - (point[len(columns) + free.index(j)] if j in free else ZERO)
        if c != 0:
            out.append(s._replace(coefficient=fraction(c)))
    return [*out, *_constant(constant)]


def _constant(c: fmpq) -> list[Summand]:
    return [Summand(fraction(c))] if c > 0 else []
