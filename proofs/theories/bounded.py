"""Events are measurable and their indicators integrable; so is X·1[φ] when |X| is."""

from __future__ import annotations

import functools

from ..kernel import (
    INT,
    OMEGA,
    REAL,
    Term,
    Theorem,
    app,
    convert,
    forall,
    fun,
    lam,
    normal,
    op,
    prop,
    refl,
    rewrite,
    table,
    var,
)
from ..tactics.build import add, eq, imp, le, mul, neg, number, real
from ..tactics.context import Context, Unproved
from ..tactics.derive import discharge, generalise, join, mp, rhs, specialise, split, sym, trans
from ..tactics.normalise import Method, Normaliser, close, equate
from ..tactics.prover import attempt, prove
from . import events, folds, sums
from .events import composite, is_indicator, one
from .expectation import SPACE, E, I, M, laws, rv, transfer
from .folds import PRODUCT, SUM
from .integrability import _factors, _family, _need
from .lemmas import at_successor, by_range, lemma
from .notions import INDICATOR

_x, _y, _u = var("x", REAL), var("y", REAL), var("u", REAL)
_a, _b, _i, _w = var("a", INT), var("b", INT), var("i", INT), var("ω", OMEGA)
_X = var("X", fun(INT, E.type.dom))
_f = var("f", fun(INT, REAL))


# -- measurable ---------------------------------------------------------------------------------------


def measurable_event(ctx: Context, x: Term, t: Term) -> Theorem | None:
    """M(λω. 1[φ]) through the parts of φ; M of a finite product; M of a finite sum that is integrable."""
    if sums.fold_of(t) is SUM:
        integrable = _need(ctx, I, x, t)
        return None if integrable is None else mp(specialise(laws(ctx)["measurable"], lam(x, t)), integrable)
    if sums.fold_of(t) is PRODUCT:
        return _measurable_product(ctx, x, t)
    if not is_indicator(t):
        return None
    same = composite(t.args[1]) or _relation(t.args[1])
    if same is None:
        return None
    th = _need(ctx, M, x, rhs(same))
    return None if th is None else transfer(th, x, sym(same))


def _relation(phi: Term) -> Theorem | None:
    """1[a = b] = 1[a ≤ b]·1[b ≤ a]; orders of integers as orders of reals; an order of reals by the definition of 1"""
    if phi.op not in ("eq", "le") or phi.args[0].type not in (INT, REAL):
        return None
    a, b = phi.args
    if phi.op == "eq":
        both = op("and", le(a, b), le(b, a))
        th = events.equivalent(prove(Context(), op("iff", phi, both)))
        return _then(th, specialise(events.conjunction(), le(a, b), le(b, a)))
    if a.type is REAL:
        return refl(one(phi), op("ite", phi, number(1), number(0)), frozenset((INDICATOR,)))
    return events.equivalent(prove(Context(), op("iff", phi, le(real(a), real(b)))))


def _then(th: Theorem, more: Theorem) -> Theorem:
    return rewrite(th, (((1,), more),))


def _product_body(high: Term) -> Term:
    return PRODUCT.of(_a, high, lam(_i, app(_X, _i, _w)))


@lemma
def measurable_product() -> Theorem:
    """⊢ ∀E I M a b X. Espace → (∀i. a ≤ i → i ≤ b → M(X i)) → M(λω. Π a b (λi. X i ω))"""
    space = Context().assume(SPACE)
    each = _over_range(app(M, app(_X, _i)))
    statement = normal(imp(each, app(M, rv(_product_body(_b)))))

    def solver(ctx: Context, goal: Term, before: Theorem | None) -> Theorem:
        inner = ctx.assume(goal.args[0])
        body = normal(app(goal.args[1].args[1], _w))
        if before is None:
            one_is = specialise(laws(inner)["m_const"], number(1))
            nothing = specialise(folds.EMPTY["Π"](), *sums.parts(body) or ())
            nothing = mp(nothing, prove(inner, nothing.concl.args[0]))
            return discharge(convert(transfer(one_is, _w, sym(nothing)), goal.args[1]), goal.args[0])
        more = add(_b, 1)
        front = mp(before, prove(inner, before.concl.args[0]))
        th = mp(specialise(laws(inner)["m_mul"], rv(_product_body(_b)), app(_X, more)), front,
                prove(inner, app(M, app(_X, more))))
        return discharge(convert(transfer(th, _w, _last(inner, body, lam(_i, app(_X, _i, _w)))), goal.args[1]), goal.args[0])

    th = specialise(by_range(space, _a, _b, statement, solver), _b)
    return generalise(discharge(th, SPACE), E, I, M, _a, _b, _X)


