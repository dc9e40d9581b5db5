"""Inequalities between means, at the size of a textbook: Jensen, Minkowski, positive variables; and of sums with roots."""

from statement import Statement
from sympy import Abs, Eq, Ge, Gt, Le, Lt, Ne, Product, Sum, exp, factorial, log, sqrt

from proofs import E, Var, family, independent, integrable, nat, random_variable, real

X, Y = random_variable("X"), random_variable("Y")
x, c = real("x"), real("c")
n, m, i = nat("n"), nat("m"), nat("i")
u, v = family("u"), family("v")
COURSE, JENSEN, SCHWARZ, MINKOWSKI = "any probability course", "Jensen", "Cauchy and Schwarz", "Minkowski"
INFORMATION, ANALYSIS = "information theory course", "analysis I"


def squares():
    """Second moments of X and Y."""
    return integrable(X, Y, X**2, Y**2)


def positive(*more):
    """0 < X, and means of X and more."""
    return Gt(X, 0), integrable(X, *more)


def covariance():
    return E(X*Y) - E(X)*E(Y)


def size(e):
    """The root of the sum of squares of e over i."""
    return sqrt(Sum(e**2, (i, 1, n)))


STATEMENTS = [
    # -- positive variables -------------------------------------------------------
    Statement("a positive variable", "true", COURSE, lambda: Gt(E(X), 0), positive),
    Statement("a variable that is not negative", "false", "0 is not positive", lambda: Gt(E(X), 0),
              lambda: (Ge(X, 0), integrable(X))),
    Statement("a mean that is not 0", "conditional", COURSE, lambda: Ne(E(X), 0), lambda: integrable(X),
              needs=lambda: Gt(X, 0)),
    Statement("strictly monotone", "conditional", COURSE, lambda: Lt(E(X), E(Y)), lambda: integrable(X, Y),
              needs=lambda: Lt(X, Y)),
    Statement("below what is never reached", "true", COURSE, lambda: Lt(E(X), c), lambda: (Lt(X, c), integrable(X))),
    Statement("the mean of an exponential", "true", COURSE, lambda: Gt(E(exp(X)), 0), lambda: integrable(exp(X))),
    Statement("a variance is positive", "false", "constants have none", lambda: Gt(Var(X), 0), lambda: integrable(X, X**2)),
    Statement("what is divided by its mean", "true", COURSE, lambda: Eq(E(X/E(X)), 1), positive),
    Statement("a quotient of means", "true", COURSE, lambda: Le(E(X)/E(Y), 1),
              lambda: (Gt(X, 0), Le(X, Y), integrable(X, Y))),
    Statement("the mean of a quotient", "false", "a common slip", lambda: Eq(E(X/Y), E(X)/E(Y)),
              lambda: (independent(X, Y), Gt(X, 0), Gt(Y, 0), integrable(X, Y, 1/Y))),
    Statement("the mean of an independent quotient", "true", COURSE, lambda: Eq(E(X/Y), E(X)*E(1/Y)),
              lambda: (independent(X, Y), Gt(Y, 0), integrable(X, Y, 1/Y))),
    Statement("an independent quotient against that of means", "true", JENSEN, lambda: Ge(E(X/Y), E(X)/E(Y)),
              lambda: (independent(X, Y), Gt(X, 0), Gt(Y, 0), integrable(X, Y, 1/Y))),
    # -- Jensen ---------------------------------------------------------------------
    Statement("the logarithm of the mean", "true", JENSEN, lambda: Le(E(log(X)), log(E(X))), lambda: positive(log(X))),
    Statement("the logarithm of the mean, the other way", "false", JENSEN, lambda: Ge(E(log(X)), log(E(X))),
              lambda: positive(log(X))),
    Statement("the reciprocal of the mean", "true", JENSEN, lambda: Ge(E(1/X), 1/E(X)), lambda: positive(1/X)),
    Statement("the reciprocal of the mean, equal", "false", "a common slip", lambda: Eq(E(1/X), 1/E(X)), lambda: positive(1/X)),
    Statement("the root of the mean", "conditional", JENSEN, lambda: Le(E(sqrt(X)), sqrt(E(X))),
              lambda: integrable(X, sqrt(X)), needs=lambda: Ge(X, 0)),
    Statement("the root of the mean, the other way", "false", JENSEN, lambda: Ge(E(sqrt(X)), sqrt(E(X))),
              lambda: (Ge(X, 0), integrable(X, sqrt(X)))),
    Statement("a cube", "conditional", JENSEN, lambda: Ge(E(X**3), E(X)**3), lambda: integrable(X, X**3),
              needs=lambda: Ge(X, 0)),
    Statement("a fourth power", "true", JENSEN, lambda: Ge(E(X**4), E(X)**4), lambda: integrable(X, X**4)),
    Statement("any power", "true", JENSEN, lambda: Ge(E(X**n), E(X)**n), lambda: (Ge(X, 0), n >= 1, integrable(X, X**n))),
    Statement("any power, the other way", "false", JENSEN, lambda: Le(E(X**n), E(X)**n),
              lambda: (Ge(X, 0), n >= 1, integrable(X, X**n))),
    Statement("x log x", "true", INFORMATION, lambda: Ge(E(X*log(X)), E(X)*log(E(X))), lambda: positive(X*log(X))),
    Statement("x log x, the other way", "false", INFORMATION, lambda: Le(E(X*log(X)), E(X)*log(E(X))),
              lambda: positive(X*log(X))),
    Statement("the geometric mean", "true", JENSEN, lambda: Le(exp(E(log(X))), E(X)), lambda: positive(log(X))),
    Statement("the harmonic mean", "true", JENSEN, lambda: Le(1/E(1/X), E(X)), lambda: positive(1/X)),
    Statement("the logarithm of a moment generating function", "true", JENSEN, lambda: Ge(log(E(exp(X))), E(X)),
              lambda: integrable(X, exp(X))),
    # -- roots of second moments -----------------------------------------------------
    Statement("size against the root of the second moment", "true", SCHWARZ, lambda: Le(E(Abs(X)), sqrt(E(X**2))),
              lambda: integrable(X**2)),
    Statement("size against the root of the second moment, the other way", "false", SCHWARZ,
              lambda: Ge(E(Abs(X)), sqrt(E(X**2))), lambda: integrable(X**2)),
    Statement("size of a product", "true", SCHWARZ, lambda: Le(E(Abs(X*Y)), sqrt(E(X**2)*E(Y**2))), squares),
    Statement("size of a product, roots apart", "true", SCHWARZ, lambda: Le(Abs(E(X*Y)), sqrt(E(X**2))*sqrt(E(Y**2))), squares),
    Statement("size of a product, roots forgotten", "false", SCHWARZ, lambda: Le(Abs(E(X*Y)), E(X**2)*E(Y**2)), squares),
    Statement("covariance against deviations", "true", SCHWARZ, lambda: Le(Abs(covariance()), sqrt(Var(X)*Var(Y))), squares),
    Statement("covariance against one variance", "false", SCHWARZ, lambda: Le(Abs(covariance()), Var(X)), squares),
    Statement("roots of second moments", "true", MINKOWSKI, lambda: Le(sqrt(E((X + Y)**2)), sqrt(E(X**2)) + sqrt(E(Y**2))),
              squares),
    Statement("roots of second moments, the other way", "false", MINKOWSKI,
              lambda: Ge(sqrt(E((X + Y)**2)), sqrt(E(X**2)) + sqrt(E(Y**2))), squares),
    Statement("deviations", "true", MINKOWSKI, lambda: Le(sqrt(Var(X + Y)), sqrt(Var(X)) + sqrt(Var(Y))), squares),
    Statement("deviations add up", "false", "variances do, of what is uncorrelated",
              lambda: Eq(sqrt(Var(X + Y)), sqrt(Var(X)) + sqrt(Var(Y))), squares),
    # -- sums, powers and roots --------------------------------------------------------
    Statement("roots of sums of squares", "true", MINKOWSKI,
              lambda: Le(size(u[i] + v[i]), size(u[i]) + size(v[i]))),
    Statement("roots of sums of squares, the other way", "false", MINKOWSKI,
              lambda: Ge(size(u[i] + v[i]), size(u[i]) + size(v[i]))),
    Statement("the sum of squares against the square of sizes", "true", ANALYSIS,
              lambda: Sum(u[i]**2, (i, 1, n)) <= Sum(Abs(u[i]), (i, 1, n))**2),
    Statement("the sum of squares above the square of sizes", "false", ANALYSIS,
              lambda: Sum(u[i]**2, (i, 1, n)) >= Sum(Abs(u[i]), (i, 1, n))**2),
    Statement("the length against the sizes", "true", ANALYSIS, lambda: size(u[i]) <= Sum(Abs(u[i]), (i, 1, n))),
    Statement("sizes of a sum", "true", ANALYSIS,
              lambda: Sum(Abs(u[i] + v[i]), (i, 1, n)) <= Sum(Abs(u[i]), (i, 1, n)) + Sum(Abs(v[i]), (i, 1, n))),
    Statement("sizes of a sum, equal", "false", ANALYSIS,
              lambda: Eq(Sum(Abs(u[i] + v[i]), (i, 1, n)), Sum(Abs(u[i]), (i, 1, n)) + Sum(Abs(v[i]), (i, 1, n)))),
    Statement("sizes of products", "true", SCHWARZ,
              lambda: Sum(Abs(u[i]*v[i]), (i, 1, n)) <= sqrt(Sum(u[i]**2, (i, 1, n))*Sum(v[i]**2, (i, 1, n)))),
    Statement("sizes of products, without the root", "false", SCHWARZ,
              lambda: Sum(Abs(u[i]*v[i]), (i, 1, n)) <= Sum(u[i]**2, (i, 1, n))*Sum(v[i]**2, (i, 1, n))),
    Statement("size of a product over a range", "true", ANALYSIS,
              lambda: Eq(Abs(Product(u[i], (i, 1, n))), Product(Abs(u[i]), (i, 1, n)))),
    Statement("size of a multiple", "true", ANALYSIS,
              lambda: Eq(Sum(Abs(c*u[i]), (i, 1, n)), Abs(c)*Sum(Abs(u[i]), (i, 1, n)))),
    Statement("size of a multiple, sign lost", "false", ANALYSIS,
              lambda: Eq(Sum(Abs(c*u[i]), (i, 1, n)), c*Sum(Abs(u[i]), (i, 1, n)))),
    Statement("factorials below powers", "true", ANALYSIS, lambda: factorial(n) <= n**n),
    Statement("powers below factorials", "false", ANALYSIS, lambda: n**n <= factorial(n)),
    Statement("powers of neighbours", "true", ANALYSIS, lambda: n**n <= (n + 1)**n),
    Statement("powers of neighbours, the other way", "false", ANALYSIS, lambda: (n + 1)**n <= n**n),
    Statement("the greatest value of x e^(-x)", "true", ANALYSIS, lambda: x*exp(-x) <= exp(-1)),
    Statement("the greatest value of x e^(-x), too small", "false", ANALYSIS, lambda: x*exp(-x) <= exp(-2)),
    Statement("the greatest value of log x over x", "conditional", ANALYSIS, lambda: log(x)/x <= exp(-1), needs=lambda: x > 0),
    Statement("log x over x against a smaller number", "false", ANALYSIS, lambda: log(x)/x <= exp(-2), lambda: x > 0),
]
