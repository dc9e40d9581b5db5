r"""The gradients of a network with one hidden ReLU layer, and the shapes that its printed gradients should have.

The output is the product of a column $C$ of $n$ weights with the hidden layer, and a bias.  ReLU has a derivative where its
argument is not 0.  A matrix is given by its entries, which are 0 outside its shape: a row and a column are different matrices.
"""

from collections.abc import Sequence

from sympy import Eq, Ne, Piecewise, Sum

from proofs import Proof, by, claim, definition, derivative, family, gradient, hypothesis, nat, real, relu, source

HOMEWORK = source("Homework 5", seed="ie498-hw5")

d, n = nat("d"), nat("n")
i, j = nat("i"), nat("j")
y, z, out, b2 = real("y"), real("z"), real("out", latex="f"), real("b2", latex="b^2")
x, h = family("x"), family("h")
W, b1, C = family("W", indices=2), family("b1", latex="b^1"), family("C")


# -- the network ---------------------------------------------------------------

@definition(latex="Z")
def Z(i):
    return Sum(W[i, j]*x[j], (j, 1, d)) + b1[i]


@definition(latex="H")
def H(i):
    return relu(Z[i])


@definition(latex="f")
def f():
    return Sum(C[i]*H[i], (i, 1, n)) + b2


@definition(latex=r"\rho")
def rho():
    return (y - f())**2


@definition(latex=r"\rho_H")
def error_behind(h):
    return (y - (Sum(C[i]*h[i], (i, 1, n)) + b2))**2


@definition(latex=r"\operatorname{ReLU}'")
def relu_slope(z):
    return Piecewise((1, z > 0), (0, True))


@definition(latex=r"\delta")
def delta(i):
    return C[i]*(-2*(y - f()))


# -- columns as matrices -----------------------------------------------------------

@definition(latex="H")
def hidden_column(i, j):
    return Piecewise((H[i], Eq(j, 1)), (0, True))


@definition(latex="C")
def weight_column(i, j):
    return Piecewise((C[i], Eq(j, 1)), (0, True))


@hypothesis("no preactivation is 0", forall=[i >= 1, i <= n])
def away_from_the_kink():
    return Ne(Z[i], 0)


TWO_UNITS = {n: 2, d: 1, W: 1, b1: 0, x: 1, C: 1, b2: 0, y: 0}


# -- claims --------------------------------------------------------------------

@claim("ie498-hw5-4d-rest", HOMEWORK.at("4(d)"))
def slope_of_the_error():
    """The derivative of the squared error with respect to the output."""
    return derivative((y - out)**2, out, -2*(y - out))


@claim("ie498-hw5-4d-rest:output-bias", HOMEWORK.at("4(d)"))
def output_bias():
    """The bias of the output, which the solution leaves out, has a gradient too."""
    return derivative(rho(), b2, -2*(y - f()))


@claim("ie498-hw5-4d-C", HOMEWORK.at("4(d)"))
def output_weights():
    """The gradient with respect to the column $C$ is a column."""
    return gradient(rho(), C[i], -2*(y - f())*hidden_column(i, 1), (i, 1, n))


@claim("ie498-hw5-4d-C:printed", HOMEWORK.at("4(d)"))
def output_weights_transposed():
    """With the row $H^\\top$, as it is printed, the entries of the column are not there."""
    return gradient(rho(), C[i], -2*(y - f())*hidden_column(1, i), (i, 1, n))


@claim("ie498-hw5-4d-delta", HOMEWORK.at("4(d)"))
def hidden_layer():
    """The gradient with respect to the column $H$ is a column."""
    return (Eq(error_behind(H), rho()),
            gradient(error_behind(h), h[i], weight_column(i, 1)*(-2*(y - f())), (i, 1, n), at=H[i]))


@claim("ie498-hw5-4d-delta:printed", HOMEWORK.at("4(d)"))
def hidden_layer_transposed():
    """With the row $C^\\top$, as it is printed, the entries of the column are not there."""
    return gradient(error_behind(h), h[i], weight_column(1, i)*(-2*(y - f())), (i, 1, n), at=H[i])


@claim("ie498-hw5-4d-rest:bias", HOMEWORK.at("4(d)"), given=[away_from_the_kink], example=TWO_UNITS)
def hidden_bias():
    r"""The gradient with respect to the bias of the hidden layer, with the corrected $\delta$."""
    return gradient(rho(), b1[i], delta[i]*relu_slope(Z[i]), (i, 1, n))


@claim("ie498-hw5-4d-rest:weights", HOMEWORK.at("4(d)"), given=[away_from_the_kink], example=TWO_UNITS)
def hidden_weights():
    r"""The gradient with respect to the weights of the hidden layer, with the corrected $\delta$."""
    return gradient(rho(), W[i, j], delta[i]*relu_slope(Z[i])*x[j], (i, 1, n), (j, 1, d))


# -- derivations ---------------------------------------------------------------

@slope_of_the_error.proof
def _(p: Proof) -> None:
    p.conclude(by.derivative)


@output_bias.proof
def _(p: Proof) -> None:
    p.conclude(by.derivative, rho, f)


@output_weights.proof
def _(p: Proof) -> None:
    p.conclude(by.derivative, rho, f, hidden_column)


@output_weights_transposed.refutation(corrected=output_weights)
def _(p: Proof) -> None:
    p.instance(TWO_UNITS)


@hidden_layer.proof
def _(p: Proof) -> None:
    same, slope = p.parts("The same error.", "Its gradient.")
    same.conclude(error_behind, rho, f)
    slope.conclude(by.derivative, error_behind, f, weight_column)


@hidden_layer_transposed.refutation(corrected=hidden_layer)
def _(p: Proof) -> None:
    p.instance(TWO_UNITS)


@hidden_bias.proof
def _(p: Proof) -> None:
    p.conclude(by.derivative, rho, f, H, Z, away_from_the_kink, delta, relu_slope)


@hidden_weights.proof
def _(p: Proof) -> None:
    p.conclude(by.derivative, rho, f, H, Z, away_from_the_kink, delta, relu_slope)


# -- results -------------------------------------------------------------------

def hidden_gradient(y: float, output: float, weights: Sequence[float], preactivations: Sequence[float]) -> list[float]:
    """δ ⊙ ReLU′(Z) with δ = −2(y − f)·C: the gradient of (y − f)² with respect to the hidden bias (claim `hidden_bias`).

    >>> hidden_gradient(1.0, 3.0, [1.0, 2.0], [5.0, -5.0])
    [4.0, 0.0]
    """
    if len(weights) != len(preactivations):
        raise ValueError(f"{len(weights)} weights but {len(preactivations)} preactivations")
    if 0 in preactivations:
        raise ValueError(f"a preactivation is 0, where ReLU has no derivative (hypothesis: {away_from_the_kink.words})")
    return [-2*(y - output)*c if z > 0 else 0.0 for c, z in zip(weights, preactivations, strict=True)]
