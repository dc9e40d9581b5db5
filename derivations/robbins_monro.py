r"""What Robbins and Monro ask of the step sizes: $\sum\alpha_k = \infty$ (1) and $\sum\alpha_k^2 < \infty$ (2).

The sums are finite: "diverges" says that the partial sums pass every bound, "$< \infty$" that some bound holds for all of them.
"""

from fractions import Fraction

from sympy import Eq, Sum, exp

from proofs import Proof, bounded_sums, by, claim, diverges, hypothesis, nat, real, source

HOMEWORK = source("Homework 5", seed="ie498-hw5")

C, D = real("C", latex="C_0"), real("D", latex="C_1")
k, n = nat("k"), nat("n")


# -- hypotheses ------------------------------------------------------------------

@hypothesis("positive constants")
def positive_constants():
    return C > 0, D > 0


@hypothesis("a positive offset")
def positive_offset():
    return D > 0


# -- claims --------------------------------------------------------------------

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


# -- derivations ---------------------------------------------------------------

@harmonic_growth.proof
def _(p: Proof) -> None:
    base, step = p.induction(n)
    base.conclude()
    step.calc((D + (n + 2))/D)
    step.eq((D + (n + 1))/D*(1 + 1/(D + (n + 1))))
    step.le((D + (n + 1))/D*exp(1/(D + (n + 1))))
    step.le(exp(Sum(1/(D + k), (k, 0, n)))*exp(1/(D + (n + 1))), step.ih)
    step.eq(exp(Sum(1/(D + k), (k, 0, n + 1))))


@harmonic_sums_diverge.proof
def _(p: Proof) -> None:
    p.say("It is enough that the exponentials of the sums pass every bound.")
    grows = p.have(diverges(exp(Sum(1/(D + k), (k, 0, n))), n), harmonic_growth, by.squeeze)
    p.conclude(grows, by.limits)


@sums_of_inverse_squares.proof
def _(p: Proof) -> None:
    base, step = p.induction(n)
    base.conclude()
    term = step.have(1/(D + (n + 1))**2 <= 1/(D + n) - 1/(D + (n + 1)))
    step.calc(Sum(1/(D + k)**2, (k, 0, n + 1)))
    step.eq(Sum(1/(D + k)**2, (k, 0, n)) + 1/(D + (n + 1))**2)
    step.le(1/D**2 + 1/D - 1/(D + n) + 1/(D + (n + 1))**2, step.ih)
    step.le(1/D**2 + 1/D - 1/(D + (n + 1)), term)


@sums_of_squares.proof
def _(p: Proof) -> None:
    p.calc(Sum((C/(D + k))**2, (k, 0, n)))
    p.eq(C**2*Sum(1/(D + k)**2, (k, 0, n)))
    p.le(C**2*(1/D**2 + 1/D - 1/(D + n)), sums_of_inverse_squares)
    p.le(C**2*(1/D**2 + 1/D))


@steps_satisfy_both.proof
def _(p: Proof) -> None:
    first, second = p.parts("The sums of the steps.", "The sums of the squares.")
    first.conclude(harmonic_sums_diverge, by.limits)
    second.conclude(sums_of_squares, by.bounded)


@steps_with_any_constant.refutation(corrected=steps_satisfy_both)
def _(p: Proof) -> None:
    p.instance({C: 0, D: 1})


@steps_with_any_offset.refutation(corrected=steps_satisfy_both)
def _(p: Proof) -> None:
    p.instance({C: 1, D: 0})


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
