r"""RMSProp at a constant gradient.

$g_l$ is the gradient that step $l \ge 1$ uses, one coordinate of it; $\rho$ is the decay rate.
"""

from math import sqrt as root

from sympy import Eq, S, Sum, sqrt

from derivations.library import geometric_sum_times, order_of_squares, root_of_product
from proofs import Proof, by, claim, definition, family, hypothesis, nat, real, recurrence, source

HOMEWORK = source("Homework 5, section 3", seed="ie498-hw5")

a, b, c = real("a"), real("b"), real("c")
rho, eta, eps = real("rho", latex=r"\rho"), real("eta", latex=r"\eta"), real("epsilon", latex=r"\epsilon")
first = real("vartheta", latex=r"\vartheta")
k, ell = nat("k"), nat("l")
g = family("g", start=1)
before, after, used = real("theta_0", latex=r"\theta^0"), real("theta_1", latex=r"\theta^1"), real("g_1", latex="g^1")


# -- definitions ---------------------------------------------------------------

@recurrence(latex="r", start={0: 0})
def r(ell):
    return rho*r[ell - 1] + (1 - rho)*g[ell]**2


@recurrence(latex=r"\theta", start={0: first})
def theta(ell):
    return theta[ell - 1] - eta/sqrt(r[ell] + eps)*g[ell]


@definition(latex=r"\nabla L")
def slope(x):
    """Of the loss L(x) = x²/2."""
    return x


@definition(latex=r"\mathrm{factor}")
def factor(c, ell):
    return eta/sqrt(c**2*(1 - rho**ell) + eps)


@definition(latex=r"\mathrm{step}")
def step_length(c, ell):
    return eta*(c/sqrt(c**2*(1 - rho**ell) + eps))


# -- hypotheses ------------------------------------------------------------------

@hypothesis("a decay rate")
def decay_rate():
    return 0 < rho, rho < 1


@hypothesis("positive $\\epsilon$")
def positive_epsilon():
    return eps > 0


@hypothesis("without $\\epsilon$")
def no_epsilon():
    return Eq(eps, 0)


@hypothesis("step size")
def step_size():
    return eta > 0


@hypothesis("constant gradient", forall=[ell >= 1])
def constant_gradient():
    return Eq(g[ell], c)


@hypothesis("two gradients")
def two_gradients():
    return 0 < a, a < b


@hypothesis("positive gradient")
def positive_gradient():
    return c > 0


@hypothesis("the first step")
def first_step():
    return Eq(after, before - eta/sqrt((1 - rho)*used**2 + eps)*used)


@hypothesis("its gradient as printed")
def gradient_after():
    return Eq(used, slope(after))


@hypothesis("its gradient")
def gradient_before():
    return Eq(used, slope(before))


# -- claims --------------------------------------------------------------------

@claim("ie498-hw5-3a:mean-square", HOMEWORK.at("a"), given=[decay_rate])
def mean_square_is_nonnegative():
    """The running mean of squares is never negative, so with $\\epsilon > 0$ every step exists."""
    return r[ell] >= 0


@claim("ie498-hw5-3a:sum", HOMEWORK.at("a"), given=[constant_gradient])
def mean_square_sum():
    """The running mean as a sum."""
    return Eq(r[ell], c**2*((1 - rho)*Sum(rho**k, (k, 0, ell - 1))))


@claim("ie498-hw5-3a", HOMEWORK.at("a"), given=[constant_gradient])
def mean_square():
    """At a constant gradient the running mean of squares is too small by a known factor; nothing corrects it."""
    return Eq(r[ell], c**2*(1 - rho**ell))


@claim("ie498-hw5-3a:printed", HOMEWORK.at("a"), given=[decay_rate, positive_epsilon, first_step, gradient_after])
def first_step_as_printed():
    r"""As printed, step $l$ uses the gradient at $\theta^l$, which it is about to compute: that is another step."""
    return Eq(after, before - eta/sqrt((1 - rho)*slope(before)**2 + eps)*slope(before))


@claim("ie498-hw5-3a:index", HOMEWORK.at("a"), given=[decay_rate, positive_epsilon, first_step, gradient_before],
       example={rho: S(1)/2, eps: 1, eta: 1, before: 0, after: 0, used: 0})
