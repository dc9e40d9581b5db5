"""Contradictions of integers by remainders: an equation that no remainders modulo a small number satisfy."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from itertools import product
from math import lcm

from ..kernel import FALSE, INT, Term, Theorem, forall_elim, hyp, op, prop, rewrite, table
from ..tactics.budget import spend
from ..tactics.build import add, div, eq, integer, le, lt, mul, number, real, sub
from ..tactics.context import Context, Unproved
from ..tactics.derive import discharge
from ..tactics.linear import prove_order
from ..tactics.polynomial import ONE, Poly, Reading, TooLarge, plus, rank
from ..tactics.prover import prove
from .integers import absurd_on_integers
from .known import about, on_integers, relations
from .tableau import LATE

MODULI = (2, 3, 4, 5, 7, 8, 6, 9)
MAX_POINTS, MAX_CASES, MAX_WIDTH = 300, 16, 8


def absurd_by_residues(ctx: Context) -> Theorem:
    """Γ ⊢ false because equations of integers have no solution modulo a small number; raises Unproved."""
    facts = [th for th in map(on_integers, relations(ctx)) if th is not None]
    equations = [th for th in facts if th.concl.op == "eq"]
    for m in MODULI:
        th = _by_modulus(equations, m)
        if th is not None:
            return th
    for known, t, width in _narrow(facts):
        if all(_modulus([*equations, hyp(eq(integer(r), t))]) for r in range(width + 1)):
            return by_values(known, t, width + 1, lambda r, same: _somehow([*equations, same]))
    raise Unproved("remainders give no contradiction")


def _modulus(equations: list[Theorem]) -> int | None:
    return next((m for m in MODULI if _moving(equations, m) is not None), None)


def _somehow(equations: list[Theorem]) -> Theorem:
    for m in MODULI:
        th = _by_modulus(equations, m)
        if th is not None:
            return th
    raise Unproved("remainders give no contradiction")


def _by_modulus(equations: list[Theorem], m: int) -> Theorem | None:
    names = _moving(equations, m)
    return None if names is None else _split(equations, names, m)


def _moving(equations: list[Theorem], m: int) -> list[Term] | None:
    """The integers whose remainders modulo m cannot satisfy the equations; None where some do, or there are too many."""
    polys = [p for p in map(_whole, equations) if p is not None and any(c % m for c in p.values())]
    names = sorted({x for p in polys for k, c in p.items() if c % m for x, _ in k}, key=rank)
    if not polys or m**len(names) > min(MAX_POINTS, MAX_CASES*m):
        return None
    spend(m**len(names)*len(polys))
    return names if _impossible(polys, names, m) else None


def _narrow(facts: list[Theorem]) -> Iterator[tuple[Context, Term, int]]:
    """Integer terms t that two orders keep in 0 ≤ t ≤ width, with what says so."""
    weak = [_weak(th) for th in facts if th.concl.op != "eq"]
    for i, a in enumerate(weak):
        for b in weak[i + 1:]:
            spend(20)
            p, q = difference(a.concl), difference(b.concl)
            both = plus(p, q) if p and q and len(p) > 1 else {frozenset(((a.concl, 1),)): Fraction(1)}
            if set(both) <= {ONE} and 0 <= both.get(ONE, Fraction(0)) <= MAX_WIDTH:
                yield Context().having(a, b), sub(a.concl.args[1], a.concl.args[0]), int(both.get(ONE, 0))


def _weak(th: Theorem) -> Theorem:
    """a < b as a + 1 ≤ b."""
    a, b = th.concl.args
    return th if th.concl.op == "le" else prove_order(Context(), le(add(a, 1), b), (th,))


def difference(phi: Term) -> Poly | None:
    """The right side of a relation less the left one, as a polynomial; None where it is too large."""
    reading = Reading(phi.args, lambda goal: None)
    try:
        return plus(reading.poly(phi.args[1]), reading.poly(phi.args[0]), Fraction(-1))
    except TooLarge:
        return None


def _whole(th: Theorem) -> Poly | None:
    """Both sides on one, with whole coefficients; None where a part is no integer."""
    p = difference(th.concl)
    if not p or not all(isinstance(a, Term) and a.type is INT and e > 0 for m in p for a, e in m):
        return None
    k = lcm(*[c.denominator for c in p.values()])
    return {m: c*k for m, c in p.items()}


def _impossible(polys: list[Poly], names: list[Term], m: int) -> bool:
    """Do no remainders of these integers satisfy all equations?"""
    place = {x: i for i, x in enumerate(names)}
    terms = [[([(place[x], e) for x, e in k], int(c) % m) for k, c in p.items() if c % m] for p in polys]
    return not any(all(_total(p, point) % m == 0 for p in terms) for point in product(range(m), repeat=len(names)))


def _total(terms: list[tuple[list[tuple[int, int]], int]], point: tuple[int, ...]) -> int:
    total = 0
    for powers, c in terms:
        for i, e in powers:
            c *= point[i]**e
        total += c
    return total


def _split(equations: list[Theorem], names: list[Term], m: int) -> Theorem:
    """false, each of the integers being m·q + r with r = 0, …, m − 1."""
    if not names:
        return absurd_on_integers(Context().having(*equations))
    x, *rest = names
    q = op("floor", div(real(x), number(m)))
    known = Context().having(*about(Context(), q))

    def case(r: int, same: Theorem) -> Theorem:
        equation = prove(Context().having(same), eq(x, add(mul(integer(m), q), integer(r))))
        return _split([_with(th, x, equation) for th in equations], rest, m)

    return by_values(known, sub(x, mul(integer(m), q)), m, case)


def _with(th: Theorem, x: Term, equation: Theorem) -> Theorem:
    """The theorem with x replaced by what it equals."""
    places = [(side, *path) for side in (0, 1) for path in _places(th.concl.args[side], x)]
    return rewrite(th, tuple((place, equation) for place in places)) if places else th


def by_values(ctx: Context, t: Term, m: int, case: Callable[[int, Theorem], Theorem]) -> Theorem:
    """false from 0 ≤ t < m, and from each t = r."""
    above = le(integer(m), t)
    th = discharge(prove(ctx.assume(above), FALSE), above)  # from r ≤ t, for falling r
    for r in reversed(range(m)):
        here, less, same, more = le(integer(r), t), lt(t, integer(r)), eq(integer(r), t), lt(integer(r), t)
        low = prove_order(Context(), FALSE, (hyp(here), hyp(less)))
        equal = case(r, hyp(same))
        beyond = prop((th, prove_order(Context(), le(integer(r + 1), t), (hyp(more),))), FALSE)
        cases = forall_elim(table.trichotomy(INT), integer(r), t)
        th = prop((cases, discharge(low, less), discharge(equal, same), discharge(beyond, more)), FALSE)
        th = discharge(th, here)
    return prop((th, prove(ctx, le(integer(0), t))), FALSE)


def _places(t: Term, x: Term) -> list[tuple[int, ...]]:
    """Where x stands in t, outside of binders."""
    if t is x:
        return [()]
    if t.op not in ("add", "sub", "mul", "neg", "real", "pow", "div"):
        return []
    return [(i, *path) for i, a in enumerate(t.args) for path in _places(a, x)]


LATE.append(absurd_by_residues)
