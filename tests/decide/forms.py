"""Two sides of one form, products by their factors, recurrences beside others, series, values one by one, points downhill."""

from statement import Statement
from sympy import Abs, Eq, Max, Ne, Product, Rational, Sum, exp, floor, log, sqrt

from proofs import Exists, ForAll, bounded_sums, derivative, diverges, family, function, maximum, nat, real, tends

a, b, c, e, p, q, r, s, t, x, y, z = [real(letter) for letter in "abcepqrstxyz"]
n, m, i, j, k = [nat(letter) for letter in "nmijk"]
u, v, w, o, g, f = [family(letter) for letter in "uvwogf"]
F = function("F", "real")

MONOTONE = "Mathlib: gcongr"
ROOTS = "deep learning course, adaptive steps"
PRODUCTS = "deep learning course, vanishing gradients"
NETS = "deep learning course, receptive fields"
MOMENTUM = "deep learning course, momentum"
BACK = "deep learning course, backpropagation"
SERIES = "Robbins and Monro: step sizes"
RATES = "course notes: rates of first-order methods"
WHOLE = "Lean 4: interval_cases, omega"
FLOORS = "Graham, Knuth, Patashnik: floors"
NEAR = "course notes: constants that are almost right"
AVERAGES = "deep learning course, averages"
CONVEX = "course notes: convex losses"


def bounded_factors():
    return ForAll([k], Abs(w[k]) <= c), ForAll([k], f[k] >= 0), ForAll([k], 4*f[k] <= 1)


def layers():
    return (Eq(u[0], 1), Eq(v[0], 1), ForAll([k], Eq(u[k + 1], u[k] + (f[k + 1] - 1)*v[k])),
            ForAll([k], Eq(v[k + 1], g[k + 1]*v[k])))


def steady():
    return (Eq(v[0], 0), Eq(w[0], 0), ForAll([k], Eq(v[k + 1], q*v[k] + c)), ForAll([k], Eq(w[k + 1], w[k] - a*v[k + 1])))


def heavy():
    return ForAll([k], Eq(v[k + 1], q*v[k] + g[k])), ForAll([k], Eq(w[k + 1], w[k] - a*v[k + 1]))


def twins():
    return ForAll([k], Eq(u[k + 1], q*u[k] + (1 - q)*g[k])), ForAll([k], Eq(v[k + 1], q*v[k] + (1 - q)*g[k]))


def backwards():
    return ForAll([k], Eq(u[k], w[k + 1]*u[k + 1]*f[k]))


def shrinking():
    return ForAll([k], Eq(u[k + 1], (1 - 1/(k + 2)**2)*u[k]))


def frank_wolfe():
    return c >= 0, ForAll([k], u[k + 1] <= (1 - 2/(k + 2))*u[k] + 2*c/(k + 2)**2)


def two_schemes():
    """Momentum with the factor in the average, and with the factor in the step."""
    return (Eq(u[0], 0), Eq(v[0], 0), Eq(w[0], o[0]), ForAll([k], Eq(u[k + 1], (1 - q)*u[k] + q*F(w[k]))),
            ForAll([k], Eq(w[k + 1], w[k] - a*u[k + 1])), ForAll([k], Eq(v[k + 1], (1 - q)*v[k] + F(o[k]))))


def decayed():
    """L2 regularisation with momentum, and weight decay with a momentum of its own."""
    return (Ne(a*c, 1), Eq(v[0], 0), Eq(o[0], w[0]), ForAll([k], Eq(v[k + 1], q*v[k] + F(w[k]))),
            ForAll([k], Eq(w[k + 1], w[k] - a*(v[k + 1] + c*w[k]))),
            ForAll([k], Eq(f[k + 1], q*(1 - a*c)*f[k] + F(o[k]) + (1 - q)*c*o[k])),
            ForAll([k], Eq(o[k + 1], o[k] - a*f[k + 1])))


def greatest():
    return Eq(u[0], v[0]), ForAll([k], Eq(u[k + 1], Max(u[k], v[k + 1])))


