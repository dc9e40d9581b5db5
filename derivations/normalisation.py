r"""Batch normalisation as an algorithm, and layer normalisation beside it.

$Z_{i,j}$ is feature $j$ of sample $i$; there are $M$ samples and $d$ features.  Batch normalisation treats the values
$Z_{\cdot,j}$ of one feature, layer normalisation the values $Z_{i,\cdot}$ of one sample; in this source $\gamma$ is the
factor and $\beta$ the offset.
"""

import math
from collections.abc import Sequence

from sympy import Abs, Eq, Ge, Implies, Sum, sqrt

from proofs import Proof, by, claim, definition, family, hypothesis, nat, real, source

HOMEWORK = source("Homework 5", seed="ie498-hw5")

M, d, n, i, j = nat("M"), nat("d"), nat("n"), nat("i"), nat("j")
eps, u = real("eps", latex=r"\epsilon"), real("u")
gamma, beta = family("gamma", latex=r"\gamma"), family("beta", latex=r"\beta")
y = family("y")
Z, Z_new = family("Z", indices=2), family("Z_new", latex="Z'", indices=2)


# -- definitions ---------------------------------------------------------------

@definition(latex=r"\mu")
def mean(y, n):
    return Sum(y[i], (i, 1, n))/n


@definition(latex=r"\sigma^2")
def variance(y, n):
    return Sum((y[i] - mean(y, n))**2, (i, 1, n))/n


@definition(latex=r"s")
def printed_variance(y, n):
    return Sum(y[i] - mean(y, n), (i, 1, n))/n


@definition(latex=r"N")
def normalised(y, n, k):
    return (y[k] - mean(y, n))/sqrt(variance(y, n) + eps)


@definition(latex=r"\hat Z")
def Z_hat(i, j):
    return normalised(Z[:, j], M, i)


@definition(latex=r"Z^{\ast}")
def printed_hat(i, j):
    return (Z[i, j] - mean(Z[:, i], M))/sqrt(variance(Z[:, i], M) + eps)


@definition(latex=r"\mathrm{BN}")
def batch_norm(i, j):
    return gamma[j]*Z_hat[i, j] + beta[j]


@hypothesis("a batch")
def batch():
    return M >= 1


@hypothesis("positive $\\epsilon$")
def positive_epsilon():
    return eps > 0


@hypothesis("the same sample $n$", forall=[j >= 1, j <= d])
def same_sample():
    return Eq(Z_new[n, j], Z[n, j])


TWO_SAMPLES = {M: 2, d: 1, n: 1, i: 1, j: 1, eps: 3, gamma: 1, beta: 0, Z[1, 1]: 0, Z[2, 1]: 2}


# -- claims --------------------------------------------------------------------

@claim("ie498-hw5-4a-mean", HOMEWORK.at("4a, first line"), given=[batch])
def balance():
    """The mean is the one number from which the deviations of the batch add up to 0."""
    return (Eq(Sum(Z[i, j] - mean(Z[:, j], M), (i, 1, M)), 0),
            Implies(Eq(Sum(Z[i, j] - u, (i, 1, M)), 0), Eq(u, mean(Z[:, j], M))))


@claim("ie498-hw5-4a-var", HOMEWORK.at("4a, second line"), given=[batch])
def printed_variance_vanishes():
    """Without the square the second line gives 0 for every batch."""
    return Eq(printed_variance(Z[:, j], M), 0)


@claim("ie498-hw5-4a-var:printed", HOMEWORK.at("4a, second line"), given=[batch])
def printed_variance_is_variance():
    """The second line as printed is not the variance."""
    return Eq(printed_variance(Z[:, j], M), variance(Z[:, j], M))


@claim("ie498-hw5-4a-var:epsilon", HOMEWORK.at("4a, second line"), given=[batch, positive_epsilon])
def printed_normalisation():
    """With the printed variance the third line divides by the root of $\\epsilon$, whatever the batch."""
    return Eq((Z[i, j] - mean(Z[:, j], M))/sqrt(printed_variance(Z[:, j], M) + eps),
              (Z[i, j] - mean(Z[:, j], M))/sqrt(eps))


