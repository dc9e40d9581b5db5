r"""Batch normalisation does not see the bias and the positive scale of the layer before it.

One output unit of a layer with inputs $x_{m,k}$, example $m$ of the batch and input $k$: batch size $N$ and input
dimension $d$ are symbolic.  What is said holds unit by unit, so also with another scale for each unit.  In this source
$\beta$ is the factor and $\gamma$ the offset, and there is no $\epsilon$; what changes with one is said beside.
"""

from collections.abc import Sequence

from sympy import Eq, Ge, Gt, Implies, Sum, sqrt

from proofs import Proof, by, claim, definition, family, hypothesis, nat, real, source

SEMINAR = source("Deep Learning, seminar 4", seed="ctu22-s4")

N, d, m, n, k = nat("N"), nat("d"), nat("m"), nat("n"), nat("k")
b, b_new, c = real("b"), real("b_new", latex="b'"), real("c")
beta, gamma, eps = real("beta", latex=r"\beta"), real("gamma", latex=r"\gamma"), real("eps", latex=r"\epsilon")
W, x = family("W", start=1, stop=d), family("x", indices=2)


# -- definitions ---------------------------------------------------------------

@definition(latex="a")
def a(m):
    return Sum(W[k]*x[m, k], (k, 1, d)) + b


@definition(latex="a'")
def rebiased(m):
    return Sum(W[k]*x[m, k], (k, 1, d)) + b_new


@definition(latex="a^c")
def rescaled(m):
    return Sum(c*W[k]*x[m, k], (k, 1, d)) + b


@definition(latex=r"\mu")
def mean(y):
    return Sum(y[m], (m, 1, N))/N


@definition(latex=r"\sigma^2")
def variance(y):
    return Sum((y[m] - mean(y))**2, (m, 1, N))/N


@definition(latex="o")
def output(y, n):
    return (y[n] - mean(y))/sqrt(variance(y))*beta + gamma


@definition(latex=r"o^{\epsilon}")
def stabilised(y, epsilon, n):
    return (y[n] - mean(y))/sqrt(variance(y) + epsilon)*beta + gamma


@hypothesis("a batch")
def batch():
    return N >= 1


@hypothesis("positive batch variance")
def positive_variance():
    return variance(a) > 0


@hypothesis("positive scale")
def positive_scale():
    return c > 0


@hypothesis("negative scale")
def negative_scale():
    return c < 0


@hypothesis("positive $\\epsilon$")
def positive_epsilon():
    return eps > 0


TWO_EXAMPLES = {N: 2, d: 1, n: 1, W: 1, x[1, 1]: 0, x[2, 1]: 2, b: 0, b_new: 3, c: 2, beta: 1, gamma: 0, eps: 1}


# -- claims --------------------------------------------------------------------

@claim("ctu22-s4-a2-def", SEMINAR.at("2, equation (1)"), given=[batch], where=[n >= 1, n <= N])
def division_by_zero():
    """The variance of a batch is 0 only when all its values are equal; only then (1) divides by 0."""
    return Ge(variance(a), 0), Implies(Eq(variance(a), 0), Eq(a[n], mean(a)))


@claim("ctu22-s4-a2a-bias:mean", SEMINAR.at("2a"), given=[batch])
def mean_of_rebiased():
    """A new bias shifts the batch mean."""
    return Eq(mean(rebiased), mean(a) + (b_new - b))


@claim("ctu22-s4-a2a-bias:variance", SEMINAR.at("2a"), given=[batch])
def variance_of_rebiased():
    """A new bias leaves the batch variance as it is."""
    return Eq(variance(rebiased), variance(a))


@claim("ctu22-s4-a2a-bias", SEMINAR.at("2a, first half"), given=[batch, positive_variance],
       example=TWO_EXAMPLES)
def bias_is_ignored():
    """Replacing the bias $b$ by $b'$ changes no output."""
    return Eq(output(rebiased, n), output(a, n))


@claim("ctu22-s4-a2a-scale:mean", SEMINAR.at("2a"), given=[batch])
def mean_of_rescaled():
    """Scaling the weights scales the batch mean around the bias."""
    return Eq(mean(rescaled), c*(mean(a) - b) + b)


@claim("ctu22-s4-a2a-scale:variance", SEMINAR.at("2a"), given=[batch])
def variance_of_rescaled():
    """Scaling the weights by $c$ scales the batch variance by $c^2$."""
    return Eq(variance(rescaled), c**2*variance(a))


@claim("ctu22-s4-a2a-scale", SEMINAR.at("2a, second half"), given=[batch, positive_variance, positive_scale],
       example=TWO_EXAMPLES)
def scale_is_ignored():
    """Replacing $W$ by $c W$ with $c > 0$ changes no output."""
    return Eq(output(rescaled, n), output(a, n))


