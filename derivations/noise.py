r"""Multiplicative noise that keeps the mean: dropout with the scale $1/p$, and without it.

A unit is kept with probability $p$.  The noise $Z_i$ is $a$ where unit $i$ is kept and 0 where it is dropped; how the
units depend on each other does not matter.
"""

from typing import Any

from sympy import Eq, Equivalent, Implies, Ne, Rational, S, Sum

from proofs import (
    E,
    Proof,
    Var,
    algorithm,
    by,
    claim,
    definition,
    family,
    hypothesis,
    independent,
    integrable,
    nat,
    random_family,
    real,
    relu,
    source,
    takes,
)

SEMINAR = source("Deep Learning, seminar 4", seed="ctu22-s4")
HOMEWORK = source("Homework 5", seed="ie498-hw5")

p, a = real("p"), real("a")
i, o, d = nat("i"), nat("o"), nat("d")
W, b = family("W", indices=2), family("b")
x, s = family("x"), family("s", latex=r"\sigma")
Z, X = random_family("Z", start=1, stop=d), random_family("X", start=1, stop=d)
R = random_family("R", start=1, stop=d)


# -- definitions ---------------------------------------------------------------

@definition(latex="y")
def y(o):
    return Sum(W[o, i]*x[i], (i, 1, d)) + b[o]


@definition(latex=r"\tilde y")
def noisy(o):
    return Sum(W[o, i]*(Z[i]*x[i]), (i, 1, d)) + b[o]


@definition(latex=r"\tilde Y")
def noisy_random(o):
    return Sum(W[o, i]*(Z[i]*X[i]), (i, 1, d)) + b[o]


@hypothesis("$0 < p \\le 1$")
def kept_at_times():
    return 0 < p, p <= 1


@hypothesis("$Z_i$ is $a$ or 0", forall=[i >= 1, i <= d])
def noise():
    return takes(Z[i], {a: p, 0: 1 - p})


@hypothesis("$Z_i$ is always 0", forall=[i >= 1, i <= d])
def never_kept():
    return takes(Z[i], {a: 0, 0: 1})


@hypothesis("$Z_i$ is $1/p$ or 0", forall=[i >= 1, i <= d])
def scaled_noise():
    return takes(Z[i], {1/p: p, 0: 1 - p})


@hypothesis("integrable inputs", forall=[i >= 1, i <= d])
def random_inputs():
    return integrable(X[i])


@hypothesis("noise and inputs are independent")
def noise_apart():
    return independent(Z, X)


@hypothesis("$R_i$ is 1 where unit $i$ is kept, otherwise 0", forall=[i >= 1, i <= d])
def mask():
    return takes(R[i], {1: p, 0: 1 - p})


HALF = {p: S(1)/2, a: 2, i: 1, o: 1, d: 1, Z: (2, 0)}
MASKED = {p: S(1)/2, i: 1, d: 1, R: (1, 0), s: 1}


# -- claims: the law of the noise ------------------------------------------------

@claim("ctu22-s4-a3a:mean", SEMINAR.at("3a"), given=[noise], where=[i >= 1, i <= d], example=HALF)
def mean_of_noise():
    """The mean of the noise is the scale times the probability of being kept."""
    return Eq(E(Z[i]), p*a)


@claim("ctu22-s4-a3a", SEMINAR.at("3a, equation (2)"), given=[kept_at_times, noise], where=[i >= 1, i <= d],
       example=HALF)
def unbiased_scale():
    """The noise has mean 1 for exactly one scale, the inverse of $p$."""
    return Equivalent(Eq(E(Z[i]), 1), Eq(a, 1/p))


@claim("ctu22-s4-a3a:variance", SEMINAR.at("3a"), given=[kept_at_times, scaled_noise], where=[i >= 1, i <= d],
       example=HALF)
def variance_of_noise():
    """With that scale the variance of the noise is $(1-p)/p$."""
    return Eq(Var(Z[i]), (1 - p)/p)


@claim("ctu22-s4-a3a:never", SEMINAR.at("3a"), given=[never_kept], where=[i >= 1, i <= d],
       example={i: 1, d: 1, a: 1, Z: 0})
