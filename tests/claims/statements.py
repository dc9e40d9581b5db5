"""Statements of course kind with their truth: true ones, false neighbours, and ones that need a hypothesis."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sympy import (
    Abs,
    Eq,
    Ge,
    Gt,
    Implies,
    Le,
    Lt,
    Max,
    Min,
    Ne,
    Or,
    Piecewise,
    Product,
    S,
    Sum,
    ceiling,
    exp,
    floor,
    log,
    sqrt,
)

from proofs import E, Var, dot, family, integer, integrable, nat, norm2, random_family, real, relu, vector

Written = Callable[[], Any]


@dataclass(frozen=True)
class Statement:
    """`expected`: Proved, Refuted, Refuted(undefined), Undecided."""

    name: str
    expected: str
    statement: Written
    given: Written | tuple[()] = ()


a, b, c, d, p, q, r, s, v, w, x, y, z = [real(name) for name in "abcdpqrsvwxyz"]
i, j, k, m, n, t, N = [nat(name) for name in "ijkmntN"]
l, o = integer("l"), integer("o")
f, g, h = family("f"), family("g"), family("h", indices=2)
vx, vy = vector("vx", N), vector("vy", N)
X, Y = random_family("X"), random_family("Y")


def yes(name: str, statement: Written, given: Any = ()) -> Statement:
    return Statement(name, "Proved", statement, given)


def no(name: str, statement: Written, given: Any = ()) -> Statement:
    return Statement(name, "Refuted", statement, given)


def undefined(name: str, statement: Written, given: Any = ()) -> Statement:
    return Statement(name, "Refuted(undefined)", statement, given)


def unknown(name: str, statement: Written, given: Any = ()) -> Statement:
    return Statement(name, "Undecided", statement, given)


RATIONAL = [
    yes("difference of squares", lambda: Eq((a ** 2 - b ** 2) / (a - b), a + b), lambda: Ne(a, b)),
    undefined("difference of squares, a = b allowed", lambda: Eq((a ** 2 - b ** 2) / (a - b), a + b)),
    no("difference of squares, wrong sign", lambda: Eq((a ** 2 - b ** 2) / (a - b), a - b), lambda: Ne(a, b)),
    yes("sum of fractions", lambda: Eq(1 / a + 1 / b, (a + b) / (a * b)), lambda: (Ne(a, 0), Ne(b, 0))),
    no("freshman's fraction", lambda: Eq(1 / a + 1 / b, 2 / (a + b)), lambda: (a > 0, b > 0)),
    yes("nested fraction", lambda: Eq(1 / (1 + 1 / x), x / (x + 1)), lambda: x > 0),
    yes("cube of a sum", lambda: Eq((x + y) ** 3, x ** 3 + 3 * x ** 2 * y + 3 * x * y ** 2 + y ** 3)),
    no("cube of a sum, one term lost", lambda: Eq((x + y) ** 3, x ** 3 + 3 * x ** 2 * y + y ** 3)),
    yes("two equations", lambda: Eq(x, 2), lambda: (Eq(x + y, 3), Eq(x - y, 1))),
    no("one equation is not enough", lambda: Eq(x, 2), lambda: Eq(x + y, 3)),
]

ORDER = [
    yes("transitive", lambda: a < c, lambda: (a < b, b <= c)),
    no("not symmetric", lambda: b <= a, lambda: a <= b),
    yes("mean of two squares", lambda: Le(x * y, (x ** 2 + y ** 2) / 2)),
    no("mean of two squares, turned", lambda: Ge(x * y, (x ** 2 + y ** 2) / 2)),
    yes("least value", lambda: Ge(x ** 2 - 2 * x + 3, 2)),
    no("least value too high", lambda: Ge(x ** 2 - 2 * x + 3, S(5) / 2)),
    yes("square of a bound", lambda: x ** 2 <= 4, lambda: (x >= -2, x <= 2)),
    no("square of one bound", lambda: x ** 2 <= 4, lambda: x <= 2),
    yes("fraction below one", lambda: x / (1 + x) < 1, lambda: x >= 0),
    yes("arithmetic and harmonic mean", lambda: 2 / (1 / a + 1 / b) <= (a + b) / 2, lambda: (a > 0, b > 0)),
    yes("product of differences", lambda: a * b + 1 >= a + b, lambda: (a >= 1, b >= 1)),
    yes("either way", lambda: Or(Le(x, y), Lt(y, x + 1))),
]

INTEGERS = [
    yes("floor below", lambda: Le(floor(x), x)),
    no("floor is not the number", lambda: Eq(floor(x), x)),
    yes("floor of a shift", lambda: Eq(floor(x + n), floor(x) + n)),
    no("floor of a sum", lambda: Eq(floor(x + y), floor(x) + floor(y))),
    yes("ceiling above floor", lambda: Le(floor(x), ceiling(x))),
    no("ceiling is not floor + 1", lambda: Eq(ceiling(x), floor(x) + 1)),
    yes("no integer between", lambda: l >= o + 1, lambda: l > o),
    no("no gap of two", lambda: l >= o + 2, lambda: l > o),
    yes("windows of size one", lambda: Eq(floor((n - S(1)) / S(1)) + 1, n)),
    no("rounding half", lambda: Eq(floor(n / S(2)), n / S(2))),
]

POWERS = [
    yes("laws of powers", lambda: Eq(x ** (m + n), x ** m * x ** n)),
    no("not a sum of powers", lambda: Eq(x ** (m + n), x ** m + x ** n)),
    yes("power of a power", lambda: Eq((x ** m) ** 2, x ** (2 * m))),
    yes("Bernoulli", lambda: (1 + x) ** n >= 1 + n * x, lambda: x >= -1),
    yes("two to the n", lambda: 2 ** n > n),
    no("n squared", lambda: 2 ** n > n ** 2),
    yes("decay", lambda: (1 - q) ** t <= 1, lambda: (q > 0, q < 1)),
    undefined("negative power at zero", lambda: Eq(x ** (-1) * x, 1)),
]

SUMS = [
    yes("Gauss", lambda: Eq(Sum(i, (i, 1, n)), n * (n + 1) / 2)),
    no("Gauss, off by one", lambda: Eq(Sum(i, (i, 1, n)), n * (n - 1) / 2)),
    yes("squares", lambda: Eq(Sum(i ** 2, (i, 1, n)), n * (n + 1) * (2 * n + 1) / 6)),
    yes("odd numbers", lambda: Eq(Sum(2 * i - 1, (i, 1, n)), n ** 2)),
    yes("geometric", lambda: Eq(Sum(q ** i, (i, 0, n)), (1 - q ** (n + 1)) / (1 - q)), lambda: Ne(q, 1)),
    undefined("geometric at one", lambda: Eq(Sum(q ** i, (i, 0, n)), (1 - q ** (n + 1)) / (1 - q))),
    no("geometric, exponent", lambda: Eq(Sum(q ** i, (i, 0, n)), (1 - q ** n) / (1 - q)), lambda: Ne(q, 1)),
    yes("telescoping", lambda: Eq(Sum(f[i + 1] - f[i], (i, 1, n)), f[n + 1] - f[1])),
    no("telescoping, end", lambda: Eq(Sum(f[i + 1] - f[i], (i, 1, n)), f[n] - f[1])),
    yes("linear", lambda: Eq(Sum(a * f[i] + g[i], (i, 1, n)), a * Sum(f[i], (i, 1, n)) + Sum(g[i], (i, 1, n)))),
    no("sum of products", lambda: Eq(Sum(f[i] * g[i], (i, 1, n)), Sum(f[i], (i, 1, n)) * Sum(g[i], (i, 1, n)))),
    yes("shift by two", lambda: Eq(Sum(f[i], (i, 1, n)), Sum(f[i - 2], (i, 3, n + 2)))),
    yes("squares are positive", lambda: Ge(Sum(f[i] ** 2, (i, 1, n)), 0)),
    no("sums are positive", lambda: Ge(Sum(f[i], (i, 1, n)), 0)),
    yes("product of a constant", lambda: Eq(Product(c, (i, 1, n)), c ** n)),
    yes("exchange", lambda: Eq(Sum(h[i, j], (j, 1, m), (i, 1, n)), Sum(h[i, j], (i, 1, n), (j, 1, m)))),
    yes("inner fractions", lambda: Eq(Sum(1 / (i * (i + 1)), (i, 1, n)), n / (n + S(1)))),
]

CHOICES = [
    yes("relu and its mirror", lambda: Eq(relu(x) + relu(-x), Abs(x))),
    no("relu is not linear", lambda: Eq(relu(x + y), relu(x) + relu(y))),
    yes("relu is subadditive", lambda: Le(relu(x + y), relu(x) + relu(y))),
    yes("triangle inequality", lambda: Le(Abs(x + y), Abs(x) + Abs(y))),
    no("triangle equality", lambda: Eq(Abs(x + y), Abs(x) + Abs(y))),
    yes("maximum", lambda: Eq(Max(x, y), (x + y + Abs(x - y)) / 2)),
    yes("minimum below maximum", lambda: Le(Min(x, y), Max(x, y))),
    yes("piecewise", lambda: Ge(Piecewise((x, x > 0), (-x, True)), 0)),
    yes("homogeneous", lambda: Eq(relu(a * x), a * relu(x)), lambda: a > 0),
    no("homogeneous for all a", lambda: Eq(relu(a * x), a * relu(x))),
]

EXPONENTIALS = [
    yes("sigmoid mirrored", lambda: Eq(1 / (1 + exp(-x)), 1 - 1 / (1 + exp(x)))),
    yes("sigmoid below one", lambda: 1 / (1 + exp(-x)) < 1),
    yes("log of a product", lambda: Eq(log(x * y), log(x) + log(y)), lambda: (x > 0, y > 0)),
    undefined("log of a product, any sign", lambda: Eq(log(x * y), log(x) + log(y))),
    yes("log of a power", lambda: Eq(log(x ** n), n * log(x)), lambda: x > 0),
    yes("log grows", lambda: log(x) <= log(y), lambda: (x > 0, x <= y)),
    yes("cross entropy bound", lambda: log(x) <= x - 1, lambda: x > 0),
    yes("exp above the tangent", lambda: Ge(exp(x), 1 + x)),
    yes("root of a square", lambda: Eq(sqrt(x ** 2), Abs(x))),
    yes("root of nothing", lambda: Eq(sqrt(x - x), 0)),
    yes("square of what is not 0", lambda: x ** 2 > 0, lambda: Ne(x, 0)),
    no("square that may be 0", lambda: x ** 2 > 0),
    no("root of a square, no sign", lambda: Eq(sqrt(x ** 2), x)),
    yes("rationalised", lambda: Eq(1 / (sqrt(x) + 1), (sqrt(x) - 1) / (x - 1)), lambda: x > 1),
    no("root of a sum", lambda: Eq(sqrt(x + y), sqrt(x) + sqrt(y)), lambda: (x >= 0, y >= 0)),
    yes("real exponents", lambda: Eq(p ** (x + y), p ** x * p ** y), lambda: p > 0),
]

VECTORS = [
    yes("polarisation", lambda: Eq(norm2(vx + vy), norm2(vx) + 2 * dot(vx, vy) + norm2(vy))),
    no("Pythagoras without orthogonality", lambda: Eq(norm2(vx + vy), norm2(vx) + norm2(vy))),
    yes("Pythagoras", lambda: Eq(norm2(vx + vy), norm2(vx) + norm2(vy)), lambda: Eq(dot(vx, vy), 0)),
    yes("parallelogram", lambda: Eq(norm2(vx + vy) + norm2(vx - vy), 2 * norm2(vx) + 2 * norm2(vy))),
    yes("norm is nonnegative", lambda: Ge(norm2(vx - vy), 0)),
    yes("scaling", lambda: Eq(norm2(a * vx), a ** 2 * norm2(vx))),
    no("scaling without the square", lambda: Eq(norm2(a * vx), a * norm2(vx))),
]

BOTH = (integrable(X[1]), integrable(X[2]))
RANDOM = [
    yes("expectation is linear", lambda: Eq(E(a * X[1] + X[2]), a * E(X[1]) + E(X[2])), lambda: BOTH),
    yes("expectation of a constant", lambda: Eq(E(a + 0 * X[1]), a), lambda: BOTH),
    no("expectation of a product", lambda: Eq(E(X[1] * X[2]), 2 * E(X[1])), lambda: (*BOTH, integrable(X[1] * X[2]))),
    yes("centred", lambda: Eq(E(X[1] - E(X[1])), 0), lambda: BOTH),
    yes("shift of the variance", lambda: Eq(Var(X[1]), E(X[1] ** 2) - E(X[1]) ** 2),
        lambda: (*BOTH, integrable(X[1] ** 2))),
    no("variance is not the second moment", lambda: Eq(Var(X[1]), E(X[1] ** 2)), lambda: (*BOTH, integrable(X[1] ** 2))),
]

RECURRENCES = [
    yes("one step", lambda: Eq(f[2], 3), lambda: (Eq(f[1], 1), Eq(f[2], f[1] + 2))),
    yes("equal terms", lambda: Eq(f[2] * g[1], f[1] * g[2]), lambda: (Eq(f[2], a * f[1]), Eq(g[2], a * g[1]))),
    no("other terms", lambda: Eq(f[2], f[1]), lambda: Eq(f[2], a * f[1])),
    yes("fixed point", lambda: Eq(x, b / (1 - a)), lambda: (Eq(x, a * x + b), Ne(a, 1))),
    undefined("fixed point, a = 1", lambda: Eq(x, b / (1 - a)), lambda: Eq(x, a * x + b)),
    yes("implication", lambda: Implies(Eq(f[n], 0), Eq(f[n] * g[n], 0))),
    yes("reciprocals", lambda: Gt(1 / x, 1 / y), lambda: (x > 0, y > x)),
]

STATEMENTS = [*RATIONAL, *ORDER, *INTEGERS, *POWERS, *SUMS, *CHOICES, *EXPONENTIALS, *VECTORS, *RANDOM, *RECURRENCES]
