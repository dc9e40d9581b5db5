r"""What Robbins and Monro ask of the step sizes: $\sum\alpha_k = \infty$ (1) and $\sum\alpha_k^2 < \infty$ (2).

The sums are finite: "diverges" says that the partial sums pass every bound, "$< \infty$" that they stay below one.
Gradient descent runs on $f(\theta) = \frac12\theta^2$ without noise; its minimum is 0.
"""


from fractions import Fraction

from sympy import Abs, Eq, Equivalent, Implies, Ne, S, Sum, exp

from proofs import (
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
    source,
    tends,
)

from .step_sizes import size_of_product

HOMEWORK = source("Homework 5", seed="ie498-hw5")

C, D = real("C", latex="C_0"), real("D", latex="C_1")
first, most = real("first", latex=r"\theta_0"), real("most", latex="c")
rate, x, y = real("rate", latex=r"\alpha"), real("x"), real("y")
k, j, n = nat("k"), nat("j"), nat("n")
alpha = family("alpha", latex=r"\alpha", start=0)


# -- definitions and hypotheses --------------------------------------------------

@recurrence(latex=r"\theta", start={0: first})
def theta(k):
    """Gradient descent, step by step."""
    return theta[k - 1] - alpha[k - 1]*theta[k - 1]


@hypothesis("positive constants")
def positive_constants():
    return C > 0, D > 0


@hypothesis("a positive offset")
def positive_offset():
    return D > 0


@hypothesis("a start that is not the minimum")
def elsewhere():
    return Ne(first, 0)


@hypothesis("steps between 0 and 1", forall=[k >= 0])
def small_steps():
    return 0 <= alpha[k], alpha[k] <= 1


@hypothesis("steps bounded away from 1", forall=[k >= 0])
def bounded_steps():
    return 0 <= alpha[k], alpha[k] <= most


@hypothesis("a bound below 1")
def below_one():
    return most < 1


@hypothesis("the iterates reach the minimum")
def reached():
    return tends((1 - rate)**k*first, k, 0)


@hypothesis("inverse squares as steps", forall=[k >= 0])
def inverse_squares():
    return Eq(alpha[k], 1/(k + 2)**2)


STALLED = {k: 0, first: 1, alpha: lambda k: 1/(k + 2)**2}


# -- claims: the steps C/(D + k) ------------------------------------------------

@claim("ie498-hw5-2e-ex:growth", HOMEWORK.at("2e"), given=[positive_offset])
def harmonic_growth():
    """The harmonic sums grow at least like a logarithm."""
    return (D + (n + 1))/D <= exp(Sum(1/(D + k), (k, 0, n)))


@claim("ie498-hw5-2e-ex:harmonic", HOMEWORK.at("2e"), given=[positive_offset])
def harmonic_sums_diverge():
    """So they pass every bound."""
    return diverges(Sum(1/(D + k), (k, 0, n)), n)


@claim("ie498-hw5-2e-ex:telescope", HOMEWORK.at("2e"), given=[positive_offset])
def sums_of_inverse_squares():
    """The sums of the inverse squares telescope."""
    return Sum(1/(D + k)**2, (k, 0, n)) <= 1/D**2 + 1/D - 1/(D + n)


@claim("ie498-hw5-2e-ex:squares", HOMEWORK.at("2e"), given=[positive_constants])
def sums_of_squares():
    """The sums of the squared steps stay below one bound."""
    return Sum((C/(D + k))**2, (k, 0, n)) <= C**2*(1/D**2 + 1/D)


@claim("ie498-hw5-2e-ex", HOMEWORK.at("2e"), given=[positive_constants])
def steps_satisfy_both():
    """For $\\alpha_k = C_0/(C_1 + k)$ with positive constants both conditions hold."""
    return diverges(Sum(C/(D + k), (k, 0, n)), n), bounded_sums((C/(D + k))**2, k)


@claim("ie498-hw5-2e-ex:printed", HOMEWORK.at("2e"), given=[positive_offset])
def steps_with_any_constant():
    """With "constants" alone, $C_0 = 0$ is allowed, and the steps add up to 0."""
    return diverges(Sum(C/(D + k), (k, 0, n)), n), bounded_sums((C/(D + k))**2, k)


@claim("ie498-hw5-2e-ex:undefined", HOMEWORK.at("2e"))
def steps_with_any_offset():
    """With $C_1 = 0$ the first step is not defined."""
    return Eq(Sum(C/(D + k), (k, 0, 0)), C/D)


# -- claims: are the conditions necessary? --------------------------------------------

@claim("ie498-hw5-2e-cond:printed", HOMEWORK.at("2e"), given=[reached])
def second_condition_is_necessary():
    """The second condition "has to be fulfilled": a constant step refutes it."""
    return bounded_sums(rate**2, k)


