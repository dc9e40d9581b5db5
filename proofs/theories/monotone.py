"""E is monotone: E X ≤ E Y from X ≤ Y at every sample point, and 0 ≤ E X from 0 ≤ X."""

from __future__ import annotations

from ..kernel import OMEGA, Term, Theorem, app, forall, lam, normal
from ..tactics.build import add, le, mul, number
from ..tactics.context import Context
from ..tactics.derive import mp, specialise
from ..tactics.prover import attempt, prove
from .expectation import I, laws
from .random import expectation_of
from .sums import body_at


def monotone(ctx: Context, goal: Term) -> Theorem | None:
    """An order between means, or of a mean and 0."""
    law = laws(ctx)
    if goal.op != "le" or not law or expectation_of(goal.args[1]) is None:
        return None
    left, right = goal.args
    w = ctx.fresh(OMEGA, goal)
    upper = body_at(right.args[1], w)
    if left is number(0):
        return _nonnegative(ctx, w, upper)
    if expectation_of(left) is None:
        return None
    lower = body_at(left.args[1], w)
    pointwise = attempt(ctx, forall(w, le(lower, upper)))
    ready = [attempt(ctx, app(I, normal(lam(w, t)))) for t in (lower, upper)]
    if pointwise is None or ready[0] is None or ready[1] is None:
        return None
    minus = mul(-1, lower)
    scaled = mp(specialise(law["i_scale"], number(-1), lam(w, lower)), ready[0])
    value = mp(specialise(law["e_scale"], number(-1), lam(w, lower)), ready[0])
    added = mp(specialise(law["e_add"], lam(w, upper), lam(w, minus)), ready[1], scaled)
    positive = _nonnegative(ctx.having(specialise(pointwise, w)), w, add(upper, minus))
    return None if positive is None else prove(Context().having(value, added, positive), goal)


def _nonnegative(ctx: Context, w: Term, body: Term) -> Theorem | None:
    """0 ≤ E(λω. body)"""
    ready = attempt(ctx, app(I, normal(lam(w, body))))
    if ready is None:
        return None
    law = mp(specialise(laws(ctx)["e_nonneg"], lam(w, body)), ready)
    sign = attempt(ctx, law.concl.args[0])
    return None if sign is None else mp(law, sign)

