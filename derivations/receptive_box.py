r"""Which inputs an output of a stack of convolutions sees: the exact set, and the least interval around it.

Layer $\ell$ has kernels of size $K_\ell$, stride $S_\ell$ and padding $P_\ell$; output $n$ reads the outputs
$S_\ell n - P_\ell + m$ of the layer before, $0 \le m < K_\ell$.  Signals are unbounded.
"""

from collections.abc import Sequence
from typing import Any

from sympy import And, Eq, Implies, Product, Sum

from proofs import Exists, ForAll, Proof, by, claim, family, hypothesis, integer, nat, recurrence, recursive_set, source

from .receptive_field import K, L, S, W, ell, i, j, one_output, receptive_field, windows

SEMINAR = source("Deep Learning, seminar 3", seed="ctu24-s3")
PROBLEM_SET = source("Problem set 9, problem 3, part 3", seed="epfl22-ps9")

P = family("P", start=1, integer=True)
m, n, x = nat("m"), integer("n"), integer("x")


# -- definitions and hypotheses --------------------------------------------------

@recursive_set(latex="R", start={0: lambda n, x: Eq(x, n)})
def seen(ell, n, x):
    """The inputs that output n of layer l sees."""
    return Exists([m, m < K[ell]], seen[ell - 1, S[ell]*n - P[ell] + m, x])


@recurrence(latex="T", start={0: 1})
def stride(ell):
    """The distance of neighbouring outputs of layer l, in inputs."""
    return S[ell]*stride[ell - 1]


@recurrence(latex="w", start={0: 1})
def size(ell):
    """The number of inputs from the first to the last that an output of layer l sees."""
    return size[ell - 1] + (K[ell] - 1)*stride[ell - 1]


@recurrence(latex="o", start={0: 0})
def offset(ell):
    """The first input that output 0 of layer l sees."""
    return offset[ell - 1] - P[ell]*stride[ell - 1]


@hypothesis("kernels and strides of at least 1", forall=[j >= 1])
def convolutions():
    return K[j] >= 1, S[j] >= 1


@hypothesis("a kernel of 3 with stride 2, then a kernel of 5 with stride 1")
def strided_layer_first():
    return Eq(K[1], 3), Eq(S[1], 2), Eq(K[2], 5), Eq(S[2], 1)


@hypothesis("a kernel of 5 with stride 1, then a kernel of 3 with stride 2")
def strided_layer_last():
    return Eq(K[1], 5), Eq(S[1], 1), Eq(K[2], 3), Eq(S[2], 2)


@hypothesis("a kernel of 3 and a padding of 1")
def one_padded_layer():
    return Eq(K[1], 3), Eq(P[1], 1)


# -- claims: the interval ----------------------------------------------------------

@claim("ctu24-s3-a3:positive", SEMINAR.at("3"), given=[convolutions])
def strides_are_positive():
    """Neighbouring outputs are at least one input apart."""
    return stride[ell] >= 1


@claim("ctu24-s3-a3:first", SEMINAR.at("3"), given=[convolutions])
def first_input():
    """Output $n$ of layer $\\ell$ sees the input at $o_\\ell + nT_\\ell$."""
    return ForAll([n, x], Implies(Eq(x, offset[ell] + n*stride[ell]), seen[ell, n, x]))


@claim("ctu24-s3-a3:last", SEMINAR.at("3"), given=[convolutions])
def last_input():
    """It sees the input that is $w_\\ell - 1$ further on."""
    return ForAll([n, x], Implies(Eq(x, offset[ell] + n*stride[ell] + size[ell] - 1), seen[ell, n, x]))


@claim("ctu24-s3-a3", SEMINAR.at("3"), given=[convolutions])
def receptive_box():
    """An output sees nothing outside the two ends of its box: the receptive field spans $w_\\ell$ inputs."""
    return ForAll([n, x], Implies(seen[ell, n, x], And(offset[ell] + n*stride[ell] <= x,
                                                       x <= offset[ell] + n*stride[ell] + size[ell] - 1)))


# -- claims: closed forms --------------------------------------------------------------

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


@claim("ctu24-s3-a3:whole-box", SEMINAR.at("3"), given=[convolutions])
def whole_box():
    """Not every input of the box is seen: a stride above the kernel size leaves holes."""
    return ForAll([n, x], Implies(And(offset[ell] + n*stride[ell] <= x,
                                      x <= offset[ell] + n*stride[ell] + size[ell] - 1), seen[ell, n, x]))


@claim("ctu24-s3-a3:offset", SEMINAR.at("3"))
def offset_in_closed_form():
    """Each layer moves the field to the left by its padding, in units of the strides before it."""
    return Eq(offset[ell], -Sum(P[j]*Product(S[i], (i, 1, j - 1)), (j, 1, ell)))


@claim("ctu24-s3-a3:order", SEMINAR.at("3"), given=[strided_layer_first],
       example={K: 3, S: 2, K[2]: 5, S[2]: 1})
