"""What can be read from a PDF."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pypdfium2


@dataclass(frozen=True)
class Glyph:
    """One printed character with its box, in points from the lower left corner of its page."""

    page: int
    text: str
    left: float
    bottom: float
    right: float
    top: float


def glyphs(path: Path) -> Iterator[Glyph]:
    """The visible characters of a PDF."""
    document = pypdfium2.PdfDocument(path)
    for number, page in enumerate(document, start=1):
        text = page.get_textpage()
        for k in range(text.count_chars()):
            left, bottom, right, top = text.get_charbox(k)
            if right > left and (character := text.get_text_range(k, 1)).strip():
                yield Glyph(number, character, left, bottom, right, top)
    document.close()


def pages(path: Path) -> list[str]:
    """The text of each page."""
    document = pypdfium2.PdfDocument(path)
    texts = [page.get_textpage().get_text_range() for page in document]
    document.close()
    return texts


def letters(text: str) -> str:
    """The letters, digits and signs alone: blanks, hyphenation and ligatures do not count."""
    plain = unicodedata.normalize("NFKC", text)
    return re.sub(r"[\s\-\u00ad\u200b\ufffe\u0002]", "", plain)
