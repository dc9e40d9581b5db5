"""Linearity of Σ and E as one conversion: a canonical sum of multiples of irreducible members.

    Σᵢ (c·f(i) + g(i))  =  c·Σᵢ f(i) + Σᵢ g(i)          E[c·X + Y]  =  c·E[X] + E[Y]

The body is read as a polynomial; of each monomial the factors that do not contain the bound variable come out.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from ..kernel import Term, Theorem, field, refl, rewrite
from ..tactics.build import add, mul, number
from ..tactics.context import Context
from ..tactics.derive import trans
from ..tactics.polynomial import ONE, Monomial, Poly, TooLarge, atom_term, monomial_key, poly_term, real_monomial
from ..tactics.prover import reader


@dataclass(frozen=True)
class Functional:
    """A linear functional applied to functions of a bound variable x.

    of(f)           the functional of λx. f, as a term
    add(f, g)       ⊢ L(f + g) = L f + L g, for bodies f, g
    scale(c, f)     ⊢ L(c·f) = c·L f
    """

    of: Callable[[Term], Term]
    add: Callable[[Term, Term], Theorem]
    scale: Callable[[Term, Term], Theorem]


def spread(ctx: Context, x: Term, body: Term, functional: Functional,
           equal: Callable[[Term, Term, Theorem], Theorem]) -> Theorem | None:
    """⊢ L(body) = its linear normal form, or None when it is already in that form.

    ctx: what is known of x.  equal(f, g, f = g): the theorem L f = L g.
    """
    reading = reader(ctx, [body])
    if reading.missing:
        return None
    try:
        groups = _groups(reading.poly(body), x)
    except TooLarge:
        return None
    if _is_final(groups, body):
        return None
    parts = [(poly_term(c), real_monomial(m)) for m, c in sorted(groups.items(), key=lambda mc: monomial_key(mc[0]))]
    shaped = _sum([_piece(c, m) for c, m in parts])
    th = equal(body, shaped, field(body, shaped, reader(ctx, [body, shaped]).side()))
    return trans(th, _distribute(parts, functional))


def _groups(p: Poly, x: Term) -> dict[Monomial, Poly]:
    """The polynomial as Σ coefficient(without x) · monomial(with x)."""
    out: dict[Monomial, Poly] = {}
    for m, c in p.items():
        inner = frozenset((a, e) for a, e in m if x.free <= atom_term(a).free)
        out.setdefault(inner, {})[m - inner] = c
    return out or {ONE: {}}


def _is_final(groups: dict[Monomial, Poly], body: Term) -> bool:
    """One monomial with coefficient 1, written as such."""
    if len(groups) != 1:
        return False
    ((m, c),) = groups.items()
    return c == {ONE: Fraction(1)} and (bool(m) or body.op == "num")


def _piece(c: Term, m: Term) -> Term:
    return m if c.op == "num" and c.data[:2] == (1, 1) else mul(c, m)


def _sum(terms: list[Term]) -> Term:
    out = terms[-1]
    for t in reversed(terms[:-1]):
        out = add(t, out)
    return out


def _distribute(parts: list[tuple[Term, Term]], functional: Functional) -> Theorem:
    """⊢ L(c₁m₁ + (c₂m₂ + …)) = c₁·L m₁ + (c₂·L m₂ + …)"""
    (c, m), *rest = parts
    head = _scaled(c, m, functional)
    if not rest:
        return head
    tail = _sum([_piece(*p) for p in rest])
    th = functional.add(_piece(c, m), tail)
    return rewrite(th, (((1, 0), head), ((1, 1), _distribute(rest, functional))))


def _scaled(c: Term, m: Term, functional: Functional) -> Theorem:
    whole = _piece(c, m)
    return refl(functional.of(m)) if whole is m else functional.scale(c, m)


def is_one(t: Term) -> bool:
    """The constant function 1?"""
    return t.op == "lam" and t.args[0] is number(1)


