"""Homework 5, sections 1 and 2: backpropagation at any depth, what gradient descent reaches, vanishing, step sizes."""

from __future__ import annotations

from fractions import Fraction

from proofs.kernel import INT, REAL, Term, app, fun, op
from proofs.kernel.table import ABS, DERIV
from proofs.tactics.build import add, conj, div, eq, imp, integer, le, lt, mul, ne, neg, no, number, power, real, sub
from proofs.theories.notions import BOUNDED_SUMS, DIVERGES, GRAD, LOCAL_MINIMUM, NORM, TENDS
from proofs.theories.vectors import NORM2

from .builders import MATRIX, TENSOR, VECTOR, Statement, Writing, sentence

SCALAR = fun(REAL, REAL)


# -- backpropagation ------------------------------------------------------------------------------------


class Net:
    """L hidden layers of widths n l with activation σ, a linear output of width 1, the squared error of the target y.

    Z_l(k, z) is the preactivation of layer l when that of layer k is z; a is that of the input x; δ goes backwards.
    """

    def __init__(self, w: Writing) -> None:
        self.w = w
        self.depth, self.l, self.k, self.i, self.j = w.ints("L l k i j")
        self.widths = w.var("n", fun(INT, INT))
        self.weights, self.bias, self.delta = w.var("W", TENSOR), w.var("b", MATRIX), w.var("δ", MATRIX)
        self.act, self.slope = w.var("σ", SCALAR), w.var("σd", SCALAR, r"\dot\sigma")
        self.x, self.z = w.var("x", VECTOR), w.var("z", VECTOR)
        (self.y,) = w.reals("y")
        l, i, j = self.l, self.i, self.j  # noqa: E741
        after = add(l, 1)

        def layer(before: Term) -> Term:
            term = mul(app(self.weights, after, i, j), app(self.act, app(before, j)))
            return add(w.sum(j, 1, app(self.widths, l), term), app(self.bias, after, i))

        inner = [self.widths, self.weights, self.bias, self.act, self.k, self.z]
        self.forward = w.recursion("Z", "Z", inner, "hahhaaii", l, self.k, [i], app(self.z, i), layer)
        one = integer(1)
        first = w.lam(i, add(w.sum(j, 1, app(self.widths, integer(0)), mul(app(self.weights, one, i, j), app(self.x, j))),
                             app(self.bias, one, i)))
        net = [self.widths, self.weights, self.bias, self.act, self.x]
        whole = app(self.forward, *inner[:4], one, first, l, i)
        self.pre = w.define("a", "a", [*net, l, i], "hahhhii", whole)
        self.net = net

    def at(self, l: Term, i: Term) -> Term:  # noqa: E741
        return app(self.pre, *self.net, l, i)

    def given(self) -> list[Term]:
        w, l, i, j = self.w, self.l, self.i, self.j
        top = add(self.depth, 1)
        smooth = app(DERIV, self.act, self.at(l, i), app(self.slope, self.at(l, i)))
        back = w.sum(j, 1, app(self.widths, add(l, 1)), mul(app(self.weights, add(l, 1), j, i),
                                                           app(self.delta, add(l, 1), j)))
        error = mul(2, sub(self.at(top, integer(1)), self.y))
        step = eq(app(self.delta, l, i), mul(back, app(self.slope, self.at(l, i))))
        return [conj(le(0, self.depth), eq(app(self.widths, top), 1)), self.inside(smooth),
                eq(app(self.delta, top, integer(1)), error), self.inside(step)]

    def inside(self, body: Term) -> Term:
        """for all hidden layers l and their units i"""
        w, l, i = self.w, self.l, self.i
        return w.all(l, w.all(i, body, le(1, i), le(i, app(self.widths, l))), le(1, l), le(l, self.depth))


@sentence("ie498-hw5-1a-v")
def backpropagated_error() -> Statement:
    """At any depth and widths, δ of layer k is the gradient of the squared error with respect to its preactivation."""
    w = Writing("1a")
    s = Net(w)
    top = add(s.depth, 1)
    output = app(s.forward, s.widths, s.weights, s.bias, s.act, s.k, s.z, top, integer(1))
    loss = w.lam(s.z, power(sub(s.y, output), 2))
    gradient = app(GRAD, app(s.widths, s.k), loss, app(s.pre, *s.net, s.k), app(s.delta, s.k))
    claim = w.all(s.k, gradient, le(1, s.k), le(s.k, top))
    return w.statement(s.given(), claim, "L n W b σ σd x y δ")


