"""Formulas as Typst math.

Typst gets Unicode characters, never its own symbol names, which change between versions.  Plain brackets are
escaped so that they keep their size, and every symbol is set apart by blanks so that letters never join to a name.
"""

from __future__ import annotations

from collections.abc import Sequence

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
from .symbols import ACCENTS, STYLES
from .texmath import parse

_CLASSES = {
    "binary": "binary",
    "relation": "relation",
    "opening": "opening",
    "closing": "closing",
    "punctuation": "punctuation",
    "bar": "normal",
}
_CLASSED = ("|", "‖", ",", ";", ":", ":=")
_WIDE = ("⟹", "⟺")
_ESCAPED = ("(", ")", "[", "]", "{", "}", ".", "/", "!", "⌊", "⌋", "⌈", "⌉", "⟨", "⟩")


def string(text: str) -> str:
    """A Typst string literal."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def typst_math(math: str) -> str:
    """The formula as the inside of a Typst equation.  Raises MathNotation outside the subset."""
    return node(parse(math))


def node(tree: Node) -> str:
    """One node of the tree as Typst math."""
    match tree:
        case Atom():
            return _atom(tree)
        case Row(items):
            return _beside(items) if items else '""'
        case Space(em):
            return f"#h({em:.4g}em)"
        case Words(text):
            return string(text)
        case Function(name, limits):
            return f"op({string(name)}, limits: #{str(limits).lower()})"
        case Accent(name, body):
            return f"{ACCENTS[name]}({node(body)})"
        case Styled(name, body):
            return STYLES[name].format(_joined(body))
        case Fraction(top, bottom, "binom"):
            return f"binom({node(top)}, {node(bottom)})"
        case Fraction(top, bottom, size):
            return _fraction(f"frac({node(top)}, {node(bottom)})", size)
        case Root(body, index):
            return f"sqrt({node(body)})" if index is None else f"root({node(index)}, {node(body)})"
        case Scripts(base, sub, sup):
            return _scripts(base, sub, sup)
        case Fence(left, body, right):
            return f"lr({_bare(left)} {node(body)} {_bare(right)})"
        case Delimiter(kind, text, size):
            return f'class("{kind}", lr({_bare(text)}, size: #{size}em))' if text else '""'
        case Cases(rows):
            return "cases(" + ", ".join(" & #h(1em) ".join(map(node, row)) for row in rows) + ")"


def _beside(items: Sequence[Node]) -> str:
    """Nodes side by side; words bring their own blanks, and Typst would add to them one that stands in the source."""
    out = node(items[0])
    for before, item in zip(items, items[1:]):
        shown = node(item)
        out += ("" if isinstance(before, Words) or isinstance(item, Words) or _calls(before, shown) else " ") + shown
    return out


def _calls(before: Node, shown: str) -> bool:
    """Is this the name of a function, in letters, before its bracket?"""
    return isinstance(before, Styled) and node(before).endswith('")') and shown.startswith("\\(")


def _atom(atom: Atom) -> str:
    if atom.text in _CLASSED:
        return f'class("{_CLASSES[atom.kind]}", {string(atom.text)})'
    if atom.text in _WIDE:
        return f"#h(0.2778em) {atom.text} #h(0.2778em)"
    return "\\" + atom.text if atom.text in _ESCAPED else atom.text


def _bare(delimiter: str) -> str:
    """A delimiter Typst may stretch, escaped: it need not have a partner in the same piece."""
    return "\\" + delimiter if delimiter else ""


def _joined(body: Node) -> str:
    """Several letters in a row are a word, set without math spacing."""
    if isinstance(body, Row) and len(body.items) > 1:
        letters = [item.text for item in body.items if isinstance(item, Atom) and item.text.isalnum()]
        if len(letters) == len(body.items):
            return string("".join(letters))
    return node(body)


def _fraction(fraction: str, size: str) -> str:
    return {"frac": fraction, "tfrac": f"inline({fraction})", "dfrac": f"display({fraction})"}[size]


def _scripts(base: Node, sub: Node | None, sup: Node | None) -> str:
    bottom = "" if sub is None else f", b: {node(sub)}"
    top = "" if sup is None else f", t: {node(sup)}"
    return f"attach({node(base)}{bottom}{top})"
