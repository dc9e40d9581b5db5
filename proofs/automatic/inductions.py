"""By induction on an integer variable that the hypotheses bound from below."""

from __future__ import annotations

from ..kernel import INT, REAL, Term, Theorem, hyp, induct, substitute
from ..tactics.build import add, le
from ..tactics.context import Context, Unproved
from ..tactics.derive import mp, specialise
from ..tactics.prover import prove
from .direct import Failure, directly, equal


def by_induction(ctx: Context, goal: Term) -> Theorem:
    """Induction on an integer variable from a lower bound: numbers first, then terms."""
    bounds = [th.concl.args for th in ctx.facts if th.concl.op == "le" and th.concl.args[1].op == "var"]
    bounds.sort(key=lambda ends: ends[0].op != "num")
    for start, t in bounds:
        if t.type is INT and t.free <= goal.free and not t.free <= start.free:
            try:
                return _induct(ctx, goal, t, start)
            except Failure:
                continue
    raise Unproved("induction does not apply", goal)


def _induct(ctx: Context, goal: Term, t: Term, start: Term) -> Theorem:
    outer = Context().having(*[th for th in ctx.facts if not any(t.free <= h.free for h in (*th.hyps, th.concl))])
    base = directly(outer, substitute(goal, {t: start}))
    inner = outer.assume(le(start, t), goal)
    step = _step(inner, substitute(goal, {t: add(t, 1)}), hyp(goal))
    th = specialise(induct(t, start, goal, base, step), t)
    return mp(th, prove(ctx, th.concl.args[0]))


def _step(ctx: Context, goal: Term, ih: Theorem) -> Theorem:
    if goal.op == "eq" and goal.args[0].type in (INT, REAL):
        return equal(ctx, goal, (ih,))
    return prove(ctx, goal)
