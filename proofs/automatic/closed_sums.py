"""Relations between sums that have closed forms: each of them is put in that form, then there is nothing left to sum."""

from __future__ import annotations

from contextlib import suppress

from ..kernel import INT, REAL, Term, Theorem, op, rewrite
from ..tactics.budget import portion
from ..tactics.build import le
from ..tactics.context import Context
from ..tactics.derive import rhs, sym, trans
from ..tactics.normalise import Method, Normaliser
from ..theories import folds, sums
from ..theories.lemmas import rewrites
from .direct import Failure, Inapplicable, directly, method, subterms
from .ratios import ratio_method
from .tableau import by_contradiction
from .telescoping import closed

MAX_SUMS, EACH, AFTER = 4, 60_000, 80_000


def by_closed_forms(ctx: Context, goal: Term) -> Theorem:
    """Γ ⊢ a ▷ b with the sums in it in closed form; raises Unproved."""
    if goal.op not in ("eq", "le", "lt") or goal.args[0].type not in (INT, REAL):
        raise Inapplicable("this is for relations of numbers", goal)
    n = Normaliser(ctx, method())
    plain = [n.norm(t) for t in goal.args]
    found = []
    for t in [t for t in subterms(*map(rhs, plain)) if sums.fold_of(t) is folds.SUM][:MAX_SUMS]:
        with suppress(*Failure), portion(EACH):
            found.append(_closed(ctx, t))
    if not found:
        raise Inapplicable("no sum in it has a closed form that is found", goal)
    m = method()
    closing = Normaliser(ctx, Method([*rewrites(*found), *m.rewrites], m.unfold, m.conversions))
    sides = [closing.body(t) for t in map(rhs, plain)]
    reduced = op(goal.op, *map(rhs, sides))
    try:
        with portion(AFTER):
            th = directly(ctx, reduced)
    except Failure:
        if goal.op == "eq":
            raise
        th = by_contradiction(ctx, reduced)
    return rewrite(rewrite(th, _back(sides)), _back(plain))


def _closed(ctx: Context, t: Term) -> Theorem:
    """Γ ⊢ Σ F = a closed form, the sums in F first; raises Unproved."""
    low, high, function = sums.parts(t)  # type: ignore[misc]
    k = ctx.fresh(INT, t)
    inner = ctx.assume(le(low, k), le(k, high))
    body = sums.body_at(function, k)
    found = [_closed(inner, u) for u in subterms(body) if sums.fold_of(u) is folds.SUM and k.free <= u.free]
    if not found:
        return closed(ctx, t, ratio_method)
    m = method()
    same = Normaliser(inner, Method([*rewrites(*found), *m.rewrites], m.unfold, m.conversions)).body(body)
    plain = sums.under_range(folds.SUM, low, high, function, k, same)
    return trans(plain, closed(ctx, rhs(plain), ratio_method))


def _back(sides: list[Theorem]) -> tuple[tuple[tuple[int, ...], Theorem], ...]:
    return tuple(((i,), sym(e)) for i, e in enumerate(sides) if e.concl.args[0] is not rhs(e))
