"""Which hypotheses a claim needs: those that its theorem does not rest on; those without which the same derivation is checked,
each left out in turn."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any, NamedTuple

from ..kernel import Term
from .check import outcome
from .claim import Claim, Hypothesis
from .outcome import Proved
from .proof import Conclude, Line, Proof, Specialised, Split


class Unused(NamedTuple):
    """What the proof of a statement does without: hypotheses and bounds of the author, and what comes with a letter: that n
    is a natural number, that X is random.  Definedness may need it, or the source may state it."""

    authors: list[Hypothesis | Term]
    letters: list[Term]


def unused(claim: Claim) -> Unused:
    """The hypotheses that the theorem of a claim does not rest on; none of a claim that is not proved."""
    verdict, s = claim.check(), claim.sequent
    if not isinstance(verdict, Proved):
        return Unused([], [])
    bounds = s.guards[len(s.guards) - len(claim.where):]
    names = {f: h for h, f in s.by_hypothesis.items()}
    idle = [h for h in s.hypotheses if h not in verdict.theorem.hyps]
    return Unused([names.get(h, h) for h in idle if h in bounds or h in names],
                  [h for h in idle if h not in bounds and h not in names])


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
