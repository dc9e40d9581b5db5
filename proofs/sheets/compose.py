"""From checked claims to a sheet: a fold over what was proved.  Nothing mathematical is written here."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from types import ModuleType

from ..claims.citations import cited_in
from ..claims.claim import REGISTRY, Claim
from ..kernel import Term
from . import document as doc
from . import ledger
from .catalogue import Document, Erratum, Question
from .standing import claims_of as questions_claims
from .standing import standing
from .told import defined, told

EXPECTATION = r"Throughout, $\mathbb{E}$ is an expectation, and a claim holds for all values of its letters within its bounds."


def claims_of(module: ModuleType) -> list[Claim]:
    """The claims of a derivation module, in the order of the file."""
    return [c for c in REGISTRY.values() if c.module == module.__name__]


@dataclass
class Page:
    """A sheet as it grows: blocks, and what was shown already.  `numbers` are those of all its claims, by id."""

    numbers: dict[str, str]
    blocks: list[doc.Block] = field(default_factory=list)
    shown: dict[str, Claim] = field(default_factory=dict)
    defined: set[Term] = field(default_factory=set)
    introduced: set[str] = field(default_factory=set)  # modules whose first words were printed

    def show(self, claims: Iterable[Claim]) -> None:
        """Claims with their proofs, each once, after the definitions they need; where one stood before, its number."""
        asked = list(claims)
        fresh = [c for c in asked if c.id not in self.shown]
        again = [doc.reference(self.numbers[c.id]) for c in asked if c.id in self.shown]
        if again:
            self.blocks.append(doc.Paragraph(f"See {', '.join(again)}."))
        for module in dict.fromkeys(c.module for c in fresh if c.module not in self.introduced):
            self.introduced.add(module)
            self.blocks += [doc.Paragraph(words) for words in _title(sys.modules[module])[1:] if words]
        rows = [row for c in fresh for row in self._definitions(c)]
        if rows:
            self.blocks.append(doc.Definitions(tuple(rows)))
        for c in fresh:
            self.shown[c.id] = c
            self.blocks += told(c, self.numbers)

    def _definitions(self, claim: Claim) -> Iterator[doc.Definition]:
        """What the author defined and the claim or its proof mentions, as it was compiled."""
        claim.check()
        used = [(owner, made) for owner, made in claim.sequent.hints.definitions.values() if made.constant not in self.defined]
        for owner, made in sorted(used, key=lambda use: use[0].place):
            self.defined.add(made.constant)
            yield from defined(owner, made)

    def sheet(self, title: str, course: str, source: str) -> doc.Sheet:
        shown = list(self.shown.values())
        first = [doc.Paragraph(EXPECTATION)] if any(c.sequent.implicit for c in shown) else []
        rows = tuple(ledger.row(c, self.numbers) for c in shown)
        return doc.Sheet(title, course, source, (*first, *self.blocks), rows, ledger.trust(shown), ledger.digest(shown),
                         ledger.checker())


def _numbered(claims: Sequence[Claim]) -> dict[str, str]:
    return {c.id: str(n) for n, c in enumerate(claims, 1)}


def sheet(module: ModuleType) -> doc.Sheet:
    """The sheet of one module, for its author: its claims in the order of the file."""
    claims = claims_of(module)
    page = Page(_numbered(claims))
    page.show(claims)
    sources = dict.fromkeys(c.source.split(",")[0] for c in claims)
    return page.sheet(_title(module)[0], "Checked derivations", "; ".join(sources))


def view(document: Document, others: dict[str, Question]) -> doc.Sheet:
    """The sheet of a source document: its questions in its order, the lemmas they rest on, its errata."""
    page = Page(_numbered(claims_shown(document, others)))
    for part in document.parts:
        page.blocks.append(doc.Section(part.heading))
        for question in part.questions:
            page.blocks.append(doc.Subsection(_capital(question.place), _standing(question, others)))
            if question.answer:
                page.blocks.append(doc.Paragraph(question.answer))
            page.show([c for q in _answering(question, others) for c in questions_claims(q)])
    lemmas = _lemmas(list(page.shown.values()))
    if lemmas:
        page.blocks.append(doc.Section("Lemmas"))
        page.show(lemmas)
    if document.errata:
        page.blocks.append(doc.Section("Errata of the source"))
        page.blocks += [_erratum(e, page.numbers, others) for e in document.errata]
    return page.sheet(document.title, document.course, "")


def claims_shown(document: Document, others: dict[str, Question]) -> list[Claim]:
    """The claims that the sheet of a document shows, lemmas last."""
    asked = [c for q in document.questions for a in _answering(q, others) for c in questions_claims(a)]
    return list(dict.fromkeys([*asked, *_lemmas(asked)]))


def _answering(question: Question, others: dict[str, Question]) -> list[Question]:
    return [others[c] for c in question.cites] or [question]


def _standing(question: Question, others: dict[str, Question]) -> str:
    if question.kind == "CODE":
        return "observed by the tests"
    return standing(question, others)


def _lemmas(shown: list[Claim]) -> list[Claim]:
    """What the claims rest on, directly or through others, and is not among them; first what others need."""
    out: dict[str, Claim] = {}

    def visit(c: Claim) -> None:
        for cited in dict.fromkeys(cited_in(c.record())):
            if cited not in shown and cited.id not in out:
                visit(cited)
                out[cited.id] = cited

    for c in shown:
        visit(c)
    return list(out.values())


def _erratum(e: Erratum, numbers: dict[str, str], others: dict[str, Question]) -> doc.Erratum:
    about = [numbers[c.id] for q in e.questions for c in questions_claims(others[q]) if c.id in numbers]
    return doc.Erratum(e.number, e.place, e.printed, e.wrong, e.correct, tuple(about))


def _title(module: ModuleType) -> tuple[str, str]:
    """The first line of the module's docstring, and the rest as a paragraph; names of modules in quotes."""
    first, _, rest = (module.__doc__ or module.__name__).strip().partition("\n")
    return first.rstrip("."), re.sub(r"`([^`]*)`", r"“\1”", " ".join(rest.split()))


def _capital(place: str) -> str:
    """A heading starts with a capital, unless it starts with the letter of a part."""
    return place[0].upper() + place[1:] if re.match(r"[a-z]{3}", place) else place
