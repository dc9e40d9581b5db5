r"""How many independent draws until every example was seen.

$I_1, I_2, \dots$ are drawn independently and uniformly from the examples $1, \dots, n$; $U_m$ of them are missing among the
first $m$ draws, and $T > m$ says that $U_m \ge 1$.
"""

from typing import Any

from sympy import Eq, Le, Ne, Not, Product, Rational, Sum, floor

from derivations.whole_numbers import all_levels, level_bound, number_on_its_level, one_level, successor_is_whole
from proofs import (
    E,
    ForAll,
    P,
    Proof,
    by,
    claim,
    definition,
    every,
    everywhere,
    hypothesis,
    independent,
    indicator,
    nat,
    random_family,
    real,
    source,
    tends,
    uniform,
)

SEMINAR = source("Deep Learning, seminar 3", seed="ctu24-s3")

n, m, M = nat("n"), nat("m"), nat("M")
i, j, k, s, e = nat("i"), nat("j"), nat("k"), nat("s"), nat("e")
u = real("u")
draw = random_family("draw", latex="I", start=1, integer=True)


# -- definitions ---------------------------------------------------------------

@definition(latex="A")
def missing(i, m):
    """1 where none of the first m draws is i."""
    return indicator(every(Ne(draw[k], i), (k, 1, m)))


@definition(latex="U")
def number_missing(s, m):
    """How many of the examples 1, …, s are missing among the first m draws."""
    return Sum(missing(i, m), (i, 1, s))


@definition(latex="t")
def draws_needed(M):
    """The mean of min(T, M): the sum of P(T > m) over m < M."""
    return Sum(P(number_missing(n, m) >= 1), (m, 0, M - 1))


@definition(latex="r")
def draws_left(M):
    """The mean of n/1 + … + n/u over the number u of examples that are missing after M draws."""
    return Sum(n/j*P(number_missing(n, M) >= j), (j, 1, n))


@definition(latex="H")
def harmonic(n):
    return Sum(1/j, (j, 1, n))


@hypothesis("at least one example")
def some_example():
    return n >= 1


@hypothesis("uniform draws of examples", forall=[k >= 1])
def uniform_draws():
    return everywhere(draw[k] >= 1, draw[k] <= n), uniform(draw[k], n)


@hypothesis("independent draws")
def independent_draws():
    return independent(draw)


ONE = {n: 1, m: 1, M: 1, i: 1, j: 1, s: 1, draw: 1}


# -- claims: along one run -------------------------------------------------------

@claim("ctu24-s3-a1b:next", SEMINAR.at("1b"), example=ONE)
def missing_after_one_more_draw():
    """An example stays missing unless the next draw is this example."""
    return Eq(missing(i, m + 1), missing(i, m)*(1 - indicator(Eq(draw[m + 1], i))))


@claim("ctu24-s3-a1b:number", SEMINAR.at("1b"), given=[some_example, uniform_draws], example=ONE)
def number_after_one_more_draw():
    """The next draw takes one off the number if it is an example that was missing."""
    return Eq(number_missing(n, m + 1), number_missing(n, m) - missing(draw[m + 1], m))


@claim("ctu24-s3-a1b:whole", SEMINAR.at("1b"), where=[s >= 0], example=ONE)
def number_is_whole():
    """A number of examples is a whole number."""
    return Eq(floor(number_missing(s, m)), number_missing(s, m))


@claim("ctu24-s3-a1b:drop", SEMINAR.at("1b"), where=[i >= 1], example=ONE)
def level_after_a_draw():
    """Where one is taken off, the number falls below $j$ exactly if it was $j$."""
    return Eq(indicator(j <= number_missing(n, m) - missing(i, m)),
              indicator(j <= number_missing(n, m)) - missing(i, m)*indicator(Eq(number_missing(n, m), j)))


@claim("ctu24-s3-a1b:most", SEMINAR.at("1b"), example=ONE)
def at_most_all():
    """Between 0 and $n$ examples are missing."""
    return Le(0, number_missing(n, m)), Le(number_missing(n, m), n)


@claim("ctu24-s3-a1b:first", SEMINAR.at("1b"), example=ONE)
def all_at_first():
    """Before the first draw all are missing."""
    return Eq(number_missing(n, 0), n)


# -- claims: on average ------------------------------------------------------------

@claim("ctu24-s3-a1b:draw", SEMINAR.at("1b"), given=[uniform_draws], where=[i >= 1, i <= n, k >= 1], example={**ONE, k: 1})
def probability_of_an_example():
    """A draw is a given example with probability $1/n$."""
    return Eq(E(indicator(Eq(draw[k], i))), 1/n)


