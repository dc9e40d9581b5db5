"""The blocks of a sheet in the order of the page, with what only their neighbours decide.

Run-in parts ("Proof. ...", "Base ...") and the paragraph after them become one paragraph; an end-of-proof mark goes
into the block before it where that block can carry one; a paragraph before a display is kept on its page, and so is one that
opens a proof or introduces a claim.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from .document import (
    Algorithm,
    Block,
    Chain,
    ClaimBox,
    Conclusion,
    Correction,
    Definitions,
    Fact,
    Figure,
    Heading,
    Hint,
    Paragraph,
    ProofEnd,
    ProofStart,
    Refutation,
)

TextBlock: TypeAlias = Heading | Paragraph | ProofStart | Correction | Hint
_TEXT = (Heading, Paragraph, ProofStart, Correction, Hint)
_RUN_IN = (Heading, ProofStart)
_DISPLAYED = (Algorithm, Chain, Conclusion, Definitions, Fact, Figure)

FEW = 10  # definitions that stay on the page of the claim after them


@dataclass(frozen=True)
class Text:
    """Text blocks set as one paragraph."""

    parts: tuple[TextBlock, ...]


@dataclass(frozen=True)
class Placed:
    """A block on the page; ``ends`` when it carries the end-of-proof mark, ``leads`` when what follows stays on its page."""

    block: Block | Text
    ends: bool
    leads: bool


def flow(blocks: Sequence[Block]) -> Iterator[Placed]:
    """Every block once, in order; a ProofEnd of its own only where the block before cannot carry the mark."""
    joined = _join(blocks)
    for k, block in enumerate(joined):
        before = joined[k - 1] if k else None
        after = joined[k + 1] if k + 1 < len(joined) else None
        if isinstance(block, ProofEnd) and _carries(before):
            continue
        boxed = isinstance(block, ClaimBox | Refutation)
        leads = _answers(after) if boxed else isinstance(after, _DISPLAYED) or _opens(block, after)
        yield Placed(block, isinstance(after, ProofEnd) and _carries(block), leads)


def _answers(block: Block | Text | None) -> bool:
    """Does it belong to the claim or counterexample before it: a counterexample, what holds instead, or a hint?"""
    return isinstance(block, Refutation) or isinstance(block, Text) and isinstance(block.parts[0], Correction | Hint)


def _opens(block: Block | Text, after: Block | Text | None) -> bool:
    """Is it the start of a proof that goes on, or what is said or defined before a claim, or said before a part?"""
    if isinstance(block, Definitions):
        return len(block.rows) <= FEW and isinstance(after, ClaimBox | Text)
    if not isinstance(block, Text):
        return False
    if isinstance(block.parts[0], ProofStart):
        return isinstance(after, Text)
    begins = isinstance(after, ClaimBox) or isinstance(after, Text) and isinstance(after.parts[0], Heading)
    return isinstance(block.parts[0], Paragraph) and begins


def _carries(block: Block | Text | None) -> bool:
    return isinstance(block, Text | Chain | Conclusion | Fact)


def _join(blocks: Sequence[Block]) -> list[Block | Text]:
    joined: list[Block | Text] = []
    for block in blocks:
        before = joined[-1] if joined else None
        if not isinstance(block, _TEXT):
            joined.append(block)
        elif isinstance(before, Text) and isinstance(before.parts[-1], _RUN_IN) and not isinstance(block, Correction | Hint):
            joined[-1] = Text((*before.parts, block))
        else:
            joined.append(Text((block,)))
    return joined
