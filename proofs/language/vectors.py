"""Vectors at the door: rows of families and recurrences, values of unknown functions, equations between vectors."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sympy import Add, Eq, Mul

from ..kernel import INT, REAL, Term, Type, app, forall, fun, lam, normal, num, op, var
from .door import Door, _read_add, _read_mul
from .errors import NotWritten
from .symbols import Apply, At, Named, Value, exact, is_vector, size_of
from .wording import said


def function_type(s: Named) -> Type:
    """The kernel type of an unknown function."""
    kinds = {"int": INT, "real": REAL, "vector": fun(INT, REAL)}
    ends = [INT, REAL] if s.fact("value") == "vector" else [REAL]
    return fun(*[kinds[k] for k in s.fact("arguments")], *ends)


def written(d: Door, e: Any) -> Term:
    """A vector expression as a function of the index of its components."""
    if isinstance(e, At):
        return app(d.variable(e.args[0]), *[d.integer(i) for i in e.args[1:]])
    if isinstance(e, Apply):
        return d.number(e)
    if isinstance(e, Value):
        return _applied(d, e)
    k = Named("k_", "int")
    while k in d.bound:
        k = Named(k.name + "_", "int")
    with d.binding(k) as v:
        return normal(lam(v, component(d, e, v)))


def component(d: Door, e: Any, index: Term) -> Term:
    """A component of a vector expression: of a sum of vectors, of a vector times numbers, of 0."""
    if e == 0:
        return num(0, REAL)
    if not is_vector(e):
        raise NotWritten(f"{said(e)} is no vector, and a vector is due")
    if isinstance(e, Add):
        return _read_add(d, e, lambda d, a: component(d, a, index))
    if isinstance(e, Mul):
        if sum(map(is_vector, e.args)) > 1:
            raise NotWritten(f"{said(e)} multiplies vectors: write dot(x, y)")
        return _read_mul(d, e, lambda d, a: component(d, a, index) if is_vector(a) else d.real(a))
    return normal(app(d.function(e), index))


def equation(d: Door, e: Any) -> Term:
    """x = y for vectors: component by component, within their length where they have one."""
    if not isinstance(e, Eq):
        raise NotWritten(f"only = is defined between vectors, in {said(e)}")
    size = size_of(e)
    length = None if size is None else d.integer(size)  # read first: it may be called i
    k = Named("i", "int")
    while k.name in d.used or k in e.free_symbols:
        k = Named(k.name + "_", "int")
    with d.binding(k) as v:
        body = op("eq", component(d, e.lhs, v), component(d, e.rhs, v))
        if length is not None:
            body = op("imp", op("le", num(1, INT), v), op("imp", op("le", v, length), body))
    made = normal(forall(v, body))
    d.hints.names.setdefault(made.args[0], Named("i", "int"))
    return made


def value(d: Door, e: Value) -> Term:
    """An unknown function at arguments, where its value is a number."""
    if is_vector(e):
        raise NotWritten(f"{said(e)} is a vector and needs an index here: {said(e)}[…]")
    return _applied(d, e)


def _applied(d: Door, e: Value) -> Term:
    head, *arguments = e.args
    readers: dict[str, Callable[[Any], Term]] = {"int": d.integer, "real": d.real, "vector": lambda a: _vector(d, a)}
    kinds = head.fact("arguments")
    return app(d.variable(head), *[readers[k](a) for k, a in zip(kinds, arguments, strict=True)])


def _vector(d: Door, a: Any) -> Term:
    if not is_vector(a):
        raise NotWritten(f"{said(a)} is no vector, and a vector is due")
    return d.function(a)


def written_value(d: Door, ty: Type | None, v: Any) -> Term:
    """What an author puts for a variable of a type: a number, a vector, a family, a definition for a function."""
    e = exact(v) if not hasattr(v, "owner") and not hasattr(v, "as_function") else v
    if ty is None or ty in (INT, REAL):
        made = d.function(e) if ty is None else d.integer(e) if ty is INT else d.real(e)
    elif hasattr(e, "as_function"):
        made = e.as_function(d, ty)
    elif e == 0:
        made = zero(ty)
    else:
        made = d.function(e)
    if ty is not None and made.type is not ty:
        raise NotWritten(f"{said(e)} is no value for this variable")
    return normal(made)


def zero(ty: Type) -> Term:
    """0, or the function that is 0 everywhere."""
    return num(0, ty) if ty.name else lam(var("x", ty.dom), zero(ty.cod))
