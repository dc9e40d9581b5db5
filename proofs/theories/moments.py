"""E of a finite sum, and the product rule under independence: proved once from the laws of the space."""

from __future__ import annotations

import functools

from ..kernel import (
    INT,
    OMEGA,
    REAL,
    Term,
    Theorem,
    Type,
    app,
    convert,
    field,
    forall,
    fun,
    hyp,
    lam,
    normal,
    op,
    refl,
    rewrite,
    var,
)
from ..tactics.build import add, eq, imp, le, mul, number
from ..tactics.context import Context
from ..tactics.derive import discharge, generalise, join, lhs, mp, rhs, specialise, split, sym, trans
from ..tactics.normalise import Method, equate
from ..tactics.prover import prove
from . import folds
from .expectation import SPACE, E, I, M, independent, laws, rv, transfer
from .expectation import lam_of as _lam
from .folds import SUM
from .lemmas import at_successor, by_range, lemma, rewrites

# -- finite sums ------------------------------------------------------------------------------


_a, _b, _i, _x = var("a", INT), var("b", INT), var("i", INT), var("ω", OMEGA)
_F = var("X", fun(INT, OMEGA, REAL))


def _sum_body(high: Term) -> Term:
    return SUM.of(_a, high, lam(_i, app(_F, _i, _x)))


@lemma
def sum_law() -> Theorem:
    """⊢ ∀E I M. Espace → ∀a X b. (∀i. a ≤ i ≤ b → I(X i)) → I(Σ X) ∧ E(Σ X) = Σ E X"""
    space = Context().assume(SPACE)
    each = forall(_i, imp(le(_a, _i), le(_i, _b), app(I, app(_F, _i))))
    expected = lam(_i, app(E, app(_F, _i)))
    claim = op("and", app(I, rv(_sum_body(_b))), eq(app(E, rv(_sum_body(_b))), SUM.of(_a, _b, expected)))
    statement = normal(imp(each, claim))

    def solver(ctx: Context, goal: Term, before: Theorem | None) -> Theorem:
        inner = ctx.assume(goal.args[0])
        if before is None:
            return discharge(_empty_sum(inner, goal.args[1]), goal.args[0])
        return discharge(_longer_sum(inner, goal.args[1], before), goal.args[0])

    th = by_range(space, _a, _b, statement, solver)
    return generalise(discharge(generalise(specialise(th, _b), _a, _b, _F), SPACE), E, I, M)


def _empty_sum(ctx: Context, goal: Term) -> Theorem:
    """The claim for an empty range: both sums are 0."""
    zero = number(0)
    law = laws(ctx)
    total, expected = goal.args[0].args[1], goal.args[1].args[1]
    vanish = equate(ctx, normal(app(total, _x)), zero, Method(rewrites(folds.EMPTY["Σ"]())))
    integrable = transfer(specialise(law["i_const"], zero), _x, sym(vanish))
    scaled = mp(specialise(law["e_scale"], zero, rv(number(1))), specialise(law["i_const"], number(1)))
    e_zero = trans(_pointwise(rv(zero), _x, field(zero, mul(zero, 1))), scaled,
                   field(rhs(scaled), zero))
    value = trans(_pointwise(total, _x, vanish), e_zero, sym(equate(ctx, expected, zero, Method(rewrites(folds.EMPTY["Σ"]())))))
    return join(integrable, value)


def _pointwise(variable: Term, x: Term, equation: Theorem) -> Theorem:
    """E(λω. a) = E(λω. b) from a = b."""
    start = refl(app(E, variable), app(E, lam(x, lhs(equation))))
    return rewrite(start, (((1, 1, 0), generalise(equation, x)),))


def _longer_sum(ctx: Context, goal: Term, before: Theorem) -> Theorem:
    """The claim for a..b+1 from that for a..b."""
    law, more = laws(ctx), add(_b, 1)
    earlier = split(mp(before, prove(ctx, before.concl.args[0])))
    here = prove(ctx, app(I, app(_F, more)))
    first, second = rv(_sum_body(_b)), app(_F, more)
    total, expected = goal.args[0].args[1], goal.args[1].args[1]
    last_term = Method(at_successor(folds.LAST["Σ"](), 1))
    split_sum = equate(ctx, add(_sum_body(_b), app(second, _x)), normal(app(total, _x)), last_term)
    integrable = transfer(mp(specialise(law["i_add"], first, second), *earlier[:1], here), _x, split_sum)
    added = mp(specialise(law["e_add"], first, second), earlier[0], here)
    added = rewrite(added, (((1, 0), earlier[1]),))
    value = trans(_pointwise(total, _x, sym(split_sum)), added)
    value = trans(value, equate(ctx, rhs(value), expected, Method(at_successor(folds.LAST["Σ"](), 1))))
    return join(convert(integrable, goal.args[0]), convert(value, goal.args[1]))


def _half(index: int) -> Theorem:
    """One conjunct of `sum_law`, with its quantifiers and premises."""
    th = specialise(sum_law(), E, I, M)
    inner = specialise(mp(th, hyp(SPACE)), _a, _b, _F)
    part = split(mp(inner, hyp(inner.concl.args[0])))[index]
    th = generalise(discharge(part, SPACE, inner.concl.args[0]), E, I, M, _a, _b, _F)
    return th


