r"""The receptive field of one output of a stack of convolutions: equations (8) to (17) and what follows.

$K_j$ is the kernel size and $S_j$ the stride of layer $j$.  Nothing is assumed about their signs
where nothing is said.
"""

from collections.abc import Sequence

from sympy import Eq, Implies, Ne, Product, Sum

from proofs import Proof, by, claim, family, hypothesis, nat, real, source

PROBLEM_SET = source("Problem set 9, problem 3, part 3", seed="epfl22-ps9")

i, j, k, ell, L = nat("i"), nat("j"), nat("k"), nat("l", latex=r"\ell"), nat("L")
K, S = family("K", start=1, integer=True), family("S", start=1, integer=True)
W = family("W", start=0)
t, kernel, s = nat("t"), real("kernel", latex="K"), real("s", latex="S")


# -- definitions and hypotheses --------------------------------------------------

@hypothesis("one output")
def one_output():
    return Eq(W[L], 1)


@hypothesis("windows of length $K$, spaced by $S$", forall=[ell >= 0, ell < L])
def windows():
    """Equation (8)."""
    return Eq(W[ell], S[ell + 1]*(W[ell + 1] - 1) + K[ell + 1])


@hypothesis("kernels and strides of at least 1", forall=[j >= 1, j <= L])
def convolutions():
    return K[j] >= 1, S[j] >= 1


@hypothesis("kernels of size 1", forall=[j >= 1, j <= L])
def pointwise():
    return Eq(K[j], 1)


@hypothesis("strides of 1", forall=[j >= 1, j <= L])
def dense():
    return Eq(S[j], 1)


@hypothesis("a stride above 1")
def strided():
    return s > 1


@hypothesis("equal layers", forall=[j >= 1, j <= L])
def equal_layers():
    return Eq(K[j], kernel), Eq(S[j], s)


# -- claims --------------------------------------------------------------------

@claim("epfl22-ps9-eq8", PROBLEM_SET.at("equation (8)"), given=[windows], where=[ell >= 0, ell < L], number="8")
def union_of_windows():
    """The windows of $W_{\\ell+1}$ neighbouring outputs together."""
    return Eq(W[ell], S[ell + 1]*(W[ell + 1] - 1) + K[ell + 1])


@claim("epfl22-ps9-eq9", PROBLEM_SET.at("equation (9)"), given=[windows], where=[ell >= 0, ell < L], number="9")
def one_layer():
    """The window of a layer from that of the next."""
    return Eq(W[ell], S[ell + 1]*W[ell + 1] + (K[ell + 1] - S[ell + 1]))


@claim("epfl22-ps9-eq10", PROBLEM_SET.at("equation (10)"), given=[windows], where=[ell >= 0, ell + 2 <= L], number="10",
       example={L: 2, ell: 0, W: 1, K: 1, S: 1})
def two_layers():
    """The same across two layers, where there are two."""
    return Eq(W[ell], S[ell + 1]*(S[ell + 2]*W[ell + 2] + (K[ell + 2] - S[ell + 2])) + (K[ell + 1] - S[ell + 1]))


@claim("epfl22-ps9-eq11", PROBLEM_SET.at("equation (11)"), given=[windows], where=[ell >= 0, ell + 3 <= L], number="11",
       example={L: 3, ell: 0, W: 1, K: 1, S: 1})
def three_layers():
    """The same across three, where there are three."""
    return Eq(W[ell], S[ell + 1]*(S[ell + 2]*(S[ell + 3]*W[ell + 3] + (K[ell + 3] - S[ell + 3])) + (K[ell + 2] - S[ell + 2]))
              + (K[ell + 1] - S[ell + 1]))


@claim("epfl22-ps9-eq10:printed", PROBLEM_SET.at("equation (10)"), given=[windows], where=[ell >= 0, ell < L])
def two_layers_before_the_last():
    """Equation (10) as printed, for every layer: before the last one there is no layer $\\ell + 2$."""
    return Eq(W[ell], S[ell + 1]*(S[ell + 2]*W[ell + 2] + (K[ell + 2] - S[ell + 2])) + (K[ell + 1] - S[ell + 1]))


