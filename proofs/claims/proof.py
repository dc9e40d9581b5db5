"""A derivation as it is written: one call on `p`, one line of the sheet.  Nothing is checked here."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from sympy import Float
from sympy.core.relational import Relational
from sympy.logic.boolalg import BooleanFunction

from ..language.errors import NotWritten
from ..language.symbols import Named
from ..language.wording import said
from .places import Place, caller

Reason = Any


@dataclass(frozen=True)
class Line:
    """One step of a chain: relation, expression, reasons.  The first has relation ""."""

    rel: str
    expr: Any
    reasons: tuple[Reason, ...]
    place: Place
    number: str | None = None


@dataclass(frozen=True)
class Say:
    """Prose between the steps."""

    words: str
    place: Place


@dataclass(frozen=True, eq=False)
class Specialised:
    """A fact “for all …” at values of its variables, as a reason."""

    fact: Any
    values: tuple[Any, ...]


class Specialisable:
    """A fact that is a reason as it stands or, called, at values of the variables that it binds."""

    def __call__(self, *values: Any) -> Specialised:
        return Specialised(self, values)


@dataclass(frozen=True, eq=False)
class Assumption(Specialisable):
    """The left side of an implication, or what a goal denies, assumed; a reason from here on."""

    statement: Any
    place: Place

    def __repr__(self) -> str:
        return "the assumption"


@dataclass(frozen=True)
class Instance:
    """Values for a refutation."""

    values: dict[Any, Any]
    place: Place


@dataclass(frozen=True)
class Conclude:
    """Close the goal without a chain."""

    reasons: tuple[Reason, ...]
    place: Place


@dataclass(frozen=True)
class Known:
    """Earlier claims that side conditions may use from here on."""

    claims: tuple[Reason, ...]
    place: Place


@dataclass(frozen=True)
class Split:
    """An induction, a descent, cases or parts, with their sub-proofs."""

    kind: str
    proofs: tuple[Proof, ...]
    data: Any
    place: Place


@dataclass(frozen=True, eq=False)
class IH(Specialisable):
    """The induction hypothesis of a step."""

    def __repr__(self) -> str:
        return "the induction hypothesis"


@dataclass(eq=False)
class Proof(Specialisable):
    """A derivation under construction.

    Each method notes one step; `eq`, `le`, `lt`, `ge`, `gt` continue the chain that `calc` started.
    """

    title: str = ""
    goal: Any = None
    place: Place | None = None
    items: list[Any] = field(default_factory=list)
    ih: Any = None  # of a step: its induction hypothesis
    label: str = ""
    condition: Any = None  # of a case
    _marks: list[int] = field(default_factory=lambda: [0])

    @property
    def written(self) -> str:
        """How a message calls it."""
        return "p"

    def __repr__(self) -> str:
        if self.condition is not None:
            return f"the case {said(self.condition)}"
        return f"fact {self.label}" if self.label else f"the part “{self.title.rstrip('.')}”"

    def calc(self, expr: Any) -> None:
        """Start a chain."""
        self._line("", expr, (), None)

    def eq(self, expr: Any, *reasons: Reason, number: str | None = None) -> None:
        """= expr"""
        self._line("=", expr, reasons, number)

    def le(self, expr: Any, *reasons: Reason, number: str | None = None) -> None:
        """≤ expr"""
        self._line("<=", expr, reasons, number)

    def lt(self, expr: Any, *reasons: Reason, number: str | None = None) -> None:
        """< expr"""
        self._line("<", expr, reasons, number)

    def ge(self, expr: Any, *reasons: Reason, number: str | None = None) -> None:
        """≥ expr"""
        self._line(">=", expr, reasons, number)

    def gt(self, expr: Any, *reasons: Reason, number: str | None = None) -> None:
        """> expr"""
        self._line(">", expr, reasons, number)

    def say(self, words: str) -> None:
        """Prose; it may contain names in $…$, no relations: a formula that matters is a `have`."""
        self.items.append(Say(words, caller(2)))

    def known(self, *claims: Reason) -> None:
        """Earlier claims for the side conditions that follow: that a root or a quotient exists, say."""
        self.items.append(Known(claims, caller(2)))

    def have(self, statement: Any, *reasons: Reason) -> Proof:
        """An intermediate fact; without reasons it is derived by calls on what is returned, or it is routine."""
        place = caller(2)
        _exact(statement, place)
        turn, letter = divmod(self._marks[0], 26)
        self._marks[0] += 1
        mark = chr(ord("a") + letter)*(turn + 1)
        fact = Proof("", statement, place, label=f"({mark})", _marks=self._marks)
        if reasons:
            fact.items.append(Conclude(_checked(reasons, place), place))
        self.items.append(fact)
        return fact

    def induction(self, var: Named, *, start: int = 0) -> tuple[Proof, Proof]:
        """Induction on an integer variable of the claim."""
        place = caller(2)
        base, step = self._sub("Base", place), self._sub("Step", place)
        step.ih = IH()
        self.items.append(Split("induction", (base, step), (var, start), place))
        return base, step

    def descent(self, var: Named, *, start: Any) -> tuple[Proof, Proof]:
        """Induction downwards from `start`."""
        place = caller(2)
        base, step = self._sub("Base", place), self._sub("Step", place)
        step.ih = IH()
        self.items.append(Split("descent", (base, step), (var, start), place))
        return base, step

    def cases(self, *conditions: Any) -> tuple[Proof, ...]:
        """A case for each condition; that they are exhaustive is checked.  Each case is a reason for its condition."""
        place = caller(2)
        proofs = []
        for c in conditions:
            _exact(c, place)
            proofs.append(self._sub("Case", place))
            proofs[-1].condition = c
        self.items.append(Split("cases", tuple(proofs), conditions, place))
        return tuple(proofs)

    def parts(self, *titles: str) -> tuple[Proof, ...]:
        """One part for each conjunct of the goal, in order."""
        place = caller(2)
        proofs = tuple(self._sub(t, place) for t in titles)
        self.items.append(Split("parts", proofs, titles, place))
        return proofs

    def assume(self, statement: Any) -> Assumption:
        """Assume the left side of the goal, an implication; or what the goal denies: it remains to derive a contradiction."""
        made = Assumption(statement, caller(2))
        _exact(statement, made.place)
        self.items.append(made)
        return made

    def instance(self, values: dict[Any, Any]) -> None:
        """The values of a counterexample."""
        self.items.append(Instance(dict(values), caller(2)))

    def conclude(self, *reasons: Reason) -> None:
        """Close a goal that needs no chain."""
        place = caller(2)
        self.items.append(Conclude(_checked(reasons, place), place))

    def _sub(self, title: str, place: Place) -> Proof:
        return Proof(title, place=place, _marks=self._marks)

    def _line(self, rel: str, expr: Any, reasons: tuple[Reason, ...], number: str | None) -> None:
        place = caller(3)
        _exact(expr, place)
        if isinstance(expr, Relational | BooleanFunction):
            raise NotWritten("a line of a chain is an expression, one side of a relation: a statement goes into have(…)", place)
        if rel and not any(isinstance(i, Line) for i in self.items):
            raise NotWritten("start the chain with calc(…)", place)
        self.items.append(Line(rel, expr, _checked(reasons, place), place, number))


def _checked(reasons: tuple[Reason, ...], place: Place) -> tuple[Reason, ...]:
    for r in reasons:
        if isinstance(r, str):
            raise NotWritten(f"a reason is a name, not text: write by.{r}, or the name of a fact" if r.isidentifier()
                             else f"a reason is a name, not text: {r!r}", place)
    return reasons


def _exact(expr: Any, place: Place) -> None:
    """Refuse floats and truth values where they are written."""
    parts = expr if isinstance(expr, tuple) else (expr,)
    for e in parts:
        if isinstance(e, bool):
            raise NotWritten("== and != ask a question and give True or False: write the chain, or Eq(a, b)", place)
        if isinstance(e, float) or hasattr(e, "has") and e.has(Float):
            raise NotWritten(f"{e} is not exact: write S(1)/2 for one half", place)
