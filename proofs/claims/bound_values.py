"""Values on both sides of the bounds that a sequent speaks of: inside its linear relations, and where one variable crosses.

Nothing here is trusted: what is proposed is evaluated, or is not used.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import islice, product
from math import ceil, floor
from typing import Any

import sympy as sp

from ..kernel import INT, REAL, Term
from ..tactics.cofactors import cleared
from ..tactics.interior import Relation, far_within
from ..tactics.polynomial import ONE, Poly, Reading, TooLarge, atoms, plus, rank
from .equation_values import put, root
from .sequent import Sequent

MAX_RELATIONS, MAX_VARIABLES, MAX_OTHERS, MAX_WHOLE = 12, 6, 6, 3
MAX_DEGREE, NEAR = 12, sp.Rational(1, 100)
ROUNDED = (1, 2, 5, 10, 20, 100, 1_000, 10**9)  # denominators: a point in simple numbers if there is one
OTHERS = tuple(Fraction(*pq) for pq in ((1, 1), (0, 1), (2, 1), (1, 2), (-1, 1), (3, 1)))


def inside(s: Sequent) -> Iterator[dict[str, Any]]:
    """A point that is as far as it can be within the linear hypotheses and the denied statement, up to a distance of 1."""
    given = [r for h in s.hypotheses for r in _relations(h)][:MAX_RELATIONS]
    for case in _denied(s.statement):
        relations = [r for r in [*given, *case] if all(sum(abs(e) for _, e in m) <= 1 for m in r[1])]
        names = sorted(set().union(*[atoms(p) for _, p in relations]), key=rank)
        point = far_within(relations, names) if relations else None
        if point is not None:
            for most in ROUNDED:
                yield _named({x: Fraction(floor(v)) if x.type is INT else v.limit_denominator(most)
                              for x, v in zip(names, point, strict=True)})
            yield from _around(dict(zip(names, point, strict=True)))


def _around(point: dict[Term, Fraction]) -> Iterator[dict[str, Any]]:
    """The points with whole numbers around a point."""
    whole = [x for x in point if x.type is INT][:MAX_WHOLE]
    for steps in product((0, 1, -1, 2), repeat=len(whole)) if whole else ():
        yield _named({**point, **{x: Fraction(floor(point[x]) + k) for x, k in zip(whole, steps, strict=True)}})


def _denied(phi: Term) -> list[list[Relation]]:
    """The cases in which a statement about numbers is false."""
    if phi.op == "imp":
        return [[*_relations(phi.args[0]), *case] for case in _denied(phi.args[1])]
    if phi.op == "and":
        return [case for a in phi.args for case in _denied(a)]
    if phi.op == "not":
        return [found] if (found := _relations(phi.args[0])) else []
    return [[r] for r in _opposites(phi)]


def _opposites(phi: Term) -> list[Relation]:
    out: list[Relation] = []
    for kind, p in _relations(phi):
        below = {m: -c for m, c in p.items()}
        out += [("lt" if kind == "le" else "le", below)] if kind != "eq" else [("lt", p), ("lt", below)]
    return out


def between(s: Sequent) -> Iterator[dict[str, Any]]:
    """One variable where a relation becomes an equation, between two such places and beyond them; small values for others."""
    polys = [p for phi in (s.statement, *s.hypotheses) for _, p in _everywhere(phi)][:MAX_RELATIONS]
    names = sorted(set().union(*map(atoms, polys)), key=rank)
    if not names or len(names) > MAX_VARIABLES:
        return
    for x in names:
        others = [y for y in names if y is not x]
        for values in islice(product(OTHERS, repeat=len(others)), MAX_OTHERS**min(2, len(others))):
            fixed = dict(zip(others, values, strict=True))
            if any(y.type is INT and v.denominator > 1 for y, v in fixed.items()):
                continue
            for v in _places(polys, x, fixed):
                yield _named({**fixed, x: v})


def _places(polys: list[Poly], x: Term, fixed: dict[Term, Fraction]) -> list[Fraction]:
    found = set()
    for p in polys:
        for y, v in fixed.items():
            p = put(p, y, {ONE: v})
        found |= _roots({sum(e for _, e in m): c for m, c in p.items()}, not fixed)
    ends = sorted(found)
    if not ends:
        return []
    middles = sorted([(a + b)/2 for a, b in zip(ends, ends[1:], strict=False)], key=lambda v: (v.denominator, abs(v), v))
    places = [*middles, ends[0] - 1, ends[-1] + 1, *ends]
    if x.type is INT:
        places = [Fraction(n) for v in places for n in (floor(v), ceil(v), floor(v) + 1, ceil(v) - 1)]
    return list(dict.fromkeys(places))


def _roots(parts: dict[int, Any], all_of_them: bool) -> set[Fraction]:
    """Rational roots that are easily had, or all real ones, each as the ends of a short interval around it."""
    low = min(parts, default=0)
    parts = {e - low: c for e, c in parts.items()}
    found = {Fraction(0)} if low else set()
    if max(parts, default=0) <= 1 or not all_of_them or max(parts) > MAX_DEGREE:
        return found | {r for n in (0, 1) if isinstance(r := root(parts, n), Fraction)}
    p = sp.Poly.from_dict({(e,): sp.Rational(c.numerator, c.denominator) for e, c in parts.items()}, sp.Symbol("x"))
    return found | {Fraction(int(end.p), int(end.q)) for interval, _ in p.intervals(eps=NEAR) for end in interval}


def _everywhere(phi: Term) -> list[Relation]:
    """The relations of a formula, however they are joined."""
    if phi.op in ("and", "or", "not", "imp", "iff"):
        return [r for a in phi.args for r in _everywhere(a)]
    return _relations(phi)


def _relations(phi: Term) -> list[Relation]:
    """What a conjunction says of polynomials in variables."""
    if phi.op == "and":
        return [r for a in phi.args for r in _relations(a)]
    if phi.op not in ("le", "lt", "eq") or phi.args[0].type not in (INT, REAL):
        return []
    reading = Reading(phi.args, lambda goal: None)
    try:
        p = cleared(plus(reading.poly(phi.args[1]), reading.poly(phi.args[0]), Fraction(-1)))[0]
    except TooLarge:
        return []
    plain = all(isinstance(a, Term) and a.op == "var" and a.type in (INT, REAL) for a in atoms(p))
    return [(phi.op, p)] if plain and atoms(p) else []


def _named(point: dict[Term, Fraction]) -> dict[str, Any]:
    return {x.data[0]: sp.Rational(v.numerator, v.denominator) for x, v in point.items()}


__all__ = ["between", "inside"]
