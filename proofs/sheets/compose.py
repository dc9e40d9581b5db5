"""From checked claims to a sheet: a fold over what was proved.  Nothing mathematical is written here."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from itertools import groupby
from types import ModuleType
from typing import Any, Literal

from ..claims.claim import REGISTRY, Claim
from ..kernel import Term
from ..language.definitions import SHOWN, Compiled, Definition
from ..language.show import latex
from . import document as doc
from . import ledger
from .algorithms import algorithm, functions, lists
from .catalogue import Document, Erratum, Question
from .figures import figures_of
from .prose import quoted
from .standing import claims_of as questions_claims
from .standing import more_of, standing
from .told import asked, defined, told

Variant = Literal["exercise", "hints", "solutions", "instructor"]
KINDS: dict[Variant, str] = {"exercise": "Exercises", "hints": "Exercises with hints", "solutions": "Solutions",
                             "instructor": "Solutions, for instructors"}
NOBODY = ledger.Others()
MANY = 150  # characters of words and LaTeX: hypotheses that are longer are not said again
NEAR = 8  # claims: hypotheses that stood before these are said again
EXPECTATION = r"Throughout, $\mathbb{E}$ is an expectation, and a claim holds for all values of its letters within its bounds."


def claims_of(module: ModuleType) -> list[Claim]:
    """The claims of a derivation module, in the order of the file."""
    return [c for c in REGISTRY.values() if c.module == module.__name__]


@dataclass
class Page:
    """A sheet as it grows: blocks, and what was shown already.  `numbers` are those of all its claims, by id."""

    numbers: dict[str, str]
    variant: Variant = "solutions"
    others: ledger.Others = NOBODY  # what other checkers say, for instructors
    blocks: list[doc.Block] = field(default_factory=list)
    shown: dict[str, Claim] = field(default_factory=dict)
    defined: set[tuple[Term, str]] = field(default_factory=set)  # with the names under which they were
    introduced: set[str] = field(default_factory=set)  # modules whose first words were printed
    ran: set[Callable[..., Any]] = field(default_factory=set)  # algorithms that were printed
    full: list[Claim] = field(default_factory=list)  # claims of this section whose hypotheses were printed

    @property
    def solved(self) -> bool:
        return self.variant in ("solutions", "instructor")

    @contextmanager
    def under(self, heading: doc.Block) -> Iterator[None]:
        """What is shown inside stands under the heading; without anything there is none: a question without a formal part."""
        before = len(self.blocks)
        self.blocks.append(heading)
        if isinstance(heading, doc.Section):
            self.full.clear()
        yield
        if len(self.blocks) == before + 1 and not self.solved:
            self.blocks.pop()

    def show(self, claims: Iterable[Claim], hint: bool = True) -> None:
        """Claims, each once, after the definitions they need; where one stood before, its number.

        With their proofs; as tasks in exercises, with a hint where there are hints.
        """
        named = list(claims)
        fresh = [c for c in named if c.id not in self.shown]
        again = [doc.reference(self.numbers[c.id]) for c in named if c.id in self.shown]
        if again:
            self.blocks.append(doc.Paragraph(f"See {', '.join(again)}."))
        for module, together in groupby(fresh, key=lambda c: c.module):
            self._show(module, list(together), hint)
        if self.solved:
            self._run(f for module in dict.fromkeys(c.module for c in fresh) for f in functions(sys.modules[module]))

    def _show(self, module: str, claims: list[Claim], hint: bool) -> None:
        """Claims of one module: what it is about, where that was not said, what they define, then they themselves."""
        if module not in self.introduced:
            self.introduced.add(module)
            self.blocks += [doc.Paragraph(words) for words in _title(sys.modules[module])[1:] if words]
        definitions = [use for c in claims for use in self._definitions(c)]
        self._run(f for owner, _ in definitions for f in lists(owner.body))
        if rows := tuple(dict.fromkeys(row for use in definitions for row in defined(*use))):
            self.blocks.append(doc.Definitions(rows))
        for c in claims:
            self.shown[c.id] = c
            like = self._like(c)
            self.blocks += self._told(c, like) if self.solved else asked(
                c, self.numbers, hint and self.variant == "hints", like, claims)

    def _like(self, claim: Claim) -> Claim | None:
        """A claim of this section whose many hypotheses it has, too."""
        mine = {*claim.sequent.implicit, *claim.sequent.by_hypothesis.values()}
        near = [c for c in self.full if int(self.numbers[claim.id]) - int(self.numbers[c.id]) <= NEAR]
        found = [c for c in near if mine >= {*c.sequent.implicit, *c.sequent.by_hypothesis.values()} and _has_many(c)]
        if not found and claim.refuter is None:
            self.full.append(claim)
        return max(found, key=lambda c: len(c.sequent.by_hypothesis), default=None)

    def _told(self, claim: Claim, like: Claim | None) -> Iterator[doc.Block]:
        formal = self.others.claims[claim.id].statement if claim.id in self.others.claims else ""
        yield from told(claim, self.numbers, formal, like)
        yield from figures_of(claim)

    def _run(self, algorithms: Iterable[Callable[..., Any]]) -> None:
        """Algorithms, each once."""
        for f in algorithms:
            if f not in self.ran:
                self.ran.add(f)
                self.blocks.append(algorithm(f))

    def _definitions(self, claim: Claim) -> Iterator[tuple[Definition, Compiled]]:
        """What the author defined and the claim or its proof mentions, as it was compiled."""
        claim.check()
        s = claim.sequent
        all_used = [_whole(owner, made) for owner, made in s.hints.definitions.values()]
        used = [(owner, made) for owner, made in all_used if (made.constant, owner.latex) not in self.defined]
        if not self.solved:
            mentioned = _mentioned([*s.hypotheses, s.statement], [made for _, made in all_used])
            used = [(owner, made) for owner, made in used if made.constant in mentioned]
        for owner, made in sorted(used, key=lambda use: use[0].place):
            self.defined.add((made.constant, owner.latex))
            yield owner, made

    def sheet(self, title: str, course: str, source: str) -> doc.Sheet:
        shown = list(self.shown.values())
        first = [doc.Paragraph(EXPECTATION)] if any(c.sequent.implicit for c in shown) else []
        made = doc.Sheet(title, course, source, (*first, *self.blocks), kind=KINDS[self.variant])
        if not self.solved:
            return made
        made = replace(made, trust=ledger.trust(shown), graph=ledger.graph(shown, self.numbers),
                       digest=ledger.digest(shown), checker=ledger.checker())
        if self.variant != "instructor":
            return made
        return replace(made, ledger=tuple(ledger.row(c, self.numbers, self.others) for c in shown),
                       trust=(*made.trust, *ledger.elsewhere(shown, self.others)), formal=self.others.definitions)


def _has_many(claim: Claim) -> bool:
    """Would it be long to read its hypotheses again?"""
    return sum(len(h.words) + len(latex(f, claim.sequent.hints)) for h, f in claim.sequent.by_hypothesis.items()) > MANY


def _whole(owner: Definition, made: Compiled) -> tuple[Definition, Compiled]:
    """Of recurrences that refer to each other the author's own rows; another module may call the same thing otherwise."""
    known = SHOWN.get(made.constant)
    return known if known is not None and known[0] is owner else (owner, made)


