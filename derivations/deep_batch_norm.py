r"""With batch normalisation behind every linear layer, the scale of the initial weights does not reach the output.

Layer $k$ has $n_k$ units; $a_{k,m,i}$ is the pre-activation of unit $i$ for example $m$ of the batch.  It is normalised over
the batch, scaled, shifted and rectified before the next layer.  Depth, widths and batch size are symbolic.
"""

import math
from collections.abc import Sequence

from sympy import Eq, Gt, S, Sum, sqrt

from proofs import ForAll, Proof, claim, definition, family, hypothesis, integer, nat, relu, source

SEMINAR = source("Deep Learning, seminar 4", seed="ctu22-s4")

N, k, m, i, j, r = nat("N"), nat("k"), integer("m"), integer("i"), integer("j"), integer("r")
n = family("n", integer=True)
x, W, b = family("x", indices=2), family("W", indices=3), family("b", indices=2)
beta, gamma = family("beta", latex=r"\beta", indices=2), family("gamma", latex=r"\gamma", indices=2)
c = family("c", indices=2)
a, scaled = family("a", indices=3), family("scaled", latex="a'", indices=3)


# -- definitions ---------------------------------------------------------------

@definition(latex=r"\mu")
def mean(y):
    return Sum(y[r], (r, 1, N))/N


@definition(latex=r"\sigma^2")
def variance(y):
    return Sum((y[r] - mean(y))**2, (r, 1, N))/N


@definition(latex="N")
def normalised(y, m):
    return (y[m] - mean(y))/sqrt(variance(y))


@definition(latex="o")
def output(y, k, m, i):
    return normalised(y, m)*beta[k, i] + gamma[k, i]


@hypothesis("a batch")
def batch():
    return N >= 1


@hypothesis("positive scales", forall=[k >= 1, i >= 1])
def positive_scales():
    return c[k, i] > 0


@hypothesis("positive batch variances", forall=[k >= 1, i >= 1])
def positive_variances():
    return variance(a[k, :, i]) > 0


@hypothesis("positive batch variances of the scaled network", forall=[k >= 1, i >= 1])
def positive_scaled_variances():
    return variance(scaled[k, :, i]) > 0


@hypothesis("first layer", forall=[m >= 1, m <= N, i >= 1])
def first_layer():
    return Eq(a[1, m, i], Sum(W[1, i, j]*x[m, j], (j, 1, n[0])) + b[1, i])


@hypothesis("later layers", forall=[k >= 1, m >= 1, m <= N, i >= 1])
def later_layers():
    return Eq(a[k + 1, m, i], Sum(W[k + 1, i, j]*relu(output(a[k, :, j], k, m, j)), (j, 1, n[k])) + b[k + 1, i])


@hypothesis("first layer with scaled weights", forall=[m >= 1, m <= N, i >= 1])
def first_scaled():
    return Eq(scaled[1, m, i], Sum(c[1, i]*W[1, i, j]*x[m, j], (j, 1, n[0])) + b[1, i])


@hypothesis("later layers with scaled weights", forall=[k >= 1, m >= 1, m <= N, i >= 1])
def later_scaled():
    return Eq(scaled[k + 1, m, i],
              Sum(c[k + 1, i]*W[k + 1, i, j]*relu(output(scaled[k, :, j], k, m, j)), (j, 1, n[k])) + b[k + 1, i])


@hypothesis("pre-activations scaled around the bias", forall=[m >= 1, m <= N])
def scaled_here():
    return Eq(scaled[k, m, i], c[k, i]*(a[k, m, i] - b[k, i]) + b[k, i])


# two examples, and a network whose pre-activations are 0 and 1 in every layer
RUN = {N: 2, k: 1, m: 1, i: 1, n: 1, x: lambda m, j: 2*m - 1, W: S(1)/2, b: -S(1)/2, beta: 1, gamma: 2, c: 1,
       a: lambda k, m, i: m - 1, scaled: lambda k, m, i: m - 1}
NETWORKS = [batch, positive_scales, positive_variances, positive_scaled_variances,
            first_layer, later_layers, first_scaled, later_scaled]


# -- claims --------------------------------------------------------------------

@claim("ctu22-s4-a2b-forward:mean", SEMINAR.at("2b, question 2"), given=[batch, scaled_here], example=RUN)
def mean_here():
    """Scaling around the bias does the same to the mean."""
    return Eq(mean(scaled[k, :, i]), c[k, i]*(mean(a[k, :, i]) - b[k, i]) + b[k, i])


@claim("ctu22-s4-a2b-forward:variance", SEMINAR.at("2b, question 2"), given=[batch, scaled_here], example=RUN)
def variance_here():
    """It multiplies the variance by the square of the scale."""
    return Eq(variance(scaled[k, :, i]), c[k, i]**2*variance(a[k, :, i]))


@claim("ctu22-s4-a2b-forward:layer", SEMINAR.at("2b, question 2"),
       given=[batch, positive_scales, positive_variances, scaled_here], where=[k >= 1, i >= 1, m >= 1, m <= N], example=RUN)
