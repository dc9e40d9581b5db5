r"""How many numbers a network stores, counted from the list of its cells, and how many bytes they take.

The classifier is the one whose mini-batch gradient is counted among the costs: $L$ hidden layers of width $d_H$ on inputs of
length $d$, then $K$ softmax outputs, with a bias in every layer.
"""

from sympy import And, Eq, Ge, Piecewise, Sum

from proofs import (
    Operation,
    Proof,
    algorithm,
    claim,
    definition,
    family,
    hypothesis,
    integer,
    nat,
    put,
    real,
    repeat,
    source,
    steps,
)

from .cost import K, L, M, W, b, d, h, i, j, k, l, m, some_layer

HOMEWORK = source("Homework 5, question 6", seed="ie498-hw5")

N = nat("N")
x, number = family("x"), real("r")
H = family("H", indices=3)
turn = integer("T")
made = family("t_H", latex="t^H", integer=True)  # H_l is made
grad = family("t_W", latex="t^W", integer=True)  # the derivative by W_l is made


# -- definitions ---------------------------------------------------------------

@algorithm
def values() -> Operation:
    """$N$ numbers, one cell each."""
    return put(x[i], number, (i, 1, N))


@algorithm
def parameters() -> list[Operation]:
    """Weights and biases of $L$ hidden layers and of the output layer, one cell each."""
    return [
        put(W[1, i, j], number, (i, 1, h), (j, 1, d)),
        put(b[1, i], number, (i, 1, h)),
        repeat((l, 2, L), put(W[l, i, j], number, (i, 1, h), (j, 1, h)), put(b[l, i], number, (i, 1, h))),
        put(W[L + 1, k, j], number, (k, 1, K), (j, 1, h)),
        put(b[L + 1, k], number, (k, 1, K)),
    ]


@algorithm
def activations(l) -> Operation:
    """Layer $l$ of a batch, one cell for each example and unit."""
    return put(H[l, m, i], number, (m, 1, M), (i, 1, h))


@definition(latex=r"\operatorname{bytes}")
def size_in_bytes(bits):
    return steps(values())*bits/8


@definition(latex="P")
def parameter_count():
    return steps(*parameters())


@definition(latex=r"\operatorname{kept}")
def kept(l, t):
    """H_l is needed for the derivative by W_{l+1}."""
    return Piecewise((1, And(made[l] <= t, t <= grad[l + 1])), (0, True))


@definition(latex="A")
def activation_count(t):
    return Sum(kept(l, t)*steps(activations(l)), (l, 1, L))


@hypothesis("at time $T$ the forward pass is over and no derivative by weights is made", forall=[l >= 1, l <= L])
def turning_point():
    return made[l] <= turn, turn <= grad[l + 1]


BATCH = {L: 3, M: 1, h: 1, d: 1, K: 1, turn: 4, l: 1, made: lambda l: l, grad: lambda l: 10 - l}


# -- claims --------------------------------------------------------------------

@claim("ie498-hw5-6a", HOMEWORK.at("(a)"))
def half_the_bytes():
    """In 16 bits each, $N$ numbers take $2N$ bytes, half of what they take in 32 bits."""
    return Eq(size_in_bytes(16), 2*N), Eq(size_in_bytes(32), 4*N)


@claim("ie498-hw5-6b-mem", HOMEWORK.at("(b)"), given=[some_layer])
def number_of_parameters():
    """Every layer has its weights and a bias for each unit."""
    return Eq(parameter_count(), (L - 1)*(h**2 + h) + h*(d + K + 1) + K)


@claim("ie498-hw5-6b-mem:parameters", HOMEWORK.at("(b)"), given=[some_layer])
def number_of_parameters_as_printed():
    """The source forgets the bias of the first layer."""
    return Eq(parameter_count(), (L - 1)*(h**2 + h) + h*(d + K) + K)


@claim("ie498-hw5-6b-mem:activations", HOMEWORK.at("(b)"), given=[turning_point], example=BATCH)
def activations_at_the_turn():
    """When the backward pass starts, all hidden layers of all examples are held: the derivative by $W_{l+1}$ needs $H_l$."""
    return Eq(activation_count(turn), L*M*h)


@claim("ie498-hw5-6b-mem:printed", HOMEWORK.at("(b)"), given=[some_layer, turning_point])
def printed_memory():
    """The source allows $2Md_H$ for the activations; the last bias is missing, with three hidden layers more."""
    return Ge((L - 1)*(h**2 + h) + h*(d + K) + K + 2*M*h, parameter_count() + activation_count(turn))


@claim("ie498-hw5-6b-mem:least", HOMEWORK.at("(b)"), given=[some_layer, turning_point], example=BATCH)
def least_memory():
    """Parameters and activations together: affine in $M$, under every schedule that computes nothing twice."""
    return Eq(parameter_count() + activation_count(turn), (L - 1)*(h**2 + h) + h*(d + K + 1) + K + L*M*h)


# -- derivations ---------------------------------------------------------------

@half_the_bytes.proof
def _(p: Proof) -> None:
    for part, width in zip(p.parts("16 bits.", "32 bits."), (16, 32), strict=True):
        part.calc(size_in_bytes(width))
        part.eq(Sum(1, (i, 1, N))*width/8, size_in_bytes)
        part.eq(N*width/8)
        part.eq(width//8*N)


@number_of_parameters.proof
def _(p: Proof) -> None:
    p.calc(parameter_count())
    p.eq(h*d + h + (L - 1)*(h**2 + h) + K*h + K, parameter_count)
    p.eq((L - 1)*(h**2 + h) + h*(d + K + 1) + K)


@number_of_parameters_as_printed.refutation(corrected=number_of_parameters)
def _(p: Proof) -> None:
    p.instance({L: 1, h: 1, d: 1, K: 1})


@activations_at_the_turn.proof
def _(p: Proof) -> None:
    p.calc(activation_count(turn))
    p.eq(Sum(M*h, (l, 1, L)), activation_count, kept, turning_point)
    p.eq(L*M*h)


@least_memory.proof
def _(p: Proof) -> None:
    p.conclude(number_of_parameters, activations_at_the_turn)


@printed_memory.refutation(corrected=least_memory)
def _(p: Proof) -> None:
    p.instance(BATCH)


# -- results -------------------------------------------------------------------

def parameters_of_classifier(d: int, h: int, L: int, K: int) -> int:
    """Weights and biases of L ≥ 1 hidden layers of width h on inputs of length d, with K outputs.

    Source: homework 5, question 6(b), corrected (claim `number_of_parameters`).

    >>> parameters_of_classifier(784, 100, 2, 10)
    89610
    """
    if L < 1:
        raise ValueError(f"L must be at least 1 (hypothesis: {some_layer.words}), not {L}")
    if min(d, h, K) < 0:
        raise ValueError(f"sizes are at least 0, not {min(d, h, K)}")
    return (L - 1)*(h**2 + h) + h*(d + K + 1) + K