@claim("ie498-hw5-4a-index", HOMEWORK.at("4a, third line"), given=[batch, positive_epsilon])
def normalised_by_feature():
    """Mean and variance carry the index of the feature; then each normalised feature has mean 0."""
    return Eq(mean(Z_hat[:, j], M), 0)


@claim("ie498-hw5-4a-index:printed", HOMEWORK.at("4a, third line"), given=[batch, positive_epsilon])
def normalised_by_sample_index():
    """As printed they carry the index of the sample; then the normalised features do not have mean 0."""
    return Eq(mean(printed_hat[:, j], M), 0)


@claim("ie498-hw5-4a-norm:square", HOMEWORK.at("4a, third line"), given=[batch, positive_epsilon])
def mean_square():
    """The squares of a normalised feature have the mean $\\sigma^2/(\\sigma^2 + \\epsilon)$."""
    return Eq(Sum(Z_hat[i, j]**2, (i, 1, M))/M, variance(Z[:, j], M)/(variance(Z[:, j], M) + eps))


@claim("ie498-hw5-4a-norm:mean", HOMEWORK.at("4a, last line"), given=[batch, positive_epsilon])
def mean_of_output():
    """The output of batch normalisation has mean $\\beta$."""
    return Eq(mean(batch_norm[:, j], M), beta[j])


@claim("ie498-hw5-4a-norm", HOMEWORK.at("4a, last line"), given=[batch, positive_epsilon])
def deviation_of_output():
    """The standard deviation of the output is the absolute value of $\\gamma$, a little reduced by $\\epsilon$."""
    return Eq(sqrt(variance(batch_norm[:, j], M)),
              Abs(gamma[j])*sqrt(variance(Z[:, j], M))/sqrt(variance(Z[:, j], M) + eps))


@claim("ie498-hw5-4b", HOMEWORK.at("4b"), given=[positive_epsilon, same_sample], where=[j >= 1, j <= d],
       example={**TWO_SAMPLES, Z_new: 0})
def layer_norm_of_one_sample():
    """Layer normalisation of a sample depends on this sample alone: no other sample of the batch is seen."""
    return Eq(normalised(Z_new[n, :], d, j), normalised(Z[n, :], d, j))


@claim("ie498-hw5-4b:batch", HOMEWORK.at("4b"), given=[positive_epsilon, same_sample],
       where=[j >= 1, j <= d, n >= 1, n <= M])
def batch_norm_of_one_sample():
    """Batch normalisation of a sample depends on the other samples."""
    return Eq(normalised(Z_new[:, j], M, n), normalised(Z[:, j], M, n))


@claim("ie498-hw5-4b:exact", HOMEWORK.at("4b"), given=[positive_epsilon], where=[d >= 1])
def exact():
    """Each is exact for the $d$ numbers over which it averages, features of a sample or samples of a feature."""
    return Eq(Sum(normalised(y, d, i), (i, 1, d)), 0)


# -- derivations ---------------------------------------------------------------

@balance.proof
def _(p: Proof) -> None:
    zero, only = p.parts("The mean.", "No other.")
    zero.conclude(mean)
    balanced = only.assume(Eq(Sum(Z[i, j] - u, (i, 1, M)), 0))
    only.calc(u)
    only.eq(mean(Z[:, j], M) - Sum(Z[i, j] - u, (i, 1, M))/M, mean)
    only.eq(mean(Z[:, j], M), balanced)


@printed_variance_vanishes.proof
def _(p: Proof) -> None:
    p.calc(printed_variance(Z[:, j], M))
    p.eq(Sum(Z[i, j], (i, 1, M))/M - mean(Z[:, j], M), printed_variance)
    p.eq(0, mean)


@printed_variance_is_variance.refutation(corrected=printed_variance_vanishes)
def _(p: Proof) -> None:
    p.instance(TWO_SAMPLES)


@printed_normalisation.proof
def _(p: Proof) -> None:
    p.have(Ge(printed_variance(Z[:, j], M), 0), printed_variance_vanishes)
    p.conclude(printed_variance_vanishes)


@normalised_by_feature.proof
def _(p: Proof) -> None:
    p.have(Ge(variance(Z[:, j], M), 0), variance, by.square, batch)
    p.calc(mean(Z_hat[:, j], M))
    p.eq((mean(Z[:, j], M) - mean(Z[:, j], M))/sqrt(variance(Z[:, j], M) + eps), mean, Z_hat, normalised)
    p.eq(0)


