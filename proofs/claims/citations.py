"""Which earlier claims a derivation rests on, and all that it names."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from ..language.errors import AuthorError
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


def rests_on(c: Claim, claim: Claim) -> bool:
    """Is a claim cited, directly or by claims that are, in the derivation of another, or is it that one?"""
    todo, seen = [c], set[Claim]()
    while todo:
        here = todo.pop()
        if here is claim or here.id == claim.id:
            return True
        if here not in seen and (here.prover or here.refuter):
            seen.add(here)
            with suppress(AuthorError):  # what cannot be recorded is not proved
                todo += here.cited
    return False
