r"""The sheet as LaTeX source.

Formulas are printed as they were given, after the parser has accepted them; words are escaped letter by letter, so
that nothing in them can be a command.  Raises MathNotation for a formula outside the subset.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from . import document as doc
from .figures import file_name
from .graph import NODE, Drawing
from .latex_style import PREAMBLE
from .prose import Stretch, split, without_math
from .symbols import CHARACTERS
from .texmath import parse, pieces
from .widths import width
from .writer import Line, Writer, is_tall, portions

COLOURS = {"proved": "accent", "stated": "accent"}  # other verdicts have a colour of their own
_ESCAPES = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "#": r"\#",
    "%": r"\%",
    "&": r"\&",
    "_": r"\_",
    "^": r"\textasciicircum{}",
    "~": r"\textasciitilde{}",
    doc.NO_BREAK: "~",
    "$": r"\$",
    "`": r"\textasciigrave{}",
    "'": r"\textquotesingle{}",
    '"': r"\textquotedbl{}",
    "-": "-{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "?": "?{}",
    "!": "!{}",
    ",": ",{}",
}
_NAMED = {  # characters with a command of their own; as characters LuaTeX would look for them in a font without Unicode
    "–": "textendash", "—": "textemdash", "‘": "textquoteleft", "’": "textquoteright", "“": "textquotedblleft",
    "”": "textquotedblright", "…": "textellipsis", "§": "S", "°": "textdegree", "±": "textpm", "×": "texttimes", "÷": "textdiv",
    "·": "textperiodcentered", "«": "guillemotleft", "»": "guillemotright", "¡": "textexclamdown", "¿": "textquestiondown",
    "ß": "ss", "ẞ": "SS", "Æ": "AE", "æ": "ae", "Œ": "OE", "œ": "oe", "Ø": "O", "ø": "o", "Ð": "DH", "ð": "dh", "Þ": "TH",
    "þ": "th", "Đ": "DJ", "đ": "dj", "Ŋ": "NG", "ŋ": "ng", "Ł": "L", "ł": "l", "ı": "i",
}
_ACCENTS = dict(zip("\u0300\u0301\u0302\u0303\u0308\u030a\u030c\u0306\u0304\u0307\u0327\u0328\u030b", "`'^~\"rvu=.ckH",
                    strict=True))
_LONG_INLINE = 30
_SPACE = re.compile(r"\s+")
_LONG_WORD = re.compile(r"\S{24}(?=\S)")
SHORT = 14  # rows of a ledger that fit on one page
_INDENT_EM = 1.5
_MEASURABLE = 1000  # em; TeX's lengths end at 1638 of them


def latex(sheet: doc.Sheet) -> str:
    """The whole ``.tex`` file."""
    writer = Latex()
    title, course = prose(sheet.title), prose(sheet.course)
    meta = [part for part in (course, prose(sheet.source), text(sheet.kind), text(doc.tally(sheet))) if part]
    return "".join(
        [
            PREAMBLE,
            f"\\hypersetup{{pdftitle={{{text(without_math(sheet.title))}}}}}\n",
            f"\\renewcommand\\HeaderLeft{{{course}}}\\renewcommand\\HeaderRight{{{title}}}\n",
            "\\begin{document}\\color{ink}\n",
            f"\\SheetTitle{{{title}}}{{{' $|$ '.join(meta)}}}\n",
            *writer.blocks(sheet.blocks),
            writer.ledger(sheet),
            "\\end{document}\n",
        ]
    )


def text(plain: str) -> str:
    """Characters as LaTeX sets them; mathematical symbols through the math font, others by their code."""
    return "".join(map(_character, plain))


def _character(character: str) -> str:
    if character in _ESCAPES:
        return _ESCAPES[character]
    if character.isascii() and character.isprintable():
        return character
    if character in _NAMED:
        return f"\\{_NAMED[character]}{{}}"
    if character in CHARACTERS:
        return f"$\\{CHARACTERS[character]}$"
    letter, *accents = list(unicodedata.normalize("NFD", character))
    if len(accents) == 1 and accents[0] in _ACCENTS and letter.isascii():
        return f"\\{_ACCENTS[accents[0]]}{{{letter}}}"
    return f"[U+{ord(character):04X}]"


def mono(plain: doc.Plain) -> str:
    """Monospaced text: every blank kept, and a long word may be broken."""
    words = (_LONG_WORD.sub(lambda found: found.group() + "\0", word) for word in plain.split(" "))
    return "\\ ".join("\\allowbreak{}".join(map(text, word.split("\0"))) for word in words)


def prose(words: doc.Prose) -> str:
    """Running text with its formulas and its links."""
    return "".join(_stretch(piece) for piece in split(words))


def _stretch(piece: Stretch) -> str:
    if piece.is_math:
        return _inline(piece.text)
    return _link(piece.claim, text(piece.text)) if piece.claim else text(piece.text)


def _link(number: doc.Plain, words: str) -> str:
    return f"\\hyperlink{{claim:{text(number)}}}{{\\color{{accent}}{words}}}"


def _source(math: doc.Math) -> str:
    """The formula as given, once the parser has accepted it; an empty line in it would end TeX's paragraph."""
    parse(math)
    return _SPACE.sub(" ", math.strip())


