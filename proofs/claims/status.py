"""Does a claim hold as its author says: proved where there is a proof, refuted where there is a refutation?"""

from __future__ import annotations

from .claim import Claim
from .outcome import Proved, Refuted, Undecided


def as_stated(claim: Claim) -> str:
    """"" when it does; otherwise what is wrong, with its place."""
    verdict = claim.check()
    match verdict:
        case Undecided():
            place = verdict.place or claim.place
            return "\n    ".join(filter(None, [f"{place}: {place.written}", verdict.reason]))
        case Proved() if claim.refuter is not None:
            return f"{claim.place}: it has a refutation, but it is proved"
        case Refuted() if claim.refuter is None:
            return f"{claim.place}: it is false: {verdict.message}"
    if any(kind == "gap" for kind, _ in verdict.theorem.ledger):
        return f"{claim.place}: a step was admitted (by.gap); nothing with a gap is published"
    return ""
