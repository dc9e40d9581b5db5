"""What every writer does alike: which block is written how.  A writer says how each is written, and nothing else.

All answers are source text in the writer's language; `prose` arguments hold formulas between dollar signs, `plain` ones
are printed letter for letter.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence

from . import document as doc
from .flow import Placed, Text, TextBlock, flow


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
    def definitions(self, block: doc.Definitions) -> str: ...

    @abstractmethod
    def claim(self, claim: doc.ClaimBox) -> str: ...

    @abstractmethod
    def chain(self, chain: doc.Chain, ends: bool) -> str: ...

    @abstractmethod
    def fact(self, fact: doc.Fact, ends: bool) -> str: ...

    @abstractmethod
    def refutation(self, words: str) -> str:
        """The box of a counterexample around its words."""

    @abstractmethod
    def failure(self, lines: Sequence[doc.Plain]) -> str: ...

    @abstractmethod
    def code(self, code: doc.Code) -> str: ...

    @abstractmethod
    def qed_alone(self) -> str: ...

    @abstractmethod
    def reference(self, number: doc.Plain, words: str) -> str:
        """Words that link to the box of a claim."""

    # -- the same everywhere ---------------------------------------------------------

    def boxed_prose(self, words: doc.Prose) -> str:
        """Running text inside a box; a writer that measures lines knows that they are shorter there."""
        return self.prose(words)

    def blocks(self, sequence: Sequence[doc.Block]) -> list[str]:
        """The source of each block, in the order of the page."""
        return [self._placed(placed) for placed in flow(sequence)]

    def _placed(self, placed: Placed) -> str:
        if isinstance(placed.block, Text):
            return self.paragraph(" ".join(map(self._part, placed.block.parts)), placed.ends, placed.leads)
        return self._block(placed.block, placed.ends)

    def _part(self, part: TextBlock) -> str:
        match part:
            case doc.ProofStart(words):
                return f"{self.emph('Proof.')} {self.prose(words)}"
            case doc.Correction(words):
                return f"{self.strong('Correction.')} {self.prose(words)}"
            case doc.Heading(words):
                return self.emph(self.prose(words))
            case doc.Paragraph(words):
                return self.prose(words)

    def _block(self, block: doc.Block, ends: bool) -> str:
        match block:
            case doc.Section(title):
                return self.section(title)
            case doc.Subsection(title, standing):
                return self.subsection(title, standing)
            case doc.Definitions():
                return self.definitions(block)
            case doc.ClaimBox():
                return self.claim(block)
            case doc.Chain():
                return self.chain(block, ends)
            case doc.Fact():
                return self.fact(block, ends)
            case doc.Refutation(values, outcome):
                at = f"Take {', '.join(map(self.boxed_prose, values))}. " if values else ""
                return self.refutation(f"{self.strong('Counterexample.')} {at}{self.boxed_prose(outcome)}")
            case doc.Failure(message):
                return self.failure(message.split("\n"))
            case doc.Erratum():
                return self.paragraph(self._erratum(block), False, False)
            case doc.Code():
                return self.code(block)
            case doc.ProofEnd():
                return self.qed_alone()
        raise TypeError(f"not a block of a sheet: {block!r}")

    def _erratum(self, e: doc.Erratum) -> str:
        shown = ", ".join(self.reference(n, self.prose(n)) for n in e.claims)
        claims = f" (Claim{'s' if len(e.claims) > 1 else ''} {shown}.)" if e.claims else ""
        head = f"{self.strong(self.prose(e.number))} {self.emph(self.prose(e.place) + '.')}"
        words = f"Printed: {self.prose(e.printed)}. {self.prose(e.wrong)}. {self.strong('Correct:')} {self.prose(e.correct)}."
        return f"{head} {words}{claims}"

    def numbered_definitions(self, block: doc.Definitions) -> list[tuple[doc.Definition, str | None]]:
        """The rows of a definition block with their equation numbers."""
        numbers = block.numbers or (None,) * len(block.rows)
        return list(zip(block.rows, numbers, strict=True))
