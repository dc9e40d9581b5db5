"""Running text: words and formulas told apart, with typographic quotes and dashes."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .document import Prose
from .texmath import MathNotation


@dataclass(frozen=True)
class Stretch:
    """A stretch of running text: plain characters, or the source of a formula."""

    text: str
    is_math: bool


def split(prose: Prose) -> tuple[Stretch, ...]:
    """The text cut at its dollar signs; quotes and dashes made typographic, line ends made blanks.

    Raises MathNotation when a formula is not closed or is empty.
    """
    parts = prose.split("$")
    if len(parts) % 2 == 0:
        raise MathNotation(f"a formula is not closed in the text {prose!r}")
    if any(not part.strip() for part in parts[1::2]):
        raise MathNotation(f"an empty formula in the text {prose!r}")
    cut = (Stretch(part if k % 2 else typographic(part), bool(k % 2)) for k, part in enumerate(parts))
    return tuple(piece for piece in cut if piece.text)


def typographic(text: str) -> str:
    """Straight quotes curled, double and triple hyphens made dashes, white space made single blanks."""
    text = re.sub(r"\s+", " ", text)
    text = text.replace("---", "—").replace("--", "–").replace("'", "’")
    return re.sub(r'(^|[\s(\[—–])"', r"\1“", text).replace('"', "”")


def without_math(prose: Prose) -> str:
    """The words alone, for document titles and outlines, which hold no formulas; a formula keeps its letters."""
    shown = (re.sub(r"\\[A-Za-z]+|[{}\\]", "", piece.text) if piece.is_math else piece.text for piece in split(prose))
    return "".join(shown)