@claim("ctu24-s3-a1b:next-draw", SEMINAR.at("1b"), given=[some_example, uniform_draws, independent_draws], example=ONE)
def mean_over_the_draw():
    """The next draw does not depend on the earlier ones, so each example may be put for it, with weight $1/n$."""
    return Eq(E(indicator(j <= number_missing(n, m) - missing(draw[m + 1], m))),
              Sum(1/n*E(indicator(j <= number_missing(n, m) - missing(i, m))), (i, 1, n)))


@claim("ctu24-s3-a1b:step", SEMINAR.at("1b"), given=[some_example, uniform_draws, independent_draws], example=ONE)
def level_probability():
    """At least $j$ still miss after a draw, unless exactly $j$ did and it is one of them: probability $j/n$."""
    return Eq(P(number_missing(n, m + 1) >= j),
              P(number_missing(n, m) >= j) - j/n*P(Eq(number_missing(n, m), j)))


@claim("ctu24-s3-a1b:some", SEMINAR.at("1b"), given=[some_example], example=ONE)
def some_missing():
    """Some example is missing if the number is one of $1, \\dots, n$."""
    return Eq(Sum(P(Eq(number_missing(n, m), j)), (j, 1, n)), P(number_missing(n, m) >= 1))


@claim("ctu24-s3-a1b:decrease", SEMINAR.at("1b"), given=[some_example, uniform_draws, independent_draws],
       where=[M >= 0], example=ONE)
def potential_after_a_draw():
    """While an example is missing, every draw takes one off the mean of what is left."""
    return Eq(draws_left(M + 1), draws_left(M) - P(number_missing(n, M) >= 1))


@claim("ctu24-s3-a1b", SEMINAR.at("1b"), given=[some_example, uniform_draws, independent_draws],
       where=[M >= 0], example=ONE)
def truncated_mean():
    r"""The mean of $\min(T, M)$, which is $\sum_{m < M} \mathbb{P}(T > m)$, and what the first $M$ draws leave are $n H_n$."""
    return Eq(draws_needed(M) + draws_left(M), n*harmonic(n))


@claim("ctu24-s3-a1b:mean", SEMINAR.at("1b"), given=[some_example, uniform_draws, independent_draws], example=ONE)
def mean_number_missing():
    """On average $n(1 - 1/n)^m$ examples are missing."""
    return Eq(E(number_missing(n, m)), n*(1 - 1/n)**m)


@claim("ctu24-s3-a1b:markov", SEMINAR.at("1b"), given=[some_example, uniform_draws, independent_draws],
       where=[j >= 1], example=ONE)
def late_levels():
    """That $j \\ge 1$ examples are missing after $m$ draws is less and less probable."""
    return Le(P(number_missing(n, m) >= j), n*(1 - 1/n)**m)


@claim("ctu24-s3-a1b:left", SEMINAR.at("1b"), given=[some_example, uniform_draws, independent_draws], example=ONE)
def little_is_left():
    """What is left after $M$ draws is at least 0 and at most $n H_n \\cdot n(1 - 1/n)^M$, which tends to 0."""
    return Le(0, draws_left(M)), Le(draws_left(M), n*harmonic(n)*(n*(1 - 1/n)**M))


@claim("ctu24-s3-a1b:limit", SEMINAR.at("1b"), given=[some_example, uniform_draws, independent_draws], example=ONE)
def mean_in_the_limit():
    r"""The means of $\min(T, M)$ tend to $n H_n$, and this limit is what is meant by the mean of $T$."""
    return tends(draws_needed(M), M, n*harmonic(n))


# -- derivations ---------------------------------------------------------------

@missing_after_one_more_draw.proof
def _(p: Proof) -> None:
    p.calc(missing(i, m + 1))
    p.eq(Product(1 - indicator(Eq(draw[k], i)), (k, 1, m + 1)), missing, by.indicator)
    p.eq(Product(1 - indicator(Eq(draw[k], i)), (k, 1, m))*(1 - indicator(Eq(draw[m + 1], i))))
    p.eq(missing(i, m)*(1 - indicator(Eq(draw[m + 1], i))), missing, by.indicator)


@number_after_one_more_draw.proof
def _(p: Proof) -> None:
    p.calc(number_missing(n, m + 1))
    p.eq(number_missing(n, m) - Sum(missing(i, m)*indicator(Eq(draw[m + 1], i)), (i, 1, n)), number_missing,
         missing_after_one_more_draw)
    p.eq(number_missing(n, m) - missing(draw[m + 1], m), by.diagonal, by.indicator)


