r"""Momentum and the exponentially weighted average of gradients are one method with two names for its constants.

The gradient oracle $G$ is arbitrary: $G(\theta, t)$ is the stochastic gradient at $\theta$ with the noise of step $t$.  The
components of vectors are numbered by integers; in $\mathbb{R}^d$ all but $d$ of them are 0.
"""

from collections.abc import Callable, Sequence

from sympy import Eq, Implies, Piecewise, S

from proofs import (
    ForAll,
    Proof,
    claim,
    definition,
    function,
    hypothesis,
    integer,
    nat,
    real,
    recurrence,
    source,
    vector,
)

SEMINAR = source("Deep Learning, seminar 3", seed="ctu24-s3")

q, eta = real("q"), real("eta", latex=r"\eta")
mu, eps = real("mu", latex=r"\mu"), real("epsilon", latex=r"\varepsilon")
t, d, i = nat("t"), nat("d"), integer("i")
G = function("G", "vector", "int", value="vector")
theta_0, m_0, v_0 = vector("theta_0", latex=r"\theta^0"), vector("m_0", latex="m^0"), vector("v_0", latex="v^0")


# -- definitions ---------------------------------------------------------------

@recurrence(latex="m", start={0: m_0})
def m(t, i):
    """The exponentially weighted average of the gradients; the new one has weight q."""
    return (1 - q)*m[t - 1, i] + q*G(theta[t - 1], t - 1)[i]


@recurrence(latex=r"\theta", start={0: theta_0})
def theta(t, i):
    return theta[t - 1, i] - eta*m[t, i]


@recurrence(latex="v", start={0: v_0})
def v(t, i):
    """The buffer of the momentum method."""
    return mu*v[t - 1, i] + G(vartheta[t - 1], t - 1)[i]


@recurrence(latex=r"\vartheta", start={0: theta_0})
def vartheta(t, i):
    return vartheta[t - 1, i] - eps*v[t, i]


@definition(latex="h")
def pulse(x, t, i):
    """The oracle that gives 1 in the first step and 0 afterwards."""
    return Piecewise((1, Eq(t, 0)), (0, True))


@hypothesis("$q$ is a rate")
def is_rate():
    return 0 < q, q <= 1


@hypothesis("positive step size")
def positive_step():
    return eta > 0


@hypothesis("constants of the momentum method")
def constants():
    return Eq(mu, 1 - q), Eq(eps, eta*q)


@hypothesis("initial buffer")
def initial_buffer():
    return Eq(v_0, m_0/q)


@hypothesis("both buffers start at zero")
def zero_buffers():
    return Eq(m_0, 0), Eq(v_0, 0)


@hypothesis("at least one parameter")
def some_parameter():
    return d >= 1


@hypothesis("the same step size")
def same_step_size():
    return Eq(mu, 1 - q), Eq(eps, eta)


# -- claims --------------------------------------------------------------------

@claim("ctu24-s3-a2-def1", SEMINAR.at("2, equation (1)"), where=[t >= 0], number="1")
def momentum():
    """One step of gradient descent with momentum."""
    return Eq(v[t + 1], mu*v[t] + G(vartheta[t], t)), Eq(vartheta[t + 1], vartheta[t] - eps*v[t + 1])


@claim("ctu24-s3-a2-def1:first", SEMINAR.at("2, equation (1)"), given=[zero_buffers])
def first_buffer():
    """From a buffer of zeros, the first buffer is the first gradient and the first step is a plain gradient step."""
    return Eq(v[1], G(theta_0, 0)), Eq(vartheta[1], theta_0 - eps*G(theta_0, 0))


@claim("ctu24-s3-a2a", SEMINAR.at("2a"), given=[is_rate, constants, initial_buffer], where=[t >= 0])
def same_iterates():
    r"""With $\mu = 1 - q$ and $\varepsilon = \eta q$ momentum has the iterates of the averaging method, for every oracle."""
    return Eq(v[t], m[t]/q), Eq(vartheta[t], theta[t])


@claim("ctu24-s3-a2a:converse", SEMINAR.at("2a"), given=[is_rate, positive_step, zero_buffers, some_parameter])
def only_these_constants():
    """If the two methods have the same iterates for every oracle and every start, the constants are these."""
    return Implies(ForAll([G, theta_0, t >= 0, i >= 1, i <= d], Eq(theta[t, i], vartheta[t, i])),
                   (Eq(eps, eta*q), Eq(mu, 1 - q)))


@claim("ctu24-s3-a2a:same-step-size", SEMINAR.at("2a"), given=[is_rate, zero_buffers, same_step_size])
def same_step_size_suffices():
    """With the step size kept, the first iterates differ already."""
    return Eq(vartheta[1], theta[1])


# -- derivations ---------------------------------------------------------------

@momentum.proof
def _(p: Proof) -> None:
    buffer, iterate = p.parts("Buffer.", "Iterate.")
    buffer.conclude(v)
    iterate.conclude(vartheta)


