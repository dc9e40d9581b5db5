r"""Momentum and Adam: the two methods, and the moments of Adam at a constant gradient.

Momentum and Adam work coordinate by coordinate, so one coordinate is enough.
$g_t$ is the gradient at step $t \ge 0$; nothing is assumed about where it comes from.  Both start at 0.
"""

from sympy import Eq, Ne, S, Sum, sqrt

from derivations.library import geometric_sum_times
from proofs import Proof, algorithm, by, claim, definition, family, hypothesis, nat, real, recurrence, source

PROBLEM_SET = source("Problem set 9, problem 2", seed="epfl22-ps9")

c, eta, eps = real("c"), real("eta", latex=r"\eta"), real("epsilon", latex=r"\epsilon")
beta = real("beta", latex=r"\beta")
beta1, beta2 = real("beta_1", latex=r"\beta_1"), real("beta_2", latex=r"\beta_2")
k, t = nat("k"), nat("t")
g = family("g", start=0)


# -- the two methods -------------------------------------------------------------

@recurrence(latex=r"m^{\mathrm{SGDM}}", start={0: 0})
def momentum(t):
    return beta*momentum[t - 1] + g[t - 1]


@recurrence(latex=r"w^{\mathrm{SGDM}}", start={0: 0})
def w_momentum(t):
    return w_momentum[t - 1] - eta*momentum[t]


@recurrence(latex="m", start={0: 0})
def m(t):
    return beta1*m[t - 1] + (1 - beta1)*g[t - 1]


@recurrence(latex="v", start={0: 0})
def v(t):
    return beta2*v[t - 1] + (1 - beta2)*g[t - 1]**2


@definition(latex=r"\hat m")
def m_hat(t):
    return m[t]/(1 - beta1**t)


@definition(latex=r"\hat v")
def v_hat(t):
    return v[t]/(1 - beta2**t)


@recurrence(latex=r"w", start={0: 0})
def w(t):
    return w[t - 1] - eta*(m_hat[t]/(sqrt(v_hat[t]) + eps))


# -- hypotheses ------------------------------------------------------------------

@hypothesis("decay rates of Adam")
def rates():
    return 0 < beta1, beta1 < 1, 0 < beta2, beta2 < 1


@hypothesis("constant gradient", forall=[t >= 0])
def constant_gradient():
    return Eq(g[t], c)


@hypothesis("nonzero gradient")
def nonzero():
    return Ne(c, 0)


@hypothesis(r"with $\epsilon$")
def some_epsilon():
    return eps > 0

ONE_STEP = {beta1: S(1)/2, beta2: S(1)/2, eta: 1, c: 1, g: 1, t: 1}  # values at which the claims are tried


# -- the definitions as claims ------------------------------------------------------

@claim("epfl22-ps9-def:second-moment", PROBLEM_SET.at("equation (2)"), given=[rates])
def second_moment_is_nonnegative():
    """The average of squares is never negative, so its root exists."""
    return v[t] >= 0


@claim("epfl22-ps9-def:corrected", PROBLEM_SET.at("equation (4)"), given=[rates], where=[t >= 1])
def corrected_second_moment_is_nonnegative():
    """Nor is the corrected average."""
    return v_hat[t] >= 0


@claim("epfl22-ps9-def", PROBLEM_SET.at("equations (1) to (5)"), given=[rates, some_epsilon])
def adam():
    r"""The five lines of Adam; with $\epsilon > 0$ each of them makes sense, whatever the gradients are."""
    return (Eq(m[t + 1], beta1*m[t] + (1 - beta1)*g[t]),
            Eq(v[t + 1], beta2*v[t] + (1 - beta2)*g[t]**2),
            Eq(m_hat[t + 1], m[t + 1]/(1 - beta1**(t + 1))),
            Eq(v_hat[t + 1], v[t + 1]/(1 - beta2**(t + 1))),
            Eq(w[t + 1], w[t] - eta*(m_hat[t + 1]/(sqrt(v_hat[t + 1]) + eps))))


