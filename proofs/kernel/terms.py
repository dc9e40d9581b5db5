"""Types and terms: simply typed λ-terms, interned, locally nameless.

A bound variable is a de Bruijn index, a free variable is a name with a type; so α-equal terms are one object and
substitution cannot capture.  Names of bound variables are not part of a term: whoever prints chooses them.

Terms and types are tuples (no attribute can be assigned), compared by identity, and *genuine* only when made by the
constructors here; every rule checks that what it is given is genuine.  Terms live as long as the process.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from math import gcd
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from .errors import Budget, IllFormed

MAX_DEPTH = 1_500
MAX_BITS = 100_000


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
    else:
        name, dom, cod, omega = (property(itemgetter(i)) for i in range(4))

    def __repr__(self) -> str:
        if self.name:
            return self.name
        left = f"({self.dom})" if not self.dom.name else str(self.dom)
        return f"{left} → {self.cod}"

    def __reduce__(self) -> Any:
        raise TypeError("types and terms are not pickled: use the certificate format")


class Term(tuple):  # type: ignore[type-arg]
    """One interned node.

    op      "var", "bound", "num", "const", "lam", "app", or an operator of `SIGNATURES`
    args    the subterms
    data    (name, type), (index, type), (numerator, denominator, type), definition or binder type, as op demands
    type    the type
    loose   the types it wants of its enclosing binders, innermost first; () when locally closed
    free    its free variables, as (name, type)
    """

    __slots__ = ()
    __eq__ = object.__eq__
    __ne__ = object.__ne__
    __hash__ = object.__hash__
    if TYPE_CHECKING:
        op: str
        args: tuple[Term, ...]
        data: Any
        type: Type
        loose: tuple[Type | None, ...]
        free: frozenset[tuple[str, Type]]
        depth: int
        omega: bool  # does Ω occur in a type inside?
    else:
        op, args, data, type, loose, free, depth, omega = (property(itemgetter(i)) for i in range(8))

    def __repr__(self) -> str:
        return show(self)

    def __reduce__(self) -> Any:
        raise TypeError("types and terms are not pickled: use the certificate format")


def _interner(kind: type) -> tuple[Callable[[Any, Callable[[], tuple[Any, ...]]], Any], Callable[[object], bool]]:
    """The table of genuine objects of a kind, reachable only through these two functions."""
    table: dict[Any, Any] = {}
    known: set[int] = set()

    def intern(key: Any, build: Callable[[], tuple[Any, ...]]) -> Any:
        found = table.get(key)
        if found is None:
            found = tuple.__new__(kind, build())
            table[key] = found
            known.add(id(found))
        return found

    def genuine(x: object) -> bool:
        return id(x) in known

    return intern, genuine


_type, is_type = _interner(Type)
_term, is_term = _interner(Term)

class Definition(tuple):  # type: ignore[type-arg]
    """Name and body of a defined constant; `total`: it is well defined as soon as its arguments are."""

    __slots__ = ()
    if TYPE_CHECKING:
        name: str
        body: Term
        total: bool
    else:
        name, body, total = (property(itemgetter(i)) for i in range(3))


INT: Type = _type("Int", lambda: ("Int", None, None, False))
REAL: Type = _type("Real", lambda: ("Real", None, None, False))
PROP: Type = _type("Prop", lambda: ("Prop", None, None, False))
OMEGA: Type = _type("Ω", lambda: ("Ω", None, None, True))


def fun(*types: Type) -> Type:
    """`fun(a, b, c)` is a → (b → c)."""
    if not all(is_type(t) for t in types):
        raise IllFormed("fun", "not a type", types=types)
    *doms, result = types
    for dom in reversed(doms):
        result = _type((dom, result), lambda d=dom, r=result: ("", d, r, d.omega or r.omega))  # type: ignore[misc]
    return result


NUMERIC = (INT, REAL)
_NOTHING: frozenset[tuple[str, Type]] = frozenset()


def make(op: str, args: tuple[Term, ...] = (), data: Any = None) -> Term:
    """The node.  Typing is checked and the cached fields are computed once, when it is new.

    Fails with IllFormed when the subterms do not fit, with Budget when it would be too deep.
    """

    def build() -> tuple[Any, ...]:
        if type(op) is not str or type(args) is not tuple or type(data) not in PLAIN_DATA:
            raise IllFormed("make", "needs plain strings and tuples", found=(type(op), type(args), type(data)))
        for a in args:
            if not is_term(a):
                raise IllFormed(op, "a subterm was not made by the constructors", found=type(a).__name__)
        ty = _typed(op, args, data)
        free, depth, omega, loose = _NOTHING, 0, ty.omega, ()
        for a in args:
            depth, omega = max(depth, a.depth), omega or a.omega
            free = free if a.free <= free else (a.free if free <= a.free else free | a.free)
            loose = _joined(op, loose, a.loose) if a.loose else loose
        if op == "var":
            free = frozenset((data,))
        elif op == "bound":
            loose = (None,) * data[0] + (ty,)
        elif op == "lam":
            omega, loose = omega or data.omega, loose[1:]
        elif op == "const":
            omega = omega or data.body.omega
        if depth >= MAX_DEPTH:
            raise Budget("term", f"deeper than {MAX_DEPTH}")
        return op, args, data, ty, loose, free, depth + 1, omega

    made: Term = _term((op, args, data), build)
    return made


def _joined(op: str, a: tuple[Any, ...], b: tuple[Any, ...]) -> tuple[Any, ...]:
    """The types that two subterms want of the enclosing binders, together."""
    if len(a) < len(b):
        a, b = b, a
    for s, t in zip(a, b, strict=False):
        if s is not None and t is not None and s is not t:
            raise IllFormed(op, "a bound variable is used at two types", found=(s, t))
    return tuple([s if s is not None else t for s, t in zip(a, b, strict=False)]) + a[len(b):]


def _typed(op: str, args: tuple[Term, ...], data: Any) -> Type:
    """The type of the node, from its subterms."""
    if op in LEAVES or op in BINDING:
        ty = {**LEAVES, **BINDING}[op](args, data)
    elif op in SIGNATURES and data is None:
        arity, result = SIGNATURES[op]
        ty = result(args) if len(args) == arity else None
    else:
        raise IllFormed(str(op), "unknown operator", known=", ".join(SIGNATURES))
    if ty is None:
        raise IllFormed(op, "does not apply", found=" , ".join(f"{a} : {a.type}" for a in args), data=data)
    return ty


def _leaf_var(args: tuple[Term, ...], data: Any) -> Type | None:
    return data[1] if not args and type(data) is tuple and type(data[0]) is str and is_type(data[1]) else None


def _leaf_bound(args: tuple[Term, ...], data: Any) -> Type | None:
    fits = not args and type(data) is tuple and type(data[0]) is int and data[0] >= 0
    return data[1] if fits and is_type(data[1]) else None


def _leaf_num(args: tuple[Term, ...], data: Any) -> Type | None:
    p, q, ty = data
    if args or type(p) is not int or type(q) is not int or ty not in NUMERIC or (ty is INT and q != 1):
        return None
    if max(p.bit_length(), q.bit_length()) > MAX_BITS:
        raise Budget("num", f"more than {MAX_BITS} bits")
    return ty if q > 0 and gcd(p, q) == 1 else None


def _leaf_const(args: tuple[Term, ...], data: Any) -> Type | None:
    if type(data) is not Definition or type(data.name) is not str or type(data.total) is not bool:
        raise IllFormed("define", "needs a name and a body", found=data)
    body = data.body
    if args or not is_term(body) or body.free or body.loose:
        raise IllFormed("define", "the body has free variables", name=data.name, body=body)
    if body.omega and not body.type.omega:
        raise IllFormed("define", "Ω occurs in the body but not in the type", name=data.name, type=body.type)
    return body.type


def _binder(args: tuple[Term, ...], data: Any) -> Type | None:
    (body,) = args
    if not is_type(data) or (body.loose and body.loose[0] not in (None, data)):
        return None
    return fun(data, body.type)


def _application(args: tuple[Term, ...], data: Any) -> Type | None:
    f, a = args
    return f.type.cod if data is None and not f.type.name and f.type.dom is a.type else None


def _same_numeric(args: tuple[Term, ...]) -> Type | None:
    ty = args[0].type
    return ty if ty in NUMERIC and all([a.type is ty for a in args]) else None


def _fixed(result: Type, *wanted: Type) -> Callable[[tuple[Term, ...]], Type | None]:
    return lambda args: result if tuple([a.type for a in args]) == wanted else None


def _relation(args: tuple[Term, ...]) -> Type | None:
    return PROP if _same_numeric(args) else None


def _equation(args: tuple[Term, ...]) -> Type | None:
    return PROP if args[0].type is args[1].type is not PROP else None


def _choice(args: tuple[Term, ...]) -> Type | None:
    return args[1].type if args[0].type is PROP and args[1].type is args[2].type is not PROP else None


def _recursion(args: tuple[Term, ...]) -> Type | None:
    start, zero, step, at = args
    ty = zero.type
    fits = start.type is INT is at.type and step.type is fun(INT, ty, ty) and ty is not PROP
    return ty if fits else None


def _quantifier(args: tuple[Term, ...]) -> Type | None:
    return PROP if args[0].op == "lam" and args[0].type.cod is PROP else None


SIGNATURES: dict[str, tuple[int, Callable[[tuple[Term, ...]], Type | None]]] = {
    "add": (2, _same_numeric), "sub": (2, _same_numeric), "mul": (2, _same_numeric), "neg": (1, _same_numeric),
    "div": (2, _fixed(REAL, REAL, REAL)), "pow": (2, _fixed(REAL, REAL, INT)), "real": (1, _fixed(REAL, INT)),
    "floor": (1, _fixed(INT, REAL)), "sqrt": (1, _fixed(REAL, REAL)), "exp": (1, _fixed(REAL, REAL)),
    "log": (1, _fixed(REAL, REAL)), "ite": (3, _choice), "rec": (4, _recursion),
    "eq": (2, _equation), "le": (2, _relation), "lt": (2, _relation),
    "false": (0, lambda _: PROP), "not": (1, _fixed(PROP, PROP)), "and": (2, _fixed(PROP, PROP, PROP)),
    "or": (2, _fixed(PROP, PROP, PROP)), "imp": (2, _fixed(PROP, PROP, PROP)), "iff": (2, _fixed(PROP, PROP, PROP)),
    "all": (1, _quantifier), "ex": (1, _quantifier),
}
PLAIN_DATA = (type(None), tuple, Type, Definition)
LEAVES = {"var": _leaf_var, "bound": _leaf_bound, "num": _leaf_num, "const": _leaf_const}
BINDING = {"lam": _binder, "app": _application}


def var(name: str, ty: Type) -> Term:
    """The free variable of this name and type."""
    return make("var", (), (name, ty))


def bound(index: int, ty: Type) -> Term:
    """The variable of the index-th enclosing binder."""
    return make("bound", (), (index, ty))


def num(value: int | Fraction, ty: Type = REAL) -> Term:
    """An exact number: an integer at Int, a fraction at Real."""
    if type(value) not in (int, Fraction):
        raise IllFormed("num", "needs an exact number (int or Fraction)", found=f"{value!r} ({type(value).__name__})")
    q = Fraction(value)
    return make("num", (), (q.numerator, q.denominator, ty))


def value(t: Term) -> Fraction:
    """The number that a numeral denotes."""
    if t.op != "num":
        raise IllFormed("value", "not a numeral", found=t)
    return Fraction(t.data[0], t.data[1])


def op(name: str, *args: Term) -> Term:
    """The operator `name` applied; fails with the types found when they do not fit."""
    return make(name, args)


FALSE = op("false")


def app(f: Term, *args: Term) -> Term:
    """f applied to arguments; no reduction."""
    for a in args:
        f = make("app", (f, a))
    return f


def lam(x: Term, body: Term) -> Term:
    """λx. body"""
    return make("lam", (abstract(x, body),), x.type)


def forall(x: Term, body: Term) -> Term:
    """∀x. body"""
    return op("all", lam(x, body))


def exists(x: Term, body: Term) -> Term:
    """∃x. body"""
    return op("ex", lam(x, body))


def define(name: str, body: Term, *, total: bool = False) -> Term:
    """The constant `name := body`.

    A constant *is* its name with its body, so a definition can neither be circular nor be changed.
    Fails unless the body is closed and each type variable of the body occurs in its type (CORE, exploit 27).
    """
    if not is_term(body):
        raise IllFormed("define", "the body is not a term", name=name, body=body)
    return make("const", (), tuple.__new__(Definition, (str(name), body, bool(total))))


def free_variables(t: Term) -> list[Term]:
    """The free variables of t, in the order of their names."""
    return [var(name, ty) for name, ty in sorted(t.free, key=lambda v: (v[0], str(v[1])))]


def abstract(x: Term, t: Term) -> Term:
    """t with the free variable x turned into the bound variable 0."""
    if not is_term(x) or x.op != "var" or t.loose:
        raise IllFormed("abstract", "needs a free variable and a closed body", variable=x)
    memo: dict[tuple[Term, int], Term] = {}

    def go(t: Term, k: int) -> Term:
        if not x.free <= t.free:
            return t
        if t is x:
            return bound(k, x.type)
        key = (t, k)
        if key not in memo:
            deeper = k + (t.op == "lam")
            memo[key] = rebuild(t, tuple([go(a, deeper) for a in t.args]))
        return memo[key]

    return go(t, 0)


def rebuild(t: Term, args: tuple[Term, ...]) -> Term:
    """t with other subterms of the same types."""
    return t if args == t.args else make(t.op, args, t.data)


def show(t: Term) -> str:
    """A plain, unambiguous form for error messages; sheets use the language layer."""
    if t.op == "bound":
        return f"#{t.data[0]}"
    if t.op == "num":
        return str(value(t))
    if t.op == "var":
        return str(t.data[0])
    if t.op == "const":
        return str(t.data.name)
    if t.op == "lam":
        return f"(λ{t.data}. {show(t.args[0])})"
    if t.op == "app":
        return f"{show(t.args[0])}({show(t.args[1])})"
    return f"{t.op}({', '.join(show(a) for a in t.args)})" if t.args else t.op
