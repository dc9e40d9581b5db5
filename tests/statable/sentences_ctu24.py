"""Seminar 3: momentum and averages, epochs of random draws, receptive boxes, majorisation."""

from __future__ import annotations

from proofs.kernel import INT, OMEGA, REAL, Term, app, fun, op
from proofs.tactics.build import add, conj, div, eq, imp, integer, le, lt, mul, ne, number, power, real, sub
from proofs.theories.binomials import BINOMIAL
from proofs.theories.expectation import VAR
from proofs.theories.notions import (
    GRAD,
    IN_PROBABILITY,
    INDICATOR,
    MEAN,
    MUTUAL_DRAWS,
    NORM,
    PROBABILITY,
    SET,
    TENDS,
    UNIFORM,
)
from proofs.theories.vectors import DOT, NORM2

from .builders import SPACE_NAMES, VECTOR, E, I, Statement, Writing, sentence

ORACLE = fun(VECTOR, INT, VECTOR)
DRAWS = fun(INT, OMEGA, INT)
E_INVERSE = op("exp", number(-1))


# -- momentum and averages ------------------------------------------------------------------------


class Schemes:
    """The averaging scheme (E), with m and θ, and the momentum scheme (M), with v and ϑ."""

    def __init__(self, w: Writing) -> None:
        self.q, self.eta, self.mu, self.eps = w.reals("q η μ ε")
        self.t, self.i, self.d = w.ints("t i d")
        self.start, self.oracle = w.var("θ0", VECTOR, r"\theta^0"), w.var("G", ORACLE)
        self.m0, self.v0 = w.var("m0", VECTOR, "m^0"), w.var("v0", VECTOR, "v^0")
        t, i = self.t, self.i

        def averaged(m: Term, theta: Term) -> Term:
            return add(mul(sub(1, self.q), app(m, i)), mul(self.q, app(self.oracle, theta, t, i)))

        def summed(v: Term, theta: Term) -> Term:
            return add(mul(self.mu, app(v, i)), app(self.oracle, theta, t, i))

        start = app(self.start, i)
        self.m, self.theta = w.joint(
            {"m": "m", "θ": r"\theta"}, [self.q, self.eta, self.m0, self.start, self.oracle], "hhaaaii", t, [i],
            [app(self.m0, i), start],
            [averaged, lambda m, th: sub(app(th, i), mul(self.eta, averaged(m, th)))])
        self.v, self.vartheta = w.joint(
            {"v": "v", "ϑ": r"\vartheta"}, [self.mu, self.eps, self.v0, self.start, self.oracle], "hhaaaii", t, [i],
            [app(self.v0, i), start],
            [summed, lambda v, th: sub(app(th, i), mul(self.eps, summed(v, th)))])

    def averaging(self, which: Term, m0: Term) -> Term:
        return app(which, self.q, self.eta, m0, self.start, self.oracle, self.t, self.i)

    def momentum(self, which: Term, v0: Term) -> Term:
        return app(which, self.mu, self.eps, v0, self.start, self.oracle, self.t, self.i)

    def everywhere(self, w: Writing, body: Term) -> Term:
        """for all t ≥ 0 and 1 ≤ i ≤ d"""
        inner = w.all(self.i, body, le(1, self.i), le(self.i, self.d))
        return w.all(self.t, inner, le(0, self.t))


@sentence("ctu24-s3-a2a.forward")
def momentum_from_average() -> Statement:
    """With μ = 1 − q, ε = ηq and v₀ = m₀/q both schemes have the same iterates, for every oracle, and v = m/q."""
    w = Writing("a2a")
    s = Schemes(w)
    v0 = w.lam(s.i, div(app(s.m0, s.i), s.q))
    same = eq(s.momentum(s.vartheta, v0), s.averaging(s.theta, s.m0))
    buffers = eq(s.momentum(s.v, v0), div(s.averaging(s.m, s.m0), s.q))
    given = [conj(lt(0, s.q), le(s.q, 1), lt(0, s.eta)), eq(s.mu, sub(1, s.q)), eq(s.eps, mul(s.eta, s.q))]
    return w.statement(given, s.everywhere(w, conj(same, buffers)), "q η μ ε m0 θ0 G d")