@claim("epfl22-ps9-eq11:printed", PROBLEM_SET.at("equation (11)"), given=[windows], where=[ell >= 0, ell < L])
def three_layers_before_the_last():
    """Equation (11) as printed, for every layer: before the last two there is no layer $\\ell + 3$."""
    return Eq(W[ell], S[ell + 1]*(S[ell + 2]*(S[ell + 3]*W[ell + 3] + (K[ell + 3] - S[ell + 3])) + (K[ell + 2] - S[ell + 2]))
              + (K[ell + 1] - S[ell + 1]))


@claim("epfl22-ps9-eq12", PROBLEM_SET.at("equation (12)"), given=[windows], where=[ell >= 0, ell <= L], number="12")
def all_layers():
    """The passage from (11) to (12) is an induction, downwards from the last layer."""
    return Eq(W[ell], Product(S[k], (k, ell + 1, L))*W[L]
              + Sum((K[j] - S[j])*Product(S[i], (i, ell + 1, j - 1)), (j, ell + 1, L)))


@claim("epfl22-ps9-eq13", PROBLEM_SET.at("equation (13)"), given=[windows, one_output], number="13")
def one_output_sees():
    """The input that one output sees: equation (12) from the first layer on."""
    return Eq(W[0], Product(S[k], (k, 1, L)) + Sum((K[j] - S[j])*Product(S[i], (i, 1, j - 1)), (j, 1, L)))


@claim("epfl22-ps9-eq14", PROBLEM_SET.at("equation (14)"), given=[windows, one_output], number="14")
def kernels_and_strides_apart():
    """Each stride joins the product of those before it."""
    return Eq(W[0], Product(S[k], (k, 1, L)) + Sum(K[j]*Product(S[i], (i, 1, j - 1)), (j, 1, L))
              - Sum(Product(S[i], (i, 1, j)), (j, 1, L)))


@claim("epfl22-ps9-eq15", PROBLEM_SET.at("equation (15)"), given=[windows, one_output], where=[L >= 1], number="15")
def last_product_cancelled():
    """The last term of the last sum is the product of all strides; there is one because there is a layer."""
    return Eq(W[0], Sum(K[j]*Product(S[i], (i, 1, j - 1)), (j, 1, L)) - Sum(Product(S[i], (i, 1, j)), (j, 1, L - 1)))


@claim("epfl22-ps9-eq15:printed", PROBLEM_SET.at("equation (15)"), given=[windows, one_output])
def last_product_cancelled_without_layers():
    """Equation (15) as printed, for every number of layers: at $L = 0$ it is false."""
    return Eq(W[0], Sum(K[j]*Product(S[i], (i, 1, j - 1)), (j, 1, L)) - Sum(Product(S[i], (i, 1, j)), (j, 1, L - 1)))


@claim("epfl22-ps9-eq16", PROBLEM_SET.at("equation (16)"), given=[windows, one_output], number="16")
def sums_over_one_range():
    """Shifted by one, the second sum runs over the layers as the first does; also when there is no layer."""
    return Eq(W[0], 1 + Sum(K[j]*Product(S[i], (i, 1, j - 1)), (j, 1, L)) - Sum(Product(S[i], (i, 1, j - 1)), (j, 1, L)))


@claim("epfl22-ps9-eq17", PROBLEM_SET.at("equation (17)"), given=[windows, one_output], number="17")
def receptive_field():
    """The input that one output sees, for every number of layers."""
    return Eq(W[0], 1 + Sum((K[j] - 1)*Product(S[i], (i, 1, j - 1)), (j, 1, L)))


@claim("epfl22-ps9-eq17:at-least-one", PROBLEM_SET.at("equation (17)"), given=[windows, one_output, convolutions])
def sees_at_least_one():
    """Whatever the layers are, an output sees at least one input."""
    return W[0] >= 1


