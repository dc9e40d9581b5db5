r"""How sizes change from layer to layer: with the stride, with the padding, and what the rounding up of a source does."""

from collections.abc import Sequence

from sympy import Eq, Integer, Ne, Sum, ceiling, floor

from proofs import Proof, claim, family, hypothesis, nat, source

from .output_size import K, P, S, W, long_enough, output_size, outputs, strided

HOMEWORK = source("Homework 5", seed="ie498-hw5")

h, ell, j = nat("h"), nat("l", latex=r"\ell"), nat("j")
larger = nat("larger", latex="S'")
size, kernel = family("size", latex="d", start=0, integer=True), family("kernel", latex="k", start=1, integer=True)


# -- hypotheses ------------------------------------------------------------------

@hypothesis("a larger stride")
def larger_stride():
    return larger >= S


@hypothesis("layers without padding and stride", forall=[ell >= 0])
def plain_layers():
    return Eq(size[ell + 1], floor((size[ell] - kernel[ell + 1])/1) + 1)


@hypothesis("kernels of size 1", forall=[ell >= 1])
def pointwise():
    return Eq(kernel[ell], 1)


@hypothesis("an odd kernel, and $P$ on both sides half of the rest")
def half_padding():
    return Eq(K, 2*P + 1)


@hypothesis("an even kernel")
def even_kernel():
    return Eq(K, 2*h)


@hypothesis("30 values with the padding, and a window of 3")
def thirty_values():
    return Eq(W + 2*P, 30), Eq(K, 3), Eq(S, 1)


@hypothesis("no remainder")
def no_remainder():
    return Eq(S*floor((W + 2*P - K)/S), W + 2*P - K)


@hypothesis("rounding up and rounding down agree")
def agreement():
    return Eq(ceiling((W + 2*P - K)/S), floor((W + 2*P - K)/S))


# -- claims: rounding up ------------------------------------------------------------

@claim("ie498-hw5-5a-dims", HOMEWORK.at("5a, output size"), given=[strided, long_enough])
def rounded_down():
    """A row of the output stands for each window that fits: the quotient is rounded down."""
    return Eq(outputs(W), floor((W + 2*P - K)/S) + 1)


@claim("ie498-hw5-5a-dims:printed", HOMEWORK.at("5a, output size"), given=[strided, long_enough])
def rounded_up():
    """The source rounds up, and would read behind the end of the signal."""
    return Eq(outputs(W), ceiling((W + 2*P - K)/S) + 1)


@claim("ie498-hw5-5a-dims:agree", HOMEWORK.at("5a, output size"), given=[strided, no_remainder])
def both_agree():
    """Where the stride divides $W + 2P - K$ rounding up is harmless."""
    return Eq(ceiling((W + 2*P - K)/S), floor((W + 2*P - K)/S))


@claim("ie498-hw5-5a-dims:only", HOMEWORK.at("5a, output size"), given=[strided, agreement])
def only_without_remainder():
    """They agree only where the division leaves no remainder."""
    return Eq(S*floor((W + 2*P - K)/S), W + 2*P - K)


# -- claims: stride and padding --------------------------------------------------------

@claim("ie498-hw5-5c-stride", HOMEWORK.at("5c, stride"), given=[strided, larger_stride, long_enough])
def larger_strides_shrink():
    """A larger stride gives no greater output length."""
    return floor((W + 2*P - K)/larger) + 1 <= floor((W + 2*P - K)/S) + 1


@claim("ie498-hw5-5c-pad:layer", HOMEWORK.at("5c, padding"), given=[plain_layers])
def loss_in_a_layer():
    """Without padding and stride a layer shortens its input by its kernel size less one."""
    return Eq(size[ell + 1], size[ell] - (kernel[ell + 1] - 1))


@claim("ie498-hw5-5c-pad", HOMEWORK.at("5c, padding"), given=[plain_layers])
def loss_in_all_layers():
    """The losses of the layers add up."""
    return Eq(size[ell], size[0] - Sum(kernel[j] - 1, (j, 1, ell)))


@claim("ie498-hw5-5c-pad:pointwise", HOMEWORK.at("5c, padding"), given=[plain_layers, pointwise])
def no_loss_with_pointwise_kernels():
    """Kernels of size 1 lose nothing, without any padding."""
    return Eq(size[ell], size[0])


@claim("ie498-hw5-5c-pad:printed", HOMEWORK.at("5c, padding"), given=[plain_layers])
def always_a_loss():
    """As printed, without padding every layer shortens its input: not when its kernel has size 1."""
    return size[ell + 1] < size[ell]


@claim("ie498-hw5-5c-pad:odd", HOMEWORK.at("5c, padding"), given=[half_padding])
def odd_kernels_can_keep_the_size():
    """With an odd kernel and $P = (K - 1)/2$ the output is as long as the input."""
    return Eq(floor((W + 2*P - K)/1) + 1, W)


