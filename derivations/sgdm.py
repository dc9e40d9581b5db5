"""Gradient descent with momentum at a constant gradient."""

from sympy import Eq, S, Sum

from derivations.adam import PROBLEM_SET, beta, c, constant_gradient, eta, g, k, momentum, t, w_momentum
from derivations.library import geometric_sum
from proofs import Proof, by, claim, hypothesis

# -- hypotheses ------------------------------------------------------------------

@hypothesis("a decay rate of SGDM")
def momentum_rate():
    return 0 < beta, beta < 1


@hypothesis("gradient constant for $t > 0$, as printed", forall=[t > 0])
def constant_after_the_first():
    return Eq(g[t], c)


# -- claims --------------------------------------------------------------------

@claim("epfl22-ps9-p2-2-m:sum", PROBLEM_SET.at("2, SGDM"), given=[constant_gradient])
def momentum_sum():
    """Momentum adds up the gradients with weights that decay."""
    return Eq(momentum[t], c*Sum(beta**k, (k, 0, t - 1)))


@claim("epfl22-ps9-p2-2-m", PROBLEM_SET.at("2, SGDM"), given=[momentum_rate, constant_gradient])
def momentum_closed_form():
    """Momentum at a constant gradient; at $t = 0$ it is 0."""
    return Eq(momentum[t], c*((1 - beta**t)/(1 - beta)))


@claim("epfl22-ps9-p2-2-hyp", PROBLEM_SET.at("2, SGDM"), given=[momentum_rate, constant_gradient], where=[t >= 1])
def first_gradient_counts():
    """After one step momentum is the first gradient; if that is the constant, too, the closed form holds."""
    return Eq(momentum[1], c), Eq(momentum[t], c*((1 - beta**t)/(1 - beta)))


@claim("epfl22-ps9-p2-2-hyp:printed", PROBLEM_SET.at("2"), given=[momentum_rate, constant_after_the_first])
def momentum_as_printed():
    """With a gradient that is constant for $t > 0$ only, the closed form is false: the first gradient is still free."""
    return Eq(momentum[t], c*((1 - beta**t)/(1 - beta)))


@claim("epfl22-ps9-p2-2-w:sum", PROBLEM_SET.at("2, SGDM, first equality"))
def weight_sum():
    """The weight adds up the momentum; the term $k = 0$ is 0.  This holds for any gradients."""
    return Eq(w_momentum[t], -eta*Sum(momentum[k], (k, 0, t)))


@claim("epfl22-ps9-p2-2-w:powers", PROBLEM_SET.at("2, SGDM, second equality"), given=[momentum_rate, constant_gradient])
def weight_sum_of_powers():
    """The momentum inserted."""
    return Eq(w_momentum[t], -(eta*c/(1 - beta))*Sum(1 - beta**k, (k, 0, t)))


@claim("epfl22-ps9-p2-2-w", PROBLEM_SET.at("2, SGDM, third equality"), given=[momentum_rate, constant_gradient])
def weight_closed_form():
    """The weight under momentum is linear in $c$."""
    return Eq(w_momentum[t], -(eta*c/(1 - beta))*(t + 1 - (1 - beta**(t + 1))/(1 - beta)))


@claim("epfl22-ps9-p2-2-w:equivalent", PROBLEM_SET.at("2, SGDM"), given=[momentum_rate, constant_gradient])
def weight_with_its_delay():
    """The same, as the plain steps less what the start of the momentum costs."""
    return Eq(w_momentum[t], -(eta*c/(1 - beta))*(t - beta*(1 - beta**t)/(1 - beta)))


# -- derivations ---------------------------------------------------------------

@momentum_sum.proof
def _(p: Proof) -> None:
    base, step = p.induction(t)
    base.say("Both sides are 0.")
    base.conclude(momentum)

    step.calc(momentum[t + 1])
    step.eq(beta*momentum[t] + g[t], momentum)
    step.eq(beta*(c*Sum(beta**k, (k, 0, t - 1))) + c, step.ih, constant_gradient)
    step.eq(c*Sum(beta**k, (k, 0, t)), by.shift)


@momentum_closed_form.proof
def _(p: Proof) -> None:
    p.calc(momentum[t])
    p.eq(c*Sum(beta**k, (k, 0, t - 1)), momentum_sum)
    p.eq(c*((1 - beta**t)/(1 - beta)), geometric_sum)


@first_gradient_counts.proof
def _(p: Proof) -> None:
    first, later = p.parts("The first step.", "All steps.")
    first.conclude(momentum, constant_gradient)
    later.conclude(momentum_closed_form)


@momentum_as_printed.refutation(corrected=momentum_closed_form)
def _(p: Proof) -> None:
    p.instance({beta: S(1)/2, c: 1, t: 1, g[0]: 0, g: 1})


@weight_sum.proof
def _(p: Proof) -> None:
    base, step = p.induction(t)
    base.say("The only term is the momentum at the start, which is 0.")
    base.conclude(w_momentum, momentum)

    step.calc(w_momentum[t + 1])
    step.eq(w_momentum[t] - eta*momentum[t + 1], w_momentum)
    step.eq(-eta*Sum(momentum[k], (k, 0, t)) - eta*momentum[t + 1], step.ih)
    step.eq(-eta*Sum(momentum[k], (k, 0, t + 1)))


@weight_sum_of_powers.proof
def _(p: Proof) -> None:
    p.calc(w_momentum[t])
    p.eq(-eta*Sum(momentum[k], (k, 0, t)), weight_sum)
    p.eq(-(eta*c/(1 - beta))*Sum(1 - beta**k, (k, 0, t)), momentum_closed_form)


@weight_closed_form.proof
def _(p: Proof) -> None:
    p.calc(w_momentum[t])
    p.eq(-(eta*c/(1 - beta))*(t + 1 - Sum(beta**k, (k, 0, t))), weight_sum_of_powers)
    p.eq(-(eta*c/(1 - beta))*(t + 1 - (1 - beta**(t + 1))/(1 - beta)), geometric_sum(t + 1, beta))


@weight_with_its_delay.proof
def _(p: Proof) -> None:
    p.calc(w_momentum[t])
    p.eq(-(eta*c/(1 - beta))*(t + 1 - (1 - beta**(t + 1))/(1 - beta)), weight_closed_form)
    p.eq(-(eta*c/(1 - beta))*(t - beta*(1 - beta**t)/(1 - beta)))


# -- results -------------------------------------------------------------------

def momentum_after(steps: int, beta: float, c: float) -> float:
    """The momentum after that many steps with the constant gradient c (claim `momentum_closed_form`).

    steps ≥ 0 and 0 < beta < 1.  Source: problem set 9, problem 2.

    >>> momentum_after(2, 0.5, 4.0)
    6.0
    """
    _refuse(steps, beta)
    return c*((1 - beta**steps)/(1 - beta))


def weight_after(steps: int, beta: float, c: float, eta: float) -> float:
    """The weight after that many steps from 0 with the constant gradient c (claim `weight_closed_form`).

    steps ≥ 0 and 0 < beta < 1; eta is the step size.  Source: problem set 9, problem 2.

    >>> weight_after(2, 0.5, 4.0, 1.0)
    -10.0
    """
    _refuse(steps, beta)
    return -(eta*c/(1 - beta))*(steps + 1 - (1 - beta**(steps + 1))/(1 - beta))


def _refuse(steps: int, beta: float) -> None:
    if steps < 0:
        raise ValueError(f"the number of steps must be at least 0, not {steps}")
    if not 0 < beta < 1:
        raise ValueError(f"beta must lie between 0 and 1 (hypothesis: {momentum_rate.words}), not {beta}")
