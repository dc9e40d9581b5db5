"""Sequences that grow beyond every bound, what tends to 0 because of them, powers, roots and exponentials."""

from __future__ import annotations

from ..kernel import (
    FALSE,
    REAL,
    Term,
    Theorem,
    app,
    convert,
    exists_elim,
    exists_intro,
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
)
from ..tactics.build import add, conj, div, eq, imp, le, lt, mul, neg, number, real, sub
from ..tactics.context import Context
from ..tactics.derive import discharge, discharge_to_not, generalise, mp, positive_form, specialise, unfold
from ..tactics.normalise import Method, equate
from ..tactics.prover import prove
from .absolute import abs_bounds
from .exponentials import exp_inverse, exp_lt, exp_pos
from .folds import SUM
from .lemmas import lemma
from .limits import (
    FN,
    GN,
    B,
    Body,
    a,
    above,
    at_one,
    b,
    by_numerator,
    c,
    diverges,
    e,
    eventually,
    f,
    g,
    k,
    later_than,
    limit_product,
    n,
    near,
    same_size,
    shifted,
    small_size,
    tends,
    to_limit,
    u,
    v,
    x,
    y,
)
from .notions import BOUNDED_SUMS, DIVERGES
from .rounding import bounds, floor
from .sizes import absolute, within

_F, _G = diverges(b, f), diverges(c, g)


def unbounded(body: Term, premises: list[Theorem], proof: Body | None = None) -> Theorem:
    """lim (n ↦ body) = ∞ from the statement for one bound B."""
    claim = le(B, body)
    th = eventually(premises, a, claim, proof or (lambda ctx, _: prove(ctx, claim)))
    return convert(generalise(th, B), diverges(a, normal(lam(n, body))), frozenset((DIVERGES,)))


@lemma
def index_diverges() -> Theorem:
    """⊢ ∀a. lim n = ∞"""
    beyond = add(floor(B), 1)
    far = specialise(later_than(), beyond)

    def proof(ctx: Context, _: Term) -> Theorem:
        return prove(ctx.having(*bounds(B)), le(B, real(n)))

    return generalise(unbounded(real(n), [far], proof), a)


@lemma
def diverges_shift() -> Theorem:
    """⊢ ∀k. lim f = ∞ → lim (n ↦ f(n + k)) = ∞"""
    th = generalise(shifted(above(hyp(_F), B), a), B)
    th = convert(th, diverges(a, normal(lam(n, app(f, add(n, k))))), frozenset((DIVERGES,)))
    return generalise(discharge(th, _F), a, b, k, f)


@lemma
def diverges_above() -> Theorem:
    """⊢ (∀n≥k. f n ≤ g n) → lim f = ∞ → lim g = ∞"""
    more = forall(n, imp(le(k, n), le(FN, GN)))

    def proof(ctx: Context, _: Term) -> Theorem:
        return prove(ctx.having(mp(specialise(hyp(more), n), prove(ctx, le(k, n)))), le(B, GN))

    th = unbounded(GN, [above(hyp(_F), B), specialise(later_than(), k)], proof)
    return generalise(discharge(th, more, _F), a, b, k, f, g)


@lemma
def diverges_plus_limit() -> Theorem:
    """⊢ lim f = ∞ → lim g = x → lim (f + g) = ∞"""
    limit = tends(c, g, x)
    one = near(hyp(limit), number(1), prove(Context(), lt(number(0), 1)))

    def proof(ctx: Context, _: Term) -> Theorem:
        return prove(ctx.having(specialise(abs_bounds(), sub(GN, x))), le(B, add(FN, GN)))

    th = unbounded(add(FN, GN), [above(hyp(_F), add(sub(B, x), 1)), one], proof)
    return generalise(discharge(th, _F, limit), a, b, c, f, g, x)


@lemma
def diverges_sum() -> Theorem:
    """⊢ lim f = ∞ → lim g = ∞ → lim (f + g) = ∞"""
    th = unbounded(add(FN, GN), [above(hyp(_F), B), above(hyp(_G), number(0))])
    return generalise(discharge(th, _F, _G), a, b, c, f, g)


