"""Limits of sequences: by the limits of the parts and by growth, by squeezing, from sums; orders in the limit."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction

from ..kernel import INT, Side, Summand, Term, Theorem, app, field, hyp, lam, normal, op, order, rewrite, substitute, table, var
from ..kernel.terms import rebuild
from ..tactics.build import add, div, integer, le, lt, mul, number, power, replaced, sub
from ..tactics.context import Context, Rule, Unproved, opened
from ..tactics.derive import antisymmetric, discharge, discharge_to_not, generalise, join, mp, specialise, split
from ..tactics.match import match
from ..tactics.normalise import Conversion, Method, Normaliser, canonical_rules
from ..tactics.polynomial import poly_term
from ..tactics.prover import attempt, prove, reader
from ..theories import (
    absolute,
    exponentials,
    geometric,
    growth_laws,
    limit_powers,
    limit_steps,
    roots_and_signs,
    sums,
)
from ..theories.authored import definitions
from ..theories.converging import is_limit, spine
from ..theories.divergence import no_growth, one_limit, unbounded_sums
from ..theories.expansions import Expansions
from ..theories.folds import SUM
from ..theories.lemmas import rewrites
from ..theories.limits import limit_at_least, limit_difference
from ..theories.notions import DIVERGES, TENDS
from . import series
from .closed_products import closed_product
from .comparisons import power_le
from .direct import Failure, Inapplicable, subterms
from .inductions import by_recursion
from .ratios import ratio_method
from .telescoping import closed

Try = Callable[[], Theorem]


def by_growth(ctx: Context, goal: Term) -> Theorem:
    """A statement about a limit, or one that follows from limits that are known; raises Unproved."""
    facts = [th for th in ctx.facts if _speaks_of_limits(th)]
    if facts or is_limit(goal) or limit_steps.is_bounded_sums(goal):
        ctx = ctx.having(*_between(ctx))
    if is_limit(goal):
        return _first(_of_sequence(ctx, goal, facts), goal)
    if limit_steps.is_bounded_sums(goal):
        return _first(_of_sums(ctx, goal), goal)
    if facts and goal.op in ("eq", "le", "lt", "false"):
        return _first(_in_the_limit(ctx, goal, facts), goal)
    raise Inapplicable("it is no statement about a limit", goal)


def _first(ways: Iterator[Try], goal: Term) -> Theorem:
    """The first way that gives the goal."""
    first: Exception | None = None
    for way in ways:
        try:
            return way()
        except Failure as e:
            first = first or e
    raise first or Unproved("no limit is known", goal)


def _between(ctx: Context) -> list[Theorem]:
    """−c < x and x < c from |x| < c."""
    bounds = [th for th in ctx.facts if th.concl.op in ("le", "lt") and spine(th.concl.args[0])[0] is table.ABS]
    return [made for th in bounds for x, c in [(th.concl.args[0].args[1], th.concl.args[1])]
            for phi in (op(th.concl.op, op("neg", c), x), op(th.concl.op, x, c))
            if (made := attempt(Context().having(th, *split(specialise(absolute.abs_bounds(), x))), phi)) is not None]


def _speaks_of_limits(th: Theorem) -> bool:
    return any(is_limit(r.conclusion) for r in opened(th))


def _of_sequence(ctx: Context, goal: Term, facts: list[Theorem]) -> Iterator[Try]:
    """As it stands, its members rewritten, squeezed between bounds that are known."""
    known = [*facts, specialise(growth_laws.harmonic_diverges(), spine(goal)[1][0])]
    bounds = [th for th in ctx.facts if any(r.conclusion.op in ("le", "lt") and r.variables for r in opened(th))]
    yield lambda: limit_steps.by_limits(ctx, goal, known, Method(), Expansions)
    yield lambda: limit_steps.by_limits(ctx, goal, known, _method(ctx, goal), Expansions)
    yield lambda: _alternating(ctx, goal)
    if bounds:
        yield lambda: _null_and_bounded(ctx, goal, facts)
    for made in _rates(ctx, goal):
        yield lambda made=made: _by_rate(ctx, goal, made(), [*facts, *bounds])  # type: ignore[misc]
    if bounds:
        yield lambda: limit_steps.by_squeeze(ctx, goal, [*facts, *bounds], Method())
    yield lambda: _above_harmonic(ctx, goal, known)


def _above_harmonic(ctx: Context, goal: Term, known: list[Theorem]) -> Theorem:
    """lim Σ_{k=a}^{n} f k = ∞ where f k is at least c/k."""
    start, f = spine(goal)[1][:2]
    found = sums.parts(normal(app(f, ctx.fresh(INT, goal))))
    if not limit_steps.is_divergence(goal) or found is None or sums.parts(found[2]) is not None:
        raise Unproved("these are no sums", goal)
    return limit_steps.by_squeeze(ctx, goal, [*known, series.above_harmonic(ctx, found[0], found[2])], Method())


def denied_sums(ctx: Context, goal: Term) -> Theorem:
    """¬(the sums of f are bounded) where f k is at least c/k; ¬(lim Σ f = ∞) where they are bounded; raises Unproved."""
    start, f = spine(goal)[1][:2]
    n = ctx.fresh(INT, goal)
    if limit_steps.is_bounded_sums(goal):
        growing = normal(app(DIVERGES, start, lam(n, SUM.of(start, n, f))))
        harmonic = specialise(growth_laws.harmonic_diverges(), start)
        return mp(specialise(unbounded_sums(), start, start, f), _above_harmonic(ctx, growing, [harmonic]))
    found = sums.parts(normal(app(f, n)))
    if not limit_steps.is_divergence(goal) or found is None or found[1] is not n:
        raise Unproved("these are no sums", goal)
    for th in series.below_number(ctx, found[0], found[2]):
        (rule,) = opened(th)
        law = mp(specialise(no_growth(), start, start, found[0], f, rule.conclusion.args[1]), th, hyp(goal))
        return discharge_to_not(law, goal)
    raise Unproved("no bound of these sums is known", goal)


def _rates(ctx: Context, goal: Term) -> Iterator[Try]:
    """u n = L + qⁿ·(u 0 − L), or ≤, for n from the start on, from u(k + 1) = q·u k + c with c = L·(1 − q), or from ≤."""
    start, f, *limit = spine(goal)[1]
    for r in ctx.rules if limit and f.op == "var" else ():
        phi = r.conclusion
        if phi.op not in ("eq", "le") or len(r.variables) != 1:
            continue
        size = spine(phi.args[0])[0] is table.ABS and limit[0] is number(0)
        if phi.args[0].op != "app" or (phi.args[0].args[1] if size else phi.args[0]).args[:1] != (f,):
            continue
        (k,) = r.variables
        here, first = (app(table.ABS, app(f, t)) if size else app(f, t) for t in (k, start))
        try:
            factor = {m - {(here, 1)}: c for m, c in reader(ctx, [phi.args[1]]).poly(phi.args[1]).items() if (here, 1) in m}
        except Failure:
            continue
        if not factor or k.free <= poly_term(factor).free or f.free <= poly_term(factor).free:
            continue
        n = ctx.fresh(INT, goal)
        steps = n if start is integer(0) else sub(n, start)
        closed = add(limit[0], mul(power(poly_term(factor), steps), sub(first, limit[0])))
        claim = op(phi.op, substitute(here, {k: n}), closed)
        sizes = r if size else None
        yield lambda claim=claim, n=n, sizes=sizes: generalise(discharge(  # type: ignore[misc]
            _by_recursion(ctx.assume(le(start, n)), claim, f, sizes), le(start, n)), n)


def _by_recursion(ctx: Context, claim: Term, f: Term, sizes: Rule | None) -> Theorem:
    """A claim about f n; or about |f n| from a rule about |f k|: the same for any sequence in the place of |f|."""
    if sizes is None:
        return by_recursion(ctx, claim)
    g = ctx.fresh(f.type, claim)

    def named(t: Term) -> Term:
        if t.op == "app" and t.args[0] is table.ABS and t.args[1].op == "app" and t.args[1].args[0] is f:
            return app(g, *t.args[1].args[1:])
        return rebuild(t, tuple(map(named, t.args))) if t.args else t

    rule, goal = named(sizes.theorem.concl), named(claim)
    others = Context().having(*[th for th in ctx.facts if not f.free <= th.concl.free])
    th = generalise(discharge(by_recursion(others.assume(rule), goal), rule), g)
    k = var("k′", INT)
    return mp(specialise(th, lam(k, app(table.ABS, app(f, k)))), sizes.theorem)


def _by_rate(ctx: Context, goal: Term, made: Theorem, facts: list[Theorem]) -> Theorem:
    """lim u = L, where u is L + qⁿ·c, or at most that."""
    (r,) = opened(made)
    if r.conclusion.op == "eq":
        return limit_steps.by_limits(ctx, goal, [], Method(rewrites(made)), Expansions)
    return limit_steps.by_squeeze(ctx, goal, [*facts, made], Method())


def _alternating(ctx: Context, goal: Term) -> Theorem:
    """lim ±g = 0 from −g ≤ ±g ≤ g, where the sign is a power of −1; lim qⁿ·g = 0 from the same with (1 + |q|)/2."""
    start, f = spine(goal)[1][:2]
    n = ctx.fresh(INT, goal)
    body = normal(app(f, n))
    inner = ctx.assume(le(start, n))
    signs = [t for t in subterms(body) if t.op == "pow" and n.free <= t.args[1].free
             and attempt(inner, lt(0, t.args[0])) is None]
    if not signs or spine(goal)[0] is not TENDS or n.free <= signs[0].args[0].free:
        raise Unproved("it does not alternate", goal)
    t = signs[0]
    if t.args[0].free:
        ctx = ctx.having(prove(ctx, lt(app(table.ABS, t.args[0]), 1)))
        inner = ctx.assume(le(start, n))
    known = inner.having(*split(_power_bounds(inner, t) if t.args[0].free else _sign_bounds(inner, t)))
    size = replaced(body, {t: power(_middle(t.args[0]), t.args[1]) if t.args[0].free else number(1)})
    ends = [prove(known, phi) for phi in (le(op("neg", size), body), le(body, size))]
    bounds = [generalise(discharge(th, le(start, n)), n) for th in ends]
    limits = [limit_steps.by_limits(ctx, normal(app(TENDS, start, lam(n, t), number(0))), [], Method(), Expansions)
              for t in (op("neg", size), size)]
    return limit_steps.by_squeeze(ctx, goal, [*limits, *bounds], Method())


def _null_and_bounded(ctx: Context, goal: Term, facts: list[Theorem]) -> Theorem:
    """lim u·v = 0 from lim u = 0 and |v n| ≤ c: u·v is between −c·|u| and c·|u|."""
    start, f, *limit = spine(goal)[1]
    n = ctx.fresh(INT, goal)
    body = normal(app(f, n))
    if limit != [number(0)] or body.op not in ("mul", "div"):
        raise Unproved("it is no product that tends to 0", goal)
    inner = ctx.assume(le(start, n))
    factors = body.args if body.op == "mul" else (body.args[0], div(1, body.args[1]))
    side = reader(inner, [*factors, body]).side()
    for v, u in (factors, factors[::-1]):
        size = app(table.ABS, v)
        top = next((t for r in ctx.rules if r.conclusion.op in ("le", "lt") and len(r.variables) == 1
                    for t in [_at(r, size)] if t is not None and not n.free <= t.free), None)
        if top is None:
            continue
        known = [prove(inner, le(size, top)), *[th for t in (u, v) for th in split(specialise(absolute.abs_bounds(), t))]]
        w, both = app(table.ABS, u), inner.having(*known)
        signs = tuple([prove(both, le(0, t)) for t in (sub(top, v), add(w, u), add(top, v), sub(w, u))])
        half, ends = Fraction(1, 2), (op("neg", mul(top, w)), mul(top, w))
        bounds = [order(le(ends[0], body), signs, (Summand(half, (2, 1)), Summand(half, (0, 3))), side),
                  order(le(body, ends[1]), signs, (Summand(half, (0, 1)), Summand(half, (2, 3))), side)]
        between = [generalise(discharge(th, le(start, n)), n) for th in bounds]
        limits = [limit_steps.by_limits(ctx, normal(app(TENDS, start, lam(n, t), number(0))), facts, Method(), Expansions)
                  for t in ends]
        return limit_steps.by_squeeze(ctx, goal, [*limits, *between], Method())
    raise Unproved("no factor is known to be bounded", goal)


def _at(r: Rule, size: Term) -> Term | None:
    """c, where the rule says size ≤ c."""
    values = match(r.conclusion.args[0], size, frozenset(r.variables))
    return None if values is None else substitute(r.conclusion.args[1], values)


def _sign_bounds(ctx: Context, t: Term) -> Theorem:
    """−1 ≤ (−1)ᵉ ∧ (−1)ᵉ ≤ 1"""
    law = specialise(roots_and_signs.sign_bounds(), t.args[1])
    law = mp(law, prove(ctx, law.concl.args[0]))
    same = field(law.concl.args[0].args[1], t, Side((), ()))
    return rewrite(law, (((0, 1), same), ((1, 0), same)))


def _middle(q: Term) -> Term:
    """(1 + |q|)/2, which is positive, and below 1 where |q| is."""
    return div(add(1, app(table.ABS, q)), 2)


def _power_le(ctx: Context, a: Term, b: Term, n: Term) -> Theorem:
    """aⁿ ≤ bⁿ"""
    law = specialise(power_le(), a, b)
    while law.concl.op == "imp":
        law = mp(law, prove(ctx, law.concl.args[0]))
    return specialise(law, n)


def _power_bounds(ctx: Context, t: Term) -> Theorem:
    """−rⁿ ≤ qⁿ ∧ qⁿ ≤ rⁿ for r = (1 + |q|)/2, where |q| < 1."""
    q, n = t.args
    size = app(table.ABS, q)
    laws = [specialise(limit_powers.abs_power(), q, n), _power_le(ctx, size, _middle(q), n)]
    for i, law in enumerate(laws):
        while law.concl.op == "imp":
            law = mp(law, prove(ctx, law.concl.args[0]))
        laws[i] = law
    known, top = Context().having(*laws, *split(specialise(absolute.abs_bounds(), t))), laws[1].concl.args[1]
    return join(*[prove(known, phi) for phi in (le(op("neg", top), t), le(t, top))])


def _method(ctx: Context, goal: Term) -> Method:
    """Definitions opened, sums in closed form, equations that hold for all members used."""
    conversions: list[Conversion] = [sums.emptied, sums.linear, closed_sum, closed_product, exponentials.logarithm]
    known = [w for th in ctx.facts for w in rewrites(th) if not _recursive(w.rule.conclusion)]
    closed = [v for law in geometric.LAWS for w in rewrites(law()) for v in canonical_rules(ctx, w)]
    return Method([*known, *closed], definitions(goal), [(c, c) for c in conversions])


def closed_sum(n: Normaliser, t: Term) -> Theorem | None:
    """A sum in closed form."""
    if sums.fold_of(t) is not SUM or not t.free:
        return None
    try:
        return closed(n.ctx, t, ratio_method)
    except Failure:
        return None


def _recursive(equation: Term) -> bool:
    """Does the right side speak of what stands on the left?"""
    head = equation.args[0]
    while head.op == "app":
        head = head.args[0]
    return head.op == "var" and head.free <= equation.args[1].free


def _of_sums(ctx: Context, goal: Term) -> Iterator[Try]:
    """Sums with nonnegative terms, from a bound of all of them."""
    bounds = [growth_laws.squares_bounded(), *[th for th in ctx.facts if th.concl.op == "all"]]
    yield lambda: limit_steps.by_bound(ctx, goal, bounds)
    yield lambda: _first((lambda th=th: limit_steps.by_bound(ctx, goal, [th]) for th in  # type: ignore[misc]
                          series.below_number(ctx, *spine(goal)[1])), goal)


def _in_the_limit(ctx: Context, goal: Term, facts: list[Theorem]) -> Iterator[Try]:
    """An order that limits keep, an equation of two limits of one sequence, a limit of what grows beyond every bound."""
    if goal.op == "le":
        yield lambda: limit_steps.by_order(ctx, goal, facts)
        yield lambda: _between_limits(ctx, goal, facts)
    if goal.op == "eq":
        yield lambda: _one_limit(goal, facts)
        yield lambda: antisymmetric(*[limit_steps.by_order(ctx, le(*pair), facts) for pair in (goal.args, goal.args[::-1])])


def _between_limits(ctx: Context, goal: Term, facts: list[Theorem]) -> Theorem:
    """L ≤ M from lim f = L, lim g = M and f n ≤ g n for all n."""
    known = [th for th in facts if is_limit(th.concl) and spine(th.concl)[0] is TENDS]
    for one in known:
        for two in known:
            (a, f, x), (b, g, y) = (spine(th.concl)[1] for th in (one, two))
            if (x, y) == tuple(goal.args):
                apart = mp(specialise(limit_difference(), a, b, a, g, f, y, x), two, one)
                law = specialise(limit_at_least(), a, a, *spine(apart.concl)[1][1:], number(0))
                law = mp(law, prove(ctx, law.concl.args[0]), apart)
                return prove(Context().having(law), goal)
    raise Unproved("the limits of two sequences do not give this", goal)


def _one_limit(goal: Term, facts: list[Theorem]) -> Theorem:
    """L = M from lim f = L and lim f = M."""
    known = [(spine(th.concl)[1], th) for th in facts if is_limit(th.concl) and spine(th.concl)[0] is TENDS]
    for (a, f, x), one in known:
        for (b, g, y), two in known:
            if f is g and a is b and (x, y) == tuple(goal.args):
                return mp(specialise(one_limit(), a, a, f, x, y), one, two)
    raise Unproved("they are no limits of one sequence", goal)

