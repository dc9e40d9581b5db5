"""The laws of sets by recurrence, as theorems: what is in the first set, and in the set after a given one."""

from __future__ import annotations

import functools
from collections.abc import Callable

from ..kernel import (
    FALSE,
    INT,
    Term,
    Theorem,
    app,
    convert,
    exists_elim,
    field,
    forall_elim,
    hyp,
    instantiate,
    normal,
    num,
    op,
    prop,
    rec_base,
    rec_step,
    rewrite,
    substitute,
    table,
    value,
)
from ..language.definitions import SHOWN, Compiled
from ..language.members import RecursiveSet
from ..tactics.build import add, eq, integer, le
from ..tactics.context import Context, Unproved
from ..tactics.derive import discharge, discharge_to_not, generalise, mp, specialise, split
from ..tactics.equals import by_equality
from ..tactics.prover import PREDICATES, apply_rule, attempt, prove


@functools.cache
def set_laws(constant: Term) -> tuple[Theorem, Theorem]:
    """⊢ ∀t…. a ≤ t → (x ∈ R(t+1) ↔ condition by R t)   and   ⊢ ∀…. x ∈ R a ↔ the first condition.

    The hidden parameters stay free: the first condition need not speak of them.
    """
    owner, made = SHOWN[constant]
    if not isinstance(owner, RecursiveSet) or made.start is None:
        raise ValueError("not a set by recurrence")
    first, initial = made.start
    t, *others = made.explicit
    start = num(first, INT)
    rec = normal(made.applied(*made.explicit), frozenset((constant,)))
    for _ in others:
        rec = rec.args[0]
    guard = le(start, t)
    step = specialise(rec_step(*rec.args[:3]), t)
    step = mp(step, prove(Context().assume(guard), guard))
    ongoing = _members(made, step, op("iff", made.applied(add(t, 1), *others), owner.following))
    base = specialise(rec_base(*rec.args[:3]), start)
    base = mp(base, prove(Context(), base.concl.args[0]))
    starting = _members(made, base, op("iff", made.applied(start, *others), initial))
    return generalise(discharge(ongoing, guard), *made.explicit), generalise(starting, *others)


def _member_of(t: Term) -> tuple[Term, list[Term]] | None:
    """The constant of a set by recurrence and its arguments, in a statement of membership."""
    head = t
    args: list[Term] = []
    while head.op == "app":
        head, a = head.args
        args.insert(0, a)
    known = SHOWN.get(head) if head.op == "const" and args else None
    return None if known is None or not isinstance(known[0], RecursiveSet) else (head, args)


def known_member(ctx: Context, goal: Term) -> Theorem | None:
    """x ∈ R n from a fact that says the same up to arithmetic with the indices, or from a law of the set."""
    found = _member_of(goal)
    if found is None:
        return None
    head, args = found
    for th in ctx.facts:
        stated = _member_of(th.concl)
        if stated is not None and stated[0] is head:
            same = _with_arguments(th, stated[1], args)
            if same is not None:
                return same
    for rule in ctx.rules:
        if rule.conclusion.op == goal.op:
            by_law = apply_rule(ctx, rule, goal)
            if by_law is not None:
                return by_law
    raise Unproved("it is not known to be a member", goal)


def _with_arguments(th: Theorem, stated: list[Term], wanted: list[Term]) -> Theorem | None:
    """The fact with its arguments replaced by equal integers."""
    steps = []
    for back, (a, b) in enumerate(zip(reversed(stated), reversed(wanted), strict=True)):
        if a is not b:
            equal = attempt(Context(), eq(a, b)) if a.type is INT else None
            if equal is None:
                return None
            steps.append(((*[0]*back, 1), equal))
    return rewrite(th, tuple(steps)) if steps else th


PREDICATES.append(known_member)


