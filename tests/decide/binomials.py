"""Binomial coefficients: neighbours, symmetry, sums with closed forms, bounds."""

from statement import Statement
from sympy import Eq, Sum, binomial

from proofs import Exists, ForAll, family, nat, real

n, m, k, i, j, r = [nat(s) for s in "nmkijr"]
x, y, p = [real(s) for s in "xyp"]

CONCRETE = "Graham, Knuth, Patashnik: Concrete Mathematics, chapter 5"
AEQB = "Petkovšek, Wilf, Zeilberger: A = B"
MATHLIB = "Lean mathlib, Nat.choose"
ISABELLE = "Isabelle, HOL/Binomial"
SYMPY = "SymPy, test_combinatorial"
COURSE = "a first course in probability"

A = family("A", indices=2)


def pascal():
    return (ForAll([i], Eq(A[i, 0], 1)), ForAll([j], Eq(A[0, j + 1], 0)),
            ForAll([i, j], Eq(A[i + 1, j + 1], A[i, j] + A[i, j + 1])))


def grid():
    return (ForAll([i], Eq(A[i, 0], 1)), ForAll([j], Eq(A[0, j], 1)),
            ForAll([i, j], Eq(A[i + 1, j + 1], A[i, j + 1] + A[i + 1, j])))


STATEMENTS = [
    Statement("Pascal", "true", MATHLIB, lambda: Eq(binomial(n + 1, k + 1), binomial(n, k) + binomial(n, k + 1))),
    Statement("Pascal, shifted", "false", MATHLIB, lambda: Eq(binomial(n + 1, k + 1), binomial(n, k) + binomial(n, k + 2))),
    Statement("symmetry", "true", SYMPY, lambda: Eq(binomial(n, k), binomial(n, n - k))),
    Statement("symmetry, one off", "false", SYMPY, lambda: Eq(binomial(n, k), binomial(n, n - k - 1)), lambda: k <= n),
    Statement("absorption", "true", CONCRETE, lambda: Eq(k*binomial(n, k), n*binomial(n - 1, k - 1)),
              lambda: (k >= 1, n >= 1)),
    Statement("absorption, row kept", "false", CONCRETE, lambda: Eq(k*binomial(n, k), n*binomial(n, k - 1)),
              lambda: (k >= 1, n >= 1)),
    Statement("trinomial revision", "true", CONCRETE,
              lambda: Eq(binomial(n, m)*binomial(m, k), binomial(n, k)*binomial(n - k, m - k)), lambda: (k <= m, m <= n)),
    Statement("trinomial revision, without the shift", "false", CONCRETE,
              lambda: Eq(binomial(n, m)*binomial(m, k), binomial(n, k)*binomial(n - k, m)), lambda: (k <= m, m <= n)),
    Statement("two below", "true", SYMPY, lambda: Eq(binomial(n, 2), n*(n - 1)/2)),
    Statement("two below, rising", "false", SYMPY, lambda: Eq(binomial(n, 2), n*(n + 1)/2)),
    Statement("consecutive squares", "true", CONCRETE, lambda: Eq(binomial(n, 2) + binomial(n + 1, 2), n**2)),
    Statement("the number of subsets", "true", MATHLIB, lambda: Eq(Sum(binomial(n, k), (k, 0, n)), 2**n)),
    Statement("the number of subsets that are not empty", "false", MATHLIB,
              lambda: Eq(Sum(binomial(n, k), (k, 1, n)), 2**n)),
    Statement("alternating row", "conditional", ISABELLE, lambda: Eq(Sum((-1)**k*binomial(n, k), (k, 0, n)), 0),
              needs=lambda: n >= 1),
    Statement("part of an alternating row", "true", CONCRETE,
              lambda: Eq(Sum((-1)**i*binomial(n, i), (i, 0, m)), (-1)**m*binomial(n - 1, m))),
    Statement("part of an alternating row, sign", "false", CONCRETE,
              lambda: Eq(Sum((-1)**i*binomial(n, i), (i, 0, m)), -(-1)**m*binomial(n - 1, m)), lambda: n >= 1),
    Statement("the binomial theorem", "true", ISABELLE,
              lambda: Eq(Sum(binomial(n, k)*x**k*y**(n - k), (k, 0, n)), (x + y)**n)),
    Statement("the binomial theorem for 1 + x", "true", ISABELLE,
              lambda: Eq(Sum(binomial(n, k)*x**k, (k, 0, n)), (1 + x)**n)),
    Statement("the binomial theorem without the last term", "false", ISABELLE,
              lambda: Eq(Sum(binomial(n, k)*x**k, (k, 0, n - 1)), (1 + x)**n)),
    Statement("powers of three", "true", AEQB, lambda: Eq(Sum(binomial(n, k)*2**k, (k, 0, n)), 3**n)),
    Statement("powers of three, base", "false", AEQB, lambda: Eq(Sum(binomial(n, k)*3**k, (k, 0, n)), 3**n)),
    Statement("weighted row", "true", AEQB, lambda: Eq(2*Sum(k*binomial(n, k), (k, 0, n)), n*2**n)),
    Statement("weighted row, exponent", "false", AEQB, lambda: Eq(Sum(k*binomial(n, k), (k, 0, n)), n*2**n)),
    Statement("row weighted by squares", "true", AEQB, lambda: Eq(4*Sum(k**2*binomial(n, k), (k, 0, n)), n*(n + 1)*2**n)),
    Statement("row divided", "true", CONCRETE,
              lambda: Eq(Sum(binomial(n, k)/(k + 1), (k, 0, n)), (2**(n + 1) - 1)/(n + 1))),
    Statement("row divided, without 1", "false", CONCRETE,
              lambda: Eq(Sum(binomial(n, k)/(k + 1), (k, 0, n)), 2**(n + 1)/(n + 1))),
    Statement("squares of a row", "true", AEQB, lambda: Eq(Sum(binomial(n, k)**2, (k, 0, n)), binomial(2*n, n))),
    Statement("squares of a row, index", "false", AEQB,
              lambda: Eq(Sum(binomial(n, k)**2, (k, 0, n)), binomial(2*n + 1, n))),
    Statement("Vandermonde", "true", AEQB,
              lambda: Eq(Sum(binomial(m, k)*binomial(n, r - k), (k, 0, r)), binomial(m + n, r))),
    Statement("Vandermonde, product", "false", AEQB,
              lambda: Eq(Sum(binomial(m, k)*binomial(n, r - k), (k, 0, r)), binomial(m*n, r))),
    Statement("Vandermonde, the next column", "false", AEQB,
              lambda: Eq(Sum(binomial(m, k)*binomial(n, r - k), (k, 0, r)), binomial(m + n, r + 1))),
    Statement("a table by Pascal's rule", "true", CONCRETE, lambda: Eq(A[n, k], binomial(n, k)), pascal),
    Statement("a table by Pascal's rule, as powers", "false", CONCRETE, lambda: Eq(binomial(n, k), n**k), lambda: k <= n),
    Statement("paths in a grid", "true", COURSE, lambda: Eq(A[n, k], binomial(n + k, k)), grid),
    Statement("hockey stick", "true", MATHLIB, lambda: Eq(Sum(binomial(i, m), (i, 0, n)), binomial(n + 1, m + 1))),
    Statement("hockey stick, row", "false", MATHLIB, lambda: Eq(Sum(binomial(i, m), (i, 0, n)), binomial(n, m + 1))),
    Statement("hockey stick, the other way", "true", CONCRETE,
              lambda: Eq(Sum(binomial(m + i, i), (i, 0, n)), binomial(m + n + 1, n))),
    Statement("mean of the binomial law", "true", COURSE,
              lambda: Eq(Sum(k*binomial(n, k)*p**k*(1 - p)**(n - k), (k, 0, n)), n*p)),
    Statement("mean of the binomial law, without n", "false", COURSE,
              lambda: Eq(Sum(k*binomial(n, k)*p**k*(1 - p)**(n - k), (k, 0, n)), p)),
    Statement("total mass of the binomial law", "true", COURSE,
              lambda: Eq(Sum(binomial(n, k)*p**k*(1 - p)**(n - k), (k, 0, n)), 1)),
    Statement("central coefficients below powers of 4", "true", MATHLIB, lambda: binomial(2*n, n) <= 4**n),
    Statement("central coefficients below powers of 3", "false", MATHLIB, lambda: binomial(2*n, n) <= 3**n),
    Statement("a coefficient below powers of 2", "true", MATHLIB, lambda: binomial(n, k) <= 2**n),
    Statement("positive coefficients", "conditional", MATHLIB, lambda: binomial(n, k) > 0, needs=lambda: k <= n),
    Statement("central coefficients are even", "conditional", MATHLIB, lambda: Exists([j], Eq(binomial(2*n, n), 2*j)),
              needs=lambda: n >= 1, undecided=True),
    Statement("second moment of a row", "true", CONCRETE,
              lambda: Eq(Sum(i**2*binomial(n, i), (i, 0, n)), n*(n + 1)*2**(n - 2))),
    Statement("second moment of a row, a factor 2", "false", CONCRETE,
              lambda: Eq(Sum(i**2*binomial(n, i), (i, 0, n)), n*(n + 1)*2**(n - 1))),
    Statement("second factorial moment of a row", "true", CONCRETE,
              lambda: Eq(Sum(i*(i - 1)*binomial(n, i), (i, 0, n)), n*(n - 1)*2**(n - 2))),
]