@first_buffer.proof
def _(p: Proof) -> None:
    buffer, iterate = p.parts("Buffer.", "Iterate.")
    buffer.calc(v[1])
    buffer.eq(mu*v_0 + G(theta_0, 0), v, vartheta)
    buffer.eq(G(theta_0, 0), zero_buffers)
    iterate.calc(vartheta[1])
    iterate.eq(theta_0 - eps*v[1], vartheta)
    iterate.eq(theta_0 - eps*G(theta_0, 0), buffer)


@same_iterates.proof
def _(p: Proof) -> None:
    base, step = p.induction(t)

    buffers, iterates = base.parts("Buffers.", "Iterates.")
    buffers.calc(v[0])
    buffers.eq(m_0/q, v, initial_buffer)
    buffers.eq(m[0]/q, m)
    iterates.conclude(vartheta, theta)

    step.say("Equal iterates give equal gradients.")
    buffers, iterates = step.parts("Buffers.", "Iterates.")
    buffers.calc(v[t + 1])
    buffers.eq(mu*v[t] + G(vartheta[t], t), v)
    buffers.eq(mu*(m[t]/q) + G(theta[t], t), step.ih)
    buffers.eq(m[t + 1]/q, constants, m)
    iterates.calc(vartheta[t + 1])
    iterates.eq(vartheta[t] - eps*v[t + 1], vartheta)
    iterates.eq(theta[t] - eps*(m[t + 1]/q), step.ih, buffers)
    iterates.eq(theta[t + 1], constants, theta)


@only_these_constants.proof
def _(p: Proof) -> None:
    equal = p.assume(ForAll([G, theta_0, t >= 0, i >= 1, i <= d], Eq(theta[t, i], vartheta[t, i])))

    p.say("The first iterate.")
    first = p.have(ForAll([G, theta_0], Eq(eta*q*G(theta_0, 0)[1], eps*G(theta_0, 0)[1])))
    first.calc(eta*q*G(theta_0, 0)[1])
    first.eq(theta_0[1] - theta[1, 1], theta, m, zero_buffers)
    first.eq(theta_0[1] - vartheta[1, 1], equal(G, theta_0, 1, 1))
    first.eq(eps*G(theta_0, 0)[1], vartheta, v, zero_buffers)
    same_step = p.have(Eq(eps, eta*q), first(pulse, 0), pulse)

    p.say("The second iterate.")
    second = p.have(ForAll([G, theta_0], Eq(eta*q*((2 - q)*G(theta_0, 0)[1] + G(theta[1], 1)[1]),
                                            eps*((1 + mu)*G(theta_0, 0)[1] + G(vartheta[1], 1)[1]))))
    second.calc(eta*q*((2 - q)*G(theta_0, 0)[1] + G(theta[1], 1)[1]))
    second.eq(theta_0[1] - theta[2, 1], theta, m, zero_buffers)
    second.eq(theta_0[1] - vartheta[2, 1], equal(G, theta_0, 2, 1))
    second.eq(eps*((1 + mu)*G(theta_0, 0)[1] + G(vartheta[1], 1)[1]), vartheta, v, zero_buffers)
    both = p.have(Eq(eta*q*(2 - q), eps*(1 + mu)), second(pulse, 0), pulse)

    step_size, friction = p.parts("Step size.", "Friction.")
    step_size.conclude(same_step)
    friction.calc(mu)
    friction.eq(eps*(1 + mu)/(eta*q) - 1, same_step)
    friction.eq(1 - q, both)


@same_step_size_suffices.refutation(corrected=same_iterates)
def _(p: Proof) -> None:
    p.instance({q: S(1)/2, mu: S(1)/2, eps: 1, eta: 1, G: 1, theta_0: 0, m_0: 0, v_0: 0})


# -- results -------------------------------------------------------------------

def momentum_constants(q: float, eta: float) -> tuple[float, float]:
    """(μ, ε) with which momentum computes the iterates of averaged gradients with rate q and step size η.

    0 < q ≤ 1; start the buffer at m₀/q, so at 0 when the average starts at 0.  Source: seminar 3, assignment 2a.

    >>> momentum_constants(0.25, 2.0)
    (0.75, 0.5)
    """
    if not 0 < q <= 1:
        raise ValueError(f"q must be a rate, 0 < q <= 1 (hypothesis: {is_rate.name}), not {q}")
    return 1 - q, eta*q


def run(gradient: Callable[[list[float], int], Sequence[float]], start: Sequence[float], mu: float, eps: float,
        steps: int) -> list[float]:
    """The iterate ϑ after some steps of momentum from a buffer of zeros (claim `momentum`).

    >>> run(lambda x, t: [2*x[0]], [1.0], 0.5, 0.25, 2)
    [0.0]
    """
    if steps < 0:
        raise ValueError(f"steps must be at least 0, not {steps}")
    x, v = list(start), [0.0]*len(start)
    for t in range(steps):
        v = [mu*a + b for a, b in zip(v, gradient(x, t), strict=True)]
        x = [a - eps*b for a, b in zip(x, v, strict=True)]
    return x
