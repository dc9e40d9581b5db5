"""Values that satisfy the equations among the hypotheses: small values for some variables, the others solved for.

An equation that has become linear in one variable gives its value, a quadratic one its roots, also irrational ones.
Nothing here is trusted: what is proposed is shown to satisfy the hypotheses, or is not used.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import chain, product
from math import isqrt
from typing import Any

import sympy as sp

from ..kernel import INT, REAL, Term, value
from ..tactics.build import conjuncts
from ..tactics.cofactors import cleared
from ..tactics.polynomial import ONE, Poly, Reading, TooLarge, atoms, plus, power, rank, times
from .sequent import Sequent

MAX_POINTS, MAX_EQUATIONS = 40, 6
NUMBERS = (1, 2, 0, -1, 3, Fraction(1, 2), Fraction(-1, 2), -2, 5)
DISTANT = [*map(sp.Integer, (-2, 2, 5, -4, 0)), sp.Rational(1, 3), *map(sp.Integer, (-1, 3, 10, -10)), sp.Rational(1, 10),
           *map(sp.Integer, (1, 4, -3, 7, 100)), sp.Rational(9, 10), sp.Rational(-1, 2), sp.Rational(3, 2), sp.Rational(-3, 2)]
Value = Any  # a Fraction, or a SymPy number with a root


def solutions(s: Sequent) -> Iterator[dict[str, Any]]:
    """Values by name, each satisfying the polynomial equations of the hypotheses."""
    equations = _equations(s)
    if not equations:
        return
    names = sorted(set().union(*map(atoms, equations)), key=rank)
    seen = set()
    for n in range(MAX_POINTS):
        point = _solved(equations, names, n)
        if point is not None and tuple(point.items()) not in seen:
            seen.add(tuple(point.items()))
            yield {x.data[0]: sp.Rational(v.numerator, v.denominator) if isinstance(v, Fraction) else v
                   for x, v in point.items()}


def distant(variables: list[Term]) -> Iterator[dict[str, Any]]:
    """Larger and finer values than a first search tries, for up to three numbers; few for each where there are more."""
    if not variables or any(x.type not in (INT, REAL) for x in variables) or len(variables) > 3:
        return
    values = DISTANT[:(len(DISTANT), 12, 5)[len(variables) - 1]]
    for point in product(values, repeat=len(variables)):
        if all(v.is_integer for x, v in zip(variables, point, strict=True) if x.type is INT):
            yield {x.data[0]: v for x, v in zip(variables, point, strict=True)}


def _equations(s: Sequent) -> list[Poly]:
    """The equations between numbers, as polynomials in variables and in roots of numbers."""
    out = []
    for h in chain.from_iterable(map(conjuncts, s.hypotheses)):
        if h.op == "eq" and h.args[0].type in (INT, REAL):
            reading = Reading(h.args, lambda goal: None)
            try:
                p = cleared(plus(reading.poly(h.args[0]), reading.poly(h.args[1]), Fraction(-1)))[0]
            except TooLarge:
                continue
            if p and all(_plain(a) for a in atoms(p)) and any(a.op == "var" for a in atoms(p)):
                out.append(p)
    return out[:MAX_EQUATIONS]


def _plain(a: Any) -> bool:
    return isinstance(a, Term) and (a.op == "var" and a.type in (INT, REAL) or a.op == "sqrt" and a.args[0].op == "num")


def _solved(equations: list[Poly], names: list[Term], n: int) -> dict[Term, Value] | None:
    """One point: where no equation gives a value, the n-th choice of small numbers does."""
    values: dict[Term, Value] = {}
    made, rest = _eliminated(equations)
    choice = n
    while rest:
        found = _next(rest, n)
        if found is None:
            live = [x for x in names if x.op == "var" and any(x in atoms(p) for p in rest)]
            if not live or any(set(p) == {ONE} for p in rest):
                return None
            x, choice = live[(n//len(NUMBERS)) % len(live)], choice + 1
            found = x, Fraction(NUMBERS[choice % len(NUMBERS)])
        x, v = found
        values[x] = v
        if isinstance(v, Fraction):
            rest = [q for q in (put(p, x, {ONE: v}) for p in rest) if q]
        else:
            rest = [p for p in rest if x not in atoms(p)]
    for x, p in reversed(made):
        for y in sorted(atoms(p), key=rank):
            if y.op == "var" and y not in values:
                choice += 1
                values[y] = Fraction(NUMBERS[choice % len(NUMBERS)])
        values[x] = _value(p, values)
    whole = all(isinstance(v, Fraction) and v.denominator == 1 for x, v in values.items() if x.type is INT)
    return values if whole else None


def _eliminated(equations: list[Poly]) -> tuple[list[tuple[Term, Poly]], list[Poly]]:
    """Variables that an equation gives as a polynomial in others, and the equations without them."""
    made: list[tuple[Term, Poly]] = []
    rest = list(equations)
    while True:
        found = next(((p, x, c) for p in rest for x, c in _linear(p)), None)
        if found is None:
            return made, rest
        p, x, c = found
        value = {m: -k/c for m, k in p.items() if m != frozenset(((x, 1),))}
        made.append((x, value))
        rest = [q for q in (put(r, x, value) for r in rest if r is not p) if q]


def _linear(p: Poly) -> list[tuple[Term, Fraction]]:
    """The variables that stand in one monomial only, by themselves; integers where they may be solved for."""
    out = []
    for m, c in p.items():
        if len(m) == 1:
            ((x, e),) = m
            if e == 1 and x.op == "var" and sum(x in dict(k) for k in p) == 1 and (x.type is not INT or abs(c) == 1):
                out.append((x, c))
    return sorted(out, key=lambda xc: rank(xc[0]))


def _value(p: Poly, values: dict[Term, Value]) -> Value:
    out: Any = sp.Integer(0)
    for m, c in p.items():
        piece: Any = _sym(c)
        for x, e in m:
            piece *= (_sym(values[x]) if x in values else _number(x))**e
        out += piece
    return _exact(out)


def _number(t: Term) -> Any:
    """The root of a number."""
    return sp.sqrt(_sym(value(t.args[0])))


def put(p: Poly, x: Term, v: Poly) -> Poly:
    """The polynomial with another one for a variable."""
    out: Poly = {}
    for m, c in p.items():
        exps = dict(m)
        e = exps.pop(x, 0)
        out = plus(out, times({frozenset(exps.items()): c}, power(v, e)))
    return out


def _next(equations: list[Poly], n: int) -> tuple[Term, Value] | None:
    """A variable that an equation determines, and a value of it; n chooses among two."""
    for p in equations:
        live = [x for x in atoms(p) if x.op == "var"]
        if len(live) != 1:
            continue
        (x,) = live
        parts: dict[int, Any] = {}
        for m, c in p.items():
            exps = dict(m)
            e = exps.pop(x, 0)
            parts[e] = _exact(_sym(parts.get(e, Fraction(0))) + _sym(_value({frozenset(exps.items()): c}, {})))
        found = root(parts, n)
        return None if found is None else (x, found)
    return None


def _exact(v: Any) -> Any:
    v = sp.expand(v)
    return Fraction(int(v.p), int(v.q)) if isinstance(v, sp.Rational) else v


def _sym(v: Any) -> Any:
    return sp.Rational(v.numerator, v.denominator) if isinstance(v, Fraction) else v


def root(parts: dict[int, Any], n: int) -> Value | None:
    """A root of the polynomial with these coefficients, of degree one or two, or a small rational one."""
    degree = max((e for e, c in parts.items() if c), default=0)
    a, b, c = (parts.get(e, Fraction(0)) for e in (2, 1, 0))
    if degree == 1:
        return _exact(-_sym(c)/_sym(b))
    if not all(isinstance(v, Fraction) for v in parts.values()):
        return None
    if degree == 2:
        d = b*b - 4*a*c
        if d < 0:
            return None
        p, q = isqrt(d.numerator), isqrt(d.denominator)
        root = Fraction(p, q) if p*p == d.numerator and q*q == d.denominator else sp.sqrt(_sym(d))
        sign = 1 if n % 2 == 0 else -1
        return _exact((_sym(-b) + sign*_sym(root))/(2*_sym(a)))
    return next((Fraction(v) for v in NUMBERS if sum(k*Fraction(v)**e for e, k in parts.items()) == 0), None)