@claim("ie498-hw5-2e-cond:half", HOMEWORK.at("2e"))
def constant_step_of_one_half():
    """With $\\alpha_k = \\frac12$ the iterates reach the minimum from everywhere, and the squares add up to infinity."""
    return tends((1 - S(1)/2)**k*first, k, 0), diverges(Sum((S(1)/2)**2, (k, 0, n)), n)


@claim("ie498-hw5-2e-cond:exponential", HOMEWORK.at("2e"), where=[k >= 0])
def factor_from_above():
    """The factor of a step is at most an exponential."""
    return 1 - alpha[k] <= exp(-alpha[k])


@claim("ie498-hw5-2e-cond:above", HOMEWORK.at("2e"), given=[small_steps])
def iterates_from_above():
    """Each step makes the distance smaller by a factor of at most $\\exp(-\\alpha_k)$."""
    return Abs(theta[k]) <= Abs(first)*exp(-Sum(alpha[j], (j, 0, k - 1)))


@claim("ie498-hw5-2e-cond:sufficient", HOMEWORK.at("2e"), given=[small_steps])
def divergence_suffices():
    """Without noise the first condition suffices."""
    return Implies(diverges(Sum(alpha[j], (j, 0, k - 1)), k), tends(theta[k], k, 0))


@claim("ie498-hw5-2e-cond:factor", HOMEWORK.at("2e"), given=[bounded_steps, below_one], where=[k >= 0])
def factor_from_below():
    """The factor of a step is at least an exponential as well."""
    return exp(-(alpha[k]/(1 - most))) <= 1 - alpha[k]


@claim("ie498-hw5-2e-cond:below", HOMEWORK.at("2e"), given=[bounded_steps, below_one])
def iterates_from_below():
    """So the distance is at least an exponential of the sum of the steps."""
    return Abs(first)*exp(-(Sum(alpha[j], (j, 0, k - 1))/(1 - most))) <= Abs(theta[k])


@claim("ie498-hw5-2e-cond:necessary", HOMEWORK.at("2e"), given=[bounded_steps, below_one, elsewhere])
def divergence_is_necessary():
    """From anywhere else than the minimum the first condition is needed too."""
    return Implies(tends(theta[k], k, 0), diverges(Sum(alpha[j], (j, 0, k - 1)), k))


@claim("ie498-hw5-2e-cond", HOMEWORK.at("2e"), given=[bounded_steps, below_one, elsewhere],
       example={first: 1, most: S(1)/2, alpha: 0})
def converges_iff_sums_diverge():
    """Without noise, and for steps bounded away from 1, the first condition alone decides."""
    return Equivalent(tends(theta[k], k, 0), diverges(Sum(alpha[j], (j, 0, k - 1)), k))


@claim("ie498-hw5-2e-cond:stalled", HOMEWORK.at("2e"), given=[inverse_squares], example=STALLED)
def stalled_iterates():
    """With $\\alpha_k = 1/(k + 2)^2$ the iterates are known exactly."""
    return Eq(theta[k], first*(S(1)/2 + 1/(2*(k + 1))))


@claim("ie498-hw5-2e-cond:stall", HOMEWORK.at("2e"), given=[inverse_squares], example=STALLED)
def iterates_stall():
    """They stall half-way to the minimum: without the first condition nothing helps."""
    return tends(theta[k], k, first/2)


# -- derivations ---------------------------------------------------------------

@harmonic_growth.proof
def _(p: Proof) -> None:
    base, step = p.induction(n)
    base.calc((D + (S(0) + 1))/D)
    base.le(exp(1/(D + 0)), by.order)
    base.eq(exp(Sum(1/(D + k), (k, 0, 0))), by.last_term)
    step.have((D + (n + 1))/D > 0, by.order)
    step.have(1 + 1/(D + (n + 1)) <= exp(1/(D + (n + 1))), by.order)
    step.calc((D + (n + 1 + 1))/D)
    step.eq((D + (n + 1))/D*(1 + 1/(D + (n + 1))), by.algebra)
    step.le((D + (n + 1))/D*exp(1/(D + (n + 1))), by.order)
    step.le(exp(Sum(1/(D + k), (k, 0, n)))*exp(1/(D + (n + 1))), step.ih)
    step.eq(exp(Sum(1/(D + k), (k, 0, n)) + 1/(D + (n + 1))), by.exponents)
    step.eq(exp(Sum(1/(D + k), (k, 0, n + 1))), by.last_term)


@harmonic_sums_diverge.proof
def _(p: Proof) -> None:
    p.say("It is enough that the exponentials of the sums pass every bound.")
    grows = p.have(diverges(exp(Sum(1/(D + k), (k, 0, n))), n), harmonic_growth, by.squeeze)
    p.conclude(grows, by.limits)


