"""How fast sequences grow: powers of n against exponentials, roots, the logarithm, harmonic sums."""

from __future__ import annotations

from fractions import Fraction

from ..kernel import (
    FALSE,
    REAL,
    Side,
    Summand,
    Term,
    Theorem,
    field,
    forall,
    hyp,
    induct,
    lam,
    op,
    order,
    rewrite,
    substitute,
    table,
    var,
)
from ..tactics.build import add, div, eq, imp, integer, le, lt, mul, ne, neg, number, power, real, sub
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
from ..tactics.normalise import Method, equate
from ..tactics.prover import BOUNDS, attempt, prove
from . import folds
from .absolute import ABS, abs_bounds, abs_pos
from .converging import Limits
from .convexity import log_tangent
from .divergence import diverges_above, diverges_of_exp, index_diverges, unbounded
from .exponentials import exp, exp_lt, exp_zero
from .exponents import log_of_product, log_one
from .folds import SUM
from .inverse_slopes import times_over
from .lemmas import at_successor, lemma, rewrites
from .limit_powers import abs_power, geometric_bound, limit_power
from .limits import FN, B, a, above, b, by_numerator, diverges, f, k, limit_constant, n, squeeze, tends, x
from .sizes import abs_inside, abs_product, absolute
from .slopes import times


def _falling(degree: Term) -> Term:
    """n ↦ n^k·xⁿ"""
    return lam(n, mul(power(real(n), degree), power(x, n)))


@lemma
def powers_lose() -> Theorem:
    """⊢ ∀k. 0 ≤ k → ∀x. |x| < 1 → ∀a. lim n^k·xⁿ = 0: n·rⁿ ≤ 1/(1 − r) for r = √|x|, and n^k·rⁿ → 0 is known"""
    small = lt(absolute(x), 1)
    phi = forall(x, imp(small, forall(a, tends(a, _falling(k), number(0)))))
    base = Limits(Context().assume(small), a, [limit_power()]).of(lam(n, power(x, n)))
    none = equate(Context(), power(x, n), mul(power(real(n), integer(0)), power(x, n)), Method())
    base = rewrite(base, (((0, 1, 0), generalise(none, n)),))
    base = generalise(discharge(generalise(base, a), small), x)
    step = _one_power_more(hyp(phi))
    return induct(k, integer(0), phi, base, step)


@lemma
def power_loses() -> Theorem:
    """⊢ ∀a k x. 0 ≤ k → |x| < 1 → lim n^k·xⁿ = 0"""
    given = le(0, k), lt(absolute(x), 1)
    th = specialise(mp(specialise(powers_lose(), k), hyp(given[0])), x)
    return generalise(discharge(specialise(mp(th, hyp(given[1])), a), *given), a, k, x)


@lemma
def power_of_quotient() -> Theorem:
    """⊢ ∀x y. y ≠ 0 → ∀n. 0 ≤ n → (x/y)ⁿ = xⁿ/yⁿ"""
    y = var("y", REAL)
    given = ne(y, 0)
    goal = eq(power(div(x, y), n), div(power(x, n), power(y, n)))
    late = Context().assume(given, le(0, n))
    side = Side((hyp(given), prove(late, ne(power(y, n), 0))), (hyp(le(0, n)),))
    th = generalise(discharge(field(goal.args[0], goal.args[1], side), le(0, n)), n)
    return generalise(discharge(th, given), x, y)


def _one_power_more(before: Theorem) -> Theorem:
    """The statement for k + 1 from that for k."""
    size, small = absolute(x), lt(absolute(x), 1)
    r = op("sqrt", size)
    ctx = Context().assume(small, le(0, k)).having(*split(specialise(abs_bounds(), x)))
    square = mp(specialise(table.sqrt_square(), size), prove(ctx, le(0, size)))
    nonneg = mp(specialise(table.sqrt_nonneg(), size), prove(ctx, le(0, size)))
    ctx = ctx.having(square, nonneg)
    below = prove(ctx, lt(r, 1))
    ctx = ctx.having(below, mp(specialise(abs_pos(), r), nonneg))
    there = specialise(before, r)
    there = specialise(mp(there, prove(ctx, there.concl.args[0])), a)
    factor = div(1, sub(1, r))
    bound = mul(factor, mul(power(real(n), k), power(r, n)))
    above = Limits(ctx, a, [there]).of(lam(n, bound))
    lower = Limits(ctx, a, [there]).of(lam(n, neg(bound)))
    zero = [equate(ctx, t.concl.args[1], number(0), Method()) for t in (above, lower)]
    above, lower = (rewrite(t, (((1,), z),)) for t, z in zip((above, lower), zero, strict=True))
    member = mul(power(real(n), add(k, 1)), power(x, n))
    between = mp(specialise(abs_inside(), member, bound), _size_below(ctx.assume(le(0, n)), r, member, bound))
    law = specialise(squeeze(), a, a, a, integer(0), lam(n, member), lam(n, neg(bound)), lam(n, bound), number(0))
    th = mp(law, generalise(discharge(between, le(0, n)), n), lower, above)
    return generalise(discharge(generalise(th, a), small), x)


