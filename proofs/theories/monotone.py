"""E is monotone: E X ≤ E Y from X ≤ Y at every sample point, and 0 ≤ E X from 0 ≤ X; likewise with <."""

from __future__ import annotations

from ..kernel import OMEGA, Term, Theorem, app, forall, lam, normal, op
from ..tactics.build import add, mul, number
from ..tactics.context import Context
from ..tactics.derive import mp, specialise
from ..tactics.prover import attempt, prove
from .expectation import I, laws
from .random import expectation_of
from .sums import body_at

SIGN = {"le": "e_nonneg", "lt": "e_pos"}  # which law gives the sign of a mean


def monotone(ctx: Context, goal: Term) -> Theorem | None:
    """An order between means, or of a mean and 0."""
    law = laws(ctx)
    if goal.op not in SIGN or not law or expectation_of(goal.args[1]) is None:
        return None
    left, right = goal.args
    w = ctx.fresh(OMEGA, goal)
    upper = body_at(right.args[1], w)
    if left is number(0):
        return sign(ctx, goal.op, w, upper)
    if expectation_of(left) is None:
        return None
    lower = body_at(left.args[1], w)
    pointwise = attempt(ctx, forall(w, op(goal.op, lower, upper)))
    ready = [attempt(ctx, app(I, normal(lam(w, t)))) for t in (lower, upper)]
    if pointwise is None or ready[0] is None or ready[1] is None:
        return None
    minus = mul(-1, lower)
    scaled = mp(specialise(law["i_scale"], number(-1), lam(w, lower)), ready[0])
    value = mp(specialise(law["e_scale"], number(-1), lam(w, lower)), ready[0])
    added, whole = [mp(specialise(law[name], lam(w, upper), lam(w, minus)), ready[1], scaled) for name in ("e_add", "i_add")]
    apart = sign(ctx.having(specialise(pointwise, w), whole), goal.op, w, add(upper, minus))
    return None if apart is None else prove(Context().having(value, added, apart), goal)


def sign(ctx: Context, order: str, w: Term, body: Term) -> Theorem | None:
    """0 ≤ E(λω. body), or 0 < E(λω. body)."""
    ready = attempt(ctx, app(I, normal(lam(w, body))))
    if ready is None:
        return None
    law = mp(specialise(laws(ctx)[SIGN[order]], lam(w, body)), ready)
    everywhere = attempt(ctx, law.concl.args[0])
    return None if everywhere is None else mp(law, everywhere)
