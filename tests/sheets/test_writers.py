"""The writers: same content, inside the page, nothing broken that belongs together."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from printed import glyphs, letters, pages
from sample import SHEET

from proofs.sheets import html as html_writer
from proofs.sheets import latex as latex_writer
from proofs.sheets import typst as typst_writer
from proofs.sheets.document import (
    REFERENCE,
    Algorithm,
    AlgorithmStep,
    Block,
    Chain,
    ChainLine,
    ClaimBox,
    Conclusion,
    Correction,
    Definitions,
    Erratum,
    Failure,
    Heading,
    Hint,
    LedgerRow,
    Paragraph,
    ProofEnd,
    ProofStart,
    Refutation,
    Section,
    Sheet,
    reference,
    tally,
)
from proofs.sheets.flow import Text, flow
from proofs.sheets.latex import latex
from proofs.sheets.prose import split, typographic
from proofs.sheets.texmath import MathNotation
from proofs.sheets.typst import typst

Typeset = Callable[[str, str], Path]
POINT = 72 / 25.4
MARGIN = 22.5 * POINT
RIGHT_COLUMN = (210 - 22.5 - 44) * POINT


def source(sheet: Sheet, engine: str) -> str:
    return typst(sheet) if engine == "typst" else latex(sheet)


def small(*blocks: Block) -> Sheet:
    return Sheet("Title", "Course", "Source", blocks, digest="0123", checker="checker")


def strings(value: object) -> Iterator[str]:
    """Every text in a document."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from strings(item)
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            if (type(value).__name__, field.name) not in MATH_FIELDS:
                yield from strings(getattr(value, field.name))


MATH_FIELDS = {
    ("Definitions", "rows"),
    ("ClaimBox", "statement"),
    ("ClaimBox", "status"),
    ("LedgerRow", "status"),
    ("LedgerRow", "rests"),
    ("Conclusion", "statement"),
    ("ChainLine", "rel"),
    ("ChainLine", "expr"),
    ("Chain", "first"),
    ("Fact", "statement"),
}


def words(text: str) -> list[str]:
    """The runs of words between formulas, as they should be found on the page."""
    shown = [letters(stretch.text) for stretch in split(text) if not stretch.is_math]
    return [run for run in shown if len(run) > 2]


@pytest.fixture
def pdf(engine: str, typeset: Typeset) -> Path:
    return typeset(source(SHEET, engine), engine)


def test_every_word_is_on_the_page(pdf: Path) -> None:
    page = letters("".join(re.sub(r"\n\d+\s*$", "", text) for text in pages(pdf)))
    for text in strings(SHEET):
        if text in (block.message for block in SHEET.blocks if isinstance(block, Failure)):
            continue
        for run in words(text):
            assert run in page


def test_verdicts_and_ledger_are_on_the_page(pdf: Path) -> None:
    text = "".join(pages(pdf))
    for status in ("PROVED", "REFUTED", "UNDECIDED", "FAILED"):
        in_boxes = sum(isinstance(block, ClaimBox) and block.status.upper() == status for block in SHEET.blocks)
        in_ledger = sum(row.status.upper() == status for row in SHEET.ledger)
        assert text.count(status) == in_boxes + in_ledger
    assert letters(SHEET.digest) in letters(text)


def test_equation_numbers_stand_at_the_right_edge(pdf: Path) -> None:
    edge = (210 - 22.5) * POINT
    closing = [glyph for glyph in glyphs(pdf) if glyph.text == ")" and edge - glyph.right < 3]
    numbers = [line.number for block in SHEET.blocks if isinstance(block, Chain) for line in block.lines if line.number]
    assert len(closing) >= len(numbers) + 2


def test_no_glyph_outside_the_type_area(pdf: Path) -> None:
    width, height = 210 * POINT, 297 * POINT
    outside = [
        glyph
        for glyph in glyphs(pdf)
        if glyph.left < MARGIN - 1
        or glyph.right > width - MARGIN + 1
        or glyph.bottom < 9 * POINT
        or glyph.top > height - 9 * POINT
    ]
    assert outside == []


def test_claim_boxes_are_whole(pdf: Path) -> None:
    texts = [letters(text) for text in pages(pdf)]
    for claim in (block for block in SHEET.blocks if isinstance(block, ClaimBox)):
        head = letters(f"Claim {claim.number}{typographic(claim.name)}")
        page = next(text for text in texts if head in text)
        assert letters(claim.id) in page[page.index(head) :]