STATEMENTS = [
    # -- two sides of one form --------------------------------------------------------
    Statement("a rate that falls", "true", AVERAGES, lambda: q/(1 - r**(n + 1)) < q/(1 - r**n),
              lambda: (q > 0, r > 0, r < 1, n >= 1)),
    Statement("a rate that falls, any base", "false", AVERAGES, lambda: q/(1 - r**(n + 1)) < q/(1 - r**n),
              lambda: (q > 0, r > 0, Ne(r, 1), n >= 1)),
    Statement("a step by a root", "true", ROOTS, lambda: 1/sqrt(t*x**2 + e) >= 1/sqrt(t*y**2 + e),
              lambda: (t >= 0, e > 0, Abs(x) <= Abs(y))),
    Statement("a step by a root, signed", "false", ROOTS, lambda: 1/sqrt(t*x**2 + e) >= 1/sqrt(t*y**2 + e),
              lambda: (t >= 0, e > 0, x <= y)),
    Statement("a root and a constant below", "conditional", ROOTS, lambda: a/(sqrt(x) + e) >= a/(sqrt(y) + e),
              lambda: (e > 0, x >= 0, x <= y), needs=lambda: a >= 0),
    Statement("exponentials of polynomials", "true", MONOTONE, lambda: 2*p + exp(1 + x + x**3) <= 2*q + exp(1 + y + y**3),
              lambda: (p <= q, x >= 0, x <= y)),
    Statement("sums of products", "true", MONOTONE, lambda: Sum(u[i]*w[i], (i, 1, n)) <= Sum(u[i]*g[i], (i, 1, n)),
              lambda: (ForAll([k], u[k] >= 0), ForAll([k], w[k] <= g[k]))),
    Statement("sums of products, signs lost", "false", MONOTONE, lambda: Sum(u[i]*w[i], (i, 1, n)) <= Sum(u[i]*g[i], (i, 1, n)),
              lambda: ForAll([k], w[k] <= g[k])),
    Statement("a corrected root", "true", ROOTS, lambda: sqrt(1 - c**n)/(1 - b**n) <= 1/(1 - b),
              lambda: (n >= 1, b >= 0, b < 1, c >= 0, c < 1)),
    Statement("a corrected root, below 1", "false", ROOTS, lambda: sqrt(1 - c**n)/(1 - b**n) <= 1,
              lambda: (n >= 1, b >= 0, b < 1, c >= 0, c < 1)),
    # -- roots of fractions and of products -----------------------------------------------
    Statement("the first step of Adam", "true", ROOTS,
              lambda: Eq(((1 - b)*x/(1 - b))/sqrt((1 - c)*x**2/(1 - c)), x/Abs(x)), lambda: (b < 1, c < 1, Ne(x, 0))),
    Statement("a root of a product of sums", "true", "boosting: the weight of a round",
              lambda: Eq((1 - x)*sqrt(x/(1 - x)) + x*sqrt((1 - x)/x), 2*sqrt(x*(1 - x))), lambda: (x > 0, x < 1)),
    Statement("a root of a product of sums, half", "false", "boosting: the weight of a round, mutated",
              lambda: Eq((1 - x)*sqrt(x/(1 - x)) + x*sqrt((1 - x)/x), sqrt(x*(1 - x))), lambda: (x > 0, x < 1)),
    # -- products by their factors ----------------------------------------------------------
    Statement("gradients that vanish", "true", PRODUCTS,
              lambda: Abs(Product(w[i]*f[i], (i, 1, n))) <= (c/4)**n, bounded_factors),
    Statement("gradients that vanish, one more", "false", PRODUCTS,
              lambda: Abs(Product(w[i]*f[i], (i, 1, n))) <= (c/4)**(n + 1), bounded_factors),
    Statement("bounded factors", "true", PRODUCTS, lambda: Product(w[i]*f[i], (i, 1, n)) <= c**n,
              lambda: ForAll([k], Abs(w[k]*f[k]) <= c)),
    Statement("without replacement", "true", "course notes: sampling",
              lambda: Eq(Product(1 - 1/(n - i), (i, 0, m - 1)), 1 - m/n),
              lambda: (n >= 1, m <= n)),
    # -- recurrences beside others, backwards, and sums from the other end ---------------------
    Statement("a field from its layers", "true", NETS,
              lambda: Eq(u[n], 1 + Sum((f[j] - 1)*Product(g[i], (i, 1, j - 1)), (j, 1, n))), layers),
    Statement("a field from its layers, one stride more", "false", NETS,
              lambda: Eq(u[n], 1 + Sum((f[j] - 1)*Product(g[i], (i, 1, j)), (j, 1, n))), layers),
    Statement("a position under momentum", "true", MOMENTUM,
              lambda: Eq((1 - q)**2*w[n], -a*c*(n*(1 - q) - q*(1 - q**n))), steady),
    Statement("a position under momentum, q lost", "false", MOMENTUM,
              lambda: Eq((1 - q)**2*w[n], -a*c*(n*(1 - q) - (1 - q**n))), steady),
    Statement("a heavy ball", "true", MOMENTUM, lambda: Eq(w[n + 2] - w[n + 1], q*(w[n + 1] - w[n]) - a*g[n + 1]), heavy),
    Statement("a heavy ball, index", "false", MOMENTUM, lambda: Eq(w[n + 2] - w[n + 1], q*(w[n + 1] - w[n]) - a*g[n]), heavy),
    Statement("the start is forgotten, sizes", "conditional", AVERAGES,
              lambda: Abs(u[n] - v[n]) <= q**n*Abs(u[0] - v[0]), twins,
              needs=lambda: q >= 0),
    Statement("the newest gradient first", "true", MOMENTUM, lambda: Eq(v[n], Sum(q**i*g[n - 1 - i], (i, 0, n - 1))),
              lambda: (heavy(), Eq(v[0], 0))),
    Statement("the newest gradient first, index", "false", MOMENTUM, lambda: Eq(v[n], Sum(q**i*g[n - i], (i, 0, n - 1))),
              lambda: (heavy(), Eq(v[0], 0))),
    Statement("an error passed back", "true", BACK, lambda: Eq(u[0], u[n]*Product(w[i + 1]*f[i], (i, 0, n - 1))), backwards),
    Statement("an error passed back once more", "false", BACK,
              lambda: Eq(u[0], u[n]*Product(w[i + 1]*f[i], (i, 0, n))), backwards),
    Statement("a rate of conditional gradients", "true", RATES, lambda: u[n] <= 2*c/(n + 2), lambda: (frank_wolfe(), n >= 1)),
    Statement("a rate of conditional gradients at the start", "false", RATES, lambda: u[n] <= 2*c/(n + 2), frank_wolfe),
    Statement("two schemes of momentum", "true", MOMENTUM, lambda: Eq(w[n], o[n]),
              lambda: (two_schemes(), ForAll([k], Eq(o[k + 1], o[k] - a*q*v[k + 1])))),
    Statement("two schemes of momentum, one step", "false", MOMENTUM, lambda: Eq(w[n], o[n]),
              lambda: (two_schemes(), ForAll([k], Eq(o[k + 1], o[k] - a*v[k + 1])))),
    Statement("weight decay and momentum", "true", MOMENTUM, lambda: Eq(o[n], w[n]),
              lambda: (decayed(), Eq(f[0], c*w[0]/(1 - a*c)))),
    Statement("weight decay and momentum from zero", "false", MOMENTUM,
              lambda: Eq(o[n], w[n]), lambda: (decayed(), Eq(f[0], 0))),
    Statement("a maximum of second moments", "true", "deep learning course, AMSGrad", lambda: v[m] <= u[n],
              lambda: (m <= n, greatest())),
    Statement("a maximum of second moments, one later", "false", "deep learning course, AMSGrad", lambda: v[m] <= u[n],
              lambda: (m <= n + 1, greatest())),
    # -- series ----------------------------------------------------------------------------------
    Statement("steps a/(b + k)", "true", SERIES, lambda: diverges(Sum(a/(b + k), (k, 0, n)), n), lambda: (a > 0, b > 0)),
    Statement("squares of steps a/(b + k)", "true", SERIES, lambda: bounded_sums((a/(b + k))**2, k), lambda: b > 0),
    Statement("steps a/(b + k) are not summable", "false", SERIES, lambda: bounded_sums(a/(b + k), k), lambda: (a > 0, b > 0)),
    Statement("squares of steps do not grow", "false", SERIES, lambda: diverges(Sum((a/(b + k))**2, (k, 0, n)), n),
              lambda: (a > 0, b > 0)),
    Statement("steps by roots", "true", SERIES, lambda: diverges(Sum(1/sqrt(k + 1), (k, 0, n)), n)),
    Statement("steps that fall fast", "true", SERIES, lambda: bounded_sums(a*q**k, k), lambda: (a >= 0, q >= 0, q < 1)),
    Statement("a start that stays", "true", SERIES, lambda: tends(u[n], n, u[0]/2), shrinking),
    Statement("a product of steps", "true", SERIES, lambda: tends(Product(1 - 1/(k + 1), (k, 1, n)), n, 0)),
    Statement("a product of squared steps", "false", SERIES, lambda: tends(Product(1 - 1/(k + 1)**2, (k, 1, n)), n, 0)),
    # -- integers ------------------------------------------------------------------------------------
    Statement("four roots", "true", WHOLE, lambda: Eq(n**4 + 35*n**2 + 24, 10*n**3 + 50*n), lambda: (n >= 1, n < 5)),
    Statement("four roots and 0", "false", WHOLE, lambda: Eq(n**4 + 35*n**2 + 24, 10*n**3 + 50*n), lambda: n < 5),
    Statement("a divisor is not greater", "conditional", "Isabelle: dvd_imp_le", lambda: m <= n,
              lambda: Exists([i], Eq(n, m*i)), needs=lambda: n > 0),
    Statement("floors in floors", "conditional", FLOORS, lambda: Eq(floor(floor(x)/n), floor(x/n)), needs=lambda: n >= 1),
    # -- ends of sums ---------------------------------------------------------------------------------
    Statement("a polynomial, term by term", "true", "analysis I: polynomials",
              lambda: derivative(Sum(u[i]*x**i, (i, 0, n)), x, Sum(i*u[i]*x**(i - 1), (i, 1, n)))),
    Statement("a polynomial, factors lost", "false", "analysis I: polynomials",
              lambda: derivative(Sum(u[i]*x**i, (i, 0, n)), x, Sum(u[i]*x**(i - 1), (i, 1, n)))),
    Statement("through time", "true", BACK,
              lambda: derivative(Sum(a**(n - i)*u[i], (i, 1, n)), a, Sum((n - i)*a**(n - i - 1)*u[i], (i, 1, n - 1))),
              lambda: n >= 1),
    Statement("an alternating geometric sum", "true", "Mathlib: geom_sum",
              lambda: Eq((x + 1)*Sum((-x)**i, (i, 0, 2*n)), x**(2*n + 1) + 1)),
    Statement("an alternating geometric sum, even", "false", "Mathlib: geom_sum, mutated",
              lambda: Eq((x + 1)*Sum((-x)**i, (i, 0, 2*n - 1)), x**(2*n) + 1)),
    # -- contractions -----------------------------------------------------------------------------------
    Statement("a maximum of values is a contraction", "true", "reinforcement learning course: Bellman",
              lambda: Abs(maximum(u[i], (i, 1, n)) - maximum(v[i], (i, 1, n))) <= c,
              lambda: (n >= 1, ForAll([k >= 1, k <= n], Abs(u[k] - v[k]) <= c))),
    Statement("a maximum of values, half", "false", "reinforcement learning course: Bellman, mutated",
              lambda: Abs(maximum(u[i], (i, 1, n)) - maximum(v[i], (i, 1, n))) <= c/2,
              lambda: (n >= 1, ForAll([k >= 1, k <= n], Abs(u[k] - v[k]) <= c))),
    Statement("an implicit step", "true", "numerical analysis: Euler", lambda: Abs(u[n]) <= Abs(u[0]),
              lambda: (a >= 0, b >= 0, ForAll([k], Eq(u[k + 1], u[k] - a*b*u[k + 1])))),
    Statement("an explicit step", "false", "numerical analysis: Euler", lambda: Abs(u[n]) <= Abs(u[0]),
              lambda: (a >= 0, b >= 0, ForAll([k], Eq(u[k + 1], u[k] - a*b*u[k])))),
    # -- values that are hard to meet ---------------------------------------------------------------
    Statement("the corner of a simplex", "false", NEAR, lambda: 3*a*b + a <= 7*b + 29, lambda: (a >= 0, b >= 0, a + b <= 8)),
    Statement("a parabola below", "false", "Mechanics of Proof", lambda: a >= 2, lambda: ForAll([b], a >= -3 + 4*b - b**2)),
    Statement("softplus is convex", "true", CONVEX,
              lambda: log(1 + exp((x + y)/2)) <= (log(1 + exp(x)) + log(1 + exp(y)))/2),
    Statement("softplus is not concave", "false", CONVEX,
              lambda: log(1 + exp((x + y)/2)) >= (log(1 + exp(x)) + log(1 + exp(y)))/2),
    Statement("a logistic loss above its tangent", "true", CONVEX, lambda: log(1 + exp(-x)) >= log(2) - x/2),
    Statement("a logistic loss below its tangent", "false", CONVEX, lambda: log(1 + exp(-x)) <= log(2) - x/2),
    Statement("a logarithm of a sum", "true", MONOTONE, lambda: log(1 + exp(x)) < log(1 + exp(y)), lambda: x < y),
    Statement("a quadratic below", "false", NEAR, lambda: x**4 - 3*x + 2 >= Rational(1, 100)),
]