@lemma
def integrable_sum() -> Theorem:
    """⊢ ∀E I M a b X. Espace → (∀i. a ≤ i ≤ b → I(X i)) → I(λω. Σ a b (λi. X i ω))"""
    return _half(0)


@lemma
def expected_sum() -> Theorem:
    """⊢ ∀E I M a b X. Espace → (∀i. a ≤ i ≤ b → I(X i)) → E(λω. Σ a b (λi. X i ω)) = Σ a b (λi. E(X i))"""
    return _half(1)


@lemma
def measurable_sum() -> Theorem:
    """⊢ ∀E I M a b X. Espace → (∀i. a ≤ i ≤ b → M(X i)) → M(λω. Σ a b (λi. X i ω))"""
    each = forall(_i, imp(le(_a, _i), le(_i, _b), app(M, app(_F, _i))))
    statement = normal(imp(each, app(M, rv(_sum_body(_b)))))

    def solver(ctx: Context, goal: Term, before: Theorem | None) -> Theorem:
        inner, law, wanted = ctx.assume(goal.args[0]), laws(ctx), goal.args[1]
        total = normal(app(wanted.args[1], _x))
        if before is None:
            vanish = equate(inner, total, number(0), Method(rewrites(folds.EMPTY["Σ"]())))
            th = transfer(specialise(law["m_const"], number(0)), _x, sym(vanish))
        else:
            more = add(_b, 1)
            parts = mp(before, prove(inner, before.concl.args[0])), prove(inner, app(M, app(_F, more)))
            split_sum = equate(inner, add(_sum_body(_b), app(_F, more, _x)), total, Method(at_successor(folds.LAST["Σ"](), 1)))
            th = transfer(mp(specialise(law["m_add"], rv(_sum_body(_b)), app(_F, more)), *parts), _x, split_sum)
        return discharge(convert(th, wanted), goal.args[0])

    th = specialise(by_range(Context().assume(SPACE), _a, _b, statement, solver), _b)
    return generalise(discharge(th, SPACE), E, I, M, _a, _b, _F)


# -- independence --------------------------------------------------------------------------------


@functools.cache
def product_rule(a: Type, b: Type) -> Theorem:
    """⊢ Espace → Indep X Y → I(f X) → I(h Y) → I(f X · h Y) ∧ E[f X · h Y] = E[f X]·E[h Y]"""
    A, B = var("A", fun(OMEGA, a)), var("B", fun(OMEGA, b))
    f, h = var("f", fun(a, REAL)), var("h", fun(b, REAL))
    constant = independent(a, b)
    given = (SPACE, app(constant, E, I, A, B), app(I, _lam(_x, app(f, app(A, _x)))), app(I, _lam(_x, app(h, app(B, _x)))))
    ctx = Context().assume(*given)
    law = laws(ctx)
    opened = convert(hyp(given[1]), normal(given[1], frozenset((constant,))), frozenset((constant,)))
    products, freezing = split(opened)
    joint = mp(specialise(products, f, h), hyp(given[2]), hyp(given[3]))
    u, y = var("u", a), var("y", b)
    test = lam(u, lam(y, mul(app(f, u), app(h, y))))
    frozen = specialise(freezing, test)
    X1, Y1 = app(f, app(A, _x)), app(h, app(B, _x))
    swapped = field(mul(app(h, y), X1), mul(X1, app(h, y)))
    each = mp(specialise(law["i_scale"], app(h, y), _lam(_x, X1)), hyp(given[2]))
    each = generalise(transfer(each, _x, swapped), y)
    frozen = mp(frozen, convert(each, frozen.concl.args[0]), convert(joint, frozen.concl.args[1].args[0]))
    value = split(frozen)[1]
    value = trans(value, _frozen_value(law, A, B, f, h, X1, Y1, hyp(given[2]), hyp(given[3])))
    return generalise(discharge(join(joint, value), *given), E, I, M, A, B, f, h)


def _frozen_value(law: dict[str, Theorem], A: Term, B: Term, f: Term, h: Term, X1: Term, Y1: Term,
                  left: Theorem, right: Theorem) -> Theorem:
    """⊢ E(λω′. E(λω. f(Xω)·h(Yω′))) = E(f X)·E(h Y)"""
    other = var("ω′", OMEGA)
    k = app(h, app(B, other))
    inner = mp(specialise(law["e_scale"], k, _lam(_x, X1)), left)
    flip = _pointwise(lam(_x, mul(X1, k)), _x, field(mul(X1, k), mul(k, X1)))
    mean = app(E, _lam(_x, X1))
    inner = trans(flip, inner, field(rhs(inner), mul(mean, k)))
    outer = mp(specialise(law["e_scale"], mean, _lam(_x, Y1)), right)
    start = refl(app(E, _lam(other, lhs(inner))), app(E, lam(other, lhs(inner))))
    start = rewrite(start, (((1, 1, 0), generalise(inner, other)),))
    return trans(start, refl(rhs(start), lhs(outer)), outer)
