"""Five large rational identities, generically built: they use + − · / ** only, so any arithmetic objects will do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Builder = Callable[..., tuple[Any, Any]]


@dataclass(frozen=True)
class Identity:
    """Names of the variables, and the two sides as functions of them."""

    names: tuple[str, ...]
    sides: Builder


def determinant(rows: list[list[Any]]) -> Any:
    """By the first row."""
    if len(rows) == 2:
        return rows[0][0] * rows[1][1] - rows[0][1] * rows[1][0]
    total: Any = None
    for j, entry in enumerate(rows[0]):
        piece = entry * determinant([r[:j] + r[j + 1:] for r in rows[1:]])
        total = piece if total is None else total + piece if j % 2 == 0 else total - piece
    return total


def power_of_sum(a: Any, b: Any, c: Any, d: Any) -> tuple[Any, Any]:
    """(a + b + c + d)²⁰ through its square."""
    return (a + b + c + d) ** 20, ((a + b) ** 2 + 2 * (a + b) * (c + d) + (c + d) ** 2) ** 10


def continued_fraction(*x: Any) -> tuple[Any, Any]:
    """x₀ + 1/(x₁ + 1/(…)) by its convergents."""
    e = x[-1]
    for xi in reversed(x[:-1]):
        e = xi + 1 / e
    h0, h1, k0, k1 = 1, x[0], 0, 1
    for xi in x[1:]:
        h0, h1 = h1, xi * h1 + h0
        k0, k1 = k1, xi * k1 + k0
    return e, h1 / k1


def lagrange(degree: int) -> Builder:
    """Interpolation of x^degree at the given nodes is exact."""

    def sides(x: Any, *nodes: Any) -> tuple[Any, Any]:
        total: Any = None
        for i, here in enumerate(nodes):
            piece = here ** degree
            for j, other in enumerate(nodes):
                if j != i:
                    piece = piece * (x - other) / (here - other)
            total = piece if total is None else total + piece
        return total, x ** degree

    return sides


def determinant_of_product(*v: Any) -> tuple[Any, Any]:
    """det(AB) = det A · det B for 4×4 matrices."""
    n = 4
    a = [list(v[i * n:(i + 1) * n]) for i in range(n)]
    b = [list(v[n * n + i * n:n * n + (i + 1) * n]) for i in range(n)]
    product = [[_row_by_column(a[i], [r[j] for r in b]) for j in range(n)] for i in range(n)]
    return determinant(product), determinant(a) * determinant(b)


def _row_by_column(row: list[Any], column: list[Any]) -> Any:
    out = row[0] * column[0]
    for x, y in zip(row[1:], column[1:], strict=True):
        out = out + x * y
    return out


def _named(prefix: str, n: int) -> tuple[str, ...]:
    return tuple(f"{prefix}{i}" for i in range(n))


IDENTITIES = {
    "T28": Identity(("a", "b", "c", "d"), power_of_sum),
    "T29": Identity(("x", *_named("n", 6)), lagrange(3)),
    "T30": Identity(_named("x", 14), continued_fraction),
    "T33": Identity(("x", *_named("n", 8)), lagrange(1)),
    "T34": Identity((*_named("a", 16), *_named("b", 16)), determinant_of_product),
}
