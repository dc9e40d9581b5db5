"""What is defined or holds near a place, beyond a bound, or by a rate or a variance that is given."""

from statement import Statement
from sympy import Abs, And, Eq, Integer, Max, Mod, Ne, Or, Piecewise, Sum, exp, harmonic, log, sign, sqrt, symbols, tanh

from proofs import (
    Exists,
    ForAll,
    Var,
    derivative,
    diverges,
    family,
    gradient,
    independent,
    integer,
    integrable,
    nat,
    norm2,
    random_family,
    random_variable,
    real,
    relu,
    tends,
    vector,
)

x, y, a, b, c, q, s = [real(letter) for letter in "xyabcqs"]
n, k, i, j = [nat(letter) for letter in "nkij"]
l, m, o = [integer(letter) for letter in "lmo"]
u, v, w = family("u"), family("v"), vector("w")
X, Y, Z = random_variable("X"), random_variable("Y"), random_family("Z", start=1)
t = symbols("t", positive=True)
r = symbols("r", real=True)

CALCULUS, ANALYSIS, RATES = "school calculus", "analysis I", "optimisation course, rates"
LEARNING = "deep learning course"
COURSE, OLYMPIAD, NUMBERS = "any probability course", "olympiad notes", "number theory notes"
NOTEBOOK = "SymPy's tutorial, symbols with assumptions"


def shrinking():
    return q >= 0, q < 1, ForAll([k], Abs(u[k + 1] - c) <= q*Abs(u[k] - c))


def thirds():
    return ForAll([k], Eq(u[k + 1], u[k]/3 + 2))


def alike():
    return independent(Z), ForAll([k >= 1], integrable(Z[k], Z[k]**2)), ForAll([k >= 1], Eq(Var(Z[k]), s))


