"""A derivation as text against a claim that is fixed: which lines are right, and whether they prove the claim.

Each line is checked by itself: a line is right when what it says follows from the line above it by the reasons it names,
which are hypotheses, definitions, theorems that the staff allow, and right lines above it.  A line that rests on a wrong
one is not right.  The claim, what rests on the claim, and admitted steps are no reasons.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from functools import partial
from typing import Any

from ..claims.check import Checker, outcome
from ..claims.citations import cited_in, rests_on
from ..claims.claim import REGISTRY, Claim, Hypothesis
from ..claims.grounds import Grounds, register_unfoldings
from ..claims.outcome import CheckedChain, Proved
from ..claims.places import Place
from ..claims.proof import Conclude, Known, Line, Proof, Split
from ..claims.reasons import Failure
from ..claims.steps import StepFailed, prove_step
from ..kernel import FALSE, Term, Theorem, gap
from ..language.definitions import Definition
from ..language.errors import AuthorError, NotWritten
from ..language.symbols import Named
from ..tactics.budget import within
from ..tactics.context import Context
from ..tactics.prover import attempt
from .derivation import Derivation, Unread, engine_reasons, read

WORK = 1_500_000  # for one line, in units of `budget`


@dataclass(frozen=True)
class Graded:
    """One line: `counts` when credit is given for it, `right`, and what is wrong otherwise."""

    number: int
    text: str
    counts: bool
    right: bool
    message: str


@dataclass(frozen=True)
class Result:
    """What a text earns: `complete` when it proves the claim."""

    claim: str
    complete: bool
    message: str
    lines: tuple[Graded, ...]
    score: float
    points: float

    def data(self) -> dict[str, Any]:
        return {"schema": "proofs-grade/1", **asdict(self)}


@dataclass(frozen=True)
class Policy:
    """What the staff fix: points, what an unfinished text can earn of them, theorems allowed, reasons refused, advice."""

    points: float = 10.0
    partial: float = 0.5
    theorems: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    advice: bool = True  # does a message say what would help?


def graded(claim: Claim, text: str, file: str = "derivation.txt", policy: Policy | None = None) -> Result:
    """Grade a text against a claim; raises NotWritten where the policy allows a theorem that there is not."""
    policy = policy or Policy()
    reasons = reasons_of(claim, policy)
    try:
        derivation = read(text, file, names_of(claim), reasons)
    except NotWritten as e:
        return Result(claim.name, False, e.message, (), 0.0, policy.points)
    own = _copy(claim, derivation)
    readable = not derivation.wrong and not derivation.unread
    verdict = outcome(own, Strict) if readable else None
    complete = isinstance(verdict, Proved) and verdict.published is not None
    marks = Marks(derivation)
    if not complete:
        marks.check(own, policy.advice, [r for r in reasons.values() if isinstance(r, Claim)])
    lines = tuple(marks.lines(complete))
    counted = [x for x in lines if x.counts]
    wanted = max(len(counted), _length(claim), 1)
    share = 1.0 if complete else policy.partial*sum(x.right for x in counted)/wanted
    message = "" if any(x.message for x in lines) else getattr(verdict, "reason", "")
    return Result(claim.name, complete, message, lines, round(share*policy.points, 2), policy.points)


def names_of(claim: Claim) -> dict[str, Any]:
    """The symbols and definitions of the claim's module, by their names there."""
    module = getattr(claim.write, "__globals__", {})
    found = {k: v for k, v in module.items() if isinstance(v, (Named, Definition)) and not k.startswith("_")}
    return {**{v.name: v for v in found.values()}, **found}


def reasons_of(claim: Claim, policy: Policy) -> dict[str, Any]:
    """What a text may name: engine reasons, definitions, the claim's hypotheses, and theorems that do not rest on it.

    The theorems are those that the policy names, or else those that the staff's own derivation cites.
    """
    found = {n: r for n, r in engine_reasons().items() if n not in policy.without}
    found |= {k: v for k, v in names_of(claim).items() if isinstance(v, Definition)}
    found |= {h.name: h for h in claim.given if isinstance(h, Hypothesis)}
    by_name = {c.name: c for c in REGISTRY.values()} | {c.id: c for c in REGISTRY.values()}
    for name in policy.theorems:
        if name not in by_name:
            raise NotWritten(f"there is no claim {name} to allow")
    allowed = [by_name[n] for n in policy.theorems] or (cited_in(claim.record()) if claim.prover else [])
    return found | {c.name: c for c in dict.fromkeys(allowed) if not rests_on(c, claim)}


def _copy(claim: Claim, derivation: Derivation) -> Claim:
    """The claim with the text as its derivation; the registry does not know it."""
    made = replace(claim, prover=lambda p: None, refuter=None, _outcome=None, _sequent=None)
    object.__setattr__(made, "record", lambda: derivation.proof)
    return made


