"""The value of a kernel term at exact numbers: what the term means, read directly.

Rational as long as it can be; 60 digits where a root, exp or log is irrational.  Families are dictionaries.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import mpmath

from proofs.kernel import Term

mpmath.mp.dps = 60
Value = Any


def real(q: Any) -> Any:
    return mpmath.mpf(q.numerator)/q.denominator if isinstance(q, Fraction) else q


def _power(a: Any, n: int) -> Any:
    return a**n if n >= 0 else 1/a**-n


def _root(a: Any) -> Any:
    if isinstance(a, Fraction) and a >= 0:
        p, q = math.isqrt(a.numerator), math.isqrt(a.denominator)
        if p*p == a.numerator and q*q == a.denominator:
            return Fraction(p, q)
    return mpmath.sqrt(real(a))


def _log(a: Any) -> Any:
    return mpmath.log(real(a))


ARITHMETIC: dict[str, Callable[..., Any]] = {
    "add": lambda a, b: a + b, "sub": lambda a, b: a - b, "mul": lambda a, b: a*b, "neg": lambda a: -a,
    "div": lambda a, b: a/b, "pow": _power, "real": Fraction, "floor": lambda a: int(mpmath.floor(real(a))),
    "sqrt": _root, "exp": lambda a: Fraction(1) if a == 0 else mpmath.exp(real(a)), "log": _log,
    "eq": lambda a, b: a == b, "le": lambda a, b: a <= b, "lt": lambda a, b: a < b,
    "false": lambda: False, "not": lambda a: not a, "and": lambda a, b: a and b, "or": lambda a, b: a or b,
    "imp": lambda a, b: not a or b, "iff": lambda a, b: a == b,
}


def value(t: Term, env: dict[str, Any], stack: tuple[Any, ...] = ()) -> Value:
    """The value; λ as a Python function, bound variables from the stack."""
    match t.op:
        case "num":
            q = Fraction(t.data[0], t.data[1])
            return int(q) if str(t.type) == "Int" else q
        case "var":
            return env[t.data[0]]
        case "bound":
            return stack[t.data[0]]
        case "const":
            return value(t.data.body, {})
        case "lam":
            return lambda x: value(t.args[0], env, (x, *stack))
        case "ite":
            return value(t.args[1 if value(t.args[0], env, stack) else 2], env, stack)
        case "all" | "ex":  # over a window that holds every range of the tests
            found = [value(t.args[0], env, stack)(k) for k in range(-2, 8)]
            return all(found) if t.op == "all" else any(found)
        case "and":
            return value(t.args[0], env, stack) and value(t.args[1], env, stack)
        case "imp":
            return not value(t.args[0], env, stack) or value(t.args[1], env, stack)
    args = [value(a, env, stack) for a in t.args]
    if t.op == "app":
        f, x = args
        return f[x] if isinstance(f, dict) else f(x)
    if t.op == "rec":
        return _recursion(*args)
    if any(isinstance(a, mpmath.mpf | mpmath.mpc) for a in args) and t.op != "pow":
        args = [real(a) for a in args]
    return ARITHMETIC[t.op](*args)


def _recursion(start: int, zero: Value, step: Any, at: int) -> Value:
    out = zero
    for k in range(start, at):
        out = step(k)(out)
    return out
