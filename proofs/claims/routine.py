"""The routine between two lines: what no textbook names is found.

What a line rests on is named: definitions, hypotheses, earlier claims, the induction hypothesis, what is known of random
variables.  How it follows from that need not be: sums are split, shifted and taken apart, roots and choices evaluated, and
then orders and cases are searched.  Induction is never routine.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ..automatic.cases import by_cases
from ..automatic.comparisons import by_comparing_parts
from ..automatic.direct import directly
from ..automatic.search import Way
from ..automatic.squaring import by_squaring
from ..automatic.sums_compared import by_comparing_sums
from ..automatic.tableau import by_contradiction
from ..kernel import Term, Theorem, instantiate, normal, op, prop, rewrite
from ..tactics.budget import portion
from ..tactics.context import Context, Unproved
from ..tactics.derive import discharge, generalise, rhs, sym
from ..tactics.normalise import Normaliser
from . import by
from .grounds import Grounds
from .places import Place
from .reasons import Failure
from .relevance import relevant
from .steps import prove_step

if TYPE_CHECKING:
    from .check import Checker

PLAIN = (by.empty, by.sums, by.products, by.linearity, by.root, by.choice, by.floors)
MORE: tuple[tuple[by.Reason, ...], ...] = (  # apart: splitting a sum and putting it together would go on for ever
    (), (by.last_term,), (by.shift,), (by.first_term,), (by.first_term, by.shift),
    (by.exponents,), (by.exponential,), (by.norm,))
WAYS = (directly, by_cases, by_contradiction, by_squaring, by_comparing_sums, by_comparing_parts)
WORK, SHARE = 25_000, 40_000  # of one set of conversions, of one way; in units of `budget`


def carried(checker: Checker, ctx: Context, goal: Term, reasons: tuple[Any, ...], place: Place) -> tuple[Theorem, list[Any]]:
    """The theorem of a line and what it does not need: by its reasons, and by routine where these do not suffice.

    What costs little is tried together with routine before what costs much without.
    """
    grounds = checker.grounds(ctx, reasons, place)
    try:
        return prove_step(ctx, goal, replace(grounds, brief=True), reasons)
    except Failure as e:
        why = e
    if (th := checker.routine(ctx, goal, reasons, place, brief=True)) is not None:
        return th, []
    if grounds.left:
        try:
            return prove_step(ctx, goal, grounds, reasons)
        except Failure as e:
            why = e
    th = checker.routine(ctx, goal, reasons, place)
    if th is None:
        raise why
    return th, []


def closed(checker: Checker, ctx: Context, goal: Term, reasons: tuple[Any, ...], place: Place,
           brief: bool = False) -> Theorem | None:
    """The theorem of a line that its reasons carry together with routine, all of them being needed; or None.

    Briefly, by normal forms only: most lines need no more.
    """
    plain = [r for r in PLAIN if r not in reasons]
    tried: set[tuple[Any, ...]] = {()}
    for more in MORE:
        extra = (*plain, *[r for r in more if r not in reasons and relevant(r, goal)])
        if extra not in tried:
            tried.add(extra)
            try:
                with portion(WORK):
                    grounds = checker.grounds(ctx, (*reasons, *extra), place)
                    th, unused = prove_step(ctx, goal, replace(grounds, brief=brief), reasons)
            except (*Failure, RecursionError):
                continue
            if not unused:
                return th
    return None if brief else _searched(ctx, goal, checker.grounds(ctx, (*reasons, *plain), place), reasons)


def _searched(ctx: Context, goal: Term, grounds: Grounds, reasons: tuple[Any, ...]) -> Theorem | None:
    """By search from the order that is known here and what is named; equations count only when they are named."""
    fired: set[object] = set()
    try:
        th = _found(grounds.assumed(ctx).without_equations({*grounds.theorems, *grounds.derived}), goal, grounds, fired)
    except (*Failure, RecursionError):
        return None
    return None if grounds.unused(th, fired, reasons) else grounds.cut(th)


def _found(ctx: Context, goal: Term, grounds: Grounds, fired: set[object]) -> Theorem:
    """Part by part, each by the first way that succeeds."""
    match goal.op:
        case "and":
            return prop(tuple(_found(ctx, g, grounds, fired) for g in goal.args), goal)
        case "imp":
            return discharge(_found(ctx.assume(goal.args[0]), goal.args[1], grounds, fired), goal.args[0])
        case "all":
            x = ctx.fresh(goal.args[0].data, goal)
            return generalise(_found(ctx, normal(instantiate(goal.args[0].args[0], x)), grounds, fired), x)
    for way in WAYS:
        try:
            with portion(SHARE):
                return _simplified(ctx, goal, grounds, fired, way) if goal.op in ("eq", "le", "lt") else way(ctx, goal)
        except (*Failure, RecursionError):
            continue
    raise Unproved("no way leads there", goal)


def _simplified(ctx: Context, goal: Term, grounds: Grounds, fired: set[object], way: Way) -> Theorem:
    """A relation by that of the normal forms of its sides."""
    method = grounds.method()
    n = Normaliser(ctx, method)
    left, right = (n.norm(t) for t in goal.args)
    middle = op(goal.op, rhs(left), rhs(right))
    th = rewrite(way(ctx, middle), (((0,), sym(left)), ((1,), sym(right))))
    if middle is not goal:
        fired |= method.fired
    return th