@sums_of_inverse_squares.proof
def _(p: Proof) -> None:
    base, step = p.induction(n)
    base.calc(Sum(1/(D + k)**2, (k, 0, 0)))
    base.eq(1/D**2 + 1/D - 1/(D + 0), by.last_term)
    term = step.have(1/(D + (n + 1))**2 <= 1/(D + n) - 1/(D + (n + 1)), by.order)
    step.calc(Sum(1/(D + k)**2, (k, 0, n + 1)))
    step.eq(Sum(1/(D + k)**2, (k, 0, n)) + 1/(D + (n + 1))**2, by.last_term)
    step.le(1/D**2 + 1/D - 1/(D + n) + 1/(D + (n + 1))**2, step.ih)
    step.le(1/D**2 + 1/D - 1/(D + (n + 1)), term)


@sums_of_squares.proof
def _(p: Proof) -> None:
    p.calc(Sum((C/(D + k))**2, (k, 0, n)))
    p.eq(C**2*Sum(1/(D + k)**2, (k, 0, n)), by.sums)
    p.le(C**2*(1/D**2 + 1/D - 1/(D + n)), sums_of_inverse_squares)
    p.le(C**2*(1/D**2 + 1/D), by.order)


@steps_satisfy_both.proof
def _(p: Proof) -> None:
    first, second = p.parts("The sums of the steps.", "The sums of the squares.")
    first.conclude(harmonic_sums_diverge, by.sums, by.limits)
    second.conclude(sums_of_squares, by.bounded)


@steps_with_any_constant.refutation(corrected=steps_satisfy_both)
def _(p: Proof) -> None:
    p.instance({C: 0, D: 1})


@steps_with_any_offset.refutation(corrected=steps_satisfy_both)
def _(p: Proof) -> None:
    p.instance({C: 1, D: 0})


@second_condition_is_necessary.refutation(corrected=divergence_suffices)
def _(p: Proof) -> None:
    p.instance({rate: S(1)/2, first: 1})


@constant_step_of_one_half.proof
def _(p: Proof) -> None:
    first, second = p.parts("The iterates.", "The squares.")
    first.conclude(by.limits)
    second.conclude(by.constant_term, by.limits)


@factor_from_above.proof
def _(p: Proof) -> None:
    p.conclude(by.order)


@iterates_from_above.proof
def _(p: Proof) -> None:
    base, step = p.induction(k)
    base.calc(Abs(theta[0]))
    base.eq(Abs(first)*exp(-Sum(alpha[j], (j, 0, S(0) - 1))), theta, by.empty, by.exponents)
    closer = step.have(0 <= exp(-alpha[k])*(Abs(first)*exp(-Sum(alpha[j], (j, 0, k - 1))) - Abs(theta[k])), step.ih)
    step.calc(Abs(theta[k + 1]))
    step.eq(Abs((1 - alpha[k])*theta[k]), theta)
    step.eq((1 - alpha[k])*Abs(theta[k]), size_of_product(1 - alpha[k], theta[k]), by.absolute)
    step.le(exp(-alpha[k])*Abs(theta[k]), factor_from_above)
    step.le(exp(-alpha[k])*(Abs(first)*exp(-Sum(alpha[j], (j, 0, k - 1)))), closer)
    step.eq(Abs(first)*(exp(-Sum(alpha[j], (j, 0, k - 1)))*exp(-alpha[k])), by.algebra)
    step.eq(Abs(first)*exp(-Sum(alpha[j], (j, 0, k - 1)) - alpha[k]), by.exponents)
    step.eq(Abs(first)*exp(-Sum(alpha[j], (j, 0, k + 1 - 1))), by.last_term)


@factor_from_below.proof
def _(p: Proof) -> None:
    ratio = p.have(1 <= (1 - alpha[k])/(1 - most))
    ratio.calc(S(1))
    ratio.eq((1 - most)/(1 - most), by.cancel)
    ratio.le((1 - alpha[k])/(1 - most), by.order)
    product = p.have(1 <= (1 - alpha[k])*exp(alpha[k]/(1 - most)))
    product.calc(S(1))
    product.le((1 - alpha[k]) + alpha[k]*((1 - alpha[k])/(1 - most)), ratio)
    product.eq((1 - alpha[k])*(1 + alpha[k]/(1 - most)), by.algebra)
    product.le((1 - alpha[k])*exp(alpha[k]/(1 - most)), by.order)
    one = p.have(Eq(exp(alpha[k]/(1 - most))*exp(-(alpha[k]/(1 - most))), 1), by.exponents)
    p.calc(exp(-(alpha[k]/(1 - most))))
    p.le((1 - alpha[k])*exp(alpha[k]/(1 - most))*exp(-(alpha[k]/(1 - most))), product)
    p.eq(1 - alpha[k], one)


