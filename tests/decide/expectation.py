"""Means and variances: linearity, independence, inequalities of Markov, Chebyshev, Jensen, Cauchy and Schwarz, laws."""

from statement import Statement
from sympy import Abs, Eq, Ge, Gt, Le, Max, Ne, Or, Rational, Sum, exp

from proofs import (
    E,
    ForAll,
    P,
    Var,
    everywhere,
    independent,
    indicator,
    integrable,
    nat,
    random_family,
    random_variable,
    real,
    relu,
    symmetric,
    takes,
    uniform,
)

X, Y, Z = random_variable("X"), random_variable("Y"), random_variable("Z")
D = random_variable("D", integer=True)
a, b, c, m, p, s = [real(letter) for letter in "abcmps"]
n, i, j, k = [nat(letter) for letter in "nijk"]
w = random_family("w", start=1)


def squares():
    """Second moments of X and Y."""
    return integrable(X, Y, X**2, Y**2)


def draws():
    """Independent members of a family with second moments."""
    return independent(w), ForAll([k >= 1], integrable(w[k], w[k]**2))


def centred():
    """The same with mean 0 and variance s²."""
    return *draws(), ForAll([k >= 1], Eq(E(w[k]), 0)), ForAll([k >= 1], Eq(E(w[k]**2), s**2))


def cov(u, v):
    return E(u*v) - E(u)*E(v)