@claim("epfl22-ps9-eq17:pointwise", PROBLEM_SET.at("equation (17)"), given=[windows, one_output, pointwise])
def pointwise_layers():
    """Layers that read one position each see one input, whatever their strides are."""
    return Eq(W[0], 1)


@claim("epfl22-ps9-eq17:dense", PROBLEM_SET.at("equation (17)"), given=[windows, one_output, dense])
def without_strides():
    """Without strides each layer adds its kernel size less one."""
    return Eq(W[0], 1 + Sum(K[j] - 1, (j, 1, L)))


@claim("epfl22-ps9-eq17:powers", PROBLEM_SET.at("equation (17)"), where=[t >= 0])
def sum_of_powers():
    """The geometric sum."""
    return Implies(Ne(s, 1), Eq(Sum(s**(j - 1), (j, 1, t)), (s**t - 1)/(s - 1)))


@claim("epfl22-ps9-eq17:product", PROBLEM_SET.at("equation (17)"), where=[t >= 0])
def product_of_equal_strides():
    """A product of equal factors is a power."""
    return Eq(Product(s, (i, 1, t)), s**t)


@claim("epfl22-ps9-eq17:equal-layers", PROBLEM_SET.at("equation (17)"), given=[windows, one_output, equal_layers, strided],
       example={L: 1, W[0]: 2, W[1]: 1, K: 2, S: 2, s: 2, kernel: 2})
def equal_layers_see():
    """With equal layers of stride above 1 and kernels above 1 the receptive field grows like a power of the stride."""
    return Eq(W[0], 1 + (kernel - 1)*((s**L - 1)/(s - 1)))


@claim("epfl22-ps9-eq8:no-overlap", PROBLEM_SET.at("equation (8)"), given=[windows], where=[ell >= 0, ell < L])
def one_stride_too_many():
    """$W_{\\ell+1}$ windows are $W_{\\ell+1} - 1$ strides apart, and not $W_{\\ell+1}$."""
    return Eq(W[ell], S[ell + 1]*W[ell + 1] + K[ell + 1])


# -- derivations ---------------------------------------------------------------

@union_of_windows.proof
def _(p: Proof) -> None:
    p.conclude(windows)


@one_layer.proof
def _(p: Proof) -> None:
    p.calc(W[ell])
    p.eq(S[ell + 1]*(W[ell + 1] - 1) + K[ell + 1], windows)
    p.eq(S[ell + 1]*W[ell + 1] + (K[ell + 1] - S[ell + 1]))


@two_layers.proof
def _(p: Proof) -> None:
    p.calc(W[ell])
    p.eq(S[ell + 1]*W[ell + 1] + (K[ell + 1] - S[ell + 1]), one_layer)
    p.eq(S[ell + 1]*(S[ell + 2]*W[ell + 2] + (K[ell + 2] - S[ell + 2])) + (K[ell + 1] - S[ell + 1]), one_layer(ell + 1))


@three_layers.proof
def _(p: Proof) -> None:
    p.calc(W[ell])
    p.eq(S[ell + 1]*(S[ell + 2]*W[ell + 2] + (K[ell + 2] - S[ell + 2])) + (K[ell + 1] - S[ell + 1]), two_layers)
    p.eq(S[ell + 1]*(S[ell + 2]*(S[ell + 3]*W[ell + 3] + (K[ell + 3] - S[ell + 3])) + (K[ell + 2] - S[ell + 2]))
         + (K[ell + 1] - S[ell + 1]), one_layer(ell + 2))


@two_layers_before_the_last.refutation(corrected=two_layers)
def _(p: Proof) -> None:
    p.instance({L: 1, ell: 0, K: 1, S: 1, W: 1, W[2]: 2})


@three_layers_before_the_last.refutation(corrected=three_layers)
def _(p: Proof) -> None:
    p.instance({L: 1, ell: 0, K: 1, S: 1, W: 1, W[3]: 2})


