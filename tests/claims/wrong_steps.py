"""Derivations with one wrong line each.  The comment on it is part of what the checker must say there.

A claim without such a comment is the right twin and must be proved.
"""

from sympy import Eq, Ge, Le, Product, Sum, exp, sqrt

from proofs import Proof, by, claim, family, hypothesis, nat, real

x, y = real("x"), real("y")
n, i = nat("n"), nat("i")
a = family("a")


@hypothesis("positive $x$")
def positive():
    return x > 0


# -- algebra ---------------------------------------------------------------------


@claim("wrong-sign", "tests")
def dropped_sign():
    return Eq((x - y)**2, x**2 - 2*x*y + y**2)


@dropped_sign.proof
def _(p: Proof) -> None:
    p.calc((x - y)**2)
    p.eq(x**2 + 2*x*y + y**2, by.algebra)  # wrong: the reasons do not give  (x - y)^2 = x^2 + 2·x·y + y^2
    p.eq(x**2 - 2*x*y + y**2, by.algebra)


@claim("right-sign", "tests")
def kept_sign():
    return Eq((x - y)**2, x**2 - 2*x*y + y**2)


@kept_sign.proof
def _(p: Proof) -> None:
    p.calc((x - y)**2)
    p.eq(x**2 - 2*x*y + y**2, by.algebra)


@claim("wrong-root", "tests")
def root_of_a_square():
    return Eq(sqrt(x**2), x)


@root_of_a_square.proof
def _(p: Proof) -> None:
    p.calc(sqrt(x**2))
    p.eq(x, by.root)  # wrong: √(x^2) = x


@claim("right-root", "tests", given=[positive])
def root_of_a_positive_square():
    return Eq(sqrt(x**2), x)


@root_of_a_positive_square.proof
def _(p: Proof) -> None:
    p.calc(sqrt(x**2))
    p.eq(x, by.root, positive)


@claim("wrong-cancel", "tests")
def cancelled_zero():
    return Eq(x**2 - x, (x - 1)*x)


@cancelled_zero.proof
def _(p: Proof) -> None:
    p.calc(x**2 - x)
    p.eq((x**2 - x)/(x - 1)*(x - 1), by.cancel)  # wrong: is not known to be defined: that needs x - 1 ≠ 0
    p.eq((x - 1)*x, by.algebra)


@claim("wrong-square-root", "tests")
def cancelled_square():
    return Ge(x**2, x)


@cancelled_square.proof
def _(p: Proof) -> None:
    p.calc(x**2)
    p.ge(x, by.square)  # wrong: the reasons do not give  x^2 ≥ x


@claim("wrong-mean", "tests")
def order_reversed():
    return Le(2*x*y, x**2 + y**2)


@order_reversed.proof
def _(p: Proof) -> None:
    p.calc(x**2 + y**2)
    p.le(2*x*y, by.square)  # wrong: the reasons do not give  x^2 + y^2 ≤ 2·x·y


@claim("right-mean", "tests")
def order_kept():
    return Le(2*x*y, x**2 + y**2)


@order_kept.proof
def _(p: Proof) -> None:
    p.calc(x**2 + y**2)
    p.ge(2*x*y, by.square)


@claim("wrong-half", "tests")
def lost_factor():
    return Eq(x/2 + x/2, x)


@lost_factor.proof
def _(p: Proof) -> None:
    p.calc(x/2 + x/2)
    p.eq(x/2, by.algebra)  # wrong: the reasons do not give  x/2 + x/2 = x/2
    p.eq(x, by.algebra)


# -- sums ------------------------------------------------------------------------


@claim("wrong-bound", "tests", where=[n >= 1])
def off_by_one():
    return Eq(Sum(a[i], (i, 1, n)), Sum(a[i], (i, 1, n - 1)) + a[n])


@off_by_one.proof
def _(p: Proof) -> None:
    p.calc(Sum(a[i], (i, 1, n)))
    p.eq(Sum(a[i], (i, 1, n)) + a[n], by.last_term)  # wrong: the reasons do not give
    p.eq(Sum(a[i], (i, 1, n - 1)) + a[n], by.last_term)


@claim("right-bound", "tests", where=[n >= 1])
def last_term():
    return Eq(Sum(a[i], (i, 1, n)), Sum(a[i], (i, 1, n - 1)) + a[n])


@last_term.proof
def _(p: Proof) -> None:
    p.calc(Sum(a[i], (i, 1, n)))
    p.eq(Sum(a[i], (i, 1, n - 1)) + a[n], by.last_term)


@claim("wrong-empty", "tests")
def first_of_none():
    return Eq(Sum(a[i], (i, 1, n)), a[1] + Sum(a[i], (i, 2, n)))


@first_of_none.proof
def _(p: Proof) -> None:
    p.calc(Sum(a[i], (i, 1, n)))
    p.eq(a[1] + Sum(a[i], (i, 2, n)), by.first_term)  # wrong: the reasons do not give


@claim("wrong-shift", "tests")
def shifted_ends_only():
    return Eq(Sum(a[i + 1], (i, 0, n)), Sum(a[i], (i, 1, n + 1)))


@shifted_ends_only.proof
def _(p: Proof) -> None:
    p.calc(Sum(a[i + 1], (i, 0, n)))
    p.eq(Sum(a[i + 1], (i, 1, n + 1)), by.shift)  # wrong: the reasons do not give
    p.eq(Sum(a[i], (i, 1, n + 1)), by.shift)


@claim("wrong-square-of-sum", "tests")
def square_of_sum():
    return Eq(Sum(a[i], (i, 1, n))**2, Sum(a[i]**2, (i, 1, n)))


@square_of_sum.proof
def _(p: Proof) -> None:
    p.calc(Sum(a[i], (i, 1, n))**2)
    p.eq(Sum(a[i]**2, (i, 1, n)), by.sums)  # wrong: the reasons do not give


@claim("wrong-empty-product", "tests")
def empty_product():
    return Eq(Product(a[i], (i, 1, 0)), 1)


@empty_product.proof
def _(p: Proof) -> None:
    p.calc(Product(a[i], (i, 1, 0)))
    p.eq(0, by.empty)  # wrong: the reasons do not give  Π[i=1..0] a[i] = 0
    p.eq(1, by.algebra)


# -- exponentials ------------------------------------------------------------------


@claim("right-exponential", "tests")
def exponential_of_a_sum():
    return Eq(exp(x + 2*y), exp(x)*exp(y)**2)


@exponential_of_a_sum.proof
def _(p: Proof) -> None:
    p.conclude(by.exponential)


@claim("wrong-exponential", "tests")
def exponential_as_if_linear():
    return Eq(exp(x + y), exp(x)*exp(y))


@exponential_as_if_linear.proof
def _(p: Proof) -> None:
    p.calc(exp(x + y))
    p.eq(exp(x) + exp(y), by.exponential)  # wrong: the reasons do not give  exp(x + y) = exp(x) + exp(y)
    p.eq(exp(x)*exp(y), by.exponential)


@claim("idle-exponential", "tests")
def no_exponential_of_a_sum():
    return Eq(exp(x)*exp(y), exp(y)*exp(x))


@no_exponential_of_a_sum.proof
def _(p: Proof) -> None:
    p.conclude(by.exponential)  # wrong: by.exponential is named but not used
