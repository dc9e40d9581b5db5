"""Members of recurrences with whole coefficients that start with integers: all of them are integers."""

from __future__ import annotations

from collections.abc import Callable

from ..kernel import (
    INT,
    REAL,
    Term,
    Theorem,
    app,
    exists,
    exists_elim,
    exists_intro,
    hyp,
    induct,
    instantiate,
    normal,
    op,
    substitute,
    var,
)
from ..kernel.rational import integer_form
from ..tactics.build import add, eq, integer, le, real
from ..tactics.context import Context, Unproved
from ..tactics.derive import join, mp, specialise, split, sym, trans
from ..tactics.normalise import Method, Normaliser, Rewrite
from ..tactics.prover import instance_of, prove
from .inductions import starts_among
from .laws import laws, members

Whole = Callable[[Context, Term], Theorem]  # ∃k. t = k
k = var("k′", INT)


def whole(t: Term) -> Term:
    """∃k. t = k"""
    return exists(k, eq(t, real(k)))


def member(ctx: Context, t: Term, prove_whole: Whole) -> Theorem:
    """Γ ⊢ ∃k. u(e) = k, by induction over as many successive members as the recurrence looks back; raises Unproved."""
    u, index = t.args[0], integer_form(t.args[1])
    for th in ctx.facts:
        if (v := _named(th.concl)) is not None and v.args[0] is u and integer_form(v.args[1]) == index:
            return _alike(ctx, th, whole(t))
    law = next((w for w in laws(ctx) if w.rule.conclusion.args[0].args[0] is u), None)
    starts = starts_among(ctx, u)
    if law is None or not starts:
        raise Unproved("no recurrence gives it", t)
    first, span, m = min(starts), _span(law), ctx.fresh(INT, t)
    if not all(first + i in starts for i in range(span)):
        raise Unproved("its recurrence does not start with numbers", t)
    phi = _together([app(u, add(m, i) if i else m) for i in range(span)])
    base = [carried(starts[first + i], prove_whole(ctx, starts[first + i].concl.args[1])) for i in range(span)]
    inner = ctx.assume(le(integer(first), m)).having(*split(hyp(phi)))
    more = instance_of(inner, law.rule, {law.rule.variables[0]: add(m, span)})
    if more is None:
        raise Unproved("its recurrence does not go on", t)
    step = [*split(hyp(phi))[1:], carried(more, prove_whole(inner, more.concl.args[1]))]
    made = induct(m, integer(first), phi, _fitted(ctx, base, substitute(phi, {m: integer(first)})),
                  _fitted(inner, step, substitute(phi, {m: add(m, 1)})))
    made = specialise(made, t.args[1])
    made = mp(made, prove(ctx, made.concl.args[0]))
    return split(made)[0]


def _named(phi: Term) -> Term | None:
    """u(e), of ∃k. u(e) = k."""
    if phi.op != "ex" or phi.args[0].data is not INT:
        return None
    body = normal(instantiate(phi.args[0].args[0], k))
    left = body.args[0] if body.op == "eq" else k
    return left if left.op == "app" and left.type is REAL and phi is whole(left) else None


def _together(parts: list[Term]) -> Term:
    out = whole(parts[0])
    for part in parts[1:]:
        out = op("and", out, whole(part))
    return out


def _span(law: Rewrite) -> int:
    """How far the recurrence looks back."""
    left, right = law.rule.conclusion.args
    at = integer_form(left.args[1])[1]
    return max([at - integer_form(s.args[1])[1] for s in members(right) if s.args[0] is left.args[0]], default=1)


def subject(phi: Term) -> Term:
    """t, of ∃k. t = k."""
    return normal(instantiate(phi.args[0].args[0], k)).args[0]


def carried(same: Theorem, th: Theorem, goal: Term | None = None) -> Theorem:
    """∃k. a = k, or the goal that says so, from a = b and ∃k. b = k."""
    inner = hyp(normal(instantiate(th.concl.args[0].args[0], k)))
    return exists_elim(k, th, exists_intro(trans(same, inner), goal or whole(same.concl.args[0]), k))


def _fitted(ctx: Context, theorems: list[Theorem], goal: Term) -> Theorem:
    """The conjunction, its indices written as in the goal."""
    wanted: list[Term] = []
    for _ in theorems[1:]:
        wanted.insert(0, goal.args[1])
        goal = goal.args[0]
    return join(*[_alike(ctx, th, phi) for th, phi in zip(theorems, [goal, *wanted], strict=True)])


def _alike(ctx: Context, th: Theorem, goal: Term) -> Theorem:
    n = Normaliser(ctx, Method())
    before, after = subject(th.concl), subject(goal)
    return carried(trans(n.norm(after), sym(n.norm(before))), th) if before is not after else th
