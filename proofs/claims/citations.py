"""Which earlier claims a derivation rests on."""

from __future__ import annotations

from .claim import At, Claim
from .proof import Conclude, Known, Line, Proof, Split


def cited_in(p: Proof) -> list[Claim]:
    """The claims that a derivation gives as reasons, in order."""
    out: list[Claim] = []
    for item in p.items:
        match item:
            case Proof():
                out += cited_in(item)
            case Split():
                out += [c for q in item.proofs for c in cited_in(q)]
            case Known():
                out += [c for c in item.claims if isinstance(c, Claim)]
            case Line() | Conclude():
                out += [r.claim if isinstance(r, At) else r for r in item.reasons if isinstance(r, (Claim, At))]
    return out
