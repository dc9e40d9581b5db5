"""Thirty identities, tiny to large, from courses and algebra; rational ones have divisors."""

from __future__ import annotations

import itertools
from typing import Any

from .program import Builder, Identity

GIVEN: dict[str, Identity] = {}


def named(prefix: str, n: int) -> tuple[str, ...]:
    return tuple(f"{prefix}{i}" for i in range(n))


def identity(name: str, variables: str, table: dict[str, Identity] = GIVEN) -> Any:
    def put(sides: Builder) -> Builder:
        table[name] = Identity(tuple(variables.split()), sides)
        return sides

    return put


def determinant(rows: list[list[Any]]) -> Any:
    """By the first row."""
    if len(rows) == 1:
        return rows[0][0]
    if len(rows) == 2:
        return rows[0][0]*rows[1][1] - rows[0][1]*rows[1][0]
    total: Any = 0
    for j, entry in enumerate(rows[0]):
        if isinstance(entry, int) and entry == 0:
            continue
        piece = entry*determinant([r[:j] + r[j + 1:] for r in rows[1:]])
        total = total + piece if j % 2 == 0 else total - piece
    return total


def summed(items: Any) -> Any:
    """The sum, without a 0 in front."""
    first, *rest = items
    for item in rest:
        first = first + item
    return first


def product(a: list[list[Any]], b: list[list[Any]]) -> list[list[Any]]:
    """Of two matrices."""
    return [[summed(x*row[j] for x, row in zip(line, b, strict=True)) for j in range(len(b[0]))] for line in a]


def matrix(entries: Any, columns: int) -> list[list[Any]]:
    """Row by row."""
    return [list(entries[i:i + columns]) for i in range(0, len(entries), columns)]


@identity("01 square", "a b")
def _(a: Any, b: Any) -> Any:
    return (a + b)**2, a**2 + 2*a*b + b**2


@identity("02 difference of cubes", "a b")
def _(a: Any, b: Any) -> Any:
    return a**3 - b**3, (a - b)*(a**2 + a*b + b**2)


@identity("03 sum of inverses", "x y")
def _(x: Any, y: Any) -> Any:
    return 1/x + 1/y, (x + y)/(x*y)


@identity("04 convolution inverted", "W S K P")
def _(w: Any, s: Any, k: Any, p: Any) -> Any:
    return ((s*(w - 1) + k - 2*p) + 2*p - k)/s + 1, w


@identity("05 completed square", "g d e")
def _(g: Any, d: Any, e: Any) -> Any:
    return g*d + d**2/(2*e), ((d + e*g)**2)/(2*e) - e*g**2/2


@identity("06 step of an average", "q Q v g")
def _(q: Any, power: Any, v: Any, g: Any) -> Any:
    after, before = 1 - (1 - q)*power, 1 - power
    return (1 - q/after)*(v/before) + q/after*g, ((1 - q)*v + q*g)/after


@identity("07 Brahmagupta", "a b c d n")
def _(a: Any, b: Any, c: Any, d: Any, n: Any) -> Any:
    return (a**2 + n*b**2)*(c**2 + n*d**2), (a*c - n*b*d)**2 + n*(a*d + b*c)**2


@identity("08 four squares", "a b c d p q r s")
def _(a: Any, b: Any, c: Any, d: Any, p: Any, q: Any, r: Any, s: Any) -> Any:
    return ((a*a + b*b + c*c + d*d)*(p*p + q*q + r*r + s*s),
            (a*p + b*q + c*r + d*s)**2 + (a*q - b*p + c*s - d*r)**2 + (a*r - b*s - c*p + d*q)**2 + (a*s + b*r - c*q - d*p)**2)


@identity("09 slope of softmax", "e1 e2 e3")
def _(a: Any, b: Any, c: Any) -> Any:
    total = a + b + c
    return (0*total - a*b)/total**2, -1*(a/total)*(b/total)


@identity("10 row sum of softmax", " ".join(named("e", 8)))
def _(*e: Any) -> Any:
    total = summed(e)
    return summed([(e[0]/total)*(1 - e[0]/total), *[(e[0]/total)*(0 - x/total) for x in e[1:]]]), 0*e[0]


@identity("11 Sophie Germain cubed", "a b")
def _(a: Any, b: Any) -> Any:
    return (a**4 + 4*b**4)**3, ((a**2 + 2*b**2 + 2*a*b)*(a**2 + 2*b**2 - 2*a*b))**3


