r"""Backpropagation through any number of layers, at any widths.

Layer $\ell = 1, \dots, L$ has $n_\ell$ units, the input $n_0$; the output is a sum of the last layer with weights $c$.  All
weights and biases move along a line: at time $s$ they are $W + sD$ and $b + sB$.  The derivative of the error along every
line, at every time, is the sum of what backpropagation finds for each weight and bias times its direction: the gradient.
"""

from collections.abc import Sequence

from sympy import Eq, Piecewise, Sum

from proofs import (
    ForAll,
    Proof,
    by,
    claim,
    definition,
    derivative,
    family,
    function,
    hypothesis,
    integer,
    nat,
    real,
    recurrence,
)

LIBRARY = "library"

L, ell, m = nat("L"), nat("ell", latex=r"\ell"), nat("m")
i, j = integer("i"), integer("j")
s, y, z, c0 = real("s"), real("y"), real("z"), real("c_0", latex="c^0")
n = family("n", integer=True)
W, b = family("W", indices=3), family("b", indices=2)
D, B = family("D", indices=3), family("B", indices=2)  # the direction in which weights and biases move
x, c, delta = family("x"), family("c"), family("delta", latex=r"\delta", indices=2)
sigma, slope = function("sigma", "real", latex=r"\sigma"), function("slope", "real", latex=r"\sigma'")


# -- the network, and how fast it moves ----------------------------------------------

def weight(ell, i, j):
    return W[ell, i, j] + s*D[ell, i, j]


@definition(latex="Z^1")
def first(i):
    return Sum(weight(1, i, j)*x[j], (j, 1, n[0])) + (b[1, i] + s*B[1, i])


@definition(latex=r"\dot Z^1")
def first_moved(i):
    return Sum(D[1, i, j]*x[j], (j, 1, n[0])) + B[1, i]


@recurrence(latex="Z", start={1: first(i)})
def Z(ell, i):
    return Sum(weight(ell, i, j)*sigma(Z[ell - 1, j]), (j, 1, n[ell - 1])) + (b[ell, i] + s*B[ell, i])


@recurrence(latex=r"\dot Z", start={1: first_moved(i)})
def moved(ell, i):
    return Sum(D[ell, i, j]*sigma(Z[ell - 1, j]) + weight(ell, i, j)*(slope(Z[ell - 1, j])*moved[ell - 1, j]),
               (j, 1, n[ell - 1])) + B[ell, i]


@definition(latex="H")
def H(ell, i):
    return Piecewise((x[i], ell <= 0), (sigma(Z[ell, i]), True))


@definition(latex="f")
def f():
    return Sum(c[j]*sigma(Z[L, j]), (j, 1, n[L])) + c0


@definition(latex=r"\rho")
def rho():
    return (y - f())**2


@hypothesis(r"$\sigma$ has the derivative $\sigma'$ at each preactivation", forall=[ell >= 1, ell <= L, i >= 1, i <= n[ell]])
def smooth():
    return derivative(sigma(z), z, slope(Z[ell, i]), at=Z[ell, i])


@hypothesis("what arrives at the last layer", forall=[i >= 1, i <= n[L]])
def arriving_last():
    return Eq(delta[L, i], 2*(f() - y)*c[i]*slope(Z[L, i]))


@hypothesis("what arrives at each layer before it", forall=[ell >= 1, ell < L, j >= 1, j <= n[ell]])
def arriving():
    return Eq(delta[ell, j], Sum(weight(ell + 1, i, j)*delta[ell + 1, i], (i, 1, n[ell + 1]))*slope(Z[ell, j]))


# one unit in each of two layers, activation z: all are 1, and 2 arrives everywhere
TWO_LAYERS = {L: 2, ell: 1, n: 1, sigma: lambda z: z, slope: 1, W: 1, b: 0, D: 1, B: 1, x: 1, c: 1, c0: 0, y: 0, s: 0, delta: 2}


# -- claims --------------------------------------------------------------------

@claim("lib-backpropagation:forward", LIBRARY, given=[smooth], where=[ell >= 1, ell <= L], example=TWO_LAYERS)
def forward():
    """How fast each preactivation moves, layer by layer."""
    return ForAll([i], derivative(Z[ell, i], s, moved[ell, i]))


@claim("lib-backpropagation:duality", LIBRARY, given=[arriving], where=[ell >= 1, ell <= L], example=TWO_LAYERS)
def backward():
    """What arrives, times how fast the layer moves, is the sum over the layers so far of what each weight and bias does."""
    return Eq(Sum(delta[ell, i]*moved[ell, i], (i, 1, n[ell])),
              Sum(Sum(delta[m, i]*(Sum(D[m, i, j]*H(m - 1, j), (j, 1, n[m - 1])) + B[m, i]), (i, 1, n[m])), (m, 1, ell)))


@claim("lib-backpropagation", LIBRARY, given=[smooth, arriving_last, arriving], where=[L >= 1], example=TWO_LAYERS)
def backpropagation():
    r"""In every direction the derivative of the error is what the gradients give: $\delta^\ell (H^{\ell-1})^\top$ with respect
    to the weights of layer $\ell$, $\delta^\ell$ with respect to its biases."""
    return derivative(rho(), s, Sum(Sum(delta[m, i]*(Sum(D[m, i, j]*H(m - 1, j), (j, 1, n[m - 1])) + B[m, i]),
                                        (i, 1, n[m])), (m, 1, L)))


