"""A derivation as text, line by line, as `Proof` items.  It can state no hypothesis, no definition and no axiom.

    induction t from 1
    base:
        calc E(v[1])
        = grad[1]   by v, linearity
    step:
        …
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

from sympy import Integer, evaluate

from ..claims import by
from ..claims.claim import Claim
from ..claims.places import Place, authored
from ..claims.proof import IH, Assumption, Conclude, Known, Line, Proof, Specialisable, Split
from ..language.errors import AuthorError, NotWritten
from .expressions import Reader, parsed

MAX_TEXT, MAX_LINES = 100_000, 400
RELATION = re.compile(r"(<=|>=|=|<|>|≤|≥)(?!=)\s*(.*)")
SIGNS = {"≤": "<=", "≥": ">="}
BY = re.compile(r"\s+by\s+")
FORBIDDEN = ("gap",)


@dataclass(frozen=True, eq=False)
class Unread:
    """What a line says that could not be read, and why; it stands where the expression or the reason would."""

    message: str

    def __repr__(self) -> str:
        return self.message


@dataclass
class Row:
    """A line of the text: its number, how far it is indented, and what it says."""

    number: int
    indent: int
    words: str


@dataclass
class Derivation:
    """What was read: the proof, the lines, and what is wrong with the form of the text, by line."""

    proof: Proof
    rows: list[Row]
    wrong: dict[int, str] = field(default_factory=dict)
    unread: bool = False  # is there an expression or a reason that could not be read?


def rows(text: str) -> list[Row]:
    """The lines that say something; raises NotWritten for a text that is too long."""
    listed = text.splitlines()
    if len(text) > MAX_TEXT or len(listed) > MAX_LINES:
        raise NotWritten(f"the text is longer than {MAX_LINES} lines or {MAX_TEXT} letters")
    found: list[Row] = []
    for n, line in enumerate(listed, 1):
        bare = line.split("#", 1)[0].rstrip().expandtabs(4)
        if bare.strip():
            row = Row(n, len(bare) - len(bare.lstrip()), bare.strip())
            if found and _chained(row) and (_chained(found[-1]) or found[-1].words.startswith("calc ")):
                row.indent = found[-1].indent  # the lines of a chain may be indented below its first
            found.append(row)
    return found


def _chained(row: Row) -> bool:
    return RELATION.match(row.words) is not None


def read(text: str, file: str, names: Mapping[str, Any], reasons: Mapping[str, Any]) -> Derivation:
    """The derivation that a text writes; `names`: symbols and definitions, `reasons`: what may be named."""
    parser = _Parser(file, names, reasons)
    derivation = Derivation(Proof(place=Place(file, 1)), rows(text))
    parser.derivation = derivation
    parser.block(derivation.rows, derivation.proof)
    return derivation


class _Parser:
    """One text."""

    derivation: Derivation

    def __init__(self, file: str, names: Mapping[str, Any], reasons: Mapping[str, Any]) -> None:
        self.file, self.reader = file, Reader(names)
        self.reasons = dict(reasons)
        self.marks = 0

    # -- blocks ------------------------------------------------------------------------------

    def block(self, listed: list[Row], p: Proof) -> None:
        """The lines of one proof, in order."""
        known = dict(self.reasons)
        split: Split | None = None
        lost = False  # was the line that base: and step: belong to not understood?
        for row, inner in _nested(listed):
            word = re.split(r"[\s:]", row.words, maxsplit=1)[0]
            method: Callable[..., Split | None] | None = getattr(self, f"_{word}", None)
            try:
                if RELATION.match(row.words):
                    self.relation(row, p)
                    split = None
                elif method is None:
                    raise NotWritten(_no_line(row.words, word))
                elif lost and word in ("base", "step"):
                    raise NotWritten("the line above it is not understood")
                else:
                    split = method(row, inner, p, split)
                    continue
                self.only(inner)
            except AuthorError as e:
                lost |= word in ("induction", "descent")
                self.wrong(row, e.message)
                for r in inner:
                    self.wrong(r, "the line above it is not understood")
        self.reasons = known

    def only(self, inner: list[Row]) -> None:
        for r in inner:
            self.wrong(r, "nothing can be indented below this line")

    def wrong(self, row: Row, message: str) -> None:
        self.derivation.wrong.setdefault(row.number, message)

    def place(self, row: Row) -> Place:
        return Place(self.file, row.number)

    # -- lines ---------------------------------------------------------------------------------

    def relation(self, row: Row, p: Proof) -> None:
        sign, rest = RELATION.match(row.words).groups()  # type: ignore[union-attr]
        written, reasons = self.because(rest)
        if not any(isinstance(i, Line) for i in p.items):
            raise NotWritten("a chain starts with  calc EXPRESSION")
        p.items.append(Line(SIGNS.get(sign, sign), self.expression(written), reasons, self.place(row)))

    def _calc(self, row: Row, inner: list[Row], p: Proof, split: Split | None) -> None:
        written = row.words[4:]
        if equals := _outer_equals(written):
            raise NotWritten(f"calc takes one side: write  {written[equals:].strip()}  as the next line")
        p.items.append(Line("", self.expression(written), (), self.place(row)))
        self.only(inner)

    def _say(self, row: Row, inner: list[Row], p: Proof, split: Split | None) -> None:
        self.only(inner)

    def _have(self, row: Row, inner: list[Row], p: Proof, split: Split | None) -> None:
        name, written = self.named(row, "have a: STATEMENT by REASONS")
        statement, reasons = self.because(written)
        fact = Proof("", self.statement(statement), self.place(row), label=f"({name})")
        if reasons or not inner:
            fact.items.append(Conclude(reasons, self.place(row)))
            self.only(inner)
        else:
            self.block(inner, fact)
        p.items.append(fact)
        self.learn(name, fact)

    def _assume(self, row: Row, inner: list[Row], p: Proof, split: Split | None) -> None:
        name, written = self.named(row, "assume a: STATEMENT")
        made = Assumption(self.statement(written), self.place(row))
        p.items.append(made)
        self.learn(name, made)
        self.only(inner)

    def _conclude(self, row: Row, inner: list[Row], p: Proof, split: Split | None) -> None:
        rest, reasons = self.because(" " + row.words[8:])
        if rest.strip():
            raise NotWritten("write  conclude by REASONS")
        p.items.append(Conclude(reasons, self.place(row)))
        self.only(inner)

    def _known(self, row: Row, inner: list[Row], p: Proof, split: Split | None) -> None:
        self.only(inner)
        claims = tuple(self.reason(r) for r in _separated(row.words[5:].strip()))
        for c in claims:
            if not isinstance(c, Claim):
                allowed = [n for n, r in self.reasons.items() if isinstance(r, Claim)]
                raise NotWritten(f"known takes theorems, and those allowed here are {', '.join(allowed) or 'none'}")
        p.items.append(Known(claims, self.place(row)))

    # -- blocks with parts -----------------------------------------------------------------------

    def _induction(self, row: Row, inner: list[Row], p: Proof, split: Split | None) -> Split:
        return self.induct("induction", row, inner, p)

    def _descent(self, row: Row, inner: list[Row], p: Proof, split: Split | None) -> Split:
        return self.induct("descent", row, inner, p)

    def induct(self, kind: str, row: Row, inner: list[Row], p: Proof) -> Split:
        found = re.fullmatch(kind + r"\s+(\w+)(?:\s+from\s+(.+))?", row.words)
        if found is None or kind == "descent" and found[2] is None:
            raise NotWritten(f"write  {kind} t from 1")
        variable = self.statement(found[1])
        start: Any = Integer(0) if found[2] is None else self.statement(found[2])
        base, step = (Proof(t, place=self.place(row)) for t in ("Base", "Step"))
        step.ih = IH()
        made = Split(kind, (base, step), (variable, int(start) if start.is_Integer else start), self.place(row))
        p.items.append(made)
        self.only(inner)
        return made

    def _base(self, row: Row, inner: list[Row], p: Proof, split: Split | None) -> Split:
        return self.branch(row, inner, split, 0)

    def _step(self, row: Row, inner: list[Row], p: Proof, split: Split | None) -> Split:
        made = self.branch(row, inner, split, 1)
        return made

    def branch(self, row: Row, inner: list[Row], split: Split | None, which: int) -> Split:
        if split is None or split.kind not in ("induction", "descent"):
            raise NotWritten(f"{row.words} belongs below a line  induction t from 1")
        before = dict(self.reasons)
        split.proofs[which].place = self.place(row)
        if which:
            self.reasons["ih"] = split.proofs[1].ih
        self.block(inner, split.proofs[which])
        self.reasons = before
        return split

    def _case(self, row: Row, inner: list[Row], p: Proof, split: Split | None) -> Split:
        name, written = self.named(row, "case a: CONDITION")
        condition = self.statement(written)
        one = Proof("Case", place=self.place(row), condition=condition)
        made = self.grown(p, split, "cases", one, condition, row)
        before = dict(self.reasons)
        self.learn(name, one)
        self.block(inner, one)
        self.reasons = before
        return made

    def _part(self, row: Row, inner: list[Row], p: Proof, split: Split | None) -> Split:
        one = Proof("Part", place=self.place(row))
        made = self.grown(p, split, "parts", one, "Part", row)
        self.block(inner, one)
        return made

    def grown(self, p: Proof, split: Split | None, kind: str, one: Proof, data: Any, row: Row) -> Split:
        """The split with one more proof."""
        if split is not None and split.kind == kind and p.items and p.items[-1] is split:
            made = Split(kind, (*split.proofs, one), (*split.data, data), split.place)
            p.items[-1] = made
        else:
            made = Split(kind, (one,), (data,), self.place(row))
            p.items.append(made)
        return made

    # -- parts of a line ---------------------------------------------------------------------------

    def named(self, row: Row, form: str) -> tuple[str, str]:
        found = re.fullmatch(r"\w+\s+(\w+)\s*:(.*)", row.words)
        if found is None:
            raise NotWritten(f"write  {form}")
        return found[1], found[2]

    def learn(self, name: str, reason: Any) -> None:
        if name in self.reasons or name == "ih":
            raise NotWritten(f"the name {name} is taken: give this another one")
        self.reasons[name] = reason

    def because(self, written: str) -> tuple[str, tuple[Any, ...]]:
        """What stands before “by”, and the reasons after it."""
        body, *after = BY.split(written, maxsplit=1)
        return body, tuple(self.reason(r) for r in _separated(after[0])) if after else ()

    def reason(self, written: str) -> Any:
        """A name, or a name at values: `one_layer(l + 1)`."""
        try:
            with evaluate(False), authored(Place(self.file, 0)):
                node = self.because_of(written)
                values = None
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and not node.keywords:
                    values, node = [self.reader.of(a) for a in node.args], node.func
                if not isinstance(node, ast.Name):
                    raise NotWritten(f"“{written}” is no name of a reason")
                if node.id == "witness" and values is not None and len(values) == 1:
                    return by.witness(values[0])
                if node.id not in self.reasons:
                    near = get_close_matches(node.id, list(self.reasons), 1)
                    raise NotWritten(f"there is no reason {node.id} here" + (f": did you mean {near[0]}?" if near else ""))
                found = self.reasons[node.id]
                if values is not None and not isinstance(found, (Claim, Specialisable)):
                    raise NotWritten(f"{node.id} takes no values: write its name alone")
                return found if values is None else found(*values)
        except AuthorError as e:
            self.derivation.unread = True
            return Unread(e.message)

    def because_of(self, written: str) -> ast.expr:
        """The tree of a reason; of words, the name that they may mean."""
        try:
            return parsed(written.removeprefix("by."))
        except NotWritten:
            name = "_".join(written.lower().split()).replace("induction_hypothesis", "ih")
            near = get_close_matches(name, list(self.reasons), 1) or [n for n in self.reasons if n in name.split("_")][:1]
            raise NotWritten(f"“{written}” is no name of a reason" + (f": did you mean {near[0]}?" if near else "")) from None

    def expression(self, written: str) -> Any:
        try:
            with evaluate(False), authored(Place(self.file, 0)):
                return self.reader.read(written)
        except AuthorError as e:
            self.derivation.unread = True
            return Unread(e.message)

    def statement(self, written: str) -> Any:
        found = self.expression(written)
        if isinstance(found, Unread):
            raise NotWritten(found.message)
        return found


KEYWORDS = ("calc", "have", "conclude", "assume", "known", "induction", "descent", "base", "step", "case", "part", "say")


def _outer_equals(words: str) -> int:
    """Where the first = outside of brackets stands; 0 when there is none."""
    depth = 0
    for n, c in enumerate(words):
        depth += (c in "([{") - (c in ")]}")
        if c == "=" and depth == 0 and words[n - 1:n] not in ("=", "<", ">", "!") and words[n + 1:n + 2] != "=":
            return n
    return 0


def _no_line(words: str, word: str) -> str:
    """What is wrong with a line that starts as none does."""
    if _outer_equals(words) and not re.match(r"[A-Za-z]+\s+\w", words):
        return "a chain has one side a line: write  calc LEFT  and on the next line  = RIGHT by REASONS"
    near = get_close_matches(word, KEYWORDS, 1)
    said = f"a line starts with {', '.join(KEYWORDS)}, or = <= < >= >"
    return f"{said}: did you mean {near[0]}?" if near else f"{said}; words for the reader follow  say  or  #"


def _nested(listed: list[Row]) -> Iterator[tuple[Row, list[Row]]]:
    """Each line with those that are indented below it."""
    at = 0
    while at < len(listed):
        end = at + 1
        while end < len(listed) and listed[end].indent > listed[at].indent:
            end += 1
        yield listed[at], listed[at + 1:end]
        at = end


def _separated(text: str) -> list[str]:
    """The parts between commas outside of brackets."""
    out, depth = [""], 0
    for c in text:
        depth += (c in "([") - (c in ")]")
        if c == "," and depth == 0:
            out.append("")
        else:
            out[-1] += c
    return [part.strip() for part in out]


def engine_reasons() -> dict[str, Any]:
    """The engine's reasons that a text may name."""
    return {n: getattr(by, n) for n in by.names if n not in FORBIDDEN}
