r"""Backpropagation: the gradients of the squared error of a network with two hidden layers, at any widths.

The layers have $d$, $n_1$, $n_2$ and 1 units.  A gradient gives the derivative in every direction.  The activation is any
function that has a derivative at the preactivations that occur.
"""

from collections.abc import Sequence

from sympy import Eq, Sum

from proofs import Proof, by, claim, definition, derivative, family, function, gradient, hypothesis, nat, real, source, vector

HOMEWORK = source("Homework 5", seed="ie498-hw5")

d, n1, n2 = nat("d"), nat("n1", latex="n_1"), nat("n2", latex="n_2")
i, j, k = nat("i"), nat("j"), nat("k")
r, q, s = nat("r"), nat("q"), nat("s")
y, z, out, alpha = real("y"), real("z"), real("out", latex="f"), real("alpha", latex=r"\alpha")
x, u, theta = family("x"), family("u"), vector("theta", latex=r"\theta")
M, m, n = nat("M"), nat("m"), nat("n")
loss, per_example = function("loss", "int", "vector", latex=r"\rho"), family("per_example", latex="g", indices=2)
W1, W2, W3 = family("W1", latex="W^1", indices=2), family("W2", latex="W^2", indices=2), family("W3", latex="W^3")
b1, b2, b3 = family("b1", latex="b^1"), family("b2", latex="b^2"), real("b3", latex="b^3")
g1, G1 = family("g1", latex="g^1"), family("G1", latex="G^1", indices=2)  # gradients, whatever they are
g2, G2 = family("g2", latex="g^2"), family("G2", latex="G^2", indices=2)
g3, G3 = real("g3", latex="g^3"), family("G3", latex="G^3")
sigma, slope = function("sigma", "real", latex=r"\sigma"), function("slope", "real", latex=r"\sigma'")


# -- the network ---------------------------------------------------------------

@definition(latex="Z^1")
def Z1(i):
    return Sum(W1[i, j]*x[j], (j, 1, d)) + b1[i]


@definition(latex="H^1")
def H1(i):
    return sigma(Z1[i])


@definition(latex="Z^2")
def Z2(i):
    return Sum(W2[i, j]*H1[j], (j, 1, n1)) + b2[i]


@definition(latex="H^2")
def H2(i):
    return sigma(Z2[i])


@definition(latex="f")
def f():
    return Sum(W3[j]*H2[j], (j, 1, n2)) + b3


@definition(latex=r"\rho")
def rho():
    return (y - f())**2


# -- the same error as a function of a preactivation ------------------------------

@definition(latex=r"\rho_2")
def error_behind_second(u):
    return (y - (Sum(W3[j]*sigma(u[j]), (j, 1, n2)) + b3))**2


@definition(latex="Z^2")
def second_from(u, i):
    return Sum(W2[i, j]*sigma(u[j]), (j, 1, n1)) + b2[i]


@definition(latex=r"\rho_1")
def error_behind_first(u):
    return (y - (Sum(W3[i]*sigma(second_from(u, i)), (i, 1, n2)) + b3))**2


# -- what is propagated back ---------------------------------------------------------

@definition(latex=r"\delta^4")
def delta4():
    return 2*(f() - y)


@definition(latex=r"\delta^3")
def delta3(i):
    return W3[i]*delta4()*slope(Z2[i])


@definition(latex=r"\delta^2")
def delta2(j):
    return Sum(W2[i, j]*delta3[i], (i, 1, n2))*slope(Z1[j])


@hypothesis(r"$\sigma$ has the derivative $\sigma'$ at each $Z^2_i$", forall=[i >= 1, i <= n2])
def smooth_at_second():
    return derivative(sigma(z), z, slope(Z2[i]), at=Z2[i])


@hypothesis(r"$\sigma$ has the derivative $\sigma'$ at each $Z^1_i$", forall=[i >= 1, i <= n1])
def smooth_at_first():
    return derivative(sigma(z), z, slope(Z1[i]), at=Z1[i])


@hypothesis("each $g$ and $G$ is the gradient with respect to its parameter")
def are_gradients():
    return (gradient(rho(), W1[j, k], G1[j, k], (j, 1, n1), (k, 1, d)), gradient(rho(), b1[j], g1[j], (j, 1, n1)),
            gradient(rho(), W2[i, j], G2[i, j], (i, 1, n2), (j, 1, n1)), gradient(rho(), b2[i], g2[i], (i, 1, n2)),
            gradient(rho(), W3[i], G3[i], (i, 1, n2)), derivative(rho(), b3, g3))


@hypothesis("the examples have gradients", forall=[m >= 1, m <= M])
def example_gradients():
    return gradient(loss(m, theta), theta[i], per_example[m, i], (i, 1, n))


@hypothesis("at least one example")
def some_example():
    return M >= 1


