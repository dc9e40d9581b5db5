r"""What a convolutional layer computes: sums over windows, with stride and padding, in one, two and three dimensions.

Signals are indexed by all integers and are 0 outside; $P$ is the padding, $S$ or $s$ the stride, kernels start at
index 0.
"""

from collections.abc import Sequence

from sympy import And, Eq, Piecewise, Sum

from proofs import Proof, by, claim, definition, family, hypothesis, integer, nat, source

PROBLEM_SET = source("Problem set 9, problem 3", seed="epfl22-ps9")
HOMEWORK = source("Homework 5", seed="ie498-hw5")

K, P, S, i, j = nat("K"), nat("P"), nat("S"), integer("i"), integer("j")
m, n, u, v, k = nat("m"), nat("n"), integer("u"), integer("v"), integer("k")
H, Q, T = nat("H"), nat("Q"), nat("T")
w, x = family("w"), family("x")
w2, x2 = family("w2", indices=2, latex="w'"), family("x2", indices=2, latex="x'")
C, c, p_out, s = nat("C"), nat("c"), nat("p_out", latex="p"), nat("s")
ky, kx, kz = nat("ky", latex="k_y"), nat("kx", latex="k_x"), nat("kz", latex="k_z")
dy, dx, outputs = nat("dy", latex="d_y"), nat("dx", latex="d_x"), nat("outputs", latex=r"C_{\mathrm{out}}")
dy_out, dx_out = nat("dy_out", latex="d_y'"), nat("dx_out", latex="d_x'")
kern, image, padded = family("kern", latex="K", indices=4), family("image", latex="X", indices=3), family(
    "padded", latex=r"\hat X", indices=3)
r, q = nat("r"), integer("q")
solid, volume = family("solid", latex="K", indices=5), family("volume", latex="I", indices=4)


# -- definitions and hypotheses ---------------------------------------------------------

@definition(latex="y")
def conv(x, s, i):
    """Output $i$ of a layer with this stride on the signal $x$."""
    return Sum(w[m]*x[s*i - P + m], (m, 0, K - 1))


@definition(latex=r"\tau x")
def shifted(k):
    """The signal shifted by $u$ strides."""
    return x[k + S*u]


@definition(latex=r"\rho x")
def displaced(k):
    """The signal shifted by $v$ values, be that a multiple of the stride or not."""
    return x[k + v]


@definition(latex=r"\bar x")
def framed(k):
    """The signal where there are inputs, $T$ of them, and 0 outside."""
    return Piecewise((x[k], And(0 <= k, k < T)), (0, True))


@definition(latex=r"\tau \bar x")
def moved(k):
    """The shifted signal, cut off where the inputs end."""
    return Piecewise((framed(k + S*u), And(0 <= k, k < T)), (0, True))


@definition(latex="y'")
def conv2(i, j):
    """Output $i, j$ of a layer on pictures: kernel height $H$, padding $Q$ and stride $T$ in height."""
    return Sum(Sum(w2[m, n]*x2[T*i - Q + m, S*j - P + n], (n, 0, K - 1)), (m, 0, H - 1))


@definition(latex="z")
def channel(i, j, p_out, c):
    """Output channel $p$ from input channel $c$: a cross-correlation in the plane."""
    return Sum(Sum(kern[m, n, p_out, c]*padded[i*s + m, j*s + n, c], (n, 0, kx - 1)), (m, 0, ky - 1))


@definition(latex="Z")
def layer(i, j, p_out):
    """The sum over the input channels."""
    return Sum(channel(i, j, p_out, c), (c, 0, C - 1))


@definition(latex="Z")
def layer3(p_out, i, j, q):
    """A layer on volumes: each axis of the kernel with its own size."""
    return Sum(Sum(Sum(Sum(solid[p_out, c, m, n, r]*volume[c, i + m, j + n, q + r], (r, 0, kz - 1)),
                       (n, 0, ky - 1)), (m, 0, kx - 1)), (c, 0, C - 1))


@hypothesis("one row: kernel height 1, no padding in height")
def one_row():
    return Eq(H, 1), Eq(Q, 0)