@claim("ie498-hw5-5c-pad:even", HOMEWORK.at("5c, padding"), given=[even_kernel])
def even_kernels_cannot():
    """With an even kernel no padding of both sides alike keeps the size."""
    return Ne(floor((W + 2*P - K)/1) + 1, W)


@claim("ie498-hw5-5d", HOMEWORK.at("5d"), given=[thirty_values], example={W: 30, K: 3, P: 0, S: 1})
def twenty_eight():
    """A window of 3 has 28 places in 30 values; rounding up is harmless there, as the stride is 1."""
    return Eq(outputs(W), 28), Eq(ceiling((W + 2*P - K)/S) + 1, 28)


# -- derivations ---------------------------------------------------------------------

@rounded_down.proof
def _(p: Proof) -> None:
    p.conclude(output_size)


@rounded_up.refutation(corrected=rounded_down)
def _(p: Proof) -> None:
    p.instance({W: 4, K: 3, P: 0, S: 2})


@both_agree.proof
def _(p: Proof) -> None:
    whole = p.have(Eq((W + 2*P - K)/S, floor((W + 2*P - K)/S)), no_remainder)
    p.calc(ceiling((W + 2*P - K)/S))
    p.eq(ceiling(floor((W + 2*P - K)/S)), whole)
    p.eq(floor((W + 2*P - K)/S))


@only_without_remainder.proof
def _(p: Proof) -> None:
    p.conclude(agreement)


@larger_strides_shrink.proof
def _(p: Proof) -> None:
    some = p.have(floor((W + 2*P - K)/larger) >= 0, long_enough)
    fits = p.have(S*floor((W + 2*P - K)/larger) <= larger*floor((W + 2*P - K)/larger), larger_stride, some)
    p.have(S*floor((W + 2*P - K)/larger) <= W + 2*P - K, fits)
    p.conclude(strided)


@loss_in_a_layer.proof
def _(p: Proof) -> None:
    p.calc(size[ell + 1])
    p.eq(floor((size[ell] - kernel[ell + 1])/1) + 1, plain_layers)
    p.eq(size[ell] - (kernel[ell + 1] - 1))


@loss_in_all_layers.proof
def _(p: Proof) -> None:
    base, step = p.induction(ell)
    base.conclude()
    step.calc(size[ell + 1])
    step.eq(size[ell] - (kernel[ell + 1] - 1), loss_in_a_layer)
    step.eq(size[0] - Sum(kernel[j] - 1, (j, 1, ell)) - (kernel[ell + 1] - 1), step.ih)
    step.eq(size[0] - Sum(kernel[j] - 1, (j, 1, ell + 1)))


@no_loss_with_pointwise_kernels.proof
def _(p: Proof) -> None:
    p.calc(size[ell])
    p.eq(size[0] - Sum(kernel[j] - 1, (j, 1, ell)), loss_in_all_layers)
    p.eq(size[0], pointwise)


@always_a_loss.refutation(corrected=no_loss_with_pointwise_kernels)
def _(p: Proof) -> None:
    p.instance({ell: 0, size: 1, kernel: 1})


@odd_kernels_can_keep_the_size.proof
def _(p: Proof) -> None:
    p.calc(floor((W + 2*P - K)/1) + 1)
    p.eq(W + 2*P - K + 1)
    p.eq(W, half_padding)


@even_kernels_cannot.proof
def _(p: Proof) -> None:
    wide, narrow = p.cases(P >= h, P < h)
    wide.conclude(even_kernel)
    narrow.conclude(even_kernel)


@twenty_eight.proof
def _(p: Proof) -> None:
    counted, rounded = p.parts("Counted.", "Rounded up.")
    counted.calc(outputs(W))
    counted.eq(floor((W + 2*P - K)/S) + 1, output_size, thirty_values)
    counted.eq(floor((Integer(30) - 3)/1) + 1, thirty_values)
    counted.eq(28)
    rounded.calc(ceiling((W + 2*P - K)/S) + 1)
    rounded.eq(ceiling((Integer(30) - 3)/1) + 1, thirty_values)
    rounded.eq(28)


# -- results -------------------------------------------------------------------------

def size_after(width: int, kernels: Sequence[int]) -> int:
    """The size behind layers without padding and stride: each takes its kernel size less one (claim `loss_in_all_layers`).

    kernels: first layer first, each at least 1.  Source: homework 5, 5c.

    >>> size_after(28, [3, 3, 1])
    24
    """
    if any(k < 1 for k in kernels):
        raise ValueError(f"a kernel has a size of at least 1, not {min(kernels)}")
    return width - sum(k - 1 for k in kernels)
