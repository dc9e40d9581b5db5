"""Terms and recorded proofs as numbered JSON lines; the format is described in `README.md`.

What is written depends on the content alone: shared parts are found by their content, sets are sorted by the addresses of
their members.  So the bytes do not depend on hashing, on interning, or on what was checked before.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from hashlib import sha256
from typing import Any

from ..kernel import Term, Theorem, Type

FORMAT = 1
MAX_DIGITS = 4_000  # a reader in any language can afford these; no claim comes near


class CannotWrite(ValueError):
    """The theorem has no certificate; the message says why."""


class Writer:
    """The lines of one certificate file."""

    def __init__(self) -> None:
        self.lines: list[str] = [_text(["certificates", FORMAT])]
        self.addresses: list[str] = [_digest(self.lines[0])]
        self._by_text: dict[str, int] = {}
        self._written: dict[Any, int] = {}

    def line(self, kind: str, data: Any, references: Iterable[int] = ()) -> int:
        """The number of the line with this content; a new one only when there is none yet."""
        numbers = list(references)
        text = _text([kind, data, *numbers])
        if text not in self._by_text:
            self._by_text[text] = len(self.lines)
            self.lines.append(text)
            self.addresses.append(_digest(_text([kind, data, *[self.addresses[n] for n in numbers]])))
        return self._by_text[text]

    def sorted(self, numbers: Iterable[int]) -> list[int]:
        """Lines in the order of their addresses."""
        return sorted(numbers, key=lambda n: self.addresses[n])

    def type(self, ty: Type) -> int:
        """The line of a type."""
        return self.line(ty.name, 0) if ty.name else self.line("fun", 0, (self.type(ty.dom), self.type(ty.cod)))

    def term(self, t: Term) -> int:
        """The line of a term, after those of its parts."""
        if t not in self._written:
            self._written[t] = self._node(t)
        return self._written[t]

    def _node(self, t: Term) -> int:
        parts = [self.term(a) for a in t.args]
        match t.op:
            case "var" | "bound":
                return self.line(t.op, t.data[0], (self.type(t.data[1]),))
            case "num":
                if max(abs(t.data[0]), t.data[1]) >= 10**MAX_DIGITS:
                    raise CannotWrite(f"a number has more than {MAX_DIGITS} digits")
                return self.line("num", list(t.data[:2]), (self.type(t.data[2]),))
            case "lam":
                return self.line("lam", 0, (self.type(t.data), *parts))
            case "const":
                return self.line("const", [t.data.name, t.data.total], (self.term(t.data.body),))
        return self.line(t.op, 0, parts)

    def theorem(self, th: Theorem) -> int:
        """The line of a theorem's last step, after all steps before it."""
        stack = [th]
        while stack:
            step = stack[-1]
            missing = [p for p in step.parents if p not in self._written]
            if not missing:
                stack.pop()
                if step not in self._written:
                    self._written[step] = self._step(step)
            stack.extend(reversed(missing))
        return self._written[th]

    def _step(self, th: Theorem) -> int:
        args, parents = th.args, [self._written[p] for p in th.parents]
        data: Any = 0
        match th.rule:
            case "prop":
                data, args = len(args[1]), (args[0], *args[1])
            case "refl" | "convert":
                *plain, unfolded = args
                about = _constants([*plain, *[p.concl for p in th.parents]]) if unfolded else []
                opened = self.sorted([self.term(c) for c in about if c in unfolded])
                return self.line(th.rule, 0, [*map(self.term, plain), *parents, *opened])
            case "rewrite":
                data, args = [list(place) for place in args[0]], ()
            case "order":
                data, args = _witness(args[1], args[2]), (args[0],)
                tail = [t for s in th.args[2] for t in (*s.squares, *([] if s.multiplier is None else [s.multiplier]))]
                return self.line("order", data, [self.term(args[0]), *parents, *map(self.term, tail)])
            case "forall_elim":
                return self.line("forall_elim", 0, [*parents, *map(self.term, args)])
            case "gap":
                raise CannotWrite(f"a step was admitted: {args[2]}")
        own = [self.term(a) if isinstance(a, Term) else self.type(a) for a in args]
        return self.line(th.rule, data, [*own, *parents])


def _constants(terms: Iterable[Term]) -> list[Term]:
    """The constants in terms and in their bodies, as met: to open another one changes nothing, so it is not written."""
    found, stack, seen = [], list(terms), set()
    while stack:
        t = stack.pop()
        if t not in seen and not t.plain:
            seen.add(t)
            stack.extend(t.args)
            if t.op == "const":
                found.append(t)
                stack.append(t.data.body)
    return found


def _witness(count: int, summands: Iterable[Any]) -> list[Any]:
    """[number of premises, [numerator, denominator, premises, number of squares, has a multiplier] for each summand]."""
    rows = [[s.coefficient.numerator, s.coefficient.denominator, list(s.premises), len(s.squares),
             int(s.multiplier is not None)] for s in summands]
    return [count, *rows]


def _text(row: list[Any]) -> str:
    return json.dumps(row, ensure_ascii=False, separators=(",", ":"))


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()
