"""Tangents of powers and of x·log x, which are convex for 0 ≤ x, and for all x where the exponent is even."""

from __future__ import annotations

from fractions import Fraction

from ..kernel import INT, REAL, Summand, Term, Theorem, hyp, induct, order, substitute, var
from ..tactics.build import add, integer, le, lt, mul, ne, power, real, sub
from ..tactics.context import Context
from ..tactics.derive import discharge, generalise, mp, rhs, specialise
from ..tactics.prover import prove, reader
from .exponents import log, log_tangent
from .lemmas import lemma

_j, _x, _m = var("j", INT), var("x", REAL), var("m", REAL)


def _below(t: Term, x: Term, m: Term, e: Term) -> Term:
    """mᵉ·m + (e + 1)·mᵉ·(x − m) ≤ t"""
    slope = mul(add(real(e), 1), power(m, e))
    return le(add(mul(power(m, e), m), mul(slope, sub(x, m))), t)


@lemma
def power_tangent() -> Theorem:
    """⊢ ∀j. 0 ≤ j → ∀m x. 0 ≤ m → 0 ≤ x → mʲ·m + (j + 1)·mʲ·(x − m) ≤ xʲ·x: by induction, the rest is (j + 1)·mʲ·(x − m)²"""
    signs, late = (le(0, _m), le(0, _x)), le(integer(0), _j)
    goal = _below(mul(power(_x, _j), _x), _x, _m, _j)
    known = Context().assume(*signs)
    base = prove(known, substitute(goal, {_j: integer(0)}))
    step = known.assume(late, goal)
    facts = hyp(goal), hyp(le(0, _x)), prove(step, le(0, power(_m, _j))), prove(step, le(0, real(_j)))
    more, gap = substitute(goal, {_j: add(_j, 1)}), sub(_x, _m)
    rest = tuple(Summand(Fraction(1), places, (gap,) if places != (0, 1) else ()) for places in ((0, 1), (2, 3), (2,)))
    last = order(more, facts, rest, reader(step, list(more.args)).side())
    th = specialise(induct(_j, integer(0), goal, base, last), _j)
    return generalise(discharge(generalise(discharge(mp(th, hyp(late)), *signs), _m, _x), late), _j)


@lemma
def even_tangent() -> Theorem:
    """⊢ ∀j. 0 ≤ j → ∀m x. (m²)ʲ·m² + (j + 1)·(m²)ʲ·2m·(x − m) ≤ (x²)ʲ·x²: that of x² at m², where x² has its own tangent"""
    late, squares = le(integer(0), _j), (power(_m, 2), power(_x, 2))
    known = Context().assume(late)
    law = mp(specialise(power_tangent(), _j), hyp(late))
    law = mp(specialise(law, *squares), *[prove(known, le(0, t)) for t in squares])
    front, gap = power(squares[0], _j), sub(_x, _m)
    left = add(mul(front, squares[0]), mul(mul(add(real(_j), 1), front), mul(mul(2, _m), gap)))
    goal = le(left, rhs(law))
    facts = law, prove(known, le(0, front)), prove(known, le(0, real(_j)))
    rest = tuple(Summand(Fraction(1), places, (gap,) if places != (0,) else ()) for places in ((0,), (1, 2), (1,)))
    th = order(goal, facts, rest, reader(known, list(goal.args)).side())
    return generalise(discharge(generalise(th, _m, _x), late), _j)


@lemma
def log_product_tangent() -> Theorem:
    """⊢ ∀m x. 0 < m → 0 < x → x·log m + (x − m) ≤ x·log x: log m ≤ log x + (m/x − 1), times x"""
    signs = lt(0, _m), lt(0, _x)
    known = Context().assume(*signs)
    below = mp(specialise(log_tangent(), _m, _x), *map(hyp, signs))
    goal = le(add(mul(_x, log(_m)), sub(_x, _m)), mul(_x, log(_x)))
    known = known.having(prove(known, ne(_x, 0)))
    side = reader(known, [*goal.args, *below.concl.args]).side()
    th = order(goal, (below, hyp(lt(0, _x))), (Summand(Fraction(1), (0, 1)),), side)
    return generalise(discharge(th, *signs), _m, _x)