def _over_range(condition: Term) -> Term:
    return forall(_i, imp(le(_a, _i), le(_i, _b), condition))


def _last(ctx: Context, whole: Term, f: Term) -> Theorem:
    """⊢ (Π a b f)·f(b + 1) = Π a (b + 1) f"""
    front = mul(PRODUCT.of(_a, _b, f), normal(app(f, add(_b, 1))))
    return equate(ctx, front, whole, Method(at_successor(folds.LAST["Π"](), 1)))


def _measurable_product(ctx: Context, x: Term, t: Term) -> Theorem | None:
    low, high, f = sums.parts(t) or (None, None, None)
    if low is None or high is None or f is None or x.free <= low.free | high.free:
        return None
    th = mp(specialise(measurable_product(), E, I, M, low, high, _family(x, f)), ctx.known[SPACE])
    each = attempt(ctx, th.concl.args[0])
    return None if each is None else mp(th, each)


# -- between 0 and 1 -------------------------------------------------------------------------------------


@lemma
def unit_product() -> Theorem:
    """⊢ ∀a b f. (∀i. a ≤ i → i ≤ b → 0 ≤ f i ∧ f i ≤ 1) → 0 ≤ Π a b f ∧ Π a b f ≤ 1"""
    each = _over_range(op("and", le(0, app(_f, _i)), le(app(_f, _i), 1)))
    whole = PRODUCT.of(_a, _b, _f)
    statement = imp(each, op("and", le(0, whole), le(whole, 1)))

    def solver(ctx: Context, goal: Term, before: Theorem | None) -> Theorem:
        inner = ctx.assume(goal.args[0])
        total = goal.args[1].args[0].args[1]
        if before is None:
            nothing = specialise(folds.EMPTY["Π"](), *sums.parts(total) or ())
            known = inner.having(mp(nothing, prove(inner, nothing.concl.args[0])))
            return discharge(prove(known, goal.args[1]), goal.args[0])
        front = split(mp(before, prove(inner, before.concl.args[0])))
        last = app(_f, add(_b, 1))
        ends = split(prove(inner, op("and", le(0, last), le(last, 1))))
        pair = specialise(unit_pair(), PRODUCT.of(_a, _b, _f), last)
        th = mp(pair, join(*front), join(*ends))
        same = _last(inner, total, _f)
        th = rewrite(th, (((0, 1), same), ((1, 0), same)))
        return discharge(th, goal.args[0])

    return generalise(specialise(by_range(Context(), _a, _b, statement, solver), _b), _a, _b, _f)


@lemma
def unit_pair() -> Theorem:
    """⊢ ∀x y. 0 ≤ x ∧ x ≤ 1 → 0 ≤ y ∧ y ≤ 1 → 0 ≤ x·y ∧ x·y ≤ 1"""
    given = [op("and", le(0, t), le(t, 1)) for t in (_x, _y)]
    ctx = Context().assume(*given)
    both = mul(_x, _y)
    less = prove(ctx, le(0, mul(sub_one(_x), _y)))
    th = prove(ctx.having(less), op("and", le(0, both), le(both, 1)))
    return generalise(discharge(th, *given), _x, _y)


def sub_one(t: Term) -> Term:
    return op("sub", number(1), t)


