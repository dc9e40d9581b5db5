"""Formulas as MathML Core: what browsers set without any script, and screen readers read aloud."""

from __future__ import annotations

from html import escape

from .mathtree import (
    Accent,
    Atom,
    Cases,
    Delimiter,
    Fence,
    Fraction,
    Function,
    Node,
    Root,
    Row,
    Scripts,
    Space,
    Styled,
    Words,
)
from .texmath import parse

ACCENTS = {"hat": "ˆ", "widehat": "ˆ", "bar": "¯", "overline": "¯", "tilde": "˜", "widetilde": "˜", "dot": "˙",
           "ddot": "¨", "vec": "→", "check": "ˇ", "underline": "_"}
_STARTS = {  # code points of A, a, 0 and capital and small Greek letters in each alphabet; None where there are none
    "mathbf": (0x1D400, 0x1D41A, 0x1D7CE, 0x1D6A8, 0x1D6C2),
    "boldsymbol": (0x1D468, 0x1D482, 0x1D7CE, 0x1D71C, 0x1D736),
    "mathbb": (0x1D538, 0x1D552, 0x1D7D8, None, None),
    "mathcal": (0x1D49C, 0x1D4B6, None, None, None),
    "mathsf": (0x1D5A0, 0x1D5BA, 0x1D7E2, None, None),
    "mathfrak": (0x1D504, 0x1D51E, None, None, None),
    "mathtt": (0x1D670, 0x1D68A, 0x1D7F6, None, None),
}
_ELSEWHERE = {  # letters that Unicode had before these alphabets
    **dict(zip((0x1D53A, 0x1D53F, 0x1D545, 0x1D547, 0x1D548, 0x1D549, 0x1D551), "ℂℍℕℙℚℝℤ", strict=True)),
    **dict(zip((0x1D49D, 0x1D4A0, 0x1D4A1, 0x1D4A3, 0x1D4A4, 0x1D4A7, 0x1D4A8, 0x1D4AD), "ℬℰℱℋℐℒℳℛ", strict=True)),
    **dict(zip((0x1D4BA, 0x1D4BC, 0x1D4C4), "ℯℊℴ", strict=True)),
    **dict(zip((0x1D506, 0x1D50B, 0x1D50C, 0x1D515, 0x1D51D), "ℭℌℑℜℨ", strict=True)),
}
NO_BREAK = "\u00a0"  # a blank that MathML does not drop
_DISPLAYED = ' displaystyle="true"'
_THIN = '<mspace width="0.167em"></mspace>'


def mathml(math: str, display: bool = False) -> str:
    """The formula as one `math` element.  Raises MathNotation outside the subset."""
    return f"<math{_DISPLAYED if display else ''}>{node(parse(math))}</math>"


def element(tree: Node, continued: bool = False, display: bool = True) -> str:
    """A part of a formula as one `math` element; one that goes on keeps the space of its first sign."""
    shown = node(tree)
    if continued and shown.removeprefix("<mrow>").startswith("<mo>"):
        shown = shown.replace("<mo>", '<mo form="infix">', 1)
    return f'<math{_DISPLAYED if display else ""}>{shown}</math>'


def node(tree: Node) -> str:
    """One node of the tree."""
    match tree:
        case Atom():
            return _atom(tree)
        case Row(items):
            return f"<mrow>{_row(items)}</mrow>"
        case Space(em):
            return f'<mspace width="{em:.4g}em"></mspace>'
        case Words(text):
            return f"<mtext>{escape(text).replace(' ', NO_BREAK)}</mtext>"
        case Function(name, limits):
            return f'<mo movablelimits="{str(limits).lower()}" lspace="0" rspace="0">{escape(name)}</mo>'
        case Accent(name, body):
            tag, attribute = ("munder", "accentunder") if name == "underline" else ("mover", "accent")
            wide = "true" if name in ("overline", "underline", "widehat", "widetilde") else "false"
            return f'<{tag} {attribute}="true">{node(body)}<mo stretchy="{wide}">{ACCENTS[name]}</mo></{tag}>'
        case Styled(name, body):
            return _styled(name, body)
        case Fraction(top, bottom, "binom"):
            return f'<mrow>{_grown("(")}<mfrac linethickness="0">{node(top)}{node(bottom)}</mfrac>{_grown(")")}</mrow>'
        case Fraction(top, bottom, size):
            made = f"<mfrac>{node(top)}{node(bottom)}</mfrac>"
            return {"frac": made, "tfrac": f'<mstyle displaystyle="false">{made}</mstyle>',
                    "dfrac": f'<mstyle displaystyle="true">{made}</mstyle>'}[size]
        case Root(body, index):
            return f"<msqrt>{node(body)}</msqrt>" if index is None else f"<mroot>{node(body)}{node(index)}</mroot>"
        case Scripts(base, sub, sup):
            return _scripts(base, sub, sup)
        case Fence(left, body, right):
            return f"<mrow>{_grown(left)}{node(body)}{_grown(right)}</mrow>"
        case Delimiter(kind, text, size):
            form = {"opening": "prefix", "closing": "postfix"}.get(kind, "infix")
            grown = f'stretchy="true" minsize="{size}em" maxsize="{size}em"'
            return f'<mo form="{form}" {grown}>{escape(text)}</mo>' if text else ""
        case Cases(rows):
            cells = "".join("<mtr>" + "".join(f"<mtd>{node(cell)}</mtd>" for cell in row) + "</mtr>" for row in rows)
            return f'<mrow>{_grown("{")}<mtable class="cases">{cells}</mtable></mrow>'


