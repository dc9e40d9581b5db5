"""There are i, j ≥ 0 with a·i + b·j = t, for numbers a, b > 0 without a common divisor: by the remainder of t by a."""

from __future__ import annotations

from contextlib import suppress
from fractions import Fraction
from math import gcd

from ..kernel import FALSE, INT, Term, Theorem, exists_intro, hyp, instantiate, normal, op, prop
from ..tactics.build import add, div, integer, mul, number, real, sub
from ..tactics.context import Context
from ..tactics.derive import discharge
from ..tactics.polynomial import Poly, Reading, TooLarge, atoms, plus, whole_term
from .direct import Failure, Inapplicable
from .known import about
from .residues import by_values
from .tableau import by_contradiction

MOST = 12  # the number a


def by_coins(ctx: Context, goal: Term) -> Theorem:
    """Γ ⊢ ∃i. ∃j. φ from φ at i = ⌊t/a⌋ + c, j = d with numbers c, d for each remainder; raises Unproved."""
    a, b, t = _equation(ctx, goal)
    quotient, denied = op("floor", div(real(t), number(a))), op("not", goal)

    def case(r: int, same: Theorem) -> Theorem:
        j = next(j for j in range(a) if (b*j - r) % a == 0)
        th = _at(ctx.having(same), goal, [add(quotient, integer((r - b*j)//a)), integer(j)])
        return prop((th, hyp(denied)), FALSE)

    known = Context().having(*about(Context(), quotient))
    return prop((discharge(by_values(known, sub(t, mul(integer(a), quotient)), a, case), denied),), goal)


def _at(ctx: Context, phi: Term, values: list[Term]) -> Theorem:
    """The statement with these values for what there is."""
    if phi.op == "ex":
        there = normal(instantiate(phi.args[0].args[0], values[0]))
        return exists_intro(_at(ctx, there, values[1:]), phi, values[0])
    if phi.op == "and":
        return prop((_at(ctx, phi.args[0], values), _at(ctx, phi.args[1], values)), phi)
    return by_contradiction(ctx, phi)


def _equation(ctx: Context, goal: Term) -> tuple[int, int, Term]:
    """a, b and t, from a·i + b·j = t or t = a·i + b·j."""
    parts, unknown, equations = [goal], list[Term](), list[Term]()
    while parts:
        phi = parts.pop()
        if phi.op == "ex" and phi.args[0].data is INT:
            unknown.append(ctx.fresh(INT, goal, phi, *unknown))
            parts.append(normal(instantiate(phi.args[0].args[0], unknown[-1])))
        elif phi.op == "and":
            parts += phi.args
        elif phi.op == "eq":
            equations.append(phi)
    if len(unknown) == 2 and len(equations) == 1 and (found := _coins(equations[0], *unknown)) is not None:
        return found
    raise Inapplicable("there is no equation of two integers", goal)


def _coins(phi: Term, i: Term, j: Term) -> tuple[int, int, Term] | None:
    p: Poly = {}
    reading = Reading(phi.args, lambda goal: None)
    with suppress(TooLarge, *Failure):
        p = plus(reading.poly(phi.args[0]), reading.poly(phi.args[1]), Fraction(-1))
    a, b = (p.pop(frozenset(((x, 1),)), Fraction(0)) for x in (i, j))
    sign = 1 if a > 0 else -1
    a, b = sign*a, sign*b
    if any(c.denominator != 1 for c in (a, b, *p.values())) or not 1 <= a <= MOST or b < 1 or gcd(int(a), int(b)) > 1:
        return None
    if not p or {i, j} & atoms(p) or any(x.type is not INT for x in atoms(p)):
        return None
    return int(a), int(b), whole_term({m: -sign*c for m, c in p.items()})
