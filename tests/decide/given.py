"""What is said for all reals, of random variables by others, of all members of an independent family; powers, roots, sizes."""

from statement import Statement
from sympy import Abs, Eq, Ge, Max, Ne, Or, Rational, Sum, exp, log, sqrt

from proofs import (
    E,
    ForAll,
    Var,
    derivative,
    dot,
    family,
    function,
    independent,
    integrable,
    nat,
    norm2,
    random_family,
    random_variable,
    real,
    relu,
    symmetric,
    tends,
    vector,
)

a, b, c, d, e, p, q, r, s, t, x, y, L = [real(letter) for letter in "abcdepqrstxyL"]
n, m, i, j, k = [nat(letter) for letter in "nmijk"]
u, v, w, g = [family(letter) for letter in "uvwg"]
xs, gs = vector("x", n), vector("g", n)
F, H = function("F", "real"), function("H", "real")
X, Y, Z = [random_variable(letter) for letter in "XYZ"]
W, V = random_family("W", start=1), random_family("V", start=1)

CONVEX = "course notes: convex functions"
SMOOTH = "course notes: gradient descent on smooth functions"
CAUCHY = "functional equations"
COIN = "probability course, coins"
AFFINE = "probability course, affine images"
DRAWS = "probability course, independent draws"
HE = "He initialisation"
RATES = "deep learning course, averages with rates up to two"
SIZES = "course notes: sizes"
SUMS = "log-sum-exp"
ROOTS = "deep learning course, adaptive steps"
REGRET = "online learning: the best step"
LOSS = "convexity: the Hessian"
FIXED = "Banach's fixed point"
BELOW = "Q-learning: errors below a fixed point"


def convex():
    return ForAll([p, q], F(q) >= F(p) + H(p)*(q - p))


def smooth():
    return L > 0, ForAll([p, q], F(q) <= F(p) + H(p)*(q - p) + L/2*(q - p)**2)


def steps():
    """Gradient descent on a smooth function."""
    return (*smooth(), ForAll([k], Eq(w[k + 1], w[k] - H(w[k])/L)))


def contracting():
    return ForAll([p, q], Abs(F(p) - F(q)) <= c*Abs(p - q))


def coin():
    return Or(Eq(X, 0), Eq(X, 1)), integrable(X, X**2), Eq(E(X), p)


def affine():
    return Eq(Y, a*X + b), integrable(X, X**2)


def draws():
    """Independent members with second moments; nothing else is known of them."""
    return independent(W), ForAll([k >= 1], integrable(W[k], W[k]**2))


def spread():
    """The first n of them have one variance."""
    return (n >= 1, *draws(), ForAll([k >= 1, k <= n], Eq(Var(W[k]), s**2)))


def contraction():
    return c >= 0, c < 1, b >= 0, ForAll([k], u[k] >= 0), ForAll([k], u[k + 1] <= c*u[k] + b)