SQUARE = {sigma: lambda z: z**2, slope: lambda z: 2*z, W1: 1, W1[2, 1]: 2, W2: 1, W3: 1, b1: 0, b2: 0, b3: 0, x: 1, y: 0,
          d: 1, n1: 2, n2: 2}


FLAT = {sigma: 0, slope: 0, W1: 0, W2: 0, W3: 0, b1: 0, b2: 0, b3: 0, x: 0, y: 0, alpha: 0, r: 1, q: 1, s: 1,
        g1: 0, g2: 0, g3: 0, G1: 0, G2: 0, G3: 0, d: 1, n1: 1, n2: 1}


# -- claims --------------------------------------------------------------------

@claim("ie498-hw5-1a-i", HOMEWORK.at("1(a)i"))
def slope_of_the_error():
    r"""The derivative of the squared error with respect to the output; called $\delta^4$ from here on."""
    return derivative((y - out)**2, out, -2*(y - out)), Eq(-2*(y - out), 2*(out - y))


@claim("ie498-hw5-1a-ii-b", HOMEWORK.at("1(a)ii"))
def last_bias():
    """The gradient of the error with respect to the last bias."""
    return derivative(rho(), b3, delta4())


@claim("ie498-hw5-1a-ii-W", HOMEWORK.at("1(a)ii"))
def last_weights():
    """The gradient with respect to the last weights."""
    return gradient(rho(), W3[j], delta4()*H2[j], (j, 1, n2))


@claim("ie498-hw5-1a-iii", HOMEWORK.at("1(a)iii"), given=[smooth_at_second], example=SQUARE)
def second_preactivation():
    """The gradient with respect to the second preactivation, a vector of the size of the layer."""
    return (Eq(error_behind_second(Z2), rho()),
            gradient(error_behind_second(u), u[i], delta3[i], (i, 1, n2), at=Z2[i]))


@claim("ie498-hw5-1a-iv-b", HOMEWORK.at("1(a)iv"), given=[smooth_at_second], example=SQUARE)
def second_bias():
    """The gradient with respect to the second bias is what arrives at the layer."""
    return gradient(rho(), b2[i], delta3[i], (i, 1, n2))


@claim("ie498-hw5-1a-iv-W", HOMEWORK.at("1(a)iv"), given=[smooth_at_second], example=SQUARE)
def second_weights():
    """The gradient with respect to the second weights: what arrives times what went in."""
    return gradient(rho(), W2[i, j], delta3[i]*H1[j], (i, 1, n2), (j, 1, n1))


@claim("ie498-hw5-1a-v", HOMEWORK.at("1(a)v"), given=[smooth_at_first, smooth_at_second], example=SQUARE)
def first_preactivation():
    """The gradient with respect to the first preactivation: the matrix product comes first, then the product by components."""
    return (Eq(error_behind_first(Z1), rho()),
            gradient(error_behind_first(u), u[j], delta2[j], (j, 1, n1), at=Z1[j]))


@claim("ie498-hw5-1a-v:brackets", HOMEWORK.at("1(a)v"), given=[smooth_at_first, smooth_at_second])
def product_by_components_first():
    """Read without the brackets, where the shapes fit too ($n_1 = n_2$): the product by components first."""
    return gradient(error_behind_first(u), u[j], Sum(W2[i, j]*(delta3[i]*slope(Z1[i])), (i, 1, n2)), (j, 1, n1), at=Z1[j])


@claim("ie498-hw5-1a-v-b", HOMEWORK.at("1(a)v"), given=[smooth_at_first, smooth_at_second], example=SQUARE)
def first_bias():
    """The gradient with respect to the first bias."""
    return gradient(rho(), b1[j], delta2[j], (j, 1, n1))


@claim("ie498-hw5-1a-v-W", HOMEWORK.at("1(a)v"), given=[smooth_at_first, smooth_at_second], example=SQUARE)
def first_weights():
    """The gradient with respect to the first weights."""
    return gradient(rho(), W1[j, k], delta2[j]*x[k], (j, 1, n1), (k, 1, d))


@claim("ie498-hw5-1b-six", HOMEWORK.at("1(b)"), given=[smooth_at_first, smooth_at_second, are_gradients],
       where=[r >= 1, r <= n2, q >= 1, q <= n1, s >= 1, s <= d], example=FLAT)
def six_updates():
    r"""The step of gradient descent, written out for the six parameters."""
    return (Eq(W3[r] - alpha*G3[r], W3[r] - alpha*(delta4()*H2[r])), Eq(b3 - alpha*g3, b3 - alpha*delta4()),
            Eq(W2[r, q] - alpha*G2[r, q], W2[r, q] - alpha*(delta3[r]*H1[q])), Eq(b2[r] - alpha*g2[r], b2[r] - alpha*delta3[r]),
            Eq(W1[q, s] - alpha*G1[q, s], W1[q, s] - alpha*(delta2[q]*x[s])), Eq(b1[q] - alpha*g1[q], b1[q] - alpha*delta2[q]))


