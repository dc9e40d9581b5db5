"""The lines that a jump leaves out: an induction, a case distinction, or an expression between, each line with the reasons
that carry it.  Found on trial, like all advice.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..automatic.direct import subterms
from ..kernel import Term, hyp, normal, op, substitute
from ..tactics.build import add, le
from ..tactics.context import Context
from ..tactics.derive import rhs
from ..tactics.normalise import Normaliser
from .proof import IH, Proof

if TYPE_CHECKING:
    from .advice import Advice

WORK = 600_000  # in units of `budget`, for all lines that are sought for one jump
MAX_VARIABLES, MAX_SPLITS = 2, 4


@dataclass(frozen=True)
class Proposed:
    """A line to write: where it stands, what it says, the reasons that carry it."""

    where: str
    goal: Term
    reasons: list[Any]


@dataclass(frozen=True)
class Plan:
    """Lines that together give the line that failed."""

    how: str
    lines: tuple[Proposed, ...]


def lines_between(advice: Advice, goal: Term, reasons: tuple[Any, ...], how: str = "") -> Plan | None:
    """A plan in the way that the search found, or over an expression between; None when there is none."""
    advice.left = WORK if how else WORK // 3
    for way in (*{"by cases": (by_cases,), "by induction": (by_induction,)}.get(how, ()), over_one):
        found: Plan | None = way(advice, goal, reasons)
        if found is not None:
            return found
    return None


# -- by induction --------------------------------------------------------------------------------


def by_induction(advice: Advice, goal: Term, reasons: tuple[Any, ...]) -> Plan | None:
    """Base and step, each carried in one line."""
    from ..automatic.inductions import variables

    for t, start in list(variables(advice.ctx, goal))[:MAX_VARIABLES]:
        outer = Context().having(*[th for th in advice.ctx.facts if not any(t.free <= h.free for h in (*th.hyps, th.concl))])
        alike = advice.checker.sequent.hints.alike
        base = _line(advice, outer, "base", alike(goal, substitute(goal, {t: start})))
        step = base and _step(advice, outer.assume(le(start, t)), goal, t)
        if base and step:
            text = advice.checker.text
            return Plan(f"by induction on {text(t)} from {text(start)}", (base, step))
    return None


def _step(advice: Advice, ctx: Context, goal: Term, t: Term) -> Proposed | None:
    """The step, with the induction hypothesis as a reason."""
    ih = IH()
    with advice.checker.scope():
        advice.checker.facts[ih] = hyp(goal)
        following = advice.checker.sequent.hints.alike(goal, substitute(goal, {t: add(t, 1)}))
        return _line(advice, ctx.assume(goal), "step", following, (ih,))


# -- by cases ------------------------------------------------------------------------------------


def by_cases(advice: Advice, goal: Term, reasons: tuple[Any, ...]) -> Plan | None:
    """Two cases, each carried in one line."""
    for this, other in _splits(advice, goal):
        lines = [_case(advice, goal, c, reasons) for c in (this, other)]
        if lines[0] and lines[1]:
            return Plan("by cases", (lines[0], lines[1]))
    return None


def _case(advice: Advice, goal: Term, condition: Term, reasons: tuple[Any, ...]) -> Proposed | None:
    shown, here = advice.checker.condition, Case(condition=condition)
    with advice.checker.scope():
        advice.checker.facts[here] = hyp(condition)
        return _line(advice, advice.ctx.assume(condition), f"case {shown(condition)}", goal,
                     (here,))


class Case(Proof):
    """A case that nobody wrote yet."""

    def __repr__(self) -> str:
        return "the case"


def _splits(advice: Advice, goal: Term) -> Iterator[tuple[Term, Term]]:
    """The conditions of what is defined by choices in the goal, each with its opposite."""
    from ..automatic.direct import OPEN

    found: dict[Term, None] = {}
    for t in subterms(normal(goal, OPEN)):
        if t.op == "ite" and t.args[0].op in ("le", "lt") and not any(u.op == "ite" for u in subterms(t.args[0])):
            found[t.args[0]] = None
    for c in list(found)[:MAX_SPLITS]:
        yield c, op("lt" if c.op == "le" else "le", c.args[1], c.args[0])


# -- over an expression between ------------------------------------------------------------------


def over_one(advice: Advice, goal: Term, reasons: tuple[Any, ...]) -> Plan | None:
    """Two lines: to what one reason makes of a side, and from there on."""
    if goal.op not in ("eq", "le", "lt"):
        return None
    for r in [*reasons, *advice.known(goal), *advice.choices(goal)]:
        for side in (0, 1):
            a, b = goal.args
            middle = _made(advice, r, goal.args[side])
            if middle is None or middle in (a, b):
                continue
            first, second = op("eq", a, middle), op(goal.op, middle, b)
            if side:
                first, second = op(goal.op, a, middle), op("eq", middle, b)
            lines = [_line(advice, advice.ctx, "", phi) for phi in (first, second)]
            if lines[0] and lines[1]:
                return Plan("", (lines[0], lines[1]))
    return None


def _made(advice: Advice, r: Any, t: Term) -> Term | None:
    """What one reason makes of a term."""
    place = advice.checker.claim.place

    def norm() -> Term:
        grounds = advice.checker.grounds(advice.ctx, (r,), place)
        return rhs(Normaliser(grounds.assumed(advice.ctx), grounds.method()).norm(t))

    found: Term | None = advice.tried(norm)
    return found


# -- one line ------------------------------------------------------------------------------------


def _line(advice: Advice, ctx: Context, where: str, goal: Term, given: tuple[Any, ...] = ()) -> Proposed | None:
    """A line with the reasons that carry it, if they are found; without a reason at all where none is needed."""
    with advice.at(ctx):
        for reasons in dict.fromkeys(((), given)):
            found = advice.carries(ctx, goal, reasons)
            if found is not None:
                return Proposed(where, goal, found)
        found = advice.carrying(goal, given)
        return None if found is None else Proposed(where, goal, found)
