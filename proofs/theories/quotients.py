"""Division with remainder: for integers m and s > 0,  ⌊m/s⌋ = q  exactly when  s·q ≤ m < s·(q + 1).

The lemmas speak of any x with x·s = m, so that it does not matter how the quotient is written.
"""

from __future__ import annotations

from collections.abc import Iterable

from ..kernel import FALSE, INT, REAL, KernelError, Term, Theorem, hyp, op, value, var
from ..tactics import linear
from ..tactics.build import add, eq, integer, le, lt, mul, real
from ..tactics.context import Context, Unproved
from ..tactics.derive import discharge, discharge_to_not, generalise, join, mp, positive_form, specialise, split
from ..tactics.prover import BOUNDS, FACTS, attempt, prove
from ..tactics.search import is_cheap
from .lemmas import lemma, under_way
from .rounding import bounds, floor, integer_of, solved

x, (m, s, n) = var("x", REAL), (var(name, INT) for name in "msn")
DIVIDED = (lt(0, s), eq(mul(x, real(s)), real(m)))  # x is m/s
LEMMAS = ("quotient_bounds", "quotient_least", "quotient_most")


@lemma
def quotient_bounds() -> Theorem:
    """⊢ ∀x m s. 0 < s → x·s = m → s·⌊x⌋ ≤ m ∧ m < s·⌊x⌋ + s"""
    ctx, q = Context().assume(*DIVIDED), floor(x)
    ctx = ctx.having(prove(ctx, lt(0, real(s))), *bounds(x))
    below = prove(ctx, le(mul(s, q), m))
    too_large = le(add(mul(s, q), s), m)
    absurd = prove(ctx.assume(too_large), FALSE)
    above = positive_form(discharge_to_not(absurd, too_large))
    return generalise(discharge(join(below, above), *DIVIDED), x, m, s)


@lemma
def quotient_least() -> Theorem:
    """⊢ ∀x m s n. 0 < s → x·s = m → s·n ≤ m → n ≤ ⌊x⌋"""
    return _unless(lt(floor(x), n), le(mul(s, n), m))


@lemma
def quotient_most() -> Theorem:
    """⊢ ∀x m s n. 0 < s → x·s = m → m < s·n + s → ⌊x⌋ ≤ n"""
    return _unless(lt(n, floor(x)), lt(m, add(mul(s, n), s)))


def _unless(wrong: Term, given: Term) -> Theorem:
    """⊢ ∀x m s n. 0 < s → x·s = m → given → ¬wrong, because wrong would contradict the bounds of the quotient."""
    known = mp(specialise(quotient_bounds(), x, m, s), *map(hyp, DIVIDED))
    absurd = prove(Context().assume(DIVIDED[0], given, wrong).having(known), FALSE)
    th = positive_form(discharge_to_not(absurd, wrong))
    return generalise(discharge(th, *DIVIDED, given), x, m, s, n)


def _met(ctx: Context, law: Theorem, premises: int) -> Theorem | None:
    """What a law says when its premises hold here."""
    for _ in range(premises):
        premise = attempt(ctx, law.concl.args[0])
        if premise is None:
            return None
        law = mp(law, premise)
    return law


def _quotient(t: Term) -> tuple[Term, Term, Term] | None:
    """x, m and s of ⌊x⌋ where x is written as a quotient of integers, or as a sum of such; None for other terms."""
    found = _over(t.args[0]) if t.op == "floor" else None
    if found is None or found[1] is None:
        return None
    return t.args[0], found[0], found[1]


def _over(x: Term) -> tuple[Term, Term | None] | None:
    """m and s with x = m/s, read off the form of x; s is None where x is an integer."""
    whole = integer_of(x)
    if whole is not None:
        return whole, None
    if x.op == "num":
        return integer(value(x).numerator), integer(value(x).denominator)
    if x.op == "div":
        top, below = map(integer_of, x.args)
        return None if top is None or below is None else (top, below)
    parts = [_over(a) for a in x.args] if x.op in ("add", "sub", "neg", "mul") else []
    known = [p for p in parts if p is not None]
    divisors = {s for _, s in known if s is not None}
    if not known or len(known) < len(parts) or len(divisors) != 1 or x.op == "mul" and all(s for _, s in known):
        return None
    (divisor,) = divisors
    tops = [m if s is not None or x.op == "mul" else mul(m, divisor) for m, s in known]
    return op(x.op, *tops), divisor


def quotient_facts(ctx: Context, t: Term) -> Iterable[Theorem]:
    """s·⌊m/s⌋ ≤ m < s·⌊m/s⌋ + s"""
    found = _quotient(t)
    if found is not None and not under_way(*LEMMAS):
        th = _met(ctx, specialise(quotient_bounds(), *found), 2)
        yield from [] if th is None else split(th)


def quotient_order(ctx: Context, goal: Term) -> Theorem | None:
    """An order of integers in which one ⌊m/s⌋ takes part, from an order without it."""
    if goal.op not in ("le", "lt") or goal.args[0].type is not INT or is_cheap():
        return None
    for quotient, lower, bound in solved(goal):
        found = _quotient(quotient)
        if found is not None and not _at_once(ctx, goal):
            law = specialise((quotient_least if lower else quotient_most)(), *found, bound)
            th = _met(ctx, law, 3)
            if th is not None:
                return prove(Context().having(th), goal)
    return None


def _at_once(ctx: Context, goal: Term) -> bool:
    """Does the goal follow by itself, without the search for products?"""
    try:
        linear.prove_order(ctx, goal, products=False)
    except (Unproved, KernelError):
        return False
    return True


FACTS.append(quotient_facts)
BOUNDS.append(quotient_order)
