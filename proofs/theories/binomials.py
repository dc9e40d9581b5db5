"""Binomial coefficients:  C(n, k) := (n/1)·((n − 1)/2)⋯((n − k + 1)/k) for k ≥ 0, and 0 for k < 0.

For n ≥ 0 this is the number of ways to choose k of n things, 0 for k > n; for n < 0 it is what SymPy means.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import sympy as sp

from ..kernel import (
    INT,
    Term,
    Theorem,
    app,
    convert,
    define,
    forall,
    forall_elim,
    hyp,
    induct,
    lam,
    normal,
    op,
    prop,
    rewrite,
    table,
    value,
    var,
)
from ..kernel.rational import integer_form
from ..language.door import Door, reads
from ..language.printing import ATOM, WRITERS, Printer
from ..tactics.build import add, div, eq, imp, integer, le, lt, mul, no, number, power, real, sub
from ..tactics.context import Context
from ..tactics.derive import discharge, generalise, lhs, mp, rhs, specialise, sym, trans
from ..tactics.normalise import Method, Normaliser, Rewrite, equate
from ..tactics.polynomial import integer_term
from ..tactics.prover import FACTS, ORDERS, attempt, prove
from . import folds, products
from . import powers as powers  # the signs of quotients
from .folds import PRODUCT
from .lemmas import at_successor, lemma, rewrites, under_way
from .tables import subterms

n, k, j = (var(s, INT) for s in "nkj")


def _factors(top: Term) -> Term:
    """The factors (n − j + 1)/j"""
    return lam(j, div(real(add(sub(top, j), 1)), real(j)))


def _chosen() -> Term:
    body = op("ite", le(0, k), PRODUCT.of(integer(1), k, _factors(n)), number(0))
    return define("binom", lam(n, lam(k, normal(body))))


BINOMIAL = _chosen()
_OPEN = frozenset((BINOMIAL,))


def binom(top: Term, below: Term) -> Term:
    """C(n, k)"""
    return app(BINOMIAL, top, below)


def parts(t: Term) -> tuple[Term, Term] | None:
    """n and k of C(n, k); None for other terms."""
    return (t.args[0].args[1], t.args[1]) if t.op == "app" and t.args[0].op == "app" and t.args[0].args[0] is BINOMIAL else None


# -- lemmas ------------------------------------------------------------------------------------


def _case(condition: Term, row: Any) -> Theorem:
    """condition → C(n, k) = the case of the definition that applies"""
    law = row(le(0, k), PRODUCT.of(integer(1), k, _factors(n)), number(0))
    return convert(law, imp(condition, eq(binom(n, k), rhs_of(law))), _OPEN)


def rhs_of(law: Theorem) -> Term:
    return law.concl.args[1].args[1]


@lemma
def as_product() -> Theorem:
    """⊢ ∀n k. 0 ≤ k → C(n, k) = Π_{j=1}^{k} (n − j + 1)/j"""
    return generalise(_case(le(0, k), table.ite_true), n, k)


@lemma
def below() -> Theorem:
    """⊢ ∀n k. k < 0 → C(n, k) = 0"""
    negative = prove(Context().assume(lt(k, 0)), no(le(0, k)))
    return generalise(discharge(mp(_case(no(le(0, k)), table.ite_false), negative), lt(k, 0)), n, k)


@lemma
def none() -> Theorem:
    """⊢ ∀n. C(n, 0) = 1"""
    law = specialise(as_product(), n, integer(0))
    law = mp(law, prove(Context(), law.concl.args[0]))
    empty = specialise(folds.EMPTY["Π"](), integer(1), integer(0), _factors(n))
    return generalise(trans(law, mp(empty, prove(Context(), empty.concl.args[0]))), n)


@lemma
def one_more() -> Theorem:
    """⊢ ∀n k. 0 ≤ k → C(n, k + 1) = C(n, k)·(n − k)/(k + 1)"""
    ctx, more = Context().assume(le(0, k)), add(k, 1)
    here, there = (mp(th, prove(ctx, th.concl.args[0])) for th in (specialise(as_product(), n, i) for i in (k, more)))
    wanted = div(mul(rhs(here), sub(real(n), real(k))), add(real(k), 1))
    last = equate(ctx, rhs(there), wanted, Method(at_successor(folds.LAST["Π"](), 1)))
    goal = div(mul(binom(n, k), sub(real(n), real(k))), add(real(k), 1))
    th = trans(there, last, equate(ctx, wanted, goal, Method(rewrites(here))))
    return generalise(discharge(th, le(0, k)), n, k)


def _met(ctx: Context, law: Theorem) -> Theorem:
    """What a law says, its premises proved here."""
    while law.concl.op == "imp":
        law = mp(law, prove(ctx, law.concl.args[0]))
    return law


def _columns(ctx: Context, *at: tuple[Term, Term]) -> list[Rewrite]:
    """C(n, k + 1) by C(n, k), for these n and k only"""
    return rewrites(*[_met(ctx, specialise(one_more(), *place)) for place in at])


@lemma
def pascal() -> Theorem:
    """⊢ ∀n k. C(n + 1, k) = C(n, k − 1) + C(n, k), by induction on k from 1"""
    def law(at: Term) -> Term:
        return eq(binom(add(n, 1), at), add(binom(n, sub(at, 1)), binom(n, at)))

    def shown(ctx: Context, at: Term, used: list[Rewrite]) -> Theorem:
        left, right = normal(law(at)).args
        return equate(ctx, left, right, Method([*used, *rewrites(none(), below())]))

    zero, one, more = integer(0), integer(1), add(n, 1)
    start = shown(Context(), one, _columns(Context(), (more, zero), (n, zero)))
    ctx = Context().assume(le(1, k), law(k))
    used = _columns(ctx, (more, k), (n, k), (n, sub(k, 1)))
    upward = induct(k, one, law(k), start, shown(ctx, add(k, 1), [*used, *rewrites(hyp(law(k)))]))
    cases = [discharge(shown(Context().assume(at), k, rewrites(hyp(at))), at) for at in (lt(k, 0), eq(k, 0))]
    positive = mp(specialise(upward, k), prove(Context().assume(lt(0, k)), le(1, k)))
    split = forall_elim(table.trichotomy(INT), k, zero)
    return generalise(prop((split, *cases, discharge(positive, lt(0, k))), law(k)), n, k)


@lemma
def above() -> Theorem:
    """⊢ ∀n k. 0 ≤ n → n < k → C(n, k) = 0, by induction on k from n + 1"""
    start, statement = add(n, 1), eq(binom(n, k), 0)
    ctx = Context().assume(le(0, n))
    base = equate(ctx, binom(n, start), number(0), Method(_columns(ctx, (n, n))))
    ctx = ctx.assume(le(start, k), statement)
    step = equate(ctx, binom(n, add(k, 1)), number(0), Method([*_columns(ctx, (n, k)), *rewrites(hyp(statement))]))
    th = specialise(induct(k, start, statement, base, step), k)
    known = Context().assume(lt(n, k))
    return generalise(discharge(mp(th, prove(known, le(start, k))), le(0, n), lt(n, k)), n, k)


@lemma
def all_of_them() -> Theorem:
    """⊢ ∀n. 0 ≤ n → C(n, n) = 1"""
    statement, ctx = eq(binom(n, n), 1), Context().assume(le(0, n))
    base = specialise(none(), integer(0))
    used = rewrites(specialise(pascal(), n, add(n, 1)), _met(ctx, specialise(above(), n, add(n, 1))), hyp(statement))
    step = equate(ctx.assume(statement), binom(add(n, 1), add(n, 1)), number(1), Method(used))
    th = specialise(induct(n, integer(0), statement, base, step), n)
    return generalise(discharge(mp(th, hyp(le(0, n))), le(0, n)), n)


@lemma
def positive() -> Theorem:
    """⊢ ∀n k. 0 ≤ k → k ≤ n → 0 < C(n, k)"""
    ctx = Context().assume(le(0, k), le(k, n))
    same = _met(ctx, specialise(as_product(), n, k))
    th = _met(ctx, specialise(products.product_pos(), integer(1), k, _factors(n)))
    th = rewrite(th, (((1,), sym(same)),))
    return generalise(discharge(th, le(0, k), le(k, n)), n, k)


@lemma
def not_negative() -> Theorem:
    """⊢ ∀n k. 0 ≤ n → 0 ≤ C(n, k)"""
    goal, cases = le(0, binom(n, k)), []
    for places, law in (((lt(k, 0),), below), ((le(0, k), le(k, n)), positive), ((lt(n, k),), above)):
        ctx = Context().assume(le(0, n), *places)
        cases.append(discharge(prove(ctx.having(_met(ctx, specialise(law(), n, k))), goal), *places))
    sides = [prove(Context(), op("or", lt(k, 0), le(0, k))), prove(Context(), op("or", le(k, n), lt(n, k)))]
    return generalise(discharge(prop((*sides, *cases), goal), le(0, n)), n, k)


@lemma
def below_powers() -> Theorem:
    """⊢ ∀n k. 0 ≤ n → C(n, k) ≤ 2ⁿ, by induction on n: each of a row is the sum of two of the row before"""
    statement, start = forall(k, le(binom(n, k), power(number(2), n))), integer(0)
    goal, cases = le(binom(start, k), power(number(2), start)), []
    for case, law, at in ((lt(k, 0), below, 0), (eq(k, 0), none, 1), (lt(start, k), above, 0)):
        ctx = Context().assume(case)
        used = rewrites(hyp(case), none()) if at else rewrites(_met(ctx, specialise(law(), start, k)))
        first = equate(ctx, binom(start, k), number(at), Method(used))
        cases.append(discharge(prove(ctx.having(first), goal), case))
    base = prop((forall_elim(table.trichotomy(INT), k, start), *cases), goal)
    ctx = Context().assume(le(0, n), statement)
    two = [specialise(hyp(statement), i) for i in (sub(k, 1), k)]
    step = prove(ctx.having(*two, specialise(pascal(), n, k)), le(binom(add(n, 1), k), power(number(2), add(n, 1))))
    th = specialise(induct(n, start, statement, generalise(base, k), generalise(step, k)), n)
    return generalise(discharge(specialise(mp(th, hyp(le(0, n))), k), le(0, n)), n, k)


# -- in steps --------------------------------------------------------------------------------------


def _first(ctx: Context, laws: Iterable[Callable[[], Theorem]], *at: Term) -> Theorem | None:
    """What the first of the laws says whose premises hold here."""
    for law in laws:
        th: Theorem | None = specialise(law(), *at)
        while th is not None and th.concl.op == "imp":
            premise = attempt(ctx, th.concl.args[0])
            th = None if premise is None else mp(th, premise)
        if th is not None:
            return th
    return None


def rule(n: Normaliser, t: Term) -> Theorem | None:
    """C(n, k) outside 0 < k < n, and at numbers; C(m + c, k) by the row above, for c > 0."""
    found = parts(t)
    if found is None:
        return None
    row, low = found
    if low is integer(0):
        return specialise(none(), row)
    edge = _first(n.ctx, (all_of_them,), row) if row is low else _first(n.ctx, (below, above), row, low)
    symbols, constant = integer_form(row)
    if edge is not None or not symbols:
        return edge or column(n, t)
    return _stepped(t, specialise(pascal(), _less(row), low)) if constant > 0 else None


def column(n: Normaliser, t: Term) -> Theorem | None:
    """C(n, k) at a number k > 0 by C(n, k − 1), so that in the end it is a polynomial in n."""
    found = parts(t)
    if found is None or found[1].op != "num" or value(found[1]) <= 0:
        return None
    before = _less(found[1])
    return _stepped(t, _met(n.ctx, specialise(one_more(), found[0], before)))


def _less(t: Term) -> Term:
    """t − 1 in normal form"""
    return integer_term(*integer_form(sub(t, 1)))


def _stepped(t: Term, law: Theorem) -> Theorem:
    """The law for t, which differs from its left side in how an integer is written."""
    return trans(equate(Context(), t, lhs(law), Method()), law)


def signs(ctx: Context, t: Term) -> Iterable[Theorem]:
    """0 < C(n, k) where 0 ≤ k ≤ n, else 0 ≤ C(n, k) where 0 ≤ n."""
    found = parts(t)
    if found is not None and not under_way("positive", "not_negative"):
        th = _first(ctx, (positive, not_negative), *found)
        yield from [] if th is None else [th]


def below_power(ctx: Context, goal: Term) -> Theorem | None:
    """An order with C(n, k) and 2ⁿ in it, from C(n, k) ≤ 2ⁿ."""
    if goal.op not in ("le", "lt"):
        return None
    inside = [t for side in goal.args for t in subterms(side)]
    powers = {t.args[1] for t in inside if t.op == "pow" and t.args[0] is number(2)}
    pairs = [found for t in inside if (found := parts(t)) is not None and found[0] in powers]
    laws = [law for place in pairs if (law := _first(ctx, (below_powers,), *place)) is not None]
    return None if all(law.concl in ctx.known for law in laws) else attempt(ctx.having(*laws), goal)


# -- written and printed ---------------------------------------------------------------------------


@reads(sp.binomial)
def _read(d: Door, e: Any) -> Term:
    """binomial(n, k) of integers"""
    return binom(*[d.integer(a) for a in e.args])


def _written(show: Printer, args: Sequence[Term]) -> tuple[str, int]:
    top, low = [show.show(a) for a in args]
    return (show.call("binomial", top, low) if show.plain else rf"\binom{{{top}}}{{{low}}}"), ATOM


WRITERS["binom"] = _written
FACTS.append(signs)
ORDERS.append(below_power)