def no_scale_without_units():
    """Where every unit is dropped, no scale gives mean 1."""
    return Ne(E(Z[i]), 1)


# -- claims: noise in front of a layer ---------------------------------------------

@claim("ctu22-s4-a3a-use", SEMINAR.at("3a, last sentence"), given=[kept_at_times, scaled_noise], example=HALF)
def linear_layer():
    """In front of a linear layer the noise keeps the mean of the output."""
    return Eq(E(noisy(o)), y(o))


@claim("ctu22-s4-a3a-use:random", SEMINAR.at("3a, last sentence"),
       given=[kept_at_times, scaled_noise, random_inputs, noise_apart],
       example={p: S(1)/2, o: 1, d: 1, Z: (2, 0, 2, 0), X: (1, 1, -1, -1)})
def linear_layer_of_random_inputs():
    """The same for random inputs that are independent of the noise: their means go through the layer."""
    return Eq(E(noisy_random(o)), Sum(W[o, i]*E(X[i]), (i, 1, d)) + b[o])


@claim("ctu22-s4-a3a-use:nonlinear", SEMINAR.at("3a, last sentence"), given=[kept_at_times, scaled_noise],
       where=[i >= 1, i <= d])
def through_a_nonlinearity():
    """Through a ReLU the mean would have to be kept as well; it is not."""
    return Eq(E(relu(Z[i]*x[i] + b[i])), relu(x[i] + b[i]))


# -- claims: dropout as printed --------------------------------------------------

@claim("ie498-hw5-2f-i", HOMEWORK.at("2(f)i"), given=[mask], where=[i >= 1, i <= d], example=MASKED)
def mean_of_dropout():
    """Multiplying the units of a layer by the bare mask multiplies their means by $p$."""
    return Eq(E(R[i]*s[i]), p*s[i])


@claim("ie498-hw5-2f-i:printed", HOMEWORK.at("2(f)i"), given=[kept_at_times, mask], where=[i >= 1, i <= d])
def dropout_keeps_the_mean():
    """As printed, without the factor $1/p$, the mean of a unit would have to be kept."""
    return Eq(E(R[i]*s[i]), s[i])


@claim("ie498-hw5-2f-i:only", HOMEWORK.at("2(f)i"), given=[mask], where=[i >= 1, i <= d, Ne(s[i], 0)], example=MASKED)
def dropout_keeps_the_mean_only_for_one():
    """The bare mask keeps the mean of a unit that is not 0 exactly if nothing is ever dropped."""
    return Implies(Eq(E(R[i]*s[i]), s[i]), Eq(p, 1)), Implies(Eq(p, 1), Eq(E(R[i]*s[i]), s[i]))


@claim("ie498-hw5-2f-i:scaled", HOMEWORK.at("2(f)i"), given=[kept_at_times, mask], where=[i >= 1, i <= d],
       example=MASKED)
def scaled_dropout_keeps_the_mean():
    """With the factor $1/p$ the mean is kept."""
    return Eq(E(R[i]/p*s[i]), s[i])


@claim("ie498-hw5-2f-i:active", HOMEWORK.at("2(f)i"), given=[mask], example=MASKED)
def active_units():
    """Of $d$ units $p\\,d$ are active in the mean, however the masks depend on each other."""
    return Eq(E(Sum(R[i], (i, 1, d))), p*d)


# -- derivations ---------------------------------------------------------------

@mean_of_noise.proof
def _(q: Proof) -> None:
    q.calc(E(Z[i]))
    q.eq(p*a + (1 - p)*0, noise)
    q.eq(p*a)


@unbiased_scale.proof
def _(q: Proof) -> None:
    q.conclude(mean_of_noise)


@variance_of_noise.proof
def _(q: Proof) -> None:
    mean = q.have(Eq(E(Z[i]), 1))
    mean.calc(E(Z[i]))
    mean.eq(p*(1/p) + (1 - p)*0, scaled_noise)
    mean.eq(1)
    q.calc(Var(Z[i]))
    q.eq(E((Z[i] - E(Z[i]))**2), by.variance)
    q.eq(E((Z[i] - 1)**2), mean)
    q.eq(p*(1/p - 1)**2 + (1 - p)*(0 - 1)**2, scaled_noise)
    q.eq((1 - p)/p)


