r"""Are the conditions of Robbins and Monro necessary?  Gradient descent without noise on $f(\theta) = \frac12\theta^2$.

"Diverges" says that the partial sums pass every bound, "bounded" that some bound holds for all of them.  The minimum is 0.
"""

from collections.abc import Sequence
from fractions import Fraction
from math import exp as e_to

from sympy import Abs, Eq, Equivalent, Implies, Ne, Not, Piecewise, S, Sum, exp, floor

from proofs import (
    ForAll,
    Proof,
    bounded_sums,
    by,
    claim,
    diverges,
    family,
    hypothesis,
    nat,
    real,
    recurrence,
    tends,
)

from .robbins_monro import HOMEWORK
from .step_sizes import size_of_product

first, rate, B = real("first", latex=r"\theta^0"), real("rate", latex=r"\alpha"), real("B")
k, j, n, m, r = nat("k"), nat("j"), nat("n"), nat("m"), nat("r")
alpha = family("alpha", latex=r"\alpha", start=0)


# -- definitions and hypotheses --------------------------------------------------

@recurrence(latex=r"\theta", start={0: first})
def theta(k):
    """Gradient descent, step by step."""
    return theta[k - 1] - alpha[k - 1]*theta[k - 1]


def total(k):
    """The sum of the first k steps."""
    return Sum(alpha[j], (j, 0, k - 1))


@hypothesis("a start that is not the minimum")
def elsewhere():
    return Ne(first, 0)


@hypothesis("steps between 0 and 1", forall=[k >= 0])
def small_steps():
    return 0 <= alpha[k], alpha[k] <= 1


@hypothesis("steps below 1", forall=[k >= 0])
def steps_below_one():
    return 0 <= alpha[k], alpha[k] < 1


@hypothesis("a first step of 1")
def first_step():
    return Eq(alpha[0], 1)


@hypothesis("no other steps", forall=[k >= 0])
def no_other_step():
    return Eq(alpha[k + 1], 0)


@hypothesis("the iterates tend to the minimum with a constant step")
def reached():
    return tends((1 - rate)**k*first, k, 0)


@hypothesis("inverse squares as steps", forall=[k >= 0])
def inverse_squares():
    return Eq(alpha[k], 1/(k + 2)**2)


STALLED = {k: 0, first: 1, alpha: lambda k: 1/(k + 2)**2}


# -- claims: are the conditions necessary? --------------------------------------------

@claim("ie498-hw5-2e-cond:printed", HOMEWORK.at("2e"), given=[reached])
def second_condition_is_necessary():
    """The second condition "has to be fulfilled": a constant step refutes it."""
    return bounded_sums(rate**2, k)


@claim("ie498-hw5-2e-cond:half", HOMEWORK.at("2e"))
def constant_step_of_one_half():
    """With $\\alpha_k = \\frac12$ the iterates tend to the minimum from everywhere, and the squares add up to infinity."""
    return tends((1 - S(1)/2)**k*first, k, 0), diverges(Sum((S(1)/2)**2, (k, 0, n)), n)


@claim("ie498-hw5-2e-cond:exponential", HOMEWORK.at("2e"), where=[k >= 0])
def factor_from_above():
    """The factor of a step is at most an exponential."""
    return 1 - alpha[k] <= exp(-alpha[k])


@claim("ie498-hw5-2e-cond:above", HOMEWORK.at("2e"), given=[small_steps])
def iterates_from_above():
    """Each step makes the distance smaller by a factor of at most $\\exp(-\\alpha_k)$."""
    return Abs(theta[k]) <= Abs(first)*exp(-total(k))


@claim("ie498-hw5-2e-cond:sufficient", HOMEWORK.at("2e"), given=[small_steps])
def divergence_suffices():
    """Without noise the first condition suffices."""
    return Implies(diverges(total(k), k), tends(theta[k], k, 0))


@claim("ie498-hw5-2e-cond:closer", HOMEWORK.at("2e"), given=[small_steps], where=[m >= 0, k >= 0])
def no_step_away():
    """No step leads away from the minimum."""
    return Abs(theta[k + m]) <= Abs(theta[m])


@claim("ie498-hw5-2e-cond:share", HOMEWORK.at("2e"), given=[small_steps], where=[m >= 0, k >= 0])
def share_that_remains():
    """Later steps take at most their sum off the distance, as a share of it."""
    return Abs(theta[m])*(1 - (total(k + m) - total(m))) <= Abs(theta[k + m])


@claim("ie498-hw5-2e-cond:never", HOMEWORK.at("2e"), given=[steps_below_one, elsewhere])
def never_there():
    """No iterate is the minimum."""
    return Abs(theta[k]) > 0


@claim("ie498-hw5-2e-cond:less", HOMEWORK.at("2e"), given=[steps_below_one, elsewhere], where=[m >= 0])
def smaller_bound():
    """Behind $\\theta_m$ steps with a sum of at least 1 must follow: so a bound of the sums, less 1, is a bound too."""
    return Implies(tends(theta[k], k, 0), Implies(ForAll([k >= 0], total(k) <= B), total(m) <= B - 1))