@lemma
def product_at_least() -> Theorem:
    """⊢ 0 ≤ u → u ≤ x → 0 ≤ v → v ≤ y → u·v ≤ x·y"""
    given = (le(0, u), le(u, x), le(0, v), le(v, y))
    return generalise(discharge(prove(Context().assume(*given), le(mul(u, v), mul(x, y))), *given), u, v, x, y)


@lemma
def diverges_product() -> Theorem:
    """⊢ lim f = ∞ → lim g = ∞ → lim f·g = ∞"""
    size = absolute(B)

    def proof(known: Context, _: Term) -> Theorem:
        known = known.having(specialise(abs_bounds(), B))
        law = specialise(product_at_least(), size, number(1), FN, GN)
        while law.concl.op == "imp":
            law = mp(law, prove(known, law.concl.args[0]))
        return prove(Context().having(law, specialise(abs_bounds(), B)), le(B, mul(FN, GN)))

    th = unbounded(mul(FN, GN), [above(hyp(_F), size), above(hyp(_G), number(1))], proof)
    return generalise(discharge(th, _F, _G), a, b, c, f, g)


@lemma
def diverges_times_limit() -> Theorem:
    """⊢ lim f = ∞ → lim g = x → 0 < x → lim f·g = ∞"""
    positive, limit, half = lt(0, x), tends(c, g, x), div(x, number(2))
    ctx = Context().assume(positive)
    close = near(hyp(limit), half, prove(ctx, lt(0, half)))
    large = mul(div(number(2), x), absolute(B))  # large·half = |B|

    def proof(known: Context, _: Term) -> Theorem:
        known = known.assume(positive).having(specialise(abs_bounds(), sub(GN, x)), specialise(abs_bounds(), B))
        known = known.having(prove(known, lt(0, div(number(2), x))))
        law = specialise(product_at_least(), large, half, FN, GN)
        while law.concl.op == "imp":
            law = mp(law, prove(known, law.concl.args[0]))
        law = rewrite(law, (((0,), equate(known, mul(large, half), absolute(B), Method())),))
        return prove(Context().having(law, specialise(abs_bounds(), B)), le(B, mul(FN, GN)))

    th = unbounded(mul(FN, GN), [above(hyp(_F), large), close], proof)
    return generalise(discharge(th, _F, limit, positive), a, b, c, f, g, x)


@lemma
def limit_inverse_unbounded() -> Theorem:
    """⊢ lim f = ∞ → lim 1/f = 0"""
    bound = add(div(1, e), 1)
    ctx = Context().assume(lt(0, e))
    inverse = prove(ctx, lt(0, div(1, e)))

    def proof(known: Context, _: Term) -> Theorem:
        known = known.assume(lt(0, e)).having(inverse)
        known = known.having(prove(known, lt(0, FN)))
        known = known.having(prove(known, lt(0, div(1, FN))))
        small = by_numerator(known.having(prove(known, lt(1, mul(e, FN)))), lt(div(1, FN), e))
        return within(known.having(small), sub(div(1, FN), number(0)), e)

    claim = lt(absolute(sub(div(1, FN), number(0))), e)
    th = to_limit(eventually([above(hyp(_F), bound)], a, claim, proof), a, number(0), normal(lam(n, div(1, FN))))
    return generalise(discharge(th, _F), a, b, f)