@sentence("ie498-hw5-1a-v-W")
def weight_gradient() -> Statement:
    """At any depth, the derivative of the squared error in direction D of the weights of layer k is ⟨δ Hᵀ, D⟩, with H
    the output of the layer before."""
    w = Writing("1aW")
    s = Net(w)
    l, i, j, k, top = s.l, s.i, s.j, s.k, add(s.depth, 1)  # noqa: E741
    (scale,) = w.reals("s")
    direction = w.var("D", MATRIX)
    moved = add(app(s.weights, l, i, j), op("ite", eq(l, k), mul(scale, app(direction, i, j)), number(0)))
    perturbed = w.define("perturbed", r"\tilde W", [s.weights, direction, k, scale, l, i, j], "hhhhiii", moved)
    there = app(perturbed, s.weights, direction, k, scale)
    output = app(s.pre, s.widths, there, s.bias, s.act, s.x, top, integer(1))
    loss = w.lam(scale, power(sub(s.y, output), 2))
    hidden = op("ite", eq(l, 0), app(s.x, j), app(s.act, s.at(l, j)))
    units = w.define("H", "H", [*s.net, l, j], "hahhhii", hidden)
    before = app(units, *s.net, sub(k, 1), j)
    inner = w.sum(j, 1, app(s.widths, sub(k, 1)), mul(mul(app(s.delta, k, i), before), app(direction, i, j)))
    value = w.sum(i, 1, app(s.widths, k), inner)
    claim = w.all(k, w.all(direction, app(DERIV, loss, number(0), value)), le(1, k), le(k, top))
    return w.statement(s.given(), claim, "L n W b σ σd x y δ")


# -- what gradient descent reaches --------------------------------------------------------------------------


class Descent:
    """Gradient descent θ with step α on f, whose gradient g is β-Lipschitz."""

    def __init__(self, w: Writing) -> None:
        self.d, self.k, i = w.ints("d k i")
        self.alpha, self.beta = w.reals("α β")
        self.f, self.g = w.var("f", fun(VECTOR, REAL)), w.var("g", fun(VECTOR, VECTOR))
        self.start, x, y = w.var("θ0", VECTOR, r"\theta^0"), *w.many("x y", VECTOR)
        self.i = i
        run = [self.alpha, self.g, self.start]
        theta = w.recursion("θ", r"\theta", run, "hhhii", self.k, integer(0), [i], app(self.start, i),
                            lambda th: sub(app(th, i), mul(self.alpha, app(self.g, th, i))))
        self.theta = app(theta, *run)

        def gap(a: Term, b: Term) -> Term:
            return app(NORM, self.d, w.lam(i, sub(app(a, i), app(b, i))))

        lipschitz = le(gap(app(self.g, x), app(self.g, y)), mul(self.beta, gap(x, y)))
        self.given = [
            conj(le(1, self.d), lt(0, self.beta), lt(0, self.alpha), le(self.alpha, div(1, self.beta))),
            w.all(x, app(GRAD, self.d, self.f, x, app(self.g, x))), w.alls([x, y], lipschitz)]


@sentence("ie498-hw5-2a-guarantee.refuted")
def no_guarantee() -> Statement:
    """Not so: that gradient descent with small steps on a smooth function, if it converges, reaches a local minimum."""
    w = Writing("2a")
    s = Descent(w)
    limit = w.var("θ1", VECTOR, r"\theta^{*}")
    converges = w.all(s.i, app(TENDS, integer(0), w.lam(s.k, app(s.theta, s.k, s.i)), app(limit, s.i)),
                      le(1, s.i), le(s.i, s.d))
    claim = imp(conj(*s.given, converges), app(LOCAL_MINIMUM, s.d, s.f, limit))
    return w.statement([], no(w.alls([s.d, s.alpha, s.beta, s.f, s.g, s.start, limit], claim)))


