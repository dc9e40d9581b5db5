r"""The receptive field of one output of a stack of convolutions: equations (8) to (17), and the forward recurrence.

$K_j$ is the kernel size and $S_j$ the stride of layer $j$.  Nothing is assumed about their signs.
"""

from collections.abc import Sequence

from sympy import Eq, Product, Sum

from proofs import Proof, by, claim, family, hypothesis, nat, recurrence, source

PROBLEM_SET = source("Problem set 9, problem 3, part 3", seed="epfl22-ps9")
SEMINAR = source("Deep Learning, seminar 3", seed="ctu24-s3")

i, j, k, ell, L = nat("i"), nat("j"), nat("k"), nat("l", latex=r"\ell"), nat("L")
K, S = family("K", start=1), family("S", start=1)
W = family("W", start=0)


# -- definitions and hypotheses --------------------------------------------------

@recurrence(latex="T", start={0: 1})
def stride(ell):
    """The distance of neighbouring outputs of layer l, in inputs."""
    return S[ell]*stride[ell - 1]


@recurrence(latex="R", start={0: 1})
def size(ell):
    """The number of inputs that an output of layer l spans."""
    return size[ell - 1] + (K[ell] - 1)*stride[ell - 1]


@hypothesis("one output")
def one_output():
    return Eq(W[L], 1)


@hypothesis("windows of length $K$, spaced by $S$", forall=[ell >= 0, ell < L])
def windows():
    """Equation (8)."""
    return Eq(W[ell], S[ell + 1]*(W[ell + 1] - 1) + K[ell + 1])


# -- claims --------------------------------------------------------------------

@claim("epfl22-ps9-eq8", PROBLEM_SET.at("equation (8)"), given=[windows], where=[ell >= 0, ell < L], number="8")
def union_of_windows():
    """The windows of $W_{\\ell+1}$ neighbouring outputs together."""
    return Eq(W[ell], S[ell + 1]*(W[ell + 1] - 1) + K[ell + 1])


@claim("epfl22-ps9-eq9", PROBLEM_SET.at("equation (9)"), given=[windows], where=[ell >= 0, ell < L], number="9")
def one_layer():
    return Eq(W[ell], S[ell + 1]*W[ell + 1] + (K[ell + 1] - S[ell + 1]))


@claim("epfl22-ps9-eq10", PROBLEM_SET.at("equation (10)"), given=[windows], where=[ell >= 0, ell + 2 <= L], number="10",
       example={L: 2, ell: 0, W: 1, K: 1, S: 1})
def two_layers():
    return Eq(W[ell], S[ell + 1]*(S[ell + 2]*W[ell + 2] + (K[ell + 2] - S[ell + 2])) + (K[ell + 1] - S[ell + 1]))


@claim("epfl22-ps9-eq11", PROBLEM_SET.at("equation (11)"), given=[windows], where=[ell >= 0, ell + 3 <= L], number="11",
       example={L: 3, ell: 0, W: 1, K: 1, S: 1})
def three_layers():
    return Eq(W[ell], S[ell + 1]*(S[ell + 2]*(S[ell + 3]*W[ell + 3] + (K[ell + 3] - S[ell + 3])) + (K[ell + 2] - S[ell + 2]))
              + (K[ell + 1] - S[ell + 1]))


@claim("epfl22-ps9-eq12", PROBLEM_SET.at("equation (12)"), given=[windows], where=[ell >= 0, ell <= L], number="12")
def all_layers():
    """The passage from (11) to (12) is an induction, downwards from the last layer."""
    return Eq(W[ell], Product(S[k], (k, ell + 1, L))*W[L]
              + Sum((K[j] - S[j])*Product(S[i], (i, ell + 1, j - 1)), (j, ell + 1, L)))


@claim("epfl22-ps9-eq17", PROBLEM_SET.at("equations (13) to (17)"), given=[windows, one_output], where=[L >= 1], number="17")
def receptive_field():
    """The input that one output sees."""
    return Eq(W[0], 1 + Sum((K[j] - 1)*Product(S[i], (i, 1, j - 1)), (j, 1, L)))


@claim("ctu24-s3-a3:stride", SEMINAR.at("3"))
def stride_in_closed_form():
    """The stride is the product of the strides."""
    return Eq(stride[ell], Product(S[i], (i, 1, ell)))


@claim("ctu24-s3-a3:size", SEMINAR.at("3"))
def size_in_closed_form():
    """The forward recurrence sums up to the same closed form."""
    return Eq(size[ell], 1 + Sum((K[j] - 1)*Product(S[i], (i, 1, j - 1)), (j, 1, ell)))


@claim("ctu24-s3-a3:agree", SEMINAR.at("3"), given=[windows, one_output], where=[L >= 1])
def forward_and_backward_agree():
    """From the first layer or from the last, the receptive field is the same."""
    return Eq(W[0], size[L])


@claim("epfl22-ps9-eq8:no-overlap", PROBLEM_SET.at("equation (8)"), given=[windows], where=[ell >= 0, ell < L])
def windows_without_overlap():
    """With the stride counted once too often the windows would leave gaps."""
    return Eq(W[ell], S[ell + 1]*W[ell + 1] + K[ell + 1])


@claim("epfl22-ps9-eq15:no-layers", PROBLEM_SET.at("equation (15)"))
def equation_15_without_layers():
    """Equation (15) as printed, for every number of layers: at $L = 0$ it is false."""
    return Eq(Product(S[k], (k, 1, L)) + Sum(K[j]*Product(S[i], (i, 1, j - 1)), (j, 1, L))
              - Sum(Product(S[i], (i, 1, j)), (j, 1, L)),
              Sum(K[j]*Product(S[i], (i, 1, j - 1)), (j, 1, L)) - Sum(Product(S[i], (i, 1, j)), (j, 1, L - 1)))


