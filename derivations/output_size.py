r"""How long the output of a convolution is: counted, with the floor, and solved for the input.

A window of $K$ values moves over a signal of $W$ values that is padded by $P$ zeros on both sides; the windows start at
$0, S, 2S, \dots$, and those count that end inside the padded signal.
"""

from sympy import And, Eq, Equivalent, Implies, floor

from proofs import Proof, by, claim, count, definition, family, hypothesis, nat, source

PROBLEM_SET = source("Problem set 9, problem 3", seed="epfl22-ps9")
HOMEWORK = source("Homework 5", seed="ie498-hw5")

W, K, P, S = nat("W"), nat("K"), nat("P"), nat("S")
w, i, j, L = nat("w"), nat("i"), nat("j"), nat("L")
r, h = nat("r", latex="S'"), nat("h")
out = nat("out", latex=r"W_{\mathrm{out}}")
size, kernel = family("size", latex="d", start=0, integer=True), family("kernel", latex="k", start=1, integer=True)


# -- definitions and hypotheses --------------------------------------------------

@definition(latex="N")
def outputs(W):
    """The number of windows that lie inside the padded signal; none starts behind its end."""
    return count(S*i + K <= W + 2*P, (i, 0, W + 2*P))


@hypothesis("a stride")
def strided():
    return S >= 1


@hypothesis("a kernel")
def has_kernel():
    return K >= 1


@hypothesis("the padded signal holds a window")
def long_enough():
    return W + 2*P >= K


@hypothesis("the padded signal is shorter than a window")
def too_short():
    return W + 2*P < K


@hypothesis("no padding")
def no_padding():
    return Eq(P, 0)


@hypothesis("a stride of 1")
def unit_stride():
    return Eq(S, 1)


@hypothesis("the signal holds a window")
def holds_a_window():
    return W >= K


@hypothesis("$W_{\\mathrm{out}}$ outputs")
def named_output():
    return Eq(out, outputs(W))


@hypothesis("a width and an output")
def widths():
    return W >= 1, w >= 1


@hypothesis("at least one output")
def one_output():
    return w >= 1


@hypothesis("the largest width would be below 1")
def unattained():
    return S*w + K - 2*P - 1 < 1


@hypothesis("some width gives $w$ outputs")
def attained():
    return S*w + K - 2*P - 1 >= 1


# -- claims: how many windows there are ---------------------------------------------

@claim("epfl22-ps9-p3-1c:fits", PROBLEM_SET.at("part 1"), given=[strided])
def window_fits():
    """Which windows fit: the $i$-th does as long as $i$ does not exceed the quotient."""
    return Equivalent(S*i + K <= W + 2*P, i <= floor((W + 2*P - K)/S))


@claim("epfl22-ps9-p3-1c", PROBLEM_SET.at("part 1, with stride"), given=[strided, long_enough])
def output_size():
    """The number of outputs, with padding and stride."""
    return Eq(outputs(W), floor((W + 2*P - K)/S) + 1)


@claim("epfl22-ps9-p3-1c:range", PROBLEM_SET.at("part 1, with stride"), given=[strided])
def no_window_behind_the_end():
    """It is enough to count up to the end of the padded signal: the index of a window that fits is not larger."""
    return Implies(S*i + K <= W + 2*P, i <= W + 2*P)


@claim("epfl22-ps9-p3-1c:short", PROBLEM_SET.at("part 1, with stride"), given=[strided, too_short])
def output_of_short_input():
    """A padded signal that is shorter than the window has no output, whatever the formula says."""
    return Eq(outputs(W), 0)


@claim("epfl22-ps9-p3-1c:short-formula", PROBLEM_SET.at("part 1, with stride"), given=[strided])
def output_size_of_any_input():
    """The formula with the floor, for short inputs too: there it becomes negative."""
    return Eq(outputs(W), floor((W + 2*P - K)/S) + 1)


@claim("epfl22-ps9-p3-1c:printed", PROBLEM_SET.at("part 1, with stride"), given=[strided, long_enough])
def output_size_without_floor():
    """The quotient needs the floor: half a window is no output."""
    return Eq(outputs(W), (W + 2*P - K)/S + 1)


@claim("epfl22-ps9-p3-1c:exact", PROBLEM_SET.at("part 1, with stride"), given=[strided, long_enough])
def output_size_without_remainder():
    """The quotient needs no floor exactly when the stride divides $W + 2P - K$ without remainder."""
    return Equivalent(Eq(S*floor((W + 2*P - K)/S), W + 2*P - K), Eq(outputs(W), (W + 2*P - K)/S + 1))


