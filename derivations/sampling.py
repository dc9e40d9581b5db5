r"""Epochs of independent draws: which examples are never drawn.

$I_1, \dots, I_m$ are drawn independently and uniformly from the examples $1, \dots, n$.
"""

from typing import Any

from sympy import Abs, Eq, Implies, Le, Ne, Product, Rational, Sum, exp

from derivations.library import chebyshev, epsilon, some_distance
from derivations.limits_of_sampling import miss_from_above, miss_from_below, pairs_are_rarer
from proofs import (
    E,
    ForAll,
    P,
    Proof,
    Var,
    by,
    claim,
    definition,
    every,
    hypothesis,
    independent,
    indicator,
    nat,
    random_family,
    source,
    tends,
    uniform,
)

SEMINAR = source("Deep Learning, seminar 3", seed="ctu24-s3")
UNUSED = SEMINAR.at("1b, first sentence")

n, m, i, j, k, l = nat("n"), nat("m"), nat("i"), nat("j"), nat("k"), nat("l", latex=r"\ell")
draw = random_family("draw", latex="I", start=1, stop=m, integer=True)
draws = random_family("draws", latex="I", indices=2, integer=True)  # a row for each n


# -- definitions ---------------------------------------------------------------

@definition(latex="A")
def unused(i):
    """1 where no draw is i."""
    return indicator(every(Ne(draw[k], i), (k, 1, m)))


@definition(latex="U")
def number_unused():
    return Sum(unused(i), (i, 1, n))


@definition(latex="U")
def unused_in_row(n):
    return Sum(indicator(every(Ne(draws[n, k], i), (k, 1, n))), (i, 1, n))


def rows():
    """For each n, n independent draws from n examples; draws of two rows may have to do with each other."""
    return ForAll([n >= 1], ForAll([k >= 1, k <= n], uniform(draws[n, k], n)), independent(draws[n, k], (k, 1, n)))


@hypothesis("at least one example")
def some_example():
    return n >= 1


@hypothesis("uniform draws", forall=[k >= 1, k <= m])
def uniform_draws():
    return uniform(draw[k], n)


@hypothesis("independent draws")
def independent_draws():
    return independent(draw)


@hypothesis("one epoch: as many draws as examples")
def one_epoch():
    return Eq(m, n)


TWO = {n: 2, m: 1, i: 1, k: 1, draw[1]: (1, 2)}
ONE = {n: 1, m: 1, i: 1, draw: 1}


# -- claims --------------------------------------------------------------------

@claim("ctu24-s3-a1a-prob:draw", SEMINAR.at("1a"), given=[some_example, uniform_draws],
       where=[i >= 1, i <= n, k >= 1, k <= m], example=TWO)
def one_draw():
    """A single draw misses a given example with probability $1 - 1/n$."""
    return Eq(E(indicator(Ne(draw[k], i))), 1 - 1/n)


@claim("ctu24-s3-a1a-prob", SEMINAR.at("1a, first question"), given=[some_example, uniform_draws, independent_draws],
       where=[i >= 1, i <= n], example=TWO)
def never_drawn():
    """A given example is missed by all $m$ draws with probability $(1 - 1/n)^m$."""
    return Eq(P(every(Ne(draw[k], i), (k, 1, m))), (1 - 1/n)**m)


@claim("ctu24-s3-a1a-frac:mean", UNUSED, given=[some_example, uniform_draws, independent_draws], example=TWO)
def mean_unused():
    """On average $n(1 - 1/n)^m$ examples are never drawn."""
    return Eq(E(number_unused()), n*(1 - 1/n)**m)


@claim("ctu24-s3-a1a-frac:two", UNUSED, given=[some_example, uniform_draws],
       where=[i >= 1, i <= n, j >= 1, j <= n, Ne(i, j), k >= 1, k <= m], example={**TWO, j: 2})
def one_draw_of_two():
    """A single draw misses two given examples with probability $1 - 2/n$."""
    return Eq(E(indicator(Ne(draw[k], i))*indicator(Ne(draw[k], j))), 1 - 2/n)


