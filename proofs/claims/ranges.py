"""A statement about the integers of a range with two numbers as its ends: shown at each of them."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

from ..kernel import (
    INT,
    KernelError,
    Term,
    Theorem,
    forall_elim,
    hyp,
    induct,
    normal,
    prop,
    rewrite,
    substitute,
    table,
)
from ..kernel.terms import value
from ..tactics.build import add, eq, integer, le, lt
from ..tactics.context import Context, Unproved
from ..tactics.derive import discharge, mp, rhs
from ..tactics.equals import at_each
from ..tactics.polynomial import TooLarge
from ..tactics.prover import prove

Failure = (Unproved, KernelError, TooLarge, ZeroDivisionError)
Way = Callable[[Context, Term], Theorem]  # a theorem about a formula, or t = its value
SHORT, LONGEST = 3, 40  # members of a range, minus one


def everywhere(ctx: Context, x: Term, body: Term, establish: Way, evaluate: Way) -> Theorem:
    """A statement about x: for the members of a short range one by one, or for all x at once, or of a longer range."""
    with suppress(*Failure):
        return one_by_one(ctx, x, body, establish, evaluate, SHORT)
    with suppress(*Failure):
        return singled_out(ctx, x, body, establish)
    with suppress(*Failure):
        return establish(ctx, body)
    return one_by_one(ctx, x, body, establish, evaluate, LONGEST)


def singled_out(ctx: Context, x: Term, body: Term, establish: Way) -> Theorem:
    """low ≤ x → φ(x) for tables: at each number that these single out by itself, and for all others at once."""
    if x.type is not INT or body.op != "imp" or body.args[0].op != "le" or body.args[0].args[1] is not x:
        raise Unproved("no number is singled out", body)
    (low, _), phi = body.args[0].args, body.args[1]
    places = [k for k in _compared_with(x, normal(phi, None)) if low.op == "num" and k >= value(low)]
    if not places or max(places) - value(low) > SHORT:
        raise Unproved("no number is singled out", body)
    numbers = range(int(value(low)), max(places) + 1)
    known, before, after = le(low, x), lt(x, integer(numbers.stop)), le(integer(numbers.stop), x)
    inner = ctx.assume(known)
    each = at_each(inner.assume(before), x, numbers, phi, lambda k: establish(ctx, normal(substitute(phi, {x: k}))))
    beyond = establish(inner.assume(after), phi)
    cases = forall_elim(table.trichotomy(INT), x, integer(numbers.stop))
    same = discharge(mp(discharge(beyond, after), prove(inner.assume(eq(x, integer(numbers.stop))), after)),
                     eq(x, integer(numbers.stop)))
    more = lt(integer(numbers.stop), x)
    greater = discharge(mp(discharge(beyond, after), prove(inner.assume(more), after)), more)
    return discharge(prop((cases, discharge(each, before), same, greater), phi), known)


def _compared_with(x: Term, phi: Term) -> list[int]:
    """The numbers for which a choice in a formula asks whether x is they."""
    found, stack, seen = set[int](), [phi], set[Term]()
    while stack:
        t = stack.pop()
        if t not in seen and x.free <= t.free:
            seen.add(t)
            stack.extend(t.args)
            if t.op == "eq" and x in t.args:
                found |= {int(value(a)) for a in t.args if a.op == "num"}
    return sorted(found)


def one_by_one(ctx: Context, x: Term, body: Term, establish: Way, evaluate: Way, longest: int) -> Theorem:
    """low ≤ x → x ≤ high → φ(x), also with <, whose ends are numbers: each x by itself; raises Unproved."""
    guards, low, high, ends = _bounds(ctx, x, body, evaluate)
    if high - low > longest:
        raise Unproved("the range is too long", body)
    inner = ctx.assume(*guards).having(*ends)
    th = at_each(inner, x, range(low, high + 1), body, lambda k: establish(ctx, normal(substitute(body, {x: k}))))
    return prop((discharge(th, *guards),), body)


def _bounds(ctx: Context, x: Term, body: Term, evaluate: Way) -> tuple[list[Term], int, int, list[Theorem]]:
    """The orders before a formula, the least and the greatest x they leave, and the values of their ends."""
    guards: list[Term] = []
    low: list[int] = []
    high: list[int] = []
    ends: list[Theorem] = []
    while body.op == "imp" and body.args[0].op in ("le", "lt"):
        guard, body = body.args
        guards.append(guard)
        end, above = (guard.args[0], False) if guard.args[1] is x else (guard.args[1], True)
        if x not in guard.args or x.free <= end.free:
            continue
        known = evaluate(ctx, end)
        if rhs(known).op == "num":
            ends.append(known)
            step = int(guard.op == "lt")
            (high if above else low).append(int(value(rhs(known))) + (-step if above else step))
    if not low or not high:
        raise Unproved("the range has no end", body)
    return guards, max(low), min(high), ends


def by_induction(ctx: Context, x: Term, body: Term, establish: Way, evaluate: Way) -> Theorem:
    """∀x. low ≤ x → φ(x) for a number low, by induction; raises Unproved."""
    if x.type is not INT or body.op != "imp" or body.args[0].op != "le" or body.args[0].args[1] is not x:
        raise Unproved("it has no start for an induction", body)
    (start, _), phi = body.args[0].args, body.args[1]
    if start.op != "num" or "rec" not in _operators(phi):
        raise Unproved("it has no start for an induction", body)
    base = establish(ctx, normal(substitute(phi, {x: start})))
    inner = ctx.assume(le(start, x), phi)
    if phi.op in ("eq", "le", "lt"):  # as values are written that are computed from it
        sides = [evaluate(inner, t) for t in phi.args]
        inner = inner.having(rewrite(hyp(phi), tuple(((i,), e) for i, e in enumerate(sides))))
    step = establish(inner, normal(substitute(phi, {x: add(x, 1)})))
    return induct(x, start, phi, base, step)


def _operators(t: Term) -> set[str]:
    out, stack, seen = set(), [t], set()
    while stack:
        u = stack.pop()
        if u not in seen:
            seen.add(u)
            out.add(u.op)
            stack.extend(u.args)
    return out