def _size_below(ctx: Context, r: Term, member: Term, bound: Term) -> Theorem:
    """|n^(k+1)·xⁿ| ≤ n^k·rⁿ/(1 − r), from rⁿ·(1 + n(1 − r)) ≤ 1 and |x|ⁿ = rⁿ·rⁿ"""
    rn, nk = power(r, n), power(real(n), k)
    law = specialise(geometric_bound(), r, n)
    while law.concl.op == "imp":
        law = mp(law, prove(ctx, law.concl.args[0]))
    first, positive = split(law)[:2]
    rest = sub(1, r)
    side = Side((prove(ctx, ne(rest, 0)),), (prove(ctx, le(0, n)), prove(ctx, le(0, k))))
    inverse = prove(ctx, lt(0, div(1, rest)))
    sum_of = Summand(Fraction(1), (0,)), Summand(Fraction(1), (1,))
    product = order(le(mul(rest, mul(real(n), rn)), 1), (first, positive), sum_of, side)
    scaled = times_over(ctx.having(inverse), div(1, rest), product, side)
    ends = field(scaled.concl.args[0], mul(real(n), rn), side), field(scaled.concl.args[1], div(1, rest), side)
    scaled = rewrite(scaled, (((0,), ends[0]), ((1,), ends[1])))
    known = ctx.having(positive)
    last = mul(nk, rn)
    whole = times_over(known.having(prove(known, le(0, nk))), last, scaled, side)
    sizes = _size(ctx, r, member)
    same = field(whole.concl.args[0], rhs(sizes), side)
    th = rewrite(whole, (((0,), trans(same, sym(sizes))), ((1,), field(whole.concl.args[1], bound, side))))
    return th


def _size(ctx: Context, r: Term, member: Term) -> Theorem:
    """|n^(k+1)·xⁿ| = n^(k+1)·(rⁿ·rⁿ)"""
    high, xn = member.args
    th = specialise(abs_product(), high, xn)
    positive = mp(specialise(abs_pos(), high), prove(ctx, le(0, high)))
    size = mp(specialise(abs_power(), x, n), prove(ctx, le(0, n)))
    th = rewrite(th, (((1, 0), positive), ((1, 1), size)))
    square = ctx.known[eq(mul(r, r), absolute(x))]
    th = rewrite(th, (((1, 1, 0), sym(square)),))
    apart = field(power(mul(r, r), n), mul(power(r, n), power(r, n)), Side((), (prove(ctx, le(0, n)),)))
    return rewrite(th, (((1, 1), apart),))


@lemma
def exp_below_one() -> Theorem:
    """⊢ ∀x. x < 0 → |exp x| < 1"""
    given = lt(x, 0)
    size = mp(specialise(abs_pos(), exp(x)), prove(Context(), le(0, exp(x))))
    below = mp(specialise(exp_lt(), x, number(0)), hyp(given))
    th = rewrite(below, (((1,), exp_zero()), ((0,), sym(size))))
    return generalise(discharge(th, given), x)


def small_exponential(ctx: Context, goal: Term) -> Theorem | None:
    """|exp t| < 1 for t < 0"""
    if goal.op != "lt" or goal.args[1] is not number(1) or goal.args[0].op != "app" or goal.args[0].args[0] is not ABS:
        return None
    inside = goal.args[0].args[1]
    negative = attempt(ctx, lt(inside.args[0], 0)) if inside.op == "exp" else None
    return None if negative is None else mp(specialise(exp_below_one(), inside.args[0]), negative)


BOUNDS.append(small_exponential)


@lemma
def root_unbounded() -> Theorem:
    """⊢ lim f = ∞ → lim √f = ∞"""
    given, root = diverges(b, f), op("sqrt", FN)

    def proof(ctx: Context, _: Term) -> Theorem:
        ctx = ctx.having(prove(ctx, le(0, mul(B, B))))
        rows = table.sqrt_square, table.sqrt_nonneg
        known = ctx.having(*[mp(specialise(row(), FN), prove(ctx, le(0, FN))) for row in rows])
        wrong = lt(root, B)
        below = prove(Context().assume(wrong), le(root, B))
        inner = known.assume(wrong)
        absurd = prove(inner.having(times(inner, root, below), times(inner, B, below)), FALSE)
        return positive_form(discharge_to_not(absurd, wrong))

    th = unbounded(root, [above(hyp(given), add(mul(B, B), 1))], proof)
    return generalise(discharge(th, given), a, b, f)


