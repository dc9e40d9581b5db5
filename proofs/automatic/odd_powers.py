"""Odd powers increase: x < y → xᵏ < yᵏ for k = 5, 7, 9, 11 (of cubes the squares of `squares` say it)."""

from __future__ import annotations

import functools

from ..kernel import FALSE, REAL, Term, Theorem, field, prop, rewrite, var
from ..tactics.build import add, eq, le, lt, mul, ne, no, number, power, sub
from ..tactics.context import Context, Unproved
from ..tactics.derive import discharge, generalise, mp, specialise
from ..tactics.prover import attempt, prove
from . import tableau

MAX_EXPONENT, MAX_ORDERS = 11, 6
x, y = var("x", REAL), var("y", REAL)


@functools.cache
def increasing(k: int) -> Theorem:
    """⊢ ∀x y. x < y → xᵏ < yᵏ for an odd k

    yᵏ − xᵏ = (y − x)·q, where 2q = xᵐ + yᵐ + (x + y)²·(xᵐ⁻² + xᵐ⁻⁴y² + … + yᵐ⁻²) with m = k − 1 is 0 only at x = y = 0.
    """
    m, goal = k - 1, lt(power(x, k), power(y, k))
    squares = _total([mul(power(x, m - 2 - j), power(y, j)) for j in range(0, m, 2)])
    twice = add(add(power(x, m), power(y, m)), mul(power(add(x, y), 2), squares))
    ctx = Context().assume(lt(x, y), no(lt(number(0), twice)))
    parts = [prove(ctx, le(0, t)) for t in (power(x, m), power(y, m), mul(power(add(x, y), 2), squares))]
    zero = [_zero(ctx.having(prove(ctx.having(*parts), le(power(t, m), 0))), t, m) for t in (x, y)]
    absurd = discharge(prove(ctx.having(*zero), FALSE), no(lt(number(0), twice)))
    positive = prop((absurd,), lt(number(0), twice))
    here = Context().assume(lt(x, y)).having(positive)
    product = prove(here, lt(0, mul(sub(y, x), twice)))
    same = field(product.concl.args[1], mul(2, sub(power(y, k), power(x, k))))
    th = prove(Context().having(rewrite(product, (((1,), same),))), goal)
    return generalise(discharge(th, lt(x, y)), x, y)


def _zero(ctx: Context, t: Term, m: int) -> Theorem:
    """t = 0 from tᵐ ≤ 0, for an even m"""
    apart = ctx.assume(ne(t, 0))
    positive = prove(apart, lt(0, power(t, m)))
    return prop((discharge(prove(apart.having(positive), FALSE), ne(t, 0)),), eq(t, 0))


def _total(terms: list[Term]) -> Term:
    out = terms[0]
    for t in terms[1:]:
        out = add(out, t)
    return out


def close(ctx: Context) -> Theorem:
    """Γ ⊢ false from a < b and what is known of aᵏ and bᵏ; raises Unproved."""
    exponents = {t.args[1].data[0] for th in ctx.facts for t in _powers(th.concl)}
    orders = [th for th in ctx.facts if th.concl.op == "lt" and th.concl.args[0].type is REAL]
    made = []
    for k in sorted(n for n in exponents if n % 2 and 5 <= n <= MAX_EXPONENT):
        for th in orders[:MAX_ORDERS]:
            made.append(mp(specialise(increasing(int(k)), *th.concl.args), th))
    absurd = attempt(ctx.having(*made), FALSE) if made else None
    if absurd is None:
        raise Unproved("no odd powers are compared")
    return absurd


def _powers(t: Term) -> list[Term]:
    """The powers with a number as exponent in a formula."""
    here = [t] if t.op == "pow" and t.args[1].op == "num" and not t.loose else []
    return here + [p for a in t.args for p in _powers(a)]


tableau.EAGER.append(close)
