"""The sheet as Typst source: the same content as the LaTeX source, in the same order.

Formulas are printed from their trees, words as string literals, so that nothing in them can be code.  Raises
MathNotation for a formula outside the subset.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from . import document as doc
from .prose import split, without_math
from .texmath import Piece, pieces
from .typst_math import node, string, typst_math
from .typst_style import PRELUDE
from .writer import Writer

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
            *Typst().blocks(sheet.blocks),
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


class Typst(Writer):
    """The sheet as Typst."""

    def prose(self, words: doc.Prose) -> str:
        return prose(words)

    def boxed_prose(self, words: doc.Prose) -> str:
        return prose(words, _BOX)

    def emph(self, source: str) -> str:
        return f"#emph[{source}]"

    def strong(self, source: str) -> str:
        return f"#strong[{source}]"

    def reference(self, number: doc.Plain, words: str) -> str:
        return f"#link(label({string('claim:' + number)}), text(accent)[{words}])"

    def paragraph(self, source: str, ends: bool, leads: bool) -> str:
        words = source + ("#qed-here" if ends else "")
        return f"\n#leading[{words}]\n" if leads else f"\n{words}\n\n"

    def section(self, title: doc.Prose) -> str:
        return f"\n= {prose(title)}\n"

    def subsection(self, title: doc.Prose, standing: doc.Plain) -> str:
        return f"\n== {prose(title)} #standing[{text(standing)}]\n"

    def definitions(self, block: doc.Definitions) -> str:
        rows = [_row(_display(left), _relation(relation), right, "", number)
                for (left, relation, right), number in self.numbered_definitions(block)]
        numbered = any(block.numbers)
        return _rows(rows, right="9mm" if numbered else "0mm", numbers=numbered)

    def chain(self, chain: doc.Chain, ends: bool) -> str:
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

    def fact(self, fact: doc.Fact, ends: bool) -> str:
        reason = prose(fact.reason, _REASON) + ("#qed-here" if ends else "")
        row = _row(f"[({text(fact.label)})]", "we-show", fact.statement, reason, None)
        return _rows([row], right="44mm", numbers=False)

    def claim(self, claim: doc.ClaimBox) -> str:
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

    def refutation(self, words: str) -> str:
        return f"#ruled(..colours.refuted)[{words}]\n"

    def failure(self, lines: Sequence[doc.Plain]) -> str:
        return "#failure(" + "".join(f"[{mono(line)}], " for line in lines) + ")\n"

    def code(self, code: doc.Code) -> str:
        return f"#code([{prose(code.title)}], " + "".join(f"[{mono(line)}], " for line in code.lines) + ")\n"

    def qed_alone(self) -> str:
        return "#qed-alone\n"


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
