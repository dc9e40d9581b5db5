"""Terms: simply typed λ-terms, interned, locally nameless.

A bound variable is a de Bruijn index, a free variable is a name with a type; so α-equal terms are one object and
substitution cannot capture.  Names of bound variables are not part of a term: whoever prints chooses them.

Like types they are compared by identity and *genuine* only when made by the constructors here.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import lru_cache, wraps
from math import gcd
from typing import TYPE_CHECKING, Any

from .errors import Budget, IllFormed
from .sealing import sealed
from .show import show
from .types import INT as INT
from .types import NUMERIC as NUMERIC
from .types import OMEGA as OMEGA
from .types import PROP as PROP
from .types import REAL as REAL
from .types import Type as Type
from .types import columns, interner
from .types import fun as fun
from .types import is_type as is_type

MAX_DEPTH, MAX_BITS = 1_500, 100_000


@sealed
class Term(tuple):  # type: ignore[type-arg]
    """One interned node.

    op      "var", "bound", "num", "const", "lam", "app", or one of `OPERATORS`
    args    the subterms
    data    (name, type), (index, type), (numerator, denominator, type), definition or binder type, as op demands
    loose   the types it wants of its enclosing binders, innermost first; () when locally closed
    free    its free variables, as (name, type)
    reduced in βη-normal form; plain: no defined constant occurs
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
        reduced: bool
        plain: bool
    else:
        op, args, data, type, loose, free, depth, omega, reduced, plain = columns(10)

    def __repr__(self) -> str:
        return show(self)

    def __reduce__(self) -> Any:
        raise TypeError("types and terms are not pickled: use the certificate format")


@sealed
class Definition(tuple):  # type: ignore[type-arg]
    """Name and body of a defined constant; `total`: it is well defined as soon as its arguments are."""

    __slots__ = ()
    if TYPE_CHECKING:
        name: str
        body: Term
        total: bool
    else:
        name, body, total = columns(3)


_NOTHING: frozenset[tuple[str, Type]] = frozenset()


def _term_fields(op: str, args: tuple[Term, ...], data: Any) -> tuple[Any, ...]:
    """The fields of a new node.  Typing is checked and the cached fields are computed here, once."""
    if type(op) is not str or type(args) is not tuple:
        raise IllFormed("make", "needs a plain string and a plain tuple", found=(type(op), type(args)))
    for a in args:
        if not is_term(a):
            raise IllFormed(op, "a subterm was not made by the constructors", found=type(a).__name__)
    ty = _typed(op, args, data)
    loose: tuple[Type | None, ...]
    free, depth, omega, loose, plain = _NOTHING, 0, ty.omega, (), op != "const"
    inside = args[0].args if op in ("all", "ex") else args  # the λ of a quantifier stays, whatever is under it
    reduced = not _redex(op, args) and all([a.reduced for a in inside])
    for a in args:
        plain = plain and a.plain
        depth, omega = max(depth, a.depth), omega or a.omega
        free = free if a.free <= free else (a.free if free <= a.free else free | a.free)
        if a.loose:
            loose = _joined(op, loose, a.loose) if loose else a.loose
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
    return op, args, data, ty, loose, free, depth + 1, omega, reduced, plain


def _redex(op: str, args: tuple[Term, ...]) -> bool:
    """Can the node itself be reduced: (λx. b) a, or λx. f x without x in f?"""
    if op == "app":
        return args[0].op == "lam"
    if op == "lam":
        body = args[0]
        over = body.op == "app" and body.args[1].op == "bound" and body.args[1].data[0] == 0
        return over and not (body.args[0].loose and body.args[0].loose[0] is not None)
    return False


# make(op, args=(), data=None): the node; fails with IllFormed when the subterms do not fit, with Budget when it is too deep.
make: Callable[..., Term]
is_term: Callable[[object], bool]
make, is_term = interner(Term, _term_fields)


def _joined(op: str, a: tuple[Any, ...], b: tuple[Any, ...]) -> tuple[Any, ...]:
    """The types that two subterms want of the enclosing binders, together."""
    if len(a) < len(b):
        a, b = b, a
    for s, t in zip(a, b, strict=False):
        if s is not None and t is not None and s is not t:
            raise IllFormed(op, "a bound variable is used at two types", found=(s, t))
    return tuple([s if s is not None else t for s, t in zip(a, b, strict=False)]) + a[len(b):]


def _leaf_var(args: tuple[Term, ...], data: Any) -> Type | None:
    fits = not args and type(data) is tuple and len(data) == 2 and type(data[0]) is str and is_type(data[1])
    return data[1] if fits else None


def _leaf_bound(args: tuple[Term, ...], data: Any) -> Type | None:
    fits = not args and type(data) is tuple and len(data) == 2 and type(data[0]) is int and is_type(data[1])
    return data[1] if fits and 0 <= data[0] < MAX_DEPTH else None


def _leaf_num(args: tuple[Term, ...], data: Any) -> Type | None:
    if args or type(data) is not tuple or len(data) != 3 or type(data[0]) is not int or type(data[1]) is not int:
        return None
    p, q, ty = data
    if not is_type(ty) or ty not in NUMERIC or q <= 0 or (ty is INT and q != 1):
        return None
    if max(p.bit_length(), q.bit_length()) > MAX_BITS:
        raise Budget("num", f"more than {MAX_BITS} bits")
    return ty if gcd(p, q) == 1 else None


