"""What a recurrence keeps: of many simple bounds the largest set that is proved by induction together.

Candidates are bounds of the members by numbers that are spoken of, and that the members increase or decrease.  Those that
do not hold at the start are dropped, then as long as there are any those that do not follow from all the others one step
before.
"""

from __future__ import annotations

from ..kernel import REAL, Term, Theorem, app, hyp, induct, op, prop, substitute
from ..tactics.budget import portion
from ..tactics.build import add, le, lt, number
from ..tactics.context import Context, Unproved
from ..tactics.derive import join, mp, specialise, split
from ..tactics.prover import prove
from .direct import Failure
from .inductions import at_start, reduced, variables
from .laws import families, members
from .tableau import by_contradiction

MAX_NUMBERS, ONE_STEP, ALL = 4, 15_000, 300_000


def by_invariants(ctx: Context, goal: Term) -> Theorem:
    """Γ ⊢ goal, an order about members of a recurrence, from what the recurrence keeps; raises Unproved."""
    known = families(ctx)
    asked = list(dict.fromkeys(s.args[0] for s in members(goal) if s.args[0] in known))
    if goal.op not in ("le", "lt") or not asked:
        raise Unproved("it is no order about a recurrence", goal)
    for t, start in variables(ctx, goal):
        outer = Context().having(*[th for th in ctx.facts if not any(t.free <= h.free for h in (*th.hyps, th.concl))])
        try:
            with portion(ALL):
                kept = _kept(outer, _candidates(ctx, goal, known, t), t, start)
            facts = split(mp(kept, prove(ctx, kept.concl.args[0])))
            return shown(ctx.having(*facts), goal, [])
        except Failure:
            continue
    raise Unproved("nothing that the recurrence keeps gives this", goal)


def _candidates(ctx: Context, goal: Term, known: list[Term], t: Term) -> list[Term]:
    numbers = [number(0), number(1)]
    for phi in (goal, *[th.concl for th in ctx.facts if th.concl.op in ("eq", "le", "lt")]):
        numbers += [a for a in phi.args if a.op == "num" and a.type is REAL]
    out = [goal] if t.free <= goal.free else []
    for u in known:
        here, there = app(u, t), app(u, add(t, 1))
        for c in list(dict.fromkeys(numbers))[:MAX_NUMBERS]:
            out += [lt(c, here), le(c, here), lt(here, c), le(here, c)]
        out += [le(here, there), le(there, here)]
    return list(dict.fromkeys(out))


def _kept(outer: Context, candidates: list[Term], t: Term, start: Term) -> Theorem:
    """⊢ start ≤ t → the candidates that are kept."""
    bases: dict[Term, Theorem] = {}
    for phi in candidates:
        weaker = phi.op == "le" and lt(*phi.args) in bases
        th = None if weaker else _tried(outer, substitute(phi, {t: start}), [])
        if th is not None:
            bases[phi] = th
    kept = list(bases)
    while kept:
        inner = outer.assume(le(start, t))
        assumed = [hyp(phi) for phi in kept]
        steps = {phi: th for phi in kept if (th := _tried(inner, substitute(phi, {t: add(t, 1)}), assumed)) is not None}
        if len(steps) == len(kept):
            return _together(t, start, [(phi, bases[phi], steps[phi]) for phi in kept])
        kept = list(steps)
    raise Unproved("it keeps none of the bounds that were tried")


def _together(t: Term, start: Term, parts: list[tuple[Term, Theorem, Theorem]]) -> Theorem:
    phi = parts[0][0]
    for more, _, _ in parts[1:]:
        phi = op("and", phi, more)
    step = join(*[th for _, _, th in parts])
    for part in split(hyp(phi)):
        step = prop((step, part), step.concl, (part.concl,)) if part.concl in step.hyps else step
    return specialise(induct(t, start, phi, join(*[th for _, th, _ in parts]), step), t)


def _tried(ctx: Context, goal: Term, known: list[Theorem]) -> Theorem | None:
    try:
        with portion(ONE_STEP):
            return at_start(ctx, goal) if not known else shown(ctx, goal, known)
    except Failure:
        return None


def shown(ctx: Context, goal: Term, known: list[Theorem]) -> Theorem:
    """The goal with recurrences opened, from what is known: directly, or by contradiction."""
    facts = ctx.having(*known)
    return reduced(ctx, goal, lambda _, phi: _first(facts, phi))


def _first(ctx: Context, goal: Term) -> Theorem:
    try:
        return prove(ctx, goal)
    except Failure:
        return by_contradiction(ctx, goal)
