"""The end of a sheet: what each claim rests on, and what the whole sheet does."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from typing import NamedTuple

from ..claims import outcome as out
from ..claims.claim import Claim, Hypothesis
from ..claims.needed import unused
from ..kernel import VERSION
from ..language.show import latex
from . import document as doc
from .prose import said
from .told import branches, status

CHECKERS = ("python-flint", "sympy")  # what computes numbers inside the kernel, and what an author writes in


class Said(NamedTuple):
    """What other checkers say of a claim that the second checker accepts: the address of its certificate, its statement as a
    Coq text, the version of Coq that proved it again ("": it was not run), and the axioms that this may rest on."""

    certificate: str
    statement: doc.Plain
    coq: str = ""
    axioms: Sequence[str] = ()


class Others(NamedTuple):
    """What other checkers say of claims, by id; the definitions that the Coq texts mention."""

    claims: Mapping[str, Said] = {}
    definitions: tuple[doc.Plain, ...] = ()


def checked(found: Said | None) -> doc.Prose:
    """What accepts one theorem; below the table stands what was not asked."""
    if found is None:
        return f"kernel {VERSION}; no certificate"
    coq = f"; Coq {found.coq}, {len(found.axioms)} axioms" if found.coq else ""
    return f"kernel {VERSION}; recheck{coq}"


def row(claim: Claim, numbers: Mapping[str, str], others: Others) -> doc.LedgerRow:
    """One claim; `numbers` are those of the claims of the sheet, by id."""
    verdict = claim.check()
    theorem = getattr(verdict, "theorem", None)
    used = [h.words for h, f in claim.sequent.by_hypothesis.items() if theorem is not None and f in theorem.hyps]
    idle = [h.words if isinstance(h, Hypothesis) else said(latex(h, claim.sequent.hints)) for h in unused(claim).authors]
    words = "; ".join([*used, *(["not used: " + "; ".join(idle)] if idle else [])])
    rests = [doc.reference(numbers[c.id], numbers[c.id]) if c.id in numbers else c.name.replace("_", " ") for c in claim.cited]
    return doc.LedgerRow(numbers[claim.id], claim.name.replace("_", " "), status(verdict), method(verdict), words,
                         ", ".join(rests), checked(others.claims.get(claim.id)))


def graph(claims: Sequence[Claim], numbers: Mapping[str, str]) -> doc.Graph:
    """Which of the claims of a sheet rest on which."""
    shown = {c.id for c in claims}
    nodes = [(numbers[c.id], c.name.replace("_", " "), status(c.check())) for c in claims]
    edges = [(numbers[a.id], numbers[c.id]) for c in claims for a in c.cited if a.id in shown]
    return doc.Graph(tuple(sorted(nodes, key=lambda n: int(n[0]))), tuple(edges))


def trust(claims: Sequence[Claim]) -> tuple[tuple[doc.Plain, doc.Prose], ...]:
    """What the theorems of a sheet rest on, beyond the rules of the kernel: table rows, definitions, gaps."""
    theorems = [th for c in claims if (th := getattr(c.check(), "theorem", None)) is not None]
    entries = Counter(entry for th in theorems for entry in th.ledger)
    rows = [f"{name.replace('_', ' ')} ({n})" for (kind, name), n in sorted(entries.items()) if kind == "row"]
    opened = [n for (kind, _), n in entries.items() if kind == "definition"]
    gaps = [name for kind, name in sorted(entries) if kind == "gap"]
    return (
        ("Axioms", "none: the kernel has rules only"),
        ("Rows of the kernel's table (theorems that use them)", ", ".join(rows) or "none"),
        ("Definitions", f"{len(opened)} opened, each a name for its body"),
        ("Gaps", ", ".join(gaps) or "none"),
    )


def elsewhere(claims: Sequence[Claim], others: Others) -> tuple[tuple[doc.Plain, doc.Prose], ...]:
    """What the other checkers say of a whole sheet."""
    found = [others.claims[c.id] for c in claims if c.id in others.claims]
    again = [s for s in found if s.coq]
    versions, axioms = (sorted(dict.fromkeys(x)) for x in ((s.coq for s in again), (a for s in again for a in s.axioms)))
    coq = (f"version {', '.join(versions)} accepts {len(again)} of {len(claims)}; together these rest on the axioms "
           f"{', '.join(axioms)}") if again else "not run (proofs export coq --check notes what it says; then build again)"
    return (("Second checker", f"recheck.py accepts the certificates of {len(found)} of {len(claims)}"), ("Coq", coq))


def method(verdict: out.Verdict) -> doc.Prose:
    kinds = {b.kind for b in branches(getattr(verdict, "body", ()))}
    if isinstance(verdict, out.Refuted):
        return "counterexample"
    if kinds & {"base", "step"}:
        return "induction"
    return "cases" if "case" in kinds else "direct"


def checker() -> str:
    """What checked the sheet, with versions."""
    return ", ".join([f"kernel {VERSION}", *(f"{name} {version(name)}" for name in CHECKERS)])


def digest(claims: Sequence[Claim]) -> str:
    """A hash of what was proved: statements with their hypotheses, in order."""
    h = hashlib.sha256()
    for c in claims:
        v = c.check()
        th = getattr(v, "theorem", None)
        h.update(f"{c.id} {type(v).__name__} {'' if th is None else th}\n".encode())
    return h.hexdigest()[:16]
