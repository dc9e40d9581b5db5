r"""The update of gradient descent: $\theta^{k+1} = \theta^k - \alpha^k G^k$.

$G_k$ is the gradient at $\theta_k$ and $\alpha_k$ the step size; one coordinate is enough.
"""

from collections.abc import Sequence

from sympy import Eq, S, Sum

from proofs import Proof, claim, family, hypothesis, nat, real, recurrence, source

HOMEWORK = source("Homework 5, section 1", seed="ie498-hw5")

j, k = nat("j"), nat("k")
first = real("vartheta", latex=r"\vartheta")
alpha, G = family("alpha", latex=r"\alpha", start=0), family("G", start=0)


# -- definitions and hypotheses --------------------------------------------------

@recurrence(latex=r"\theta", start={0: first})
def theta(k):
    return theta[k - 1] - alpha[k - 1]*G[k - 1]


@hypothesis(r"the gradient of $\theta^2$ at step $k$")
def gradient_of_the_square():
    return Eq(G[k], 2*theta[k])


# -- claims --------------------------------------------------------------------

@claim("ie498-hw5-1b-step", HOMEWORK.at("b"))
def update():
    """A step goes against the gradient."""
    return Eq(theta[k + 1], theta[k] - alpha[k]*G[k])


@claim("ie498-hw5-1b-step:sum", HOMEWORK.at("b"))
def updates_add_up():
    """The steps add up."""
    return Eq(theta[k], first - Sum(alpha[j]*G[j], (j, 0, k - 1)))


@claim("ie498-hw5-1b-step:printed", HOMEWORK.at("b"), given=[gradient_of_the_square])
def update_as_printed():
    """As printed the minus sign is missing, so that parameter, step size and gradient are multiplied."""
    return Eq(theta[k + 1], theta[k]*(alpha[k]*G[k]))


@claim("ie498-hw5-1b-step:square", HOMEWORK.at("b"), given=[gradient_of_the_square],
       example={alpha: 1, first: 1, G: 2, k: 0})
def update_for_a_square():
    r"""For the loss $\theta^2$ a step multiplies the parameter by a number that does not depend on it."""
    return Eq(theta[k + 1], (1 - 2*alpha[k])*theta[k])


# -- derivations ---------------------------------------------------------------

@update.proof
def _(p: Proof) -> None:
    p.conclude(theta)


@updates_add_up.proof
def _(p: Proof) -> None:
    base, step = p.induction(k)
    base.conclude(theta)

    step.calc(theta[k + 1])
    step.eq(theta[k] - alpha[k]*G[k], theta)
    step.eq(first - Sum(alpha[j]*G[j], (j, 0, k - 1)) - alpha[k]*G[k], step.ih)
    step.eq(first - Sum(alpha[j]*G[j], (j, 0, k)))


@update_as_printed.refutation(corrected=update)
def _(p: Proof) -> None:
    p.instance({first: 2, k: 0, alpha: S(1)/4, G: 4})


@update_for_a_square.proof
def _(p: Proof) -> None:
    p.calc(theta[k + 1])
    p.eq(theta[k] - alpha[k]*G[k], theta)
    p.eq((1 - 2*alpha[k])*theta[k], gradient_of_the_square)


# -- results -------------------------------------------------------------------

def updated(theta: float, step_size: float, gradient: float) -> float:
    """The next parameter (claim `update`).  Source: homework 5, 1(b).

    >>> updated(2.0, 0.25, 4.0)
    1.0
    """
    return theta - step_size*gradient


def after_all_updates(theta: float, step_sizes: Sequence[float], gradients: Sequence[float]) -> float:
    """The parameter after all steps (claim `updates_add_up`).

    step_sizes, gradients: one number for each step.

    >>> after_all_updates(2.0, [0.25, 0.5], [4.0, 2.0])
    0.0
    """
    if len(step_sizes) != len(gradients):
        raise ValueError(f"{len(step_sizes)} step sizes but {len(gradients)} gradients")
    return theta - sum(a*g for a, g in zip(step_sizes, gradients, strict=True))
