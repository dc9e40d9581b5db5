"""What would help a step that failed: the reasons that carry it, the hypothesis that it lacks, or a line between.

All that is said here was proved on trial, with counted work; nothing of it enters the derivation.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from itertools import combinations
from typing import TYPE_CHECKING, Any, NamedTuple

import sympy as sp

from ..automatic.cases import by_cases
from ..automatic.direct import directly, subterms
from ..automatic.inductions import by_induction, by_recursion
from ..kernel import FALSE, OMEGA, REAL, Term, app, instantiate, lam, normal
from ..language.definitions import SHOWN, Recurrence
from ..language.door import OMEGA_VAR
from ..language.errors import AuthorError
from ..language.quantifiers import ForAll
from ..language.symbols import Named, integer, integrable
from ..tactics.budget import Spent, within
from ..tactics.build import integer as integer_term
from ..tactics.build import le, mul, power
from ..tactics.context import Context
from ..tactics.prover import prove
from ..theories.expectation import I
from . import by
from .between import Plan, lines_between
from .conditions import conditions, equates
from .reasons import Failure
from .relevance import engine, opened, parts, relevant
from .steps import prove_step

if TYPE_CHECKING:
    from ..kernel import Theorem
    from .check import Checker
    from .claim import Claim

EXCLUSIVE = frozenset(("first_term", "last_term", "shift", "empty", "exchange", "square_of_sum", "products", "evaluation"))
WORK = 200_000  # in units of `budget`, for all trials of one line
TRIAL, SEARCH = 30_000, 100_000  # … for one trial, for one way of the search
Trial = Callable[[Context], bool]
WAYS = (("", directly), ("by cases", by_cases), ("by induction", by_recursion), ("by induction", by_induction))


class Said(NamedTuple):
    """Advice; `decisive` when the line is true and it says how to show it."""

    words: str
    decisive: bool = False


class Advice:
    """What helps one line of a derivation."""

    def __init__(self, checker: Checker, ctx: Context) -> None:
        self.checker, self.ctx, self.left = checker, ctx, WORK

    def tried(self, what: Callable[[], Any], most: int = TRIAL) -> Any:
        """The result of a trial; None when it fails or all work is spent."""
        if self.left <= 0:
            return None
        done = Spent()
        try:
            with within(min(most, self.left)) as done:
                return what()
        except (*Failure, AuthorError, RecursionError):
            return None
        finally:
            self.left -= done.work + 100

    def shows(self, ctx: Context, goal: Term) -> bool:
        """Is it found to follow?"""
        return self.tried(partial(prove, ctx, goal)) is not None

    # -- a line whose reasons do not carry it ----------------------------------------------

    def line(self, goal: Term, reasons: tuple[Any, ...], false: bool) -> Said:
        """One sentence, if there is anything to say."""
        if not false:
            needed = self.carrying(goal, reasons)
            if needed is not None:
                return Said(self.named(self.beside_routine(goal, needed, reasons), reasons), True)
        lacking = self.lacking(goal, lambda ctx: goal not in ctx.known and self.carries(ctx, goal, reasons) is not None)
        if lacking:
            return Said(f"it would hold under the hypothesis  {lacking}{self.checker.assumable}", not false)
        for how, way in WAYS:
            if not false and self.tried(partial(way, self.ctx, goal), SEARCH) is not None:
                return Said(self.too_large(goal, reasons, how), True)
        if words := self.outside(goal, reasons):
            return Said(words)
        plan = None if false else lines_between(self, goal, reasons)
        return Said("") if plan is None else Said(self.proposed(plan), True)

    def too_large(self, goal: Term, reasons: tuple[Any, ...], how: str) -> str:
        """That a true line needs others before it, and which."""
        plan = lines_between(self, goal, reasons, how)
        if plan is not None:
            return self.proposed(plan)
        found = f"search shows it{f', {how}' if how else ''}"
        return f"it is true ({found}), but too large a step for these reasons: put lines between"

    def proposed(self, plan: Plan) -> str:
        """The lines of a plan, each with its reasons."""
        text, name = self.checker.text, self.checker.name
        width = max(len(x.where) for x in plan.lines)
        rows = [f"{x.where:<{width}}  {text(x.goal)}   {', '.join(map(name, x.reasons)) or 'by.algebra'}" for x in plan.lines]
        return "\n        ".join([f"this jump is too large; these lines would carry it{plan.how and f', {plan.how}'}:",
                                  *map(str.strip, rows)])

    @contextmanager
    def at(self, ctx: Context) -> Iterator[None]:
        """Inside, trials are made where more, or less, is known."""
        before, self.ctx = self.ctx, ctx
        yield
        self.ctx = before

    def outside(self, goal: Term, reasons: tuple[Any, ...]) -> str:
        """That a recurrence among the reasons does not reach an index in the line."""
        for r in reasons:
            for made in r.compiled.values() if isinstance(r, Recurrence) and not r.members else ():
                first, place = made.start[0] if made.start else 0, len(made.hidden)
                for t in subterms(goal):
                    head, arguments = _spine(t)
                    if head is made.constant and len(arguments) > place and t.type is REAL:
                        if not self.shows(self.ctx, le(integer_term(first), arguments[place])):
                            at = self.checker.text(arguments[place])
                            return f"{r.name} starts at {first}, and here its index is {at}"
        return ""

    def endless(self, goal: Term, reasons: tuple[Any, ...]) -> str:
        """Which of the reasons keeps a search from coming to its end, when one does: others may undo what it does."""
        place = self.checker.claim.place
        for r in [r for r in reasons if getattr(r, "conversions", ())]:
            rest = tuple(x for x in reasons if x is not r)
            try:
                with within(TRIAL):
                    prove_step(self.ctx, goal, self.checker.grounds(self.ctx, rest, place), rest)
            except (*Failure, AuthorError, RecursionError) as e:
                if str(getattr(e, "reason", "")).startswith("the two sides have different normal forms"):
                    return f"{self.checker.name(r)} and another of these reasons undo each other: give each a line of its own"
        return ""

    def carries(self, ctx: Context, goal: Term, reasons: tuple[Any, ...]) -> list[Any] | None:
        """The reasons that a proof of the line needs; None when these do not carry it."""
        place = self.checker.claim.place

        def proof() -> list[Any]:
            _, unused = prove_step(ctx, goal, self.checker.grounds(ctx, reasons, place), reasons)
            return [r for r in reasons if r not in unused]

        found: list[Any] | None = self.tried(proof)
        return found

    def carrying(self, goal: Term, reasons: tuple[Any, ...]) -> list[Any] | None:
        """Reasons that carry the line: those given with one more, or with everything that is known here."""
        given = tuple(r for r in reasons if not getattr(r, "routine", False))
        known = [r for r in self.known(goal) if r not in given]
        more = [r for r in self.choices(goal) if r not in given]
        for extra in ([r] for r in (*known, *more)):
            found = self.carries(self.ctx, goal, (*given, *extra))
            if found is not None:
                return found
        for extra in ([*known, *some] for some in [[], *[[r] for r in more]]):
            found = self.carries(self.ctx, goal, (*given, *extra)) if len(extra) > 1 else None
            if found is not None:
                return found
        return self.together(goal, given, known, more)

    def together(self, goal: Term, given: tuple[Any, ...], known: list[Any], more: list[Any]) -> list[Any] | None:
        """All that rewrites at once, but for one of those reasons that undo each other; then what can be left out is."""
        ordinary = [r for r in more if r.name not in EXCLUSIVE and not r.note]
        for some in ([], *[[r] for r in more if r.name in EXCLUSIVE]):
            found = self.carries(self.ctx, goal, (*given, *known, *some, *ordinary))
            for r in reversed(found or []):
                less = self.carries(self.ctx, goal, tuple(x for x in found or [] if x is not r))
                found = found if less is None else less
            if found is not None:
                return found
        return None

    def choices(self, goal: Term) -> list[Any]:
        """The engine's reasons that speak of something in the line."""
        return [r for r in engine() if relevant(r, goal)]

    def beside_routine(self, goal: Term, needed: list[Any], reasons: tuple[Any, ...]) -> list[Any]:
        """What of these has to be named, or is."""
        rest = [r for r in needed if r in reasons or not isinstance(r, by.Reason)]
        routine = partial(self.checker.routine, self.ctx, goal, tuple(rest), self.checker.claim.place)
        return rest if rest and len(rest) < len(needed) and self.tried(routine) is not None else needed

    def known(self, goal: Term) -> list[Any]:
        """What an author could name here: facts, hypotheses, the definitions in the line."""
        checker = self.checker
        owners = dict.fromkeys(SHOWN[c][0] for c in opened(goal) if c in SHOWN)
        return [*checker.facts, *checker.sequent.by_hypothesis, *owners, *checker.citable(goal)]

    def named(self, needed: list[Any], reasons: tuple[Any, ...]) -> str:
        """What to add, and what then is not needed."""
        name = self.checker.name
        spare = [r for r in reasons if r not in needed and not getattr(r, "routine", False)]
        more = [r for r in needed if r not in reasons]
        without = f"  (without {', '.join(map(name, spare))})" if spare else ""
        return f"these reasons carry it:  {', '.join(map(name, [*[r for r in needed if r not in more], *more]))}{without}"

    # -- what is owed ------------------------------------------------------------------------

    def obligation(self, owed: Term) -> str:
        """How to discharge what a line owes."""
        if not owed.free:
            return "no hypothesis can give that: an index or an argument lies outside its range"
        for c in self.checker.citable(owed):
            if self.tried(partial(self.given_by, c, owed)) is not None:
                return f"claim {c.name} gives it: {self.checker.knowing.format(c.name)}"
        if words := self.following(owed):
            return words
        if any(self.tried(partial(way, self.ctx, owed), SEARCH) is not None for way in (by_recursion, by_induction)):
            return f"it is true (search shows it, by induction): {self.checker.shown_apart}"
        lacking = self.lacking(owed, lambda ctx: self.shows(ctx, owed))
        order = owed.op in ("le", "lt", "not")
        if not lacking and order:
            lacking = self.checker.condition(owed)
        if not lacking:
            return ""
        what, where = "assume" if self.checker.assumable else "show", self.checker.assumable
        return f"{what}  {lacking}{where}{', or take cases' if order else ''}"

    def following(self, owed: Term) -> str:
        """That it follows as a line of its own from something that has a name here, such as the definition in it."""
        known = self.known(owed)
        for some in ([], *[[r] for r in known], *([known] if len(known) > 1 else [])):
            routine = partial(self.checker.routine, self.ctx, owed, tuple(some), self.checker.claim.place)
            if self.carries(self.ctx, owed, tuple(some)) is not None or self.tried(routine, SEARCH) is not None:
                reasons = ", ".join(map(self.checker.name, some))
                line = self.checker.showing.format(f"…, {reasons}" if reasons else "…")
                return f"it holds{f' by {reasons}' if reasons else ''}: {line}"
        return ""

    def given_by(self, c: Claim, owed: Term) -> Theorem:
        """What is owed, from an earlier claim."""
        return prove(self.ctx.having(self.checker.everywhere(self.ctx, c, c.place)), owed)

    def lacking(self, goal: Term, holds: Trial) -> str:
        """The first simple condition under which a trial succeeds, as text."""
        for phi in self.conditions(goal):
            if equates(phi, self.ctx.known) or self.shows(self.ctx, phi):
                continue
            if holds(inner := self.ctx.assume(phi)) and not self.shows(inner, FALSE):
                return self.checker.condition(phi)
        return ""

    def conditions(self, goal: Term) -> Iterator[Term]:
        """Conditions that authors forget: signs, bounds, independence, that something is integrable."""
        symbols = [s for v, s in self.checker.sequent.hints.symbols.items() if v.free <= goal.free and v is not OMEGA_VAR]
        named = sorted((s for s in symbols if isinstance(s, Named)), key=lambda s: s.name)
        of_means = goal.op == "app" and goal.args[0] is I
        if of_means:
            yield from _integrable(goal)
        for written in _moments(named) if of_means else conditions(named):
            try:
                yield self.checker.formula(written, self.checker.claim.place)
            except AuthorError:
                continue
        if not of_means:
            yield from _integrable(goal)


