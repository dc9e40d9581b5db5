r"""Which inputs an output of a stack of convolutions can see: the receptive box, from the first layer on."""

from collections.abc import Sequence

from sympy import Eq, Product, Sum

from proofs import Proof, by, claim, recurrence, source

from .receptive_field import K, L, S, W, ell, i, j, one_output, receptive_field, windows

SEMINAR = source("Deep Learning, seminar 3", seed="ctu24-s3")


# -- definitions ---------------------------------------------------------------

@recurrence(latex="T", start={0: 1})
def stride(ell):
    """The distance of neighbouring outputs of layer l, in inputs."""
    return S[ell]*stride[ell - 1]


@recurrence(latex="R", start={0: 1})
def size(ell):
    """The number of inputs that an output of layer l spans."""
    return size[ell - 1] + (K[ell] - 1)*stride[ell - 1]


# -- claims --------------------------------------------------------------------

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


# -- derivations ---------------------------------------------------------------

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

def stride_of(strides: Sequence[int]) -> int:
    """The distance of neighbouring outputs in inputs, for layers with these strides, first layer first.

    Source: seminar 3, assignment 3.

    >>> stride_of([2, 1, 3])
    6
    """
    return int(stride_in_closed_form.value({ell: len(strides), S: list(strides)}))
