"""Equals for equals in a whole formula."""

from __future__ import annotations

from ..kernel import Term, Theorem, Type, forall_intro, rewrite, substitute
from ..tactics.build import fresh


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
