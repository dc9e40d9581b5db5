"""Limits of sequences: the algebra of limits, squeeze, shift, powers; everything from ∀ε>0 ∃N ∀n≥N.

`tends a f L` and `diverges a f` are defined in `notions`; the start a says only where f has to be defined.
"""

from __future__ import annotations

from collections.abc import Callable

from ..kernel import (
    FALSE,
    INT,
    REAL,
    Term,
    Theorem,
    app,
    convert,
    exists,
    exists_elim,
    exists_intro,
    forall,
    forall_elim,
    hyp,
    instantiate,
    lam,
    normal,
    op,
    prop,
    refl,
    rewrite,
    table,
    var,
)
from ..tactics.build import add, conj, div, eq, imp, le, lt, mul, ne, neg, number, sub
from ..tactics.context import Context
from ..tactics.derive import discharge, discharge_to_not, generalise, mp, positive_form, specialise, split, sym, trans, unfold
from ..tactics.fractions import without_divisors
from ..tactics.normalise import Method, equate
from ..tactics.prover import prove
from .absolute import abs_bounds, absolute_order
from .lemmas import lemma
from .notions import DIVERGES, SEQUENCE, TENDS
from .sizes import abs_negative, abs_of_negative, abs_of_positive, abs_product, absolute, within

a, b, c, n, k, M = (var(s, INT) for s in ("a", "b", "c", "n", "k", "M"))
x, y, e, u, v, d, B = (var(s, REAL) for s in ("x", "y", "e", "u", "v", "d", "B"))
f, g, h = (var(s, SEQUENCE) for s in "fgh")
Body = Callable[[Context, Term], Theorem]


def tends(start: Term, function: Term, value: Term) -> Term:
    """The formula lim f = L."""
    return normal(app(TENDS, start, function, value))


def diverges(start: Term, function: Term) -> Term:
    """The formula lim f = ∞."""
    return normal(app(DIVERGES, start, function))


def near(th: Theorem, size: Term, positive: Theorem) -> Theorem:
    """From lim f = L and 0 < ε: ∃N ≥ a ∀n ≥ N. |f n − L| < ε."""
    return mp(specialise(unfold(th, TENDS), size), positive)


def above(th: Theorem, bound: Term) -> Theorem:
    """From lim f = ∞: ∃N ≥ a ∀n ≥ N. B ≤ f n."""
    return specialise(unfold(th, DIVERGES), bound)


@lemma
def later() -> Theorem:
    """⊢ ∀a b. ∃M. a ≤ M ∧ b ≤ M"""
    goal = exists(M, conj(le(a, M), le(b, M)))
    out = []
    for case, witness in ((le(a, b), b), (op("not", le(a, b)), a)):
        th = prove(Context().assume(case), conj(le(a, witness), le(b, witness)))
        out.append(discharge(exists_intro(th, goal, witness), case))
    return generalise(prop(tuple(out), goal), a, b)


def eventually(premises: list[Theorem], start: Term, claim: Term, body: Body) -> Theorem:
    """∃M ≥ start ∀n ≥ M. claim n, from finitely many premises ∃N ≥ aᵢ ∀n ≥ N. ψᵢ n.

    `body` proves the claim in a context that has start ≤ n and all ψᵢ n.
    """
    limits = [var(f"N{i}", INT) for i in range(len(premises))]
    far = [hyp(normal(instantiate(p.concl.args[0].args[0], w))) for p, w in zip(premises, limits, strict=True)]
    marks, before, chain = [], start, []
    for i, w in enumerate(limits):
        some = specialise(later(), w, before)
        mark = var(f"M{i}", INT)
        chain.append((mark, some, hyp(normal(instantiate(some.concl.args[0].args[0], mark)))))
        marks.append(mark)
        before = mark
    base = Context().having(*[th for *_, th in chain])
    ctx = base.assume(le(before, n))
    known = ctx.having(prove(ctx, le(start, n)))
    known = known.having(*[mp(specialise(split(th)[1], n), prove(ctx, le(w, n))) for th, w in zip(far, limits, strict=True)])
    each = generalise(discharge(body(known, n), le(before, n)), n)
    goal = exists(M, conj(le(start, M), forall(n, imp(le(M, n), claim))))
    whole = prop((prove(base, le(start, before)), each), conj(le(start, before), each.concl))
    th = exists_intro(whole, goal, before)
    for mark, some, _ in reversed(chain):
        th = exists_elim(mark, some, th)
    for p, w in zip(premises, limits, strict=True):
        th = exists_elim(w, p, th)
    return th


