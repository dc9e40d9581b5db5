"""Plain evaluation, to choose values worth trying: Python fractions, and floats for roots, exp and log.

What it says is never used as proof.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from fractions import Fraction
from math import floor, isqrt
from typing import Any

from ..kernel import INT, OMEGA, REAL, Term, value
from ..tactics.build import conjuncts
from ..theories.expectation import E, I, M, omega
from .sequent import Sequent

Env = Mapping[Any, Any]  # by name; what is the expectation space's own by its variable, whose name an author may use;
# Ω ↦ how many sample points
MAX_STEPS, MAX_TURNS, MAX_BITS, TOLERANCE = 20_000, 50, 2_000, 1e-9

FOUND = (*range(13), *range(-1, -13, -1))  # where integers that exist are sought
POINTS = (1, 0, 2, -1, Fraction(1, 2), 3, -2, Fraction(3, 2), -3, Fraction(-1, 2), 10, -10)  # where reals are


class Unknown(Exception):
    """The value is not computable here."""


class Undefined(Exception):
    """Division by zero, a root of a negative number, a logarithm."""


def _small(x: Any) -> Any:
    """The number itself, unless it has become so long that computing with it would take time."""
    if isinstance(x, float):
        if not abs(x) < 1e100:
            raise Unknown
    elif max(x.numerator.bit_length(), x.denominator.bit_length()) > MAX_BITS:
        raise Unknown
    return x


def _exact(x: Any) -> Any:
    return x if isinstance(x, float) else Fraction(x)


def _apart(x: Any, y: Any) -> None:
    """Raise Unknown where rounding could decide a comparison."""
    if (isinstance(x, float) or isinstance(y, float)) and abs(x - y) <= TOLERANCE * (1 + abs(x)):
        raise Unknown


class Evaluator:
    """Terms at values: numbers, and Python functions for families and functionals."""

    def __init__(self, values: Env) -> None:
        self.values, self.steps = values, 0

    def of(self, t: Term, bound: tuple[Any, ...] = ()) -> Any:
        self.steps += 1
        if self.steps > MAX_STEPS:
            raise Unknown
        method = getattr(self, f"_{t.op}", None)
        if method is None:
            raise Unknown
        return method(t, bound)

    def _var(self, t: Term, b: tuple[Any, ...]) -> Any:
        key = t if t in self.values else t.data[0]
        if key not in self.values:
            raise Unknown
        return self.values[key]

    def _bound(self, t: Term, b: tuple[Any, ...]) -> Any:
        return b[-1 - t.data[0]]

    def _num(self, t: Term, b: tuple[Any, ...]) -> Any:
        return value(t)

    def _const(self, t: Term, b: tuple[Any, ...]) -> Any:
        return self.of(t.data.body)

    def _lam(self, t: Term, b: tuple[Any, ...]) -> Any:
        return lambda x: self.of(t.args[0], (*b, x))

    def _app(self, t: Term, b: tuple[Any, ...]) -> Any:
        law, args = _law(t)
        if law is not None:
            return law(self, [self.of(a, b) for a in args])
        return self.of(t.args[0], b)(self.of(t.args[1], b))

    def _add(self, t: Term, b: tuple[Any, ...]) -> Any:
        return _small(self.of(t.args[0], b) + self.of(t.args[1], b))

    def _sub(self, t: Term, b: tuple[Any, ...]) -> Any:
        return _small(self.of(t.args[0], b) - self.of(t.args[1], b))

    def _mul(self, t: Term, b: tuple[Any, ...]) -> Any:
        return _small(self.of(t.args[0], b)) * _small(self.of(t.args[1], b))

    def _neg(self, t: Term, b: tuple[Any, ...]) -> Any:
        return -self.of(t.args[0], b)

    def _div(self, t: Term, b: tuple[Any, ...]) -> Any:
        over = self.of(t.args[1], b)
        if over == 0:
            raise Undefined
        return _exact(self.of(t.args[0], b)) / over

    def _real(self, t: Term, b: tuple[Any, ...]) -> Any:
        return self.of(t.args[0], b)

    def _floor(self, t: Term, b: tuple[Any, ...]) -> Any:
        return Fraction(floor(self.of(t.args[0], b)))

    def _pow(self, t: Term, b: tuple[Any, ...]) -> Any:
        x, n = self.of(t.args[0], b), int(self.of(t.args[1], b))
        if x == 0 and n < 0:
            raise Undefined
        if abs(n) > 64 and x not in (0, 1, -1):
            raise Unknown
        return _small(_exact(x)) ** n

    def _sqrt(self, t: Term, b: tuple[Any, ...]) -> Any:
        x = _small(_exact(self.of(t.args[0], b)))
        if x < 0:
            raise Undefined
        if isinstance(x, float):
            return math.sqrt(x)
        p, q = isqrt(x.numerator), isqrt(x.denominator)
        return Fraction(p, q) if p * p == x.numerator and q * q == x.denominator else math.sqrt(x)

    def _exp(self, t: Term, b: tuple[Any, ...]) -> Any:
        x = self.of(t.args[0], b)
        if abs(x) > 50:
            raise Unknown
        return Fraction(1) if x == 0 else math.exp(x)

    def _log(self, t: Term, b: tuple[Any, ...]) -> Any:
        x = self.of(t.args[0], b)
        if x <= 0:
            raise Undefined
        return Fraction(0) if x == 1 else math.log(_small(x))

    def _ite(self, t: Term, b: tuple[Any, ...]) -> Any:
        c = self.of(t.args[0], b)
        if c is None:
            raise Unknown
        return self.of(t.args[1 if c else 2], b)

    def _rec(self, t: Term, b: tuple[Any, ...]) -> Any:
        start, step, at = self.of(t.args[0], b), self.of(t.args[2], b), self.of(t.args[3], b)
        out = self.of(t.args[1], b)
        if at - start > MAX_TURNS:
            raise Unknown
        for k in range(int(start), int(at)):
            out = step(Fraction(k))(out)
        return out

    def _eq(self, t: Term, b: tuple[Any, ...]) -> Any:
        left, right = self.of(t.args[0], b), self.of(t.args[1], b)
        if callable(left):
            raise Unknown
        _apart(left, right)
        return left == right

    def _le(self, t: Term, b: tuple[Any, ...]) -> Any:
        left, right = self.of(t.args[0], b), self.of(t.args[1], b)
        _apart(left, right)
        return left <= right

    def _lt(self, t: Term, b: tuple[Any, ...]) -> Any:
        left, right = self.of(t.args[0], b), self.of(t.args[1], b)
        _apart(left, right)
        return left < right

    def _false(self, t: Term, b: tuple[Any, ...]) -> Any:
        return False

    def _not(self, t: Term, b: tuple[Any, ...]) -> Any:
        return not self.of(t.args[0], b)

    def _and(self, t: Term, b: tuple[Any, ...]) -> Any:
        return all(self.of(a, b) for a in t.args)

    def _or(self, t: Term, b: tuple[Any, ...]) -> Any:
        return any(self.of(a, b) for a in t.args)

    def _imp(self, t: Term, b: tuple[Any, ...]) -> Any:
        return not self.of(t.args[0], b) or self.of(t.args[1], b)

    def _iff(self, t: Term, b: tuple[Any, ...]) -> Any:
        return self.of(t.args[0], b) == self.of(t.args[1], b)

    def _all(self, t: Term, b: tuple[Any, ...]) -> Any:
        return all(self.of(t.args[0].args[0], (*b, Fraction(k))) for k in self._members(t, b, range(-1, 5)))

    def _ex(self, t: Term, b: tuple[Any, ...]) -> Any:
        """Among a few numbers, and where an equation that is linear in an integer holds."""
        body = t.args[0].args[0]
        if any(self.of(body, (*b, Fraction(k))) is True for k in self._members(t, b, FOUND)):
            return True
        equation = next((p for p in conjuncts(body) if p.op == "eq"), None)
        if equation is None or t.args[0].data is not INT:
            return False
        left, right = equation.args
        zero, one, two = (self.of(left, (*b, Fraction(k))) - self.of(right, (*b, Fraction(k))) for k in (0, 1, 2))
        if two - one != one - zero and not isinstance(two - one, float):
            return False
        if one == zero or isinstance(one - zero, float):
            raise Unknown
        root = Fraction(zero, zero - one)
        return root.denominator == 1 and self.of(body, (*b, root))

    def _members(self, t: Term, b: tuple[Any, ...], whole: Iterable[int]) -> Iterable[Any]:
        """Values of the bound variable to look at: fewer inside another quantifier, none where three real ones are nested."""
        if t.args[0].data is OMEGA and OMEGA in self.values:
            return map(Fraction, range(self.values[OMEGA]))
        if t.args[0].data is not INT and (t.args[0].data is not REAL or len(b) > 1):
            raise Unknown
        return whole if t.args[0].data is INT else POINTS[:6] if b else POINTS


def _law(t: Term) -> tuple[Any, list[Term]]:
    """What a statement about the law of a random variable says, where all sample points are equally likely."""
    args: list[Term] = []
    while t.op == "app":
        t, a = t.args
        args.insert(0, a)
    return (LAWS.get(t.data.name.partition(" ")[0]) if t.op == "const" else None), args


def _takes(e: Evaluator, args: list[Any]) -> bool:
    mean, _, x, *pairs = args
    if any(mean(lambda w, v=v: Fraction(x(w) == v)) < p for v, p in zip(pairs[::2], pairs[1::2], strict=True)):
        return False
    return bool(sum(pairs[1::2]) == 1)


def _uniform(e: Evaluator, args: list[Any]) -> bool:
    mean, _, n, x = args
    return bool(n >= 1 and all(mean(lambda w, k=k: Fraction(x(w) == k)) == 1/n for k in range(1, int(n) + 1)))


def _same_law(e: Evaluator, args: list[Any]) -> bool:
    mean, _, x, y = args
    if not (isinstance(x(Fraction(0)), Fraction) and isinstance(y(Fraction(0)), Fraction)):
        raise Unknown
    return all(mean(lambda w, k=k: x(w)**k) == mean(lambda w, k=k: y(w)**k) for k in (1, 2, 3))


def _mutual(e: Evaluator, args: list[Any]) -> bool:
    """Is it plain that two of the random variables or of the first members of families are correlated?"""
    mean, members = args[0], []
    for x in args[2:]:
        if not callable(x):  # the end of a range
            raise Unknown
        members += [x] if isinstance(x(Fraction(0)), Fraction) else [x(Fraction(k)) for k in (1, 2, 3)]
    for n, x in enumerate(members):
        for y in members[:n]:
            if mean(lambda w, x=x, y=y: x(w)*y(w)) != mean(x)*mean(y):
                return False
    raise Unknown


def _begun(start: Any, f: Any) -> None:
    """The first members have values, or the statement has none."""
    for k in range(4):
        f(start + k)


def _limit_at(e: Evaluator, args: list[Any]) -> bool:
    """Is it plain that the sequence stays away from the limit?  Whether it tends there is not."""
    start, f, limit = args
    _begun(start, f)
    far = [abs(f(Fraction(n)) - limit) for n in (20, 40)]
    if far[1] > 1e-3 and far[1] > 0.7*far[0] or any(abs(f(Fraction(n)) - f(Fraction(20))) > 0.3 for n in (21, 40)):
        return False
    raise Unknown


def _beyond(e: Evaluator, args: list[Any]) -> bool:
    """Is it plain that the sequence does not grow?"""
    _begun(*args)
    if args[1](Fraction(40)) <= args[1](Fraction(20)) + Fraction(1, 10):
        return False
    raise Unknown


def _bounded(e: Evaluator, args: list[Any]) -> bool:
    """Do the terms not even shrink as 1/n²?"""
    _begun(*args)
    if abs(args[1](Fraction(40))) > 0.3*abs(args[1](Fraction(20))):
        return False
    raise Unknown


STEP = Fraction(1, 10_000)


def _apart_from(function: Any, slope: Any) -> None:
    """Raise Unknown where a difference quotient is close to the slope, and the quotients on both sides to each other."""
    right, here, left = (function(h) for h in (STEP, Fraction(0), -STEP))
    apart, kink = (right - left)/(2*STEP) - slope, (right - 2*here + left)/STEP
    if abs(apart) <= 1e-3*(1 + abs(slope)) and abs(kink) <= 1e-2*(1 + abs(slope)):
        raise Unknown


def _slope(e: Evaluator, args: list[Any]) -> bool:
    """Is the derivative plainly another?"""
    f, at, slope = args
    _apart_from(lambda h: f(at + h), slope)
    return False


def _near_slope(e: Evaluator, args: list[Any]) -> bool:
    """Is the function not defined there, or is the derivative plainly another?"""
    domain, f, at, slope = args
    return bool(domain(at)) and _slope(e, [f, at, slope])


def _gradient(e: Evaluator, args: list[Any]) -> bool:
    """Is one of the first partial derivatives plainly another?"""
    n, f, at, slopes = args
    for k in range(1, min(int(n), 3) + 1):
        try:
            _apart_from(lambda h, k=k: f(lambda i: at(i) + h*(i == k)), slopes(Fraction(k)))
        except Unknown:
            continue
        return False
    raise Unknown


LAWS = {"takes": _takes, "uniform": _uniform, "SameLaw": _same_law, "Mutual": _mutual, "tends": _limit_at, "diverges": _beyond,
        "bounded_sums": _bounded, "deriv": _slope, "deriv_near": _near_slope, "grad": _gradient}



def environment(data: Mapping[str, Any], points: int = 1) -> dict[Any, Any]:
    """Values by name, with E as the average over equally likely points."""

    def mean(x: Any) -> Fraction:
        return sum((Fraction(x(Fraction(k))) for k in range(points)), Fraction(0)) / points

    return {omega: Fraction(0), OMEGA: points, I: lambda _: True, M: lambda _: True, E: mean, **data}


class Work:
    """The steps of all evaluations, so that a search can be cut off."""

    steps = 0


def truth(phi: Term, env: Env) -> bool | None | str:
    """True, False, "undefined", or None when it cannot be said."""
    e = Evaluator(env)
    try:
        found = e.of(phi)
        return found if isinstance(found, bool) else None
    except Undefined:
        return "undefined"
    except (Unknown, TypeError, RecursionError, KeyError, OverflowError):
        return None
    finally:
        Work.steps += e.steps


def plausible(s: Sequent, env: Env) -> bool:
    """Could these values refute the sequent?"""
    if any(truth(h, env) in (False, "undefined") for h in s.hypotheses):
        return False
    return truth(s.statement, env) in (False, "undefined")


