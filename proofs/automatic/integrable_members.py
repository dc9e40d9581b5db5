"""Integrable members of recurrences: by induction on the index, a member being what the recurrence makes of earlier ones."""

from __future__ import annotations

from ..kernel import INT, OMEGA, Term, Theorem, app, convert, induct, normal, substitute
from ..tactics.build import add, integer, le
from ..tactics.context import Context, Unproved
from ..tactics.derive import rhs, sym
from ..tactics.normalise import Method, Normaliser
from ..tactics.prover import attempt, prove
from ..theories import expectation
from ..theories.expectation import I, lam_of, transfer
from .direct import Inapplicable
from .laws import families, laws, members, random_starts

STARTS = (0, 1)


def by_steps(ctx: Context, goal: Term) -> Theorem:
    """Γ ⊢ I(λω. …u(n)(ω)…) for a recurrence u; raises Unproved."""
    return prove(ctx.having(*at_every_step(ctx, goal)), goal)


def at_every_step(ctx: Context, goal: Term) -> list[Theorem]:
    """Γ ⊢ ∀k. a ≤ k → I(u k) for the recurrences u in I(λω. …u(n)(ω)…); raises Unproved."""
    if goal.op != "app" or goal.args[0] is not I or not expectation.laws(ctx):
        raise Inapplicable("it does not say that something is integrable", goal)
    known = families(ctx)
    found = dict.fromkeys(s.args[0] for s in members(goal) if s.args[0] in known and s.type.dom is OMEGA)
    if not found:
        raise Inapplicable("it does not speak of a recurrence", goal)
    return [_always(ctx, u) for u in found]


def _always(ctx: Context, u: Term) -> Theorem:
    """Γ ⊢ ∀k. a ≤ k → I(u k)"""
    k = ctx.fresh(INT, u)
    statement = app(I, app(u, k))
    for start in STARTS:
        base = _member(ctx, normal(substitute(statement, {k: integer(start)})))
        inner = ctx.assume(le(integer(start), k), statement)
        step = None if base is None else _member(inner, normal(substitute(statement, {k: add(k, 1)})))
        if base is not None and step is not None:
            return induct(k, integer(start), statement, base, step)
    raise Unproved("a member of the recurrence is not seen to be integrable", statement)


def _member(ctx: Context, goal: Term) -> Theorem | None:
    """The goal as it stands, or from what the recurrence says of the member."""
    x = ctx.fresh(OMEGA, goal)
    same = Normaliser(ctx, Method([*laws(ctx), *random_starts(ctx)])).norm(normal(app(goal.args[1], x)))
    th = attempt(ctx, app(I, lam_of(x, rhs(same))))
    return None if th is None else convert(transfer(th, x, sym(same)), goal)
