"""Laws of the derivative, from its definition: for every e > 0, |f(x+h) − f x − d·h| ≤ e·|h| for all small h.

Each law bounds an error by a constant times e·|h|; `up_to_factor` says that this is enough.
"""

from __future__ import annotations

from fractions import Fraction

from ..kernel import (
    REAL,
    Side,
    Summand,
    Term,
    Theorem,
    app,
    convert,
    exists,
    exists_elim,
    exists_intro,
    field,
    forall,
    fun,
    hyp,
    instantiate,
    lam,
    normal,
    op,
    order,
    prop,
    rewrite,
    table,
    var,
)
from ..kernel.table import ABS, DERIV
from ..tactics.build import add, conj, div, eq, imp, le, lt, mul, ne, neg, no, number, sub
from ..tactics.context import Context
from ..tactics.derive import discharge, generalise, join, mp, specialise, split
from ..tactics.linear import equal_by_combination
from ..tactics.prover import prove
from .lemmas import lemma
from .powers import reciprocal_pos

FUNCTION = fun(REAL, REAL)
f, g = var("f", FUNCTION), var("g", FUNCTION)
x, y, c, d, e, h, p, q, r, z = (var(s, REAL) for s in ("x", "y", "c", "d", "e", "h", "p", "q", "r", "z"))
_OPEN = frozenset((DERIV,))


def slope(function: Term, at: Term, value: Term) -> Term:
    """The formula: the function has this derivative there."""
    return app(DERIV, function, at, value)


def parts(fact: Term) -> tuple[Term, Term, Term, Term]:
    """The constant, function, place and value of deriv f x d."""
    return fact.args[0].args[0].args[0], fact.args[0].args[0].args[1], fact.args[0].args[1], fact.args[1]


def is_slope(phi: Term) -> bool:
    """Is the formula deriv f x d?"""
    return phi.op == "app" and phi.args[0].op == "app" and phi.args[0].args[0].op == "app" and (
        phi.args[0].args[0].args[0] is DERIV)


# -- absolute values ------------------------------------------------------------------------


def magnitude(t: Term) -> Term:
    """|t|"""
    return app(ABS, t)


def _by_sign(goal: Term, *given: Term) -> Theorem:
    """A statement about |x| in the two cases of its definition."""
    out = []
    for sign, value, row in ((le(0, x), x, table.ite_true), (no(le(0, x)), neg(x), table.ite_false)):
        law = row(le(0, x), x, neg(x))
        opened = convert(law, imp(sign, eq(magnitude(x), value)), frozenset((ABS,)))
        ctx = Context().assume(sign, *given)
        out.append(discharge(prove(ctx.having(mp(opened, hyp(sign))), goal), sign))
    return discharge(prop(tuple(out), goal), *given)


@lemma
def magnitude_bounds() -> Theorem:
    """⊢ ∀x. 0 ≤ |x| ∧ x ≤ |x| ∧ −x ≤ |x|"""
    a = magnitude(x)
    return generalise(_by_sign(conj(le(0, a), le(x, a), le(neg(x), a))), x)


@lemma
def magnitude_least() -> Theorem:
    """⊢ ∀x y. x ≤ y → −x ≤ y → |x| ≤ y"""
    return generalise(_by_sign(le(magnitude(x), y), le(x, y), le(neg(x), y)), x, y)


@lemma
def magnitude_product() -> Theorem:
    """⊢ ∀x y. |x·y| ≤ |x|·|y|"""
    whole, bound = mul(x, y), mul(magnitude(x), magnitude(y))
    known = about(Context(), x, y)
    signs = [split(specialise(magnitude_bounds(), t)) for t in (x, y)]
    gaps = [[prove(known, le(0, sub(magnitude(t), s))) for s in (t, neg(t))] for t in (x, y)]
    positive = [prove(known.having(*gaps[0], *gaps[1], *signs[0], *signs[1]), le(t, bound)) for t in (whole, neg(whole))]
    return generalise(mp(specialise(magnitude_least(), whole, bound), *positive), x, y)


def about(ctx: Context, *terms: Term) -> Context:
    """The context with the bounds of the absolute values of these terms."""
    return ctx.having(*[th for t in terms for th in split(specialise(magnitude_bounds(), t))])


def at_most(ctx: Context, t: Term, bound: Term) -> Theorem:
    """|t| ≤ bound from both sides."""
    return mp(specialise(magnitude_least(), t, bound), prove(ctx, le(t, bound)), prove(ctx, le(neg(t), bound)))


