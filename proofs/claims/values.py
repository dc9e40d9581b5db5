"""Values of variables, as text: for messages, verdicts, and what `trust` tells."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import sympy as sp

from ..kernel import INT, Term, at_type, free_variables, sequent_formula
from ..language.show import text
from ..language.symbols import At
from ..language.wording import said
from .recursions import Solution
from .sequent import Sequent

WORDS = {2: "two", 3: "three", 4: "four"}


def needed(s: Sequent) -> list[Term]:
    """The free variables of the sequent, at Ω := Int."""
    return list(_free(s.hypotheses, s.statement))


@lru_cache(maxsize=16)  # asked once for each list of values that is tried
def _free(hypotheses: tuple[Term, ...], statement: Term) -> tuple[Term, ...]:
    return tuple(free_variables(at_type(sequent_formula(hypotheses, statement), INT)))


def values_text(s: Sequent, data: dict[Any, Any]) -> str:
    """As "x = 1, a[1] = 0, otherwise a[i] = 1"; of what is random the values on equally likely outcomes."""
    printed = {x.data[0]: text(x, s.hints) for x in needed(s) if x not in s.hints.symbols}
    shapes = {x.name: f"[{', '.join('ijkl'[:x.fact('indices') or 1])}]" for x in s.hints.symbols.values()
              if x.kind in ("family", "vector")}
    cells: dict[str, list[str]] = {}
    for key, v in data.items():
        if isinstance(key, At):
            name, indices = key.args[0].name, ", ".join(map(str, key.args[1:]))
            cells.setdefault(name, []).append(f"{name}[{indices}] = {_value(v)}")
    parts = []
    for key, v in sorted(data.items(), key=lambda item: isinstance(item[1], tuple)):
        if not isinstance(key, At):
            name = getattr(key, "name", str(key))
            member = name + shapes[name] if name in shapes else printed.get(name, name)
            single = cells.pop(name, [])
            given = callable(v) and not hasattr(v, "free_symbols")
            shown = _function(key, member, v) if given else f"{member} = {_value(v)}"
            parts += [*single, f"{'otherwise ' if single else ''}{shown}"]
    outcomes = [len(v) for v in data.values() if isinstance(v, tuple)]
    whole = ", ".join([*parts, *[c for rest in cells.values() for c in rest]])
    return f"{whole} on {WORDS.get(max(outcomes), max(outcomes))} equally likely outcomes" if outcomes else whole


def _function(key: Any, member: str, v: Any) -> str:
    """A family by its first members, or by its formula: a[i] = 2**i."""
    if isinstance(v, Solution):
        name = member.removesuffix("[i]")
        return f"{name}[{v.start}], {name}[{v.start + 1}], … = {', '.join(map(str, v.members))}, …"
    if getattr(key, "kind", "") == "family" and v.__code__.co_argcount == 1:
        return f"{member} = {said(v(sp.Symbol('i', integer=True)))}".replace("**", "^")
    if getattr(key, "kind", "") == "function" and tuple(key.fact("arguments")) == ("real",) and hasattr(v, "__code__"):
        return f"{key.name}(z) = {said(v(sp.Symbol('z', real=True)))}".replace("**", "^")
    return f"{member} as given"


def _value(v: Any) -> str:
    return f"({', '.join(map(str, v))})" if isinstance(v, tuple) else str(v)
