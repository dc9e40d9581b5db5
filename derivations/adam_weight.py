r"""Adam at a constant gradient: its weight, whether it depends on the gradient, and the part of $\epsilon$."""

from sympy import Abs, Eq, Sum, sqrt

from derivations.adam import (
    ONE_STEP,
    PROBLEM_SET,
    c,
    constant_gradient,
    corrected_mean,
    corrected_second_moment,
    corrected_second_moment_is_nonnegative,
    corrected_second_moment_is_positive,
    eps,
    eta,
    g,
    k,
    m_hat,
    nonzero,
    rates,
    some_epsilon,
    t,
    v_hat,
    w,
)
from proofs import Proof, claim, hypothesis

# -- hypotheses ------------------------------------------------------------------

@hypothesis("positive gradient")
def positive():
    return c > 0


@hypothesis("negative gradient")
def negative():
    return c < 0


@hypothesis("zero gradient")
def vanishing():
    return Eq(c, 0)


@hypothesis(r"without $\epsilon$")
def no_epsilon():
    return Eq(eps, 0)


# -- claims --------------------------------------------------------------------

@claim("epfl22-ps9-p2-2-aw", PROBLEM_SET.at("2, Adam"), given=[rates, constant_gradient, no_epsilon, positive],
       example=ONE_STEP | {eps: 0})
def weight_of_adam():
    r"""Every step of Adam has length $\eta$."""
    return Eq(w[t], Sum(-eta*(c/sqrt(c**2)), (k, 1, t))), Eq(w[t], -eta*t)


@claim("epfl22-ps9-p2-2-aw:negative", PROBLEM_SET.at("2, Adam"), given=[rates, constant_gradient, no_epsilon, negative],
       example=ONE_STEP | {c: -1, g: -1, eps: 0})
def weight_of_adam_uphill():
    """For a negative gradient the weight moves the other way."""
    return Eq(w[t], eta*t)


@claim("epfl22-ps9-p2-2-aw:every-sign", PROBLEM_SET.at("2, last paragraph"), 
       given=[rates, constant_gradient, no_epsilon, nonzero])
def weight_without_the_sign():
    r"""“Does not depend on $c$ at all”, read for every gradient other than 0: false, the sign of $c$ matters."""
    return Eq(w[t], -eta*t)


@claim("epfl22-ps9-p2-2-aw:zero", PROBLEM_SET.at("2, last paragraph"), given=[rates, constant_gradient, no_epsilon, vanishing])
def weight_without_a_gradient():
    r"""At the gradient $c = 0$ the step is $0/0$."""
    return Eq(w[t], -eta*t)


@claim("epfl22-ps9-p2-2-aw:zero-over-zero", PROBLEM_SET.at("2, last paragraph"), given=[rates, constant_gradient, vanishing],
       where=[t >= 1], example=ONE_STEP | {c: 0, g: 0})
def zero_over_zero():
    r"""At the gradient 0 both moments vanish, so without $\epsilon$ every step divides 0 by 0."""
    return Eq(m_hat[t], 0), Eq(sqrt(v_hat[t]), 0)


@claim("epfl22-ps9-p2-2-aw:epsilon-ignored", PROBLEM_SET.at("2, last paragraph"),
       given=[rates, constant_gradient, some_epsilon, positive])
def weight_ignoring_epsilon():
    r"""“Does not depend on $c$ at all”, with $\epsilon > 0$ as in practice: false."""
    return Eq(w[t], -eta*t)


@claim("epfl22-ps9-p2-2-aw:epsilon", PROBLEM_SET.at("2, Adam"), given=[rates, constant_gradient, some_epsilon])
def weight_with_epsilon():
    r"""With $\epsilon > 0$ every step is shorter, the more so the smaller the gradient is, which may be 0."""
    return Eq(w[t], -eta*t*(c/(Abs(c) + eps)))


# -- derivations ---------------------------------------------------------------