@claim("epfl22-ps9-def:sgdm", PROBLEM_SET.at("equations (6) and (7)"))
def sgdm():
    """Gradient descent with momentum."""
    return (Eq(momentum[t + 1], beta*momentum[t] + g[t]),
            Eq(w_momentum[t + 1], w_momentum[t] - eta*momentum[t + 1]))


# -- Adam at a constant gradient ---------------------------------------------------

@claim("epfl22-ps9-p2-2-am:sum", PROBLEM_SET.at("2, Adam"), given=[constant_gradient])
def mean_sum():
    """The first moment as a sum."""
    return Eq(m[t], (1 - beta1)*c*Sum(beta1**k, (k, 0, t - 1)))


@claim("epfl22-ps9-p2-2-am", PROBLEM_SET.at("2, Adam"), given=[constant_gradient])
def mean_closed_form():
    """The first moment; $1 - \\beta_1$ cancels, so no rate is excluded."""
    return Eq(m[t], c*(1 - beta1**t))


@claim("epfl22-ps9-p2-2-amh", PROBLEM_SET.at("2, Adam"), given=[rates, constant_gradient], where=[t >= 1], example=ONE_STEP)
def corrected_mean():
    """The correction gives back the gradient, from the first step on."""
    return Eq(m_hat[t], c)


@claim("epfl22-ps9-p2-2-amh:start", PROBLEM_SET.at("2, Adam"), given=[rates, constant_gradient])
def corrected_mean_from_the_start():
    """At $t = 0$ there is nothing to correct: the quotient does not exist."""
    return Eq(m_hat[t], c)


@claim("epfl22-ps9-p2-2-av:sum", PROBLEM_SET.at("2, Adam"), given=[constant_gradient])
def second_moment_sum():
    """The second moment as a sum."""
    return Eq(v[t], (1 - beta2)*c**2*Sum(beta2**k, (k, 0, t - 1)))


@claim("epfl22-ps9-p2-2-av", PROBLEM_SET.at("2, Adam"), given=[constant_gradient])
def second_moment_closed_form():
    """The second moment."""
    return Eq(v[t], c**2*(1 - beta2**t))


@claim("epfl22-ps9-p2-2-av:corrected", PROBLEM_SET.at("2, Adam"), given=[rates, constant_gradient], where=[t >= 1],
       example=ONE_STEP)
def corrected_second_moment():
    """The correction gives back the square of the gradient."""
    return Eq(v_hat[t], c**2)


@claim("epfl22-ps9-p2-2-av:positive", PROBLEM_SET.at("2, Adam"), given=[rates, constant_gradient, nonzero], where=[t >= 1],
       example=ONE_STEP)
def corrected_second_moment_is_positive():
    """It is positive when the gradient is not 0: so the step exists without $\\epsilon$."""
    return v_hat[t] > 0


# -- derivations ---------------------------------------------------------------

@second_moment_is_nonnegative.proof
def _(p: Proof) -> None:
    base, step = p.induction(t)
    base.conclude(v)
    step.calc(v[t + 1])
    step.eq(beta2*v[t] + (1 - beta2)*g[t]**2, v)
    step.ge(0)


@corrected_second_moment_is_nonnegative.proof
def _(p: Proof) -> None:
    p.conclude(v_hat, second_moment_is_nonnegative)


@adam.proof
def _(p: Proof) -> None:
    p.known(corrected_second_moment_is_nonnegative)
    p.conclude(m, v, m_hat, v_hat, w)


@sgdm.proof
def _(p: Proof) -> None:
    p.conclude(momentum, w_momentum)


@mean_sum.proof
def _(p: Proof) -> None:
    base, step = p.induction(t)
    base.say("Both sides are 0.")
    base.conclude(m)

    step.calc(m[t + 1])
    step.eq(beta1*m[t] + (1 - beta1)*g[t], m)
    step.eq(beta1*((1 - beta1)*c*Sum(beta1**k, (k, 0, t - 1))) + (1 - beta1)*c, step.ih, constant_gradient)
    step.eq((1 - beta1)*c*Sum(beta1**(k + 1), (k, 0, t - 1)) + (1 - beta1)*c)
    step.eq((1 - beta1)*c*Sum(beta1**k, (k, 0, t)), by.shift)


