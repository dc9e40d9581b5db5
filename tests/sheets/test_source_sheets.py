"""The five source sheets as they are handed out: set without a warning, every claim on the page, nothing outside of it,
links that lead somewhere, HTML that is valid."""

from __future__ import annotations

import dataclasses
import importlib
import re
from collections import Counter
from functools import cache
from html import unescape
from pathlib import Path

import html5lib
import pypdf
import pytest
from printed import glyphs, letters, pages
from test_texmath import characters, plain

from derivations import MODULES
from proofs.cli.others import said
from proofs.sheets.catalogue import documents
from proofs.sheets.compose import claims_shown, view
from proofs.sheets.document import Chain, ChainLine, ClaimBox, Conclusion, Definitions, Fact, Section, Sheet, Subsection
from proofs.sheets.html import html
from proofs.sheets.latex import latex
from proofs.sheets.mathml import mathml
from proofs.sheets.pdf import write_sheet
from proofs.sheets.prose import split
from proofs.sheets.texmath import parse
from proofs.sheets.typst import typst
from proofs.sheets.typst_math import typst_math

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


def test_a_name_is_defined_once_in_a_part(key: str) -> None:
    """What one formula says on one page it does not say of something else: a claim would be proved and refuted."""
    known: dict[str, tuple[str | None, ...]] = {}
    clashes = []
    for b in sheet(key).blocks:
        if isinstance(b, Section | Subsection):
            known = {}
        for row in b.rows if isinstance(b, Definitions) else ():
            clashes += [(known[row[0]], row)] if known.setdefault(row[0], row) != row else []
    assert clashes == []


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


def test_the_three_sources_have_one_structure(key: str) -> None:
    """The same sections, questions and claims in the same order, and as many displayed lines and formulas."""
    made = sheet(key)
    tex, typ, page = latex(made), typst(made), html(made)
    heads = [["Sub" in kind or kind in ("==", "3") for kind in re.findall(mark, text)] for mark, text in (
        (r"\n\\Sheet(Section|Subsection)\{", tex), (r"\n(==?) ", typ), (r"<h([23])>", page))]
    assert heads[0] == heads[1] == heads[2] and len(heads[0]) > 3
    claims = [re.findall(mark, text) for mark, text in ((r"\\ClaimHead\{(\d+)\}", tex), (r"#claim\(\[#\"(\d+)\";\]", typ),
                                                          (r'<h4 id="claim-(\d+)-head">', page))]
    assert claims[0] == claims[1] == claims[2] == [b.number for b in made.blocks if isinstance(b, ClaimBox)]
    rows = [len(re.findall(mark, text)) for mark, text in ((r"\n?\\Row\{", tex), (r'<div class="row(?: fact)?">', page))]
    assert rows[0] - tex[:tex.index(r"\begin{document}")].count("\\Row{") == rows[1]


def test_every_formula_has_the_same_signs_in_each_source(key: str) -> None:
    for math in formulas(sheet(key)):
        meant = plain("".join(characters(parse(math)).elements()))
        assert not meant - plain(unescape(re.sub(r"<[^>]*>", "", mathml(math))))
        signs = Counter({c: n for c, n in meant.items() if not c.isascii() or c.isdigit()})
        assert not signs - plain(typst_math(math))


def formulas(value: object) -> set[str]:
    """Every formula of a document: displayed ones, and those between dollar signs."""
    if isinstance(value, str):
        return {s.text for s in split(value) if s.is_math} if "$" in value else set()
    if isinstance(value, Chain | ChainLine | Conclusion | Definitions | Fact | ClaimBox):
        own = {"first", "rel", "expr", "statement", "rows"}
        shown = [getattr(value, f.name) for f in dataclasses.fields(value) if f.name in own]
        found = {m for x in shown for m in texts(x)}
        return found.union(*(formulas(getattr(value, f.name)) for f in dataclasses.fields(value) if f.name not in own),
                           *(formulas(line) for line in getattr(value, "lines", ())))
    if dataclasses.is_dataclass(value):
        return set().union(*(formulas(getattr(value, f.name)) for f in dataclasses.fields(value)))
    return set().union(*map(formulas, value)) if isinstance(value, tuple) else set()


def texts(value: object) -> set[str]:
    return {value} if isinstance(value, str) else set().union(*map(texts, value)) if isinstance(value, tuple) else set()


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
