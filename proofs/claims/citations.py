"""Which earlier claims a derivation rests on, and all that it names."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .claim import At, Claim
from .proof import Conclude, Known, Line, Proof, Split


def reasons_in(p: Proof) -> Iterator[Any]:
    """The reasons that a derivation names, in order."""
    for item in p.items:
        match item:
            case Proof():
                yield from reasons_in(item)
            case Split():
                for inner in item.proofs:
                    yield from reasons_in(inner)
            case Known():
                yield from item.claims
            case Line() | Conclude():
                yield from item.reasons


def cited_in(p: Proof) -> list[Claim]:
    """The claims that a derivation gives as reasons, in order."""
    return [r.claim if isinstance(r, At) else r for r in reasons_in(p) if isinstance(r, (Claim, At))]