STATEMENTS = [
    # -- linearity -------------------------------------------------------------
    Statement("affine image", "true", "any probability course", lambda: Eq(E(a*X + b), a*E(X) + b), lambda: integrable(X)),
    Statement("affine image without the constant", "false", "a common slip", lambda: Eq(E(a*X + b), a*E(X)),
              lambda: integrable(X)),
    Statement("mean of a difference", "true", "any probability course", lambda: Eq(E(X - Y), E(X) - E(Y)),
              lambda: integrable(X, Y)),
    Statement("mean of a square", "false", "a common slip", lambda: Eq(E(X**2), E(X)**2), lambda: integrable(X, X**2)),
    Statement("mean of a sum over a range", "true", "any probability course",
              lambda: Eq(E(Sum(w[i], (i, 1, n))), Sum(E(w[i]), (i, 1, n))), lambda: ForAll([k >= 1], integrable(w[k]))),
    Statement("mean of the mean", "conditional", "statistics: the sample mean is unbiased",
              lambda: Eq(E(Sum(w[i], (i, 1, n))/n), m),
              lambda: (ForAll([k >= 1], integrable(w[k])), ForAll([k >= 1], Eq(E(w[k]), m))), needs=lambda: n >= 1),
    # -- variance ----------------------------------------------------------------
    Statement("shift theorem", "true", "König and Huygens", lambda: Eq(Var(X), E(X**2) - E(X)**2), lambda: integrable(X, X**2)),
    Statement("shift theorem, wrong way round", "false", "an erratum of lecture notes", lambda: Eq(Var(X), E(X)**2 - E(X**2)),
              lambda: integrable(X, X**2)),
    Statement("shift theorem without the square", "false", "a misprint", lambda: Eq(Var(X), E(X**2) - E(X)),
              lambda: integrable(X, X**2)),
    Statement("variance of an affine image", "true", "any probability course", lambda: Eq(Var(2*X + 3), 4*Var(X)),
              lambda: integrable(X, X**2)),
    Statement("variance of a multiple", "false", "a common slip", lambda: Eq(Var(a*X), a*Var(X)), lambda: integrable(X, X**2)),
    Statement("variance of a negative", "false", "a common slip", lambda: Eq(Var(-X), -Var(X)), lambda: integrable(X, X**2)),
    Statement("variance is not negative", "true", "any probability course", lambda: Ge(Var(X), 0), lambda: integrable(X, X**2)),
    Statement("variance at most the second moment", "true", "any probability course", lambda: Le(Var(X), E(X**2)),
              lambda: integrable(X, X**2)),
    Statement("variance is positive", "false", "constants have none", lambda: Var(X) > 0, lambda: integrable(X, X**2)),
    Statement("variance of twice the same", "false", "X + X is not a sum of independent terms",
              lambda: Eq(Var(X + X), 2*Var(X)),
              lambda: integrable(X, X**2)),
    Statement("bias and variance", "true", "machine learning: decomposition of the squared error",
              lambda: Eq(E((X - c)**2), Var(X) + (E(X) - c)**2), lambda: integrable(X, X**2)),
    Statement("bias and variance, bias not squared", "false", "a misprint",
              lambda: Eq(E((X - c)**2), Var(X) + (E(X) - c)), lambda: integrable(X, X**2)),
    Statement("the mean is the best constant", "true", "statistics", lambda: Ge(E((X - c)**2), Var(X)),
              lambda: integrable(X, X**2)),
    Statement("parallelogram of variances", "true", "from the shift theorem",
              lambda: Eq(Var(X + Y) + Var(X - Y), 2*Var(X) + 2*Var(Y)), squares),
    # -- independence ----------------------------------------------------------------
    Statement("product of means", "conditional", "any probability course", lambda: Eq(E(X*Y), E(X)*E(Y)), squares,
              needs=lambda: independent(X, Y)),
    Statement("variance of a sum", "conditional", "Bienaymé", lambda: Eq(Var(X + Y), Var(X) + Var(Y)), squares,
              needs=lambda: independent(X, Y)),
    Statement("variance of a difference", "true", "Bienaymé", lambda: Eq(Var(X - Y), Var(X) + Var(Y)),
              lambda: (squares(), independent(X, Y))),
    Statement("variance of a difference, subtracted", "false", "a common slip", lambda: Eq(Var(X - Y), Var(X) - Var(Y)),
              lambda: (squares(), independent(X, Y))),
    Statement("mean of a squared sum", "true", "expanded", lambda: Eq(E((X + Y)**2), E(X**2) + 2*E(X)*E(Y) + E(Y**2)),
              lambda: (squares(), independent(X, Y))),
    Statement("variance of a product of centred variables", "conditional", "initialisation of networks",
              lambda: Eq(Var(X*Y), Var(X)*Var(Y)), lambda: (squares(), independent(X, Y), Eq(E(X), 0)),
              needs=lambda: Eq(E(Y), 0)),
    Statement("variance of a weighted sum", "true", "portfolio of two", lambda: Eq(Var(a*X + b*Y), a**2*Var(X) + b**2*Var(Y)),
              lambda: (squares(), independent(X, Y))),
    Statement("Bienaymé over a range", "true", "Bienaymé",
              lambda: Eq(Var(Sum(w[i], (i, 1, n))), Sum(Var(w[i]), (i, 1, n))), draws),
    Statement("variance of the mean", "conditional", "statistics", lambda: Eq(Var(Sum(w[i], (i, 1, n))/n), s**2/n), centred,
              needs=lambda: n >= 1),
    Statement("variance of the mean, n squared", "false", "a common slip", lambda: Eq(Var(Sum(w[i], (i, 1, n))/n), s**2/n**2),
              lambda: (centred(), n >= 1), undecided=True),  # no finite law has infinitely many independent members
    Statement("uncorrelated members", "conditional", "stochastic gradients", lambda: Eq(E(w[i]*w[j]), 0),
              lambda: (centred(), i >= 1, j >= 1), needs=lambda: Ne(i, j), undecided=True),
    Statement("one member twice", "conditional", "stochastic gradients", lambda: Eq(E(w[i]*w[j]), s**2),
              lambda: (centred(), i >= 1, j >= 1), needs=lambda: Eq(i, j), undecided=True),
    Statement("members squared", "true", "independent squares", lambda: Eq(E(w[1]**2*w[2]**2), s**4), centred),
    # -- covariance ------------------------------------------------------------------
    Statement("covariance as a mean", "true", "definition", lambda: Eq(E((X - E(X))*(Y - E(Y))), cov(X, Y)), squares),
    Statement("covariance is bilinear", "true", "any probability course", lambda: Eq(cov(a*X + b, Y), a*cov(X, Y)), squares),
    Statement("variance of a sum with covariance", "true", "any probability course",
              lambda: Eq(Var(X + Y), Var(X) + Var(Y) + 2*cov(X, Y)), squares),
    Statement("variance of a sum with one covariance", "false", "the factor 2 is forgotten",
              lambda: Eq(Var(X + Y), Var(X) + Var(Y) + cov(X, Y)), squares),
    # -- inequalities ------------------------------------------------------------------
    Statement("square of the mean", "true", "Jensen", lambda: Le(E(X)**2, E(X**2)), lambda: integrable(X, X**2)),
    Statement("mean of the square below", "false", "Jensen, the wrong way round", lambda: Le(E(X**2), E(X)**2),
              lambda: integrable(X, X**2)),
    Statement("absolute value of the mean", "true", "triangle inequality", lambda: Le(Abs(E(X)), E(Abs(X))),
              lambda: integrable(X, Abs(X))),
    Statement("mean of the absolute value", "false", "the wrong way round", lambda: Le(E(Abs(X)), Abs(E(X))),
              lambda: integrable(X, Abs(X))),
    Statement("exponential of the mean", "true", "Jensen", lambda: Le(exp(E(X)), E(exp(X))), lambda: integrable(X, exp(X))),
    Statement("monotone", "conditional", "any probability course", lambda: Le(E(X), E(Y)), lambda: integrable(X, Y),
              needs=lambda: everywhere(X <= Y)),
    Statement("Cauchy and Schwarz", "true", "any probability course", lambda: Le(E(X*Y)**2, E(X**2)*E(Y**2)), squares),
    Statement("covariance bounded", "true", "Cauchy and Schwarz", lambda: Le(cov(X, Y)**2, Var(X)*Var(Y)), squares),
    Statement("Cauchy and Schwarz without squares", "false", "a misprint", lambda: Le(E(X*Y), E(X)*E(Y)), squares),
    Statement("Markov", "conditional", "Markov", lambda: Le(P(a <= X), E(X)/a), lambda: (integrable(X), a > 0),
              needs=lambda: everywhere(X >= 0)),
    Statement("Chebyshev", "true", "Chebyshev", lambda: Le(P(Abs(X - E(X)) >= a), Var(X)/a**2),
              lambda: (integrable(X, X**2), a > 0)),
    Statement("Chebyshev, not squared", "false", "a misprint", lambda: Le(P(Abs(X - E(X)) >= a), Var(X)/a),
              lambda: (integrable(X, X**2), a > 0)),
    # -- probabilities ------------------------------------------------------------------
    Statement("complement", "true", "any probability course", lambda: Eq(P(a <= X) + P(a > X), 1)),
    Statement("complement, both closed", "false", "a misprint", lambda: Eq(P(a <= X) + P(a >= X), 1)),
    Statement("at most one", "true", "any probability course", lambda: Le(P(a <= X), 1)),
    Statement("tails shrink", "conditional", "monotone", lambda: Le(P(b <= X), P(a <= X)), needs=lambda: a <= b),
    Statement("union bound", "true", "Boole", lambda: Le(P(Or(a <= X, b <= Y)), P(a <= X) + P(b <= Y))),
    Statement("union added", "false", "Boole is no equation", lambda: Eq(P(Or(a <= X, b <= Y)), P(a <= X) + P(b <= Y))),
    Statement("mean of an indicator", "true", "definition", lambda: Eq(E(indicator(a <= X)), P(a <= X))),
    Statement("variance of an indicator", "true", "Bernoulli", lambda: Eq(Var(indicator(a <= X)), P(a <= X)*(1 - P(a <= X)))),
    # -- sizes and bounds at every point ----------------------------------------------------
    Statement("half of the size", "true", "ReLU of a symmetric law", lambda: Eq(E(relu(X)), E(Abs(X))/2),
              lambda: (symmetric(X), integrable(X))),
    Statement("half of the size, any law", "false", "the mean is missing", lambda: Eq(E(relu(X)), E(Abs(X))/2),
              lambda: integrable(X)),
    Statement("ReLU and the size", "true", "ReLU(x) = (x + |x|)/2", lambda: Eq(E(relu(X)), (E(X) + E(Abs(X)))/2),
              lambda: integrable(X)),
    Statement("ReLU of the mean", "false", "Jensen upside down", lambda: Le(E(relu(X)), relu(E(X))), lambda: integrable(X)),
    Statement("size of an integrable variable", "true", "Lebesgue's integral is absolute",
              lambda: integrable(Abs(X), Max(X, Y)), lambda: integrable(X, Y)),
    Statement("above one", "true", "monotone", lambda: Gt(E(X), 0), lambda: (integrable(X), X >= 1)),
    Statement("above one, strictly", "false", "X may be 1", lambda: Gt(E(X), 1), lambda: (integrable(X), X >= 1)),
    Statement("mean of a bounded variable", "true", "monotone", lambda: Le(Abs(E(X)), c), lambda: (integrable(X), Abs(X) <= c)),
    Statement("Popoviciu", "true", "Popoviciu 1935", lambda: Le(Var(X), (b - a)**2/4),
              lambda: (integrable(X, X**2), Ge(X, a), Le(X, b))),
    Statement("Popoviciu, an eighth", "false", "a misprint", lambda: Le(Var(X), (b - a)**2/8),
              lambda: (integrable(X, X**2), Ge(X, a), Le(X, b))),
    # -- laws -----------------------------------------------------------------------------
    Statement("odd moment of a symmetric law", "true", "symmetry", lambda: Eq(E(X**3), 0),
              lambda: (symmetric(X), integrable(X**3))),
    Statement("mean of a symmetric law", "conditional", "symmetry", lambda: Eq(E(X), 0), lambda: integrable(X),
              needs=lambda: symmetric(X)),
    Statement("even moment of a symmetric law", "false", "squares do not cancel", lambda: Eq(E(X**2), 0),
              lambda: (symmetric(X), integrable(X, X**2))),
    Statement("mean of Bernoulli", "true", "any probability course", lambda: Eq(E(X), p), lambda: takes(X, {1: p, 0: 1 - p})),
    Statement("variance of Bernoulli", "true", "any probability course", lambda: Eq(Var(X), p*(1 - p)),
              lambda: takes(X, {1: p, 0: 1 - p})),
    Statement("variance of Bernoulli, wrong", "false", "a common slip", lambda: Eq(Var(X), p**2),
              lambda: takes(X, {1: p, 0: 1 - p})),
    Statement("variance of a sign", "true", "Rademacher", lambda: Eq(Var(X), 1),
              lambda: takes(X, {1: Rational(1, 2), -1: Rational(1, 2)})),
    Statement("uncorrelated, and so their squares", "false", "a common slip", lambda: Eq(E(X**2*Y**2), E(X**2)*E(Y**2)),
              lambda: (integrable(X, Y, X**2, Y**2, X*Y, X**2*Y**2), Eq(E(X*Y), E(X)*E(Y)))),
    Statement("mean of a die", "true", "uniform law", lambda: Eq(E(D), (n + 1)/2), lambda: (uniform(D, n), n >= 1)),
    Statement("mean of a die from 0", "false", "counted from 0", lambda: Eq(E(D), n/2), lambda: (uniform(D, n), n >= 1)),
    Statement("variance of a die", "true", "uniform law", lambda: Eq(Var(D), (n**2 - 1)/12), lambda: (uniform(D, n), n >= 1)),
]
