r"""LaTeX formulas, strictly: a small subset is parsed into a tree.

The parser fails closed: a command it does not know is an error naming the command and the formula, and nothing is
ever dropped.  The LaTeX writer prints the source of an accepted formula, ``typst_math`` prints its tree.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from . import symbols
from .mathtree import (
    Accent,
    Atom,
    Cases,
    Delimiter,
    Fence,
    Fraction,
    Function,
    Kind,
    Node,
    Root,
    Row,
    Scripts,
    Space,
    Styled,
    Words,
)


class MathNotation(ValueError):
    """A formula outside the accepted subset; says what is wrong and in which formula."""


_TOKEN = re.compile(r"\\[A-Za-z]+\*?|\\.|\s+|[0-9]+(?:\.[0-9]+)?|:=|.", re.DOTALL)
_BIG = re.compile(r"(bigg?|Bigg?)([lr])")
_SIDES: dict[str, Kind] = {"l": "opening", "r": "closing"}
_WORDS = re.compile(r"[A-Za-z0-9 .,;:()'\-]*")
_NAME = re.compile(r"[A-Za-z]+(?:(?:\\,| )[A-Za-z]+)*")
_CHARACTERS: dict[str, Atom] = {
    **{character: Atom("ordinary", character) for character in "./!"},
    **{character: Atom("punctuation", character) for character in ",;"},
    **{character: Atom("relation", character) for character in ("=", "<", ">", ":", ":=")},
    **{character: Atom("opening", character) for character in "(["},
    **{character: Atom("closing", character) for character in ")]"},
    "+": Atom("binary", "+"),
    "-": Atom("binary", "−"),
    "*": Atom("binary", "∗"),
    "|": Atom("bar", "|"),
}


def _commands() -> dict[str, Node]:
    """The commands without arguments, each with the node it is."""
    table: dict[str, Node] = {}
    kinds: tuple[tuple[Kind, dict[str, str]], ...] = (
        ("ordinary", symbols.ORDINARY),
        ("binary", symbols.BINARY),
        ("relation", symbols.RELATION),
        ("large", symbols.LARGE),
        ("opening", symbols.OPENING),
        ("closing", symbols.CLOSING),
        ("bar", symbols.BARS),
    )
    for kind, characters in kinds:
        table.update({name: Atom(kind, character) for name, character in characters.items()})
    table.update({name: Space(width) for name, width in symbols.SPACES.items()})
    table.update({name: Function(name, False) for name in symbols.FUNCTIONS})
    table.update({name: Function(shown, True) for name, shown in symbols.FUNCTIONS_WITH_LIMITS.items()})
    return table


_COMMANDS = _commands()


class _Reader:
    """Recursive descent over the tokens of one formula."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.tokens = [(found.group(), found.start()) for found in _TOKEN.finditer(source) if not found.group().isspace()]
        self.at = 0
        self.starts: list[int] = []

    def error(self, reason: str) -> MathNotation:
        return MathNotation(f"{reason} in the formula {self.source!r}")

    def peek(self) -> str:
        """The next token, white space passed over; empty at the end."""
        return self.tokens[self.at][0] if self.at < len(self.tokens) else ""

    def take(self) -> str:
        token = self.peek()
        if not token:
            raise self.error("the formula ends too early")
        self.at += 1
        return token

    def expect(self, token: str) -> None:
        if (found := self.peek()) != token:
            raise self.error(f"expected {token!r}, found {found or 'the end'!r}")
        self.at += 1

    def formula(self) -> Row:
        """The whole formula; notes where in the source each of its items starts."""
        items: list[Node] = []
        while self.peek():
            self.starts.append(self.tokens[self.at][1])
            items.append(self.item())
        return self.row_of(items)

    def row(self, *stops: str) -> Node:
        """Items up to one of the stopping tokens, which is left in place."""
        items: list[Node] = []
        while (token := self.peek()) not in stops:
            if not token:
                raise self.error(f"missing {' or '.join(stops)}")
            items.append(self.item())
        return items[0] if len(items) == 1 and not _is_bar(items[0]) else self.row_of(items)

    def row_of(self, items: list[Node]) -> Row:
        sides = [item.kind for item in map(_base, items) if isinstance(item, Delimiter)]
        depth = 0
        for side in sides:
            depth += 1 if side == "opening" else -1
            if depth < 0:
                break
        if depth:
            raise self.error("sized delimiters (\\bigl ... \\bigr) do not match")
        return Row(_paired(items))

    def item(self) -> Node:
        """One symbol or construct with its scripts."""
        base = self.atom()
        sub: Node | None = None
        sup: Node | None = None
        while (token := self.peek()) in ("_", "^", "'"):
            if token == "_":
                if sub is not None:
                    raise self.error("double subscript")
                self.at += 1
                sub = self.argument()
            else:
                if sup is not None:
                    raise self.error("double superscript")
                sup = self.superscript()
        return base if sub is None and sup is None else Scripts(base, sub, sup)

    def superscript(self) -> Node:
        primes = 0
        while self.peek() == "'":
            self.at += 1
            primes += 1
        if primes and self.peek() != "^":
            return Atom("ordinary", "′" * primes)
        self.expect("^")
        power = self.argument()
        return Row((Atom("ordinary", "′" * primes), power)) if primes else power

    def argument(self) -> Node:
        """What a command or script applies to: a group, or a single token as TeX takes it."""
        token = self.peek()
        if token == "{":
            return self.group()
        if len(token) > 1 and token[0].isdigit():
            start = self.tokens[self.at][1]
            self.tokens[self.at : self.at + 1] = [(digit, start + k) for k, digit in enumerate(token)]
        if token.startswith("\\") and token[1:] not in _COMMANDS:
            raise self.error(f"{token} needs braces around it here")
        return self.atom()

    def group(self) -> Row:
        self.expect("{")
        body = self.row("}")
        self.expect("}")
        return body if isinstance(body, Row) else Row((body,))

    def raw_group(self) -> str:
        """The text between braces, untouched; braces inside are refused."""
        self.expect("{")
        start = self.tokens[self.at - 1][1] + 1
        while (token := self.peek()) not in ("}", ""):
            if token == "{":
                raise self.error("braces inside a text argument")
            self.at += 1
        self.expect("}")
        return self.source[start:self.tokens[self.at - 1][1]]

    def delimiter(self) -> str:
        token = self.take()
        if token not in symbols.DELIMITERS:
            raise self.error(f"{token} is not a delimiter")
        return symbols.DELIMITERS[token]

    def atom(self) -> Node:
        if self.peek() == "{":
            return self.group()
        token = self.take()
        if token.startswith("\\"):
            return self.command(token[1:])
        if token in _CHARACTERS:
            return _CHARACTERS[token]
        if token[0] in "0123456789":
            return Atom("number", token)
        if token.isascii() and token.isalpha():
            return Atom("ordinary", token)
        raise self.error(f"unexpected {token!r}")

    def command(self, name: str) -> Node:
        if name in _COMMANDS:
            return _COMMANDS[name]
        if name in symbols.ACCENTS:
            return Accent(name, self.argument())
        if name in symbols.STYLES:
            return self.styled(name)
        if found := _BIG.fullmatch(name):
            return Delimiter(_SIDES[found[2]], self.delimiter(), symbols.SIZES[found[1]])
        if name in _CONSTRUCTS:
            return _CONSTRUCTS[name](self, name)
        raise self.error(f"unknown command \\{name}")

    def styled(self, name: str) -> Node:
        """A changed alphabet; refused for letters TeX's fonts lack there, which it would print as other signs."""
        body = self.argument()
        letters = [atom.text for atom in _atoms(body)]
        if name in symbols.CAPITALS_ONLY and not all(letter.isascii() and letter.isupper() for letter in letters):
            raise self.error(f"\\{name} has capital letters only")
        if name != "boldsymbol" and any(letter in symbols.SMALL_GREEK for letter in letters):
            raise self.error(f"\\{name} leaves small Greek letters as they are; \\boldsymbol changes them")
        return Styled(name, body)

    def fraction(self, name: str) -> Node:
        return Fraction(self.argument(), self.argument(), name)

    def root(self, _name: str) -> Node:
        index = None
        if self.peek() == "[":
            self.at += 1
            index = self.row("]")
            self.expect("]")
        return Root(self.argument(), index)

    def words(self, _name: str) -> Node:
        text = self.raw_group()
        if not _WORDS.fullmatch(text):
            raise self.error(f"\\text{{{text}}} holds more than plain words")
        return Words(text)

    def function(self, name: str) -> Node:
        text = self.raw_group()
        if not _NAME.fullmatch(text):
            raise self.error(f"\\operatorname{{{text}}} is not a name")
        return Function(text.replace("\\,", "\u2009"), name.endswith("*"))

    def fence(self, _name: str) -> Node:
        left = self.delimiter()
        body = self.row("\\right")
        self.expect("\\right")
        return Fence(left, body, self.delimiter())

    def environment(self, _name: str) -> Node:
        if (name := self.raw_group()) != "cases":
            raise self.error(f"unknown environment {name}")
        rows: list[tuple[Node, ...]] = []
        while True:
            rows.append(self.cells())
            if len(rows[-1]) > 2:
                raise self.error("more than two columns in cases")
            if self.take() == "\\end":
                break
        if self.raw_group() != "cases":
            raise self.error("\\begin{cases} is closed by another \\end")
        return Cases(tuple(rows))

    def cells(self) -> tuple[Node, ...]:
        cells = [self.row("&", "\\\\", "\\end")]
        while self.peek() == "&":
            self.at += 1
            cells.append(self.row("&", "\\\\", "\\end"))
        return tuple(cells)


