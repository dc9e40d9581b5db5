"""Points within linear relations, by linear programming: what to try, nothing that is trusted."""

from __future__ import annotations

from fractions import Fraction

from flint import fmpq

from ..kernel import Term
from .multipliers import exact, fraction
from .polynomial import ONE, Monomial, Poly
from .simplex import maximise

Relation = tuple[str, Poly]  # 0 ▷ p, by "le", "lt" or "eq"


def far_within(relations: list[Relation], names: list[Term]) -> list[Fraction] | None:
    """A rational point that satisfies linear relations, orders by a distance that is as large as it can be, up to 1; or None.

    Each variable is a difference of two columns; then come the distance, and what each order leaves over.
    """
    columns: list[dict[int, fmpq]] = [{} for _ in range(2*len(names) + 1)]
    rhs = {}
    for i, (kind, p) in enumerate(relations):
        form = exact(p)
        rhs[i] = -form.pop(ONE, fmpq(0))
        for m, c in form.items():
            j = names.index(_only(m))
            columns[2*j][i], columns[2*j + 1][i] = c, -c
        if kind != "eq":
            columns[2*len(names)][i] = fmpq(-1)
            columns.append({i: fmpq(-1)})
    cap = len(relations)
    columns[2*len(names)][cap], rhs[cap] = fmpq(1), fmpq(1)
    columns.append({cap: fmpq(1)})
    point = maximise(columns, rhs, {2*len(names): fmpq(1)})
    return None if point is None else [fraction(point[2*j] - point[2*j + 1]) for j in range(len(names))]


def _only(m: Monomial) -> Term:
    ((x, _),) = m
    return x  # type: ignore[no-any-return]
