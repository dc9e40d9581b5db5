"""What checking a claim gives: one of three verdicts, never a bool, and the derivation as it was checked."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from ..kernel import Published, Term, Theorem
from ..language.show import latex, text
from .places import Place


@dataclass(frozen=True)
class CheckedLine:
    """A line of a chain: relation, expression as a term, the reasons in words, equation number."""

    rel: str
    term: Term
    reasons: tuple[str, ...]
    number: str | None
    place: Place


@dataclass(frozen=True)
class CheckedChain:
    lines: tuple[CheckedLine, ...]


@dataclass(frozen=True)
class CheckedWords:
    words: str


@dataclass(frozen=True)
class CheckedFact:
    """An intermediate fact; body is empty when reasons carry it at once."""

    label: str
    formula: Term
    reasons: tuple[str, ...]
    body: tuple[Any, ...]
    assumed: bool = False


@dataclass(frozen=True)
class CheckedBranch:
    """Base, step, case or part."""

    kind: str
    formula: Term | None
    title: str
    body: tuple[Any, ...]
    variable: Term | None = None
    start: Term | None = None


@dataclass(frozen=True)
class CheckedConclusion:
    formula: Term
    reasons: tuple[str, ...]


class Shown:
    """What a notebook shows as mathematics, and everything else as readable text."""

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, str]:
        bundle = {"text/plain": repr(self)}
        formula = getattr(self, "_repr_latex_", None)
        return bundle if formula is None else {**bundle, "text/latex": formula()}


@dataclass(frozen=True, repr=False)
class Proved(Shown):
    """The claim holds: theorem, definedness, an instance of the hypotheses."""

    theorem: Theorem
    published: Published | None = None
    body: tuple[Any, ...] = ()
    hypotheses: tuple[Term, ...] = ()
    hints: Any = None  # how to print it

    def __repr__(self) -> str:
        given = f"; under {', '.join(text(h, self.hints) for h in self.hypotheses)}" if self.hypotheses else ""
        return f"Proved({text(self.theorem.concl, self.hints)}{given})"

    def _repr_latex_(self) -> str:
        return in_latex("proved", self.theorem.concl, self.hypotheses, self.hints)

    def __bool__(self) -> bool:
        raise TypeError("a verdict is no truth value: use match, or isinstance(verdict, Proved)")


@dataclass(frozen=True, repr=False)
class Refuted(Shown):
    """The claim is false: the theorem says that at these values hypotheses hold and the statement does not.

    `whole` says moreover that hypotheses and statement are defined there.
    `lacking`: a condition under which the statement is proved, where one was found.
    `undefined`: at these values the statement has no value (a division by zero, say), so it is not called false.
    """

    theorem: Theorem
    values: tuple[tuple[str, str], ...] = ()
    undefined: bool = False
    body: tuple[Any, ...] = ()
    message: str = ""
    said: str = ""  # as "x/x = 1 is undefined at x = 0"
    formula: str = ""  # the statement as LaTeX
    whole: Theorem | None = None
    lacking: str = ""

    def __repr__(self) -> str:
        return f"Refuted({self.said}{f'; it holds for {self.lacking}' if self.lacking else ''})"

    def _repr_latex_(self) -> str:
        at = r",\ ".join(f"{a} = {b}" for a, b in self.values)
        word = ("undefined" if self.undefined else "false") + (" at " if at else "")
        return rf"$\displaystyle {self.formula} \qquad \text{{({word}}} {at}\text{{)}}$"

    def __bool__(self) -> bool:
        raise TypeError("a verdict is no truth value: use match, or isinstance(verdict, Refuted)")


@dataclass(frozen=True, repr=False)
class Undecided(Shown):
    """Nothing was shown; the reason says where it stopped.  This says nothing about the claim."""

    reason: str
    place: Place | None = None
    refutation: Refuted | None = None
    notes: tuple[str, ...] = field(default=())

    def __repr__(self) -> str:
        return f"Undecided({self.reason}{f'; {self.place}' if self.place else ''})"

    def __bool__(self) -> bool:
        raise TypeError("a verdict is no truth value: use match, or isinstance(verdict, Undecided)")


def in_latex(word: str, statement: Term, hypotheses: tuple[Term, ...], hints: Any) -> str:
    """A statement for a notebook: what it says, and under which hypotheses."""
    given = r",\quad ".join(latex(h, hints) for h in hypotheses)
    return rf"$\displaystyle {latex(statement, hints)} \qquad \text{{({word}{' for ' if given else ''}}} {given}\text{{)}}$"


Verdict = Proved | Refuted | Undecided
