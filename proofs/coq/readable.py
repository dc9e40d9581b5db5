"""Terms of certificates as Coq terms that are read: infix operations, names for what is bound."""

from __future__ import annotations

from typing import Any

from ..recheck import INT, OMEGA, PROP, REAL, Term
from .printing import RESERVED, Names, about_omega, plain, type_text

INFIX = {"add": "+", "sub": "-", "mul": "*", "div": "/", "le": "<=", "lt": "<", "eq": "=", "and": "/\\", "or": "\\/",
         "imp": "->", "iff": "<->"}
PREFIX = {"real": "IZR", "floor": "zfloor", "sqrt": "sqrt", "exp": "exp", "log": "ln", "pow": "zpow", "ite": "ite",
          "rec": "zrec"}
LETTERS = {INT: "ijklmn", REAL: "xyzuv", OMEGA: ("omega", "psi"), PROP: "pq"}


class Readable:
    """Prints closed statements; the free variables keep the author's names."""

    def __init__(self, names: Names, free: list[Any] | None = None) -> None:
        self.names = names
        self.variables: dict[Any, str] = {}
        self.taken: set[str] = set(RESERVED) | set(names.constants.values())
        for x in free or []:
            self.variables[x] = self.fresh([plain(str(x[0]))])

    def fresh(self, wanted: Any) -> str:
        """The first of these names that is not taken; then with numbers."""
        for name in wanted:
            if name not in self.taken:
                self.taken.add(name)
                return str(name)
        n = 1
        while f"{wanted[0]}{n}" in self.taken:
            n += 1
        self.taken.add(f"{wanted[0]}{n}")
        return f"{wanted[0]}{n}"

    def binders(self) -> str:
        return " ".join(f"({name} : {self.type(x[1])})" for x, name in self.variables.items())

    def type(self, ty: Any) -> str:
        text = type_text(ty)
        return text[1:-1] if text.startswith("(") else text

    def term(self, t: Term, bound: tuple[str, ...] = ()) -> str:
        """The text of a term, in parentheses unless it is a name or an application of one to names."""
        if t.kind in ("all", "ex", "lam"):
            return f"({self.under(t, bound)})"
        return self.operation(t, bound)

    def under(self, t: Term, bound: tuple[str, ...]) -> str:
        """∀, ∃ and λ, those of one kind together."""
        f = t if t.kind == "lam" else t.parts[0]
        before = set(self.taken)
        name = self.fresh(LETTERS.get(f.data, "fgh"))
        word, end = {"all": ("forall", ","), "ex": ("exists", ","), "lam": ("fun", " =>")}[t.kind]
        body = f.parts[0]
        inside = self.term(body, (*bound, name))
        if body.kind in ("all", "ex", "lam", "imp"):
            inside = inside[1:-1]
        self.taken = before
        return f"{word} {name} : {self.type(f.data)}{end} {inside}"

    def operation(self, t: Term, bound: tuple[str, ...]) -> str:
        match t.kind:
            case "var":
                return self.variables[t.data]
            case "bound":
                index: int = t.data[0]
                return bound[-1 - index]
            case "num":
                return self.number(t)
            case "const":
                return f"({self.names.constant(t)} Om)" if about_omega(t.data[2]) else self.names.constant(t)
            case "false":
                return "False"
            case "app":
                return self.application(t, bound)
        if t.kind in ("add", "sub", "mul", "neg", "le", "lt", "eq") and t.parts[0].type == INT:
            return f"{self.integers(t, bound)}%Z"
        parts = [self.term(p, bound) for p in t.parts]
        if t.kind in ("not", "neg"):
            return f"({'~' if t.kind == 'not' else '-'} {parts[0]})"
        if t.kind == "imp" and t.parts[1].kind in ("imp", "all", "ex"):
            return f"({parts[0]} -> {parts[1][1:-1]})"
        if t.kind in INFIX:
            return f"({parts[0]} {INFIX[t.kind]} {parts[1]})"
        return f"({' '.join([PREFIX[t.kind], *parts])})"

    def integers(self, t: Term, bound: tuple[str, ...]) -> str:
        """Inside the scope of integers, where numbers and operations need no mark."""
        if t.kind == "num":
            return self.number(t).replace("%Z", "")
        if t.kind in ("add", "sub", "mul", "le", "lt", "eq"):
            a, b = [self.integers(p, bound) for p in t.parts]
            return f"({a} {INFIX[t.kind]} {b})"
        if t.kind == "neg":
            return f"(- {self.integers(t.parts[0], bound)})"
        text = self.term(t, bound)
        return text if t.kind in ("var", "bound", "const") else f"{text}%R"

    def application(self, t: Term, bound: tuple[str, ...]) -> str:
        args: list[str] = []
        while t.kind == "app":
            args.insert(0, self.term(t.parts[1], bound))
            t = t.parts[0]
        return f"({' '.join([self.term(t, bound), *args])})"

    def number(self, t: Term) -> str:
        p, q, ty = t.data
        if ty == INT:
            return f"{p}%Z" if p >= 0 else f"({p})%Z"
        whole = str(p) if p >= 0 else f"({p})"
        return whole if q == 1 else f"({whole} / {q})"


def formula(r: Readable, t: Term) -> str:
    """A whole formula, without the outer parentheses that only the inside of others needs."""
    text = r.term(t)
    return text[1:-1] if text.startswith("(") and text.endswith(")") and t.kind in ("all", "ex", "imp") else text


