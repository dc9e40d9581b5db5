"""Means, variances and probabilities: equations by normal forms under E, orders through one E and from convexity."""

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
    substitute,
)
from ..tactics.budget import portion
from ..tactics.build import add, eq, integer, le, mul, neg, no, number, power, sub
from ..tactics.context import Context, Rule, Unproved, opened
from ..tactics.derive import discharge, generalise, mp, rhs, specialise, split, sym, trans
from ..tactics.normalise import Conversion, Method, Normaliser, Rewrite, equate
from ..tactics.polynomial import TooLarge, atom_term, monomial_key, real_monomial
from ..tactics.prover import attempt, prove, reader
from ..tactics.rules import conclude
from ..theories import (
    choices,
    convexity,
    events,
    expectation,
    exponentials,
    exponents,
    independence,
    laws,
    notions,
    orderings,
    power_sums,
    powers,
    random,
    relu,
    single,
    sums,
    symmetry,
    tables,
)
from ..theories.absolute import ABS, abs_bounds
from ..theories.converging import spine
from ..theories.expectation import VAR, E, I
from ..theories.random import expectation_of
from ..theories.sums import body_at
from .cases import by_cases
from .direct import OPEN, Failure, Inapplicable, directly
from .tableau import by_contradiction

DEFINED = frozenset((VAR, notions.PROBABILITY, notions.CONDITIONAL))
OPENED = OPEN - {relu.RELU} | DEFINED
MAX_INDICATORS, MAX_PARTS = 3, 4
POINT, ORDER = 30_000, 80_000  # the work at a sample point, for an order of means, in units of `budget`
SQUARED = Summand(Fraction(1), (0, 1)), Summand(Fraction(1), (1, 1)), Summand(Fraction(1), (0, 1))


def by_means(ctx: Context, goal: Term) -> Theorem:
    """A relation between means; raises Unproved."""
    if goal.op not in ("eq", "le", "lt") or not E.free <= goal.free or not expectation.laws(ctx):
        raise Inapplicable("it is no relation between means", goal)
    if goal.op == "eq":
        try:
            return equate(ctx, goal.args[0], goal.args[1], method(ctx))
        except Failure:
            real = goal.args[0].type is REAL
            sides = [_under_one_mean(ctx, le(*args)) for args in (goal.args, goal.args[::-1])] if real else [None]
            if None in sides:
                raise
            return prove(ctx.having(*[th for th in sides if th is not None]), goal)
    return _under_one_mean(ctx, goal) or _from_convexity(ctx, goal)


def method(ctx: Context, known: Iterable[Theorem] = ()) -> Method:
    """Normal forms of means: linear, independent factors apart, by laws, symmetric; from equations between means."""
    conversions: list[Conversion] = [sums.emptied, sums.linear, power_sums.closed, events.indicator, random.linear, powers.root]
    if laws.law_rules(ctx):
        conversions.append(laws.expectation_by_law)
    spoken = _mentioned(ctx)
    if spoken & independence.MUTUALS:
        conversions += [_square_of_sum, random.independence, single.off_diagonal]
    if orderings.ORDERING in spoken:
        conversions.append(orderings.draw)
    conversions += [even_choice, odd, symmetry.symmetry, choices.decided]
    conversions += [exponentials.logarithm, exponents.exp_of_sum, relu.relu]
    moments = second_moments(ctx) if VAR in spoken else ()
    rewriting = [w for th in (*ctx.facts, *moments, *known) for w in equations(th)]
    return Method(rewriting, OPENED, [(c, c) for c in conversions])


def _square_of_sum(n: Normaliser, t: Term) -> Theorem | None:
    """Under E, a product with a sum in it as a sum of means: were the sum left inside, its factors would be gathered again."""
    th = random.square_of_sum(n, t)
    more = None if th is None else random.linear(n, rhs(th))
    return None if th is None or more is None else trans(th, more)


def even_choice(n: Normaliser, t: Term) -> Theorem | None:
    """(ite c a b)² = a² where b² = a², as for |x|."""
    if t.op != "pow" or t.args[0].op != "ite" or t.args[1] is not integer(2):
        return None
    c, a, _ = t.args[0].args
    sides = []
    for case in (c, no(c)):
        known = Normaliser(n.ctx.assume(case), Method(conversions=[(choices.decided, choices.decided)])).norm(t)
        try:
            sides.append(discharge(trans(known, equate(n.ctx, rhs(known), power(a, 2), Method())), case))
        except Failure:
            return None
    return prop(tuple(sides), eq(t, power(a, 2)))


