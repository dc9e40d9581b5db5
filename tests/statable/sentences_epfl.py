"""Problem sets 8 and 9: memory of backpropagation under a schedule, Adam, output sizes of convolutions."""

from __future__ import annotations

from proofs.kernel import INT, REAL, Term, app, fun, op
from proofs.tactics.build import add, conj, div, eq, imp, integer, le, lt, mul, ne, no, number, power, real, sub
from proofs.theories.notions import COUNT, GREATEST, INDICATOR
from proofs.theories.vocabulary import MAX

from .builders import VECTOR, Statement, Writing, sentence

ORACLE = fun(VECTOR, INT, VECTOR)


# -- memory -------------------------------------------------------------------------------------------


@sentence("epfl24-ps8-p1-4")
def memory_of_backpropagation() -> Statement:
    """Weights and activations: under every schedule without recomputation, X_l kept from its making to its last use,
    the greatest memory in use at any time is LK² + (L + 1)nK."""
    w = Writing("p1-4")
    depth, width, batch, l, tau = w.ints("L K n l τ")  # noqa: E741
    made, back, grads = (w.var(s, fun(INT, INT), f"t^{{{s[1]}}}") for s in ("tX", "tD", "tW"))
    last = op("ite", lt(l, depth), app(grads, add(l, 1)), app(back, depth))
    live = w.define("live", r"\operatorname{live}", [depth, made, back, grads, l, tau], "hhhhaa",
                    conj(le(app(made, l), tau), le(tau, last)))
    held = app(INDICATOR, app(live, depth, made, back, grads, l, tau))
    size = mul(real(batch), real(width))
    weights = mul(real(depth), power(real(width), 2))
    memory = add(weights, w.sum(l, 0, depth, mul(held, size)))
    given = [
        conj(le(1, depth), le(0, width), le(0, batch)),
        w.all(l, lt(app(made, sub(l, 1)), app(made, l)), le(1, l), le(l, depth)),
        lt(app(made, depth), app(back, depth)),
        w.all(l, lt(app(back, add(l, 1)), app(back, l)), le(1, l), lt(l, depth)),
        w.all(l, lt(app(back, l), app(grads, l)), le(1, l), le(l, depth))]
    claim = app(GREATEST, w.lam(tau, memory), add(weights, mul(add(real(depth), 1), size)))
    return w.statement(given, claim, "L K n tX tD tW")


@sentence("epfl24-ps8-p1-4.gradients")
def memory_with_gradients() -> Statement:
    """With weight gradients kept and all else freed as early as possible, one product at a time: the greatest memory
    is LK² + max(K² + (L + 1)nK, LK² + 2nK)."""
    w = Writing("p1-4g")
    depth, width, batch, l, tau = w.ints("L K n l τ")  # noqa: E741
    back = app(w.define("tD", "t^{D}", [depth, l], "hi", add(add(depth, 1), mul(2, sub(depth, l)))), depth, l)
    grads = w.define("tW", "t^{W}", [depth, l], "hi", add(back, 1))
    last = op("ite", lt(l, depth), app(grads, depth, add(l, 1)), depth)
    kept = w.define("X", "X", [depth, l, tau], "haa", conj(le(l, tau), le(tau, last)))
    until = add(back, op("ite", lt(1, l), integer(2), integer(1)))
    delta = w.define("D", "D", [depth, l, tau], "haa", conj(le(back, tau), le(tau, until)))
    activations = w.sum(l, 0, depth, app(INDICATOR, app(kept, depth, l, tau)))
    deltas = w.sum(l, 1, depth, app(INDICATOR, app(delta, depth, l, tau)))
    done = app(COUNT, integer(1), depth, w.lam(l, le(app(grads, depth, l), tau)))
    size, square = mul(real(batch), real(width)), power(real(width), 2)
    weights = mul(real(depth), square)
    memory = add(add(weights, mul(add(activations, deltas), size)), mul(done, square))
    peak = app(MAX, add(square, mul(add(real(depth), 1), size)), add(weights, mul(2, size)))
    claim = app(GREATEST, w.lam(tau, memory), add(weights, peak))
    return w.statement([conj(le(1, depth), le(0, width), le(0, batch))], claim, "L K n")


# -- optimisers ---------------------------------------------------------------------------------------------


