"""Orders under a known total, as of weights whose sum is 1: what stands beside the sums is multiplied by that total first."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from fractions import Fraction

from ..kernel import REAL, Term, Theorem, op, rewrite
from ..kernel.terms import value
from ..tactics.budget import portion
from ..tactics.context import Context, Unproved
from ..tactics.derive import sym
from ..tactics.normalise import Method, equate
from ..tactics.polynomial import Monomial, Poly, poly_term
from ..tactics.prover import reader
from ..theories import folds, sums
from ..theories.lemmas import rewrites
from .direct import Failure, Inapplicable
from .inductions import by_recursion
from .sums_compared import by_comparing_sums

EACH = 60_000  # the work of one way, in units of `budget`
WAYS: tuple[Callable[[Context, Term], Theorem], ...] = (by_comparing_sums, by_recursion)


def by_totals(ctx: Context, goal: Term) -> Theorem:
    """Γ ⊢ a ≤ b or a < b from what Γ says of a sum; raises Unproved."""
    totals = [th for th in ctx.facts if th.concl.op == "eq" and sums.fold_of(th.concl.args[0]) is folds.SUM
              and th.concl.args[1].op == "num" and value(th.concl.args[1]) != 0]
    if goal.op not in ("le", "lt") or goal.args[0].type is not REAL or not totals:
        raise Inapplicable("no total is known", goal)
    for total in totals:
        with suppress(*Failure):
            same = _weighted(ctx, goal, total)
            weighted = op(goal.op, *[e.concl.args[1] for e in same])
            return rewrite(_shown(ctx, weighted), tuple(((i,), sym(e)) for i, e in enumerate(same)))
    raise Unproved("no total that is known helps", goal)


def _weighted(ctx: Context, goal: Term, total: Theorem) -> list[Theorem]:
    """t = t′ for both sides t, where each term of t′ has as many sums as any other: the total is put in over its value."""
    weight, amount = total.concl.args
    polys = [reader(ctx, [t]).poly(t) for t in goal.args]
    most = max(1, *[_sums_in(m) for p in polys for m in p])
    out = []
    for t, p in zip(goal.args, polys, strict=True):
        made: Poly = {}
        for m, c in p.items():
            lacking = most - _sums_in(m)
            exponents = dict(m)
            exponents[weight] = exponents.get(weight, 0) + lacking
            more = frozenset((a, e) for a, e in exponents.items() if e)
            made[more] = made.get(more, Fraction(0)) + c/value(amount)**lacking
        out.append(equate(ctx, t, poly_term(made), Method(rewrites(total))))
    return out


def _sums_in(m: Monomial) -> int:
    return sum(e for a, e in m if isinstance(a, Term) and sums.fold_of(a) is folds.SUM)


def _shown(ctx: Context, goal: Term) -> Theorem:
    for way in WAYS:
        with suppress(*Failure), portion(EACH):
            return way(ctx, goal)
    raise Unproved("the sums are not compared", goal)