def odd(n: Normaliser, t: Term) -> Theorem | None:
    """E f(X) = 0 for X of symmetric law and f(−x) = −f(x)."""
    variable = expectation_of(t)
    if variable is None or not expectation.laws(n.ctx):
        return None
    w = n.ctx.fresh(OMEGA, t)
    body = body_at(variable, w)
    for th in symmetry.symmetric_laws(n.ctx, body, w):
        mirrored = symmetry.mirrored(n.ctx, w, variable, body, th)
        if mirrored is None:
            continue
        try:
            other = app(E, normal(lam(w, neg(body))))
            same = equate(n.ctx, rhs(mirrored), other, Method(conversions=[(random.linear, random.linear)]))
            minus = random.linear(n, other)
            if minus is not None:
                return prove(Context().having(trans(mirrored, same, minus)), eq(t, number(0)))
        except Failure:
            continue
    return None


def equations(th: Theorem) -> list[Rewrite]:
    """What a fact lets us rewrite: equations between numbers; those for all indices when they speak of means."""
    out = []
    for r in opened(th):
        if r.conclusion.op == "eq" and (not r.variables or _evaluates(r.conclusion)):
            out.append(Rewrite(r))
    return out


def second_moments(ctx: Context) -> list[Theorem]:
    """E X² = v + (E X)² from Var X = v, for all indices where the fact is for all; once for each context."""
    if "second moments" not in ctx.cache:
        ctx.cache["second moments"] = [th for r in ctx.rules if (th := _second_moment(ctx, r)) is not None]
    return ctx.cache["second moments"]  # type: ignore[return-value]


def _second_moment(ctx: Context, r: Rule) -> Theorem | None:
    if r.conclusion.op != "eq" or spine(r.conclusion.args[0])[0] is not VAR:
        return None
    values: dict[Term, Term] = {}
    for v in r.variables:
        values[v] = ctx.fresh(v.type, r.theorem.concl, *values.values())
    premises = [normal(substitute(p, values)) for p in r.premises]
    inner = ctx.assume(*premises)
    given = conclude(r, values, [hyp(p) for p in premises])
    variance, value = given.concl.args
    w = ctx.fresh(OMEGA, variance)
    x = body_at(variance.args[1], w)
    try:
        plain = Normaliser(inner, Method([], DEFINED, [(random.linear, random.linear)])).norm(variance)
        moment = eq(_mean(w, power(x, 2)), add(value, power(_mean(w, x), 2)))
        th = prove(inner.having(trans(sym(plain), given)), moment)
    except Failure:
        return None
    return generalise(discharge(th, *premises), *values.values())


def _evaluates(equation: Term) -> bool:
    """Does it say what a mean is, by something simpler: by no mean, or a second moment by the first?"""
    value = equation.args[1]
    return E.free <= equation.args[0].free and (not E.free <= value.free or value.op == "add" and value.args[1].op == "pow")


def _mentioned(ctx: Context) -> set[Term]:
    """The constants that the facts speak of."""
    stack, seen = [th.concl for th in ctx.facts], set()
    while stack:
        t = stack.pop()
        if t not in seen:
            seen.add(t)
            stack.extend(t.args)
    return {t for t in seen if t.op == "const"}


# -- one mean -------------------------------------------------------------------------------------


def _under_one_mean(ctx: Context, goal: Term) -> Theorem | None:
    """L ≤ R, where R − L = E U for a U that is nowhere negative."""
    if goal.op != "le":
        return None
    plain = normal(goal, DEFINED)
    difference = sub(plain.args[1], plain.args[0])
    w = ctx.fresh(OMEGA, plain)
    body = _gathered(ctx, w, difference)
    if body is None:
        return None
    try:
        sign = _pointwise(ctx, le(0, body))
        ready = prove(ctx, app(I, normal(lam(w, body))))
        law = mp(specialise(expectation.laws(ctx)["e_nonneg"], lam(w, body)), ready, generalise(sign, w))
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


