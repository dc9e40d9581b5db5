r"""The sheet as LaTeX source.

Formulas are printed as they were given, after the parser has accepted them; words are escaped letter by letter, so
that nothing in them can be a command.  Raises MathNotation for a formula outside the subset.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from . import document as doc
from .flow import Placed, Text, TextBlock, flow
from .latex_style import PREAMBLE
from .prose import split, without_math
from .symbols import CHARACTERS
from .texmath import parse, pieces

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
            *blocks(sheet.blocks),
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


def blocks(sequence: Sequence[doc.Block]) -> list[str]:
    """The source of each block, in the order of the page."""
    return [
        _text(placed.block, placed) if isinstance(placed.block, Text) else _block(placed.block, placed.ends)
        for placed in flow(sequence)
    ]


def _text(paragraph: Text, placed: Placed) -> str:
    words = " ".join(map(_part, paragraph.parts))
    mark = "\\QedHere" if placed.ends else ""
    keep = "\\nobreak" if placed.leads else ""
    return f"\n{{{words}{mark}\\par}}{keep}\n"


def _part(part: TextBlock) -> str:
    match part:
        case doc.ProofStart(words):
            return f"\\textit{{Proof.}} {prose(words)}"
        case doc.Correction(words):
            return f"\\textbf{{Correction.}} {prose(words)}"
        case doc.Heading(words):
            return f"\\textit{{{prose(words)}}}"
        case doc.Paragraph(words):
            return prose(words)


def _block(block: doc.Block, ends: bool) -> str:
    match block:
        case doc.Section(title):
            return f"\n\\SheetSection{{{prose(title)}}}{{{text(without_math(title))}}}\n"
        case doc.Subsection(title, standing):
            return f"\n\\SheetSubsection{{{prose(title)}}}{{{text(standing)}}}\n"
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
            return "".join(["\n\\MessageHead\n", *(f"\\MessageLine{{{mono(line)}}}\n" for line in message.split("\n"))])
        case doc.Code():
            return _code(block)
        case doc.ProofEnd():
            return "\\QedAlone\n"
    raise TypeError(f"not a block of a sheet: {block!r}")


def _definitions(block: doc.Definitions) -> str:
    numbers = block.numbers or (None,) * len(block.rows)
    rows = [
        _row(_display(left), _relation(relation), right, "", _number(number))
        for (left, relation, right), number in zip(block.rows, numbers, strict=True)
    ]
    numbered = any(numbers)
    return _rows(rows, right="9mm" if numbered else "0mm", numbers=numbered)


def _chain(chain: doc.Chain, ends: bool) -> str:
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


def _fact(fact: doc.Fact, ends: bool) -> str:
    reason = prose(fact.reason) + ("\\QedHere" if ends else "")
    row = _row(f"({text(fact.label)})", "\\enspace We show \\ ", fact.statement, reason, "")
    return _rows([row], right="44mm", numbers=False)


def _claim(claim: doc.ClaimBox) -> str:
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


def _refutation(values: Sequence[doc.Prose], outcome: doc.Prose) -> str:
    at = f"Take {', '.join(map(prose, values))}. " if values else ""
    return f"\\RuledBox{{refuted}}{{refutedpaper}}{{\\textbf{{Counterexample.}} {at}{prose(outcome)}}}\n"


def _erratum(e: doc.Erratum) -> str:
    shown = ", ".join(f"\\hyperlink{{claim:{text(n)}}}{{\\color{{accent}}{text(n)}}}" for n in e.claims)
    claims = f" (Claim{'s' if len(e.claims) > 1 else ''} {shown}.)" if e.claims else ""
    head = f"\\textbf{{{text(e.number)}}}\\enspace\\textit{{{prose(e.place)}.}}"
    words = f"Printed: {prose(e.printed)}. {prose(e.wrong)}. \\textbf{{Correct:}} {prose(e.correct)}.{claims}"
    return f"\n{{{head} {words}\\par}}\n"


def _code(code: doc.Code) -> str:
    lines = [f"\\CodeHead{{{prose(code.title)}}}\n"]
    for k, line in enumerate(code.lines, start=1):
        indent = len(line) - len(line.lstrip(" "))
        lines.append(f"\\CodeLine{{{k}}}{{{indent * _INDENT_EM:g}}}{{{mono(line.lstrip(' '))}}}\n")
    return "".join(lines) + "\\CodeFoot\n"


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