LONG = {
    "many terms": " + ".join(f"x_{{{k}}}\\,y_{{{k}}}" for k in range(30)),
    "one bracket": "\\bigl(" + " + ".join(f"x_{{{k}}}\\,y_{{{k}}}" for k in range(30)) + "\\bigr)^2",
    "growing bracket": "\\left(" + " + ".join(f"x_{{{k}}}\\,y_{{{k}}}" for k in range(30)) + "\\right)^2",
    "unbreakable": "\\sqrt{" + " + ".join(f"x_{{{k}}}\\,y_{{{k}}}" for k in range(30)) + "}",
    "a little too long": " + ".join(f"x_{{{k}}}\\,y_{{{k}}}" for k in range(10)),
    "nested products": "+".join(
        rf"\sum_{{i=1}}^{{n}} (k_i-1)\prod_{{j=1}}^{{i-{k}}} s_j\prod_{{m=1}}^{{j-1}} s_m" for k in range(1, 7)
    ),
}


@pytest.mark.parametrize("kind", LONG)
@pytest.mark.parametrize("first", ["S", r"\operatorname{Var}\Bigl[" + "+".join(["x_1"] * 12) + r"\Bigr]"])
def test_a_formula_never_meets_its_reason(kind: str, first: str, engine: str, typeset: Typeset) -> None:
    line = ChainLine("=", LONG[kind], "WWWW WWWW WWWW WWWW WWWW WWWW WWWW", "7")
    path = typeset(source(small(Chain(first, (line,))), engine), engine)
    page = [glyph for glyph in glyphs(path) if glyph.bottom > MARGIN]
    reason = [glyph for glyph in page if glyph.text == "W"]
    assert len(reason) == 28
    assert min(glyph.left for glyph in reason) >= RIGHT_COLUMN - 1
    for glyph in page:
        if glyph.text not in "W(7)":
            assert not any(
                glyph.left < other.right
                and other.left < glyph.right
                and glyph.bottom < other.top
                and other.bottom < glyph.top
                for other in reason
            )
    assert sum(glyph.text.isdigit() for glyph in page) >= sum(map(str.isdigit, LONG[kind] + first))


def test_what_has_no_reason_uses_its_column(engine: str, typeset: Typeset) -> None:
    """In one line, and no empty line behind it."""
    lines = (ChainLine("=", LONG["a little too long"], ""), ChainLine("=", "y", "why"))
    page = [g for g in glyphs(typeset(source(small(Chain("x", lines)), engine), engine)) if g.bottom > MARGIN]
    assert max(g.right for g in page if g.text.isdigit()) > RIGHT_COLUMN
    one, two = sorted({round(g.bottom) for g in page if g.text == "="}, reverse=True)
    assert 10 < one - two < 32


def test_lines_with_sums_are_apart(engine: str, typeset: Typeset) -> None:
    words = " and ".join([r"$a_k = \sum_{i=1}^{7} p_{k,i} x_i$"] * 24)
    page = [g for g in glyphs(typeset(source(small(Paragraph(words)), engine), engine)) if g.top < 297*POINT - 30*POINT]
    lower = [g for g in page if g.text == "1"]
    upper = [g for g in page if g.text == "7"]
    assert lower and upper
    assert not [1 for a in lower for b in upper if abs(a.left - b.left) < 12 and 0 < b.top - a.bottom + 0.3 < 5]


def test_a_number_stays_with_its_word() -> None:
    sheet = small(Paragraph(f"By {reference('3')}."))
    assert "Claim~3" in latex(sheet)
    assert all("Claim\N{NO-BREAK SPACE}3" in write(sheet) for write in (typst, html_writer.html))


def test_rows_of_the_ledger_are_whole(engine: str, typeset: Typeset) -> None:
    rows = tuple(LedgerRow(f"{n}", f"begin{n}", "proved", "direct", "word "*15 + f"end{n}", "", "kernel") for n in range(1, 80))
    texts = [letters(t) for t in pages(typeset(source(dataclasses.replace(small(), ledger=rows), engine), engine))]
    assert len(texts) > 2
    assert all(any(f"begin{n}" in t and f"end{n}" in t for t in texts) for n in range(1, 40))