@sentence("ctu24-s3-a2a.converse")
def average_from_momentum() -> Statement:
    """If both schemes, with buffers 0, have equal iterates for every oracle and start, then μ = 1 − q and ε = ηq."""
    w = Writing("a2a")
    s = Schemes(w)
    zero = w.lam(s.i, number(0))
    same = eq(s.averaging(s.theta, zero), s.momentum(s.vartheta, zero))
    always = w.alls([s.oracle, s.start], s.everywhere(w, same))
    given = [conj(lt(0, s.q), le(s.q, 1), lt(0, s.eta), le(1, s.d))]
    return w.statement(given, imp(always, conj(eq(s.mu, sub(1, s.q)), eq(s.eps, mul(s.eta, s.q)))), "q η μ ε d")


# -- epochs of random draws -----------------------------------------------------------------------


@sentence("ctu24-s3-a1a-lim")
def limit_of_missing() -> Statement:
    """(1 − 1/n)ⁿ tends to 1/e."""
    w = Writing("a1a-lim")
    (n,) = w.ints("n")
    powers = w.lam(n, power(sub(1, div(1, real(n))), n))
    return w.statement([], app(TENDS, integer(1), powers, E_INVERSE))


class Missing:
    """U n is the number of examples in 1, …, n that n uniform draws J n 1, …, J n n do not meet."""

    def __init__(self, w: Writing) -> None:
        self.n, i, k = w.ints("n i k")
        draws, omega = w.var("J", fun(INT, DRAWS)), w.var("ω", OMEGA)
        never = w.all(k, ne(app(draws, self.n, k, omega), i), le(1, k), le(k, self.n))
        total = w.sum(i, 1, self.n, app(INDICATOR, never))
        self.number = w.define("U", "U", [draws, self.n, omega], "hih", total)
        self.omega, self.draws = omega, draws
        uniform = w.all(k, app(UNIFORM, E, I, self.n, app(draws, self.n, k)), le(1, k), le(k, self.n))
        independent = app(MUTUAL_DRAWS, E, I, integer(1), self.n, app(draws, self.n))
        for made in (app(draws, self.n),):
            w.hints.names.setdefault(made, w.symbols[k])
        self.given = [w.space(), w.all(self.n, op("and", uniform, independent), le(1, self.n))]

    def count(self, w: Writing) -> Term:
        return app(self.number, self.draws, self.n)

    def share(self, w: Writing) -> Term:
        return w.lam(self.omega, div(app(self.number, self.draws, self.n, self.omega), real(self.n)))


def _missing(n: Term, j: int) -> Term:
    """(1 − j/n)ⁿ"""
    return power(sub(1, div(j, real(n))), n)


@sentence("ctu24-s3-a1a-frac.expectation")
def expected_number_of_missing() -> Statement:
    """E U = n(1 − 1/n)ⁿ, so the expected share of unused examples tends to 1/e."""
    w = Writing("a1a-frac")
    s = Missing(w)
    n = s.n
    mean = w.all(n, eq(app(E, s.count(w)), mul(real(n), _missing(n, 1))), le(1, n))
    share = app(TENDS, integer(1), w.lam(n, app(E, s.share(w))), E_INVERSE)
    return w.statement(s.given, conj(mean, share), f"{SPACE_NAMES} J")


@sentence("ctu24-s3-a1a-frac.variance")
def variance_of_missing() -> Statement:
    """Var U = n(1 − 1/n)ⁿ + n(n − 1)(1 − 2/n)ⁿ − n²(1 − 1/n)²ⁿ, and Var(U/n) tends to 0."""
    w = Writing("a1a-frac")
    s = Missing(w)
    n, r = s.n, real(s.n)
    square = power(sub(1, div(1, r)), mul(2, n))
    value = sub(add(mul(r, _missing(n, 1)), mul(mul(r, sub(r, 1)), _missing(n, 2))), mul(power(r, 2), square))
    variance = w.all(n, eq(app(VAR, E, s.count(w)), value), le(1, n))
    share = app(TENDS, integer(1), w.lam(n, app(VAR, E, s.share(w))), number(0))
    return w.statement(s.given, conj(variance, share), f"{SPACE_NAMES} J")