def _leaf_const(args: tuple[Term, ...], data: Any) -> Type | None:
    if type(data) is not Definition or len(data) != 3 or type(data.name) is not str or type(data.total) is not bool:
        raise IllFormed("define", "needs a name and a body", found=data)
    body = data.body
    if args or not is_term(body):
        raise IllFormed("define", "the body is not a term", name=data.name, body=body)
    if body.free or body.loose:
        raise IllFormed("define", "the body has free variables", name=data.name, body=body)
    if body.omega and not body.type.omega:
        raise IllFormed("define", "Ω occurs in the body but not in the type", name=data.name, type=body.type)
    return body.type


def _binder(args: tuple[Term, ...], data: Any) -> Type | None:
    if len(args) != 1 or not is_type(data):
        return None
    (body,) = args
    return fun(data, body.type) if not body.loose or body.loose[0] in (None, data) else None


def _application(args: tuple[Term, ...], data: Any) -> Type | None:
    if data is not None or len(args) != 2 or args[0].type.name:
        return None
    f, a = args
    return f.type.cod if f.type.dom is a.type else None


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


def _typing() -> tuple[tuple[str, ...], Callable[[str, tuple[Term, ...], Any], Type]]:
    """The names of the operators, and the function that types a node."""
    signatures: dict[str, tuple[int, Callable[[tuple[Term, ...]], Type | None]]] = {
        "add": (2, _same_numeric), "sub": (2, _same_numeric), "mul": (2, _same_numeric), "neg": (1, _same_numeric),
        "div": (2, _fixed(REAL, REAL, REAL)), "pow": (2, _fixed(REAL, REAL, INT)), "real": (1, _fixed(REAL, INT)),
        "floor": (1, _fixed(INT, REAL)), "sqrt": (1, _fixed(REAL, REAL)), "exp": (1, _fixed(REAL, REAL)),
        "log": (1, _fixed(REAL, REAL)), "ite": (3, _choice), "rec": (4, _recursion),
        "eq": (2, _equation), "le": (2, _relation), "lt": (2, _relation),
        "false": (0, lambda _: PROP), "not": (1, _fixed(PROP, PROP)), "and": (2, _fixed(PROP, PROP, PROP)),
        "or": (2, _fixed(PROP, PROP, PROP)), "imp": (2, _fixed(PROP, PROP, PROP)), "iff": (2, _fixed(PROP, PROP, PROP)),
        "all": (1, _quantifier), "ex": (1, _quantifier),
    }
    special = {"var": _leaf_var, "bound": _leaf_bound, "num": _leaf_num, "const": _leaf_const, "lam": _binder,
               "app": _application}

    def typed(op: str, args: tuple[Term, ...], data: Any) -> Type:
        """The type of the node, from its subterms."""
        if op in special:
            ty = special[op](args, data)
        elif op in signatures:
            arity, result = signatures[op]
            ty = result(args) if data is None and len(args) == arity else None
        else:
            raise IllFormed(op, "unknown operator", known=", ".join(signatures))
        if ty is None:
            raise IllFormed(op, "does not apply", found=" , ".join(f"{a} : {a.type}" for a in args), data=data)
        return ty

    return tuple(signatures), typed


OPERATORS, _typed = _typing()


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
    return make("num", (), (value.numerator, value.denominator, ty))


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
    return make("const", (), tuple.__new__(Definition, (str(name), body, bool(total))))


def free_variables(t: Term) -> list[Term]:
    """The free variables of t, in the order of their names."""
    return [var(name, ty) for name, ty in sorted(t.free, key=lambda v: (v[0], str(v[1])))]


def remembered(made: Callable[..., Term]) -> Callable[..., Term]:
    """A function of terms that keeps its latest results.  Only genuine terms reach them: others could claim to be equal."""
    kept = lru_cache(maxsize=50_000)(made)

    @wraps(made)
    def of(*terms: Term) -> Term:
        if not all([is_term(t) for t in terms]):
            raise IllFormed(made.__name__, "not a term", found=terms)
        return kept(*terms)

    return of


@remembered
def abstract(x: Term, t: Term) -> Term:
    """t with the free variable x turned into the bound variable 0."""
    if x.op != "var" or t.loose:
        raise IllFormed("abstract", "needs a free variable and a closed body", variable=x)
    return _abstracted(t, x, 0, {})


def _abstracted(t: Term, x: Term, k: int, memo: dict[tuple[Term, int], Term]) -> Term:
    if not x.free <= t.free:
        return t
    if t is x:
        return bound(k, x.type)
    key = (t, k)
    if key not in memo:
        deeper = k + (t.op == "lam")
        memo[key] = rebuild(t, tuple([_abstracted(a, x, deeper, memo) for a in t.args]))
    return memo[key]


def rebuild(t: Term, args: tuple[Term, ...]) -> Term:
    """t with other subterms of the same types."""
    return t if args == t.args else make(t.op, args, t.data)
