"""Which hypotheses a claim needs: each is left out in turn, and the same derivation is checked without it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from .check import outcome
from .claim import Claim
from .outcome import Proved
from .proof import Conclude, Line, Proof, Specialised, Split


def droppable(claim: Claim) -> list[Any]:
    """The hypotheses, and bounds of where=, without any one of which the derivation still proves the claim, truth and
    definedness both.  That another is needed is not shown: there may be another derivation.
    """
    if claim.prover is None:
        return []
    return [*[h for h in claim.given if _holds(claim, given=_but(claim.given, h), dropped=h)],
            *[b for b in claim.where if _holds(claim, where=_but(claim.where, b))]]


def _but(listed: Iterable[Any], one: Any) -> tuple[Any, ...]:
    return tuple(x for x in listed if x is not one)


def _holds(claim: Claim, dropped: Any = None, **changed: Any) -> bool:
    """Is the claim proved with fewer hypotheses, by the same lines?"""
    own = replace(claim, _outcome=None, _sequent=None, **changed)
    recorded = _without(claim.record(), dropped)
    own.record = lambda: recorded  # type: ignore[method-assign]
    verdict = outcome(own)
    return isinstance(verdict, Proved) and verdict.published is not None


def _without(p: Proof, h: Any) -> Proof:
    """The derivation, the hypothesis no longer named in it."""
    p.items = [_item(item, h) for item in p.items]
    return p


def _item(item: Any, h: Any) -> Any:
    match item:
        case Line() | Conclude():
            kept = tuple(r for r in item.reasons if r is not h and not (isinstance(r, Specialised) and r.fact is h))
            return replace(item, reasons=kept)
        case Proof():
            return _without(item, h)
        case Split():
            for inner in item.proofs:
                _without(inner, h)
    return item
