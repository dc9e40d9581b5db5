r"""Of the sets of $j$ examples, how many are missing among independent draws; inclusion and exclusion.

$U_m$ of the examples $1, \dots, n$ are missing after $m$ draws, as where single draws are counted.
"""

from fractions import Fraction
from math import comb

from sympy import Eq, Sum, binomial

from derivations.binomials import choices_with_signs, choices_without_one
from derivations.collector import (
    ONE,
    all_at_first,
    at_most_all,
    independent_draws,
    level_probability,
    number_is_whole,
    number_missing,
    some_example,
    some_missing,
    uniform_draws,
)
from derivations.whole_numbers import level_shifted, one_level
from proofs import E, ForAll, P, Proof, by, claim, definition, indicator, nat

n, m, k, j, v = nat("n"), nat("m"), nat("k"), nat("j"), nat("v")
DRAWS = [some_example, uniform_draws, independent_draws]
START = {**ONE, v: 1}


# -- definitions ---------------------------------------------------------------

@definition(latex="b")
def moment(j, m):
    """The mean of C(U, j) after m draws, for j ≥ 1: how many sets of j examples are missing."""
    return Sum(binomial(v, j)*P(Eq(number_missing(n, m), v)), (v, 1, n))


# -- claims --------------------------------------------------------------------

@claim("lib-missing:level", "library", given=DRAWS, example=START)
def exact_level_probability():
    r"""Exactly $v$ are missing after a draw if there were $v$ before and none of them is drawn, or $v + 1$ and one is drawn."""
    return Eq(P(Eq(number_missing(n, m + 1), v)),
              (1 - v/n)*P(Eq(number_missing(n, m), v)) + (v + 1)/n*P(Eq(number_missing(n, m), v + 1)))


@claim("lib-missing:none-above", "library", given=[some_example], example=START)
def never_more_than_all():
    """More than all are never missing."""
    return Eq(P(Eq(number_missing(n, m), n + 1)), 0)


@claim("lib-missing:first", "library", given=[some_example], where=[j >= 1], example=START)
def sets_at_first():
    r"""Before the first draw all sets of $j$ examples are missing."""
    return Eq(moment(j, 0), binomial(n, j))


@claim("lib-missing:step", "library", given=DRAWS, where=[j >= 1], example=START)
def sets_after_a_draw():
    r"""A set of $j$ examples stays missing with probability $1 - j/n$."""
    return Eq(moment(j, m + 1), (1 - j/n)*moment(j, m))


@claim("lib-missing:sets", "library", given=DRAWS, where=[j >= 1], example=START)
def missing_sets():
    r"""The mean number of sets of $j$ examples that are missing after $m$ draws."""
    return Eq(moment(j, m), binomial(n, j)*(1 - j/n)**m)


@claim("lib-missing", "library", given=DRAWS, example=START)
def some_set_missing():
    r"""The probability that some example is missing after $m$ draws, by inclusion and exclusion."""
    return Eq(P(number_missing(n, m) >= 1), Sum((-1)**(j + 1)*binomial(n, j)*(1 - j/n)**m, (j, 1, n)))


# -- derivations ---------------------------------------------------------------

@exact_level_probability.proof
def _(p: Proof) -> None:
    exact = p.have(Eq(P(Eq(number_missing(n, k), v)), P(number_missing(n, k) >= v) - P(number_missing(n, k) >= v + 1)))
    exact.calc(P(Eq(number_missing(n, k), v)))
    exact.eq(E(indicator(v <= number_missing(n, k)) - indicator(v <= number_missing(n, k) - 1)),
             by.probability, one_level(v, number_missing(n, k)), number_is_whole)
    exact.eq(E(indicator(v <= number_missing(n, k)) - indicator(v + 1 <= number_missing(n, k))),
             level_shifted(v, number_missing(n, k)))
    exact.eq(P(number_missing(n, k) >= v) - P(number_missing(n, k) >= v + 1), by.linearity, by.probability)
    above = p.have(Eq(P(number_missing(n, m + 1) >= v + 1),
                      P(number_missing(n, m) >= v + 1) - (v + 1)/n*P(Eq(number_missing(n, m), v + 1))),
                   level_probability(v + 1), by.probability, by.indicator)
    p.calc(P(Eq(number_missing(n, m + 1), v)))
    p.eq(P(number_missing(n, m + 1) >= v) - P(number_missing(n, m + 1) >= v + 1), exact)
    p.eq(P(number_missing(n, m) >= v) - v/n*P(Eq(number_missing(n, m), v))
         - (P(number_missing(n, m) >= v + 1) - (v + 1)/n*P(Eq(number_missing(n, m), v + 1))),
         level_probability(v), above)
    p.eq((1 - v/n)*P(Eq(number_missing(n, m), v)) + (v + 1)/n*P(Eq(number_missing(n, m), v + 1)), exact)