@sentence("epfl22-ps9-p2-1")
def momentum_needs_its_buffer() -> Statement:
    """The next iterate of momentum SGD is no function of the weight and the gradient alone."""
    w = Writing("p2-1")
    mu, eps, weight, buffer, g = w.reals("μ ε w m g")
    update = w.var("F", fun(REAL, REAL, REAL))
    step = sub(weight, mul(eps, add(mul(mu, buffer), g)))
    some = w.ex(update, w.alls([weight, buffer, g], eq(step, app(update, weight, g))))
    return w.statement([conj(ne(mu, 0), ne(eps, 0))], no(some), "μ ε")


class Adam:
    """The run of Adam with a gradient oracle, and the oracle multiplied by α."""

    def __init__(self, w: Writing) -> None:
        self.t, self.i, self.d = w.ints("t i d")
        b1, b2 = w.var("β1", REAL), w.var("β2", REAL)
        eta, self.eps, self.alpha = w.reals("η ε α")
        start, self.oracle = w.var("w0", VECTOR, "w^0"), w.var("G", ORACLE)
        self.fixed = [b1, b2, eta, start]
        t, i, point = self.t, self.i, w.var("x", VECTOR)

        def first(m: Term, v: Term, x: Term) -> Term:
            return add(mul(b1, app(m, i)), mul(sub(1, b1), app(self.oracle, x, t, i)))

        def second(m: Term, v: Term, x: Term) -> Term:
            return add(mul(b2, app(v, i)), mul(sub(1, b2), power(app(self.oracle, x, t, i), 2)))

        def moved(m: Term, v: Term, x: Term) -> Term:
            above = div(first(m, v, x), sub(1, power(b1, add(t, 1))))
            below = add(op("sqrt", div(second(m, v, x), sub(1, power(b2, add(t, 1))))), self.eps)
            return sub(app(x, i), mul(eta, div(above, below)))

        _, _, self.w = w.joint({"m": "m", "v": "v", "w": "w"}, [*self.fixed, self.eps, self.oracle], "hhhhaaii",
                                    t, [i], [number(0), number(0), app(start, i)], [first, second, moved])
        body = mul(self.alpha, app(self.oracle, point, t, i))
        scaled = w.define("scaled", r"\tilde G", [self.alpha, self.oracle, point, t, i], "hhaaa", body)
        self.scaled = app(scaled, self.alpha, self.oracle)
        self.given = [conj(lt(0, b1), lt(b1, 1), lt(0, b2), lt(b2, 1), lt(0, self.alpha))]

    def at(self, which: Term, eps: Term, oracle: Term) -> Term:
        return app(which, *self.fixed, eps, oracle, self.t, self.i)

    def always(self, w: Writing, body: Term, start: int) -> Term:
        inner = w.all(self.i, body, le(1, self.i), le(self.i, self.d))
        return w.all(self.t, inner, le(start, self.t))


@sentence("epfl22-ps9-p2-2-inv")
def adam_is_scale_free() -> Statement:
    """With ε = 0 and v̂ never 0 along w: w are the iterates of Adam with the gradients G iff they are with αG, α > 0.
    (Said of given iterates, so that no step divides by 0 before the hypothesis on v̂ is read.)"""
    w = Writing("adam-run")
    t, i, d = w.ints("t i d")
    b1, b2, eta, alpha = w.reals("β1 β2 η α")
    run, oracle, point = w.var("w", fun(INT, VECTOR)), w.var("G", ORACLE), w.var("x", VECTOR)
    here = app(oracle, app(run, t), t, i)
    m = w.recursion("m", "m", [b1, run, oracle], "hhaii", t, integer(0), [i], number(0),
                    lambda m: add(mul(b1, app(m, i)), mul(sub(1, b1), here)))
    v = w.recursion("v", "v", [b2, run, oracle], "hhaii", t, integer(0), [i], number(0),
                    lambda v: add(mul(b2, app(v, i)), mul(sub(1, b2), power(here, 2))))
    scaled = w.define("scaled", r"\tilde G", [alpha, oracle, point, t, i], "hhaaa", mul(alpha, app(oracle, point, t, i)))
    after = add(t, 1)

    def corrected(moment: Term, rate: Term, g: Term) -> Term:
        return div(app(moment, rate, run, g, after, i), sub(1, power(rate, after)))

    def always(body: Term, start: int) -> Term:
        return w.all(t, w.all(i, body, le(1, i), le(i, d)), le(start, t))

    def iterates(g: Term) -> Term:
        step = div(corrected(m, b1, g), op("sqrt", corrected(v, b2, g)))
        return always(eq(app(run, after, i), sub(app(run, t, i), mul(eta, step))), 0)

    given = [conj(lt(0, b1), lt(b1, 1), lt(0, b2), lt(b2, 1), lt(0, alpha)),
             always(ne(app(v, b2, run, oracle, t, i), 0), 1)]
    claim = op("iff", iterates(oracle), iterates(app(scaled, alpha, oracle)))
    return w.statement(given, claim, "β1 β2 η α w G d")


