"""The sheet as one HTML file: MathML Core, no script, styles and the subset of a math font inside.

Words are escaped, formulas come from their trees.  Raises MathNotation for a formula outside the subset.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape

from . import document as doc
from .html_style import font_face, style
from .mathml import element, mathml
from .prose import split, without_math
from .texmath import parse, pieces
from .writer import Writer

_FOLLOWED = re.compile(r"(<math(?:(?!</math>).){1,400}</math>)([,;.:)]+)")


def html(sheet: doc.Sheet) -> str:
    """The whole ``.html`` file."""
    writer = Html()
    body = "\n".join([*writer.blocks(sheet.blocks), _ledger(sheet)])
    meta = " | ".join(part for part in (prose(sheet.course), prose(sheet.source), escape(doc.tally(sheet))) if part)
    page = f"<header><h1>{prose(sheet.title)}</h1>\n<p>{meta}</p></header>\n<main>\n{body}\n</main>"
    return (f'<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
            f'<meta name="viewport" content="width=device-width, initial-scale=1">\n'
            f"<title>{escape(without_math(sheet.title))}</title>\n<style>\n{font_face(page)}{style()}</style>\n</head>\n"
            f"<body>\n{page}\n</body>\n</html>\n")


def prose(words: doc.Prose) -> str:
    """Running text with its formulas; a sign after a formula stays on its line."""
    out = "".join(mathml(piece.text) if piece.is_math else escape(piece.text) for piece in split(words))
    return _FOLLOWED.sub(r'<span class="whole">\1\2</span>', out)


def _display(math: doc.Math) -> str:
    """A displayed formula, in pieces between which a line may end."""
    parse(math)
    first, *others = pieces(math, inside=False)
    return "<wbr>".join([element(first.tree), *(element(other.tree, continued=True) for other in others)])


def _number(number: str | None) -> str:
    return f'<span class="number">({escape(number)})</span>' if number else ""


class Html(Writer):
    """The sheet as HTML."""

    def prose(self, words: doc.Prose) -> str:
        return prose(words)

    def emph(self, source: str) -> str:
        return f"<em>{source}</em>"

    def strong(self, source: str) -> str:
        return f"<strong>{source}</strong>"

    def reference(self, number: doc.Plain, words: str) -> str:
        return f'<a href="#claim-{escape(number)}">{words}</a>'

    def paragraph(self, source: str, ends: bool, leads: bool) -> str:
        return f"<p>{source}{_qed() if ends else ''}</p>"

    def section(self, title: doc.Prose) -> str:
        return f"<h2>{prose(title)}</h2>"

    def subsection(self, title: doc.Prose, standing: doc.Plain) -> str:
        return f"<h3>{prose(title)} <small>{escape(standing)}</small></h3>"

    def definitions(self, block: doc.Definitions) -> str:
        rows = [_row(_display(left), relation, right, "", number)
                for (left, relation, right), number in self.numbered_definitions(block)]
        return _rows(rows)

    def chain(self, chain: doc.Chain, ends: bool) -> str:
        last = len(chain.lines) - 1
        return _rows([
            _row(_display(chain.first) if k == 0 else "", line.rel, line.expr,
                 prose(line.reason) + (_qed() if ends and k == last else ""), line.number)
            for k, line in enumerate(chain.lines)
        ])

    def fact(self, fact: doc.Fact, ends: bool) -> str:
        reason = f'<span class="reason">{prose(fact.reason)}{_qed() if ends else ""}</span>'
        return (f'<div class="rows"><div class="row"><span class="left">({escape(fact.label)})</span>'
                f'<span class="line">We show {_display(fact.statement)}</span>{reason}</div></div>')

    def claim(self, claim: doc.ClaimBox) -> str:
        label = f"claim-{escape(claim.number)}"
        out = [f'<section class="claim {claim.status}" id="{label}" aria-labelledby="{label}-head">',
               f'<h4 id="{label}-head"><span><b>Claim {escape(claim.number)}</b> <em>{prose(claim.name)}</em></span>'
               f'{_badge(claim.status)}</h4>']
        if claim.words:
            out.append(f"<p>{prose(claim.words)}</p>")
        if claim.hypotheses:
            out.append(f"<p><em>Assuming</em> {'; '.join(map(prose, claim.hypotheses))}:</p>")
        out += [f'<p class="statement">{_display(math)}</p>' for math in claim.statement]
        out.append(f"<footer><span>{prose(claim.source)}</span><code>{escape(claim.id)}</code></footer></section>")
        return "\n".join(out)

    def refutation(self, words: str) -> str:
        return f'<section class="claim refuted"><p>{words}</p></section>'

    def failure(self, lines: Sequence[doc.Plain]) -> str:
        shown = "\n".join(map(escape, lines))
        return f'<section class="claim failed"><p><strong>Failure.</strong></p><pre>{shown}</pre></section>'

    def code(self, code: doc.Code) -> str:
        lines = "\n".join(f"<li><code>{escape(line)}</code></li>" for line in code.lines)
        return f"<figure><figcaption><em>{prose(code.title)}</em></figcaption><ol>{lines}</ol></figure>"

    def qed_alone(self) -> str:
        return f"<p>{_qed()}</p>"


def _qed() -> str:
    return '<span class="qed" role="img" aria-label="end of proof">■</span>'


def _badge(status: str) -> str:
    return f'<span class="badge {status}">{status}</span>'


def _rows(rows: Sequence[str]) -> str:
    return '<div class="rows">\n' + "\n".join(rows) + "\n</div>"


def _row(left: str, relation: doc.Math, math: doc.Math, reason: str, number: str | None) -> str:
    shown = f'<span class="reason">{reason}{_number(number)}</span>'
    return (f'<div class="row"><span class="left">{left}</span>'
            f'<span class="line">{mathml(relation)} {_display(math)}</span>{shown}</div>')


def _ledger(sheet: doc.Sheet) -> str:
    boxes = {block.number for block in sheet.blocks if isinstance(block, doc.ClaimBox)}
    head = "".join(f'<th scope="col">{name}</th>' for name in ("claim", "status", "method", "uses", "trusts"))
    rows = "\n".join(_ledger_row(row, row.claim in boxes) for row in sheet.ledger)
    table = f"<table><thead><tr>{head}</tr></thead>\n<tbody>\n{rows}\n</tbody></table>" if rows else ""
    checked = f"Checked by {prose(sheet.checker)}. Content <code>{escape(sheet.digest)}</code>"
    return f"<h2>Ledger</h2>\n{table}\n<p class=\"foot\">{checked}</p>"


def _ledger_row(row: doc.LedgerRow, linked: bool) -> str:
    claim = f"Claim {escape(row.claim)}"
    shown = f'<a href="#claim-{escape(row.claim)}">{claim}</a>' if linked else claim
    cells = [shown, _badge(row.status), *map(prose, (row.method, row.definitions, row.trusts))]
    return "<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>"
