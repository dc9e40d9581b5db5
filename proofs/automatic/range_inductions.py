"""Sums and products over i ≤ n where the hypotheses speak of the members for k ≤ n only: by induction on m, for m ≤ n.

Induction on n itself would have to give up these hypotheses, which hold for this n alone.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

from ..kernel import INT, Term, Theorem, hyp, induct, op, substitute
from ..tactics.budget import portion
from ..tactics.build import add, le
from ..tactics.context import Context, Unproved
from ..tactics.derive import discharge, generalise, mp, specialise
from ..tactics.prover import attempt, prove
from ..theories import folds, sums
from .direct import Failure, Inapplicable, subterms
from .inductions import at_start, by_recursion, next_instance, variables
from .laws import members
from .sums_compared import MAX_SUMS

EACH = 45_000  # the work for the summands of one sum, in units of `budget`


def by_range(ctx: Context, goal: Term) -> Theorem:
    """Γ ⊢ goal, by its instances at all m ≤ n; raises Unproved."""
    if goal.op not in ("eq", "le", "lt"):
        raise Inapplicable("it is no relation", goal)
    ends = frozenset().union(*[found[1].free for t in subterms(goal) if (found := sums.parts(t)) is not None],
                             *[s.args[1].free for s in members(goal)])
    spoken = frozenset().union(*[phi.free for r in ctx.rules for phi in (*r.premises, r.conclusion)])
    first: Exception | None = None
    said = [th.concl for th in ctx.facts if th.concl.op in ("eq", "le", "lt")]
    for n, start in variables(ctx, goal):
        if n.free <= ends and (n.free <= spoken or any(n.free <= phi.free and phi.args != (start, n) for phi in said)):
            try:
                return _up_to(ctx, goal, n, start)
            except Failure as e:
                first = first or e
    raise first or Inapplicable("no hypothesis speaks of the members of a range only", goal)


def by_summands(ctx: Context, goal: Term, shown: Callable[[Context, Term], Theorem]) -> Theorem:
    """Γ ⊢ goal from f(k) ≤ Σ f for all k of the range, where no summand is negative; raises Unproved."""
    totals = [t for phi in (goal, *[th.concl for th in ctx.facts]) for t in subterms(phi) if sums.fold_of(t) is folds.SUM]
    found = [_each_below(ctx, t) for t in [t for t in dict.fromkeys(totals) if not t.loose][:MAX_SUMS]]
    known = {th.concl for th in ctx.facts}
    new = [th for th in found if th is not None and th.concl not in known]
    if not new:
        raise Inapplicable("it speaks of no sum of what is not negative", goal)
    return shown(ctx.having(*new), goal)


def _each_below(ctx: Context, total: Term) -> Theorem | None:
    """∀k. a ≤ k ≤ b → f(k) ≤ Σ f"""
    low, high, function = sums.parts(total)  # type: ignore[misc]
    k = ctx.fresh(INT, low, high, function)
    body, inside = sums.body_at(function, k), (le(low, k), le(k, high))
    inner = ctx.assume(*inside)
    if not k.free <= body.free or attempt(inner, le(0, body)) is None:
        return None
    for way in (by_range, by_recursion):
        with suppress(*Failure), portion(EACH):
            return generalise(discharge(way(inner, le(body, total)), *inside), k)
    return None


def _up_to(ctx: Context, goal: Term, n: Term, start: Term) -> Theorem:
    m = ctx.fresh(INT, goal)
    at_m = substitute(goal, {n: m})
    phi = op("imp", le(m, n), at_m)
    base = discharge(at_start(ctx.assume(le(start, n)), substitute(at_m, {m: start})), le(start, n))
    inner = ctx.assume(le(start, m), le(add(m, 1), n))
    before = mp(hyp(phi), prove(inner, le(m, n)))
    after = next_instance(inner, substitute(at_m, {m: add(m, 1)}), [before])
    th = specialise(induct(m, start, phi, base, discharge(after, le(add(m, 1), n))), n)
    while th.concl.op == "imp":
        th = mp(th, prove(ctx, th.concl.args[0]))
    if th.concl is not goal:
        raise Unproved("the instance is written otherwise", goal)
    return th
