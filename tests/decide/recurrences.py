"""Recurrences and induction: closed forms, two-step recurrences, divisibility, inequalities, bounded sequences."""

from statement import Statement
from sympy import Abs, Eq, Ne, Sum, floor, sqrt

from proofs import Exists, ForAll, family, integer, nat, real

n, m, k, i = nat("n"), nat("m"), nat("k"), nat("i")
j = integer("j")
x, y, a, q, r, c = [real(s) for s in "xyaqrc"]
u, v, F, L = family("u"), family("v"), family("F"), family("L")


def hanoi():
    return Eq(u[0], 0), ForAll([k], Eq(u[k + 1], 2*u[k] + 1))


def fibonacci():
    return Eq(F[0], 0), Eq(F[1], 1), ForAll([k], Eq(F[k + 2], F[k + 1] + F[k]))


def lucas():
    return *fibonacci(), Eq(L[0], 2), Eq(L[1], 1), ForAll([k], Eq(L[k + 2], L[k + 1] + L[k]))


def arithmetic():
    return ForAll([k], Eq(u[k + 1], u[k] + a))


def affine():
    return ForAll([k], Eq(u[k + 1], q*u[k] + c))


def nested_roots():
    return Eq(u[0], 1), ForAll([k], u[k] >= 0), ForAll([k], Eq(u[k + 1], sqrt(2 + u[k])))


SMALL_STEPS, LARGE_STEPS = ForAll([k], u[k + 1] <= u[k] + c), ForAll([k], u[k + 1] >= u[k] + 1)
NEARER, CLOSER = ForAll([k], Abs(u[k + 1] - c) <= q*Abs(u[k] - c)), Abs(u[n] - c) <= q**n*Abs(u[0] - c)
HALVES, MORE = Eq(floor((n + 1)/2) + floor(n/2), n), Eq(floor((n + 1)/2) + floor(n/2), n + 1)
CONCRETE = "Graham, Knuth, Patashnik: Concrete Mathematics"
COURSE = "a first-year analysis course, exercises on induction"
OLYMPIAD = "Engel: Problem-Solving Strategies, chapter on induction"
ISABELLE = "Isabelle, HOL/ex and HOL-Number_Theory/Fib"
MATHLIB = "Lean mathlib, Nat.fib"