@claim("ctu24-s3-a1a-frac:pair", UNUSED, given=[some_example, uniform_draws, independent_draws],
       where=[i >= 1, i <= n, j >= 1, j <= n, Ne(i, j)], example={**TWO, j: 2})
def never_drawn_pair():
    """Two given examples are both missed by all $m$ draws with probability $(1 - 2/n)^m$."""
    return Eq(E(unused(i)*unused(j)), (1 - 2/n)**m)


@claim("ctu24-s3-a1a-frac:products", UNUSED, given=[some_example, uniform_draws, independent_draws],
       where=[i >= 1, i <= n, j >= 1, j <= n], example={**TWO, j: 2})
def second_moments():
    """The mean of a product is the one for two examples, and on the diagonal that for one."""
    return Eq(E(unused(i)*unused(j)), (1 - 2/n)**m + indicator(Eq(i, j))*((1 - 1/n)**m - (1 - 2/n)**m))


@claim("ctu24-s3-a1a-frac:variance", UNUSED, given=[some_example, uniform_draws, independent_draws], example=TWO)
def variance_unused():
    """The variance of the number of examples that are never drawn."""
    return Eq(Var(number_unused()), n*(1 - 1/n)**m + n*(n - 1)*(1 - 2/n)**m - n**2*(1 - 1/n)**(2*m))


@claim("ctu24-s3-a1a-prob:epoch", SEMINAR.at("1a, first question"),
       given=[some_example, uniform_draws, independent_draws, one_epoch],
       where=[i >= 1, i <= n], example=ONE)
def never_drawn_in_an_epoch():
    """In one epoch of $n$ draws the probability is $(1 - 1/n)^n$."""
    return Eq(P(every(Ne(draw[k], i), (k, 1, m))), (1 - 1/n)**n)


@claim("ctu24-s3-a1a-frac", UNUSED, given=[some_example, uniform_draws, independent_draws, one_epoch], example=ONE)
def unused_fraction():
    """One epoch leaves the fraction $(1 - 1/n)^n$ of the examples unused on average."""
    return Eq(E(number_unused()/n), (1 - 1/n)**n)


@claim("ctu24-s3-a1a-frac:spread", UNUSED,
       given=[some_example, uniform_draws, independent_draws, one_epoch], example=ONE)
def variance_of_the_unused_fraction():
    """The variance of that fraction."""
    return Eq(Var(number_unused()/n), (1 - 1/n)**n/n + (1 - 1/n)*(1 - 2/n)**n - (1 - 1/n)**(2*n))


@claim("ctu24-s3-a1a-frac:limit-mean", UNUSED,
       given=[some_example, uniform_draws, independent_draws, one_epoch], example=ONE)
def mean_near_one_over_e():
    """The mean fraction differs from $1/e$ by at most $1/(en)$, so it tends to $1/e$."""
    return Le(exp(-1)*(1 - 1/n), E(number_unused()/n)), Le(E(number_unused()/n), exp(-1))


@claim("ctu24-s3-a1a-frac:limit-variance", UNUSED,
       given=[some_example, uniform_draws, independent_draws, one_epoch], example=ONE)
def variance_is_small():
    """The variance is at most $1/(en)$, so it tends to 0."""
    return Le(Var(number_unused()/n), exp(-1)/n)


@claim("ctu24-s3-a1a-frac:limit", UNUSED,
       given=[some_example, uniform_draws, independent_draws, one_epoch, some_distance], example={**ONE, epsilon: 1})
def fraction_near_one_over_e():
    """The fraction is far from $1/e$ with a probability of order $1/n$ at most."""
    return Le(P(Abs(number_unused()/n - exp(-1)) >= epsilon), (exp(-1)/n + (exp(-1)/n)**2)/epsilon**2)


@claim("ctu24-s3-a1a-frac:limit-bound", UNUSED, given=[some_distance])
def bound_vanishes():
    """This bound tends to 0."""
    return tends((exp(-1)/n + (exp(-1)/n)**2)/epsilon**2, n, 0, start=1)


