"""Equations from hypotheses: linear combinations with polynomial coefficients, through divisions and roots."""

from statement import Statement
from sympy import Eq, Ne

from proofs import real

x, y, a, b, c = [real(s) for s in "xyabc"]

STATEMENTS = [
    Statement("sum of cubes", "true", "symmetric polynomials", lambda: Eq(x ** 3 + y ** 3, 18),
              lambda: (Eq(x + y, 3), Eq(x*y, 1))),
    Statement("a fraction cleared", "conditional", "school algebra", lambda: Eq(a/b, c), lambda: Eq(a, b*c),
              needs=lambda: Ne(b, 0)),
]
