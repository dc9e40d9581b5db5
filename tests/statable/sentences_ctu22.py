"""Seminar 4: symmetric laws, training under batch normalisation, one-bit gradients, weight decay with momentum."""

from __future__ import annotations

from proofs.kernel import INT, OMEGA, REAL, Term, app, fun, lam, op
from proofs.tactics.build import add, conj, div, eq, imp, integer, le, lt, mul, ne, neg, number, power, real, sub
from proofs.theories.expectation import VAR, independent, same_law
from proofs.theories.notions import GRAD, MAXIMUM, MINIMUM, NORM, minimises, unique_minimiser
from proofs.theories.vectors import DOT, NORM2

from .builders import SPACE_NAMES, VECTOR, E, I, Statement, Writing, sentence

ORACLE = fun(VECTOR, INT, VECTOR)
FUNCTIONAL = fun(VECTOR, REAL)


# -- laws ---------------------------------------------------------------------------------------------


@sentence("ctu22-s4-a1b")
def symmetric_dot() -> Statement:
    """If the vector w has a symmetric law and is independent of x, then ⟨w, x⟩ has a symmetric law: equal E f."""
    w = Writing("a1b")
    (n,) = w.ints("n")
    weights, inputs = w.many("w x", fun(OMEGA, VECTOR))
    omega, v, f = w.var("ω", OMEGA), w.var("v", VECTOR), w.var("f", fun(REAL, REAL))
    i = w.var("i", INT)
    mirrored = lam(omega, w.lam(i, neg(app(weights, omega, i))))
    given = [w.space(), app(same_law(VECTOR), E, I, weights, mirrored),
             app(independent(VECTOR, VECTOR), E, I, weights, inputs)]
    activation = app(DOT, n, app(weights, omega), app(inputs, omega))
    frozen = w.all(v, app(I, w.lam(omega, app(f, app(DOT, n, app(weights, omega), v)))))
    one, two = (w.lam(omega, app(f, a)) for a in (activation, neg(activation)))
    claim = w.all(f, imp(conj(frozen, app(I, one), app(I, two)), eq(app(E, two), app(E, one))))
    return w.statement(given, claim, f"{SPACE_NAMES} n w x")


# -- training under batch normalisation -----------------------------------------------------------------


class Normalised:
    """F does not change when its argument is multiplied by c > 0; G is its gradient at W."""

    def __init__(self, w: Writing) -> None:
        self.n, self.i = w.ints("n i")
        self.c, self.eta = w.reals("c η")
        self.loss = w.var("F", FUNCTIONAL)
        self.at, self.gradient, other = w.var("W", VECTOR), w.var("G", VECTOR), w.var("V", VECTOR)
        self.other = other
        same = eq(app(self.loss, self.scaled(w, other)), app(self.loss, other))
        self.given = [w.all(self.c, w.all(other, same), lt(0, self.c)),
                      app(GRAD, self.n, self.loss, self.at, self.gradient)]

    def scaled(self, w: Writing, x: Term) -> Term:
        return w.lam(self.i, mul(self.c, app(x, self.i)))

    def moved(self, w: Writing) -> Term:
        return w.lam(self.i, sub(app(self.at, self.i), mul(self.eta, app(self.gradient, self.i))))


@sentence("ctu22-s4-a2b-training.i")
def gradient_of_scaled() -> Statement:
    """(i) ∇F(cW) = ∇F(W)/c for c > 0."""
    w = Writing("a2b")
    s = Normalised(w)
    divided = w.lam(s.i, div(app(s.gradient, s.i), s.c))
    claim = w.all(s.c, app(GRAD, s.n, s.loss, s.scaled(w, s.at), divided), lt(0, s.c))
    return w.statement(s.given, claim, "n F W G")


@sentence("ctu22-s4-a2b-training.ii")
def gradient_is_orthogonal() -> Statement:
    """(ii) ⟨∇F(W), W⟩ = 0."""
    w = Writing("a2b")
    s = Normalised(w)
    return w.statement(s.given, eq(app(DOT, s.n, s.gradient, s.at), 0), "n F W G")


@sentence("ctu22-s4-a2b-training.iii")
def step_lengthens() -> Statement:
    """(iii) After the step W − ηG the squared norm has grown by η²‖G‖²."""
    w = Writing("a2b")
    s = Normalised(w)
    grown = add(app(NORM2, s.n, s.at), mul(power(s.eta, 2), app(NORM2, s.n, s.gradient)))
    return w.statement(s.given, eq(app(NORM2, s.n, s.moved(w)), grown), "n F W G η")


