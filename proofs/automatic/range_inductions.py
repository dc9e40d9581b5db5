"""Sums and products over i ≤ n where the hypotheses speak of the members for k ≤ n only: by induction on m, for m ≤ n.

Induction on n itself would have to give up these hypotheses, which hold for this n alone.
"""

from __future__ import annotations

from ..kernel import INT, Term, Theorem, hyp, induct, op, substitute
from ..tactics.build import add, le
from ..tactics.context import Context, Unproved
from ..tactics.derive import discharge, mp, specialise
from ..tactics.prover import prove
from ..theories import sums
from .direct import Failure, Inapplicable, subterms
from .inductions import at_start, next_instance, variables


def by_range(ctx: Context, goal: Term) -> Theorem:
    """Γ ⊢ goal, by its instances at all m ≤ n; raises Unproved."""
    if goal.op not in ("eq", "le", "lt"):
        raise Inapplicable("it is no relation", goal)
    ends = frozenset().union(*[found[1].free for t in subterms(goal) if (found := sums.parts(t)) is not None])
    spoken = frozenset().union(*[phi.free for r in ctx.rules for phi in (*r.premises, r.conclusion)])
    first: Exception | None = None
    for n, start in variables(ctx, goal):
        if n.free <= ends & spoken:
            try:
                return _up_to(ctx, goal, n, start)
            except Failure as e:
                first = first or e
    raise first or Inapplicable("no hypothesis speaks of the members of a range only", goal)


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
