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
from ..tactics.derive import antisymmetric, discharge
from ..tactics.linear import prove_order
from ..tactics.polynomial import Poly, Reading, TooLarge, atoms, plus, rank
from ..tactics.prover import prove
from .integers import absurd_on_integers
from .known import about, relations
from .tableau import LATE

MODULI = (2, 3, 4, 5, 7, 8, 6, 9)
MAX_POINTS, MAX_CASES = 300, 16


def absurd_by_residues(ctx: Context) -> Theorem:
    """Γ ⊢ false because an equation of integers has no solution modulo a small number; raises Unproved."""
    for th in _equations(ctx):
        p = _whole(th)
        names = [] if p is None else sorted(atoms(p), key=rank)
        if p is None or all(len(m) < 2 and all(e == 1 for _, e in m) for m in p):
            continue
        for m in MODULI:
            moving = [x for x in names if any(x in dict(k) and c % m for k, c in p.items())]
            spend(m**len(moving))
            if m**len(moving) <= min(MAX_POINTS, MAX_CASES*m) and _impossible(p, moving, m):
                return _split(ctx, th, moving, m)
    raise Unproved("remainders give no contradiction")


def _equations(ctx: Context) -> Iterator[Theorem]:
    """The equations of integers, also those that two orders give."""
    facts = [th for th in relations(ctx) if th.concl.args[0].type is INT]
    yield from [th for th in facts if th.concl.op == "eq"]
    weak = [_weak(th) for th in facts if th.concl.op != "eq"]
    for i, a in enumerate(weak):
        for b in weak[i + 1:]:
            spend(20)
            p, q = _difference(a), _difference(b)
            if p is not None and q is not None and not plus(p, q):
                c, d = a.concl.args
                yield antisymmetric(a, prove_order(Context(), le(d, c), (b,)))


def _weak(th: Theorem) -> Theorem:
    """a < b as a + 1 ≤ b."""
    a, b = th.concl.args
    return th if th.concl.op == "le" else prove_order(Context(), le(add(a, 1), b), (th,))


def _difference(th: Theorem) -> Poly | None:
    reading = Reading(th.concl.args, lambda goal: None)
    try:
        return plus(reading.poly(th.concl.args[1]), reading.poly(th.concl.args[0]), Fraction(-1))
    except TooLarge:
        return None


def _whole(th: Theorem) -> Poly | None:
    """Both sides on one, with whole coefficients; None where a part is no integer."""
    p = _difference(th)
    if not p or not all(isinstance(a, Term) and a.type is INT and e > 0 for m in p for a, e in m):
        return None
    k = lcm(*[c.denominator for c in p.values()])
    return {m: c*k for m, c in p.items()}


def _impossible(p: Poly, names: list[Term], m: int) -> bool:
    terms = [([(names.index(x), e) for x, e in k], int(c) % m) for k, c in p.items() if c % m]
    for point in product(range(m), repeat=len(names)):
        total = 0
        for powers, c in terms:
            for i, e in powers:
                c *= point[i]**e
            total += c
        if total % m == 0:
            return False
    return True


def _split(ctx: Context, th: Theorem, names: list[Term], m: int) -> Theorem:
    """false, each of the integers being m·q + r with r = 0, …, m − 1."""
    if not names:
        return absurd_on_integers(Context().having(th))
    x, *rest = names
    q = op("floor", div(real(x), number(m)))
    known = Context().having(*about(ctx, q))
    remainder = sub(x, mul(integer(m), q))

    def case(r: int, same: Theorem) -> Theorem:
        value = add(mul(integer(m), q), integer(r))
        equation = prove(Context().having(same), eq(x, value))
        moved = rewrite(th, tuple(((side, *path), equation) for side in (0, 1) for path in _places(th.concl.args[side], x)))
        return _split(ctx, moved, rest, m)

    return _by_values(known, remainder, m, case)


def _by_values(ctx: Context, t: Term, m: int, case: Callable[[int, Theorem], Theorem]) -> Theorem:
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