def membership(t: Term) -> Theorem | None:
    """⊢ x ∈ R n ↔ its condition, at a number n; None for other formulas."""
    found = _member_of(t)
    if found is None:
        return None
    head, args = found
    made = SHOWN[head][1]
    hidden, (at, *others) = args[:len(made.hidden)], args[len(made.hidden):]
    if at.op != "num" or made.start is None:
        return None
    ongoing, starting = set_laws(head)
    if value(at) == made.start[0]:
        return specialise(generalise(starting, *made.hidden), *hidden, *others)
    law = specialise(generalise(ongoing, *made.hidden), *hidden, integer(int(value(at)) - 1), *others)
    law = mp(law, prove(Context(), law.concl.args[0]))
    index = field(add(integer(int(value(at)) - 1), 1), at)
    return rewrite(law, (((0, *[0]*len(others), 1), index),))


def _members(made: Compiled, same: Theorem, law: Term) -> Theorem:
    """From R = R′ between sets: x ∈ R ↔ condition, the law with the recursion folded."""
    others = made.explicit[1:]
    member = app(same.concl.args[0], *others)
    both = prop((), op("iff", member, member))
    place = (1, *[0]*len(others))
    return convert(rewrite(both, ((place, same),)), law, frozenset((made.constant,)))


# -- no integer of a range ---------------------------------------------------------------------

MAX_RANGE = 12


def none_in_range(ctx: Context, goal: Term, evaluate: Callable[[Context, Term], Theorem],
                  deny: Callable[[Context, Term], Theorem]) -> Theorem:
    """¬∃m. a ≤ m ∧ m < b ∧ φ(m), by going through the numbers from a to b; raises Unproved."""
    if goal.args[0].data is not INT:
        raise Unproved("a value for a quantified variable is needed", goal)
    m = ctx.fresh(INT, goal)
    whole = normal(instantiate(goal.args[0].args[0], m))
    parts = split(hyp(whole))
    low, high = (_end(ctx, m, parts, side, evaluate) for side in (0, 1))
    if value(high.concl.args[1]) - value(low.concl.args[0]) > MAX_RANGE:
        raise Unproved("the range is too long to go through", goal)
    absurd = _from(low, high, m, whole, lambda k: deny(ctx, normal(substitute(whole, {m: k}))))
    at = instantiate(goal.args[0].args[0], m)
    if at is not whole:
        absurd = mp(discharge(absurd, whole), convert(hyp(at), whole))
    return discharge_to_not(exists_elim(m, hyp(goal), absurd), goal)


def _end(ctx: Context, m: Term, parts: list[Theorem], side: int,
         evaluate: Callable[[Context, Term], Theorem]) -> Theorem:
    """a ≤ m (side 0) or m < b (side 1) with a number at the end, from the bounds of m."""
    for th in parts:
        if th.concl.op == ("le", "lt")[side] and th.concl.args[1 - side] is m and not m.free <= th.concl.args[side].free:
            same = evaluate(ctx, th.concl.args[side])
            if same.concl.args[1].op == "num":
                return rewrite(th, (((side,), same),))
    raise Unproved("its range has no numbers as ends")


def _from(low: Theorem, high: Theorem, m: Term, whole: Term, denied: Callable[[Term], Theorem]) -> Theorem:
    """false from a ≤ m < b: m is a, and then φ(a) is false; or a + 1 ≤ m."""
    k, end = low.concl.args[0], high.concl.args[1]
    known = Context().having(low, high)
    if value(k) >= value(end):
        return prove(known, FALSE)
    here, beyond = eq(m, k), le(integer(int(value(k)) + 1), m)
    at = by_equality(hyp(whole), hyp(here), m, whole)
    one = prop((at, denied(k)), FALSE)
    rest = _from(hyp(beyond), high, m, whole, denied)
    cases = _either(known, here, beyond)
    return prop((cases, discharge(one, here), discharge(rest, beyond)), FALSE)


def _either(known: Context, here: Term, beyond: Term) -> Theorem:
    """m = k ∨ k + 1 ≤ m, from k ≤ m."""
    cases = forall_elim(table.trichotomy(INT), *here.args)
    below = discharge(prop((prove(known.assume(cases.concl.args[0]), FALSE),), beyond), cases.concl.args[0])
    above = cases.concl.args[1].args[1]
    more = discharge(prove(Context().assume(above), beyond), above)
    return prop((cases, below, more), op("or", here, beyond))
