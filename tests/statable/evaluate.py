"""The value of a term at numbers: a small evaluator, so that a sentence can be tried before it is believed.

Numbers are exact fractions until a root or an exponential makes a float.  A quantifier over integers runs over the
bounds that stand in front of its body, or else over the given window; other quantifiers need a domain.
"""

from __future__ import annotations

import math
import operator
from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any

from proofs.kernel import INT, Term, Type, value

TOLERANCE = 1e-7
Values = dict[str, Any]


class Evaluator:
    """Terms to Python values: numbers, truth values, functions of one argument."""

    def __init__(self, values: Values, domains: dict[Type, Sequence[Any]] | None = None) -> None:
        self.values, self.domains = values, domains or {}
        self.constants: dict[Term, Any] = {}

    def of(self, t: Term, stack: tuple[Any, ...] = ()) -> Any:
        match t.op:
            case "num":
                return int(value(t)) if t.type is INT else value(t)
            case "var":
                return self.values[t.data[0]]
            case "bound":
                return stack[t.data[0]]
            case "const":
                if t not in self.constants:
                    self.constants[t] = self.of(t.data.body)
                return self.constants[t]
            case "lam":
                return lambda x: self.of(t.args[0], (x, *stack))
            case "app":
                return self.of(t.args[0], stack)(self.of(t.args[1], stack))
            case "ite":
                return self.of(t.args[1 if self.of(t.args[0], stack) else 2], stack)
            case "rec":
                return self.recursion(t, stack)
            case "all":
                return all(self.of(t.args[0].args[0], (x, *stack)) for x in self.domain(t, stack))
            case "ex":
                return any(self.of(t.args[0].args[0], (x, *stack)) for x in self.domain(t, stack))
            case "and" | "or" | "imp":
                left = self.of(t.args[0], stack)
                return left and self.of(t.args[1], stack) if t.op == "and" else (
                    left or self.of(t.args[1], stack) if t.op == "or" else not left or self.of(t.args[1], stack))
        return _OPERATIONS[t.op](*[self.of(a, stack) for a in t.args])

    def recursion(self, t: Term, stack: tuple[Any, ...]) -> Any:
        start, state, step, at = (self.of(a, stack) for a in t.args)
        for k in range(start, at):
            state = remembered(step(k)(state))
        return state

    def domain(self, t: Term, stack: tuple[Any, ...]) -> Sequence[Any]:
        function = t.args[0]
        if function.data is not INT:
            return self.domains[function.data]
        low: list[int] = []
        high: list[int] = []
        for g in guards(function.args[0], t.op):
            for side, bounds in ((1, low), (0, high)):
                if g.args[side].op == "bound" and g.args[side].data[0] == 0 and not _loose(g.args[1 - side]):
                    shift = (g.op == "lt")*(1 if side else -1)
                    bounds.append(self.of(g.args[1 - side], (None, *stack)) + shift)
        window = self.domains.get(INT, range(-6, 12))
        return range(max(low, default=min(window)), min(high, default=max(window)) + 1)


def guards(body: Term, quantifier: str) -> list[Term]:
    """The comparisons of integers in front of the body of ∀ (premises) or ∃ (conjuncts)."""
    out: list[Term] = []
    if quantifier == "all":
        while body.op == "imp":
            out += _conjuncts(body.args[0])
            body = body.args[1]
    else:
        out = _conjuncts(body)
    return [g for g in out if g.op in ("le", "lt") and g.args[0].type is INT]


def _conjuncts(t: Term) -> list[Term]:
    return _conjuncts(t.args[0]) + _conjuncts(t.args[1]) if t.op == "and" else [t]


def _loose(t: Term) -> bool:
    return bool(t.loose) and t.loose[0] is not None


def remembered(state: Any) -> Any:
    """A state that is a function of integers, each value computed once."""
    if not callable(state):
        return state
    known: dict[int, Any] = {}

    def look(x: Any) -> Any:
        if type(x) is not int:
            return state(x)
        if x not in known:
            known[x] = remembered(state(x))
        return known[x]

    return look


def _equal(a: Any, b: Any) -> bool:
    if float in (type(a), type(b)):
        return math.isclose(a, b, rel_tol=TOLERANCE, abs_tol=TOLERANCE)
    return bool(a == b)


def _power(a: Any, n: int) -> Any:
    return a**n if n >= 0 or a else Fraction(0)


_OPERATIONS: dict[str, Callable[..., Any]] = {
    "add": operator.add, "sub": operator.sub, "mul": operator.mul, "neg": operator.neg,
    "div": lambda a, b: a/b if b else Fraction(0), "pow": _power, "real": Fraction, "floor": math.floor,
    "sqrt": lambda a: math.sqrt(a) if a >= 0 else 0.0, "exp": math.exp, "log": math.log,
    "eq": _equal, "le": lambda a, b: a <= b or _equal(a, b), "lt": lambda a, b: a < b and not _equal(a, b),
    "not": operator.not_, "iff": operator.eq, "false": lambda: False,
}


def curried(function: Callable[..., Any], arguments: int) -> Any:
    """A Python function of several arguments as a function of one after the other."""
    if arguments == 1:
        return function
    return lambda x: curried(lambda *rest: function(x, *rest), arguments - 1)