@claim("ie498-hw5-2e-cond:least", HOMEWORK.at("2e"), given=[steps_below_one, elsewhere], where=[r >= 0])
def much_smaller_bound():
    """A bound for all sums of steps could be lowered by any $r$."""
    return Implies(tends(theta[k], k, 0), Implies(ForAll([k >= 0], total(k) <= B), ForAll([m >= 0], total(m) <= B - r)))


@claim("ie498-hw5-2e-cond:necessary", HOMEWORK.at("2e"), given=[steps_below_one, elsewhere])
def divergence_is_necessary():
    """From anywhere else than the minimum the first condition is needed too."""
    return Implies(tends(theta[k], k, 0), diverges(total(k), k))


@claim("ie498-hw5-2e-cond", HOMEWORK.at("2e"), given=[steps_below_one, elsewhere])
def converges_iff_sums_diverge():
    """Without noise, and for steps below 1, the first condition alone decides."""
    return Equivalent(tends(theta[k], k, 0), diverges(total(k), k))


@claim("ie498-hw5-2e-cond:step-of-one", HOMEWORK.at("2e"), given=[first_step, no_other_step],
       example={k: 0, first: 1, alpha: lambda k: Piecewise((1, Eq(k, 0)), (0, True))})
def one_step_is_enough():
    """Steps of 1 are another matter: one of them reaches the minimum, and the sums stay at 1."""
    return Eq(theta[k + 1], 0), Eq(total(k + 1), 1)


@claim("ie498-hw5-2e-cond:stalled", HOMEWORK.at("2e"), given=[inverse_squares], example=STALLED)
def stalled_iterates():
    """With $\\alpha_k = 1/(k + 2)^2$ the iterates are known exactly."""
    return Eq(theta[k], first*(S(1)/2 + 1/(2*(k + 1))))


@claim("ie498-hw5-2e-cond:stall", HOMEWORK.at("2e"), given=[inverse_squares], example=STALLED)
def iterates_stall():
    """They stall half-way to the minimum: without the first condition nothing helps."""
    return tends(theta[k], k, first/2)


# -- derivations ---------------------------------------------------------------

@second_condition_is_necessary.refutation(corrected=divergence_suffices)
def _(p: Proof) -> None:
    p.instance({rate: S(1)/2, first: 1})


@constant_step_of_one_half.proof
def _(p: Proof) -> None:
    first, second = p.parts("The iterates.", "The squares.")
    first.conclude(by.limits)
    second.conclude(by.limits)


@factor_from_above.proof
def _(p: Proof) -> None:
    p.conclude()


@iterates_from_above.proof
def _(p: Proof) -> None:
    base, step = p.induction(k)
    base.calc(Abs(theta[0]))
    base.eq(Abs(first)*exp(-Sum(alpha[j], (j, 0, S(0) - 1))), theta)
    closer = step.have(0 <= exp(-alpha[k])*(Abs(first)*exp(-total(k)) - Abs(theta[k])), step.ih)
    step.calc(Abs(theta[k + 1]))
    step.eq(Abs((1 - alpha[k])*theta[k]), theta)
    step.eq((1 - alpha[k])*Abs(theta[k]), size_of_product(1 - alpha[k], theta[k]))
    step.le(exp(-alpha[k])*Abs(theta[k]), factor_from_above)
    step.le(Abs(first)*(exp(-total(k))*exp(-alpha[k])), closer)
    step.eq(Abs(first)*exp(-total(k) - alpha[k]))
    step.eq(Abs(first)*exp(-Sum(alpha[j], (j, 0, k))))


@no_step_away.proof
def _(p: Proof) -> None:
    base, step = p.induction(k)
    base.conclude()
    step.calc(Abs(theta[k + 1 + m]))
    step.eq(Abs((1 - alpha[k + m])*theta[k + m]), theta)
    step.le(Abs(theta[k + m]), size_of_product(1 - alpha[k + m], theta[k + m]))
    step.le(Abs(theta[m]), step.ih)


@share_that_remains.proof
def _(p: Proof) -> None:
    base, step = p.induction(k)
    base.calc(Abs(theta[m])*(1 - (total(0 + m) - total(m))))
    base.eq(Abs(theta[0 + m]))
    step.calc(Abs(theta[m])*(1 - (total(k + 1 + m) - total(m))))
    step.eq(Abs(theta[m])*(1 - (total(k + m) - total(m))) - alpha[k + m]*Abs(theta[m]))
    step.le(Abs(theta[k + m]) - alpha[k + m]*Abs(theta[m]), step.ih)
    step.le((1 - alpha[k + m])*Abs(theta[k + m]), no_step_away)
    step.eq(Abs((1 - alpha[k + m])*theta[k + m]), size_of_product(1 - alpha[k + m], theta[k + m]))
    step.eq(Abs(theta[k + 1 + m]), theta)