def _mentioned(terms: list[Term], definitions: list[Compiled]) -> set[Term]:
    """The constants of the terms, and those of the bodies of the definitions among them."""
    bodies = {made.constant: made.body for made in definitions}
    found: set[Term] = set()
    seen: set[Term] = set()
    while terms:
        t = terms.pop()
        if t not in seen:
            seen.add(t)
            terms += [*t.args, *([bodies[t]] if t in bodies else [])]
            found |= {t} & bodies.keys()
    return found


def _numbered(claims: Sequence[Claim]) -> dict[str, str]:
    return {c.id: str(n) for n, c in enumerate(claims, 1)}


def sheet(module: ModuleType, variant: Variant = "solutions", said: ledger.Others = NOBODY) -> doc.Sheet:
    """The sheet of one module, for its author: its claims in the order of the file."""
    claims = claims_of(module)
    page = Page(_numbered(claims), variant, said if variant == "instructor" else NOBODY)
    page.show(claims)
    sources = dict.fromkeys(c.source.split(",")[0] for c in claims)
    return page.sheet(_title(module)[0], "Checked derivations", "; ".join(sources))


def view(document: Document, others: dict[str, Question], variant: Variant = "solutions",
         said: ledger.Others = NOBODY) -> doc.Sheet:
    """The sheet of a source document: its questions in its order; where there are proofs, the lemmas they rest on.

    Exercises state what each question asks for, hints also the claims on the way.  The numbers of claims are the same in
    all variants.  For instructors there are the ledger, what other checkers say, and the errata of the source.
    """
    page = Page(_numbered(claims_shown(document, others)), variant, said if variant == "instructor" else NOBODY)
    for part in document.parts:
        with page.under(doc.Section(part.heading)):
            for question in part.questions:
                with page.under(doc.Subsection(_capital(question.place), _standing(question, others, variant))):
                    if question.answer and page.solved:
                        page.blocks.append(doc.Paragraph(question.answer))
                    page.show([c for q in _answering(question, others) for c in _claims(q, variant)])
    lemmas = _lemmas(list(page.shown.values())) if variant != "exercise" else []
    if lemmas:
        page.blocks.append(doc.Section("Lemmas"))
        page.show(lemmas, hint=False)
    if document.errata and variant == "instructor":
        page.blocks.append(doc.Section("Errata of the source"))
        page.blocks += [_erratum(e, page.numbers, others) for e in document.errata]
    return page.sheet(document.title, document.course, "")


