"""Members of recurrences at numbers, recurrences that are not solved for their last member, polynomials for all x."""

from statement import Statement
from sympy import Abs, Eq, Implies, Mod, Ne, Product, Rational, Sum, sqrt

from proofs import ForAll, family, maximum, nat, real

n, k, i, j = nat("n"), nat("k"), nat("i"), nat("j")
x, a, b, c, d, p, q = [real(s) for s in "xabcdpq"]
u, g = family("u"), family("g")

COURSE, STATS, MINI = "course notes, recurrences", "statistics course, samples", "miniF2F"
GROWTH = ForAll([k], u[k + 1] <= 2*u[k])


def doubled():
    return Eq(u[0], 1), ForAll([k], Eq(u[k + 1], 2*u[k]))


def fibonacci():
    return Eq(u[0], 0), Eq(u[1], 1), ForAll([k], Eq(u[k + 2], u[k + 1] + u[k]))


def even_steps():
    step = Eq(u[k + 2] - u[k + 1], u[k + 1] - u[k])
    return Eq(u[1], Rational(2, 3)), Eq(u[2], Rational(4, 5)), ForAll([k], Implies(k >= 1, step))


def average():
    return Eq(u[0], 0), ForAll([k], Eq(u[k + 1], b*u[k] + (1 - b)*g[k + 1]))


def quadratic():
    return ForAll([x], Eq(3*x**2 + 7*x + 4, a*(x + 3)**2 + b*(x + 3) + c))


def within(condition):
    return ForAll([k >= 1, k <= n], condition)


