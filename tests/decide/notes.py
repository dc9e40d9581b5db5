"""Course notes on optimisation and probability: tails, step sizes, descents, normalisation, roots, rates with any constants."""

from statement import Statement
from sympy import Abs, Eq, Max, Min, Ne, Rational, Sum, exp, log, sqrt

from proofs import (
    E,
    ForAll,
    P,
    Var,
    diverges,
    everywhere,
    family,
    independent,
    integrable,
    nat,
    random_family,
    random_variable,
    real,
    tends,
    uniform,
)

a, b, c, d, q, s, t, x, y = [real(letter) for letter in "abcdqstxy"]
L = real("L")
R, G, eta = real("R"), real("G"), real("eta")
n, m, i, j, k = [nat(letter) for letter in "nmijk"]
u, v, w, g = [family(letter) for letter in "uvwg"]
X, I, T = random_variable("X"), random_variable("I", integer=True), random_family("T", start=1)

TAILS = "course notes: Markov, Chebyshev, Chernoff"
STEPS = "course notes: step sizes and their decay"
NESTEROV = "course notes: accelerated gradients"
SOFT = "course notes: log-sum-exp, computed stably"
RATES = "analysis I: limits of rational sequences, of products, of contractions"
NORM = "course notes: batch, layer and root mean square normalisation"
DESCENT = "course notes: rates of gradient descent"
FORMS = "course notes: quadratic forms and weights"
ROOTS = "analysis I: rationalised denominators"
RETURNS = "course notes: targets counted from a later time"
WEIGHTS = "course notes: Jensen for squares, with weights"
AVERAGES = "course notes: second moments of an optimiser"


def moments():
    return integrable(X, X**2), Var(X) > 0


def sample():
    """Independent examples with mean a and variance s."""
    return (independent(T), ForAll([k >= 1], integrable(T[k], T[k]**2)), ForAll([k >= 1], Eq(E(T[k]), a)),
            ForAll([k >= 1], Eq(Var(T[k]), s)), n >= 1, c > 0)


def best():
    return R > 0, G > 0, n >= 1, Eq(eta, R/(G*sqrt(n)))


def decaying():
    return a > 0, b >= 0, Eq(u[0], a), ForAll([k], u[k] > 0), ForAll([k], Eq(u[k + 1], u[k]/(1 + b*u[k])))


def accelerated():
    return Eq(u[0], 1), ForAll([k], Eq(u[k + 1], (1 + sqrt(1 + 4*u[k]**2))/2))


def descent():
    return L > 0, ForAll([k], u[k + 1] <= u[k] - v[k]**2/(2*L))


def quadratic():
    return a > 0, ForAll([k], u[k] > 0), ForAll([k], u[k + 1] <= u[k] - a*u[k]**2)


def scaled():
    return Eq(c*u[k]/sqrt(Sum((c*u[i])**2, (i, 1, n))/n), u[k]/sqrt(Sum(u[i]**2, (i, 1, n))/n))


def positive_squares():
    return n >= 1, Sum(u[i]**2, (i, 1, n)) > 0


def later():
    return ForAll([k], Eq(v[k], u[k + m]))


def weights():
    return ForAll([k], w[k] >= 0), Eq(Sum(w[i], (i, 1, n)), 1)


def squares():
    return q >= 0, q < 1, Eq(v[0], 0), ForAll([k], Eq(v[k + 1], q*v[k] + (1 - q)*g[k + 1]**2))


def averages():
    return squares(), Eq(u[0], 0), ForAll([k], Eq(u[k + 1], q*u[k] + (1 - q)*g[k + 1]))


