"""What has become of a question: computed from verdicts, never written down."""

from __future__ import annotations

from collections.abc import Collection
from typing import Literal

from ..claims import outcome as out
from ..claims.claim import REGISTRY, Claim
from ..claims.status import as_stated
from .catalogue import Document, Question

Standing = Literal["theorem", "refuted and corrected", "observed", "prose", "open"]
NEEDED: dict[str, Standing] = {  # the standing that each kind of question demands
    "THM": "theorem", "CORE": "theorem", "COUNT": "theorem", "DEF": "theorem", "FALSE": "refuted and corrected",
    "CODE": "observed", "PROSE": "prose",
}


def claims_of(question: Question) -> list[Claim]:
    """The claims of a question, in the order of their file: its id, or its id, a colon and the name of a part."""
    return _named(question.id)


def more_of(question: Question) -> list[Claim]:
    """The claims of the library that say more than a question asks: they have a home of their own, and its standing does
    not rest on them."""
    return [c for name in question.more for c in _named(name)]


def _named(name: str) -> list[Claim]:
    return [c for c in REGISTRY.values() if c.id == name or c.id.startswith(name + ":")]


def standing(question: Question, others: dict[str, Question], observed: Collection[str] = ()) -> Standing:
    """The standing of a question, "open" when it has not the one its kind demands.

    others: every question by id, for those that are cited.  observed: the questions whose tests ran and passed.
    """
    needed = NEEDED[question.kind]
    if question.cites:
        return needed if all(standing(others[c], others, observed) != "open" for c in question.cites) else "open"
    claims = claims_of(question)
    if any(as_stated(c) for c in claims):
        return "open"
    proved = [c for c in claims if isinstance(c.check(), out.Proved)]
    corrected = [c.corrected for c in claims if isinstance(c.check(), out.Refuted) and c.corrected is not None]
    held = {
        "theorem": any(c.id == question.id for c in proved),
        "refuted and corrected": any(isinstance(c.check(), out.Proved) for c in corrected),
        "observed": question.id in observed,
        "prose": bool(question.answer),
    }
    return needed if held[needed] else "open"


def standings(documents: Collection[Document], observed: Collection[str] = ()) -> dict[str, Standing]:
    """The standing of every question."""
    others = {q.id: q for d in documents for q in d.questions}
    return {i: standing(q, others, observed) for i, q in others.items()}


def table(documents: Collection[Document], observed: Collection[str] = ()) -> str:
    """Every question with its kind, its standing and its home, as Markdown, with the counts below each document."""
    out: list[str] = []
    found = standings(documents, observed)
    for d in documents:
        out += [f"**{d.title}** ({d.course})", "", "| question | kind | standing | where |", "|---|---|---|---|"]
        out += [f"| {q.id} | {q.kind} | {found[q.id]} | {_home(q)} |" for q in d.questions]
        kinds = [found[q.id] for q in d.questions]
        counts = ", ".join(f"{kinds.count(k)} {k}" for k in (*dict.fromkeys(NEEDED.values()), "open") if k in kinds)
        out += ["", f"{len(kinds)} questions: {counts}.", ""]
    return "\n".join(out)


def _home(question: Question) -> str:
    """Where the question is answered."""
    if question.cites:
        return ", ".join(question.cites)
    more = more_of(question)
    return _where(claims_of(question)) + (f"; more in {_where(more)}" if more else "")


def _where(claims: list[Claim]) -> str:
    homes = dict.fromkeys(c.module.rpartition(".")[2] for c in claims)
    names = ", ".join(c.name for c in claims)
    return "; ".join(f"`{home}`" for home in homes) + (f": {names}" if names else "")
