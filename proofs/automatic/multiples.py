"""Multiples of what is no number: ∃j. t = d·j from multiples of d that the context names, t being a combination of them."""

from __future__ import annotations

from fractions import Fraction

from ..kernel import INT, Term, Theorem, exists_elim, exists_intro, instantiate, normal, substitute
from ..kernel.terms import NUMERIC
from ..tactics.build import number
from ..tactics.cofactors import find
from ..tactics.context import Context, Unproved
from ..tactics.polynomial import ONE, Poly, TooLarge, plus, poly_term, whole_term
from ..tactics.prover import reader
from .direct import Inapplicable, directly

MAX_NAMED = 4


def by_multiples(ctx: Context, goal: Term) -> Theorem:
    """Γ ⊢ ∃j. a = b, linear in j with a factor that is no number; raises Unproved."""
    if goal.op != "ex" or goal.args[0].data is not INT:
        raise Inapplicable("it is no statement that an integer exists", goal)
    j = ctx.fresh(INT, goal)
    body = normal(instantiate(goal.args[0].args[0], j))
    if body.op != "eq" or body.args[0].type not in NUMERIC:
        raise Inapplicable("it is no equation", goal)
    inner, named = _named(ctx, goal)
    divisor, rest = _parts(inner, body, j)
    equations = [th.concl.args for th in inner.facts if th.concl.op == "eq" and th.concl.args[0].type in NUMERIC]
    for x, t in equations:
        if x.op == "var" and not x.free <= t.free:
            divisor, rest = (substitute(u, {x: t}) for u in (divisor, rest))
    reading = reader(inner, [divisor, rest, *[t for e in equations for t in e]])
    cofactors = find(reading, rest, number(0), [(divisor, number(0)), *equations])
    if cofactors is None or cofactors[0] is None:
        raise Unproved("it is no combination of known multiples", goal)
    witness = _whole(inner, cofactors[0])
    th = exists_intro(directly(inner, normal(instantiate(goal.args[0].args[0], witness))), goal, witness)
    for x, some in reversed(named):
        th = exists_elim(x, some, th)
    return th


def _named(ctx: Context, goal: Term) -> tuple[Context, list[tuple[Term, Theorem]]]:
    """The context in which the integers that exist have names."""
    named: list[tuple[Term, Theorem]] = []
    for some in [th for th in ctx.facts if th.concl.op == "ex" and th.concl.args[0].data is INT][:MAX_NAMED]:
        x = ctx.fresh(INT, goal, some.concl, *[y for y, _ in named])
        ctx = ctx.assume(normal(instantiate(some.concl.args[0].args[0], x)))
        named.append((x, some))
    return ctx, named


def _parts(ctx: Context, body: Term, j: Term) -> tuple[Term, Term]:
    """d and t, where the equation says t = d·j."""
    reading = reader(ctx, list(body.args))
    try:
        p = plus(reading.poly(body.args[1]), reading.poly(body.args[0]), Fraction(-1))
    except TooLarge as large:
        raise Unproved("the equation is too large", body) from large
    factor: Poly = {}
    rest: Poly = {}
    for m, c in p.items():
        exponents = dict(m)
        e = exponents.pop(j, 0)
        if e not in (0, 1):
            raise Unproved("it is not linear in the integer", body)
        (factor if e else rest)[frozenset(exponents.items())] = c if e else -c
    if not set(factor) - {ONE} or not rest:
        raise Inapplicable("its factor is a number", body)
    return poly_term(factor), poly_term(rest)


def _whole(ctx: Context, t: Term) -> Term:
    """The integer that a polynomial with whole coefficients in integers is; raises Unproved."""
    p = reader(ctx, [t]).poly(t)
    if any(c.denominator != 1 for c in p.values()) or not all(
            isinstance(a, Term) and a.type is INT and e > 0 for m in p for a, e in m):
        raise Unproved("the quotient is not seen to be an integer", t)
    return whole_term(p)
