"""Finite sums and products over integer ranges: Σ and Π, empty (0 and 1) when the upper end is below the lower.

    Σ a b f := rec (a−1) 0 (λk v. v + f(k+1)) b          Π a b f := rec (a−1) 1 (λk v. v · f(k+1)) b
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass

from ..kernel import (
    FALSE,
    INT,
    REAL,
    Term,
    Theorem,
    app,
    convert,
    define,
    forall,
    fun,
    hyp,
    lam,
    normal,
    op,
    prop,
    rec_base,
    rec_step,
    var,
)
from ..tactics.build import add, eq, imp, le, lt, mul, number, real, sub
from ..tactics.context import Context
from ..tactics.derive import discharge, generalise, mp, rhs, specialise, trans
from ..tactics.normalise import Method, Rewrite, equate
from ..tactics.prover import prove
from .lemmas import at_successor, by_range, lemma, rewrites, solve

F = fun(INT, REAL)
a, b, c, i, k = (var(n, INT) for n in "abcik")
f, g = var("f", F), var("g", F)
r = var("r", REAL)
v = var("v", REAL)


@dataclass(frozen=True)
class Fold:
    """One of Σ and Π: its constant and its laws."""

    name: str
    operator: str
    unit: int

    @property
    def constant(self) -> Term:
        """The defined constant : Int → Int → (Int → Real) → Real."""
        step = lam(k, lam(v, op(self.operator, v, app(f, add(k, 1)))))
        body = op("rec", sub(a, 1), number(self.unit), step, b)
        return define(self.name, lam(a, lam(b, lam(f, body))))

    def of(self, low: Term, high: Term, function: Term) -> Term:
        return app(self.constant, low, high, function)

    def opened(self, low: Term, high: Term, function: Term) -> Term:
        return normal(self.of(low, high, function), frozenset((self.constant,)))

    def _folded(self, law: Theorem, statement: Term) -> Theorem:
        """The statement from an equation about the recursion itself."""
        return convert(law, statement, frozenset((self.constant,)))


SUM = Fold("Σ", "add", 0)
PRODUCT = Fold("Π", "mul", 1)


def empty(fold: Fold) -> Theorem:
    """⊢ ∀a b f. b < a → Σ a b f = 0"""
    rec = fold.opened(a, b, f)
    ctx = Context().assume(lt(b, a))
    law = mp(specialise(rec_base(*rec.args[:3]), b), prove(ctx, le(b, sub(a, 1))))
    th = fold._folded(law, eq(fold.of(a, b, f), fold.unit))
    return generalise(discharge(th, lt(b, a)), a, b, f)


def last(fold: Fold) -> Theorem:
    """⊢ ∀a b f. a ≤ b → Σ a b f = Σ a (b−1) f + f b"""
    rec = fold.opened(a, b, f)
    before = sub(b, 1)
    ctx = Context().assume(le(a, b))
    law = mp(specialise(rec_step(*rec.args[:3]), before), prove(ctx, le(sub(a, 1), before)))
    same = equate(ctx, op("rec", *rec.args[:3], b), law.concl.args[0], Method())
    wanted = op(fold.operator, op("rec", *rec.args[:3], before), app(f, b))
    law = trans(same, law, equate(ctx, rhs(law), wanted, Method()))
    th = fold._folded(law, eq(fold.of(a, b, f), op(fold.operator, fold.of(a, before, f), app(f, b))))
    return generalise(discharge(th, le(a, b)), a, b, f)


def ends(fold: Fold) -> tuple[list[Rewrite], Theorem]:
    """How a range ends: its last term, where it visibly has one more, and the empty range."""
    return at_successor(LAST[fold.name](), 1), EMPTY[fold.name]()


def _by_range(statement: Term, fold: Fold) -> Theorem:
    """A statement about Σ a b f for every b, by unfolding the last term."""
    edges = ends(fold)

    def solver(ctx: Context, goal: Term, before: Theorem | None) -> Theorem:
        return solve(ctx, goal, *edges, *(() if before is None else (before,)))

    return by_range(Context(), a, b, statement, solver)


def congruence(fold: Fold) -> Theorem:
    """⊢ ∀a f g b. (∀i. a ≤ i → i ≤ b → f i = g i) → Σ a b f = Σ a b g"""
    same = forall(i, imp(le(a, i), le(i, b), eq(app(f, i), app(g, i))))
    th = _by_range(imp(same, eq(fold.of(a, b, f), fold.of(a, b, g))), fold)
    return generalise(specialise(th, b), a, b, f, g)


def first(fold: Fold) -> Theorem:
    """⊢ ∀a b f. a ≤ b → Σ a b f = f a + Σ (a+1) b f"""
    law = eq(fold.of(a, b, f), op(fold.operator, app(f, a), fold.of(add(a, 1), b, f)))
    edges = ends(fold)
    statement = imp(le(a, b), law)

    def solver(ctx: Context, goal: Term, before: Theorem | None) -> Theorem:
        inner = ctx.assume(goal.args[0])
        if before is not None:  # either b ≥ a already, or the range a..b+1 is a single term
            more, single = le(a, b), eq(a, add(b, 1))
            long = solve(inner.assume(more), goal.args[1], *edges, before)
            at_b = solve(inner.assume(single), goal.args[1], *edges, hyp(single))
            cases = prove(inner, op("or", more, single))
            th = prop((cases, discharge(long, more), discharge(at_b, single)), goal.args[1])
            return discharge(th, goal.args[0])
        return discharge(_absurd(inner, goal.args[1]), goal.args[0])

    th = by_range(Context(), a, b, statement, solver)
    return generalise(specialise(th, b), a, b, f)


def _absurd(ctx: Context, goal: Term) -> Theorem:
    return prop((prove(ctx, FALSE),), goal)


def shift(fold: Fold) -> Theorem:
    """⊢ ∀a b c f. Σ a b f = Σ (a+c) (b+c) (λi. f(i−c))"""
    moved = fold.of(add(a, c), add(b, c), lam(i, app(f, sub(i, c))))
    th = _by_range(eq(fold.of(a, b, f), moved), fold)
    return generalise(specialise(th, b), a, b, c, f)


def distribution(fold: Fold) -> Theorem:
    """⊢ ∀a b f g. Σ a b (λi. f i + g i) = Σ a b f + Σ a b g   (Π with ·)"""
    both = lam(i, op(fold.operator, app(f, i), app(g, i)))
    th = _by_range(eq(fold.of(a, b, both), op(fold.operator, fold.of(a, b, f), fold.of(a, b, g))), fold)
    return generalise(specialise(th, b), a, b, f, g)


def _for_both(law: Callable[[Fold], Theorem]) -> dict[str, Callable[[], Theorem]]:
    """The law as a lemma about Σ and a lemma about Π."""
    out = {}
    for fold in (SUM, PRODUCT):
        make = functools.partial(law, fold)
        make.__name__ = law.__name__  # type: ignore[attr-defined]
        out[fold.name] = lemma(make)
    return out


EMPTY, LAST, FIRST = _for_both(empty), _for_both(last), _for_both(first)
SHIFT, CONG, SPLIT = _for_both(shift), _for_both(congruence), _for_both(distribution)


@lemma
def sum_scale() -> Theorem:
    """⊢ ∀r a b f. Σ a b (λi. r·f i) = r·Σ a b f"""
    th = _by_range(eq(SUM.of(a, b, lam(i, mul(r, app(f, i)))), mul(r, SUM.of(a, b, f))), SUM)
    return generalise(specialise(th, b), r, a, b, f)


@lemma
def sum_zero() -> Theorem:
    """⊢ ∀a b. Σ a b (λi. 0) = 0"""
    th = _by_range(eq(SUM.of(a, b, lam(i, number(0))), 0), SUM)
    return generalise(specialise(th, b), a, b)


@lemma
def sum_count() -> Theorem:
    """⊢ ∀a b. a ≤ b + 1 → Σ a b (λi. 1) = b − a + 1"""
    count = real(add(sub(b, a), 1))
    ones = SUM.of(a, b, lam(i, number(1)))
    statement = imp(le(a, add(b, 1)), eq(ones, count))
    edges = ends(SUM)

    def solver(ctx: Context, goal: Term, before: Theorem | None) -> Theorem:
        inner = ctx.assume(goal.args[0])
        if before is None and _is_low(ctx):
            return discharge(_absurd(inner, goal.args[1]), goal.args[0])
        return discharge(solve(inner, goal.args[1], *edges, *(() if before is None else (before,))), goal.args[0])

    th = by_range(Context(), a, b, statement, solver)
    return generalise(specialise(th, b), a, b)


def _is_low(ctx: Context) -> bool:
    return any(th.concl is lt(b, sub(a, 1)) for th in ctx.facts)


def _monotone(statement: Term) -> Theorem:
    """A statement (∀i in range …) → Σ … ▷ Σ …, by induction on the upper end."""
    edges = ends(SUM)

    def solver(ctx: Context, goal: Term, before: Theorem | None) -> Theorem:
        inner = ctx.assume(goal.args[0])
        known = inner if before is None else inner.having(before)
        sums = [t for t in goal.args[1].args if t.op == "app"]
        for t in sums:
            known = known.having(equate(known, t, _peeled(known, t), Method([*edges[0], *rewrites(edges[1])])))
        if before is not None:
            earlier = mp(before, prove(known, before.concl.args[0]))
            known = known.having(earlier, _at_end(known, goal.args[0]))
        return discharge(prove(known, goal.args[1]), goal.args[0])

    return by_range(Context(), a, b, statement, solver)


def _at_end(ctx: Context, everywhere: Term) -> Theorem:
    """What holds at each i of a..b+1, at b+1."""
    at = specialise(hyp(everywhere), add(b, 1))
    return mp(at, prove(ctx, at.concl.args[0]), prove(ctx, at.concl.args[1].args[0]))


def _peeled(ctx: Context, t: Term) -> Term:
    """Σ a (b+1) f as Σ a b f + f(b+1); an empty sum as 0."""
    head, function = t.args
    high = head.args[1]
    low = head.args[0].args[1]
    if high.op == "add":
        return add(SUM.of(low, high.args[0], function), normal(app(function, high)))
    return number(0)


@lemma
def sum_nonneg() -> Theorem:
    """⊢ ∀a b f. (∀i. a ≤ i → i ≤ b → 0 ≤ f i) → 0 ≤ Σ a b f"""
    each = forall(i, imp(le(a, i), le(i, b), le(0, app(f, i))))
    th = _monotone(imp(each, le(0, SUM.of(a, b, f))))
    return generalise(specialise(th, b), a, b, f)


@lemma
def sum_pos() -> Theorem:
    """⊢ ∀a b f. a ≤ b → (∀i. a ≤ i → i ≤ b → 0 < f i) → 0 < Σ a b f"""
    each = forall(i, imp(le(a, i), le(i, b), lt(0, app(f, i))))
    ctx = Context().assume(le(a, b), each)
    weak = forall(i, imp(le(a, i), le(i, sub(b, 1)), le(0, app(f, i))))
    front = mp(specialise(sum_nonneg(), a, sub(b, 1), f), prove(ctx, weak))
    at_end = specialise(hyp(each), b)
    at_end = mp(at_end, *[prove(ctx, p) for p in (le(a, b), le(b, b))])
    whole = mp(specialise(LAST["Σ"](), a, b, f), hyp(le(a, b)))
    th = prove(Context().having(front, at_end, whole), lt(0, SUM.of(a, b, f)))
    return generalise(discharge(th, le(a, b), each), a, b, f)


@lemma
def sum_le() -> Theorem:
    """⊢ ∀a b f g. (∀i. a ≤ i → i ≤ b → f i ≤ g i) → Σ a b f ≤ Σ a b g"""
    each = forall(i, imp(le(a, i), le(i, b), le(app(f, i), app(g, i))))
    th = _monotone(imp(each, le(SUM.of(a, b, f), SUM.of(a, b, g))))
    return generalise(specialise(th, b), a, b, f, g)