@hypothesis("kernel height 1")
def height_one():
    return Eq(H, 1)


@hypothesis("the row of the picture is the signal", forall=[j])
def row_of_signal():
    return Eq(x2[0, j], x[j])


@hypothesis("the row of the kernel is the kernel", forall=[n])
def row_of_kernel():
    return Eq(w2[0, n], w[n])


@hypothesis("$\\hat X$ holds $X$, behind $P$ rows and columns of zeros", forall=[i >= P, i < P + dy, j >= P, j < P + dx, c])
def padding():
    return Eq(padded[i, j, c], image[i - P, j - P, c])


@hypothesis("the window lies inside of the picture")
def inside():
    return And(i*s >= P, i*s + ky <= P + dy, j*s >= P, j*s + kx <= P + dx)


@hypothesis("a window no larger than the picture, and at least one output")
def some_output():
    return ky <= dy, kx <= dx, dy_out >= 1, dx_out >= 1


# -- claims: one dimension -----------------------------------------------------------------

@claim("epfl22-ps9-p3-0b", PROBLEM_SET.at("introduction, stride"))
def every_sth_output():
    """With stride $S$ one keeps every $S$-th output of the layer without stride."""
    return Eq(conv(x, S, i), conv(x, 1, S*i))


@claim("epfl22-ps9-p3-0a", PROBLEM_SET.at("introduction, one dimension"), given=[one_row, row_of_signal, row_of_kernel])
def signal_as_picture():
    """A signal is a picture of height 1: the layer on pictures computes the same, whatever its stride in height is."""
    return Eq(conv2(0, j), conv(x, S, j))


@claim("epfl22-ps9-p3-0a:height", PROBLEM_SET.at("introduction, one dimension"),
       given=[row_of_signal, row_of_kernel, height_one])
def signal_as_padded_picture():
    """Not with padding in height: the first row of outputs then reads padding, not the row of the picture."""
    return Eq(conv2(0, j), conv(x, S, j))


@claim("ie498-hw5-5b-equiv", HOMEWORK.at("5b"))
def equivariance():
    """Shifting the signal by $u$ strides shifts the output by $u$, on an unbounded signal."""
    return Eq(conv(shifted, S, i), conv(x, S, i + u))


@claim("ie498-hw5-5b-equiv:printed", HOMEWORK.at("5b"))
def invariance():
    """As printed, the output would not change at all."""
    return Eq(conv(shifted, S, i), conv(x, S, i))


@claim("ie498-hw5-5b-equiv:border", HOMEWORK.at("5b"))
def equivariance_at_the_border():
    """With an end of the signal and zeros behind it the equation is false: what is shifted across the border is lost."""
    return Eq(conv(moved, S, i), conv(framed, S, i + u))


@claim("ie498-hw5-5b-equiv:any-shift", HOMEWORK.at("5b"))
def equivariance_to_any_shift():
    """For a shift that is no multiple of the stride it is false: with stride 2 a shift by 1 shows values that no output saw."""
    return Eq(conv(displaced, S, i), conv(x, S, i + u))


# -- claims: pictures and volumes ------------------------------------------------------------

@claim("ie498-hw5-5a-sum", HOMEWORK.at("5a, the sum"))
def layer_written_out():
    """The three sums of the source: the cross-correlations of the input channels, added up."""
    return Eq(layer(i, j, p_out),
              Sum(Sum(Sum(kern[m, n, p_out, c]*padded[i*s + m, j*s + n, c], (n, 0, kx - 1)), (m, 0, ky - 1)), (c, 0, C - 1)))


@claim("ie498-hw5-5a-sum:inside", HOMEWORK.at("5a, the sum"), given=[padding, inside])
def layer_inside():
    """Away from the border the padding only shifts the indices."""
    return Eq(layer(i, j, p_out),
              Sum(Sum(Sum(kern[m, n, p_out, c]*image[i*s + m - P, j*s + n - P, c], (n, 0, kx - 1)), (m, 0, ky - 1)),
                  (c, 0, C - 1)))


