"""Closed terms for the values of an instance: numbers, tables, finite laws, functions."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import sympy as sp

from ..kernel import (
    INT,
    REAL,
    TRUE,
    Term,
    app,
    at_type,
    lam,
    num,
    op,
    var,
)
from ..kernel.terms import Type
from ..language.definitions import Definition
from ..language.errors import NotWritten
from ..language.symbols import At, Named
from ..tactics.build import add, div, eq, integer, number
from ..theories.expectation import E, I, M, omega
from .function_values import definition_value, function_value
from .recursions import Solution

OWN = tuple(at_type(x, INT) for x in (E, I, M, omega))


def closed_values(symbols: Mapping[Term, Named], data: Mapping[Any, Any], needed: list[Term]) -> dict[Term, Term]:
    """Closed terms, at Ω := Int, for the variables needed.  Fails with NotWritten for a variable without a value."""
    tables: dict[str, dict[tuple[int, ...], Any]] = {}
    plain: dict[str, Any] = {}
    for key, v in data.items():
        if isinstance(key, At):
            head, *indices = key.args
            tables.setdefault(head.name, {})[tuple(int(i) for i in indices)] = v
        else:
            plain[getattr(key, "name", str(key))] = v
    given = [*plain.values(), *[v for cells in tables.values() for v in cells.values()]]
    points = max([len(v) for v in given if isinstance(v, (tuple, list))], default=1)
    out: dict[Term, Term] = {}
    for x in needed:
        name, ty = x.data
        if is_own(x, symbols):
            out[x] = _space(points)[x]
        elif isinstance(plain.get(name), Definition):
            out[x] = definition_value(plain[name], ty)
        elif name in tables or name in plain:
            out[x] = _value(ty, tables.get(name, {}), plain.get(name, 0), name)
        else:
            raise NotWritten(f"the instance gives no value for {name}")
    return out


def is_own(x: Term, symbols: Mapping[Term, Named]) -> bool:
    """Is it E, I, M of the expectation space or the sample point, at Ω := Int, and not what an author calls so?"""
    return x in OWN[:-1] and E in symbols or x is OWN[-1] and x not in symbols


def _space(points: int) -> dict[Term, Term]:
    """The law of `points` equally likely sample points: E X = (X 0 + … )/n, everything measurable and integrable; the first
    of these points."""
    x = var("X", at_type(E, INT).type.dom)
    total = app(x, integer(0))
    for k in range(1, points):
        total = add(total, app(x, integer(k)))
    mean = total if points == 1 else div(total, number(points))
    return dict(zip(OWN, (lam(x, mean), lam(x, TRUE), lam(x, TRUE), integer(0)), strict=True))


def _value(ty: Type, cells: dict[tuple[int, ...], Any], default: Any, name: str) -> Term:
    """A closed term of a type: numbers, tables of numbers over integer indices, functions as Python functions."""
    if isinstance(default, Solution):
        return default.term
    if callable(default) and not isinstance(default, (sp.Basic, Definition)) and not cells:
        return function_value(ty, default, name)
    doms: list[Type] = []
    while not ty.name:
        doms.append(ty.dom)
        ty = ty.cod
    variables = [var(f"n{i}", d) for i, d in enumerate(doms)]
    if cells and any(d is not INT for d in doms):
        raise NotWritten(f"{name} is a function of numbers or vectors: give it a number or a Python function")
    body = _number(default, ty, variables, name)
    for indices, v in sorted(cells.items(), reverse=True):
        same = None
        for x, i in zip(variables, indices, strict=False):
            same = eq(x, integer(i)) if same is None else op("and", same, eq(x, integer(i)))
        if same is None:
            raise NotWritten(f"{name} has no indices")
        body = op("ite", same, _number(v, ty, variables[len(indices):], name), body)
    for x in reversed(variables):
        body = lam(x, body)
    return body


def _number(v: Any, ty: Type, rest: list[Term], name: str) -> Term:
    """A number, or values on the sample points (the last index)."""
    if isinstance(v, (tuple, list)):
        if not rest:
            raise NotWritten(f"{name} is not random: give it one value, not {len(v)}")
        out = _number(v[-1], ty, [], name)
        for k, x in reversed(list(enumerate(v[:-1]))):
            out = op("ite", eq(rest[-1], integer(k)), _number(x, ty, [], name), out)
        return out
    e = sp.sympify(v, strict=True)
    e = e if e.is_Rational else e.doit()  # 1/2 is recorded as 1·2⁻¹
    t = _with_roots(e) if ty is REAL else None
    if t is None and not isinstance(e, sp.Rational):
        raise NotWritten(f"{v!r} for {name} is not an exact number: a rational one, or with square roots of such")
    return num(Fraction(int(e.p), int(e.q)), ty) if t is None else t


def _with_roots(e: Any) -> Term | None:
    """A real number made of rational numbers and their square roots; None for others."""
    if isinstance(e, sp.Rational):
        return number(Fraction(int(e.p), int(e.q)))
    if isinstance(e, sp.Pow) and e.exp == sp.S.Half and isinstance(e.base, sp.Rational) and e.base >= 0:
        return op("sqrt", number(Fraction(int(e.base.p), int(e.base.q))))
    parts = [_with_roots(a) for a in e.args] if isinstance(e, (sp.Add, sp.Mul)) else []
    known = [t for t in parts if t is not None]
    if not known or len(known) < len(parts):
        return None
    out = known[0]
    for t in known[1:]:
        out = op("add" if isinstance(e, sp.Add) else "mul", out, t)
    return out
