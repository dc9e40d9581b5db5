"""Homework 5, sections 3 to 6: contraction, zero initialisation, convolutions, averages over nodes."""

from __future__ import annotations

from proofs.kernel import INT, OMEGA, REAL, Term, app, fun, op
from proofs.kernel.table import ABS
from proofs.tactics.build import add, conj, div, eq, imp, integer, le, lt, mul, ne, neg, no, number, power, real, sub
from proofs.theories.notions import COUNT, MAXIMUM, MEAN, TENDS
from proofs.theories.relu import RELU

from .builders import MATRIX, SPACE_NAMES, TENSOR, VECTOR, E, I, Statement, Writing, sentence


@sentence("ie498-hw5-3c-bellman")
def bellman_contracts() -> Statement:
    """The Bellman operator T of a finite decision process is a γ-contraction in the supremum norm."""
    w = Writing("3c")
    states, actions, s, a, other = w.ints("S A s a i")
    gamma, c = w.reals("γ c")
    reward, q, q1 = w.var("R", MATRIX), w.var("Q", MATRIX), w.var("Q1", MATRIX, "Q'")
    following, omega = w.var("X", fun(INT, INT, OMEGA, INT)), w.var("ω", OMEGA)
    test = w.var("f", VECTOR)
    state = app(following, s, a, omega)
    best = w.lam(omega, app(MAXIMUM, integer(1), actions, w.lam(other, app(q, state, other))))
    w.hints.names.setdefault(app(q, state), w.symbols[other])
    value = add(app(reward, s, a), mul(gamma, app(E, best)))
    bellman = w.define("T", "T", [E, actions, reward, gamma, following, q, s, a], "hhhhhaii", value)
    fixed = [E, actions, reward, gamma, following]

    def inside(body: Term) -> Term:
        return w.all(s, w.all(a, body, le(1, a), le(a, actions)), le(1, s), le(s, states))

    def close(x: Term, y: Term, bound: Term) -> Term:
        return inside(le(app(ABS, sub(app(x, s, a), app(y, s, a))), bound))

    given = [
        w.space(), conj(le(1, actions), le(0, gamma)),
        inside(w.all(omega, conj(le(1, state), le(state, states)))),
        inside(w.all(test, app(I, w.lam(omega, app(test, state)))))]
    image = close(app(bellman, *fixed, q), app(bellman, *fixed, q1), mul(gamma, c))
    return w.statement(given, w.alls([q, q1, c], imp(close(q, q1, c), image)), f"{SPACE_NAMES} S A γ R X")


# -- zero initialisation --------------------------------------------------------------------------------


class ZeroStart:
    """Training of x ↦ Σ C_i·ReLU(Z_i) + c, Z = Wx + b, on batches (x, y) of N samples; r is the choice of ReLU′(0)."""

    def __init__(self, w: Writing) -> None:
        self.w = w
        self.k, self.i, self.j, n, units, inputs, self.batch = w.ints("k i j n h d N")
        self.rate, self.x, self.y = w.var("α", VECTOR), w.var("x", TENSOR), w.var("y", MATRIX)
        self.choice, self.start = w.var("r", REAL), w.var("c0", REAL, "c^0")
        weight, bias, out, z = w.var("W", MATRIX), w.var("b", VECTOR), w.var("C", VECTOR), w.var("z", REAL)
        const = w.var("c", REAL)
        k, i, j = self.k, self.i, self.j
        zero = integer(0)
        slope = w.define("ReLU'", r"\operatorname{ReLU}'", [self.choice, z], "ha",
                         op("ite", lt(0, z), number(1), op("ite", lt(z, 0), number(0), self.choice)))
        product = w.sum(j, 1, inputs, mul(app(weight, i, j), app(self.x, k, n, j)))
        pre = w.define("Z", "Z", [inputs, self.x, weight, bias, k, n, i], "hhaaiii", add(product, app(bias, i)))
        here = app(pre, inputs, self.x, weight, bias, k, n, i)
        total = add(w.sum(i, 1, units, mul(app(out, i), app(RELU, here))), const)
        data = [units, inputs, self.x, self.y]
        error = w.define("e", "e", [*data, weight, bias, out, const, k, n], "hhhhaaaaii",
                         mul(2, sub(total, app(self.y, k, n))))

        def parts(at: Term, W: Term, b: Term, C: Term, c: Term) -> tuple[Term, Term, Term]:
            """Z, C and the error of sample n of batch k at the current parameters; Z and C of unit `at`"""
            bs, cs = app(b, zero), app(C, zero)
            error_here = app(error, *data, W, bs, cs, app(c, zero, zero), k, n)
            return app(pre, inputs, self.x, W, bs, k, n, at), app(cs, at), error_here

        def stepped(now: Term, gradient: Term) -> Term:
            return sub(now, mul(app(self.rate, k), app(MEAN, self.batch, w.lam(n, gradient))))

        def of_weight(*state: Term) -> Term:
            z, c, e = parts(i, *state)
            return stepped(app(state[0], i, j), mul(mul(mul(e, c), app(slope, self.choice, z)), app(self.x, k, n, j)))

        def of_bias(*state: Term) -> Term:
            z, c, e = parts(j, *state)
            return stepped(app(state[1], zero, j), mul(mul(e, c), app(slope, self.choice, z)))

        def of_out(*state: Term) -> Term:
            z, c, e = parts(j, *state)
            return stepped(c, mul(e, app(RELU, z)))

        def of_const(*state: Term) -> Term:
            return stepped(app(state[3], zero, zero), parts(j, *state)[2])

        nothing = number(0)
        self.names = [*data, self.batch, self.rate, self.choice, self.start]
        hidden = "h"*len(self.names)
        self.runs = w.joint({"W": "W", "b": "b", "C": "C", "c": "c"}, self.names,
                            [hidden + "iii", hidden + "ihi", hidden + "ihi", hidden + "ihh"], k, [i, j],
                            [nothing, nothing, nothing, self.start], [of_weight, of_bias, of_out, of_const])

    def at(self, which: int, k: Term) -> Term:
        index = [self.i, self.j] if which == 0 else [integer(0), self.j if which < 3 else integer(0)]
        return app(self.runs[which], *self.names, k, *index)

    def mean(self) -> Term:
        self.w.hints.names.setdefault(app(self.y, self.k), self.w.symbols[self.i])
        return app(MEAN, self.batch, app(self.y, self.k))


