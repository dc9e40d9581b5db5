"""What is false, and what is false without a hypothesis: counterexamples among small numbers, families and laws."""

from statement import Statement
from sympy import Abs, Eq, Ge, Implies, Le, Lt, Max, Min, Ne, Or, Product, S, Sum, exp, floor, log, sqrt

from proofs import (
    E,
    Exists,
    ForAll,
    P,
    Var,
    derivative,
    family,
    independent,
    integer,
    integrable,
    nat,
    random_variable,
    real,
    relu,
    tends,
)

x, y, z, a, b, c, p, q = [real(letter) for letter in "xyzabcpq"]
n, m, k, i, j, t = [nat(letter) for letter in "nmkijt"]
r, d = integer("r"), integer("d")
u, v = family("u"), family("v")
X, Y, Z = random_variable("X"), random_variable("Y"), random_variable("Z")

STATEMENTS = [
    # -- algebra ---------------------------------------------------------------
    Statement("freshman's dream", "false", "a common slip", lambda: Eq((x + y)**2, x**2 + y**2)),
    Statement("root of a square", "conditional", "a common slip", lambda: Eq(sqrt(x**2), x), needs=lambda: x >= 0),
    Statement("root of a sum", "false", "a common slip", lambda: Eq(sqrt(x + y), sqrt(x) + sqrt(y)), lambda: (x >= 0, y >= 0)),
    Statement("cancelled", "conditional", "division by 0", lambda: Eq(x, y), lambda: Eq(a*x, a*y), needs=lambda: Ne(a, 0)),
    Statement("a cancelled fraction", "conditional", "division by 0", lambda: Eq((x**2 - 1)/(x - 1), x + 1),
              needs=lambda: Ne(x, 1)),
    Statement("equal squares", "conditional", "a common slip", lambda: Eq(x, y), lambda: (Eq(x**2, y**2), x >= 0),
              needs=lambda: y >= 0),
    Statement("one over a sum", "false", "a common slip", lambda: Eq(1/(x + y), 1/x + 1/y), lambda: (x > 0, y > 0)),
    Statement("exponential of a product", "false", "a common slip", lambda: Eq(exp(x*y), exp(x)*exp(y))),
    Statement("logarithm of a sum", "false", "a common slip", lambda: Eq(log(x + y), log(x) + log(y)), lambda: (x > 0, y > 0)),
    Statement("far away", "false", "values beyond the usual ones", lambda: Ne(x**2 - 17*x + 70, 0)),
    Statement("two conditions far away", "false", "values that equations determine", lambda: x < 10,
              lambda: (Eq(x + y, 23), Eq(x - y, 3))),
    # -- bounds: what is false only between two numbers, or beyond one ------------
    Statement("a bound too low", "false", "bounds of hypotheses", lambda: x <= 1, lambda: x < S(5)/4),
    Statement("a bound too high", "false", "bounds of hypotheses", lambda: x >= -S(1)/10, lambda: 100*x > -11),
    Statement("between two bounds", "false", "bounds of hypotheses", lambda: x <= S(9)/10, lambda: (x < 1, x > 0)),
    Statement("a corner cut off", "false", "bounds of hypotheses", lambda: x + y >= 1, lambda: (x > S(1)/3, y > S(2)/5)),
    Statement("a cone of two", "false", "Mathlib test: linarith, mutated", lambda: 12*y - 4*z >= 0,
              lambda: (2*x < 3*y, -4*x + 2*z < 1)),
    Statement("a large bound", "false", "beyond any list of values", lambda: x <= 10**6),
    Statement("a large bound of a number", "false", "beyond any list of values", lambda: n**3 <= 1000*n**2),
    Statement("the root of an equation", "false", "beyond any list of values", lambda: Ne(7*x, 3)),
    Statement("between irrational roots", "false", "beyond any list of values", lambda: x**6 + 1 >= 2*x**4),
    Statement("a high power at 0", "false", "powers of 0 and 1 are small", lambda: x**1000 > 0),
    # -- order -------------------------------------------------------------------
    Statement("multiplied", "conditional", "order and sign", lambda: a*x <= a*y, lambda: x <= y, needs=lambda: a >= 0),
    Statement("squared", "conditional", "order and sign", lambda: x**2 <= y**2, lambda: x <= y, needs=lambda: x >= 0),
    Statement("reciprocals", "conditional", "order and sign", lambda: 1/y <= 1/x, lambda: (x <= y, Ne(x, 0), Ne(y, 0)),
              needs=lambda: x > 0),
    Statement("a square is positive", "conditional", "degenerate", lambda: x**2 > 0, needs=lambda: Ne(x, 0)),
    Statement("a square is larger", "conditional", "between 0 and 1", lambda: x**2 >= x, lambda: x >= 0, needs=lambda: x >= 1),
    Statement("strictly below a quarter", "false", "equality at 1/2", lambda: 4*x*(1 - x) < 1),
    Statement("strict triangle", "false", "equality", lambda: Abs(x + y) < Abs(x) + Abs(y)),
    Statement("triangle the other way", "false", "a common slip", lambda: Abs(x - y) <= Abs(x) - Abs(y)),
    Statement("exponential above 2x", "false", "true for x = 1, false for x = 0", lambda: exp(x) < 2*x + 1),
    Statement("a threshold", "false", "larger numbers", lambda: x**3 <= 100*x**2, lambda: x >= 0),
    Statement("max of three", "false", "max and min", lambda: Eq(Max(x, y) - Min(x, y), x - y)),
    Statement("relu is additive", "false", "neural networks", lambda: Eq(relu(x + y), relu(x) + relu(y))),
    Statement("relu is homogeneous", "conditional", "neural networks", lambda: Eq(relu(a*x), a*relu(x)), needs=lambda: a >= 0),
    # -- integers -----------------------------------------------------------------
    Statement("floor of a sum", "false", "a common slip", lambda: Eq(floor(x + y), floor(x) + floor(y))),
    Statement("powers of two and squares", "conditional", "small n", lambda: 2**n >= n**2, needs=lambda: n >= 4),
    Statement("Euler's primes", "false", "n² + n + 41 is small for few n only", lambda: n**2 + n + 41 <= 500),
    Statement("halves are integers", "false", "parity", lambda: Exists([r], Eq(n, 2*r))),
    Statement("an even number", "false", "existence", lambda: ForAll([k], Exists([r], Eq(k, 2*r)))),
    Statement("steps from zero", "conditional", "the empty range", lambda: Sum(1, (i, 1, n)) > 0, needs=lambda: n >= 1),
    # -- families and sums ------------------------------------------------------------
    Statement("product of sums", "false", "a common slip",
              lambda: Eq(Sum(u[i]*v[i], (i, 1, n)), Sum(u[i], (i, 1, n))*Sum(v[i], (i, 1, n)))),
    Statement("square of a sum", "false", "a common slip", lambda: Eq(Sum(u[i], (i, 1, n))**2, Sum(u[i]**2, (i, 1, n)))),
    Statement("index off by one", "false", "a common slip", lambda: Eq(Sum(u[i], (i, 1, n)), Sum(u[i + 1], (i, 1, n)))),
    Statement("triangle, transposed", "false", "a common slip",
              lambda: Eq(Sum(Sum(u[i]*v[j], (j, 1, i)), (i, 1, n)), Sum(Sum(u[i]*v[j], (i, 1, n)), (j, 1, n)))),
    Statement("geometric sum, one too few", "false", "a common slip",
              lambda: Eq(Sum(q**i, (i, 0, n)), (1 - q**n)/(1 - q)), lambda: Ne(q, 1)),
    Statement("geometric sum at one", "conditional", "undefined at 1",
              lambda: Eq(Sum(q**i, (i, 0, n)), (1 - q**(n + 1))/(1 - q)),
              needs=lambda: Ne(q, 1)),
    Statement("product is positive", "false", "a factor of 0", lambda: Product(u[i], (i, 1, n)) > 0,
              lambda: ForAll([k], Ge(u[k], 0))),
    Statement("a recurrence misread", "false", "one step too many", lambda: Eq(u[n], 2**(n + 1)),
              lambda: (Eq(u[0], 1), ForAll([k], Eq(u[k + 1], 2*u[k])))),
    Statement("increasing implies positive", "false", "no start is given", lambda: u[n] >= 0,
              lambda: ForAll([k], Le(u[k], u[k + 1]))),
    Statement("a maximum is attained twice", "false", "two members", lambda: Eq(u[1], u[2]), lambda: Le(u[1] + u[2], 2)),
    # -- logic -----------------------------------------------------------------------
    Statement("a converse", "false", "implication turned round", lambda: Implies(x**2 > 1, x > 1)),
    Statement("an alternative too few", "false", "both signs", lambda: Or(x > 0, x < 0)),
    Statement("quantifiers exchanged", "false", "logic", lambda: Exists([y], ForAll([z], z <= y))),
    Statement("a smallest number", "false", "logic", lambda: ForAll([z], Lt(x, z*z + 1))),
    # -- chance ------------------------------------------------------------------------
    Statement("mean of a quotient", "false", "a common slip", lambda: Eq(E(X**2), E(X)), lambda: integrable(X, X**2)),
    Statement("uncorrelated by assertion", "conditional", "a missing hypothesis", lambda: Eq(E(X*Y), 0),
              lambda: (integrable(X, Y, X**2, Y**2), Eq(E(X), 0)), needs=lambda: independent(X, Y)),
    Statement("third moment of the centred", "false", "no symmetry is given", lambda: Eq(E(X**3), 0),
              lambda: (integrable(X, X**2, X**3), Eq(E(X), 0))),
    Statement("median and mean", "false", "skew laws", lambda: Eq(P(E(X) >= X), P(E(X) <= X)), lambda: integrable(X)),
    Statement("variance and mean", "false", "only for some laws", lambda: Le(Var(X), E(X)), lambda: integrable(X, X**2)),
    Statement("variance of a product", "false", "a common slip", lambda: Eq(Var(X*Y), Var(X)*Var(Y)),
              lambda: (independent(X, Y), integrable(X, Y, X**2, Y**2))),
    # -- calculus ---------------------------------------------------------------------------
    Statement("derivative of a power, exponent", "false", "a common slip", lambda: derivative(x**4, x, 4*x**4)),
    Statement("limit of a shifted quotient", "false", "constants do not matter, factors do",
              lambda: tends((3*n + 1)/(n + 5), n, 1)),
]
