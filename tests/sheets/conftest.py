"""The engines the tests of the sheets run with, and what can be read from a PDF."""

from __future__ import annotations

import os
import re
import shutil
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
import pytest

from proofs.sheets.pdf import EngineMissing, find_engine, run_tex, run_typst


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Without a usable pdflatex or Chromium their tests are deselected; in CI that is an error: they cannot go unrun."""
    for marker, missing in (("tex", _without_tex()), ("chromium", _without_chromium())):
        marked = [item for item in items if item.get_closest_marker(marker)]
        if missing and marked:
            if os.environ.get("CI"):
                raise pytest.UsageError(f"{len(marked)} tests are marked {marker}: {missing}")
            config.hook.pytest_deselected(items=marked)
            items[:] = [item for item in items if item not in marked]


def _without_tex() -> str:
    try:
        find_engine("pdflatex")
    except EngineMissing as missing:
        return str(missing)
    return ""


def _without_chromium() -> str:
    found = any(shutil.which(name) for name in ("chromium", "chromium-browser", "google-chrome"))
    return "" if found else "there is no Chromium: apt-get install chromium"


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


@pytest.fixture(params=["typst", pytest.param("pdflatex", marks=pytest.mark.tex)])
def engine(request: pytest.FixtureRequest) -> str:
    """Each engine in turn."""
    return str(request.param)


@pytest.fixture
def typeset(tmp_path: Path) -> Callable[[str, str], Path]:
    """Source and the engine that sets it -> the PDF's path."""

    def run(source: str, engine: str) -> Path:
        path = tmp_path / f"{engine}.pdf"
        path.write_bytes(run_typst(source) if engine == "typst" else run_tex(source)[0])
        return path

    return run
