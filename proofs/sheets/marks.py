"""Formulas that no writer knows, marked where they stand, so that the rest of the sheet can be written and looked at."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from .document import ClaimBox, Math, Prose, Sheet
from .prose import split
from .texmath import MathNotation, parse

T = TypeVar("T")


def draft(sheet: Sheet) -> Sheet:
    """The sheet, which says of itself that something on it is wrong."""
    return replace(sheet, kind=f"Draft, not to be handed out: {sheet.kind}")


def marked(sheet: Sheet) -> tuple[Sheet, tuple[str, ...]]:
    """The sheet with marks in place of formulas outside the subset, and what is wrong with each, with its claim."""
    marks = _Marks()
    made = marks.inside(sheet)
    return made, tuple(dict.fromkeys(marks.found))


class _Marks:
    def __init__(self) -> None:
        self.found: list[str] = []
        self.claim = ""

    def inside(self, value: T) -> T:
        """The same value with its formulas looked at; what a string is, its field says."""
        if isinstance(value, ClaimBox):
            self.claim = f"claim {value.name}: "
        changed = {}
        for f in fields(value):  # type: ignore[arg-type]
            old = getattr(value, f.name)
            of = self.math if re.search("Math|Definition", str(f.type)) else self.prose if "Prose" in str(f.type) else None
            new = self.each(old, of)
            if new != old:
                changed[f.name] = new
        return replace(value, **changed) if changed else value  # type: ignore[type-var]

    def each(self, value: Any, of: Callable[[str], str] | None) -> Any:
        if isinstance(value, tuple):
            return tuple(self.each(v, of) for v in value)
        if isinstance(value, str):
            return value if of is None else of(value)
        return self.inside(value) if is_dataclass(value) else value

    def math(self, math: Math) -> Math:
        if not math or not (problem := _wrong(math)):
            return math
        self.found.append(self.claim + problem)
        words = " ".join(re.findall(r"[A-Za-z0-9]+", math))
        return rf"\text{{(unknown notation: {words})}}"

    def prose(self, words: Prose) -> Prose:
        try:
            stretches = split(words)
        except MathNotation as e:
            self.found.append(f"{self.claim}{e}")
            return f"[unknown notation: {words.replace('$', '')}]"
        if not any(s.is_math and _wrong(s.text) for s in stretches):
            return words
        parts = words.split("$")
        for k, part in enumerate(parts):
            if k % 2 and (problem := _wrong(part)):
                self.found.append(self.claim + problem)
                parts[k] = f"[unknown notation: {part}]"
            elif k % 2:
                parts[k] = f"${part}$"
        return "".join(parts)


def _wrong(math: Math) -> str:
    """Why no writer takes the formula; empty when they do."""
    try:
        parse(math)
    except MathNotation as e:
        return str(e)
    return ""
