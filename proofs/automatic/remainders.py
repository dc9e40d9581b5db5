"""Multiples by cases of remainders: each integer is m·q + r with r = 0, …, m − 1, and in each case a statement “t is m·j + s
for an integer j” is shown by its j, or denied.

By contradiction: what is known of multiples and the negated goal, at m·q + r for any q, is false for each r.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from fractions import Fraction
from math import lcm

from ..kernel import FALSE, INT, Term, Theorem, Type, exists_intro, hyp, instantiate, normal, op, prop, rewrite, substitute, var
from ..tactics.budget import portion, spend
from ..tactics.build import add, div, eq, integer, mul, no, number, real, replaced, sub
from ..tactics.context import Context, Unproved
from ..tactics.derive import discharge, generalise, mp, specialise
from ..tactics.polynomial import Poly, Reading, TooLarge, plus, rank, whole_term
from ..tactics.prover import prove
from .direct import Failure, Inapplicable
from .known import about
from .residues import by_values
from .tableau import by_contradiction

MAX_MODULUS, MAX_CASES = 30, 64
CASE = 60_000  # the work for one case that no multiple settles, in units of `budget`

Place = tuple[tuple[int, ...], tuple[Type, ...]]  # a path, and the types that are bound above


def by_remainders(ctx: Context, goal: Term) -> Theorem:
    """Γ ⊢ goal about multiples, by the remainders of its integers; raises Unproved."""
    facts = [th for th in ctx.facts if any(True for _ in _multiples(th.concl))]
    found = [m for phi in (goal, *[th.concl for th in facts]) for m in _multiples(phi)]
    if not any(True for _ in _multiples(goal)):
        raise Inapplicable("it does not speak of multiples", goal)
    modulus = lcm(*[m for m, _ in found])
    names = sorted({x for _, p in found for k in p for x, _ in k}, key=rank)
    if not names or modulus > MAX_MODULUS or modulus**len(names) > MAX_CASES:
        raise Unproved("there are too many cases of remainders", goal)
    wrong = no(goal)
    return prop((discharge(_split([*facts, hyp(wrong)], names, modulus, []), wrong),), goal)


def _multiples(phi: Term) -> Iterator[tuple[int, Poly]]:
    """m and t, of the parts ∃j. t = m·j + … with whole coefficients."""
    if phi.op in ("not", "or", "and", "imp"):
        for a in phi.args:
            yield from _multiples(a)
    if phi.op == "ex" and phi.args[0].data is INT:
        j = var("j′", INT)
        found = _equation(normal(instantiate(phi.args[0].args[0], j)))
        slope = found.pop(frozenset(((j, 1),)), Fraction(0)) if found else 0
        if found and slope and all(isinstance(x, Term) and x.op == "var" and x is not j and e > 0 for k in found for x, e in k):
            scale = lcm(*[c.denominator for c in found.values()], Fraction(slope).denominator)
            yield abs(int(slope*scale)), found


def _equation(phi: Term) -> Poly | None:
    if phi.op == "and":
        return next((p for p in map(_equation, phi.args) if p), None)
    if phi.op != "eq" or phi.args[0].type.name not in ("Int", "Real"):
        return None
    reading = Reading(phi.args, lambda goal: None)
    with suppress(TooLarge):
        return plus(reading.poly(phi.args[0]), reading.poly(phi.args[1]), Fraction(-1))
    return None


def _split(facts: list[Theorem], names: list[Term], m: int, done: list[Term]) -> Theorem:
    """false from the facts, each of the integers being m·q + r; `done` are the quotients that stand in them."""
    if not names:
        return _false(facts, done)
    x, *rest = names
    q = op("floor", div(real(x), number(m)))
    known = Context().having(*about(Context(), q))

    def case(r: int, same: Theorem) -> Theorem:
        equation = prove(Context().having(same), eq(x, add(mul(integer(m), q), integer(r))))
        return _split([with_equal(th, x, equation) for th in facts], rest, m, [*done, q])

    return by_values(known, sub(x, mul(integer(m), q)), m, case)


def with_equal(th: Theorem, x: Term, equation: Theorem) -> Theorem:
    """The theorem with x replaced by what it equals, under binders too."""
    return rewritten(th, places_of(th.concl, x), equation)


def rewritten(th: Theorem, places: Iterable[Place], equation: Theorem) -> Theorem:
    """The theorem rewritten by an equation at these places."""
    steps = []
    for path, binders in places:
        same = equation
        for n, ty in reversed(list(enumerate(binders))):
            same = generalise(same, var(f"bound′{n}", ty))
        steps.append((path, same))
    return rewrite(th, tuple(steps)) if steps else th


def places_of(t: Term, x: Term) -> Iterator[Place]:
    """Where x stands in t, with the types that are bound above."""
    if t is x:
        yield (), ()
    for i, a in enumerate(t.args):
        for path, binders in places_of(a, x):
            yield (i, *path), ((t.data, *binders) if t.op == "lam" else binders)


def _false(facts: list[Theorem], quotients: list[Term]) -> Theorem:
    """false from the facts at m·q + r: for any integers in place of the quotients."""
    spend(100)
    free = [var(f"q′{i}", INT) for i in range(len(quotients))]
    here = [replaced(th.concl, dict(zip(quotients, free, strict=True))) for th in facts]
    th = discharge(_closed(Context().assume(*here)), *here)
    th = generalise(th, *free)
    return mp(specialise(th, *quotients), *facts)


def _closed(ctx: Context) -> Theorem:
    for phi, th in _denied(ctx):
        j = var("j′", INT)
        body = normal(instantiate(phi.args[0].args[0], j))
        p = _equation(body)
        slope = p.pop(frozenset(((j, 1),)), Fraction(0)) if p else 0
        if p is None or not slope or any((c/slope).denominator != 1 for c in p.values()):
            continue
        witness = whole_term({k: -c/slope for k, c in p.items()})
        with suppress(*Failure):
            shown = exists_intro(prove(ctx, normal(substitute(body, {j: witness}))), phi, witness)
            return prop((shown, th), FALSE)
    with portion(CASE):
        return by_contradiction(ctx, FALSE)


def _denied(ctx: Context) -> Iterator[tuple[Term, Theorem]]:
    """∃j. …, and what denies it."""
    for th in ctx.facts:
        parts = [th.concl.args[0]] if th.concl.op == "not" else []
        while parts:
            phi = parts.pop()
            if phi.op == "or":
                parts += phi.args
            elif phi.op == "ex":
                yield phi, prop((th,), no(phi))
