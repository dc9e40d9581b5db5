"""Each published trap in the words of this language, with the verdict it must get.

A trap about something the language does not have (a derivative, a limit, an infinite sum, …) is refused by name; the
others are proved, refuted, or proved with the hypothesis that the trap leaves out.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import sympy as sp
from sympy import (
    Abs,
    Derivative,
    Eq,
    Identity,
    Implies,
    Integral,
    Limit,
    Lt,
    MatrixSymbol,
    Max,
    Min,
    Ne,
    Piecewise,
    Product,
    S,
    Sum,
    asin,
    binomial,
    ceiling,
    exp,
    factorial,
    floor,
    log,
    oo,
    sin,
    sqrt,
)

from proofs import E, Var, dot, family, integer, integrable, nat, norm2, random_family, real, vector

Written = Callable[[], Any]


@dataclass(frozen=True)
class Trap:
    """expected: refused | Refuted | Refuted(undefined) | Undecided | Proved | Proved with the hypothesis.

    given: what the trap states; needs: what it leaves out; without: the verdict that it gets without that.
    """

    id: str
    expected: str
    statement: Written | None = None
    given: Written | None = None
    needs: Written | None = None
    without: str = ""
    message: str = ""


a, b, m, p, q, r, s, v, w, x, y, z = [real(c) for c in "abmpqrsvwxyz"]
i, j, k, n, t, K, W, P, N, M = [nat(c) for c in "ijkntKWPNM"]
f, g, S_, u = family("f"), family("g", indices=2), family("S_", latex="S"), family("u")
A, B = family("A", indices=2), family("B", indices=2)
vx, vy, vd, vg = [vector(c, N) for c in ("vx", "vy", "vd", "vg")]
X = random_family("X")
ln, nn = integer("ln"), integer("nn")
MATRIX = MatrixSymbol("Mat", 2, 2)


def refused(name: str, message: str, statement: Written) -> Trap:
    return Trap(name, "refused", statement, message=message)


def refuted(name: str, statement: Written, given: Written | None = None) -> Trap:
    return Trap(name, "Refuted", statement, given)


def proved(name: str, statement: Written, given: Written | None = None) -> Trap:
    return Trap(name, "Proved", statement, given)


def conditional(name: str, without: str, statement: Written, needs: Written, given: Written | None = None) -> Trap:
    return Trap(name, "Proved with the hypothesis", statement, given, needs, without)


UNDEFINED = "Refuted(undefined)"

TRAPS: list[Trap] = [
    conditional("F05", UNDEFINED, lambda: Eq(Sum(f[k], (k, 1, n)) / Sum(f[k], (k, 1, n)), 1),
                lambda: Ne(Sum(f[k], (k, 1, n)), 0)),
    refused("F06", "oo is no number", lambda: Eq(0 * Sum(S(1) / k, (k, 1, oo)), 0)),
    conditional("F07", UNDEFINED, lambda: Eq(f[n] / f[n], 1), lambda: Ne(f[n], 0)),
    refused("F08", "Derivative is computed, and this language states",
            lambda: Eq(Derivative(sp.Function("h")(x, y), x, y), Derivative(sp.Function("h")(x, y), y, x))),
    refused("F10", "ImaginaryUnit is not in the language", lambda: sp.Gt(f[sp.I], 0)),
    refused("F11", "MatrixElement is not in the language",
            lambda: Eq(MATRIX[0, 1], 0)),
    refused("F12", "Mat", lambda: Eq(MATRIX * sp.Inverse(MATRIX), Identity(2))),
    Trap("F15", UNDEFINED, lambda: Eq(S(1) / 0, S(2) / 0)),
    refused("F19", "Integral is not in the language", lambda: Eq(Integral(Abs(x), (x, -1, 1)), 0)),
    refuted("F20", lambda: Eq(Sum(S(0) ** k, (k, 0, 3)), 0)),
    refuted("F23", lambda: Eq(sqrt(x ** 2), -3), lambda: Eq(x, -3)),
    refused("F26", "is the index of a sum and also free",
            lambda: Eq(Sum(i + j, (i, 1, n), (j, 1, i)), i * (n ** 2 / 2 + n / 2) + n * (i ** 2 / 2 + i / 2))),
    refuted("F28", lambda: Eq(Derivative(Sum(f[i], (i, 1, n)), x), Sum(1, (i, 1, n)))),
    refuted("F30", lambda: Eq(Derivative(Max(0, x), x), S(1) / 2)),
    refuted("F32", lambda: Eq(Sum((-1) ** k * k * binomial(n, k), (k, 0, n)), 0)),
    refuted("F33", lambda: Eq(Sum((-1) ** (n - k) * k ** 2 * binomial(n, k), (k, 0, n)), 0)),
    refuted("F37", lambda: Eq(Sum(f[k], (k, 1, -3)), -f[-2] - f[-1] - f[0])),
    conditional("F39", "Refuted", lambda: Eq(Sum(f[i], (i, 1, nn)) + Sum(f[i], (i, nn + 1, ln)), Sum(f[i], (i, 1, ln))),
                lambda: (nn >= 0, ln >= nn)),
    refused("F41", "oo is no number", lambda: Eq(Sum(k, (k, 1, oo)), Sum(k ** 2, (k, 1, oo)))),
    refused("F42", "is not in the language", lambda: Eq(
        Sum(sin(k / 64) * binomial(51, k) * binomial(77, 64 - k) / binomial(128, 64), (k, 0, 64)), 0)),
    refuted("F43", lambda: Eq(-Sum(Piecewise((i ** 2, i >= S(174) / 25), (0, True)), (i, 0, 12)), -650)),
    refused("F45", "oo is no number", lambda: Lt(Sum(1 / (n - 3) ** 2, (n, 0, oo)), x)),
    conditional("F47", UNDEFINED, lambda: Eq(factorial(n), n * factorial(n - 1)), lambda: n >= 1),
    conditional("F52", "Refuted", lambda: (Eq(x, 0), Eq(y, 0), Eq(z, 0)), lambda: (Ne(m, 0), Ne(m, 3)),
                lambda: (Eq((1 - m) * x + y + z, 0), Eq(x + (1 - m) * y + z, 0), Eq(x + y + (1 - m) * z, 0))),
    Trap("F54", "Undecided", lambda: Ne(S(11000000000) / a - 1 / (100000000 * a * x ** 2), 0),
         lambda: (Ne(a, 0), Ne(x, 0))),
    conditional("F56", "Refuted", lambda: Ne(a * a - 1 * 1, 0), lambda: Ne(a ** 2, 1)),
    refused("F58", "is not in the language", lambda: Eq(sp.Inverse(sp.BlockMatrix([[MATRIX, MATRIX], [MATRIX, MATRIX]])), 0)),
    refuted("F59", lambda: Eq(Limit((a * exp(-a * x) + b * exp(-b * x)) * exp(b * x), x, oo), y)),
    refused("F61", "Limit is computed, and this language states", lambda: Eq(Limit(Abs(x) / x, x, 0), 1)),
    refuted("F63", lambda: Eq(Limit(a * x ** 2 + x, x, oo), y)),
    refused("F65", "Integral is not in the language",
            lambda: Lt(Integral(x ** (S(1) / 3) * sqrt(1 - x), (x, 0, 1)), 0)),
    refused("F66", "Integral is not in the language",
            lambda: Eq(Integral((a / sqrt(x ** 2 + a ** 2)) ** 3, (x, -r, r)), 2 * r / sqrt(1 + r ** 2 / a ** 2))),
    refused("F72", "is not in the language", lambda: Eq(asin(sin(x)), x)),
    conditional("F73", "Undecided", lambda: Eq(a ** x * b ** x, (a * b) ** x), lambda: (a > 0, b > 0)),
    refused("F74", "is not exact", lambda: Eq(S(1 / 3) * 3, 1)),
    refuted("F78", lambda: Eq(E(1 / X[1]), 0)),
    conditional("F79", "Refuted", lambda: Eq(E(X[1] ** 2), s ** 2),
                lambda: (Eq(E(X[1]), 0), Eq(Var(X[1]), s ** 2)),
                lambda: (integrable(X[1]), integrable(X[1] ** 2))),
    conditional("F80", "Refuted", lambda: Eq(E(2 * X[1]), 2 * r), lambda: (Eq(E(X[1]), r), r >= 0, r <= 1),
                lambda: integrable(X[1])),
    refuted("F85", lambda: Eq(ceiling((W - K + 2 * P) / k + 1), floor((W - K + 2 * P) / k) + 1),
            lambda: (W >= 1, K >= 1, k >= 1)),
    proved("F86", lambda: Implies(Lt(x, x), Eq(x, x + 1))),
    conditional("F89", UNDEFINED, lambda: Eq(sqrt(1 / x), 1 / sqrt(x)), lambda: x > 0),
    refused("F91", "is not a statement", lambda: "x + 1 ) 7"),
    proved("F92", lambda: Eq(Derivative(exp(x), x), exp(x))),
    conditional("F93", UNDEFINED, lambda: Eq(2 * (x / x), 2), lambda: Ne(x, 0)),
    proved("T02", lambda: Eq(Sum(f[i], (i, 1, n)), Sum(f[i - 1], (i, 2, n + 1)))),
    proved("T03", lambda: Eq(Sum(f[i], (i, 1, n + 1)), Sum(f[i], (i, 1, n)) + f[n + 1])),
    proved("T04", lambda: Eq(Product(S_[i], (i, 1, n + 1)), Product(S_[i], (i, 1, n)) * S_[n + 1])),
    proved("T08", lambda: Eq(Sum(g[i, j], (j, 1, i), (i, 1, n)), Sum(g[i, j], (i, j, n), (j, 1, n)))),
    proved("T14", lambda: Eq(q * Sum((1 - q) ** (t - i), (i, 1, t)), 1 - (1 - q) ** t)),
    proved("T15", lambda: Eq(Max(0, x) - Max(0, -x), x)),
    proved("T16", lambda: Eq(Max(0, x) ** 2 + Max(0, -x) ** 2, x ** 2)),
    proved("T17", lambda: Eq(Max(x, y) + Min(x, y), x + y)),
    proved("T20", lambda: Eq(Sum(A[i, j] * B[j, i], (j, 1, M), (i, 1, N)), Sum(B[j, i] * A[i, j], (i, 1, N), (j, 1, M)))),
    proved("T21", lambda: Eq(dot(vx, vy), dot(vy, vx))),
    proved("T22", lambda: Eq(dot(vd, vg) + norm2(vd) / (2 * w), norm2(vd + w * vg) / (2 * w) - w / 2 * norm2(vg)),
           lambda: w > 0),
    proved("T25", lambda: Eq(Sum(exp(u[i]) / Sum(exp(u[j]), (j, 1, K)), (i, 1, K)), 1), lambda: K >= 1),
    Trap("T28", "Proved"),
    Trap("T29", "Proved"),
    Trap("T30", "Proved"),
    Trap("T33", "Proved"),
    Trap("T34", "Proved"),
    proved("T37", lambda: Eq(log(p ** x), x * log(p)), lambda: p > 0),
    proved("T39", lambda: Eq((a * y) / sqrt(a ** 2 * v), y / sqrt(v)), lambda: (a > 0, v > 0)),
    proved("T41", lambda: Eq((exp(x) - exp(-x)) / (exp(x) + exp(-x)), 2 / (1 + exp(-2 * x)) - 1)),
]
