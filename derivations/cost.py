r"""What backpropagation costs: multiplications and divisions, counted from the operations themselves.

Each algorithm is a list of operations on single numbers.  Its cost is the sum of what the operations multiply over the
ranges they run through, and the tests carry out the same list on numbers and count.  Additions and exponentials are free.
"""

from sympy import Eq, Implies, Piecewise, Sum, exp

from proofs import (
    Operation,
    Proof,
    algorithm,
    claim,
    definition,
    family,
    hypothesis,
    multiplications,
    nat,
    put,
    relu,
    repeat,
    source,
)

PROBLEM_SET = source("Problem set 8 (2024), problem 1", seed="epfl24-ps8")
HOMEWORK = source("Homework 5, question 6", seed="ie498-hw5")

n, K, L = nat("n"), nat("K"), nat("L")
M, h, d = nat("M"), nat("h", latex="d_H"), nat("d")
i, j, k, l, m = nat("i"), nat("j"), nat("k"), nat("l"), nat("m")  # noqa: E741

# cells that the operations read and write: layer, example, unit
X, W, b = family("X", indices=3), family("W", indices=3), family("b", indices=2)
dX, dW = family("dX", latex=r"\delta_X", indices=3), family("dW", latex=r"\delta_W", indices=3)
db, back = family("db", latex=r"\delta_b", indices=2), family("back", latex=r"\delta_H", indices=3)
Z, H, delta = family("Z", indices=3), family("H", indices=3), family("delta", latex=r"\delta", indices=3)
mass, prob, y = family("s"), family("p", indices=2), family("y", indices=2)


# -- a network of L matrix products --------------------------------------------------

@algorithm
def forward_products() -> Operation:
    r"""$X_l = X_{l-1} W_l$, an $n \times K$ by a $K \times K$ matrix, for $l = 1, \ldots, L$."""
    return repeat((l, 1, L), put(X[l, i, j], X[l - 1, i, k]*W[l, k, j], (i, 1, n), (j, 1, K), (k, 1, K)))


@algorithm
def weight_products() -> Operation:
    r"""The derivatives by the weights, $X_{l-1}^{\top} \delta_{X,l}$."""
    return repeat((l, 1, L), put(dW[l, k, j], X[l - 1, i, k]*dX[l, i, j], (k, 1, K), (j, 1, K), (i, 1, n)))


@algorithm
def activation_products(first: int) -> Operation:
    r"""The derivatives by $X_{l-1}$, which are $\delta_{X,l} W_l^{\top}$, from the last layer down to layer `first`."""
    return repeat((l, first, L), put(dX[l - 1, i, k], dX[l, i, j]*W[l, k, j], (i, 1, n), (k, 1, K), (j, 1, K)),
                  downwards=True)


@definition(latex=r"c_{\to}")
def forward_cost():
    return multiplications(forward_products())


@definition(latex=r"c_{\leftrightarrow}")
def training_cost():
    return multiplications(forward_products(), activation_products(2), weight_products())


@definition(latex=r"c_{\leftrightarrow}^{+}")
def training_cost_with_input():
    return multiplications(forward_products(), activation_products(1), weight_products())


@hypothesis("at least one layer")
def some_layer():
    return L >= 1


@claim("epfl24-ps8-p1-1", PROBLEM_SET.at("bullet 1"))
def cost_of_forward():
    """The forward pass takes $LnK^2$ multiplications."""
    return Eq(forward_cost(), L*n*K**2)


@claim("epfl24-ps8-p1-2", PROBLEM_SET.at("bullet 2"), given=[some_layer])
def cost_of_training():
    """Forward and backward pass take $(3L-1)nK^2$ multiplications; nobody asks for the derivative by the input."""
    return Eq(training_cost(), (3*L - 1)*n*K**2)


@claim("epfl24-ps8-p1-2:input", PROBLEM_SET.at("bullet 2"))
def cost_with_input():
    """With the derivative by the network's input they take $3LnK^2$."""
    return Eq(training_cost_with_input(), 3*L*n*K**2)


@claim("epfl24-ps8-p1-2:no-layer", PROBLEM_SET.at("bullet 2"))
def cost_without_layers():
    """Without a layer nothing is multiplied, and the formula would be negative."""
    return Eq(training_cost(), (3*L - 1)*n*K**2)