def _claims(question: Question, variant: Variant) -> list[Claim]:
    """The claims of a question, and what says more; in exercises those that it asks for: its own, and what is to be refuted."""
    claims = questions_claims(question)
    main = [c for c in claims if c.id == question.id or c.refuter is not None and question.kind == "FALSE"]
    return main if main and variant == "exercise" else claims + more_of(question)


def claims_shown(document: Document, others: dict[str, Question]) -> list[Claim]:
    """The claims that the sheet of a document shows, lemmas last."""
    asked = [c for q in document.questions for a in _answering(q, others) for c in _claims(a, "solutions")]
    return list(dict.fromkeys([*asked, *_lemmas(asked)]))


def _answering(question: Question, others: dict[str, Question]) -> list[Question]:
    return [others[c] for c in question.cites] or [question]


def _standing(question: Question, others: dict[str, Question], variant: Variant) -> str:
    """What has become of the question; that it is a theorem the boxes say, and only the ledger of instructors counts."""
    found = "observed by the tests" if question.kind == "CODE" else standing(question, others)
    return found if variant == "instructor" or variant == "solutions" and found != "theorem" else ""


def _lemmas(shown: list[Claim]) -> list[Claim]:
    """What the claims rest on, directly or through others, and is not among them; first what others need."""
    out: dict[str, Claim] = {}

    def visit(c: Claim) -> None:
        for cited in c.cited:
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
    return first.rstrip("."), quoted(" ".join(rest.split()))


def _capital(place: str) -> str:
    """A heading starts with a capital, with the letter of a part in parentheses, or with what a number is the number of."""
    if re.match(r"\d+(?=,|$)", place):
        return f"Part {place}"
    return re.sub(r"^([a-z])(?=,|$| \()", r"(\1)", place) if re.match(r"[a-z]\b", place) else place[0].upper() + place[1:]