def to_limit(th: Theorem, start: Term, value: Term, function: Term) -> Theorem:
    """lim f = L from the statement for one ε > 0, the variable e."""
    whole = generalise(discharge(th, lt(0, e)), e)
    return convert(whole, tends(start, function, value), frozenset((TENDS,)))


def _small(body: Term, value: Term) -> Term:
    return lt(absolute(sub(body, value)), e)


def _limit(body: Term, value: Term, premises: list[Theorem], proof: Body | None = None, start: Term = a) -> Theorem:
    """lim (n ↦ body) = value, where closeness follows by order unless a proof is given."""
    claim = _small(body, value)
    th = eventually(premises, start, claim, proof or (lambda ctx, _: within(ctx, sub(body, value), e)))
    return to_limit(th, start, value, normal(lam(n, body)))


_F, _G = tends(b, f, x), tends(c, g, y)
FN, GN = app(f, n), app(g, n)


def small_size() -> Theorem:
    """0 < ε, an assumption"""
    return hyp(lt(0, e))


def _half() -> tuple[Term, Theorem]:
    half = div(e, number(2))
    return half, prove(Context().assume(lt(0, e)), lt(0, half))


def same_size(ctx: Context, th: Theorem, body: Term, value: Term) -> Theorem:
    """|body − value| < ε from |t| < ε where t is the same up to algebra."""
    t, wanted = th.concl.args[0].args[1], sub(body, value)
    return th if t is wanted else rewrite(th, (((0, 1), equate(ctx, t, wanted, Method())),))


# -- the algebra of limits ------------------------------------------------------------------------


@lemma
def limit_constant() -> Theorem:
    """⊢ ∀a x. lim x = x"""
    ctx = Context().assume(lt(0, e))
    th = eventually([], a, _small(x, x), lambda _, __: prove(ctx, _small(x, x)))
    return generalise(to_limit(th, a, x, lam(n, x)), a, x)


@lemma
def limit_sum() -> Theorem:
    """⊢ lim f = x → lim g = y → lim (f + g) = x + y"""
    premises = [near(hyp(p), *_half()) for p in (_F, _G)]
    return generalise(discharge(_limit(add(FN, GN), add(x, y), premises), _F, _G), a, b, c, f, g, x, y)


@lemma
def limit_difference() -> Theorem:
    """⊢ lim f = x → lim g = y → lim (f − g) = x − y"""
    premises = [near(hyp(p), *_half()) for p in (_F, _G)]
    return generalise(discharge(_limit(sub(FN, GN), sub(x, y), premises), _F, _G), a, b, c, f, g, x, y)


@lemma
def limit_negative() -> Theorem:
    """⊢ lim f = x → lim (−f) = −x"""
    return generalise(discharge(_limit(neg(FN), neg(x), [near(hyp(_F), e, small_size())]), _F), a, b, f, x)


@lemma
def limit_absolute() -> Theorem:
    """⊢ lim f = x → lim |f| = |x|, by the triangle inequality"""
    def proof(ctx: Context, _: Term) -> Theorem:
        apart = absolute(sub(FN, x))
        triangle = [absolute_order(Context(), le(absolute(s), add(absolute(t), apart))) for s, t in ((FN, x), (x, FN))]
        known = Context().having(*[th for th in triangle if th], ctx.known[lt(apart, e)])
        return within(known, sub(absolute(FN), absolute(x)), e)

    return generalise(discharge(_limit(absolute(FN), absolute(x), [near(hyp(_F), e, small_size())], proof), _F), a, b, f, x)