def test_reasons_wrap_with_long_formulas_in_them(engine: str, typeset: Typeset) -> None:
    reason = r"by $\frac{a_1+a_2+a_3+a_4+a_5+a_6+a_7+a_8}{b_1+b_2+b_3+b_4+b_5+b_6+b_7+b_8+b_9}$ and symmetry"
    path = typeset(source(small(Chain("x", (ChainLine("=", "y", reason),))), engine), engine)
    assert all(glyph.right < 210 * POINT - MARGIN + 1 for glyph in glyphs(path))


def test_page_furniture(pdf: Path) -> None:
    texts = pages(pdf)
    assert len(texts) > 2
    for number, text in enumerate(texts, start=1):
        assert letters(SHEET.course) in letters(text)
        assert letters(SHEET.title) in letters(text)
        assert str(number) in text


def test_ledger_rows_link_to_their_boxes(pdf: Path) -> None:
    import pypdf

    reader = pypdf.PdfReader(pdf)
    links = [note for page in reader.pages for note in page.get("/Annots", ())]
    in_errata = sum(len(block.claims) for block in SHEET.blocks if isinstance(block, Erratum))
    in_words = sum(text.count(REFERENCE[0]) for text in strings(SHEET)) + 2  # in the column of what claims rest on
    in_graph = len({number for edge in SHEET.graph.edges for number in edge})
    assert len(links) == len(SHEET.ledger) + in_errata + in_words + in_graph
    assert reader.metadata is not None
    assert reader.metadata.title == SHEET.title
    assert [item.title for item in reader.outline if not isinstance(item, list)][-1] == "Ledger"  # type: ignore[union-attr]


SPECIALS = '#5 & 50% {of} [it] _a_ ^b^ ~c~ \\input{x} <<d>> `e` f-g *h* =i= @j / // k|l ;m: "n" o?p!q +r ≤ ∀ é ß – €'


@pytest.mark.parametrize("block", [Paragraph(SPECIALS), Failure(SPECIALS), Section(SPECIALS),
                                   Algorithm("t", (AlgorithmStep(0, (SPECIALS,)),))])
def test_words_are_printed_letter_for_letter(block: Block, engine: str, typeset: Typeset) -> None:
    shown = letters("".join(pages(typeset(source(small(block), engine), engine))))
    wanted = SPECIALS if isinstance(block, Failure) else typographic(SPECIALS)
    if engine == "pdflatex":
        wanted = wanted.replace("€", "[U+20AC]").replace("∗", "*")
    assert letters(wanted) in shown


def test_long_words_are_broken(engine: str, typeset: Typeset) -> None:
    path = typeset(source(small(Failure("x" * 300)), engine), engine)
    assert all(glyph.right < 210 * POINT - MARGIN + 1 for glyph in glyphs(path))


@pytest.mark.parametrize(
    "block",
    [
        Paragraph(r"an unknown $\foo$"),
        Paragraph("not closed $x"),
        Paragraph("empty $ $"),
        Heading(r"$\foo$"),
        Chain("x", (ChainLine("=", r"\foo", ""),)),
        Chain(r"\foo", (ChainLine("=", "x", ""),)),
        Chain("x", (ChainLine(r"\foo", "x", ""),)),
        Chain("x", (ChainLine("=", "x", r"$\foo$"),)),
        ClaimBox("1", "n", "i", "s", "w", "proved", "", (r"$\foo$",), ()),
        ClaimBox("1", "n", "i", "s", "w", "proved", "", (), (r"\foo",)),
        ClaimBox("1", "n", "i", "s", "w", "proved", r"$\foo$", (), ()),
        Conclusion((r"\foo",), ""),
        Algorithm("t", (AlgorithmStep(1, ("for", r"$\foo$")),)),
    ],
)
@pytest.mark.parametrize("write", [latex_writer.latex, typst_writer.typst, html_writer.html])
def test_unknown_notation_is_refused(block: Block, write: Callable[[Sheet], str]) -> None:
    with pytest.raises(MathNotation):
        write(small(block))


@pytest.mark.parametrize("write", [latex_writer.latex, typst_writer.typst, html_writer.html])
def test_something_else_than_a_block_is_refused(write: Callable[[Sheet], str]) -> None:
    with pytest.raises(TypeError, match="not a block"):
        write(small("text"))  # type: ignore[arg-type]


