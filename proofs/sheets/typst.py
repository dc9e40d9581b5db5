"""The sheet as Typst source: the same content as the LaTeX source, in the same order.

Formulas are printed from their trees, words as string literals, so that nothing in them can be code.  Raises
MathNotation for a formula outside the subset.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from . import document as doc
from .flow import Placed, Text, TextBlock, flow
from .prose import split, without_math
from .texmath import Piece, pieces
from .typst_math import node, string, typst_math
from .typst_style import PRELUDE

_LONG_INLINE = 30
_LONG_WORD = re.compile(r"\S{24}(?=\S)")
_PAGE, _BOX, _REASON, _CELL = "page-width", "150mm", "35mm", "37mm"


def typst(sheet: doc.Sheet) -> str:
    """The whole ``.typ`` file."""
    title, course = prose(sheet.title), prose(sheet.course)
    meta = [part for part in (course, prose(sheet.source), text(doc.tally(sheet))) if part]
    return "".join(
        [
            PRELUDE,
            f"#show: sheet.with(title: [{title}], plain-title: {string(without_math(sheet.title))},\n",
            f"  course: [{course}], meta: [{' | '.join(meta)}])\n",
            *map(_placed, flow(sheet.blocks)),
            ledger(sheet),
        ]
    )


def text(plain: str) -> str:
    """Characters as they are."""
    return f"#{string(plain)};" if plain else ""


def mono(plain: doc.Plain) -> str:
    """Monospaced text: every blank kept, and a long word may be broken."""
    return f"#raw({string(_LONG_WORD.sub(lambda found: found.group() + chr(0x200B), plain))});"


def prose(words: doc.Prose, width: str = _PAGE) -> str:
    """Running text with its formulas, for a line of the given width."""
    return "".join(_inline(piece.text, width) if piece.is_math else text(piece.text) for piece in split(words))


def _inline(math: doc.Math, width: str) -> str:
    whole = f"${typst_math(math)}$"
    if len(math) <= _LONG_INLINE:
        return whole
    return f"#long-inline({width}, {whole}, {_array(pieces(math, inside=True), '${}$')});"


def _array(parts: Sequence[Piece], pattern: str) -> str:
    """Pieces as a Typst array; the ones that start with a sign keep the space around it."""
    first, *others = parts
    shown = [node(first.tree), *(f'"" {node(other.tree)}' for other in others)]
    return "(" + "".join(pattern.format(math) + ", " for math in shown) + ")"


def _fitted(math: doc.Math) -> str:
    """The formula, its pieces and its smaller pieces, as arguments of a measuring function."""
    outer, inner = (_array(pieces(math, inside), "$display({})$") for inside in (False, True))
    return f"whole: {_display(math)},\n    pieces: {outer},\n    smaller: {inner}"


def _display(math: doc.Math) -> str:
    return f"$display({typst_math(math)})$"


def _row(left: str, relation: str, math: doc.Math, reason: str, number: str | None) -> str:
    shown = f"[({text(number)})]" if number else "none"
    return f"  row(left: {left}, relation: {relation}, {_fitted(math)},\n    reason: [{reason}], number: {shown}),\n"


def _rows(rows: Sequence[str], *, right: str, numbers: bool) -> str:
    return f"#rows(right: {right}, numbers: {'9mm' if numbers else '0mm'},\n{''.join(rows)})\n"


def _relation(math: doc.Math) -> str:
    return f"relation($display({typst_math(math)})$)"


def _placed(placed: Placed) -> str:
    block = placed.block
    return _text(block, placed) if isinstance(block, Text) else _block(block, placed.ends)


def _text(paragraph: Text, placed: Placed) -> str:
    words = " ".join(map(_part, paragraph.parts)) + ("#qed-here" if placed.ends else "")
    return f"\n#leading[{words}]\n" if placed.leads else f"\n{words}\n\n"


def _part(part: TextBlock) -> str:
    match part:
        case doc.ProofStart(words):
            return f"#emph[Proof.] {prose(words)}"
        case doc.Correction(words):
            return f"#strong[Correction.] {prose(words)}"
        case doc.Heading(words):
            return f"#emph[{prose(words)}]"
        case doc.Paragraph(words):
            return prose(words)


def _block(block: doc.Block, ends: bool) -> str:
    match block:
        case doc.Section(title):
            return f"\n= {prose(title)}\n"
        case doc.Subsection(title, standing):
            return f"\n== {prose(title)} #standing[{text(standing)}]\n"
        case doc.Erratum():
            return _erratum(block)
        case doc.Definitions():
            return _definitions(block)
        case doc.ClaimBox():
            return _claim(block)
        case doc.Chain():
            return _chain(block, ends)
        case doc.Fact():
            return _fact(block, ends)
        case doc.Refutation(values, outcome):
            return _refutation(values, outcome)
        case doc.Failure(message):
            return "#failure(" + "".join(f"[{mono(line)}], " for line in message.split("\n")) + ")\n"
        case doc.Code(title, lines):
            return f"#code([{prose(title)}], " + "".join(f"[{mono(line)}], " for line in lines) + ")\n"
        case doc.ProofEnd():
            return "#qed-alone\n"
    raise TypeError(f"not a block of a sheet: {block!r}")


def _definitions(block: doc.Definitions) -> str:
    numbers = block.numbers or (None,) * len(block.rows)
    rows = [
        _row(_display(left), _relation(relation), right, "", number)
        for (left, relation, right), number in zip(block.rows, numbers, strict=True)
    ]
    numbered = any(numbers)
    return _rows(rows, right="9mm" if numbered else "0mm", numbers=numbered)


def _chain(chain: doc.Chain, ends: bool) -> str:
    last = len(chain.lines) - 1
    rows = [
        _row(
            _display(chain.first) if k == 0 else "none",
            _relation(line.rel),
            line.expr,
            prose(line.reason, _REASON) + ("#qed-here" if ends and k == last else ""),
            line.number,
        )
        for k, line in enumerate(chain.lines)
    ]
    return _rows(rows, right="44mm", numbers=any(line.number for line in chain.lines))


def _fact(fact: doc.Fact, ends: bool) -> str:
    reason = prose(fact.reason, _REASON) + ("#qed-here" if ends else "")
    return _rows(
        [_row(f"[({text(fact.label)})]", "we-show", fact.statement, reason, None)], right="44mm", numbers=False
    )


def _claim(claim: doc.ClaimBox) -> str:
    lines = []
    if claim.words:
        lines.append(prose(claim.words, _BOX))
    if claim.hypotheses:
        hypotheses = '#"; ";'.join(prose(hypothesis, _BOX) for hypothesis in claim.hypotheses)
        lines.append(f'#emph[Assuming] {hypotheses}#":";')
    lines += [f"#statement({_fitted(math)})" for math in claim.statement]
    head = f"[{text(claim.number)}], [{prose(claim.name, _BOX)}], {string(claim.status)}"
    body = "\n\n".join(lines)
    label = f"#metadata(none)#label({string(f'claim:{claim.number}')})"
    return f"#claim({head}, [{prose(claim.source, _BOX)}], [{mono(claim.id)}])[\n{body}\n]{label}\n"


def _refutation(values: Sequence[doc.Prose], outcome: doc.Prose) -> str:
    at = "Take " + ", ".join(prose(value, _BOX) for value in values) + ". " if values else ""
    words = f"#strong[Counterexample.] {at}{prose(outcome, _BOX)}"
    return f"#ruled(..colours.refuted)[{words}]\n"


def _erratum(e: doc.Erratum) -> str:
    shown = ", ".join(f"#link(label({string('claim:' + n)}), text(accent)[{text(n)}])" for n in e.claims)
    claims = f" (Claim{'s' if len(e.claims) > 1 else ''} {shown}.)" if e.claims else ""
    head = f"#strong[{text(e.number)}]#h(.5em)#emph[{prose(e.place)}.]"
    return f"\n{head} Printed: {prose(e.printed)}. {prose(e.wrong)}. #strong[Correct:] {prose(e.correct)}.{claims}\n\n"


def ledger(sheet: doc.Sheet) -> str:
    """The closing table: what each claim rests on, and what was checked by what."""
    boxes = {block.number for block in sheet.blocks if isinstance(block, doc.ClaimBox)}
    rows = "".join(_ledger_row(row, row.claim in boxes) for row in sheet.ledger)
    table = f"#ledger(\n{rows})\n" if rows else ""
    return f"\n= Ledger\n{table}#ledger-foot([{prose(sheet.checker)}], [{mono(sheet.digest)}])\n"


def _ledger_row(row: doc.LedgerRow, linked: bool) -> str:
    claim = f"Claim {text(row.claim)}"
    shown = f"#link(label({string('claim:' + row.claim)}), text(accent)[{claim}])" if linked else claim
    cells = [shown, f"#badge({string(row.status)})"]
    cells += [prose(cell, _CELL) for cell in (row.method, row.definitions, row.trusts)]
    return "  " + "".join(f"[{cell}], " for cell in cells) + "\n"