@claim("ctu24-s3-a1a-frac:limits", UNUSED, given=[some_distance])
def unused_in_the_limit():
    """For $n$ draws from $n$ examples, $n = 1, 2, \\dots$: the mean fraction tends to $1/e$, the variance to 0, and the
    fraction to $1/e$ in probability."""
    fraction = unused_in_row[n]/n
    return ForAll([draws], Implies(rows(), (
        tends(E(fraction), n, exp(-1), start=1), tends(Var(fraction), n, 0, start=1),
        tends(P(Abs(fraction - exp(-1)) >= epsilon), n, 0, start=1))))


# -- derivations ---------------------------------------------------------------

@one_draw.proof
def _(p: Proof) -> None:
    p.calc(E(indicator(Ne(draw[k], i))))
    p.eq(Sum(indicator(Ne(j, i)), (j, 1, n))/n, uniform_draws)
    p.eq((n - Sum(indicator(Eq(j, i)), (j, 1, n)))/n, by.indicator)
    p.eq(1 - 1/n, by.diagonal, by.indicator)


@never_drawn.proof
def _(p: Proof) -> None:
    p.calc(P(every(Ne(draw[k], i), (k, 1, m))))
    p.eq(E(Product(indicator(Ne(draw[k], i)), (k, 1, m))), by.probability, by.indicator)
    p.eq(Product(E(indicator(Ne(draw[k], i))), (k, 1, m)), independent_draws)
    p.eq(Product(1 - 1/n, (k, 1, m)), one_draw)
    p.eq((1 - 1/n)**m)


@mean_unused.proof
def _(p: Proof) -> None:
    p.calc(E(number_unused()))
    p.eq(Sum(E(unused(i)), (i, 1, n)), number_unused, by.linearity)
    p.eq(Sum(P(every(Ne(draw[k], i), (k, 1, m))), (i, 1, n)), unused, by.probability)
    p.eq(Sum((1 - 1/n)**m, (i, 1, n)), never_drawn)
    p.eq(n*(1 - 1/n)**m)


@one_draw_of_two.proof
def _(p: Proof) -> None:
    p.calc(E(indicator(Ne(draw[k], i))*indicator(Ne(draw[k], j))))
    p.eq(Sum(indicator(Ne(l, i))*indicator(Ne(l, j)), (l, 1, n))/n, uniform_draws)
    p.eq((n - Sum(indicator(Eq(l, i)), (l, 1, n)) - Sum(indicator(Eq(l, j)), (l, 1, n))
          + Sum(indicator(Eq(l, i))*indicator(Eq(l, j)), (l, 1, n)))/n, by.indicator)
    p.eq(1 - 2/n, by.diagonal, by.indicator)


@never_drawn_pair.proof
def _(p: Proof) -> None:
    p.calc(E(unused(i)*unused(j)))
    p.eq(E(Product(indicator(Ne(draw[k], i))*indicator(Ne(draw[k], j)), (k, 1, m))), unused, by.indicator)
    p.eq(Product(E(indicator(Ne(draw[k], i))*indicator(Ne(draw[k], j))), (k, 1, m)), independent_draws)
    p.eq(Product(1 - 2/n, (k, 1, m)), one_draw_of_two)
    p.eq((1 - 2/n)**m)


@second_moments.proof
def _(p: Proof) -> None:
    same, different = p.cases(Eq(i, j), Ne(i, j))
    same.calc(E(unused(i)*unused(j)))
    same.eq(E(unused(i)), unused, same, by.indicator)
    same.eq(P(every(Ne(draw[k], i), (k, 1, m))), unused, by.probability)
    same.eq((1 - 1/n)**m, never_drawn)
    same.eq((1 - 2/n)**m + indicator(Eq(i, j))*((1 - 1/n)**m - (1 - 2/n)**m), by.indicator, same)
    different.calc(E(unused(i)*unused(j)))
    different.eq((1 - 2/n)**m, never_drawn_pair)
    different.eq((1 - 2/n)**m + indicator(Eq(i, j))*((1 - 1/n)**m - (1 - 2/n)**m), by.indicator)


