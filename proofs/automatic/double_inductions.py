"""Equations in two natural numbers n and k by induction on n, for all k at once: rows of a table, each from the one before.

Vandermonde's sum is of this kind: by Pascal's rule Σ C(m, k + 1 − i)·C(n + 1, i) is what it is for n at k, and at k + 1.
Where that is not enough, what stands before it in its own row is known too.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from itertools import permutations

from ..kernel import Term, Theorem, forall, hyp, induct, op, substitute
from ..tactics.budget import portion
from ..tactics.build import add, integer, le
from ..tactics.context import Context, Unproved
from ..tactics.derive import discharge, generalise, mp, specialise
from ..tactics.match import match
from ..tactics.prover import instance_of, prove
from ..theories import binomials, sums
from .direct import Failure, Inapplicable, directly, subterms
from .inductions import at_start, next_instance, variables

EACH = 60_000  # the work for one choice of n and k, in units of `budget`
ZERO = integer(0)


def by_rows(ctx: Context, goal: Term) -> Theorem:
    """Γ ⊢ a = b by induction on n for all k; raises Unproved."""
    choices = list(_choices(ctx, goal)) if goal.op == "eq" else []
    if not choices:
        raise Inapplicable("this is for equations in two natural numbers", goal)
    for n, k in choices:
        with suppress(*Failure), portion(EACH):
            return _rows(ctx, goal, n, k)
    raise Unproved("a row does not follow from the one before", goal)


def _choices(ctx: Context, goal: Term) -> Iterator[tuple[Term, Term]]:
    """n in the upper entry of a binomial coefficient or an index, k in the end of a range, the lower entry or another index."""
    naturals = [t for t, start in variables(ctx, goal) if start is ZERO]
    entries = [i for s in subterms(goal) if s.op == "app" and s.args[0].op == "app" for i in (s.args[0].args[1], s.args[1])]
    found = [p for s in subterms(goal) if (p := binomials.parts(s)) is not None]
    rows = [*[top for top, _ in found], *entries]
    columns = [*[low for _, low in found], *entries]
    columns += [end for s in subterms(goal) if (whole := sums.parts(s)) is not None for end in whole[:2]]
    for n, k in permutations(naturals, 2):
        if any(n.free <= t.free for t in rows) and any(k.free <= t.free for t in columns):
            yield n, k


def _rows(ctx: Context, goal: Term, n: Term, k: Term) -> Theorem:
    about = [th for th in ctx.facts if any(x.free <= phi.free for x in (n, k) for phi in (*th.hyps, th.concl))]
    outer = Context().having(*[th for th in ctx.facts if th not in about])
    row = forall(k, op("imp", le(ZERO, k), goal))
    inner, following = outer.assume(le(ZERO, n)), substitute(goal, {n: add(n, 1)})
    known = [specialise(hyp(row), t) for t in (k, add(k, 1))]
    here = inner.assume(le(ZERO, k))
    known = [mp(th, prove(here, th.concl.args[0])) for th in known]
    wanted = substitute(following, {k: add(k, 1)})
    try:
        next_one = _shown(here, wanted, known)
    except Failure:
        next_one = _shown(here, wanted, [*known, hyp(following)])
    edge = _shown(inner, substitute(following, {k: ZERO}), [])
    step = induct(k, ZERO, following, edge, next_one)
    th = induct(n, ZERO, row, _first(outer, substitute(goal, {n: ZERO}), k), step)
    for t in (n, k):
        th = specialise(th, t)
        th = mp(th, prove(ctx, th.concl.args[0]))
    return th


def _first(ctx: Context, goal: Term, k: Term) -> Theorem:
    """⊢ ∀k. 0 ≤ k → goal, as it stands or with k = 0 apart."""
    here = ctx.assume(le(ZERO, k))
    try:
        return generalise(discharge(at_start(here, goal), le(ZERO, k)), k)
    except Failure:
        edge = _shown(ctx, substitute(goal, {k: ZERO}), [])
        return induct(k, ZERO, goal, edge, _shown(here, substitute(goal, {k: add(k, 1)}), []))


def _shown(ctx: Context, goal: Term, known: list[Theorem]) -> Theorem:
    try:
        return directly(ctx.having(*known, *_entries(ctx, goal)), goal)
    except Failure:
        return next_instance(ctx, goal, known)


def _entries(ctx: Context, goal: Term) -> Iterator[Theorem]:
    """What equations for all entries of a table say of those in the goal."""
    here = dict.fromkeys(s for s in subterms(goal) if s.op == "app" and s.args[0].op == "app" and not s.loose)
    for rule in ctx.rules:
        for s in here if rule.conclusion.op == "eq" else ():
            values = match(rule.conclusion.args[0], s, frozenset(rule.variables))
            th = instance_of(ctx, rule, values) if values is not None and len(values) == len(rule.variables) else None
            if th is not None:
                yield th