STATEMENTS = [
    # closed forms of one-step recurrences
    Statement("Hanoi", "true", CONCRETE, lambda: Eq(u[n], 2**n - 1), hanoi),
    Statement("Hanoi without the first disk", "false", CONCRETE, lambda: Eq(u[n], 2**n), hanoi),
    Statement("Hanoi one step late", "false", CONCRETE, lambda: Eq(u[n + 1], 2**n - 1), hanoi),
    Statement("arithmetic progression", "true", COURSE, lambda: Eq(u[n], u[0] + n*a), arithmetic),
    Statement("arithmetic progression counted from 1", "false", COURSE, lambda: Eq(u[n], u[0] + (n - 1)*a), arithmetic),
    Statement("geometric progression", "true", COURSE, lambda: Eq(u[n], q**n*u[0]), lambda: ForAll([k],
              Eq(u[k + 1], q*u[k]))),
    Statement("geometric progression, exponent", "false", COURSE, lambda: Eq(u[n], q**(n + 1)*u[0]),
              lambda: ForAll([k], Eq(u[k + 1], q*u[k]))),
    Statement("affine recurrence", "conditional", "linear difference equations, course notes",
              lambda: Eq(u[n], q**n*u[0] + c*(1 - q**n)/(1 - q)), affine, needs=lambda: Ne(q, 1)),
    Statement("affine recurrence, fixed point", "conditional", "linear difference equations, course notes",
              lambda: Eq(u[n] - c/(1 - q), q**n*(u[0] - c/(1 - q))), affine, needs=lambda: Ne(q, 1)),
    Statement("affine recurrence, sign", "false", "linear difference equations, course notes with errata",
              lambda: Eq(u[n], q**n*u[0] - c*(1 - q**n)/(1 - q)), lambda: (affine(), Ne(q, 1))),
    Statement("squares by odd steps", "true", COURSE, lambda: Eq(u[n], n**2),
              lambda: (Eq(u[0], 0), ForAll([k], Eq(u[k + 1], u[k] + 2*k + 1)))),
    Statement("squares by even steps", "false", COURSE, lambda: Eq(u[n], n**2),
              lambda: (Eq(u[0], 0), ForAll([k], Eq(u[k + 1], u[k] + 2*k)))),
    Statement("triangular numbers", "true", COURSE, lambda: Eq(u[n], n*(n + 1)/2),
              lambda: (Eq(u[0], 0), ForAll([k], Eq(u[k + 1], u[k] + k + 1)))),
    Statement("regions of the plane", "true", CONCRETE, lambda: Eq(u[n], 1 + n*(n + 1)/2),
              lambda: (Eq(u[0], 1), ForAll([k >= 1], Eq(u[k], u[k - 1] + k)))),
    Statement("regions of the plane, without the first", "false", CONCRETE, lambda: Eq(u[n], n*(n + 1)/2),
              lambda: (Eq(u[0], 1), ForAll([k >= 1], Eq(u[k], u[k - 1] + k)))),
    Statement("a recurrence that starts at 1", "true", COURSE, lambda: Eq(u[n], 3*2**n - 2),
              lambda: (Eq(u[1], 4), ForAll([k >= 1], Eq(u[k + 1], 2*u[k] + 2)), n >= 1)),
    Statement("a recurrence that starts at 1, used at 0", "false", COURSE, lambda: Eq(u[n], 3*2**n - 2),
              lambda: (Eq(u[1], 4), ForAll([k >= 1], Eq(u[k + 1], 2*u[k] + 2)))),
    Statement("n times 2 to the n", "true", CONCRETE, lambda: Eq(u[n], n*2**n),
              lambda: (Eq(u[0], 0), ForAll([k], Eq(u[k + 1], 2*u[k] + 2**(k + 1))))),
    Statement("n times 2 to the n, halved", "false", CONCRETE, lambda: Eq(u[n], n*2**n),
              lambda: (Eq(u[0], 0), ForAll([k], Eq(u[k + 1], 2*u[k] + 2**k)))),
    Statement("a harmonic recurrence", "true", COURSE, lambda: Eq(u[n], 1/(n + 1)),
              lambda: (Eq(u[0], 1), ForAll([k], Eq(u[k + 1], u[k]*(k + 1)/(k + 2))))),
    Statement("a Möbius recurrence", "true", OLYMPIAD, lambda: Eq(u[n], 1/(n + 1)),
              lambda: (Eq(u[0], 1), ForAll([k], u[k] > 0), ForAll([k], Eq(u[k + 1], u[k]/(1 + u[k]))))),
    Statement("a product recurrence", "true", COURSE, lambda: Eq(u[n]*v[n], x**n),
              lambda: (Eq(u[0], 1), Eq(v[0], 1), ForAll([k], Eq(u[k + 1], x*u[k])), ForAll([k], Eq(v[k + 1], v[k])))),
    Statement("a sum as a recurrence", "true", ISABELLE, lambda: Eq(u[n], Sum(v[i], (i, 1, n))),
              lambda: (Eq(u[0], 0), ForAll([k], Eq(u[k + 1], u[k] + v[k + 1])))),
    Statement("a sum as a recurrence, one term less", "false", ISABELLE, lambda: Eq(u[n], Sum(v[i], (i, 1, n))),
              lambda: (Eq(u[0], 0), ForAll([k], Eq(u[k + 1], u[k] + v[k])))),
    # two steps back
    Statement("Cassini", "true", CONCRETE, lambda: Eq(F[n + 2]*F[n] - F[n + 1]**2, (-1)**(n + 1)), fibonacci),
    Statement("Cassini, sign", "false", CONCRETE, lambda: Eq(F[n + 2]*F[n] - F[n + 1]**2, (-1)**n), fibonacci),
    Statement("sum of Fibonacci numbers", "true", MATHLIB, lambda: Eq(Sum(F[i], (i, 0, n)), F[n + 2] - 1), fibonacci),
    Statement("sum of Fibonacci numbers, index", "false", MATHLIB,
              lambda: Eq(Sum(F[i], (i, 0, n)), F[n + 1] - 1), fibonacci),
    Statement("sum of Fibonacci numbers, without 1", "false", MATHLIB,
              lambda: Eq(Sum(F[i], (i, 0, n)), F[n + 2]), fibonacci),
    Statement("sum of squares of Fibonacci numbers", "true", ISABELLE, lambda: Eq(Sum(F[i]**2, (i, 0, n)), F[n]*F[n + 1]),
              fibonacci),
    Statement("sum of squares of Fibonacci numbers, index", "false", ISABELLE,
              lambda: Eq(Sum(F[i]**2, (i, 0, n)), F[n]*F[n + 2]), fibonacci),
    Statement("even Fibonacci numbers summed", "true", CONCRETE,
              lambda: Eq(Sum(F[2*i], (i, 0, n)), F[2*n + 1] - 1), fibonacci),
    Statement("odd Fibonacci numbers summed", "true", CONCRETE,
              lambda: Eq(Sum(F[2*i + 1], (i, 0, n)), F[2*n + 2]), fibonacci),
    Statement("odd Fibonacci numbers summed, minus 1", "false", CONCRETE,
              lambda: Eq(Sum(F[2*i + 1], (i, 0, n)), F[2*n + 2] - 1), fibonacci),
    Statement("addition of indices", "true", MATHLIB, lambda: Eq(F[m + n + 1], F[m]*F[n] + F[m + 1]*F[n + 1]), fibonacci),
    Statement("addition of indices, shifted", "false", MATHLIB,
              lambda: Eq(F[m + n], F[m]*F[n] + F[m + 1]*F[n + 1]), fibonacci),
    Statement("double index", "true", MATHLIB, lambda: Eq(F[2*n + 1], F[n]**2 + F[n + 1]**2), fibonacci),
    Statement("double index, product", "false", MATHLIB, lambda: Eq(F[2*n + 1], F[n]**2 + F[n + 1]*F[n]), fibonacci),
    Statement("every third is even", "true", MATHLIB, lambda: Exists([k], Eq(F[3*n], 2*k)), fibonacci),
    Statement("every third is a multiple of 4", "false", MATHLIB, lambda: Exists([k], Eq(F[3*n], 4*k)), fibonacci),
    Statement("every fourth is a multiple of 3", "true", MATHLIB, lambda: Exists([k], Eq(F[4*n], 3*k)), fibonacci),
    Statement("every fourth is even", "false", MATHLIB, lambda: Exists([k], Eq(F[4*n], 2*k)), fibonacci),
    Statement("a recurrence mod 3", "true", COURSE, lambda: Exists([k], Eq(u[n], 3*k + 1)),
              lambda: (Eq(u[0], 1), ForAll([k], Eq(u[k + 1], u[k] + 3*k)))),
    Statement("Fibonacci numbers are not negative", "true", ISABELLE, lambda: F[n] >= 0, fibonacci),
    Statement("Fibonacci numbers are positive", "conditional", ISABELLE, lambda: F[n] > 0, fibonacci, needs=lambda: n >= 1),
    Statement("Fibonacci numbers below powers of 2", "true", COURSE, lambda: F[n] <= 2**n, fibonacci),
    Statement("Fibonacci numbers above n", "false", COURSE, lambda: F[n] >= n, fibonacci),
    Statement("Lucas and Fibonacci", "true", CONCRETE, lambda: Eq(L[n + 1], F[n] + F[n + 2]), lucas),
    Statement("Lucas and Fibonacci, one off", "false", CONCRETE, lambda: Eq(L[n], F[n] + F[n + 2]), lucas),
    Statement("squares of Lucas numbers", "true", CONCRETE, lambda: Eq(L[n]**2 - 5*F[n]**2, 4*(-1)**n), lucas),
    Statement("two exponentials", "true", "linear difference equations, course notes", lambda: Eq(u[n], 2**n + 3**n),
              lambda: (Eq(u[0], 2), Eq(u[1], 5), ForAll([k], Eq(u[k + 2], 5*u[k + 1] - 6*u[k])))),
    Statement("two exponentials, wrong start", "false", "linear difference equations, course notes",
              lambda: Eq(u[n], 2**n + 3**n), lambda: (Eq(u[0], 2), Eq(u[1], 6), ForAll([k],
              Eq(u[k + 2], 5*u[k + 1] - 6*u[k])))),
    Statement("a double root", "true", "linear difference equations, course notes", lambda: Eq(u[n], (1 + n)*2**n),
              lambda: (Eq(u[0], 1), Eq(u[1], 4), ForAll([k], Eq(u[k + 2], 4*u[k + 1] - 4*u[k])))),
    Statement("Pell numbers", "true", "Pell equation, course notes", lambda: Eq(u[n]**2 - 2*v[n]**2, (-1)**n),
              lambda: (Eq(u[0], 1), Eq(v[0], 0), ForAll([k], Eq(u[k + 1], u[k] + 2*v[k])), ForAll([k],
              Eq(v[k + 1], u[k] + v[k])))),
    # divisibility
    Statement("6 divides n³ + 5n", "true", OLYMPIAD, lambda: Exists([j], Eq(n**3 + 5*n, 6*j))),
    Statement("6 divides n³ + 4n", "false", OLYMPIAD, lambda: Exists([j], Eq(n**3 + 4*n, 6*j))),
    Statement("3 divides 4ⁿ − 1", "true", COURSE, lambda: Exists([j], Eq(4**n - 1, 3*j))),
    Statement("5 divides 4ⁿ − 1", "false", COURSE, lambda: Exists([j], Eq(4**n - 1, 5*j))),
    Statement("n(n + 1) is even", "true", MATHLIB, lambda: Exists([j], Eq(n*(n + 1), 2*j))),
    Statement("n² + 1 is even", "false", MATHLIB, lambda: Exists([j], Eq(n**2 + 1, 2*j))),
    Statement("3 divides n³ − n", "true", COURSE, lambda: Exists([j], Eq(n**3 - n, 3*j))),
    Statement("9 divides 10ⁿ − 1", "true", COURSE, lambda: Exists([j], Eq(10**n - 1, 9*j))),
    Statement("5 divides n⁵ − n", "true", OLYMPIAD, lambda: Exists([j], Eq(n**5 - n, 5*j))),
    Statement("4 divides n⁴ − n", "false", OLYMPIAD, lambda: Exists([j], Eq(n**4 - n, 4*j))),
    Statement("7 divides 8ⁿ + 6", "true", OLYMPIAD, lambda: Exists([j], Eq(8**n + 6, 7*j))),
    Statement("9 divides 4ⁿ + 15n − 1", "true", OLYMPIAD, lambda: Exists([j], Eq(4**n + 15*n - 1, 9*j))),
    Statement("9 divides 4ⁿ + 12n − 1", "false", OLYMPIAD, lambda: Exists([j], Eq(4**n + 12*n - 1, 9*j))),
    Statement("n(n + 1)/2 is a natural number", "true", MATHLIB, lambda: Exists([m], Eq(n*(n + 1)/2, m))),
    Statement("6 divides n(n + 1)(2n + 1)", "true", COURSE, lambda: Exists([m], Eq(n*(n + 1)*(2*n + 1), 6*m))),
    Statement("3 divides 5ⁿ − 2ⁿ", "true", OLYMPIAD, lambda: Exists([m], Eq(5**n - 2**n, 3*m))),
    Statement("3 divides 5ⁿ + 2ⁿ", "false", OLYMPIAD, lambda: Exists([m], Eq(5**n + 2**n, 3*m))),
    Statement("a natural number before 0", "false", MATHLIB, lambda: Exists([m], Eq(n, m + 1))),
    # inequalities
    Statement("2ⁿ > n", "true", COURSE, lambda: 2**n > n),
    Statement("2ⁿ ≥ 2n + 1", "conditional", COURSE, lambda: 2**n >= 2*n + 1, needs=lambda: n >= 3),
    Statement("2ⁿ > n²", "conditional", COURSE, lambda: 2**n > n**2, needs=lambda: n >= 5),
    Statement("3ⁿ ≥ 1 + 2n", "true", COURSE, lambda: 3**n >= 1 + 2*n),
    Statement("3ⁿ > n³", "conditional", OLYMPIAD, lambda: 3**n > n**3, needs=lambda: n >= 4),
    Statement("Bernoulli", "conditional", COURSE, lambda: (1 + x)**n >= 1 + n*x, needs=lambda: x >= -1),
    Statement("Bernoulli, strict", "false", COURSE, lambda: (1 + x)**n > 1 + n*x, lambda: x >= -1),
    Statement("Bernoulli with the square", "conditional", COURSE, lambda: (1 + x)**n >= 1 + n*x + n*(n - 1)*x**2/2,
              needs=lambda: x >= 0),
    Statement("powers are monotone", "conditional", MATHLIB, lambda: x**n <= y**n, lambda: x <= y, needs=lambda: x >= 0),
    Statement("a power below 1", "conditional", MATHLIB, lambda: x**n <= 1, lambda: x <= 1, needs=lambda: x >= 0),
    Statement("mean of powers", "true", OLYMPIAD, lambda: ((x + y)/2)**n <= (x**n + y**n)/2,
              lambda: (x >= 0, y >= 0), undecided=True),
    Statement("mean of powers, reversed", "false", OLYMPIAD, lambda: ((x + y)/2)**n >= (x**n + y**n)/2,
              lambda: (x >= 0, y >= 0)),
    # sequences that are bounded or monotone
    Statement("nested roots below 2", "true", COURSE, lambda: u[n] <= 2, nested_roots),
    Statement("nested roots below 3/2", "false", COURSE, lambda: 2*u[n] <= 3, nested_roots),
    Statement("nested roots increase", "true", COURSE, lambda: u[n] <= u[n + 1], nested_roots),
    Statement("halving stays below", "true", COURSE, lambda: u[n] <= 4, lambda: (Eq(u[0], 1), ForAll([k],
              Eq(u[k + 1], u[k]/2 + 2)))),
    Statement("halving increases", "true", COURSE, lambda: u[n] <= u[n + 1],
              lambda: (Eq(u[0], 1), ForAll([k], Eq(u[k + 1], u[k]/2 + 2)))),
    Statement("halving stays below 3", "false", COURSE, lambda: u[n] <= 3,
              lambda: (Eq(u[0], 1), ForAll([k], Eq(u[k + 1], u[k]/2 + 2)))),
    Statement("a logistic map stays in the interval", "true", "discrete dynamics, course notes",
              lambda: (u[n] >= 0, u[n] <= 1),
              lambda: (u[0] >= 0, u[0] <= 1, ForAll([k], Eq(u[k + 1], u[k]*(1 - u[k]))))),
    Statement("a logistic map is not negative", "true", "discrete dynamics, course notes", lambda: u[n] >= 0,
              lambda: (u[0] >= 0, u[0] <= 1, ForAll([k], Eq(u[k + 1], u[k]*(1 - u[k]))))),
    Statement("a logistic map from anywhere", "false", "discrete dynamics, course notes", lambda: u[n] >= 0,
              lambda: (u[0] >= 0, ForAll([k], Eq(u[k + 1], u[k]*(1 - u[k]))))),
    Statement("Heron from above", "true", COURSE, lambda: u[n]**2 >= 2, lambda: (Eq(u[0], 2), ForAll([k], u[k] > 0),
              ForAll([k], Eq(u[k + 1], (u[k] + 2/u[k])/2)))),
    Statement("a contraction", "true", "optimisation course, rates", lambda: u[n] <= q**n*u[0],
              lambda: (q >= 0, ForAll([k], u[k + 1] <= q*u[k]))),
    Statement("a contraction with the wrong sign", "false", "optimisation course, rates", lambda: u[n] <= q**n*u[0],
              lambda: ForAll([k], u[k + 1] <= q*u[k])),
    Statement("a monotone sequence", "true", MATHLIB, lambda: u[0] <= u[n], lambda: ForAll([k], u[k] <= u[k + 1])),
    Statement("a monotone sequence, any two", "conditional", MATHLIB, lambda: u[m] <= u[n],
              lambda: ForAll([k], u[k] <= u[k + 1]),
              needs=lambda: m <= n),
    Statement("a monotone sequence, strict", "false", MATHLIB, lambda: u[0] < u[n], lambda: ForAll([k], u[k] < u[k + 1])),
    Statement("discrete Gronwall", "true", "numerical analysis, discrete Gronwall", lambda: u[n] <= (1 + a)**n*u[0],
              lambda: (a >= 0, ForAll([k], u[k + 1] <= (1 + a)*u[k]))),
    Statement("a telescoping bound", "true", "optimisation course, descent lemma",
              lambda: u[n] <= u[0] - Sum(v[i], (i, 0, n - 1)),
              lambda: ForAll([k], u[k + 1] <= u[k] - v[k])),
    Statement("a telescoping bound, one term more", "false", "optimisation course, descent lemma",
              lambda: u[n] <= u[0] - Sum(v[i], (i, 0, n)), lambda: ForAll([k], u[k + 1] <= u[k] - v[k])),
    # as SymPy writes them when it is not kept from evaluating: u[1 + k], c + u[k], |c − u[k]|
    Statement("steps of at most c, evaluated", "true", MATHLIB, lambda: u[n] <= u[0] + n*c, lambda: SMALL_STEPS),
    Statement("steps of at most c, one too few, evaluated", "false", MATHLIB, lambda: u[n] <= u[0] + (n - 1)*c,
              lambda: SMALL_STEPS),
    Statement("steps of at least one, evaluated", "true", MATHLIB, lambda: u[n] >= n, lambda: (u[0] >= 0, LARGE_STEPS)),
    Statement("steps of at least one, from anywhere, evaluated", "false", MATHLIB, lambda: u[n] >= n, lambda: LARGE_STEPS),
    Statement("a contraction to c, evaluated", "true", "optimisation course, rates", lambda: CLOSER, lambda: (q >= 0, NEARER)),
    Statement("two halves, evaluated", "true", MATHLIB, lambda: HALVES),
    Statement("two halves and one, evaluated", "false", MATHLIB, lambda: MORE),
]