@sentence("ie498-hw5-4d-zero")
def only_the_constant_trains() -> Statement:
    """From W = 0, b = 0, C = 0 these stay 0 whatever ReLU′(0) is, and c_{k+1} = (1 − 2α_k)c_k + 2α_k·(mean of y_k)."""
    w = Writing("4d")
    s = ZeroStart(w)
    k = s.k
    still = w.alls([s.i, s.j], conj(*[eq(s.at(which, k), 0) for which in range(3)]))
    twice = mul(2, app(s.rate, k))
    trains = eq(s.at(3, add(k, 1)), add(mul(sub(1, twice), s.at(3, k)), mul(twice, s.mean())))
    return w.statement([le(1, s.batch)], w.all(k, conj(still, trains), le(0, k)), "h d N α x y r c0")


@sentence("ie498-hw5-4d-zero.limit")
def constant_tends_to_mean() -> Statement:
    """With constant α and mean ȳ: c_k = ȳ + (1 − 2α)^k(c_0 − ȳ), which tends to ȳ iff 0 < α < 1 or c_0 = ȳ."""
    w = Writing("4d")
    s = ZeroStart(w)
    k = s.k
    alpha, mean = w.var("α0", REAL), w.var("m", REAL, r"\bar y")
    given = [le(1, s.batch), w.all(k, conj(eq(app(s.rate, k), alpha), eq(s.mean(), mean)), le(0, k))]
    closed = add(mean, mul(power(sub(1, mul(2, alpha)), k), sub(s.start, mean)))
    converges = app(TENDS, integer(0), w.lam(k, s.at(3, k)), mean)
    when = op("or", conj(lt(0, alpha), lt(alpha, 1)), eq(s.start, mean))
    claim = conj(w.all(k, eq(s.at(3, k), closed), le(0, k)), op("iff", converges, when))
    return w.statement(given, claim, "h d N α x y r c0 α0 m")


@sentence("ie498-hw5-4d-zero.refuted")
def parameters_do_change() -> Statement:
    """Not so: that none of the parameters change."""
    w = Writing("4d")
    s = ZeroStart(w)
    stays = eq(s.at(3, integer(1)), s.at(3, integer(0)))
    return w.statement([], no(w.alls(s.names, imp(le(1, s.batch), stays))))


# -- convolutions --------------------------------------------------------------------------------------------


def _sizes(w: Writing, round_up: bool) -> tuple[Term, list[Term]]:
    """The number of valid places of a kernel, and the formula for it."""
    i, d, k, padding, s = names = w.ints("i d k P s")
    whole = add(d, mul(2, padding))
    fits = le(sub(add(mul(i, s), k), 1), sub(whole, 1))
    quotient = div(real(sub(whole, k)), real(s))
    rounded = neg(op("floor", neg(quotient))) if round_up else op("floor", quotient)
    same = eq(app(COUNT, integer(0), whole, w.lam(i, fits)), real(add(rounded, 1)))
    beyond = w.all(i, no(fits), lt(whole, i))
    return conj(same, beyond) if not round_up else same, names[1:]


