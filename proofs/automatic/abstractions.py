"""Induction where a family occurs only inside |u k − c| or (u k − c)²: for any family g in its place, then for this one."""

from __future__ import annotations

from collections.abc import Iterator

from ..kernel import INT, REAL, Term, Theorem, app, convert, forall, fun, lam, normal, table
from ..kernel.terms import rebuild
from ..tactics.build import le, replaced
from ..tactics.context import Context
from ..tactics.derive import discharge, generalise, mp, specialise
from ..tactics.prover import attempt
from .direct import Failure, Inapplicable, subterms
from .inductions import by_recursion
from .laws import members

SEQUENCE = fun(INT, REAL)


def by_abstraction(ctx: Context, goal: Term) -> Theorem:
    """Γ ⊢ goal from the same about any family with the same facts; raises Unproved."""
    if goal.op not in ("eq", "le", "lt"):
        raise Inapplicable("this is for relations", goal)
    error: Exception | None = None
    for family, k, pattern in _patterns(ctx, goal):
        try:
            return _for_any(ctx, goal, family, k, pattern)
        except Failure as e:
            error = error or e
    if error is not None:
        raise error
    raise Inapplicable("no family occurs only inside one function of its members", goal)


def _patterns(ctx: Context, goal: Term) -> Iterator[tuple[Term, Term, Term]]:
    """A family u, and a function of its members: |…| or a square around u k, outermost first."""
    k = ctx.fresh(INT, goal)
    found: set[tuple[Term, Term]] = set()
    for t in subterms(goal):
        if not (t.op == "app" and t.args[0] is table.ABS or t.op == "pow" and t.args[1].op == "num"):
            continue
        for member in list(dict.fromkeys(members(t)))[:1]:
            pattern = replaced(t, {member: app(member.args[0], k)})
            if (member.args[0], pattern) not in found and k.free <= pattern.free:
                found.add((member.args[0], pattern))
                yield member.args[0], k, pattern


def _for_any(ctx: Context, goal: Term, family: Term, k: Term, pattern: Term) -> Theorem:
    g = ctx.fresh(SEQUENCE, goal, k)
    wanted = _replaced(goal, g, k, pattern)
    facts, others = [], []
    for th in ctx.facts:
        other = _replaced(th.concl, g, k, pattern)
        if g.free <= other.free and not family.free <= other.free:
            facts.append(th)
            others.append(other)
    if family.free <= wanted.free or not facts:
        raise Inapplicable("the family occurs elsewhere", goal)
    nonneg = attempt(ctx, forall(k, le(0, pattern)))
    if nonneg is not None:
        facts.append(nonneg)
        others.append(forall(k, le(0, app(g, k))))
    rest = [th for th in ctx.facts if not family.free <= th.concl.free]
    th = by_recursion(Context().having(*rest).assume(*others), wanted)
    th = specialise(generalise(discharge(th, *others), g), normal(lam(k, pattern)))
    for fact in facts:
        th = mp(th, convert(fact, th.concl.args[0]))
    return convert(th, goal)


def _replaced(t: Term, g: Term, k: Term, pattern: Term) -> Term:
    """The term with g e for every instance of the pattern, at k = e."""
    at = _instance(pattern, t, k)
    if at is not None:
        return app(g, at)
    return rebuild(t, tuple([_replaced(a, g, k, pattern) for a in t.args])) if t.args else t


def _instance(pattern: Term, t: Term, k: Term) -> Term | None:
    """e where the term is the pattern at k = e."""
    if pattern is k:
        return t
    if pattern is t or not k.free <= pattern.free or pattern.op != t.op or len(pattern.args) != len(t.args):
        return None
    found = None
    for p, a in zip(pattern.args, t.args, strict=True):
        if not k.free <= p.free:
            if p is not a:
                return None
            continue
        here = _instance(p, a, k)
        if here is None or found not in (None, here):
            return None
        found = here
    return found


