r"""How many whole epochs of $n$ independent draws until every example was seen.

$I_1, I_2, \dots$ and $U_m$, the number of examples missing after $m$ draws, are those of the count of single draws; that
$T > m$ says that $U_m \ge 1$, and $\lceil T/n \rceil > e$ that $T > en$.
"""

from fractions import Fraction
from math import comb

from sympy import Eq, Le, Lt, Sum, binomial

from derivations.collector import (
    ONE,
    SEMINAR,
    all_at_first,
    draws_left,
    draws_needed,
    harmonic,
    level_probability,
    little_is_left,
    number_missing,
    some_example,
    truncated_mean,
)
from derivations.library import geometric_sum, power_of_a_power
from derivations.missing_sets import DRAWS, some_set_missing
from proofs import E, ForAll, P, Proof, by, claim, definition, indicator, nat, tends

n, m, M, k = nat("n"), nat("m"), nat("M"), nat("k")
j, e = nat("j"), nat("e")


# -- definitions ---------------------------------------------------------------

@definition(latex="p")
def late(m):
    """The probability of T > m."""
    return P(number_missing(n, m) >= 1)


@definition(latex="s")
def epochs_needed(M):
    """The mean of the smaller of ⌈T/n⌉ and M: the sum of P(T > en) over e < M."""
    return Sum(late(n*e), (e, 0, M - 1))


@definition(latex=r"\rho")
def none_in_an_epoch(j):
    """The probability that a whole epoch draws none of j examples."""
    return (1 - j/n)**n


@definition(latex=r"\bar s")
def mean_epochs():
    return Sum((-1)**(j + 1)*binomial(n, j)/(1 - none_in_an_epoch(j)), (j, 1, n))


START = {**ONE, k: 1}


# -- claims --------------------------------------------------------------------

@claim("ctu24-s3-a1b-ceil:survival", SEMINAR.at("1b"), given=DRAWS, example=START)
def late_by_sets():
    r"""The probability $\mathbb{P}(T > m)$, by inclusion and exclusion."""
    return Eq(late(m), Sum((-1)**(j + 1)*binomial(n, j)*(1 - j/n)**m, (j, 1, n)))


@claim("ctu24-s3-a1b-ceil:ratio", SEMINAR.at("1b"), where=[j >= 1, j <= n])
def ratio_below_one():
    r"""The probability that a whole epoch draws none of $j \ge 1$ examples is below 1."""
    return Le(0, none_in_an_epoch(j)), Lt(none_in_an_epoch(j), 1)


@claim("ctu24-s3-a1b-ceil:truncated", SEMINAR.at("1b"), given=DRAWS, where=[M >= 0], example=START)
def truncated_epochs():
    r"""The mean of the smaller of $\lceil T/n \rceil$ and $M$: geometric sums."""
    return Eq(epochs_needed(M),
              Sum((-1)**(j + 1)*binomial(n, j)*((1 - none_in_an_epoch(j)**M)/(1 - none_in_an_epoch(j))), (j, 1, n)))


@claim("ctu24-s3-a1b-ceil:mean", SEMINAR.at("1b"), given=DRAWS, example=START)
def epochs_in_the_limit():
    r"""The means of the smaller of $\lceil T/n \rceil$ and $M$ tend to the mean of $\lceil T/n \rceil$."""
    return tends(epochs_needed(M), M, mean_epochs())


@claim("ctu24-s3-a1b-ceil:next", SEMINAR.at("1b"), where=[m >= 0], example=START)
def one_draw_more():
    """One more draw is needed while some example is missing."""
    return Eq(draws_needed(m + 1), draws_needed(m) + late(m))


@claim("ctu24-s3-a1b-ceil:rarer", SEMINAR.at("1b"), given=DRAWS, example=START)
def after_one_more_draw():
    """That some example is missing is no more probable after one more draw."""
    return late(m + 1) <= late(m)


