"""The five source sheets as they are handed out: set without a warning, every claim on the page, nothing outside of it,
links that lead somewhere, HTML that is valid."""

from __future__ import annotations

import importlib
import re
from functools import cache
from pathlib import Path

import html5lib
import pypdf
import pytest
from printed import glyphs, letters, pages

from derivations import MODULES
from proofs.cli.others import said
from proofs.sheets.catalogue import documents
from proofs.sheets.compose import claims_shown, view
from proofs.sheets.document import ClaimBox, Sheet
from proofs.sheets.html import html
from proofs.sheets.pdf import write_sheet

SOURCE = Path(__file__).resolve().parent.parent.parent/"derivations"
DOCUMENTS = {d.key: d for d in documents(SOURCE)}
POINT = 72/25.4
SIDE, END, WIDTH, HEIGHT = 22.5*POINT - 1, 9*POINT, 210*POINT, 297*POINT


@cache
def sheet(key: str) -> Sheet:
    """With all that a sheet can have: proofs, errata, the Coq texts, the ledger, the graph."""
    for name in MODULES:
        importlib.import_module(f"derivations.{name}")
    questions = {q.id: q for d in DOCUMENTS.values() for q in d.questions}
    return view(DOCUMENTS[key], questions, "instructor", said(claims_shown(DOCUMENTS[key], questions), None))


@pytest.fixture(params=DOCUMENTS)
def key(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_the_page_is_whole(key: str, engine: str, tmp_path: Path) -> None:
    written = write_sheet(sheet(key), tmp_path, key, engine)
    assert (written.engine, written.note) == (engine, "")
    page = letters("".join(pages(written.pdf)))
    boxes = [b for b in sheet(key).blocks if isinstance(b, ClaimBox)]
    missing = [b.id for b in boxes if letters(b.id) not in page or f"Claim{b.number}" not in page]
    assert boxes and missing == []
    unsaid = [b.id for b in boxes if not b.formal or letters(b.formal) not in page]
    assert unsaid == []
    outside = [g for g in glyphs(written.pdf)
               if g.left < SIDE or g.right > WIDTH - SIDE or g.bottom < END or g.top > HEIGHT - END]
    assert outside == []
    assert astray(written.pdf) == []


def astray(path: Path) -> list[str]:
    """The links of a PDF that lead nowhere."""
    reader = pypdf.PdfReader(path)
    wanted = []
    for page in reader.pages:
        for note in page.get("/Annots", ()):
            link = note.get_object()
            wanted.append(link["/Dest"] if "/Dest" in link else link["/A"]["/D"])
    assert wanted
    return [str(goal) for goal in wanted if isinstance(goal, str) and goal not in reader.named_destinations]


def test_the_html_is_valid_and_its_links_lead_somewhere(key: str) -> None:
    page = html(sheet(key))
    parser = html5lib.HTMLParser(strict=False)
    parser.parse(page)
    assert parser.errors == []
    ids = re.findall(r'\bid="([^"]*)"', page)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]*)"', page)) <= set(ids)
