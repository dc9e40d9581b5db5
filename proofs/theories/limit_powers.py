"""Powers and roots in the limit: xⁿ tends to 0 for |x| < 1, and roots of sequences tend to the root of the limit."""

from __future__ import annotations

from ..kernel import (
    FALSE,
    Side,
    Term,
    Theorem,
    field,
    forall,
    forall_elim,
    hyp,
    induct,
    lam,
    normal,
    op,
    prop,
    refl,
    rewrite,
    substitute,
    table,
)
from ..kernel.rational import integer_form
from ..tactics.build import add, conj, div, eq, imp, integer, le, lt, mul, neg, number, power, real, sub
from ..tactics.context import Context
from ..tactics.derive import (
    discharge,
    discharge_to_not,
    generalise,
    join,
    mp,
    positive_form,
    rhs,
    specialise,
    split,
    sym,
    trans,
)
from ..tactics.normalise import Conversion, Method, Normaliser, equate
from ..tactics.polynomial import integer_term
from ..tactics.prover import prove, reader
from .absolute import abs_bounds, abs_pos
from .divergence import diverges_plus_limit, diverges_times_limit, index_diverges, limit_inverse_unbounded
from .lemmas import lemma
from .limits import (
    FN,
    a,
    b,
    by_numerator,
    e,
    eventually,
    f,
    k,
    later_than,
    limit_constant,
    limit_negative,
    n,
    near,
    small_size,
    squeeze,
    tends,
    to_limit,
    u,
    v,
    x,
)
from .powers import sqrt_below, sqrt_pos
from .sizes import abs_inside, abs_product, absolute, within

# -- powers -------------------------------------------------------------------------------------------


@lemma
def one_factor_more() -> Theorem:
    """⊢ 0 ≤ x ≤ 1, 0 ≤ u ≤ 1 and v ≤ 1 give x·v + x·u·(1 − x) ≤ 1, 0 ≤ x·u and x·u ≤ 1"""
    given = (le(0, x), le(x, 1), le(0, u), le(u, 1), le(v, 1))
    ctx = Context().assume(*given)
    parts = [prove(ctx, t) for t in (le(0, mul(x, u)), le(mul(x, u), 1), le(mul(x, v), x))]
    rest = prove(ctx.having(parts[1]), le(mul(mul(x, u), sub(number(1), x)), sub(number(1), x)))
    first = prove(Context().having(parts[2], rest), le(add(mul(x, v), mul(mul(x, u), sub(number(1), x))), 1))
    return generalise(discharge(join(first, *parts[:2]), *given), x, u, v)


@lemma
def geometric_bound() -> Theorem:
    """⊢ 0 ≤ x → x ≤ 1 → 0 ≤ n → xⁿ·(1 + n·(1 − x)) ≤ 1, with 0 ≤ xⁿ ≤ 1"""
    size, rest = power(x, n), sub(number(1), x)
    product = mul(size, add(number(1), mul(real(n), rest)))
    statement = conj(le(product, 1), le(0, size), le(size, 1))
    ctx = Context().assume(le(0, x), le(x, 1))
    base, more = (normal(substitute(statement, {n: t})) for t in (integer(0), add(n, 1)))
    before = split(hyp(statement))
    step = mp(specialise(one_factor_more(), x, size, product), hyp(le(0, x)), hyp(le(x, 1)), before[1], before[2], before[0])
    late = Context().assume(le(0, n))
    wanted = more.args[0].args[0].args[0], more.args[1].args[0]  # the product and the power at n + 1
    found = step.concl.args[0].args[0].args[0], mul(x, size)
    first, second = (equate(late, a, b, Method()) for a, b in zip(found, wanted, strict=True))
    step = rewrite(step, (((0, 0, 0), first), ((0, 1, 1), second), ((1, 0), second)))
    both = specialise(induct(n, integer(0), statement, prove(ctx, base), step), n)
    return generalise(discharge(both, le(0, x), le(x, 1)), x, n)


@lemma
def abs_power() -> Theorem:
    """⊢ 0 ≤ n → |xⁿ| = |x|ⁿ"""
    statement = eq(absolute(power(x, n)), power(absolute(x), n))
    base, goal = (normal(substitute(statement, {n: t})) for t in (integer(0), add(n, 1)))
    first = equate(Context(), base.args[0], absolute(number(1)), Method())
    one = mp(specialise(abs_pos(), number(1)), prove(Context(), le(number(0), 1)))
    first = trans(first, one, equate(Context(), number(1), base.args[1], Method()))
    ctx = Context().assume(le(0, n))
    apart = equate(ctx, goal.args[0].args[1], mul(power(x, n), x), Method())
    step = trans(rewrite(refl(goal.args[0]), (((1, 1), apart),)), specialise(abs_product(), power(x, n), x))
    step = rewrite(step, (((1, 0), hyp(statement)),))
    step = trans(step, equate(ctx, rhs(step), goal.args[1], Method()))
    return generalise(specialise(induct(n, integer(0), statement, first, step), n), x, n)