@all_layers.proof
def _(p: Proof) -> None:
    base, step = p.descent(ell, start=L)

    base.say("The product is empty and so is the sum.")
    base.conclude()

    step.calc(W[ell])
    step.eq(S[ell + 1]*W[ell + 1] + (K[ell + 1] - S[ell + 1]), one_layer)
    step.eq(S[ell + 1]*(Product(S[k], (k, ell + 2, L))*W[L]
                      + Sum((K[j] - S[j])*Product(S[i], (i, ell + 2, j - 1)), (j, ell + 2, L)))
            + (K[ell + 1] - S[ell + 1]), step.ih)
    step.eq(Product(S[k], (k, ell + 1, L))*W[L]
            + Sum((K[j] - S[j])*Product(S[i], (i, ell + 1, j - 1)), (j, ell + 2, L))
            + (K[ell + 1] - S[ell + 1]), by.first_term)
    step.eq(Product(S[k], (k, ell + 1, L))*W[L]
            + Sum((K[j] - S[j])*Product(S[i], (i, ell + 1, j - 1)), (j, ell + 1, L)), by.first_term)


@one_output_sees.proof
def _(p: Proof) -> None:
    p.calc(W[0])
    p.eq(Product(S[k], (k, 1, L))*W[L] + Sum((K[j] - S[j])*Product(S[i], (i, 1, j - 1)), (j, 1, L)), all_layers(0))
    p.eq(Product(S[k], (k, 1, L)) + Sum((K[j] - S[j])*Product(S[i], (i, 1, j - 1)), (j, 1, L)), one_output)


@kernels_and_strides_apart.proof
def _(p: Proof) -> None:
    p.calc(W[0])
    p.eq(Product(S[k], (k, 1, L)) + Sum(K[j]*Product(S[i], (i, 1, j - 1)), (j, 1, L))
         - Sum(S[j]*Product(S[i], (i, 1, j - 1)), (j, 1, L)), one_output_sees)
    p.eq(Product(S[k], (k, 1, L)) + Sum(K[j]*Product(S[i], (i, 1, j - 1)), (j, 1, L))
         - Sum(Product(S[i], (i, 1, j)), (j, 1, L)))


@last_product_cancelled.proof
def _(p: Proof) -> None:
    p.calc(W[0])
    p.eq(Product(S[k], (k, 1, L)) + Sum(K[j]*Product(S[i], (i, 1, j - 1)), (j, 1, L))
         - Sum(Product(S[i], (i, 1, j)), (j, 1, L)), kernels_and_strides_apart)
    p.eq(Sum(K[j]*Product(S[i], (i, 1, j - 1)), (j, 1, L)) - Sum(Product(S[i], (i, 1, j)), (j, 1, L - 1)))


@last_product_cancelled_without_layers.refutation(corrected=last_product_cancelled)
def _(p: Proof) -> None:
    p.instance({L: 0, K: 1, S: 1, W: 1})


@sums_over_one_range.proof
def _(p: Proof) -> None:
    layers, none = p.cases(L >= 1, L < 1)

    layers.calc(W[0])
    layers.eq(Sum(K[j]*Product(S[i], (i, 1, j - 1)), (j, 1, L)) - Sum(Product(S[i], (i, 1, j)), (j, 1, L - 1)),
              last_product_cancelled)
    layers.eq(1 + Sum(K[j]*Product(S[i], (i, 1, j - 1)), (j, 1, L)) - Sum(Product(S[i], (i, 1, j - 1)), (j, 1, L)),
              by.shift, by.first_term)

    none.say("Without layers all sums are empty, and so is the product.")
    none.calc(W[0])
    none.eq(Product(S[k], (k, 1, L)) + Sum(K[j]*Product(S[i], (i, 1, j - 1)), (j, 1, L))
            - Sum(Product(S[i], (i, 1, j)), (j, 1, L)), kernels_and_strides_apart)
    none.eq(1 + Sum(K[j]*Product(S[i], (i, 1, j - 1)), (j, 1, L)) - Sum(Product(S[i], (i, 1, j - 1)), (j, 1, L)))


