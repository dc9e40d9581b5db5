"""One claim as a sheet tells it: its box, then its proof or its refutation.  Formulas are printed from what was proved."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from ..claims import outcome as out
from ..claims.claim import Claim
from ..kernel import FALSE, Term, value
from ..language.definitions import Compiled, Definition, Recurrence
from ..language.hints import Hints
from ..language.show import Show, latex
from . import document as doc
from .counterexample import becomes, values
from .prose import quoted, said
from .typst_math import typst_math

RELATIONS = {"=": "=", "<=": r"\le", "<": "<", ">=": r"\ge", ">": ">"}
BELOW, ABOVE = {"le": r"\le", "lt": "<"}, {"le": r"\ge", "lt": ">"}
STATUS: dict[str, doc.Status] = {"Proved": "proved", "Refuted": "refuted"}
_TALL = re.compile(r"\\(?:d?frac|sum|prod|lim|max|begin|sqrt|left)(?![a-z])")  # what running text would set small
_OF_THE_PROOF = re.compile(r"(induction hypothesis|assumption|\([a-z]+\))( at .*)?")  # reasons that only its lines explain
_SIZED = re.compile("[td]frac")
_IS_NUMBER = re.compile(r"\$(\\[td]?frac)?[{}\d]+\$")
_LONG = 70  # characters of LaTeX that running text may hold in one formula


def status(verdict: out.Verdict) -> doc.Status:
    return STATUS.get(type(verdict).__name__, "undecided")


def told(claim: Claim, numbers: Mapping[str, str], formal: doc.Plain = "", like: Claim | None = None) -> Iterator[doc.Block]:
    """A claim with its proof or refutation; `numbers` are those of the claims of the sheet, by id.

    `like`: a claim before it whose hypotheses it has, which are not said again."""
    telling = _Telling(claim, numbers, like)
    yield replace(telling.box(status(claim.check())), formal=formal)
    yield from telling.answer()


def asked(claim: Claim, numbers: Mapping[str, str], hint: bool, like: Claim | None = None,
          beside: Sequence[Claim] = ()) -> Iterator[doc.Block]:
    """A claim as a task, without its verdict; with a hint, what its proof does and uses, without the lines.

    What is false and what holds instead, where it is asked beside it, look alike: no name, words or id say which is which."""
    telling = _Telling(claim, numbers, like)
    box = replace(telling.box("stated"), id="")
    yield replace(box, name="", words="True or false?") if _in_doubt(claim, beside) else box
    if hint:
        yield doc.Hint(telling.hint())


def _in_doubt(claim: Claim, beside: Sequence[Claim]) -> bool:
    """Is it false, or what holds in place of one of these that is?"""
    return claim.refuter is not None or any(c.corrected is claim for c in beside)


def defined(owner: Definition, made: Compiled) -> Iterator[doc.Definition]:
    """The rows of a definition; a recurrence names its start beside its step where that is short.

    A name that is what it stands for, as ½, has none."""
    left, body = latex(made.applied(*made.explicit), made.hints), latex(made.body, made.hints)
    if _same(left, body):
        return
    sign = r"\iff" if owner.members else "="
    if isinstance(owner, Recurrence) and made.start is not None:
        from ..kernel import INT, num

        first = latex(made.applied(num(made.start[0], INT), *made.explicit[1:]), made.hints)
        start = latex(made.start[1], made.hints)
        if len(first + start) < 24 and len(body) < 90:
            body = rf"{body}, \qquad {first} {sign} {start}"
        else:
            yield first, sign, start
    yield left, sign, body


class _Telling:
    """The claim, what its formulas are printed with, and how its reasons name other claims."""

    def __init__(self, claim: Claim, numbers: Mapping[str, str], like: Claim | None = None) -> None:
        self.claim, self.numbers, self.like = claim, numbers, like
        self.hints: Hints = claim.sequent.hints
        self.cited = {c.cited_as: numbers[c.id] for c in claim.cited if c.id in numbers}

    def math(self, t: Term) -> doc.Math:
        return latex(t, self.hints)

    def box(self, shown: doc.Status) -> doc.ClaimBox:
        claim = self.claim
        name = claim.name.replace("_", " ") + (f" ({claim.number})" if claim.number else "")
        words = "" if shown == "refuted" else quoted(claim.words)  # what is wrong with it is said beside the counterexample
        bounds, statement = ", ".join(self.bounds(self.guards())), self.displayed(claim.sequent.statement)
        return doc.ClaimBox(self.numbers[claim.id], name, claim.id, claim.source, words, shown, bounds,
                            tuple(self.hypotheses()), statement)

    def displayed(self, statement: Term) -> tuple[doc.Math, ...]:
        """The parts of a statement, a line for each; a ≤ b and b ≤ c in one."""
        show = Show(self.hints)
        return tuple(map(show.chain, show.chains(_parts(statement))))

    def guards(self) -> list[Term]:
        """Where the letters live, but for what a hypothesis says more strongly: 0 ≤ n beside 1 ≤ n."""
        low = {p.args[1] for f in self.claim.sequent.by_hypothesis.values() for p in _parts(f)
               if p.op in ("le", "lt") and p.args[0].op == "num" and value(p.args[0]) >= 0}
        return [g for g in self.claim.sequent.guards if not (g.op == "le" and g.args[0].op == "num" and g.args[1] in low)]

    def answer(self) -> Iterator[doc.Block]:
        claim, verdict = self.claim, self.claim.check()
        match verdict:
            case out.Proved(body=body):
                if whole := self.at_once(body):
                    body = (out.CheckedWords(whole),)
                yield doc.ProofStart(self.opening(body) or self.lead(body))
                yield from self.body(body, inside=False)
                yield doc.ProofEnd()
            case out.Refuted():
                yield doc.Refutation(tuple(values(verdict)), f"{becomes(claim, verdict)} {quoted(claim.words)}".strip())
                if claim.corrected is not None:
                    yield from self.correction(claim.corrected)
            case out.Undecided():
                yield doc.Failure(f"{verdict.place}: {verdict.reason}" if verdict.place else verdict.reason)

    # -- the box -----------------------------------------------------------------------------

    def hypotheses(self) -> Iterator[doc.Prose]:
        """What is random, then the hypotheses with their words.  That 𝔼 is an expectation the sheet says once."""
        s, known = self.claim.sequent, set[Term]()
        if self.like is not None:
            known = {*self.like.sequent.implicit, *self.like.sequent.by_hypothesis.values()}
            yield f"the hypotheses of {doc.reference(self.numbers[self.like.id])}"
        yield from (said(self.math(f)) for f in s.implicit[1:] if f not in known)
        for h, f in s.by_hypothesis.items():
            if f in known:
                continue
            shown = ", ".join(self.bounds(_parts(f)))
            yield shown if _same_words(h.words, shown) else f"{h.words}: {shown}"

    def bounds(self, facts: Sequence[Term]) -> Iterator[doc.Prose]:
        """Facts as one reads them: the bounds of a variable together, alike ones together (n, k ≥ 0 and 1 ≤ i ≤ n)."""
        low: dict[Term, Term] = {}
        high: dict[Term, Term] = {}
        subjects: dict[Term, None] = {}  # a variable with its bounds, or a fact of its own
        for f in facts:
            variable, above = _end(f)
            ends = high if above else low
            if variable is None or variable in ends:
                subjects[f] = None
            else:
                ends[variable] = f
                subjects[variable] = None
        alike: dict[str, list[str]] = {}  # what is said of variables, which stand before it
        for t in subjects:
            if t.op != "var":
                alike.setdefault(said(self.math(t)), [])
            elif t in low and t in high:
                alike.setdefault(f"${self.between(low[t], t, high[t])}$", [])
            else:
                alike.setdefault(self.bound(low.get(t), high.get(t)), []).append(self.math(t))
        return (f"${', '.join(names)} {what}$" if names else what for what, names in alike.items())

    def between(self, low: Term, variable: Term, high: Term) -> doc.Math:
        return f"{self.math(low.args[0])} {BELOW[low.op]} {self.math(variable)} {BELOW[high.op]} {self.math(high.args[1])}"

    def bound(self, low: Term | None, high: Term | None) -> doc.Math:
        """The one bound of a variable, without it."""
        if low is not None:
            return f"{ABOVE[low.op]} {self.math(low.args[0])}"
        return "" if high is None else f"{BELOW[high.op]} {self.math(high.args[1])}"

    def correction(self, right: Claim) -> Iterator[doc.Block]:
        """The claim that holds instead: where it stands, and what it says; what it assumes besides, where that is short."""
        name, told = right.name.replace("_", " "), _Telling(right, self.numbers)
        where = f"{doc.reference(self.numbers[right.id])} ({name})" if right.id in self.numbers else f"the claim “{name}”"
        mine = set(self.claim.sequent.hypotheses)
        bounds = ", ".join(told.bounds([g for g in told.guards() if g not in mine]))
        more = [f for f in right.sequent.by_hypothesis.values() if f not in mine]
        assumed = "; ".join(filter(None, [bounds, *[", ".join(told.bounds(_parts(f))) for f in more]]))
        statement, holds = told.displayed(right.sequent.statement), f"What holds is {where}"
        if self.follows(right):  # and says so there
            yield doc.Correction(f"{holds}.")
        elif len(assumed) > _LONG or _TALL.search(assumed):
            yield doc.Correction(f"{holds}{': ' + quoted(right.words) if right.words else '.'}")
        else:
            holds += f", for {assumed}:" if assumed else ":"
            short = len(statement) == 1 and len(statement[0]) <= _LONG and not _TALL.search(statement[0])
            yield doc.Correction(f"{holds} {said(statement[0])}." if short else holds)
            yield from () if short else (doc.Conclusion(statement, ""),)

    def follows(self, other: Claim) -> bool:
        """Is it the next claim of the sheet?"""
        mine, its = self.numbers[self.claim.id], self.numbers.get(other.id, "")
        return its.isdigit() and mine.isdigit() and int(its) == int(mine) + 1

    # -- the proof ----------------------------------------------------------------------------

    def opening(self, body: tuple[Any, ...]) -> doc.Prose:
        """How the proof goes, where that is more than a chain."""
        first = body[0] if body else None
        if isinstance(first, out.CheckedBranch) and first.variable is not None:
            down = {"base": "", "descent": " downwards"}.get(body[1].kind if len(body) > 1 else "", "")
            return f"By induction on ${self.math(first.variable)}${down}."
        return ""

    def lead(self, body: tuple[Any, ...]) -> doc.Prose:
        """Words before what is displayed, so that "Proof." never stands alone."""
        match body[:1]:
            case (out.CheckedChain(),):
                return "We have"
            case (out.CheckedFact(assumed=False),):
                return "We proceed in steps."
            case (out.CheckedConclusion(formula, reasons),) if isinstance(self.conclusion(formula, reasons), doc.Conclusion):
                return "We have"
        return ""

    def at_once(self, body: tuple[Any, ...]) -> doc.Prose:
        """The whole proof, where it is one step: the claim is not said again."""
        match body:
            case (out.CheckedConclusion(formula, reasons),) if formula is self.claim.sequent.statement:
                because = self.because(reasons)
                return f"This follows at once ({because})." if because else "This follows at once."
        return ""

    def hint(self) -> doc.Prose:
        """The plan of the proof and its reasons, in order."""
        verdict = self.claim.check()
        if isinstance(verdict, out.Refuted):
            return "Look for values at which it fails."
        body = getattr(verdict, "body", ())
        split = [b.formula for b in body if isinstance(b, out.CheckedBranch) and b.kind == "case"]
        cases = [said(self.math(f)) for f in split if f is not None]
        absurd = any(isinstance(item, out.CheckedConclusion) and item.formula is FALSE for item in body)
        plan = [self.opening(body), "By contradiction." if absurd else "", f"Distinguish {', '.join(cases)}." if cases else ""]
        parts = {b.title.rstrip(".") if b.formula is None or b.title else f"${self.math(b.formula)}$" for b in branches(body)}
        reasons = tuple(dict.fromkeys(r for r in _reasons(body) if r not in parts and not _OF_THE_PROOF.fullmatch(r)))
        return " ".join(p for p in (*plan, f"Use: {self.because(reasons)}." if reasons else "") if p) or "It follows at once."

    def body(self, items: tuple[Any, ...], inside: bool = True) -> Iterator[doc.Block]:
        """The steps, each induction among them announced; how the whole proof goes was said before."""
        for k, item in enumerate(items):
            if inside if k == 0 else not isinstance(items[k - 1], out.CheckedBranch):
                yield from map(doc.Paragraph, filter(None, [self.opening(items[k:])]))
            match item:
                case out.CheckedWords(words):
                    yield doc.Paragraph(self.cites(words))
                case out.CheckedChain(lines):
                    yield self.chain(lines)
                case out.CheckedFact(formula=formula, assumed=True):
                    yield doc.Paragraph(f"Suppose {said(self.math(formula))}.")
                case out.CheckedFact(label, formula, reasons, body):
                    yield doc.Fact(label.strip("()"), self.math(formula), self.because(reasons), bool(body))
                    yield from self.body(body)
                    if body and not isinstance(items[k + 1] if k + 1 < len(items) else item, out.CheckedFact):
                        yield doc.Paragraph(f"This shows {label}.")  # what follows does so no longer
                case out.CheckedBranch():
                    yield doc.Heading(self.heading(item))
                    yield from self.body(item.body)
                case out.CheckedConclusion(formula, reasons):
                    yield self.conclusion(formula, reasons)

    def conclusion(self, formula: Term, reasons: tuple[str, ...]) -> doc.Block:
        """What closes a goal: in running text where it fits there, else displayed."""
        because = self.because(reasons)
        if formula is FALSE:
            return doc.Paragraph(f"A contradiction{_beside(because)}.")
        shown = tuple(map(self.math, _parts(formula)))
        if len(shown) > 1 or _TALL.search(shown[0]) or len(shown[0]) > _LONG or not because:
            return doc.Conclusion(shown, because)
        return doc.Paragraph(f"{said(shown[0])}{_beside(because)}.")

    def chain(self, lines: tuple[out.CheckedLine, ...]) -> doc.Chain:
        first, *rest = lines
        return doc.Chain(self.math(first.term), tuple(
            doc.ChainLine(RELATIONS[x.rel], self.math(x.term), self.because(x.reasons), x.number) for x in rest))

    def because(self, reasons: tuple[str, ...]) -> doc.Prose:
        """The reasons with links to the claims among them; definitions together."""
        opened = list(dict.fromkeys(r.removeprefix("definition of ") for r in reasons if r.startswith("definition of $")))
        opened = [name for name in opened if not _IS_NUMBER.fullmatch(name)]  # ½ needs no reason
        together = f"definition{'s' if len(opened) > 1 else ''} of {', '.join(opened)}" if opened else ""
        shown = dict.fromkeys(together if r.startswith("definition of $") else self.linked(r) for r in reasons)
        return ", ".join(filter(None, shown))

    def linked(self, reason: str) -> doc.Prose:
        """A reason; where it names a claim of this sheet, a link: "Claim 3", or the number of its equation."""
        for label, number in self.cited.items():
            if reason == label or reason.startswith(label + " at "):
                return doc.reference(number, label if label.startswith("(") else "") + reason[len(label):]
        return reason

    def cites(self, words: doc.Prose) -> doc.Prose:
        """What the checker says of earlier claims, with links to them; the author's words as they are."""
        before, _, reasons = words.partition(" by ")
        if before != "Side conditions hold":
            return words
        return f"{before} by {', '.join(map(self.linked, reasons.rstrip('.').split(', ')))}."

    def heading(self, branch: out.CheckedBranch) -> doc.Prose:
        if branch.variable is not None and branch.start is not None:
            v, start = self.math(branch.variable), self.math(branch.start)
            return {"base": f"Base ${v} = {start}$.", "step": rf"Step ${v} \to {start}$.",
                    "descent": rf"Step ${start} \to {v}$."}.get(branch.kind, branch.title)
        if branch.kind == "case" and branch.formula is not None:
            return f"Case {said(self.math(branch.formula))}."
        return branch.title