def times(ctx: Context, factor: Term, fact: Theorem) -> Theorem:
    """a·b ≤ a·c from 0 ≤ a and b ≤ c, or a·b < a·c from 0 < a and b < c."""
    b, bound = fact.concl.args
    goal = op(fact.concl.op, mul(factor, b), mul(factor, bound))
    return order(goal, (prove(ctx, op(fact.concl.op, number(0), factor)), fact), (Summand(Fraction(1), (0, 1)),))


# -- opening and closing the definition -----------------------------------------------------------


def error(function: Term, at: Term, value: Term, step: Term) -> Term:
    """f(x + h) − f x − d·h"""
    there, here = (normal(app(function, t)) for t in (add(at, step), at))
    return sub(sub(there, here), mul(value, step))


def near(function: Term, at: Term, value: Term, factor: Term) -> Term:
    """∃r>0 ∀h. |h| < r → |error| ≤ factor·|h|"""
    bound = le(magnitude(error(function, at, value, h)), mul(factor, magnitude(h)))
    return exists(r, op("and", lt(0, r), forall(h, imp(lt(magnitude(h), r), bound))))


def opened(th: Theorem, tolerance: Term, positive: Theorem) -> Theorem:
    """From deriv f x d and 0 < e: the error is at most e·|h| near 0."""
    return mp(specialise(convert(th, normal(th.concl, _OPEN), _OPEN), tolerance), positive)


def witness(some: Theorem, name: Term) -> list[Theorem]:
    """The two parts of an existential statement for a name of its witness, as assumptions."""
    return split(hyp(normal(instantiate(some.concl.args[0].args[0], name))))


def _closed(goal: Term, positive: Theorem, bound: Theorem) -> Theorem:
    """near … from a radius r: bound is |h| < r → … for the variable h."""
    radius = positive.concl.args[1]
    return exists_intro(join(positive, generalise(bound, h)), goal, radius)


@lemma
def inverse() -> Theorem:
    """⊢ ∀x. 0 < x → ∃y. 0 < y ∧ y·x = 1"""
    ctx = Context().assume(lt(0, x))
    value = div(1, x)
    positive = mp(specialise(reciprocal_pos(), x), hyp(lt(0, x)))
    both = join(positive, field(mul(value, x), number(1), Side((prove(ctx, ne(x, 0)),))))
    some = exists_intro(both, exists(y, op("and", lt(0, y), eq(mul(y, x), 1))), value)
    return generalise(discharge(some, lt(0, x)), x)


@lemma
def up_to_factor() -> Theorem:
    """⊢ ∀f x d c. 0 < c → (∀e. 0 < e → e ≤ 1 → near f x d (c·e)) → deriv f x d"""
    given = forall(e, imp(lt(0, e), le(e, 1), near(f, x, d, mul(c, e))))
    tolerance, i = var("ε", REAL), var("i", REAL)
    small = mul(tolerance, i)  # with i = 1/(c + ε): at most 1, and c·small ≤ ε
    ctx = Context().assume(lt(0, c), lt(0, tolerance))
    some_inverse = mp(specialise(inverse(), add(c, tolerance)), prove(ctx, lt(0, add(c, tolerance))))
    ctx = ctx.having(*witness(some_inverse, i))
    positive, product = prove(ctx, lt(0, small)), prove(ctx, lt(0, mul(c, i)))
    at_most = prove(ctx.having(product), le(small, 1))
    shrunk = equal_by_combination(ctx, sub(tolerance, mul(c, small)), mul(tolerance, small), ctx.facts[-1:])
    enough = prove(ctx.having(shrunk, prove(ctx, le(0, mul(tolerance, small)))), le(mul(c, small), tolerance))
    some = mp(specialise(hyp(given), small), positive, at_most)
    radius_positive, bound = witness(some, r)
    inside = lt(magnitude(h), r)
    here = mp(specialise(bound, h), hyp(inside))
    known = about(Context(), h).having(enough)
    scaled = prove(known, le(mul(mul(c, small), magnitude(h)), mul(tolerance, magnitude(h))))
    final = prove(Context().having(here, scaled), le(magnitude(error(f, x, d, h)), mul(tolerance, magnitude(h))))
    th = exists_elim(r, some, _closed(near(f, x, d, tolerance), radius_positive, discharge(final, inside)))
    th = exists_elim(i, some_inverse, th)
    th = convert(generalise(discharge(th, lt(0, tolerance)), tolerance), slope(f, x, d), _OPEN)
    return generalise(discharge(th, lt(0, c), given), f, x, d, c)