@claim("ie498-hw5-1b-unb", HOMEWORK.at("1(b)"), given=[example_gradients, some_example],
       example={loss: 0, per_example: 0, theta: 0, M: 2, n: 1})
def gradient_of_the_mean():
    """For an example drawn uniformly the expected gradient, the mean of the gradients, is the gradient of the mean error."""
    return gradient(Sum(loss(m, theta), (m, 1, M))/M, theta[i], Sum(per_example[m, i], (m, 1, M))/M, (i, 1, n))


# -- derivations ---------------------------------------------------------------

@slope_of_the_error.proof
def _(p: Proof) -> None:
    slope, form = p.parts("Derivative.", "Other form.")
    slope.conclude(by.derivative)
    form.conclude()


@last_bias.proof
def _(p: Proof) -> None:
    p.conclude(by.derivative, rho, f, delta4)


@last_weights.proof
def _(p: Proof) -> None:
    p.conclude(by.derivative, rho, f, delta4)


@second_preactivation.proof
def _(p: Proof) -> None:
    same, slope = p.parts("The same error.", "Its gradient.")
    same.conclude(error_behind_second, rho, f, H2)
    slope.conclude(by.derivative, error_behind_second, smooth_at_second, delta3, delta4, f, H2)


@second_bias.proof
def _(p: Proof) -> None:
    p.conclude(by.derivative, rho, f, H2, Z2, smooth_at_second, delta3, delta4)


@second_weights.proof
def _(p: Proof) -> None:
    p.conclude(by.derivative, rho, f, H2, Z2, smooth_at_second, delta3, delta4)


@first_preactivation.proof
def _(p: Proof) -> None:
    same, slope = p.parts("The same error.", "Its gradient.")
    same.conclude(error_behind_first, second_from, rho, f, H2, Z2, H1)
    slope.conclude(by.derivative, by.exchange, error_behind_first, second_from, smooth_at_first, smooth_at_second,
                   delta2, delta3, delta4, f, H2, Z2, H1)


@product_by_components_first.refutation(corrected=first_preactivation)
def _(p: Proof) -> None:
    p.instance(SQUARE)


@first_bias.proof
def _(p: Proof) -> None:
    p.conclude(by.derivative, by.exchange, rho, f, H2, Z2, H1, Z1, smooth_at_first, smooth_at_second, delta2, delta3, delta4)


@first_weights.proof
def _(p: Proof) -> None:
    p.conclude(by.derivative, by.exchange, rho, f, H2, Z2, H1, Z1, smooth_at_first, smooth_at_second, delta2, delta3, delta4)


@six_updates.proof
def _(p: Proof) -> None:
    parts = p.parts("Last weights.", "Last bias.", "Second weights.", "Second bias.", "First weights.", "First bias.")
    last, bias_3, second, bias_2, first, bias_1 = parts
    last.conclude(by.uniqueness, are_gradients, last_weights)
    bias_3.conclude(by.uniqueness, are_gradients, last_bias)
    second.conclude(by.uniqueness, are_gradients, second_weights)
    bias_2.conclude(by.uniqueness, are_gradients, second_bias)
    first.conclude(by.uniqueness, are_gradients, first_weights)
    bias_1.conclude(by.uniqueness, are_gradients, first_bias)


@gradient_of_the_mean.proof
def _(p: Proof) -> None:
    p.conclude(by.derivative, by.exchange, example_gradients, some_example)


# -- results -------------------------------------------------------------------

def arriving_at_the_output(y: float, output: float) -> float:
    """δ⁴ = 2(f − y), the derivative of the squared error (y − f)² in f (claim `slope_of_the_error`).

    >>> arriving_at_the_output(1.0, 3.0)
    4.0
    """
    return 2*(output - y)


def arriving_below(weights: Sequence[Sequence[float]], arriving: Sequence[float], slopes: Sequence[float]) -> list[float]:
    """(Wᵀδ) ⊙ σ′(Z): what arrives one layer below (claims `second_preactivation`, `first_preactivation`).

    weights: a row for each unit of the upper layer; slopes: σ′ at the preactivations of the lower layer.

    >>> arriving_below([[1.0, 2.0], [3.0, 4.0]], [1.0, 1.0], [1.0, 0.5])
    [4.0, 3.0]
    """
    if len(weights) != len(arriving) or any(len(row) != len(slopes) for row in weights):
        raise ValueError("the matrix needs a row for each arriving number and a column for each slope")
    return [sum(row[j]*a for row, a in zip(weights, arriving, strict=True))*s for j, s in enumerate(slopes)]


def weight_gradient(arriving: Sequence[float], below: Sequence[float]) -> list[list[float]]:
    """δ Hᵀ: the gradient with respect to the weights of a layer; δ itself is that of its bias (claim `second_weights`).

    >>> weight_gradient([1.0, 2.0], [3.0])
    [[3.0], [6.0]]
    """
    return [[a*h for h in below] for a in arriving]
