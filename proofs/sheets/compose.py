"""From checked claims to a sheet: a fold over what was proved.  Nothing mathematical is written here."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from types import ModuleType
from typing import Any

from ..claims import outcome as out
from ..claims.claim import REGISTRY, Claim, Hypothesis
from ..claims.sequent import Sequent
from ..kernel import VERSION, Term
from ..language.definitions import Compiled, Definition, Recurrence
from ..language.door import Hints
from ..language.show import latex
from . import document as doc

RELATIONS = {"=": "=", "<=": r"\le", "<": "<", ">=": r"\ge", ">": ">"}


def claims_of(module: ModuleType) -> list[Claim]:
    """The claims of a derivation module, in the order of the file."""
    return [c for c in REGISTRY.values() if c.module == module.__name__]


def sheet(module: ModuleType) -> doc.Sheet:
    """The solution sheet of a module; claims that are not proved are shown with what stopped them."""
    title, words = _title(module)
    claims = claims_of(module)
    blocks: list[doc.Block] = [doc.Paragraph(words)] if words else []
    rows = list(_definitions(module))
    if rows:
        blocks += [doc.Section("Definitions"), doc.Definitions(tuple(rows))]
    blocks.append(doc.Section("Claims"))
    ledger = []
    for n, claim in enumerate(claims, 1):
        verdict = claim.check()
        blocks += list(_claim(claim, verdict, str(n)))
        ledger.append(_ledger(claim, verdict, str(n)))
    sources = list(dict.fromkeys(c.source.split(",")[0] for c in claims))
    return doc.Sheet(title, "Checked derivations", "; ".join(sources), tuple(blocks), tuple(ledger), digest(claims),
                     f"kernel {VERSION}")


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


def _definitions(module: ModuleType) -> Iterator[doc.Definition]:
    """The definitions of the module as they were compiled."""
    for value in vars(module).values():
        if isinstance(value, Definition) and value.place[0] == module.__file__:
            for made in list(value.compiled.values())[:1]:
                yield from _definition(value, made)


def _definition(owner: Definition, made: Compiled) -> Iterator[doc.Definition]:
    left = made.applied(*made.explicit)
    if isinstance(owner, Recurrence) and made.start is not None:
        from ..kernel import INT, num

        first = made.applied(num(made.start[0], INT), *made.explicit[1:])
        yield latex(first, made.hints), "=", latex(made.start[1], made.hints)
    yield latex(left, made.hints), "=", latex(made.body, made.hints)


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
                yield doc.Correction(f"What holds is claim {claim.corrected.name.replace('_', ' ')}.")
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
                yield doc.Paragraph(f"${latex(formula, hints)}$ by {_because(reasons)}.")


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


