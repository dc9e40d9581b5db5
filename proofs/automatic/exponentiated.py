"""Orders with logarithms from the same without them: log u + log v ≤ 2·log w + x from u·v ≤ w²·exp x.

Exponentials of multiples of one number are then powers of one of them, so that what is left is an order of polynomials.
"""

from __future__ import annotations

from contextlib import suppress
from fractions import Fraction
from math import lcm

from ..kernel import REAL, Term, Theorem, op, rewrite
from ..tactics.budget import portion
from ..tactics.build import integer, lt
from ..tactics.context import Context, Unproved
from ..tactics.derive import mp, rhs, specialise, sym, trans
from ..tactics.normalise import Method, Normaliser, equate
from ..tactics.polynomial import Monomial, Poly, plus, poly_term
from ..tactics.prover import prove, reader
from ..theories import exponentials, exponents
from ..theories.lemmas import rewrites
from .direct import Failure, Inapplicable, directly, method, subterms
from .inductions import by_recursion
from .range_inductions import by_range
from .tableau import by_contradiction

MAX_LOGARITHMS, MAX_POWER, INNER = 4, 4, 40_000  # INNER: the work for what is left, in units of `budget`


def by_exponentiating(ctx: Context, goal: Term) -> Theorem:
    """Γ ⊢ a ▷ b from the same of exp a and exp b, times a number that makes all coefficients whole; raises Unproved."""
    if goal.op not in ("le", "lt") or goal.args[0].type is not REAL or not any(t.op == "log" for t in subterms(*goal.args)):
        raise Inapplicable("it is no order of logarithms", goal)
    reading = reader(ctx, list(goal.args))
    p = plus(reading.poly(goal.args[1]), reading.poly(goal.args[0]), Fraction(-1))
    logs = {t: c for m, c in p.items() for t, e in m if len(m) == 1 and e == 1 and isinstance(t, Term) and t.op == "log"}
    rest: Poly = {m: c for m, c in p.items() if not any(m == frozenset(((t, 1),)) for t in logs)}
    if not logs or len(logs) > MAX_LOGARITHMS or reading.missing or any(
            t.op == "log" for t in subterms(poly_term(rest))):
        raise Inapplicable("it is no sum of logarithms", goal)
    common = lcm(*[c.denominator for c in logs.values()])
    if any(abs(c*common) > MAX_POWER for c in logs.values()) or len(logs) == 1 and not rest:
        raise Inapplicable("its coefficients are too large", goal)
    if rest and not any(map(_has_exponential, logs)):
        raise Inapplicable("its exponential is no product of what is in it", goal)
    right = {m: c*common for m, c in p.items() if c > 0 or m in rest}
    scaled = [poly_term({m: -c*common for m, c in p.items() if m not in right}), poly_term(right)]
    known = ctx.having(*[prove(ctx, lt(0, t.args[0])) for t in logs])
    n = Normaliser(known, method())
    forms = [n.norm(op("exp", t)) for t in scaled]
    again = Normaliser(known, Method(rewrites(*_units(list(subterms(*map(rhs, forms)))))))
    forms = [trans(f, again.norm(rhs(f))) for f in forms]
    th = _shown(known, op(goal.op, *map(rhs, forms)))
    th = rewrite(th, tuple(((i,), sym(f)) for i, f in enumerate(forms)))
    law = specialise((exponents.log_lt if goal.op == "lt" else exponents.log_le)(), *th.concl.args)
    facts = ctx.having(th, *[specialise(exponentials.exp_pos(), t) for t in scaled])
    while law.concl.op == "imp":
        law = mp(law, prove(facts, law.concl.args[0]))
    law = rewrite(law, tuple(((i,), specialise(exponentials.log_exp(), t)) for i, t in enumerate(scaled)))
    return prove(ctx.having(law), goal)


def _has_exponential(t: Term) -> bool:
    return t.op == "exp" or any(map(_has_exponential, t.args))


def _shown(ctx: Context, goal: Term) -> Theorem:
    for way in (directly, by_range, by_contradiction, by_recursion):
        with suppress(*Failure), portion(INNER):
            return way(ctx, goal)
    raise Unproved("what is left does not follow", goal)


def _units(parts: list[Term]) -> list[Theorem]:
    """exp(k·u) = (exp u)^k for the exponentials of multiples of one number, u the greatest that all are multiples of."""
    groups: dict[Monomial, dict[Term, Fraction]] = {}
    for t in parts:
        if t.op == "exp":
            ((m, c), *more) = reader(Context(), [t.args[0]]).poly(t.args[0]).items()
            if not more:
                groups.setdefault(m, {})[t] = c
    out = []
    for m, found in groups.items():
        below = lcm(*[c.denominator for c in found.values()])
        for t, c in found.items():
            k = int(c*below)
            if k != 1 and len(found) > 1:
                unit = poly_term({m: Fraction(1, below)})
                law = specialise(exponentials.exp_power(), integer(k), unit)
                out.append(trans(equate(Context(), t, law.concl.args[0], Method()), law))
    return out