@lemma
def smaller() -> Theorem:
    """⊢ ∀x y c. 0 < x → 0 < y → 0 < c → ∃r. 0 < r ∧ r ≤ x ∧ c·r ≤ y"""
    i = var("i", REAL)
    given = lt(0, x), lt(0, y), lt(0, c)
    goal = exists(r, conj(lt(0, r), le(r, x), le(mul(c, r), y)))
    some = mp(specialise(inverse(), c), hyp(given[2]))
    ctx = Context().assume(*given).having(*witness(some, i))
    out = []
    for case, value in ((le(mul(c, x), y), x), (le(y, mul(c, x)), mul(y, i))):
        inner = ctx.assume(case)
        same = [equal_by_combination(inner, mul(c, mul(y, i)), y, ctx.facts[-1:]),
                equal_by_combination(inner, mul(i, mul(c, x)), x, ctx.facts[-1:])]
        scaled = prove(inner, le(mul(i, y), mul(i, mul(c, x)))) if value is not x else same[0]
        inner = inner.having(*same, scaled)
        parts = [prove(inner, p) for p in (lt(0, value), le(value, x), le(mul(c, value), y))]
        out.append(discharge(exists_intro(join(*parts), goal, value), case))
    either = prove(Context(), op("or", *[th.concl.args[0] for th in out]))
    th = exists_elim(i, some, prop((either, *out), goal))
    return generalise(discharge(th, *given), x, y, c)


# -- the laws -----------------------------------------------------------------------------------------


def _law(function: Term, at: Term, value: Term, factor: Term, body: Theorem) -> Theorem:
    """deriv from  0 < e, e ≤ 1 ⊢ near … (factor·e)."""
    law = specialise(up_to_factor(), function, at, value, factor)
    small = generalise(discharge(body, lt(0, e), le(e, 1)), e)
    return mp(law, prove(about(Context(), p, q, c), law.concl.args[0]), convert(small, law.concl.args[1].args[0]))


def _bounded(ctx: Context, function: Term, at: Term, value: Term, factor: Term, radius: Term) -> Theorem:
    """near … from what the context says of |error| for |h| < radius."""
    wanted = error(function, at, value, h)
    final = at_most(ctx, wanted, mul(mul(factor, e), magnitude(h)))
    goal = near(function, at, value, mul(factor, e))
    bound = discharge(final, lt(magnitude(h), radius))
    both = join(prove(ctx, lt(0, radius)), generalise(bound, h))
    return exists_intro(both, goal, radius)


_SMALL = (lt(0, e), le(e, 1))


def _exact(function: Term, value: Term, *parameters: Term) -> Theorem:
    """A law for a function whose error is 0."""
    ctx = about(Context().assume(*_SMALL, lt(magnitude(h), number(1))), h)
    ctx = ctx.having(prove(ctx, le(0, mul(e, magnitude(h)))))
    body = _bounded(ctx, function, x, value, number(1), number(1))
    return generalise(_law(function, x, value, number(1), body), *parameters, x)


@lemma
def constant() -> Theorem:
    """⊢ ∀c x. deriv (s ↦ c) x 0"""
    return _exact(lam(z, c), number(0), c)


@lemma
def identity() -> Theorem:
    """⊢ ∀x. deriv (s ↦ s) x 1"""
    return _exact(lam(z, z), number(1))


@lemma
def square() -> Theorem:
    """⊢ ∀x. deriv (s ↦ s·s) x (2·x)"""
    size = magnitude(h)
    ctx = about(Context().assume(*_SMALL, lt(size, e)), h)
    ctx = ctx.having(specialise(magnitude_product(), h, h), *split(specialise(magnitude_bounds(), mul(h, h))))
    ctx = ctx.having(prove(ctx, le(mul(size, size), mul(e, size))))
    function = lam(z, mul(z, z))
    body = _bounded(ctx, function, x, mul(2, x), number(1), e)
    return generalise(_law(function, x, mul(2, x), number(1), body), x)