@number_is_whole.proof
def _(p: Proof) -> None:
    base, step = p.induction(s)

    base.calc(floor(number_missing(0, m)))
    base.eq(0, number_missing)
    base.eq(number_missing(0, m), number_missing)
    again = step.have(Eq(number_missing(s + 1, m), number_missing(s, m) + missing(s + 1, m)), number_missing)
    absent, seen = step.cases(every(Ne(draw[k], s + 1), (k, 1, m)), Not(every(Ne(draw[k], s + 1), (k, 1, m))))
    more = absent.have(Eq(number_missing(s + 1, m), number_missing(s, m) + 1), again, missing, by.indicator)
    absent.calc(floor(number_missing(s + 1, m)))
    absent.eq(floor(number_missing(s, m) + 1), more)
    absent.eq(number_missing(s, m) + 1, step.ih, successor_is_whole(number_missing(s, m)))
    absent.eq(number_missing(s + 1, m), more)
    same = seen.have(Eq(number_missing(s + 1, m), number_missing(s, m)), again, missing, by.indicator)
    seen.calc(floor(number_missing(s + 1, m)))
    seen.eq(floor(number_missing(s, m)), same)
    seen.eq(number_missing(s, m), step.ih)
    seen.eq(number_missing(s + 1, m), same)


@level_after_a_draw.proof
def _(p: Proof) -> None:
    absent, seen = p.cases(every(Ne(draw[k], i), (k, 1, m)), Not(every(Ne(draw[k], i), (k, 1, m))))
    absent.calc(indicator(j <= number_missing(n, m) - missing(i, m)))
    absent.eq(indicator(j <= number_missing(n, m) - 1), missing, by.indicator)
    absent.eq(indicator(j <= number_missing(n, m)) - indicator(Eq(number_missing(n, m), j)),
              one_level(j, number_missing(n, m)), number_is_whole(n))
    absent.eq(indicator(j <= number_missing(n, m)) - missing(i, m)*indicator(Eq(number_missing(n, m), j)),
              missing, by.indicator)
    seen.conclude(missing, by.indicator)


@probability_of_an_example.proof
def _(p: Proof) -> None:
    p.calc(E(indicator(Eq(draw[k], i))))
    p.eq(Sum(indicator(Eq(e, i)), (e, 1, n))/n, uniform_draws)
    p.eq(1/n, by.diagonal, by.indicator)


@mean_over_the_draw.proof
def _(p: Proof) -> None:
    p.calc(E(indicator(j <= number_missing(n, m) - missing(draw[m + 1], m))))
    p.eq(E(Sum(indicator(Eq(draw[m + 1], i))*indicator(j <= number_missing(n, m) - missing(i, m)), (i, 1, n))),
         by.diagonal, by.indicator)
    p.eq(Sum(E(indicator(Eq(draw[m + 1], i))*indicator(j <= number_missing(n, m) - missing(i, m))), (i, 1, n)), by.linearity)
    p.eq(Sum(E(indicator(Eq(draw[m + 1], i)))*E(indicator(j <= number_missing(n, m) - missing(i, m))), (i, 1, n)),
         independent_draws, number_missing, missing)
    p.eq(Sum(1/n*E(indicator(j <= number_missing(n, m) - missing(i, m))), (i, 1, n)), probability_of_an_example)


@level_probability.proof
def _(p: Proof) -> None:
    p.calc(P(number_missing(n, m + 1) >= j))
    p.eq(E(indicator(j <= number_missing(n, m) - missing(draw[m + 1], m))), by.probability, by.indicator,
         number_after_one_more_draw)
    p.eq(Sum(1/n*E(indicator(j <= number_missing(n, m) - missing(i, m))), (i, 1, n)), mean_over_the_draw)
    p.eq(Sum(1/n*E(indicator(j <= number_missing(n, m)) - missing(i, m)*indicator(Eq(number_missing(n, m), j))), (i, 1, n)),
         level_after_a_draw)
    p.eq(P(number_missing(n, m) >= j) - 1/n*Sum(E(missing(i, m)*indicator(Eq(number_missing(n, m), j))), (i, 1, n)),
         by.linearity, by.probability)
    p.eq(P(number_missing(n, m) >= j) - 1/n*E(number_missing(n, m)*indicator(Eq(number_missing(n, m), j))),
         number_missing, by.square_of_sum, by.linearity)
    p.eq(P(number_missing(n, m) >= j) - 1/n*E(j*indicator(Eq(number_missing(n, m), j))), number_on_its_level)
    p.eq(P(number_missing(n, m) >= j) - j/n*P(Eq(number_missing(n, m), j)), by.linearity, by.probability)


@at_most_all.proof
def _(p: Proof) -> None:
    least, most = p.parts("Not negative.", "Not more.")

    least.calc(0)
    least.eq(Sum(0, (i, 1, n)))
    least.le(Sum(indicator(every(Ne(draw[k], i), (k, 1, m))), (i, 1, n)), by.termwise)
    least.eq(number_missing(n, m), number_missing, missing)
    most.calc(number_missing(n, m))
    most.eq(Sum(indicator(every(Ne(draw[k], i), (k, 1, m))), (i, 1, n)), number_missing, missing)
    most.le(Sum(1, (i, 1, n)), by.termwise)
    most.eq(n)


