"""The walk over terms that print is: signs, fractions, sample points, binders.  `show` adds formulas and plain text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from ..kernel import INT, OMEGA, PROP, REAL, Term, Type, app, fun, instantiate, normal, num, value, var
from ..kernel.terms import rebuild
from .definitions import SHOWN
from .errors import AuthorError
from .hints import Hints
from .plain import index
from .symbols import Named, typeset

SUM, TERM, FACTOR, ATOM = 1, 2, 3, 4
Writer = Callable[[Any, Sequence[Term]], tuple[str, int]]
WRITERS: dict[str, Writer] = {}  # by the name of a constant of a theory
OF_SPACE: dict[Term, Writer] = {}  # by a variable of the expectation space: an author may call another one so
OPENED: dict[str, Callable[[Any, Term], tuple[str, int]]] = {}  # of constants that are printed from what they stand for
RV = fun(OMEGA, REAL)
MEAN = var("E", fun(RV, REAL))  # the expectation's own E
TALL = ("\\frac", "\\binom", "\\sum", "\\prod")  # brackets around these grow
LETTERS = "ijklmnrsuvxyz"
CROWDED = 6  # characters of the limits of two sums in a row that have room


def _predicate(ty: Type) -> bool:
    """Is it the type of a predicate, such as “is integrable”: which is printed in words?"""
    while not ty.name:
        ty = ty.cod
    return ty is PROP


def _breadth(limits: str) -> int:
    """About how many characters the longer of two limits has."""
    return max(len(re.sub(r"\\[A-Za-z]+", "x", x).translate({ord(c): None for c in "{}_^ "})) for x in limits.split("}^{"))


class Printer:
    """Terms as LaTeX."""

    plain = False

    def __init__(self, hints: Hints) -> None:
        self.hints = hints
        self.names: dict[Term, str] = {}

    # -- templates that plain text overrides ------------------------------------------

    cdot, thin, minus, mapsto, member, dot = r" \cdot ", r"\,", "-", r"\mapsto", r" \in ", r"\cdot"
    relations = {"eq": "=", "le": r"\le", "lt": "<", "ge": r"\ge", "gt": ">", "ne": r"\ne"}

    def fraction(self, a: str, b: str) -> str:
        return rf"\frac{{{a}}}{{{b}}}"

    def power(self, a: str, b: str) -> str:
        return rf"{a}^{{{b}}}"

    def sub(self, a: str, b: str) -> str:
        named = re.fullmatch(r"(.*)_(?:(\w)|\{([^{}]*)\})", a)  # a name with an index of its own, such as x_0
        return rf"{a}_{{{b}}}" if named is None else rf"{named[1]}_{{{named[2] or named[3]},{b}}}"

    def group(self, a: str) -> str:
        return rf"\left({a}\right)" if any(big in a for big in (*TALL, "\\begin")) else f"({a})"

    def call(self, name: str, *args: str) -> str:
        inside = ", ".join(args)
        return name + self.group(inside)

    def operator(self, name: str) -> str:
        return rf"\operatorname{{{name}}}"

    def brackets(self, name: str, inside: str) -> str:
        big = any(b in inside for b in TALL)
        return rf"{name}\left[{inside}\right]" if big else f"{name}[{inside}]"

    def braces(self, inside: str) -> str:
        big = any(b in inside for b in TALL)
        return rf"\left\{{{inside}\right\}}" if big else rf"\{{{inside}\}}"

    def root(self, a: str) -> str:
        return rf"\sqrt{{{a}}}"

    def fold(self, sign: str, index: str, low: str, high: str, body: str) -> str:
        command = {"Σ": r"\sum", "Π": r"\prod"}[sign]
        limits = rf"_{{{index}={low}}}^{{{high}}}"
        following = re.match(r"\\(?:sum|prod)(_\{\S*\}\^\{.*?\} )", body)
        apart = r"\: " if following and _breadth(limits) + _breadth(following[1]) > CROWDED else ""  # or the limits touch
        return f"{command}{limits} {apart}{body}"

    def words(self, text: str) -> str:
        return rf"\text{{ {text} }}"

    def opening(self, text: str) -> str:
        """Words with nothing before them."""
        return rf"\text{{{text} }}"

    def closing(self, text: str) -> str:
        """Words with nothing after them."""
        return rf"\text{{ {text}}}"

    def symbol(self, v: Term) -> str:
        s = self.hints.symbols.get(v)
        return s.shown if s is not None else self.local(v)

    def enclosed(self, kind: str, a: str) -> str:
        left, right = {"abs": (r"\lvert ", r"\rvert"), "norm": (r"\lVert ", r"\rVert"), "floor": (r"\lfloor ", r"\rfloor"),
                       "ceil": (r"\lceil ", r"\rceil"), "angle": (r"\langle ", r"\rangle")}[kind]
        return rf"\left{left}{a}\right{right}" if any(big in a for big in TALL) else f"{left}{a}{right}"

    def cases(self, rows: Sequence[tuple[str, str]], last: str) -> str:
        """Values with their conditions, and the value that is left."""
        shown = "".join(rf"{value} & \text{{if }} {condition} \\ " for condition, value in rows)
        return rf"\begin{{cases}} {shown}{last} & \text{{otherwise}} \end{{cases}}"

    # -- the walk ---------------------------------------------------------------------------

    def show(self, t: Term) -> str:
        return self.of(t)[0]

    def at(self, t: Term, level: int) -> str:
        s, mine = self.of(t)
        return s if mine >= level else self.group(s)

    def of(self, t: Term) -> tuple[str, int]:
        if t in self.names:
            return self.names[t], ATOM
        method = getattr(self, f"_{t.op}", None)
        if method is None:
            raise AuthorError(f"no way to print {t.op}")
        result: tuple[str, int] = method(t)
        return result

    def local(self, v: Term) -> str:
        """A variable that no author named."""
        name = str(v.data[0]).strip("·?_") or "x"
        if v.type is OMEGA:
            return "\\omega"
        if name.isdigit():
            return self.unused({self.symbol_name(s) for s in self.hints.symbols.values()}, int(name))
        return name if self.plain else typeset(name)

    def unused(self, taken: set[str], skip: int = 0) -> str:
        """A letter that stands for nothing else."""
        free = [x for x in LETTERS if x not in taken] or ["i'"]
        return free[min(skip, len(free) - 1)]

    def fresh(self, function: Term, ty: Type) -> tuple[Term, str]:
        """The variable for a binder, with its printed name: the author's where there is one."""
        symbol = index(self.hints.names.get(function))
        inside = {self.names.get(var(*x)) or self.symbol(var(*x)) for x in function.free if not _predicate(x[1])}
        if symbol is not None and var(symbol.name, ty) not in self.names and self.symbol_name(symbol) not in inside:
            v = var(symbol.name, ty)
            self.names[v] = name = self.symbol_name(symbol)
            return v, name
        name = self.sample_point(function) if ty is OMEGA else self.unused(set(self.names.values()) | inside)
        v = var(f"{name}§{len(self.names)}", ty)
        self.names[v] = name
        return v, name

    def sample_point(self, function: Term) -> str:
        """ω; with a prime beside what an author calls so."""
        beside = {self.symbol(var(*x)) for x in function.free if x[1] is not OMEGA}
        return self.local(var("ω", OMEGA)) + "'"*(not beside.isdisjoint(("ω", "\\omega")))

    def symbol_name(self, s: Named) -> str:
        return s.shown

    def opened(self, function: Term) -> tuple[Term, str, Term]:
        """Variable, printed name and body of a function."""
        v, name = self.fresh(function, function.type.dom)
        return v, name, instantiate(function.args[0], v) if function.op == "lam" else app(function, v)

    @contextmanager
    def scope(self) -> Iterator[None]:
        """What is named inside is forgotten afterwards."""
        before = dict(self.names)
        yield
        self.names = before

    def _var(self, t: Term) -> tuple[str, int]:
        if t.type is OMEGA:
            return "", ATOM
        return self.symbol(t), ATOM

    def _num(self, t: Term) -> tuple[str, int]:
        q = value(t)
        text = str(q.numerator) if q.denominator == 1 else self.fraction(str(abs(q.numerator)), str(q.denominator))
        if q < 0 and q.denominator != 1:
            text = self.minus + text
        return text, SUM if q < 0 else ATOM if q.denominator == 1 else FACTOR

    def _add(self, t: Term) -> tuple[str, int]:
        return f"{self.of(t.args[0])[0]} + {self.at(t.args[1], TERM)}", SUM

    def _sub(self, t: Term) -> tuple[str, int]:
        return f"{self.of(t.args[0])[0]} - {self.at(t.args[1], TERM)}", SUM

    def _neg(self, t: Term) -> tuple[str, int]:
        floor = t.args[0]
        if floor.op == "floor" and floor.args[0].op == "neg":
            return self.enclosed("ceil", self.show(floor.args[0].args[0])), ATOM
        return f"{self.minus}{self.at(t.args[0], TERM)}", SUM

    def _mul(self, t: Term) -> tuple[str, int]:
        factors: list[Term] = []
        while t.op == "mul":
            factors.insert(0, t.args[1])
            t = t.args[0]
        factors.insert(0, t)
        sign = factors[0].op == "neg" or factors[0].op == "num" and value(factors[0]) < 0  # (−a)·b is written −a b
        if sign:
            factors[0] = factors[0].args[0] if factors[0].op == "neg" else num(-value(factors[0]), factors[0].type)
        out = ""
        for n, f in enumerate(factors):
            last = n == len(factors) - 1
            s = self.at(f, TERM if last and self._is_fold(f) else FACTOR)
            out = s if not n else out + (self.cdot if s[:1].isdigit() or self._digits(out, s) else self.thin) + s
        return (self.minus + out, SUM) if sign else (out, TERM)

    def _digits(self, left: str, right: str) -> bool:
        return left[-1:].isdigit() and re.match(r"\\[td]?frac\{?\d", right) is not None

    def _is_fold(self, t: Term) -> bool:
        return self._head(t)[0].op == "const" and self._head(t)[0].data.name in ("Σ", "Π")

    def _div(self, t: Term) -> tuple[str, int]:
        return self.fraction(self.show(t.args[0]), self.show(t.args[1])), FACTOR

    def _pow(self, t: Term) -> tuple[str, int]:
        base, level = self.of(t.args[0])
        if level < ATOM or "^" in base.partition("(")[0]:
            base = self.group(base)
        return self.power(base, self.show(t.args[1])), FACTOR

    def _real(self, t: Term) -> tuple[str, int]:
        return self.of(t.args[0])

    def _floor(self, t: Term) -> tuple[str, int]:
        return self.enclosed("floor", self.show(t.args[0])), ATOM

    def _sqrt(self, t: Term) -> tuple[str, int]:
        return self.root(self.show(t.args[0])), ATOM

    def _exp(self, t: Term) -> tuple[str, int]:
        return self.call(r"\exp", self.show(t.args[0])), ATOM

    def _log(self, t: Term) -> tuple[str, int]:
        return self.call(r"\log", self.show(t.args[0])), ATOM

    def _ite(self, t: Term) -> tuple[str, int]:
        rows = []
        while t.op == "ite":
            rows.append((self.show(t.args[0]), self.show(t.args[1])))
            t = t.args[2]
        return self.cases(rows, self.show(t)), ATOM if self.plain else SUM

    def _rec(self, t: Term) -> tuple[str, int]:
        start, zero, step, at = t.args
        return self.call(self.operator("rec"), *[self.show(a) for a in (start, zero, step, at)]), ATOM

    def _lam(self, t: Term) -> tuple[str, int]:
        """A function: of a sample point as its value, of an index as a vector, a set, otherwise i ↦ value."""
        with self.scope():
            v, name, body = self.opened(t)
            if v.type is OMEGA:
                self.names[v] = ""
                return self.of(body)
            if body.type is PROP:
                return self.braces(f"{name} : {self.show(body)}"), ATOM
            if v.type is INT:
                if self._varies(v, body):
                    self.names[v] = self.dot
                    return self.of(body)
                vector = _VectorBody(self, v).of(body)
                if vector is not None:
                    return vector
            return f"{name} {self.mapsto} {self.show(body)}", 0

    def _varies(self, v: Term, body: Term) -> bool:
        """Is the body a member of a family, and v one of its indices?"""
        head, args = self._head(body)
        author = head.op == "var" or head.op == "const" and head in self.hints.definitions
        return author and v in args and not any(v.free <= a.free for a in args if a is not v and a.type.name)

    def _head(self, t: Term) -> tuple[Term, list[Term]]:
        args: list[Term] = []
        while t.op == "app":
            t, a = t.args
            args.insert(0, a)
        return t, args

    def _app(self, t: Term) -> tuple[str, int]:
        head, args = self._head(t)
        if head.op == "const" and head.data.name in ("Σ", "Π") and len(args) == 3:
            return _fold(self, t, args, head.data.name)
        if head.op == "const":
            return self.constant(head, args)
        if head in OF_SPACE:
            return OF_SPACE[head](self, args)
        shown = [a for a in args if a.type is not OMEGA]
        name = self.show(head) if head.op == "var" else self.group(self.show(head))
        if not shown:
            return name, ATOM
        symbol = self.hints.symbols.get(head)
        if symbol is not None and symbol.kind == "function":
            wanted = len(symbol.fact("arguments"))
            value = self.call(name, *[self.show(a) for a in shown[:wanted]])
            return (self.sub(value, self.show(shown[wanted])) if shown[wanted:] else value), ATOM
        if t.type is PROP and len(shown) == 1 and shown[0].type is INT:
            return f"{self.show(shown[0])}{self.member}{name}", 0
        if head.op == "var" and all(a.type is INT for a in shown):
            indices = [self.show(a) for a in shown]
            if not t.type.name and t.type.dom is INT:
                indices.append(self.dot)  # a section
            return self.sub(name, ",".join(indices)), ATOM
        return self.call(name, *[self.show(a) for a in shown]), ATOM

    def _const(self, t: Term) -> tuple[str, int]:
        return self.constant(t, [])

    def constant(self, head: Term, args: list[Term]) -> tuple[str, int]:
        """A defined constant applied: an author's definition, or a row of WRITERS."""
        if head.data.name in OPENED:
            return OPENED[head.data.name](self, normal(app(head, *args), frozenset((head,))))
        entry = self.hints.definitions.get(head)
        if entry is None and head.data.name not in WRITERS:
            entry = SHOWN.get(head)
        if entry is not None:
            owner, made = entry
            explicit = args[len(made.hidden):len(made.hidden) + len(made.explicit)]
            name = self.definition_name(owner.latex, owner.name)
            if not explicit:
                return name, ATOM
            texts = [self.show(a) for a in explicit]
            if owner.members:
                return f"{texts[-1]}{self.member}{self.sub(name, ','.join(texts[:-1]))}", 0
            return (self.sub(name, ",".join(texts)) if owner.indexed else self.call(name, *texts)), ATOM
        if head.data.name in WRITERS:
            return WRITERS[head.data.name](self, args)
        raise AuthorError(f"no way to print the constant {head.data.name}: add a row to WRITERS")

    def definition_name(self, latex: str, name: str) -> str:
        return latex