@sentence("ctu22-s4-a2b-training.iv")
def effective_rate() -> Statement:
    """(iv) With Ŵ = W/‖W‖ the step reads W′/‖W‖ = Ŵ − η/‖W‖²·∇F(Ŵ): the effective rate is η/‖W‖²."""
    w = Writing("a2b")
    s = Normalised(w)
    there = w.var("H", VECTOR)
    i, norm = s.i, app(NORM, s.n, s.at)
    unit = w.lam(i, div(app(s.at, i), norm))
    step = div(sub(app(s.at, i), mul(s.eta, app(s.gradient, i))), norm)
    same = eq(step, sub(app(unit, i), mul(div(s.eta, power(norm, 2)), app(there, i))))
    given = [*s.given, lt(0, norm), app(GRAD, s.n, s.loss, unit, there)]
    return w.statement(given, w.all(i, same, le(1, i), le(i, s.n)), "n F W G η H")


@sentence("ctu22-s4-a2b-training.v")
def input_gradient() -> Statement:
    """(v) If the loss of weights W and input x is unchanged under W → cW, so is its gradient with respect to x."""
    w = Writing("a2b")
    n, i = w.ints("n i")
    (c,) = w.reals("c")
    loss = w.var("F", fun(VECTOR, VECTOR, REAL))
    weights, x, g = w.many("W x G", VECTOR)
    scaled = w.lam(i, mul(c, app(weights, i)))
    given = [w.all(c, w.alls([weights, x], eq(app(loss, scaled, x), app(loss, weights, x))), lt(0, c))]
    gradients = [app(GRAD, n, w.lam(x, app(loss, v, x)), x, g) for v in (scaled, weights)]
    for v in (scaled, weights):
        w.hints.names.setdefault(app(loss, v), w.symbols[x])
    claim = w.all(c, w.alls([weights, x, g], op("iff", *gradients)), lt(0, c))
    return w.statement(given, claim, "n F")


# -- one-bit gradients -----------------------------------------------------------------------------------


@sentence("ctu22-s4-a3b-opt.variance")
def one_bit_variance() -> Statement:
    """An unbiased a·X + b with X in {0, 1} has variance (g − b)(a + b − g)."""
    w = Writing("a3b")
    a, b, g = w.reals("a b g")
    bit, omega = w.var("X", fun(OMEGA, REAL)), w.var("ω", OMEGA)
    here = app(bit, omega)
    decoded = w.lam(omega, add(mul(a, here), b))
    given = [w.space(), w.all(omega, op("or", eq(here, 0), eq(here, 1))), app(I, bit), eq(app(E, decoded), g)]
    claim = eq(app(VAR, E, decoded), mul(sub(g, b), sub(add(a, b), g)))
    return w.statement(given, claim, f"{SPACE_NAMES} a b g X")


@sentence("ctu22-s4-a3b-opt")
def best_range() -> Statement:
    """Among (a, b) that allow an unbiased law, b = min g and a = max g − min g minimise each coordinate's variance and,
    alone, the total; with a < 0 the mirrored pair; the total is then Σ(gᵢ − m)(M − gᵢ) ≤ n/4·(M − m)²."""
    w = Writing("a3b")
    n, i = w.ints("n i")
    a, b, least, most = w.reals("a b m M")
    g = w.var("g", VECTOR)
    at = app(g, i)

    def inside(body: Term) -> Term:
        return w.all(i, body, le(1, i), le(i, n))

    variance = mul(sub(at, b), sub(add(a, b), at))
    one, total = (w.lam(a, w.lam(b, v)) for v in (variance, w.sum(i, 1, n, variance)))
    allowed = w.lam(a, w.lam(b, conj(lt(0, a), inside(conj(le(b, at), le(at, add(a, b)))))))
    mirrored = w.lam(a, w.lam(b, conj(lt(a, 0), inside(conj(le(add(a, b), at), le(at, b))))))
    lowest, highest = app(MINIMUM, integer(1), n, g), app(MAXIMUM, integer(1), n, g)
    w.hints.names.setdefault(g, w.symbols[i])
    value = w.sum(i, 1, n, mul(sub(at, least), sub(most, at)))
    pair, mirror = (sub(most, least), least), (sub(least, most), most)
    claim = conj(
        inside(app(minimises(REAL, REAL), one, allowed, *pair)),
        app(unique_minimiser(REAL, REAL), total, allowed, *pair),
        app(unique_minimiser(REAL, REAL), total, mirrored, *mirror),
        eq(app(total, *pair), value),
        le(value, mul(div(real(n), 4), power(sub(most, least), 2))))
    given = [le(1, n), eq(least, lowest), eq(most, highest), lt(least, most)]
    return w.statement(given, claim, "n g m M")