STATEMENTS = [
    # -- for all reals ---------------------------------------------------------------
    Statement("a stationary point", "true", CONVEX, lambda: F(a) <= F(x), lambda: (convex(), Eq(H(a), 0))),
    Statement("a stationary point, strictly", "false", CONVEX, lambda: F(a) < F(x), lambda: (convex(), Eq(H(a), 0), Ne(a, x))),
    Statement("slopes rise", "true", CONVEX, lambda: (H(x) - H(y))*(x - y) >= 0, convex),
    Statement("slopes rise strictly", "false", CONVEX, lambda: (H(x) - H(y))*(x - y) > 0, lambda: (convex(), Ne(x, y))),
    Statement("the middle of a chord", "true", CONVEX, lambda: F((x + y)/2) <= (F(x) + F(y))/2, convex),
    Statement("the middle of a chord, other side", "false", CONVEX, lambda: F((x + y)/2) >= (F(x) + F(y))/2, convex),
    Statement("a chord", "conditional", CONVEX, lambda: F(t*x + (1 - t)*y) <= t*F(x) + (1 - t)*F(y),
              lambda: (convex(), t >= 0), needs=lambda: t <= 1),
    Statement("one step down", "true", SMOOTH, lambda: F(x - H(x)/L) <= F(x) - H(x)**2/(2*L), smooth),
    Statement("one step down, twice as far", "false", SMOOTH, lambda: F(x - H(x)/L) <= F(x) - H(x)**2/L, smooth),
    Statement("one step of any length", "true", SMOOTH, lambda: F(y) <= F(x) - a*(1 - L*a/2)*H(x)**2,
              lambda: (Eq(y, x - a*H(x)), *smooth())),
    Statement("a linear rate", "true", SMOOTH, lambda: F(x - H(x)/L) - c <= (1 - b/L)*(F(x) - c),
              lambda: (*smooth(), ForAll([p], H(p)**2 >= 2*b*(F(p) - c)))),
    Statement("a linear rate, doubled", "false", SMOOTH, lambda: F(x - H(x)/L) - c <= (1 - 2*b/L)*(F(x) - c),
              lambda: (*smooth(), ForAll([p], H(p)**2 >= 2*b*(F(p) - c)))),
    Statement("values that fall", "true", SMOOTH, lambda: F(w[n]) <= F(w[0]), steps),
    Statement("values that fall, strictly", "false", SMOOTH, lambda: F(w[n + 1]) < F(w[n]), steps),
    Statement("slopes that are summed", "true", SMOOTH, lambda: Sum(H(w[i])**2, (i, 0, n - 1)) <= 2*L*(F(w[0]) - c),
              lambda: (*steps(), ForAll([p], F(p) >= c))),
    Statement("slopes that are summed, halved", "false", SMOOTH, lambda: Sum(H(w[i])**2, (i, 0, n - 1)) <= L*(F(w[0]) - c),
              lambda: (*steps(), ForAll([p], F(p) >= c)), undecided=True),
    Statement("a linear rate along the steps", "true", SMOOTH, lambda: F(w[n]) - c <= (1 - b/L)**n*(F(w[0]) - c),
              lambda: (*steps(), b > 0, b <= L, ForAll([p], H(p)**2 >= 2*b*(F(p) - c)))),
    Statement("squares taken away", "true", SMOOTH, lambda: u[n] <= u[0], lambda: ForAll([k], u[k + 1] <= u[k] - g[k]**2)),
    Statement("squares taken away, strictly", "false", SMOOTH, lambda: u[n] < u[0],
              lambda: (n >= 1, ForAll([k], u[k + 1] <= u[k] - g[k]**2))),
    Statement("of twice a number", "true", CAUCHY, lambda: Eq(F(2*x), 2*F(x)),
              lambda: ForAll([p, q], Eq(F(p + q), F(p) + F(q)))),
    Statement("of twice a number, squared", "false", CAUCHY, lambda: Eq(F(2*x), F(x)**2),
              lambda: ForAll([p, q], Eq(F(p + q), F(p) + F(q)))),
    Statement("values of one that contracts", "true", FIXED, lambda: Abs(w[n] - a) <= c**n*Abs(w[0] - a),
              lambda: (c >= 0, Eq(F(a), a), contracting(), ForAll([k], Eq(w[k + 1], F(w[k]))))),
    Statement("values of one that contracts, one more", "false", FIXED, lambda: Abs(w[n] - a) <= c**(n + 1)*Abs(w[0] - a),
              lambda: (c >= 0, Eq(F(a), a), contracting(), ForAll([k], Eq(w[k + 1], F(w[k]))))),
    Statement("its steps", "true", FIXED, lambda: Abs(w[n + 1] - w[n]) <= c**n*Abs(w[1] - w[0]),
              lambda: (c >= 0, contracting(), ForAll([k], Eq(w[k + 1], F(w[k]))))),
    Statement("sizes with noise", "true", FIXED, lambda: Abs(u[n]) <= Abs(u[0]) + b/(1 - c),
              lambda: (c >= 0, c < 1, b >= 0, ForAll([k], Abs(u[k + 1]) <= c*Abs(u[k]) + b))),
    Statement("sizes with noise, start forgotten", "false", FIXED, lambda: Abs(u[n]) <= b/(1 - c),
              lambda: (c >= 0, c < 1, b >= 0, ForAll([k], Abs(u[k + 1]) <= c*Abs(u[k]) + b))),
    Statement("a step of a vector", "true", FIXED, lambda: norm2(xs - a*gs) <= norm2(xs) - a*dot(xs, gs),
              lambda: (a > 0, a*norm2(gs) <= dot(xs, gs))),
    Statement("a step of a vector, doubled", "false", FIXED, lambda: norm2(xs - a*gs) <= norm2(xs) - 2*a*dot(xs, gs),
              lambda: (a > 0, a*norm2(gs) <= dot(xs, gs))),
    # -- random variables by others ----------------------------------------------------
    Statement("the mean of an affine image", "true", AFFINE, lambda: Eq(E(Y), a*E(X) + b), affine),
    Statement("the mean without the shift", "false", AFFINE, lambda: Eq(E(Y), a*E(X)), affine),
    Statement("the variance of an affine image", "true", AFFINE, lambda: Eq(Var(Y), a**2*Var(X)), affine),
    Statement("the variance, factor not squared", "false", AFFINE, lambda: Eq(Var(Y), a*Var(X)), affine),
    Statement("a standardised variable", "true", AFFINE, lambda: Eq(Var(Z), 1),
              lambda: (Eq(Z, (X - c)/s), integrable(X, X**2), s > 0, Eq(Var(X), s**2))),
    Statement("a difference of independent ones", "false", AFFINE, lambda: Eq(Var(Y), Var(X) - Var(Z)),
              lambda: (Eq(Y, X - Z), integrable(X, X**2, Z, Z**2), independent(X, Z))),
    Statement("the variance of a coin", "true", COIN, lambda: Eq(Var(X), p*(1 - p)), coin),
    Statement("the second moment of a coin", "false", COIN, lambda: Eq(E(X**2), p**2), coin),
    Statement("an idempotent variable", "true", COIN, lambda: Eq(Var(a*X), a**2*p*(1 - p)),
              lambda: (Eq(X**2, X), integrable(X, X**2), Eq(E(X), p))),
    # -- independent families --------------------------------------------------------------
    Statement("two draws, perhaps one", "false", DRAWS, lambda: Eq(E(W[i]*W[j]), E(W[i])*E(W[j])),
              lambda: (i >= 1, j >= 1, *draws())),
    Statement("two draws", "true", DRAWS, lambda: Eq(E(W[i]*W[j]), E(W[i])*E(W[j])), lambda: (i >= 1, j > i, *draws())),
    Statement("the mean of draws, not divided", "false", DRAWS, lambda: Eq(Var(Sum(W[i], (i, 1, n))/n), s**2), spread),
    Statement("the mean of draws, divided twice", "false", DRAWS, lambda: Eq(Var(Sum(W[i], (i, 1, n))/n), s**2/n**2), spread),
    Statement("the sum of draws, squared number", "false", DRAWS, lambda: Eq(Var(Sum(W[i], (i, 1, n))), n**2*s**2), spread),
    Statement("the factor of a sum, not squared", "false", DRAWS,
              lambda: Eq(Var(Sum(a*W[i], (i, 1, n))), a*Sum(Var(W[i]), (i, 1, n))), draws),
    Statement("all like the first", "false", DRAWS, lambda: Eq(Var(Sum(W[i], (i, 1, n))), n*Var(W[1])), draws),
    Statement("products of two families", "false", DRAWS,
              lambda: Eq(Var(Sum(W[i]*V[i], (i, 1, n))), Sum(Var(W[i])*Var(V[i]), (i, 1, n))),
              lambda: (independent(W, V), ForAll([k >= 1], integrable(W[k], W[k]**2)),
                       ForAll([k >= 1], integrable(V[k], V[k]**2)))),
    Statement("a rectified symmetric variable", "conditional", HE, lambda: Eq(E(relu(X)**2), E(X**2)/2),
              lambda: integrable(X, X**2, relu(X)**2), needs=lambda: symmetric(X)),
    Statement("the mean of a convex function", "true", CONVEX, lambda: E(F(X)) >= F(E(X)),
              lambda: (integrable(X, F(X)), convex())),
    Statement("the mean of a convex function, other side", "false", CONVEX, lambda: E(F(X)) <= F(E(X)),
              lambda: (integrable(X, F(X)), convex())),
    Statement("a stochastic step", "true", SMOOTH, lambda: E(F(x - a*X)) <= F(x) - a*H(x)*E(X) + L*a**2/2*E(X**2),
              lambda: (*smooth(), integrable(X, X**2, F(x - a*X)))),
    Statement("variances with a bound", "true", DRAWS, lambda: Var(Sum(W[i], (i, 1, n))/n) <= s**2/n,
              lambda: (n >= 1, *draws(), ForAll([k >= 1], Var(W[k]) <= s**2))),
    Statement("variances with a bound, divided twice", "false", DRAWS, lambda: Var(Sum(W[i], (i, 1, n))/n) <= s**2/n**2,
              lambda: (n >= 1, *draws(), ForAll([k >= 1, k <= n], Var(W[k]) <= s**2))),
    # -- powers ------------------------------------------------------------------------------
    Statement("one less than a power", "true", RATES, lambda: Ne(2**m - 1, 0), lambda: m >= 1),
    Statement("one less than a power, any", "false", RATES, lambda: Ne(2**m - 1, 0)),
    Statement("a rate up to two", "true", RATES, lambda: 1 - (1 - q)**n > 0, lambda: (q > 0, q < 2, n >= 1)),
    Statement("a rate of two", "false", RATES, lambda: 1 - (1 - q)**n > 0, lambda: (q > 0, q <= 2, n >= 1)),
    Statement("the size of a power", "true", RATES, lambda: Abs(r**n) < 1, lambda: (Abs(r) < 1, n >= 1)),
    Statement("a rate in the limit", "true", RATES, lambda: tends(q/(1 - (1 - q)**n), n, q, start=1), lambda: (q > 0, q < 2)),
    Statement("a rate in the limit, inverted", "false", RATES, lambda: tends(q/(1 - (1 - q)**n), n, 1, start=1),
              lambda: (q > 0, q < 2)),
    Statement("linear times a power", "true", RATES, lambda: tends(n*q**n, n, 0), lambda: (q < 1, q > -1)),
    # -- sizes, roots, sums ----------------------------------------------------------------------
    Statement("a part of the size stays", "true", SIZES, lambda: Abs(x + y) >= (1 - c)*Abs(x), lambda: Abs(y) <= c*Abs(x)),
    Statement("the size stays", "false", SIZES, lambda: Abs(x + y) >= Abs(x), lambda: Abs(y) <= c*Abs(x)),
    Statement("scores with a bound", "true", SUMS, lambda: log(Sum(exp(u[i]), (i, 1, n))) <= c + log(n),
              lambda: (n >= 1, ForAll([k >= 1, k <= n], u[k] <= c))),
    Statement("scores with a bound, no number", "false", SUMS, lambda: log(Sum(exp(u[i]), (i, 1, n))) <= c,
              lambda: (n >= 1, ForAll([k >= 1, k <= n], u[k] <= c))),
    Statement("a normed step rises, positive", "true", ROOTS, lambda: x/sqrt(t*x**2 + e) <= y/sqrt(t*y**2 + e),
              lambda: (t > 0, e > 0, x >= 0, x <= y)),
    Statement("a normed step falls", "false", ROOTS, lambda: x/sqrt(t*x**2 + e) >= y/sqrt(t*y**2 + e),
              lambda: (t > 0, e > 0, x >= 0, x <= y)),
    Statement("two parts of a regret", "true", REGRET, lambda: d/(2*e) + e*a*n/2 >= sqrt(d*a*n),
              lambda: (e > 0, d >= 0, a >= 0)),
    Statement("two parts of a regret, doubled", "false", REGRET, lambda: d/(2*e) + e*a*n/2 >= 2*sqrt(d*a*n),
              lambda: (e > 0, d >= 0, a >= 0)),
    Statement("a form with a weak diagonal", "conditional", LOSS, lambda: a*x**2 + 2*b*x*y + c*y**2 >= 0,
              lambda: (a >= 0, a*c >= b**2), needs=lambda: c >= 0),
    Statement("an error below its fixed point", "true", BELOW, lambda: u[n] <= u[0] + b/(1 - c), contraction),
    Statement("an error below its fixed point, at once", "false", BELOW, lambda: u[n] <= b/(1 - c), contraction),
    Statement("a variance kept", "true", HE, lambda: Eq(v[n], v[0]),
              lambda: (Eq(p*s, 2), ForAll([k], Eq(v[k + 1], p*s*v[k]/2)))),
    Statement("a variance not kept", "false", HE, lambda: Eq(v[n], v[0]),
              lambda: (Eq(p*s, 1), ForAll([k], Eq(v[k + 1], p*s*v[k]/2)))),
    Statement("the mean of a maximum", "true", "probability course", lambda: Ge(E(Max(X, Y)), Max(E(X), E(Y))),
              lambda: integrable(X, Y)),
    Statement("the slope of a square", "false", "analysis I, mutated", lambda: derivative(F(x)**2, x, 2*F(x)),
              lambda: ForAll([y], derivative(F(y), y, H(y)))),
    Statement("a second moment against a square", "true", "probability course", lambda: E((X - c)**2) >= Rational(1, 2)*Var(X),
              lambda: integrable(X, X**2)),
]