def _from_convexity(ctx: Context, goal: Term) -> Theorem:
    """An order from normal forms, signs of means, and what convex functions and squares give."""
    m = method(ctx)
    n = Normaliser(ctx, m)
    left, right = (n.norm(t) for t in goal.args)
    reduced = op(goal.op, rhs(left), rhs(right))
    known = ctx.having(*_facts(ctx, n, normal(goal, DEFINED), reduced))
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
    means = [t for t in tables.subterms(op("and", *formulas)) if expectation_of(t) is not None]
    w = ctx.fresh(OMEGA, *formulas)
    bodies = list(dict.fromkeys(body_at(t.args[1], w) for t in means))[:2*MAX_PARTS]
    for u in bodies:
        th = attempt(ctx, le(0, _mean(w, u)))
        if th is not None and rhs(th) is not number(0):
            yield th
        for tangent in convexity.tangents(ctx, w, u):
            yield from _jensen(ctx, n, w, tangent)
    for u, v in combinations(_square_roots(bodies), 2):
        yield from _cauchy_schwarz(ctx, n, w, u, v)
        yield from _spread(ctx, n, w, add(u, v))
        yield from _spread(ctx, n, w, sub(u, v))
    for u, v in permutations(bodies[:MAX_PARTS], 2):
        yield from _compared(ctx, n, w, u, v)
    for u in bodies[:MAX_PARTS]:
        yield from _spread(ctx, n, w, u)


def _spread(ctx: Context, n: Normaliser, w: Term, u: Term) -> Iterator[Theorem]:
    """0 ≤ E(u − E u)², in normal form."""
    gap = sub(u, _mean(w, u))
    th = attempt(ctx, le(0, _mean(w, power(gap, 2))))
    if th is not None:
        yield rewrite(th, (((1,), n.norm(rhs(th))),))


def _compared(ctx: Context, n: Normaliser, w: Term, u: Term, v: Term) -> Iterator[Theorem]:
    """E u ≤ E v where u ≤ v at every sample point, in normal form."""
    below = le(u, v)
    with suppress(*Failure), portion(POINT):
        each = generalise(_pointwise(ctx, below), w)
        th = prove(ctx.having(each), le(_mean(w, u), _mean(w, v)))
        yield rewrite(th, tuple(((i,), n.norm(t)) for i, t in enumerate(th.concl.args)))


def _mean(w: Term, body: Term) -> Term:
    return app(E, normal(lam(w, body)))


def _jensen(ctx: Context, n: Normaliser, w: Term, tangent: Theorem) -> Iterator[Theorem]:
    """The mean of a tangent and that of the function, with both sides in normal form."""
    th = attempt(ctx.having(generalise(tangent, w)), le(*[_mean(w, t) for t in tangent.concl.args]))
    if th is not None:
        same = [n.norm(t) for t in th.concl.args]
        yield rewrite(th, tuple(((i,), s) for i, s in enumerate(same)))


def _square_roots(bodies: list[Term]) -> list[Term]:
    """X of the X² under E."""
    out = [t.args[0] for t in bodies if t.op == "pow" and t.args[1].op == "num" and t.args[1].data[0] == 2]
    return list(dict.fromkeys(out))[:MAX_PARTS]


def _cauchy_schwarz(ctx: Context, n: Normaliser, w: Term, u: Term, v: Term) -> Iterator[Theorem]:
    """(E uv)² ≤ E u²·E v², from 0 ≤ E(u + s·v)² for all s; in normal form."""
    s = ctx.fresh(REAL, u, v)
    form = power(add(u, mul(s, v)), 2)
    positive = attempt(ctx, le(0, _mean(w, form)))
    steep = attempt(ctx, le(0, _mean(w, power(v, 2))))
    if positive is None or steep is None:
        return
    try:
        a, b, c = (_mean(w, t) for t in (power(u, 2), mul(u, v), power(v, 2)))
        expanded = add(a, add(mul(2, mul(s, b)), mul(mul(s, s), c)))
        same = equate(ctx, rhs(positive), expanded, Method(conversions=[(random.linear, random.linear)]))
        everywhere = generalise(rewrite(positive, (((1,), same),)), s)
        th = mp(specialise(convexity.discriminant(), a, b, c), steep, everywhere)
        sides = [n.norm(t) for t in th.concl.args]
        yield rewrite(th, tuple(((i,), e) for i, e in enumerate(sides)))
    except Failure:
        return