def order_of_layers():
    """A kernel of 3 with stride 2 before a kernel of 5 spans 11 inputs."""
    return Eq(size[2], 11), Eq(stride[2], 2)


@claim("ctu24-s3-a3:other-order", SEMINAR.at("3"), given=[strided_layer_last],
       example={K: 5, S: 1, K[2]: 3, S[2]: 2})
def other_order_of_layers():
    """In the other order the same layers span 7 inputs only; the stride is the same."""
    return Eq(size[2], 7), Eq(stride[2], 2)


@claim("epfl22-ps9-p3-3-pad", PROBLEM_SET.at("padding"), given=[convolutions])
def padding_does_not_matter():
    """Both ends of the box are seen, whatever the padding is, which only moves them."""
    return ForAll([n, x], And(
        Implies(Eq(x, -Sum(P[j]*Product(S[i], (i, 1, j - 1)), (j, 1, ell)) + n*stride[ell]), seen[ell, n, x]),
        Implies(Eq(x, -Sum(P[j]*Product(S[i], (i, 1, j - 1)), (j, 1, ell)) + n*stride[ell]
                   + Sum((K[j] - 1)*Product(S[i], (i, 1, j - 1)), (j, 1, ell))), seen[ell, n, x])))


@claim("epfl22-ps9-p3-3-pad:example", PROBLEM_SET.at("padding"), given=[one_padded_layer])
def example_of_padding():
    """With one output, a kernel of 3 and a padding of 1 the least input has length 1, whatever the stride is; the output
    spans 3 positions of the padded signal."""
    return Eq(S[1]*(1 - 1) + K[1] - 2*P[1], 1), Eq(size[1], 3)


# -- derivations: the interval --------------------------------------------------------

@strides_are_positive.proof
def _(p: Proof) -> None:
    base, step = p.induction(ell)
    base.conclude(stride)
    step.calc(stride[ell + 1])
    step.eq(S[ell + 1]*stride[ell], stride)
    step.ge(1, convolutions, step.ih)


@first_input.proof
def _(p: Proof) -> None:
    base, step = p.induction(ell)

    here = base.assume(Eq(x, offset[0] + n*stride[0]))
    itself = base.have(Eq(x, n))
    itself.calc(x)
    itself.eq(offset[0] + n*stride[0], here)
    itself.eq(n, offset, stride)
    base.conclude(seen, itself)

    step.say("The first input of the first output that is read.")
    here = step.assume(Eq(x, offset[ell + 1] + n*stride[ell + 1]))
    read = step.have(Eq(x, offset[ell] + (S[ell + 1]*n - P[ell + 1] + 0)*stride[ell]), here, stride, offset)
    step.have(Exists([m, m < K[ell + 1]], seen[ell, S[ell + 1]*n - P[ell + 1] + m, x]), by.witness(0), step.ih, read)
    step.conclude(seen)


@last_input.proof
def _(p: Proof) -> None:
    base, step = p.induction(ell)

    here = base.assume(Eq(x, offset[0] + n*stride[0] + size[0] - 1))
    itself = base.have(Eq(x, n))
    itself.calc(x)
    itself.eq(offset[0] + n*stride[0] + size[0] - 1, here)
    itself.eq(n, offset, stride, size)
    base.conclude(seen, itself)

    step.say("The last input of the last output that is read.")
    here = step.assume(Eq(x, offset[ell + 1] + n*stride[ell + 1] + size[ell + 1] - 1))
    read = step.have(Eq(x, offset[ell] + (S[ell + 1]*n - P[ell + 1] + (K[ell + 1] - 1))*stride[ell] + size[ell] - 1),
                     here, stride, offset, size)
    step.have(Exists([m, m < K[ell + 1]], seen[ell, S[ell + 1]*n - P[ell + 1] + m, x]),
              by.witness(K[ell + 1] - 1), step.ih, read)
    step.conclude(seen)


@receptive_box.proof
def _(p: Proof) -> None:
    base, step = p.induction(ell)

    here = base.assume(seen[0, n, x])
    itself = base.have(Eq(x, n), here, seen)
    left, right = base.parts("From the first.", "To the last.")
    left.conclude(offset, stride, itself)
    right.conclude(offset, stride, size, itself)

    here = step.assume(seen[ell + 1, n, x])
    through = step.have(Exists([m, m < K[ell + 1]], seen[ell, S[ell + 1]*n - P[ell + 1] + m, x]), here, seen)
    inside = step.have(Implies(Exists([m, m < K[ell + 1]], seen[ell, S[ell + 1]*n - P[ell + 1] + m, x]),
                               And(offset[ell + 1] + n*stride[ell + 1] <= x,
                                   x <= offset[ell + 1] + n*stride[ell + 1] + size[ell + 1] - 1)))
    _inside(inside, step.ih)
    step.conclude(through, inside)