@lemma
def limit_over_unbounded() -> Theorem:
    """⊢ lim f = x → lim g = ∞ → lim f/g = 0"""
    limit, inverse = tends(b, f, x), div(1, GN)
    null = mp(specialise(limit_inverse_unbounded(), a, c, g), hyp(_G))
    law = specialise(limit_product(), a, b, a, f, lam(n, inverse), x, number(0))
    some = near(mp(law, hyp(limit), null), e, small_size())

    def proof(known: Context, _: Term) -> Theorem:
        th = known.known[lt(absolute(sub(mul(FN, inverse), mul(x, number(0)))), e)]
        return same_size(known, th, div(FN, GN), number(0))

    claim = lt(absolute(sub(div(FN, GN), number(0))), e)
    th = eventually([some, above(hyp(_G), number(1))], a, claim, proof)
    th = to_limit(th, a, number(0), normal(lam(n, div(FN, GN))))
    return generalise(discharge(th, limit, _G), a, b, c, f, g, x)


@lemma
def limit_exp_negative() -> Theorem:
    """⊢ lim f = ∞ → lim exp(−f) = 0, from exp f ≥ 1 + f"""
    bound = div(1, e)

    def proof(known: Context, _: Term) -> Theorem:
        grows, shrinks = op("exp", FN), op("exp", neg(FN))
        known = known.assume(lt(0, e)).having(prove(Context().assume(lt(0, e)), lt(0, bound)))
        signs = [specialise(exp_pos(), t) for t in (FN, neg(FN))]
        facts = [small_size(), specialise(exp_inverse(), FN), *signs, prove(known, lt(bound, grows))]
        product = prove(Context().having(*facts), lt(mul(bound, shrinks), 1))
        small = prove(known.having(product, signs[1]), lt(shrinks, e))
        return within(Context().having(small, signs[1], small_size()), sub(shrinks, number(0)), e)

    body = op("exp", neg(FN))
    claim = lt(absolute(sub(body, number(0))), e)
    th = to_limit(eventually([above(hyp(_F), bound)], a, claim, proof), a, number(0), normal(lam(n, body)))
    return generalise(discharge(th, _F), a, b, f)


@lemma
def diverges_unbounded() -> Theorem:
    """⊢ (∀n≥a. f n ≤ f(n + 1)) → (∀B. ¬∀n≥a. f n ≤ B) → lim f = ∞: behind a member above B there are larger ones"""
    grows = forall(n, imp(le(a, n), le(FN, app(f, add(n, 1)))))
    most = forall(n, imp(le(a, n), le(FN, B)))
    no_bound = forall(B, op("not", most))
    first = app(f, k)
    ctx = Context().assume(grows, le(a, k))
    step = ctx.assume(le(k, n), le(first, FN))
    more = mp(specialise(hyp(grows), n), prove(step, le(a, n)))
    later = induct(n, k, le(first, FN), prove(ctx, le(first, first)), prove(step.having(more), le(first, app(f, add(n, 1)))))
    large = le(B, first)
    beyond = mp(specialise(later, n), hyp(le(k, n)))
    behind = generalise(discharge(prove(Context().having(beyond, hyp(large)), le(B, FN)), le(k, n)), n)
    goal = specialise(unfold(hyp(diverges(a, f)), DIVERGES), B).concl
    th = exists_intro(prop((hyp(le(a, k)), behind), conj(le(a, k), behind.concl)), goal, k)
    never = op("not", goal)
    below = prop((prove(Context(), op("or", large, le(first, B))), discharge(th, large), hyp(never)), le(first, B))
    absurd = prop((specialise(hyp(no_bound), B), generalise(discharge(below, le(a, k)), k)), FALSE)
    th = convert(generalise(prop((absurd,), goal, (never,)), B), diverges(a, f), frozenset((DIVERGES,)))
    return generalise(discharge(th, grows, no_bound), a, f)


# -- what excludes what ---------------------------------------------------------------------------------------


@lemma
def diverges_of_exp() -> Theorem:
    """⊢ lim exp f = ∞ → lim f = ∞"""
    grows = diverges(b, lam(n, op("exp", FN)))

    def proof(known: Context, _: Term) -> Theorem:
        law = specialise(exp_lt(), FN, B)
        wrong = lt(FN, B)
        absurd = prove(known.having(mp(law, hyp(wrong))), FALSE)
        return positive_form(discharge_to_not(absurd, wrong))

    return generalise(discharge(unbounded(FN, [above(hyp(grows), op("exp", B))], proof), grows), a, b, f)


