"""Multiples of a whole number: ∃j. t = m·j for an integer j.

t is read as a sum of products of integers and powers.  Where m divides every coefficient, the rest of each summand is an
integer; else by induction on a variable n: t(n + 1) = c·t(n) + rest, where c makes the rest simpler.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from fractions import Fraction
from typing import Any

from ..kernel import (
    INT,
    REAL,
    KernelError,
    Term,
    Theorem,
    app,
    exists,
    exists_elim,
    exists_intro,
    field,
    hyp,
    induct,
    instantiate,
    normal,
    rewrite,
    substitute,
    var,
)
from ..tactics.build import add, conjuncts, eq, integer, le, mul, number, power, real
from ..tactics.context import Context, Unproved
from ..tactics.derive import discharge, generalise, mp, rhs, specialise, trans
from ..tactics.linear import equal_by_combination
from ..tactics.normalise import Normaliser
from ..tactics.polynomial import ONE, Poly, TooLarge, atom_term, plus, poly_term
from ..tactics.prover import prove, reader
from ..theories.rounding import integer_of
from .inductions import by_induction, by_recursion, unfolding_method
from .laws import members
from .residuals import positive
from .whole_members import carried, member, subject, whole

MAX_DEPTH = 8


def by_divisibility(ctx: Context, goal: Term) -> Theorem:
    """Γ ⊢ ∃j. a = b for an equation that is linear in the integer j; raises Unproved."""
    if goal.op != "ex" or goal.args[0].data is not INT:
        raise Unproved("it is no statement that an integer exists", goal)
    j = ctx.fresh(INT, goal)
    parts = conjuncts(normal(instantiate(goal.args[0].args[0], j)))
    body = next((p for p in parts if p.op == "eq" and p.args[0].type in (INT, REAL)), None)
    if body is None:
        raise Unproved("it is no equation", goal)
    reading = reader(ctx, list(body.args))
    p = plus(reading.poly(body.args[0]), reading.poly(body.args[1]), Fraction(-1))
    slope = p.pop(frozenset(((j, 1),)), Fraction(0))
    if not slope or reading.missing or any(j.free <= atom_term(a).free for m in p for a, _ in m):
        raise Unproved("the equation does not determine the integer", goal)
    p = {m: -c/slope for m, c in p.items()}
    whole = poly_term(p)
    some = whole_number(ctx, whole, MAX_DEPTH)
    k = ctx.fresh(INT, goal, j)
    sign = (positive(ctx, p, False) or _not_negative(ctx, whole)) if len(parts) > 1 else None
    known = ctx.having(hyp(eq(whole, real(k))), *([] if sign is None else [sign]))
    th = prove(known, normal(instantiate(goal.args[0].args[0], k)))
    return exists_elim(k, some, exists_intro(th, goal, k))


def _not_negative(ctx: Context, t: Term) -> Theorem | None:
    """0 ≤ t by induction, or because all members of its recurrences are."""
    for way in (by_recursion, by_induction):
        with suppress(Unproved, KernelError, TooLarge):
            return way(ctx, le(0, t))
    m = ctx.fresh(INT, t)
    with suppress(Unproved, KernelError, TooLarge):
        signs = [generalise(discharge(by_recursion(ctx.assume(le(0, m)), le(0, app(u, m))), le(0, m)), m)
                 for u in dict.fromkeys(s.args[0] for s in members(t))]
        return prove(ctx.having(*signs), le(0, t)) if signs else None
    return None



def whole_number(ctx: Context, t: Term, depth: int) -> Theorem:
    """Γ ⊢ ∃k. t = k, k an integer; raises Unproved."""
    if depth < 0:
        raise Unproved("the induction goes too deep")
    p = reader(ctx, [t]).poly(t)
    try:
        return _stated(t, integer_parts(ctx, p, t))
    except (Unproved, KernelError):
        pass
    for n, start in variables(ctx, t):
        try:
            return _by_induction(ctx, t, n, start, depth)
        except (Unproved, KernelError, TooLarge):
            continue
    raise Unproved("it was not shown to be an integer", t)


def _stated(t: Term, th: Theorem) -> Theorem:
    """∃k. t = k from one about an equal term."""
    found = th.concl.args[0]
    k = var("k′", INT)
    inner = hyp(normal(instantiate(found.args[0], k)))
    same = field(t, inner.concl.args[0])
    goal = exists(k, eq(t, real(k)))
    return exists_elim(k, th, exists_intro(trans(same, inner), goal, k))


# -- sums and products of integers ---------------------------------------------------------------


def integer_parts(ctx: Context, p: Poly, t: Term) -> Theorem:
    """∃k. p = k from its summands, whose coefficients are to be whole numbers."""
    if any(c.denominator != 1 for c in p.values()):
        raise Unproved("a coefficient is no whole number", t)
    total: Theorem | None = None
    for m, c in sorted(p.items(), key=lambda mc: str(mc[0])):
        piece = _exact(number(c), integer(int(c)))
        for a, e in m:
            for _ in range(e):
                piece = _joined(ctx, "mul", piece, _atom(ctx, a))
            if e < 0:
                raise Unproved("it divides", t)
        total = piece if total is None else _joined(ctx, "add", total, piece)
    return total if total is not None else _exact(number(0), integer(0))


def _exact(t: Term, k: Term) -> Theorem:
    """∃k. t = k from the integer itself"""
    x = var("k′", INT)
    return exists_intro(field(t, real(k)), exists(x, eq(t, real(x))), k)


def _atom(ctx: Context, a: Any) -> Theorem:
    t = atom_term(a)
    if t.op == "real":
        return _exact(t, t.args[0])
    if t.op == "pow" and (base := integer_of(t.args[0])) is not None:
        return _power(ctx, t, base)
    if t.op == "app" and t.args[0].op == "var" and t.args[1].type is INT:
        return member(ctx, t, lambda here, u: _stated(u, integer_parts(here, reader(here, [u]).poly(u), u)))
    raise Unproved("it is not known to be an integer", t)


def _power(ctx: Context, t: Term, whole_base: Term) -> Theorem:
    """∃k. bⁿ = k for an integer b and n ≥ 0, by induction."""
    base, exponent = t.args
    n, k = var("n′", INT), var("k′", INT)
    goal = exists(k, eq(power(base, n), real(k)))
    first = exists_intro(field(power(base, 0), real(integer(1))), substitute(goal, {n: integer(0)}), integer(1))
    bound = le(0, n)
    h = hyp(eq(power(base, n), real(k)))
    inner = Context().assume(bound).having(h)
    more = mul(whole_base, k)
    same = equal_by_combination(inner, power(base, add(n, 1)), real(more), (h,))
    step = exists_intro(same, substitute(goal, {n: add(n, 1)}), more)
    th = specialise(induct(n, integer(0), goal, first, exists_elim(k, hyp(goal), step)), exponent)
    return mp(th, prove(ctx, th.concl.args[0]))


def _joined(ctx: Context, operator: str, a: Theorem, b: Theorem) -> Theorem:
    """∃k. s ∘ t = k from ∃k. s = k and ∃k. t = k."""
    x, y = var("x′", INT), var("y′", INT)
    first, second = (hyp(normal(instantiate(th.concl.args[0].args[0], v))) for th, v in ((a, x), (b, y)))
    make = add if operator == "add" else mul
    left = make(first.concl.args[0], second.concl.args[0])
    both = rewrite(field(left, left), (((1, 0), first), ((1, 1), second)))
    both = trans(both, field(both.concl.args[1], real(make(x, y))))
    z = var("z′", INT)
    goal = exists(z, eq(left, real(z)))
    th = exists_intro(both, goal, make(x, y))
    return exists_elim(x, a, exists_elim(y, b, th))


# -- induction -------------------------------------------------------------------------------------


def variables(ctx: Context, t: Term) -> Iterator[tuple[Term, Term]]:
    """The integers of t with a number as lower bound."""
    for th in ctx.facts:
        if th.concl.op == "le" and th.concl.args[0].op == "num" and th.concl.args[1].op == "var":
            if th.concl.args[1].type is INT and th.concl.args[1].free <= t.free:
                yield th.concl.args[1], th.concl.args[0]


def _by_induction(ctx: Context, t: Term, n: Term, start: Term, depth: int) -> Theorem:
    goal = whole(t)
    outer = Context().having(*[th for th in ctx.facts if not any(n.free <= h.free for h in (*th.hyps, th.concl))])
    at_start = substitute(t, {n: start})
    first = Normaliser(outer, unfolding_method(outer)).norm(at_start)
    start_term = poly_term(reader(outer, [rhs(first)]).poly(rhs(first)))
    base = carried(first, _stated(rhs(first), whole_number(outer, start_term, depth - 1)))
    inner = outer.assume(le(start, n))
    following = substitute(t, {n: add(n, 1)})
    opened = Normaliser(inner, unfolding_method(inner)).norm(following)
    reading = reader(inner, [t, rhs(opened)])
    now, then = reading.poly(t), reading.poly(rhs(opened))
    for c in _multipliers(now, then):
        rest = plus(then, now, Fraction(-c))
        if _size(rest) >= _size(now):
            continue
        more = whole_number(inner, poly_term(rest), depth - 1)
        before = _joined(inner, "mul", _exact(number(c), integer(c)), hyp(goal))
        th = carried(opened, _same(inner, rhs(opened), _joined(inner, "add", before, more)))
        done = specialise(induct(n, start, goal, _alike(base, substitute(goal, {n: start})), _alike(
            th, substitute(goal, {n: add(n, 1)}))), n)
        return mp(done, prove(ctx, done.concl.args[0]))
    raise Unproved("no step of an induction makes it simpler", t)


def _same(ctx: Context, t: Term, th: Theorem) -> Theorem:
    """∃k. t = k from one about a term that is equal to t by arithmetic."""
    other = subject(th.concl)
    return carried(field(t, other, reader(ctx, [t, other]).side()), th)


def _alike(th: Theorem, goal: Term) -> Theorem:
    """The theorem, which says the goal up to how its terms are written."""
    return th if th.concl is goal else carried(field(subject(goal), subject(th.concl)), th, goal)


def _multipliers(p: Poly, following: Poly) -> list[int]:
    """1, the bases of the powers in p, and how often a summand of p occurs in the next instance: the largest first."""
    bases = {int(c) for m in p for a, _ in m if not isinstance(a, Term) and a[0] == "pow" for c in [_base(a)] if c}
    bases |= {int(following[m]/c) for m, c in p.items() if m and (following.get(m, 0)/c).denominator == 1 and m in following}
    return [*sorted(bases, reverse=True), 1]


def _base(a: Any) -> int:
    base = dict(a[1])
    c = base.get(ONE, Fraction(0))
    return int(c) if len(base) == 1 and c.denominator == 1 else 0


def _size(p: Poly) -> tuple[int, int, int]:
    """How far a polynomial is from having whole coefficients only: what counts are its other summands."""
    rest = [m for m, c in p.items() if c.denominator != 1]
    powers = sum(1 for m in rest for a, _ in m if not isinstance(a, Term))
    return powers, max([sum(e for _, e in m) for m in rest], default=0), len(rest)
