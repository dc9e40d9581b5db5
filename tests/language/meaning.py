"""What an author's SymPy tree means at exact values, read directly: a second reading, beside the translation to terms.

Families, vectors and unknown functions are Python functions, one argument after the other; the sample point comes last.
An expectation is the mean over finitely many points.  Roots, exp and log are enclosed.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from fractions import Fraction
from functools import cache
from typing import Any

import sympy as sp
from enclosed import Ball, exponential, logarithm, power
from sympy import evaluate

from proofs.claims.evaluate import Unknown
from proofs.language import symbols as s
from proofs.language.definitions import Definition, Recurrence
from proofs.language.members import RecursiveSet

POINTS = 3
Scope = dict[str, Any]


def pointwise(f: Callable[..., Any], *args: Any) -> Any:
    """f of numbers, or of vectors component by component."""
    if not any(map(callable, args)):
        return f(*args)
    return lambda i: pointwise(f, *[a(i) if callable(a) else a for a in args])


def equal(a: Any, b: Any) -> bool:
    if callable(a) or callable(b):
        raise Unknown  # at all indices
    return bool(a == b)


FUNCTIONS: dict[Any, Callable[..., Any]] = {
    sp.exp: exponential, sp.log: logarithm, sp.Abs: abs, sp.floor: lambda a: Fraction(math.floor(a)),
    sp.ceiling: lambda a: Fraction(math.ceil(a)), sp.Max: max, sp.Min: min, s.relu: lambda a: max(a, Fraction(0)),
    sp.Pow: power, sp.Eq: equal, sp.Ne: lambda a, b: not equal(a, b), sp.Le: lambda a, b: a <= b, sp.Lt: lambda a, b: a < b,
    sp.Ge: lambda a, b: a >= b, sp.Gt: lambda a, b: a > b,
}


@cache
def body_of(owner: Definition, kinds: tuple[str, ...]) -> Any:
    """What the function of a definition records, its parameters of these kinds."""
    with evaluate(False):
        return s.exact(owner.body(*[s.Named(p, kind) for p, kind in zip(owner.parameters, kinds, strict=True)]))


class Meaning:
    """Values of SymPy trees."""

    def __init__(self, values: Scope) -> None:
        self.values, self.point, self.runs = values, Fraction(0), {}  # type: ignore[var-annotated]

    def of(self, e: Any, scope: Scope) -> Any:
        if isinstance(e, Definition):
            e = e.symbol
        if isinstance(e, (sp.Rational, int)):
            return Fraction(int(sp.Rational(e).p), int(sp.Rational(e).q))
        if isinstance(e, s.Named):
            return self.symbol(e, scope)
        if isinstance(e, (tuple, list)):
            return all([self.of(a, scope) for a in e])
        method = getattr(self, f"_{type(e).__name__}", None)
        if method is not None:
            return method(e, scope)
        if e.func in FUNCTIONS:
            return FUNCTIONS[e.func](*[self.of(a, scope) for a in e.args])
        raise Unknown

    def symbol(self, e: Any, scope: Scope) -> Any:
        if hasattr(e, "owner"):
            return self.curried(e.owner, ())
        if e.name in scope:
            return scope[e.name]
        value = self.values[e.name]
        if e.kind == "family" and e.fact("random"):
            raise Unknown
        return value(self.point) if e.fact("random") else value

    # -- arithmetic, connectives --------------------------------------------------------------------------------------

    def _Add(self, e: Any, scope: Scope) -> Any:
        return pointwise(lambda *a: sum(a), *[self.of(a, scope) for a in e.args])

    def _Mul(self, e: Any, scope: Scope) -> Any:
        return pointwise(lambda *a: math.prod(a), *[self.of(a, scope) for a in e.args])

    def _And(self, e: Any, scope: Scope) -> Any:
        return all([self.of(a, scope) for a in e.args])

    def _Or(self, e: Any, scope: Scope) -> Any:
        return any([self.of(a, scope) for a in e.args])

    def _Not(self, e: Any, scope: Scope) -> Any:
        return not self.of(e.args[0], scope)

    def _Implies(self, e: Any, scope: Scope) -> Any:
        return not self.of(e.args[0], scope) or self.of(e.args[1], scope)

    def _Equivalent(self, e: Any, scope: Scope) -> Any:
        return self.of(e.args[0], scope) == self.of(e.args[1], scope)

    def _binomial(self, e: Any, scope: Scope) -> Any:
        n, k = [self.of(a, scope) for a in e.args]
        return math.prod([(n - i + 1)/i for i in range(1, int(k) + 1)], start=Fraction(1)) if k >= 0 else Fraction(0)

    def _Piecewise(self, e: Any, scope: Scope) -> Any:
        for value, condition in e.args:
            if condition is sp.true or self.of(condition, scope):
                return self.of(value, scope)
        raise Unknown

    # -- ranges -------------------------------------------------------------------------------------------------------

    def each(self, e: Any, ranges: tuple[Any, ...], scope: Scope, condition: bool = False) -> list[Any]:
        """The values of e over ranges, the last range outermost."""
        if not ranges:
            return [self.of(e, scope)]
        *inner, (k, a, b) = ranges
        low, high = self.of(a, scope), self.of(b, scope)
        if high - low > 40 or condition and low <= high and not (low >= -1 and high <= 4):
            raise Unknown  # terms are read with a quantifier there, which the other reading tries at −1, …, 4
        return [v for i in range(int(low), int(high) + 1) for v in self.each(e, tuple(inner), {**scope, k.name: Fraction(i)})]

    def _Sum(self, e: Any, scope: Scope) -> Any:
        return sum(self.each(e.args[0], e.args[1:], scope), Fraction(0))

    def _Product(self, e: Any, scope: Scope) -> Any:
        return math.prod(self.each(e.args[0], e.args[1:], scope), start=Fraction(1))

    def _count(self, e: Any, scope: Scope) -> Any:
        return Fraction(sum(self.each(e.args[0], e.args[1:], scope)))

    def _maximum(self, e: Any, scope: Scope) -> Any:
        found = self.each(e.args[0], e.args[1:], scope)
        if not found:
            raise Unknown
        return max(found)

    def _every(self, e: Any, scope: Scope) -> Any:
        return all(self.each(e.args[0], e.args[1:], scope, True))

    def _some(self, e: Any, scope: Scope) -> Any:
        return any(self.each(e.args[0], e.args[1:], scope, True))

    def length(self, e: Any, given: Any, scope: Scope) -> int:
        """The length that is given, or that of the vectors."""
        if given:
            return int(self.of(given[0], scope))
        sizes = {x.fact("size") for x in e.free_symbols if isinstance(x, s.Named) and x.fact("size") is not None}
        if len(sizes) != 1:
            raise Unknown
        return int(self.of(sizes.pop(), scope))

    def _dot(self, e: Any, scope: Scope) -> Any:
        u, v = [self.of(a, scope) for a in e.args[:2]]
        return sum([u(Fraction(i))*v(Fraction(i)) for i in range(1, self.length(e, e.args[2:], scope) + 1)], Fraction(0))

    def _norm2(self, e: Any, scope: Scope) -> Any:
        u = self.of(e.args[0], scope)
        return sum([u(Fraction(i))**2 for i in range(1, self.length(e, e.args[1:], scope) + 1)], Fraction(0))

    # -- families, functions, definitions -----------------------------------------------------------------------------

    def _At(self, e: Any, scope: Scope) -> Any:
        head, *indices = e.args
        value = scope[head.name] if head.name in scope else self.values[head.name]
        for i in indices:
            value = value(self.of(i, scope))
        return value(self.point) if head.fact("random") and head.name not in scope else value

    def _Value(self, e: Any, scope: Scope) -> Any:
        head, *arguments = e.args
        value = self.values[head.name]
        for a in arguments:
            value = value(self.of(a, scope))
        return value

    def _Component(self, e: Any, scope: Scope) -> Any:
        return self.of(e.args[0], scope)(self.of(e.args[1], scope))

    def _Apply(self, e: Any, scope: Scope) -> Any:
        owner, arguments = e.args[0].owner, [self.of(a, scope) for a in e.args[1:]]
        if not owner.parameters:
            arguments = []
        if len(arguments) == len(owner.parameters) - 1:  # a row
            return lambda i: self.unfolded(owner, (*arguments, i))
        return self.unfolded(owner, tuple(arguments))

    def curried(self, owner: Definition, given: tuple[Any, ...]) -> Any:
        """A definition as a function of its arguments."""
        if len(given) == len(owner.parameters):
            return self.unfolded(owner, given)
        return lambda a: self.curried(owner, (*given, a))

    def _Section(self, e: Any, scope: Scope) -> Any:
        """The family that one index runs through."""
        head, *indices = e.args
        fixed = [None if i == s.COLON else self.of(i, scope) for i in indices]
        if fixed.count(None) != 1:
            raise Unknown

        def at(k: Any) -> Any:
            value = self.curried(head.owner, ()) if hasattr(head, "owner") else scope.get(head.name, self.values.get(head.name))
            for i in fixed:
                value = value(k if i is None else i)
            return value(self.point) if head.fact("random") else value

        return at

    def unfolded(self, owner: Definition, arguments: tuple[Any, ...]) -> Any:
        """A definition at values; a recurrence from its start."""
        key = owner, arguments, self.point
        if isinstance(owner, Recurrence):
            ((first, initial),) = owner.start.items()
            if arguments[0] - first > 12:
                raise Unknown
            if arguments[0] <= first:
                if isinstance(owner, RecursiveSet):
                    with evaluate(False):
                        initial = initial(*[s.Named(p, "int") for p in owner.parameters[1:]])
                start = self.of(s.exact(initial), dict(zip(owner.parameters, arguments, strict=True)))
                return start(arguments[-1]) if callable(start) and len(arguments) > 1 else start
        if key not in self.runs:
            kinds = ["family" if callable(v) else "real" if isinstance(v, Ball) or Fraction(v).denominator != 1 else "int"
                     for v in arguments]
            self.runs[key] = self.of(body_of(owner, tuple(kinds)), dict(zip(owner.parameters, arguments, strict=True)))
        return self.runs[key]

    # -- expectation --------------------------------------------------------------------------------------------------

    def mean(self, f: Callable[[], Any]) -> Any:
        before, values = self.point, []
        for k in range(POINTS):
            self.point = Fraction(k)
            values.append(f())
        self.point = before
        return sum(values, Fraction(0))/POINTS

    def _E(self, e: Any, scope: Scope) -> Any:
        return self.mean(lambda: self.of(e.args[0], scope))

    def _Var(self, e: Any, scope: Scope) -> Any:
        m = self._E(e, scope)
        return self.mean(lambda: (self.of(e.args[0], scope) - m)**2)

    def _P(self, e: Any, scope: Scope) -> Any:
        return self.mean(lambda: Fraction(bool(self.of(e.args[0], scope))))

    def _indicator(self, e: Any, scope: Scope) -> Any:
        return Fraction(bool(self.of(e.args[0], scope)))
