r"""The statistics of a batch-normalised layer, and the parameters for which normalisation changes nothing.

One output unit with batch normalisation: a batch of symbolic size $N$, factor $\beta$ and offset $\gamma$.
"""

import math
from collections.abc import Sequence

from sympy import Abs, Eq, Ge, Lt, Sum, sqrt

from derivations.batch_norm import (
    SEMINAR,
    TWO_EXAMPLES,
    N,
    W,
    a,
    b,
    batch,
    beta,
    d,
    eps,
    gamma,
    k,
    m,
    mean,
    n,
    output,
    positive_epsilon,
    positive_variance,
    stabilised,
    variance,
    x,
)
from proofs import Proof, by, claim, definition, family, hypothesis, real

u = real("u")
later = family("later", latex="x'", indices=2)


# -- definitions ---------------------------------------------------------------

@definition(latex=r"a^{\ast}")
def a_later(m):
    return Sum(W[k]*later[m, k], (k, 1, d)) + b


@definition(latex="o")
def o(n):
    return output(a, n)


@definition(latex=r"o^{\epsilon}")
def o_eps(n):
    return stabilised(a, eps, n)


@hypothesis("factor 1, offset 0")
def standard():
    return Eq(beta, 1), Eq(gamma, 0)


@hypothesis("$\\beta$ and $\\gamma$ taken from the batch")
def taken_from_batch():
    return Eq(beta, sqrt(variance(a))), Eq(gamma, mean(a))


@hypothesis("unchanged predictions", forall=[m >= 1, m <= N])
def unchanged():
    return Eq(o[m], a[m])


UNCHANGED = {**TWO_EXAMPLES, gamma: 1}  # the batch 0, 2 has mean 1 and standard deviation 1


# -- claims --------------------------------------------------------------------

@claim("ctu22-s4-a2b-stats:mean", SEMINAR.at("2b, question 1"), given=[batch, positive_variance], example=TWO_EXAMPLES)
def mean_of_output():
    """The outputs of a batch have mean $\\gamma$."""
    return Eq(mean(o), gamma)


@claim("ctu22-s4-a2b-stats:variance", SEMINAR.at("2b, question 1"), given=[batch, positive_variance],
       example=TWO_EXAMPLES)
def variance_of_output():
    """The outputs of a batch have variance $\\beta^2$."""
    return Eq(variance(o), beta**2)


@claim("ctu22-s4-a2b-stats:deviation", SEMINAR.at("2b, question 1"), given=[batch, positive_variance],
       example=TWO_EXAMPLES)
def deviation_of_output():
    """The outputs of a batch have the absolute value of $\\beta$ as their standard deviation."""
    return Eq(sqrt(variance(o)), Abs(beta))


@claim("ctu22-s4-a2b-stats", SEMINAR.at("2b, question 1"), given=[batch, positive_variance, standard],
       example=TWO_EXAMPLES)
def standardised():
    """With $\\beta = 1$ and $\\gamma = 0$ the outputs of a batch have mean 0 and standard deviation 1."""
    return Eq(mean(o), 0), Eq(sqrt(variance(o)), 1)


@claim("ctu22-s4-a2b-stats:epsilon", SEMINAR.at("2b, question 1"),
       given=[batch, positive_variance, positive_epsilon, standard], example=TWO_EXAMPLES)
def standardised_with_epsilon():
    """With $\\epsilon$ the mean is 0 still, and the standard deviation is less than 1."""
    return (Eq(mean(o_eps), 0), Eq(sqrt(variance(o_eps)), sqrt(variance(a))/sqrt(variance(a) + eps)),
            Lt(sqrt(variance(o_eps)), 1))


@claim("ctu22-s4-a2b-stats:epsilon-printed", SEMINAR.at("2b, question 1"),
       given=[batch, positive_variance, positive_epsilon, standard])