@claim("epfl22-ps9-p3-1a", PROBLEM_SET.at("part 1, without padding"), given=[no_padding, unit_stride, holds_a_window])
def output_size_plain():
    """Without padding and stride."""
    return Eq(outputs(W), W - K + 1)


@claim("epfl22-ps9-p3-1a:printed", PROBLEM_SET.at("part 1, without padding"), given=[no_padding, unit_stride])
def output_size_plain_of_any_input():
    """A signal that holds no window has no output, and not a negative number of them."""
    return Eq(outputs(W), W - K + 1)


@claim("epfl22-ps9-p3-1b", PROBLEM_SET.at("part 1, with padding"), given=[unit_stride, long_enough])
def output_size_padded():
    """Padding lengthens the signal by $2P$."""
    return Eq(outputs(W), W + 2*P - K + 1)


@claim("epfl22-ps9-p3-q1", PROBLEM_SET.at("first bullet"), given=[strided, long_enough, named_output])
def size_of_the_output():
    """The formula gives the size of the output."""
    return Eq(out, floor((W + 2*P - K)/S) + 1)


@claim("epfl22-ps9-p3-q1:printed", PROBLEM_SET.at("first bullet"), given=[strided, long_enough, named_output])
def size_of_the_input():
    """The question calls the size that is asked for the input size."""
    return Eq(W, floor((W + 2*P - K)/S) + 1)


# -- claims: which input has a given output --------------------------------------------

@claim("epfl22-ps9-p3-2:at-least", PROBLEM_SET.at("part 2"), given=[strided])
def at_least_w_outputs():
    """The formula gives at least $w$ exactly from the width $S(w - 1) + K - 2P$ on."""
    return Equivalent(floor((W + 2*P - K)/S) + 1 >= w, W >= S*(w - 1) + K - 2*P)


@claim("epfl22-ps9-p3-2:exactly", PROBLEM_SET.at("part 2"), given=[strided])
def exactly_w_outputs():
    """The formula has the value $w$ from the width $S(w - 1) + K - 2P$ up to the width $Sw + K - 2P - 1$."""
    return Equivalent(Eq(floor((W + 2*P - K)/S) + 1, w), And(W >= S*(w - 1) + K - 2*P, W <= S*w + K - 2*P - 1))


@claim("epfl22-ps9-p3-2", PROBLEM_SET.at("part 2"), given=[strided, long_enough])
def inputs_for_w_outputs():
    """The widths with $w$ outputs are these and no others."""
    return Equivalent(And(W >= S*(w - 1) + K - 2*P, W <= S*w + K - 2*P - 1), Eq(outputs(W), w))


@claim("epfl22-ps9-p3-2:exact", PROBLEM_SET.at("part 2"), given=[strided])
def no_remainder_at_the_least_input():
    """At the least width the division has no remainder."""
    return Eq((S*(w - 1) + K - 2*P + 2*P - K)/S + 1, w)


@claim("epfl22-ps9-p3-2:printed", PROBLEM_SET.at("part 2"), given=[strided, has_kernel, one_output])
def printed_least_input():
    """The printed least input need not be a width: with padding enough no value is needed at all."""
    return S*(w - 1) + K - 2*P >= 1


@claim("epfl22-ps9-p3-2:least", PROBLEM_SET.at("part 2"), given=[strided, one_output, attained])
def least_width():
    """Where the formula falls below 1, width 1 has $w$ outputs already."""
    return Implies(S*(w - 1) + K - 2*P < 1, Eq(floor((1 + 2*P - K)/S) + 1, w))


@claim("epfl22-ps9-p3-2:unattained", PROBLEM_SET.at("part 2"), given=[strided, widths, unattained])
def no_width():
    """When the largest width would be below 1, every signal has more than $w$ outputs, and none has $w$."""
    return floor((W + 2*P - K)/S) + 1 > w


# -- derivations -----------------------------------------------------------------------

@window_fits.proof
def _(p: Proof) -> None:
    p.conclude(strided)


@output_size.proof
def _(p: Proof) -> None:
    p.calc(outputs(W))
    p.eq(count(i <= floor((W + 2*P - K)/S), (i, 0, W + 2*P)), outputs, window_fits, by.counting)
    p.eq(floor((W + 2*P - K)/S) + 1, strided, long_enough, by.counting)


@no_window_behind_the_end.proof
def _(p: Proof) -> None:
    p.conclude(strided)


@output_of_short_input.proof
def _(p: Proof) -> None:
    p.conclude(outputs, too_short, by.counting)


@output_size_of_any_input.refutation(corrected=output_of_short_input)
def _(p: Proof) -> None:
    p.instance({W: 0, K: 3, P: 0, S: 2})