def _row(items: tuple[Node, ...]) -> str:
    """Items side by side; an operator name stands apart from what it is applied to, unless that is in brackets."""
    out: list[str] = []
    for k, item in enumerate(items):
        before = items[k - 1] if k else None
        if isinstance(item, Function) and isinstance(before, Atom | Scripts | Accent) and not _has_sign(before):
            out.append(_THIN)
        sign = isinstance(item, Atom) and item.kind == "binary" and k and _has_sign(before)
        out.append(node(item).replace("<mo>", '<mo form="prefix">', 1) if sign else node(item))
        after = items[k + 1] if k + 1 < len(items) else None
        named = item.base if isinstance(item, Scripts) else item
        opens = isinstance(after, Fence) or isinstance(after, Atom | Delimiter) and after.kind == "opening"
        if isinstance(named, Function) and after is not None and not opens:
            out.append(_THIN)
    return "".join(out)


def _has_sign(before: Node | None) -> bool:
    """Is it a bracket, relation or the like, after which a + or − belongs to what follows?"""
    return isinstance(before, Atom | Delimiter) and before.kind in ("opening", "relation", "binary", "punctuation")


def _atom(atom: Atom) -> str:
    shown = escape(atom.text)
    match atom.kind:
        case "ordinary" if atom.text == "/":
            return '<mo lspace="0" rspace="0">/</mo>'
        case "ordinary" if atom.text in "…⋯":
            return f"<mi>{shown}</mi>"
        case "ordinary":
            return f"<mi>{shown}</mi>" if atom.text.isalpha() or len(atom.text) > 1 else f"<mo>{shown}</mo>"
        case "number":
            return f"<mn>{shown}</mn>"
        case "opening":
            return f'<mo form="prefix" stretchy="false">{shown}</mo>'
        case "closing":
            return f'<mo form="postfix" stretchy="false">{shown}</mo>'
        case "bar":
            return f'<mo stretchy="false" lspace="0" rspace="0">{shown}</mo>'
        case "large":
            return f'<mo largeop="true" movablelimits="true">{shown}</mo>'
        case "punctuation":
            return f'<mo separator="true" lspace="0" rspace="0.17em">{shown}</mo>'
    return f"<mo>{'−' if atom.text == '-' else shown}</mo>"


def _grown(delimiter: str) -> str:
    return f'<mo stretchy="true" fence="true">{escape(delimiter)}</mo>' if delimiter else ""


def _styled(name: str, body: Node) -> str:
    """A formula in another alphabet; several letters in a row are one word."""
    match body:
        case Atom(_, text) | Words(text):
            variant = ' mathvariant="normal"' if name == "mathrm" and len(text) == 1 else ""
            shown = text if name in ("mathrm", "mathit") else "".join(_letter(name, c) for c in text)
            return f"<mi{variant}>{escape(shown)}</mi>"
        case Row(items) if all(isinstance(i, Atom) and i.text.isalnum() for i in items):
            return _styled(name, Atom("ordinary", "".join(i.text for i in items if isinstance(i, Atom))))
        case Row(items):
            return f"<mrow>{''.join(_styled(name, i) for i in items)}</mrow>"
        case Accent(accent, inner):
            return node(Accent(accent, inner)).replace(node(inner), _styled(name, inner), 1)
    return node(body)


def _letter(name: str, c: str) -> str:
    """A letter or digit of another alphabet; what is not in it stays as it is."""
    capital, small, digit, greek_capital, greek_small = _STARTS[name]
    for first, last, start in (("A", "Z", capital), ("a", "z", small), ("0", "9", digit), ("Α", "Ω", greek_capital),
                               ("α", "ω", greek_small)):
        if start is not None and first <= c <= last:
            code = start + ord(c) - ord(first)
            return _ELSEWHERE.get(code, chr(code))
    return c


def _scripts(base: Node, sub: Node | None, sup: Node | None) -> str:
    limits = isinstance(base, Atom) and base.kind == "large" and base.text != "∫" or isinstance(base, Function) and base.limits
    parts = node(base) + "".join(node(s) for s in (sub, sup) if s is not None)
    below, above, both = ("munder", "mover", "munderover") if limits else ("msub", "msup", "msubsup")
    tag = both if sub is not None and sup is not None else below if sub is not None else above
    return f"<{tag}>{parts}</{tag}>"