@lemma
def multiple() -> Theorem:
    """⊢ ∀f x p c. deriv f x p → deriv (s ↦ c·f s) x (c·p)"""
    given, size = slope(f, x, p), magnitude(h)
    some = opened(hyp(given), e, hyp(_SMALL[0]))
    positive, bound = witness(some, r)
    inside, wrong = lt(size, r), error(f, x, p, h)
    ctx = about(Context().assume(*_SMALL, inside), h, c).having(positive)
    scaled = times(ctx, magnitude(c), mp(specialise(bound, h), hyp(inside)))
    ctx = ctx.having(prove(ctx, le(0, mul(e, size))))
    ctx = about(ctx.having(scaled, specialise(magnitude_product(), c, wrong)), mul(c, wrong))
    function, value, factor = lam(z, mul(c, app(f, z))), mul(c, p), add(magnitude(c), 1)
    body = exists_elim(r, some, _bounded(ctx, function, x, value, factor, r))
    return generalise(discharge(_law(function, x, value, factor, body), given), f, x, p, c)


@lemma
def total() -> Theorem:
    """⊢ ∀f g x p q. deriv f x p → deriv g x q → deriv (s ↦ f s + g s) x (p + q)"""
    given, size = (slope(f, x, p), slope(g, x, q)), magnitude(h)
    names = var("r1", REAL), var("r2", REAL)
    somes = [opened(hyp(fact), e, hyp(_SMALL[0])) for fact in given]
    parts = [witness(some, name) for some, name in zip(somes, names, strict=True)]
    common = mp(specialise(smaller(), *names, number(1)), parts[0][0], parts[1][0], prove(Context(), lt(0, number(1))))
    inside = lt(size, r)
    ctx = about(Context().assume(*_SMALL, inside), h).having(*witness(common, r))
    here = [mp(specialise(b, h), prove(ctx, lt(size, name))) for (_, b), name in zip(parts, names, strict=True)]
    ctx = about(ctx.having(*here), error(f, x, p, h), error(g, x, q, h))
    function, value = lam(z, add(app(f, z), app(g, z))), add(p, q)
    body = exists_elim(r, common, _bounded(ctx, function, x, value, number(2), r))
    for some, name in zip(somes, names, strict=True):
        body = exists_elim(name, some, body)
    return generalise(discharge(_law(function, x, value, number(2), body), *given), f, g, x, p, q)


@lemma
def chain() -> Theorem:
    """⊢ ∀f g x p q. deriv g x q → deriv f (g x) p → deriv (s ↦ f(g s)) x (p·q)"""
    at, there, size = app(g, x), app(g, add(x, h)), magnitude(h)
    given = slope(g, x, q), slope(f, at, p)
    outer, inner = var("r1", REAL), var("r2", REAL)
    somes = [opened(hyp(fact), e, hyp(_SMALL[0])) for fact in given]
    (inner_positive, inner_bound), (outer_positive, outer_bound) = witness(somes[0], inner), witness(somes[1], outer)
    steep = add(magnitude(q), 1)
    ctx = about(Context().assume(*_SMALL), h, p, q)
    common = mp(specialise(smaller(), inner, outer, steep), inner_positive, outer_positive, prove(ctx, lt(0, steep)))
    inside = lt(size, r)
    ctx = ctx.assume(inside).having(*witness(common, r))
    wrong, moved = error(g, x, q, h), sub(there, at)
    near_g = mp(specialise(inner_bound, h), prove(ctx, lt(size, inner)))
    ctx = about(ctx.having(near_g), wrong, mul(q, h)).having(specialise(magnitude_product(), q, h))
    ctx = ctx.having(times(ctx, size, hyp(_SMALL[1])))
    short = at_most(ctx, moved, mul(steep, size))
    within = prove(ctx.having(short, times(ctx, steep, hyp(inside))), lt(magnitude(moved), outer))
    near_f = mp(specialise(outer_bound, moved), within)
    same = field(add(at, moved), there)
    near_f = rewrite(near_f, (((0, 1, 0, 0, 1), same),))
    outer_wrong = sub(sub(app(f, there), app(f, at)), mul(p, moved))
    ctx = ctx.having(near_f, times(ctx, e, short), times(ctx, magnitude(p), near_g),
                     specialise(magnitude_product(), p, wrong))
    ctx = about(ctx, outer_wrong, mul(p, wrong))
    function, value, factor = lam(z, app(f, app(g, z))), mul(p, q), add(magnitude(p), steep)
    body = exists_elim(r, common, _bounded(ctx, function, x, value, factor, r))
    for some, name in zip(reversed(somes), (outer, inner), strict=True):
        body = exists_elim(name, some, body)
    return generalise(discharge(_law(function, x, value, factor, body), *given), f, g, x, p, q)
