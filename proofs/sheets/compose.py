"""From checked claims to a sheet: a fold over what was proved.  Nothing mathematical is written here."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from types import ModuleType
from typing import Any

from ..claims import outcome as out
from ..claims.citations import cited_in
from ..claims.claim import REGISTRY, Claim, Hypothesis
from ..claims.sequent import Sequent
from ..kernel import FALSE, VERSION, Term
from ..language.definitions import Compiled, Definition, Recurrence
from ..language.door import Hints
from ..language.show import latex
from . import document as doc
from .catalogue import Document, Erratum, Question
from .standing import claims_of as questions_claims
from .standing import standing

RELATIONS = {"=": "=", "<=": r"\le", "<": "<", ">=": r"\ge", ">": ">"}


def claims_of(module: ModuleType) -> list[Claim]:
    """The claims of a derivation module, in the order of the file."""
    return [c for c in REGISTRY.values() if c.module == module.__name__]


@dataclass
class Page:
    """A sheet as it grows: blocks, ledger rows, and what was shown already."""

    blocks: list[doc.Block] = field(default_factory=list)
    ledger: list[doc.LedgerRow] = field(default_factory=list)
    numbers: dict[str, str] = field(default_factory=dict)  # of the claims, by id
    defined: set[Term] = field(default_factory=set)
    introduced: set[str] = field(default_factory=set)  # modules whose first words were printed

    def show(self, claims: Iterable[Claim]) -> None:
        """Claims with their proofs, each once, after the definitions they need; where one stood before, its number."""
        fresh = [c for c in claims if c.id not in self.numbers]
        again = [self.numbers[c.id] for c in claims if c.id in self.numbers]
        if again:
            self.blocks.append(doc.Paragraph(f"See claim{'s' if len(again) > 1 else ''} {', '.join(again)}."))
        for module in dict.fromkeys(c.module for c in fresh if c.module not in self.introduced):
            self.introduced.add(module)
            self.blocks += [doc.Paragraph(words) for words in _title(sys.modules[module])[1:] if words]
        rows = [row for c in fresh for row in self._definitions(c)]
        if rows:
            self.blocks.append(doc.Definitions(tuple(rows)))
        for c in fresh:
            number = self.numbers[c.id] = str(len(self.numbers) + 1)
            self.blocks += _claim(c, c.check(), number)
            self.ledger.append(_ledger(c, c.check(), number))

    def _definitions(self, claim: Claim) -> Iterator[doc.Definition]:
        """What the author defined and the claim or its proof mentions, as it was compiled."""
        claim.check()
        used = [(owner, made) for owner, made in claim.sequent.hints.definitions.values() if made.constant not in self.defined]
        for owner, made in sorted(used, key=lambda use: use[0].place):
            self.defined.add(made.constant)
            yield from _definition(owner, made)

    def sheet(self, title: str, course: str, source: str) -> doc.Sheet:
        shown = [REGISTRY[i] for i in self.numbers]
        return doc.Sheet(title, course, source, tuple(self.blocks), tuple(self.ledger), digest(shown), f"kernel {VERSION}")


def sheet(module: ModuleType) -> doc.Sheet:
    """The sheet of one module, for its author: its claims in the order of the file."""
    claims = claims_of(module)
    page = Page()
    page.show(claims)
    sources = dict.fromkeys(c.source.split(",")[0] for c in claims)
    return page.sheet(_title(module)[0], "Checked derivations", "; ".join(sources))


def view(document: Document, others: dict[str, Question]) -> doc.Sheet:
    """The sheet of a source document: its questions in its order, the lemmas they rest on, its errata."""
    page = Page()
    for part in document.parts:
        page.blocks.append(doc.Section(part.heading))
        for question in part.questions:
            page.blocks.append(doc.Subsection(question.place, _standing(question, others)))
            if question.answer:
                page.blocks.append(doc.Paragraph(question.answer))
            page.show([c for q in _answering(question, others) for c in questions_claims(q)])
    lemmas = _lemmas([REGISTRY[i] for i in page.numbers])
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


def digest(claims: list[Claim]) -> str:
    """A hash of what was proved: statements with their hypotheses, in order."""
    h = hashlib.sha256()
    for c in claims:
        v = c.check()
        th = getattr(v, "theorem", None)
        h.update(f"{c.id} {type(v).__name__} {'' if th is None else th}\n".encode())
    return h.hexdigest()[:16]


def _title(module: ModuleType) -> tuple[str, str]:
    """The first line of the module's docstring, and the rest as a paragraph."""
    first, _, rest = (module.__doc__ or module.__name__).strip().partition("\n")
    return first.rstrip("."), " ".join(rest.split())


def _definition(owner: Definition, made: Compiled) -> Iterator[doc.Definition]:
    left, sign = made.applied(*made.explicit), r"\iff" if owner.members else "="
    if isinstance(owner, Recurrence) and made.start is not None:
        from ..kernel import INT, num

        first = made.applied(num(made.start[0], INT), *made.explicit[1:])
        yield latex(first, made.hints), sign, latex(made.start[1], made.hints)
    yield latex(left, made.hints), sign, latex(made.body, made.hints)


# -- one claim ------------------------------------------------------------------------------


