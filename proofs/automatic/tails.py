"""Probabilities of tails: P(c ≤ Y) below the mean of what is at least 1 there and nowhere negative, and that below the bound.

What is tried: Y/c (Markov), (Y/c)² (Chebyshev, where Y is a size), exp(tY)/exp(tc) where the goal speaks of such a mean
(Chernoff); for any c > 0, and then for that of the goal, which may be made of means itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress

from ..kernel import OMEGA, REAL, Term, Theorem, app, convert, lam, normal, op, var
from ..tactics.budget import portion
from ..tactics.build import div, eq, le, lt, mul, power, replaced
from ..tactics.context import Context, Unproved
from ..tactics.derive import discharge, generalise, mp, specialise
from ..tactics.linear import prove_order
from ..tactics.prover import prove
from ..theories import events, notions
from ..theories.absolute import ABS
from ..theories.expectation import VAR, E
from ..theories.random import expectation_of
from ..theories.sums import body_at
from .direct import Failure, Inapplicable, subterms
from .mean_orders import under_one_mean

OPENED = frozenset((notions.PROBABILITY,))
BELOW, REST = 100_000, 60_000  # the work of the tail below the mean, and of that below the bound, in units of `budget`


def by_tails(ctx: Context, goal: Term, ask: Callable[[Context, Term], Theorem]) -> Theorem:
    """Γ ⊢ P(c ≤ Y) ≤ b; raises Unproved."""
    plain = normal(goal, OPENED)
    tail = expectation_of(plain.args[0]) if plain.op in ("le", "lt") else None
    w = ctx.fresh(OMEGA, plain)
    event = None if tail is None else body_at(tail, w)
    if event is None or not events.is_indicator(event) or event.args[1].op not in ("le", "lt"):
        raise Inapplicable("it is no bound of the probability of a tail", goal)
    low, value = event.args[1].args
    if w.free <= low.free or not w.free <= value.free:
        raise Inapplicable("it is no tail beyond a number", goal)
    for body, scale, signed in _means(plain.args[1], low, value, w):
        with suppress(*Failure):
            with portion(BELOW):
                below = _below(ctx, event, body, scale, signed, w)
            rest = _rest(ctx.having(below), plain.op, below.concl.args[1], plain.args[1], ask)
            return convert(prove_order(ctx, plain, (below, rest)), goal, OPENED)
    raise Unproved("no mean bounds the probability of the tail", goal)


def _means(bound: Term, low: Term, value: Term, w: Term) -> Iterator[tuple[Term, Term, bool]]:
    """g(Y), g as a function of c at c = low, and whether c is to be positive."""
    if value.op == "app" and value.args[0] is ABS:
        yield power(value.args[1], 2), power(low, 2), True
    yield value, low, True
    for t in subterms(bound):
        mean = expectation_of(t)
        inside = None if mean is None else body_at(mean, w)
        if inside is not None and inside.op == "exp":
            yield inside, replaced(inside, {value: low}), False


def _below(ctx: Context, event: Term, body: Term, scale: Term, signed: bool, w: Term) -> Theorem:
    """P(low ≤ Y) ≤ E g(Y)/g(low)"""
    low, value = event.args[1].args
    c = ctx.fresh(REAL, event, body, w)
    there = app(event.args[0], op(event.args[1].op, c, value))
    claim = le(app(E, normal(lam(w, there))), div(app(E, normal(lam(w, body))), _at(scale, low, c)))
    th = under_one_mean(ctx.assume(lt(0, c)) if signed else ctx, claim)
    if th is None:
        raise Unproved("it is not below at every sample point", claim)
    law = specialise(generalise(discharge(th, lt(0, c)) if signed else th, c), low)
    return _folded(mp(law, prove(ctx, law.concl.args[0])) if signed else law)


def _folded(th: Theorem) -> Theorem:
    """The theorem with Var X for the mean of (X − E X)²."""
    mean = th.concl.args[1].args[0]
    body = body_at(mean.args[1], w := var("ω′", OMEGA))
    value = body.args[0].args[0] if body.op == "pow" and body.args[0].op == "sub" else body
    variance = app(VAR, E, normal(lam(w, value)))
    if normal(variance, frozenset((VAR,))) is not mean:
        return th
    return convert(th, replaced(th.concl, {mean: variance}), frozenset((VAR,)))


def _rest(ctx: Context, relation: str, mean: Term, bound: Term, ask: Callable[[Context, Term], Theorem]) -> Theorem:
    """E g(Y)/g(c) ▷ b, as an equation of what is not divided where that holds."""
    with suppress(*Failure), portion(REST):
        whole, scale = mean.args
        same = ask(ctx, eq(whole, mul(bound, scale)))
        if relation == "le":
            return prove_order(ctx, le(mean, bound), (same,))
    with portion(REST):
        return ask(ctx, op(relation, mean, bound))


def _at(scale: Term, low: Term, c: Term) -> Term:
    return c if scale is low else power(c, 2) if scale.op == "pow" else replaced(scale, {low: c})