@sentence("ie498-hw5-2a-guarantee")
def small_gradient() -> Statement:
    """Corrected: with f ≥ B, among the first N iterates one has ‖∇f(θ)‖² ≤ 2(f(θ₀) − B)/(αN)."""
    w = Writing("2a")
    s = Descent(w)
    steps, below, x = w.var("N", INT), w.var("B", REAL), w.var("x", VECTOR)
    bound = div(mul(2, sub(app(s.f, s.start), below)), mul(s.alpha, real(steps)))
    small = le(app(NORM2, s.d, app(s.g, app(s.theta, s.k))), bound)
    given = [*s.given, w.all(x, le(below, app(s.f, x))), le(1, steps)]
    return w.statement(given, w.ex(s.k, small, le(0, s.k), lt(s.k, steps)), "d α β f g θ0 N B")


# -- vanishing ------------------------------------------------------------------------------------------------


def _image(w: Writing, matrix: Term, l: Term, size: Term, v: Term) -> Term:  # noqa: E741
    """The vector W_l v."""
    i, j = w.ints("i j")
    return w.lam(i, w.sum(j, 1, size, mul(app(matrix, l, i, j), app(v, j))))


@sentence("ie498-hw5-2c-vanish")
def gradients_vanish() -> Statement:
    """If |σ′| ≤ c on all units and ‖W_l v‖ ≤ ω‖v‖, the Jacobian of L layers has norm at most (cω)^L: → 0 if cω < 1."""
    w = Writing("2c")
    l, i, depth = w.ints("l i L")  # noqa: E741
    c, omega = w.var("c", REAL), w.var("ω", REAL)
    widths, slopes, weights, v = w.var("n", fun(INT, INT)), w.var("s", MATRIX), w.var("W", TENSOR), w.var("v", VECTOR)

    def layer(before: Term) -> Term:
        return mul(app(slopes, add(l, 1), i), app(_image(w, weights, add(l, 1), app(widths, l), before), i))

    run = w.recursion("u", "u", [widths, slopes, weights, v], "hhhaii", l, integer(0), [i], app(v, i), layer)
    image = _image(w, weights, l, app(widths, sub(l, 1)), v)
    start = app(NORM, app(widths, integer(0)), v)
    given = [
        w.all(l, w.all(i, le(app(ABS, app(slopes, l, i)), c), le(1, i), le(i, app(widths, l))), le(1, l)),
        w.all(l, w.all(v, le(app(NORM, app(widths, l), image), mul(omega, app(NORM, app(widths, sub(l, 1)), v)))),
              le(1, l)),
        conj(le(0, c), le(0, omega))]
    end = app(NORM, app(widths, depth), app(run, widths, slopes, weights, v, depth))
    bound = w.all(depth, w.all(v, le(end, mul(power(mul(c, omega), depth), start))), le(0, depth))
    vanish = imp(lt(mul(c, omega), 1), w.all(v, app(TENDS, integer(0), w.lam(depth, end), number(0))))
    return w.statement(given, conj(bound, vanish), "n s W c ω")


@sentence("ie498-hw5-2c-vanish.refuted")
def gradients_may_grow() -> Statement:
    """Not without that condition: for the layers h ↦ σ(8h − 4), σ logistic, the derivative at h = 1/2 is 2^L."""
    w = Writing("2c-grow")
    l, depth = w.ints("l L")  # noqa: E741
    z, h = w.reals("z h")
    logistic = w.define("σ", r"\sigma", [z], "a", div(1, add(1, op("exp", neg(z)))))
    run = w.recursion("h", "h", [h], "ai", l, integer(0), [], h,
                      lambda before: app(logistic, sub(mul(8, before), 4)))
    through = w.lam(h, app(run, h, depth))
    claim = w.all(depth, app(DERIV, through, div(1, 2), power(number(2), depth)), le(0, depth))
    return w.statement([], claim)


@sentence("ie498-hw5-2c-resid.scalar")
def residual_derivative() -> Statement:
    """The derivative of F(x) + x is F′ + 1, and |F′ + 1| ≥ |F′| iff F′ ≥ −1/2: not in general."""
    w = Writing("2c-scalar")
    x, z, r = w.reals("x z r")
    f = w.var("F", SCALAR)
    block = w.lam(z, add(app(f, z), z))
    larger = op("iff", le(app(ABS, r), app(ABS, add(r, 1))), le(number(Fraction(-1, 2)), r))
    claim = w.alls([f, x, r], imp(app(DERIV, f, x, r), conj(app(DERIV, block, x, add(r, 1)), larger)))
    return w.statement([], claim)