def layer_forgets_scale():
    """Behind the normalisation nothing is left of the scale."""
    return Eq(normalised(scaled[k, :, i], m), normalised(a[k, :, i], m))


@claim("ctu22-s4-a2b-forward", SEMINAR.at("2b, question 2"), given=NETWORKS, where=[k >= 1], example=RUN)
def network_forgets_scales():
    """Scaling the weights of every unit by any positive number changes no output, at any depth."""
    return ForAll([i >= 1, m >= 1, m <= N], Eq(normalised(scaled[k, :, i], m), normalised(a[k, :, i], m)))


@claim("ctu22-s4-a2b-forward:unnormalised", SEMINAR.at("2b, question 2"), given=NETWORKS, where=[k >= 1])
def scales_without_normalisation():
    """A last layer that is not normalised does show the scale."""
    return Eq(scaled[k, m, i], a[k, m, i])


# -- derivations ---------------------------------------------------------------

@mean_here.proof
def _(p: Proof) -> None:
    p.calc(mean(scaled[k, :, i]))
    p.eq(Sum(c[k, i]*(a[k, r, i] - b[k, i]) + b[k, i], (r, 1, N))/N, mean, scaled_here)
    p.eq(c[k, i]*(mean(a[k, :, i]) - b[k, i]) + b[k, i], mean)


@variance_here.proof
def _(p: Proof) -> None:
    p.calc(variance(scaled[k, :, i]))
    p.eq(Sum((c[k, i]*(a[k, r, i] - b[k, i]) + b[k, i] - (c[k, i]*(mean(a[k, :, i]) - b[k, i]) + b[k, i]))**2,
             (r, 1, N))/N, variance, scaled_here, mean_here)
    p.eq(c[k, i]**2*variance(a[k, :, i]), variance)


@layer_forgets_scale.proof
def _(p: Proof) -> None:
    p.have(Gt(variance(scaled[k, :, i]), 0), variance_here, positive_variances, positive_scales)
    deviation = p.have(Eq(scaled[k, m, i] - mean(scaled[k, :, i]), c[k, i]*(a[k, m, i] - mean(a[k, :, i]))),
                       scaled_here, mean_here)
    p.calc(normalised(scaled[k, :, i], m))
    p.eq(c[k, i]*(a[k, m, i] - mean(a[k, :, i]))/sqrt(c[k, i]**2*variance(a[k, :, i])), normalised, deviation, variance_here)
    p.eq((a[k, m, i] - mean(a[k, :, i]))/sqrt(variance(a[k, :, i])), positive_scales)
    p.eq(normalised(a[k, :, i], m), normalised)


@network_forgets_scales.proof
def _(p: Proof) -> None:
    base, step = p.induction(k, start=1)
    base.have(ForAll([r >= 1, r <= N], Eq(scaled[1, r, i], c[1, i]*(a[1, r, i] - b[1, i]) + b[1, i])),
              first_scaled, first_layer)
    base.calc(normalised(scaled[1, :, i], m))
    base.eq(normalised(a[1, :, i], m), layer_forgets_scale(1))

    step.say("The layer before gives the same outputs, so the sums differ by the scale only.")
    step.have(ForAll([r >= 1, r <= N], Eq(scaled[k + 1, r, i], c[k + 1, i]*(a[k + 1, r, i] - b[k + 1, i]) + b[k + 1, i])),
              later_scaled, later_layers, output, step.ih)
    step.calc(normalised(scaled[k + 1, :, i], m))
    step.eq(normalised(a[k + 1, :, i], m), layer_forgets_scale(k + 1))


@scales_without_normalisation.refutation(corrected=network_forgets_scales)
def _(p: Proof) -> None:
    p.instance({**RUN, c: 2, scaled: lambda k, m, i: 2*m - S(3)/2})


# -- results -------------------------------------------------------------------

def normalised_layer(weights: Sequence[float], bias: float, inputs: Sequence[Sequence[float]]) -> list[float]:
    """One unit behind its normalisation, for each example: unchanged by a positive scale of the weights.

    weights: one for each input; inputs: for each of the N ≥ 1 examples its inputs, such that the pre-activations are not
    all equal.  Source: seminar 4, assignment 2b (claim `layer_forgets_scale`).

    >>> normalised_layer([3.0], 1.0, [[0.0], [2.0]])
    [-1.0, 1.0]
    """
    if not inputs:
        raise ValueError(f"no examples (hypothesis: {batch.words})")
    pre = [sum(w*v for w, v in zip(weights, row, strict=True)) + bias for row in inputs]
    average = sum(pre)/len(pre)
    spread = sum((v - average)**2 for v in pre)/len(pre)
    if spread <= 0:
        raise ValueError(f"all pre-activations are equal (hypothesis: {positive_variances.words})")
    return [(v - average)/math.sqrt(spread) for v in pre]