def _inline(math: doc.Math) -> str:
    if len(math) <= _LONG_INLINE:
        return f"${_source(math)}$"
    return f"\\Inline{{{_source(math)}}}{{{_pieces(math, inside=True)}}}"


def _pieces(math: doc.Math, *, inside: bool) -> str:
    first, *others = (re.sub(":$", ":{}", _SPACE.sub(" ", piece.source)) for piece in pieces(math, inside))
    return f"\\Piece{{{first}}}" + "".join(f"\\Piece{{{{}}{other}}}" for other in others)


def _fitted(math: doc.Math) -> str:
    """The formula, its pieces and its smaller pieces, as the three arguments of a measuring macro."""
    whole = _source(math) if width(math) < _MEASURABLE else "\\rule{99em}{0pt}"
    return f"{{{whole}}}{{{_pieces(math, inside=False)}}}{{{_pieces(math, inside=True)}}}"


def _curve(line: Sequence[tuple[float, float]], height: float) -> str:
    """A curve as operators of PDF."""
    (x, y), *rest = [(x, height - y) for x, y in line]
    bends = "".join(f" {a:.1f} {b:.1f}{' c' if k % 3 == 2 else ''}" for k, (a, b) in enumerate(rest))
    return f"{x:.1f} {y:.1f} m{bends} S\n"