@lemma
def product_near() -> Theorem:
    """⊢ |u| < d < 1, |v| < d, d·(1 + |x| + |y|) < e give |(x + u)·(y + v) − x·y| < e"""
    total = mul(d, add(add(number(1), absolute(x)), absolute(y)))
    given = (lt(0, d), lt(d, 1), lt(total, e), lt(absolute(u), d), lt(absolute(v), d))
    ctx = Context().assume(*given)
    sizes = []
    for s, t, most in ((u, v, number(1)), (x, v, absolute(x)), (y, u, absolute(y))):
        below = prove(ctx, le(mul(absolute(s), absolute(t)), mul(most, d)))
        below = rewrite(below, (((0,), sym(specialise(abs_product(), s, t))),))  # |s·t| ≤ most·d
        parts = split(specialise(abs_bounds(), mul(s, t)))
        sizes += [below, parts[1], parts[2]]
    th = within(Context().having(*sizes, hyp(given[2])), sub(mul(add(x, u), add(y, v)), mul(x, y)), e)
    return generalise(discharge(th, *given), x, y, u, v, d, e)


@lemma
def limit_product() -> Theorem:
    """⊢ lim f = x → lim g = y → lim f·g = x·y"""
    sizes = add(add(number(1), absolute(x)), absolute(y))
    small = div(e, add(sizes, e))
    ctx = Context().assume(lt(0, e))
    ctx = ctx.having(prove(ctx, lt(0, add(sizes, e))))
    signs = [by_numerator(ctx, t) for t in (lt(0, small), lt(small, 1), lt(mul(small, sizes), e))]

    def proof(known: Context, _: Term) -> Theorem:
        law = specialise(product_near(), x, y, sub(FN, x), sub(GN, y), small, e)
        for th in (*signs, *[known.known[lt(absolute(sub(s, t)), small)] for s, t in ((FN, x), (GN, y))]):
            law = mp(law, th)
        return same_size(Context(), law, mul(FN, GN), mul(x, y))

    premises = [near(hyp(p), small, signs[0]) for p in (_F, _G)]
    return generalise(discharge(_limit(mul(FN, GN), mul(x, y), premises, proof), _F, _G), a, b, c, f, g, x, y)


def by_numerator(ctx: Context, goal: Term) -> Theorem:
    """An order of fractions with positive divisors."""
    return without_divisors(ctx, goal) or prove(ctx, goal)


def _two_signs(nonzero: Term, t: Term) -> Theorem:
    """0 < t ∨ t < 0 from t ≠ 0"""
    either = op("or", lt(0, t), lt(t, 0))
    return prop((forall_elim(table.trichotomy(REAL), t, number(0)), hyp(nonzero)), either)


def _inverse_near(t: Term, s: Term) -> tuple[tuple[Term, ...], Term]:
    """|s − t| < |t|/2 and |s − t| < ε·t²/2, and what they give."""
    apart = absolute(sub(s, t))
    close = (lt(apart, div(absolute(t), number(2))), lt(apart, div(mul(e, mul(t, t)), number(2))))
    return (lt(0, e), *close), _small(div(1, s), div(1, t))


@lemma
def inverse_near_positive() -> Theorem:
    """⊢ 0 < x → |u − x| < x/2 → |u − x| < ε·x²/2 → |1/u − 1/x| < ε"""
    given, goal = _inverse_near(x, u)
    ctx = Context().assume(lt(0, x), *given)
    ctx = ctx.having(mp(specialise(abs_of_positive(), x), hyp(lt(0, x))))
    ctx = ctx.having(prove(ctx, lt(div(x, number(2)), u)))
    ctx = ctx.having(prove(ctx, le(div(mul(x, x), number(2)), mul(u, x))))
    ctx = ctx.having(prove(ctx, le(div(mul(e, mul(x, x)), number(2)), mul(e, mul(u, x)))))
    inverses = (div(1, u), div(1, x))
    ctx = ctx.having(*[by_numerator(ctx, lt(sub(s, t), e)) for s, t in (inverses, inverses[::-1])])
    return generalise(discharge(within(ctx, goal.args[0].args[1], e), lt(0, x), *given), x, u, e)