def test_flow_joins_run_in_parts_and_places_the_mark() -> None:
    blocks = (ProofStart("a"), Heading("b"), Paragraph("c"), Paragraph("d"), Chain("x", ()), ProofEnd(), ProofEnd())
    placed = list(flow(blocks))
    assert placed[0].block == Text((ProofStart("a"), Heading("b"), Paragraph("c")))
    assert [item.leads for item in placed] == [True, True, False, False]
    assert [item.ends for item in placed] == [False, False, True, False]
    assert isinstance(placed[3].block, ProofEnd)


def test_what_answers_a_claim_stays_on_its_page() -> None:
    claim = next(block for block in SHEET.blocks if isinstance(block, ClaimBox))
    for block, stays in ((Refutation((), "false"), True), (Hint("use it"), True), (ProofStart("We have"), False)):
        assert [item.leads for item in flow([claim, block])] == [stays, False]
    assert [item.leads for item in flow([claim, Refutation((), "false"), Correction("What holds is")])] == [True, True, False]


@pytest.mark.parametrize("engine", ["pdflatex", "typst"])
def test_what_holds_instead_stays_with_the_counterexample(engine: str, typeset: Typeset) -> None:
    """However much stands above them, both stand on one page."""
    for lines in range(30, 60, 3):
        above: list[Block] = [Paragraph("word")]*lines
        blocks = (*above, Refutation((), "false"), Correction("Instead."))
        texts = [letters(t) for t in pages(typeset(source(dataclasses.replace(small(), blocks=blocks), engine), engine))]
        (page,) = [t for t in texts if "Counterexample" in t]
        assert "Instead." in page


@pytest.mark.parametrize("engine", ["pdflatex", "typst"])
def test_after_a_colon_a_line_of_a_formula_goes_on_apart_from_it(engine: str) -> None:
    long = r"\text{for all } I: (" + " + ".join(f"x_{{{n}}}" for n in range(40)) + ")"
    written = source(dataclasses.replace(small(), blocks=(Conclusion((long,), ""),)), engine)
    assert (":{}}" if engine == "pdflatex" else '":") ""') in written


def test_what_opens_a_proof_or_introduces_a_claim_stays_with_it() -> None:
    claim = next(block for block in SHEET.blocks if isinstance(block, ClaimBox))
    sides = (ProofStart(""), Paragraph("Side conditions hold by Claim 2."), Heading("Base."), Paragraph("Clear."), ProofEnd())
    assert [item.leads for item in flow(sides)] == [True, False]
    assert [item.leads for item in flow([Paragraph("The layers have units."), claim])] == [True, False]
    assert [item.leads for item in flow([Correction("What holds is Claim 2."), claim])] == [False, False]


@pytest.mark.parametrize("engine", ["pdflatex", "typst"])
def test_definitions_stay_with_the_claim_that_they_are_for(engine: str, typeset: Typeset) -> None:
    """However much stands above them."""
    claim = next(block for block in SHEET.blocks if isinstance(block, ClaimBox))
    rows = Definitions(((r"\Omega_1", "=", r"\Omega_2"), (r"\Omega_3", "=", r"\Omega_4"), (r"\Omega_5", "=", r"\Omega_6")))
    for lines in range(30, 60, 3):
        above: list[Block] = [Paragraph("word")]*lines
        texts = pages(typeset(source(dataclasses.replace(small(), blocks=(*above, rows, claim)), engine), engine))
        (page,) = [t for t in texts if claim.id in letters(t)]
        assert letters(page).count("Ω") == 6


def test_tally() -> None:
    assert tally(SHEET) == "7 claims: 3 proved, 1 refuted, 1 undecided, 1 failed"
    assert tally(small()) == ""


def test_a_sheet_without_claims(engine: str, typeset: Typeset) -> None:
    text = "".join(pages(typeset(source(small(), engine), engine)))
    assert "Ledger" in text and "0123" in text


def test_a_ledger_row_without_box_has_no_link(engine: str, typeset: Typeset) -> None:
    sheet = dataclasses.replace(small(), ledger=(LedgerRow("9.9", "name", "proved", "m", "d", "r", "c"),))
    assert "9.9 name" in "".join(pages(typeset(source(sheet, engine), engine)))


def test_the_latex_source_is_the_golden_one(update_golden: bool) -> None:
    """What is handed out, line by line: a change of the writer is a change that one reads."""
    path = Path(__file__).parent/"sample.tex"
    if update_golden:
        path.write_text(latex(SHEET), encoding="utf-8")
    assert latex(SHEET) == path.read_text(encoding="utf-8"), "run pytest --update-golden and read the diff"
