r"""Why the scale of the weights sets the learning rate behind batch normalisation, although it does not change the output.

The loss $F$ as a function of one weight vector (a row, or a matrix written as a vector) does not change when the weights are
multiplied by a positive number.  $G$ is its gradient at $W$; that it has one elsewhere is not
assumed, and at 0 only a constant $F$ has one.
"""

from collections.abc import Sequence

from sympy import Eq, Equivalent, Piecewise, sqrt

from proofs import (
    ForAll,
    Proof,
    by,
    claim,
    definition,
    derivative,
    dot,
    function,
    gradient,
    hypothesis,
    nat,
    norm2,
    real,
    source,
    vector,
)

SEMINAR = source("Deep Learning, seminar 4", seed="ctu22-s4")

n, i, j = nat("n"), nat("i"), nat("j")
c, s, eta = real("c"), real("s"), real("eta", latex=r"\eta")
F = function("F", "vector")
loss = function("loss", "vector", "vector", latex="F")
W, G, D, x, u = vector("W"), vector("G"), vector("D"), vector("x"), vector("u")


@definition(latex=r"\lVert W \rVert")
def length():
    return sqrt(norm2(W, n))


@hypothesis("the loss does not see the scale of the weights", forall=[c > 0, x])
def scale_invariant():
    return Eq(F(c*x), F(x))


@hypothesis("the loss does not see the scale of the weights", forall=[c > 0, u, x])
def scale_invariant_in_the_weights():
    return Eq(loss(c*u, x), loss(u, x))


@hypothesis("$G$ is the gradient at $W$")
def gradient_at_the_weights():
    return gradient(F(x), x[i], G[i], (i, 1, n), at=W[i])


@hypothesis("positive factor")
def positive_factor():
    return c > 0


@hypothesis("the weights are not all 0")
def some_weight():
    return norm2(W, n) > 0


@definition(latex="r")
def slope_of(x):
    """A loss that does not see the scale, and is not constant: an example."""
    return Piecewise((x[2]/x[1], x[1] > 0), (0, True))


@definition(latex="r")
def scaled_input(u, x):
    """The same with an input."""
    return Piecewise((u[2]/u[1]*x[1], u[1] > 0), (0, True))


SLOPE = {F: slope_of, W: 1, G: 1, G[1]: -1, n: 2, c: 2, eta: 1, j: 1}


# -- claims --------------------------------------------------------------------

@claim("ctu22-s4-a2b-training:i", SEMINAR.at("2b, question 3"),
       given=[scale_invariant, gradient_at_the_weights, positive_factor], example=SLOPE)
def gradient_at_other_scale():
    """Scaling the weights by $c$ divides the gradient by $c$."""
    return gradient(F(x), x[i], G[i]/c, (i, 1, n), at=c*W[i])


@claim("ctu22-s4-a2b-training:ii", SEMINAR.at("2b, question 3"), given=[scale_invariant, gradient_at_the_weights],
       example=SLOPE)
def orthogonal():
    """The gradient is orthogonal to the weights."""
    return Eq(dot(G, W, n), 0)


@claim("ctu22-s4-a2b-training:iii", SEMINAR.at("2b, question 3"), given=[scale_invariant, gradient_at_the_weights],
       example=SLOPE)
def weights_grow():
    r"""No step makes the weights shorter: the squared length grows by $\eta^2\lVert G\rVert^2$."""
    return Eq(norm2(W - eta*G, n), norm2(W, n) + eta**2*norm2(G, n))


@claim("ctu22-s4-a2b-training", SEMINAR.at("2b, question 3"),
       given=[scale_invariant, gradient_at_the_weights, some_weight], example=SLOPE)
def effective_rate():
    r"""For the weights of length 1 the step is a step with the rate $\eta/\lVert W\rVert^2$: the scale sets the rate."""
    return (gradient(F(x), x[i], length()*G[i], (i, 1, n), at=W[i]/length()),
            Eq((W[j] - eta*G[j])/length(), W[j]/length() - eta/norm2(W, n)*(length()*G[j])))


