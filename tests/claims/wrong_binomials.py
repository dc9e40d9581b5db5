"""Binomial coefficients: derivations that miscount choices, or read Pascal's rule where it says nothing."""

from sympy import Eq, Sum, binomial, factorial

from derivations.binomials import absorption, alternating_sum, binomial_theorem
from proofs import ForAll, Proof, by, claim, hypothesis, integer, nat, real

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


@claim("factorials", "tests")
def arrangements():
    return Eq(binomial(n + k, k)*factorial(k)*factorial(n), factorial(n + k))


@arrangements.proof
def _(p: Proof) -> None:
    base, step = p.induction(k)
    base.conclude(by.pascal, by.factorial)
    marked = step.have(ForAll([i], Eq(i*binomial(n + k + 1, i), (n + k + 1)*binomial(n + k, i - 1))), absorption(n + k))
    step.calc(binomial(n + (k + 1), k + 1)*factorial(k + 1)*factorial(n))
    step.eq((k + 1)*binomial(n + k + 1, k + 1)*factorial(k)*factorial(n), by.factorial)
    step.eq((n + k + 1)*binomial(n + k, k)*factorial(k)*factorial(n), marked(k + 1))
    step.eq((n + k + 1)*factorial(n + k), step.ih)
    step.eq(factorial(n + (k + 1)), by.factorial)


@claim("factorials-growth", "tests", where=[n >= 4])
def faster_than_powers():
    return 2**n < factorial(n)


@faster_than_powers.proof
def _(p: Proof) -> None:
    base, step = p.induction(n, start=4)
    base.calc(2**4)
    base.eq(16, by.algebra)
    base.lt(24, by.order)
    base.eq(factorial(4), by.factorial)
    step.calc(2**(n + 1))
    step.eq(2*2**n, by.powers)
    step.lt(2*factorial(n), step.ih)
    step.le((n + 1)*factorial(n), by.order)
    step.eq(factorial(n + 1), by.factorial)


@claim("wrong-factorials-below", "tests")
def before_none():
    return Eq(factorial(n), n*factorial(n - 1))


@before_none.proof
def _(p: Proof) -> None:
    p.conclude(by.factorial)  # wrong: undefined


@claim("wrong-factorials-sum", "tests")
def of_a_sum():
    return Eq(factorial(n + k), factorial(n)*factorial(k))


@of_a_sum.proof
def _(p: Proof) -> None:
    p.conclude(by.factorial)  # wrong: it is false at


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
