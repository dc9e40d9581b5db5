r"""The sheet as LaTeX source.

Formulas are printed as they were given, after the parser has accepted them; words are escaped letter by letter, so
that nothing in them can be a command.  Raises MathNotation for a formula outside the subset.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from . import document as doc
from .latex_style import PREAMBLE
from .prose import split, without_math
from .symbols import CHARACTERS
from .texmath import parse, pieces
from .writer import Writer

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
_LATIN = frozenset("–—‘’“”…§°±×÷·«»¡¿ßẞ") | {chr(code) for code in range(0xC0, 0x180)} - set("ĦħĸĿŀŁłŉŦŧſĈĉĊċ")
_LONG_INLINE = 30
_SPACE = re.compile(r"\s+")
_LONG_WORD = re.compile(r"\S{24}(?=\S)")
SHORT = 14  # rows of a ledger that fit on one page
_INDENT_EM = 0.5


def latex(sheet: doc.Sheet) -> str:
    """The whole ``.tex`` file."""
    title, course = prose(sheet.title), prose(sheet.course)
    meta = [part for part in (course, prose(sheet.source), text(doc.tally(sheet))) if part]
    return "".join(
        [
            PREAMBLE,
            f"\\hypersetup{{pdftitle={{{text(without_math(sheet.title))}}}}}\n",
            f"\\renewcommand\\HeaderLeft{{{course}}}\\renewcommand\\HeaderRight{{{title}}}\n",
            "\\begin{document}\\color{ink}\n",
            f"\\SheetTitle{{{title}}}{{{' $|$ '.join(meta)}}}\n",
            *Latex().blocks(sheet.blocks),
            ledger(sheet),
            "\\end{document}\n",
        ]
    )


def text(plain: str) -> str:
    """Characters as LaTeX sets them; mathematical symbols through the math font, others by their code."""
    return "".join(map(_character, plain))


def _character(character: str) -> str:
    if character in _ESCAPES:
        return _ESCAPES[character]
    if character.isascii() and character.isprintable() or character in _LATIN:
        return character
    if character in CHARACTERS:
        return f"$\\{CHARACTERS[character]}$"
    return f"[U+{ord(character):04X}]"


def mono(plain: doc.Plain) -> str:
    """Monospaced text: every blank kept, and a long word may be broken."""
    words = (_LONG_WORD.sub(lambda found: found.group() + "\0", word) for word in plain.split(" "))
    return "\\ ".join("\\allowbreak{}".join(map(text, word.split("\0"))) for word in words)


def prose(words: doc.Prose) -> str:
    """Running text with its formulas."""
    return "".join(_inline(piece.text) if piece.is_math else text(piece.text) for piece in split(words))


def _source(math: doc.Math) -> str:
    """The formula as given, once the parser has accepted it; an empty line in it would end TeX's paragraph."""
    parse(math)
    return _SPACE.sub(" ", math.strip())


def _inline(math: doc.Math) -> str:
    if len(math) <= _LONG_INLINE:
        return f"${_source(math)}$"
    return f"\\Inline{{{_source(math)}}}{{{_pieces(math, inside=True)}}}"


def _pieces(math: doc.Math, *, inside: bool) -> str:
    first, *others = (_SPACE.sub(" ", piece.source) for piece in pieces(math, inside))
    return f"\\Piece{{{first}}}" + "".join(f"\\Piece{{{{}}{other}}}" for other in others)


def _fitted(math: doc.Math) -> str:
    """The formula, its pieces and its smaller pieces, as the three arguments of a measuring macro."""
    return f"{{{_source(math)}}}{{{_pieces(math, inside=False)}}}{{{_pieces(math, inside=True)}}}"


def _row(left: str, relation: str, math: doc.Math, reason: str, number: str) -> str:
    return f"\\Row{{{left}}}{{{relation}}}%\n  {_fitted(math)}%\n  {{{reason}}}{{{number}}}%\n"


def _rows(rows: Sequence[str], *, right: str, numbers: bool) -> str:
    """Aligned rows; a page may end neither after the first nor before the last of them."""
    kept = [row + "\\nobreak\n" if k in (0, len(rows) - 2) and k < len(rows) - 1 else row for k, row in enumerate(rows)]
    return f"\\Rows{{{right}}}{{{'9mm' if numbers else '0mm'}}}{{%\n{''.join(kept)}}}\n"


def _number(number: str | None) -> str:
    return f"({text(number)})" if number else ""


def _display(math: doc.Math) -> str:
    return f"\\Show{{{_source(math)}}}"


def _relation(math: doc.Math) -> str:
    return f"\\Relation{{{_source(math)}}}"


