"""There is: witnesses that the statement itself suggests, by solving an equation in it or from the bounds in it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from fractions import Fraction
from math import gcd
from typing import Any

from ..kernel import (
    FALSE,
    INT,
    REAL,
    Term,
    app,
    exists,
    exists_elim,
    exists_intro,
    hyp,
    instantiate,
    normal,
    op,
    prop,
    substitute,
    table,
    var,
)
from ..kernel.theorem import Theorem
from ..tactics.budget import portion
from ..tactics.build import add, conj, div, eq, integer, mul, number, real, sub
from ..tactics.cofactors import cleared
from ..tactics.context import Context, Unproved
from ..tactics.derive import discharge, discharge_to_not, generalise, mp, specialise, split
from ..tactics.polynomial import ONE, Monomial, Poly, Reading, TooLarge, atoms, plus, poly_term, whole_term
from ..tactics.prover import prove
from .direct import Failure, directly
from .tableau import by_contradiction

MAX_WITNESSES, TRIAL = 8, 200_000


def by_witness(ctx: Context, goal: Term) -> Theorem:
    """Γ ⊢ ∃x. φ from φ at a term, or ¬∀x. φ from ¬φ at a term; raises Unproved."""
    if goal.op == "not" and goal.args[0].op == "all":
        return _exception(ctx, goal)
    if goal.op != "ex" or goal.args[0].data not in (INT, REAL):
        raise Unproved("this is for “there is a number”", goal)
    x = ctx.fresh(goal.args[0].data, goal)
    body = normal(instantiate(goal.args[0].args[0], x))
    for t in list(dict.fromkeys(_suggested(body, x)))[:MAX_WITNESSES]:
        here = normal(instantiate(goal.args[0].args[0], t))
        try:
            with portion(TRIAL):
                return exists_intro(_shown(ctx, here), goal, t)
        except Failure:
            continue
    raise Unproved("no witness was found", goal)


def _exception(ctx: Context, goal: Term) -> Theorem:
    """Γ ⊢ ¬∀x. φ → s ▷ t"""
    (whole,) = goal.args
    x = ctx.fresh(whole.args[0].data, whole)
    body, guards = normal(instantiate(whole.args[0].args[0], x)), list[Term]()
    while body.op == "imp":
        guards.append(body.args[0])
        body = body.args[1]
    if body.op not in ("le", "lt"):
        raise Unproved("it denies no order", goal)
    denied = conj(*guards, op("lt" if body.op == "le" else "le", *body.args[::-1]))
    some = by_witness(ctx, normal(exists(x, denied)))
    *given, _ = known = split(hyp(denied))
    said = mp(specialise(hyp(whole), x), *given)
    return discharge_to_not(exists_elim(x, some, prove(Context().having(*known, said), FALSE)), whole)


def _shown(ctx: Context, phi: Term) -> Theorem:
    """The statement at the witness, part by part."""
    if phi.op == "and":
        return prop((_shown(ctx, phi.args[0]), _shown(ctx, phi.args[1])), phi)
    if phi.op == "ex":
        return by_witness(ctx, phi)
    if phi.op == "all":
        x = ctx.fresh(phi.args[0].data, phi)
        return generalise(_shown(ctx, normal(instantiate(phi.args[0].args[0], x))), x)
    if phi.op == "imp":
        return discharge(_shown(ctx.assume(phi.args[0]), phi.args[1]), phi.args[0])
    if phi.op == "eq":
        with suppress(*Failure):
            return directly(ctx, phi)
    return by_contradiction(ctx, phi)


def _suggested(body: Term, x: Term) -> Iterator[Term]:
    """Solutions of the equations first, then what lies between the bounds, at them and beyond them."""
    equations: list[Term] = [*_combined(body, x), *_eliminated(body, x)]
    low: list[Term] = []
    high: list[Term] = []
    for phi in _relations(body):
        solved = _solved(phi, x)
        if solved is None:
            equations += _from_square(phi, x) or _inverted(phi, x)
            continue
        t, sign = solved
        if phi.op == "eq":
            equations.append(t)
        else:
            (low if sign > 0 else high).append(t)
    yield from equations
    if x.type is REAL:
        yield from [div(add(a, b), number(2)) for a in low for b in high]
    for a in low:
        yield from (a, add(a, 1))
    for b in high:
        yield from (b, sub(b, 1))
    yield from (integer(k) for k in (0, 1, 2)) if x.type is INT else (number(k) for k in (0, 1, Fraction(1, 2), 2))
    if len(low) > 1 and x.type is REAL:
        yield add(_total(low), number(1))


def _combined(body: Term, x: Term) -> Iterator[Term]:
    """x·t for x of a·x + b·y = t with numbers a, b that have no common divisor: then y·t is the other."""
    inner = body.args[0].args[0] if body.op == "ex" and body.args[0].data is x.type is INT else None
    y = var("·y", INT)
    phi = None if inner is None else normal(instantiate(inner, y))
    if phi is None or phi.op != "eq" or x.type is not INT:
        return
    reading = Reading(phi.args, lambda goal: None)
    p = plus(reading.poly(phi.args[0]), reading.poly(phi.args[1]), Fraction(-1))
    a, b = (p.pop(frozenset(((v, 1),)), Fraction(0)) for v in (x, y))
    if a.denominator != 1 or b.denominator != 1 or gcd(int(a), int(b)) != 1 or abs(b) == 1 or any(
            v in atoms(p) for v in (x, y)):
        return
    factor = pow(int(a), -1, abs(int(b)))
    if _is_whole(p) and all(c.denominator == 1 for c in p.values()):
        yield _whole({m: -c*factor for m, c in p.items()}, Fraction(1))


def _eliminated(body: Term, x: Term) -> Iterator[Term]:
    """x in a system of linear equations, of which the other unknowns are taken out one after the other."""
    others: list[Term] = []
    while body.op == "ex":
        others.append(var(f"·x{len(others)}", body.args[0].data))
        body = normal(instantiate(body.args[0].args[0], others[-1]))
    equations = [phi for phi in _relations(body) if phi.op == "eq"]
    for y in others if len(equations) > len(others) else ():
        for phi in equations:
            solved = _solved(phi, y)
            if solved is not None:
                equations = [normal(substitute(other, {y: solved[0]})) for other in equations if other is not phi]
                break
        else:
            return
    for phi in equations if others else ():
        solved = _solved(phi, x)
        if solved is not None and not any(y.free <= solved[0].free for y in others):
            yield solved[0]


def _total(terms: Iterable[Term]) -> Term:
    """Σ (t² + 1), which is above every t."""
    out: Term | None = None
    for t in terms:
        piece = add(mul(t, t), number(1))
        out = piece if out is None else add(out, piece)
    return number(0) if out is None else out


def _relations(body: Term) -> Iterator[Term]:
    if body.op in ("eq", "le", "lt") and body.args[0].type in (INT, REAL):
        yield body
    elif body.op in ("and", "or", "imp"):
        for a in body.args:
            yield from _relations(a)
    elif body.op == "ex":
        yield from _relations(body.args[0].args[0])


def _solved(phi: Term, x: Term) -> tuple[Term, int] | None:
    """The relation solved for x, and the sign of its coefficient; None where it is not linear in x."""
    if phi.loose:
        return None
    reading = Reading(phi.args, lambda goal: None)
    try:
        p = cleared(plus(reading.poly(phi.args[1]), reading.poly(phi.args[0]), Fraction(-1)))[0]
    except TooLarge:
        return None
    factor: Poly = {}
    rest: Poly = {}
    for m, c in p.items():
        exps = dict(m)
        e = exps.pop(x, 0)
        if e > 1 or any(_occurs(x, a) for a in exps):
            return None
        if e:
            factor[frozenset(exps.items())] = c
        else:
            rest[m] = -c
    if not factor:
        return None
    constant = factor.get(ONE) if set(factor) == {ONE} else None
    if x.type is INT and constant is not None and _is_whole(rest):
        return _whole(rest, constant), 1 if constant > 0 else -1
    if x.type is INT and phi.op == "eq":
        return None
    if x.type is INT:  # beyond the size of what it is compared with
        beyond = add(op("floor", app(table.ABS, div(poly_term(rest), poly_term(factor)))), 1)
        return (sub(0, beyond), -1) if constant is not None and constant < 0 else (beyond, 1)
    if constant is not None:
        return poly_term({m: c/constant for m, c in rest.items()}), 1 if constant > 0 else -1
    return div(poly_term(rest), poly_term(factor)), 1


def _from_square(phi: Term, x: Term) -> list[Term]:
    """√e and e + 1 where the relation compares x² with e."""
    if phi.loose or x.type is INT:
        return []
    reading = Reading(phi.args, lambda goal: None)
    with suppress(TooLarge):
        p = plus(reading.poly(phi.args[1]), reading.poly(phi.args[0]), Fraction(-1))
        square: Monomial = frozenset(((x, 2),))
        rest = {m: -c/p[square] for m, c in p.items() if m != square} if square in p else {}
        if rest and not any(_occurs(x, a) for a in atoms(rest)):
            return [op("sqrt", poly_term(rest)), add(poly_term(rest), number(1))]
    return []


INVERSE: dict[str, Callable[[Term], Term]] = {
    "exp": lambda t: op("log", t), "log": lambda t: op("exp", t), "sqrt": lambda t: mul(t, t)}


def _inverted(phi: Term, x: Term) -> list[Term]:
    """x where x stands only inside one exp, log or √, by its inverse; beside a bound, what it is compared with too."""
    if phi.loose or x.type is INT:
        return []
    reading = Reading(phi.args, lambda goal: None)
    with suppress(TooLarge):
        p = cleared(plus(reading.poly(phi.args[1]), reading.poly(phi.args[0]), Fraction(-1)))[0]
        around = [(m, a) for m in p for a, _ in m if _occurs(x, a)]
        if len(around) == 1 and isinstance(around[0][1], Term) and around[0][1].op in INVERSE:
            m, a = around[0]
            factor = dict(m)
            if factor.pop(a) == 1:
                rest = poly_term({k: -c/p[m] for k, c in p.items() if k is not m})
                value = div(rest, poly_term({frozenset(factor.items()): Fraction(1)})) if factor else rest
                found = _solved(eq(a.args[0], INVERSE[a.op](value)), x)
                return [*([found[0]] if found else []), *([] if phi.op == "eq" else [value])]
    return []


def _occurs(x: Term, atom: Any) -> bool:
    if isinstance(atom, Term):
        return x.free <= atom.free
    return any(_occurs(x, a) for a in atoms(dict(atom[1])))


def _is_whole(p: Poly) -> bool:
    return all(isinstance(a, Term) and a.type is INT and e > 0 for m in p for a, e in m)


def _whole(rest: Poly, constant: Fraction) -> Term:
    """⌊rest/constant⌋"""
    scaled = {m: c/constant for m, c in rest.items()}
    if all(c.denominator == 1 for c in scaled.values()):
        return whole_term(scaled)
    sign = 1 if constant > 0 else -1
    top = whole_term({m: sign*c for m, c in rest.items()})
    return op("floor", div(real(top), number(abs(constant))))