@lemma
def limit_power() -> Theorem:
    """⊢ |x| < 1 → lim xⁿ = 0: below 1/(1 + n·(1 − |x|))"""
    size, given = absolute(x), lt(absolute(x), 1)
    ctx = Context().assume(given).having(specialise(abs_bounds(), x))
    rest = sub(number(1), size)
    linear = mp(specialise(diverges_times_limit(), a, a, a, lam(n, real(n)), lam(n, rest), rest),
                specialise(index_diverges(), a), specialise(limit_constant(), a, rest), prove(ctx, lt(0, rest)))
    grows = add(mul(real(n), rest), number(1))
    linear = mp(specialise(diverges_plus_limit(), a, a, a, lam(n, mul(real(n), rest)), lam(n, number(1)), number(1)),
                linear, specialise(limit_constant(), a, number(1)))
    inverse = div(1, grows)
    upper = mp(specialise(limit_inverse_unbounded(), a, a, lam(n, grows)), linear)
    lower = mp(specialise(limit_negative(), a, a, lam(n, inverse), number(0)), upper)
    zero = equate(Context(), neg(number(0)), number(0), Method())
    lower = rewrite(lower, (((1,), zero),))
    known = ctx.assume(le(0, n))
    bound = specialise(geometric_bound(), size, n)
    while bound.concl.op == "imp":
        bound = mp(bound, prove(known, bound.concl.args[0]))
    positive = prove(known, lt(0, grows))
    small = by_numerator(known.having(positive, split(bound)[0]), le(power(size, n), inverse))
    small = rewrite(small, (((0,), sym(mp(specialise(abs_power(), x, n), hyp(le(0, n))))),))
    between = mp(specialise(abs_inside(), power(x, n), inverse), small)
    law = specialise(squeeze(), a, a, a, integer(0), lam(n, power(x, n)), lam(n, neg(inverse)), lam(n, inverse), number(0))
    between = generalise(discharge(between, le(0, n)), n)
    return generalise(discharge(mp(law, between, lower, upper), given), a, x)


# -- roots ------------------------------------------------------------------------------------------------


@lemma
def limit_root_zero() -> Theorem:
    """⊢ (∀n≥k. 0 ≤ f n) → lim f = 0 → lim √f = 0"""
    nonneg, limit = forall(n, imp(le(k, n), le(0, FN))), tends(b, f, number(0))
    square, root = mul(e, e), op("sqrt", FN)

    def proof(known: Context, _: Term) -> Theorem:
        known = known.having(mp(specialise(hyp(nonneg), n), prove(known, le(k, n)))).assume(lt(0, e))
        known = known.having(specialise(abs_bounds(), sub(FN, number(0))))
        law = specialise(sqrt_below(), FN, e)
        while law.concl.op == "imp":
            law = mp(law, prove(known, law.concl.args[0]))
        return within(known.having(law), sub(root, number(0)), e)

    some = near(hyp(limit), square, prove(Context().assume(lt(0, e)), lt(0, square)))
    claim = lt(absolute(sub(root, number(0))), e)
    th = eventually([some, specialise(later_than(), k)], a, claim, proof)
    th = to_limit(th, a, number(0), normal(lam(n, root)))
    return generalise(discharge(th, nonneg, limit), a, b, k, f)


@lemma
def root_near() -> Theorem:
    """⊢ 0 ≤ u → 0 < v → 0 < ε → u·u − v·v < ε·v → u − v < ε, and with u and v exchanged on the left"""
    given = (le(0, u), lt(0, v), lt(0, e))
    out = []
    for s, t in ((u, v), (v, u)):
        more, wrong = lt(sub(mul(s, s), mul(t, t)), mul(e, v)), le(e, sub(s, t))
        ctx = Context().assume(*given, more, wrong)
        absurd = prove(ctx.having(prove(ctx, le(mul(e, add(s, t)), mul(sub(s, t), add(s, t))))), FALSE)
        out.append(discharge(positive_form(discharge_to_not(absurd, wrong)), more))
    return generalise(discharge(prop(tuple(out), conj(*[th.concl for th in out])), *given), u, v, e)


@lemma
def limit_root() -> Theorem:
    """⊢ (∀n≥k. 0 ≤ f n) → 0 < x → lim f = x → lim √f = √x, from |√f − √x|·√x ≤ |f − x|"""
    nonneg, limit, positive = forall(n, imp(le(k, n), le(0, FN))), tends(b, f, x), lt(0, x)
    root, value = op("sqrt", FN), op("sqrt", x)
    size = mul(e, value)
    root_positive = mp(specialise(sqrt_pos(), x), hyp(positive))

    def proof(known: Context, _: Term) -> Theorem:
        known = known.having(mp(specialise(hyp(nonneg), n), prove(known, le(k, n)))).assume(lt(0, e), positive)
        rows = [mp(forall_elim(row, t), prove(known, le(0, t)))
                for t in (FN, x) for row in (table.sqrt_nonneg(), table.sqrt_square())]
        known = Context().having(*rows, known.known[lt(absolute(sub(FN, x)), size)], specialise(abs_bounds(), sub(FN, x)))
        laws = split(mp(specialise(root_near(), root, value, e), rows[0], root_positive, small_size()))
        sides = [mp(law, prove(known, law.concl.args[0])) for law in laws]
        return within(Context().having(*sides), sub(root, value), e)

    some = near(hyp(limit), size, prove(Context().assume(lt(0, e)).having(root_positive), lt(0, size)))
    claim = lt(absolute(sub(root, value)), e)
    th = eventually([some, specialise(later_than(), k)], a, claim, proof)
    th = to_limit(th, a, value, normal(lam(n, root)))
    return generalise(discharge(th, nonneg, positive, limit), a, b, k, f, x)


def as_divisor(n: Term | None = None) -> Conversion:
    """x^(c − k·n) = 1/x^(k·n − c) for this n, and x⁻ᵏ = 1/xᵏ, as a conversion; numbers are left."""

    def convert(m: Normaliser, t: Term) -> Theorem | None:
        if t.op != "pow" or not t.free:
            return None
        symbols, k = integer_form(op("neg", t.args[1]))
        if (n is None or dict(symbols).get(frozenset(((n, 1),)), 0) <= 0) and (symbols or k <= 0):
            return None
        other = div(1, power(t.args[0], integer_term(symbols, k)))
        reading = reader(m.ctx, [t, other])
        return None if reading.missing else field(t, other, Side(reading.side().nonzero))

    return convert
