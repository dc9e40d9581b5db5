"""Members of a recurrence at numbers: u(5) from u(0), u(1) and u(k + 2) = …, one member after the other.

An equation gives the value of each member; an order, such as u(k + 1) ≤ 2·u(k), relates each to the one before.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress

from ..kernel import INT, KernelError, Term, Theorem, app, field, normal
from ..kernel.rational import integer_form
from ..tactics.build import integer
from ..tactics.context import Context
from ..tactics.derive import rhs, trans
from ..tactics.normalise import Normaliser
from ..tactics.polynomial import TooLarge, poly_term
from ..tactics.prover import reader
from ..theories import sums
from .direct import Failure, Inapplicable, subterms
from .inductions import at_start, last_at, starts_among, unfolding_method
from .laws import families, is_start, members, offset

MAX_STEPS = 40  # from one member to another


def by_first_members(ctx: Context, goal: Term, auto: Callable[[Context, Term], Theorem]) -> Theorem:
    """Γ ⊢ goal about members at numbers, from their values and from the orders between them; raises Unproved."""
    asked = list(dict.fromkeys([*filter(is_start, members(goal)), *_summed(goal)]))
    found = [*_values(ctx, asked), *_orders(ctx, asked)]
    known = {th.concl for th in ctx.facts}
    new = [th for th in found if th.concl not in known]
    if not new:
        raise Inapplicable("no recurrence speaks of a member at a number", goal)
    more = ctx.having(*new)
    with suppress(*Failure):
        return at_start(more, goal)
    return auto(more, goal)


def _summed(goal: Term) -> Iterator[Term]:
    """The members u(i + d) that sums and products over i = a, …, b run through, for numbers a and b."""
    for t in subterms(goal):
        found = sums.parts(t)
        ends = [integer_form(end) for end in found[:2]] if found is not None else []
        if found is None or any(symbols for symbols, _ in ends) or ends[1][1] - ends[0][1] > MAX_STEPS:
            continue
        for i in range(ends[0][1], ends[1][1] + 1):
            yield from filter(is_start, members(normal(app(found[2], integer(i)))))


def _values(ctx: Context, asked: list[Term]) -> list[Theorem]:
    """u(c) = … where a recurrence is known, which is opened from the first member that it reaches."""
    known, out = families(ctx), list[Theorem]()
    for u in dict.fromkeys(s.args[0] for s in asked):
        places = [integer_form(s.args[1])[1] for s in asked if s.args[0] is u]
        starts = starts_among(ctx, u)
        first = min([*starts, 0])
        if u not in known or max(places) - first > MAX_STEPS:
            continue
        for place in range(first, max(places) + 1):
            s = app(u, integer(place))
            here = ctx.having(*out)
            th = Normaliser(here, unfolding_method(here)).norm(s)
            if place not in starts and rhs(th) is not s:
                out.append(_reckoned(here, th))
    return out


def _reckoned(ctx: Context, th: Theorem) -> Theorem:
    """s = t with t in normal form: else it grows like the number of ways down to the first members."""
    with suppress(TooLarge, KernelError):
        reading = reader(ctx, [rhs(th)])
        return trans(th, field(rhs(th), poly_term(reading.poly(rhs(th))), reading.side()))
    return th


def _orders(ctx: Context, asked: list[Term]) -> Iterator[Theorem]:
    """What orders between members say of the member, and of those before it."""
    rules = [r for r in ctx.rules if r.conclusion.op in ("le", "lt") and [v.type for v in r.variables] == [INT]
             and len({offset(t, r.variables[0]) for t in members(r.conclusion)}) > 1]
    due, seen = list(asked), set(asked)
    while due and len(seen) < MAX_STEPS:
        s = due.pop()
        for rule in rules:
            th = last_at(ctx, rule, s)
            if th is not None:
                yield th
                more = [m for m in dict.fromkeys(members(th.concl)) if m not in seen and is_start(m)]
                due += more
                seen |= set(more)