class Latex(Writer):
    """The sheet as LaTeX."""

    def prose(self, words: doc.Prose) -> str:
        return prose(words)

    def emph(self, source: str) -> str:
        return f"\\textit{{{source}}}"

    def strong(self, source: str) -> str:
        return f"\\textbf{{{source}}}"

    def reference(self, number: doc.Plain, words: str) -> str:
        return _link(number, words)

    def paragraph(self, source: str, ends: bool, leads: bool) -> str:
        mark = "\\QedHere" if ends else ""
        keep = "\\nobreak" if leads else ""
        return f"\n{{{source}{mark}\\par}}{keep}\n"

    def section(self, title: doc.Prose) -> str:
        return f"\n\\SheetSection{{{prose(title)}}}{{{text(without_math(title))}}}\n"

    def subsection(self, title: doc.Prose, standing: doc.Plain) -> str:
        return f"\n\\SheetSubsection{{{prose(title)}}}{{{text(standing)}}}\n"

    qed_here, we_show, as_it_is = "\\QedHere", "\\enspace We show \\ ", "\\enspace "

    def display(self, math: doc.Math) -> str:
        return f"\\Show{{{_source(math)}}}"

    def relation(self, math: doc.Math) -> str:
        return f"\\Relation{{{_source(math)}}}"

    def margin(self, words: doc.Prose) -> str:
        return prose(words)

    def _row(self, line: Line) -> str:
        left, relation = self.before(line)
        shown = f"({text(line.number)})" if line.number else ""
        return f"\\Row{{{left}}}{{{relation}}}%\n  {_fitted(line.math)}%\n  {{{line.reason}}}{{{shown}}}%\n"

    def rows(self, lines: Sequence[Line], *, reasons: bool, numbers: bool, leads: bool = False) -> str:
        """A page may end neither after the first nor before the last of them."""
        rows = list(map(self._row, lines))
        last = len(rows) - 1
        kept = "".join(row + "\\nobreak\n" if k < last and (leads or k in (0, last - 1)) else row for k, row in enumerate(rows))
        width = "9mm" if numbers else "0mm"
        kept_here = "\\KeptRows" if leads else ""
        return f"{kept_here}\\Rows{{{'44mm' if reasons else width}}}{{{width}}}{{%\n{kept}}}\n"

    def claim(self, claim: doc.ClaimBox, leads: bool) -> str:
        status = claim.status
        badge = "" if status == "stated" else self.badge(status)
        lines = [f"\\ClaimHead{{{text(claim.number)}}}{{{prose(claim.name)}}}{{{badge}}}"]
        if claim.words:
            lines.append(prose(claim.words) + "\\par")
        if premises := self.premises(claim):
            lines.append(f"{{\\raggedright {premises}\\par}}")
        lines += [f"\\Statement{_fitted(math)}" for whole in claim.statement for math in portions(whole)]
        lines += [self.formal(claim.formal)] if claim.formal else []
        lines.append(f"\\ClaimFoot{{{prose(claim.source)}}}{{{mono(claim.id)}}}")
        colour = COLOURS.get(status, status)
        paper = "paper" if colour == "accent" else f"{status}paper"
        box = "LongBox" if is_tall(claim) else "RuledBox"
        kept = "\\KeptBox" if leads else ""
        return f"{kept}\\{box}{{{colour}}}{{{paper}}}{{%\n" + "%\n".join(lines) + "}\n"

    def refutation(self, words: str, leads: bool) -> str:
        kept = "\\KeptBox" if leads else ""
        return f"{kept}\\RuledBox{{refuted}}{{refutedpaper}}{{\\raggedright {words}\\par}}\n"

    def failure(self, lines: Sequence[doc.Plain]) -> str:
        return "".join(["\n\\MessageHead\n", *(f"\\MessageLine{{{mono(line)}}}\n" for line in lines)])

    def algorithm(self, title: str, lines: Sequence[tuple[int, str]]) -> str:
        shown = [f"\\AlgorithmLine{{{k}}}{{{depth * _INDENT_EM:g}}}{{{line}}}\n" for k, (depth, line) in enumerate(lines, 1)]
        last = len(shown) - 1
        kept = [line + "\\nobreak\n" if k < last and (last <= 20 or k in (0, last - 1)) else line
                for k, line in enumerate(shown)]
        return f"\\AlgorithmHead{{{title}}}\n{''.join(kept)}\\AlgorithmFoot\n"

    def drawing(self, figure: doc.Figure) -> str:
        return f"\\includegraphics{{{file_name(figure)}}}"

    def figure(self, drawing: str, caption: str) -> str:
        return f"\\SheetFigure{{{drawing}}}{{{caption}}}\n"

    def qed_alone(self) -> str:
        return "\\QedAlone\n"

    def badge(self, status: doc.Status) -> str:
        return f"\\Badge{{{status}}}{{{status.upper()}}}"

    def mono(self, plain: doc.Plain) -> str:
        return f"\\texttt{{{mono(plain)}}}"

    def formal(self, plain: doc.Plain) -> str:
        first, *others = [f"\\FormalLine{{{mono(line)}}}" for line in plain.split("\n")]
        return "\n".join([f"\\FormalGap{first}", *(f"\\nobreak{line}" for line in others[:1]), *others[1:]]) + "\n"

    def cell(self, words: doc.Prose) -> str:
        return prose(words)

    def table(self, head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
        lines = "".join(" & ".join(row) + "\\\\\n" for row in rows)
        kind = "ledger" if len(rows) > SHORT else "shortledger"  # a long table may break over pages
        return f"\\begin{{{kind}}}{{{'&'.join(head)}}}\n{lines}\\end{{{kind}}}\n"

    def graph_row(self, drawing: Drawing, graph: doc.Graph) -> str:
        """Lines and frames as operators of PDF, whose points are counted from below; the numbers and links by TeX."""
        status = {n: s for n, _, s in graph.claims}
        (width, height), (w, h) = drawing.size, NODE
        lines = "".join(_curve(line, height) for line in drawing.edges)
        frames = [f"{x:.1f} {height - y - h:.1f} {w:.1f} {h:.1f} re" for x, y in drawing.nodes.values()]
        boxes = "".join(f"\\GraphNode{{{x:.1f}}}{{{height - y - h:.1f}}}{{{COLOURS.get(status[n], status[n])}}}{{{text(n)}}}%\n"
                        for n, (x, y) in drawing.nodes.items())
        return f"\\GraphRow{{{width:.1f}}}{{{height:.1f}}}{{%\n{lines}}}{{%\n{' '.join(frames)}}}{{%\n{boxes}}}\n"

    def foot(self, paragraphs: Sequence[str]) -> str:
        return "".join(f"\\Foot{{{words}}}\n" for words in paragraphs)