@claim("ctu24-s3-a1b-ceil:later", SEMINAR.at("1b"), given=DRAWS, example=START)
def later_is_rarer():
    """That some example is missing is less and less probable."""
    return late(m + k) <= late(m)


@claim("ctu24-s3-a1b-ceil:at-most", SEMINAR.at("1b"), given=DRAWS, where=[m >= 0], example=START)
def needed_in_a_stretch():
    """In a stretch of $k$ draws each one is needed at most with the probability that the first is."""
    return draws_needed(m + k) <= draws_needed(m) + k*late(m)


@claim("ctu24-s3-a1b-ceil:at-least", SEMINAR.at("1b"), given=DRAWS, where=[m >= 0], example=START)
def needed_in_a_stretch_at_least():
    """In a longer stretch each draw after the first is needed at least with the probability that one after all of them is."""
    return draws_needed(m) + late(m) + k*late(m + k + 1) <= draws_needed(m + k + 1)


@claim("ctu24-s3-a1b-ceil:lower", SEMINAR.at("1b"), given=DRAWS, where=[M >= 0], example=START)
def draws_in_epochs():
    """An epoch that is needed has $n$ draws, not all of which need be needed."""
    return draws_needed(n*M) <= n*epochs_needed(M)


@claim("ctu24-s3-a1b-ceil:upper", SEMINAR.at("1b"), given=DRAWS, where=[M >= 0], example=START)
def draws_before_an_epoch():
    """Before an epoch that is needed all draws of the one before were needed; the first draw of an epoch is with it."""
    return (n - 1)*(epochs_needed(M + 1) - 1) + epochs_needed(M) <= draws_needed(n*M)


@claim("ctu24-s3-a1b-ceil:draws", SEMINAR.at("1b"), given=DRAWS, example=START)
def draws_in_the_limit():
    """Counted in epochs of draws, too, the means tend to the mean number of draws."""
    return tends(draws_needed(n*M), M, n*harmonic(n))


@claim("ctu24-s3-a1b-ceil:bounds", SEMINAR.at("1b"), given=DRAWS, example=START)
def whole_epochs_against_draws():
    r"""Between the mean of $T/n$ and one epoch more, of which at least one draw is not needed."""
    return Le(harmonic(n), mean_epochs()), Le(mean_epochs(), harmonic(n) + 1 - 1/n)


@claim("ctu24-s3-a1b-ceil", SEMINAR.at("1b"), given=DRAWS, example=START)
def whole_epochs():
    r"""If only whole epochs count: the mean of $\lceil T/n \rceil$, and how far it is from $H_n$, the mean of $T/n$."""
    return tends(epochs_needed(M), M, mean_epochs()), harmonic(n) <= mean_epochs(), mean_epochs() < harmonic(n) + 1


# -- derivations ---------------------------------------------------------------

@late_by_sets.proof
def _(p: Proof) -> None:
    p.conclude(late, some_set_missing)


@ratio_below_one.proof
def _(p: Proof) -> None:
    p.have(0 <= 1 - j/n)
    p.have(1 - j/n < 1)
    p.conclude(none_in_an_epoch)


@truncated_epochs.proof
def _(p: Proof) -> None:
    p.known(ratio_below_one)
    epochs = p.have(ForAll([j, e], Eq((1 - j/n)**(n*e), none_in_an_epoch(j)**e)),
                    none_in_an_epoch, power_of_a_power(n, e, 1 - j/n))
    p.calc(epochs_needed(M))
    p.eq(Sum(Sum((-1)**(j + 1)*binomial(n, j)*(1 - j/n)**(n*e), (j, 1, n)), (e, 0, M - 1)),
         epochs_needed, late_by_sets)
    p.eq(Sum(Sum((-1)**(j + 1)*binomial(n, j)*none_in_an_epoch(j)**e, (j, 1, n)), (e, 0, M - 1)), epochs)
    p.eq(Sum((-1)**(j + 1)*binomial(n, j)*Sum(none_in_an_epoch(j)**e, (e, 0, M - 1)), (j, 1, n)), by.exchange)
    p.eq(Sum((-1)**(j + 1)*binomial(n, j)*((1 - none_in_an_epoch(j)**M)/(1 - none_in_an_epoch(j))), (j, 1, n)),
         geometric_sum(M, none_in_an_epoch(j)))