def first_step_corrected():
    r"""Step $l$ uses the gradient at $\theta^{l-1}$."""
    return Eq(after, before - eta/sqrt((1 - rho)*slope(before)**2 + eps)*slope(before))


@claim("ie498-hw5-3a:placement", HOMEWORK.at("a"), given=[positive_epsilon], where=[c >= 0])
def root_of_both():
    r"""$\epsilon$ under the root, as here, or behind it, as in other texts: these are two methods."""
    return Eq(sqrt(c + eps), sqrt(c) + eps)


@claim("ie498-hw5-3b-rms:step", HOMEWORK.at("b"), given=[decay_rate, positive_epsilon, constant_gradient])
def length_of_a_step():
    """The step that RMSProp takes at a constant gradient."""
    return Eq(theta[ell + 1], theta[ell] - step_length(c, ell + 1))


@claim("ie498-hw5-3b-rms:printed", HOMEWORK.at("b"),
       given=[decay_rate, positive_epsilon, step_size, two_gradients], where=[ell >= 1])
def larger_gradient_smaller_step():
    """“Smaller steps when the gradient is large”: false."""
    return step_length(b, ell) < step_length(a, ell)


@claim("ie498-hw5-3b-rms", HOMEWORK.at("b"),
       given=[decay_rate, positive_epsilon, step_size, two_gradients], where=[ell >= 1])
def larger_gradient_no_smaller_step():
    """The larger gradient takes no smaller step."""
    return step_length(a, ell) <= step_length(b, ell)


@claim("ie498-hw5-3b-rms:no-epsilon", HOMEWORK.at("b"), given=[decay_rate, no_epsilon, positive_gradient], where=[ell >= 1])
def step_without_epsilon():
    r"""Without $\epsilon$ the step does not depend on the gradient."""
    return Eq(step_length(c, ell), eta/sqrt(1 - rho**ell))


@claim("ie498-hw5-3b-rms:factor", HOMEWORK.at("b"),
       given=[decay_rate, positive_epsilon, step_size, two_gradients], where=[ell >= 1])
def larger_gradient_smaller_factor():
    """What becomes smaller is the factor in front of the gradient."""
    return factor(b, ell) < factor(a, ell)


@claim("ie498-hw5-3b-rms:sign", HOMEWORK.at("b"), given=[decay_rate, positive_epsilon], where=[ell >= 1])
def factor_ignores_the_sign():
    """The factor does not see the sign of the gradient, so it decreases in the size of the gradient."""
    return Eq(factor(-c, ell), factor(c, ell))


# -- derivations ---------------------------------------------------------------

@mean_square_is_nonnegative.proof
def _(p: Proof) -> None:
    base, step = p.induction(ell)
    base.conclude(r)
    step.calc(r[ell + 1])
    step.eq(rho*r[ell] + (1 - rho)*g[ell + 1]**2, r)
    step.ge(0)


@mean_square_sum.proof
def _(p: Proof) -> None:
    base, step = p.induction(ell)
    base.say("Both sides are 0.")
    base.conclude(r)

    step.calc(r[ell + 1])
    step.eq(rho*r[ell] + (1 - rho)*g[ell + 1]**2, r)
    step.eq(rho*(c**2*((1 - rho)*Sum(rho**k, (k, 0, ell - 1)))) + (1 - rho)*c**2, step.ih, constant_gradient)
    step.eq(c**2*((1 - rho)*Sum(rho**(k + 1), (k, 0, ell - 1))) + (1 - rho)*c**2)
    step.eq(c**2*((1 - rho)*Sum(rho**k, (k, 0, ell))), by.shift)


@mean_square.proof
def _(p: Proof) -> None:
    p.calc(r[ell])
    p.eq(c**2*((1 - rho)*Sum(rho**k, (k, 0, ell - 1))), mean_square_sum)
    p.eq(c**2*(1 - rho**ell), geometric_sum_times)


@length_of_a_step.proof
def _(p: Proof) -> None:
    p.known(mean_square_is_nonnegative)
    p.have(c**2*(1 - rho**(ell + 1)) + eps > 0)
    p.calc(theta[ell + 1])
    p.eq(theta[ell] - eta/sqrt(c**2*(1 - rho**(ell + 1)) + eps)*c, theta, mean_square(ell + 1), constant_gradient)
    p.eq(theta[ell] - step_length(c, ell + 1), step_length)


