"""What a term means at one point, exactly; what the logic leaves open (1/0, √ of a negative number) is chosen at random.

Numbers are fractions, functions are Python functions, the sample space has three points with rational weights.  A formula
is true, false, or None: a ∀ over numbers is false when one of a few values makes it so, and otherwise not known.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from math import isqrt
from random import Random
from typing import Any
from zlib import crc32

from proofs.kernel import INT, OMEGA, PROP, REAL, Term, Type, value
from proofs.theories.expectation import ESPACE, SPACE, E, I, M

Value = Any
NUMBERS = (0, 1, -1, 2, Fraction(1, 2), -3)
INTEGERS = (0, 1, -1, 2, 3, -2)
MAX_STEPS, MAX_BITS, MAX_RANGE = 600, 300, 40


class Unknown(Exception):
    """The value is irrational, too large, or not computed here."""


class Point:
    """Values for all variables, by name and type, and for what the logic leaves open; both fixed by a seed."""

    def __init__(self, seed: int) -> None:
        self.seed, self.steps = seed, 0
        self.chosen: dict[Any, Value] = {}
        self.weights = [Fraction(n, 6) for n in Random(seed).choice([(1, 2, 3), (2, 2, 2), (0, 1, 5)])]

    def any(self, ty: Type, *key: Any) -> Value:
        """Some value of a type, the same for the same key."""
        if ty.name:
            drawn = crc32(repr((self.seed, key)).encode())
            if ty is REAL:
                return NUMBERS[drawn % 8] if drawn % 8 < len(NUMBERS) else Fraction(drawn//8 % 13 - 6, drawn//104 % 4 + 1)
            return drawn % 9 - 3 if ty is INT else drawn % 3 if ty is OMEGA else drawn % 2 == 0
        return lambda x: self.any(ty.cod, *key, self.plain(x))

    def plain(self, x: Value) -> Any:
        """What a value may be told by: a function is told by no more than being one."""
        return "function" if callable(x) else x if x is None or isinstance(x, bool) else Fraction(x)

    def variable(self, t: Term) -> Value:
        if t is E:
            return lambda x: sum((p*number(x(k)) for k, p in enumerate(self.weights)), Fraction(0))
        if t is I or t is M:
            return lambda x: True
        if t not in self.chosen:
            self.chosen[t] = self.any(t.type, *t.data[:1], str(t.type))
        return self.chosen[t]

    def of(self, t: Term, stack: tuple[Value, ...] = ()) -> Value:
        """The value of a term; raises Unknown.  Formulas: True, False or None."""
        self.steps += 1
        if self.steps > MAX_STEPS:
            raise Unknown
        special = SPECIAL.get(t.op)
        if special is not None:
            return special(self, t, stack)
        args = [self.of(a, stack) for a in t.args]
        return PLAIN[t.op](self, *args)

    def truth(self, t: Term, stack: tuple[Value, ...] = ()) -> bool | None:
        try:
            found: bool | None = self.of(t, stack)
        except (Unknown, RecursionError):
            return None
        return found

    def domain(self, ty: Type) -> list[Value]:
        """Values of a type worth trying; all of them where there are finitely many."""
        if ty is OMEGA:
            return [0, 1, 2]
        if ty is PROP:
            return [True, False]
        return list(NUMBERS if ty is REAL else INTEGERS) if ty in (REAL, INT) else [self.any(ty, "tried", k) for k in range(3)]


def number(x: Value) -> Fraction:
    """A number that is short enough to go on with."""
    q = Fraction(x)
    if max(q.numerator.bit_length(), q.denominator.bit_length()) > MAX_BITS:
        raise Unknown
    return q


def _all(p: Point, t: Term, stack: tuple[Value, ...]) -> bool | None:
    (body,) = t.args
    wanted = t.op == "ex"
    finite = body.data in (OMEGA, PROP)
    found = []
    for x in p.domain(body.data):
        found.append(p.truth(body.args[0], (x, *stack)))
        if found[-1] is wanted:
            return wanted
    return not wanted if finite and None not in found else None


def _and(p: Point, t: Term, stack: tuple[Value, ...]) -> bool | None:
    a = p.truth(t.args[0], stack)
    b = None if a is False else p.truth(t.args[1], stack)
    return False if a is False or b is False else True if a and b else None


def _or(p: Point, t: Term, stack: tuple[Value, ...]) -> bool | None:
    a = p.truth(t.args[0], stack)
    b = None if a else p.truth(t.args[1], stack)
    return True if a or b else False if a is False and b is False else None


def _imp(p: Point, t: Term, stack: tuple[Value, ...]) -> bool | None:
    a = p.truth(t.args[0], stack)
    b = None if a is False else p.truth(t.args[1], stack)
    return True if a is False or b else False if a and b is False else None


def _not(p: Point, t: Term, stack: tuple[Value, ...]) -> bool | None:
    a = p.truth(t.args[0], stack)
    return None if a is None else not a


def _iff(p: Point, t: Term, stack: tuple[Value, ...]) -> bool | None:
    a, b = [p.truth(x, stack) for x in t.args]
    return None if a is None or b is None else a is b


def _ite(p: Point, t: Term, stack: tuple[Value, ...]) -> Value:
    c = p.of(t.args[0], stack)
    if c is None:
        raise Unknown
    return p.of(t.args[1 if c else 2], stack)


def _app(p: Point, t: Term, stack: tuple[Value, ...]) -> Value:
    head = t
    while head.op == "app":
        head = head.args[0]
    if head is ESPACE:
        if t is not SPACE:
            raise Unknown  # whether another functional is one
        return True  # finite means are an expectation space
    return p.of(t.args[0], stack)(p.of(t.args[1], stack))


def _eq(p: Point, t: Term, stack: tuple[Value, ...]) -> bool | None:
    a, b = [p.of(x, stack) for x in t.args]
    return _equal(p, t.args[0].type, a, b)


def _equal(p: Point, ty: Type, a: Value, b: Value) -> bool | None:
    """Functions differ when they do at a value that is tried."""
    if ty.name:
        return None if a is None or b is None else bool(a == b)
    found = [_equal(p, ty.cod, a(x), b(x)) for x in p.domain(ty.dom)]
    return False if False in found else True if ty.dom in (OMEGA, PROP) and None not in found else None


def _rec(p: Point, start: Value, zero: Value, step: Value, at: Value) -> Value:
    if at - start > MAX_RANGE:
        raise Unknown
    for k in range(int(start), int(at)):
        zero = step(k)(zero)
    return zero


def _div(p: Point, a: Value, b: Value) -> Value:
    return number(Fraction(a)/b) if b else p.any(REAL, "div", p.plain(a))


def _pow(p: Point, a: Value, n: Value) -> Value:
    if a == 0 and n < 0:
        return p.any(REAL, "pow", int(n))
    if abs(n) > 64:
        raise Unknown
    return number(Fraction(a)**int(n))


def _sqrt(p: Point, a: Value) -> Value:
    q = Fraction(a)
    if q < 0:
        return p.any(REAL, "sqrt", q)
    up, down = isqrt(q.numerator), isqrt(q.denominator)
    if up*up != q.numerator or down*down != q.denominator:
        raise Unknown
    return Fraction(up, down)


def _log(p: Point, a: Value) -> Value:
    if a > 0 and a != 1:
        raise Unknown
    return Fraction(0) if a == 1 else p.any(REAL, "log", Fraction(a))


def _exp(p: Point, a: Value) -> Value:
    if a != 0:
        raise Unknown
    return Fraction(1)


SPECIAL: dict[str, Callable[[Point, Term, tuple[Value, ...]], Value]] = {
    "num": lambda p, t, s: value(t), "var": lambda p, t, s: p.variable(t), "bound": lambda p, t, s: s[t.data[0]],
    "const": lambda p, t, s: p.of(t.data.body), "lam": lambda p, t, s: lambda x: p.of(t.args[0], (x, *s)),
    "app": _app, "ite": _ite, "all": _all, "ex": _all, "and": _and, "or": _or, "imp": _imp, "not": _not, "iff": _iff,
    "eq": _eq,
}
PLAIN: dict[str, Callable[..., Value]] = {
    "add": lambda p, a, b: number(a + b), "sub": lambda p, a, b: number(a - b), "mul": lambda p, a, b: number(a*b),
    "neg": lambda p, a: -a, "real": lambda p, a: a, "floor": lambda p, a: Fraction(a.__floor__()), "div": _div, "pow": _pow,
    "sqrt": _sqrt, "exp": _exp, "log": _log, "le": lambda p, a, b: bool(a <= b), "lt": lambda p, a, b: bool(a < b),
    "false": lambda p: False, "rec": _rec,
}