@mean_closed_form.proof
def _(p: Proof) -> None:
    p.calc(m[t])
    p.eq(c*((1 - beta1)*Sum(beta1**k, (k, 0, t - 1))), mean_sum)
    p.eq(c*(1 - beta1**t), geometric_sum_times)


@corrected_mean.proof
def _(p: Proof) -> None:
    p.calc(m_hat[t])
    p.eq(c*(1 - beta1**t)/(1 - beta1**t), m_hat, mean_closed_form)
    p.eq(c)


@corrected_mean_from_the_start.refutation(corrected=corrected_mean)
def _(p: Proof) -> None:
    p.instance(ONE_STEP | {t: 0})


@second_moment_sum.proof
def _(p: Proof) -> None:
    base, step = p.induction(t)
    base.say("Both sides are 0.")
    base.conclude(v)

    step.calc(v[t + 1])
    step.eq(beta2*v[t] + (1 - beta2)*g[t]**2, v)
    step.eq(beta2*((1 - beta2)*c**2*Sum(beta2**k, (k, 0, t - 1))) + (1 - beta2)*c**2, step.ih, constant_gradient)
    step.eq((1 - beta2)*c**2*Sum(beta2**(k + 1), (k, 0, t - 1)) + (1 - beta2)*c**2)
    step.eq((1 - beta2)*c**2*Sum(beta2**k, (k, 0, t)), by.shift)


@second_moment_closed_form.proof
def _(p: Proof) -> None:
    p.calc(v[t])
    p.eq(c**2*((1 - beta2)*Sum(beta2**k, (k, 0, t - 1))), second_moment_sum)
    p.eq(c**2*(1 - beta2**t), geometric_sum_times)


@corrected_second_moment.proof
def _(p: Proof) -> None:
    p.calc(v_hat[t])
    p.eq(c**2*(1 - beta2**t)/(1 - beta2**t), v_hat, second_moment_closed_form)
    p.eq(c**2)


@corrected_second_moment_is_positive.proof
def _(p: Proof) -> None:
    p.calc(v_hat[t])
    p.eq(c**2, corrected_second_moment)
    p.gt(0, nonzero)


# -- algorithms and results ------------------------------------------------------

@algorithm
def descent_with_momentum(eta, beta, gradients):
    """The weight of one coordinate after these gradients; buffer and weight start at 0 (claim `sgdm`)."""
    m, w = 0, 0
    for g_t in gradients:
        m = beta*m + g_t
        w = w - eta*m
    return w


@algorithm
def descent_of_adam(eta, beta_1, beta_2, epsilon, gradients):
    """The weight of one coordinate after these gradients; moments and weight start at 0 (claim `adam`)."""
    m, v, w = 0, 0, 0
    for t, g_t in enumerate(gradients):
        m = beta_1*m + (1 - beta_1)*g_t
        v = beta_2*v + (1 - beta_2)*g_t**2
        m_hat = m/(1 - beta_1**(t + 1))
        v_hat = v/(1 - beta_2**(t + 1))
        w = w - eta*(m_hat/(sqrt(v_hat) + epsilon))
    return w


def moments_after(steps: int, c: float, beta1: float, beta2: float) -> tuple[float, float]:
    """Adam's two moments, not corrected, after that many steps with the constant gradient c.

    steps ≥ 0; the decay rates lie between 0 and 1.  Claims `mean_closed_form` and `second_moment_closed_form`.

    >>> moments_after(2, 4.0, 0.5, 0.25)
    (3.0, 15.0)
    """
    if steps < 0:
        raise ValueError(f"the number of steps must be at least 0, not {steps}")
    if not (0 < beta1 < 1 and 0 < beta2 < 1):
        raise ValueError(f"beta1 and beta2 must lie between 0 and 1 (hypothesis: {rates.words}), not {beta1} and {beta2}")
    return c*(1 - beta1**steps), c**2*(1 - beta2**steps)