@no_scale_without_units.proof
def _(q: Proof) -> None:
    mean = q.have(Eq(E(Z[i]), 0))
    mean.calc(E(Z[i]))
    mean.eq(0*a + 1*0, never_kept)
    mean.eq(0)
    q.conclude(mean)


@linear_layer.proof
def _(q: Proof) -> None:
    q.calc(E(noisy(o)))
    q.eq(Sum(W[o, i]*(E(Z[i])*x[i]), (i, 1, d)) + b[o], noisy, by.linearity)
    q.eq(Sum(W[o, i]*x[i], (i, 1, d)) + b[o], scaled_noise)
    q.eq(y(o), y)


@linear_layer_of_random_inputs.proof
def _(q: Proof) -> None:
    q.calc(E(noisy_random(o)))
    q.eq(Sum(W[o, i]*E(Z[i]*X[i]), (i, 1, d)) + b[o], noisy_random, by.linearity)
    q.eq(Sum(W[o, i]*(E(Z[i])*E(X[i])), (i, 1, d)) + b[o], noise_apart)
    q.eq(Sum(W[o, i]*E(X[i]), (i, 1, d)) + b[o], scaled_noise)


@through_a_nonlinearity.refutation(corrected=linear_layer)
def _(q: Proof) -> None:
    q.instance({p: S(1)/2, i: 1, d: 1, Z: (2, 0), x: 1, b: -1})


@mean_of_dropout.proof
def _(q: Proof) -> None:
    q.calc(E(R[i]*s[i]))
    q.eq(p*(1*s[i]) + (1 - p)*(0*s[i]), mask)
    q.eq(p*s[i])


@dropout_keeps_the_mean.refutation(corrected=scaled_dropout_keeps_the_mean)
def _(q: Proof) -> None:
    q.instance(MASKED)


@dropout_keeps_the_mean_only_for_one.proof
def _(q: Proof) -> None:
    only, there = q.parts("Only for $p = 1$.", "For $p = 1$.")

    kept = only.assume(Eq(E(R[i]*s[i]), s[i]))
    only.calc(p)
    only.eq(E(R[i]*s[i])/s[i], mean_of_dropout)
    only.eq(1, kept)

    always = there.assume(Eq(p, 1))
    there.calc(E(R[i]*s[i]))
    there.eq(p*s[i], mean_of_dropout)
    there.eq(s[i], always)


@scaled_dropout_keeps_the_mean.proof
def _(q: Proof) -> None:
    q.calc(E(R[i]/p*s[i]))
    q.eq(E(R[i]*s[i])/p, by.linearity)
    q.eq(s[i], mean_of_dropout)


@active_units.proof
def _(q: Proof) -> None:
    q.calc(E(Sum(R[i], (i, 1, d))))
    q.eq(Sum(E(R[i]), (i, 1, d)), by.linearity)
    q.eq(Sum(p*1 + (1 - p)*0, (i, 1, d)), mask)
    q.eq(p*d)


# -- results -------------------------------------------------------------------

@algorithm
def dropout(p, x, u):
    """A unit with the value $x$ under dropout; $u$ is drawn uniformly from 0 to 1 (claim `unbiased_scale`)."""
    if u < p:
        return x/p
    return 0


def keep_scale(p: Any) -> Rational:
    """The factor 1/p by which kept units are multiplied; p is the probability of being kept, as a rational number.

    `torch.nn.Dropout(r)` drops with probability r = 1 − p and uses this factor.  Claim `unbiased_scale`.

    >>> keep_scale(Rational(7, 10))
    10/7
    """
    p = Rational(p)
    if not 0 < p <= 1:
        raise ValueError(f"p must satisfy 0 < p <= 1 (hypothesis: {kept_at_times.name}), not {p}")
    return 1/p


def noise_variance(p: Any) -> Rational:
    """The variance (1 − p)/p of noise that is 1/p with probability p and otherwise 0 (claim `variance_of_noise`).

    >>> noise_variance(Rational(1, 2))
    1
    """
    p = Rational(p)
    if not 0 < p <= 1:
        raise ValueError(f"p must satisfy 0 < p <= 1 (hypothesis: {kept_at_times.name}), not {p}")
    return (1 - p)/p