@weight_of_adam.proof
def _(p: Proof) -> None:
    p.known(corrected_second_moment_is_positive)
    as_sum, in_closed_form = p.parts("As a sum.", "In closed form.")

    base, step = as_sum.induction(t)
    base.conclude(w)

    step.calc(w[t + 1])
    step.eq(w[t] - eta*(c/(sqrt(c**2) + eps)), w, corrected_mean, corrected_second_moment)
    step.eq(Sum(-eta*(c/sqrt(c**2)), (k, 1, t)) - eta*(c/(sqrt(c**2) + eps)), step.ih)
    step.eq(Sum(-eta*(c/sqrt(c**2)), (k, 1, t + 1)), no_epsilon)

    in_closed_form.calc(w[t])
    in_closed_form.eq(Sum(-eta, (k, 1, t)), as_sum)
    in_closed_form.eq(-eta*t)


@weight_of_adam_uphill.proof
def _(p: Proof) -> None:
    p.known(corrected_second_moment_is_positive)
    base, step = p.induction(t)
    base.conclude(w)

    step.calc(w[t + 1])
    step.eq(w[t] - eta*(m_hat[t + 1]/(sqrt(v_hat[t + 1]) + eps)), w)
    step.eq(eta*t - eta*(c/(sqrt(c**2) + eps)), step.ih, corrected_mean, corrected_second_moment)
    step.eq(eta*(t + 1), no_epsilon)


@weight_without_the_sign.refutation(corrected=weight_of_adam_uphill)
def _(p: Proof) -> None:
    p.instance(ONE_STEP | {eps: 0, c: -1, g: -1})


@weight_without_a_gradient.refutation(corrected=zero_over_zero)
def _(p: Proof) -> None:
    p.instance(ONE_STEP | {eps: 0, c: 0, g: 0})


@zero_over_zero.proof
def _(p: Proof) -> None:
    p.known(corrected_second_moment_is_nonnegative)
    p.conclude(corrected_mean, corrected_second_moment, vanishing)


@weight_ignoring_epsilon.refutation(corrected=weight_with_epsilon)
def _(p: Proof) -> None:
    p.instance(ONE_STEP | {eps: 1})


@weight_with_epsilon.proof
def _(p: Proof) -> None:
    p.known(corrected_second_moment_is_nonnegative)
    base, step = p.induction(t)
    base.conclude(w)

    step.calc(w[t + 1])
    step.eq(w[t] - eta*(m_hat[t + 1]/(sqrt(v_hat[t + 1]) + eps)), w)
    step.eq(-eta*t*(c/(Abs(c) + eps)) - eta*(c/(sqrt(c**2) + eps)), step.ih, corrected_mean, corrected_second_moment)
    step.eq(-eta*(t + 1)*(c/(Abs(c) + eps)))


# -- results -------------------------------------------------------------------

def adam_weight_after(steps: int, c: float, eta: float, epsilon: float = 0) -> float:
    """The weight of Adam after that many steps from 0 with the constant gradient c, whatever its decay rates are.

    steps ≥ 0; epsilon ≥ 0, and c is not 0 where epsilon is.  Claims `weight_of_adam`, `weight_of_adam_uphill` and
    `weight_with_epsilon`; source: problem set 9, problem 2.

    >>> adam_weight_after(3, 7.0, 0.5)
    -1.5
    >>> adam_weight_after(3, 1.0, 0.5, epsilon=1.0)
    -0.75
    """
    if steps < 0:
        raise ValueError(f"the number of steps must be at least 0, not {steps}")
    if epsilon < 0:
        raise ValueError(f"epsilon must be at least 0, not {epsilon}")
    if c == 0 == epsilon:
        raise ValueError(f"without epsilon the gradient must not be 0 (hypothesis: {nonzero.words}): the step is 0/0")
    return -eta*steps*(c/(abs(c) + epsilon))
