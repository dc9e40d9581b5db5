"""Names in printed formulas: what a name with its scripts and arguments may stand for, given the declarations of a claim."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from likeness import likeness
from reading import Tree, Unreadable, name_of, read, split

from proofs.kernel import INT, OMEGA, PROP, REAL, Term, Type, app, fun, normal, op, var
from proofs.kernel.errors import KernelError

Key = tuple[str, str, str]
RV = fun(OMEGA, REAL)
DOT, PROBABILITY = r"\cdot", r"\mathbb{P}"
KNOWN: dict[str, tuple[Any, ...]] = {
    r"\operatorname{ReLU}": ("relu", REAL), r"\operatorname{max}": ("max", REAL, REAL),
    r"\operatorname{min}": ("min", REAL, REAL), PROBABILITY: ("probability", fun(OMEGA, PROP)),
}


def mark(name: str, result: Type, *args: Term) -> Term:
    """A constant of a theory at what is printed of its arguments."""
    return app(var(f"«{name}»", fun(*[a.type for a in args], result)), *args)


class Names:
    """Declared names, those that are bound around, the sample point and the components that are being read."""

    def __init__(self, hints: Any, terms: Sequence[Term]) -> None:
        self.free: dict[Key, list[Term]] = {}  # what a name may stand for
        self.kinds: dict[Key, list[Type]] = {}  # the types with which it may be bound
        self.whole: list[tuple[Tree, Term]] = []  # names that look like expressions, as f(θ)
        self.declared: dict[Key, list[Term]] = {}  # variables of that name, also where they are only bound
        self.called: set[Term] = set()  # what takes its arguments in parentheses, not as indices
        occur = {v for t in terms for v in t.free}
        for v, s in hints.symbols.items():
            self.declare(s.shown, v, v.data in occur)
            self.called |= {v} if s.kind == "function" else set()
        for f, s in hints.names.items():
            kinds = self.kinds.setdefault(name_of(s.shown), [])
            if f.type.dom is not None and f.type.dom not in kinds:
                kinds.append(f.type.dom)
        for constant, (owner, made) in hints.definitions.items():
            self.declare(owner.latex, t := app(constant, *made.hidden))
            self.called |= {t} if not owner.indexed else set()
        self.members = {app(c, *made.hidden) for c, (owner, made) in hints.definitions.items() if owner.members}
        self.bound: dict[Key, Term] = {}
        self.sample = var("ω", OMEGA)
        self.dots: list[Term] = []  # the components that are being read
        self.count = 0

    def declare(self, latex: str, t: Term, free: bool = True) -> None:
        try:
            key, whole = name_of(latex), read(latex)
        except Unreadable:  # a helper that is nowhere printed; were it, no reading would be found
            return
        if free and whole[0] != "name":
            self.whole.append((whole, t))
            return
        if free and t not in self.free.setdefault(key, []):
            self.free[key].append(t)
        if t.op == "var":
            self.declared.setdefault(key, []).append(t)
            self.kinds.setdefault(key, []).append(t.type)

    def only(self, found: Sequence[Term], tree: Tree) -> Term:
        """The one meaning among those found."""
        distinct = list({likeness(normal(t)): normal(t) for t in found}.values())
        if len(distinct) != 1:
            raise Unreadable(f"{tree} has {len(distinct)} meanings: {distinct}")
        return distinct[0]

    def values(self, tree: Tree) -> Iterator[Term]:
        for t in self.candidates(tree):
            try:
                yield self.settled(t)
            except (Unreadable, KernelError):
                continue

    def settled(self, t: Term) -> Term:
        """A member of a family at the sample point and the components that are being read."""
        dots = list(self.dots)
        ints = 0
        ty = t.type
        while not ty.name:
            ints, ty = ints + (ty.dom is INT), ty.cod
        dots = dots[len(dots) - ints:] if ints <= len(dots) else []
        while not t.type.name:
            if t.type.dom is OMEGA:
                t = app(t, self.sample)
            elif t.type.dom is INT and dots:
                t = app(t, dots.pop(0))
            else:
                raise Unreadable(f"{t} is a function")
        return t

    def candidates(self, tree: Tree) -> Iterator[Term]:
        """All readings of a name with its scripts and arguments, types not yet settled."""
        kind, *parts = tree
        if kind == "name":
            yield from self.scripted(*parts)
        elif kind == "call":
            name, inside = parts
            arguments = inside[1] if inside[0] == "and" and name[1] != PROBABILITY else [inside]
            known = KNOWN.get(name[1]) if name[0] == "name" else None
            if known is not None and not self.free.get(self.key(name)):
                yield mark(known[0], REAL, *[self.term(a, ty) for a, ty in zip(arguments, known[1:], strict=True)])
                return
            for head in self.candidates(name):
                if head in self.called or head.op == "var" and head in self.bound.values():
                    yield from self.applied(head, arguments)
        else:
            base, sub, sup = parts
            if base[0] == "norm" and (sub, sup) == ("", "2"):
                yield mark("norm2", REAL, self.term(base[1], fun(INT, REAL)))
                return
            found = list(self.candidates(base)) if base[0] == "call" else [self.number(base)]
            for t in found:
                yield from self.raised([*self.applied(t, [read(i) for i in split(sub)])], sup)

    def scripted(self, nucleus: str, primes: str, sub: str, sup: str) -> Iterator[Term]:
        indices = split(sub)
        for own in range(len(indices) + 1):
            for power in (sup, "") if sup else ("",):
                key = nucleus, primes + ("" if power else sup), ",".join(indices[:own])
                for t in [self.bound[key]] if key in self.bound else self.free.get(key, []):
                    if t in self.called and own < len(indices):
                        continue
                    yield from self.raised([*self.applied(t, [(DOT,) if i == DOT else read(i) for i in indices[own:]])], power)

    def raised(self, found: list[Term], power: str) -> Iterator[Term]:
        for t in found:
            try:
                yield op("pow", self.real(self.settled(t)), self.term(read(power), INT)) if power else t
            except (Unreadable, KernelError):
                continue

    def applied(self, head: Term, arguments: Sequence[Tree]) -> Iterator[Term]:
        """A family at indices, a function at arguments; a sample point is not written, and comes when it is due."""
        wanted = sum(a == (DOT,) for a in arguments)
        dots = self.dots[len(self.dots) - wanted:]
        for a in arguments:
            while head.type.dom is OMEGA:
                head = app(head, self.sample)
            if head.type.name:
                return
            try:
                if a == (DOT,):
                    if not dots:
                        return
                    head = app(head, dots.pop(0))
                else:
                    head = app(head, self.term(a, head.type.dom))
            except (Unreadable, KernelError):
                return
        yield head

    @contextmanager
    def binding(self, tree: Tree, ty: Type) -> Iterator[Term]:
        """The variable that a name stands for inside: the declared one, for definitions may depend on it."""
        key = self.key(tree)
        self.count += 1
        known = [v for v in self.declared.get(key, []) if v.type is ty]
        v, before = known[0] if known else var(f"§{self.count}", ty), dict(self.bound)
        self.bound[key] = v
        try:
            yield v
        finally:
            self.bound = before

    def key(self, tree: Tree) -> Key:
        if tree[0] != "name":
            raise Unreadable(f"{tree} is no name")
        _, nucleus, primes, sub, sup = tree
        return nucleus, primes + sup, sub

    def types(self, tree: Tree) -> list[Type]:
        """The types with which a name may be bound: as declared; an index where nothing is."""
        key = self.key(tree)
        return list(dict.fromkeys(self.kinds.get(key, ()))) or [OMEGA if key == (r"\omega", "", "") else INT]

    # what the other half gives

    def term(self, tree: Tree, want: Type | None) -> Term:
        raise NotImplementedError

    def real(self, t: Term) -> Term:
        return op("real", t) if t.type is INT else t

    def number(self, tree: Tree) -> Term:
        t = self.term(tree, None)
        if t.type not in (INT, REAL):
            raise Unreadable(f"{tree} is no number")
        return t