STATEMENTS = [
    Statement("doubled four times", "true", COURSE, lambda: Eq(u[4], 16), doubled),
    Statement("doubled four times, one less", "false", COURSE, lambda: Eq(u[4], 15), doubled),
    Statement("not one less", "true", COURSE, lambda: Ne(u[4], 15), doubled),
    Statement("the twentieth Fibonacci number", "true", "Mathlib: Nat.fib", lambda: Eq(u[20], 6765), fibonacci),
    Statement("the twentieth Fibonacci number, one off", "false", "Mathlib: Nat.fib", lambda: Eq(u[20], 6766), fibonacci),
    Statement("the thirtieth Fibonacci number", "true", "Mathlib: Nat.fib", lambda: Eq(u[30], 832040), fibonacci),
    Statement("even steps from the second on", "true", MINI + ": mathd_algebra_452", lambda: Eq(u[5], Rational(6, 5)),
              even_steps),
    Statement("even steps, as printed", "false", MINI + ": mathd_algebra_452, mutated", lambda: Eq(u[5], Rational(11, 15)),
              even_steps),
    Statement("an affine map twice", "true", COURSE, lambda: Eq(u[2], p**2*u[0] + p*q + q),
              lambda: ForAll([k], Eq(u[k + 1], p*u[k] + q))),
    Statement("an affine map twice, one summand lost", "false", COURSE, lambda: Eq(u[2], p**2*u[0] + q),
              lambda: ForAll([k], Eq(u[k + 1], p*u[k] + q))),
    Statement("the second average", "true", "deep learning course, averages", lambda: Eq(u[2], (1 - b)*(b*g[1] + g[2])),
              average),
    Statement("the second average, weights swapped", "false", "deep learning course, averages, mutated",
              lambda: Eq(u[2], (1 - b)*(g[1] + b*g[2])), average),
    Statement("a sum of the first members", "true", COURSE, lambda: Eq(Sum(u[i], (i, 0, 4)), 31), doubled),
    Statement("a sum of the first members, one too many", "false", COURSE, lambda: Eq(Sum(u[i], (i, 0, 4)), 32), doubled),
    Statement("a product of the first members", "true", COURSE, lambda: Eq(Product(u[i], (i, 0, 3)), 64), doubled),
    Statement("at most doubled six times", "true", COURSE, lambda: u[6] <= 64, lambda: (u[0] <= 1, GROWTH)),
    Statement("at most doubled six times, too small", "false", COURSE, lambda: u[6] <= 63, lambda: (u[0] <= 1, GROWTH)),
    Statement("it falls from the second to the fifth", "true", COURSE, lambda: u[5] <= u[2],
              lambda: ForAll([k], u[k + 1] <= u[k])),
    Statement("it rises from the second to the fifth", "false", COURSE, lambda: u[5] >= u[2],
              lambda: ForAll([k], u[k + 1] <= u[k])),
    Statement("equal differences", "true", "Mathlib, arithmetic progressions", lambda: Eq(u[n], u[0] + n*(u[1] - u[0])),
              lambda: ForAll([k], Eq(u[k + 2] - u[k + 1], u[k + 1] - u[k]))),
    Statement("equal differences, one more", "false", "Mathlib, mutated", lambda: Eq(u[n], u[0] + (n + 1)*(u[1] - u[0])),
              lambda: ForAll([k], Eq(u[k + 2] - u[k + 1], u[k + 1] - u[k]))),
    Statement("a difference of d", "true", COURSE, lambda: Eq(u[n], u[0] + n*d), lambda: ForAll([k], Eq(u[k + 1] - u[k], d))),
    Statement("a difference of d, tenth member", "false", COURSE, lambda: Eq(u[10], u[0] + 11*d),
              lambda: ForAll([k], Eq(u[k + 1] - u[k], d))),
    Statement("half of the last and one", "true", COURSE, lambda: Eq(u[n], 1),
              lambda: (Eq(u[0], 1), ForAll([k], Eq(2*u[k + 1], u[k] + 1)))),
    Statement("equal ratios", "true", "Mathlib, geometric progressions", lambda: Eq(u[n], u[0]*q**n),
              lambda: (ForAll([k], u[k] > 0), ForAll([k], Eq(u[k + 1]/u[k], q)))),
    Statement("equal ratios, one power more", "false", "Mathlib, mutated", lambda: Eq(u[n], u[0]*q**(n + 1)),
              lambda: (ForAll([k], u[k] > 0), ForAll([k], Eq(u[k + 1]/u[k], q)))),
    Statement("a characteristic equation", "true", COURSE, lambda: Eq(u[n], 2*3**n),
              lambda: (Eq(u[0], 2), Eq(u[1], 6), ForAll([k], Eq(u[k + 2] - 5*u[k + 1] + 6*u[k], 0)))),
    Statement("a characteristic equation, the other root", "false", COURSE, lambda: Eq(u[n], 2*2**n),
              lambda: (Eq(u[0], 2), Eq(u[1], 6), ForAll([k], Eq(u[k + 2] - 5*u[k + 1] + 6*u[k], 0)))),
    Statement("coefficients of a line", "true", "algebra course", lambda: (Eq(a, 3), Eq(b, 4)),
              lambda: ForAll([x], Eq(a*x + b, 3*x + 4))),
    Statement("coefficients of a line, swapped", "false", "algebra course", lambda: Eq(a, 4),
              lambda: ForAll([x], Eq(a*x + b, 3*x + 4))),
    Statement("the sum of the coefficients", "true", MINI + ": amc12a_2009_p9", lambda: Eq(a + b + c, 2), quadratic),
    Statement("the sum of the coefficients, one more", "false", MINI + ": amc12a_2009_p9, mutated",
              lambda: Eq(a + b + c, 3), quadratic, undecided=True),
    Statement("its coefficients are its roots", "true", MINI + ": amc12b_2002_p6", lambda: (Eq(a, 1), Eq(b, -2)),
              lambda: (Ne(a, 0), Ne(b, 0), ForAll([x], Eq(x**2 + a*x + b, (x - a)*(x - b))))),
    Statement("its coefficients are its roots, b may be 0", "false", MINI + ": amc12b_2002_p6, mutated",
              lambda: Eq(a, 1), lambda: ForAll([x], Eq(x**2 + a*x + b, (x - a)*(x - b)))),
    Statement("the zero polynomial", "true", "algebra course", lambda: (Eq(a, 0), Eq(b, 0), Eq(c, 0)),
              lambda: ForAll([x], Eq(a*x**2 + b*x + c, 0))),
    Statement("a polynomial that is never negative", "true", "algebra course", lambda: b**2 <= 4*c,
              lambda: ForAll([x], x**2 + b*x + c >= 0)),
    Statement("a polynomial that is never negative, strict", "false", "algebra course", lambda: b**2 < 4*c,
              lambda: ForAll([x], x**2 + b*x + c >= 0)),
    Statement("a digit of a multiple", "true", MINI + ": mathd_numbertheory_1124", lambda: Eq(n, 4),
              lambda: (n <= 9, Eq(Mod(374*10 + n, 18), 0))),
    Statement("a digit of a multiple, one more", "false", MINI + ": mathd_numbertheory_1124, mutated", lambda: Eq(n, 5),
              lambda: (n <= 9, Eq(Mod(374*10 + n, 18), 0))),
    Statement("the distance of two solutions", "false", MINI + ": mathd_algebra_487", lambda: Eq(
        sqrt((a - c)**2 + (b - d)**2), sqrt(10)), lambda: (Eq(b, a**2), Eq(a + b, 1), Eq(d, c**2), Eq(c + d, 1))),
    # hypotheses for the members of a range only
    Statement("members of a range, at most 1", "true", STATS, lambda: Sum(u[i], (i, 1, n)) <= n, lambda: within(u[k] <= 1)),
    Statement("members of a range, at most 1, the sum starts before", "false", STATS, lambda: Sum(u[i], (i, 0, n)) <= n + 1,
              lambda: within(u[k] <= 1)),
    Statement("the mean of a range", "conditional", STATS, lambda: Sum(u[i], (i, 1, n))/n <= c, lambda: within(u[k] <= c),
              needs=lambda: n >= 1),
    Statement("the mean of a range, halved", "false", STATS, lambda: Sum(u[i], (i, 1, n))/n <= c/2,
              lambda: (within(u[k] <= c), n >= 1)),
    Statement("sizes of a range", "true", STATS, lambda: Abs(Sum(u[i], (i, 1, n))) <= n*c, lambda: within(Abs(u[k]) <= c)),
    Statement("sizes of a range, without the number", "false", STATS, lambda: Abs(Sum(u[i], (i, 1, n))) <= c,
              lambda: within(Abs(u[k]) <= c)),
    Statement("equal members of a range", "true", STATS, lambda: Eq(Sum(u[i], (i, 1, n)), n*c), lambda: within(Eq(u[k], c))),
    Statement("equal members of a range, one too many", "false", STATS, lambda: Eq(Sum(u[i], (i, 1, n)), (n + 1)*c),
              lambda: within(Eq(u[k], c))),
    Statement("equal weights in a range", "true", STATS, lambda: Eq(Sum(u[i]*g[i], (i, 1, n)), c*Sum(u[i], (i, 1, n))),
              lambda: within(Eq(g[k], c))),
    Statement("a product over a range", "true", STATS, lambda: Eq(Product(u[i], (i, 1, n)), c**n), lambda: within(Eq(u[k], c))),
    Statement("a product over a range, one factor more", "false", STATS, lambda: Eq(Product(u[i], (i, 1, n)), c**(n + 1)),
              lambda: within(Eq(u[k], c))),
    Statement("a product of probabilities", "true", STATS, lambda: Product(u[i], (i, 1, n)) <= 1,
              lambda: (within(u[k] >= 0), within(u[k] <= 1))),
    Statement("a product of numbers up to 1", "false", STATS, lambda: Product(u[i], (i, 1, n)) <= 1,
              lambda: within(u[k] <= 1)),
    Statement("products compared over a range", "true", "Mathlib test: gcongr",
              lambda: Product(u[i], (i, 1, n)) <= Product(g[i], (i, 1, n)), lambda: (within(u[k] >= 0), within(u[k] <= g[k]))),
    Statement("products compared over a range, any sign", "false", "Mathlib test: gcongr, mutated",
              lambda: Product(u[i], (i, 1, n)) <= Product(g[i], (i, 1, n)), lambda: within(u[k] <= g[k])),
    Statement("weights are at most 1", "true", STATS, lambda: u[j] <= 1,
              lambda: (j >= 1, j <= n, within(u[k] >= 0), Eq(Sum(u[i], (i, 1, n)), 1))),
    Statement("weights of any sign are at most 1", "false", STATS, lambda: u[j] <= 1,
              lambda: (j >= 1, j <= n, Eq(Sum(u[i], (i, 1, n)), 1)), undecided=True),
    Statement("squares of weights", "true", STATS, lambda: Sum(u[i]**2, (i, 1, n)) <= 1,
              lambda: (within(u[k] >= 0), Eq(Sum(u[i], (i, 1, n)), 1))),
    Statement("a sum of squares is 0", "true", "Mathlib: Finset.sum_eq_zero_iff", lambda: Eq(u[j], 0),
              lambda: (j >= 1, j <= n, Eq(Sum(u[i]**2, (i, 1, n)), 0))),
    Statement("a sum is 0", "false", "Mathlib: Finset.sum_eq_zero_iff, mutated", lambda: Eq(u[j], 0),
              lambda: (j >= 1, j <= n, Eq(Sum(u[i], (i, 1, n)), 0))),
    Statement("one is not 0", "true", "linear algebra", lambda: Sum(u[i]**2, (i, 1, n)) > 0,
              lambda: (j >= 1, j <= n, Ne(u[j], 0))),
    Statement("a component and the norm", "true", "linear algebra", lambda: Abs(u[j]) <= sqrt(Sum(u[i]**2, (i, 1, n))),
              lambda: (j >= 1, j <= n)),
    Statement("a component outside and the norm", "false", "linear algebra", lambda: Abs(u[j]) <= sqrt(Sum(u[i]**2, (i, 1, n))),
              lambda: n < j),
    Statement("the mean and the maximum", "true", STATS, lambda: Sum(u[i], (i, 1, n))/n <= maximum(u[i], (i, 1, n)),
              lambda: n >= 1),
    Statement("the sum and the maximum", "false", STATS, lambda: Sum(u[i], (i, 1, n)) <= maximum(u[i], (i, 1, n)),
              lambda: n >= 1),
    Statement("gradient descent, the mean of the squares", "true", "optimisation course, descent lemma",
              lambda: Sum(g[i]**2, (i, 0, n - 1))/n <= (u[0] - c)/(a*n),
              lambda: (ForAll([k], u[k + 1] <= u[k] - a*g[k]**2), ForAll([k], u[k] >= c), a > 0, n >= 1)),
    Statement("gradient descent, any step", "false", "optimisation course, descent lemma",
              lambda: Sum(g[i]**2, (i, 0, n - 1))/n <= (u[0] - c)/(2*a*n),
              lambda: (ForAll([k], u[k + 1] <= u[k] - a*g[k]**2), ForAll([k], u[k] >= c), a > 0, n >= 1), undecided=True),
    Statement("an average stays below", "true", "deep learning course, averages", lambda: u[n] <= c,
              lambda: (u[0] <= c, within(u[k] <= b*u[k - 1] + (1 - b)*c), b >= 0, b <= 1)),
    Statement("an average stays below, b may be negative", "false", "deep learning course, averages", lambda: u[n] <= c,
              lambda: (u[0] <= c, within(u[k] <= b*u[k - 1] + (1 - b)*c), b <= 1)),
    Statement("steps in a range", "true", "analysis I", lambda: Abs(u[n] - u[0]) <= n*c,
              lambda: within(Abs(u[k] - u[k - 1]) <= c)),
    Statement("steps in a range, one too few", "false", "analysis I", lambda: Abs(u[n] - u[0]) <= (n - 1)*c,
              lambda: (within(Abs(u[k] - u[k - 1]) <= c), n >= 1)),
]
