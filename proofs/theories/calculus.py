"""The rules of differentiation that follow from sums, multiples, squares and the chain rule (`slopes`)."""

from __future__ import annotations

from fractions import Fraction

from ..kernel import (
    FALSE,
    INT,
    REAL,
    Side,
    Term,
    Theorem,
    app,
    convert,
    exists_elim,
    exists_intro,
    field,
    forall,
    forall_elim,
    fun,
    hyp,
    induct,
    instantiate,
    lam,
    normal,
    op,
    prop,
    rewrite,
    table,
    var,
)
from ..kernel.table import DERIV
from ..tactics.build import add, div, eq, imp, integer, le, lt, mul, ne, neg, number, power, real, sub
from ..tactics.context import Context
from ..tactics.derive import discharge, discharge_to_not, generalise, join, mp, positive_form, specialise, sym
from ..tactics.normalise import Method, equate
from ..tactics.prover import prove
from . import folds
from .folds import SUM
from .lemmas import by_range, lemma, rewrites
from .relu import RELU, relu_neg, relu_pos
from .slopes import (
    about,
    at_most,
    c,
    chain,
    constant,
    e,
    f,
    g,
    h,
    identity,
    magnitude,
    multiple,
    near,
    opened,
    p,
    parts,
    q,
    r,
    slope,
    smaller,
    square,
    times,
    total,
    witness,
    x,
    y,
    z,
)


def restated(th: Theorem, body: Theorem | None = None, value: Theorem | None = None, over: Term = z) -> Theorem:
    """deriv f x d with the function's body (an equation about the variable `over`) and the value replaced."""
    steps: list[tuple[tuple[int, ...], Theorem]] = [] if body is None else [((0, 0, 1, 0), generalise(body, over))]
    steps += [] if value is None else [((1,), value)]
    return rewrite(th, tuple(steps)) if steps else th


def _squared(th: Theorem) -> Theorem:
    """From deriv f x p: deriv (s ↦ f s·f s) x (2·f x·p)."""
    _, function, at, value = parts(th.concl)
    law = specialise(chain(), lam(z, mul(z, z)), function, at, mul(2, normal(app(function, at))), value)
    return mp(law, th, specialise(square(), normal(app(function, at))))


def scaled(th: Theorem, factor: Term) -> Theorem:
    """deriv (s ↦ c·f s) x (c·p)"""
    return mp(_of_one(multiple(), th, factor), th)


def added(first: Theorem, second: Theorem) -> Theorem:
    """deriv (s ↦ f s + g s) x (p + q)"""
    return _of_two(total(), first, second)


@lemma
def negative() -> Theorem:
    """⊢ ∀f x p. deriv f x p → deriv (s ↦ −f s) x (−p)"""
    given = slope(f, x, p)
    th = restated(scaled(hyp(given), number(-1)), field(mul(-1, app(f, z)), neg(app(f, z))), field(mul(-1, p), neg(p)))
    return generalise(discharge(th, given), f, x, p)


@lemma
def difference() -> Theorem:
    """⊢ ∀f g x p q. deriv f x p → deriv g x q → deriv (s ↦ f s − g s) x (p − q)"""
    given = slope(f, x, p), slope(g, x, q)
    th = added(hyp(given[0]), scaled(hyp(given[1]), number(-1)))
    body = field(add(app(f, z), mul(-1, app(g, z))), sub(app(f, z), app(g, z)))
    th = restated(th, body, field(add(p, mul(-1, q)), sub(p, q)))
    return generalise(discharge(th, *given), f, g, x, p, q)


@lemma
def multiple_right() -> Theorem:
    """⊢ ∀f x p c. deriv f x p → deriv (s ↦ f s·c) x (p·c)"""
    given = slope(f, x, p)
    th = restated(scaled(hyp(given), c), field(mul(c, app(f, z)), mul(app(f, z), c)), field(mul(c, p), mul(p, c)))
    return generalise(discharge(th, given), f, x, p, c)


@lemma
def fraction() -> Theorem:
    """⊢ ∀f x p c. c ≠ 0 → deriv f x p → deriv (s ↦ f s/c) x (p/c)"""
    given, side = slope(f, x, p), Side((hyp(ne(c, 0)),))
    over = scaled(hyp(given), div(1, c))
    th = restated(over, field(mul(div(1, c), app(f, z)), div(app(f, z), c), side), field(mul(div(1, c), p), div(p, c), side))
    return generalise(discharge(th, ne(c, 0), given), f, x, p, c)


@lemma
def product() -> Theorem:
    """⊢ ∀f g x p q. deriv f x p → deriv g x q → deriv (s ↦ f s·g s) x (p·g x + f x·q): 4fg = (f + g)² − (f − g)²"""
    given = slope(f, x, p), slope(g, x, q)
    one, two = hyp(given[0]), hyp(given[1])
    plus, minus = _squared(added(one, two)), _squared(added(one, scaled(two, number(-1))))
    quarter = Fraction(1, 4)
    th = added(scaled(plus, number(quarter)), scaled(minus, number(-quarter)))
    _, function, _, value = parts(th.concl)
    body = field(instantiate(function.args[0], z), mul(app(f, z), app(g, z)))
    at_x = field(value, add(mul(p, app(g, x)), mul(app(f, x), q)))
    return generalise(discharge(restated(th, body, at_x), *given), f, g, x, p, q)