@claim("ie498-hw5-5a-index", HOMEWORK.at("5a, the abbreviation"))
def output_channel_third():
    """The part of the kernel that makes output channel $p$ has $p$ as its third index."""
    return Eq(layer(i, j, p_out), Sum(channel(i, j, p_out, c), (c, 0, C - 1)))


@claim("ie498-hw5-5a-index:printed", HOMEWORK.at("5a, the abbreviation"))
def output_channel_last():
    """The abbreviation of the source puts the output channel last, where the kernel has the input channel."""
    return Eq(layer(i, j, p_out),
              Sum(Sum(Sum(kern[m, n, c, p_out]*padded[i*s + m, j*s + n, c], (n, 0, kx - 1)), (m, 0, ky - 1)), (c, 0, C - 1)))


@claim("ie498-hw5-5b-params", HOMEWORK.at("5b, number of parameters"), given=[some_output])
def fewer_parameters():
    """A convolutional layer has at most as many weights as a full matrix between its input and its output."""
    return ky*kx*C*outputs <= (dy*dx*C)*(dy_out*dx_out*outputs)


@claim("ie498-hw5-5e", HOMEWORK.at("5e"))
def volume_by_windows():
    """With the bounds $k_x - 1, k_y - 1, k_z - 1$ the sum runs once through the window of the volume."""
    return Eq(layer3(p_out, i, j, q),
              Sum(Sum(Sum(Sum(solid[p_out, c, m - i, n - j, r - q]*volume[c, m, n, r], (r, q, q + kz - 1)),
                          (n, j, j + ky - 1)), (m, i, i + kx - 1)), (c, 0, C - 1)))


@claim("ie498-hw5-5e:printed", HOMEWORK.at("5e"))
def volume_with_printed_bounds():
    """Of the printed bounds $k_y - 1, k_z - 1, k_z - 1$ the first two belong to other axes."""
    return Eq(layer3(p_out, i, j, q),
              Sum(Sum(Sum(Sum(solid[p_out, c, m, n, r]*volume[c, i + m, j + n, q + r], (r, 0, kz - 1)),
                          (n, 0, kz - 1)), (m, 0, ky - 1)), (c, 0, C - 1)))


# -- derivations -------------------------------------------------------------------------------

@every_sth_output.proof
def _(p: Proof) -> None:
    p.calc(conv(x, S, i))
    p.eq(Sum(w[m]*x[S*i - P + m], (m, 0, K - 1)), conv)
    p.eq(conv(x, 1, S*i), conv)


@signal_as_picture.proof
def _(p: Proof) -> None:
    p.calc(conv2(0, j))
    p.eq(Sum(w2[0, n]*x2[0, S*j - P + n], (n, 0, K - 1)), conv2, one_row)
    p.eq(conv(x, S, j), row_of_kernel, row_of_signal, conv)


@signal_as_padded_picture.refutation(corrected=signal_as_picture)
def _(p: Proof) -> None:
    p.instance({H: 1, Q: 1, T: 1, K: 1, P: 0, S: 1, j: 0, w: 1, x: 1, w2: 1, x2: lambda m, k: m + 1})


@equivariance.proof
def _(p: Proof) -> None:
    p.calc(conv(shifted, S, i))
    p.eq(Sum(w[m]*x[S*i - P + m + S*u], (m, 0, K - 1)), conv, shifted)
    p.eq(conv(x, S, i + u), conv)


@invariance.refutation(corrected=equivariance)
def _(p: Proof) -> None:
    p.instance({K: 1, P: 0, S: 1, u: 1, i: 0, w: 1, x: 0, x[0]: 1})


@equivariance_at_the_border.refutation(corrected=equivariance)
def _(p: Proof) -> None:
    p.instance({K: 2, P: 1, S: 1, T: 1, u: 1, i: 0, w: 1, x: 1})


@equivariance_to_any_shift.refutation(corrected=equivariance)
def _(p: Proof) -> None:
    p.instance({K: 1, P: 0, S: 2, u: 0, v: 1, i: 0, w: 1, x: 0, x[1]: 1})