@variance_unused.proof
def _(p: Proof) -> None:
    p.calc(Var(number_unused()))
    p.eq(E((number_unused() - E(number_unused()))**2), by.variance)
    p.eq(E(number_unused()**2) - E(number_unused())**2, by.linearity)
    p.eq(Sum(Sum(E(unused(i)*unused(j)), (j, 1, n)), (i, 1, n)) - (n*(1 - 1/n)**m)**2,
         number_unused, by.square_of_sum, by.linearity, mean_unused)
    p.eq(Sum(Sum((1 - 2/n)**m + indicator(Eq(i, j))*((1 - 1/n)**m - (1 - 2/n)**m), (j, 1, n)), (i, 1, n))
         - (n*(1 - 1/n)**m)**2, second_moments)
    p.eq(Sum(n*(1 - 2/n)**m + ((1 - 1/n)**m - (1 - 2/n)**m), (i, 1, n)) - (n*(1 - 1/n)**m)**2, by.diagonal, by.indicator)
    p.eq(n*(1 - 1/n)**m + n*(n - 1)*(1 - 2/n)**m - n**2*(1 - 1/n)**(2*m))


@never_drawn_in_an_epoch.proof
def _(p: Proof) -> None:
    p.calc(P(every(Ne(draw[k], i), (k, 1, m))))
    p.eq((1 - 1/n)**m, never_drawn)
    p.eq((1 - 1/n)**n, one_epoch)


@unused_fraction.proof
def _(p: Proof) -> None:
    p.calc(E(number_unused()/n))
    p.eq(E(number_unused())/n, by.linearity)
    p.eq(n*(1 - 1/n)**m/n, mean_unused)
    p.eq((1 - 1/n)**n, one_epoch)


@variance_of_the_unused_fraction.proof
def _(p: Proof) -> None:
    p.calc(Var(number_unused()/n))
    p.eq(E((number_unused()/n - E(number_unused()/n))**2), by.variance)
    p.eq(E((number_unused() - E(number_unused()))**2)/n**2, by.linearity)
    p.eq(Var(number_unused())/n**2, by.variance)
    p.eq((n*(1 - 1/n)**m + n*(n - 1)*(1 - 2/n)**m - n**2*(1 - 1/n)**(2*m))/n**2, variance_unused)
    p.eq((1 - 1/n)**n/n + (1 - 1/n)*(1 - 2/n)**n - (1 - 1/n)**(2*n), one_epoch)


@mean_near_one_over_e.proof
def _(p: Proof) -> None:
    least, most = p.parts("From below.", "From above.")
    alone, more = least.cases(Eq(n, 1), n >= 2)
    alone.calc(exp(-1)*(1 - 1/n))
    alone.eq((1 - 1/n)**n, alone)
    alone.eq(E(number_unused()/n), unused_fraction)
    more.calc(exp(-1)*(1 - 1/n))
    more.le((1 - 1/n)**n, miss_from_below)
    more.eq(E(number_unused()/n), unused_fraction)
    most.calc(E(number_unused()/n))
    most.eq((1 - 1/n)**n, unused_fraction)
    most.le(exp(-1), miss_from_above)


@variance_is_small.proof
def _(p: Proof) -> None:
    pairs = p.have((1 - 1/n)*(1 - 2/n)**n <= (1 - 1/n)*(1 - 1/n)**(2*n))
    alone, more = pairs.cases(Eq(n, 1), n >= 2)
    alone.conclude(alone)
    power = more.have((1 - 2/n)**n <= (1 - 1/n)**(2*n), pairs_are_rarer(n, n))
    more.conclude(power)
    p.calc(Var(number_unused()/n))
    p.eq((1 - 1/n)**n/n + (1 - 1/n)*(1 - 2/n)**n - (1 - 1/n)**(2*n), variance_of_the_unused_fraction)
    p.le((1 - 1/n)**n/n + (1 - 1/n)*(1 - 1/n)**(2*n) - (1 - 1/n)**(2*n), pairs)
    p.eq((1 - 1/n)**n/n - ((1 - 1/n)**n)**2/n)
    p.le((1 - 1/n)**n/n)
    p.le(exp(-1)/n, miss_from_above)


