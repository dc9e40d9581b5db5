"""A function that agrees with another one on one side of a place has its derivative there, or none: |x| and ReLU at 0."""

from __future__ import annotations

from ..kernel import FALSE, REAL, Term, Theorem, app, exists_elim, field, forall, hyp, normal, rewrite, var
from ..tactics.build import add, div, eq, imp, lt, mul, number, sub
from ..tactics.context import Context
from ..tactics.derive import discharge, discharge_to_not, generalise, mp, positive_form, specialise
from ..tactics.prover import prove
from .calculus import difference
from .lemmas import lemma
from .slopes import about, at_most, f, g, h, magnitude, opened, p, parts, q, r, slope, smaller, times, witness, x, y

RIGHT, LEFT = 1, -1
_t = var("t", REAL)


def beside(at: Term, side: int, step: Term) -> Term:
    """x + h, or x − h"""
    return add(at, step) if side == RIGHT else sub(at, step)


def _no_rise(side: int) -> Theorem:
    """⊢ ∀f x p y. 0 < y → f x = 0 → (∀h. 0 < h → h < y → f(x ± h) = 0) → deriv f x p → ±p ≤ 0: else the error would
    exceed half of what it is"""
    flat = forall(h, imp(lt(0, h), lt(h, y), eq(app(f, beside(x, side, h)), 0)))
    given = lt(0, y), eq(app(f, x), 0), flat, slope(f, x, p)
    rise = mul(side, p)
    wrong, half, step = lt(0, rise), div(rise, 2), div(_t, 2)
    move = mul(side, step)
    ctx = Context().assume(*given[:2], wrong)
    some = opened(hyp(given[3]), half, prove(ctx, lt(0, half)))
    positive, bound = witness(some, r)
    common = mp(specialise(smaller(), y, r, number(1)), hyp(given[0]), positive, prove(ctx, lt(0, number(1))))
    ctx = about(ctx.having(positive, *witness(common, _t)), move)
    size = at_most(ctx, move, step)
    near = mp(specialise(bound, move), prove(ctx.having(size), lt(magnitude(move), r)))
    there = mp(specialise(hyp(flat), step), prove(ctx, lt(0, step)), prove(ctx, lt(step, y)))
    there = rewrite(there, (((0, 1), field(beside(x, side, step), add(x, move))),))
    ctx = about(ctx.having(near, there, size, prove(ctx, lt(0, mul(rise, _t)))), near.concl.args[0].args[1])
    ctx = ctx.having(times(ctx, half, size))
    absurd = exists_elim(r, some, exists_elim(_t, common, prove(ctx, FALSE)))
    return generalise(discharge(positive_form(discharge_to_not(absurd, wrong)), *given), f, x, p, y)


@lemma
def no_rise() -> Theorem:
    """⊢ ∀f x p y. 0 < y → f x = 0 → (∀h. 0 < h → h < y → f(x + h) = 0) → deriv f x p → 1·p ≤ 0"""
    return _no_rise(RIGHT)


@lemma
def no_fall() -> Theorem:
    """⊢ ∀f x p y. 0 < y → f x = 0 → (∀h. 0 < h → h < y → f(x − h) = 0) → deriv f x p → −1·p ≤ 0"""
    return _no_rise(LEFT)


def _agreeing(side: int, law: Theorem) -> Theorem:
    """⊢ ∀f g x p q y. 0 < y → f x = g x → (∀h. 0 < h → h < y → f(x ± h) = g(x ± h)) → deriv f x p → deriv g x q → p = q"""
    there = beside(x, side, h)
    same = forall(h, imp(lt(0, h), lt(h, y), eq(app(f, there), app(g, there))))
    given = lt(0, y), eq(app(f, x), app(g, x)), same, slope(f, x, p), slope(g, x, q)
    inside = lt(0, h), lt(h, y)
    near = mp(specialise(hyp(same), h), *[hyp(c) for c in inside])
    gaps = []
    pair = (f, p), (g, q)
    for (one, a), (two, b) in (pair, pair[::-1]):
        gone = mp(specialise(difference(), one, two, x, a, b), hyp(slope(one, x, a)), hyp(slope(two, x, b)))
        _, function, _, value = parts(gone.concl)
        zero = [prove(Context().having(fact), eq(normal(app(function, at)), 0))
                for at, fact in ((x, hyp(given[1])), (there, near))]
        here = specialise(law, function, x, value, y)
        gaps.append(mp(here, hyp(given[0]), zero[0], generalise(discharge(zero[1], *inside), h), gone))
    return generalise(discharge(prove(Context().having(*gaps), eq(p, q)), *given), f, g, x, p, q, y)


@lemma
def slope_from_right() -> Theorem:
    """⊢ ∀f g x p q y. 0 < y → f x = g x → (∀h. 0 < h → h < y → f(x + h) = g(x + h)) → deriv f x p → deriv g x q → p = q"""
    return _agreeing(RIGHT, no_rise())


@lemma
def slope_from_left() -> Theorem:
    """⊢ ∀f g x p q y. 0 < y → f x = g x → (∀h. 0 < h → h < y → f(x − h) = g(x − h)) → deriv f x p → deriv g x q → p = q"""
    return _agreeing(LEFT, no_fall())