def power_of_sum(k: int) -> Builder:
    def sides(a: Any, b: Any, c: Any, d: Any) -> Any:
        return (a + b + c + d)**k, ((a + b)**2 + 2*(a + b)*(c + d) + (c + d)**2)**(k//2)

    return sides


def continued_fraction(*x: Any) -> tuple[Any, Any]:
    """x₀ + 1/(x₁ + 1/(…)) by its convergents."""
    e = x[-1]
    for xi in reversed(x[:-1]):
        e = xi + 1/e
    h0, h1, k0, k1 = 1, x[0], 0, 1
    for xi in x[1:]:
        h0, h1 = h1, xi*h1 + h0
        k0, k1 = k1, xi*k1 + k0
    return e, h1/k1


def lagrange(degree: int) -> Builder:
    """Interpolation of x^degree at the given nodes is exact."""

    def sides(x: Any, *nodes: Any) -> Any:
        total = 0*x
        for i, here in enumerate(nodes):
            piece = here**degree
            for j, other in enumerate(nodes):
                if j != i:
                    piece = piece*(x - other)/(here - other)
            total = total + piece
        return total, x**degree

    return sides


def vandermonde(*v: Any) -> Any:
    rows = [[1] + [x**j for j in range(1, len(v))] for x in v]
    out: Any = 1
    for a, b in itertools.combinations(v, 2):
        out = out*(b - a)
    return determinant(rows), out


def cauchy_binet(m: int, n: int) -> Builder:
    """det(AB) by the minors of A and B."""

    def sides(*v: Any) -> Any:
        a, b = matrix(v[:m*n], n), matrix(v[m*n:], m)
        minors = [determinant([[r[s] for s in chosen] for r in a])*determinant([b[s] for s in chosen])
                  for chosen in itertools.combinations(range(n), m)]
        return determinant(product(a, b)), summed(minors)

    return sides


def conjugate(x: tuple[Any, ...]) -> tuple[Any, ...]:
    return x[0], *[-1*t for t in x[1:]]


def cayley(x: tuple[Any, ...], y: tuple[Any, ...]) -> tuple[Any, ...]:
    """The product of quaternions, octonions, … by doubling."""
    if len(x) == 1:
        return (x[0]*y[0],)
    h = len(x)//2
    p, q, r, s = x[:h], x[h:], y[:h], y[h:]
    a, b, c, d = cayley(p, r), cayley(conjugate(s), q), cayley(s, p), cayley(q, conjugate(r))
    return (*[u - w for u, w in zip(a, b, strict=True)], *[u + w for u, w in zip(c, d, strict=True)])


def norm_of_product(*v: Any) -> Any:
    h = len(v)//2
    a, b = v[:h], v[h:]
    return summed(t*t for t in a)*summed(t*t for t in b), summed(t*t for t in cayley(a, b))


def determinant_of_product(n: int) -> Builder:
    def sides(*v: Any) -> Any:
        a, b = matrix(v[:n*n], n), matrix(v[n*n:], n)
        return determinant(product(a, b)), determinant(a)*determinant(b)

    return sides


for _at, _k in ((12, 6), (13, 12), (14, 20), (15, 40)):
    GIVEN[f"{_at} power {_k} of a sum"] = Identity(("a", "b", "c", "d"), power_of_sum(_k))
for _at, _n in ((16, 8), (17, 14)):
    GIVEN[f"{_at} continued fraction {_n}"] = Identity(named("x", _n), continued_fraction)
for _at, _n, _degree in ((18, 5, 4), (19, 6, 3), (20, 7, 0), (21, 8, 1)):
    GIVEN[f"{_at} Lagrange {_n}, degree {_degree}"] = Identity(("x", *named("n", _n)), lagrange(_degree))
for _n in (4, 5, 6, 7):
    GIVEN[f"{18 + _n} Vandermonde {_n}"] = Identity(named("x", _n), vandermonde)
for _at, _m, _n in ((26, 2, 4), (27, 3, 5), (28, 3, 6)):
    GIVEN[f"{_at} Cauchy–Binet {_m}×{_n}"] = Identity((*named("a", _m*_n), *named("b", _m*_n)), cauchy_binet(_m, _n))
GIVEN["29 eight squares"] = Identity((*named("a", 8), *named("b", 8)), norm_of_product)
GIVEN["30 determinant of a product 4"] = Identity((*named("a", 16), *named("b", 16)), determinant_of_product(4))
