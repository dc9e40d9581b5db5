"""What an author wrote and the term made of it, walked through together, as far as both are built alike.

Connectives meet connectives; what a quantifier binds takes the same values on both sides, up to twenty within the bounds;
of a limit, a derivative or a gradient the functions are compared at places, and the values.  What is met at the end are
numbers and truth values, and those are compared.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from fractions import Fraction
from functools import lru_cache
from random import Random
from typing import Any

import sympy as sp
from enclosed import Ball, Enclosing, space
from meaning import POINTS, Meaning

from proofs.claims.evaluate import Undefined, Unknown
from proofs.kernel import INT, PROP, REAL, Term, Type, fun
from proofs.language.calculus import HasDerivative, HasGradient
from proofs.language.quantifiers import Exists, ForAll, has_lower
from proofs.language.symbols import Named, bounded_sums, diverges, integrable, tends
from proofs.language.vectors import is_vector

PLACES = 20
CANNOT = (Unknown, Undefined, KeyError, TypeError, AttributeError, ZeroDivisionError, OverflowError, RecursionError, IndexError)
RELATIONS = {sp.Eq: ("eq", False), sp.Ne: ("eq", False), sp.Le: ("le", False), sp.Lt: ("lt", False), sp.Ge: ("le", True),
             sp.Gt: ("lt", True)}
Values = dict[str, Any]
Bound = tuple[Any, ...]
Path = tuple[Any, ...]


class Different(Exception):
    """The two are not built alike."""


def number(random: Random, whole: bool) -> Fraction:
    return Fraction(random.randint(0, 3)) if whole else Fraction(random.randint(-4, 5), random.choice((1, 1, 2, 3)))


@lru_cache(1 << 16)
def inhabitant(ty: Type, seed: str) -> Any:
    """A value of a type that depends on the seed; functions are tables, or linear in a few values of their argument."""
    if ty is INT or ty is REAL:
        return number(Random(seed), ty is INT)
    if ty is PROP or ty.name:
        raise Unknown
    if ty.dom.name:
        return lambda x: inhabitant(ty.cod, f"{seed} {x if isinstance(x, Fraction) else Fraction(x)}")
    if not ty.dom.cod.name:
        raise Unknown
    return lambda f: inhabitant(ty.cod, f"{seed} {[Fraction(f(Fraction(k))) for k in (0, 1, 2)]}")


def drawn_from(ty: Type, seed: str) -> Any:
    """A value for a bound variable: integers also from outside of their bounds."""
    return Fraction(Random(seed).randint(-1, 4)) if ty is INT else inhabitant(ty, seed)


def same(a: Any, b: Any) -> bool:
    if isinstance(a, Ball) or isinstance(b, Ball):
        return a.same(b) if isinstance(a, Ball) else b.same(a)
    return bool(a == b)


class Together:
    """One reading of both, at values; `done` and `missed` count at each place of the statement; `bound_met`: has it variables
    that it binds itself, or functions?"""

    def __init__(self, values: Values, seed: str) -> None:
        self.values, self.seed, self.bound_met = values, seed, False
        self.done: Counter[Path] = Counter()
        self.missed: Counter[Path] = Counter()
        self.wrong: list[Any] = []
        self.readers: dict[int, tuple[Values, Meaning]] = {}

    def written(self, e: Any, values: Values) -> Any:
        """The value of what is written; recurrences are remembered as long as the values are the same."""
        if id(values) not in self.readers:
            self.readers[id(values)] = values, Meaning(values)
        return self.readers[id(values)][1].of(e, {})

    def compare(self, path: Path, written: Callable[[], Any], term: Callable[[], Any]) -> bool:
        """Compare two values; are they the truth?"""
        try:
            a, b = written(), term()
            agreed = same(a, b)
        except CANNOT:
            self.missed[path] += 1
            return False
        self.done[path] += 1
        if not agreed:
            self.wrong.append((path, a, b))
        return a is True

    def both(self, path: Path, e: Any, t: Term, values: Values, b: Bound) -> bool:
        """Compare the value of what is written with that of the term."""
        return self.compare(path, lambda: self.written(e, values), lambda: self.term(t, values, b))

    def term(self, t: Term, values: Values, b: Bound) -> Any:
        return Enclosing(space(values, POINTS)).of(t, b)

    def walk(self, e: Any, t: Term, path: Path = (), values: Values | None = None, b: Bound = ()) -> None:
        """Compare all that a statement says."""
        values = self.values if values is None else values
        if isinstance(e, (tuple, list, sp.Tuple, sp.And, sp.Or)):
            for k, (part, f) in enumerate(zip(e if isinstance(e, (tuple, list)) else e.args,
                                              peeled(t, "or" if isinstance(e, sp.Or) else "and", len_of(e)), strict=True)):
                self.walk(part, f, (*path, k), values, b)
        elif isinstance(e, (sp.Implies, sp.Equivalent, sp.Not)):
            name = {"Implies": "imp", "Equivalent": "iff", "Not": "not"}[type(e).__name__]
            for k, (part, f) in enumerate(zip(e.args, parts(t, name), strict=True)):
                self.walk(part, f, (*path, k), values, b)
        elif isinstance(e, (ForAll, Exists)):
            self.quantified(e, t, path, values, b)
        elif isinstance(e, (tends, diverges, bounded_sums)):
            self.sequence(e, t, path, values, b)
        elif isinstance(e, HasDerivative):
            self.derivative(e, t, path, values, b)
        elif isinstance(e, HasGradient):
            self.gradient(e, t, path, values, b)
        elif isinstance(e, integrable):
            self.integrable(e, t, path, values, b)
        elif type(e) in RELATIONS:
            self.relation(e, t, path, values, b)
        else:
            self.both(path, e, t, values, b)

    def relation(self, e: Any, t: Term, path: Path, values: Values, b: Bound) -> None:
        name, flipped = RELATIONS[type(e)]
        if isinstance(e, sp.Ne):
            (t,) = parts(t, "not")
        if is_vector(e.lhs) or is_vector(e.rhs):
            self.vectors(e, t, path, values, b)
            return
        left = (e.rhs, e.lhs) if flipped else (e.lhs, e.rhs)
        for k, (side, u) in enumerate(zip(left, parts(t, name), strict=True)):
            self.both((*path, k), side, u, values, b)

    def vectors(self, e: Any, t: Term, path: Path, values: Values, b: Bound) -> None:
        """u = v: at the components within their length."""
        self.bound_met = True
        (body,) = parts(t, "all")
        inner, guards = body.args[0], []
        while inner.op == "imp":
            guards.append(inner.args[0])
            inner = inner.args[1]
        for i in map(Fraction, range(1, PLACES + 1)):
            try:
                if not all(self.term(g, values, (*b, i)) for g in guards):
                    continue
            except CANNOT:
                self.missed[path] += 1
                continue
            for k, (side, u) in enumerate(zip(e.args, parts(inner, "eq"), strict=True)):
                self.compare((*path, k), lambda side=side, i=i: component(self.written(side, values), i),
                             lambda u=u, i=i: self.term(u, values, (*b, i)))

    def quantified(self, e: Any, t: Term, path: Path, values: Values, b: Bound) -> None:
        bounds, statements = e.args
        self.bound(bounds, sp.Tuple(*statements), t, "all" if isinstance(e, ForAll) else "ex", path, values, b)

    def bound(self, bounds: Iterable[Any], statement: Any, t: Term, kind: str, path: Path, values: Values, b: Bound) -> None:
        """Both bodies at the same values of the variables, within the bounds (which are compared as well)."""
        self.bound_met = True
        subjects = list(dict.fromkeys(x if isinstance(x, Named) else x.lhs for x in bounds))
        written = [x for x in bounds if not isinstance(x, Named)]
        types, body = [], t
        for _ in subjects:
            (f,) = parts(body, kind)
            types.append(f.data)
            body = f.args[0]
        guards, body = taken(body, kind, subjects, list(bounds))
        met = 0
        for n in range(10*PLACES):
            try:
                drawn = [drawn_from(ty, f"{self.seed} {path} {n} {s.name}") for s, ty in zip(subjects, types, strict=True)]
            except Unknown:
                self.missed[path] += 1
                return
            here, inside = {**values, **{s.name: v for s, v in zip(subjects, drawn, strict=True)}}, (*b, *drawn)
            within = self.compare((*path, "bounds"), lambda here=here: all([
                *[here[s.name] >= 0 for s in subjects if s.kind == "nat"], *[self.written(x, here) for x in written]]),
                lambda here=here, inside=inside: all([self.term(g, here, inside) for g in guards]))
            if within:
                met += 1
                self.walk(statement, body, path, here, inside)
            if met == PLACES:
                return

    def sequence(self, e: Any, t: Term, path: Path, values: Values, b: Bound) -> None:
        self.bound_met = True
        first, n, start, *value = e.args
        begin, f, *limit = spine(t, type(e).__name__)
        self.both((*path, "start"), start, begin, values, b)
        for k, (x, u) in enumerate(zip(value, limit, strict=True)):
            self.both((*path, "limit", k), x, u, values, b)
        try:
            at = self.term(begin, values, b)
        except CANNOT:
            self.missed[path] += 1
            return
        for k in range(PLACES):
            self.at((*path, "terms"), first, {**values, n.name: at + k}, f, [at + k], values, b)

    def at(self, path: Path, e: Any, here: Values, f: Term, arguments: list[Any], values: Values, b: Bound) -> None:
        """An expression where its letters have values, and a function at the same values."""
        def applied() -> Any:
            made = self.term(f, values, b)
            for a in arguments:
                made = made(a)
            return made

        self.compare(path, lambda: self.written(e, here), applied)

    def derivative(self, e: Any, t: Term, path: Path, values: Values, b: Bound) -> None:
        self.bound_met = True
        expression, x, value, at = e.args
        f, place, slope = spine(t, "deriv")
        self.both((*path, "at"), at, place, values, b)
        self.both((*path, "value"), value, slope, values, b)
        for k in range(PLACES):
            v = inhabitant(REAL, f"{self.seed} {path} {k}")
            self.at((*path, "function"), expression, {**values, x.name: v}, f, [v], values, b)

    def gradient(self, e: Any, t: Term, path: Path, values: Values, b: Bound) -> None:
        self.bound_met = True
        expression, entry, value, at, *ranges = e.args
        x, *indices = entry.args
        *sizes, f, place, slopes = spine(t, "grad" if len(ranges) == 1 else "matrix_grad")
        for k, (r, size) in enumerate(zip(ranges, sizes, strict=True)):
            self.both((*path, "size", k), r[2], size, values, b)
        for k in range(PLACES):
            table = inhabitant(vector_type(len(indices)), f"{self.seed} {path} {k}")
            self.at((*path, "function"), expression, {**values, x.name: table}, f, [table], values, b)
            where = [number(Random(f"{self.seed} {k} {i}"), True) + 1 for i in range(len(indices))]
            here = {**values, **{i.name: w for i, w in zip(indices, where, strict=True)}}
            self.at((*path, "at"), at, here, place, where, values, b)
            self.at((*path, "value"), value, here, slopes, where, values, b)

    def integrable(self, e: Any, t: Term, path: Path, values: Values, b: Bound) -> None:
        """What is said to be integrable, at each sample point."""
        for n, (x, said) in enumerate(zip(e.args, peeled(t, "and", len(e.args)), strict=True)):
            _, variable = parts(said, "app")
            for k in map(Fraction, range(POINTS)):
                def written(x: Any = x, k: Fraction = k) -> Any:
                    reader = Meaning(values)
                    reader.point = k
                    return reader.of(x, {})

                self.compare((*path, n), written, lambda v=variable, k=k: self.term(v, values, b)(k))


def component(v: Any, i: Fraction) -> Any:
    return v(i) if callable(v) else v  # the vector 0


def vector_type(indices: int) -> Type:
    return fun(*[INT]*indices, REAL)


def len_of(e: Any) -> int:
    return len(e if isinstance(e, (tuple, list)) else e.args)


def parts(t: Term, name: str) -> tuple[Term, ...]:
    """The parts of a node of this name."""
    if t.op != name:
        raise Different(f"{name} is written where {t.op} is read")
    return t.args


def peeled(t: Term, name: str, count: int) -> list[Term]:
    """As many parts of a chain of ∧ or ∨, nested to the left."""
    if count == 1:
        return [t]
    left, right = parts(t, name)
    return [*peeled(left, name, count - 1), right]


def spine(t: Term, name: str) -> list[Term]:
    """The arguments of the constant of this name."""
    out: list[Term] = []
    while t.op == "app":
        t, a = t.args
        out.insert(0, a)
    if t.op != "const" or t.data.name != name:
        raise Different(f"{name} is written where {t.data.name if t.op == 'const' else t.op} is read")
    return out


def taken(t: Term, kind: str, subjects: list[Named], bounds: list[Any]) -> tuple[list[Term], Term]:
    """The bounds that a quantified formula begins with, and the rest: natural numbers not below 0, those that are written,
    random variables."""
    count = sum((s.kind == "nat" and not has_lower(s, bounds)) + bool(s.fact("random")) for s in subjects)
    count += sum(not isinstance(x, Named) for x in bounds)
    if kind == "ex":
        *guards, body = peeled(t, "and", count + 1)
        return guards, body
    guards = []
    for _ in range(count):
        guard, t = parts(t, "imp")
        guards.append(guard)
    return guards, t