def _length(claim: Claim) -> int:
    """How many lines the staff's own derivation has."""
    return sum(1 for _ in _steps(claim.record())) if claim.prover else 0


def _steps(p: Proof) -> Iterable[Place]:
    """The places of all lines that claim something."""
    for item in p.items:
        match item:
            case Line() if item.rel:
                yield item.place
            case Conclude():
                yield item.place
            case Proof():
                yield from _steps(item)
            case Split():
                for inner in item.proofs:
                    yield from _steps(inner)


class Marks:
    """What is known of each line of a text."""

    def __init__(self, derivation: Derivation) -> None:
        self.derivation = derivation
        self.reached: set[int] = set()
        self.wrong: dict[int, str] = dict(derivation.wrong)
        self.idle: set[int] = set()  # lines that say nothing new, or nothing that serves the claim
        self.remarks: dict[int, str] = {}
        self.counted = {place.line for place in _steps(derivation.proof)}

    def check(self, claim: Claim, advice: bool, theorems: Iterable[Claim]) -> None:
        """Check every line, whatever the others are."""
        checker = Lines(claim, self, theorems)
        checker.advises = advice
        try:
            register_unfoldings()
            checker.goal(claim.record(), checker.context(claim.record()), claim.sequent.statement)
        except AuthorError as e:
            self.note(e)
        except (*Failure, RecursionError) as e:
            self.note(NotWritten(f"the text was refused: {e or type(e).__name__}"))
        self.idle |= checker.spare_facts()

    def note(self, e: AuthorError, place: Place | None = None) -> None:
        """An error at its line."""
        where = e.place if isinstance(e.place, Place) else place
        self.wrong.setdefault(where.line if where is not None else 0, e.message)

    def lines(self, complete: bool) -> Iterable[Graded]:
        for row in self.derivation.rows:
            message = "" if complete else self.wrong.get(row.number, "")
            reached = complete or row.number in self.reached
            counts = row.number in self.counted and row.number not in self.idle or row.number in self.derivation.wrong
            if not reached and row.number in self.counted and not message:
                message = "not reached: look at the lines above it"
            said = message or self.remarks.get(row.number, "")
            yield Graded(row.number, " "*row.indent + row.words, counts, not message, said)


class Elsewhere(Exception):
    """A chain does not start and end where the claim does."""


class Strict(Checker):
    """A checker for which no routine is found: a text names what a line needs."""

    def routine(self, ctx: Context, goal: Term, reasons: tuple[Any, ...], place: Place, brief: bool = False) -> None:
        return None