def _of_one(law: Theorem, th: Theorem, *more: Term) -> Theorem:
    _, function, at, value = parts(th.concl)
    return specialise(law, function, at, value, *more)


def _of_two(law: Theorem, first: Theorem, second: Theorem) -> Theorem:
    _, one, at, value = parts(first.concl)
    _, two, _, other = parts(second.concl)
    return mp(specialise(law, one, two, at, value, other), first, second)


def negated(th: Theorem) -> Theorem:
    """deriv (s ↦ −f s) x (−p)"""
    return mp(_of_one(negative(), th), th)


def scaled_right(th: Theorem, factor: Term) -> Theorem:
    """deriv (s ↦ f s·c) x (p·c)"""
    return mp(_of_one(multiple_right(), th, factor), th)


def divided(th: Theorem, by: Term, nonzero: Theorem) -> Theorem:
    """deriv (s ↦ f s/c) x (p/c)"""
    return mp(_of_one(fraction(), th, by), nonzero, th)


def subtracted(first: Theorem, second: Theorem) -> Theorem:
    """deriv (s ↦ f s − g s) x (p − q)"""
    return _of_two(difference(), first, second)


def multiplied(first: Theorem, second: Theorem) -> Theorem:
    """deriv (s ↦ f s·g s) x (p·g x + f x·q)"""
    return _of_two(product(), first, second)


@lemma
def range_total() -> Theorem:
    """⊢ ∀a F D x b. (∀k. a ≤ k → k ≤ b → deriv (F k) x (D k)) → deriv (s ↦ Σ a b (k ↦ F k s)) x (Σ a b D)"""
    a, b, k = (var(s, INT) for s in "abk")
    members, slopes = var("F", fun(INT, REAL, REAL)), var("D", fun(INT, REAL))
    each = forall(k, imp(le(a, k), le(k, b), slope(app(members, k), x, app(slopes, k))))
    body = lam(k, app(members, k, z))
    statement = imp(each, slope(lam(z, SUM.of(a, b, body)), x, SUM.of(a, b, slopes)))

    def solver(ctx: Context, goal: Term, before: Theorem | None) -> Theorem:
        given, wanted = goal.args
        if before is None:
            return discharge(_empty_range(ctx, wanted), given)
        inner = ctx.assume(given)
        front = mp(before, prove(inner, before.concl.args[0]))
        last = specialise(hyp(given), add(b, 1))
        last = mp(last, prove(inner, last.concl.args[0]), prove(inner, last.concl.args[1].args[0]))
        return discharge(_ended(inner, added(front, last), wanted), given)

    return generalise(specialise(by_range(Context(), a, b, statement, solver), b), a, members, slopes, x, b)


def _empty_range(ctx: Context, wanted: Term) -> Theorem:
    return _ended(ctx, specialise(constant(), number(0), x), wanted)


def _ended(ctx: Context, th: Theorem, wanted: Term) -> Theorem:
    """The wanted derivative of a sum, from that of the sum with its last term written apart (or of 0)."""
    ends = Method([*folds.ends(SUM)[0], *rewrites(folds.ends(SUM)[1])])
    (_, found, _, value), (_, function, _, goal) = parts(th.concl), parts(wanted)
    bodies = [normal(instantiate(t.args[0], z)) for t in (found, function)]
    return restated(th, equate(ctx, bodies[0], bodies[1], ends), equate(ctx, value, goal, ends))


@lemma
def power_rule() -> Theorem:
    """⊢ ∀f x p n. deriv f x p → 1 ≤ n → deriv (s ↦ f(s)ⁿ) x (n·f(x)ⁿ⁻¹·p)"""
    n, given = var("n", INT), slope(f, x, p)

    def at(m: Term) -> Term:
        value = mul(mul(real(m), power(app(f, x), sub(m, 1))), p)
        return slope(lam(z, power(app(f, z), m)), x, value)

    def shown(ctx: Context, th: Theorem, goal: Term) -> Theorem:
        (_, found, _, value), (_, function, _, wanted) = parts(th.concl), parts(goal)
        bodies = [normal(instantiate(t.args[0], z)) if t.op == "lam" else app(t, z) for t in (found, function)]
        start = th if found.op == "lam" else convert(th, app(DERIV, lam(z, app(f, z)), x, value))
        return restated(start, equate(ctx, bodies[0], bodies[1], Method()), equate(ctx, value, wanted, Method()))

    one = integer(1)
    base = shown(Context(), hyp(given), at(one))
    before = hyp(at(n))
    _, function, _, value = parts(at(n))
    law = mp(specialise(product(), function, f, x, value, p), before, hyp(given))
    step = shown(Context().assume(le(1, n)), law, at(add(n, 1)))
    th = specialise(induct(n, one, at(n), base, step), n)
    return generalise(discharge(th, given), f, x, p, n)


# -- what a derivative is not ------------------------------------------------------------------


