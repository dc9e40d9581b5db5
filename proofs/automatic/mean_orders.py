"""Orders between means: under one E, by convexity, squares, and what holds at every sample point."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from fractions import Fraction
from itertools import combinations, permutations

from ..kernel import (
    FALSE,
    OMEGA,
    REAL,
    Summand,
    Term,
    Theorem,
    app,
    convert,
    hyp,
    lam,
    normal,
    op,
    order,
    prop,
    rewrite,
)
from ..tactics.budget import portion
from ..tactics.build import add, le, lt, mul, neg, no, number, power, sub
from ..tactics.context import Context, Unproved, opened
from ..tactics.derive import discharge, generalise, mp, rhs, specialise, split, sym
from ..tactics.normalise import Method, Normaliser, Rewrite, equate
from ..tactics.polynomial import TooLarge, atom_term, monomial_key, real_monomial
from ..tactics.prover import attempt, instance_of, prove, reader
from ..theories import (
    convexity,
    events,
    expectation,
    random,
    tables,
)
from ..theories.absolute import ABS, abs_bounds
from ..theories.expectation import I
from ..theories.monotone import SIGN
from ..theories.random import expectation_of
from ..theories.sizes import absolute
from ..theories.sums import body_at
from .cases import by_cases
from .direct import Failure, directly
from .mean_forms import DEFINED, mean, method
from .restated import is_size
from .tableau import by_contradiction

MAX_INDICATORS, MAX_PARTS = 3, 4
POINT, SIDE, ORDER = 30_000, 8_000, 80_000  # units of `budget`: at a sample point, there against a bound, for an order of means
PRODUCT = (Summand(Fraction(1), (0, 1)),)
SQUARED = Summand(Fraction(1), (0, 1)), Summand(Fraction(1), (1, 1)), Summand(Fraction(1), (0, 1))


def under_one_mean(ctx: Context, goal: Term) -> Theorem | None:
    """L ≤ R, where R − L = E U for a U that is nowhere negative; L < R, where U is positive everywhere."""
    if goal.op not in SIGN:
        return None
    plain = normal(goal, DEFINED)
    difference = sub(plain.args[1], plain.args[0])
    w = ctx.fresh(OMEGA, plain)
    body = _gathered(ctx, w, difference)
    if body is None:
        return None
    try:
        sign = _pointwise(ctx, op(goal.op, number(0), body))
        ready = prove(ctx, app(I, normal(lam(w, body))))
        law = mp(specialise(expectation.laws(ctx)[SIGN[goal.op]], lam(w, body)), ready, generalise(sign, w))
        same = equate(ctx, law.concl.args[1], difference, method(ctx))
        positive = rewrite(law, (((1,), same),))
        return convert(prove(ctx.having(positive), plain), goal, DEFINED)
    except Failure:
        return None


def _gathered(ctx: Context, w: Term, t: Term) -> Term | None:
    """U with E U = t: each mean that a monomial contains once becomes what it is the mean of, the rest are numbers."""
    reading = reader(ctx, [t])
    try:
        poly = reading.poly(t)
    except TooLarge:
        return None
    if reading.missing:
        return None
    total: Term | None = None
    for m in sorted(poly, key=monomial_key):
        means = [(a, e) for a, e in m if expectation_of(atom_term(a)) is not None]
        if len(means) == 1 and means[0][1] == 1:
            inside = body_at(atom_term(means[0][0]).args[1], w)
            piece = mul(real_monomial(m - frozenset(means), poly[m]), inside)
        else:
            piece = real_monomial(m, poly[m])
        total = piece if total is None else add(total, piece)
    return total


def _pointwise(ctx: Context, goal: Term, depth: int = 0) -> Theorem:
    """0 ≤ t, each indicator in t being 1 or 0."""
    event = next((t for t in tables.subterms(goal) if events.is_indicator(t)), None)
    if event is None:
        absurd = attempt(ctx, FALSE)
        if absurd is not None:
            return prop((absurd,), goal)
        for way in (directly, by_cases, by_contradiction):
            with suppress(*Failure), portion(POINT):
                return way(ctx, goal)
        raise Unproved("it does not hold at every sample point", goal)
    if depth >= MAX_INDICATORS:
        raise Unproved("too many events", goal)
    condition, out = event.args[1], []
    for case, law in ((condition, events.holds()), (no(condition), events.fails())):
        inner = ctx.assume(case)
        value = mp(specialise(law, condition), hyp(case))
        same = [Normaliser(inner, Method(list(_plain_rewrites(value)))).norm(t) for t in goal.args]
        th = _pointwise(inner.having(*_squares(inner, case)), op(goal.op, *map(rhs, same)), depth + 1)
        out.append(discharge(rewrite(th, tuple(((i,), sym(s)) for i, s in enumerate(same))), case))
    return prop(tuple(out), goal)


def _squares(ctx: Context, case: Term) -> Iterator[Theorem]:
    """From p ≤ |u| with 0 ≤ p: p² ≤ u²."""
    if case.op == "le" and case.args[1].op == "app" and case.args[1].args[0] is ABS:
        p, size = case.args
        known = ctx.having(*split(specialise(abs_bounds(), size.args[1])))
        sign = attempt(ctx, le(0, p))
        if sign is not None:
            product = order(le(mul(p, p), mul(size, size)), (sign, hyp(case)), SQUARED)
            th = attempt(known.having(product), le(power(p, 2), power(size.args[1], 2)))
            yield from () if th is None else (th,)


def _plain_rewrites(th: Theorem) -> Iterator[Rewrite]:
    return (Rewrite(r) for r in opened(th))


# -- convexity ----------------------------------------------------------------------------------------


def from_convexity(ctx: Context, goal: Term) -> Theorem:
    """An order from normal forms, signs of means, and what convex functions and squares give."""
    m = method(ctx)
    n = Normaliser(ctx, m)
    left, right = (n.norm(t) for t in goal.args)
    reduced = op(goal.op, rhs(left), rhs(right))
    facts, th = [], None
    for fact in _facts(ctx, n, normal(goal, DEFINED), reduced):
        facts.append(fact)
        th = attempt(Context().having(fact), reduced)  # often one is enough, and the others cost more
        if th is not None:
            break
    known = ctx.having(*facts)
    th = th or attempt(known, reduced)
    if th is None:
        known = known.having(*_bounded(ctx, n, normal(goal, DEFINED), reduced))
        th = attempt(known, reduced)
    for way in (by_cases, by_contradiction):
        if th is None:
            with suppress(*Failure), portion(ORDER):
                th = way(known, reduced)
    if th is None:
        raise Unproved("signs, convexity and squares do not give this", goal)
    return rewrite(th, (((0,), sym(left)), ((1,), sym(right))))


def _facts(ctx: Context, n: Normaliser, *formulas: Term) -> Iterator[Theorem]:
    """Orders between the means in formulas: signs, Jensen for what stands under E, Cauchy and Schwarz for products."""
    w, bodies = _bodies(ctx, formulas)
    for u in bodies:
        th = attempt(ctx, lt(0, mean(w, u))) or attempt(ctx, le(0, mean(w, u)))
        if th is not None and rhs(th) is not number(0):
            yield th
        for tangent in convexity.tangents(ctx, w, u):
            yield from _jensen(ctx, n, w, tangent)
    for u, v in _products_of_sizes(bodies):
        yield from _cauchy_schwarz(ctx, n, w, u, v)
    for u, v in combinations(_square_roots(bodies), 2):
        yield from _cauchy_schwarz(ctx, n, w, u, v)
        if {u, v} <= set(bodies):
            yield from _cauchy_schwarz(ctx, n, w, *[sub(t, mean(w, t)) for t in (u, v)])
        yield from _spread(ctx, n, w, add(u, v))
        yield from _spread(ctx, n, w, sub(u, v))
    for u, v in permutations(bodies[:MAX_PARTS], 2):
        yield from _compared(ctx, n, w, u, v)
    for u in bodies[:MAX_PARTS]:
        yield from _spread(ctx, n, w, u)


def _bodies(ctx: Context, formulas: Iterable[Term]) -> tuple[Term, list[Term]]:
    """A sample point ω, and what stands under E in formulas at ω."""
    means = [t for t in tables.subterms(op("and", *formulas)) if expectation_of(t) is not None]
    w = ctx.fresh(OMEGA, *formulas)
    return w, list(dict.fromkeys(body_at(t.args[1], w) for t in means))[:2*MAX_PARTS]


def _bounded(ctx: Context, n: Normaliser, *formulas: Term) -> Iterator[Theorem]:
    """Orders between what stands under E in formulas and what hypotheses for all ω compare; means of products of those."""
    w, bodies = _bodies(ctx, formulas)
    orders = _orders(ctx, w)
    here = ctx.having(*orders)
    for pair in combinations(orders[:MAX_PARTS], 2):
        gaps = [sub(*th.concl.args[::-1]) for th in pair]
        with suppress(*Failure):
            sign = generalise(order(le(0, mul(*gaps)), pair, PRODUCT), w)
            th = prove(ctx.having(sign), le(0, mean(w, mul(*gaps))))
            yield rewrite(th, (((1,), n.norm(rhs(th))),))
    sides = dict.fromkeys(t for th in orders for t in th.concl.args)
    for u in bodies[:MAX_PARTS]:
        for k in list(sides)[:MAX_PARTS]:
            for bound in (k, neg(k)):
                if bound is not u:
                    yield from _compared(here, n, w, u, bound, SIDE)
                    yield from _compared(here, n, w, bound, u, SIDE)


def _orders(ctx: Context, w: Term) -> list[Theorem]:
    """The orders that the context has for all ω, at one."""
    rules = [r for r in ctx.rules if r.conclusion.op in ("le", "lt") and [v.type for v in r.variables] == [OMEGA]]
    found = [instance_of(ctx, r, {r.variables[0]: w}) for r in rules if r.conclusion.args[0].type is REAL]
    return [th for th in found if th is not None and not is_size(th.concl)]


def _spread(ctx: Context, n: Normaliser, w: Term, u: Term) -> Iterator[Theorem]:
    """0 ≤ E(u − E u)², in normal form."""
    gap = sub(u, mean(w, u))
    th = attempt(ctx, le(0, mean(w, power(gap, 2))))
    if th is not None:
        yield rewrite(th, (((1,), n.norm(rhs(th))),))


def _compared(ctx: Context, n: Normaliser, w: Term, u: Term, v: Term, work: int = POINT) -> Iterator[Theorem]:
    """E u ≤ E v where u ≤ v at every sample point, in normal form."""
    below = le(u, v)
    with suppress(*Failure), portion(work):
        each = generalise(_pointwise(ctx, below), w)
        th = prove(ctx.having(each), le(mean(w, u), mean(w, v)))
        yield rewrite(th, tuple(((i,), n.norm(t)) for i, t in enumerate(th.concl.args)))


def _jensen(ctx: Context, n: Normaliser, w: Term, tangent: Theorem) -> Iterator[Theorem]:
    """The mean of a tangent and that of the function, with both sides in normal form."""
    th = attempt(ctx.having(generalise(tangent, w)), le(*[mean(w, t) for t in tangent.concl.args]))
    if th is not None:
        same = [n.norm(t) for t in th.concl.args]
        yield rewrite(th, tuple(((i,), s) for i, s in enumerate(same)))


def _square_roots(bodies: list[Term]) -> list[Term]:
    """X of the X² under E."""
    out = [t.args[0] for t in bodies if t.op == "pow" and t.args[1].op == "num" and t.args[1].data[0] == 2]
    return list(dict.fromkeys(out))[:MAX_PARTS]


def _products_of_sizes(bodies: list[Term]) -> Iterator[tuple[Term, Term]]:
    """|X| and |Y| of the |X·Y| and |X|·|Y| under E."""
    for t in bodies:
        if _is_size(t) and t.args[1].op == "mul":
            yield absolute(t.args[1].args[0]), absolute(t.args[1].args[1])
        if t.op == "mul" and all(map(_is_size, t.args)):
            yield t.args[0], t.args[1]


def _is_size(t: Term) -> bool:
    return t.op == "app" and t.args[0] is ABS


def _cauchy_schwarz(ctx: Context, n: Normaliser, w: Term, u: Term, v: Term) -> Iterator[Theorem]:
    """(E uv)² ≤ E u²·E v², from 0 ≤ E(u + s·v)² for all s; in normal form."""
    s = ctx.fresh(REAL, u, v)
    form = power(add(u, mul(s, v)), 2)
    positive = attempt(ctx, le(0, mean(w, form)))
    steep = attempt(ctx, le(0, mean(w, power(v, 2))))
    if positive is None or steep is None:
        return
    try:
        a, b, c = (mean(w, t) for t in (power(u, 2), mul(u, v), power(v, 2)))
        expanded = add(a, add(mul(2, mul(s, b)), mul(mul(s, s), c)))
        same = equate(ctx, rhs(positive), expanded, Method(conversions=[(random.linear, random.linear)]))
        everywhere = generalise(rewrite(positive, (((1,), same),)), s)
        th = mp(specialise(convexity.discriminant(), a, b, c), steep, everywhere)
        sides = [n.norm(t) for t in th.concl.args]
        yield rewrite(th, tuple(((i,), e) for i, e in enumerate(sides)))
    except Failure:
        return


