"""How wide a formula is at most, in units of its font size.

An estimate from above, for engines that measure: what surely fits is not measured.  `tests/sheets` compares it with what
Typst measures.
"""

from __future__ import annotations

from functools import lru_cache

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

_SYMBOLS = {"relation": 1.45, "binary": 1.25, "opening": 0.5, "closing": 0.5, "punctuation": 0.45, "bar": 0.5, "large": 1.7}
_LONG = {"⟹": 2.3, "⟺": 2.3, ":=": 1.8, "↦": 1.6}
_WIDE = frozenset("mwMWΩ∞…⊤")
_SMALL = 0.72  # of a script


@lru_cache(maxsize=20_000)  # every writer asks
def width(math: str, displayed: bool = True) -> float:
    """Of a formula, displayed or in running text.  Raises MathNotation outside the subset."""
    return _of(parse(math), displayed)


def _of(node: Node, displayed: bool = False) -> float:
    match node:
        case Atom():
            return _atom(node)
        case Row(items):
            return sum(_of(item, displayed) for item in items)
        case Space(em):
            return em
        case Words(text):
            return 0.6*len(text)
        case Function(name):
            return 0.6*len(name) + 0.5
        case Accent(_, body):
            return _of(body) + 0.15
        case Styled(_, body):
            return 1.2*_of(body) + 0.1
        case Fraction(top, bottom, size):
            return max(_of(top), _of(bottom)) + (1.6 if size == "binom" else 0.3)
        case Root(body):
            return _of(body) + 1.2
        case Scripts(base, sub, sup):
            scripts = [_SMALL*_of(script) + 0.15 for script in (sub, sup) if script is not None]
            under = displayed and (isinstance(base, Function) or isinstance(base, Atom) and base.kind == "large")
            return max(_of(base), *scripts) if under else _of(base) + max(scripts)
        case Fence(_, body, _):
            return _of(body, displayed) + 1.8
        case Delimiter(_, _, size):
            return 0.4 + 0.25*size
        case Cases(rows):
            columns = [[_of(row[k]) for row in rows if k < len(row)] for k in range(max(map(len, rows)))]
            return 2.0*len(columns) + sum(map(max, columns))


def _atom(atom: Atom) -> float:
    if atom.text in _LONG:
        return _LONG[atom.text]
    if atom.kind in _SYMBOLS:
        return _SYMBOLS[atom.kind]
    if atom.kind == "number":
        return 0.52*len(atom.text)
    return sum(1.1 if c in _WIDE else 0.95 if c.isupper() else 0.68 for c in atom.text)
