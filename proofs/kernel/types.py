"""Types, interned: Int, Real, Prop, the sample type Ω, and functions.

Types and terms are tuples (no attribute can be assigned), compared by identity, and *genuine* only when their interner
made them; every rule checks that what it is given is genuine.  They live as long as the process.
"""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from .errors import Budget, IllFormed
from .sealing import sealed

MAX_TYPE = 1_000


def columns(n: int) -> list[Any]:
    """Attributes for the first n places of a tuple, as a named tuple has them: properties take twice as long to read."""
    return [vars(namedtuple("Row", map("place{}".format, range(n))))[f"place{i}"] for i in range(n)]


@sealed
class Type(tuple):  # type: ignore[type-arg]
    """Int, Real, Prop, the sample type Ω, or a function type."""

    __slots__ = ()
    __eq__ = object.__eq__
    __ne__ = object.__ne__
    __hash__ = object.__hash__
    if TYPE_CHECKING:
        name: str
        dom: Type
        cod: Type
        omega: bool  # does Ω occur?
        size: int
    else:
        name, dom, cod, omega, size = columns(5)

    def __repr__(self) -> str:
        if self.name:
            return self.name
        return f"{self.dom} → {self.cod}" if self.dom.name else f"({self.dom}) → {self.cod}"

    def __reduce__(self) -> Any:
        raise TypeError("types and terms are not pickled: use the certificate format")


def interner(kind: type, build: Callable[..., tuple[Any, ...]]) -> tuple[Callable[..., Any], Callable[[object], bool]]:
    """The table of genuine objects of a kind: `build` checks the key of each new one and nothing else enters."""
    table: dict[Any, Any] = {}
    known: set[int] = set()

    def intern(first: Any, second: Any = (), third: Any = None) -> Any:
        key = first, second, third
        found = table.get(key)
        if found is None:
            found = table.setdefault(key, tuple.__new__(kind, build(first, second, third)))
            known.add(id(found))
        return found

    def genuine(x: object) -> bool:
        return type(x) is kind and id(x) in known

    return intern, genuine


def _type_fields(name: str, dom: Any, cod: Any) -> tuple[Any, ...]:
    """A base type (a name) or a function type (a domain and a codomain)."""
    if type(name) is str and name in ("Int", "Real", "Prop", "Ω") and dom is cod is None:
        return name, None, None, name == "Ω", 1
    if not (is_type(dom) and is_type(cod)):
        raise IllFormed("fun", "not a type", types=(dom, cod))
    if dom.size + cod.size > MAX_TYPE:
        raise Budget("fun", f"a type of more than {MAX_TYPE} parts")
    return "", dom, cod, dom.omega or cod.omega, dom.size + cod.size


_type, is_type = interner(Type, _type_fields)
INT: Type = _type("Int", None, None)
REAL: Type = _type("Real", None, None)
PROP: Type = _type("Prop", None, None)
OMEGA: Type = _type("Ω", None, None)


def fun(*types: Type) -> Type:
    """`fun(a, b, c)` is a → (b → c)."""
    if not types or not all([is_type(t) for t in types]):
        raise IllFormed("fun", "not a type", types=types)
    *doms, result = types
    for dom in reversed(doms):
        result = _type("", dom, result)
    return result


NUMERIC = (INT, REAL)
