"""Sums of p·log u against those of p·log v: p·log v ≤ p·log u + p·(v/u − 1) at each index, which is v − p where u is p.

With Σ p = Σ v this is Gibbs' inequality, Σ p·log v ≤ Σ p·log p; with a constant v it bounds an entropy.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from fractions import Fraction
from itertools import islice

from ..kernel import Summand, Term, Theorem, lam, normal, op, order
from ..tactics.budget import portion
from ..tactics.build import add, le, lt, mul, ne, number, sub
from ..tactics.context import Context
from ..tactics.derive import discharge, generalise, mp, specialise
from ..tactics.polynomial import real_monomial
from ..tactics.prover import prove, reader
from ..theories import folds
from ..theories.exponents import log_tangent
from .direct import Failure, subterms

MAX_PAIRS, EACH = 6, 30_000  # the pairs that are compared, and the work for each in units of `budget`
PRODUCT = (Summand(Fraction(1), (0, 1)),)


def divergences(ctx: Context, sides: list[Term], low: Term, high: Term, x: Term, bodies: list[Term]) -> Iterator[Theorem]:
    """Σ p·log v ≤ Σ (p·log u + p·(v/u − 1)) for the weighted logarithms in sums over one range, and for those outside."""
    inside = ctx.assume(le(low, x), le(x, high))
    found = list(dict.fromkeys(pair for f in bodies for pair in _weighted(inside, f)))
    values = list(dict.fromkeys(u for _, u in found))
    outer = [t.args[0] for t in subterms(*sides) if t.op == "log" and not t.loose and not x.free <= t.free]
    values += [w for t in dict.fromkeys(outer) for w in (t, op("div", number(1), t))]
    pairs = ((p, u, v) for p, u in found for v in values if v is not u)
    for p, u, v in islice(pairs, MAX_PAIRS):
        with suppress(*Failure), portion(EACH):
            law = _at_index(inside, p, u, v)
            each = generalise(discharge(law, le(low, x), le(x, high)), x)
            both = specialise(folds.sum_le(), low, high, *[normal(lam(x, side)) for side in law.concl.args])
            yield mp(both, prove(Context().having(each), both.concl.args[0]))


def _weighted(ctx: Context, f: Term) -> Iterator[tuple[Term, Term]]:
    """p and u of the monomials p·log u of a term, up to a number."""
    poly = reader(ctx, [f]).poly(f)
    for m in poly:
        logs = [(a, e) for a, e in m if isinstance(a, Term) and a.op == "log"]
        if len(logs) == 1 and logs[0][1] == 1:
            yield real_monomial(m - frozenset(logs)), logs[0][0].args[0]


def _at_index(ctx: Context, p: Term, u: Term, v: Term) -> Theorem:
    """p·log v ≤ p·log u + p·(v/u − 1)"""
    law = mp(specialise(log_tangent(), v, u), *[prove(ctx, lt(0, t)) for t in (v, u)])
    gap = sub(v, u) if p is u else mul(p, sub(op("div", v, u), 1))
    goal = le(mul(p, op("log", v)), add(mul(p, op("log", u)), gap))
    known = ctx.having(prove(ctx, ne(u, 0)))
    side = reader(known, [*goal.args, *law.concl.args]).side()
    return order(goal, (prove(ctx, le(0, p)), law), PRODUCT, side)
