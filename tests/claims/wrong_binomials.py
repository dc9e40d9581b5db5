"""Binomial coefficients: derivations that miscount choices, or read Pascal's rule where it says nothing."""

from sympy import Eq, Sum, binomial

from derivations.binomials import absorption, alternating_sum, binomial_theorem
from proofs import Proof, by, claim, hypothesis, integer, nat, real

n, k, i, z = nat("n"), nat("k"), nat("i"), integer("z")
x = real("x")


@hypothesis("more than there are")
def too_many():
    return k > n


@claim("binomials-edges", "tests", given=[too_many])
def nothing_left():
    return Eq(binomial(n, k) + binomial(n, n) - binomial(n, 0) + binomial(n, -2), 0)


@nothing_left.proof
def _(p: Proof) -> None:
    p.conclude(too_many, by.pascal)


@claim("binomials-row", "tests")
def all_subsets():
    return Eq(Sum(binomial(n, i), (i, 0, n)), 2**n)


@all_subsets.proof
def _(p: Proof) -> None:
    p.calc(Sum(binomial(n, i), (i, 0, n)))
    p.eq((1 + 1)**n, binomial_theorem(n, 1, 1))
    p.eq(2**n, by.algebra)


@claim("binomials-pairs", "tests")
def pairs():
    return Eq(binomial(z, 2), z*(z - 1)/2)


@pairs.proof
def _(p: Proof) -> None:
    p.conclude(by.evaluation, by.pascal)


@claim("binomials-positive", "tests")
def some_choice():
    return binomial(n + k, k) > 0


@some_choice.proof
def _(p: Proof) -> None:
    p.conclude(by.order)


@claim("wrong-binomials-edges", "tests")
def not_too_many():
    return Eq(binomial(n, k), 0)


@not_too_many.proof
def _(p: Proof) -> None:
    p.conclude(by.pascal)  # wrong: it is false at


@claim("wrong-binomials-below", "tests", given=[too_many])
def below_zero():
    return Eq(binomial(-n, k), 0)


@below_zero.proof
def _(p: Proof) -> None:
    p.conclude(too_many, by.pascal)  # wrong: it is false at


@claim("wrong-binomials-all", "tests")
def all_of_fewer():
    return Eq(binomial(z, z), 1)


@all_of_fewer.proof
def _(p: Proof) -> None:
    p.conclude(by.pascal)  # wrong: it is false at


@claim("wrong-binomials-pascal", "tests")
def wrong_neighbour():
    return Eq(binomial(n + 1, k), binomial(n, k) + binomial(n, k + 1))


@wrong_neighbour.proof
def _(p: Proof) -> None:
    p.calc(binomial(n + 1, k))
    p.eq(binomial(n, k) + binomial(n, k + 1), by.pascal)  # wrong: it is false at


@claim("wrong-binomials-sign", "tests")
def signs():
    return binomial(z, k) >= 0


@signs.proof
def _(p: Proof) -> None:
    p.conclude(by.order)  # wrong: it is false at


@claim("wrong-binomials-theorem", "tests")
def wrong_exponents():
    return Eq(Sum(binomial(n, i)*x**i, (i, 0, n)), (x + 2)**n)


@wrong_exponents.proof
def _(p: Proof) -> None:
    p.calc(Sum(binomial(n, i)*x**i, (i, 0, n)))
    p.eq((x + 2)**n, binomial_theorem(n, x, 1))  # wrong: it is false at


@claim("wrong-binomials-absorption", "tests")
def marked_twice():
    return Eq(k*binomial(n + 1, k), (n + 1)*binomial(n, k))


@marked_twice.proof
def _(p: Proof) -> None:
    p.calc(k*binomial(n + 1, k))
    p.eq((n + 1)*binomial(n, k), absorption)  # wrong: it is false at


@claim("wrong-binomials-unused", "tests")
def a_row():
    return Eq(Sum((-1)**i*binomial(n + 1, i), (i, 0, k)), (-1)**k*binomial(n, k))


@a_row.proof
def _(p: Proof) -> None:
    p.conclude(alternating_sum, by.pascal)  # wrong: is named but not used
