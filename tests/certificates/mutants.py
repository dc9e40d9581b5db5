"""Certificates changed in one token, addresses left out of account, so that only the steps themselves can object."""

from __future__ import annotations

import json
import random
from collections.abc import Container, Iterator
from dataclasses import dataclass
from heapq import heappop, heappush
from typing import Any

from proofs.recheck import RULES, File, Refused, Sequent, proved, recheck, refuted

Row = list[Any]
STATED = ("sequent", "proved", "refuted", "end")
FAILURES = (TypeError, ValueError, LookupError, AttributeError, RecursionError)  # what is reported as not of the format
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
    changed: tuple[int, ...] = ()  # the lines that say something else now


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


class Good:
    """A good file: its lines, what each is, and which later lines use it."""

    def __init__(self, text: str) -> None:
        self.rows = rows_of(text)
        self.kinds = [row[0] for row in self.rows]
        self.file = recheck(text.splitlines())
        self.users: list[list[int]] = [[] for _ in self.rows]
        for n, row in enumerate(self.rows):
            for m in dict.fromkeys(row[2:]):
                self.users[m].append(n)

    def mutant(self, n: int, new: Row) -> Mutant:
        """What becomes of the file when line n is this row; only lines that change with it are read again."""
        now: dict[int, Any] = {}
        todo, other = [n], new[1] != self.rows[n][1] and new[0] in STATED
        try:
            while todo:
                m = heappop(todo)
                kind, data, *references = new if m == n else self.rows[m]
                if any([not 0 < k < m for k in references]):
                    raise Refused("only earlier lines can be named")
                parts = [now.get(k, self.file.found[k]) for k in references]
                if kind in ("proved", "refuted"):
                    if not isinstance(parts[0], Sequent):
                        raise Refused("a claim speaks of a sequent")
                    if data[1] != self.rows[m][1][1]:
                        raise Refused("the address is not that of the sequent")
                    (proved if kind == "proved" else refuted)(*parts[:1], *data[2:], *parts[1:])
                    other |= parts[0] != self.file.found[self.rows[m][2]]
                    continue
                made = self.file.read(kind, data, parts, "", references)
                if made != self.file.found[m]:
                    now[m] = made
                    for user in self.users[m]:
                        if user not in todo:
                            heappush(todo, user)
        except (Refused, *FAILURES) as e:
            return Mutant(n, self.rows[n], new, "refused", str(e))
        return Mutant(n, self.rows[n], new, "another statement" if other else "the same statement", changed=tuple(now))

    def changes(self, count: int, seed: int, among: Container[str] | None = None) -> Iterator[tuple[int, Row]]:
        """Lines, of some kinds, and what they are changed to, as the seed chooses."""
        rng = random.Random(seed)
        lines = [n for n, kind in enumerate(self.kinds) if n and kind != "end" and (among is None or kind in among)]
        while count:
            n = rng.choice(lines)
            new = changed(self.rows[n], n, self.kinds, rng)
            if new != self.rows[n]:
                count -= 1
                yield n, new

    def mutants(self, count: int, seed: int) -> Iterator[Mutant]:
        """As many mutants."""
        return (self.mutant(n, new) for n, new in self.changes(count, seed))

    def within(self, end: int, count: int, rng: random.Random) -> Iterator[Mutant]:
        """As many mutants of the certificate of one claim, whose line is given: any line that it rests on may change."""
        lines, todo = {end}, [end]
        while todo:
            new = set(self.rows[todo.pop()][2:]) - lines
            lines |= new
            todo += new
        choice = sorted(lines)
        while count:
            n = rng.choice(choice)
            row = changed(self.rows[n], n, self.kinds, rng)
            if row != self.rows[n]:
                count -= 1
                yield self.mutant(n, row)

    def explained(self, m: Mutant) -> str:
        """Why a changed file still proves the same."""
        if m.old[0] not in RULES:
            return "a part of formulas inside the proof, the same at each use"
        if not m.changed:
            return "the same conclusion, by another rule or from other premises"
        kind, data, *references = m.new
        now, was = self.file.read(kind, data, [self.file.found[k] for k in references], "", references), self.file.found[m.line]
        if now.concl is was.concl:
            return "the same formula under other hypotheses, which are discharged later"
        return "another formula, from which what follows follows as well"


def fitted(row: Row, file: File) -> Row:
    """A claim or a last line with the addresses and the digest that it should have."""
    if row[0] in ("proved", "refuted"):
        return [row[0], [row[1][0], file.addresses[row[2]], *row[1][2:]], *row[2:]]
    return ["end", [len(file.ends), file.digest.hexdigest()]] if row[0] == "end" else row


def dumped(row: Row) -> str:
    """A row as a line."""
    return json.dumps(row, ensure_ascii=False, separators=(",", ":"))
