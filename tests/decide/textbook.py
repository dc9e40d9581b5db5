"""What textbooks and the libraries of proof assistants state of sums, products, integers, inequalities, exp and log."""

from statement import Statement
from sympy import Abs, And, Eq, Ne, Product, Rational, Sum, binomial, ceiling, exp, factorial, floor, log, sqrt

from proofs import Exists, ForAll, family, nat, real, tends

x, y, a, b, c, d, q, L, M = [real(letter) for letter in ("x", "y", "a", "b", "c", "d", "q", "L", "M")]
n, m, i, j, k = [nat(letter) for letter in "nmijk"]
u, v = family("u"), family("v")

MATHLIB = "Lean mathlib, Finset.range"
ISABELLE = "Isabelle, HOL"
COURSE = "a first-year analysis course"
NUMBERS = "number theory notes"
OLYMPIAD = "olympiad notes"
REAL = "Lean mathlib, Real.exp and Real.log"


def fibonacci():
    return Eq(u[0], 0), Eq(u[1], 1), ForAll([k], Eq(u[k + 2], u[k + 1] + u[k]))


def triangle():
    return a > 0, b > 0, c > 0, a < b + c, b < a + c, c < a + b


def positive():
    return ForAll([k], u[k] > 0)


STATEMENTS = [
    # -- sums and products ------------------------------------------------------------
    Statement("Nicomachus", "true", COURSE, lambda: Eq(Sum(i**3, (i, 1, n)), Sum(i, (i, 1, n))**2)),
    Statement("Nicomachus for squares", "false", COURSE, lambda: Eq(Sum(i**2, (i, 1, n)), Sum(i, (i, 1, n))**2)),
    Statement("alternating harmonic sums", "true", "Catalan's identity",
              lambda: Eq(Sum((-1)**(i + 1)/i, (i, 1, 2*n)), Sum(1/i, (i, n + 1, 2*n)))),
    Statement("alternating harmonic sums, sign", "false", "Catalan's identity",
              lambda: Eq(Sum((-1)**i/i, (i, 1, 2*n)), Sum(1/i, (i, n + 1, 2*n)))),
    Statement("alternating harmonic sums, shifted", "true", "Catalan's identity",
              lambda: Eq(Sum((-1)**(i + 1)/i, (i, 1, 2*n)), Sum(1/(n + i), (i, 1, n)))),
    Statement("two more terms", "true", MATHLIB,
              lambda: Eq(Sum(u[i], (i, 1, n + 2)), Sum(u[i], (i, 1, n)) + u[n + 1] + u[n + 2])),
    Statement("two more terms, one lost", "false", MATHLIB,
              lambda: Eq(Sum(u[i], (i, 1, n + 2)), Sum(u[i], (i, 1, n)) + u[n + 2])),
    Statement("factorials telescope", "true", ISABELLE, lambda: Eq(Sum(i*factorial(i), (i, 1, n)), factorial(n + 1) - 1)),
    Statement("factorials telescope, end", "false", ISABELLE, lambda: Eq(Sum(i*factorial(i), (i, 1, n)), factorial(n + 1))),
    Statement("sums of harmonic sums", "true", "Concrete Mathematics",
              lambda: Eq(Sum(Sum(1/i, (i, 1, j)), (j, 1, n)), (n + 1)*Sum(1/i, (i, 1, n)) - n)),
    Statement("sums of harmonic sums, factor", "false", "Concrete Mathematics",
              lambda: Eq(Sum(Sum(1/i, (i, 1, j)), (j, 1, n)), n*Sum(1/i, (i, 1, n)) - n)),
    Statement("logarithms telescope", "true", COURSE, lambda: Eq(Sum(log(1 + 1/i), (i, 1, n)), log(n + 1))),
    Statement("logarithms telescope, end", "false", COURSE, lambda: Eq(Sum(log(1 + 1/i), (i, 1, n)), log(n)), lambda: n >= 1),
    Statement("logarithm of a factorial", "true", COURSE, lambda: Eq(log(factorial(n)), Sum(log(i), (i, 1, n)))),
    Statement("a product from its second factor", "true", COURSE, lambda: Eq(Product(1 - 1/i, (i, 2, n)), 1/n), lambda: n >= 1),
    Statement("a product with a factor 0", "false", COURSE, lambda: Eq(Product(1 - 1/i, (i, 1, n)), 1/n), lambda: n >= 1),
    Statement("Titu for sums", "true", OLYMPIAD,
              lambda: Sum(v[i], (i, 1, n))**2 <= Sum(u[i], (i, 1, n))*Sum(v[i]**2/u[i], (i, 1, n)), positive),
    Statement("harmonic and arithmetic mean", "true", OLYMPIAD,
              lambda: Sum(u[i], (i, 1, n))*Sum(1/u[i], (i, 1, n)) >= n**2, positive),
    Statement("harmonic and arithmetic mean, turned round", "false", OLYMPIAD,
              lambda: Sum(u[i], (i, 1, n))*Sum(1/u[i], (i, 1, n)) <= n**2, positive),
    Statement("geometric sums are bounded", "conditional", COURSE, lambda: Sum(q**i, (i, 0, n)) <= 1/(1 - q),
              lambda: q < 1, needs=lambda: q >= 0),
    # -- integers -------------------------------------------------------------------------
    Statement("30 divides n⁵ − n", "true", NUMBERS, lambda: Exists([j], Eq(n**5 - n, 30*j))),
    Statement("60 divides n⁵ − n", "false", NUMBERS, lambda: Exists([j], Eq(n**5 - n, 60*j))),
    Statement("42 divides n⁷ − n", "true", NUMBERS, lambda: Exists([j], Eq(n**7 - n, 42*j))),
    Statement("12 divides n⁴ − n²", "true", NUMBERS, lambda: Exists([j], Eq(n**4 - n**2, 12*j))),
    Statement("24 divides n⁴ − n²", "false", NUMBERS, lambda: Exists([j], Eq(n**4 - n**2, 24*j))),
    Statement("odd squares", "true", NUMBERS, lambda: Exists([j], Eq((2*n + 1)**2, 8*j + 1))),
    Statement("odd squares modulo 16", "false", NUMBERS, lambda: Exists([j], Eq((2*n + 1)**2, 16*j + 1))),
    Statement("n² + 1 modulo 3", "true", NUMBERS, lambda: Ne(n**2 + 1, 3*k)),
    Statement("n² + 1 modulo 5", "false", NUMBERS, lambda: Ne(n**2 + 1, 5*k)),
    Statement("two halves", "true", NUMBERS, lambda: Eq(floor(n/2) + floor((n + 1)/2), n)),
    Statement("twice a half", "false", NUMBERS, lambda: Eq(2*floor(n/2), n)),
    Statement("ceiling by floor", "true", ISABELLE, lambda: Eq(-floor(-x), ceiling(x))),
    Statement("floor of a product", "false", ISABELLE, lambda: floor(x)*floor(y) <= floor(x*y)),
    Statement("factorials and powers of two", "conditional", COURSE, lambda: factorial(n) >= 2**n, needs=lambda: n >= 4),
    Statement("central coefficients from below", "true", "Erdős", lambda: 4**n <= (2*n + 1)*binomial(2*n, n)),
    # -- Fibonacci numbers -------------------------------------------------------------------
    Statement("Fibonacci numbers below powers of 7/4", "true", COURSE, lambda: u[n] <= Rational(7, 4)**n, fibonacci),
    Statement("Fibonacci numbers below powers of 3/2", "false", COURSE, lambda: u[n] <= Rational(3, 2)**(n - 2), fibonacci),
    Statement("Fibonacci numbers above powers of 3/2", "true", COURSE, lambda: u[n + 2] >= Rational(3, 2)**n, fibonacci),
    Statement("Fibonacci numbers weighted", "true", "Concrete Mathematics",
              lambda: Eq(Sum(i*u[i], (i, 0, n)), n*u[n + 2] - u[n + 3] + 2), fibonacci),
    Statement("Fibonacci numbers weighted, constant", "false", "Concrete Mathematics",
              lambda: Eq(Sum(i*u[i], (i, 0, n)), n*u[n + 2] - u[n + 3] + 1), fibonacci),
    # -- inequalities ---------------------------------------------------------------------------
    Statement("sides of a triangle", "true", OLYMPIAD, lambda: a**2 + b**2 + c**2 < 2*(a*b + b*c + c*a), triangle),
    Statement("sides of no triangle", "false", OLYMPIAD, lambda: a**2 + b**2 + c**2 < 2*(a*b + b*c + c*a),
              lambda: (a > 0, b > 0, c > 0)),
    Statement("Padoa", "true", OLYMPIAD, lambda: (a + b - c)*(b + c - a)*(c + a - b) <= a*b*c, triangle),
    Statement("reciprocals of one plus squares", "conditional", OLYMPIAD,
              lambda: 1/(1 + a**2) + 1/(1 + b**2) >= 2/(1 + a*b), lambda: (a > 0, b > 0), needs=lambda: (a >= 1, b >= 1)),
    Statement("a cycle of quotients", "true", OLYMPIAD, lambda: a/b + b/c + c/a >= 3, lambda: (a > 0, b > 0, c > 0)),
    Statement("a cycle of quotients, four", "false", OLYMPIAD, lambda: a/b + b/c + c/a >= 4, lambda: (a > 0, b > 0, c > 0)),
    Statement("roots of products", "true", OLYMPIAD, lambda: sqrt(a*b) + sqrt(c*d) <= sqrt((a + c)*(b + d)),
              lambda: (a >= 0, b >= 0, c >= 0, d >= 0)),
    Statement("distance and x/(1 + x)", "true", OLYMPIAD,
              lambda: Abs(x + y)/(1 + Abs(x + y)) <= Abs(x)/(1 + Abs(x)) + Abs(y)/(1 + Abs(y))),
    Statement("Weierstrass from below", "true", "analytic inequalities",
              lambda: Product(1 - u[i], (i, 1, n)) >= 1 - Sum(u[i], (i, 1, n)), lambda: ForAll([k], And(u[k] >= 0, u[k] <= 1))),
    Statement("Weierstrass from below, unbounded", "false", "analytic inequalities",
              lambda: Product(1 - u[i], (i, 1, n)) >= 1 - Sum(u[i], (i, 1, n)), lambda: ForAll([k], u[k] >= 0)),
    # -- exp and log -------------------------------------------------------------------------------
    Statement("logarithm is concave", "true", "convexity notes", lambda: (log(x) + log(y))/2 <= log((x + y)/2),
              lambda: (x > 0, y > 0)),
    Statement("logarithm is convex", "false", "convexity notes", lambda: (log(x) + log(y))/2 >= log((x + y)/2),
              lambda: (x > 0, y > 0)),
    Statement("logarithm is concave, weights", "true", "convexity notes",
              lambda: q*log(x) + (1 - q)*log(y) <= log(q*x + (1 - q)*y), lambda: (x > 0, y > 0, q >= 0, q <= 1)),
    Statement("compound interest", "conditional", COURSE, lambda: (1 + 1/n)**n <= exp(1), needs=lambda: n >= 1),
    Statement("compound interest, too sharp", "false", COURSE, lambda: (1 + 1/n)**n <= exp(1) - 1, lambda: n >= 1),
    Statement("Euler's number", "true", COURSE, lambda: (exp(1) > 2, exp(1) < 3)),
    Statement("Euler's number, too large", "false", COURSE, lambda: exp(1) > Rational(11, 4)),
    Statement("logarithm of two", "true", COURSE, lambda: (log(2) > Rational(1, 2), log(2) < 1)),
    Statement("exponential above its tangent at 1", "true", REAL, lambda: exp(x) >= exp(1)*x),
    Statement("exponential below its tangent at 1", "false", REAL, lambda: exp(x) <= exp(1)*x),
    Statement("logarithm below the root", "true", REAL, lambda: log(x) <= 2*(sqrt(x) - 1), lambda: x > 0),
    Statement("harmonic sums above the logarithm", "true", COURSE, lambda: log(n + 1) <= Sum(1/i, (i, 1, n))),
    Statement("harmonic sums near the logarithm", "conditional", COURSE, lambda: Sum(1/i, (i, 1, n)) <= 1 + log(n),
              needs=lambda: n >= 1),
    Statement("harmonic sums below the logarithm", "false", COURSE, lambda: Sum(1/i, (i, 1, n)) <= log(n + 1)),
    Statement("logarithm of a product", "conditional", REAL, lambda: Eq(log(x*y), log(x) + log(y)), lambda: x > 0,
              needs=lambda: y > 0),
    Statement("logarithm of a root", "true", REAL, lambda: Eq(log(sqrt(x)), log(x)/2), lambda: x > 0),
    # -- limits -----------------------------------------------------------------------------------------
    Statement("logarithms near 1", "true", COURSE, lambda: tends(log(1 + 1/n), n, 0, start=1)),
    Statement("exponentials near 0", "true", COURSE, lambda: tends(exp(1/n), n, 1, start=1)),
    Statement("exponentials near 0, wrong", "false", COURSE, lambda: tends(exp(1/n), n, 0, start=1)),
    Statement("a square against powers of a half", "true", COURSE, lambda: tends(n**2*2**(-n), n, 0)),
    Statement("a square against powers of a half, grown", "false", COURSE, lambda: tends(n**2*2**(-n), n, 2)),
    Statement("halves summed", "true", COURSE, lambda: tends(Sum(1/2**k, (k, 0, n)), n, 2)),
    Statement("halves summed, wrong", "false", COURSE, lambda: tends(Sum(1/2**k, (k, 0, n)), n, 1)),
    Statement("compound interest at any rate", "true", COURSE, lambda: tends((1 + x/n)**n, n, exp(x), start=1)),
    Statement("compound interest, twice", "false", COURSE, lambda: tends((1 + 2/n)**n, n, exp(1), start=1)),
    Statement("interest that is paid", "false", COURSE, lambda: tends((1 + x/n)**n, n, exp(-x), start=1)),
    Statement("weights that are kept", "false", COURSE, lambda: tends((1 - 2/n)**n, n, exp(2), start=1)),
    Statement("interest that is lost", "false", COURSE, lambda: tends((1 + 1/n)**n, n, 1, start=1)),
    Statement("slope of the logarithm at 1", "true", COURSE, lambda: tends(n*log(1 + 1/n), n, 1, start=1)),
    Statement("slope of the logarithm at 1, lost", "false", COURSE, lambda: tends(n*log(1 + 1/n), n, 0, start=1)),
    Statement("steps of the logarithm", "true", COURSE, lambda: tends(log(n + 1) - log(n), n, 0, start=1)),
    Statement("root of n squared and n, less n", "true", COURSE, lambda: tends(sqrt(n**2 + n) - n, n, Rational(1, 2))),
    Statement("root of n squared and n, less n, a root", "false", COURSE, lambda: tends(sqrt(n**2 + n) - n, n, 1/sqrt(2))),
    Statement("root of n squared and n, less n, lost", "false", COURSE, lambda: tends(sqrt(n**2 + n) - n, n, 0)),
    Statement("root of n squared and one, over n", "true", COURSE, lambda: tends(sqrt(n**2 + 1)/n, n, 1, start=1)),
    Statement("root of n squared and one, less n", "false", COURSE, lambda: tends(sqrt(n**2 + 1) - n, n, 1)),
    # -- roots of sums of squares --------------------------------------------------------------------
    Statement("sum of sizes below the root", "true", COURSE,
              lambda: Sum(Abs(u[i]), (i, 1, n)) <= sqrt(n)*sqrt(Sum(u[i]**2, (i, 1, n)))),
    Statement("sum of sizes below the root, n lost", "false", COURSE,
              lambda: Sum(Abs(u[i]), (i, 1, n)) <= sqrt(Sum(u[i]**2, (i, 1, n)))),
    Statement("limits keep the order of sequences", "true", COURSE, lambda: L <= M,
              lambda: (tends(u[n], n, L), tends(v[n], n, M), ForAll([k], u[k] <= v[k]))),
]
