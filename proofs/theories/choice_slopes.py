"""The derivative of a choice by an order u < v or u ≤ v, where u ≠ v: that of the case which applies nearby."""

from __future__ import annotations

import functools

from ..kernel import REAL, Theorem, app, convert, exists, exists_elim, exists_intro, forall, hyp, lam, op, table, var
from ..tactics.build import add, imp, lt, mul, number, sub
from ..tactics.context import Context
from ..tactics.derive import discharge, generalise, join, mp, specialise
from ..tactics.prover import prove
from .calculus import difference, local
from .lemmas import lemma
from .slopes import FUNCTION, about, f, g, h, magnitude, magnitude_product, opened, p, q, r, slope, smaller, times, witness, x

u, v, s, d = var("u", FUNCTION), var("v", FUNCTION), var("s", REAL), var("d", REAL)


@lemma
def stays_positive() -> Theorem:
    """⊢ ∀u x q. deriv u x q → 0 < u x → ∃r. 0 < r ∧ ∀h. |h| < r → 0 < u(x + h): |u(x + h) − u x| ≤ (|q| + 1)·|h|"""
    given, here = slope(u, x, q), lt(0, app(u, x))
    steep, first, there, inside = add(magnitude(q), 1), var("r1", REAL), app(u, add(x, h)), lt(magnitude(h), r)
    some = opened(hyp(given), number(1), prove(Context(), lt(0, number(1))))
    positive, bound = witness(some, first)
    known = about(Context().assume(here), q, h)
    steep_positive = prove(known, lt(0, steep))
    common = mp(specialise(smaller(), first, app(u, x), steep), positive, hyp(here), steep_positive)
    ctx = known.having(*witness(common, r)).assume(inside)
    near = mp(specialise(bound, h), prove(ctx, lt(magnitude(h), first)))
    short = times(ctx.having(steep_positive), steep, hyp(inside))
    facts = (near, short, specialise(magnitude_product(), q, h))
    final = prove(about(ctx, near.concl.args[0].args[1], mul(q, h)).having(*facts), lt(0, there))
    always = generalise(discharge(final, inside), h)
    goal = exists(r, op("and", lt(0, r), forall(h, imp(inside, lt(0, there)))))
    th = exists_elim(r, common, exists_intro(join(prove(ctx, lt(0, r)), always), goal, r))
    return generalise(discharge(exists_elim(first, some, th), given, here), u, x, q)


@functools.cache
def choice_slope(relation: str, holds: bool) -> Theorem:
    """⊢ ∀u v f g x q d p. deriv u x q → deriv v x d → u x < v x (or v x < u x, where the condition fails nearby) →
    deriv f x p (or of g) → deriv (s ↦ f s if u s ▷ v s else g s) x p"""
    small, large, case = (u, v, f) if holds else (v, u, g)
    given = slope(u, x, q), slope(v, x, d), lt(app(small, x), app(large, x)), slope(case, x, p)
    condition = op(relation, app(u, s), app(v, s))
    chosen = lam(s, op("ite", condition, app(f, s), app(g, s)))
    slopes = (q, d) if holds else (d, q)
    gap = lam(s, sub(app(large, s), app(small, s)))
    grows = mp(specialise(difference(), large, small, x, *reversed(slopes)),
               *[hyp(given[1 if t is v else 0]) for t in (large, small)])
    law = specialise(stays_positive(), gap, x, grows.concl.args[1])
    some = mp(law, convert(grows, law.concl.args[0]), prove(Context().assume(given[2]), law.concl.args[1].args[0]))
    positive, near = witness(some, r)
    inside = lt(magnitude(h), r)
    there = mp(specialise(near, h), hyp(inside))
    at = [app(t, add(x, h)) for t in (u, v, f, g)]
    row = (table.ite_true if holds else table.ite_false)(op(relation, *at[:2]), *at[2:])
    agree = generalise(discharge(mp(row, prove(Context().having(there), row.concl.args[0])), inside), h)
    same = specialise(local(), case, chosen, x, p, r)
    th = mp(same, positive)
    th = mp(th, convert(agree, th.concl.args[0]), hyp(given[3]))
    return generalise(discharge(exists_elim(r, some, th), *given), u, v, f, g, x, q, d, p)