@lemma
def flat() -> Theorem:
    """⊢ ∀x p. deriv (s ↦ 0) x p → p ≤ 0: else the error would exceed half of what it is"""
    function, half = lam(z, number(0)), div(p, 2)
    given, wrong, step = slope(function, x, p), lt(0, p), div(r, 2)
    ctx = Context().assume(wrong)
    some = opened(hyp(given), half, prove(ctx, lt(0, half)))
    positive, bound = witness(some, r)
    ctx = about(ctx.having(positive), step)
    size = at_most(ctx, step, step)
    near = mp(specialise(bound, step), prove(ctx.having(size), lt(magnitude(step), r)))
    ctx = about(ctx.having(near, size, prove(ctx, lt(0, mul(p, r)))), near.concl.args[0].args[1])
    ctx = ctx.having(times(ctx, half, size))
    absurd = exists_elim(r, some, prove(ctx, FALSE))
    return generalise(discharge(positive_form(discharge_to_not(absurd, wrong)), given), x, p)


@lemma
def unique() -> Theorem:
    """⊢ ∀f x p q. deriv f x p → deriv f x q → p = q"""
    given = slope(f, x, p), slope(f, x, q)
    gaps = []
    for one, two in (given, given[::-1]):
        th = restated(subtracted(hyp(one), hyp(two)), field(sub(app(f, z), app(f, z)), number(0)))
        gaps.append(mp(specialise(flat(), x, th.concl.args[1]), th))
    return generalise(discharge(prove(Context().having(*gaps), eq(p, q)), *given), f, x, p, q)


# -- functions that agree near a place ------------------------------------------------------------


@lemma
def local() -> Theorem:
    """⊢ ∀f g x p y. 0 < y → (∀h. |h| < y → g(x+h) = f(x+h)) → deriv f x p → deriv g x p"""
    there = add(x, h)
    same = forall(h, imp(lt(magnitude(h), y), eq(app(g, there), app(f, there))))
    given, radius, other = slope(f, x, p), var("r1", REAL), var("r2", REAL)
    some = opened(hyp(given), e, hyp(lt(0, e)))
    positive, bound = witness(some, other)
    common = mp(specialise(smaller(), y, other, number(1)), hyp(lt(0, y)), positive, prove(Context(), lt(0, number(1))))
    inside = lt(magnitude(h), radius)
    ctx = about(Context().assume(lt(0, y), inside), h).having(*witness(common, radius))
    here = mp(specialise(bound, h), prove(ctx, lt(magnitude(h), other)))
    zero = about(ctx, number(0))
    at_zero = mp(specialise(hyp(same), number(0)), prove(zero.having(at_most(ctx, number(0), number(0))), lt(
        magnitude(number(0)), y)))
    plain = field(add(x, number(0)), x)
    at_x = rewrite(at_zero, (((0, 1), plain), ((1, 1), plain)))
    moved = mp(specialise(hyp(same), h), prove(ctx, lt(magnitude(h), y)))
    error_at = (0, 1, 0)
    final = rewrite(here, (((*error_at, 0), sym(moved)), ((*error_at, 1), sym(at_x))))
    goal = near(g, x, p, e)
    both = join(prove(ctx, lt(0, radius)), generalise(discharge(final, inside), h))
    th = exists_elim(radius, common, exists_intro(both, goal, radius))
    th = generalise(discharge(exists_elim(other, some, th), lt(0, e)), e)
    th = convert(th, slope(g, x, p), frozenset((DERIV,)))
    return generalise(discharge(th, lt(0, y), same, given), f, g, x, p, y)


def relu_slope_value(at: Term) -> Term:
    """1 above 0, else 0"""
    return op("ite", lt(0, at), number(1), number(0))


@lemma
def relu_slope() -> Theorem:
    """⊢ ∀x. x ≠ 0 → deriv relu x (1 if 0 < x else 0)"""
    out = []
    goal = slope(RELU, x, relu_slope_value(x))
    for sign, plain, row in ((lt(0, x), identity, table.ite_true), (lt(x, 0), constant, table.ite_false)):
        ctx = Context().assume(sign)
        choice = row(lt(0, x), number(1), number(0))
        choice = mp(choice, prove(ctx, choice.concl.args[0]))
        base = specialise(identity(), x) if plain is identity else specialise(constant(), number(0), x)
        _, function, _, value = parts(base.concl)
        width = x if plain is identity else neg(x)
        law = specialise(local(), function, RELU, x, value, width)
        law = mp(law, prove(ctx, lt(0, width)))
        inside = about(ctx.assume(lt(magnitude(h), width)), h)
        branch = specialise(relu_pos() if plain is identity else relu_neg(), add(x, h))
        agree = mp(branch, prove(inside, branch.concl.args[0]))
        agree = generalise(discharge(agree, lt(magnitude(h), width)), h)
        th = mp(law, convert(agree, law.concl.args[0]), base)
        out.append(discharge(rewrite(th, (((1,), sym(choice)),)), sign))
    cases = prop((forall_elim(table.trichotomy(REAL), x, number(0)), *out), imp(ne(x, 0), goal))
    return generalise(cases, x)