def _spine(t: Term) -> tuple[Term, list[Term]]:
    arguments: list[Term] = []
    while t.op == "app":
        t, a = t.args
        arguments.insert(0, a)
    return t, arguments


def _moments(symbols: list[Named]) -> Iterator[Any]:
    """That all members of random families are integrable, and their squares, as an author writes it."""
    k = integer("k")
    for s in symbols:
        if s.kind == "family" and s.fact("random") and (s.fact("indices") or 1) == 1:
            start = s.fact("start")
            of = [k if start is None else sp.Ge(k, start)]
            yield from (ForAll(of, integrable(s[k])), ForAll(of, integrable(s[k]**2)))


def _integrable(goal: Term) -> Iterator[Term]:
    """That random members of the goal, their squares, or their products are integrable."""
    members: dict[Term, None] = {}
    for f in parts(goal):
        if f.op == "lam" and f.data is OMEGA:
            body = instantiate(f.args[0], OMEGA_VAR)
            members |= dict.fromkeys(t for t in parts(body) if t.op == "app" and t.args[1] is OMEGA_VAR
                                     and t.type is REAL and not t.loose)
        elif f.op == "app" and not f.loose and f.type.dom is OMEGA and f.type.cod is REAL:
            members[app(f, OMEGA_VAR)] = None
    found = sorted(members, key=str)[:4]
    for body in [*found, *[power(x, 2) for x in found], *[mul(x, y) for x, y in combinations(found, 2)]]:
        yield app(I, normal(lam(OMEGA_VAR, body)))
