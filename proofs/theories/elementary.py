"""The derivatives of exp, from its functional equation and 1 + x ≤ exp x, and of the reciprocal of a function."""

from __future__ import annotations

from fractions import Fraction

from ..kernel import (
    FALSE,
    Side,
    Summand,
    Term,
    Theorem,
    convert,
    exists_elim,
    exists_intro,
    field,
    hyp,
    lam,
    order,
    rewrite,
    table,
)
from ..tactics.build import add, div, eq, le, lt, mul, ne, neg, number, sub
from ..tactics.context import Context
from ..tactics.derive import discharge, discharge_to_not, generalise, join, mp, specialise, sym, trans
from ..tactics.linear import equal_by_combination
from ..tactics.normalise import Method, equate
from ..tactics.prover import prove
from . import calculus, slopes
from .exponentials import exp, exp_inverse, exp_pos, exp_zero
from .lemmas import lemma, rewrites
from .slopes import about, at_most, c, e, error, h, magnitude, near, r, times, witness, x, z

_HALF = number(Fraction(1, 2))


def stated(function: Term, at: Term, value: Term, factor: Term, common: Theorem, ctx: Context, bound: Theorem,
            positive: Theorem) -> Theorem:
    """deriv, from |error| ≤ factor·e·|h|, where |h| < r and r is small enough."""
    near_by = generalise(discharge(bound, lt(magnitude(h), r)), h)
    both = join(prove(ctx, lt(0, r)), near_by)
    th = exists_elim(r, common, exists_intro(both, near(function, at, value, mul(factor, e)), r))
    law = specialise(slopes.up_to_factor(), function, at, value, factor)
    th = generalise(discharge(th, lt(0, e), le(e, 1)), e)
    return mp(law, positive, convert(th, law.concl.args[1].args[0]))


def radius(steepness: Term, *known_of: Term) -> Theorem:
    """∃r. 0 < r ∧ r ≤ e ∧ steepness·r ≤ 1/2"""
    bound = _HALF
    law = specialise(slopes.smaller(), e, bound, steepness)
    known = about(Context().assume(lt(0, e)), *known_of)
    return mp(law, hyp(lt(0, e)), *[prove(known, lt(0, t)) for t in (bound, steepness)])


@lemma
def exp_slope_at_zero() -> Theorem:
    """⊢ deriv exp 0 1: for h ≤ 1/2, 0 ≤ exp h − 1 − h ≤ 2h², because (exp h)(1 − h) ≤ (exp h)(exp −h) = 1"""
    function, zero, size = lam(z, exp(z)), number(0), magnitude(h)
    common = radius(number(1))
    ctx = about(Context().assume(lt(0, e), le(e, 1), lt(size, r)).having(*witness(common, r)), h)
    wrong = sub(sub(exp(h), number(1)), h)
    above, product = specialise(table.exp_lower(), h), specialise(exp_inverse(), h)
    below = specialise(table.exp_lower(), neg(h))
    known = ctx.having(above, product, specialise(exp_pos(), h), below)
    shrunk = times(known, exp(h), prove(known, le(sub(number(1), h), exp(neg(h)))))
    known = known.having(shrunk, prove(known, le(0, wrong)))
    half = times(known, wrong, prove(known, le(_HALF, sub(number(1), h))))
    square = times(known, size, prove(known, le(size, e)))
    known = about(known.having(half, square, specialise(slopes.magnitude_product(), h, h)), mul(h, h))
    known = known.having(prove(known, le(wrong, mul(2, mul(h, h)))), prove(known, le(0, mul(e, size))))
    plain = equate(Context(), error(function, zero, number(1), h), wrong, Method(rewrites(exp_zero())))
    goal = mul(mul(number(2), e), size)
    bound = rewrite(at_most(known, wrong, goal), (((0, 1), sym(plain)),))
    return stated(function, zero, number(1), number(2), common, ctx, bound, prove(Context(), lt(0, number(2))))


