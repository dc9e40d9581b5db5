"""Lists of operations: what an algorithm computes, cell by cell.  One list is both counted and run.

    repeat((l, 1, L), put(Z[l, i], W[l, i, j]*Z[l - 1, j], (i, 1, n), (j, 1, n)))

says Z[l, i] += W[l, i, j]·Z[l − 1, j] for l = 1, …, L, then i = 1, …, n, then j = 1, …, n.  `multiplications` and
`steps` make a sum over these very ranges; `run` walks them, so a test can count what is really multiplied.
"""

from __future__ import annotations

import functools
import operator
from collections.abc import Callable, Iterator, Mapping, MutableMapping
from math import exp
from typing import Any, NamedTuple

import sympy as sp

from .errors import NotWritten
from .symbols import At, relu
from .wording import said

Cells = MutableMapping[tuple[Any, ...], Any]  # (name, *indices) ↦ number; what is not there is 0


class Put(NamedTuple):
    """target += value"""

    target: Any
    value: Any


class Repeat(NamedTuple):
    """The body for each value of the index, upwards or downwards."""

    index: Any
    low: Any
    high: Any
    body: tuple[Operation, ...]
    downwards: bool = False


Operation = Put | Repeat


def put(target: Any, value: Any, *ranges: tuple[Any, Any, Any]) -> Operation:
    """target += value for all indices in the ranges, the first range outermost."""
    if not isinstance(target, At):
        raise NotWritten(f"an operation writes to a cell of a family, not to {said(target)}")
    made: Operation = Put(target, sp.sympify(value))
    for r in reversed(ranges):
        made = repeat(r, made)
    return made


def repeat(over: tuple[Any, Any, Any], *body: Operation, downwards: bool = False) -> Operation:
    """The operations one after the other, for each value of an index; `downwards` from the last value to the first."""
    if not body or not all(isinstance(b, (Put, Repeat)) for b in body):
        raise NotWritten("repeat((i, a, b), …) takes operations: put(…) or repeat(…)")
    index, low, high = over
    return Repeat(index, sp.sympify(low), sp.sympify(high), body, downwards)


# -- counted ------------------------------------------------------------------------


def multiplications(*operations: Operation) -> Any:
    """The number of multiplications and divisions, as a sum over the ranges."""
    return _total(operations, lambda p: _products(p.value))


def steps(*operations: Operation) -> Any:
    """The number of single operations, as a sum over the ranges."""
    return _total(operations, lambda p: 1)


def _total(operations: tuple[Operation, ...], each: Callable[[Put], int]) -> Any:
    parts = [t for t in (_of(o, each) for o in operations) if t != 0]
    return sp.Add(*parts) if parts else sp.Integer(0)


def _of(o: Operation, each: Callable[[Put], int]) -> Any:
    if isinstance(o, Put):
        return sp.Integer(each(o))
    inside = _total(o.body, each)
    return sp.Integer(0) if inside == 0 else sp.Sum(inside, (o.index, o.low, o.high))


def _products(e: Any) -> int:
    """The signs · and / in an expression; a minus sign is none, and what makes an index is not counted."""
    if isinstance(e, At):
        return 0
    inside = sum(map(_products, e.args))
    if isinstance(e, sp.Mul):
        factors = [a for a in e.args if a != -1]
        above = [a for a in factors if not _is_reciprocal(a)]
        return inside + len(factors) - (1 if above else 0) - sum(map(_is_reciprocal, factors))
    return inside + 1 if _is_reciprocal(e) else inside


def _is_reciprocal(e: Any) -> bool:
    if isinstance(e, sp.Pow) and e.exp != -1:
        raise NotWritten(f"an operation multiplies and divides: write {said(e)} as a product")
    return isinstance(e, sp.Pow)


# -- run ----------------------------------------------------------------------------


def run(operations: tuple[Operation, ...], sizes: Mapping[Any, int], cells: Cells) -> None:
    """Carry the operations out on numbers, cell by cell."""
    for o, at in walk(operations, sizes):
        name, indices = o.target.args[0].name, [int(_value(i, at, cells)) for i in o.target.args[1:]]
        value = _value(o.value, at, cells)
        key = (name, *indices)
        cells[key] = cells[key] + value if key in cells else value


def walk(operations: tuple[Operation, ...], sizes: Mapping[Any, int]) -> Iterator[tuple[Put, Mapping[Any, int]]]:
    """Every single operation with the values of its indices, in order."""
    for o in operations:
        if isinstance(o, Put):
            yield o, sizes
            continue
        values = range(int(_value(o.low, sizes, {})), int(_value(o.high, sizes, {})) + 1)
        for v in reversed(values) if o.downwards else values:
            yield from walk(o.body, {**sizes, o.index: v})


def _value(e: Any, at: Mapping[Any, int], cells: Cells) -> Any:
    """The number that an expression is."""
    if e in at:
        return at[e]
    if isinstance(e, sp.Integer):
        return int(e)
    if isinstance(e, At):
        return cells.get((e.args[0].name, *(_value(i, at, cells) for i in e.args[1:])), 0)
    if isinstance(e, sp.Mul):
        return _product(e, at, cells)
    if isinstance(e, sp.Piecewise):
        return _value(next(x for x, c in e.args if c == True or _holds(c, at, cells)), at, cells)  # noqa: E712
    if type(e) not in _RULES:
        raise NotWritten(f"an operation cannot compute {said(e)}")
    return _RULES[type(e)](*[_value(a, at, cells) for a in e.args])


def _product(e: Any, at: Mapping[Any, int], cells: Cells) -> Any:
    """Factors multiplied, then divided; a factor −1 is a minus sign."""
    factors = [a for a in e.args if a != -1]
    above = [_value(a, at, cells) for a in factors if not _is_reciprocal(a)]
    out = functools.reduce(operator.mul, above) if above else 1
    for a in filter(_is_reciprocal, factors):
        out = out/_value(a.base, at, cells)
    return -out if -1 in e.args else out


def _holds(condition: Any, at: Mapping[Any, int], cells: Cells) -> bool:
    return bool(_RELATIONS[type(condition)](*[_value(a, at, cells) for a in condition.args]))


_RULES: dict[type, Callable[..., Any]] = {
    sp.Add: lambda *terms: functools.reduce(operator.add, terms), sp.Pow: lambda x, _: 1/x,
    sp.exp: lambda x: x.exp() if hasattr(x, "exp") else exp(x),  # a Decimal knows its own
    relu: lambda x: x if x > 0 else 0,
}
_RELATIONS = {sp.Gt: operator.gt, sp.Ge: operator.ge, sp.Lt: operator.lt, sp.Le: operator.le}
