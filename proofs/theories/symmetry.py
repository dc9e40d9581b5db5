"""Symmetric laws: E f(X) = E f(−X)."""

from __future__ import annotations

from ..kernel import (
    OMEGA,
    REAL,
    Term,
    Theorem,
    app,
    convert,
    lam,
    normal,
)
from ..tactics.build import eq, fresh, neg
from ..tactics.context import Context
from ..tactics.derive import mp, rhs, specialise, split, sym
from ..tactics.normalise import Normaliser
from ..tactics.prover import attempt
from .blocks import Own, mirrored_family, turned
from .expectation import E, I, laws, same_law
from .random import expectation_of, members_apart
from .sums import body_at
from .tables import replace, subterms

SYMMETRIC = same_law(REAL)


def symmetry(n: Normaliser, t: Term) -> Theorem | None:
    """E f(X) = E f(−X) for X of symmetric law: of the two the smaller form is chosen."""
    variable, law = expectation_of(t), laws(n.ctx)
    if variable is None or not law:
        return None
    w = n.ctx.fresh(OMEGA, t)
    body = body_at(variable, w)
    for th in symmetric_laws(n.ctx, body, w):
        smaller = _mirrored(n, w, variable, body, th)
        if smaller is not None:
            return smaller
    return mirrored_family(n, w, variable, body)


def symmetric_laws(ctx: Context, body: Term, w: Term) -> list[Theorem]:
    """SameLaw X (−X) for the random variables in the body."""
    out = []
    for t in subterms(body):
        if t.op == "app" and t.args[1] is w and t.type is REAL:
            member = t.args[0]
            th = attempt(ctx, symmetric_law(member))
            if th is not None:
                out.append(th)
    return out


def symmetric_law(member: Term) -> Term:
    """X has the law of −X."""
    w = fresh(OMEGA, member)
    return app(SYMMETRIC, E, I, member, normal(lam(w, neg(app(member, w)))))


def mirrored(ctx: Context, w: Term, variable: Term, body: Term, same: Theorem) -> Theorem | None:
    """E f(X) = E f(−X) from the law of X; None where something else is random, or f(X) not integrable."""
    member = same.concl.args[0].args[1]
    u = fresh(REAL, body)
    f = replace(body, {app(member, w): u})
    if w.free <= f.free:
        return None
    chosen = frozenset((SYMMETRIC,))
    law = specialise(convert(same, normal(same.concl, chosen), chosen), lam(u, f))
    integrable = attempt(ctx, law.concl.args[0])
    if integrable is None:
        return None
    value = sym(split(mp(law, integrable))[1])
    return convert(value, eq(app(E, variable), rhs(value)))


def _mirrored(n: Normaliser, w: Term, variable: Term, body: Term, same: Theorem) -> Theorem | None:
    member = app(same.concl.args[0].args[1], w)
    u = fresh(REAL, body)
    own = Own(member, replace(body, {member: u}), u, same)
    return turned(n, w, variable, body, own, members_apart(n.ctx, [member], w))