@sentence("ie498-hw5-2c-resid")
def residual_blocks() -> Statement:
    """If ‖A_l v‖ ≤ κ‖v‖ with κ < 1 for every block, then L blocks I + A_l keep ‖u‖ ≥ (1 − κ)^L‖v‖."""
    w = Writing("2c-resid")
    l, i, depth, n = w.ints("l i L n")  # noqa: E741
    (kappa,) = w.reals("κ")
    blocks, v = w.var("A", TENSOR), w.var("v", VECTOR)
    run = w.recursion("u", "u", [n, blocks, v], "hhaii", l, integer(0), [i], app(v, i),
                      lambda u: add(app(u, i), app(_image(w, blocks, add(l, 1), n, u), i)))
    small = le(app(NORM, n, _image(w, blocks, l, n, v)), mul(kappa, app(NORM, n, v)))
    given = [conj(le(0, kappa), lt(kappa, 1)), w.all(l, w.all(v, small), le(1, l))]
    kept = le(mul(power(sub(1, kappa), depth), app(NORM, n, v)), app(NORM, n, app(run, n, blocks, v, depth)))
    return w.statement(given, w.all(depth, w.all(v, kept), le(0, depth)), "n A κ")


# -- step sizes --------------------------------------------------------------------------------------------------


@sentence("ie498-hw5-2e-ex")
def harmonic_steps() -> Statement:
    """For α_k = C/(D + k) with C, D > 0 the sums of α diverge and those of α² are bounded."""
    w = Writing("2e")
    k, n = w.ints("k n")
    top, shift = w.reals("C D")
    rate = app(w.define("α", r"\alpha", [top, shift, k], "hhi", div(top, add(shift, real(k)))), top, shift, k)
    claim = conj(app(DIVERGES, integer(0), w.lam(n, w.sum(k, 0, n, rate))),
                 app(BOUNDED_SUMS, integer(0), w.lam(k, power(rate, 2))))
    return w.statement([conj(lt(0, top), lt(0, shift))], claim, "C D")


class Quadratic:
    """Gradient descent on θ²/2 with steps α."""

    def __init__(self, w: Writing) -> None:
        self.k = w.var("k", INT)
        self.alpha, self.start = w.var("α", VECTOR), w.var("θ0", REAL, r"\theta^0")
        run = w.recursion("θ", r"\theta", [self.alpha, self.start], "hhi", self.k, integer(0), [], self.start,
                          lambda th: sub(th, mul(app(self.alpha, self.k), th)))
        self.limit = app(TENDS, integer(0), w.lam(self.k, app(run, self.alpha, self.start, self.k)), number(0))
        w.hints.names.setdefault(app(run, self.alpha, self.start), w.symbols[self.k])


@sentence("ie498-hw5-2e-cond.refuted")
def conditions_not_necessary() -> Statement:
    """The second condition is not necessary: some steps reach the minimum from everywhere with unbounded Σα²."""
    w = Writing("2e-cond")
    s = Quadratic(w)
    rate = app(s.alpha, s.k)
    squares = app(BOUNDED_SUMS, integer(0), w.lam(s.k, power(rate, 2)))
    positive = w.all(s.k, lt(0, rate), le(0, s.k))
    return w.statement([], w.ex(s.alpha, conj(positive, w.all(s.start, s.limit), no(squares))))


@sentence("ie498-hw5-2e-cond")
def divergence_is_needed() -> Statement:
    """For 0 ≤ α_k < 1 and θ₀ ≠ 0 the iterates on θ²/2 tend to 0 iff the sum of the steps diverges."""
    w = Writing("2e-cond")
    s = Quadratic(w)
    n, rate = w.var("n", INT), app(s.alpha, s.k)
    given = [w.all(s.k, conj(le(0, rate), lt(rate, 1)), le(0, s.k)), ne(s.start, 0)]
    total = app(DIVERGES, integer(0), w.lam(n, w.sum(s.k, 0, n, rate)))
    return w.statement(given, op("iff", s.limit, total), "α θ0")