def _claim(claim: Claim, verdict: Any, number: str) -> Iterator[doc.Block]:
    s = claim.sequent
    status: doc.Status = "proved" if isinstance(verdict, out.Proved) else (
        "refuted" if isinstance(verdict, out.Refuted) else "undecided")
    name = claim.name.replace("_", " ") + (f" ({claim.number})" if claim.number else "")
    yield doc.ClaimBox(number, name, claim.id, claim.source, claim.words, status,
                       tuple(_hypotheses(claim, s)), tuple(latex(f, s.hints) for f in _parts(s.statement)))
    match verdict:
        case out.Proved():
            yield doc.ProofStart("")
            yield from _body(verdict.body, s.hints)
            yield doc.ProofEnd()
        case out.Refuted():
            yield doc.Refutation(tuple(f"${a} = {b}$" for a, b in verdict.values), verdict.message)
            if claim.corrected is not None:
                yield doc.Correction(f"What holds is the claim “{claim.corrected.name.replace('_', ' ')}”.")
        case out.Undecided():
            yield doc.Failure(f"{verdict.place}: {verdict.reason}" if verdict.place else verdict.reason)


def _parts(f: Term) -> list[Term]:
    return [p for a in f.args for p in _parts(a)] if f.op == "and" else [f]


def _hypotheses(claim: Claim, s: Sequent) -> Iterator[str]:
    """Bounds of the variables, the random quantities, then the hypotheses with their words."""
    if s.guards:
        yield ", ".join(f"${latex(g, s.hints)}$" for g in s.guards)
    for f in s.implicit:
        yield f"${latex(f, s.hints)}$"
    for h, f in s.by_hypothesis.items():
        yield f"{_words(h)}: ${latex(f, s.hints)}$"


def _words(h: Hypothesis) -> str:
    return h.words


def _body(items: tuple[Any, ...], hints: Hints) -> Iterator[doc.Block]:
    for item in items:
        match item:
            case out.CheckedWords(words):
                yield doc.Paragraph(words)
            case out.CheckedChain(lines):
                yield _chain(lines, hints)
            case out.CheckedFact(label, formula, reasons, body, assumed):
                if assumed:
                    yield doc.Paragraph(f"Suppose ${latex(formula, hints)}$.")
                else:
                    yield doc.Fact(label.strip("()"), latex(formula, hints), _because(reasons))
                    yield from _body(body, hints)
            case out.CheckedBranch():
                yield doc.Heading(_heading(item, hints))
                yield from _body(item.body, hints)
            case out.CheckedConclusion(formula, reasons):
                shown = "A contradiction" if formula is FALSE else f"${latex(formula, hints)}$"
                yield doc.Paragraph(f"{shown} by {_because(reasons)}.")


def _chain(lines: tuple[out.CheckedLine, ...], hints: Hints) -> doc.Chain:
    first, *rest = lines
    return doc.Chain(latex(first.term, hints), tuple(
        doc.ChainLine(RELATIONS[x.rel], latex(x.term, hints), _because(x.reasons), x.number) for x in rest))


def _because(reasons: tuple[str, ...]) -> str:
    return ", ".join(reasons)


def _heading(branch: out.CheckedBranch, hints: Hints) -> str:
    v, start = branch.variable, branch.start
    if branch.kind == "base" and v is not None and start is not None:
        return f"Base ${latex(v, hints)} = {latex(start, hints)}$."
    if branch.kind == "step" and v is not None and start is not None:
        return f"Step ${latex(v, hints)} \\to {latex(start, hints)}$."
    if branch.kind == "descent" and v is not None and start is not None:
        return f"Step ${latex(start, hints)} \\to {latex(v, hints)}$."
    if branch.kind == "case" and branch.formula is not None:
        return f"Case ${latex(branch.formula, hints)}$."
    return branch.title


# -- the ledger ------------------------------------------------------------------------------


def _ledger(claim: Claim, verdict: Any, number: str) -> doc.LedgerRow:
    th = getattr(verdict, "theorem", None)
    entries = sorted(th.ledger) if th is not None else []
    rows = [name.replace("_", " ") for kind, name in entries if kind == "row"]
    gaps = [name for kind, name in entries if kind == "gap"]
    trusts = "kernel" + (", rows: " + ", ".join(rows) if rows else "") + (", GAP" if gaps else "")
    status: doc.Status = {"Proved": "proved", "Refuted": "refuted"}.get(type(verdict).__name__, "undecided")  # type: ignore[assignment]
    used = [h.words for h, f in _used(claim, th)]
    return doc.LedgerRow(number, status, _method(verdict), ", ".join(used) or "none", trusts)


def _used(claim: Claim, th: Any) -> list[tuple[Hypothesis, Term]]:
    """The hypotheses that the proof used."""
    if th is None:
        return []
    return [(h, f) for h, f in claim.sequent.by_hypothesis.items() if f in th.hyps]


def _method(verdict: Any) -> str:
    kinds = {b.kind for b in _branches(getattr(verdict, "body", ()))}
    if kinds & {"base", "step"}:
        return "induction"
    if isinstance(verdict, out.Refuted):
        return "counterexample"
    return "cases" if "case" in kinds else "chain"


def _branches(items: tuple[Any, ...]) -> Iterator[out.CheckedBranch]:
    for item in items:
        if isinstance(item, out.CheckedBranch):
            yield item
        yield from _branches(getattr(item, "body", ()))


