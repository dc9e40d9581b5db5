"""The sheet as one HTML file: MathML Core, no script, styles and the subset of a math font inside.

Words are escaped, formulas come from their trees.  Raises MathNotation for a formula outside the subset.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape

from . import document as doc
from .figures import drawing, file_name
from .graph import NODE, Drawing
from .html_style import font_face, style
from .mathml import element, mathml
from .prose import Stretch, split, without_math
from .texmath import parse, pieces
from .widths import width
from .writer import Line, Writer, rests_on

_IDS = re.compile(r"(id=\"|href=\"#|url\(#)")  # of a drawing, which are to be its own on the page
_LINE = 20  # em that fit on a line of a phone; a wider piece may be broken within its brackets
_FOLLOWED = re.compile(r"</math>[,;.:)]+(?![,;.:)]|</span>)")


def html(sheet: doc.Sheet) -> str:
    """The whole ``.html`` file."""
    writer = Html()
    body = "\n".join([*writer.blocks(sheet.blocks), writer.ledger(sheet)])
    about = (prose(sheet.course), prose(sheet.source), escape(sheet.kind), escape(doc.tally(sheet)))
    meta = " | ".join(part for part in about if part)
    page = f"<header><h1>{prose(sheet.title)}</h1>\n<p>{meta}</p></header>\n<main>\n{body}\n</main>"
    return (f'<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
            f'<meta name="viewport" content="width=device-width, initial-scale=1">\n'
            f"<title>{escape(without_math(sheet.title))}</title>\n<style>\n{font_face(page)}{style()}</style>\n</head>\n"
            f"<body>\n{page}\n</body>\n</html>\n")


def prose(words: doc.Prose) -> str:
    """Running text with its formulas and its links; a sign after a formula stays on its line."""
    return _kept("".join(_stretch(piece) for piece in split(words)))


def _kept(words: str) -> str:
    out, at = "", 0
    for found in _FOLLOWED.finditer(words):
        start = words.rindex("<math", at, found.start())
        out += f'{words[at:start]}<span class="whole">{words[start:found.end()]}</span>'
        at = found.end()
    return out + words[at:]


def _stretch(piece: Stretch) -> str:
    if piece.is_math:
        return mathml(piece.text) if width(piece.text, displayed=False) <= _LINE else _pieces(piece.text, display=False)
    return _link(piece.claim, escape(piece.text)) if piece.claim else escape(piece.text)


def _link(number: doc.Plain, words: str) -> str:
    return f'<a href="#claim-{escape(number)}">{words}</a>'


def _display(math: doc.Math) -> str:
    """A displayed formula, in pieces between which a line may end."""
    parse(math)
    return _pieces(math)


def _pieces(math: doc.Math, display: bool = True) -> str:
    """A formula in pieces between which a line may end, also within its brackets where one would be too wide."""
    outer = pieces(math, inside=False)
    cut = pieces(math, inside=True) if any(width(p.source, display) > _LINE for p in outer) else outer
    return "<wbr>".join(element(piece.tree, continued=k > 0, display=display) for k, piece in enumerate(cut))


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
        return _link(number, words)

    def paragraph(self, source: str, ends: bool, leads: bool) -> str:
        return f"<p>{source}{_qed() if ends else ''}</p>"

    def section(self, title: doc.Prose) -> str:
        return f"<h2>{prose(title)}</h2>"

    def subsection(self, title: doc.Prose, standing: doc.Plain) -> str:
        return f"<h3>{prose(title)} <small>{escape(standing)}</small></h3>"

    @property
    def qed_here(self) -> str:  # type: ignore[override]
        return _qed()

    we_show, as_it_is = "We show ", ""

    def display(self, math: doc.Math) -> str:
        return _display(math)

    def relation(self, math: doc.Math) -> str:
        return mathml(math)

    def margin(self, words: doc.Prose) -> str:
        return prose(words)

    def _row(self, line: Line) -> str:
        left, relation = self.before(line)
        shown = f'<span class="reason">{line.reason}{_number(line.number)}</span>'
        return (f'<div class="row{" fact" if line.label else ""}"><span class="left">{left}</span>'
                f'<span class="line">{relation}{_display(line.math)}</span>{shown}</div>')

    def rows(self, lines: Sequence[Line], *, reasons: bool, numbers: bool, leads: bool = False) -> str:
        return '<div class="rows">\n' + "\n".join(map(self._row, lines)) + "\n</div>"

    def claim(self, claim: doc.ClaimBox, leads: bool) -> str:
        label = f"claim-{escape(claim.number)}"
        out = [f'<section class="claim {claim.status}" id="{label}" aria-labelledby="{label}-head">',
               f'<h4 id="{label}-head"><span><b>Claim {escape(claim.number)}</b> <em>{prose(claim.name)}</em></span>'
               f'{"" if claim.status == "stated" else _badge(claim.status)}</h4>']
        if claim.words:
            out.append(f"<p>{prose(claim.words)}</p>")
        if premises := self.premises(claim):
            out.append(f"<p>{_kept(premises)}</p>")
        out += [f'<p class="statement">{_display(math)}</p>' for math in claim.statement]
        out += [self.formal(claim.formal)] if claim.formal else []
        out.append(f"<footer><span>{prose(claim.source)}</span><code>{escape(claim.id)}</code></footer></section>")
        return "\n".join(out)

    def refutation(self, words: str, leads: bool) -> str:
        return f'<section class="claim refuted"><p>{_kept(words)}</p></section>'

    def failure(self, lines: Sequence[doc.Plain]) -> str:
        shown = "\n".join(map(escape, lines))
        return f'<section class="claim failed"><p><strong>Failure.</strong></p><pre>{shown}</pre></section>'

    def algorithm(self, title: str, lines: Sequence[tuple[int, str]]) -> str:
        items = "\n".join(f'<li style="--depth: {depth}">{line}</li>' for depth, line in lines)
        return f'<figure class="algorithm"><figcaption><em>{title}</em></figcaption><ol>\n{items}\n</ol></figure>'

    def drawing(self, figure: doc.Figure) -> str:
        svg = drawing(figure, "svg").decode()
        inside = _IDS.sub(lambda found: f"{found[1]}{file_name(figure)[7:19]}-", svg[svg.index("<svg"):])
        return inside.replace("<svg", f'<svg role="img" aria-label="{escape(figure.alt)}"', 1)

    def figure(self, drawing: str, caption: str) -> str:
        return f'<figure class="plot">{drawing}<figcaption><em>{caption}</em></figcaption></figure>'

    def qed_alone(self) -> str:
        return f"<p>{_qed()}</p>"

    def badge(self, status: doc.Status) -> str:
        return _badge(status)

    def mono(self, plain: doc.Plain) -> str:
        return f"<code>{escape(plain)}</code>"

    def formal(self, plain: doc.Plain) -> str:
        return f'<pre class="formal">{escape(plain)}</pre>'

    def cell(self, words: doc.Prose) -> str:
        return prose(words)

    def table(self, head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
        names = "".join(f'<th scope="col">{name}</th>' for name in head)
        lines = "\n".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
        return f"<table><thead><tr>{names}</tr></thead>\n<tbody>\n{lines}\n</tbody></table>"

    def graph_row(self, drawing: Drawing, graph: doc.Graph) -> str:
        words, status = rests_on(graph), {n: s for n, _, s in graph.claims}
        (width, height), (w, h) = drawing.size, NODE
        lines = "".join(f'<path d="M{x} {y}C{" ".join(f"{a} {b}" for a, b in rest)}"/>' for (x, y), *rest in drawing.edges)
        boxes = "".join(
            f'<a href="#claim-{escape(n)}" aria-label="{escape(words[n])}"><title>{escape(words[n])}</title>'
            f'<rect class="{status[n]}" x="{x}" y="{y}" width="{w}" height="{h}" rx="2"/>'
            f'<text x="{x + w/2:g}" y="{y + h - 3:g}">{escape(n)}</text></a>' for n, (x, y) in drawing.nodes.items())
        return (f'<div class="graph"><svg role="group" aria-label="Which claims rest on which" width="{width*1.6:g}" '
                f'viewBox="-1 -1 {width + 2:g} {height + 2:g}">{lines}{boxes}</svg></div>')

    def foot(self, paragraphs: Sequence[str]) -> str:
        return "".join(f'<p class="foot">{words}</p>' for words in paragraphs)


def _qed() -> str:
    return '<span class="qed" role="img" aria-label="end of proof">■</span>'


def _badge(status: str) -> str:
    return f'<span class="badge {status}">{status}</span>'