@fraction_near_one_over_e.proof
def _(p: Proof) -> None:
    below = p.have(0 <= exp(-1) - E(number_unused()/n), mean_near_one_over_e)
    small = p.have(exp(-1) - E(number_unused()/n) <= exp(-1)/n, mean_near_one_over_e)
    square = p.have((E(number_unused()/n) - exp(-1))**2 <= (exp(-1)/n)**2)
    square.calc((E(number_unused()/n) - exp(-1))**2)
    square.eq((exp(-1) - E(number_unused()/n))*(exp(-1) - E(number_unused()/n)), by.algebra)
    square.le((exp(-1) - E(number_unused()/n))*(exp(-1)/n), below, small)
    square.le(exp(-1)/n*(exp(-1)/n), small)
    square.eq((exp(-1)/n)**2)
    total = p.have(Var(number_unused()/n) + (E(number_unused()/n) - exp(-1))**2 <= exp(-1)/n + (exp(-1)/n)**2,
                   variance_is_small, square)
    p.calc(P(Abs(number_unused()/n - exp(-1)) >= epsilon))
    p.eq(E(indicator(epsilon <= Abs(number_unused()/n - exp(-1)))), by.probability)
    p.le(E((number_unused()/n - exp(-1))**2/epsilon**2), chebyshev(epsilon, number_unused()/n - exp(-1)))
    p.eq((Var(number_unused()/n) + (E(number_unused()/n) - exp(-1))**2)/epsilon**2, by.variance, by.linearity)
    p.le((exp(-1)/n + (exp(-1)/n)**2)/epsilon**2, total)


@bound_vanishes.proof
def _(p: Proof) -> None:
    p.conclude(by.limits)


@unused_in_the_limit.proof
def _(p: Proof) -> None:
    given, fraction, row = p.assume(rows()), unused_in_row[n]/n, {draw: draws[n, :], m: n}
    mean, spread, far = p.parts("Mean.", "Variance.", "Far from it.")
    here = number_unused, unused, unused_in_row, given
    near = mean.have(Implies(n >= 1, (exp(-1)*(1 - 1/n) <= E(fraction), E(fraction) <= exp(-1))),
                     mean_near_one_over_e(row), *here)
    mean.conclude(near, by.squeeze)
    small = spread.have(Implies(n >= 1, Var(fraction) <= exp(-1)/n), variance_is_small(row), *here)
    sign = spread.have(Implies(n >= 1, Var(fraction) >= 0))
    sign.assume(n >= 1)
    sign.calc(Var(fraction))
    sign.eq(E((fraction - E(fraction))**2), by.variance)
    sign.ge(0)
    spread.conclude(small, by.squeeze)
    chance = P(Abs(fraction - exp(-1)) >= epsilon)
    rare = far.have(Implies(n >= 1, chance <= (exp(-1)/n + (exp(-1)/n)**2)/epsilon**2),
                    fraction_near_one_over_e(row), *here)
    far.have(Implies(n >= 1, chance >= 0), by.probability)
    far.conclude(rare, bound_vanishes, by.squeeze)


# -- results -------------------------------------------------------------------

def probability_never_drawn(n: int, m: int) -> Any:
    """(1 − 1/n)ᵐ, the probability that m draws from n ≥ 1 examples miss a given one (claim `never_drawn`).

    >>> probability_never_drawn(2, 2)
    1/4
    """
    _check(n, m)
    return (1 - Rational(1, n))**m


def variance_of_unused(n: int, m: int) -> Any:
    """The variance of the number of examples among n ≥ 1 that m independent draws miss (claim `variance_unused`).

    >>> variance_of_unused(2, 2)
    1/4
    """
    _check(n, m)
    one, two = (1 - Rational(1, n))**m, (1 - Rational(2, n))**m
    return n*one + n*(n - 1)*two - n**2*one**2


def _check(n: int, m: int) -> None:
    if n < 1:
        raise ValueError(f"n must be at least 1 (hypothesis: {some_example.words}), not {n}")
    if m < 0:
        raise ValueError(f"m must be at least 0, not {m}")