@sentence("ctu24-s3-a1a-frac.probability")
def missing_in_probability() -> Statement:
    """The share of unused examples tends to 1/e in probability."""
    w = Writing("a1a-frac")
    s = Missing(w)
    claim = app(IN_PROBABILITY, E, integer(1), w.lam(s.n, s.share(w)), E_INVERSE)
    return w.statement(s.given, claim, f"{SPACE_NAMES} J")


class Unseen:
    """unseen m S: the probability that after m more uniform draws from 1, …, n some member of S was not drawn."""

    def __init__(self, w: Writing) -> None:
        self.n, self.m, x, j, i = w.ints("n m x j i")
        members = w.var("S", SET)
        some = w.ex(i, app(members, i), le(1, i), le(i, self.n))

        def drawn(before: Term) -> Term:
            rest = w.lam(x, conj(app(members, x), ne(x, j)))
            return app(MEAN, self.n, w.lam(j, app(before, rest)))

        self.unseen = w.recursion("unseen", r"\operatorname{unseen}", [self.n], "hia", self.m, integer(0), [members],
                                  app(INDICATOR, some), drawn)
        self.all = w.lam(x, conj(le(1, x), le(x, self.n)))

    def after(self, draws: Term) -> Term:
        return app(self.unseen, self.n, draws, self.all)


@sentence("ctu24-s3-a1b")
def coupon_collector() -> Statement:
    """The truncated expectations E min(T, M) = Σ_{m<M} P(T > m) of the time T to see all n examples tend to n·Hₙ."""
    w = Writing("a1b")
    s = Unseen(w)
    j, upto = w.ints("j M")
    truncated = w.lam(upto, w.sum(s.m, 0, sub(upto, 1), s.after(s.m)))
    value = mul(real(s.n), w.sum(j, 1, s.n, div(1, real(j))))
    return w.statement([le(1, s.n)], app(TENDS, integer(0), truncated, value), "n")


@sentence("ctu24-s3-a1b.law")
def law_of_unseen() -> Statement:
    """For independent uniform draws, P(T > m), the probability that some example is not among m draws, is unseen m."""
    w = Writing("a1b")
    s = Unseen(w)
    i, k = w.ints("i k")
    draws, omega = w.var("J", DRAWS), w.var("ω", OMEGA)
    never = w.all(k, ne(app(draws, k, omega), i), le(1, k), le(k, s.m))
    missing = w.lam(omega, w.ex(i, never, le(1, i), le(i, s.n)))
    uniform = w.all(k, app(UNIFORM, E, I, s.n, app(draws, k)), le(1, k), le(k, s.m))
    w.hints.names.setdefault(draws, w.symbols[k])
    given = [w.space(), le(1, s.n), le(0, s.m), uniform, app(MUTUAL_DRAWS, E, I, integer(1), s.m, draws)]
    return w.statement(given, eq(app(PROBABILITY, E, missing), s.after(s.m)), f"{SPACE_NAMES} n m J")


@sentence("ctu24-s3-a1b-ceil")
def whole_epochs() -> Statement:
    """In whole epochs: Σ_e P(T > en) has the closed form by inclusion and exclusion, between Hₙ and Hₙ + 1."""
    w = Writing("a1b-ceil")
    s = Unseen(w)
    j, e, upto = w.ints("j e M")
    truncated = w.lam(upto, w.sum(e, 0, sub(upto, 1), s.after(mul(e, s.n))))
    ratio = power(sub(1, div(real(j), real(s.n))), s.n)
    term = div(mul(power(number(-1), add(j, 1)), app(BINOMIAL, s.n, j)), sub(1, ratio))
    harmonic = app(w.define("H", "H", [s.n], "i", w.sum(j, 1, s.n, div(1, real(j)))), s.n)
    value = app(w.define("C", "C", [s.n], "i", w.sum(j, 1, s.n, term)), s.n)
    claim = conj(app(TENDS, integer(0), truncated, value), le(harmonic, value), lt(value, add(harmonic, 1)))
    return w.statement([le(1, s.n)], claim, "n")


