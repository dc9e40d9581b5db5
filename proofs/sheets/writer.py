"""What every writer does alike: which block is written how.  A writer says how each is written, and nothing else.

All answers are source text in the writer's language; `prose` arguments hold formulas between dollar signs, `plain` ones
are printed letter for letter.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import NamedTuple

from . import document as doc
from .figures import MISSING, drawn_here
from .flow import Placed, Text, TextBlock, flow
from .graph import Drawing, drawings
from .texmath import pieces
from .widths import width


class Line(NamedTuple):
    """A displayed line: what stands before the relation, the relation ("" for none), the formula, why, its number.

    `label` stands in place of the first two: the letter of a fact, which steps may follow that show it.  Reason and label are
    sources."""

    left: doc.Math
    relation: doc.Math
    math: doc.Math
    reason: str
    number: str | None = None
    label: str = ""
    shown: bool = False


LONG, ACROSS, TALLEST, CHARACTERS = 400.0, 40.0, 40, 95  # em a display, em and characters a line, lines that a box may have


def portions(math: doc.Math) -> list[doc.Math]:
    """A formula in parts of which each surely fits on a page, cut where a displayed line may be broken."""
    if width(math) <= LONG:
        return [math]
    parts: list[str] = []
    filled = 0.0
    for piece in pieces(math):
        filled += (wide := width(piece.source))
        if parts and filled <= LONG:
            parts[-1] += f" {piece.source}"
        else:
            parts.append(piece.source)
            filled = wide
    return parts


def _within_pages(lines: Sequence[Line]) -> list[Line]:
    """The lines, of which each surely fits on a page; the reason stands beside the last part."""
    made: list[Line] = []
    for line in lines:
        *others, last = portions(line.math)
        if others:
            made.append(line._replace(math=others[0], reason="", number=None))
            made += [Line("", "", part, "") for part in others[1:]]
            line = line._replace(left="", relation="", label="")
        made.append(line._replace(math=last))
    return made


def is_tall(claim: doc.ClaimBox) -> bool:
    """May the box of a claim be higher than a page?"""
    words = sum(map(len, (claim.words, claim.bounds, *claim.hypotheses)))/CHARACTERS
    return words + sum(2*(width(math)//ACROSS + 1) for math in claim.statement) > TALLEST


class Writer(ABC):
    """One output language."""

    @abstractmethod
    def prose(self, words: doc.Prose) -> str:
        """Running text with its formulas."""

    @abstractmethod
    def emph(self, source: str) -> str:
        """Set in italics."""

    @abstractmethod
    def strong(self, source: str) -> str:
        """Set in bold."""

    @abstractmethod
    def paragraph(self, source: str, ends: bool, leads: bool) -> str:
        """A paragraph; `ends` with the end-of-proof mark, `leads` to a display."""

    @abstractmethod
    def section(self, title: doc.Prose) -> str: ...

    @abstractmethod
    def subsection(self, title: doc.Prose, standing: doc.Plain) -> str: ...

    @abstractmethod
    def display(self, math: doc.Math) -> str:
        """A formula on its own line."""

    @abstractmethod
    def relation(self, math: doc.Math) -> str:
        """A relation between two formulas of a displayed line."""

    @abstractmethod
    def margin(self, words: doc.Prose) -> str:
        """Running text in the column of reasons."""

    @abstractmethod
    def rows(self, lines: Sequence[Line], *, reasons: bool, numbers: bool, leads: bool = False) -> str:
        """Displayed lines, aligned on their relations, with a column of reasons and a column of numbers or without.

        `leads`: all stay on the page of what follows."""

    qed_here: str  # the end-of-proof mark in a line
    we_show: str  # the words before a lettered fact that is shown by what follows
    as_it_is: str  # the space before any other

    @abstractmethod
    def claim(self, claim: doc.ClaimBox, leads: bool) -> str:
        """The box of a claim; `leads` to what belongs on its page."""

    @abstractmethod
    def refutation(self, words: str, leads: bool) -> str:
        """The box of a counterexample around its words."""

    @abstractmethod
    def failure(self, lines: Sequence[doc.Plain]) -> str: ...

    @abstractmethod
    def algorithm(self, title: str, lines: Sequence[tuple[int, str]]) -> str:
        """Numbered lines with their depths."""

    @abstractmethod
    def drawing(self, figure: doc.Figure) -> str:
        """The drawing of a figure, with its words for who does not see it."""

    @abstractmethod
    def figure(self, drawing: str, caption: str) -> str:
        """A drawing, or what stands in its place, over its caption."""

    @abstractmethod
    def qed_alone(self) -> str: ...

    @abstractmethod
    def reference(self, number: doc.Plain, words: str) -> str:
        """Words that link to the box of a claim."""

    @abstractmethod
    def badge(self, status: doc.Status) -> str: ...

    @abstractmethod
    def table(self, head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
        """The table of the ledger: its cells are sources."""

    @abstractmethod
    def graph_row(self, drawing: Drawing, graph: doc.Graph) -> str:
        """A row of the drawing of a graph; each box links to its claim."""

    @abstractmethod
    def cell(self, words: doc.Prose) -> str:
        """Running text in a cell of that table."""

    @abstractmethod
    def foot(self, paragraphs: Sequence[str]) -> str:
        """Small paragraphs at the end."""

    @abstractmethod
    def mono(self, plain: doc.Plain) -> str:
        """Monospaced text."""

    @abstractmethod
    def formal(self, plain: doc.Plain) -> str:
        """A formal text: small and monospaced, line by line, each broken where it is too long."""

    # -- the same everywhere ---------------------------------------------------------

    def boxed_prose(self, words: doc.Prose) -> str:
        """Running text inside a box; a writer that measures lines knows that they are shorter there."""
        return self.prose(words)

    def before(self, line: Line) -> tuple[str, str]:
        """What stands before the formula of a line, and the relation."""
        if line.label:
            return line.label, self.we_show if line.shown else self.as_it_is
        return self.display(line.left) if line.left else "", self.relation(line.relation) if line.relation else ""

    def blocks(self, sequence: Sequence[doc.Block]) -> list[str]:
        """The source of each block, in the order of the page."""
        return [self._placed(placed) for placed in flow(sequence)]

    def _placed(self, placed: Placed) -> str:
        if isinstance(placed.block, Text):
            return self.paragraph(" ".join(map(self._part, placed.block.parts)), placed.ends, placed.leads)
        if isinstance(placed.block, doc.ClaimBox):
            return self.claim(placed.block, placed.leads)
        return self._block(placed.block, placed.ends, placed.leads)

    def _part(self, part: TextBlock) -> str:
        match part:
            case doc.ProofStart(words):
                return f"{self.emph('Proof.')} {self.prose(words)}"
            case doc.Correction(words):
                return f"{self.strong('Correction.')} {self.prose(words)}"
            case doc.Hint(words):
                return f"{self.strong('Hint.')} {self.prose(words)}"
            case doc.Heading(words):
                return self.emph(self.prose(words))
            case doc.Paragraph(words):
                return self.prose(words)

    def _block(self, block: doc.Block, ends: bool, leads: bool) -> str:
        match block:
            case doc.Section(title):
                return self.section(title)
            case doc.Subsection(title, standing):
                return self.subsection(title, standing)
            case doc.Definitions():
                return self._definitions(block, leads)
            case doc.Chain():
                return self._chain(block, ends)
            case doc.Fact(label, statement, reason, shown):
                words = self.margin(reason) + (self.qed_here if ends else "")
                return self.rows(_within_pages([Line("", "", statement, words, label=self.prose(f"({label})"), shown=shown)]),
                                 reasons=True, numbers=False)
            case doc.Conclusion():
                return self._conclusion(block, ends)
            case doc.Refutation(values, outcome):
                at = f"Take {self.boxed_prose(', ').join(map(self.boxed_prose, values))}. " if values else ""
                return self.refutation(f"{self.strong('Counterexample.')} {at}{self.boxed_prose(outcome)}", leads)
            case doc.Failure(message):
                return self.failure(message.split("\n"))
            case doc.Erratum():
                return self.paragraph(self._erratum(block), False, False)
            case doc.Figure():
                missing = self.prose(f"{block.alt} ({MISSING})")
                return self.figure(self.drawing(block) if drawn_here() else missing, self.prose(block.caption))
            case doc.Algorithm(title, steps):
                return self.algorithm(self.prose(title), [(step.depth, self._step(step)) for step in steps])
            case doc.ProofEnd():
                return self.qed_alone()
        raise TypeError(f"not a block of a sheet: {block!r}")

    def _step(self, step: doc.AlgorithmStep) -> str:
        shown = [self.prose(words) if k % 2 else self.strong(self.prose(words)) for k, words in enumerate(step.words) if words]
        return self.prose(" ").join(shown)

    def _erratum(self, e: doc.Erratum) -> str:
        shown = ", ".join(self.reference(first, self.prose(words)) for first, words in _runs(e.claims))
        claims = f" (Claim{'s' if len(e.claims) > 1 else ''} {shown}.)" if e.claims else ""
        head = f"{self.strong(self.prose(e.number + '.'))} {self.emph(self.prose(e.place) + '.')}"
        words = f"Printed: {self.prose(e.printed)}. {self.prose(e.wrong)}. {self.strong('Correct:')} {self.prose(e.correct)}."
        return f"{head} {words}{claims}"

    def _definitions(self, block: doc.Definitions, leads: bool) -> str:
        numbers = block.numbers or (None,) * len(block.rows)
        rows = [Line(*row, "", number) for row, number in zip(block.rows, numbers, strict=True)]
        return self.rows(_within_pages(rows), reasons=False, numbers=any(numbers), leads=leads)

    def _chain(self, chain: doc.Chain, ends: bool) -> str:
        last = len(chain.lines) - 1
        rows = [
            Line(chain.first if k == 0 else "", line.rel, line.expr,
                 self.margin(line.reason) + (self.qed_here if ends and k == last else ""), line.number)
            for k, line in enumerate(chain.lines)
        ]
        return self.rows(_within_pages(rows), reasons=True, numbers=any(line.number for line in chain.lines))

    def _conclusion(self, block: doc.Conclusion, ends: bool) -> str:
        reasons = [self.margin(block.reason), *[""]*(len(block.statement) - 1)]
        reasons[-1] += self.qed_here if ends else ""
        rows = [Line("", "", math, why) for math, why in zip(block.statement, reasons, strict=True)]
        return self.rows(_within_pages(rows), reasons=True, numbers=False)

    def premises(self, claim: doc.ClaimBox) -> str:
        """For which values, and under which hypotheses, a claim is stated; empty when for all."""
        for_all = f"{self.emph('For')} {self.boxed_prose(claim.bounds)}" if claim.bounds else ""
        if not claim.hypotheses:
            return for_all and f"{for_all}{self.boxed_prose(':')}"
        assuming = f"{self.emph('assuming' if for_all else 'Assuming')} "
        listed = self.boxed_prose("; ").join(map(self.boxed_prose, claim.hypotheses))
        return f"{for_all}{self.boxed_prose(', ') if for_all else ''}{assuming}{listed}{self.boxed_prose(':')}"

    def ledger(self, sheet: doc.Sheet) -> str:
        """The end of the sheet: what each claim rests on, what all of it rests on, and what was checked by what."""
        if not (sheet.digest or sheet.checker):
            return ""
        boxes = {block.number for block in sheet.blocks if isinstance(block, doc.ClaimBox)}
        rows = [self._ledger_row(row, row.claim in boxes) for row in sheet.ledger]
        head = ("claim", "verdict", "by", "hypotheses used", "rests on claims", "checked by")
        notes = [f"{self.strong(self.prose(title + ':'))} {self.prose(words)}." for title, words in sheet.trust]
        notes += [f"{self.strong(self.prose('Checked by:'))} {self.prose(sheet.checker)}. "
                  f"{self.strong(self.prose('Content:'))} {self.mono(sheet.digest)}"]
        table = self.table(head, rows) if rows else ""
        return self._formal(sheet) + self._graph(sheet.graph) + self.section("Ledger") + table + self.foot(notes)

    def _formal(self, sheet: doc.Sheet) -> str:
        """The definitions in the formal texts of claims, under what these are."""
        if not sheet.formal:
            return ""
        words = self.paragraph(self.prose(OF_FORMAL), False, True)
        return self.section("The claims in Coq") + words + "".join(map(self.formal, sheet.formal))

    def _graph(self, graph: doc.Graph) -> str:
        rows = drawings([number for number, _, _ in graph.claims], graph.edges)
        if not rows:
            return ""
        return "".join([self.section("What rests on what"), *(self.graph_row(row, graph) for row in rows),
                        self.foot([self.prose(OF_THE_GRAPH)])])

    def _ledger_row(self, row: doc.LedgerRow, linked: bool) -> list[str]:
        number = self.reference(row.claim, self.cell(row.claim)) if linked else self.cell(row.claim)
        rest = map(self.cell, (row.method, row.used, row.rests, row.checked))
        return [f"{number} {self.cell(row.name)}", self.badge(row.status), *rest]


OF_FORMAL = ("In the box of a claim stands its statement, once more, as a text for Coq: as proofs export coq writes it into "
             "Spec.v, printed from its certificate and from nothing else on this page. These are the definitions in it; ite, "
             "zpow, zfloor and zrec (if, power, floor, recursion) are those of Kernel.v.")
OF_THE_GRAPH = ("Each line leads from a claim to one on its right that rests on it. Lines that follow from others are left "
                "out, and so are claims that neither rest on another nor carry one.")


def rests_on(graph: doc.Graph) -> dict[doc.Plain, doc.Plain]:
    """What the drawing says of each claim, in words."""
    below: dict[doc.Plain, list[doc.Plain]] = {}
    for a, b in graph.edges:
        below.setdefault(b, []).append(a)
    return {n: f"Claim {n}, {name}, {status}" + (f"; rests on {', '.join(below[n])}" if n in below else "")
            for n, name, status in graph.claims}


def _runs(numbers: Sequence[doc.Plain]) -> list[tuple[doc.Plain, str]]:
    """The first of each run of consecutive numbers, with the words for the run: 3, 4, 5, 8 are "3–5" and "8"."""
    runs: list[list[doc.Plain]] = []
    for n in sorted(numbers, key=lambda n: (not n.isdigit(), int(n) if n.isdigit() else 0)):
        follows = runs and n.isdigit() and runs[-1][-1].isdigit() and int(n) == int(runs[-1][-1]) + 1
        if follows:
            runs[-1].append(n)
        else:
            runs.append([n])
    return [(run[0], run[0] if len(run) == 1 else f"{run[0]}–{run[-1]}") for run in runs]