_CONSTRUCTS: dict[str, Callable[[_Reader, str], Node]] = {
    "frac": _Reader.fraction,
    "tfrac": _Reader.fraction,
    "dfrac": _Reader.fraction,
    "binom": _Reader.fraction,
    "sqrt": _Reader.root,
    "text": _Reader.words,
    "operatorname": _Reader.function,
    "operatorname*": _Reader.function,
    "left": _Reader.fence,
    "begin": _Reader.environment,
}


def _atoms(node: Node) -> list[Atom]:
    """The symbols side by side in a node."""
    return [item for item in map(_base, node.items if isinstance(node, Row) else (node,)) if isinstance(item, Atom)]


def _base(node: Node) -> Node:
    return node.base if isinstance(node, Scripts) else node


def _is_bar(node: Node) -> bool:
    base = _base(node)
    return isinstance(base, Atom) and base.kind == "bar"


def _paired(items: list[Node]) -> tuple[Node, ...]:
    """Bars become opening and closing in turn; an odd number of them stays as it is."""
    bars = [k for k, item in enumerate(items) if _is_bar(item)]
    if len(bars) % 2:
        return tuple(items)
    for turn, k in enumerate(bars):
        item, base = items[k], _base(items[k])
        if isinstance(base, Atom):
            side = Atom("closing" if turn % 2 else "opening", base.text)
            items[k] = Scripts(side, item.sub, item.sup) if isinstance(item, Scripts) else side
    return tuple(items)


