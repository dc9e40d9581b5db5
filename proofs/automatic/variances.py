"""The variance of a multiple of a sum of independent members as the sum of theirs, where an order needs it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

from ..kernel import INT, OMEGA, REAL, Term, Theorem, app, lam, normal, rewrite
from ..tactics.budget import portion
from ..tactics.build import eq, mul, power, replaced
from ..tactics.context import Context
from ..tactics.derive import places, sym
from ..tactics.polynomial import TooLarge, atom_term, poly_term
from ..tactics.prover import reader
from ..theories import folds, sums
from ..theories.expectation import VAR, E
from ..theories.independence import MUTUALS
from ..theories.sums import body_at
from .direct import Failure, Inapplicable, subterms
from .mean_forms import constants
from .means import by_means

EACH = 60_000  # the work for the equation, in units of `budget`


def by_variances(ctx: Context, goal: Term, shown: Callable[[Context, Term], Theorem]) -> Theorem:
    """Γ ⊢ an order with Var(c·Σ f) from the same with c²·Σ Var f; raises Unproved."""
    if goal.op in ("le", "lt") and goal.args[0].type is REAL and constants(*[th.concl for th in ctx.facts]) & MUTUALS:
        for t in subterms(*goal.args):
            wanted = _apart(ctx, t) if t.op == "app" and t.args[0] is app(VAR, E) else None
            if wanted is not None:
                with suppress(*Failure):
                    with portion(EACH):
                        same = by_means(ctx, eq(t, wanted))
                    th = shown(ctx, replaced(goal, {t: wanted}))
                    return rewrite(th, tuple((place, sym(same)) for place, _ in places(th.concl, {wanted: t})))
    raise Inapplicable("it speaks of no variance of a sum of independent members", goal)


def _apart(ctx: Context, variance: Term) -> Term | None:
    """c²·Σ Var f(i) for Var(c·Σ f(i))."""
    w, i = ctx.fresh(OMEGA, variance), ctx.fresh(INT, variance)
    body = body_at(variance.args[1], w)
    try:
        p = reader(ctx, [body]).poly(body)
    except TooLarge:
        return None
    random = [(m, c, a) for m, c in p.items() for a, e in m if w.free <= atom_term(a).free]
    if len(p) != 1 or len(random) != 1 or sums.fold_of(atom_term(random[0][2])) is not folds.SUM:
        return None
    ((m, c, a),) = random
    low, high, f = sums.parts(atom_term(a)) or (i, i, i)
    each = app(VAR, E, normal(lam(w, sums.body_at(f, i))))
    total, rest = folds.SUM.of(low, high, lam(i, each)), frozenset((b, e) for b, e in m if b != a)
    return total if not rest and c == 1 else mul(power(poly_term({rest: c}), 2), total)
