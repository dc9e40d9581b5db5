"""Which of the engine's reasons a line could need: what they speak of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from ..kernel import Term
from ..language.definitions import SHOWN
from ..theories.expectation import E
from . import by


def engine() -> list[Any]:
    """Reasons worth trying, in their order; those that admit or contradict are not."""
    first, last = ("sums", "linearity"), ("evaluation",)
    between = [n for n in by.names if n not in (*first, *last, "gap", "contradiction")]
    return [r for n in (*first, *between, *last) if not (r := getattr(by, n)).routine]


def relevant(r: Any, goal: Term) -> bool:
    """Does the line contain what a reason is about?"""
    names = {t.data.name if t.op == "const" else "E" if t is E else t.op for t in opened(goal)}
    return not (about := ABOUT.get(r.name)) or bool(about & names)


def opened(goal: Term) -> Iterator[Term]:
    """The parts of a formula, and of the author's definitions in it."""
    todo, seen = [goal], set()
    while todo:
        for t in parts(todo.pop()):
            if t not in seen:
                seen.add(t)
                yield t
                if t in SHOWN:
                    todo.append(t.data.body)


_SUMS, _MEAN, _LIMIT = frozenset(("Σ", "Π")), frozenset(("E", "Var", "P")), frozenset(("tends", "diverges", "le"))
ABOUT: dict[str, frozenset[str]] = {
    **dict.fromkeys(("sums", "constant_term", "first_term", "last_term", "shift", "empty", "exchange", "square_of_sum",
                     "diagonal", "products"), _SUMS),
    **dict.fromkeys(("linearity", "independence", "symmetry", "indicator", "probability", "conditional"), _MEAN),
    "variance": frozenset(("Var",)), "floors": frozenset(("floor",)), "exponential": frozenset(("exp",)),
    "exponents": frozenset(("exp", "log")), "root": frozenset(("sqrt",)), "relu": frozenset(("relu",)),
    "choice": frozenset(("ite", "max", "min")), "norm": frozenset(("dot", "norm2")),
    "completing_the_square": frozenset(("dot", "norm2")),
    "size": frozenset(("abs", "ite")),
}


def parts(t: Term) -> Iterable[Term]:
    seen: dict[Term, None] = {t: None}
    stack = [t]
    while stack:
        for a in stack.pop().args:
            if a not in seen:
                seen[a] = None
                stack.append(a)
    return seen