@receptive_field.proof
def _(p: Proof) -> None:
    p.calc(W[0])
    p.eq(1 + Sum(K[j]*Product(S[i], (i, 1, j - 1)), (j, 1, L)) - Sum(Product(S[i], (i, 1, j - 1)), (j, 1, L)),
         sums_over_one_range)
    p.eq(1 + Sum((K[j] - 1)*Product(S[i], (i, 1, j - 1)), (j, 1, L)))


@sees_at_least_one.proof
def _(p: Proof) -> None:
    nonnegative = p.have(Sum((K[j] - 1)*Product(S[i], (i, 1, j - 1)), (j, 1, L)) >= 0, convolutions, by.termwise)
    p.calc(W[0])
    p.eq(1 + Sum((K[j] - 1)*Product(S[i], (i, 1, j - 1)), (j, 1, L)), receptive_field)
    p.ge(1, nonnegative)


@pointwise_layers.proof
def _(p: Proof) -> None:
    p.calc(W[0])
    p.eq(1 + Sum((K[j] - 1)*Product(S[i], (i, 1, j - 1)), (j, 1, L)), receptive_field)
    p.eq(1, pointwise)


@without_strides.proof
def _(p: Proof) -> None:
    p.calc(W[0])
    p.eq(1 + Sum((K[j] - 1)*Product(S[i], (i, 1, j - 1)), (j, 1, L)), receptive_field)
    p.eq(1 + Sum((K[j] - 1)*Product(1, (i, 1, j - 1)), (j, 1, L)), dense)
    p.eq(1 + Sum(K[j] - 1, (j, 1, L)), product_of_equal_strides)


@sum_of_powers.proof
def _(p: Proof) -> None:
    base, step = p.induction(t)
    other = base.assume(Ne(s, 1))
    base.conclude(other)
    other = step.assume(Ne(s, 1))
    step.calc(Sum(s**(j - 1), (j, 1, t + 1)))
    step.eq(Sum(s**(j - 1), (j, 1, t)) + s**t)
    step.eq((s**t - 1)/(s - 1) + s**t, step.ih, other)
    step.eq((s**(t + 1) - 1)/(s - 1), other)


@product_of_equal_strides.proof
def _(p: Proof) -> None:
    base, step = p.induction(t)
    base.conclude()
    step.calc(Product(s, (i, 1, t + 1)))
    step.eq(Product(s, (i, 1, t))*s)
    step.eq(s**t*s, step.ih)
    step.eq(s**(t + 1))


@equal_layers_see.proof
def _(p: Proof) -> None:
    p.calc(W[0])
    p.eq(1 + Sum((K[j] - 1)*Product(S[i], (i, 1, j - 1)), (j, 1, L)), receptive_field)
    p.eq(1 + Sum((kernel - 1)*Product(s, (i, 1, j - 1)), (j, 1, L)), equal_layers)
    p.eq(1 + (kernel - 1)*Sum(s**(j - 1), (j, 1, L)), product_of_equal_strides)
    p.eq(1 + (kernel - 1)*((s**L - 1)/(s - 1)), sum_of_powers(L), strided)


@one_stride_too_many.refutation(corrected=union_of_windows)
def _(p: Proof) -> None:
    p.instance({L: 1, ell: 0, K: 1, S: 1, W: 1})


# -- results -------------------------------------------------------------------

def receptive_field_of(kernels: Sequence[int], strides: Sequence[int]) -> int:
    """The number of inputs that one output of a stack of convolutions sees, along one axis.

    kernels, strides: one integer for each layer, first layer first; without layers an output is an input.
    Source: problem set 9, equation (17).

    >>> receptive_field_of([3, 2, 3], [1, 2, 1])
    8
    >>> receptive_field_of([], [])
    1
    """
    if len(kernels) != len(strides):
        raise ValueError(f"{len(kernels)} kernel sizes but {len(strides)} strides")
    return int(receptive_field.value({L: len(kernels), K: list(kernels), S: list(strides)}))