STATEMENTS = [
    Statement("a shifted reciprocal", "conditional", CALCULUS, lambda: derivative(1/(x - a), x, -1/(x - a)**2),
              needs=lambda: Ne(x, a)),
    Statement("a shifted reciprocal, sign", "false", CALCULUS, lambda: derivative(1/(x - a), x, 1/(x - a)**2), lambda: x > a),
    Statement("logarithm of a square", "conditional", CALCULUS, lambda: derivative(log(x**2 - 1), x, 2*x/(x**2 - 1)),
              needs=lambda: x > 1),
    Statement("logarithm of a logarithm", "conditional", CALCULUS, lambda: derivative(log(log(x)), x, 1/(x*log(x))),
              needs=lambda: x > 1),
    Statement("logarithm of a logarithm, inner derivative forgotten", "false", CALCULUS,
              lambda: derivative(log(log(x)), x, 1/log(x)), lambda: x > 1),
    Statement("x over its root", "true", CALCULUS, lambda: derivative(x*sqrt(x), x, 3*sqrt(x)/2), lambda: x > 0),
    Statement("the size of x", "conditional", CALCULUS, lambda: derivative(Abs(x), x, sign(x)), needs=lambda: Ne(x, 0)),
    Statement("distance to the origin", "conditional", "optimisation",
              lambda: gradient(sqrt(norm2(w, n)), w[i], w[i]/sqrt(norm2(w, n)), (i, 1, n)), needs=lambda: norm2(w, n) > 0),
    Statement("one entry", "conditional", "optimisation",
              lambda: gradient(w[m]**2, w[i], Piecewise((2*w[m], Eq(i, m)), (0, True)), (i, 1, n)), lambda: m >= 1,
              needs=lambda: m <= n, undecided=True),
    Statement("a contraction tends to its fixed point", "true", ANALYSIS, lambda: tends(u[n], n, 3), thirds),
    Statement("a contraction stays at a distance", "true", RATES, lambda: Abs(u[n] - c) <= q**n*Abs(u[0] - c), shrinking),
    Statement("a contraction loses one step", "false", RATES, lambda: Abs(u[n] - c) <= q**(n + 1)*Abs(u[0] - c), shrinking),
    Statement("close to a limit", "true", ANALYSIS, lambda: tends(u[n], n, c),
              lambda: (tends(v[n], n, c), ForAll([k], Abs(u[k] - v[k]) <= exp(-k)))),
    Statement("alternating about 1", "false", ANALYSIS, lambda: tends(1 + Integer(-1)**n, n, 1)),
    Statement("a bounded quotient", "false", ANALYSIS, lambda: diverges(n/(2*n + 1), n)),
    Statement("the exponential and its third polynomial", "conditional", ANALYSIS,
              lambda: exp(x) >= 1 + x + x**2/2 + x**3/6 + x**4/24, lambda: x >= -7, needs=lambda: x >= 0, undecided=True),
    Statement("logarithm above a fraction", "true", ANALYSIS, lambda: log(1 + x) >= 2*x/(2 + x), lambda: x >= 0),
    Statement("logarithm above a parabola", "true", ANALYSIS, lambda: log(1 + x) >= x - x**2/2, lambda: x >= 0),
    Statement("logarithm below a parabola", "false", ANALYSIS, lambda: log(1 + x) <= x - x**2/2, lambda: x >= 0),
    Statement("a logarithm below a root", "true", ANALYSIS, lambda: log(x) <= 2*sqrt(x), lambda: x >= 1),
    Statement("Jensen for sums of logarithms", "true", OLYMPIAD,
              lambda: Sum(log(u[i]), (i, 1, n))/n <= log(Sum(u[i], (i, 1, n))/n), lambda: (n >= 1, ForAll([k], u[k] > 0)),
              undecided=True),
    Statement("Jensen for sums of logarithms, turned round", "false", OLYMPIAD,
              lambda: Sum(log(u[i]), (i, 1, n))/n >= log(Sum(u[i], (i, 1, n))/n), lambda: (n >= 1, ForAll([k], u[k] > 0))),
    Statement("n terms below 1/n", "true", OLYMPIAD, lambda: Sum(1/(n + i), (i, 1, n)) <= n/(n + 1)),
    Statement("variance of a sum of terms alike", "true", COURSE, lambda: Eq(Var(Sum(Z[i], (i, 1, n))), n*s), alike),
    Statement("variance of a difference from two variances", "true", COURSE, lambda: Eq(Var(X - Y), a + b),
              lambda: (independent(X, Y), integrable(X, X**2, Y, Y**2), Eq(Var(X), a), Eq(Var(Y), b))),
    Statement("variance of a difference, subtracted, from two variances", "false", COURSE, lambda: Eq(Var(X - Y), a - b),
              lambda: (independent(X, Y), integrable(X, X**2, Y, Y**2), Eq(Var(X), a), Eq(Var(Y), b))),
    Statement("Bézout", "true", NUMBERS, lambda: Exists([l, m], Eq(7*l + 4*m, o))),
    Statement("Bézout with a common divisor", "false", NUMBERS, lambda: Exists([l, m], Eq(6*l + 9*m, o))),
    Statement("the values of the exponential", "conditional", ANALYSIS, lambda: Exists([x], Eq(exp(x), y)),
              needs=lambda: y > 0),
    Statement("an exponential of an affine function takes its values", "true", ANALYSIS,
              lambda: Exists([x], Eq(a*exp(2*x + 1), y)), lambda: (y > 0, a > 0)),
    Statement("the values of the sigmoid", "true", LEARNING, lambda: Exists([x], Eq(1/(1 + exp(-x)), y)),
              lambda: (y > 0, y < 1)),
    Statement("the values of the sigmoid, an end too many", "false", LEARNING, lambda: Exists([x], Eq(1/(1 + exp(-x)), y)),
              lambda: (y > 0, y <= 1)),
    Statement("slope of ReLU", "conditional", LEARNING, lambda: derivative(relu(x), x, Piecewise((1, x > 0), (0, True))),
              needs=lambda: Ne(x, 0)),
    Statement("slope of a hinge, its corner forgotten", "false", LEARNING, lambda: derivative(Max(1 - x, 0), x, -1),
              lambda: x <= 1),
    Statement("no slope at a corner", "false", ANALYSIS, lambda: derivative(Abs(x**2 - 1), x, b), lambda: Eq(x, 1)),
    Statement("slope of an exponential at 0, as a limit", "true", ANALYSIS, lambda: tends(n*(exp(x/n) - 1), n, x, start=1)),
    Statement("a natural number above a real one", "true", NUMBERS, lambda: ForAll([x], Exists([n], n > x))),
    Statement("an integer below a real number", "true", NUMBERS, lambda: Exists([l], l < x)),
    Statement("Archimedes", "conditional", NUMBERS, lambda: Exists([n], n*y > x), needs=lambda: y > 0),
    Statement("a reciprocal below each bound", "conditional", ANALYSIS, lambda: Exists([n], 1/(n + 1) < y),
              needs=lambda: y > 0),
    Statement("a linear system", "true", "linear algebra", lambda: Exists([x, y], And(Eq(2*x + 3*y, a), Eq(x - 2*y, b)))),
    Statement("a linear system without solution", "false", "linear algebra",
              lambda: Exists([x, y], And(Eq(x + y, a), Eq(2*x + 2*y, b)))),
    Statement("a least natural number", "true", NUMBERS, lambda: Exists([k], ForAll([n], k <= n))),
    Statement("a square below its root", "true", CALCULUS, lambda: Exists([x], x**2 < x)),
    Statement("a square below its negative square", "false", CALCULUS, lambda: Exists([x], x**2 < -x**2)),
    Statement("a weighted mean of bounded numbers", "true", COURSE, lambda: Sum(v[i]*u[i], (i, 1, n)) <= c,
              lambda: (Eq(Sum(v[i], (i, 1, n)), 1), ForAll([k], v[k] >= 0), ForAll([k], u[k] <= c))),
    Statement("a weighted mean of bounded numbers, strictly", "false", COURSE, lambda: Sum(v[i]*u[i], (i, 1, n)) < c,
              lambda: (Eq(Sum(v[i], (i, 1, n)), 1), ForAll([k], v[k] >= 0), ForAll([k], u[k] <= c))),
    Statement("square of a weighted mean", "true", COURSE,
              lambda: Sum(v[i]*u[i], (i, 1, n))**2 <= Sum(v[i]*u[i]**2, (i, 1, n)),
              lambda: (Eq(Sum(v[i], (i, 1, n)), 1), ForAll([k], v[k] > 0))),
    Statement("square of a weighted mean, halved", "false", COURSE,
              lambda: Sum(v[i]*u[i], (i, 1, n))**2 <= Sum(v[i]*u[i]**2, (i, 1, n))/2,
              lambda: (Eq(Sum(v[i], (i, 1, n)), 1), ForAll([k], v[k] > 0))),
    Statement("no root of a quartic", "true", CALCULUS, lambda: Ne(x**4 - x + 1, 0)),
    Statement("a root of a quartic", "false", CALCULUS, lambda: Exists([x], Eq(x**4 - x + 1, 0))),
    Statement("a root of 2 among the naturals", "false", NUMBERS, lambda: Exists([n], Eq(n**2, 2))),
    Statement("one over n, from 0 on", "undefined", ANALYSIS, lambda: tends(1/n, n, 0)),
    Statement("n squared over n, from 0 on", "undefined", ANALYSIS, lambda: diverges(n**2/n, n)),
    Statement("a corner", "false", "linear programming", lambda: 2*x <= 5, lambda: 7*x <= 18),
    Statement("the sign of an even number of factors", "true", NUMBERS, lambda: Integer(-1)**k > 0, lambda: Eq(k, 4*n)),
    Statement("remainders of a cube", "true", NUMBERS, lambda: Eq(Mod(n**3 - n, 6), 0)),
    Statement("remainders of a square", "false", NUMBERS, lambda: Eq(Mod(n**2 - n, 4), 0)),
    Statement("a harmonic step", "true", "Concrete Mathematics", lambda: Eq(harmonic(n + 2) - harmonic(n + 1), 1/(n + 2))),
    Statement("a harmonic step, one off", "false", "Concrete Mathematics", lambda: Eq(harmonic(n + 1) - harmonic(n), 1/n),
              lambda: n >= 1),
    Statement("tanh is odd", "true", NOTEBOOK, lambda: Eq(tanh(-x), -tanh(x))),
    Statement("tanh is even", "false", NOTEBOOK, lambda: Eq(tanh(-x), tanh(x))),
    Statement("a positive symbol", "true", NOTEBOOK, lambda: sqrt(t**2) >= t/2),
    Statement("a real symbol", "false", NOTEBOOK, lambda: Eq(sqrt(r**2), r)),
    Statement("an alternative", "true", NOTEBOOK, lambda: Or(x < y, x >= y)),
    Statement("an alternative without equality", "false", NOTEBOOK, lambda: Or(x < y, x > y)),
    Statement("one term of a choice", "conditional", "Iverson's bracket",
              lambda: Eq(Sum(Piecewise((u[j], Eq(j, m)), (0, True)), (j, 1, n)), u[m]), lambda: m >= 1, needs=lambda: m <= n),
]