@never_there.proof
def _(p: Proof) -> None:
    base, step = p.induction(k)
    base.conclude(theta, elsewhere)
    step.calc(Abs(theta[k + 1]))
    step.eq(Abs((1 - alpha[k])*theta[k]), theta)
    step.eq((1 - alpha[k])*Abs(theta[k]), size_of_product(1 - alpha[k], theta[k]), by.absolute)
    step.gt(0, step.ih)


@smaller_bound.proof
def _(p: Proof) -> None:
    arrived = p.assume(tends(theta[k], k, 0))
    bound = p.assume(ForAll([k >= 0], total(k) <= B))
    p.have(Abs(theta[m]) > 0, never_there(m))
    limit = p.have(tends(total(m) + 1 - Abs(theta[k + m])/Abs(theta[m]), k, total(m) + 1), arrived, by.limits)
    below = p.have(Implies(k >= 0, total(m) + 1 - Abs(theta[k + m])/Abs(theta[m]) <= B))
    below.assume(k >= 0)
    below.have(Abs(theta[m])*(1 - (total(k + m) - total(m))) <= Abs(theta[k + m]), share_that_remains)
    below.conclude(bound)
    most = p.have(total(m) + 1 <= B, below, limit, by.limit_order)
    p.conclude(most)


@much_smaller_bound.proof
def _(p: Proof) -> None:
    arrived = p.assume(tends(theta[k], k, 0))
    bound = p.assume(ForAll([k >= 0], total(k) <= B))
    base, step = p.induction(r)
    base.conclude(bound)
    step.calc(total(m))
    step.le(B - r - 1, smaller_bound({B: B - r}), arrived, step.ih)
    step.eq(B - (r + 1))


@divergence_is_necessary.proof
def _(p: Proof) -> None:
    arrived = p.assume(tends(theta[k], k, 0))
    unbounded = p.have(ForAll([B], Not(ForAll([k >= 0], total(k) <= B))))
    bound = unbounded.assume(ForAll([k >= 0], total(k) <= B))
    unbounded.have(0 <= B, bound(0))
    far = unbounded.have(ForAll([m >= 0], total(m) <= B - (floor(B) + 1)),
                         much_smaller_bound(floor(B) + 1), arrived, bound)
    unbounded.conclude(far(0))
    grows = p.have(Implies(k >= 0, total(k) <= total(k + 1)))
    p.conclude(grows, unbounded, by.unbounded)


@converges_iff_sums_diverge.proof
def _(p: Proof) -> None:
    p.conclude(divergence_suffices, divergence_is_necessary)


@one_step_is_enough.proof
def _(p: Proof) -> None:
    there, sums = p.parts("The iterates.", "The sums.")
    base, step = there.induction(k)
    base.conclude(theta, first_step)
    step.calc(theta[k + 2])
    step.eq((1 - alpha[k + 1])*theta[k + 1], theta)
    step.eq(0, step.ih)
    base, step = sums.induction(k)
    base.conclude(first_step)
    step.calc(total(k + 2))
    step.eq(total(k + 1) + alpha[k + 1])
    step.eq(1, step.ih, no_other_step)


@stalled_iterates.proof
def _(p: Proof) -> None:
    base, step = p.induction(k)
    base.conclude(theta)
    step.calc(theta[k + 1])
    step.eq((1 - 1/(k + 2)**2)*theta[k], theta, inverse_squares)
    step.eq((1 - 1/(k + 2)**2)*(first*(S(1)/2 + 1/(2*(k + 1)))), step.ih)
    step.eq(first*(S(1)/2 + 1/(2*(k + 2))))


@iterates_stall.proof
def _(p: Proof) -> None:
    p.conclude(stalled_iterates, by.limits)


@divergence_suffices.proof
def _(p: Proof) -> None:
    growing = p.assume(diverges(total(k), k))
    p.conclude(growing, iterates_from_above, by.squeeze)


# -- results -------------------------------------------------------------------

def bound_of_distance(start: float, steps: Sequence[float]) -> float:
    """What |θ_k| stays below after steps α_0 … α_{k−1} between 0 and 1: |θ_0|·exp(−Σα) (claim `iterates_from_above`).

    >>> bound_of_distance(-2.0, []), bound_of_distance(1.0, [0.5, 0.5]) == e_to(-1)
    (2.0, True)
    """
    outside = [step for step in steps if not 0 <= step <= 1]
    if outside:
        raise ValueError(f"the steps must lie between 0 and 1 (hypothesis: {small_steps.name}), not {outside[0]}")
    return abs(start)*e_to(-sum(steps))


def stalled_iterate(start: Fraction, k: int) -> Fraction:
    """θ_k = θ_0·(1/2 + 1/(2(k + 1))) for the steps 1/(k + 2)², k ≥ 0: half-way they stall (claim `stalled_iterates`).

    >>> stalled_iterate(Fraction(1), 4)
    Fraction(3, 5)
    """
    if k < 0:
        raise ValueError(f"k must be at least 0, not {k}")
    return start*(Fraction(1, 2) + Fraction(1, 2*(k + 1)))
