"""The sheet as Typst source: the same content as the LaTeX source, in the same order.

Formulas are printed from their trees, words as string literals, so that nothing in them can be code.  Raises
MathNotation for a formula outside the subset.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from . import document as doc
from .figures import drawing
from .graph import NODE, Drawing
from .prose import Stretch, split, without_math
from .texmath import Piece, pieces
from .typst_math import node, string, typst_math
from .typst_style import PRELUDE
from .widths import width
from .writer import Line, Writer, is_tall, portions, rests_on

_LONG_WORD = re.compile(r"\S{24}(?=\S)")
_PAGE, _BOX, _REASON, _CELL = "page-width", "150mm", "35mm", "45mm"
_MM = 3.52  # of an em at 10pt
_EMS = {_PAGE: 165/_MM, _BOX: 150/_MM, _REASON: 35/_MM/0.8, _CELL: 45/_MM/0.8}
_TOGETHER = 9  # a formula in running text that is no wider stays on its line
_TALL = re.compile(r"\\(?:sum|prod|dfrac)(?![a-z])")  # in running text such a formula would touch the lines around it
_INDENT, _LABEL = 1.5, 6.0  # in em; the label of a fact with its words


def typst(sheet: doc.Sheet) -> str:
    """The whole ``.typ`` file."""
    writer = Typst()
    title, course = prose(sheet.title), prose(sheet.course)
    meta = [part for part in (course, prose(sheet.source), text(sheet.kind), text(doc.tally(sheet))) if part]
    return "".join(
        [
            PRELUDE,
            f"#show: sheet.with(title: [{title}], plain-title: {string(without_math(sheet.title))},\n",
            f"  course: [{course}], meta: [{' | '.join(meta)}])\n",
            *writer.blocks(sheet.blocks),
            writer.ledger(sheet),
        ]
    )


def text(plain: str) -> str:
    """Characters as they are."""
    return f"#{string(plain)};" if plain else ""


def mono(plain: doc.Plain) -> str:
    """Monospaced text: every blank kept, and a long word may be broken."""
    return f"#raw({string(_LONG_WORD.sub(lambda found: found.group() + chr(0x200B), plain))});"


def prose(words: doc.Prose, room: str = _PAGE) -> str:
    """Running text with its formulas and its links, for a line of the given width."""
    return "".join(_stretch(piece, room) for piece in split(words))


def _stretch(piece: Stretch, room: str) -> str:
    if piece.is_math:
        return _inline(piece.text, room)
    return _link(piece.claim, text(piece.text)) if piece.claim else text(piece.text)


def _link(number: doc.Plain, words: str) -> str:
    return f"#link(label({string('claim:' + number)}), text(accent)[{words}]);"


def _inline(math: doc.Math, room: str) -> str:
    whole = f"${typst_math(math)}$"
    wide = width(math, displayed=False)
    if wide <= _EMS[room]:
        together = wide <= _TOGETHER and len(pieces(math, inside=True)) > 1
        if _TALL.search(math):
            return f"#tall-inline({f'({whole},)' if together else _array(pieces(math, inside=True), '${}$')});"
        return f"#box({whole});" if together else whole
    return f"#long-inline({room}, {whole}, {_array(pieces(math, inside=True), '${}$')});"


def _array(parts: Sequence[Piece], pattern: str) -> str:
    """Pieces as a Typst array; the ones that start with a sign, or end with a colon, keep the space around it."""
    first, *others = (node(part.tree) + (' ""' if part.source.endswith(":") else "") for part in parts)
    shown = [first, *(f'"" {other}' for other in others)]
    return "(" + "".join(pattern.format(math) + ", " for math in shown) + ")"


def _fitted(math: doc.Math) -> str:
    """The formula, its pieces and its smaller pieces, as arguments of a measuring function."""
    outer, inner = (_array(pieces(math, inside), "$display({})$") for inside in (False, True))
    return f"{_whole(math)},\n    pieces: {outer},\n    smaller: {inner}"


def _whole(math: doc.Math) -> str:
    return f"whole: {_display(math)}"


def _fit(lines: Sequence[Line], room: float) -> bool:
    """Do the lines surely fit beside each other's left sides into so many millimetres?"""
    em = room/_MM
    left = max(width(line.left) + (_LABEL if line.label else 0) for line in lines)
    right = max(width(line.relation) + width(line.math) for line in lines)
    return left <= 0.4*em and _INDENT + left + right <= em


def _number(line: Line) -> str:
    return f"[({text(line.number)})]" if line.number else "none"


def _display(math: doc.Math) -> str:
    return f"$display({typst_math(math)})$"


