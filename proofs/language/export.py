"""Terms to SymPy, for results.  SymPy evaluates while it builds: the export is for computing, the term is what is proved.

Sums are exported as SymPy's, which agree with ours for upper end ≥ lower end − 1.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import sympy as sp

from ..kernel import INT, REAL, Term, app, instantiate, value, var
from .definitions import SHOWN
from .errors import AuthorError
from .hints import Hints
from .printing import MEAN


def to_sympy(t: Term, hints: Hints) -> Any:
    """The SymPy expression of a term; fails for what has no SymPy counterpart (laws, expectation spaces)."""
    return _Exporter(hints).of(t)


class _Exporter:
    def __init__(self, hints: Hints) -> None:
        self.hints = hints
        self.bound: list[Any] = []

    def of(self, t: Term) -> Any:
        simple = _SIMPLE.get(t.op)
        if simple is not None:
            return simple(*[self.of(a) for a in t.args])
        method = getattr(self, f"_{t.op}", None)
        if method is None:
            raise AuthorError(f"{t.op} has no counterpart in SymPy")
        return method(t)

    def _var(self, t: Term) -> Any:
        symbol = self.hints.symbols.get(t)
        if symbol is not None and symbol.kind not in ("family", "vector"):
            return symbol
        return sp.Symbol(t.data[0], integer=True) if t.type is INT else sp.Symbol(t.data[0], real=True)

    def _num(self, t: Term) -> Any:
        q = value(t)
        return sp.Rational(q.numerator, q.denominator)

    def _not(self, t: Term) -> Any:
        (inner,) = t.args
        return sp.Ne(self.of(inner.args[0]), self.of(inner.args[1])) if inner.op == "eq" else sp.Not(self.of(inner))

    def _app(self, t: Term) -> Any:
        head = t
        args: list[Term] = []
        while head.op == "app":
            head, a = head.args
            args.insert(0, a)
        if head.op == "const" and head.data.name in ("Σ", "Π"):
            return self._fold(t, args, sp.Sum if head.data.name == "Σ" else sp.Product)
        if head.op == "const" and head.data.name == "count":
            return self._count(args)
        if head.op == "const" and head.data.name == "deriv":
            return self._derivative(*args)
        if head.op == "const" and head.data.name == "deriv_near":
            return self._derivative(*args[1:])
        if head.op == "const" and head.data.name in _COMBINATORIAL:
            return _COMBINATORIAL[head.data.name](*map(self.of, args))
        if head.op == "const" and head in SHOWN:
            owner, made = SHOWN[head]
            explicit = args[len(made.hidden):len(made.hidden) + len(made.explicit)]
            return sp.Function(owner.name)(*[self.argument(a) for a in explicit])
        if head.op == "const":
            ranged = head.data.name in ("maximum", "minimum")  # they keep the ends of their range
            return sp.Function(head.data.name)(*[self.argument(a) for a in args if ranged or a.type is not INT])
        if head is MEAN:
            return sp.Function("E")(self.argument(args[0]))
        symbol = self.hints.symbols.get(head)
        if symbol is not None and symbol.kind == "function":
            return sp.Function(symbol.name)(*[self.argument(a) for a in args])
        indices = [self.of(a) for a in args if a.type is INT]
        return sp.IndexedBase(head.data[0])[tuple(indices)] if indices else self._var(head)

    def _count(self, args: list[Term]) -> Any:
        """A sum of 1 where the condition holds."""
        low, high, condition = args
        symbol = self.hints.names.get(condition) or sp.Symbol(f"i{len(self.bound)}", integer=True)
        v = var(symbol.name, INT)
        holds = self.of(instantiate(condition.args[0], v) if condition.op == "lam" else app(condition, v))
        return sp.Sum(sp.Piecewise((1, holds), (0, True)), (self._var(v), self.of(low), self.of(high)))

    def _derivative(self, function: Term, at: Term, value: Term) -> Any:
        """Derivative(f, x) = value, at x or at another place."""
        symbol = self.hints.names.get(function)
        v = var(symbol.name if symbol is not None else f"x{len(self.bound)}", REAL)
        if symbol is not None:
            self.hints.symbols.setdefault(v, symbol)
        x, body = self._var(v), self.of(instantiate(function.args[0], v) if function.op == "lam" else app(function, v))
        slope = sp.Derivative(body, x)
        return sp.Eq(slope if at is v else sp.Subs(slope, x, self.of(at)), self.of(value), evaluate=False)

    def argument(self, t: Term) -> Any:
        if t.type.name:
            return self.of(t)
        if t.op == "lam" or t.op == "app" and t.type.dom is INT:
            v = var(f"_{len(self.bound)}", t.type.dom)
            self.bound.append(v)
            body = self.of(instantiate(t.args[0], v) if t.op == "lam" else app(t, v))
            self.bound.pop()
            return body
        while t.op == "app":
            t = t.args[0]
        return sp.Symbol(str(t.data[0]) if t.op == "var" else t.data.name)

    def _fold(self, t: Term, args: list[Term], kind: Any) -> Any:
        low, high, f = args
        symbol = self.hints.names.get(f if f.op == "lam" else t)
        v = var(symbol.name, INT) if symbol is not None else var(f"i{len(self.bound)}", INT)
        index = sp.Symbol(v.data[0], integer=True)
        if symbol is not None:
            self.hints.symbols.setdefault(v, symbol)
        self.bound.append(index)
        body = self.of(instantiate(f.args[0], v) if f.op == "lam" else app(f, v))
        self.bound.pop()
        shown = self._var(v)
        return kind(body, (shown, self.of(low), self.of(high)))


_COMBINATORIAL: dict[str, Any] = {"binom": sp.binomial, "factorial": sp.factorial}
_SIMPLE: dict[str, Callable[..., Any]] = {
    "add": lambda a, b: a + b, "sub": lambda a, b: a - b, "mul": lambda a, b: a * b, "neg": lambda a: -a,
    "div": lambda a, b: a / b, "pow": lambda a, b: a**b, "real": lambda a: a, "floor": sp.floor, "sqrt": sp.sqrt,
    "exp": sp.exp, "log": sp.log, "eq": lambda a, b: sp.Eq(a, b, evaluate=False),
    "le": lambda a, b: sp.Le(a, b, evaluate=False), "lt": lambda a, b: sp.Lt(a, b, evaluate=False),
    "and": sp.And, "or": sp.Or, "imp": sp.Implies, "iff": sp.Equivalent,
    "ite": lambda c, a, b: sp.Piecewise((a, c), (b, True)),
}