def _root_of(th: Theorem, body: Term) -> Theorem:
    """lim √f = ∞ from lim f = ∞, for the body of f."""
    return mp(specialise(root_unbounded(), a, a, lam(n, body)), th)


@lemma
def log_diverges() -> Theorem:
    """⊢ ∀a. lim log n = ∞: exp(log n) = n"""
    late = Context().assume(le(1, n))
    grows = op("exp", op("log", real(n)))
    same = mp(specialise(table.exp_log(), real(n)), prove(late, lt(0, real(n))))
    below = generalise(discharge(prove(late.having(same), le(real(n), grows)), le(1, n)), n)
    law = specialise(diverges_above(), a, a, integer(1), lam(n, real(n)), lam(n, grows))
    th = mp(law, below, specialise(index_diverges(), a))
    return generalise(mp(specialise(diverges_of_exp(), a, a, lam(n, op("log", real(n)))), th), a)


@lemma
def log_loses() -> Theorem:
    """⊢ ∀a. lim log n/√n = 0: for r⁴ = n, log n = 4·log r ≤ 4·(r − 1)"""
    root = op("sqrt", real(n))
    r = op("sqrt", root)
    ctx = Context().assume(le(1, n))
    facts: list[Theorem] = []
    for t in (real(n), root):
        known = ctx.having(*facts)
        facts.append(mp(specialise(table.sqrt_square(), t), prove(known, le(0, t))))
        facts.append(prove(known, lt(0, op("sqrt", t))))
    known = ctx.having(*facts)
    one = specialise(log_tangent(), number(1), r)
    while one.concl.op == "imp":
        one = mp(one, prove(known, one.concl.args[0]))
    fourth = _log_of_fourth(known, r, root)
    member, upper = div(op("log", real(n)), root), div(4, r)
    side = Side(tuple(prove(known, ne(t, 0)) for t in (r, root)))
    positive = prove(known, le(0, op("log", real(n))))
    small = prove(known.having(one, fourth, log_one()), le(op("log", real(n)), mul(4, r)))
    inverse = prove(known, lt(0, div(1, root)))
    scaled = times_over(known.having(inverse), div(1, root), small, side)
    left = field(scaled.concl.args[0], member, side)
    right = field(scaled.concl.args[1], mul(upper, div(mul(r, r), root)), side)
    scaled = rewrite(scaled, (((0,), left), ((1,), right)))
    unit = rewrite(scaled, (((1, 1, 0), facts[2]),))
    above = rewrite(unit, (((1,), field(unit.concl.args[1], upper, side)),))
    below = times_over(known.having(inverse), div(1, root), positive, side)
    zero, same = field(below.concl.args[0], number(0), side), field(below.concl.args[1], member, side)
    below = rewrite(below, (((0,), zero), ((1,), same)))
    each = generalise(discharge(join(below, above), le(1, n)), n)
    first = _root_of(specialise(index_diverges(), a), real(n))
    null = Limits(Context(), a, [_root_of(first, root)]).of(lam(n, upper))
    null = rewrite(null, (((1,), equate(Context(), null.concl.args[1], number(0), Method())),))
    law = specialise(squeeze(), a, a, a, integer(1), lam(n, member), lam(n, number(0)), lam(n, upper), number(0))
    return generalise(mp(law, each, specialise(limit_constant(), a, number(0)), null), a)


def _log_of_fourth(ctx: Context, r: Term, root: Term) -> Theorem:
    """log n = 4·log r, from r·r = √n and √n·√n = n"""
    th = None
    for inner, outer in ((root, real(n)), (r, root)):
        law = mp(specialise(log_product(), inner, inner), prove(ctx, lt(0, inner)), prove(ctx, lt(0, inner)))
        law = rewrite(law, (((0, 0), ctx.known[eq(mul(inner, inner), outer)]),))
        th = law if th is None else prove(Context().having(th, law), eq(op("log", real(n)), mul(4, op("log", r))))
    return th if th is not None else law


@lemma
def log_product() -> Theorem:
    """⊢ ∀x y. 0 < x → 0 < y → log(x·y) = log x + log y"""
    y = var("y", REAL)
    ctx = Context().assume(lt(0, x), lt(0, y))
    th = equate(ctx, op("log", mul(x, y)), add(op("log", x), op("log", y)), Method(conversions=[("log", log_of_product)]))
    return generalise(discharge(th, lt(0, x), lt(0, y)), x, y)