@never_more_than_all.proof
def _(p: Proof) -> None:
    p.calc(P(Eq(number_missing(n, m), n + 1)))
    p.eq(E(indicator(Eq(number_missing(n, m), n + 1))), by.probability)
    p.eq(0, at_most_all, by.indicator, by.linearity)


@sets_at_first.proof
def _(p: Proof) -> None:
    p.calc(moment(j, 0))
    p.eq(Sum(binomial(v, j)*E(indicator(Eq(number_missing(n, 0), v))), (v, 1, n)), moment, by.probability)
    p.eq(binomial(n, j), all_at_first, by.diagonal, by.indicator, by.linearity)


@sets_after_a_draw.proof
def _(p: Proof) -> None:
    shifted = p.have(Eq(Sum((v + 1)*binomial(v, j)*P(Eq(number_missing(n, m), v + 1)), (v, 1, n)),
                        Sum(v*binomial(v - 1, j)*P(Eq(number_missing(n, m), v)), (v, 1, n))))
    shifted.calc(Sum((v + 1)*binomial(v, j)*P(Eq(number_missing(n, m), v + 1)), (v, 1, n)))
    shifted.eq(Sum((v + 1)*binomial(v, j)*P(Eq(number_missing(n, m), v + 1)), (v, 1, n - 1)), never_more_than_all)
    shifted.eq(Sum((v + 1)*binomial(v, j)*P(Eq(number_missing(n, m), v + 1)), (v, 0, n - 1)), by.first_term, by.pascal)
    shifted.eq(Sum(v*binomial(v - 1, j)*P(Eq(number_missing(n, m), v)), (v, 1, n)), by.shift,
               by.probability, by.indicator)
    p.calc(moment(j, m + 1))
    p.eq(moment(j, m) - 1/n*Sum(v*binomial(v, j)*P(Eq(number_missing(n, m), v)), (v, 1, n))
         + 1/n*Sum((v + 1)*binomial(v, j)*P(Eq(number_missing(n, m), v + 1)), (v, 1, n)), moment, exact_level_probability)
    p.eq(moment(j, m) - 1/n*Sum(v*binomial(v, j)*P(Eq(number_missing(n, m), v)), (v, 1, n))
         + 1/n*Sum(v*binomial(v - 1, j)*P(Eq(number_missing(n, m), v)), (v, 1, n)), shifted)
    p.eq((1 - j/n)*moment(j, m), choices_without_one, moment)


@missing_sets.proof
def _(p: Proof) -> None:
    base, step = p.induction(m)
    base.conclude(sets_at_first)
    step.calc(moment(j, m + 1))
    step.eq((1 - j/n)*moment(j, m), sets_after_a_draw)
    step.eq(binomial(n, j)*(1 - j/n)**(m + 1), step.ih)


@some_set_missing.proof
def _(p: Proof) -> None:
    longer = p.have(ForAll([k >= n], Eq(P(number_missing(n, m) >= 1), Sum((-1)**(j + 1)*moment(j, m), (j, 1, k)))))
    longer.calc(P(number_missing(n, m) >= 1))
    longer.eq(Sum(P(Eq(number_missing(n, m), v)), (v, 1, n)), some_missing)
    longer.eq(Sum(Sum((-1)**(j + 1)*binomial(v, j), (j, 1, k))*P(Eq(number_missing(n, m), v)), (v, 1, n)), choices_with_signs)
    longer.eq(Sum((-1)**(j + 1)*Sum(binomial(v, j)*P(Eq(number_missing(n, m), v)), (v, 1, n)), (j, 1, k)), by.exchange)
    longer.eq(Sum((-1)**(j + 1)*moment(j, m), (j, 1, k)), moment)
    p.calc(P(number_missing(n, m) >= 1))
    p.eq(Sum((-1)**(j + 1)*moment(j, m), (j, 1, n)), longer(n))
    p.eq(Sum((-1)**(j + 1)*binomial(n, j)*(1 - j/n)**m, (j, 1, n)), missing_sets)


# -- results -------------------------------------------------------------------

def mean_of_missing_sets(n: int, m: int, j: int) -> Fraction:
    """The mean number of sets of j ≥ 1 of n ≥ 1 examples that m draws miss (claim `missing_sets`).

    >>> mean_of_missing_sets(2, 2, 1)
    Fraction(1, 2)
    """
    if n < 1 or m < 0 or j < 1:
        raise ValueError(f"n ≥ 1 examples (hypothesis: {some_example.words}), m ≥ 0 draws and j ≥ 1 are needed")
    return comb(n, j)*(1 - Fraction(min(j, n), n))**m