STATEMENTS = [
    # -- tails ------------------------------------------------------------------------
    Statement("twice the mean", "conditional", TAILS, lambda: P(2*E(X) <= X) <= Rational(1, 2),
              lambda: (integrable(X), everywhere(X >= 0)), needs=lambda: E(X) > 0),
    Statement("a multiple of the mean", "true", TAILS, lambda: P(c*E(X) <= X) <= 1/c,
              lambda: (integrable(X), everywhere(X >= 0), E(X) > 0, c > 0)),
    Statement("a multiple of the mean, squared", "false", TAILS, lambda: P(c*E(X) <= X) <= 1/c**2,
              lambda: (integrable(X), everywhere(X >= 0), E(X) > 0, c > 0)),
    Statement("two deviations", "conditional", TAILS, lambda: P(Abs(X - E(X)) >= 2*sqrt(Var(X))) <= Rational(1, 4),
              lambda: integrable(X, X**2), needs=lambda: Var(X) > 0),
    Statement("deviations", "true", TAILS, lambda: P(Abs(X - E(X)) >= c*sqrt(Var(X))) <= 1/c**2, lambda: (moments(), c > 0)),
    Statement("a sample mean", "true", TAILS, lambda: P(Abs(Sum(T[i], (i, 1, n))/n - a) >= c) <= s/(n*c**2), sample),
    Statement("an exponential bound", "conditional", TAILS, lambda: P(a <= X) <= exp(-t*a)*E(exp(t*X)),
              lambda: integrable(exp(t*X)), needs=lambda: t >= 0),
    Statement("an exponential bound, sign", "false", TAILS, lambda: P(a <= X) <= exp(t*a)*E(exp(t*X)),
              lambda: (integrable(exp(t*X)), t > 0)),
    # -- steps ----------------------------------------------------------------------------
    Statement("the best constant step", "true", STEPS, lambda: Eq(R**2/(2*eta*n) + eta*G**2/2, R*G/sqrt(n)), best),
    Statement("the best constant step, root lost", "false", STEPS, lambda: Eq(R**2/(2*eta*n) + eta*G**2/2, R*G/n), best),
    Statement("decay by the inverse of time", "true", STEPS, lambda: Eq(u[n], a/(1 + a*b*n)), decaying),
    Statement("decay by the inverse of time, factor lost", "false", STEPS, lambda: Eq(u[n], a/(1 + b*n)), decaying),
    Statement("a denominator beside other letters", "true", STEPS, lambda: Ne(1 + a*b*n, 0), lambda: (a > 0, b >= 0, Eq(x, a))),
    Statement("a denominator without a sign", "false", STEPS, lambda: Ne(1 + a*b*n, 0), lambda: (a > 0, Eq(x, a))),
    Statement("numbers of the accelerated method", "true", NESTEROV, lambda: Eq(u[n + 1]**2 - u[n + 1], u[n]**2), accelerated),
    Statement("numbers of the accelerated method, sign", "false", NESTEROV, lambda: Eq(u[n + 1]**2 + u[n + 1], u[n]**2),
              accelerated),
    # -- at the border of cases ---------------------------------------------------------------
    Statement("the larger exponent apart", "true", SOFT,
              lambda: Eq(log(exp(x) + exp(y)), Max(x, y) + log(1 + exp(-Abs(x - y))))),
    Statement("the larger exponent apart, sign", "false", SOFT,
              lambda: Eq(log(exp(x) + exp(y)), Max(x, y) + log(1 + exp(Abs(x - y))))),
    Statement("the smaller exponent apart", "true", SOFT,
              lambda: Eq(log(exp(x) + exp(y)), Min(x, y) + log(1 + exp(Abs(x - y))))),
    # -- limits ---------------------------------------------------------------------------------
    Statement("a rational sequence", "true", RATES, lambda: tends((a*n + b)/(c*n + d), n, a/c), lambda: (c > 0, d > 0)),
    Statement("a rational sequence, upside down", "false", RATES, lambda: tends((a*n + b)/(c*n + d), n, c/a),
              lambda: (a > 0, c > 0, d > 0)),
    Statement("two leading terms", "true", RATES, lambda: tends((a*n**2 + b*n**2)/(n**2 + 1), n, a + b)),
    Statement("a rational sequence without bound", "true", RATES, lambda: diverges(a*n**2/(b*n + 1), n),
              lambda: (a > 0, b > 0)),
    Statement("a rational sequence with a bound", "false", RATES, lambda: tends(a*n**2/(b*n + 1), n, 0),
              lambda: (a > 0, b > 0)),
    Statement("bounded times null", "true", RATES, lambda: tends(u[n]*v[n], n, 0),
              lambda: (tends(u[n], n, 0), ForAll([k], Abs(v[k]) <= c))),
    Statement("unbounded times null", "false", RATES, lambda: tends(u[n]*v[n], n, 0), lambda: tends(u[n], n, 0)),
    Statement("bounded over n", "true", RATES, lambda: tends(v[n]/(n + 1), n, 0), lambda: ForAll([k], Abs(v[k]) <= c)),
    Statement("a contraction of sizes", "true", RATES, lambda: tends(u[n], n, 0),
              lambda: (q >= 0, q < 1, ForAll([k], Abs(u[k + 1]) <= q*Abs(u[k])))),
    Statement("sizes that do not grow", "false", RATES, lambda: tends(u[n], n, 0),
              lambda: (q >= 0, q <= 1, ForAll([k], Abs(u[k + 1]) <= q*Abs(u[k])))),
    # -- roots ------------------------------------------------------------------------------------
    Statement("a telescope of roots", "true", ROOTS, lambda: Eq(Sum(1/(sqrt(i) + sqrt(i + 1)), (i, 1, n)), sqrt(n + 1) - 1)),
    Statement("a telescope of roots, start lost", "false", ROOTS,
              lambda: Eq(Sum(1/(sqrt(i) + sqrt(i + 1)), (i, 1, n)), sqrt(n + 1))),
    # -- normalisation ----------------------------------------------------------------------------
    Statement("normalised squares", "true", NORM, lambda: Eq(Sum(((u[i] - a)/s)**2, (i, 1, n)), n),
              lambda: (n >= 1, s > 0, Eq(s**2, Sum((u[i] - a)**2, (i, 1, n))/n))),
    Statement("normalised with ε", "true", NORM, lambda: Eq(Sum((u[i] - a)**2/(s + c), (i, 1, n))/n, s/(s + c)),
              lambda: (n >= 1, c > 0, Eq(s, Sum((u[i] - a)**2, (i, 1, n))/n))),
    Statement("normalised with ε, ignored", "false", NORM, lambda: Eq(Sum((u[i] - a)**2/(s + c), (i, 1, n))/n, 1),
              lambda: (n >= 1, c > 0, Eq(s, Sum((u[i] - a)**2, (i, 1, n))/n))),
    Statement("root mean square ignores the scale", "true", NORM, scaled, lambda: (positive_squares(), c > 0)),
    Statement("root mean square ignores the sign", "false", NORM, scaled, lambda: (positive_squares(), Ne(c, 0))),
    # -- descents -----------------------------------------------------------------------------------
    Statement("squared gradients of a descent", "true", DESCENT, lambda: Sum(v[i]**2, (i, 0, n - 1)) <= 2*L*(u[0] - c),
              lambda: (descent(), ForAll([k], u[k] >= c))),
    Statement("squared gradients of a descent, without a lower bound", "false", DESCENT,
              lambda: Sum(v[i]**2, (i, 0, n - 1)) <= 2*L*(u[0] - c), descent),
    Statement("the mean of squared gradients", "true", DESCENT, lambda: Sum(v[i]**2, (i, 0, n - 1))/n <= 2*L*(u[0] - c)/n,
              lambda: (descent(), ForAll([k], u[k] >= c), n >= 1)),
    Statement("distances that are paid", "true", DESCENT, lambda: 2*eta*Sum(v[i], (i, 0, n - 1)) <= u[0] + n*b,
              lambda: (eta > 0, ForAll([k], u[k] >= 0), ForAll([k], 2*eta*v[k] <= u[k] - u[k + 1] + b))),
    Statement("distances that are paid once", "false", DESCENT, lambda: 2*eta*Sum(v[i], (i, 0, n - 1)) <= u[0] + b,
              lambda: (eta > 0, ForAll([k], u[k] >= 0), ForAll([k], 2*eta*v[k] <= u[k] - u[k + 1] + b))),
    Statement("a sublinear rate", "true", DESCENT, lambda: 1/u[n] >= 1/u[0] + a*n, quadratic),
    Statement("a sublinear rate, factor", "false", DESCENT, lambda: 1/u[n] >= 1/u[0] + 2*a*n, quadratic,
              undecided=True),  # no sequence is found that falls like this
    # -- orders -------------------------------------------------------------------------------------------
    Statement("one step of a sublinear rate", "true", DESCENT, lambda: 1/y >= 1/x + a,
              lambda: (a > 0, x > 0, y > 0, y <= x - a*x**2)),
    Statement("one step of a sublinear rate, linear", "false", DESCENT, lambda: 1/y >= 1/x + a,
              lambda: (a > 0, x > 0, y > 0, y <= x - a)),
    Statement("a positive form", "true", FORMS, lambda: a*x**2 + 2*b*x*y + c*y**2 > 0, lambda: (a > 0, a*c > b**2, Ne(x, 0))),
    Statement("a positive form, 2 lost", "false", FORMS, lambda: a*x**2 + 4*b*x*y + c*y**2 > 0,
              lambda: (a > 0, a*c > b**2, Ne(x, 0))),
    Statement("a factor without a sign in sight", "true", FORMS,
              lambda: c + (3*Abs(a)**3*b + 7*b + 14)*x <= c + (3*Abs(a)**3*b + 7*b + 14)*y, lambda: (b >= 4, x <= y)),
    Statement("a factor with a sign in sight", "false", FORMS,
              lambda: c + (3*a**3*b + 7*b + 14)*x <= c + (3*a**3*b + 7*b + 14)*y, lambda: (b >= 4, x <= y)),
    Statement("effective sample size", "true", FORMS, lambda: Sum(u[i], (i, 1, n))**2/Sum(u[i]**2, (i, 1, n)) >= 1,
              lambda: (ForAll([k], u[k] > 0), n >= 1)),
    Statement("effective sample size, any weights", "false", FORMS, lambda: Sum(u[i], (i, 1, n))**2 >= Sum(u[i]**2, (i, 1, n)),
              lambda: (ForAll([k], Ne(u[k], 0)), n >= 1)),
    # -- families defined by others, weights that may be 0, squares apart from 0 ------------------------------
    Statement("a sum seen from later", "true", RETURNS,
              lambda: Eq(Sum(v[n + i], (i, 1, j)), Sum(u[n + m + i], (i, 1, j))), later),
    Statement("a sum seen from now", "false", RETURNS, lambda: Eq(Sum(v[n + i], (i, 1, j)), Sum(u[n + i], (i, 1, j))), later),
    Statement("a square of a weighted mean", "true", WEIGHTS,
              lambda: (Sum(w[i]*u[i], (i, 1, n)) - y)**2 <= Sum(w[i]*(u[i] - y)**2, (i, 1, n)), weights),
    Statement("a square of a weighted sum", "false", WEIGHTS,
              lambda: (Sum(w[i]*u[i], (i, 1, n)) - y)**2 <= Sum(w[i]*(u[i] - y)**2, (i, 1, n)),
              lambda: ForAll([k], w[k] >= 0)),
    Statement("a second moment to divide by", "conditional", AVERAGES, lambda: v[n] > 0, lambda: (squares(), n >= 1),
              needs=lambda: ForAll([k], Ne(g[k], 0))),
    Statement("a squared average below the average square", "true", AVERAGES, lambda: u[n]**2 <= v[n], averages),
    Statement("a squared average, the other way", "false", AVERAGES, lambda: u[n]**2 >= v[n], averages),
    Statement("an index drawn", "conditional", "course notes: sampling", lambda: Eq(P(Eq(I, i)), 1/n),
              lambda: (uniform(I, n), n >= 1, i >= 1), needs=lambda: i <= n),
]
