r"""Binomial coefficients: what follows from Pascal's rule by induction.

$\binom{n}{k}$ is 0 for $k > n \ge 0$ and for $k < 0$.
"""

from math import comb

from sympy import Eq, Sum, binomial

from proofs import ForAll, Proof, by, claim, integer, nat, real

n, m, k = nat("n"), nat("m"), integer("k")
i, j = nat("i"), nat("j")
a, b = real("a"), real("b")


# -- claims --------------------------------------------------------------------

@claim("lib-binomial:symmetry", "library")
def symmetry():
    """As many ways to choose $k$ of $n$ things as to leave $k$ out."""
    return ForAll([k], Eq(binomial(n, k), binomial(n, n - k)))


@claim("lib-binomial:absorption", "library")
def absorption():
    """A choice with one of its members marked: the marked one first, then the others."""
    return ForAll([k], Eq(k*binomial(n + 1, k), (n + 1)*binomial(n, k - 1)))


@claim("lib-binomial:theorem", "library")
def binomial_theorem():
    """The binomial theorem."""
    return Eq(Sum(binomial(n, i)*a**i*b**(n - i), (i, 0, n)), (a + b)**n)


@claim("lib-binomial:alternating", "library", where=[m >= 0])
def alternating_sum():
    """With signs in turn, the first coefficients of a row add up to one of the row above."""
    return Eq(Sum((-1)**i*binomial(n + 1, i), (i, 0, m)), (-1)**m*binomial(n, m))


@claim("lib-binomial:without", "library", where=[n >= 1, j >= 0])
def choices_without_one():
    """Of the choices of $j$ of $n$ things so many are without a given one."""
    return Eq(binomial(n - 1, j), (1 - j/n)*binomial(n, j))


@claim("lib-binomial:signs", "library", where=[n >= 1, n <= m])
def choices_with_signs():
    """With signs in turn, the choices of some of $n \\ge 1$ things count 1."""
    return Eq(Sum((-1)**(j + 1)*binomial(n, j), (j, 1, m)), 1)


# -- derivations ---------------------------------------------------------------

@symmetry.proof
def _(p: Proof) -> None:
    base, step = p.induction(n)

    row = base.have(Eq(binomial(0, k), binomial(0, 0 - k)))
    below, none, above = row.cases(k < 0, Eq(k, 0), k > 0)
    below.conclude(by.pascal)
    none.conclude(none, by.pascal)
    above.conclude(by.pascal)
    base.conclude(row)

    step.calc(binomial(n + 1, k))
    step.eq(binomial(n, k - 1) + binomial(n, k), by.pascal)
    step.eq(binomial(n, n - (k - 1)) + binomial(n, n - k), step.ih)
    step.eq(binomial(n + 1, n + 1 - k), by.pascal)


@absorption.proof
def _(p: Proof) -> None:
    base, step = p.induction(n)

    row = base.have(Eq(k*binomial(0 + 1, k), (0 + 1)*binomial(0, k - 1)))
    below, none, one, above = row.cases(k < 0, Eq(k, 0), Eq(k, 1), k > 1)
    below.conclude(by.pascal)
    none.conclude(none, by.pascal)
    one.conclude(one, by.pascal)
    above.conclude(by.pascal)
    base.conclude(row)

    step.calc(k*binomial(n + 2, k))
    step.eq((k - 1)*binomial(n + 1, k - 1) + binomial(n + 1, k - 1) + k*binomial(n + 1, k), by.pascal)
    step.eq((n + 1)*binomial(n, k - 2) + binomial(n + 1, k - 1) + (n + 1)*binomial(n, k - 1), step.ih(k), step.ih(k - 1))
    step.eq((n + 2)*binomial(n + 1, k - 1), by.pascal)


@binomial_theorem.proof
def _(p: Proof) -> None:
    base, step = p.induction(n)

    base.conclude(by.evaluation, by.pascal)

    chosen = step.have(Eq(Sum(binomial(n, i - 1)*a**i*b**(n + 1 - i), (i, 0, n + 1)),
                          a*Sum(binomial(n, i)*a**i*b**(n - i), (i, 0, n))))
    chosen.calc(Sum(binomial(n, i - 1)*a**i*b**(n + 1 - i), (i, 0, n + 1)))
    chosen.eq(Sum(binomial(n, i - 1)*a**i*b**(n + 1 - i), (i, 1, n + 1)), by.first_term, by.pascal)
    chosen.eq(Sum(binomial(n, i)*a**(i + 1)*b**(n - i), (i, 0, n)), by.shift)
    chosen.eq(a*Sum(binomial(n, i)*a**i*b**(n - i), (i, 0, n)), by.sums)
    other = step.have(Eq(Sum(binomial(n, i)*a**i*b**(n + 1 - i), (i, 0, n + 1)),
                         b*Sum(binomial(n, i)*a**i*b**(n - i), (i, 0, n))), by.pascal)
    step.calc(Sum(binomial(n + 1, i)*a**i*b**(n + 1 - i), (i, 0, n + 1)))
    step.eq(Sum(binomial(n, i - 1)*a**i*b**(n + 1 - i), (i, 0, n + 1))
            + Sum(binomial(n, i)*a**i*b**(n + 1 - i), (i, 0, n + 1)), by.pascal)
    step.eq((a + b)*Sum(binomial(n, i)*a**i*b**(n - i), (i, 0, n)), chosen, other)
    step.eq((a + b)**(n + 1), step.ih)


@alternating_sum.proof
def _(p: Proof) -> None:
    base, step = p.induction(m)
    base.conclude(by.evaluation, by.pascal)
    step.calc(Sum((-1)**i*binomial(n + 1, i), (i, 0, m + 1)))
    step.eq((-1)**m*binomial(n, m) + (-1)**(m + 1)*binomial(n + 1, m + 1), step.ih)
    step.eq((-1)**(m + 1)*binomial(n, m + 1), by.pascal)


@choices_without_one.proof
def _(p: Proof) -> None:
    one_more = p.have(ForAll([i], Eq(binomial(i, j), (1 - j/(i + 1))*binomial(i + 1, j))))
    one_more.calc(binomial(i, j))
    one_more.eq(binomial(i + 1, j) - (i + 1)*binomial(i, j - 1)/(i + 1), by.pascal)
    one_more.eq((1 - j/(i + 1))*binomial(i + 1, j), absorption(i))
    p.conclude(one_more(n - 1))


@choices_with_signs.proof
def _(p: Proof) -> None:
    p.calc(Sum((-1)**(j + 1)*binomial(n, j), (j, 1, m)))
    p.eq(1 - Sum((-1)**j*binomial(n, j), (j, 0, m)), by.pascal)
    p.eq(1 - (-1)**m*binomial(n - 1, m), alternating_sum(m, n - 1))
    p.eq(1, by.pascal)


# -- results -------------------------------------------------------------------

def choices(n: int, k: int) -> int:
    """The number of ways to choose k of n ≥ 0 things (claim `binomial_theorem` adds them up with weights).

    >>> choices(5, 2)
    10
    """
    if n < 0:
        raise ValueError(f"n must be at least 0, not {n}")
    return comb(n, k) if k >= 0 else 0