@cost_of_forward.proof
def _(p: Proof) -> None:
    p.calc(forward_cost())
    p.eq(Sum(1, (k, 1, K), (j, 1, K), (i, 1, n), (l, 1, L)), forward_cost)
    p.eq(L*n*K**2)


@cost_of_training.proof
def _(p: Proof) -> None:
    p.calc(training_cost())
    p.eq(L*n*K**2 + (L - 1)*n*K**2 + L*n*K**2, training_cost)
    p.eq((3*L - 1)*n*K**2)


@cost_with_input.proof
def _(p: Proof) -> None:
    p.calc(training_cost_with_input())
    p.eq(L*n*K**2 + L*n*K**2 + L*n*K**2, training_cost_with_input)
    p.eq(3*L*n*K**2)


@cost_without_layers.refutation(corrected=cost_of_training)
def _(p: Proof) -> None:
    p.instance({L: 0, n: 1, K: 1})


# -- a classifier with L hidden layers of width h, and its mini-batch gradient -----------

def slope(x):
    """The derivative of ReLU: a choice, no multiplication."""
    return Piecewise((1, x > 0), (0, True))


@algorithm
def outputs() -> list[Operation]:
    r"""One example $m$: ReLU layers $Z_l = W_l H_{l-1} + b_l$, $H_l = \operatorname{ReLU}(Z_l)$, then softmax."""
    return [
        put(Z[1, m, i], b[1, i], (i, 1, h)),
        put(Z[1, m, i], W[1, i, j]*H[0, m, j], (i, 1, h), (j, 1, d)),
        put(H[1, m, i], relu(Z[1, m, i]), (i, 1, h)),
        repeat((l, 2, L),
               put(Z[l, m, i], b[l, i], (i, 1, h)),
               put(Z[l, m, i], W[l, i, j]*H[l - 1, m, j], (i, 1, h), (j, 1, h)),
               put(H[l, m, i], relu(Z[l, m, i]), (i, 1, h))),
        put(Z[L + 1, m, k], b[L + 1, k], (k, 1, K)),
        put(Z[L + 1, m, k], W[L + 1, k, j]*H[L, m, j], (k, 1, K), (j, 1, h)),
        put(mass[m], exp(Z[L + 1, m, k]), (k, 1, K)),
        put(prob[m, k], exp(Z[L + 1, m, k])/mass[m], (k, 1, K)),
    ]


@algorithm
def derivatives(M) -> list[Operation]:
    r"""One example $m$: the derivatives $\delta_l$ by $Z_l$, last layer first, and what they add to those by $W_l$, $b_l$."""
    return [
        put(delta[L + 1, m, k], (prob[m, k] - y[m, k])/M, (k, 1, K)),
        put(dW[L + 1, k, j], delta[L + 1, m, k]*H[L, m, j], (k, 1, K), (j, 1, h)),
        put(db[L + 1, k], delta[L + 1, m, k], (k, 1, K)),
        put(back[L, m, j], W[L + 1, k, j]*delta[L + 1, m, k], (j, 1, h), (k, 1, K)),
        put(delta[L, m, j], back[L, m, j]*slope(Z[L, m, j]), (j, 1, h)),
        repeat((l, 2, L),
               put(dW[l, i, j], delta[l, m, i]*H[l - 1, m, j], (i, 1, h), (j, 1, h)),
               put(db[l, i], delta[l, m, i], (i, 1, h)),
               put(back[l - 1, m, j], W[l, i, j]*delta[l, m, i], (j, 1, h), (i, 1, h)),
               put(delta[l - 1, m, j], back[l - 1, m, j]*slope(Z[l - 1, m, j]), (j, 1, h)), downwards=True),
        put(dW[1, i, j], delta[1, m, i]*H[0, m, j], (i, 1, h), (j, 1, d)),
        put(db[1, i], delta[1, m, i], (i, 1, h)),
    ]


def gradient(M) -> Operation:
    """The gradient of the mean cross-entropy over a batch of M examples."""
    return repeat((m, 1, M), *outputs(), *derivatives(M))


@definition(latex="c")
def gradient_cost(M):
    return multiplications(gradient(M))


@claim("ie498-hw5-6b-cost", HOMEWORK.at("(b)"), given=[some_layer])
def cost_of_gradient():
    """The multiplications and divisions of one mini-batch gradient."""
    return Eq(gradient_cost(M), M*((L - 1)*(3*h**2 + h) + h*(2*d + 3*K + 1) + 2*K))


