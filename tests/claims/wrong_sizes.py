"""Absolute values and roots: a sign that is not known is not taken."""

from sympy import Abs, Eq, Le, sqrt

from proofs import Proof, by, claim, hypothesis, real

x, y, z = real("x"), real("y"), real("z")


@hypothesis("nonpositive $x$")
def nonpositive():
    return x <= 0


@hypothesis("nonnegative $y$")
def nonnegative():
    return y >= 0


@claim("wrong-absolute", "tests")
def absolute_of_any():
    return Eq(Abs(x), x)


@absolute_of_any.proof
def _(p: Proof) -> None:
    p.calc(Abs(x))
    p.eq(x, by.absolute)  # wrong: |x| = x


@claim("right-absolute", "tests", given=[nonpositive])
def absolute_of_negative():
    return Eq(Abs(x), -x)


@absolute_of_negative.proof
def _(p: Proof) -> None:
    p.calc(Abs(x))
    p.eq(-x, by.absolute, nonpositive)


@claim("right-bound-of-sum", "tests", given=[nonnegative])
def bound_of_a_sum():
    return Le(Abs(x - z), Abs(x) + Abs(z) + y)


@bound_of_a_sum.proof
def _(p: Proof) -> None:
    p.calc(Abs(x - z))
    p.le(Abs(x) + Abs(z) + y, by.absolute, nonnegative)


@claim("wrong-bound-of-difference", "tests")
def bound_of_a_difference():
    return Le(Abs(x - z), Abs(x) - Abs(z))


@bound_of_a_difference.proof
def _(p: Proof) -> None:
    p.calc(Abs(x - z))
    p.le(Abs(x) - Abs(z), by.absolute)  # wrong: the reasons do not give


@claim("right-common-square", "tests", given=[nonnegative])
def common_square():
    return Eq(sqrt(x**2*y + x**2), Abs(x)*sqrt(y + 1))


@common_square.proof
def _(p: Proof) -> None:
    p.calc(sqrt(x**2*y + x**2))
    p.eq(Abs(x)*sqrt(y + 1), by.root, nonnegative)


@claim("wrong-common-square", "tests", given=[nonnegative])
def common_square_without_sign():
    return Eq(sqrt(x**2*y + x**2), x*sqrt(y + 1))


@common_square_without_sign.proof
def _(p: Proof) -> None:
    p.calc(sqrt(x**2*y + x**2))
    p.eq(x*sqrt(y + 1), by.root, nonnegative)  # wrong: the reasons do not give
