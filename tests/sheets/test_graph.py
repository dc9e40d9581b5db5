"""The dependency graph: boxes apart, lines from left to right and past boxes, links in every format."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from pathlib import Path

import pypdf
import pytest

from proofs.sheets import document as doc
from proofs.sheets.graph import NODE, PAGE, Drawing, drawings
from proofs.sheets.html import html
from proofs.sheets.latex import latex
from proofs.sheets.typst import typst

NAMES = tuple(map(str, range(1, 61)))
chance = random.Random(7)
SOME = tuple((a, b) for a in NAMES for b in NAMES if int(a) < int(b) < int(a) + 12 and chance.random() < 0.12)
SHAPES = {"some": SOME, "a chain": tuple(zip(NAMES[:9], NAMES[1:10])), "a star": tuple(("1", n) for n in NAMES[1:20]),
          "one long, one short": (("1", "2"), ("2", "3"), ("3", "4"), ("5", "4"), ("2", "6"), ("6", "7"), ("7", "8"))}
GRAPH = doc.Graph((("1", "first & last", "proved"), ("2", "second", "refuted"), ("3", "third", "proved"),
                   ("4", "alone", "proved")), (("1", "2"), ("2", "3"), ("1", "3")))
BOXES = tuple(doc.ClaimBox(n, name, f"id-{n}", "source", "", status, "", (), ("n = n",)) for n, name, status in GRAPH.claims)
SHEET = doc.Sheet("Title", "Course", "Source", BOXES, graph=GRAPH, checker="a kernel")


@pytest.mark.parametrize("shape", SHAPES)
def test_boxes_are_apart_and_lines_lead_to_the_right(shape: str) -> None:
    made = drawings(NAMES, SHAPES[shape])
    assert {n for d in made for n in d.nodes} == {n for e in SHAPES[shape] for n in e}
    for d in made:
        boxes = list(d.nodes.values())
        pairs = [(a, b) for k, a in enumerate(boxes) for b in boxes[:k]]
        assert all(abs(a[0] - b[0]) >= NODE[0] or abs(a[1] - b[1]) >= NODE[1] + 2 for a, b in pairs)
        assert all(p[0] <= q[0] for line in d.edges for p, q in zip(line, line[1:]))
        assert d.size[0] <= PAGE + NODE[0]
        assert not [1 for line in d.edges for at in _stops(line) for box in boxes if _inside(at, box)]


def _stops(line: tuple[tuple[float, float], ...]) -> tuple[tuple[float, float], ...]:
    """Where a line passes a layer."""
    return line[3:-1:3]


def _inside(at: tuple[float, float], box: tuple[float, float]) -> bool:
    return box[0] < at[0] < box[0] + NODE[0] and box[1] < at[1] < box[1] + NODE[1]


def test_what_follows_is_left_out() -> None:
    (made,) = drawings(("1", "2", "3"), (("1", "2"), ("2", "3"), ("1", "3")))
    assert len(made.edges) == 2
    assert drawings(("1", "2"), ()) == ()


def test_the_same_drawing_whatever_the_order_of_the_edges() -> None:
    def shown(made: tuple[Drawing, ...]) -> list[object]:
        return [(d.size, tuple(d.nodes.items()), d.edges) for d in made]

    assert shown(drawings(NAMES, SOME)) == shown(drawings(NAMES, SOME[::-1] + SOME[:5]))


def test_each_box_links_to_its_claim(engine: str, typeset: Callable[[str, str], Path]) -> None:
    path = typeset(typst(SHEET) if engine == "typst" else latex(SHEET), engine)
    page = pypdf.PdfReader(path).pages[0]
    links = [a.get_object() for a in page.get("/Annots", ()) if a.get_object().get("/Subtype") == "/Link"]
    assert len(links) == 3
    assert all("/Dest" in link or link["/A"]["/S"] == "/GoTo" for link in links)


def test_in_a_browser_the_boxes_say_what_they_rest_on() -> None:
    page = html(SHEET)
    assert 'aria-label="Claim 3, third, proved; rests on 2, 1"' in page
    assert "Claim 1, first &amp; last, proved" in page
    assert re.findall(r'<a href="#(claim-\d)" aria-label', page) == ["claim-1", "claim-2", "claim-3"]
    assert "What rests on what" not in html(doc.Sheet("t", "c", "s", BOXES, checker="a kernel"))