@all_at_first.proof
def _(p: Proof) -> None:
    p.conclude(number_missing, missing, by.indicator)


@some_missing.proof
def _(p: Proof) -> None:
    p.calc(Sum(P(Eq(number_missing(n, m), j)), (j, 1, n)))
    p.eq(E(Sum(indicator(Eq(number_missing(n, m), j)), (j, 1, n))), by.probability, by.linearity)
    p.eq(E(indicator(1 <= number_missing(n, m)) - indicator(n + 1 <= number_missing(n, m))),
         all_levels(n, number_missing(n, m)), number_is_whole(n))
    p.eq(E(indicator(1 <= number_missing(n, m))), by.indicator, at_most_all)
    p.eq(P(number_missing(n, m) >= 1), by.probability)


@potential_after_a_draw.proof
def _(p: Proof) -> None:
    p.calc(draws_left(M + 1))
    p.eq(draws_left(M) - Sum(P(Eq(number_missing(n, M), j)), (j, 1, n)), draws_left, level_probability)
    p.eq(draws_left(M) - P(number_missing(n, M) >= 1), some_missing)


@truncated_mean.proof
def _(p: Proof) -> None:
    base, step = p.induction(M)

    base.calc(draws_needed(0) + draws_left(0))
    base.eq(0 + draws_left(0), draws_needed)
    base.eq(Sum(n/j*E(indicator(j <= number_missing(n, 0))), (j, 1, n)), draws_left, by.probability)
    base.eq(Sum(n/j*1, (j, 1, n)), all_at_first, by.indicator, by.linearity)
    base.eq(n*harmonic(n), harmonic)

    step.calc(draws_needed(M + 1) + draws_left(M + 1))
    step.eq(draws_needed(M) + P(number_missing(n, M) >= 1) + draws_left(M + 1), draws_needed)
    step.eq(draws_needed(M) + draws_left(M), potential_after_a_draw)
    step.eq(n*harmonic(n), step.ih)


@mean_number_missing.proof
def _(p: Proof) -> None:
    p.calc(E(number_missing(n, m)))
    p.eq(Sum(E(missing(i, m)), (i, 1, n)), number_missing, by.linearity)
    p.eq(Sum(Product(1 - E(indicator(Eq(draw[k], i))), (k, 1, m)), (i, 1, n)),
         missing, by.indicator, independent_draws, by.linearity)
    p.eq(n*(1 - 1/n)**m, probability_of_an_example)


@late_levels.proof
def _(p: Proof) -> None:
    p.calc(P(number_missing(n, m) >= j))
    p.eq(E(indicator(j <= number_missing(n, m))), by.probability)
    p.le(E(number_missing(n, m)), level_bound(j, number_missing(n, m)), at_most_all)
    p.eq(n*(1 - 1/n)**m, mean_number_missing)


@little_is_left.proof
def _(p: Proof) -> None:
    least, most = p.parts("Not negative.", "Less and less.")
    share = least.have(ForAll([j >= 1], n/j*P(number_missing(n, M) >= j) >= 0), by.probability)
    least.calc(0)
    least.eq(Sum(0, (j, 1, n)))
    least.le(Sum(n/j*P(number_missing(n, M) >= j), (j, 1, n)), by.termwise, share)
    least.eq(draws_left(M), draws_left)
    late = most.have(ForAll([j >= 1], n/j*P(number_missing(n, M) >= j) <= n/j*(n*(1 - 1/n)**M)), late_levels)
    most.calc(draws_left(M))
    most.eq(Sum(n/j*P(number_missing(n, M) >= j), (j, 1, n)), draws_left)
    most.le(Sum(n/j*(n*(1 - 1/n)**M), (j, 1, n)), by.termwise, late)
    most.eq(n*harmonic(n)*(n*(1 - 1/n)**M), harmonic)


@mean_in_the_limit.proof
def _(p: Proof) -> None:
    bound = p.have(tends(n*harmonic(n)*(n*(1 - 1/n)**M), M, 0), by.limits)
    left = p.have(tends(draws_left(M), M, 0), little_is_left, bound, by.squeeze)
    needed = p.have(ForAll([M >= 0], Eq(draws_needed(M), n*harmonic(n) - draws_left(M))), truncated_mean)
    p.conclude(left, needed, by.limits)


# -- results -------------------------------------------------------------------

def draws_for_all(n: int) -> Any:
    """n·Hₙ, the limit of the means of min(T, M), for n ≥ 1 examples (claim `mean_in_the_limit`).

    >>> draws_for_all(2)
    3
    """
    if n < 1:
        raise ValueError(f"n must be at least 1 (hypothesis: {some_example.words}), not {n}")
    return n*sum((Rational(1, j) for j in range(1, n + 1)), Rational(0))