def _inside(p: Proof, ih: Any) -> None:
    """The box of the output that is read lies inside of the box."""
    read = p.assume(Exists([m, m < K[ell + 1]], seen[ell, S[ell + 1]*n - P[ell + 1] + m, x]))
    above = p.have(offset[ell] + (S[ell + 1]*n - P[ell + 1] + m)*stride[ell] <= x, ih(S[ell + 1]*n - P[ell + 1] + m, x), read)
    below = p.have(x <= offset[ell] + (S[ell + 1]*n - P[ell + 1] + m)*stride[ell] + size[ell] - 1,
                   ih(S[ell + 1]*n - P[ell + 1] + m, x), read)
    after_first = p.have(m*stride[ell] >= 0, strides_are_positive)
    before_last = p.have((K[ell + 1] - 1 - m)*stride[ell] >= 0, strides_are_positive, read)
    left, right = p.parts("From the first.", "To the last.")
    left.calc(offset[ell + 1] + n*stride[ell + 1])
    left.le(offset[ell] + (S[ell + 1]*n - P[ell + 1] + m)*stride[ell], offset, stride, after_first)
    left.le(x, above)
    right.calc(x)
    right.le(offset[ell] + (S[ell + 1]*n - P[ell + 1] + m)*stride[ell] + size[ell] - 1, below)
    right.le(offset[ell + 1] + n*stride[ell + 1] + size[ell + 1] - 1, before_last, offset, stride, size)


# -- derivations: closed forms ----------------------------------------------------------

@stride_in_closed_form.proof
def _(p: Proof) -> None:
    base, step = p.induction(ell)

    base.conclude(stride)

    step.calc(stride[ell + 1])
    step.eq(S[ell + 1]*stride[ell], stride)
    step.eq(S[ell + 1]*Product(S[i], (i, 1, ell)), step.ih)
    step.eq(Product(S[i], (i, 1, ell + 1)))


@size_in_closed_form.proof
def _(p: Proof) -> None:
    base, step = p.induction(ell)

    base.conclude(size)

    step.calc(size[ell + 1])
    step.eq(size[ell] + (K[ell + 1] - 1)*stride[ell], size)
    step.eq(1 + Sum((K[j] - 1)*Product(S[i], (i, 1, j - 1)), (j, 1, ell)) + (K[ell + 1] - 1)*Product(S[i], (i, 1, ell)),
            step.ih, stride_in_closed_form)
    step.eq(1 + Sum((K[j] - 1)*Product(S[i], (i, 1, j - 1)), (j, 1, ell + 1)))


@forward_and_backward_agree.proof
def _(p: Proof) -> None:
    p.calc(W[0])
    p.eq(1 + Sum((K[j] - 1)*Product(S[i], (i, 1, j - 1)), (j, 1, L)), receptive_field)
    p.eq(size[L], size_in_closed_form)


@whole_box.refutation(corrected=receptive_box)
def _(p: Proof) -> None:
    p.instance({ell: 2, K: 2, K[1]: 1, S: 2, P: 0})


@offset_in_closed_form.proof
def _(p: Proof) -> None:
    base, step = p.induction(ell)

    base.conclude(offset)

    step.calc(offset[ell + 1])
    step.eq(offset[ell] - P[ell + 1]*stride[ell], offset)
    step.eq(-Sum(P[j]*Product(S[i], (i, 1, j - 1)), (j, 1, ell)) - P[ell + 1]*Product(S[i], (i, 1, ell)),
            step.ih, stride_in_closed_form)
    step.eq(-Sum(P[j]*Product(S[i], (i, 1, j - 1)), (j, 1, ell + 1)))


def _measured(p: Proof, width: int, given: Any) -> None:
    """Two layers measured one after the other: the size of the field, then the distance of neighbours."""
    span, apart = p.parts("Size.", "Stride.")
    span.calc(size[2])
    span.eq(1 + (K[1] - 1) + (K[2] - 1)*S[1], size, stride)
    span.eq(width, given)
    apart.calc(stride[2])
    apart.eq(S[2]*S[1], stride)
    apart.eq(2, given)


@order_of_layers.proof
def _(p: Proof) -> None:
    _measured(p, 11, strided_layer_first)


@other_order_of_layers.proof
def _(p: Proof) -> None:
    _measured(p, 7, strided_layer_last)


@padding_does_not_matter.proof
def _(p: Proof) -> None:
    p.conclude(first_input, last_input, offset_in_closed_form, size_in_closed_form)


@example_of_padding.proof
def _(p: Proof) -> None:
    least, span = p.parts("Least input.", "Positions.")
    least.conclude(one_padded_layer)
    span.calc(size[1])
    span.eq(1 + (K[1] - 1), size, stride)
    span.eq(3, one_padded_layer)


# -- results -------------------------------------------------------------------

def stride_of(strides: Sequence[int]) -> int:
    """The distance of neighbouring outputs in inputs, for layers with these strides, first layer first.

    Source: seminar 3, assignment 3.

    >>> stride_of([2, 1, 3])
    6
    """
    return int(stride_in_closed_form.value({ell: len(strides), S: list(strides)}))
