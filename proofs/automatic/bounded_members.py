"""Sums of members that are bounded: Σ f(i)·u(i) ≤ c·Σ f(i) where u(i) ≤ c for all i, and then what is known of Σ f(i)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from fractions import Fraction

from ..kernel import INT, REAL, Term, Theorem, app, lam, normal, op
from ..kernel.rational import integer_form
from ..tactics.budget import portion
from ..tactics.build import le, mul, number, sub
from ..tactics.context import Context, Unproved
from ..tactics.normalise import Normaliser
from ..tactics.polynomial import Monomial, Poly, TooLarge, integer_term, poly_term
from ..tactics.prover import instance_of, prove, reader
from ..theories import extrema, folds, sums
from ..theories.tables import replace
from .direct import Failure, Inapplicable, method, subterms
from .inductions import by_recursion, variables
from .laws import members, offset
from .sums_compared import MAX_SUMS, by_comparing_sums, compared
from .tableau import by_contradiction

Way = Callable[[Context, Term], Theorem]
MAX_ASKED = 220_000  # the work of asking again with bounds of the sums, in units of `budget`


def by_bounded_members(ctx: Context, goal: Term, shown: Way) -> Theorem:
    """Γ ⊢ q·Σ f(i)·u(i) ▷ b for a number q; raises Unproved."""
    if goal.op not in ("le", "lt") or goal.args[0].type is not REAL:
        raise Inapplicable("it is no order", goal)
    left, right = goal.args
    if any(sums.fold_of(u) is folds.SUM for u in subterms(right)):
        raise Inapplicable("it compares sums", goal)
    ((m, q), *more) = reader(ctx, [left]).poly(left).items() or [(frozenset(), Fraction(0))]
    ((t, e), *others) = m or [(left, 0)]
    if more or others or e != 1 or not isinstance(t, Term) or sums.fold_of(t) is not folds.SUM:
        raise Inapplicable("it bounds no sum", goal)
    for bound in _bounds(ctx, t, q > 0):
        with suppress(*Failure):
            whole = mul(number(q), bound)
            simpler = poly_term(reader(ctx, [whole]).poly(whole))
            below = by_comparing_sums(ctx, le(left, simpler))
            return prove(ctx.having(below, shown(ctx, op(goal.op, simpler, right))), goal)
    raise Unproved("what bounds the members does not bound the sum", goal)


def by_bounded_sums(ctx: Context, goal: Term, shown: Way) -> Theorem:
    """Γ ⊢ goal from bounds of the sums in it, by bounds of their members in the range; raises Unproved."""
    if goal.op not in ("le", "lt", "eq"):
        raise Inapplicable("it is no relation", goal)
    n, known = Normaliser(ctx, method()), {th.concl for th in ctx.facts}
    found = [u for u in subterms(*goal.args) if sums.fold_of(u) is folds.SUM and not u.loose][:MAX_SUMS]
    greatest = [t for t in subterms(*goal.args) if extrema.parts(t) is not None and not t.loose]
    new = [th for u in found for th in (*_bounded(n, u), *_below_greatest(n, u, greatest)) if th.concl not in known]
    if not new:
        raise Inapplicable("no bounds of the members of its sums are known", goal)
    with portion(MAX_ASKED):
        return shown(ctx.having(*new), goal)


def _bounded(n: Normaliser, total: Term) -> Iterator[Theorem]:
    """Σ f ≤ c·Σ g and c·Σ g ≤ Σ f, both sides in normal form."""
    low, high, function = sums.parts(total)  # type: ignore[misc]
    for above in (True, False):
        for c, k, rest in _factors(n.ctx, low, high, function, above):
            body, bound = sums.body_at(function, k), mul(c, rest)
            yield from compared(n, low, high, k, *((body, bound) if above else (bound, body)))


def _below_greatest(n: Normaliser, total: Term, greatest: list[Term]) -> Iterator[Theorem]:
    """Σ f ≤ as often the maximum of f over the range."""
    low, high, function = sums.parts(total)  # type: ignore[misc]
    k = n.ctx.fresh(INT, low, high, function)
    for t in greatest:
        if extrema.parts(t) == (low, high, function):
            yield from compared(n, low, high, k, sums.body_at(function, k), t)


def by_last_member(ctx: Context, goal: Term) -> Theorem:
    """Γ ⊢ an order with c in it, from the same with u(n), where c is below, or above, u(k) for all k; raises Unproved."""
    if goal.op not in ("le", "lt") or goal.args[0].type is not REAL:
        raise Inapplicable("it is no order", goal)
    for r in ctx.rules:
        for bound, member in (r.conclusion.args, r.conclusion.args[::-1]) if r.conclusion.op in ("le", "lt") else ():
            far = offset(member, r.variables[0]) if len(r.variables) == 1 else None
            if far is None or bound.op != "var" or not bound.free <= goal.free:
                continue
            for t, _ in variables(ctx, goal):
                last = integer_term(*integer_form(sub(t, far)))
                known = instance_of(ctx, r, {r.variables[0]: last})
                with suppress(*Failure):
                    if known is not None:
                        th = by_recursion(ctx, replace(goal, {bound: app(member.args[0], t)}))
                        return by_contradiction(ctx.having(th, known), goal)
    raise Inapplicable("no bound of all members is in it", goal)


def _bounds(ctx: Context, total: Term, above: bool) -> Iterator[Term]:
    """c·Σ f(i) for each c that is above, or below, u(i) for all i, in a sum of terms f(i)·u(i)."""
    low, high, function = sums.parts(total)  # type: ignore[misc]
    for c, k, rest in _factors(ctx, low, high, function, above):
        yield mul(c, folds.SUM.of(low, high, normal(lam(k, rest))))


def _factors(ctx: Context, low: Term, high: Term, function: Term, above: bool) -> Iterator[tuple[Term, Term, Term]]:
    """c, k and f(k), where function(k) = f(k)·u(k) and c is above, or below, u(i) for all i."""
    k = ctx.fresh(INT, low, high, function)
    body = sums.body_at(function, k)
    try:
        p = reader(ctx.assume(le(low, k), le(k, high)), [body]).poly(body)
    except TooLarge:
        return
    for u in dict.fromkeys(s for s in members(body) if offset(s, k) is not None):
        rest: Poly = {_less(m, u): c for m, c in p.items() if dict(m).get(u, 0) > 0}
        if len(rest) == len(p):
            for c in _of_member(ctx, u, above):
                yield c, k, poly_term(rest)


def _less(m: Monomial, u: Term) -> Monomial:
    """A monomial over u, which is a factor."""
    return frozenset((a, e - 1 if a is u else e) for a, e in m if a is not u or e > 1)


def _of_member(ctx: Context, u: Term, above: bool) -> Iterator[Term]:
    """What is above, or below, all members of the family of u."""
    for r in ctx.rules:
        if r.conclusion.op not in ("le", "lt", "eq") or len(r.variables) != 1:
            continue
        for member, bound in (r.conclusion.args, r.conclusion.args[::-1]):
            same = offset(member, r.variables[0]) is not None and member.args[0] is u.args[0]
            right_way = r.conclusion.op == "eq" or (member is r.conclusion.args[0]) is above
            if same and right_way and not r.variables[0].free & bound.free:
                yield bound
