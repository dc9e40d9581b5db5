r"""The variance of a sum of rectified, symmetric inputs with independent weights, and the scale that keeps it at 1.

The inputs $z_i$ have any symmetric law with second moment 1; no density and no further moment is assumed.
"""

from typing import Any

from sympy import Eq, Equivalent, Rational, S, Sum, sqrt

from derivations.library import halves_of_a_square
from proofs import (
    E,
    Proof,
    Var,
    by,
    claim,
    definition,
    hypothesis,
    independent,
    integrable,
    nat,
    random_family,
    real,
    relu,
    source,
    symmetric,
)

PROBLEM_SET = source("Problem set 8 (2024), problem 2", seed="epfl24-ps8")

SIGNS = {"first": (1, -1, 1, -1), "second": (1, 1, -1, -1)}  # two independent signs on four equally likely points

d, i, j = nat("d"), nat("i"), nat("j")
sigma = real("sigma", latex=r"\sigma")
w, z = random_family("w", start=1, stop=d), random_family("z", start=1, stop=d)


# -- definitions ---------------------------------------------------------------

@definition(latex="x")
def x(i):
    return relu(z[i])


@definition(latex="y")
def y():
    return Sum(w[i]*x[i], (i, 1, d))


@hypothesis("centred weights of variance $\\sigma^2$", forall=[i >= 1, i <= d])
def weights():
    return integrable(w[i]**2), Eq(E(w[i]), 0), Eq(E(w[i]**2), sigma**2)


@hypothesis("symmetric inputs of second moment 1", forall=[i >= 1, i <= d])
def inputs():
    return symmetric(z[i]), integrable(z[i]**2), Eq(E(z[i]**2), 1)


@hypothesis("independence of all $w_i$ and $z_j$")
def all_independent():
    return independent(w, z)


@hypothesis("at least one input")
def some_input():
    return d >= 1


FOUR_POINTS = {d: 1, sigma: 1, w[1]: SIGNS["first"], z[1]: SIGNS["second"]}


# -- claims --------------------------------------------------------------------

@claim("epfl24-ps8-p2:half", PROBLEM_SET, given=[inputs], where=[i >= 1, i <= d],
       example={d: 1, i: 1, z[1]: SIGNS["first"]})
def half_of_the_square():
    """Rectifying a symmetric variable halves its second moment; its law needs no density."""
    return integrable(x[i]**2), Eq(E(x[i]**2), S(1)/2)


@claim("epfl24-ps8-p2:mean", PROBLEM_SET, given=[weights, inputs, all_independent],
       example=FOUR_POINTS)
def centred():
    """The weighted sum has mean 0."""
    return Eq(E(y()), 0)


@claim("epfl24-ps8-p2", PROBLEM_SET, given=[weights, inputs, all_independent],
       example=FOUR_POINTS)
def variance():
    """The weighted sum has variance $d\\sigma^2/2$."""
    return Eq(Var(y()), d*sigma**2/2)


@claim("epfl24-ps8-p2-sigma", PROBLEM_SET, given=[weights, inputs, all_independent, some_input],
       example=FOUR_POINTS)
def unit_variance():
    """The variance is 1 for exactly one scale of the weights."""
    return Equivalent(Eq(Var(y()), 1), Eq(sigma**2, 2/d))


@claim("epfl24-ps8-p2:without-half", PROBLEM_SET, given=[weights, inputs, all_independent])
def variance_without_the_half():
    """Forgetting that ReLU halves the second moment doubles the variance."""
    return Eq(Var(y()), d*sigma**2)


# -- derivations ---------------------------------------------------------------

@half_of_the_square.proof
def _(p: Proof) -> None:
    exists, value = p.parts("Integrable.", "Value.")
    exists.conclude(by.domination, inputs)
    value.calc(E(x[i]**2))
    value.eq((E(relu(z[i])**2) + E(relu(-z[i])**2))/2, x, by.symmetry)
    value.eq(E(relu(z[i])**2 + relu(-z[i])**2)/2, by.linearity)
    value.eq(E(z[i]**2)/2, halves_of_a_square)
    value.eq(S(1)/2, inputs)


@centred.proof
def _(p: Proof) -> None:
    p.calc(E(y()))
    p.eq(Sum(E(w[i]*x[i]), (i, 1, d)), y, by.linearity)
    p.eq(Sum(E(w[i])*E(x[i]), (i, 1, d)), x, all_independent)
    p.eq(0, weights)


@variance.proof
def _(p: Proof) -> None:
    p.calc(Var(y()))
    p.eq(E((y() - E(y()))**2), by.variance)
    p.eq(E(y()**2), centred)
    p.eq(Sum(Sum(E(w[i]*x[i]*(w[j]*x[j])), (j, 1, d)), (i, 1, d)), y, by.square_of_sum, by.linearity)
    p.eq(Sum(E(w[i]**2*x[i]**2), (i, 1, d)), by.diagonal, x, all_independent, weights)
    p.eq(Sum(E(w[i]**2)*E(x[i]**2), (i, 1, d)), x, all_independent)
    p.eq(d*sigma**2/2, weights, half_of_the_square)


@variance_without_the_half.refutation(corrected=variance)
def _(p: Proof) -> None:
    p.instance(FOUR_POINTS)


@unit_variance.proof
def _(p: Proof) -> None:
    p.conclude(variance, some_input)


# -- results -------------------------------------------------------------------

def he_scale(fan_in: int) -> Any:
    """The standard deviation of centred weights that keeps the variance at 1 behind a ReLU: the root of 2/d, exactly.

    fan_in: the number d ≥ 1 of inputs.  Holds for symmetric inputs of second moment 1 and independent weights.
    Source: problem set 8 (2024), problem 2.

    >>> he_scale(50)
    1/5
    """
    if fan_in < 1:
        raise ValueError(f"fan_in must be at least 1 (hypothesis: {some_input.words}), not {fan_in}")
    return sqrt(Rational(2, fan_in))


def output_variance(fan_in: int, sigma_squared: Any) -> Any:
    """Var y = d·σ²/2 for a fan-in d and weights of variance σ², a rational number (claim `variance`).

    >>> output_variance(100, Rational(1, 50))
    1
    """
    return Rational(fan_in)*Rational(sigma_squared)/2