class Latex(Writer):
    """The sheet as LaTeX."""

    def prose(self, words: doc.Prose) -> str:
        return prose(words)

    def emph(self, source: str) -> str:
        return f"\\textit{{{source}}}"

    def strong(self, source: str) -> str:
        return f"\\textbf{{{source}}}"

    def reference(self, number: doc.Plain, words: str) -> str:
        return f"\\hyperlink{{claim:{text(number)}}}{{\\color{{accent}}{words}}}"

    def paragraph(self, source: str, ends: bool, leads: bool) -> str:
        mark = "\\QedHere" if ends else ""
        keep = "\\nobreak" if leads else ""
        return f"\n{{{source}{mark}\\par}}{keep}\n"

    def section(self, title: doc.Prose) -> str:
        return f"\n\\SheetSection{{{prose(title)}}}{{{text(without_math(title))}}}\n"

    def subsection(self, title: doc.Prose, standing: doc.Plain) -> str:
        return f"\n\\SheetSubsection{{{prose(title)}}}{{{text(standing)}}}\n"

    def definitions(self, block: doc.Definitions) -> str:
        rows = [_row(_display(left), _relation(relation), right, "", _number(number))
                for (left, relation, right), number in self.numbered_definitions(block)]
        numbered = any(block.numbers)
        return _rows(rows, right="9mm" if numbered else "0mm", numbers=numbered)

    def chain(self, chain: doc.Chain, ends: bool) -> str:
        last = len(chain.lines) - 1
        rows = [
            _row(
                _display(chain.first) if k == 0 else "",
                _relation(line.rel),
                line.expr,
                prose(line.reason) + ("\\QedHere" if ends and k == last else ""),
                _number(line.number),
            )
            for k, line in enumerate(chain.lines)
        ]
        return _rows(rows, right="44mm", numbers=any(line.number for line in chain.lines))

    def fact(self, fact: doc.Fact, ends: bool) -> str:
        reason = prose(fact.reason) + ("\\QedHere" if ends else "")
        row = _row(f"({text(fact.label)})", "\\enspace We show \\ ", fact.statement, reason, "")
        return _rows([row], right="44mm", numbers=False)

    def claim(self, claim: doc.ClaimBox) -> str:
        status = claim.status
        lines = [f"\\ClaimHead{{{text(claim.number)}}}{{{prose(claim.name)}}}{{{status}}}{{{status.upper()}}}"]
        if claim.words:
            lines.append(prose(claim.words) + "\\par")
        if claim.hypotheses:
            lines.append(f"{{\\raggedright\\textit{{Assuming}} {'; '.join(map(prose, claim.hypotheses))}:\\par}}")
        lines += [f"\\Statement{_fitted(math)}" for math in claim.statement]
        lines.append(f"\\ClaimFoot{{{prose(claim.source)}}}{{{mono(claim.id)}}}")
        colour = "accent" if status == "proved" else status
        paper = "paper" if status == "proved" else f"{status}paper"
        return f"\\RuledBox{{{colour}}}{{{paper}}}{{%\n" + "%\n".join(lines) + "}\n"

    def refutation(self, words: str) -> str:
        return f"\\RuledBox{{refuted}}{{refutedpaper}}{{{words}}}\n"

    def failure(self, lines: Sequence[doc.Plain]) -> str:
        return "".join(["\n\\MessageHead\n", *(f"\\MessageLine{{{mono(line)}}}\n" for line in lines)])

    def code(self, code: doc.Code) -> str:
        lines = [f"\\CodeHead{{{prose(code.title)}}}\n"]
        for k, line in enumerate(code.lines, start=1):
            indent = len(line) - len(line.lstrip(" "))
            lines.append(f"\\CodeLine{{{k}}}{{{indent * _INDENT_EM:g}}}{{{mono(line.lstrip(' '))}}}\n")
        return "".join(lines) + "\\CodeFoot\n"

    def qed_alone(self) -> str:
        return "\\QedAlone\n"


def ledger(sheet: doc.Sheet) -> str:
    """The closing table: what each claim rests on, and what was checked by what."""
    boxes = {block.number for block in sheet.blocks if isinstance(block, doc.ClaimBox)}
    rows = "".join(_ledger_row(row, row.claim in boxes) for row in sheet.ledger)
    kind = "ledger" if len(sheet.ledger) > SHORT else "shortledger"  # a long table may break over pages
    table = f"\\begin{{{kind}}}\n{rows}\\end{{{kind}}}\n" if rows else ""
    checked = f"\\LedgerFoot{{{prose(sheet.checker)}}}{{{mono(sheet.digest)}}}\n"
    return f"\n\\SheetSection{{Ledger}}{{Ledger}}\n{table}{checked}"


def _ledger_row(row: doc.LedgerRow, linked: bool) -> str:
    number = text(row.claim)
    claim = f"\\hyperlink{{claim:{number}}}{{\\color{{accent}}Claim {number}}}" if linked else f"Claim {number}"
    badge = f"\\Badge{{{row.status}}}{{{row.status.upper()}}}"
    cells = [claim, badge, *map(prose, (row.method, row.definitions, row.trusts))]
    return " & ".join(cells) + "\\\\\n"
