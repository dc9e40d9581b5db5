"""An order from one of the same kind: r ▷ 0 from h ▷ 0, λ ≥ 0 and r − λ·h ▷ 0, where λ makes a part of h disappear.

This is how the step of an induction over an order is found: h is the induction hypothesis.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from fractions import Fraction
from functools import partial
from typing import Any

from ..kernel import INT, REAL, KernelError, Summand, Term, Theorem, op, order
from ..tactics.budget import portion
from ..tactics.build import le, lt, number
from ..tactics.cofactors import cleared, divided
from ..tactics.context import Context, Unproved
from ..tactics.parts import leaves
from ..tactics.polynomial import ONE, Monomial, Poly, TooLarge, atom_term, plus, poly_term, power, rank, times
from ..tactics.prover import attempt, prove, reader
from .comparisons import by_comparing_parts
from .direct import Inapplicable, subterms
from .exponential_orders import by_exponentials
from .factored import by_factors
from .squaring import by_squaring
from .tableau import by_contradiction

MAX_PIVOTS, MAX_TERMS, MAX_ORDERS = 6, 80, 6
LAST = 2  # orders used on the way to one, minus one
EACH = 20_000  # the work for one known order, in units of `budget`
SEARCH = 45_000  # the work of a search through roots or tangents, in units of `budget`


def by_residual(ctx: Context, goal: Term, known: Theorem, level: int = 0) -> Theorem:
    """Γ ⊢ a ▷ b from the order `known`; raises Unproved.  At the last level what is left shows its sign."""
    if goal.op not in ("le", "lt") or known.concl.op not in ("le", "lt", "eq"):
        raise Unproved("a residual is for orders", goal)
    if goal.args[0].type is not REAL or known.concl.args[0].type is not REAL:
        raise Unproved("a residual is for orders of real numbers", goal)
    reading = reader(ctx, [*goal.args, *known.concl.args])
    if reading.missing:
        raise Unproved("a divisor may be zero", goal)
    r, h = (plus(reading.poly(p.args[1]), reading.poly(p.args[0]), Fraction(-1)) for p in (goal, known.concl))
    for factor in factors(r, h):
        rest = plus(r, times(factor, h), Fraction(-1))
        if len(rest) > MAX_TERMS:
            continue
        sign = _sign(ctx, factor, goal.op == known.concl.op == "lt")
        strict = goal.op == "lt" and not (known.concl.op == "lt" and sign is not None and sign.concl.op == "lt")
        more = sign and positive(ctx, rest, strict, level)
        if sign is not None and more is not None:
            terms = [*goal.args, *known.concl.args, *sign.concl.args, *more.concl.args]
            summands = (Summand(Fraction(1), (0, 1)), Summand(Fraction(1), (2,)))
            return order(goal, (known, sign, more), summands, reader(ctx, terms).side())
    raise Unproved("what the induction hypothesis leaves open was not shown", goal)


def by_known_orders(ctx: Context, goal: Term, level: int = 0) -> Theorem:
    """Γ ⊢ an order from its factors, or from a fact and a multiple that takes a letter out of it; raises Unproved."""
    if goal.op not in ("le", "lt") or goal.args[0].type is not REAL:
        raise Inapplicable("it is no order", goal)
    with suppress(Unproved, TooLarge, KernelError), portion(EACH):
        reading = reader(ctx, list(goal.args))
        r = plus(reading.poly(goal.args[1]), reading.poly(goal.args[0]), Fraction(-1))
        th = None if reading.missing else by_factors(ctx, op(goal.op, number(0), poly_term(r)), r)
        if th is not None:
            return order(goal, (th,), (Summand(Fraction(1), (0,)),), reader(ctx, [*goal.args, *th.concl.args]).side())
    orders = [th for th in ctx.facts if th.concl.op in ("le", "lt") and not any(t.op == "num" for t in th.concl.args)]
    spoken = frozenset().union(*map(leaves, goal.args))
    orders.sort(key=lambda th: -len(spoken & frozenset().union(*map(leaves, th.concl.args))))
    for th in orders[:MAX_ORDERS]:
        with suppress(Unproved, TooLarge, KernelError), portion(EACH):
            return by_residual(ctx, goal, th, level)
    raise Unproved("no multiple of a known order is enough", goal)


def factors(r: Poly, h: Poly) -> Iterator[Poly]:
    """λ such that an atom of h that occurs with one exponent in it, with a plain coefficient, is not in r − λ·h."""
    count, seen = 0, set()
    candidates = sorted({(a, e) for m in h for a, e in m if e > 0}, key=lambda ae: (*_weight(ae[0]), ae[1]))
    for a, e in candidates:
        mine, theirs = _coefficient(h, a, e), _coefficient(r, a, e)
        factor = divided(theirs, mine) if mine and theirs and count < MAX_PIVOTS else None
        if factor is None:
            continue
        if frozenset(factor.items()) not in seen:
            seen.add(frozenset(factor.items()))
            count += 1
            yield factor


def _weight(a: Any) -> tuple[int, str]:
    """Sums, products and members of families first, then powers, then the rest."""
    if isinstance(a, Term):
        return (0 if a.op == "app" else 2, rank(a))
    return (1 if a[0] == "pow" else 3, rank(a))


def _coefficient(p: Poly, a: Any, e: int) -> Poly | None:
    """The coefficient of aᵉ in p, in which a is to have no other exponent."""
    out: Poly = {}
    for m, c in p.items():
        exps = dict(m)
        found = exps.pop(a, 0)
        if found == e:
            out[frozenset(exps.items())] = c
        elif found != 0:
            return None
    return out


def _sign(ctx: Context, factor: Poly, strictly: bool) -> Theorem | None:
    """0 < λ, where that is of use, or 0 ≤ λ."""
    t = poly_term(factor)
    return (attempt(ctx, lt(0, t)) if strictly else None) or attempt(ctx, le(0, t))


# -- signs of polynomials ------------------------------------------------------------------


def positive(ctx: Context, p: Poly, strict: bool, level: int = 0) -> Theorem | None:
    """0 ≤ p, or 0 < p: by nonnegative coefficients when variables are moved to their lower bounds, factors, or the prover."""
    goal = op("lt" if strict else "le", number(0), poly_term(p))
    with suppress(Unproved, TooLarge, KernelError):
        th = _shifted(ctx, goal, p)
        if th is not None:
            return th
    with suppress(Unproved, TooLarge, KernelError), portion(EACH):
        return by_factors(ctx, goal, p)
    if level == LAST:
        return attempt(ctx, goal) if len(p) < 2 else None
    below = {a for m in p for a, e in m if e < 0}
    sums_below = any(not isinstance(a, Term) for a in below)
    if sums_below:
        with suppress(Unproved, TooLarge, KernelError):
            return by_known_orders(ctx, goal, LAST)
    with suppress(Unproved, TooLarge, KernelError):
        return prove(ctx, goal)
    if not below:
        with suppress(Unproved, TooLarge, KernelError), portion(EACH):
            return by_known_orders(ctx, goal, LAST)
    ways = _ways(goal)
    if below and not sums_below:
        ways.append(partial(by_known_orders, level=level + 1))
    for way in ways:
        with suppress(Unproved, TooLarge, KernelError), portion(SEARCH):
            return way(ctx, goal)
    return None


def _ways(goal: Term) -> list[Callable[[Context, Term], Theorem]]:
    """What is tried besides, by what stands in the goal: roots, powers with one exponent, exponentials."""
    parts = subterms(goal.args[1])
    raised = [t.args[1] for t in parts if t.op == "pow" and t.args[1].op != "num"]
    return [*((by_contradiction, by_squaring) if any(t.op == "sqrt" for t in parts) else ()),
            *((by_comparing_parts,) if len(set(raised)) < len(raised) else ()), by_exponentials]


def _shifted(ctx: Context, goal: Term, p: Poly) -> Theorem | None:
    """0 ▷ p from p = Σ c·∏(x − low), c ≥ 0, its divisors being positive."""
    top, bottom = cleared(p)
    if len(top) > MAX_TERMS:
        return None
    bounds: dict[Any, tuple[Theorem, Poly]] = {}
    for a in sorted({a for m in top for a, _ in m}, key=rank):
        bound = lower(ctx, atom_term(a))
        if bound is None:
            return None
        bounds[a] = bound
    moved: Poly = {}
    for m, c in top.items():
        piece: Poly = {ONE: c}
        for a, e in m:
            piece = times(piece, power(plus({frozenset(((a, 1),)): Fraction(1)}, bounds[a][1]), e))
        moved = plus(moved, piece)
    if any(c < 0 for c in moved.values()) or goal.op == "lt" and not moved.get(ONE):
        return None
    divisors = [] if bottom == {ONE: Fraction(1)} else [_inverse(ctx, bottom)]
    if any(d is None for d in divisors):
        return None
    return _witnessed(ctx, goal, moved, bounds, [d for d in divisors if d is not None])


def _inverse(ctx: Context, bottom: Poly) -> Theorem | None:
    """0 < 1/d"""
    return attempt(ctx, lt(0, op("div", number(1), poly_term(bottom))))


def lower(ctx: Context, t: Term) -> tuple[Theorem, Poly] | None:
    """A number below t: the theorem, and the number as a polynomial; the greatest that the facts say, or 1, or 0."""
    inner = t.args[0] if t.op == "real" else t
    best: tuple[Fraction, Theorem] | None = None
    for th in ctx.facts:
        if th.concl.op in ("le", "lt") and th.concl.args[1] in (t, inner) and th.concl.args[0].op == "num":
            n, d = th.concl.args[0].data[:2]
            at = Fraction(n, d) + (1 if th.concl.op == "lt" and th.concl.args[0].type is INT else 0)
            if best is None or at > best[0]:
                best = (at, th)
    if best is None:
        for low in (1, 0):
            known = attempt(ctx, le(low, t))
            if known is not None:
                best = (Fraction(low), known)
                break
    return None if best is None else (best[1], {ONE: best[0]} if best[0] else {})


def _witnessed(ctx: Context, goal: Term, moved: Poly, bounds: dict[Any, tuple[Theorem, Poly]],
               divisors: list[Theorem]) -> Theorem:
    names = list(bounds)
    premises = (*[bounds[a][0] for a in names], *divisors)
    summands = tuple(Summand(c, (*_numbers(m, names), *range(len(names), len(premises)))) for m, c in sorted(
        moved.items(), key=lambda mc: len(mc[0])))
    terms = [*goal.args, *[t for th in premises for t in th.concl.args]]
    return order(goal, premises, summands, reader(ctx, terms).side())


def _numbers(m: Monomial, names: list[Any]) -> tuple[int, ...]:
    """A monomial as the numbers of its factors, each as often as it occurs."""
    return tuple(names.index(a) for a, e in m for _ in range(e))
