"""Where powers with a symbolic exponent lie: above a base that is at least 1, between −1 and 1 with a base between them."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from ..kernel import INT, REAL, Term, Theorem, hyp, induct, op, prop, substitute, var
from ..tactics.build import add, integer, le, lt, power
from ..tactics.context import Context
from ..tactics.derive import discharge, generalise, mp, specialise
from ..tactics.prover import FACTS, attempt, prove
from .lemmas import lemma, under_way

x, n = var("x", REAL), var("n", INT)
Order = Callable[..., Term]


@lemma
def base_below_power() -> Theorem:
    """⊢ ∀x n. 1 ≤ x → 1 ≤ n → x ≤ xⁿ"""
    ctx, goal = Context().assume(le(1, x)), le(x, power(x, n))
    base = prove(ctx, substitute(goal, {n: integer(1)}))
    step = prove(ctx.assume(le(1, n), goal), substitute(goal, {n: add(n, 1)}))
    return generalise(discharge(specialise(induct(n, integer(1), goal, base, step), n), le(1, x)), x, n)


def _within(below: Order, start: int) -> Theorem:
    """∀x n. −1 ◁ x → x ◁ 1 → start ≤ n → −1 ◁ xⁿ ∧ xⁿ ◁ 1, by induction on n."""
    p, given = power(x, n), (below(-1, x), below(x, 1))
    goal = op("and", below(-1, p), below(p, 1))
    ctx = Context().assume(*given)
    base = prove(ctx, substitute(goal, {n: integer(start)}))
    known = ctx.assume(le(start, n)).having(*[prop((hyp(goal),), side) for side in goal.args])
    step = prove(known, substitute(goal, {n: add(n, 1)}))
    return generalise(discharge(specialise(induct(n, integer(start), goal, base, step), n), *given), x, n)


@lemma
def power_inside_one() -> Theorem:
    """⊢ ∀x n. −1 < x → x < 1 → 1 ≤ n → −1 < xⁿ ∧ xⁿ < 1"""
    return _within(lt, 1)


@lemma
def power_within_one() -> Theorem:
    """⊢ ∀x n. −1 ≤ x → x ≤ 1 → 0 ≤ n → −1 ≤ xⁿ ∧ xⁿ ≤ 1"""
    return _within(le, 0)


def power_bounds(ctx: Context, t: Term) -> Iterable[Theorem]:
    """b ≤ bⁿ for 1 ≤ b; −1 < bⁿ < 1 for −1 < b < 1 where the sign of b is not known."""
    if t.op != "pow" or t.args[1].op == "num" or under_way("base_below_power", "power_inside_one", "power_within_one"):
        return
    base, exponent = t.args
    if (large := attempt(ctx, le(1, base))) is not None:
        if (some := attempt(ctx, le(1, exponent))) is not None:
            yield mp(specialise(base_below_power(), base, exponent), large, some)
    elif base.op != "num" and attempt(ctx, le(0, base)) is None:
        for law, below, start in ((power_inside_one, lt, 1), (power_within_one, le, 0)):
            known = [attempt(ctx, phi) for phi in (below(-1, base), below(base, 1), le(start, exponent))]
            if None not in known:
                both = mp(specialise(law(), base, exponent), *[th for th in known if th is not None])
                yield from (prop((both,), side) for side in both.concl.args)
                return


FACTS.append(power_bounds)