@lemma
def diverges_of_exp_negative() -> Theorem:
    """⊢ lim exp(−f) = 0 → lim f = ∞"""
    shrinks, size = tends(b, lam(n, op("exp", neg(FN))), number(0)), op("exp", neg(B))

    def proof(known: Context, _: Term) -> Theorem:
        law, wrong = specialise(exp_lt(), neg(B), neg(FN)), lt(FN, B)
        larger = mp(law, prove(Context().assume(wrong), law.concl.args[0]))
        absurd = prove(known.having(larger, specialise(abs_bounds(), sub(op("exp", neg(FN)), number(0)))), FALSE)
        return positive_form(discharge_to_not(absurd, wrong))

    th = unbounded(FN, [near(hyp(shrinks), size, specialise(exp_pos(), neg(B)))], proof)
    return generalise(discharge(th, shrinks), a, b, f)


@lemma
def no_limit() -> Theorem:
    """⊢ lim f = ∞ → lim f = x → false"""
    limit = tends(c, f, x)
    one = near(hyp(limit), number(1), prove(Context(), lt(number(0), 1)))

    def proof(known: Context, _: Term) -> Theorem:
        return prove(known.having(specialise(abs_bounds(), sub(FN, x))), FALSE)

    th = at_one(eventually([above(hyp(_F), add(x, 1)), one], b, FALSE, proof))
    return generalise(discharge(th, _F, limit), b, c, f, x)


@lemma
def one_limit() -> Theorem:
    """⊢ lim f = x → lim f = y → x = y: otherwise f is closer than half their distance to both"""
    given, out = (tends(b, f, x), tends(c, f, y)), []
    for s, t in ((x, y), (y, x)):
        wrong, half = lt(s, t), div(sub(t, s), number(2))
        size = prove(Context().assume(wrong), lt(0, half))

        def proof(known: Context, _: Term, wrong: Term = wrong) -> Theorem:
            apart = [specialise(abs_bounds(), sub(FN, limit)) for limit in (x, y)]
            return prove(known.having(*apart).assume(wrong), FALSE)

        th = at_one(eventually([near(hyp(p), half, size) for p in given], b, FALSE, proof))
        out.append(discharge_to_not(th, wrong))
    cases = forall_elim(table.trichotomy(REAL), x, y)
    return generalise(discharge(prop((cases, *out), eq(x, y)), *given), b, c, f, x, y)


@lemma
def unbounded_sums() -> Theorem:
    """⊢ lim Σ_{k=a}^{n} f k = ∞ → the sums of f are not bounded"""
    total = SUM.of(a, n, f)
    grows, chosen = diverges(b, lam(n, total)), frozenset((BOUNDED_SUMS,))
    bounded = normal(app(BOUNDED_SUMS, a, f))
    some = convert(hyp(bounded), normal(bounded, chosen), chosen)
    most = forall(n, le(absolute(total), B))

    def proof(known: Context, _: Term) -> Theorem:
        return prove(known.having(specialise(hyp(most), n), specialise(abs_bounds(), total)), FALSE)

    absurd = at_one(eventually([above(hyp(grows), add(B, 1))], a, FALSE, proof))
    th = discharge_to_not(exists_elim(B, some, absurd), bounded)
    return generalise(discharge(th, grows), a, b, f)


@lemma
def no_growth() -> Theorem:
    """⊢ (∀n≥k. f n ≤ B) → lim f = ∞ → false"""
    below = forall(n, imp(le(k, n), le(FN, B)))

    def proof(known: Context, _: Term) -> Theorem:
        return prove(known.having(mp(specialise(hyp(below), n), prove(known, le(k, n)))), FALSE)

    th = at_one(eventually([above(hyp(_F), add(B, 1)), specialise(later_than(), k)], a, FALSE, proof))
    return generalise(discharge(th, below, _F), a, b, k, f, B)