@lemma
def exp_slope() -> Theorem:
    """⊢ ∀x. deriv exp x (exp x): exp z = exp x · exp(z − x)"""
    inner = calculus.subtracted(specialise(slopes.identity(), x), specialise(slopes.constant(), x, x))
    place = equate(Context(), number(0), sub(x, x), Method())
    outer = rewrite(exp_slope_at_zero(), (((0, 1), place),))
    law = specialise(slopes.chain(), lam(z, exp(z)), lam(z, sub(z, x)), x, number(1), inner.concl.args[1])
    moved = calculus.scaled(mp(law, inner, outer), exp(x))
    body = trans(sym(specialise(table.exp_add(), x, sub(z, x))), equate(Context(), exp(add(x, sub(z, x))), exp(z), Method()))
    value = equate(Context(), moved.concl.args[1], exp(x), Method())
    return generalise(calculus.restated(moved, body, value), x)


@lemma
def reciprocal_slope() -> Theorem:
    """⊢ ∀c x. x ≠ 0 → deriv (s ↦ c/s) x (−c/x²): with v = 1/x and w = 1/(x + h) the error is c·v²·w·h², and |w| ≤ 2|v|"""
    there, v, size = add(x, h), div(1, x), magnitude(h)
    given, function, value = ne(x, 0), lam(z, div(c, z)), neg(div(c, mul(x, x)))
    common = radius(add(magnitude(v), 1), v)
    ctx = about(Context().assume(given, lt(0, e), le(e, 1), lt(size, r)).having(*witness(common, r)), h, v)
    small = times(ctx, magnitude(v), prove(ctx, le(size, r)))
    known = about(ctx.having(small, specialise(slopes.magnitude_product(), h, v)), mul(h, v))
    inverse = field(mul(x, v), number(1), Side((hyp(given),)))
    at_zero = hyp(eq(there, 0))
    wrong = prove(known.having(equal_by_combination(known, mul(h, v), number(-1), (at_zero, inverse))), FALSE)
    apart = discharge_to_not(wrong, eq(there, 0))
    side = Side((hyp(given), apart))
    w = div(1, there)
    known = known.having(apart)
    split = field(w, sub(v, mul(w, mul(h, v))), side)
    part = times(about(known, w), magnitude(w), prove(known, le(magnitude(mul(h, v)), _HALF)))
    known = about(known.having(split, part, specialise(slopes.magnitude_product(), w, mul(h, v))), w, mul(w, mul(h, v)))
    at_least = at_most(known, w, add(magnitude(v), mul(_HALF, magnitude(w))))
    most = prove(known.having(at_least), le(magnitude(w), mul(2, magnitude(v))))
    k = mul(c, mul(v, v))
    kw, hh = mul(k, w), mul(h, h)
    steps = [specialise(slopes.magnitude_product(), k, w), specialise(slopes.magnitude_product(), h, h),
             specialise(slopes.magnitude_product(), kw, hh)]
    known = about(ctx.having(apart), c, k, w, kw, hh, mul(kw, hh)).having(*steps)
    bound_kw = mul(magnitude(k), mul(2, magnitude(v)))
    scale = prove(known.having(times(known, magnitude(k), most)), le(magnitude(kw), bound_kw))
    square = prove(known.having(times(known, size, prove(known, le(size, e)))), le(magnitude(hh), mul(e, size)))
    first = times(known, magnitude(kw), square)
    factor = add(bound_kw, 1)
    nonneg = prove(known, le(0, mul(e, size)))
    grown = le(mul(magnitude(kw), mul(e, size)), mul(bound_kw, mul(e, size)))
    second = order(grown, (scale, nonneg), (Summand(Fraction(1), (0, 1)),), Side((hyp(given),)))
    known = known.having(first, second, nonneg)
    whole = field(error(function, x, value, h), mul(kw, hh), side)
    bound = at_most(known, mul(kw, hh), mul(mul(factor, e), size))
    bound = rewrite(bound, (((0, 1), sym(whole)),))
    positive = prove(about(Context().assume(given), k, v), lt(0, factor))
    th = stated(function, x, value, factor, common, ctx, bound, positive)
    return generalise(discharge(th, given), c, x)