@output_size_without_floor.refutation(corrected=output_size)
def _(p: Proof) -> None:
    p.instance({W: 4, K: 3, P: 0, S: 2})


@output_size_without_remainder.proof
def _(p: Proof) -> None:
    converse, exact = p.parts("No floor needed.", "No remainder.")
    divides = exact.assume(Eq(S*floor((W + 2*P - K)/S), W + 2*P - K))
    exact.calc(outputs(W))
    exact.eq(S*floor((W + 2*P - K)/S)/S + 1, output_size)
    exact.eq((W + 2*P - K)/S + 1, divides)

    quotient = converse.assume(Eq(outputs(W), (W + 2*P - K)/S + 1))
    whole = converse.have(Eq(floor((W + 2*P - K)/S), (W + 2*P - K)/S), output_size, quotient)
    converse.conclude(whole)


@output_size_plain.proof
def _(p: Proof) -> None:
    p.calc(outputs(W))
    p.eq(floor((W + 2*0 - K)/1) + 1, output_size, unit_stride, no_padding)
    p.eq(W - K + 1)


@output_size_plain_of_any_input.refutation(corrected=output_size_plain)
def _(p: Proof) -> None:
    p.instance({W: 0, K: 2, P: 0, S: 1})


@output_size_padded.proof
def _(p: Proof) -> None:
    p.calc(outputs(W))
    p.eq(floor((W + 2*P - K)/1) + 1, output_size, unit_stride)
    p.eq(W + 2*P - K + 1)


@size_of_the_output.proof
def _(p: Proof) -> None:
    p.conclude(named_output, output_size)


@size_of_the_input.refutation(corrected=size_of_the_output)
def _(p: Proof) -> None:
    p.instance({W: 3, K: 2, P: 0, S: 1, out: 2})


@at_least_w_outputs.proof
def _(p: Proof) -> None:
    p.conclude(strided)


@exactly_w_outputs.proof
def _(p: Proof) -> None:
    p.conclude(strided)


@inputs_for_w_outputs.proof
def _(p: Proof) -> None:
    no_others, these = p.parts("No others.", "These widths.")
    number = no_others.assume(Eq(outputs(W), w))
    value = no_others.have(Eq(floor((W + 2*P - K)/S) + 1, w), output_size, number)
    no_others.conclude(value)

    between = these.assume(And(W >= S*(w - 1) + K - 2*P, W <= S*w + K - 2*P - 1))
    value = these.have(Eq(floor((W + 2*P - K)/S) + 1, w), exactly_w_outputs, between)
    these.conclude(output_size, value)


@no_remainder_at_the_least_input.proof
def _(p: Proof) -> None:
    p.conclude()


@printed_least_input.refutation(corrected=least_width)
def _(p: Proof) -> None:
    p.instance({S: 3, K: 1, P: 1, w: 1})


@least_width.proof
def _(p: Proof) -> None:
    p.conclude(strided, attained)


@no_width.proof
def _(p: Proof) -> None:
    p.conclude(widths, unattained)


# -- results --------------------------------------------------------------------------

def output_width(width: int, kernel: int, padding: int = 0, stride: int = 1) -> int:
    """The number of outputs of a convolution (claims `output_size`, `output_of_short_input`).

    width, padding ≥ 0, kernel ≥ 0, stride ≥ 1.  Source: problem set 9, problem 3, part 1.

    >>> output_width(7, kernel=3, padding=1, stride=2)
    4
    >>> output_width(1, kernel=3)
    0
    """
    _at_least(0, width=width, kernel=kernel, padding=padding)
    _at_least(1, stride=stride)
    room = width + 2*padding - kernel
    return room//stride + 1 if room >= 0 else 0


def input_widths(outputs: int, kernel: int, padding: int = 0, stride: int = 1) -> range:
    """All widths ≥ 1 that give this number ≥ 1 of outputs, possibly none (claims `exactly_w_outputs`, `no_width`).

    Source: problem set 9, problem 3, part 2.

    >>> input_widths(4, kernel=3, padding=1, stride=2)
    range(7, 9)
    >>> list(input_widths(1, kernel=1, padding=1))
    []
    """
    _at_least(0, kernel=kernel, padding=padding)
    _at_least(1, outputs=outputs, stride=stride)
    shortest = stride*(outputs - 1) + kernel - 2*padding
    return range(max(1, shortest), max(1, shortest + stride))


def _at_least(least: int, **given: int) -> None:
    for name, value in given.items():
        if value < least:
            raise ValueError(f"{name} must be at least {least}, not {value}")