@lemma
def power_diverges() -> Theorem:
    """⊢ ∀x. 1 < x → ∀a. lim xⁿ = ∞: 1 + n·(x − 1) ≤ xⁿ"""
    given, rest = lt(1, x), sub(x, 1)
    linear = add(mul(real(n), rest), 1)
    statement = le(linear, power(x, n))
    ctx = Context().assume(given)
    base, more = (substitute(statement, {n: t}) for t in (integer(0), add(n, 1)))
    late = ctx.assume(le(0, n), statement)
    step = prove(late.having(prove(late, le(mul(rest, linear), mul(rest, power(x, n))))), more)
    bernoulli = induct(n, integer(0), statement, prove(ctx, base), step)
    th = Limits(ctx, a, []).of(lam(n, linear))
    law = specialise(diverges_above(), a, a, integer(0), lam(n, linear), lam(n, power(x, n)))
    return generalise(discharge(generalise(mp(law, bernoulli, th), a), given), x)


@lemma
def harmonic_diverges() -> Theorem:
    """⊢ ∀a. lim Σ_{k=1}^{n} 1/k = ∞: log(n + 1) ≤ Σ, and log(n + 2) ≤ log(n + 1) + 1/(n + 1)"""
    total = SUM.of(integer(1), n, lam(k, div(1, real(k))))
    below = op("log", add(real(n), 1))
    statement = le(below, total)
    base, more = (substitute(statement, {n: t}) for t in (integer(1), add(n, 1)))
    last = Method(at_successor(folds.LAST["Σ"](), 1))
    one = specialise(log_tangent(), number(1), number(2))
    while one.concl.op == "imp":
        one = mp(one, prove(Context(), one.concl.args[0]))
    empty = Method([*at_successor(folds.LAST["Σ"](), 1), *rewrites(folds.EMPTY["Σ"]())])
    at_one = equate(Context(), base.args[1], number(1), empty)
    two = equate(Context(), base.args[0], op("log", number(2)), Method())
    first = prove(Context().having(one, log_one()), le(op("log", number(2)), 1))
    first = rewrite(first, (((0,), sym(two)), ((1,), sym(at_one))))
    late = Context().assume(le(1, n), statement)
    here, there = add(real(n), 1), add(real(n), 2)
    tangent = specialise(log_tangent(), here, there)
    while tangent.concl.op == "imp":
        tangent = mp(tangent, prove(late, tangent.concl.args[0]))
    sums_ = equate(late, more.args[1], add(total, div(1, here)), last)
    logs = equate(late, more.args[0], op("log", there), Method())
    rise = field(rhs(tangent), add(op("log", here), div(1, here)), Side((prove(late, ne(here, 0)),)))
    tangent = rewrite(tangent, (((1,), rise),))
    goal = le(op("log", there), add(total, div(1, here)))
    step = rewrite(prove(late.having(tangent), goal), (((0,), sym(logs)), ((1,), sym(sums_))))
    each = induct(n, integer(1), statement, first, step)
    grows = Limits(Context(), a, [specialise(log_diverges(), a)]).of(lam(n, op("log", real(add(n, 1)))))
    moved = rewrite(grows, (((1, 0), generalise(equate(Context(), op("log", real(add(n, 1))), below, Method()), n)),))
    law = specialise(diverges_above(), a, a, integer(1), lam(n, below), lam(n, total))
    return generalise(mp(law, each, moved), a)


@lemma
def squares_bounded() -> Theorem:
    """⊢ ∀n. 1 ≤ n → Σ_{k=1}^{n} 1/k² ≤ 2"""
    total = SUM.of(integer(1), n, lam(k, div(1, power(real(k), 2))))
    statement = le(total, sub(2, div(1, real(n))))
    base, more = (substitute(statement, {n: t}) for t in (integer(1), add(n, 1)))
    method = Method([*at_successor(folds.LAST["Σ"](), 1), *rewrites(folds.EMPTY["Σ"]())])
    at_one = equate(Context(), base.args[0], number(1), method)
    first = prove(Context(), le(number(1), base.args[1]))
    first = rewrite(first, (((0,), sym(at_one)),))
    late = Context().assume(le(1, n), statement)
    here = add(real(n), 1)
    sums_ = equate(late, more.args[0], add(total, div(1, power(here, 2))), Method(at_successor(folds.LAST["Σ"](), 1)))
    gap = by_numerator(late, le(div(1, power(here, 2)), sub(div(1, real(n)), div(1, here))))
    step = prove(late.having(gap), le(add(total, div(1, power(here, 2))), sub(2, div(1, here))))
    last = equate(late, sub(2, div(1, here)), more.args[1], Method())
    step = rewrite(step, (((0,), sym(sums_)), ((1,), last)))
    each = specialise(induct(n, integer(1), statement, first, step), n)
    ctx = Context().assume(le(1, n))
    inverse = prove(ctx, lt(0, div(1, real(n))))
    below = prove(ctx.having(mp(each, hyp(le(1, n))), inverse), le(total, 2))
    return generalise(discharge(below, le(1, n)), n)