@sentence("ie498-hw5-5a-dims")
def output_size() -> Statement:
    """The places i ≥ 0 with is + k − 1 ≤ d + 2P − 1 are ⌊(d + 2P − k)/s⌋ + 1 in number (and none lies beyond d + 2P)."""
    w = Writing("5a")
    claim, (d, k, padding, s) = _sizes(w, round_up=False)
    return w.statement([conj(le(1, k), le(1, s), le(k, add(d, mul(2, padding))))], claim, "d k P s")


@sentence("ie498-hw5-5a-dims.refuted")
def not_rounded_up() -> Statement:
    """Not so: the same with ⌈·⌉."""
    w = Writing("5a")
    claim, (d, k, padding, s) = _sizes(w, round_up=True)
    allowed = conj(le(1, k), le(1, s), le(k, add(d, mul(2, padding))))
    return w.statement([], no(w.alls([d, k, padding, s], imp(allowed, claim))))


class Convolution:
    """conv: a strided convolution of an unbounded signal; shift u: the signal moved by u."""

    def __init__(self, w: Writing) -> None:
        self.i, self.u, self.k, self.s, m = w.ints("i u k s m")
        self.kernel, self.signal = w.var("w", VECTOR), w.var("X", VECTOR)
        body = w.sum(m, 0, sub(self.k, 1), mul(app(self.kernel, m), app(self.signal, add(mul(self.s, self.i), m))))
        self.conv = w.define("conv", r"\operatorname{conv}", [self.k, self.kernel, self.s, self.signal, self.i],
                             "hhaai", body)
        self.shift = w.define("shift", r"\operatorname{shift}", [self.u, self.signal, self.i], "aai",
                              app(self.signal, add(self.i, self.u)))

    def of(self, stride: Term, signal: Term) -> Term:
        return app(self.conv, self.k, self.kernel, stride, signal)


@sentence("ie498-hw5-5b-equiv")
def convolution_is_equivariant() -> Statement:
    """A convolution of stride s of the signal shifted by su is the convolution shifted by u."""
    w = Writing("5b")
    s = Convolution(w)
    before = s.of(s.s, app(s.shift, mul(s.s, s.u), s.signal))
    after = app(s.shift, s.u, s.of(s.s, s.signal))
    return w.statement([], w.all(s.i, eq(app(before, s.i), app(after, s.i))), "k w s u X")


@sentence("ie498-hw5-5b-equiv.refuted")
def convolution_is_not_invariant() -> Statement:
    """Not so: that a convolution does not change when the signal is shifted; and with stride 2 a shift by 1 of the
    signal is, for some kernel, no shift of the output at all."""
    w = Writing("5b")
    s = Convolution(w)
    one, two = integer(1), integer(2)
    invariant = eq(app(s.of(s.s, app(s.shift, s.u, s.signal)), s.i), app(s.of(s.s, s.signal), s.i))
    moved = app(s.of(two, app(s.shift, one, s.signal)), s.i)
    no_shift = w.ex(s.signal, w.ex(s.i, ne(moved, app(s.shift, s.u, s.of(two, s.signal), s.i))))
    claim = conj(no(w.alls([s.k, s.kernel, s.s, s.signal, s.u, s.i], invariant)),
                 w.exs([s.k, s.kernel], w.all(s.u, no_shift)))
    return w.statement([], claim)


# -- several nodes ----------------------------------------------------------------------------------------------


@sentence("ie498-hw5-6g")
def averages_of_averages() -> Statement:
    """The average over N nodes of their average gradients is the average over all samples, whatever the gradients
    are, iff all nodes hold equally many samples."""
    w = Writing("6g")
    nodes, n, m, j = w.ints("N n m j")
    sizes, g = w.var("c", fun(INT, INT)), w.var("g", MATRIX)
    here = app(sizes, n)
    w.hints.names.setdefault(app(g, n), w.symbols[j])
    means = app(MEAN, nodes, w.lam(n, app(MEAN, here, app(g, n))))
    total = w.sum(n, 1, nodes, w.sum(j, 1, here, app(g, n, j)))
    whole = div(total, w.sum(n, 1, nodes, real(here)))
    equal = w.all(n, w.all(m, eq(here, app(sizes, m)), le(1, m), le(m, nodes)), le(1, n), le(n, nodes))
    given = [le(1, nodes), w.all(n, le(1, here), le(1, n), le(n, nodes))]
    return w.statement(given, op("iff", w.all(g, eq(means, whole)), equal), "N c")
