"""Terms of certificates as Coq terms, with every type and every operation by name: what proofs are written with."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from ..recheck import INT, OMEGA, PROP, REAL, Term

OPERATIONS = {
    ("add", INT): "Z.add", ("sub", INT): "Z.sub", ("mul", INT): "Z.mul", ("neg", INT): "Z.opp",
    ("add", REAL): "Rplus", ("sub", REAL): "Rminus", ("mul", REAL): "Rmult", ("neg", REAL): "Ropp", ("div", REAL): "Rdiv",
    ("pow", REAL): "zpow", ("real", REAL): "IZR", ("floor", INT): "zfloor", ("sqrt", REAL): "sqrt", ("exp", REAL): "exp",
    ("log", REAL): "ln", ("false", PROP): "False", ("not", PROP): "not", ("and", PROP): "and", ("or", PROP): "or",
    ("iff", PROP): "iff",
}
RELATIONS = {("le", INT): "Z.le", ("lt", INT): "Z.lt", ("le", REAL): "Rle", ("lt", REAL): "Rlt"}
SIMPLE = {INT: "Z", REAL: "R", PROP: "Prop", OMEGA: "Om"}
KEYWORDS = """Definition Prop Set Type SProp as at cofix else end exists exists2 fix for forall fun if in let match mod return
then using where with Om w R Z E I IZR ite ln exp sqrt zpow zfloor zrec False True not and or iff eq ex"""
RESERVED = frozenset(KEYWORDS.split())


def type_text(ty: Any) -> str:
    """A type in Coq; the type variable is Om."""
    return f"({type_text(ty[0])} -> {type_text(ty[1])})" if type(ty) is tuple else SIMPLE[ty]


def inhabitant(ty: Any) -> str:
    """A value of a type; w is the point of Om."""
    if type(ty) is tuple:
        return f"(fun _ : {type_text(ty[0])} => {inhabitant(ty[1])})"
    return {INT: "0%Z", REAL: "(IZR 0)", PROP: "True", OMEGA: "w"}[ty]


def integer(n: int) -> str:
    return f"{n}%Z" if n >= 0 else f"({n})%Z"


def number(p: int, q: int) -> str:
    return f"(IZR {integer(p)})" if q == 1 else f"(Rdiv (IZR {integer(p)}) (IZR {integer(q)}))"


def plain(name: str) -> str:
    """A name as an identifier of Coq, in letters that every system prints."""
    for letter, word in (("Σ", "Sum"), ("Π", "Prod"), ("ω", "omega"), ("ε", "eps"), ("′", "'")):
        name = name.replace(letter, word)
    name = re.sub(r"[^A-Za-z0-9_']", "_", name).lstrip("_0123456789'") or "c"
    return name


class Names:
    """The names of constants and of free variables: each constant once, with what is in its body."""

    def __init__(self) -> None:
        self.constants: dict[Term, str] = {}
        self.taken = set(RESERVED)

    def constant(self, t: Term) -> str:
        if t not in self.constants:
            base = name = plain(t.data[0]) + "_"
            n = 1
            while name in self.taken:
                n += 1
                name = f"{base}{n}"
            self.taken.add(name)
            self.constants[t] = name
        return self.constants[t]


class Printer:
    """Terms with all that Coq would otherwise infer; closed terms are printed once."""

    def __init__(self, names: Names) -> None:
        self.names = names
        self.variables: dict[Any, str] = {}
        self.known: dict[Term, str] = {}

    def variable(self, x: Any) -> str:
        """The name of a free variable (a pair of name and type)."""
        return self.variables.setdefault(x, f"x{len(self.variables)}")

    def term(self, t: Term, depth: int = 0) -> str:
        if t.loose:
            return self._node(t, depth)
        if t not in self.known:
            self.known[t] = self._node(t, 0)
        return self.known[t]

    def _node(self, t: Term, depth: int) -> str:
        if t.kind == "lam":
            return self.function(t, depth)
        if t.kind in ("all", "ex"):
            return self._quantified(t, depth)
        return self.applied(t, [self.term(p, depth) for p in t.parts], depth)

    def function(self, t: Term, depth: int) -> str:
        return f"(fun b{depth} : {type_text(t.data)} => {self.term(t.parts[0], depth + 1)})"

    def _quantified(self, t: Term, depth: int) -> str:
        f = t.parts[0]
        return self.bound(t.kind, f.data, self.term(f.parts[0], depth + 1), depth)

    def bound(self, kind: str, ty: Any, body: str, depth: int) -> str:
        if kind == "all":
            return f"(forall b{depth} : {type_text(ty)}, {body})"
        return f"(@ex {type_text(ty)} (fun b{depth} : {type_text(ty)} => {body}))"

    def applied(self, t: Term, parts: list[str], depth: int) -> str:
        """The node t with these texts for its parts."""
        match t.kind:
            case "var":
                return self.variable(t.data)
            case "bound":
                return f"b{depth - 1 - t.data[0]}"
            case "num":
                return self.number(t)
            case "const":
                name = self.names.constant(t)
                return f"({name} Om)" if about_omega(t.data[2]) else name
            case "app":
                f, a = parts
                return f"({f[1:-1] if t.parts[0].kind == 'app' else f} {a})"
            case "imp":
                return f"({parts[0]} -> {parts[1]})"
            case "eq":
                return f"(@eq {type_text(t.parts[0].type)} {parts[0]} {parts[1]})"
            case "ite":
                return f"(@ite {type_text(t.type)} {' '.join(parts)})"
            case "rec":
                return f"(@zrec {type_text(t.type)} {' '.join(parts)})"
            case "le" | "lt":
                return f"({RELATIONS[t.kind, t.parts[0].type]} {' '.join(parts)})"
            case "false":
                return "False"
        return f"({OPERATIONS[t.kind, t.type]} {' '.join(parts)})"

    def number(self, t: Term) -> str:
        p, q, ty = t.data
        return integer(p) if ty == INT else number(p, q)

    def hole(self, t: Term, place: list[int], depth: int = 0, above: tuple[int, ...] = ()) -> str:
        """t with z, applied to what binds it there, for the part at a place."""
        if not place:
            return f"(z {' '.join(f'b{d}' for d in above)})" if above else "z"
        i, *rest = place
        if t.kind == "lam":
            return f"(fun b{depth} : {type_text(t.data)} => {self.hole(t.parts[0], rest, depth + 1, (*above, depth))})"
        if t.kind in ("all", "ex") and rest:
            f = t.parts[0]
            return self.bound(t.kind, f.data, self.hole(f.parts[0], rest[1:], depth + 1, (*above, depth)), depth)
        parts = [self.term(p, depth) if j != i else self.hole(p, rest, depth, above) for j, p in enumerate(t.parts)]
        if t.kind in ("all", "ex"):  # the function itself is what changes
            return self.whole_function(t, parts[0], depth)
        if t.kind == "app" and not (i == 0 and not rest):
            return f"({parts[0]} {parts[1]})"
        return f"({parts[0]} {parts[1]})" if t.kind == "app" else self.applied(t, parts, depth)

    def whole_function(self, t: Term, f: str, depth: int) -> str:
        ty = type_text(t.parts[0].data)
        return f"(forall b{depth} : {ty}, ({f} b{depth}))" if t.kind == "all" else f"(@ex {ty} {f})"


ABOUT: dict[Term, bool] = {}


def about_omega(t: Term) -> bool:
    """Does Om occur in the term, in a type or in a constant?"""
    if t not in ABOUT:
        ABOUT[t] = _mentions(t)
    return ABOUT[t]


def _mentions(t: Term) -> bool:
    def of(ty: Any) -> bool:
        return of(ty[0]) or of(ty[1]) if type(ty) is tuple else bool(ty == OMEGA)

    if t.kind == "const":
        return about_omega(t.data[2])
    return of(t.type) or (t.kind == "lam" and of(t.data)) or any(map(about_omega, t.parts))


def constants(terms: Iterable[Term]) -> list[Term]:
    """The constants in terms and in their bodies, each after those in its body."""
    found: dict[Term, None] = {}
    seen: set[Term] = set()

    def go(t: Term) -> None:
        if t in seen or not t.opaque:
            return
        seen.add(t)
        for p in t.parts:
            go(p)
        if t.kind == "const":
            go(t.data[2])
            found[t] = None

    for t in terms:
        go(t)
    return list(found)
