"""Certificates changed in one token, with all addresses made to fit again, so that only the steps themselves can object."""

from __future__ import annotations

import json
import random
from collections.abc import Container, Iterator
from dataclasses import dataclass
from typing import Any

from proofs.recheck import RULES, File, Refused

Row = list[Any]
STATED = ("sequent", "proved", "refuted", "end")
ALIKE = [{"add", "sub", "mul"}, {"le", "lt", "eq"}, {"and", "or", "imp", "iff"}, {"all", "ex"}, {"sqrt", "exp", "log"},
         {"ite_true", "ite_false"}, {"rec_base", "rec_step"}, {"Int", "Real", "Prop", "Ω"}, {"refl", "field"},
         {"floor_bounds", "exp_lower", "sqrt_nonneg", "sqrt_square"}, {"exp_add", "exp_log"}, {"not", "neg"}]


@dataclass(frozen=True)
class Mutant:
    """One line changed: where, from what, to what, and what became of the file."""

    line: int
    old: Row
    new: Row
    verdict: str  # "refused", "another statement", "the same statement"
    why: str = ""


def rows_of(text: str) -> list[Row]:
    return [json.loads(line) for line in text.splitlines()]


def changed(row: Row, n: int, kinds: list[str], rng: random.Random) -> Row:
    """The row with one token changed: its kind, a number or a word in its data, or a line that it names."""
    new: Row = json.loads(json.dumps(row))
    others = sorted(set().union(*[s for s in ALIKE if row[0] in s]) - {row[0]})
    *way, last = rng.choice([*_tokens(row[1:]), *([[-1]] if others else [])])
    if last == -1:
        return [rng.choice(others), *new[1:]]
    inside = new[1:]
    owner = inside
    for i in way:
        owner = owner[i]
    old = owner[last]
    if not way and last > 0:  # another line, of the same sort when there is one
        same = [m for m in range(1, n) if _sort(kinds[m]) == _sort(kinds[old]) and m != old]
        near = sorted(same, key=lambda m: (abs(m - old), m))[:8]
        owner[last] = rng.choice(near) if near else max(1, old - 1)
    elif isinstance(old, bool):
        owner[last] = not old
    else:
        owner[last] = old + rng.choice([-1, 1]) if isinstance(old, int) else old + "x"
    return [row[0], *inside]


def _tokens(part: list[Any]) -> Iterator[list[int]]:
    """The ways to the numbers and words in nested lists."""
    for i, x in enumerate(part):
        if isinstance(x, list):
            yield from ([i, *way] for way in _tokens(x))
        else:
            yield [i]


def _sort(kind: str) -> str:
    if kind in RULES:
        return "step"
    return "type" if kind in ("Int", "Real", "Prop", "Ω", "fun") else "term"


class Prefix:
    """A good file, from which mutants continue at the line they change."""

    def __init__(self, text: str) -> None:
        self.rows = rows_of(text)
        self.kinds = [row[0] for row in self.rows]
        self.whole = File()
        self.ends: list[int] = []  # claims before each line
        for line in text.splitlines():
            self.ends.append(len(self.whole.ends))
            self.whole.line(line)

    def resumed(self, n: int) -> File:
        """The file read up to line n."""
        file = File()
        file.found, file.addresses = self.whole.found[:n], self.whole.addresses[:n]
        file.ends = self.whole.ends[:self.ends[n]]
        for m in range(n):
            if self.kinds[m] in ("proved", "refuted"):
                file.digest.update(file.addresses[m].encode())
        return file

    def mutant(self, n: int, new: Row) -> Mutant:
        """What becomes of the file when line n is this row; addresses are made to fit."""
        file = self.resumed(n)
        try:
            for m in range(n, len(self.rows)):
                file.line(dumped(new if m == n else fitted(self.rows[m], file)))
        except Refused as e:
            return Mutant(n, self.rows[n], new, "refused", str(e))
        except (TypeError, ValueError, RecursionError) as e:
            return Mutant(n, self.rows[n], new, "refused", f"not a line of this format ({e})")
        same = file.ends == self.whole.ends
        return Mutant(n, self.rows[n], new, "the same statement" if same else "another statement")

    def below(self, n: int) -> set[int]:
        """The lines that line n rests on."""
        seen: set[int] = set()
        stack = [n]
        while stack:
            m = stack.pop()
            if m not in seen:
                seen.add(m)
                stack.extend(self.rows[m][2:])
        return seen

    def changes(self, count: int, seed: int, among: Container[str] | None = None) -> Iterator[tuple[int, Row]]:
        """Lines, of some kinds, and what they are changed to, as the seed chooses."""
        rng = random.Random(seed)
        lines = [n for n, kind in enumerate(self.kinds) if n and (among is None or kind in among)]
        while count:
            n = rng.choice(lines)
            new = changed(self.rows[n], n, self.kinds, rng)
            if new != self.rows[n]:
                count -= 1
                yield n, new

    def mutants(self, count: int, seed: int) -> Iterator[Mutant]:
        """As many mutants."""
        return (self.mutant(n, new) for n, new in self.changes(count, seed))


def fitted(row: Row, file: File) -> Row:
    """A claim or a last line with the addresses and the digest that it should have."""
    if row[0] in ("proved", "refuted"):
        return [row[0], [row[1][0], file.addresses[row[2]], *row[1][2:]], *row[2:]]
    return ["end", [len(file.ends), file.digest.hexdigest()]] if row[0] == "end" else row


def dumped(row: Row) -> str:
    """A row as a line."""
    return json.dumps(row, ensure_ascii=False, separators=(",", ":"))
