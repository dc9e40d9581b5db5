"""What checking a claim gives: one of three verdicts, never a bool, and the derivation as it was checked."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from ..kernel import Published, Term, Theorem
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


@dataclass(frozen=True)
class Proved:
    """The claim holds: theorem, definedness, an instance of the hypotheses."""

    theorem: Theorem
    published: Published | None = None
    body: tuple[Any, ...] = ()
    hypotheses: tuple[Term, ...] = ()

    def __bool__(self) -> bool:
        raise TypeError("a verdict is no truth value: use match, or isinstance(verdict, Proved)")


@dataclass(frozen=True)
class Refuted:
    """The claim is false: the theorem says that at these values hypotheses hold and the statement does not.

    `undefined`: at these values the statement has no value (a division by zero, say), so it is not called false.
    """

    theorem: Theorem
    values: tuple[tuple[str, str], ...] = ()
    undefined: bool = False
    body: tuple[Any, ...] = ()
    message: str = ""

    def __bool__(self) -> bool:
        raise TypeError("a verdict is no truth value: use match, or isinstance(verdict, Refuted)")


@dataclass(frozen=True)
class Undecided:
    """Nothing was shown; the reason says where it stopped.  This says nothing about the claim."""

    reason: str
    place: Place | None = None
    refutation: Refuted | None = None
    notes: tuple[str, ...] = field(default=())

    def __bool__(self) -> bool:
        raise TypeError("a verdict is no truth value: use match, or isinstance(verdict, Undecided)")


Verdict = Proved | Refuted | Undecided