# -- receptive boxes --------------------------------------------------------------------------------


@sentence("ctu24-s3-a3")
def receptive_boxes() -> Statement:
    """The exact set of inputs that neuron i of layer l reads has the ends o + iT and o + iT + S − 1, both reached."""
    w = Writing("a3")
    l, i, x, m = w.ints("l i x m")  # noqa: E741
    kernel, stride, padding, size, step, offset = w.many("k s P S T o", fun(INT, INT))
    after = add(l, 1)

    def reads(before: Term) -> Term:
        at = add(sub(mul(app(stride, after), i), app(padding, after)), m)
        return w.ex(m, app(before, at, x), le(0, m), lt(m, app(kernel, after)))

    boxes = w.recursion("R", "R", [kernel, stride, padding], "hhhiam", l, integer(0), [i, x], eq(x, i), reads)
    layers = w.all(l, conj(le(1, app(kernel, l)), le(1, app(stride, l))), le(1, l))
    starts = conj(eq(app(size, integer(0)), 1), eq(app(step, integer(0)), 1), eq(app(offset, integer(0)), 0))
    grows = conj(
        eq(app(size, after), add(app(size, l), mul(sub(app(kernel, after), 1), app(step, l)))),
        eq(app(step, after), mul(app(stride, after), app(step, l))),
        eq(app(offset, after), sub(app(offset, l), mul(app(padding, after), app(step, l)))))
    left = add(app(offset, l), mul(i, app(step, l)))
    right = sub(add(left, app(size, l)), 1)
    box = app(boxes, kernel, stride, padding, l, i)
    inside = w.all(x, imp(app(box, x), conj(le(left, x), le(x, right))))
    claim = w.all(l, w.all(i, conj(app(box, left), app(box, right), inside)), le(0, l))
    return w.statement([layers, starts, w.all(l, grows, le(0, l))], claim, "k s P S T o")


# -- majorisation -------------------------------------------------------------------------------------


@sentence("ctu24-s3-a4-approx")
def majorisation() -> Statement:
    """If the gradient of f is 1/ε-Lipschitz, the quadratic J majorises f, and a step −εg decreases f by ε/2·‖g‖²."""
    w = Writing("a4-approx")
    d, i = w.ints("d i")
    (eps,) = w.reals("ε")
    f, g = w.var("f", fun(VECTOR, REAL)), w.var("g", fun(VECTOR, VECTOR))
    x, y, theta, step = (w.var(s, VECTOR) for s in ("x", "y", "θ", "Δ"))

    def combined(a: Term, b: Term, sign: str, factor: Term | None = None) -> Term:
        right = app(b, i) if factor is None else mul(factor, app(b, i))
        return w.lam(i, op(sign, app(a, i), right))

    gap = app(NORM, d, combined(app(g, x), app(g, y), "sub"))
    lipschitz = le(gap, mul(div(1, eps), app(NORM, d, combined(x, y, "sub"))))
    given = [lt(0, eps), w.all(x, app(GRAD, d, f, x, app(g, x))), w.alls([x, y], lipschitz)]
    here = app(g, theta)
    quadratic = add(add(app(f, theta), app(DOT, d, step, here)), mul(div(1, mul(2, eps)), app(NORM2, d, step)))
    above = w.alls([theta, step], le(app(f, combined(theta, step, "add")), quadratic))
    descent = le(app(f, combined(theta, here, "sub", eps)),
                 sub(app(f, theta), mul(div(eps, 2), app(NORM2, d, here))))
    return w.statement(given, conj(above, w.all(theta, descent)), "ε d f g")
