"""Families by recurrences of which another recurrence speaks, put in closed form by induction, each by itself.

    v(0) = c, v(k + 1) = a·v(k)       v(k) = c·a^k, or c·Π a
    v(0) = c, v(k + 1) = v(k) + b     v(k) = c + Σ b
    v(0) = c, v(k + 1) = a·v(k) + b   v(k) = c·a^k + b·(1 − a^k)/(1 − a), or c·a^k + Σ a^(k−i)·b where b speaks of k
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

from ..kernel import INT, REAL, Term, Theorem, app, lam, substitute
from ..tactics.build import add, div, eq, integer, le, mul, ne, number, power, real, sub
from ..tactics.context import Context, Rule
from ..tactics.derive import discharge, generalise, itself, mp, rhs, specialise
from ..tactics.normalise import Method, Normaliser
from ..tactics.polynomial import ONE, Poly, TooLarge, poly_term
from ..tactics.prover import attempt, reader
from ..theories.converging import is_limit
from ..theories.folds import PRODUCT, SUM
from .closed_products import closed
from .direct import Failure, Inapplicable
from .inductions import by_recursion, starts_among
from .laws import families, members, offset

Way = Callable[[Context, Term], Theorem]


def by_closed_members(ctx: Context, goal: Term, shown: Way) -> Theorem:
    """Γ ⊢ goal with what a recurrence says of another family replaced by a closed form of it; raises Unproved."""
    known, limit = families(ctx), is_limit(goal)
    for rule in ctx.rules if limit or len(known) > 1 else ():
        found = _linear(ctx, rule, known)
        if found is not None and (limit or _is_spoken_of(ctx, rule, found[0])):
            with suppress(*Failure):
                return _with_start(ctx, found[0], lambda here, rule=rule, found=found: shown(  # type: ignore[misc]
                    _without(here, rule).having(_closed(here, *found)), goal))
    raise Inapplicable("no recurrence speaks of another family that has a closed form", goal)


def _with_start(ctx: Context, v: Term, way: Callable[[Context], Theorem]) -> Theorem:
    """What the way proves where v(0) = c is known, with c for v(0) where nothing is."""
    if 0 in starts_among(ctx, v):
        return way(ctx)
    start = app(v, integer(0))
    c = ctx.fresh(REAL, start)
    given = eq(start, c)
    return mp(specialise(generalise(discharge(way(ctx.assume(given)), given), c), start), itself(start))


def _without(ctx: Context, rule: Rule) -> Context:
    return Context(tuple(th for th in ctx.facts if th.concl is not rule.theorem.concl),
                   tuple(r for r in ctx.rules if r.theorem is not rule.theorem), ctx.depth)


def _is_spoken_of(ctx: Context, rule: Rule, v: Term) -> bool:
    others = [r.conclusion for r in ctx.rules if r is not rule and r.conclusion.op == "eq"]
    return any(s.args[0] is v for phi in others for s in members(phi))


def _linear(ctx: Context, rule: Rule, known: list[Term]) -> tuple[Term, Term, Poly, Poly] | None:
    """v, k, a, b of ∀k ≥ 0. v(k + 1) = a·v(k) + b, where no recurrence is for what a and b speak of."""
    if rule.conclusion.op != "eq" or len(rule.variables) != 1 or rule.premises != (le(integer(0), rule.variables[0]),):
        return None
    (k,), (left, right) = rule.variables, rule.conclusion.args
    if offset(left, k) != 1 or left.type is not REAL:
        return None
    try:
        p = reader(ctx.assume(*rule.premises), [right]).poly(right)
    except TooLarge:
        return None
    (v, _), slope, rest = left.args, Poly(), Poly()
    for m, c in p.items():
        own = [(s, e) for s, e in m if isinstance(s, Term) and offset(s, k) == 0 and s.args[0] is v]
        (slope if own else rest)[m - frozenset(own)] = c
        if own and own[0][1] != 1:
            return None
    spoken = {s.args[0] for part in (slope, rest) for s in members(poly_term(part))}
    return None if spoken & set(known) else (v, k, slope, rest)


def _closed(ctx: Context, v: Term, k: Term, slope: Poly, rest: Poly) -> Theorem:
    """∀k ≥ 0. v(k) = its closed form; raises Unproved."""
    i = ctx.fresh(INT, v, k)
    start, a, b = rhs(starts_among(ctx, v)[0]), poly_term(slope), poly_term(rest)
    step = {k: sub(i, 1)}
    moving_a, moving_b = k.free <= a.free, k.free <= b.free
    if slope == {ONE: 1}:
        total = SUM.of(integer(1), k, lam(i, substitute(b, step))) if moving_b else mul(real(k), b)
        form = add(start, total)
    elif moving_a:
        if rest:
            raise Inapplicable("it is not linear with a constant factor", a)
        total = PRODUCT.of(integer(1), k, lam(i, substitute(a, step)))
        form = mul(start, _short(ctx.assume(le(integer(0), k)), total))
    else:
        form = mul(start, power(a, k))
        if moving_b:
            form = add(form, SUM.of(integer(1), k, lam(i, mul(power(a, sub(k, i)), substitute(b, step)))))
        elif rest and attempt(ctx, ne(sub(number(1), a), 0)) is not None:
            form = add(form, div(mul(b, sub(number(1), power(a, k))), sub(number(1), a)))
        elif rest:
            form = add(form, mul(b, SUM.of(integer(0), sub(k, 1), lam(i, power(a, i)))))
    inner = ctx.assume(le(integer(0), k))
    plain = rhs(Normaliser(inner, Method()).body(form))
    return generalise(discharge(by_recursion(inner, eq(app(v, k), plain)), le(integer(0), k)), k)


def _short(ctx: Context, total: Term) -> Term:
    """A product in closed form, where one is found."""
    try:
        return rhs(closed(ctx, total))
    except Failure:
        return total