@lemma
def inverse_near() -> Theorem:
    """⊢ x ≠ 0 → |u − x| < |x|/2 → |u − x| < ε·x²/2 → |1/u − 1/x| < ε"""
    given, goal = _inverse_near(x, u)
    positive = mp(specialise(inverse_near_positive(), x, u, e), *map(hyp, (lt(0, x), *given)))
    turned = [_turned(Context(), sub(neg(u), neg(x)), sub(u, x)), specialise(abs_negative(), x)]
    ctx = Context().assume(lt(x, 0), *given).having(*turned, mp(specialise(abs_of_negative(), x), hyp(lt(x, 0))))
    law = specialise(inverse_near_positive(), neg(x), neg(u), e)
    while law.concl.op == "imp":
        law = mp(law, prove(ctx, law.concl.args[0]))
    ctx = ctx.having(prove(ctx, lt(u, div(x, number(2)))))
    law = rewrite(law, (((0,), _turned(ctx, law.concl.args[0].args[1], goal.args[0].args[1])),))
    whole = prop((_two_signs(ne(x, 0), x), discharge(positive, lt(0, x)), discharge(law, lt(x, 0))), goal)
    return generalise(discharge(whole, ne(x, 0), *given), x, u, e)


def _turned(ctx: Context, t: Term, s: Term) -> Theorem:
    """|t| = |s| for t = −s."""
    th = rewrite(refl(absolute(t)), (((1, 1), equate(ctx, t, neg(s), Method())),))
    return trans(th, specialise(abs_negative(), s))


@lemma
def limit_inverse() -> Theorem:
    """⊢ x ≠ 0 → lim f = x → lim 1/f = 1/x"""
    nonzero = ne(x, 0)
    ctx = Context().assume(lt(0, e), nonzero)
    cases = _two_signs(nonzero, x)
    premises = []
    for size in (div(absolute(x), number(2)), div(mul(e, mul(x, x)), number(2))):
        each = [discharge(prove(ctx.assume(s).having(prove(ctx.assume(s), lt(0, mul(x, x)))), lt(0, size)), s)
                for s in (lt(0, x), lt(x, 0))]
        premises.append(near(hyp(_F), size, prop((cases, *each), lt(0, size))))

    def proof(known: Context, _: Term) -> Theorem:
        law = mp(specialise(inverse_near(), x, FN, e), hyp(nonzero), small_size())
        while law.concl.op == "imp":
            law = mp(law, prove(known, law.concl.args[0]))
        return law

    return generalise(discharge(_limit(div(1, FN), div(1, x), premises, proof), nonzero, _F), a, b, f, x)


@lemma
def limit_quotient() -> Theorem:
    """⊢ y ≠ 0 → lim f = x → lim g = y → lim f/g = x/y"""
    nonzero, inverse, half = ne(y, 0), div(1, GN), div(absolute(y), number(2))
    null = mp(specialise(limit_inverse(), a, c, g, y), hyp(nonzero), hyp(_G))
    law = specialise(limit_product(), a, b, a, f, normal(lam(n, inverse)), x, div(1, y))
    some = near(mp(law, hyp(_F), null), e, small_size())
    signs = [discharge(prove(Context().assume(s), lt(0, half)), s) for s in (lt(0, y), lt(y, 0))]
    apart = near(hyp(_G), half, prop((_two_signs(nonzero, y), *signs), lt(0, half)))

    def proof(known: Context, _: Term) -> Theorem:
        zero = eq(GN, number(0))
        known = known.having(specialise(abs_bounds(), sub(GN, y))).assume(nonzero, zero)
        sizes = {lt(0, y): abs_of_positive(), lt(y, 0): abs_of_negative()}
        absurd = [discharge(prove(known.having(mp(specialise(law, y), hyp(s))), FALSE), s) for s, law in sizes.items()]
        divisible = discharge_to_not(prop((_two_signs(nonzero, y), *absurd), FALSE), zero)
        th = known.known[lt(absolute(sub(mul(FN, inverse), mul(x, div(1, y)))), e)]
        return same_size(known.having(divisible), th, div(FN, GN), div(x, y))

    return generalise(discharge(_limit(div(FN, GN), div(x, y), [some, apart], proof), nonzero, _F, _G),
                      a, b, c, f, g, x, y)