# -- weight decay with momentum ------------------------------------------------------------------------------


class Decays:
    """(A) decays the weights in the step, (B) adds the decay to the gradient."""

    def __init__(self, w: Writing) -> None:
        self.t, self.i, self.d = w.ints("t i d")
        self.mu, self.eps, self.lam = w.reals("μ ε λ")
        self.mu1 = w.var("μ1", REAL, r"\mu'")
        self.eps1, self.lam1 = w.var("ε1", REAL, r"\varepsilon'"), w.var("λ1", REAL, r"\lambda'")
        self.start, self.oracle = w.var("θ0", VECTOR, r"\theta^0"), w.var("G", ORACLE)
        self.buffer = w.var("u0", VECTOR, "u^0")
        t, i, zero = self.t, self.i, number(0)

        def gradient(theta: Term) -> Term:
            return app(self.oracle, theta, t, i)

        def first(v: Term, theta: Term) -> Term:
            return add(mul(self.mu, app(v, i)), gradient(theta))

        def second(u: Term, theta: Term) -> Term:
            return add(mul(self.mu1, app(u, i)), add(gradient(theta), mul(self.lam1, app(theta, i))))

        _, self.theta = w.joint(
            {"v": "v", "θ": r"\theta"}, [self.mu, self.eps, self.lam, self.start, self.oracle], "hhhaaii", t, [i],
            [zero, app(self.start, i)],
            [first, lambda v, th: sub(app(th, i), mul(self.eps, add(first(v, th), mul(self.lam, app(th, i)))))])
        _, self.vartheta = w.joint(
            {"u": "u", "ϑ": r"\vartheta"},
            [self.mu1, self.eps1, self.lam1, self.buffer, self.start, self.oracle], "hhhaaaii", t, [i],
            [app(self.buffer, i), app(self.start, i)],
            [second, lambda u, th: sub(app(th, i), mul(self.eps1, second(u, th)))])

    def same(self, w: Writing, buffer: Term) -> Term:
        """for all t ≥ 0 and 1 ≤ i ≤ d the iterates agree, B starting from the buffer"""
        t, i, start, oracle = self.t, self.i, self.start, self.oracle
        a = app(self.theta, self.mu, self.eps, self.lam, start, oracle, t, i)
        b = app(self.vartheta, self.mu1, self.eps1, self.lam1, buffer, start, oracle, t, i)
        return w.all(t, w.all(i, eq(b, a), le(1, i), le(i, self.d)), le(0, t))


@sentence("ctu22-s4-a4-equiv")
def equal_with_buffer() -> Statement:
    """With ε′ = ε, μ′ = μ(1 − ελ), λ′ = (1 − μ)λ and the buffer u₀ = λθ₀/(1 − ελ) both runs agree, for every oracle."""
    w = Writing("a4")
    s = Decays(w)
    kept = sub(1, mul(s.eps, s.lam))
    buffer = w.lam(s.i, div(mul(s.lam, app(s.start, s.i)), kept))
    given = [ne(mul(s.eps, s.lam), 1), eq(s.eps1, s.eps), eq(s.mu1, mul(s.mu, kept)),
             eq(s.lam1, mul(sub(1, s.mu), s.lam))]
    return w.statement(given, s.same(w, buffer), "μ ε λ μ1 ε1 λ1 θ0 G d")


@sentence("ctu22-s4-a4-equiv.zero")
def impossible_without_buffer() -> Statement:
    """With both buffers zero some constants make the runs agree for every start and oracle only if λ = 0 or μ = 0."""
    w = Writing("a4")
    s = Decays(w)
    zero = w.lam(s.i, number(0))
    some = w.exs([s.mu1, s.eps1, s.lam1], w.alls([s.start, s.oracle], s.same(w, zero)))
    claim = op("iff", some, op("or", eq(s.lam, 0), eq(s.mu, 0)))
    return w.statement([conj(ne(s.eps, 0), le(1, s.d))], claim, "μ ε λ d")
