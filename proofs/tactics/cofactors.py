"""Cofactors of an equation in others: a − b = Σ kᵢ·(lᵢ − rᵢ), by multivariate division."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from fractions import Fraction
from itertools import islice, permutations
from typing import Any

from ..kernel import Term
from .budget import spend
from .build import div, mul
from .polynomial import (
    MAX_SIZE,
    ONE,
    SMALL,
    Monomial,
    Poly,
    Reading,
    TooLarge,
    atoms,
    monomial_product,
    plus,
    poly_term,
    power,
    rank,
    times,
)

MAX_REDUCTIONS = 400
MAX_ARRANGEMENTS = 6


def find(reading: Reading, a: Term, b: Term, equations: Iterable[tuple[Term, ...]]) -> list[Term | None] | None:
    """Terms kᵢ (None: not needed), or None when division leaves a remainder."""
    try:
        goal, below = cleared(plus(reading.poly(a), reading.poly(b), Fraction(-1)))
        facts = [cleared(plus(reading.poly(e[0]), reading.poly(e[1]), Fraction(-1))) for e in equations]
        quotients = _divide(goal, [n for n, _ in facts])
    except TooLarge:
        return None
    if quotients is None:
        return None
    out: list[Term | None] = []
    for q, (_, d) in zip(quotients, facts, strict=True):
        if not q:
            out.append(None)
            continue
        k = poly_term(q) if d == {ONE: Fraction(1)} else mul(poly_term(q), poly_term(d))
        out.append(k if below == {ONE: Fraction(1)} else div(k, poly_term(below)))
    return out


def cleared(p: Poly) -> tuple[Poly, Poly]:
    """Numerator and denominator: no negative exponents are left in either."""
    most: dict[Any, int] = {}
    for m in p:
        for a, e in m:
            if e < 0:
                most[a] = max(most.get(a, 0), -e)
    composite = {a: dict(a[1]) for a in most if not isinstance(a, Term) and a[0] == "den"}
    groups: dict[tuple[int, ...], Poly] = {}  # by what remains of the composite divisors
    for m, c in p.items():
        exps = dict(m)
        left = {a: exps.pop(a, 0) + e for a, e in most.items()}
        exps |= {a: e for a, e in left.items() if e and a not in composite}
        groups.setdefault(tuple(left[a] for a in composite), {})[frozenset(exps.items())] = c
    top: Poly = {}
    for exponents, piece in groups.items():
        for a, e in zip(composite, exponents, strict=True):
            piece = times(piece, power(composite[a], e))
        top = plus(top, piece)
    if len(top) > MAX_SIZE:
        raise TooLarge
    bottom: Poly = {ONE: Fraction(1)}
    for a, e in most.items():
        bottom = times(bottom, power(composite[a], e) if a in composite else {frozenset(((a, e),)): Fraction(1)})
    return top, bottom


def divided(p: Poly, q: Poly) -> Poly | None:
    """p/q, when it is a polynomial (of atoms, of their inverses when q is one monomial)."""
    if len(q) == 1:
        ((m, c),) = q.items()
        return times(p, {frozenset((a, -e) for a, e in m): 1/c})
    found = _divide(p, [q])
    return None if found is None else found[0]


def cancelled(p: Poly) -> Poly | None:
    """The polynomial that a fraction is whose denominator, a sum, divides the numerator; None for others."""
    if len(p) < 2 or not any(e < 0 and not isinstance(a, Term) for m in p for a, e in m):
        return None
    top, bottom = cleared(p)
    return divided(top, bottom)


def _divide(goal: Poly, facts: list[Poly]) -> list[Poly] | None:
    """Quotients of the goal by the facts, trying orders of atoms and of facts until nothing remains."""
    names = sorted(atoms(goal).union(*[atoms(f) for f in facts]), key=rank)
    once = [x for x in names if sum(x in atoms(f) for f in facts) == 1 and x not in atoms(goal)]
    rest = [x for x in names if x not in once]
    for order in (rest + once, once + rest, list(reversed(names))):
        position = {x: i for i, x in enumerate(order)}

        def key(m: Monomial, position: dict[Any, int] = position) -> tuple[int, ...]:
            exps = [0] * len(position)
            for a, e in m:
                exps[position[a]] = e
            return tuple(exps)

        for arrangement in islice(permutations(range(len(facts))), MAX_ARRANGEMENTS):
            found = _reduce(goal, [facts[i] for i in arrangement], key)
            if found is not None:
                out: list[Poly] = [{} for _ in facts]
                for i, q in zip(arrangement, found, strict=True):
                    out[i] = q
                return out
    return None


def _reduce(goal: Poly, facts: list[Poly], key: Callable[[Monomial], tuple[int, ...]]) -> list[Poly] | None:
    leads = [max(f, key=key) if f else None for f in facts]
    quotients: list[Poly] = [{} for _ in facts]
    for _ in range(MAX_REDUCTIONS):
        if not goal:
            return quotients
        if len(goal) > SMALL:
            spend(len(goal) // 2)
        lead = max(goal, key=key)
        for i, (f, m) in enumerate(zip(facts, leads, strict=True)):
            ratio = None if m is None else _quotient(lead, m)
            if ratio is not None and m is not None:
                piece = {ratio: goal[lead] / f[m]}
                quotients[i] = plus(quotients[i], piece)
                goal = plus(goal, times(piece, f), Fraction(-1))
                break
        else:
            return None
    return None


def _quotient(m: Monomial, n: Monomial) -> Monomial | None:
    """m/n, if it is a monomial."""
    q = monomial_product(m, frozenset((a, -e) for a, e in n))
    return q if all(e > 0 for _, e in q) else None
