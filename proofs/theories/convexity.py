"""Tangents of convex functions, and the discriminant of a form that is nowhere negative: what inequalities of means rest on."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from fractions import Fraction

from ..kernel import (
    FALSE,
    REAL,
    KernelError,
    Side,
    Summand,
    Term,
    Theorem,
    app,
    field,
    forall,
    hyp,
    lam,
    normal,
    op,
    order,
    prop,
    rewrite,
    table,
    value,
    var,
)
from ..tactics.build import add, div, eq, integer, le, lt, mul, ne, neg, number, power, sub
from ..tactics.context import Context
from ..tactics.derive import discharge, generalise, mp, rhs, specialise, split, sym
from ..tactics.prover import attempt, prove, reader
from .absolute import ABS, abs_bounds
from .expectation import E
from .exponentials import exp, exp_pos
from .lemmas import lemma
from .tangents import even_tangent, log_product_tangent, power_tangent

_x, _m, _s = var("x", REAL), var("m", REAL), var("s", REAL)
_a, _b, _c = (var(n, REAL) for n in "abc")


@lemma
def discriminant() -> Theorem:
    """⊢ ∀a b c. 0 ≤ c → (∀s. 0 ≤ a + (2sb + s²c)) → b² ≤ a·c: at s = −b/c; where c = 0, at 0 and at s = −(a + 1)/b"""
    given = le(0, _c), forall(_s, le(0, _form(_s)))
    goal = le(power(_b, 2), mul(_a, _c))
    steep, flat = lt(0, _c), eq(_c, number(0))
    known = Context().assume(*given)
    cases = prove(known, op("or", steep, flat)), _steep(known.assume(steep), goal), _flat(known.assume(flat), goal)
    th = prop((cases[0], discharge(cases[1], steep), discharge(cases[2], flat)), goal)
    return generalise(discharge(th, *given), _a, _b, _c)


def _form(s: Term) -> Term:
    return add(_a, add(mul(2, mul(s, _b)), mul(mul(s, s), _c)))


def _at(s: Term, value: Term, *nonzero: Theorem) -> Theorem:
    """0 ≤ the form at s, as a value."""
    th = specialise(hyp(forall(_s, le(0, _form(_s)))), s)
    return rewrite(th, (((1,), field(th.concl.args[1], value, Side(nonzero))),))


def _steep(ctx: Context, goal: Term) -> Theorem:
    nonzero = prove(ctx, ne(_c, 0))
    at = _at(neg(div(_b, _c)), sub(_a, div(mul(_b, _b), _c)), nonzero)
    scaled = prove(ctx.having(at), le(0, mul(_c, at.concl.args[1])))
    plain = field(scaled.concl.args[1], sub(mul(_a, _c), power(_b, 2)), Side((nonzero,)))
    return prove(ctx.having(rewrite(scaled, (((1,), plain),))), goal)


def _flat(ctx: Context, goal: Term) -> Theorem:
    none, some = eq(_b, number(0)), ne(_b, 0)
    zero = prove(Context(), le(power(number(0), 2), mul(_a, 0)))
    zero = rewrite(zero, (((0, 0), sym(hyp(none))), ((1, 1), sym(hyp(eq(_c, number(0)))))))
    inner = ctx.assume(some)
    first = _at(number(0), _a)
    far = specialise(hyp(forall(_s, le(0, _form(_s)))), neg(div(add(_a, 1), _b)))
    far = rewrite(far, (((1, 1, 1, 1), hyp(eq(_c, number(0)))),))
    plain = field(far.concl.args[1], sub(neg(_a), 2), Side((hyp(some),)))
    absurd = prove(inner.having(first, rewrite(far, (((1,), plain),))), FALSE)
    return prop((discharge(zero, none), discharge(prop((absurd,), goal), some)), goal)


@lemma
def exp_tangent() -> Theorem:
    """⊢ ∀m x. exp m + exp m·(x − m) ≤ exp x: 1 + (x − m) ≤ exp(x − m)"""
    apart = sub(_x, _m)
    whole = specialise(table.exp_add(), _m, apart)
    whole = rewrite(whole, (((0, 0), field(add(_m, apart), _x)),))
    known = Context().having(whole, specialise(exp_pos(), _m), specialise(table.exp_lower(), apart))
    return generalise(prove(known, le(add(exp(_m), mul(exp(_m), apart)), exp(_x))), _m, _x)


@lemma
def square_tangent() -> Theorem:
    """⊢ ∀m x. m² + 2m·(x − m) ≤ x²"""
    goal = le(add(power(_m, 2), mul(mul(2, _m), sub(_x, _m))), power(_x, 2))
    return generalise(prove(Context(), goal), _m, _x)


@lemma
def reciprocal_tangent() -> Theorem:
    """⊢ ∀m x. 0 < m → 0 < x → 2/m − x/m² ≤ 1/x: (x − m)² ≥ 0"""
    ctx = Context().assume(lt(0, _m), lt(0, _x))
    goal = le(sub(div(2, _m), div(_x, power(_m, 2))), div(1, _x))
    side = Side(tuple(prove(ctx, ne(t, 0)) for t in (_m, _x)))
    square = Summand(Fraction(1), (0,), (div(sub(_x, _m), mul(_m, _x)),))
    th = order(goal, (hyp(lt(0, _x)),), (square,), side)
    return generalise(discharge(th, lt(0, _m), lt(0, _x)), _m, _x)


@lemma
def log_tangent() -> Theorem:
    """⊢ ∀m x. 0 < m → 0 < x → log x ≤ log m + (x − m)/m: 1 + t ≤ exp t at t = log x − log m"""
    given = lt(0, _m), lt(0, _x)
    apart = sub(op("log", _x), op("log", _m))
    below = specialise(table.exp_lower(), apart)
    whole = specialise(table.exp_add(), op("log", _m), apart)
    whole = rewrite(whole, (((0, 0), field(add(op("log", _m), apart), op("log", _x))),))
    ends = [mp(specialise(table.exp_log(), t), hyp(lt(0, t))) for t in (_x, _m)]
    whole = rewrite(whole, (((0,), ends[0]), ((1, 0), ends[1])))  # x = m · exp(apart)
    ctx = Context().assume(*given).having(whole, below)
    quotient = field(div(rhs(whole), _m), exp(apart), Side((prove(ctx, ne(_m, 0)),)))
    quotient = rewrite(quotient, (((0, 0), sym(whole)),))
    goal = le(op("log", _x), add(op("log", _m), div(sub(_x, _m), _m)))
    return generalise(discharge(prove(ctx.having(quotient), goal), *given), _m, _x)


def tangents(ctx: Context, w: Term, u: Term) -> Iterator[Theorem]:
    """Bounds of a random u by what is linear in its argument, touching it at the mean of the argument."""
    def mean(v: Term) -> Term:
        return app(E, normal(lam(w, v)))

    if u.op == "exp":
        yield specialise(exp_tangent(), mean(u.args[0]), u.args[0])
    if u.op == "pow" and u.args[1].op == "num" and u.args[1].data[0] in (2, 4):
        base = u.args[0] if u.args[1].data[0] == 2 else power(u.args[0], 2)
        th = specialise(square_tangent(), mean(base), base)
        yield th if base is u.args[0] else rewrite(th, (((1,), field(th.concl.args[1], u)),))
    if u.op == "pow" and u.args[1] is not integer(2):
        yield from _of_power(ctx, mean(u.args[0]), u)
    if u.op == "mul" and u.args[1] is op("log", u.args[0]) and (signs := _positive(ctx, mean(u.args[0]), u.args[0])):
        yield mp(specialise(log_product_tangent(), mean(u.args[0]), u.args[0]), *signs)
    if u.op == "app" and u.args[0] is ABS:
        yield from (th for th in split(specialise(abs_bounds(), u.args[1]))[:3])
    inside = u.args[1] if u.op == "div" and u.args[0] is number(1) else u.args[0] if u.op == "log" else None
    if inside is not None:
        th = specialise(log_tangent() if u.op == "log" else reciprocal_tangent(), mean(inside), inside)
        if signs := _positive(ctx, mean(inside), inside):
            yield mp(th, *signs)


def _positive(ctx: Context, *terms: Term) -> list[Theorem]:
    """0 < t for each; nothing where one may not be."""
    signs = [th for t in terms if (th := attempt(ctx, lt(0, t))) is not None]
    return signs if len(signs) == len(terms) else []


def _of_power(ctx: Context, m: Term, u: Term) -> Iterator[Theorem]:
    """What touches xᵉ at m from below: for even numerals e, and for e ≥ 1 where 0 ≤ x."""
    x, e = u.args
    even = e.op == "num" and value(e) % 2 == 0
    less = integer(int(value(e))//(2 if even else 1) - 1) if e.op == "num" else sub(e, 1)
    late = attempt(ctx, le(0, less))
    signs = [] if even else [attempt(ctx, le(0, t)) for t in (m, x)]
    if late is None or None in signs:
        return
    law = specialise(mp(specialise((even_tangent if even else power_tangent)(), less), late), m, x)
    law = mp(law, *[th for th in signs if th is not None])
    with suppress(KernelError):
        yield rewrite(law, (((1,), field(rhs(law), u, reader(ctx, [rhs(law), u]).side())),))


__all__ = ["discriminant", "tangents"]
