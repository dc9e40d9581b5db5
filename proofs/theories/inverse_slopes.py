"""The derivatives of the logarithm, of the square root and of a quotient."""

from __future__ import annotations

from fractions import Fraction

from ..kernel import (
    FALSE,
    REAL,
    Side,
    Summand,
    Term,
    Theorem,
    app,
    convert,
    exists_elim,
    field,
    forall_elim,
    hyp,
    lam,
    op,
    order,
    prop,
    refl,
    rewrite,
    table,
    var,
)
from ..tactics.build import add, div, eq, le, lt, mul, ne, neg, number, sub
from ..tactics.context import Context
from ..tactics.derive import discharge, discharge_to_not, generalise, mp, rhs, specialise, sym, trans
from ..tactics.normalise import Method, equate
from ..tactics.prover import prove
from . import calculus, elementary, powers, slopes
from .convexity import log_tangent
from .exponentials import exp, exp_pos
from .lemmas import lemma
from .slopes import about, at_most, e, error, f, g, h, magnitude, opened, p, parts, q, r, slope, times, witness, x, z

_HALF = number(Fraction(1, 2))


@lemma
def log_slope() -> Theorem:
    """⊢ ∀x. 0 < x → deriv log x (1/x): for |h| ≤ x/2 the error is between −h²/(x(x + h)) and 0"""
    given, there, v, size = lt(0, x), add(x, h), div(1, x), magnitude(h)
    function = lam(z, op("log", z))
    common = elementary.radius(add(magnitude(v), 1), v)
    ctx = about(Context().assume(given, lt(0, e), le(e, 1), lt(size, r)).having(*witness(common, r)), h, v)
    close = times_over(ctx, v, prove(ctx, le(size, r)), Side((prove(ctx, ne(x, 0)),)))
    close = prove(ctx.having(close), le(mul(v, size), _HALF))
    scaled = times_over(ctx, x, close, Side((prove(ctx, ne(x, 0)),)))
    plain = field(scaled.concl.args[0], size, Side((prove(ctx, ne(x, 0)),)))
    known = ctx.having(rewrite(scaled, (((0,), plain),)))
    positive = prove(known, lt(0, there))
    side = Side((prove(ctx, ne(x, 0)), prove(known.having(positive), ne(there, 0))))
    upper = mp(specialise(log_tangent(), x, there), hyp(given), positive)
    lower = mp(specialise(log_tangent(), there, x), positive, hyp(given))
    rises = field(rhs(upper), add(op("log", x), mul(v, h)), side)
    falls = field(rhs(lower), sub(op("log", there), div(h, there)), side)
    bounds = [rewrite(upper, (((1,), rises),)), rewrite(lower, (((1,), falls),))]
    w = div(1, there)
    gap = field(sub(mul(v, h), div(h, there)), mul(mul(v, w), mul(h, h)), side)
    known = known.having(positive)
    steep = _reciprocal_below(known, there, side)
    square = _square_below(known)
    factor = mul(2, mul(v, v))
    first = times_over(known, mul(v, w), square, side)
    inner = times_over(known, mul(v, mul(e, size)), steep, side)
    bound = mul(mul(factor, e), size)
    chain = [field(inner.concl.args[0], first.concl.args[1], side), field(inner.concl.args[1], bound, side)]
    second = rewrite(inner, (((0,), chain[0]), ((1,), chain[1])))
    final = known.having(*bounds, gap, first, second, prove(known, le(0, bound)))
    th = at_most(final, error(function, x, v, h), bound)
    made = elementary.stated(function, x, v, factor, common, ctx, th, prove(Context().assume(given), lt(0, factor)))
    return generalise(discharge(made, given), x)


def _reciprocal_below(known: Context, there: Term, side: Side) -> Theorem:
    """1/(x + h) ≤ 2/x, from x/2 ≤ x + h."""
    w, v = div(1, there), div(1, x)
    half = prove(known, le(mul(_HALF, x), there))
    scaled = times_over(known, mul(mul(2, v), w), half, side)
    sides = [field(scaled.concl.args[0], w, side), field(scaled.concl.args[1], mul(2, v), side)]
    return rewrite(scaled, (((0,), sides[0]), ((1,), sides[1])))


def _square_below(known: Context) -> Theorem:
    """h² ≤ e·|h|"""
    size = magnitude(h)
    product = times(known, size, prove(known, le(size, e)))
    same = prove(known, eq(mul(size, size), mul(h, h)))
    return prove(known.having(product, same), le(mul(h, h), mul(e, size)))


def times_over(ctx: Context, factor: Term, fact: Theorem, side: Side) -> Theorem:
    """a·b ≤ a·c from 0 ≤ a and b ≤ c, where divisions occur."""
    b, bound = fact.concl.args
    goal = le(mul(factor, b), mul(factor, bound))
    return order(goal, (prove(ctx, le(0, factor)), fact), (Summand(Fraction(1), (0, 1)),), side)