@sentence("epfl22-ps9-p2-2-inv.epsilon")
def adam_scales_epsilon() -> Statement:
    """For ε > 0 Adam with αG and ε has the iterates of Adam with G and ε/α."""
    w = Writing("adam")
    s = Adam(w)
    same = eq(s.at(s.w, s.eps, s.scaled), s.at(s.w, div(s.eps, s.alpha), s.oracle))
    return w.statement([*s.given, lt(0, s.eps)], s.always(w, same, 0), "β1 β2 η ε α w0 G d")


# -- output sizes --------------------------------------------------------------------------------------------


class Sizes:
    """out W = ⌊(W + 2P − K)/S⌋ + 1, and the least and greatest W with out W = w."""

    def __init__(self, w: Writing) -> None:
        self.width, kernel, padding, self.stride, self.wanted = w.ints("W K P S w")
        rest = sub(add(self.width, mul(2, padding)), kernel)
        floor = op("floor", div(real(rest), real(self.stride)))
        out = w.define("out", r"\operatorname{out}", [kernel, padding, self.stride, self.width], "hhha", add(floor, 1))
        self.fixed = [out, kernel, padding, self.stride]
        offset = sub(kernel, mul(2, padding))
        self.fits = le(offset, self.width)
        self.least = add(mul(self.stride, sub(self.wanted, 1)), offset)
        self.greatest = sub(add(mul(self.stride, self.wanted), offset), 1)

    def out(self, width: Term) -> Term:
        return app(*self.fixed, width)


@sentence("epfl22-ps9-p3-2")
def input_for_output() -> Statement:
    """The output has at least w places iff the input has at least S(w − 1) + K − 2P."""
    w = Writing("p3-2")
    s = Sizes(w)
    claim = op("iff", le(s.wanted, s.out(s.width)), le(s.least, s.width))
    return w.statement([conj(le(1, s.stride), le(1, s.wanted)), s.fits], claim, "W K P S w")


@sentence("epfl22-ps9-p3-2.range")
def inputs_of_output() -> Statement:
    """The least width with output exactly w is S(w − 1) + K − 2P, the greatest Sw + K − 2P − 1."""
    w = Writing("p3-2")
    s = Sizes(w)
    between = w.all(s.width, imp(eq(s.out(s.width), s.wanted), conj(le(s.least, s.width), le(s.width, s.greatest))))
    claim = conj(eq(s.out(s.least), s.wanted), eq(s.out(s.greatest), s.wanted), between)
    return w.statement([le(1, s.stride)], claim, "K P S w")


@sentence("epfl22-ps9-p3-2.attainable")
def attainable_outputs() -> Statement:
    """Widths are at least 1: the least is then max(1, S(w − 1) + K − 2P), or w is attained by no width at all."""
    w = Writing("p3-2")
    s = Sizes(w)
    first = w.var("W0", INT)
    gives = eq(s.out(s.width), s.wanted)
    least = op("ite", le(1, s.least), s.least, integer(1))
    smallest = w.all(s.width, imp(gives, le(first, s.width)), le(1, s.width))
    attained = imp(conj(le(1, s.greatest), eq(first, least)), conj(eq(s.out(first), s.wanted), smallest))
    never = imp(lt(s.greatest, 1), no(w.ex(s.width, gives, le(1, s.width))))
    return w.statement([conj(le(1, s.stride), le(1, s.wanted))], conj(w.all(first, attained), never), "K P S w")
