"""A claim and what it rests on, as readable text and as data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..claims import outcome as out
from ..claims.claim import Hypothesis
from ..claims.needed import droppable, unused
from ..claims.readable import plain, text_lines
from ..claims.refute import instance_values
from ..claims.status import as_stated
from ..claims.values import values_text
from ..kernel import VERSION
from ..language.show import text
from ..language.wording import said
from .targets import relative

if TYPE_CHECKING:
    from ..claims.claim import Claim
    from ..sheets.ledger import Others, Said


def as_text(claim: Claim) -> str:
    """Hypotheses, statement, derivation."""
    s, verdict = claim.sequent, claim.check()
    lines = [f"{claim.name}  [{claim.id}]  {type(verdict).__name__.lower()}",
             f"  {plain(claim.words)}" if claim.words else "", f"  {claim.source}",
             *[f"  assume  {text(h, s.hints)}" for h in s.hypotheses], f"  claim   {text(s.statement, s.hints)}"]
    match verdict:
        case out.Proved():
            lines += ["", *text_lines(verdict.body, s.hints, "  ")]
        case out.Refuted():
            lines += ["", "  false at  " + ", ".join(f"{a} = {b}" for a, b in verdict.values)]
        case out.Undecided():
            lines += ["", f"  {as_stated(claim)}"]
    return "\n".join(line for k, line in enumerate(lines) if line or k > 2)


def as_data(claim: Claim) -> dict[str, Any]:
    """The same as data; formulas as text and as LaTeX."""
    from ..language.show import latex

    s = claim.sequent
    formula = {"text": text(s.statement, s.hints), "latex": latex(s.statement, s.hints)}
    return {"claim": claim.name, "id": claim.id, "source": claim.source, "words": claim.words, "statement": formula,
            "hypotheses": [{"text": text(h, s.hints), "latex": latex(h, s.hints)} for h in s.hypotheses],
            "verdict": type(claim.check()).__name__.lower(), "file": relative(claim.place.file), "line": claim.place.line}


def trust_data(claim: Claim, others: Others, drop: bool = False) -> dict[str, Any]:
    """What the theorem of a claim rests on, and who accepts it; with `drop`, which hypotheses its derivation does not need."""
    verdict = claim.check()
    th = getattr(verdict, "theorem", None)
    ledger = sorted(th.ledger) if th is not None else []
    hints, idle = claim.sequent.hints, unused(claim)
    rests = verdict.theorem.hyps if isinstance(verdict, out.Proved) else frozenset()
    used = [h.name for h, f in claim.sequent.by_hypothesis.items() if f in rests]
    published = isinstance(verdict, out.Proved) and verdict.published is not None
    values = ""
    if isinstance(verdict, out.Proved) and verdict.published is not None:
        values = values_text(claim.sequent, instance_values(verdict.published.instance))
    spare = {"could_be_dropped": [getattr(h, "name", None) or said(h) for h in droppable(claim)]} if drop else {}
    return {"claim": claim.name, "id": claim.id, "verdict": type(verdict).__name__.lower(),
            "definitions": [n for k, n in ledger if k == "definition"], "rows": [n for k, n in ledger if k == "row"],
            "gaps": [n for k, n in ledger if k == "gap"], "hypotheses_used": used,
            "hypotheses_unused": [h.name if isinstance(h, Hypothesis) else text(h, hints) for h in idle.authors],
            "letters_unused": [text(h, hints) for h in idle.letters], **_others(others.claims.get(claim.id)),
            "instance_exhibited": published, "well_defined": published, "instance": values, **spare}


def _others(said: Said | None) -> dict[str, Any]:
    """The kernel and the other checkers; None for what they were not asked."""
    coq = {"version": said.coq, "axioms": list(said.axioms)} if said is not None and said.coq else None
    return {"kernel": VERSION, "second_checker": "accepted" if said is not None else None, "coq": coq,
            "certificate": said and said.certificate, "coq_statement": said and said.statement}


def trust_text(data: dict[str, Any]) -> str:
    """The same as text."""
    def listed(key: str) -> str:
        return ", ".join(data[key]) or "none"

    published = "proved well defined; values that satisfy all hypotheses are exhibited"
    order = ("hypotheses_used", "hypotheses_unused", "letters_unused", "could_be_dropped", "definitions", "rows", "gaps")
    keys = [k for k in order if k in data]
    lines = [f"  {key.replace('_', ' '):<18} {listed(key)}" for key in keys]
    if data["instance"]:
        lines.append(f"  {'instance':<18} {data['instance']}")
    coq = data["coq"] and f"accepted by Coq {data['coq']['version']}, with the axioms {', '.join(data['coq']['axioms'])}"
    lines += [f"  {'kernel':<18} {data['kernel']}",
              f"  {'second checker':<18} {data['second_checker'] or 'no certificate to check'}",
              f"  {'Coq':<18} {coq or 'not run (proofs export coq --check)'}"]
    head = f"{data['claim']}  [{data['id']}]  {data['verdict']}"
    return "\n".join([head, *lines, f"  {published if data['well_defined'] else 'not published'}"])