def unit(ctx: Context, t: Term) -> Theorem | None:
    """0 ≤ t ∧ t ≤ 1 for indicators and their products."""
    if is_indicator(t):
        return specialise(events.bounds(), t.args[1])
    if t.op == "mul":
        parts = [unit(ctx, a) for a in t.args]
        if parts[0] is None or parts[1] is None:
            return None
        return mp(specialise(unit_pair(), *t.args), parts[0], parts[1])
    if sums.fold_of(t) is PRODUCT:
        th = specialise(unit_product(), *sums.parts(t) or ())
        i = ctx.fresh(INT, t)
        opened = normal(app(th.concl.args[0].args[0], i))
        inner = unit(ctx, opened.args[1].args[1].args[0].args[1])
        if inner is None:
            return None
        each = generalise(discharge(inner, opened.args[0], opened.args[1].args[0]), i)
        return mp(th, convert(each, th.concl.args[0]))
    return attempt(ctx, op("and", le(0, t), le(t, 1))) if t.op in ("add", "sub") else None


def integrable_event(ctx: Context, x: Term, t: Term) -> Theorem | None:
    """I(λω. t) for t between 0 and 1; I(λω. u·t) for t between 0 and 1 when |u| is integrable."""
    factors = _factors(t)
    ours = [f for f in factors if is_indicator(f) or sums.fold_of(f) is PRODUCT]
    rest = [f for f in factors if f not in ours]
    if not ours or any(unit(ctx, f) is None for f in ours):
        return None
    small = functools.reduce(mul, dict.fromkeys(ours))
    within = unit(ctx, small)
    if within is None or len(rest) > 1:
        return None
    body, bound = (small, number(1)) if not rest else (mul(rest[0], small), app(table.ABS, rest[0]))
    measurable, integrable = _need(ctx, M, x, body), _need(ctx, I, x, bound)
    if measurable is None or integrable is None:
        return None
    law = specialise(laws(ctx)["i_dominated"], lam(x, body), lam(x, bound))
    above, below = split(mp(specialise(dominated_part(), rest[0] if rest else number(1), small), within))
    if not rest:
        body_bounds = Context().having(within)
        above, below = prove(body_bounds, le(body, bound)), prove(body_bounds, le(neg(bound), body))
    th = mp(law, measurable, integrable, generalise(above, x), generalise(below, x))
    same = _same(ctx, body, t)
    return None if same is None else transfer(th, x, same)


def _same(ctx: Context, body: Term, t: Term) -> Theorem | None:
    """body = t, where t may have an indicator several times"""
    n = Normaliser(ctx, Method(conversions=[("power", events.power)]))
    collected = n.canonical(t) or refl(t)
    th = trans(collected, n.norm(rhs(collected)))
    try:
        return trans(close(ctx, body, rhs(th)), sym(th))
    except Unproved:
        return None


@lemma
def dominated_part() -> Theorem:
    """⊢ ∀u x. 0 ≤ x ∧ x ≤ 1 → u·x ≤ |u| ∧ −|u| ≤ u·x"""
    size = app(table.ABS, _u)
    given = op("and", le(0, _x), le(_x, 1))
    goal = op("and", le(mul(_u, _x), size), le(neg(size), mul(_u, _x)))
    cases = []
    for sign, value, row in ((le(0, _u), _u, table.ite_true), (op("not", le(0, _u)), neg(_u), table.ite_false)):
        is_value = convert(row(le(0, _u), _u, neg(_u)), imp(sign, eq(size, value)), frozenset((table.ABS,)))
        ctx = Context().assume(given, sign)
        products = [prove(ctx, le(0, mul(value, _x))), prove(ctx, le(0, mul(value, sub_one(_x))))]
        known = ctx.having(mp(is_value, ctx.known[sign]), *products)
        cases.append(discharge(prove(known, goal), sign))
    return generalise(discharge(prop(tuple(cases), goal), given), _u, _x)
