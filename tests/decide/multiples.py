"""Multiples of what is no number, remainders by a variable, floors of sums."""

from statement import Statement
from sympy import And, Eq, Lt, Mod, Ne, Or, floor

from proofs import Exists, integer, nat, real

n, m = nat("n"), nat("m")
a, b, c, w, s, t, x, y = [integer(letter) for letter in "abcwstxy"]
z = real("z")
MATHLIB, COURSE, OLYMPIAD = "Mathlib, Int.dvd", "number theory course", "the International Mathematical Olympiad 1964, 1"


def divides(d, e):
    """d divides e."""
    return Exists([w], Eq(e, d*w))


def known(d, e, name=s):
    """The same, as a hypothesis."""
    return Exists([name], Eq(e, d*name))


def coins(paid):
    """n is paid with coins that there are."""
    return And(a >= 0, b >= 0, Eq(n, paid))


def congruent():
    return n >= 1, Eq(Mod(a, n), Mod(b, n))


STATEMENTS = [
    # -- two coins -------------------------------------------------------------------
    Statement("coins of 3 and 5", "true", "Concrete Mathematics, chapter 1, postage", lambda: Exists([a, b], coins(3*a + 5*b)),
              lambda: n >= 8),
    Statement("coins of 3 and 5, from 7", "false", "Concrete Mathematics, chapter 1, postage",
              lambda: Exists([a, b], coins(3*a + 5*b)), lambda: n >= 7),
    Statement("coins of 4 and 7", "true", COURSE, lambda: Exists([a, b], coins(4*a + 7*b)), lambda: n >= 18),
    Statement("coins of 4 and 6", "false", COURSE, lambda: Exists([a, b], coins(4*a + 6*b)), lambda: n >= 18),
    # -- what divides ----------------------------------------------------------------
    Statement("a difference of powers", "true", MATHLIB, lambda: divides(x - y, x**n - y**n)),
    Statement("a difference of powers by the sum", "false", MATHLIB, lambda: divides(x + y, x**n - y**n)),
    Statement("a sum of odd powers", "true", MATHLIB, lambda: divides(x + y, x**(2*n + 1) + y**(2*n + 1))),
    Statement("a sum of powers", "false", MATHLIB, lambda: divides(x + y, x**n + y**n)),
    Statement("a power less one", "true", COURSE, lambda: divides(x - 1, x**n - 1)),
    Statement("a power less one, by the base", "false", COURSE, lambda: divides(x, x**n - 1)),
    Statement("a power of the next less one", "true", COURSE, lambda: divides(x, (x + 1)**n - 1)),
    Statement("a power of the next", "false", COURSE, lambda: divides(x, (x + 1)**n)),
    Statement("a sum of cubes", "true", COURSE, lambda: divides(x + y, x**3 + y**3)),
    Statement("a difference of cubes by the sum", "false", COURSE, lambda: divides(x + y, x**3 - y**3)),
    Statement("of a sum", "true", MATHLIB, lambda: divides(a, b + c), lambda: (known(a, b), known(a, c, t))),
    Statement("of a product", "true", MATHLIB, lambda: divides(a, b*c), lambda: known(a, b)),
    Statement("of a factor", "false", MATHLIB, lambda: divides(a, b), lambda: known(a, b*c)),
    Statement("transitive", "true", MATHLIB, lambda: divides(a, c), lambda: (known(a, b), known(b, c, t))),
    Statement("transitive, the other way", "false", MATHLIB, lambda: divides(c, a), lambda: (known(a, b), known(b, c, t))),
    Statement("of a square", "true", MATHLIB, lambda: divides(a**2, b**2), lambda: known(a, b)),
    Statement("the square", "false", MATHLIB, lambda: divides(a**2, b), lambda: known(a, b)),
    Statement("powers of what is congruent", "true", MATHLIB, lambda: divides(c, a**n - b**n), lambda: known(c, a - b)),
    Statement("powers of what is opposite", "false", MATHLIB, lambda: divides(c, a**n - b**n), lambda: known(c, a + b)),
    # -- remainders and floors -----------------------------------------------------------
    Statement("a remainder of a product", "true", MATHLIB, lambda: Eq(Mod(a*b, m), Mod(Mod(a, m)*Mod(b, m), m)),
              lambda: m >= 1),
    Statement("a product of remainders", "false", COURSE, lambda: Eq(Mod(a*b, m), Mod(a, m)*Mod(b, m)), lambda: m >= 1),
    Statement("a remainder of a sum", "true", MATHLIB, lambda: Eq(Mod(a + b, m), Mod(Mod(a, m) + Mod(b, m), m)),
              lambda: m >= 1),
    Statement("a sum of remainders", "false", COURSE, lambda: Eq(Mod(a + b, m), Mod(a, m) + Mod(b, m)), lambda: m >= 1),
    Statement("one period later", "conditional", MATHLIB, lambda: Eq(Mod(a + m, m), Mod(a, m)), needs=lambda: m >= 1),
    Statement("a remainder of the negative", "false", COURSE, lambda: Eq(Mod(-a, m), -Mod(a, m)), lambda: m >= 1),
    Statement("below the divisor", "true", MATHLIB, lambda: Lt(Mod(a, m), m), lambda: m >= 1),
    Statement("a floor and an integer", "true", MATHLIB, lambda: Eq(floor(z + a), floor(z) + a)),
    Statement("a floor and a half", "false", COURSE, lambda: Eq(floor(2*z + 1), 2*floor(z) + 1)),
    Statement("a floor of a floor", "true", MATHLIB, lambda: Eq(floor(floor(x/n)/m), floor(x/(n*m))), lambda: (n >= 1, m >= 1)),
    Statement("a floor of a floor, divisors added", "false", COURSE, lambda: Eq(floor(floor(x/n)/m), floor(x/(n + m))),
              lambda: (n >= 1, m >= 1)),
    # -- remainders of powers come again -----------------------------------------------------
    Statement("no multiple of 7 after a power of 2", "true", OLYMPIAD, lambda: Ne(Mod(2**n + 1, 7), 0)),
    Statement("no multiple of 5 after a power of 2", "false", OLYMPIAD, lambda: Ne(Mod(2**n + 1, 5), 0)),
    Statement("a last digit of powers of 3", "true", COURSE, lambda: Ne(Mod(3**n, 10), 5)),
    Statement("a last digit of powers of 3, taken", "false", COURSE, lambda: Ne(Mod(3**n, 10), 7)),
    Statement("powers of 2 by the exponent", "true", OLYMPIAD, lambda: Eq(Mod(2**n, 7), 1), lambda: Eq(Mod(n, 3), 0)),
    Statement("powers of 2 by the next exponent", "false", OLYMPIAD, lambda: Eq(Mod(2**n, 7), 1), lambda: Eq(Mod(n, 3), 1)),
    Statement("the exponent by powers of 2", "true", OLYMPIAD, lambda: Eq(Mod(n, 3), 0), lambda: Eq(Mod(2**n, 7), 1)),
    Statement("the exponent by powers of 2, twice", "false", OLYMPIAD, lambda: Eq(Mod(n, 6), 0), lambda: Eq(Mod(2**n, 7), 1)),
    Statement("two powers, an odd exponent", "true", COURSE, lambda: Eq(Mod(2**n + 3**n, 5), 0), lambda: Eq(Mod(n, 2), 1)),
    Statement("two powers, an even exponent", "false", COURSE, lambda: Eq(Mod(2**n + 3**n, 5), 0), lambda: Eq(Mod(n, 2), 0)),
    Statement("two remainders only", "true", COURSE, lambda: Or(Eq(Mod(2**n, 3), 1), Eq(Mod(2**n, 3), 2))),
    Statement("remainders after the first", "true", COURSE, lambda: Eq(Mod(2**n, 12), 4), lambda: (n >= 2, Eq(Mod(n, 2), 0))),
    Statement("remainders with the first", "false", COURSE, lambda: Eq(Mod(2**n, 12), 4), lambda: Eq(Mod(n, 2), 0)),
    Statement("powers of 2 and of 3", "true", COURSE, lambda: Ne(2**n, 3**m), lambda: n >= 1),
    Statement("powers of 2 and of 3, with the first", "false", COURSE, lambda: Ne(2**n, 3**m)),
    # -- congruences ---------------------------------------------------------------------------
    Statement("products of what is congruent", "true", MATHLIB, lambda: Eq(Mod(a*c, n), Mod(b*c, n)), congruent),
    Statement("what is congruent as a product", "false", MATHLIB, lambda: Eq(Mod(a, n), Mod(b, n)),
              lambda: (n >= 1, Eq(Mod(a*c, n), Mod(b*c, n)), Ne(c, 0))),
    Statement("squares of what is congruent", "true", MATHLIB, lambda: Eq(Mod(a**2, n), Mod(b**2, n)), congruent),
    Statement("what has congruent squares", "false", MATHLIB, lambda: Eq(Mod(a, n), Mod(b, n)),
              lambda: (n >= 1, Eq(Mod(a**2, n), Mod(b**2, n)))),
    Statement("a square of what is 1", "true", MATHLIB, lambda: Eq(Mod(a**2, n), 1), lambda: (n > 1, Eq(Mod(a, n), 1))),
    Statement("a transposed convolution undoes", "true", "course notes: sizes of convolutions",
              lambda: Eq(floor((a - b)/m)*m + b, a), lambda: (m >= 1, Eq(Mod(a - b, m), 0))),
    Statement("a transposed convolution undoes any", "false", "course notes: sizes of convolutions",
              lambda: Eq(floor((a - b)/m)*m + b, a), lambda: m >= 1),
]