@normalised_by_sample_index.refutation(corrected=normalised_by_feature)
def _(p: Proof) -> None:
    p.instance({**TWO_SAMPLES, d: 2, Z[1, 2]: 6, Z[2, 2]: 8})


@mean_square.proof
def _(p: Proof) -> None:
    p.have(Ge(variance(Z[:, j], M), 0), variance, by.square, batch)
    p.calc(Sum(Z_hat[i, j]**2, (i, 1, M))/M)
    p.eq(Sum((Z[i, j] - mean(Z[:, j], M))**2, (i, 1, M))/M/sqrt(variance(Z[:, j], M) + eps)**2, Z_hat, normalised)
    p.eq(variance(Z[:, j], M)/sqrt(variance(Z[:, j], M) + eps)**2, variance)
    p.eq(variance(Z[:, j], M)/(variance(Z[:, j], M) + eps))


@mean_of_output.proof
def _(p: Proof) -> None:
    p.have(Ge(variance(Z[:, j], M), 0), variance, by.square, batch)
    p.calc(mean(batch_norm[:, j], M))
    p.eq(gamma[j]*mean(Z_hat[:, j], M) + beta[j], mean, batch_norm)
    p.eq(beta[j], normalised_by_feature)


@deviation_of_output.proof
def _(p: Proof) -> None:
    p.have(Ge(variance(Z[:, j], M), 0), variance, by.square, batch)
    spread = p.have(Eq(variance(batch_norm[:, j], M), gamma[j]**2*variance(Z[:, j], M)/(variance(Z[:, j], M) + eps)))
    spread.calc(variance(batch_norm[:, j], M))
    spread.eq(Sum((gamma[j]*Z_hat[i, j])**2, (i, 1, M))/M, variance, mean_of_output, batch_norm)
    spread.eq(gamma[j]**2*variance(Z[:, j], M)/(variance(Z[:, j], M) + eps), mean_square)
    p.have(Ge(variance(batch_norm[:, j], M), 0), variance, by.square, batch)
    p.calc(sqrt(variance(batch_norm[:, j], M)))
    p.eq(sqrt(gamma[j]**2*variance(Z[:, j], M)/(variance(Z[:, j], M) + eps)), spread)
    p.eq(Abs(gamma[j])*sqrt(variance(Z[:, j], M))/sqrt(variance(Z[:, j], M) + eps), by.root)


@layer_norm_of_one_sample.proof
def _(p: Proof) -> None:
    for y in (Z, Z_new):
        p.have(Ge(variance(y[n, :], d), 0), variance, by.square)
    p.conclude(normalised, mean, variance, same_sample)


@batch_norm_of_one_sample.refutation(corrected=layer_norm_of_one_sample)
def _(p: Proof) -> None:
    p.instance({**TWO_SAMPLES, eps: 15, Z_new[1, 1]: 0, Z_new[2, 1]: 14})


@exact.proof
def _(p: Proof) -> None:
    p.have(Ge(variance(y, d), 0), variance, by.square)
    p.calc(Sum(normalised(y, d, i), (i, 1, d)))
    p.eq((d*mean(y, d) - d*mean(y, d))/sqrt(variance(y, d) + eps), normalised, mean)
    p.eq(0)


# -- results -------------------------------------------------------------------

def normalised_values(values: Sequence[float], epsilon: float) -> list[float]:
    """The values minus their mean, over the root of their variance plus ε: mean 0 (claim `exact`).

    values: n ≥ 1 numbers, the samples of one feature or the features of one sample; epsilon: positive.

    >>> normalised_values([0.0, 2.0], 3.0)
    [-0.5, 0.5]
    """
    if not values:
        raise ValueError(f"no values (hypothesis: {batch.words})")
    if epsilon <= 0:
        raise ValueError(f"epsilon must be positive (hypothesis: {positive_epsilon.words}), not {epsilon}")
    average = sum(values)/len(values)
    spread = sum((v - average)**2 for v in values)/len(values)
    return [(v - average)/math.sqrt(spread + epsilon) for v in values]
