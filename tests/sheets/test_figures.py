"""Figures: the same drawing in every format and every run, words for who does not see it, a mark where none can be drawn."""

from __future__ import annotations

import re
import sys
from html import unescape
from pathlib import Path

import pypdf
import pytest
from printed import letters, pages

from derivations import ewa, figures
from proofs.claims.claim import FIGURES
from proofs.sheets import document as doc
from proofs.sheets.figures import drawing, figures_of
from proofs.sheets.html import html
from proofs.sheets.pdf import write_sheet
from proofs.sheets.typst import typst

PLOT = doc.Figure("Two lines, with $q = 1$", "$t$", "value", "One rises, & the other \"falls\".",
                  (("up", ((0.0, 0.0), (1.0, 1.0))), ("down", ((0.0, 1.0), (1.0, 0.0)))))
SHEET = doc.Sheet("Title", "Course", "Source", (doc.Paragraph("Before."), PLOT, doc.Paragraph("After.")))


def test_it_is_in_every_format(engine: str, tmp_path: Path) -> None:
    written = write_sheet(SHEET, tmp_path, "plot", engine)
    assert written.note == ""
    shown = letters("".join(pages(written.pdf)))
    assert "Twolines,with" in shown
    assert written.pdf.stat().st_size > 3000
    assert [p.name for p in tmp_path.glob("figure-*.pdf")] == re.findall(r"figure-\w+\.pdf", written.tex.read_text())
    assert "Oneriseswhile" not in shown and "notdrawn" not in shown


def test_words_for_who_does_not_see_it() -> None:
    assert 'aria-label="One rises, &amp; the other &quot;falls&quot;."' in html(SHEET)
    assert PLOT.alt.replace('"', '\\"') in typst(SHEET)


def test_the_page_has_no_id_twice() -> None:
    other = doc.Figure("c", "x", "y", "a", (("up", ((0.0, 0.0), (2.0, 1.0))),))
    page = html(doc.Sheet("t", "c", "s", (PLOT, other)))
    ids = re.findall(r'\bid="([^"]*)"', page)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]*)"', page)) <= set(ids)


@pytest.mark.parametrize("kind", ["svg", "pdf"])
def test_the_same_bytes_each_time(kind: str) -> None:
    first = drawing(PLOT, kind)  # type: ignore[arg-type]
    drawing.cache_clear()
    assert drawing(PLOT, kind) == first  # type: ignore[arg-type]


def test_without_matplotlib_the_page_says_what_it_would_show(
        engine: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    written = write_sheet(SHEET, tmp_path, "plot", engine)
    shown = letters("".join(pages(written.pdf)))
    assert letters("One rises") in shown and "notdrawn:matplotlibisnotinstalled" in shown
    assert "not drawn: matplotlib" in unescape(written.html.read_text())
    assert "After." in pypdf.PdfReader(written.pdf).pages[0].extract_text()


def test_the_figures_of_the_library_are_what_the_claims_say() -> None:
    assert len(FIGURES) == 6
    shown = {f.curves.__name__: f.curves() for f in FIGURES}
    assert all(len(points) > 7 for name, curves in shown.items() if name != "pyramid" for points in curves.values())
    rows = {name: points for name, points in shown["pyramid"].items() if not name.startswith(" ")}
    assert [len(points) for points in rows.values()] == [8, 6, 3, 1]
    assert {p for name, line in shown["pyramid"].items() if name.startswith(" ") for p in line} == {
        p for points in rows.values() for p in points}
    assert {y for _, y in shown["through_depth"]["2/n"]} == {2.0}
    assert shown["through_depth"]["1/n"][-1] == (8, 2/2**7)
    assert all(abs(y - 1) < 1e-12 for _, y in shown["bias"]["corrected"])
    assert [f.caption for f in figures_of(ewa.mean_of_plain_average)] == [figures.bias.caption]


def test_a_folder_is_loaded_with_its_figures(tmp_path: Path) -> None:
    from proofs.cli.targets import load

    (tmp_path/"some_figures.py").write_text("""
from derivations.ewa import unbiased
from proofs import figure
@figure(unbiased, x="x", y="y", alt="nothing")
def made():
    return {}
""")
    before = list(FIGURES)
    assert load([str(tmp_path)]).broken == ()
    assert [f.alt for f in FIGURES if f not in before] == ["nothing"]
    FIGURES[:] = before