class Lines(Strict):
    """A checker that goes on after a wrong line: what the line says is admitted, and what rests on that is not right."""

    assumable, knowing = "", "write before this line  known {}"
    showing = "show it before this line, with have"
    shown_apart = "show it before this line, with have and an induction"

    def __init__(self, claim: Claim, marks: Marks, theorems: Iterable[Claim]) -> None:
        super().__init__(claim, claim.sequent)
        self.theorems = list(theorems)
        self.marks = marks
        self.admitted: set[Term] = set()
        self.vacuous = False
        self.here = claim.place
        self.used: set[Term] = set()
        self.plain: set[int] = set()  # lines that need no reason
        self.fact_lines: dict[Term, set[int]] = {}

    def sound(self, th: Theorem, place: Place) -> None:
        """Note a line that rests on something admitted."""
        if th.hyps & self.admitted or any(kind == "gap" for kind, _ in th.ledger):
            self.marks.note(NotWritten("it rests on a line that is not right", place))

    def admit(self, ctx: Context, goal: Term) -> Theorem:
        return gap(tuple(h for th in ctx.facts for h in th.hyps), goal, "by.gap")

    def step(self, ctx: Context, goal: Term, reasons: tuple[Any, ...], place: Place, turned: bool = False) -> Theorem:
        self.marks.reached.add(place.line)
        if self.vacuous:
            self.marks.note(NotWritten("it stands in a case that cannot occur", place))
        th: Theorem | None = self.on_trial(lambda: super(Lines, self).step(ctx, goal, reasons, place, turned), place)
        if th is None:
            return self.admit(ctx, goal)
        self.sound(th, place)
        self.used |= th.hyps
        if place.line not in self.marks.wrong and self.needs_no_reason(ctx, goal):
            self.plain.add(place.line)
        return th

    def needs_no_reason(self, ctx: Context, goal: Term) -> bool:
        """Is it mere arithmetic?"""
        try:
            with within(WORK):
                prove_step(ctx, goal, Grounds(), ())
        except (*Failure, RecursionError):
            return False
        return True

    def spare_facts(self) -> set[int]:
        """The lines of intermediate facts that no other line uses."""
        return set().union(*[lines for phi, lines in self.fact_lines.items() if phi not in self.used])

    def on_trial(self, what: Callable[[], Any], place: Place) -> Any:
        """The result, or None after noting the error."""
        try:
            with within(WORK):
                return what()
        except AuthorError as e:
            self.marks.note(e, place)
        except (*Failure, RecursionError) as e:
            self.marks.note(StepFailed(f"this line is too much work: {getattr(e, 'reason', e)}", place))
        return None

    def spare(self, th: Theorem) -> None:
        super().spare(th)
        self.sound(th, self.here)

    def well_defined(self, ctx: Context, t: Term, place: Place) -> None:
        self.here = place
        self.on_trial(lambda: super(Lines, self).well_defined(ctx, t, place), place)

    def ground(self, g: Grounds, ctx: Context, r: Any, place: Place) -> None:
        if isinstance(r, Unread):
            raise NotWritten(r.message, place)
        super().ground(g, ctx, r, place)

    def citable(self, goal: Term) -> list[Claim]:
        return self.theorems

    def known(self, ctx: Context, item: Known) -> list[Theorem]:
        found: list[Theorem] | None = self.on_trial(lambda: super(Lines, self).known(ctx, item), item.place)
        return found or []

    def expression(self, e: Any, place: Place) -> Term:
        if isinstance(e, Unread):
            raise NotWritten(e.message, place)
        return super().expression(e, place)

    def run(self, p: Proof, ctx: Context, goal: Term) -> tuple[Theorem, tuple[Any, ...]]:
        """What is not written is admitted, so that the lines elsewhere are read."""
        if p.items:
            return super().run(p, ctx, goal)
        self.marks.note(NotWritten(f"nothing shows {self.text(goal)}: write its lines", p.place or self.claim.place))
        return self.admit(ctx, goal), ()

    def fact(self, p: Proof, ctx: Context) -> Any:
        made, shown = super().fact(p, ctx)
        if any(kind == "gap" for th in made for kind, _ in th.ledger):
            self.admitted |= {th.concl for th in made}
        if not {th.concl for th in made} & self.used:
            self.fact_lines[made[0].concl] = {place.line for place in _steps(p)}
        return made, shown

    def chain(self, lines: list[Line], ctx: Context, goal: Term, p: Proof) -> tuple[Theorem, CheckedChain]:
        """The chain as it is, or line by line."""
        terms = [self.on_trial(partial(self.expression, x.expr, x.place), x.place) for x in lines]
        self.repeated(lines, terms)
        if all(t is not None for t in terms):
            found: tuple[Theorem, CheckedChain] | None = None
            with suppress(Elsewhere):
                found = self.on_trial(lambda: super(Lines, self).chain(lines, ctx, goal, p), lines[-1].place)
            if found is not None:
                self.padded(lines)
                return found
        self.links(lines, terms, ctx)
        self.padded(lines)
        return self.admit(ctx, goal), CheckedChain(())

    def ends(self, ctx: Context, terms: list[Term], goal: Term, lines: list[Line]) -> tuple[list[Theorem], list[Theorem]]:
        """A chain that does not end where the claim does is not finished; one that starts elsewhere does not serve it."""
        try:
            return super().ends(ctx, terms, goal, lines)
        except NotWritten as e:
            where = e.place if isinstance(e.place, Place) else lines[0].place
            self.marks.remarks[where.line] = e.message
            if where == lines[0].place:
                self.marks.idle |= {x.place.line for x in lines}
            raise Elsewhere from None

    def links(self, lines: list[Line], terms: list[Term | None], ctx: Context) -> None:
        """The lines that the chain did not get to."""
        from ..claims.steps import relation

        for line, a, b in zip(lines[1:], terms, terms[1:], strict=False):
            if line.place.line in self.marks.reached or b is None:
                continue
            if a is None:
                self.marks.note(NotWritten("the line above it is not understood", line.place))
                continue
            self.well_defined(ctx, b, line.place)
            self.step(ctx, relation(line.rel, a, b), line.reasons, line.place, line.rel in (">=", ">"))

    def padded(self, lines: list[Line]) -> None:
        """Of several lines in a row that need no reason, one counts."""
        for before, line in zip(lines, lines[1:], strict=False):
            if before.place.line in self.plain and line.place.line in self.plain:
                self.marks.idle.add(line.place.line)

    def repeated(self, lines: list[Line], terms: list[Term | None]) -> None:
        """Lines that repeat an expression of the chain say nothing new."""
        for n, (line, t) in enumerate(zip(lines, terms, strict=True)):
            if n and t is not None and t in terms[:n]:
                self.marks.idle.add(line.place.line)

    def _cases(self, item: Split, ctx: Context, goal: Term) -> tuple[Theorem, list[Any]]:
        """Lines in a case that contradicts what is known earn nothing, nor do those of cases that do not cover everything."""
        before = self.vacuous
        conditions = [self.formula(c, item.place) for c in item.data]
        self.vacuous |= any(attempt(ctx.assume(c), FALSE) is not None for c in conditions)
        try:
            return super()._cases(item, ctx, goal)
        finally:
            self.vacuous = before