def deviation_one_with_epsilon():
    """With $\\epsilon$ the standard deviation is not 1."""
    return Eq(sqrt(variance(o_eps)), 1)


@claim("ctu22-s4-a2c:frozen", SEMINAR.at("2c"), given=[batch, positive_variance, taken_from_batch],
       example=UNCHANGED)
def frozen_statistics():
    """With the statistics of the batch kept, as in evaluation, no input at all is changed."""
    return Eq((u - mean(a))/sqrt(variance(a))*beta + gamma, u)


@claim("ctu22-s4-a2c", SEMINAR.at("2c"), given=[batch, positive_variance, taken_from_batch], example=UNCHANGED)
def predictions_unchanged():
    """With $\\beta$ the standard deviation and $\\gamma$ the mean of the batch, normalisation changes nothing."""
    return Eq(output(a, n), a[n])


@claim("ctu22-s4-a2c:only", SEMINAR.at("2c"), given=[batch, positive_variance, unchanged], example=UNCHANGED)
def only_choice():
    """These are the only values that change nothing on the batch."""
    return Eq(gamma, mean(a)), Eq(beta, sqrt(variance(a)))


@claim("ctu22-s4-a2c:later-batch", SEMINAR.at("2c"), given=[batch, positive_variance, taken_from_batch])
def later_batch_unchanged():
    """In training a later batch is normalised with its own statistics, and its predictions do change."""
    return Eq(output(a_later, n), a_later[n])


# -- derivations ---------------------------------------------------------------

@mean_of_output.proof
def _(p: Proof) -> None:
    p.calc(mean(o))
    p.eq((mean(a) - mean(a))/sqrt(variance(a))*beta + gamma, mean, o, output)
    p.eq(gamma)


@variance_of_output.proof
def _(p: Proof) -> None:
    p.calc(variance(o))
    p.eq(Sum(((a[m] - mean(a))/sqrt(variance(a))*beta + gamma - gamma)**2, (m, 1, N))/N, variance, mean_of_output, o, output)
    p.eq(Sum((a[m] - mean(a))**2, (m, 1, N))/N/sqrt(variance(a))**2*beta**2)
    p.eq(variance(a)/sqrt(variance(a))**2*beta**2, variance)
    p.eq(beta**2)


@deviation_of_output.proof
def _(p: Proof) -> None:
    p.have(Ge(variance(o), 0), variance, by.square, batch)
    p.conclude(variance_of_output)


@standardised.proof
def _(p: Proof) -> None:
    average, deviation = p.parts("Mean.", "Standard deviation.")
    average.calc(mean(o))
    average.eq(gamma, mean_of_output)
    average.eq(0, standard)
    deviation.have(Ge(variance(o), 0), variance, by.square, batch)
    deviation.calc(sqrt(variance(o)))
    deviation.eq(Abs(beta), deviation_of_output)
    deviation.eq(1, standard)


@standardised_with_epsilon.proof
def _(p: Proof) -> None:
    average = p.have(Eq(mean(o_eps), gamma), mean, o_eps, stabilised)
    spread = p.have(Eq(variance(o_eps), variance(a)/(variance(a) + eps)))
    spread.calc(variance(o_eps))
    spread.eq(Sum((o_eps[m] - gamma)**2, (m, 1, N))/N, variance, average)
    spread.eq(Sum((a[m] - mean(a))**2, (m, 1, N))/N/sqrt(variance(a) + eps)**2, o_eps, stabilised, standard)
    spread.eq(variance(a)/sqrt(variance(a) + eps)**2, variance)
    spread.eq(variance(a)/(variance(a) + eps))

    centred, deviation, smaller = p.parts("Mean.", "Standard deviation.", "Bound.")
    centred.calc(mean(o_eps))
    centred.eq(gamma, average)
    centred.eq(0, standard)
    deviation.calc(sqrt(variance(o_eps)))
    deviation.eq(sqrt(variance(a)/(variance(a) + eps)), spread)
    deviation.eq(sqrt(variance(a))/sqrt(variance(a) + eps))
    smaller.have(Ge(variance(o_eps), 0), variance, by.square, batch)
    smaller.calc(sqrt(variance(o_eps)))
    smaller.eq(sqrt(variance(a)/(variance(a) + eps)), spread)
    smaller.lt(1)