# -- derivations ---------------------------------------------------------------

@union_of_windows.proof
def _(p: Proof) -> None:
    p.calc(W[ell])
    p.eq(S[ell + 1]*(W[ell + 1] - 1) + K[ell + 1], windows)


@one_layer.proof
def _(p: Proof) -> None:
    p.calc(W[ell])
    p.eq(S[ell + 1]*(W[ell + 1] - 1) + K[ell + 1], windows)
    p.eq(S[ell + 1]*W[ell + 1] + (K[ell + 1] - S[ell + 1]), by.algebra)


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


@all_layers.proof
def _(p: Proof) -> None:
    base, step = p.descent(ell, start=L)

    base.say("The product is empty and so is the sum.")
    base.calc(W[L])
    base.eq(Product(S[k], (k, L + 1, L))*W[L] + Sum((K[j] - S[j])*Product(S[i], (i, L + 1, j - 1)), (j, L + 1, L)), by.empty)

    step.calc(W[ell])
    step.eq(S[ell + 1]*W[ell + 1] + (K[ell + 1] - S[ell + 1]), one_layer)
    step.eq(S[ell + 1]*(Product(S[k], (k, ell + 2, L))*W[L]
                      + Sum((K[j] - S[j])*Product(S[i], (i, ell + 2, j - 1)), (j, ell + 2, L)))
            + (K[ell + 1] - S[ell + 1]), step.ih)
    step.eq(Product(S[k], (k, ell + 1, L))*W[L]
            + Sum((K[j] - S[j])*Product(S[i], (i, ell + 1, j - 1)), (j, ell + 2, L))
            + (K[ell + 1] - S[ell + 1]), by.sums, by.first_term)
    step.eq(Product(S[k], (k, ell + 1, L))*W[L]
            + Sum((K[j] - S[j])*Product(S[i], (i, ell + 1, j - 1)), (j, ell + 1, L)), by.first_term)


@receptive_field.proof
def _(p: Proof) -> None:
    p.calc(W[0])
    p.eq(Product(S[k], (k, 1, L)) + Sum((K[j] - S[j])*Product(S[i], (i, 1, j - 1)), (j, 1, L)),
         all_layers(0), one_output, number="13")
    p.eq(Product(S[k], (k, 1, L)) + Sum(K[j]*Product(S[i], (i, 1, j - 1)), (j, 1, L))
         - Sum(Product(S[i], (i, 1, j)), (j, 1, L)),
         by.sums, by.last_term, number="14")
    p.say("The last term of the last sum is the first product; there is one because there is a layer.")
    p.eq(Sum(K[j]*Product(S[i], (i, 1, j - 1)), (j, 1, L)) - Sum(Product(S[i], (i, 1, j)), (j, 1, L - 1)),
         by.last_term, number="15")
    p.eq(1 + Sum(K[j]*Product(S[i], (i, 1, j - 1)), (j, 1, L)) - Sum(Product(S[i], (i, 1, j - 1)), (j, 1, L)),
         by.shift, by.first_term, number="16")
    p.eq(1 + Sum((K[j] - 1)*Product(S[i], (i, 1, j - 1)), (j, 1, L)), by.sums, number="17")


@windows_without_overlap.refutation(corrected=union_of_windows)
def _(p: Proof) -> None:
    p.instance({L: 1, ell: 0, K: 1, S: 1, W: 1})


@equation_15_without_layers.refutation(corrected=receptive_field)
def _(p: Proof) -> None:
    p.instance({L: 0, K: 1, S: 1})


@stride_in_closed_form.proof
def _(p: Proof) -> None:
    base, step = p.induction(ell)

    base.calc(stride[0])
    base.eq(Product(S[i], (i, 1, 0)), stride, by.empty)

    step.calc(stride[ell + 1])
    step.eq(S[ell + 1]*stride[ell], stride)
    step.eq(S[ell + 1]*Product(S[i], (i, 1, ell)), step.ih)
    step.eq(Product(S[i], (i, 1, ell + 1)), by.last_term)


@size_in_closed_form.proof
def _(p: Proof) -> None:
    base, step = p.induction(ell)

    base.calc(size[0])
    base.eq(1 + Sum((K[j] - 1)*Product(S[i], (i, 1, j - 1)), (j, 1, 0)), size, by.empty)

    step.calc(size[ell + 1])
    step.eq(size[ell] + (K[ell + 1] - 1)*stride[ell], size)
    step.eq(1 + Sum((K[j] - 1)*Product(S[i], (i, 1, j - 1)), (j, 1, ell)) + (K[ell + 1] - 1)*Product(S[i], (i, 1, ell)),
            step.ih, stride_in_closed_form)
    step.eq(1 + Sum((K[j] - 1)*Product(S[i], (i, 1, j - 1)), (j, 1, ell + 1)), by.last_term)


@forward_and_backward_agree.proof
def _(p: Proof) -> None:
    p.calc(W[0])
    p.eq(1 + Sum((K[j] - 1)*Product(S[i], (i, 1, j - 1)), (j, 1, L)), receptive_field)
    p.eq(size[L], size_in_closed_form)


# -- results -------------------------------------------------------------------

def receptive_field_of(kernels: Sequence[int], strides: Sequence[int]) -> int:
    """The number of inputs that one output of a stack of convolutions sees, along one axis.

    kernels, strides: one integer for each layer, first layer first.  At least one layer.
    Source: problem set 9, equation (17).

    >>> receptive_field_of([3, 2, 3], [1, 2, 1])
    8
    """
    if len(kernels) != len(strides):
        raise ValueError(f"{len(kernels)} kernel sizes but {len(strides)} strides")
    return int(receptive_field.value({L: len(kernels), K: list(kernels), S: list(strides)}))
