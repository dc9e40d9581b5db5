r"""Do derivatives of activations vanish far from 0?  For the logistic function and tanh, not for ReLU.

A limit for $|z| \to \infty$ is a limit along every sequence $z_0, z_1, \dots$ with $|z_n| \to \infty$.
"""

from sympy import Abs, Eq, Piecewise, exp

from proofs import Proof, by, claim, definition, diverges, family, hypothesis, nat, real, source, tends

HOMEWORK = source("Homework 5", seed="ie498-hw5")

x, u = real("x"), real("u")
n = nat("n")
z = family("z", start=0)


# -- definitions and hypotheses --------------------------------------------------

@definition(latex=r"\sigma")
def logistic(x):
    return 1/(1 + exp(-x))


@definition(latex=r"\sigma'")
def logistic_slope(x):
    return logistic(x)*(1 - logistic(x))


@definition(latex=r"\tanh")
def tanh(x):
    return (exp(x) - exp(-x))/(exp(x) + exp(-x))


@definition(latex=r"\tanh'")
def tanh_slope(x):
    return 1 - tanh(x)**2


@definition(latex=r"\operatorname{ReLU}'")
def relu_slope(x):
    return Piecewise((1, x > 0), (0, True))


@hypothesis("$|z_n| \\to \\infty$")
def far_away():
    return diverges(Abs(z[n]), n)


@hypothesis("positive $z_n$", forall=[n >= 0])
def on_the_right():
    return z[n] > 0


GROWING = {z: lambda n: n + 1}


# -- claims --------------------------------------------------------------------

@claim("ie498-hw5-2c-sat:sum", HOMEWORK.at("2c"))
def exponentials_exceed_the_argument():
    """One of $\\exp x$ and $\\exp(-x)$ is large."""
    return 1 + Abs(x) <= exp(x) + exp(-x)


@claim("ie498-hw5-2c-sat:logistic-form", HOMEWORK.at("2c"))
def slope_of_the_logistic_function():
    """The slope of the logistic function, with one divisor."""
    return Eq(logistic_slope(x), 1/(2 + (exp(x) + exp(-x))))


@claim("ie498-hw5-2c-sat:logistic-bound", HOMEWORK.at("2c"))
def logistic_slope_is_small():
    """It is not negative, and small far from 0."""
    return 0 <= logistic_slope(x), logistic_slope(x) <= 1/(1 + Abs(x))


@claim("ie498-hw5-2c-sat", HOMEWORK.at("2c"), given=[far_away], example=GROWING)
def logistic_saturates():
    """The slope of the logistic function vanishes far from 0."""
    return tends(logistic_slope(z[n]), n, 0)


@claim("ie498-hw5-2c-sat:tanh-form", HOMEWORK.at("2c"))
def slope_of_tanh():
    """The slope of tanh, with one divisor."""
    return Eq(tanh_slope(x), 4/(exp(x) + exp(-x))**2)


@claim("ie498-hw5-2c-sat:tanh-bound", HOMEWORK.at("2c"))
def tanh_slope_is_small():
    """It is not negative, and small far from 0."""
    return 0 <= tanh_slope(x), tanh_slope(x) <= 4/(1 + Abs(x))**2


@claim("ie498-hw5-2c-sat:tanh", HOMEWORK.at("2c"), given=[far_away], example=GROWING)
def tanh_saturates():
    """The slope of tanh vanishes far from 0."""
    return tends(tanh_slope(z[n]), n, 0)


@claim("ie498-hw5-2c-sat:relu", HOMEWORK.at("2c"), given=[far_away, on_the_right], example=GROWING)
def relu_does_not_saturate():
    """The slope of ReLU stays 1 on the right."""
    return tends(relu_slope(z[n]), n, 1)


@claim("ie498-hw5-2c-sat:printed", HOMEWORK.at("2c"), given=[far_away], example=GROWING)
def every_activation_saturates():
    """The printed claim, for ReLU: that its slope vanishes far from 0."""
    return tends(relu_slope(z[n]), n, 0)


# -- derivations ---------------------------------------------------------------

@exponentials_exceed_the_argument.proof
def _(p: Proof) -> None:
    positive, negative = p.cases(x >= 0, x < 0)
    positive.calc(1 + Abs(x))
    positive.eq(1 + x, positive)
    positive.le(exp(x) + exp(-x))
    negative.calc(1 + Abs(x))
    negative.eq(1 - x, negative)
    negative.le(exp(x) + exp(-x))


@slope_of_the_logistic_function.proof
def _(p: Proof) -> None:
    p.conclude(logistic_slope, logistic)


@logistic_slope_is_small.proof
def _(p: Proof) -> None:
    sign, size = p.parts("Sign.", "Size.")
    sign.conclude(slope_of_the_logistic_function)
    size.calc(logistic_slope(x))
    size.eq(1/(2 + (exp(x) + exp(-x))), slope_of_the_logistic_function)
    size.le(1/(1 + Abs(x)), exponentials_exceed_the_argument)


@logistic_saturates.proof
def _(p: Proof) -> None:
    p.conclude(logistic_slope_is_small(z[n]), far_away, by.squeeze)


@slope_of_tanh.proof
def _(p: Proof) -> None:
    p.conclude(tanh_slope, tanh)


@tanh_slope_is_small.proof
def _(p: Proof) -> None:
    sign, size = p.parts("Sign.", "Size.")
    sign.conclude(slope_of_tanh)
    size.calc(tanh_slope(x))
    inverse = size.have(1/(exp(x) + exp(-x)) <= 1/(1 + Abs(x)), exponentials_exceed_the_argument)
    size.eq(4*(1/(exp(x) + exp(-x)))**2, slope_of_tanh)
    size.le(4*(1/(exp(x) + exp(-x)))*(1/(1 + Abs(x))), inverse)
    size.le(4*(1/(1 + Abs(x)))**2, inverse)
    size.eq(4/(1 + Abs(x))**2)


@tanh_saturates.proof
def _(p: Proof) -> None:
    p.conclude(tanh_slope_is_small(z[n]), far_away, by.squeeze)


@relu_does_not_saturate.proof
def _(p: Proof) -> None:
    p.conclude(relu_slope, by.limits)


@every_activation_saturates.refutation(corrected=relu_does_not_saturate)
def _(p: Proof) -> None:
    p.instance(GROWING)


# -- results -------------------------------------------------------------------

def slope_bound(x: float) -> float:
    """What the slope σ(x)(1 − σ(x)) of the logistic function stays below: 1/(1 + |x|) (claim `logistic_slope_is_small`).

    >>> slope_bound(-3.0)
    0.25
    """
    return 1/(1 + abs(x))
