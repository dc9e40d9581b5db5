"""The page for browsers: well formed, nothing from outside, the same content as the other two, on screen and phone."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import pytest
from printed import letters
from sample import SHEET

from proofs.sheets.document import Algorithm, ClaimBox, Failure, Section, Subsection
from proofs.sheets.html import html
from proofs.sheets.html_style import style
from proofs.sheets.prose import split

ROOT = Path(__file__).resolve().parent.parent.parent
VOID = {"meta", "wbr"}
ALLOWED = {"math", "mi", "mn", "mo", "mtext", "mspace", "mrow", "mfrac", "msqrt", "mroot", "msub", "msup", "msubsup", "munder",
           "mover", "munderover", "mtable", "mtr", "mtd", "mstyle"}  # MathML Core


class Reader(HTMLParser):
    """Tags as they open, checked to close in turn; the text; attributes."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.tags: Counter[str] = Counter()
        self.text: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.feed(page)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags[tag] += 1
        assert len({name for name, _ in attrs}) == len(attrs)
        self.ids += [value for name, value in attrs if name == "id" and value]
        self.links += [value for name, value in attrs if name in ("href", "src") and value]
        if "math" in self.open:
            assert tag in ALLOWED
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open[-1:] != ["style"]:
            self.text.append(data)


@pytest.fixture(scope="module")
def page() -> Reader:
    return Reader(html(SHEET))


def test_nothing_comes_from_outside(page: Reader) -> None:
    assert page.tags["script"] == page.tags["link"] == page.tags["img"] == 0
    assert all(link.startswith("#") for link in page.links)
    assert set(re.findall(r"url\(([^)]{0,22})", html(SHEET))) == {"data:font/woff2;base64"}


def test_links_lead_somewhere(page: Reader) -> None:
    assert {link.removeprefix("#") for link in page.links} <= set(page.ids)
    assert len(page.ids) == len(set(page.ids))


def test_the_structure_is_that_of_the_sheet(page: Reader) -> None:
    kinds = Counter(type(block) for block in SHEET.blocks)
    assert page.tags["h1"] == 1
    assert page.tags["h2"] == kinds[Section] + 3  # the Coq texts, the graph and the ledger
    assert page.tags["h3"] == kinds[Subsection]
    assert page.tags["h4"] == kinds[ClaimBox]
    assert page.tags["tr"] == len(SHEET.ledger) + 1
    assert page.tags["figure"] == kinds[Algorithm]
    formal = sum(isinstance(b, ClaimBox) and b.formal != "" for b in SHEET.blocks) + len(SHEET.formal)
    assert page.tags["pre"] == kinds[Failure] + formal


def test_every_word_is_on_the_page(page: Reader) -> None:
    shown = letters("".join(page.text))
    for block in SHEET.blocks:
        if isinstance(block, ClaimBox):
            for words in (block.name, block.words, block.source, *block.hypotheses):
                assert all(letters(s.text) in shown for s in split(words) if not s.is_math)
        if isinstance(block, Failure):
            assert letters(block.message) in shown


def test_words_are_not_markup() -> None:
    from proofs.sheets.document import Paragraph, Sheet

    made = html(Sheet("<b>", "&", "s", (Paragraph("<script>alert(1)</script> & <"),)))
    assert "<script>" not in made
    assert "<script>alert(1)</script> & <" in unescape(made)


def test_the_embedded_font_has_the_signs_that_a_browser_draws() -> None:
    """A root sign is no character of the page; without its glyph a root would read as what is under it."""
    import base64
    import io

    from fontTools.ttLib import TTFont

    from proofs.sheets.document import Paragraph, Sheet

    for formula, sign in ((r"\sqrt{x}", "√"), (r"\sqrt[3]{x}", "√"), (r"\left(\frac{a}{b}\right)", "("), (r"\hat x", "ˆ")):
        data = re.search(r"base64,([^)]*)", html(Sheet("t", "c", "s", (Paragraph(f"${formula}$"),))))
        assert data is not None
        assert ord(sign) in TTFont(io.BytesIO(base64.b64decode(data[1]))).getBestCmap()


def test_on_dark_ground_every_colour_is_another() -> None:
    light, dark = (dict(re.findall(r"--(\w+): (#\w+);", part)) for part in style().split("prefers-color-scheme: dark", 1))
    assert len(light) > 10 and light.keys() == dark.keys()
    assert [name for name in light if light[name] == dark[name]] == []


def test_the_same_bytes_in_every_process() -> None:
    """Of all three sources, whatever the seed of the hashes."""
    code = ("import sys; sys.path.insert(0, 'tests/sheets'); from sample import SHEET; from proofs.sheets.html import html;"
            "from proofs.sheets.latex import latex; from proofs.sheets.typst import typst; import hashlib;"
            "print(hashlib.sha256((latex(SHEET) + typst(SHEET) + html(SHEET)).encode()).hexdigest())")
    runs = {subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True,
                           env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)}).stdout for seed in "12"}
    assert len(runs) == 1


@pytest.mark.chromium
@pytest.mark.parametrize("size", ["1000,1400", "400,900"])
def test_a_browser_shows_it(size: str, tmp_path: Path) -> None:
    """The browser lays it out and paints: many more bytes than an empty page gives."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    assert chromium
    sizes = []
    for name, text in (("empty", "<!DOCTYPE html><title>t</title>"), ("sheet", html(SHEET))):
        (tmp_path/f"{name}.html").write_text(text, encoding="utf-8")
        picture = tmp_path/f"{name}.png"
        subprocess.run([chromium, "--headless=new", "--no-sandbox", "--disable-gpu", f"--user-data-dir={tmp_path/'profile'}",
                        f"--screenshot={picture}", f"--window-size={size}", (tmp_path/f"{name}.html").as_uri()],
                       capture_output=True, timeout=120, check=True)
        sizes.append(picture.stat().st_size)
    assert sizes[1] > 5*sizes[0]


def test_a_sign_after_a_bracket_belongs_to_what_follows() -> None:
    from proofs.sheets.mathml import mathml

    assert '<mo form="prefix">−</mo>' in mathml(r"\exp(-1)")
    assert '<mo form="prefix">' not in mathml("(a - 1)").replace('<mo form="prefix" stretchy="false">', "")
    assert '<mspace width="0.167em"></mspace><mo movablelimits="false" lspace="0" rspace="0">exp' in mathml(r"\exp x \exp y")