@layer_written_out.proof
def _(p: Proof) -> None:
    p.calc(layer(i, j, p_out))
    p.eq(Sum(channel(i, j, p_out, c), (c, 0, C - 1)), layer)
    p.eq(Sum(Sum(Sum(kern[m, n, p_out, c]*padded[i*s + m, j*s + n, c], (n, 0, kx - 1)), (m, 0, ky - 1)), (c, 0, C - 1)),
         channel)


@layer_inside.proof
def _(p: Proof) -> None:
    p.calc(layer(i, j, p_out))
    p.eq(Sum(Sum(Sum(kern[m, n, p_out, c]*padded[i*s + m, j*s + n, c], (n, 0, kx - 1)), (m, 0, ky - 1)), (c, 0, C - 1)),
         layer_written_out)
    p.eq(Sum(Sum(Sum(kern[m, n, p_out, c]*image[i*s + m - P, j*s + n - P, c], (n, 0, kx - 1)), (m, 0, ky - 1)),
             (c, 0, C - 1)), padding, inside)


@output_channel_third.proof
def _(p: Proof) -> None:
    p.conclude(layer)


@output_channel_last.refutation(corrected=output_channel_third)
def _(p: Proof) -> None:
    p.instance({C: 2, ky: 1, kx: 1, s: 1, i: 0, j: 0, p_out: 0, padded: 1, kern: 0, kern[0, 0, 0, 1]: 1})


@fewer_parameters.proof
def _(p: Proof) -> None:
    picture = p.have(ky*kx <= dy*dx)
    p.have((dy*dx)*(dy_out*dx_out - 1) >= 0)
    p.have(((dy*dx)*(dy_out*dx_out) - ky*kx)*(C*outputs) >= 0, picture)
    p.conclude()


@volume_by_windows.proof
def _(p: Proof) -> None:
    p.calc(layer3(p_out, i, j, q))
    p.eq(Sum(Sum(Sum(Sum(solid[p_out, c, m, n, r]*volume[c, i + m, j + n, q + r], (r, 0, kz - 1)),
                     (n, 0, ky - 1)), (m, 0, kx - 1)), (c, 0, C - 1)), layer3)
    p.eq(Sum(Sum(Sum(Sum(solid[p_out, c, m - i, n - j, r - q]*volume[c, m, n, r], (r, q, q + kz - 1)),
                     (n, j, j + ky - 1)), (m, i, i + kx - 1)), (c, 0, C - 1)), by.shift)


@volume_with_printed_bounds.refutation(corrected=volume_by_windows)
def _(p: Proof) -> None:
    p.instance({C: 1, kx: 1, ky: 2, kz: 3, i: 0, j: 0, q: 0, p_out: 0, solid: 1, volume: 1})


# -- results -----------------------------------------------------------------------------------

def correlate(signal: Sequence[float], kernel: Sequence[float], padding: int = 0, stride: int = 1) -> list[float]:
    """The outputs of a layer in one dimension, one for each window that fits (claim `every_sth_output`: every stride-th one).

    kernel: not empty; padding ≥ 0 zeros on both sides; stride ≥ 1.  Source: problem set 9, problem 3; homework 5, 5a.

    >>> correlate([1, 2, 3, 4], [1, 1], padding=1, stride=2)
    [1, 5, 4]
    >>> correlate([1, 2, 3, 4], [1, 1], padding=1)[::2]
    [1, 5, 4]
    """
    if padding < 0 or stride < 1 or not kernel:
        raise ValueError("a layer has a kernel, a padding of at least 0 and a stride of at least 1")
    zeros = [0]*padding
    row = [*zeros, *signal, *zeros]
    starts = range(0, len(row) - len(kernel) + 1, stride)
    return [sum(w*row[start + m] for m, w in enumerate(kernel)) for start in starts]


def weights(height: int, width: int, inputs: int, outputs: int) -> int:
    """The number of weights of a layer on pictures, without biases: one for each place of the window and pair of channels.

    At most those of a full matrix between the same input and output (claim `fewer_parameters`).

    >>> weights(3, 3, 16, 32)
    4608
    """
    if min(height, width, inputs, outputs) < 0:
        raise ValueError("sizes are not negative")
    return height*width*inputs*outputs
