"""Notation that nobody knows is marked where it stands, and what no page would hold is set on several."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from printed import glyphs, letters, pages

from proofs.sheets.document import Chain, ChainLine, ClaimBox, Conclusion, Definitions, Paragraph, Sheet
from proofs.sheets.html import html
from proofs.sheets.latex import latex
from proofs.sheets.marks import draft, marked
from proofs.sheets.texmath import parse
from proofs.sheets.typst import typst
from proofs.sheets.widths import width
from proofs.sheets.writer import LONG, is_tall, portions

POINT = 72/25.4


def box(words: str = "", *statement: str) -> ClaimBox:
    return ClaimBox("1", "some claim", "some-id", "a source", words, "proved", "$n \\ge 0$", (), statement)


def test_what_is_known_is_left_as_it_is() -> None:
    sheet = Sheet("Title", "", "", (Paragraph(r"the value $\frac{a}{b}$"), box("all of $a$", "a = b")))
    assert marked(sheet) == (sheet, ())


BAD = Sheet("Title", "", "", (
    Paragraph(r"before $a$ and $\foo{a}$ after $b$"),
    Paragraph("a price of 5$ only"),
    box(r"its \emph{words} hold $\bar$", r"\foo + 1 = x", "a = b"),
    Definitions(((r"\foo", "=", "1"),)),
))


def test_each_unknown_formula_is_marked_and_named_with_its_claim() -> None:
    sheet, problems = marked(BAD)
    assert len(problems) == 5
    assert problems[0].startswith(r"unknown command \foo")
    assert problems[1].startswith("a formula is not closed")
    assert [p.partition(":")[0] for p in problems[2:4]] == ["claim some claim", "claim some claim"]
    first, second, claim, definitions = sheet.blocks
    assert first == Paragraph(r"before $a$ and [unknown notation: \foo{a}] after $b$")
    assert second == Paragraph("[unknown notation: a price of 5 only]")
    assert isinstance(claim, ClaimBox) and claim.statement == (r"\text{(unknown notation: foo 1 x)}", "a = b")
    assert definitions == Definitions(((r"\text{(unknown notation: foo)}", "=", "1"),))


@pytest.mark.parametrize("write", [latex, typst, html])
def test_every_writer_takes_what_is_marked(write: Callable[[Sheet], str]) -> None:
    assert "unknown notation" in write(draft(marked(BAD)[0]))


SUM = " + ".join(rf"x_{{{k}}}\,(a + {k})" for k in range(400))


def test_the_portions_of_a_formula_are_the_formula() -> None:
    parts = portions(f"y = {SUM}")
    assert len(parts) > 3
    assert all(width(part) <= LONG for part in parts)
    assert [item for part in parts for item in parse(part).items] == list(parse(f"y = {SUM}").items)


@pytest.mark.parametrize("statement", [(f"y = {SUM}",), tuple(f"x_{{{k}}} = {k}" for k in range(80))], ids=["sum", "list"])
def test_more_than_a_page(statement: tuple[str, ...], engine: str, typeset: Callable[[str, str], Path]) -> None:
    claim = box("Long.", *statement)
    assert is_tall(claim)
    last = ChainLine("=", SUM, "a reason")
    sheet = Sheet("Long", "", "", (claim, Conclusion(statement, "a reason"), Chain("y", (last,))))
    path = typeset(latex(sheet) if engine == "pdflatex" else typst(sheet), engine)
    assert len(pages(path)) > 2
    assert not [g for g in glyphs(path) if g.bottom < 9*POINT or g.top > 288*POINT or g.right > 189*POINT]
    text = letters("".join(pages(path)))
    assert letters("some-id") in text and "399" in text