@claim("ctu22-s4-a2a-scale:printed-for-all", SEMINAR.at("2a, second half"), given=[batch, positive_variance])
def any_scale_is_ignored():
    """A negative scale does change the output."""
    return Eq(output(rescaled, n), output(a, n))


@claim("ctu22-s4-a2a-scale:negative", SEMINAR.at("2a, second half"), given=[batch, positive_variance, negative_scale],
       example={**TWO_EXAMPLES, c: -1})
def negative_scale_turns_the_sign():
    """Under a negative scale the normalised value changes its sign."""
    return Eq((rescaled[n] - mean(rescaled))/sqrt(variance(rescaled)), -((a[n] - mean(a))/sqrt(variance(a))))


@claim("ctu22-s4-a2a-scale:equal-values", SEMINAR.at("2a, second half"), given=[batch, positive_scale])
def scale_is_ignored_in_every_batch():
    """In a batch of equal values there is no output that could stay the same."""
    return Eq(output(rescaled, n), output(a, n))


@claim("ctu22-s4-a2a-bias:equal-values", SEMINAR.at("2a, first half"), given=[batch])
def bias_is_ignored_in_every_batch():
    """In a batch of equal values there is no output that could stay the same: 0 is divided by 0."""
    return Eq(output(rebiased, n), output(a, n))


@claim("ctu22-s4-a2a-bias:epsilon", SEMINAR.at("2a, first half"), given=[batch, positive_epsilon])
def bias_is_ignored_with_epsilon():
    """The bias is ignored with $\\epsilon$ too, now in every batch."""
    return Eq(stabilised(rebiased, eps, n), stabilised(a, eps, n))


@claim("ctu22-s4-a2a-scale:epsilon", SEMINAR.at("2a, second half"), given=[batch, positive_epsilon, positive_scale])
def scale_moves_epsilon():
    """With $\\epsilon$ the scale is ignored if $\\epsilon$ is scaled by $c^2$ along with the weights."""
    return Eq(stabilised(rescaled, c**2*eps, n), stabilised(a, eps, n))


@claim("ctu22-s4-a2a-scale:epsilon-kept", SEMINAR.at("2a, second half"), given=[batch, positive_epsilon, positive_scale])
def scale_is_ignored_with_epsilon():
    """With $\\epsilon$ kept as it is, the scale of the weights is seen."""
    return Eq(stabilised(rescaled, eps, n), stabilised(a, eps, n))


# -- derivations ---------------------------------------------------------------

@division_by_zero.proof
def _(p: Proof) -> None:
    sign, equal = p.parts("Sign.", "Equality.")
    sign.calc(variance(a))
    sign.eq(Sum((a[m] - mean(a))**2, (m, 1, N))/N, variance)
    sign.ge(0, by.square, batch)
    none = equal.assume(Eq(variance(a), 0))
    total = equal.have(Eq(Sum((a[m] - mean(a))**2, (m, 1, N)), 0), variance, none)
    zero = equal.have(Eq(a[n] - mean(a), 0), total, by.square)
    equal.conclude(zero)


@mean_of_rebiased.proof
def _(p: Proof) -> None:
    p.calc(mean(rebiased))
    p.eq(Sum(a[m] + (b_new - b), (m, 1, N))/N, mean, rebiased, a)
    p.eq(mean(a) + (b_new - b), mean)


@variance_of_rebiased.proof
def _(p: Proof) -> None:
    p.calc(variance(rebiased))
    p.eq(Sum((a[m] + (b_new - b) - (mean(a) + (b_new - b)))**2, (m, 1, N))/N, variance, rebiased, a, mean_of_rebiased)
    p.eq(Sum((a[m] - mean(a))**2, (m, 1, N))/N)
    p.eq(variance(a), variance)


@bias_is_ignored.proof
def _(p: Proof) -> None:
    p.have(Gt(variance(rebiased), 0), variance_of_rebiased, positive_variance)
    deviation = p.have(Eq(rebiased[n] - mean(rebiased), a[n] - mean(a)), rebiased, a, mean_of_rebiased)
    p.calc(output(rebiased, n))
    p.eq((a[n] - mean(a))/sqrt(variance(a))*beta + gamma, output, deviation, variance_of_rebiased)
    p.eq(output(a, n), output)


@any_scale_is_ignored.refutation(corrected=scale_is_ignored)
def _(p: Proof) -> None:
    p.instance({**TWO_EXAMPLES, c: -1})


@mean_of_rescaled.proof
def _(p: Proof) -> None:
    p.calc(mean(rescaled))
    p.eq(Sum(c*(a[m] - b) + b, (m, 1, N))/N, mean, rescaled, a)
    p.eq(c*(mean(a) - b) + b, mean)