@claim("ie498-hw5-6b-cost:linear", HOMEWORK.at("(b)"), given=[some_layer])
def cost_is_linear():
    """The cost grows linearly with the batch."""
    return Eq(gradient_cost(M), M*gradient_cost(1))


@claim("ie498-hw5-6b-cost:printed", HOMEWORK.at("(b)"), given=[some_layer])
def printed_cost():
    """The source counts $2d_H$ where the first layer needs $d$ forward and $d$ backward, and $d$ once more."""
    return Eq(gradient_cost(M), M*((L - 1)*(3*h**2 + h) + h*(2*h + d + 3*K + 1) + 2*K))


@claim("ie498-hw5-6b-cost:excess", HOMEWORK.at("(b)"), given=[some_layer])
def excess_of_the_printed_cost():
    """What the source counts too much; it vanishes only where the input is twice as long as a hidden layer."""
    return Eq(M*((L - 1)*(3*h**2 + h) + h*(2*h + d + 3*K + 1) + 2*K) - gradient_cost(M), M*h*(2*h - d))


@claim("ie498-hw5-6b-cost:one-layer", HOMEWORK.at("(b)"))
def cost_of_one_layer():
    """With one hidden layer no term is quadratic in its width: there is no matrix from one hidden layer to another."""
    return Implies(Eq(L, 1), Eq(gradient_cost(M), M*(h*(2*d + 3*K + 1) + 2*K)))


@cost_of_gradient.proof
def _(p: Proof) -> None:
    p.calc(gradient_cost(M))
    p.eq(M*((h*d + (L - 1)*h**2 + K*h + K) + (K + K*h + h*K + h + (L - 1)*(2*h**2 + h) + h*d)), gradient_cost)
    p.eq(M*((L - 1)*(3*h**2 + h) + h*(2*d + 3*K + 1) + 2*K))


@cost_is_linear.proof
def _(p: Proof) -> None:
    one = p.have(Eq(gradient_cost(1), (L - 1)*(3*h**2 + h) + h*(2*d + 3*K + 1) + 2*K), cost_of_gradient)
    p.calc(gradient_cost(M))
    p.eq(M*((L - 1)*(3*h**2 + h) + h*(2*d + 3*K + 1) + 2*K), cost_of_gradient)
    p.eq(M*gradient_cost(1), one)


@printed_cost.refutation(corrected=cost_of_gradient)
def _(p: Proof) -> None:
    p.instance({M: 1, L: 1, K: 1, h: 2, d: 1})


@excess_of_the_printed_cost.proof
def _(p: Proof) -> None:
    p.conclude(cost_of_gradient)


@cost_of_one_layer.proof
def _(p: Proof) -> None:
    one = p.assume(Eq(L, 1))
    p.calc(gradient_cost(M))
    p.eq(M*((L - 1)*(3*h**2 + h) + h*(2*d + 3*K + 1) + 2*K), cost_of_gradient)
    p.eq(M*(h*(2*d + 3*K + 1) + 2*K), one)


# -- results -------------------------------------------------------------------

def products_of_training(n: int, K: int, L: int, with_input: bool = False) -> int:
    """Multiplications of forward and backward pass through L ≥ 1 products of an n×K by a K×K matrix.

    with_input: also the derivative by the network's input (claims `cost_of_training`, `cost_with_input`).
    Source: problem set 8 (2024), problem 1.

    >>> products_of_training(32, 10, 3), products_of_training(32, 10, 3, with_input=True)
    (25600, 28800)
    """
    _checked(n, K, L)
    return (3*L - (0 if with_input else 1))*n*K**2


def cost_of_batch(M: int, d: int, h: int, L: int, K: int) -> int:
    """Multiplications and divisions of one mini-batch gradient: L ≥ 1 hidden layers of width h, input d, K outputs.

    Source: homework 5, question 6(b), corrected (claim `cost_of_gradient`).

    >>> cost_of_batch(M=1, d=1, h=2, L=1, K=1)
    14
    """
    _checked(M, d, L, h, K)
    return M*((L - 1)*(3*h**2 + h) + h*(2*d + 3*K + 1) + 2*K)


def _checked(first: int, second: int, layers: int, *others: int) -> None:
    if layers < 1:
        raise ValueError(f"L must be at least 1 (hypothesis: {some_layer.words}), not {layers}")
    if min(first, second, *others, 0) < 0:
        raise ValueError(f"sizes are at least 0, not {min(first, second, *others, 0)}")