def _beside(because: doc.Prose) -> doc.Prose:
    """Reasons in running text: in brackets, but for letters, which have their own."""
    return f" by {because}" if because.startswith("(") else f" ({because})" if because else ""


def _same(left: doc.Math, right: doc.Math) -> bool:
    """Is it one formula, whatever the size of its fractions?"""
    return typst_math(_SIZED.sub("frac", left)) == typst_math(_SIZED.sub("frac", right))


def _same_words(words: doc.Prose, shown: doc.Prose) -> bool:
    return re.sub(r"[{}\s]", "", words) == re.sub(r"[{}\s]", "", shown)


def branches(items: tuple[Any, ...]) -> Iterator[out.CheckedBranch]:
    """All branches of a checked derivation."""
    for item in items:
        if isinstance(item, out.CheckedBranch):
            yield item
        yield from branches(getattr(item, "body", ()))


def _reasons(items: tuple[Any, ...]) -> Iterator[str]:
    """All reasons of a checked derivation, in order."""
    for item in items:
        for line in getattr(item, "lines", ()):
            yield from line.reasons
        yield from getattr(item, "reasons", ())
        yield from _reasons(getattr(item, "body", ()))


def _parts(f: Term) -> list[Term]:
    return [p for a in f.args for p in _parts(a)] if f.op == "and" else [f]


def _end(f: Term) -> tuple[Term | None, bool]:
    """Which variable a fact bounds, and whether from above."""
    if f.op not in ("le", "lt"):
        return None, False
    a, b = f.args
    if a.op == "var":
        return a, True
    return (b, False) if b.op == "var" else (None, False)
