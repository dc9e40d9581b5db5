r"""An L2 penalty: its gradient, the step it makes of a gradient step, and the constant that a library wants.

$\rho$ is any loss; the components of vectors are numbered by integers, and a penalty takes the first $d$ of them.
"""

from collections.abc import Sequence

from sympy import Eq, Sum

from proofs import Proof, algorithm, claim, function, nat, real, source, vector

HOMEWORK = source("Homework 5", seed="ie498-hw5")

alpha, lam = real("alpha", latex=r"\alpha"), real("lam", latex=r"\lambda")
d, k = nat("d"), nat("k")
rho = function("rho", "vector", latex=r"\rho")
x, delta, g = vector("x", latex=r"\theta"), vector("delta", latex=r"\Delta"), vector("g")


# -- claims --------------------------------------------------------------------

@claim("ie498-hw5-2f-ii", HOMEWORK.at("2f, L2"))
def gradient_of_the_penalty():
    r"""If $g$ is the gradient of $\rho$, then $g + 2\lambda\theta$ is the gradient of $\rho + \lambda\|\theta\|^2$: beyond this
    linear part the penalised loss changes as $\rho$ does beyond its own, and by a square of $\Delta$."""
    return Eq(rho(x + delta) + lam*Sum((x[k] + delta[k])**2, (k, 1, d)) - (rho(x) + lam*Sum(x[k]**2, (k, 1, d)))
              - Sum((g[k] + 2*lam*x[k])*delta[k], (k, 1, d)),
              rho(x + delta) - rho(x) - Sum(g[k]*delta[k], (k, 1, d)) + lam*Sum(delta[k]**2, (k, 1, d)))


@claim("ie498-hw5-2f-ii:step", HOMEWORK.at("2f, L2"))
def penalised_step():
    """A gradient step of the penalised loss shrinks the parameters first."""
    return Eq(x - alpha*(g + 2*lam*x), (1 - 2*alpha*lam)*x - alpha*g)


@claim("ie498-hw5-2f-ii:without-two", HOMEWORK.at("2f, L2"))
def penalty_without_two():
    r"""With $\lambda$ as the `weight_decay` of a library the decay is half of that: it has to be $2\lambda$."""
    return Eq(x - alpha*(g + lam*x), (1 - 2*alpha*lam)*x - alpha*g)


# -- derivations ---------------------------------------------------------------

@gradient_of_the_penalty.proof
def _(p: Proof) -> None:
    p.conclude()


@penalised_step.proof
def _(p: Proof) -> None:
    p.conclude()


@penalty_without_two.refutation(corrected=penalised_step)
def _(p: Proof) -> None:
    p.instance({alpha: 1, lam: 1, x: 1, g: 0})


# -- results -------------------------------------------------------------------

@algorithm
def decayed_descent(alpha, lam, theta, gradients):
    r"""Gradient descent with the penalty $\lambda\theta^2$, one coordinate (claim `penalised_step`)."""
    for g in gradients:
        theta = (1 - 2*alpha*lam)*theta - alpha*g
    return theta


@algorithm
def decoupled_descent(epsilon, mu, lam, theta, gradients):
    """Momentum with the decay outside of its buffer, which starts at 0, one coordinate (claim `momentum_form`)."""
    v = 0
    for g_t in gradients:
        v = mu*v + g_t
        theta = theta - epsilon*(v + lam*theta)
    return theta


def penalised(theta: Sequence[float], gradient: Sequence[float], step_size: float, lam: float) -> list[float]:
    """A gradient step of the loss plus λ‖θ‖²: (1 − 2αλ)θ − αg (claim `penalised_step`); libraries want weight_decay = 2λ.

    >>> penalised([1.0, 2.0], [0.0, 4.0], 0.25, 1.0)
    [0.5, 0.0]
    """
    if len(theta) != len(gradient):
        raise ValueError(f"{len(theta)} parameters but {len(gradient)} gradient entries")
    return [(1 - 2*step_size*lam)*a - step_size*b for a, b in zip(theta, gradient, strict=True)]