@lemma
def root_slope() -> Theorem:
    """⊢ ∀x. 0 < x → deriv √ x (1/(2√x)): above 0, √s = exp(½·log s)"""
    given, half = lt(0, x), mul(_HALF, op("log", x))
    ctx = Context().assume(given)
    inner = calculus.scaled(mp(specialise(log_slope(), x), hyp(given)), _HALF)
    outer = specialise(elementary.exp_slope(), half)
    _, function, at, value = parts(inner.concl)
    law = specialise(slopes.chain(), lam(z, exp(z)), function, at, outer.concl.args[1], value)
    through = mp(law, inner, convert(outer, law.concl.args[1].args[0]))
    inside = about(ctx.assume(lt(magnitude(h), x)), h)
    there = add(x, h)
    same = _root(inside.having(prove(inside, lt(0, there))), there)
    _, function, at, value = parts(through.concl)
    law = specialise(calculus.local(), function, lam(z, op("sqrt", z)), x, value, x)
    near = generalise(discharge(same, lt(magnitude(h), x)), h)
    law = mp(law, hyp(given))
    th = mp(law, convert(near, law.concl.args[0]), through)
    here = _root(ctx, x)
    root = op("sqrt", x)
    positive = rewrite(specialise(exp_pos(), half), (((1,), sym(here)),))
    square = mp(specialise(table.sqrt_square(), x), prove(ctx, le(0, x)))
    side = Side((prove(ctx, ne(x, 0)), prove(Context().having(positive), ne(root, 0))))
    start = rewrite(refl(value), (((1, 0), sym(here)),))
    split_root = rewrite(start, (((1, 1, 1, 1), sym(square)),))
    plain = trans(split_root, field(rhs(split_root), div(1, mul(2, root)), side))
    return generalise(discharge(rewrite(th, (((1,), plain),)), given), x)


def _root(ctx: Context, t: Term) -> Theorem:
    """√t = exp(½·log t) for 0 < t: its square is t"""
    u = mul(_HALF, op("log", t))
    whole = specialise(table.exp_add(), u, u)
    inside = mp(specialise(table.exp_log(), t), prove(ctx, lt(0, t)))
    whole = rewrite(whole, (((0, 0), field(add(u, u), op("log", t))), ((0,), inside)))
    square = equate(ctx, op("sqrt", mul(exp(u), exp(u))), exp(u), Method(conversions=[("root", powers.root)]))
    return rewrite(square, (((0, 0), sym(whole)),))


@lemma
def quotient_slope() -> Theorem:
    """⊢ ∀f g x p q. deriv f x p → deriv g x q → g x ≠ 0 → deriv (s ↦ f s/g s) x ((p·g x − f x·q)/(g x)²)"""
    below = app(g, x)
    given = slope(f, x, p), slope(g, x, q), ne(below, 0)
    inverse = mp(specialise(elementary.reciprocal_slope(), number(1), below), hyp(given[2]))
    law = specialise(slopes.chain(), lam(z, div(1, z)), g, x, inverse.concl.args[1], q)
    inner = mp(law, hyp(given[1]), convert(inverse, law.concl.args[1].args[0]))
    product = calculus.multiplied(hyp(given[0]), inner)
    _, function, _, value = parts(product.concl)
    some = opened(hyp(given[1]), number(1), prove(Context(), lt(0, number(1))))
    outer, width = var("r1", REAL), var("r2", REAL)
    positive, bound = witness(some, outer)
    half, steep = mul(_HALF, magnitude(below)), add(magnitude(q), 1)
    ctx = about(Context().assume(given[2]), below, q)
    size = _positive(ctx, below)
    law = specialise(slopes.smaller(), outer, half, steep)
    common = mp(law, positive, *[prove(ctx.having(size), lt(0, t)) for t in (half, steep)])
    close = lt(magnitude(h), width)
    apart = _apart(about(ctx.assume(close).having(size, *witness(common, width)), h), bound, outer)
    same = field(div(app(f, add(x, h)), app(g, add(x, h))), mul(app(f, add(x, h)), div(1, app(g, add(x, h)))), Side((apart,)))
    law = specialise(calculus.local(), function, lam(z, div(app(f, z), app(g, z))), x, value, width)
    law = mp(law, witness(common, width)[0])
    near = generalise(discharge(same, close), h)
    th = mp(law, convert(near, law.concl.args[0]), product)
    wanted = div(sub(mul(p, below), mul(app(f, x), q)), mul(below, below))
    th = rewrite(th, (((1,), field(value, wanted, Side((hyp(given[2]),)))),))
    th = exists_elim(outer, some, exists_elim(width, common, th))
    return generalise(discharge(th, *given), f, g, x, p, q)


def _positive(ctx: Context, t: Term) -> Theorem:
    """0 < |t| for t ≠ 0"""
    goal, zero = lt(0, magnitude(t)), number(0)
    cases = [discharge(prove(ctx.assume(c), goal), c) for c in (lt(t, zero), lt(zero, t))]
    return prop((forall_elim(table.trichotomy(REAL), t, zero), *cases, ctx.known[ne(t, 0)]), goal)


def _apart(ctx: Context, bound: Theorem, outer: Term) -> Theorem:
    """g(x + h) ≠ 0, from |g(x + h) − g x − q·h| ≤ |h| and (|q| + 1)·|h| ≤ |g x|/2 < |g x|"""
    there, below, move = app(g, add(x, h)), app(g, x), mul(q, h)
    here = mp(specialise(bound, h), prove(ctx, lt(magnitude(h), outer)))
    inside = here.concl.args[0].args[1]
    at_zero = hyp(eq(there, number(0)))
    known = about(ctx, inside, move).having(here, specialise(slopes.magnitude_product(), q, h), at_zero)
    small = times(known, add(magnitude(q), 1), prove(known, le(magnitude(h), var("r2", REAL))))
    absurd = [prove(known.having(small), le(s, mul(_HALF, magnitude(below)))) for s in (below, neg(below))]
    least = mp(specialise(slopes.magnitude_least(), below, mul(_HALF, magnitude(below))), *absurd)
    return discharge_to_not(prove(known.having(least), FALSE), eq(there, number(0)))