@claim("ctu22-s4-a2b-training:v", SEMINAR.at("2b, question 3"), given=[scale_invariant_in_the_weights, positive_factor],
       example={loss: scaled_input, W: 1, G: 1, x: 1, n: 2, c: 2})
def gradient_of_the_input():
    """What is propagated back to the input does not change with the scale."""
    return Equivalent(gradient(loss(W, x), x[i], G[i], (i, 1, n)), gradient(loss(c*W, x), x[i], G[i], (i, 1, n)))


# -- derivations ---------------------------------------------------------------

@gradient_at_other_scale.proof
def _(p: Proof) -> None:
    same = p.have(ForAll([s, D], Eq(F(c*W + s*D), F(W + s/c*D))))
    same.calc(F(c*W + s*D))
    same.eq(F(c*(W + s/c*D)), positive_factor)
    same.eq(F(W + s/c*D), scale_invariant(c, W + s/c*D), positive_factor)
    p.conclude(by.derivative, same, gradient_at_the_weights, positive_factor)


@orthogonal.proof
def _(p: Proof) -> None:
    along = p.have(derivative(F(W + s*W), s, dot(G, W, n), at=0), by.derivative, gradient_at_the_weights)
    same = p.have(ForAll([s > -1], Eq(F(W + s*W), F(W))))
    same.calc(F(W + s*W))
    same.eq(F(W), scale_invariant(1 + s, W))
    flat = p.have(derivative(F(W + s*W), s, 0, at=0), by.locality, same)
    p.conclude(by.uniqueness, along, flat)


@weights_grow.proof
def _(p: Proof) -> None:
    p.calc(norm2(W - eta*G, n))
    p.eq(norm2(W, n) - 2*eta*dot(G, W, n) + eta**2*norm2(G, n), by.norm)
    p.eq(norm2(W, n) + eta**2*norm2(G, n), orthogonal)


@effective_rate.proof
def _(p: Proof) -> None:
    positive = p.have(length() > 0, length, some_weight)
    slope, step = p.parts("The gradient there.", "The step.")
    same = slope.have(ForAll([s, D], Eq(F(W/length() + s*D), F(W + s*length()*D))))
    same.calc(F(W/length() + s*D))
    same.eq(F(1/length()*(W + s*length()*D)), positive)
    same.eq(F(W + s*length()*D), scale_invariant(1/length(), W + s*length()*D), positive)
    slope.conclude(by.derivative, same, gradient_at_the_weights)
    step.calc((W[j] - eta*G[j])/length())
    step.eq(W[j]/length() - eta/norm2(W, n)*(length()*G[j]), length)


@gradient_of_the_input.proof
def _(p: Proof) -> None:
    plain, scaled = p.parts("To the scaled weights.", "From the scaled weights.")
    given = plain.assume(gradient(loss(W, x), x[i], G[i], (i, 1, n)))
    plain.conclude(by.derivative, scale_invariant_in_the_weights, positive_factor, given)
    given = scaled.assume(gradient(loss(c*W, x), x[i], G[i], (i, 1, n)))
    same = scaled.have(ForAll([u], Eq(loss(W, u), loss(c*W, u))), scale_invariant_in_the_weights, positive_factor)
    scaled.conclude(by.derivative, same, given)


# -- results -------------------------------------------------------------------

def effective_learning_rate(rate: float, weights: Sequence[float]) -> float:
    """η/‖W‖²: the rate at which the direction of the weights moves (claim `effective_rate`).

    >>> effective_learning_rate(0.5, [3.0, 4.0])
    0.02
    """
    square = sum(w*w for w in weights)
    if square == 0:
        raise ValueError(f"the weights are all 0 (hypothesis: {some_weight.words})")
    return rate/square


def squared_length_after(rate: float, weights: Sequence[float], gradient: Sequence[float]) -> float:
    """‖W‖² + η²‖G‖²: the squared length of the weights after a step against their gradient (claim `weights_grow`).

    >>> squared_length_after(0.5, [3.0, 4.0], [4.0, -3.0])
    31.25
    """
    if len(weights) != len(gradient):
        raise ValueError(f"{len(weights)} weights but {len(gradient)} gradient entries")
    return sum(w*w for w in weights) + rate**2*sum(g*g for g in gradient)
