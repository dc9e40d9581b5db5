"""Numbers as they are: fractions, and for roots, exp and log enclosures that are proved (balls of FLINT); terms at such values.

A comparison that an enclosure leaves open has no answer, and is never guessed.
"""

from __future__ import annotations

import math
from fractions import Fraction
from typing import Any

from flint import arb, fmpq

from proofs.claims.evaluate import Evaluator, Undefined, Unknown, _small, environment
from proofs.kernel import Term
from proofs.theories.expectation import E

BITS = 256
Bound = tuple[Any, ...]


def _arb(x: Any) -> arb:
    if isinstance(x, Ball):
        return x.x
    q = Fraction(x)
    return arb(fmpq(q.numerator, q.denominator))


class Ball:
    """A real number between two ends."""

    __slots__ = ("x",)
    __hash__ = None  # type: ignore[assignment]

    def __init__(self, x: arb) -> None:
        if not x.is_finite() or not x < 10**100 or not x > -10**100:
            raise Unknown
        self.x = x

    def __add__(self, other: Any) -> Ball:
        return Ball(self.x + _arb(other))

    def __sub__(self, other: Any) -> Ball:
        return Ball(self.x - _arb(other))

    def __rsub__(self, other: Any) -> Ball:
        return Ball(_arb(other) - self.x)

    def __mul__(self, other: Any) -> Ball:
        return Ball(self.x*_arb(other))

    def __truediv__(self, other: Any) -> Ball:
        over = _arb(other)
        if over.contains(0):
            raise Undefined if over == 0 else Unknown
        return Ball(self.x/over)

    def __rtruediv__(self, other: Any) -> Ball:
        return Ball(_arb(other))/self

    def __pow__(self, n: Any) -> Ball:
        return Ball(self.x**int(n)) if n >= 0 else 1/self**-n

    def __neg__(self) -> Ball:
        return Ball(-self.x)

    def __abs__(self) -> Ball:
        return Ball(abs(self.x))

    def __eq__(self, other: object) -> bool:
        if self.x.overlaps(_arb(other)):
            raise Unknown
        return False

    def __lt__(self, other: Any) -> bool:
        return _certain(self.x < _arb(other), self.x >= _arb(other))

    def __le__(self, other: Any) -> bool:
        return _certain(self.x <= _arb(other), self.x > _arb(other))

    def __gt__(self, other: Any) -> bool:
        return not self <= other

    def __ge__(self, other: Any) -> bool:
        return not self < other

    def __floor__(self) -> int:
        found = self.x.floor().unique_fmpz()
        if found is None:
            raise Unknown
        return int(found)

    def same(self, other: Any) -> bool:
        """May both be one number, and is that known to twenty places?"""
        y = _arb(other)
        if max(self.x.rad(), y.rad()) > 1e-20*(1 + abs(self.x)):
            raise Unknown
        return bool(self.x.overlaps(y))

    __radd__, __rmul__ = __add__, __mul__


def _certain(yes: bool, no: bool) -> bool:
    if not yes and not no:
        raise Unknown
    return yes


def power(a: Any, n: Any) -> Any:
    """a to a whole exponent, or to ½."""
    if n == Fraction(1, 2):
        return root(a)
    if Fraction(n).denominator != 1 or abs(n) > 64:
        raise Unknown
    if not isinstance(a, Ball) and a == 0 and n < 0:
        raise Undefined
    return a**int(n) if isinstance(a, Ball) else _small(Fraction(a))**int(n)


def root(a: Any) -> Any:
    if a < 0:
        raise Undefined
    if not isinstance(a, Ball):
        a = _small(Fraction(a))
        p, q = math.isqrt(a.numerator), math.isqrt(a.denominator)
        if p*p == a.numerator and q*q == a.denominator:
            return Fraction(p, q)
    return Ball(_arb(a).sqrt())


def logarithm(a: Any) -> Any:
    if a <= 0:
        raise Undefined
    return Fraction(0) if not isinstance(a, Ball) and a == 1 else Ball(_arb(a).log())


def exponential(a: Any) -> Any:
    if abs(a) > 50:
        raise Unknown
    return Fraction(1) if not isinstance(a, Ball) and a == 0 else Ball(_arb(a).exp())


def product(a: Any, b: Any) -> Any:
    return (a if isinstance(a, Ball) else _small(a))*(b if isinstance(b, Ball) else _small(b))


def space(values: dict[str, Any], points: int) -> dict[Any, Any]:
    """The values, with E as the mean over equally likely points."""
    env = environment(values, points)
    env[E] = lambda x: sum((x(Fraction(k)) for k in range(points)), Fraction(0))/points
    return env


class Enclosing(Evaluator):
    """Terms at such numbers."""

    def _mul(self, t: Term, b: Bound) -> Any:
        return product(self.of(t.args[0], b), self.of(t.args[1], b))

    def _div(self, t: Term, b: Bound) -> Any:
        top, over = self.of(t.args[0], b), self.of(t.args[1], b)
        if not isinstance(over, Ball) and over == 0:
            raise Undefined
        return (top if isinstance(top, Ball) else Fraction(top))/over

    def _pow(self, t: Term, b: Bound) -> Any:
        return power(self.of(t.args[0], b), self.of(t.args[1], b))

    def _floor(self, t: Term, b: Bound) -> Any:
        return Fraction(math.floor(self.of(t.args[0], b)))

    def _sqrt(self, t: Term, b: Bound) -> Any:
        return root(self.of(t.args[0], b))

    def _exp(self, t: Term, b: Bound) -> Any:
        return exponential(self.of(t.args[0], b))

    def _log(self, t: Term, b: Bound) -> Any:
        return logarithm(self.of(t.args[0], b))

    def _eq(self, t: Term, b: Bound) -> Any:
        left, right = self.of(t.args[0], b), self.of(t.args[1], b)
        if callable(left):
            raise Unknown
        return left == right

    def _le(self, t: Term, b: Bound) -> Any:
        return self.of(t.args[0], b) <= self.of(t.args[1], b)

    def _lt(self, t: Term, b: Bound) -> Any:
        return self.of(t.args[0], b) < self.of(t.args[1], b)
