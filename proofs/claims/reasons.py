"""What the reasons of a derivation are: their words for the margin, and the grounds they give a step."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import replace
from typing import Any

import sympy as sp

from ..automatic.direct import subterms
from ..kernel import (
    INT,
    REAL,
    KernelError,
    Term,
    Theorem,
    Type,
    free_variables,
    hyp,
    normal,
    var,
)
from ..language.definitions import Definition
from ..language.door import type_of
from ..language.errors import AuthorError, NotWritten
from ..language.show import text
from ..language.symbols import Named, Section
from ..language.vectors import written_value
from ..language.wording import counted, said
from ..tactics.context import Context, Unproved
from ..tactics.derive import discharge, generalise, mp, specialise, split
from ..tactics.normalise import tidied
from ..tactics.polynomial import TooLarge
from ..tactics.prover import attempt, prove
from ..theories import vocabulary
from .by import Reason, witness
from .citations import rests_on
from .claim import REGISTRY, At, Claim, Hypothesis
from .grounds import Grounds, at_values, lemma_ground
from .outcome import (
    Proved,
)
from .places import Place
from .proof import IH, Known, Specialised
from .sequent import Sequent

Failure = (Unproved, TooLarge, KernelError)


class Reasons:
    """The reasons of one derivation: facts proved on the way, hypotheses, definitions, earlier claims."""

    advises = True  # do messages say what would help?  In what words:
    assumable, knowing = "  (in given= or where=)", "name it before this line, p.known({})"
    showing = "show it before this line, p.have({})"
    shown_apart = "prove it as a claim before this one, and name it, p.known(…)"

    def __init__(self, claim: Claim, s: Sequent) -> None:
        self.claim, self.sequent, self.door = claim, s, s.door
        self.facts: dict[Any, Theorem] = {}  # a reason object ↦ its theorem
        self.words: dict[Any, str] = {}
        self.definedness: list[Theorem] = []  # what is known to be defined, from inductions and earlier claims
        self.shown: list[Theorem] = []  # facts of the derivation under the hypotheses alone
        self.unused: dict[Theorem, tuple[Claim, Place]] = {}  # what known(…) gave and no side condition used yet

    def text(self, t: Term, turned: bool = False) -> str:
        """A term for a message; `turned`: a ≤ b as b ≥ a."""
        hints = self.sequent.hints
        try:
            return text(t, replace(hints, flipped=hints.flipped | {t}) if turned else hints)
        except (AuthorError, AttributeError, IndexError):
            return str(t)

    def condition(self, t: Term) -> str:
        """A condition that nobody wrote: its number stands on the right."""
        return self.text(t, t.op in ("le", "lt") and t.args[0].op == "num")

    def latex(self, t: Term) -> str:
        from ..language.show import latex

        return latex(t, self.sequent.hints)

    # -- reasons ------------------------------------------------------------------------------

    def labels(self, reasons: tuple[Any, ...]) -> tuple[str, ...]:
        return tuple(self.label(r) for r in reasons)

    def label(self, r: Any) -> str:
        """What the margin prints."""
        match r:
            case Reason():
                return r.label
            case witness():
                return f"at ${self.latex(self.door.number(sp.sympify(r.value)))}$"
            case Definition():
                return f"definition of ${r.latex}$"
            case Hypothesis():
                return r.words
            case Claim():
                return r.cited_as
            case At():
                at = [self.latex(written_value(self.door, None, v)) for v in r.values]
                named = [(s.latex or s.name, self.latex(self.value(s, v))) for s, v in r.named]
                at += [f"{name} = {shown}" for name, shown in named if name != shown]
                return self.label(r.claim) + (f" at {', '.join(f'${v}$' for v in at)}" if at else "")
            case Specialised():
                return f"{self.label(r.fact)} at {self.values(r)}"
            case IH():
                return "induction hypothesis"
        return self.words.get(r, "")

    def name(self, r: Any) -> str:
        """A reason in a message."""
        match r:
            case Definition() | Hypothesis() | Claim():
                return str(r.name)
            case At():
                by_name = [f"{s}: {said(v)}" for s, v in r.named]
                return f"{r.claim.name}({', '.join([*map(said, r.values), *by_name])})"
            case Specialised():
                return f"{self.name(r.fact)} at {', '.join(map(said, r.values))}"
        return repr(r)

    def grounds(self, ctx: Context, reasons: tuple[Any, ...], place: Place) -> Grounds:
        """What the reasons stand for."""
        g = Grounds()
        for r in reasons:
            self.ground(g, ctx, r, place)
        if any(isinstance(r, At) and r.named for r in reasons):
            g.unfold_orders(ctx)
        return g

    def ground(self, g: Grounds, ctx: Context, r: Any, place: Place) -> None:
        match r:
            case Reason():
                g.conversions += [(r, c) for c in r.conversions]
                g.unfold |= r.unfold
                for c in r.unfold:
                    g.opens[c] = r
                g.notes |= {r.note} if r.note else set()
            case Definition():
                g.open(r, r)
            case witness():
                g.witnesses.append((r, normal(self.door.number(sp.sympify(r.value)))))
            case Hypothesis():
                if r not in self.sequent.by_hypothesis:
                    raise NotWritten(f"{r.name} is no hypothesis of {self.claim.name}: add it to given=", place)
                for part in split(hyp(self.sequent.by_hypothesis[r])):
                    g.add(r, part)
            case Claim():
                self.lemma(g, ctx, r, None, place)
            case At():
                self.lemma(g, ctx, r.claim, r, place)
            case Specialised():
                self.specialised(g, ctx, r, place)
            case Hashable() if r in self.facts:
                for part in split(self.facts[r]):
                    g.add(r, part)
            case _:
                if isinstance(r, IH):
                    raise NotWritten("the induction hypothesis is no reason here: it holds inside its step only", place)
                why = "it holds inside that case only" if getattr(r, "condition", None) is not None else (
                    "it is not proved before this line")
                raise NotWritten(f"{r!r} is no reason here: {why}", place)

    def specialised(self, g: Grounds, ctx: Context, r: Specialised, place: Place) -> None:
        """A fact at values of the variables that it binds, outermost first."""
        general = Grounds()
        self.ground(general, ctx, r.fact, place)
        for th in general.theorems.values():
            for v in r.values:
                th = within_bounds(ctx, th)
                if th.concl.op != "all":
                    many = counted(len(r.values), "variable", "variables")
                    raise NotWritten(f"{self.name(r.fact)} does not say “for all” of {many}", place)
                th = specialise(th, self.written(th.concl.args[0].type.dom, v, place))
            for part in split(within_bounds(ctx, th)):
                g.add(r, part)

    def written(self, ty: Type, v: Any, place: Place) -> Term:
        """The value that an author gives to a variable of a type."""
        try:
            return written_value(self.door, ty, v)
        except NotWritten as e:
            e.place = e.place or place
            raise

    def values(self, r: Specialised) -> str:
        """The values at which a fact is used, for the margin."""
        def shown(v: Any) -> str:
            return v.latex if isinstance(v, Definition) else self.latex(written_value(self.door, None, v))

        return ", ".join(f"${shown(v)}$" for v in r.values)

    def lemma(self, g: Grounds, ctx: Context, claim: Claim, at: At | None, place: Place) -> None:
        """An earlier claim, checked first."""
        if claim is self.claim:
            raise NotWritten(f"{claim.name} cannot be a reason in its own derivation", place)
        verdict = claim.check()
        if not isinstance(verdict, Proved):
            raise NotWritten(f"claim {claim.name} is not proved, so it is no reason", place)
        shared = frozenset(verdict.hypotheses).intersection(*[frozenset().union(*[th.hyps for th in ctx.facts])])
        if at is None:
            bounded = {self.door.variable(s) for s in _bounded(claim)}
            for part in split(verdict.theorem):
                for th in lemma_ground(part, verdict.hypotheses, shared, bounded):
                    g.add(claim, th)
                    g.cited.add(th.concl)
            return
        table = {var(s.name, type_of(s)): self.value(s, v) for s, v in self.assigned(at, place).items()}
        table = {x: v for x, v in table.items() if at.named or x is not v}
        for part in split(verdict.theorem):
            apart = tuple(h for h in verdict.hypotheses if h not in shared or any(x.free <= h.free for x in table))
            exact = at_values(part, apart, table)
            for th in dict.fromkeys([*exact, *map(tidied, exact)]):
                g.theorems[th.concl] = th
                g.owner[th.concl] = at
                g.cited.add(th.concl)

    def assigned(self, at: At, place: Place) -> dict[Named, Any]:
        """The values that a claim is called with, by its variables: in their order, or given by name."""
        strange = [s for s, _ in at.named if s not in at.claim.sequent.door.used.values()]
        if strange:
            raise NotWritten(f"{at.claim.name} does not speak of {strange[0]}", place)
        names = self.variables(at.claim)
        if len(at.values) > len(names):
            raise NotWritten(f"{at.claim.name} has {len(names)} variables to put values for, not {len(at.values)}", place)
        return dict(at.named) or dict(zip(names, at.values, strict=False))

    def citable(self, goal: Term) -> list[Claim]:
        """Earlier claims of the file that are proved and speak of something in a line, for advice."""
        about = _names(goal)
        return [c for c in list(REGISTRY.values()) if c.module == self.claim.module and c.prover is not None
                and c.place.line < self.claim.place.line and about & _names_in(c)
                and not rests_on(c, self.claim) and isinstance(c.check(), Proved)]

    def known(self, ctx: Context, item: Known) -> list[Theorem]:
        """What known(…) gives: earlier claims as facts, until one is used noted as unused."""
        found = []
        for claim in item.claims:
            th = self.everywhere(ctx, claim, item.place)
            self.unused[th] = (claim, item.place)
            found.append(th)
        self.shown += found
        return found

    def spare(self, th: Theorem) -> None:
        """Note which of the claims given to known(…) a side condition used."""
        for given in [g for g in self.unused if g.concl in th.hyps]:
            del self.unused[given]

    def everywhere(self, ctx: Context, claim: Any, place: Place) -> Theorem:
        """An earlier claim for all its integer variables, under hypotheses of this one."""
        if not isinstance(claim, Claim) or claim is self.claim:
            raise NotWritten(f"known(…) takes earlier claims, not {self.name(claim)}", place)
        verdict = claim.check()
        if not isinstance(verdict, Proved):
            raise NotWritten(f"claim {claim.name} is not proved, so it is not known", place)
        th, guards = verdict.theorem, claim.sequent.guards
        fixed = [h for h in th.hyps if h not in guards]
        free = [v for v in free_variables(th.concl) if v.type is INT and not any(v.free <= h.free for h in fixed)]
        for h in verdict.hypotheses:
            if h in th.hyps and any(v.free <= h.free for v in free):
                th = discharge(th, h)
            elif h in th.hyps and h not in self.sequent.hypotheses:
                th = mp(discharge(th, h), self.premise(ctx, claim, h, place))
        return generalise(th, *free)

    def premise(self, ctx: Context, claim: Claim, h: Term, place: Place) -> Theorem:
        """A hypothesis of an earlier claim, shown here."""
        try:
            return prove(ctx, h)
        except Failure:
            raise NotWritten(f"{claim.name} supposes {self.text(h)}, which is not known here", place) from None

    def value(self, s: Named, v: Any) -> Term:
        if s.fact("random") and isinstance(v, Section):
            return vocabulary.whole_family(self.door, v)[0]
        return written_value(self.door, type_of(s), v)

    def variables(self, claim: Claim) -> list[Named]:
        """The variables that a claim can be called with: those of where=, then the others, integers first."""
        bounded = _bounded(claim)
        parts = claim.statement if isinstance(claim.statement, tuple) else (claim.statement,)
        free = sorted({s for e in parts for s in e.free_symbols if isinstance(s, Named) and s.kind in ("int", "nat", "real")},
                      key=lambda s: (s.kind == "real", s.name))
        return list(dict.fromkeys([*bounded, *free]))

    def formula(self, written: Any, place: Place) -> Term:
        try:
            return self.door.statement(written)
        except NotWritten as e:
            e.place = e.place or place
            raise


def within_bounds(ctx: Context, th: Theorem) -> Theorem:
    """The conclusion of a fact at values, where its bounds are known to hold."""
    while th.concl.op == "imp" and th.concl.args[0].op in ("le", "lt"):
        bound = attempt(ctx, th.concl.args[0])
        if bound is None:
            return th
        th = mp(th, bound)
    return th


def _names(t: Term) -> set[object]:
    """The definitions and the symbols of families and functions in a term."""
    return {u.data for u in subterms(t) if u.op == "const" or u.op == "var" and u.type not in (INT, REAL)}


def _names_in(claim: Claim) -> set[object]:
    """The same of a statement; nothing where it cannot be read, which is that claim's own trouble."""
    try:
        return _names(claim.sequent.statement)
    except AuthorError:
        return set()


def _bounded(claim: Claim) -> list[Named]:
    """The variables that where= bounds, in its order."""
    return [b.lhs for b in claim.where if isinstance(getattr(b, "lhs", None), Named)]
