"""The one document model: what a solution sheet says, before any writer decides how it looks.

Everything here is a frozen value.  ``Math`` is a formula in the LaTeX subset of ``texmath``; ``Prose`` is running
text with such formulas between dollar signs and with references to claims, made by ``reference``; ``Plain`` is text
printed letter for letter.  Nothing is checked on
construction: the writers parse every formula and refuse what they do not know.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, TypeAlias

Math: TypeAlias = str
Prose: TypeAlias = str
Plain: TypeAlias = str
Status: TypeAlias = Literal["proved", "refuted", "undecided", "failed", "stated"]  # "stated": a task, no verdict is shown
Definition: TypeAlias = tuple[Math, Math, Math]


REFERENCE = ("\x02", "\x1f", "\x03")  # characters that nobody types: before the number, before the words, after them

NO_BREAK = "\N{NO-BREAK SPACE}"


def reference(number: Plain, words: Plain = "") -> Prose:
    """Running text that links to the box of a claim: the words, or "Claim 3"."""
    opening, between, closing = REFERENCE
    return f"{opening}{number}{between}{words or f'Claim{NO_BREAK}{number}'}{closing}"


@dataclass(frozen=True)
class Section:
    """The title of an assignment or of one of its parts."""

    title: Prose


@dataclass(frozen=True)
class Subsection:
    """The place of one question in its document, with what has become of it ("" where nothing is said)."""

    title: Prose
    standing: Plain = ""


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of running text."""

    prose: Prose


@dataclass(frozen=True)
class Definitions:
    """Displayed definitions, one ``(left, relation, right)`` a row, aligned on the relation.

    ``numbers`` gives the equation number of each row, None for a row without one; empty means no numbers at all.
    """

    rows: tuple[Definition, ...]
    numbers: tuple[str | None, ...] = ()


@dataclass(frozen=True)
class ClaimBox:
    """A claim: its number and name, its verdict, the bounds of its variables, its hypotheses, and the statement in displayed
    lines.  What it says it says under `bounds` and `hypotheses`; `formal` is the same as a text for another checker."""

    number: str
    name: Prose
    id: Plain
    source: Prose
    words: Prose
    status: Status
    bounds: Prose
    hypotheses: tuple[Prose, ...]
    statement: tuple[Math, ...]
    formal: Plain = ""


@dataclass(frozen=True)
class Heading:
    """A run-in heading inside a proof, as "Base $t = 1$."."""

    words: Prose


@dataclass(frozen=True)
class ChainLine:
    """One line of a chain: the relation to the line before, the expression, why, and its equation number."""

    rel: Math
    expr: Math
    reason: Prose
    number: str | None = None


@dataclass(frozen=True)
class Chain:
    """A derivation ``first rel expr rel expr ...``, aligned on the relations, with a reason beside each line."""

    first: Math
    lines: tuple[ChainLine, ...]


@dataclass(frozen=True)
class Fact:
    """A lettered intermediate fact: "(a) We show …" where steps follow that show it, else with its reason."""

    label: str
    statement: Math
    reason: Prose
    shown: bool = False


@dataclass(frozen=True)
class Conclusion:
    """What closes a proof without a chain: the displayed formulas, and why they hold."""

    statement: tuple[Math, ...]
    reason: Prose


@dataclass(frozen=True)
class ProofStart:
    """The opening of a proof; ``words`` is its first sentence, so that "Proof." never stands alone."""

    words: Prose


@dataclass(frozen=True)
class ProofEnd:
    """The end-of-proof mark, set at the end of the block before it."""


@dataclass(frozen=True)
class Refutation:
    """A counterexample: the values, and what the statement becomes at them."""

    values: tuple[Prose, ...]
    outcome: Prose


@dataclass(frozen=True)
class Correction:
    """What is true in place of a refuted claim."""

    words: Prose


@dataclass(frozen=True)
class Hint:
    """How a claim may be proved, without the lines."""

    words: Prose


@dataclass(frozen=True)
class Failure:
    """An error met while the derivation was checked, shown on the page letter for letter."""

    message: Plain


@dataclass(frozen=True)
class Erratum:
    """An error of the source: where, what is printed, why it is wrong, what is right, and the claims that show it."""

    number: Plain
    place: Prose
    printed: Prose
    wrong: Prose
    correct: Prose
    claims: tuple[Plain, ...] = ()


@dataclass(frozen=True)
class Figure:
    """A plot of named curves, or of rows of units and lines between them; ``alt`` says in words what it shows.

    Axes and names may hold formulas between dollar signs."""

    caption: Prose
    x: Plain
    y: Plain
    alt: Plain
    curves: tuple[tuple[Plain, tuple[tuple[float, float], ...]], ...]
    units: bool = False


@dataclass(frozen=True)
class AlgorithmStep:
    """One line: how deep it stands, and its words, keywords and running text in turn ("for", "$i = 1$", "do")."""

    depth: int
    words: tuple[Prose, ...]


@dataclass(frozen=True)
class Algorithm:
    """An algorithm as it runs, line by line."""

    title: Prose
    steps: tuple[AlgorithmStep, ...]


Block: TypeAlias = (
    Section
    | Subsection
    | Paragraph
    | Definitions
    | ClaimBox
    | Heading
    | Chain
    | Fact
    | Conclusion
    | ProofStart
    | ProofEnd
    | Refutation
    | Correction
    | Hint
    | Failure
    | Erratum
    | Algorithm
    | Figure
)


@dataclass(frozen=True)
class LedgerRow:
    """What one claim rests on: how it is proved, which of its hypotheses the proof used, which claims (by number), and which
    checkers accept it.

    ``claim`` is the claim's number: the row links to its box, and to those of the claims it rests on.
    """

    claim: Plain
    name: Prose
    status: Status
    method: Prose
    used: Prose
    rests: Prose
    checked: Prose


@dataclass(frozen=True)
class Graph:
    """Which claims rest on which: their numbers with names and verdicts, and pairs of a number and one that rests on it."""

    claims: tuple[tuple[Plain, Plain, Status], ...]
    edges: tuple[tuple[Plain, Plain], ...]


@dataclass(frozen=True)
class Sheet:
    """A sheet; ``kind`` names what it is for, as "Exercises".  ``trust`` says under headings what all of it rests on,
    ``digest`` is the hash of the checked content, ``checker`` names what checked it; all empty where there are no proofs.
    ``formal`` holds the definitions that the formal texts of its claims mention."""

    title: Prose
    course: Prose
    source: Prose
    blocks: tuple[Block, ...]
    ledger: tuple[LedgerRow, ...] = field(default=())
    trust: tuple[tuple[Plain, Prose], ...] = ()
    graph: Graph = Graph((), ())
    digest: Plain = ""
    checker: Plain = ""
    formal: tuple[Plain, ...] = ()
    kind: Plain = "Solutions"


def tally(sheet: Sheet) -> str:
    """The verdicts counted, as "3 claims: 2 proved, 1 refuted"; empty without claims."""
    claims = [block for block in sheet.blocks if isinstance(block, ClaimBox)]
    if not claims or all(claim.status == "stated" for claim in claims):
        return ""
    statuses = [claim.status for claim in claims]
    order: tuple[Status, ...] = ("proved", "refuted", "undecided", "failed")
    counts = ", ".join(f"{statuses.count(status)} {status}" for status in order if status in statuses)
    return f"{len(claims)} claim{'s' if len(claims) > 1 else ''}: {counts}"