# -- comparison -------------------------------------------------------------------------------------


@lemma
def squeeze() -> Theorem:
    """⊢ (∀n≥k. g n ≤ f n ∧ f n ≤ h n) → lim g = x → lim h = x → lim f = x"""
    between = forall(n, imp(le(k, n), conj(le(GN, FN), le(FN, app(h, n)))))
    given = (between, tends(b, g, x), tends(c, h, x))

    def proof(ctx: Context, _: Term) -> Theorem:
        late = prove(ctx, le(k, n))
        return within(ctx.having(mp(specialise(hyp(between), n), late)), sub(FN, x), e)

    premises = [near(hyp(p), e, small_size()) for p in given[1:]]
    premises.append(specialise(later_than(), k))
    return generalise(discharge(_limit(FN, x, premises, proof), *given), a, b, c, k, f, g, h, x)


@lemma
def later_than() -> Theorem:
    """⊢ ∀k. ∃N. k ≤ N ∧ ∀n≥N. k ≤ n"""
    goal = exists(M, conj(le(k, M), forall(n, imp(le(M, n), le(k, n)))))
    return generalise(exists_intro(prove(Context(), conj(le(k, k), forall(n, imp(le(k, n), le(k, n))))), goal, k), k)


def shifted(some: Theorem, start: Term) -> Theorem:
    """From ∃N ∀n≥N. ψ n: ∃N ≥ start ∀n≥N. ψ(n + k), with N − k for N."""
    bound = var("N", INT)
    inside = normal(instantiate(some.concl.args[0].args[0], bound))
    law = specialise(split(hyp(inside))[1], add(n, k))

    def proof(ctx: Context, _: Term) -> Theorem:
        return mp(law, prove(ctx, law.concl.args[0]))

    return exists_elim(bound, some, eventually([specialise(later_than(), sub(bound, k))], start, law.concl.args[1], proof))


@lemma
def limit_shift() -> Theorem:
    """⊢ ∀k. lim f = x → lim (n ↦ f(n + k)) = x"""
    th = to_limit(shifted(near(hyp(_F), e, small_size()), a), a, x, normal(lam(n, app(f, add(n, k)))))
    return generalise(discharge(th, _F), a, b, k, f, x)


def at_one(th: Theorem) -> Theorem:
    """φ from ∃N ≥ a ∀n ≥ N. φ, where n is not free in φ."""
    mark = var("N", INT)
    inside = normal(instantiate(th.concl.args[0].args[0], mark))
    each = specialise(split(hyp(inside))[1], mark)
    return exists_elim(mark, th, mp(each, prove(Context(), each.concl.args[0])))


@lemma
def limit_at_least() -> Theorem:
    """⊢ (∀n≥k. y ≤ f n) → lim f = x → y ≤ x"""
    bounded = forall(n, imp(le(k, n), le(y, FN)))
    wrong = lt(x, y)
    ctx = Context().assume(wrong)
    some = near(hyp(_F), sub(y, x), prove(ctx, lt(0, sub(y, x))))

    def proof(known: Context, _: Term) -> Theorem:
        return prove(known.having(mp(specialise(hyp(bounded), n), prove(known, le(k, n)))), FALSE)

    th = eventually([some, specialise(later_than(), k)], k, FALSE, proof)
    absurd = at_one(th)
    return generalise(discharge(positive_form(discharge_to_not(absurd, wrong)), bounded, _F), b, k, f, x, y)


@lemma
def limit_at_most() -> Theorem:
    """⊢ (∀n≥k. f n ≤ y) → lim f = x → x ≤ y"""
    bounded = forall(n, imp(le(k, n), le(FN, y)))
    law = specialise(limit_at_least(), b, k, lam(n, neg(FN)), neg(x), neg(y))
    above_all = prove(Context().assume(bounded), law.concl.args[0])
    negative = mp(specialise(limit_negative(), b, b, f, x), hyp(_F))
    th = prove(Context().having(mp(law, above_all, negative)), le(x, y))
    return generalise(discharge(th, bounded, _F), b, k, f, x, y)
