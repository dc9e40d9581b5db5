r"""Exponentially weighted averages that start without bias.

The stochastic gradients $\tilde g_1, \tilde g_2, \dots$ are vectors; $\tilde g_{t,i}$ is coordinate $i$.  They are unbiased
and may depend on each other.  Every claim holds for each coordinate, in any dimension $d$.
"""

from collections.abc import Sequence

from sympy import Eq, S

from proofs import (
    E,
    Proof,
    algorithm,
    by,
    claim,
    definition,
    family,
    hypothesis,
    integrable,
    nat,
    random_family,
    real,
    recurrence,
    source,
)

SEMINAR = source("Deep Learning, seminar 3", seed="ctu24-s3")

q = real("q")
t, i, d = nat("t"), nat("i"), nat("d")
grad = family("grad", latex="g")
g = random_family("g", latex=r"\tilde g", start=1, indices=2)


# -- definitions ---------------------------------------------------------------

@definition(latex="q")
def rate(t):
    return q/(1 - (1 - q)**t)


@recurrence(latex="v", start={0: 0})
def v(t, i):
    return (1 - rate[t])*v[t - 1, i] + rate[t]*g[t, i]


@recurrence(latex=r"\hat v", start={0: 0})
def v_hat(t, i):
    return (1 - q)*v_hat[t - 1, i] + q*g[t, i]


@definition(latex=r"\bar v")
def v_bar(t, i):
    return v_hat[t, i]/(1 - (1 - q)**t)


@hypothesis("$q$ is a rate")
def is_rate():
    return 0 < q, q <= 1


@hypothesis("unbiased gradients", forall=[t >= 1, i >= 1, i <= d])
def unbiased_gradients():
    return integrable(g[t, i]), Eq(E(g[t, i]), grad[i])


# -- claims --------------------------------------------------------------------

@claim("ctu24-s3-a2b", SEMINAR.at("2b"), given=[is_rate, unbiased_gradients], where=[t >= 1, i >= 1, i <= d])
def unbiased():
    """$v_t$ is unbiased from the first step on."""
    return Eq(E(v[t, i]), grad[i])


@claim("ctu24-s3-a2c-unb:mean", SEMINAR.at("2c"), given=[is_rate, unbiased_gradients], where=[t >= 0, i >= 1, i <= d])
def mean_of_plain_average():
    """The plain average is too small by a factor that is known."""
    return Eq(E(v_hat[t, i]), (1 - (1 - q)**t)*grad[i])


@claim("ctu24-s3-a2c-unb", SEMINAR.at("2c"), given=[is_rate, unbiased_gradients], where=[t >= 1, i >= 1, i <= d])
def corrected_is_unbiased():
    """Dividing by the known factor removes the bias."""
    return Eq(E(v_bar[t, i]), grad[i])


@claim("ctu24-s3-a2c-eq", SEMINAR.at("2c"), given=[is_rate], where=[t >= 1])
def coincidence():
    """Both corrections give the same number on every path, not only on average."""
    return Eq(v_bar[t, i], v[t, i])


@claim("ctu24-s3-a2c-unb:uncorrected", SEMINAR.at("2c"), given=[is_rate, unbiased_gradients], where=[t >= 1, i >= 1, i <= d])
def plain_average_is_unbiased():
    """Without the correction the average would have to be unbiased already; it is not."""
    return Eq(E(v_hat[t, i]), grad[i])


# -- derivations ---------------------------------------------------------------

@unbiased.proof
def _(p: Proof) -> None:
    base, step = p.induction(t, start=1)

    base.say("The first step forgets the starting value.")
    first = base.have(Eq(rate[1], 1), rate)
    base.calc(E(v[1, i]))
    base.eq((1 - rate[1])*E(v[0, i]) + rate[1]*E(g[1, i]), v, by.linearity)
    base.eq(E(g[1, i]), first)
    base.eq(grad[i], unbiased_gradients)

    step.calc(E(v[t + 1, i]))
    step.eq((1 - rate[t + 1])*E(v[t, i]) + rate[t + 1]*E(g[t + 1, i]), v, by.linearity)
    step.eq((1 - rate[t + 1])*grad[i] + rate[t + 1]*grad[i], step.ih, unbiased_gradients)
    step.eq(grad[i])


@mean_of_plain_average.proof
def _(p: Proof) -> None:
    base, step = p.induction(t)

    base.conclude(v_hat, by.linearity)

    step.calc(E(v_hat[t + 1, i]))
    step.eq((1 - q)*E(v_hat[t, i]) + q*E(g[t + 1, i]), v_hat, by.linearity)
    step.eq((1 - q)*((1 - (1 - q)**t)*grad[i]) + q*grad[i], step.ih, unbiased_gradients)
    step.eq((1 - (1 - q)**(t + 1))*grad[i])


@corrected_is_unbiased.proof
def _(p: Proof) -> None:
    p.calc(E(v_bar[t, i]))
    p.eq(E(v_hat[t, i])/(1 - (1 - q)**t), v_bar, by.linearity)
    p.eq(grad[i], mean_of_plain_average)


@plain_average_is_unbiased.refutation(corrected=mean_of_plain_average)
def _(p: Proof) -> None:
    p.instance({q: S(1)/2, t: 1, i: 1, d: 1, g: 1, grad: 1})


@coincidence.proof
def _(p: Proof) -> None:
    base, step = p.induction(t, start=1)

    base.calc(v_bar[1, i])
    base.eq(g[1, i], v_bar, v_hat)
    base.eq(v[1, i], v, rate)

    step.say("The two weights add up to one.")
    weights = step.have(Eq((1 - q)*(1 - (1 - q)**t)/(1 - (1 - q)**(t + 1)), 1 - rate[t + 1]), rate)
    step.calc(v_bar[t + 1, i])
    step.eq((1 - q)*(1 - (1 - q)**t)/(1 - (1 - q)**(t + 1))*v_bar[t, i] + rate[t + 1]*g[t + 1, i], v_bar, v_hat, rate)
    step.eq((1 - rate[t + 1])*v_bar[t, i] + rate[t + 1]*g[t + 1, i], weights)
    step.eq((1 - rate[t + 1])*v[t, i] + rate[t + 1]*g[t + 1, i], step.ih)
    step.eq(v[t + 1, i], v)


# -- algorithm and results -------------------------------------------------------

@algorithm
def corrected_average(q: float, g: Sequence[float]) -> float:
    """The average of at least one number with rate $0 < q \\le 1$; unbiased when the numbers are (claim `unbiased`)."""
    v: float = 0
    for t, g_t in enumerate(g, start=1):
        q_t = q/(1 - (1 - q)**t)
        v = (1 - q_t)*v + q_t*g_t
    return v


def bias_factor(q: float, t: int) -> float:
    """What the plain average is too small by: 1 − (1 − q)ᵗ, for t ≥ 0 and 0 < q ≤ 1 (claim `mean_of_plain_average`).

    >>> bias_factor(0.5, 2)
    0.75
    """
    if not 0 < q <= 1:
        raise ValueError(f"q must be a rate, 0 < q <= 1 (hypothesis: {is_rate.name}), not {q}")
    if t < 0:
        raise ValueError(f"t must be at least 0, not {t}")
    return 1 - (1 - q)**t