class _VectorBody:
    """A λ over an index whose body uses the index only to take components: printed as a vector."""

    def __init__(self, show: Printer, index: Term) -> None:
        self.show, self.index = show, index

    def of(self, body: Term) -> tuple[str, int] | None:
        heads: dict[Term, Term] = {}
        plain = self.strip(body, heads)
        if plain is None:
            return None
        for stand_in, head in heads.items():
            self.show.names[stand_in] = self.show.show(head)
        return self.show.of(plain)

    def strip(self, t: Term, heads: dict[Term, Term]) -> Term | None:
        """The body with x(i) replaced by a stand-in for x; None when i is used otherwise."""
        if not self.index.free <= t.free:
            return t
        if t.op == "app" and t.args[1] is self.index and not self.index.free <= t.args[0].free:
            stand_in = var(f"{t.args[0]}§v", t.type)
            heads[stand_in] = t.args[0]
            return stand_in
        if t is self.index or t.op not in ("add", "sub", "mul", "neg", "div"):
            return None
        parts = [self.strip(a, heads) for a in t.args]
        return None if any(p is None for p in parts) else rebuild(t, tuple(p for p in parts if p is not None))


def _fold(show: Printer, t: Term, args: Sequence[Term], sign: str) -> tuple[str, int]:
    """Σ or Π; the name of the index is that of the function, or of the whole when the function is a bare family."""
    low, high, function = args
    ends = show.show(low), show.show(high)
    with show.scope():
        if function.op == "lam":
            v, name, body = show.opened(function)
        else:
            v, name = show.fresh(t, INT)
            body = app(function, v)
        return show.fold(sign, name, *ends, show.at(body, TERM)), TERM
