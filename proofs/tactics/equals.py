"""Equals for equals in a whole formula; a formula about an integer of a range, from its instances."""

from __future__ import annotations

from collections.abc import Callable

from ..kernel import FALSE, INT, Term, Theorem, Type, forall_elim, forall_intro, hyp, prop, rewrite, substitute, table
from .build import eq, fresh, integer, le, lt
from .context import Context
from .derive import discharge, mp
from .prover import prove


def by_equality(th: Theorem, equation: Theorem, x: Term, phi: Term) -> Theorem:
    """From φ[a] and a = b: φ[b], for the formula φ in the variable x."""
    a, _ = equation.concl.args
    if substitute(phi, {x: a}) is not th.concl:
        raise ValueError("the theorem is not the formula at the left side")
    steps = []
    for place, binders in _places(phi, x, (), ()):
        closed = equation
        for i, ty in enumerate(reversed(binders)):
            closed = forall_intro(fresh(ty, th.concl, equation.concl, *th.hyps, *equation.hyps, hint=f"∘{i}"), closed)
        steps.append((place, closed))
    return rewrite(th, tuple(steps)) if steps else th


Place = tuple[tuple[int, ...], tuple[Type, ...]]  # a path, and the types of the binders on it


def _places(t: Term, x: Term, place: tuple[int, ...], binders: tuple[Type, ...]) -> list[Place]:
    """Where x occurs, with the types of the binders above."""
    if t is x:
        return [(place, binders)]
    if not x.free <= t.free:
        return []
    below = (*binders, t.data) if t.op == "lam" else binders
    return [p for i, a in enumerate(t.args) for p in _places(a, x, (*place, i), below)]


def at_each(ctx: Context, x: Term, values: range, phi: Term, here: Callable[[Term], Theorem]) -> Theorem:
    """Γ ⊢ φ(x) from `here`, which gives φ(k) for each of the values, where it follows from Γ that x is one of them."""
    above = le(integer(values.stop), x)
    th = discharge(prop((prove(ctx.assume(above), FALSE),), phi), above)  # from k ≤ x, for falling k
    for k in reversed(values):
        known, less, same, more = le(integer(k), x), lt(x, integer(k)), eq(integer(k), x), lt(integer(k), x)
        at = by_equality(here(integer(k)), hyp(same), x, phi)
        below = prop((prove(ctx.assume(less, known), FALSE),), phi)
        beyond = mp(th, prove(ctx.assume(more), le(integer(k + 1), x)))
        cases = forall_elim(table.trichotomy(INT), integer(k), x)
        th = prop((cases, discharge(below, less), discharge(at, same), discharge(beyond, more)), phi)
        th = discharge(th, known)
    return mp(th, prove(ctx, le(integer(values.start), x)))