@lru_cache(maxsize=20_000)
def _read(math: str) -> tuple[Row, tuple[int, ...]]:
    """The tree of a formula, and where in its source the items begin."""
    reader = _Reader(math)
    return reader.formula(), tuple(reader.starts)


def parse(math: str) -> Row:
    """The tree of a formula.  Raises MathNotation for anything outside the subset."""
    return _read(math)[0]


@dataclass(frozen=True)
class Piece:
    """A stretch of a formula that stays on one line: its source and its tree."""

    source: str
    tree: Row


@lru_cache(maxsize=20_000)
def pieces(math: str, inside: bool = False) -> tuple[Piece, ...]:
    """The formula cut where a displayed line may be broken: before a relation or a sign, behind “and” and colons.

    Cuts lie outside all brackets, or with ``inside`` also within them, no deeper than the first cut needs; a bracket
    that grows (``\\left ... \\right``) is then given a size, so that it can be cut.  Apart from that the pieces joined
    are the formula, up to white space.  Raises MathNotation as ``parse`` does.
    """
    if inside and any(isinstance(_base(item), Fence) for item in parse(math).items):
        math = _sized(math)
    tree, begins = _read(math)
    items, places = tree.items, _breaks(tree.items)
    deepest = min((depth for _, depth in places if depth), default=0) if inside else 0
    cuts = [0, *(k for k, depth in places if depth <= deepest), len(items)]
    starts = [*begins, len(math)]
    return tuple(Piece(math[starts[a]:starts[b]].strip(), Row(items[a:b])) for a, b in zip(cuts, cuts[1:]))


def _sized(math: str) -> str:
    """The formula with growing brackets made sized ones; as it is when one of them is invisible."""
    if re.search(r"\\(?:left|right)\s*\.", math):
        return math
    return re.sub(r"\\left(?![A-Za-z])", r"\\Bigl", re.sub(r"\\right(?![A-Za-z])", r"\\Bigr", math))


def _breaks(items: Sequence[Node]) -> list[tuple[int, int]]:
    """Before which items the formula may be broken, with the number of brackets open there."""
    found: list[tuple[int, int]] = []
    depth, before = 0, "opening"
    for k, item in enumerate(items):
        kind = _role(item)
        if _may_break(before, kind):
            found.append((k, depth))
        depth = max(0, depth + (kind == "opening") - (kind == "closing"))
        before = before if kind == "space" else kind
    return found


def _role(node: Node) -> str:
    base = _base(node)
    if isinstance(base, Space):
        return "quad" if base.em >= 1 else "space"
    if isinstance(base, Words) and base.text.strip() in ("and", "or") or base == _CHARACTERS[":"]:
        return "joint"  # a line may end with it, and does not start with it
    return base.kind if isinstance(base, Atom | Delimiter) else "ordinary"


def _may_break(before: str, kind: str) -> bool:
    if before in ("quad", "joint"):
        return kind not in ("quad", "space")
    return kind in ("binary", "relation") and before not in ("binary", "relation", "opening", "punctuation")
