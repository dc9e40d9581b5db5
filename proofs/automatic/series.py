"""Series compared with those that are known: Σ f ≥ c·Σ 1/k where f k ≥ c/k, Σ f ≤ c where f k ≤ c·(1/k − 1/(k + 1)), Σ c·qᵏ."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from fractions import Fraction

from ..kernel import INT, Term, Theorem, lam, rewrite, value
from ..tactics.budget import portion
from ..tactics.build import add, div, eq, integer, le, lt, mul, number, real, sub
from ..tactics.cofactors import cleared
from ..tactics.context import Context, Unproved
from ..tactics.derive import discharge, generalise, mp, rhs, specialise
from ..tactics.linear import prove_order
from ..tactics.normalise import Normaliser
from ..tactics.polynomial import Poly, TooLarge, poly_term
from ..tactics.prover import prove, reader
from ..theories import folds, sums
from ..theories.folds import SUM
from ..theories.limits import by_numerator
from .closed_sums import by_closed_forms
from .direct import Failure, equal, method
from .inductions import by_recursion
from .monotone_parts import by_monotone_parts
from .residuals import by_known_orders
from .squaring import by_squaring
from .tableau import by_contradiction

MEMBER, WHOLE = 100_000, 80_000  # the work for the members, for the sums


def above_harmonic(ctx: Context, start: Term, f: Term) -> Theorem:
    """∀n ≥ 1, n ≥ start. c·Σ_{k=1}^{n} 1/k + d ≤ Σ_{k=start}^{n} f k with 0 < c; raises Unproved."""
    first, n, k = _first(start), ctx.fresh(INT, f), ctx.fresh(INT, f)
    c = _plain(ctx, sums.body_at(f, integer(1)))
    prove(ctx, lt(0, c))
    reciprocal = lam(k, div(1, real(k)))
    before = number(sum((Fraction(1, j) for j in range(1, first)), Fraction(0)))
    late = le(integer(max(1, first)), n)
    inner = ctx.assume(late)
    below = _compared(inner, n, first, lam(k, mul(c, div(1, real(k)))), f)
    scaled = specialise(folds.sum_scale(), c, *sums.parts(below.concl.args[0])[:2], reciprocal)  # type: ignore[index]
    apart = equal(inner, eq(scaled.concl.args[1].args[1], sub(SUM.of(integer(1), n, reciprocal), before)))
    below = rewrite(rewrite(below, (((0,), scaled),)), (((0, 1), apart),))
    rest = sums.body_at(f, start) if first == 0 else number(0)
    low = add(below.concl.args[0], rest)
    th = prove_order(inner, le(low, SUM.of(start, n, f)), (below, *_split(inner, start, n, f)))
    return generalise(discharge(th, late), n)


def below_number(ctx: Context, start: Term, f: Term) -> Iterator[Theorem]:
    """∀n ≥ start. Σ_{k=start}^{n} f k ≤ B, where f k ≤ c·(1/k − 1/(k + 1)) for 1 ≤ k, or f(k + 1) = q·f k with q < 1."""
    first, n, k = _first(start), ctx.fresh(INT, f), ctx.fresh(INT, f)
    body, total, late = sums.body_at(f, k), SUM.of(start, n, f), le(start, n)
    inner = ctx.assume(late)
    for c in _sizes(ctx, body, k):
        with suppress(*Failure):
            below = _compared(inner, n, first, f, lam(k, mul(c, sub(div(1, real(k)), div(1, add(real(k), 1))))))
            first_one = number(max(1, first))
            closed = sub(div(c, first_one), div(c, add(real(n), 1)))
            same = by_recursion(inner, eq(below.concl.args[1], closed))
            signs = prove(inner, le(0, div(c, add(real(n), 1))))
            top = add(sums.body_at(f, start), c) if first == 0 else div(c, first_one)
            th = prove_order(inner, le(total, top), (below, same, signs, *_split(inner, start, n, f)))
            yield generalise(discharge(th, late), n)
    for q in dict.fromkeys(t.args[0] for t in _powers(body, k)):
        with suppress(*Failure):
            prove(ctx, lt(q, 1))
            yield generalise(discharge(_geometric(inner, le(total, div(sums.body_at(f, start), sub(1, q)))), late), n)


def _geometric(ctx: Context, goal: Term) -> Theorem:
    with portion(WHOLE):
        return by_closed_forms(ctx, goal)


def _compared(ctx: Context, n: Term, first: int, f: Term, g: Term) -> Theorem:
    """Σ_{k=a}^{n} f k ≤ Σ_{k=a}^{n} g k from f ≤ g, where a is the greater of 1 and the first index."""
    low, k = integer(max(1, first)), ctx.fresh(INT, f, g)
    inside = le(low, k), le(k, n)
    known = ctx.assume(*inside)
    goal = le(sums.body_at(f, k), sums.body_at(g, k))
    for way in (by_numerator, by_known_orders, by_monotone_parts, by_squaring, by_contradiction):
        with suppress(*Failure), portion(MEMBER):
            each = generalise(discharge(way(known, goal), *inside), k)
            return mp(specialise(folds.sum_le(), low, n, f, g), each)
    raise Unproved("the members do not compare", goal)


def _split(ctx: Context, start: Term, n: Term, f: Term) -> list[Theorem]:
    """Σ_{k=0}^{n} f k = f 0 + Σ_{k=1}^{n} f k, for sums from 0 on."""
    if value(start):
        return []
    law = specialise(folds.FIRST["Σ"](), start, n, f)
    law = mp(law, prove(ctx, law.concl.args[0]))
    return [rewrite(law, (((1, 1), equal(ctx, eq(law.concl.args[1].args[1], SUM.of(integer(1), n, f)))),))]


def _first(start: Term) -> int:
    if start.op != "num" or value(start) < 0:
        raise Unproved("the sums do not start at a number", start)
    return int(value(start))


def _plain(ctx: Context, t: Term) -> Term:
    return rhs(Normaliser(ctx, method()).body(t))


def _sizes(ctx: Context, body: Term, k: Term) -> Iterator[Term]:
    """2c, where c is the limit of k²·f k for a fraction f, and twice f 1."""
    with suppress(TooLarge):
        inner = ctx.assume(le(integer(1), k))
        tops = [_leading(p, k) for p in cleared(reader(inner, [body]).poly(body))]
        if tops[0] is not None and tops[1] is not None and tops[1][0] == tops[0][0] + 2:
            yield mul(number(2), div(tops[0][1], tops[1][1]))
    yield mul(number(2), _plain(ctx, sums.body_at(lam(k, body), integer(1))))


def _leading(p: Poly, x: Term) -> tuple[int, Term] | None:
    """The degree in x and the coefficient."""
    degrees = [dict(m).get(x, 0) for m in p]
    if not p or any(x.free <= a.free for m in p for a, _ in m if isinstance(a, Term) and a is not x):
        return None
    most = max(degrees)
    first = {m: c for m, c in p.items() if dict(m).get(x, 0) == most}
    return most, poly_term({frozenset((a, e) for a, e in m if a is not x): c for m, c in first.items()})


def _powers(t: Term, k: Term) -> Iterator[Term]:
    """The powers in which k is in the exponent alone."""
    if t.op == "pow" and k.free <= t.args[1].free and not k.free <= t.args[0].free:
        yield t
    for a in t.args:
        yield from _powers(a, k)