@deviation_one_with_epsilon.refutation(corrected=standardised_with_epsilon)
def _(p: Proof) -> None:
    p.instance({**TWO_EXAMPLES, x[2, 1]: 8, eps: 9})


@frozen_statistics.proof
def _(p: Proof) -> None:
    p.calc((u - mean(a))/sqrt(variance(a))*beta + gamma)
    p.eq((u - mean(a))/sqrt(variance(a))*sqrt(variance(a)) + mean(a), taken_from_batch)
    p.eq(u)


@predictions_unchanged.proof
def _(p: Proof) -> None:
    p.calc(output(a, n))
    p.eq((a[n] - mean(a))/sqrt(variance(a))*beta + gamma, output)
    p.eq(a[n], frozen_statistics)


@only_choice.proof
def _(p: Proof) -> None:
    offset = p.have(Eq(gamma, mean(a)))
    offset.calc(gamma)
    offset.eq(mean(o), mean_of_output)
    offset.eq(mean(a), mean, unchanged)
    both = p.have(Eq(sqrt(variance(a))*beta, variance(a)))
    both.calc(sqrt(variance(a))*beta)
    both.eq(variance(a)/sqrt(variance(a))*beta)
    both.eq(Sum((a[m] - mean(a))**2, (m, 1, N))/N/sqrt(variance(a))*beta, variance)
    both.eq(Sum((a[m] - mean(a))*(o[m] - gamma), (m, 1, N))/N, o, output)
    both.eq(Sum((a[m] - mean(a))*(a[m] - gamma), (m, 1, N))/N, unchanged)
    both.eq(variance(a), offset, variance)
    first, second = p.parts("Offset.", "Factor.")
    first.conclude(offset)
    second.calc(beta)
    second.eq(sqrt(variance(a))**2/sqrt(variance(a)), both)
    second.eq(sqrt(variance(a)))


@later_batch_unchanged.refutation(corrected=predictions_unchanged)
def _(p: Proof) -> None:
    p.instance({**UNCHANGED, later[1, 1]: 2, later[2, 1]: 6})


# -- results -------------------------------------------------------------------

def deviation_with_epsilon(variance_of_batch: float, epsilon: float, factor: float = 1.0) -> float:
    """The standard deviation of a normalised batch: |β| without ε, less with it (claim `standardised_with_epsilon`).

    variance_of_batch: positive; epsilon: at least 0.  Source: seminar 4, assignment 2b.

    >>> deviation_with_epsilon(16.0, 9.0)
    0.8
    """
    if variance_of_batch <= 0:
        raise ValueError(f"the variance must be positive (hypothesis: {positive_variance.words}), not {variance_of_batch}")
    if epsilon < 0:
        raise ValueError(f"epsilon must be at least 0, not {epsilon}")
    return abs(factor)*math.sqrt(variance_of_batch/(variance_of_batch + epsilon))


def identity_parameters(batch_values: Sequence[float]) -> tuple[float, float]:
    """Factor β and offset γ for which normalisation changes no prediction on this batch (claim `predictions_unchanged`).

    batch_values: N ≥ 1 values that are not all equal.

    >>> identity_parameters([0.0, 2.0])
    (1.0, 1.0)
    """
    size = len(batch_values)
    if size < 1:
        raise ValueError(f"an empty batch (hypothesis: {batch.words})")
    average = sum(batch_values)/size
    spread = sum((v - average)**2 for v in batch_values)/size
    if spread <= 0:
        raise ValueError(f"all values are equal (hypothesis: {positive_variance.words})")
    return math.sqrt(spread), average
