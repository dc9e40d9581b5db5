"""The limit of a finite sum is the sum of the limits, where the range does not depend on the index of the sequence."""

from __future__ import annotations

from ..kernel import INT, REAL, Term, Theorem, app, forall, fun, lam, normal, rewrite, var
from ..tactics.build import add, imp, le, number
from ..tactics.context import Context
from ..tactics.derive import beta, discharge, generalise, mp, specialise
from ..tactics.normalise import Method, equate
from ..tactics.prover import prove
from . import folds
from .folds import SUM
from .lemmas import by_range, lemma, rewrites
from .limits import limit_constant, limit_sum, tends

low, high, start, j, n = (var(s, INT) for s in ("low", "high", "start", "j", "n"))
f, x = var("f", fun(INT, INT, REAL)), var("x", fun(INT, REAL))


def _members(top: Term) -> Term:
    """n ↦ Σ_{j=low}^{top} f j n"""
    return lam(n, SUM.of(low, top, lam(j, app(f, j, n))))


@lemma
def limit_of_sum() -> Theorem:
    """⊢ ∀start low f x high. (∀j. low ≤ j → j ≤ high → lim f j = x j) → lim Σ_j f j = Σ_j x j"""
    each = forall(j, imp(le(low, j), le(j, high), tends(start, app(f, j), app(x, j))))
    statement = normal(imp(each, tends(start, _members(high), SUM.of(low, high, x))))

    def solver(ctx: Context, goal: Term, before: Theorem | None) -> Theorem:
        inner = ctx.assume(goal.args[0])
        if before is None:
            th = specialise(limit_constant(), start, number(0))
        else:
            more, front = add(high, 1), mp(before, prove(inner, before.concl.args[0]))
            last = prove(inner, normal(tends(start, app(f, more), app(x, more))))
            values = _members(high), app(f, more), SUM.of(low, high, x), app(x, more)
            th = mp(specialise(limit_sum(), start, start, start, *values), front, last)
        return discharge(_of_whole(inner, th, goal.args[1]), goal.args[0])

    th = specialise(by_range(Context(), low, high, statement, solver), high)
    return generalise(th, start, low, f, x, high)


def _of_whole(ctx: Context, th: Theorem, goal: Term) -> Theorem:
    """The goal from the limit of the sum with its last term, or its emptiness, written out."""
    ends = [*folds.ends(SUM)[0], *rewrites(folds.ends(SUM)[1])]
    found, wanted = (t.args[0].args[1] for t in (th.concl, goal))
    member = equate(ctx, normal(app(found, n)), normal(app(wanted, n)), Method(ends))
    value = equate(ctx, th.concl.args[1], goal.args[1], Method(ends))
    return beta(rewrite(th, (((0, 1, 0), generalise(member, n)), ((1,), value))))