# -- derivations ---------------------------------------------------------------

@forward.proof
def _(p: Proof) -> None:
    base, step = p.induction(ell, start=1)
    base.conclude(by.derivative, Z, moved, first, first_moved)
    step.conclude(by.derivative, Z, moved, smooth, step.ih)


@backward.proof
def _(p: Proof) -> None:
    base, step = p.induction(ell, start=1)
    base.calc(Sum(delta[1, i]*moved[1, i], (i, 1, n[1])))
    base.eq(Sum(delta[1, i]*(Sum(D[1, i, j]*x[j], (j, 1, n[0])) + B[1, i]), (i, 1, n[1])), moved, first_moved)
    base.eq(Sum(delta[1, i]*(Sum(D[1, i, j]*H(0, j), (j, 1, n[0])) + B[1, i]), (i, 1, n[1])), H, by.choice)
    base.eq(Sum(Sum(delta[m, i]*(Sum(D[m, i, j]*H(m - 1, j), (j, 1, n[m - 1])) + B[m, i]), (i, 1, n[m])), (m, 1, 1)),
            by.last_term)
    own = Sum(D[ell + 1, i, j]*H(ell, j), (j, 1, n[ell])) + B[ell + 1, i]
    step.calc(Sum(delta[ell + 1, i]*moved[ell + 1, i], (i, 1, n[ell + 1])))
    step.eq(Sum(delta[ell + 1, i]*(Sum(D[ell + 1, i, j]*sigma(Z[ell, j])
                                       + weight(ell + 1, i, j)*(slope(Z[ell, j])*moved[ell, j]), (j, 1, n[ell]))
                                   + B[ell + 1, i]), (i, 1, n[ell + 1])), moved)
    step.eq(Sum(delta[ell + 1, i]*(Sum(D[ell + 1, i, j]*sigma(Z[ell, j]), (j, 1, n[ell])) + B[ell + 1, i]), (i, 1, n[ell + 1]))
            + Sum(Sum(weight(ell + 1, i, j)*delta[ell + 1, i], (i, 1, n[ell + 1]))*slope(Z[ell, j])*moved[ell, j],
                  (j, 1, n[ell])), by.exchange)
    step.eq(Sum(delta[ell + 1, i]*own, (i, 1, n[ell + 1])) + Sum(delta[ell, j]*moved[ell, j], (j, 1, n[ell])),
            H, by.choice, arriving)
    step.eq(Sum(Sum(delta[m, i]*(Sum(D[m, i, j]*H(m - 1, j), (j, 1, n[m - 1])) + B[m, i]), (i, 1, n[m])), (m, 1, ell + 1)),
            step.ih, by.last_term)


@backpropagation.proof
def _(p: Proof) -> None:
    slope_of_error = p.have(derivative(rho(), s, 2*(f() - y)*Sum(c[j]*(slope(Z[L, j])*moved[L, j]), (j, 1, n[L]))),
                            by.derivative, rho, f, smooth, forward)
    same = p.have(Eq(2*(f() - y)*Sum(c[j]*(slope(Z[L, j])*moved[L, j]), (j, 1, n[L])), Sum(Sum(
        delta[m, i]*(Sum(D[m, i, j]*H(m - 1, j), (j, 1, n[m - 1])) + B[m, i]), (i, 1, n[m])), (m, 1, L))))
    same.calc(2*(f() - y)*Sum(c[j]*(slope(Z[L, j])*moved[L, j]), (j, 1, n[L])))
    same.eq(Sum(2*(f() - y)*c[j]*slope(Z[L, j])*moved[L, j], (j, 1, n[L])), by.sums)
    same.eq(Sum(delta[L, j]*moved[L, j], (j, 1, n[L])), arriving_last)
    same.eq(Sum(Sum(delta[m, i]*(Sum(D[m, i, j]*H(m - 1, j), (j, 1, n[m - 1])) + B[m, i]), (i, 1, n[m])), (m, 1, L)),
            backward)
    p.conclude(by.derivative, slope_of_error, same)


# -- results -------------------------------------------------------------------

def arriving_everywhere(weights: Sequence[Sequence[Sequence[float]]], slopes: Sequence[Sequence[float]],
                        last: Sequence[float]) -> list[list[float]]:
    """δ of each layer, from the first to the last, where `last` arrives (claim `backpropagation`).

    weights: of the layers behind the first, a row for each unit; slopes: σ′ at the preactivations of all layers but the last.

    >>> arriving_everywhere([[[1.0, 2.0]]], [[1.0, 0.5]], [3.0])
    [[3.0, 3.0], [3.0]]
    """
    if len(weights) != len(slopes):
        raise ValueError(f"{len(weights)} matrices but slopes of {len(slopes)} layers")
    found = [list(last)]
    for matrix, here in zip(reversed(weights), reversed(slopes), strict=True):
        if len(matrix) != len(found[0]) or any(len(row) != len(here) for row in matrix):
            raise ValueError("a matrix needs a row for each arriving number and a column for each slope")
        found.insert(0, [s*sum(row[j]*a for row, a in zip(matrix, found[0], strict=True)) for j, s in enumerate(here)])
    return found
