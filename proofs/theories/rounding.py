"""⌊x⌋ is the largest integer below: facts for order, integer bounds, and its value at numbers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from math import floor as whole_part

from ..kernel import (
    FALSE,
    INT,
    REAL,
    Side,
    Summand,
    Term,
    Theorem,
    field,
    forall_elim,
    op,
    order,
    refl,
    rewrite,
    table,
    value,
    var,
)
from ..kernel.rational import integer_form
from ..tactics.build import add, div, eq, integer, le, lt, mul, ne, number, real, sub
from ..tactics.context import Context
from ..tactics.derive import (
    antisymmetric,
    discharge,
    discharge_to_not,
    generalise,
    mp,
    positive_form,
    specialise,
    split,
    trans,
)
from ..tactics.normalise import Normaliser
from ..tactics.polynomial import ONE, Monomial, TooLarge, integer_term, monomial_key, poly_term, whole_term
from ..tactics.prover import FACTS, ORDERS, attempt, prove, reader
from ..tactics.search import cheaply
from .lemmas import lemma, under_way
from .powers import specialise_reciprocal

x, n = var("x", REAL), var("n", INT)
_UNIT = Fraction(1)


def floor(t: Term) -> Term:
    return op("floor", t)


def bounds(t: Term) -> list[Theorem]:
    """⌊x⌋ ≤ x and x < ⌊x⌋ + 1"""
    return split(forall_elim(table.floor_bounds(), t))


@lemma
def floor_least() -> Theorem:
    """⊢ ∀x n. n ≤ x → n ≤ ⌊x⌋"""
    given, wrong = le(real(n), x), lt(floor(x), n)
    absurd = prove(Context().having(*bounds(x)).assume(given, le(add(floor(x), 1), n)), FALSE)
    step = prove(Context().assume(wrong), le(add(floor(x), 1), n))
    absurd = mp(discharge(absurd, le(add(floor(x), 1), n)), step)
    return generalise(discharge(positive_form(discharge_to_not(absurd, wrong)), given), x, n)


@lemma
def floor_most() -> Theorem:
    """⊢ ∀x n. x < n + 1 → ⌊x⌋ ≤ n"""
    given, wrong = lt(x, add(real(n), 1)), lt(n, floor(x))
    absurd = prove(Context().having(*bounds(x)).assume(given, le(add(n, 1), floor(x))), FALSE)
    step = prove(Context().assume(wrong), le(add(n, 1), floor(x)))
    absurd = mp(discharge(absurd, le(add(n, 1), floor(x))), step)
    return generalise(discharge(positive_form(discharge_to_not(absurd, wrong)), given), x, n)


@lemma
def floor_shift() -> Theorem:
    """⊢ ∀x n. ⌊x + n⌋ = ⌊x⌋ + n"""
    shifted = add(x, real(n))
    known = Context().having(*bounds(x), *bounds(shifted))
    laws = [specialise(law(), shifted, add(floor(x), n)) for law in (floor_most, floor_least)]
    return generalise(antisymmetric(*[mp(law, prove(known, law.concl.args[0])) for law in laws]), x, n)


@lemma
def floor_nested() -> Theorem:
    """⊢ ∀x n. 1 ≤ n → ⌊⌊x⌋/n⌋ = ⌊x/n⌋"""
    given, inside = le(1, n), real(floor(x))
    inner, outer = floor(div(inside, real(n))), floor(div(x, real(n)))
    positive = prove(Context().assume(given), lt(0, real(n)))
    inverse = specialise_reciprocal(real(n), positive)
    nonzero = Side((prove(Context().having(positive), ne(real(n), 0)),))
    smaller = order(le(div(inside, real(n)), div(x, real(n))), (bounds(x)[0], inverse), (Summand(_UNIT, (0, 1)),), nonzero)
    below = specialise(floor_least(), div(x, real(n)), inner)
    below = mp(below, prove(Context().having(smaller, positive, *bounds(div(inside, real(n)))), below.concl.args[0]))
    whole = specialise(floor_least(), x, mul(outer, n))
    given_outer = bounds(div(x, real(n)))[0]
    whole = mp(whole, order(whole.concl.args[0], (given_outer, positive), (Summand(_UNIT, (0, 1)),), nonzero))
    above = specialise(floor_least(), div(inside, real(n)), outer)
    above = mp(above, order(above.concl.args[0], (whole, inverse), (Summand(_UNIT, (0, 1)),), nonzero))
    return generalise(discharge(antisymmetric(below, above), given), x, n)


def floor_facts(ctx: Context, t: Term) -> Iterable[Theorem]:
    """⌊x⌋ ≤ x < ⌊x⌋ + 1"""
    if t.op == "floor" and not under_way("floor_least", "floor_most"):
        yield from bounds(t.args[0])


def integer_bound(ctx: Context, goal: Term) -> Theorem | None:
    """An order of integers in which one ⌊x⌋ takes part, from an order of x itself."""
    if goal.op not in ("le", "lt"):
        return None
    if goal.args[0].type is REAL:
        return _lifted(ctx, goal)
    for quotient, lower, bound in solved(goal):
        law = specialise((floor_least if lower else floor_most)(), quotient.args[0], bound)
        with cheaply():
            premise = attempt(ctx, law.concl.args[0])
        if premise is not None:
            return prove(Context().having(mp(law, premise)), goal)
    return None


def solved(goal: Term) -> Iterator[tuple[Term, bool, Term]]:
    """An order of integers, solved for each ⌊x⌋ that stands in it plainly: (⌊x⌋, is it bounded below?, by what)."""
    a, b = goal.args
    gap = sub(b, a) if goal.op == "le" else sub(sub(b, a), integer(1))  # the goal is 0 ≤ gap
    for m, k in sorted(integer_form(gap)[0], key=lambda mk: monomial_key(mk[0])):
        atom, e = next(iter(m))
        if len(m) == e == abs(k) == 1 and atom.op == "floor":
            yield atom, k == 1, sub(atom, gap) if k == 1 else add(gap, atom)


def _lifted(ctx: Context, goal: Term) -> Theorem | None:
    """An order of coerced integers from the same order of the integers."""
    left, right = integer_of(goal.args[0]), integer_of(goal.args[1])
    if left is None or right is None or not any(_has_floor(t) for t in goal.args):
        return None
    th = attempt(ctx, op(goal.op, left, right))
    return None if th is None else prove(Context().having(th), goal)


def integer_of(t: Term) -> Term | None:
    """The integer term that a real one coerces."""
    if t.op == "real":
        return t.args[0]
    if t.op == "num" and value(t).denominator == 1:
        return integer(int(value(t)))
    if t.op in ("add", "sub", "mul", "neg"):
        parts = [p for p in map(integer_of, t.args) if p is not None]
        return op(t.op, *parts) if len(parts) == len(t.args) else None
    return None


def _has_floor(t: Term) -> bool:
    return t.op == "floor" or t.op in ("add", "sub", "mul", "neg", "real") and any(_has_floor(a) for a in t.args)


def at_number(n: Normaliser, t: Term) -> Theorem | None:
    """⌊q⌋ at a number q, of which (−1)·q is a normal form where it is negative."""
    if t.op != "floor" or not _is_number(t.args[0]):
        return None
    q, (written,) = _value(t.args[0]), t.args
    k = integer(whole_part(value(q)))
    below = specialise(floor_most(), q, k)
    above = specialise(floor_least(), q, k)
    th = antisymmetric(*[mp(law, prove(Context(), law.concl.args[0])) for law in (below, above)])
    return th if q is written else trans(rewrite(refl(t), (((1, 0), field(written, q)),)), th)


def _is_number(t: Term) -> bool:
    return t.op == "num" or t.op == "mul" and all(a.op == "num" for a in t.args)


def _value(t: Term) -> Term:
    return t if t.op == "num" else number(value(t.args[0])*value(t.args[1]))


def at_integer(n: Normaliser, t: Term) -> Theorem | None:
    """⌊n⌋ = n for an integer n."""
    whole = integer_of(t.args[0]) if t.op == "floor" else None
    if whole is None:
        return None
    same = prove(n.ctx, eq(t.args[0], real(whole)))
    below, above = (specialise(law(), real(whole), whole) for law in (floor_most, floor_least))
    known = Context()
    value = antisymmetric(*[mp(law, prove(known, law.concl.args[0])) for law in (below, above)])
    return trans(rewrite(refl(t), (((1, 0), same),)), value)


def settled(n: Normaliser, t: Term) -> Theorem | None:
    """⌊m + r⌋ = m for an integer m and 0 ≤ r < 1, where r is nothing or a quotient by what is no number."""
    if t.op != "floor" or _is_number(t.args[0]):
        return None
    reading = reader(n.ctx, [t.args[0]])
    try:
        p = {} if reading.missing else reading.poly(t.args[0])
    except TooLarge:
        return None
    whole = {m: c for m, c in p.items() if c.denominator == 1 and _whole(m)}
    rest = [m for m in p if m not in whole]
    if not p or rest and not any(e < 0 for m in rest for _, e in m):
        return None
    k = whole_term(whole)
    part = poly_term({m: p[m] for m in rest})
    bounds = [attempt(n.ctx, goal) for goal in (le(0, part), lt(part, 1))] if rest else []
    if None in bounds:
        return None
    known = n.ctx.having(*[th for th in bounds if th is not None])
    laws = [specialise(law(), t.args[0], k) for law in (floor_most, floor_least)]
    ready = [attempt(known, law.concl.args[0]) for law in laws]
    sides = [mp(law, th) for law, th in zip(laws, ready, strict=True) if th is not None]
    return antisymmetric(*sides) if len(sides) == 2 else None


def nested(n: Normaliser, t: Term) -> Theorem | None:
    """⌊⌊x⌋/m⌋ = ⌊x/m⌋ for an integer m ≥ 1."""
    if t.op != "floor" or _is_number(t.args[0]):
        return None
    reading = reader(n.ctx, [t.args[0]])
    try:
        p = {} if reading.missing else reading.poly(t.args[0])
    except TooLarge:
        return None
    ((monomial, c),) = p.items() if len(p) == 1 else ((frozenset(), Fraction(0)),)
    inside = [a for a, e in monomial if isinstance(a, Term) and a.op == "floor" and e == 1]
    below = frozenset((a, -e) for a, e in monomial if a not in inside)
    if len(inside) != 1 or c.numerator != 1 or not all(isinstance(a, Term) and a.type is INT and e > 0 for a, e in below):
        return None
    law = specialise(floor_nested(), inside[0].args[0], whole_term({below: Fraction(c.denominator)}))
    ready = attempt(n.ctx, law.concl.args[0])
    if ready is None or law.concl.args[0].args[1] is integer(1):
        return None
    law = mp(law, ready)
    same = field(t.args[0], law.concl.args[0].args[0], reader(n.ctx, [t.args[0], law.concl.args[0].args[0]]).side())
    return trans(rewrite(refl(t), (((1, 0), same),)), law)


def shifted(n: Normaliser, t: Term) -> Theorem | None:
    """⌊x + m⌋ = ⌊x⌋ + m for an integer m, where something else is left of which a number lies in [0, 1)."""
    if t.op != "floor" or _is_number(t.args[0]):
        return None
    reading = reader(n.ctx, [t.args[0]])
    try:
        p = {} if reading.missing else reading.poly(t.args[0])
    except TooLarge:
        return None
    whole = {m: int(c) for m, c in p.items() if m != ONE and c.denominator == 1 and _whole(m)}
    up = whole_part(p.get(ONE, 0))
    rest = {m: c - up if m == ONE else c for m, c in p.items() if m not in whole and (m != ONE or c != up)}
    if not (whole or up) or set(rest) <= {ONE}:
        return None
    k, part = integer_term(frozenset(whole.items()), up), poly_term(rest)
    law = specialise(floor_shift(), part, k)
    same = field(t.args[0], add(part, real(k)), reader(n.ctx, [t.args[0], part]).side())
    return trans(rewrite(refl(t), (((1, 0), same),)), law)


def _whole(m: Monomial) -> bool:
    """Is it a product of integers?"""
    return all(isinstance(a, Term) and a.type is INT and e > 0 for a, e in m)


FACTS.append(floor_facts)
ORDERS.append(integer_bound)