def _points(points: Sequence[tuple[float, float]]) -> str:
    return " ".join(f"({x}pt, {y}pt)," for x, y in points)


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
        return _link(number, words)

    def paragraph(self, source: str, ends: bool, leads: bool) -> str:
        words = source + ("#qed-here" if ends else "")
        return f"\n#leading[{words}]\n" if leads else f"\n{words}\n\n"

    def section(self, title: doc.Prose) -> str:
        return f"\n= {prose(title)}\n"

    def subsection(self, title: doc.Prose, standing: doc.Plain) -> str:
        return f"\n== {prose(title)} #standing[{text(standing)}]\n"

    qed_here, we_show, as_it_is = "#qed-here", "we-show", "as-it-is"

    def display(self, math: doc.Math) -> str:
        return _display(math)

    def relation(self, math: doc.Math) -> str:
        return f"relation($display({typst_math(math)})$)"

    def margin(self, words: doc.Prose) -> str:
        return prose(words, _REASON)

    def rows(self, lines: Sequence[Line], *, reasons: bool, numbers: bool, leads: bool = False) -> str:
        """Lines that surely fit are not measured."""
        beside = "9mm" if numbers else "0mm"
        right = "44mm" if reasons else beside
        surely = _fit(lines, 165 - (48 if reasons else 13 if numbers else 0))
        rows = map(self._short if surely else self._row, lines)
        kept = " leads: true," if leads else ""
        return f"#{'short-rows' if surely else 'rows'}(right: {right}, numbers: {beside},{kept}\n{''.join(rows)})\n"

    def _row(self, line: Line) -> str:
        left, relation = self.before(line)
        before = left if left.startswith("$") else f"[{left}]" if left else "none"
        return (f"  row(left: {before}, relation: {relation or 'none'}, {_fitted(line.math)},\n"
                f"    reason: [{line.reason}], number: {_number(line)}),\n")

    def _short(self, line: Line) -> str:
        left, _ = self.before(line)
        before = left if left.startswith("$") else f"[{left}]" if left else "none"
        relation = f'"" {typst_math(line.relation)} ' if line.relation else ""
        words = f"#{self.before(line)[1]}" if line.label else ""
        shown = f"{words}$display({relation}{typst_math(line.math)})$"
        return f"  ({before}, [{shown}], [{line.reason}], {_number(line)}),\n"

    def claim(self, claim: doc.ClaimBox, leads: bool) -> str:
        lines = []
        if claim.words:
            lines.append(prose(claim.words, _BOX))
        if premises := self.premises(claim):
            lines.append(f"#ragged[{premises}]")
        lines += [f"#statement({_whole(math) if width(math) <= _EMS[_BOX] else _fitted(math)})"
                  for whole in claim.statement for math in portions(whole)]
        head = f"[{text(claim.number)}], [{prose(claim.name, _BOX)}], {string(claim.status)}"
        lines += [self.formal(claim.formal)] if claim.formal else []
        body = "\n\n".join(lines)
        how = ", breakable: true" if is_tall(claim) else ", sticky: true" if leads else ""
        label = f"#metadata(none)#label({string(f'claim:{claim.number}')})"
        return f"#claim({head}, [{prose(claim.source, _BOX)}], [{mono(claim.id)}]{how})[\n{body}\n]{label}\n"

    def refutation(self, words: str, leads: bool) -> str:
        return f"#ruled(..colours.refuted{', sticky: true' if leads else ''})[#ragged[{words}]]\n"

    def failure(self, lines: Sequence[doc.Plain]) -> str:
        return "#failure(" + "".join(f"[{mono(line)}], " for line in lines) + ")\n"

    def algorithm(self, title: str, lines: Sequence[tuple[int, str]]) -> str:
        return f"#algorithm([{title}], " + "".join(f"({depth}, [{line}]), " for depth, line in lines) + ")\n"

    def drawing(self, figure: doc.Figure) -> str:
        picture = string(drawing(figure, "svg").decode().replace("\n", " "))
        return f'#image(bytes({picture}), format: "svg", alt: {string(figure.alt)});'

    def figure(self, drawing: str, caption: str) -> str:
        return f"#picture([{drawing}], [{caption}])\n"

    def qed_alone(self) -> str:
        return "#qed-alone\n"

    def badge(self, status: doc.Status) -> str:
        return f"#badge({string(status)})"

    def mono(self, plain: doc.Plain) -> str:
        return mono(plain)

    def formal(self, plain: doc.Plain) -> str:
        return "#formal(" + "".join(f"[{mono(line)}], " for line in plain.split("\n")) + ")\n"

    def cell(self, words: doc.Prose) -> str:
        return prose(words, _CELL)

    def table(self, head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
        lines = ["".join(f"[{cell}], " for cell in row) for row in (head, *rows)]
        return "#ledger(\n" + "".join(f"  {line}\n" for line in lines) + ")\n"

    def graph_row(self, drawing: Drawing, graph: doc.Graph) -> str:
        words, status = rests_on(graph), {n: s for n, _, s in graph.claims}
        lines = "".join(f"  ({_points(line)}),\n" for line in drawing.edges)
        boxes = "".join(f"  ({string(n)}, {string(status[n])}, {_points([at])}),\n" for n, at in drawing.nodes.items())
        alt = string("Which claims rest on which. " + ". ".join(words[n] for n in drawing.nodes))
        return f"#graph-row({_points([drawing.size])} {_points([NODE])} {alt},\n (\n{lines}),\n (\n{boxes}))\n"

    def foot(self, paragraphs: Sequence[str]) -> str:
        return "".join(f"#foot[{words}]\n" for words in paragraphs)
