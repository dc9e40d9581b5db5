"""Remainders that are equal: x mod m = y mod m says x = y + m·j for an integer j, which is put for x wherever it stands."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from fractions import Fraction

from ..kernel import INT, Term, Theorem
from ..tactics.build import add, eq, mul, replaced
from ..tactics.context import Context, Unproved
from ..tactics.derive import generalise, specialise
from ..tactics.polynomial import ONE, Poly, TooLarge, plus, whole_term
from ..tactics.prover import prove, reader
from .direct import Failure, Inapplicable
from .remainders import places_of, rewritten


def by_congruence(ctx: Context, goal: Term, ask: Callable[[Context, Term], Theorem]) -> Theorem:
    """Γ ⊢ goal about x, where the context says x mod m = y mod m or x mod m = r; raises Unproved."""
    tried = False
    for th in ctx.facts:
        found = _solved(ctx, th, goal)
        if found is None:
            continue
        tried = True
        x, rest, m, quotient = found
        j = ctx.fresh(INT, goal, th.concl)
        known = Context().having(*[fact for fact in ctx.facts if not x.free & fact.concl.free])
        with suppress(*Failure):
            general = generalise(ask(known, replaced(goal, {x: add(rest, mul(m, j))})), j)
            value = add(rest, mul(m, quotient))
            same = prove(Context().having(th), eq(value, x))
            return rewritten(specialise(general, quotient), places_of(goal, x), same)
    raise (Unproved if tried else Inapplicable)("no equal remainders give this", goal)


def _solved(ctx: Context, th: Theorem, goal: Term) -> tuple[Term, Term, Term, Term] | None:
    """x, y, m and j with x = y + m·j, j made of quotients, from an equation of remainders; x stands in the goal."""
    if th.concl.op != "eq" or th.concl.args[0].type is not INT:
        return None
    try:
        p = plus(reader(ctx, list(th.concl.args)).poly(th.concl.args[0]), reader(ctx, list(th.concl.args)).poly(
            th.concl.args[1]), Fraction(-1))
    except TooLarge:
        return None
    floors = {k: c for k, c in p.items() if any(_is_floor(a) for a, _ in k)}
    plain = {k: c for k, c in p.items() if k not in floors}
    if not floors or any(c.denominator != 1 for c in p.values()):
        return None
    for k, c in plain.items():
        ((x, e),) = k if len(k) == 1 else ((None, 0),)
        if isinstance(x, Term) and x.op == "var" and e == 1 and abs(c) == 1 and x.free <= goal.free:
            rest = {q: -d/c for q, d in plain.items() if q != k}
            if not any(isinstance(a, Term) and x.free <= a.free for q in rest for a, _ in q):
                modulus, quotient = _factored({q: -d/c for q, d in floors.items()})
                return None if modulus is None else (x, whole_term(rest), modulus, whole_term(quotient))
    return None


def _is_floor(a: object) -> bool:
    return isinstance(a, Term) and a.op == "floor"


def _factored(p: Poly) -> tuple[Term | None, Poly]:
    """m and q with p = m·q, where m is one letter or number in all monomials and q has the floors."""
    shared = frozenset.intersection(*[frozenset((a, e) for a, e in k if not _is_floor(a)) for k in p])
    if len(shared) == 1 and all(len(k) == 2 for k in p):
        ((m, e),) = shared
        return (m, {k - shared: c for k, c in p.items()}) if e == 1 and isinstance(m, Term) else (None, {})
    sizes = {abs(c) for c in p.values()}
    if not shared and len(sizes) == 1 and all(len(k) == 1 for k in p):
        (size,) = sizes
        return whole_term({ONE: size}), {k: c/size for k, c in p.items()}
    return None, {}