@iterates_from_below.proof
def _(p: Proof) -> None:
    base, step = p.induction(k)
    base.calc(Abs(first)*exp(-(Sum(alpha[j], (j, 0, S(0) - 1))/(1 - most))))
    base.eq(Abs(theta[0]), theta, by.empty, by.exponents)
    step.calc(Abs(first)*exp(-(Sum(alpha[j], (j, 0, k + 1 - 1))/(1 - most))))
    step.eq(Abs(first)*exp(-(Sum(alpha[j], (j, 0, k - 1))/(1 - most)) + -(alpha[k]/(1 - most))), by.last_term)
    step.eq(Abs(first)*(exp(-(Sum(alpha[j], (j, 0, k - 1))/(1 - most)))*exp(-(alpha[k]/(1 - most)))), by.exponents)
    step.le(Abs(theta[k])*exp(-(alpha[k]/(1 - most))), step.ih)
    step.le(Abs(theta[k])*(1 - alpha[k]), factor_from_below)
    step.eq(Abs((1 - alpha[k])*theta[k]), size_of_product(1 - alpha[k], theta[k]), by.absolute)
    step.eq(Abs(theta[k + 1]), theta)


@divergence_is_necessary.proof
def _(p: Proof) -> None:
    limit = p.assume(tends(theta[k], k, 0))
    p.have(Abs(first) > 0, elsewhere)
    above = p.have(Implies(k >= 0, exp(-(Sum(alpha[j], (j, 0, k - 1))/(1 - most))) <= Abs(theta[k])/Abs(first)))
    above.assume(k >= 0)
    above.conclude(iterates_from_below)
    small = p.have(tends(exp(-(Sum(alpha[j], (j, 0, k - 1))/(1 - most))), k, 0), limit, above, by.squeeze)
    scaled = p.have(diverges(Sum(alpha[j], (j, 0, k - 1))/(1 - most), k), small, by.limits)
    whole = p.have(Implies(k >= 0, (1 - most)*(Sum(alpha[j], (j, 0, k - 1))/(1 - most)) <= Sum(alpha[j], (j, 0, k - 1))),
                   by.cancel)
    p.conclude(scaled, whole, by.squeeze)


@converges_iff_sums_diverge.proof
def _(p: Proof) -> None:
    p.conclude(divergence_suffices, divergence_is_necessary)


@stalled_iterates.proof
def _(p: Proof) -> None:
    base, step = p.induction(k)
    base.calc(theta[0])
    base.eq(first*(S(1)/2 + 1/(2*(S(0) + 1))), theta)
    step.calc(theta[k + 1])
    step.eq((1 - 1/(k + 2)**2)*theta[k], theta, inverse_squares)
    step.eq((1 - 1/(k + 2)**2)*(first*(S(1)/2 + 1/(2*(k + 1)))), step.ih)
    step.eq(first*(S(1)/2 + 1/(2*(k + 1 + 1))), by.algebra)


@iterates_stall.proof
def _(p: Proof) -> None:
    p.conclude(stalled_iterates, by.limits)


@divergence_suffices.proof
def _(p: Proof) -> None:
    total = p.assume(diverges(Sum(alpha[j], (j, 0, k - 1)), k))
    p.conclude(total, iterates_from_above, by.squeeze)


# -- results -------------------------------------------------------------------

def step_size(numerator: Fraction, offset: Fraction, k: int) -> Fraction:
    """α_k = C_0/(C_1 + k) for C_0, C_1 > 0 and k ≥ 0: the sums diverge, those of the squares do not.

    Claim: `steps_satisfy_both`.

    >>> step_size(Fraction(1), Fraction(2), 3)
    Fraction(1, 5)
    """
    if numerator <= 0 or offset <= 0:
        raise ValueError(f"C_0 and C_1 must be positive (hypothesis: {positive_constants.name}), not {numerator}, {offset}")
    if k < 0:
        raise ValueError(f"k must be at least 0, not {k}")
    return numerator/(offset + k)


def bound_of_squares(numerator: Fraction, offset: Fraction) -> Fraction:
    """What all sums of α_k² stay below: C_0²(1/C_1² + 1/C_1) (claim `sums_of_squares`).

    >>> bound_of_squares(Fraction(1), Fraction(1))
    Fraction(2, 1)
    """
    if numerator <= 0 or offset <= 0:
        raise ValueError(f"C_0 and C_1 must be positive (hypothesis: {positive_constants.name}), not {numerator}, {offset}")
    return numerator**2*(1/offset**2 + 1/offset)
