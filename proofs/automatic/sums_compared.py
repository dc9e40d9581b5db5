"""Orders between sums over one range: by comparing their terms, and by Cauchy–Schwarz.

0 ≤ Σ(s·f + t·g)² for all s, t gives (Σ f·g)² ≤ Σ f² · Σ g²; the sums are then numbers to the other ways.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from fractions import Fraction
from itertools import combinations, permutations

from ..kernel import (
    FALSE,
    INT,
    REAL,
    Side,
    Summand,
    Term,
    Theorem,
    app,
    forall,
    fun,
    hyp,
    lam,
    normal,
    op,
    order,
    prop,
    rewrite,
    substitute,
    var,
)
from ..tactics.budget import portion
from ..tactics.build import add, conj, eq, le, lt, mul, ne, number, power, sub
from ..tactics.context import Context, Unproved
from ..tactics.derive import antisymmetric, discharge, discharge_to_not, generalise, join, mp, rhs, specialise, split, sym
from ..tactics.normalise import Normaliser, equate
from ..tactics.polynomial import Poly, atom_term, plus, poly_term
from ..tactics.prover import attempt, prove, reader
from ..theories import convexity, folds, powers, sums
from ..theories.lemmas import lemma
from ..theories.sizes import absolute
from .cases import by_cases
from .direct import Failure, directly, method, subterms
from .exponential_orders import PLAIN
from .tableau import by_contradiction
from .weighted_logarithms import divergences

MAX_SUMS, MAX_BASES, COMPARISON = 5, 4, 60_000
a, b, c, s, t = (var(name, REAL) for name in "abcst")
m, n, i = (var(name, INT) for name in "mni")
f, g, h = (var(name, fun(INT, REAL)) for name in "fgh")
FORM = forall(s, forall(t, le(0, add(add(mul(power(s, 2), a), mul(mul(2, mul(s, t)), b)), mul(power(t, 2), c)))))


@lemma
def discriminant() -> Theorem:
    """⊢ ∀a b c. (∀s t. 0 ≤ s²·a + 2·s·t·b + t²·c) → b² ≤ a·c"""
    values = [(c, op("neg", b)), (b, op("neg", a)), (number(1), number(0)), (number(0), number(1)), (number(1), number(1)),
              (number(1), number(-1))]
    known = [specialise(hyp(FORM), *v) for v in values]
    wrong = lt(mul(a, c), power(b, 2))
    signs = Context().having(*known)
    first, second = prove(signs, le(0, a)), prove(signs, le(0, c))
    flat = []
    for x, product in ((a, known[1]), (c, known[0])):
        inner = Context().having(first, second, product).assume(wrong)
        flat.append(by_contradiction(inner, op("not", lt(0, x))))
    absurd = by_contradiction(Context().having(first, second, *known[2:], *flat).assume(wrong), FALSE)
    th = prove(Context().having(discharge_to_not(absurd, wrong)), le(power(b, 2), mul(a, c)))
    return generalise(discharge(th, FORM), a, b, c)


@lemma
def cauchy() -> Theorem:
    """⊢ ∀m n f g. (Σ f·g)² ≤ Σ f² · Σ g²"""
    def total(body: Term) -> Term:
        return folds.SUM.of(m, n, lam(i, body))

    law = specialise(folds.sum_nonneg(), m, n, lam(i, power(add(mul(s, app(f, i)), mul(t, app(g, i))), 2)))
    th = mp(law, prove(Context(), law.concl.args[0]))
    form = specialise(discriminant(), *map(total, (power(app(f, i), 2), mul(app(f, i), app(g, i)), power(app(g, i), 2))))
    wanted = specialise(hyp(form.concl.args[0]), s, t).concl.args[1]
    th = rewrite(th, (((1,), equate(Context(), th.concl.args[1], wanted, method())),))
    return generalise(mp(form, generalise(th, s, t)), m, n, f, g)


@lemma
def weighted_cauchy() -> Theorem:
    """⊢ ∀m n p h r. (∀i. m ≤ i → i ≤ n → 0 ≤ p i ∧ 0 ≤ r i ∧ h(i)² ≤ p i·r i) → (Σ h)² ≤ Σ p · Σ r"""
    pi, hi, ri = (app(u, i) for u in (f, g, h))
    form = add(add(mul(power(s, 2), pi), mul(mul(2, mul(s, t)), hi)), mul(power(t, 2), ri))
    each = conj(le(0, pi), le(0, ri), le(power(hi, 2), mul(pi, ri)))
    given = forall(i, op("imp", le(m, i), op("imp", le(i, n), each)))
    inner = Context().assume(le(m, i), le(i, n), given)
    some, other, below = split(mp(specialise(hyp(given), i), hyp(le(m, i)), hyp(le(i, n))))
    positive = hyp(lt(0, pi))
    inverse = mp(specialise(powers.reciprocal_pos(), pi), positive)
    square = add(mul(s, pi), mul(t, hi))
    side = Side((prove(inner.having(positive), ne(pi, 0)),))
    th = order(le(0, form), (inverse, below), (Summand(Fraction(1), (0,), (square,)), Summand(Fraction(1), (0, 1), (t,))), side)
    none = antisymmetric(hyp(le(pi, 0)), some)
    flat = by_contradiction(Context().having(none, below), eq(hi, 0))
    zero = prove(Context().having(none, flat, other), le(0, form))
    either = prove(Context(), op("or", lt(0, pi), le(pi, 0)))
    th = prop((either, discharge(th, lt(0, pi)), discharge(zero, le(pi, 0))), le(0, form))
    th = generalise(discharge(th, le(m, i), le(i, n)), i)
    law = specialise(folds.sum_nonneg(), m, n, normal(lam(i, form)))
    total = mp(law, prove(Context().having(th), law.concl.args[0]))
    sums_of = [folds.SUM.of(m, n, u) for u in (f, g, h)]
    law = specialise(discriminant(), *sums_of)
    wanted = specialise(hyp(law.concl.args[0]), s, t).concl.args[1]
    total = rewrite(total, (((1,), equate(Context(), total.concl.args[1], wanted, method())),))
    return generalise(discharge(mp(law, generalise(total, s, t)), given), m, n, f, g, h)


def by_comparing_sums(ctx: Context, goal: Term) -> Theorem:
    """Γ ⊢ a ≤ b or a < b from what compares the sums in it; raises Unproved."""
    if goal.op not in ("le", "lt") or goal.args[0].type is not REAL:
        raise Unproved("this is for orders", goal)
    n = Normaliser(ctx, method())
    left, right = (n.norm(side) for side in goal.args)
    reduced = op(goal.op, rhs(left), rhs(right))
    ranges = _ranges(ctx, [u for u in subterms(*reduced.args) if sums.fold_of(u) is folds.SUM][:MAX_SUMS])
    single = (th for r in ranges for th in (*_sizes(n, *r), *_together(n, reduced, *r), *_products(n, *r)))
    alone = next((th for fact in single if (th := attempt(Context().having(fact), reduced)) is not None), None)
    if alone is not None:
        return rewrite(alone, (((0,), sym(left)), ((1,), sym(right))))
    below = [th for r in ranges for th in (*_comparisons(n, *r), *_at_ends(n, *r), *_with_factors(n, reduced, *r))]
    try:
        with portion(COMPARISON):
            th = _chained(ctx, below, reduced) or by_cases(ctx.having(*below), reduced)
    except Failure:
        sides = [*goal.args, *reduced.args]
        facts = [*below, *[th for r in ranges for th in (*_squares(n, *r), *_tangents(n, sides, *r))]]
        known_totals = method(th for th in ctx.facts if th.concl.op == "eq" and sums.fold_of(th.concl.args[0]) is folds.SUM)
        facts += [normed(Normaliser(ctx, known_totals), th) for r in ranges for th in divergences(ctx, sides, *r)]
        if not facts:
            raise
        known = ctx.having(*facts)
        try:
            th = by_contradiction(known, reduced)
        except Failure:
            th = by_cases(known, reduced)
    return rewrite(th, (((0,), sym(left)), ((1,), sym(right))))


def _chained(ctx: Context, below: list[Theorem], goal: Term) -> Theorem | None:
    """s ≤ t from a comparison s ≤ r and r ≤ t, or from r ≤ t and s ≤ r."""
    for th in below:
        for side in (0, 1):
            if th.concl.args[side] is goal.args[side]:
                ends = (th.concl.args[1], goal.args[1]) if side == 0 else (goal.args[0], th.concl.args[0])
                with suppress(*Failure), portion(COMPARISON//8):
                    return prove(ctx.having(th, directly(ctx, op(goal.op, *ends))), goal)
    return None


Range = tuple[Term, Term, Term, list[Term]]  # the ends, an index, what is summed


def _ranges(ctx: Context, found: list[Term]) -> list[Range]:
    """The sums by their ranges."""
    ranges: dict[tuple[Term, Term], list[Term]] = {}
    for u in found:
        low, high, f = sums.parts(u) or (u, u, u)
        ranges.setdefault((low, high), []).append(f)
    out = []
    for (low, high), functions in ranges.items():
        x = ctx.fresh(INT, low, high, *functions)
        out.append((low, high, x, [sums.body_at(f, x) for f in functions]))
    return out


def _sizes(n: Normaliser, low: Term, high: Term, x: Term, bodies: list[Term]) -> Iterator[Theorem]:
    """±Σ f ≤ Σ |f| where both are spoken of."""
    for f in bodies:
        if rhs(n.norm(absolute(f))) in bodies:
            yield from compared(n, low, high, x, f, absolute(f), ways=(directly,))
            yield from compared(n, low, high, x, op("neg", f), absolute(f), ways=(directly,))


def _together(n: Normaliser, goal: Term, low: Term, high: Term, x: Term, bodies: list[Term]) -> Iterable[Theorem]:
    """All sums over one range, which stand with numbers in the goal, compared term by term at once."""
    reading = reader(n.ctx, list(goal.args))
    p = plus(reading.poly(goal.args[1]), reading.poly(goal.args[0]), Fraction(-1))
    sides: dict[bool, Poly] = {True: {}, False: {}}
    for m, c in p.items():
        for t in [atom_term(a) for a, e in m if e == 1] if len(m) == 1 else []:
            found = sums.parts(t) if sums.fold_of(t) is folds.SUM else None
            if found is not None and found[:2] == (low, high):
                body = reader(n.ctx, [sums.body_at(found[2], x)]).poly(sums.body_at(found[2], x))
                sides[c > 0] = plus(sides[c > 0], body, abs(c))
    if len(bodies) < 3 or not all(sides.values()):
        return []
    return compared(n, low, high, x, poly_term(sides[False]), poly_term(sides[True]))


def _comparisons(n: Normaliser, low: Term, high: Term, x: Term, bodies: list[Term]) -> Iterable[Theorem]:
    for f, g in permutations(bodies, 2):
        yield from compared(n, low, high, x, f, g)
        yield from compared(n, low, high, x, op("neg", f), g)


def _at_ends(n: Normaliser, low: Term, high: Term, x: Term, bodies: list[Term]) -> Iterator[Theorem]:
    """Σ f against as many times the first, or the last, of its terms, where that is the least or the greatest."""
    for f in bodies:
        for end in (low, high) if x.free <= f.free else ():
            g = normal(substitute(f, {x: end}))
            for pair in ((f, g), (g, f)):
                yield from compared(n, low, high, x, *pair, ways=(directly,))


def _with_factors(n: Normaliser, goal: Term, low: Term, high: Term, x: Term, bodies: list[Term]) -> Iterator[Theorem]:
    """±Σ f ≤ c·Σ g for the products c·Σ g in the goal."""
    for t in subterms(*goal.args):
        parts = [a for a in t.args if sums.fold_of(a) is folds.SUM] if t.op == "mul" else []
        if len(parts) != 1 or (sums.parts(parts[0]) or ())[:2] != (low, high):
            continue
        factor = t.args[1] if t.args[0] is parts[0] else t.args[0]
        g = sums.body_at((sums.parts(parts[0]) or (t, t, t))[2], x)
        for f in bodies:
            if f is not g and factor.op != "num":
                yield from compared(n, low, high, x, f, mul(factor, g))
                yield from compared(n, low, high, x, op("neg", f), mul(factor, g))


def _tangents(n: Normaliser, sides: list[Term], low: Term, high: Term, x: Term, bodies: list[Term]) -> Iterator[Theorem]:
    """Jensen for sums: exp u is above its tangent at m, log u below, where the goal speaks of exp m, of log m."""
    for t in subterms(*sides):
        if t.op not in ("exp", "log"):
            continue
        (m,) = t.args
        for f in bodies:
            for u in dict.fromkeys(s.args[0] for s in subterms(f) if s.op == t.op and x.free <= s.free):
                inner = n.ctx.assume(le(low, x), le(x, high))
                with suppress(*Failure), portion(COMPARISON):
                    if t.op == "exp":
                        law = specialise(convexity.exp_tangent(), m, u)
                    else:
                        law = specialise(convexity.log_tangent(), m, u)
                        law = mp(law, prove(inner, lt(0, m)), prove(inner, lt(0, u)))
                    each = generalise(discharge(law, le(low, x), le(x, high)), x)
                    both = specialise(folds.sum_le(), low, high, *[normal(lam(x, side)) for side in law.concl.args])
                    yield normed(n, mp(both, prove(Context().having(each), both.concl.args[0])))


def _products(n: Normaliser, low: Term, high: Term, x: Term, bodies: list[Term]) -> Iterator[Theorem]:
    """(Σ f·g)² ≤ Σ f²·Σ g² for the products f·g that are summed."""
    for body in bodies:
        if body.op == "mul" and all(x.free <= a.free for a in body.args):
            with suppress(*Failure):
                yield normed(n, specialise(cauchy(), low, high, *[normal(lam(x, a)) for a in body.args]))


def _squares(n: Normaliser, low: Term, high: Term, x: Term, bodies: list[Term]) -> Iterable[Theorem]:
    bases = list(dict.fromkeys(b for body in bodies for b in _bases(body)))[:MAX_BASES]
    for f, g in combinations(bases, 2):
        with suppress(*Failure):
            yield normed(n, specialise(cauchy(), low, high, normal(lam(x, f)), normal(lam(x, g))))
        for square in (power(add(f, g), 2), power(sub(f, g), 2)):
            yield from _nonnegative(n, low, high, x, square)
    for f in bases:
        yield from _nonnegative(n, low, high, x, power(f, 2))
    for p, r in permutations(bodies, 2):
        for h in (*[b for b in bodies if b not in (p, r)], number(1)):
            yield from _weighted(n, low, high, x, p, h, r)


def _weighted(n: Normaliser, low: Term, high: Term, x: Term, p: Term, h: Term, r: Term) -> Iterator[Theorem]:
    """(Σ h)² ≤ Σ p · Σ r where 0 ≤ p, 0 ≤ r and h² ≤ p·r in the range."""
    inner = n.ctx.assume(le(low, x), le(x, high))
    with suppress(*Failure), portion(COMPARISON):
        both = join(prove(inner, le(0, p)), prove(inner, le(0, r)), directly(inner, le(power(h, 2), mul(p, r))))
        each = generalise(discharge(both, le(low, x), le(x, high)), x)
        law = specialise(weighted_cauchy(), low, high, *[normal(lam(x, b)) for b in (p, h, r)])
        yield normed(n, mp(law, prove(Context().having(each), law.concl.args[0])))


def _bases(body: Term) -> list[Term]:
    """What is squared in a term of a sum, its factors, and the term itself against 1."""
    if body.op == "pow" and body.args[1].op == "num":
        return [body.args[0]]
    if body.op == "mul":
        return [f for f in body.args if f.op != "num"]
    return [body, number(1)]


def _nonnegative(n: Normaliser, low: Term, high: Term, x: Term, body: Term) -> list[Theorem]:
    """0 ≤ Σ body, its sides in normal form."""
    law = specialise(folds.sum_nonneg(), low, high, normal(lam(x, body)))
    try:
        with portion(COMPARISON):
            return [normed(n, mp(law, prove(n.ctx, law.concl.args[0])))]
    except Failure:
        return []


def compared(n: Normaliser, low: Term, high: Term, x: Term, f: Term, g: Term,
              ways: tuple[Callable[[Context, Term], Theorem], ...] = (directly, by_cases)) -> list[Theorem]:
    """Σ f ≤ Σ g where f ≤ g in the range."""
    inner = n.ctx.assume(le(low, x), le(x, high))
    member = le(f, g)
    law = specialise(folds.sum_le(), low, high, normal(lam(x, f)), normal(lam(x, g)))
    try:
        with portion(COMPARISON):
            th = _first(inner, member, ways)
            each = generalise(discharge(th, le(low, x), le(x, high)), x)
            return [normed(n, mp(law, prove(Context().having(each), law.concl.args[0])))]
    except Failure:
        return []


def _first(ctx: Context, goal: Term, ways: tuple[Callable[[Context, Term], Theorem], ...]) -> Theorem:
    for way in ways[:-1]:
        with suppress(*Failure):
            return way(ctx, goal)
    return ways[-1](ctx, goal)


def normed(n: Normaliser, th: Theorem) -> Theorem:
    """An order with both sides in normal form."""
    left, right = (n.norm(side) for side in th.concl.args)
    return rewrite(th, tuple((place, e) for place, e in (((0,), left), ((1,), right)) if e.concl.args[0] is not rhs(e)))


PLAIN.append(by_comparing_sums)
