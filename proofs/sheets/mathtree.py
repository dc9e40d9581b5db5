"""The tree of a formula: what the parser makes and every writer of formulas reads."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

Kind: TypeAlias = Literal[
    "ordinary", "number", "binary", "relation", "opening", "closing", "punctuation", "large", "bar"
]


@dataclass(frozen=True)
class Atom:
    """One symbol, with the role that decides the space around it."""

    kind: Kind
    text: str


@dataclass(frozen=True)
class Function:
    """An upright operator name; with ``limits``, its subscript goes below it in displays."""

    name: str
    limits: bool


@dataclass(frozen=True)
class Space:
    """Horizontal space in em."""

    em: float


@dataclass(frozen=True)
class Words:
    r"""Upright text: ``\text{...}``."""

    text: str


@dataclass(frozen=True)
class Row:
    """Formulas side by side."""

    items: tuple[Node, ...]


@dataclass(frozen=True)
class Accent:
    """A formula under a hat, bar, tilde, arrow."""

    name: str
    body: Node


@dataclass(frozen=True)
class Styled:
    """A formula in another alphabet: bold, upright, blackboard, calligraphic."""

    name: str
    body: Node


@dataclass(frozen=True)
class Fraction:
    r"""A fraction, or a binomial coefficient; ``size`` is its command (``frac``, ``tfrac``, ``dfrac``, ``binom``)."""

    top: Node
    bottom: Node
    size: str


@dataclass(frozen=True)
class Root:
    """A square root, or a root of the given index."""

    body: Node
    index: Node | None


@dataclass(frozen=True)
class Scripts:
    """A base with a subscript, a superscript or both."""

    base: Node
    sub: Node | None
    sup: Node | None


@dataclass(frozen=True)
class Fence:
    r"""``\left ( ... \right )``: delimiters that grow with what they enclose; an empty one is absent."""

    left: str
    body: Node
    right: str


@dataclass(frozen=True)
class Delimiter:
    r"""One delimiter of a stated size: ``\bigl(``."""

    kind: Kind
    text: str
    size: float


@dataclass(frozen=True)
class Cases:
    """A distinction of cases: rows of cells behind a brace."""

    rows: tuple[tuple[Node, ...], ...]


Node: TypeAlias = (
    Atom | Function | Space | Words | Row | Accent | Styled | Fraction | Root | Scripts | Fence | Delimiter | Cases
)
