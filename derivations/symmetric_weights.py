r"""Mean, variance and symmetry of a pre-activation, and what they make of the variances through the layers.

One neuron has weights $w_1, \dots, w_n$ and inputs $x_1, \dots, x_n$ with $n$ symbolic.  The weights are independent of
the inputs; the inputs may depend on each other in any way.
"""

from collections.abc import Sequence
from typing import Any

from sympy import Eq, Equivalent, Rational, Sum

from derivations.library import halves_of_a_square
from proofs import (
    E,
    Proof,
    Var,
    by,
    claim,
    definition,
    family,
    function,
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

SEMINAR = source("Deep Learning, seminar 4", seed="ctu22-s4")
HOMEWORK = source("Homework 5", seed="ie498-hw5")

SIGNS = {"first": (1, -1, 1, -1), "second": (1, 1, -1, -1)}  # two independent signs on four equally likely points

n, i, j = nat("n"), nat("i"), nat("j")
v, chi, mu, m = real("v"), real("chi", latex=r"\chi"), real("mu", latex=r"\mu"), real("m")
w, x = random_family("w", start=1, stop=n), random_family("x", start=1, stop=n)
f, y = function("f", "real"), family("y")


# -- definitions ---------------------------------------------------------------

@definition(latex="a")
def a():
    return Sum(w[i]*x[i], (i, 1, n))


@hypothesis("centred weights of variance $v$", forall=[i >= 1, i <= n])
def weights():
    return integrable(w[i]**2), Eq(E(w[i]), 0), Eq(E(w[i]**2), v)


@hypothesis("inputs of second moment $\\chi$", forall=[i >= 1, i <= n])
def inputs():
    return integrable(x[i]**2), Eq(E(x[i]**2), chi)


@hypothesis("the weights are independent of each other and of the inputs together")
def independent_weights():
    return independent(w, x[:])


@hypothesis("square-integrable inputs", forall=[i >= 1, i <= n])
def any_inputs():
    return integrable(x[i]**2)


@hypothesis("inputs of mean $\\mu$", forall=[i >= 1, i <= n])
def input_means():
    return Eq(E(x[i]), mu)


@hypothesis("weights of mean $m$ and variance $v$", forall=[i >= 1, i <= n])
def shifted_weights():
    return integrable(w[i]**2), Eq(E(w[i]), m), Eq(E(w[i]**2), v + m**2)


@hypothesis("weights of a symmetric joint law")
def symmetric_weights():
    return symmetric(w[:])


@hypothesis("two weights, each of a symmetric law")
def each_weight_symmetric():
    return Eq(n, 2), symmetric(w[1]), symmetric(w[2])


@hypothesis("weights independent of the inputs")
def apart():
    return independent(w[:], x[:])


@hypothesis("a test function $f$, integrable at the pre-activation and its negative")
def test_function():
    return integrable(f(a())), integrable(f(-a()))


@hypothesis("integrable at each fixed input too", forall=[y])
def at_fixed_inputs():
    return integrable(f(Sum(w[i]*y[i], (i, 1, n))))


@definition(latex="c")
def cube(u):
    return u**3


@hypothesis("symmetric pre-activation, square-integrable")
def symmetric_preactivation():
    return symmetric(a()), integrable(a()**2)


@hypothesis("centred pre-activation, square-integrable")
def centred_preactivation():
    return integrable(a()**2), Eq(E(a()), 0)


@hypothesis("weights of variance $1/n$", forall=[i >= 1, i <= n])
def xavier_weights():
    return integrable(w[i]**2), Eq(E(w[i]), 0), Eq(E(w[i]**2), 1/n)


@hypothesis("at least one input")
def some_input():
    return n >= 1


THREE_POINTS = {n: 2, f: cube, w[1]: (-1, 0, 1), w[2]: (0, 1, -1), x[1]: 1, x[2]: 2}
FOUR_POINTS = {n: 1, v: 1, chi: 1, w[1]: SIGNS["first"], x[1]: SIGNS["second"]}


# -- claims --------------------------------------------------------------------

@claim("ctu22-s4-a1a:mean", SEMINAR.at("1a"), given=[weights, any_inputs, independent_weights], example=FOUR_POINTS)
def centred():
    """The pre-activation has mean 0."""
    return Eq(E(a()), 0)


@claim("ctu22-s4-a1a:sum", SEMINAR.at("1a"), given=[weights, any_inputs, independent_weights], example=FOUR_POINTS)
def variance_of_sum():
    """The variance adds up the second moments of the inputs, however they depend on each other."""
    return Eq(Var(a()), v*Sum(E(x[i]**2), (i, 1, n)))


@claim("ctu22-s4-a1a", SEMINAR.at("1a"), given=[weights, inputs, independent_weights], example=FOUR_POINTS)
def variance():
    """The pre-activation has mean 0 and variance $n v \\chi$; the inputs may depend on each other."""
    return Eq(E(a()), 0), Eq(Var(a()), n*v*chi)


@claim("ctu22-s4-a1a:variance-of-inputs", SEMINAR.at("1a"), given=[weights, inputs, input_means, independent_weights])
def with_variance_of_inputs():
    """It is the second moment of the inputs that counts, not their variance."""
    return Eq(Var(a()), n*v*(chi - mu**2))


@claim("ctu22-s4-a1a:shifted", SEMINAR.at("1a"), given=[shifted_weights, inputs, independent_weights])
def without_centring():
    """With weights of another mean the formula is wrong."""
    return Eq(Var(a()), n*v*chi)


@claim("ctu22-s4-a1b", SEMINAR.at("1b"), given=[symmetric_weights, apart, test_function, at_fixed_inputs],
       example={**FOUR_POINTS, f: cube})
def symmetric_preactivations():
    """The pre-activation has the law of its negative: no test function tells them apart."""
    return Eq(E(f(a())), E(f(-a())))


@claim("ctu22-s4-a1b:marginal", SEMINAR.at("1b"), given=[each_weight_symmetric, apart, test_function, at_fixed_inputs])
def symmetric_margins():
    """Weights that are symmetric one by one are not enough."""
    return Eq(E(f(a())), E(f(-a())))


@claim("ctu22-s4-a1b:dependent", SEMINAR.at("1b"), given=[symmetric_weights, test_function, at_fixed_inputs])
def dependent_inputs():
    """Inputs that depend on the weights are not allowed: with $x = w$ the pre-activation is a square."""
    return Eq(E(f(a())), E(f(-a())))


@claim("ctu22-s4-a1c", SEMINAR.at("1c"), given=[symmetric_preactivation], example=FOUR_POINTS)
def half_of_the_variance():
    """The second moment of the output is half of the variance of a symmetric pre-activation."""
    return Eq(E(relu(a())**2), Var(a())/2)


@claim("ctu22-s4-a1c:without-symmetry", SEMINAR.at("1c"), given=[centred_preactivation])
def half_without_symmetry():
    """A pre-activation of mean 0 is not enough."""
    return Eq(E(relu(a())**2), Var(a())/2)


@claim("ie498-hw5-4c:mean", HOMEWORK.at("4c"), given=[xavier_weights, any_inputs, independent_weights], example=FOUR_POINTS)
def xavier_mean():
    """With Xavier's weights the output has mean 0."""
    return Eq(E(a()), 0)


@claim("ie498-hw5-4c:variance", HOMEWORK.at("4c"), given=[xavier_weights, any_inputs, independent_weights, some_input],
       example=FOUR_POINTS)
def xavier_variance():
    """With Xavier's weights the variance of the output is the mean of the second moments of the inputs."""
    return Eq(Var(a()), Sum(E(x[i]**2), (i, 1, n))/n)


@claim("ie498-hw5-4c", HOMEWORK.at("4c"), given=[xavier_weights, any_inputs, independent_weights, some_input],
       example=FOUR_POINTS)
def xavier_condition():
    """The output has variance 1 exactly when the second moments of the inputs are 1 on average."""
    return Equivalent(Eq(Var(a()), 1), Eq(Sum(E(x[i]**2), (i, 1, n))/n, 1))


@claim("ie498-hw5-4c:printed", HOMEWORK.at("4c"), given=[xavier_weights, any_inputs, independent_weights, some_input])
def xavier_for_all_inputs():
    """Without a condition on the inputs the variance need not be 1."""
    return Eq(Var(a()), 1)


# -- derivations ---------------------------------------------------------------

@centred.proof
def _(p: Proof) -> None:
    p.calc(E(a()))
    p.eq(Sum(E(w[i]*x[i]), (i, 1, n)), a, by.linearity)
    p.eq(Sum(E(w[i])*E(x[i]), (i, 1, n)), independent_weights)
    p.eq(0, weights)


@variance_of_sum.proof
def _(p: Proof) -> None:
    p.calc(Var(a()))
    p.eq(E((a() - E(a()))**2), by.variance)
    p.eq(E(a()**2), centred)
    p.eq(Sum(Sum(E(w[i]*x[i]*(w[j]*x[j])), (j, 1, n)), (i, 1, n)), a, by.square_of_sum, by.linearity)
    p.eq(Sum(E(w[i]**2*x[i]**2), (i, 1, n)), by.diagonal, independent_weights, weights)
    p.eq(Sum(E(w[i]**2)*E(x[i]**2), (i, 1, n)), independent_weights)
    p.eq(v*Sum(E(x[i]**2), (i, 1, n)), weights)


@variance.proof
def _(p: Proof) -> None:
    mean, spread = p.parts("Mean.", "Variance.")
    mean.conclude(centred)
    spread.calc(Var(a()))
    spread.eq(v*Sum(E(x[i]**2), (i, 1, n)), variance_of_sum)
    spread.eq(n*v*chi, inputs)


@with_variance_of_inputs.refutation(corrected=variance)
def _(p: Proof) -> None:
    p.instance({**FOUR_POINTS, x[1]: 2, chi: 4, mu: 2})


@without_centring.refutation(corrected=variance)
def _(p: Proof) -> None:
    p.instance({**FOUR_POINTS, w[1]: 1, m: 1, v: 0})


@symmetric_preactivations.proof
def _(p: Proof) -> None:
    p.conclude(a, by.symmetry)


@symmetric_margins.refutation(corrected=symmetric_preactivations)
def _(p: Proof) -> None:
    p.instance(THREE_POINTS)


@dependent_inputs.refutation(corrected=symmetric_preactivations)
def _(p: Proof) -> None:
    p.instance({**FOUR_POINTS, x[1]: SIGNS["first"], f: cube})


@half_of_the_variance.proof
def _(p: Proof) -> None:
    p.say("The mean of a symmetric variable is its own negative.")
    turned = p.have(Eq(E(a()), -E(a())))
    turned.calc(E(a()))
    turned.eq(E(-a()), by.symmetry)
    turned.eq(-E(a()), by.linearity)
    mean = p.have(Eq(E(a()), 0), turned)
    p.calc(E(relu(a())**2))
    p.eq((E(relu(a())**2) + E(relu(-a())**2))/2, by.symmetry)
    p.eq(E(relu(a())**2 + relu(-a())**2)/2, by.linearity)
    p.eq(E(a()**2)/2, halves_of_a_square)
    p.eq(E((a() - E(a()))**2)/2, mean)
    p.eq(Var(a())/2, by.variance)


@half_without_symmetry.refutation(corrected=half_of_the_variance)
def _(p: Proof) -> None:
    p.instance({**FOUR_POINTS, w[1]: (2, -1, -1), x[1]: 1})


@xavier_mean.proof
def _(p: Proof) -> None:
    p.calc(E(a()))
    p.eq(Sum(E(w[i]*x[i]), (i, 1, n)), a, by.linearity)
    p.eq(Sum(E(w[i])*E(x[i]), (i, 1, n)), independent_weights)
    p.eq(0, xavier_weights)


@xavier_variance.proof
def _(p: Proof) -> None:
    p.calc(Var(a()))
    p.eq(1/n*Sum(E(x[i]**2), (i, 1, n)), variance_of_sum(n, 1/n))
    p.eq(Sum(E(x[i]**2), (i, 1, n))/n)


@xavier_condition.proof
def _(p: Proof) -> None:
    p.conclude(xavier_variance)


@xavier_for_all_inputs.refutation(corrected=xavier_condition)
def _(p: Proof) -> None:
    p.instance({**FOUR_POINTS, x[1]: 2})


# -- results -------------------------------------------------------------------

def preactivation_variance(fan_in: int, weight_variance: Any, input_moment: Any) -> Any:
    """Var a = n·v·χ for n inputs of second moment χ and centred weights of variance v (claim `variance`).

    fan_in: n ≥ 0; weight_variance, input_moment: rational numbers, at least 0.  Source: seminar 4, assignment 1a.

    >>> preactivation_variance(3, Rational(1, 2), 4)
    6
    """
    if fan_in < 0:
        raise ValueError(f"n must be at least 0, not {fan_in}")
    if weight_variance < 0:
        raise ValueError(f"a variance is at least 0 (hypothesis: {weights.words}), not {weight_variance}")
    if input_moment < 0:
        raise ValueError(f"a second moment is at least 0 (hypothesis: {inputs.words}), not {input_moment}")
    return fan_in*Rational(weight_variance)*Rational(input_moment)


def xavier_output_variance(second_moments: Sequence[Any]) -> Any:
    """The variance behind Xavier's weights of variance 1/n: the mean of the n second moments (claim `xavier_variance`).

    second_moments: E x_i² of n ≥ 1 inputs, rational numbers.  Source: homework 5, 4c.

    >>> xavier_output_variance([1, 1, 1])
    1
    >>> xavier_output_variance([4, 2])
    3
    """
    if not second_moments:
        raise ValueError(f"no inputs (hypothesis: {some_input.words})")
    return sum(map(Rational, second_moments))/len(second_moments)
