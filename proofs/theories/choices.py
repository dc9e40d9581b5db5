"""Definitions by cases: the case that applies, where its condition is known; the numbers that a choice lies between."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from ..kernel import REAL, KernelError, Term, Theorem, field, hyp, normal, op, prop, refl, rewrite, table, value
from ..kernel.terms import rebuild
from ..tactics.build import eq, le, number
from ..tactics.context import Context
from ..tactics.derive import discharge, itself, lhs, mp, rhs, sym, trans
from ..tactics.normalise import Normaliser
from ..tactics.prover import FACTS, attempt, prove

SIZE = frozenset((table.ABS,))


def decided(n: Normaliser, t: Term) -> Theorem | None:
    """⊢ ite c a b = a when c is known here, and = b when ¬c is."""
    if t.op != "ite":
        return None
    here = _with_condition(n, t)
    c, a, b = rhs(here).args
    for decide, row in ((attempt, table.ite_true), (_denied, table.ite_false)):
        known = decide(n.ctx, c)
        if known is not None:
            return trans(here, mp(row(c, a, b), known))
    return None


def condition(n: Normaliser, t: Term) -> Theorem | None:
    """⊢ t = t with the numbers compared in its condition in normal form, where that changes them."""
    th = _with_condition(n, t) if t.op == "ite" else None
    return None if th is None or rhs(th) is t else th


def mirrored(n: Normaliser, t: Term) -> Theorem | None:
    """−ite c a b = ite c (−a) (−b), so that tables of functions are compared by their cells."""
    if t.op != "neg" or t.args[0].op != "ite":
        return None
    c, a, b = t.args[0].args
    goal = eq(t, op("ite", c, op("neg", a), op("neg", b)))
    cases = []
    for condition, row in ((c, table.ite_true), (op("not", c), table.ite_false)):
        here, there = (mp(row(c, *sides), hyp(condition)) for sides in (t.args[0].args[1:], goal.args[1].args[1:]))
        th = rewrite(refl(goal.args[0]), (((1, 0), here),))
        cases.append(discharge(trans(th, sym(there)), condition))
    return prop(tuple(cases), goal)


def branches(n: Normaliser, t: Term) -> Theorem | None:
    """ite c a b = ite c a′ b′ with a = a′ where c holds and b = b′ where it does not; = a′ when these are the same."""
    if t.op != "ite":
        return None
    c, a, b = t.args
    sides = [(c, table.ite_true, n.under(c).norm(a)), (op("not", c), table.ite_false, n.under(op("not", c)).norm(b))]
    made = op("ite", c, *[rhs(th) for *_, th in sides])
    goal = eq(t, rhs(sides[0][2]) if made.args[1] is made.args[2] else made)
    if goal.args[1] is t:
        return None
    cases = []
    for phi, row, th in sides:
        here = trans(mp(row(c, a, b), hyp(phi)), th)
        there = here if goal.args[1] is not made else trans(here, sym(mp(row(*made.args), hyp(phi))))
        cases.append(discharge(there, phi))
    return prop(tuple(cases), goal)


def even_power(n: Normaliser, t: Term) -> Theorem | None:
    """(ite c a (−a))²ᵏ = a²ᵏ, also |u|²ᵏ = u²ᵏ; a product of two of them likewise"""
    squared = t.op == "mul" and t.args[0] is t.args[1]
    even = t.op == "pow" and t.args[1].op == "num" and value(t.args[1]) % 2 == 0
    if not (squared or even):
        return None
    if t.args[0].op == "app" and t.args[0].args[0] is table.ABS:
        opened = rebuild(t, tuple([normal(a, SIZE) for a in t.args]))
        same = even_power(n, opened)
        return None if same is None else trans(refl(t, opened, SIZE), same)
    if t.args[0].op != "ite":
        return None
    c, a, b = t.args[0].args
    here, there = (op("mul", x, x) if squared else op("pow", x, t.args[1]) for x in (a, b))
    try:
        same = field(there, here)
    except KernelError:
        return None
    places = ((1, 0), (1, 1))[:2 if squared else 1]
    first, second = (rewrite(refl(t), tuple((place, mp(row(c, a, b), hyp(phi))) for place in places))
                     for phi, row in ((c, table.ite_true), (op("not", c), table.ite_false)))
    return prop((discharge(first, c), discharge(trans(second, same), op("not", c))), eq(t, here))


def conditions(t: Term) -> list[Term]:
    """The conditions of the cases in a term that no binder is around."""
    here = _atoms(t.args[0]) if t.op == "ite" and not t.args[0].loose else []
    return here + [c for a in t.args for c in conditions(a)]


def _atoms(condition: Term) -> list[Term]:
    """The relations that a condition is made of."""
    if condition.op in ("and", "or", "not"):
        return [c for a in condition.args for c in _atoms(a)]
    return [condition]


def _denied(ctx: Context, phi: Term) -> Theorem | None:
    """¬φ, of a conjunction because a part of it fails."""
    parts = phi.args if phi.op == "and" else ()
    for part in parts:
        no = _denied(ctx, part)
        if no is not None:
            return prop((no,), op("not", phi))
    return attempt(ctx, op("not", phi))


def _with_condition(n: Normaliser, t: Term) -> Theorem:
    """⊢ t = t with both sides of the relations in its condition in normal form."""
    steps = [((1, 0, *place), th) for place, side in _sides(t.args[0], ()) if lhs(th := n.norm(side)) is not rhs(th)]
    return rewrite(itself(t), tuple(steps)) if steps else itself(t)


def _sides(phi: Term, place: tuple[int, ...]) -> Iterator[tuple[tuple[int, ...], Term]]:
    for i, a in enumerate(phi.args):
        if phi.op in ("eq", "le", "lt"):
            yield (*place, i), a
        elif phi.op in ("and", "or", "imp", "iff", "not"):
            yield from _sides(a, (*place, i))


def between(ctx: Context, t: Term) -> Iterable[Theorem]:
    """min(a, b) ≤ ite φ a b ≤ max(a, b), for numbers a and b."""
    if t.op == "ite" and t.type is REAL and all(a.op == "num" for a in t.args[1:]):
        yield from _bounds(t)


@lru_cache(maxsize=1000)
def _bounds(t: Term) -> tuple[Theorem, ...]:
    phi, a, b = t.args
    low, high = (number(m(value(a), value(b))) for m in (min, max))
    return tuple(_in_both_cases(t, phi, goal) for goal in (le(low, t), le(t, high)))


def _in_both_cases(t: Term, phi: Term, goal: Term) -> Theorem:
    """The goal when φ holds, and when it does not."""
    cases = []
    for condition, row in ((phi, table.ite_true), (op("not", phi), table.ite_false)):
        known = Context().assume(condition)
        chosen = mp(row(*t.args), prove(known, condition))
        cases.append(discharge(prove(known.having(chosen), goal), condition))
    return prop(tuple(cases), goal)


FACTS.append(between)