@epochs_in_the_limit.proof
def _(p: Proof) -> None:
    p.known(ratio_below_one)
    p.conclude(truncated_epochs, mean_epochs, by.limits)


@one_draw_more.proof
def _(p: Proof) -> None:
    p.conclude(draws_needed, late)


@after_one_more_draw.proof
def _(p: Proof) -> None:
    exactly_one = p.have(P(Eq(number_missing(n, m), 1)) >= 0, by.probability)
    p.calc(late(m + 1))
    p.eq(P(number_missing(n, m) >= 1) - 1/n*P(Eq(number_missing(n, m), 1)), late, level_probability(1),
         by.probability, by.indicator)
    p.le(late(m), exactly_one, late)


@later_is_rarer.proof
def _(p: Proof) -> None:
    base, step = p.induction(k)
    base.conclude()
    step.calc(late(m + (k + 1)))
    step.le(late(m + k), after_one_more_draw(m + k))
    step.le(late(m), step.ih)


@needed_in_a_stretch.proof
def _(p: Proof) -> None:
    base, step = p.induction(k)
    base.conclude()
    step.calc(draws_needed(m + (k + 1)))
    step.eq(draws_needed(m + k) + late(m + k), one_draw_more(m + k))
    step.le(draws_needed(m + k) + late(m), later_is_rarer)
    step.le(draws_needed(m) + (k + 1)*late(m), step.ih)


@needed_in_a_stretch_at_least.proof
def _(p: Proof) -> None:
    base, step = p.induction(k)
    base.conclude(one_draw_more)
    step.calc(draws_needed(m) + late(m) + (k + 1)*late(m + (k + 1) + 1))
    step.le(draws_needed(m) + late(m) + (k + 1)*late(m + k + 1), after_one_more_draw(m + k + 1))
    step.le(draws_needed(m + k + 1) + late(m + k + 1), step.ih)
    step.eq(draws_needed(m + (k + 1) + 1), one_draw_more(m + k + 1))


@draws_in_epochs.proof
def _(p: Proof) -> None:
    base, step = p.induction(M)
    base.conclude(draws_needed, epochs_needed)
    step.calc(draws_needed(n*(M + 1)))
    step.le(draws_needed(n*M) + n*late(n*M), needed_in_a_stretch(n*M, n))
    step.le(n*epochs_needed(M) + n*late(n*M), step.ih)
    step.eq(n*epochs_needed(M + 1), epochs_needed)


@draws_before_an_epoch.proof
def _(p: Proof) -> None:
    base, step = p.induction(M)
    base.calc((n - 1)*(epochs_needed(0 + 1) - 1) + epochs_needed(0))
    base.eq((n - 1)*(late(0) - 1), epochs_needed)
    base.eq((n - 1)*(E(indicator(1 <= number_missing(n, 0))) - 1), late, by.probability)
    base.eq(0, all_at_first, by.indicator, by.linearity)
    base.eq(draws_needed(n*0), draws_needed)
    step.calc((n - 1)*(epochs_needed(M + 1 + 1) - 1) + epochs_needed(M + 1))
    step.eq((n - 1)*(epochs_needed(M + 1) - 1) + epochs_needed(M) + late(n*M) + (n - 1)*late(n*M + (n - 1) + 1), epochs_needed)
    step.le(draws_needed(n*M) + late(n*M) + (n - 1)*late(n*M + (n - 1) + 1), step.ih)
    step.le(draws_needed(n*(M + 1)), needed_in_a_stretch_at_least(n*M, n - 1))


