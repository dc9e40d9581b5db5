"""Values of unknown functions and families, given as Python functions of symbols."""

from __future__ import annotations

from collections.abc import Callable
from inspect import signature
from typing import Any

import sympy as sp

from ..kernel import INT, REAL, Term, fun, lam, normal
from ..kernel.terms import Type
from ..language.definitions import Definition
from ..language.door import Door
from ..language.errors import NotWritten
from ..language.symbols import Named


def function_value(ty: Type, f: Callable[..., Any], name: str) -> Term:
    """A closed function from a Python function of symbols: lambda z: z**2, or lambda x: x[1]*x[2] of a vector."""
    kinds = {INT: "int", REAL: "real", fun(INT, REAL): "vector"}
    symbols: list[Named] = []
    while len(symbols) < len(signature(f).parameters) and not ty.name and ty.dom in kinds:
        symbols.append(Named(f"n{len(symbols)}", kinds[ty.dom]))
        ty = ty.cod
    if ty.name not in ("Int", "Real") or len(symbols) != len(signature(f).parameters):
        raise NotWritten(f"the instance cannot give a value for {name}")
    door = Door()
    with sp.evaluate(False):
        body = door.integer(f(*symbols)) if ty is INT else door.real(f(*symbols))
    for s in reversed(symbols):
        body = lam(door.variable(s), body)
    return normal(body)


def definition_value(definition: Definition, ty: Type) -> Term:
    """A definition as the value of an unknown function."""
    made = definition.as_function(Door(), ty)
    if made.free or made.type is not ty:
        raise NotWritten(f"{definition.name} depends on more than its arguments: the instance needs a closed function")
    return made