@larger_gradient_smaller_step.refutation(corrected=larger_gradient_no_smaller_step)
def _(p: Proof) -> None:
    p.instance({rho: S(1)/4, ell: 1, eps: S(13)/4, eta: 1, a: 1, b: 2})


@larger_gradient_no_smaller_step.proof
def _(p: Proof) -> None:
    of_a, of_b = a**2*(1 - rho**ell) + eps, b**2*(1 - rho**ell) + eps
    p.have(of_a > 0)
    order = p.have(a**2*eps <= b**2*eps)
    squares = p.have((a*sqrt(of_b))**2 <= (b*sqrt(of_a))**2)
    squares.calc((a*sqrt(of_b))**2)
    squares.eq(a**2*of_b)
    squares.le(b**2*of_a, order)
    squares.eq((b*sqrt(of_a))**2)
    cross = p.have(a*sqrt(of_b) <= b*sqrt(of_a), order_of_squares(a*sqrt(of_b), b*sqrt(of_a)), squares)
    p.calc(step_length(a, ell))
    p.eq(eta*(a/sqrt(a**2*(1 - rho**ell) + eps)), step_length)
    p.le(eta*(b/sqrt(b**2*(1 - rho**ell) + eps)), cross)
    p.eq(step_length(b, ell), step_length)


@first_step_as_printed.refutation(corrected=first_step_corrected)
def _(p: Proof) -> None:
    p.instance({rho: S(3)/4, eps: S(15)/64, eta: 3, before: S(7)/4, after: S(1)/4, used: S(1)/4})


@first_step_corrected.proof
def _(p: Proof) -> None:
    p.conclude(first_step, gradient_before)


@root_of_both.refutation()
def _(p: Proof) -> None:
    p.instance({c: 16, eps: 9})


@step_without_epsilon.proof
def _(p: Proof) -> None:
    p.calc(step_length(c, ell))
    p.eq(eta*(c/sqrt(c**2*(1 - rho**ell))), step_length, no_epsilon)
    p.eq(eta/sqrt(1 - rho**ell), root_of_product(c, 1 - rho**ell))


@larger_gradient_smaller_factor.proof
def _(p: Proof) -> None:
    of_a, of_b = a**2*(1 - rho**ell) + eps, b**2*(1 - rho**ell) + eps
    p.have(a**2 < b**2)
    p.have(of_a < of_b)
    roots = p.have(sqrt(of_a) < sqrt(of_b))
    p.calc(factor(b, ell))
    p.eq(eta/sqrt(of_b), factor)
    p.lt(eta/sqrt(of_a), roots)
    p.eq(factor(a, ell), factor)


@factor_ignores_the_sign.proof
def _(p: Proof) -> None:
    p.conclude(factor)


# -- results -------------------------------------------------------------------

def mean_square_after(steps: int, c: float, rho: float) -> float:
    """The running mean of squares after that many steps with the constant gradient c (claim `mean_square`).

    steps ≥ 0; the claim holds for every rho.  Source: homework 5, 3(a).

    >>> mean_square_after(1, 10.0, 0.75)
    25.0
    """
    if steps < 0:
        raise ValueError(f"the number of steps must be at least 0, not {steps}")
    return c**2*(1 - rho**steps)


def rmsprop_step(step: int, c: float, rho: float, eta: float, epsilon: float) -> float:
    """What step number `step` ≥ 1 subtracts from the parameter at the constant gradient c (claim `length_of_a_step`).

    0 < rho < 1 and epsilon > 0.  Source: homework 5, 3(b).

    >>> rmsprop_step(1, 2.0, 0.25, 1.0, 3.25)
    0.8
    """
    if step < 1:
        raise ValueError(f"steps are counted from 1, not {step}")
    if not 0 < rho < 1:
        raise ValueError(f"rho must lie between 0 and 1 (hypothesis: {decay_rate.words}), not {rho}")
    if epsilon <= 0:
        raise ValueError(f"epsilon must be positive (hypothesis: {positive_epsilon.name}), not {epsilon}")
    return eta*(c/root(c**2*(1 - rho**step) + epsilon))