@variance_of_rescaled.proof
def _(p: Proof) -> None:
    p.calc(variance(rescaled))
    p.eq(Sum((c*(a[m] - b) + b - (c*(mean(a) - b) + b))**2, (m, 1, N))/N, variance, rescaled, a, mean_of_rescaled)
    p.eq(c**2*variance(a), variance)


@scale_is_ignored.proof
def _(p: Proof) -> None:
    p.have(Gt(variance(rescaled), 0), variance_of_rescaled, positive_variance, positive_scale)
    deviation = p.have(Eq(rescaled[n] - mean(rescaled), c*(a[n] - mean(a))), rescaled, a, mean_of_rescaled)
    p.calc(output(rescaled, n))
    p.eq(c*(a[n] - mean(a))/sqrt(c**2*variance(a))*beta + gamma, output, deviation, variance_of_rescaled)
    p.eq((a[n] - mean(a))/sqrt(variance(a))*beta + gamma, positive_scale)
    p.eq(output(a, n), output)


@negative_scale_turns_the_sign.proof
def _(p: Proof) -> None:
    p.have(Gt(variance(rescaled), 0), variance_of_rescaled, positive_variance, negative_scale)
    deviation = p.have(Eq(rescaled[n] - mean(rescaled), c*(a[n] - mean(a))), rescaled, a, mean_of_rescaled)
    p.calc((rescaled[n] - mean(rescaled))/sqrt(variance(rescaled)))
    p.eq(c*(a[n] - mean(a))/sqrt(c**2*variance(a)), deviation, variance_of_rescaled)
    p.eq(-((a[n] - mean(a))/sqrt(variance(a))), negative_scale)


@scale_is_ignored_in_every_batch.refutation(corrected=scale_is_ignored)
def _(p: Proof) -> None:
    p.instance({**TWO_EXAMPLES, x[2, 1]: 0})


@bias_is_ignored_in_every_batch.refutation(corrected=bias_is_ignored)
def _(p: Proof) -> None:
    p.instance({**TWO_EXAMPLES, x[2, 1]: 0})


@bias_is_ignored_with_epsilon.proof
def _(p: Proof) -> None:
    for y in (a, rebiased):
        p.have(Ge(variance(y), 0), variance, by.square, batch)
    deviation = p.have(Eq(rebiased[n] - mean(rebiased), a[n] - mean(a)), rebiased, a, mean_of_rebiased)
    p.calc(stabilised(rebiased, eps, n))
    p.eq((a[n] - mean(a))/sqrt(variance(a) + eps)*beta + gamma, stabilised, deviation, variance_of_rebiased)
    p.eq(stabilised(a, eps, n), stabilised)


@scale_moves_epsilon.proof
def _(p: Proof) -> None:
    for y in (a, rescaled):
        p.have(Ge(variance(y), 0), variance, by.square, batch)
    root = p.have(Eq(sqrt(variance(rescaled) + c**2*eps), c*sqrt(variance(a) + eps)))
    root.calc(sqrt(variance(rescaled) + c**2*eps))
    root.eq(sqrt(c**2*(variance(a) + eps)), variance_of_rescaled)
    root.eq(c*sqrt(variance(a) + eps), positive_scale)
    deviation = p.have(Eq(rescaled[n] - mean(rescaled), c*(a[n] - mean(a))), rescaled, a, mean_of_rescaled)
    p.calc(stabilised(rescaled, c**2*eps, n))
    p.eq(c*(a[n] - mean(a))/(c*sqrt(variance(a) + eps))*beta + gamma, stabilised, deviation, root)
    p.eq((a[n] - mean(a))/sqrt(variance(a) + eps)*beta + gamma)
    p.eq(stabilised(a, eps, n), stabilised)


@scale_is_ignored_with_epsilon.refutation(corrected=scale_moves_epsilon)
def _(p: Proof) -> None:
    p.instance({**TWO_EXAMPLES, x[2, 1]: 8, eps: 105})


# -- results -------------------------------------------------------------------

def normalised(batch_values: Sequence[float], factor: float = 1.0, offset: float = 0.0) -> list[float]:
    """Batch normalisation of one unit over a batch, without ε: unchanged by a new bias and a positive scale.

    batch_values: N ≥ 1 pre-activations that are not all equal.  Claims: `bias_is_ignored`, `scale_is_ignored`.

    >>> normalised([0.0, 2.0])
    [-1.0, 1.0]
    """
    size = len(batch_values)
    if size < 1:
        raise ValueError(f"an empty batch (hypothesis: {batch.name})")
    mu = sum(batch_values)/size
    spread = sum((v - mu)**2 for v in batch_values)/size
    if spread <= 0:
        raise ValueError(f"all values are equal (hypothesis: {positive_variance.name})")
    return [(v - mu)/spread**0.5*factor + offset for v in batch_values]