@draws_in_the_limit.proof
def _(p: Proof) -> None:
    p.known(ratio_below_one)
    rate = p.have(ForAll([M], Eq((1 - 1/n)**(n*M), none_in_an_epoch(1)**M)), none_in_an_epoch, power_of_a_power(n, M, 1 - 1/n))
    least = p.have(ForAll([M >= 0], draws_left(n*M) >= 0), little_is_left)
    most = p.have(ForAll([M >= 0], draws_left(n*M) <= n*harmonic(n)*(n*none_in_an_epoch(1)**M)))
    most.calc(draws_left(n*M))
    most.le(n*harmonic(n)*(n*(1 - 1/n)**(n*M)), little_is_left)
    most.eq(n*harmonic(n)*(n*none_in_an_epoch(1)**M), rate)
    bound = p.have(tends(n*harmonic(n)*(n*none_in_an_epoch(1)**M), M, 0), by.limits)
    left = p.have(tends(draws_left(n*M), M, 0), least, most, bound, by.squeeze)
    needed = p.have(ForAll([M >= 0], Eq(draws_needed(n*M), n*harmonic(n) - draws_left(n*M))), truncated_mean)
    p.conclude(left, needed, by.limits)


@whole_epochs_against_draws.proof
def _(p: Proof) -> None:
    p.known(ratio_below_one)
    lower, upper = p.parts("From below.", "From above.")
    above = lower.have(ForAll([M >= 0], n*epochs_needed(M) - draws_needed(n*M) >= 0), draws_in_epochs)
    limit = lower.have(tends(n*epochs_needed(M) - draws_needed(n*M), M, n*mean_epochs() - n*harmonic(n)),
                       epochs_in_the_limit, draws_in_the_limit, by.limits)
    kept = lower.have(0 <= n*mean_epochs() - n*harmonic(n), above, limit, by.limit_order)
    lower.calc(harmonic(n))
    lower.le(harmonic(n) + 1/n*(n*mean_epochs() - n*harmonic(n)), kept)
    lower.eq(mean_epochs())
    below = upper.have(ForAll([M >= 0], draws_needed(n*M) - ((n - 1)*(epochs_needed(M + 1) - 1) + epochs_needed(M)) >= 0),
                       draws_before_an_epoch)
    limit = upper.have(tends(draws_needed(n*M) - ((n - 1)*(epochs_needed(M + 1) - 1) + epochs_needed(M)), M,
                             n*harmonic(n) - ((n - 1)*(mean_epochs() - 1) + mean_epochs())),
                       epochs_in_the_limit, draws_in_the_limit, by.limits)
    kept = upper.have(0 <= n*harmonic(n) - ((n - 1)*(mean_epochs() - 1) + mean_epochs()), below, limit, by.limit_order)
    upper.calc(mean_epochs())
    upper.le(mean_epochs() + 1/n*(n*harmonic(n) - ((n - 1)*(mean_epochs() - 1) + mean_epochs())), kept)
    upper.eq(harmonic(n) + 1 - 1/n)


@whole_epochs.proof
def _(p: Proof) -> None:
    p.known(ratio_below_one)
    limit, least, most = p.parts("The mean.", "At least.", "Less than.")
    limit.conclude(epochs_in_the_limit)
    least.conclude(whole_epochs_against_draws)
    most.calc(mean_epochs())
    most.le(harmonic(n) + 1 - 1/n, whole_epochs_against_draws)
    most.lt(harmonic(n) + 1)


# -- results -------------------------------------------------------------------

def epochs_for_all(n: int) -> Fraction:
    """The mean number of whole epochs until each of n ≥ 1 examples was drawn (claim `whole_epochs`).

    >>> epochs_for_all(2)
    Fraction(5, 3)
    """
    if n < 1:
        raise ValueError(f"n must be at least 1 (hypothesis: {some_example.words}), not {n}")
    return sum(((-1)**(j + 1)*comb(n, j)/(1 - (1 - Fraction(j, n))**n) for j in range(1, n + 1)), Fraction(0))
