"""Powers with symbolic exponents, reciprocals and square roots: their signs and sizes."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from math import isqrt

from ..kernel import (
    FALSE,
    INT,
    REAL,
    Side,
    Summand,
    Term,
    Theorem,
    app,
    field,
    forall_elim,
    hyp,
    induct,
    op,
    order,
    prop,
    rewrite,
    substitute,
    table,
    value,
    var,
)
from ..tactics import linear
from ..tactics.build import add, div, eq, imp, integer, le, lt, mul, ne, neg, number, power
from ..tactics.cofactors import cancelled
from ..tactics.context import Context
from ..tactics.derive import discharge, discharge_to_not, generalise, mp, positive_form, specialise, split, trans
from ..tactics.normalise import Normaliser
from ..tactics.polynomial import Monomial, Poly, TooLarge, poly_term, rank, real_monomial, times
from ..tactics.prover import FACTS, ORDERS, attempt, prove, reader
from ..tactics.search import cheaply
from .absolute import abs_bounds
from .lemmas import lemma, under_way

x, y, n = var("x", REAL), var("y", REAL), var("n", INT)


def _by_induction(start: int, conclusion: Term, *conditions: Term) -> Theorem:
    """∀x n. conditions → start ≤ n → conclusion, by induction on n."""
    ctx = Context().assume(*conditions)
    base = prove(ctx, substitute(conclusion, {n: integer(start)}))
    step = prove(ctx.assume(le(start, n), conclusion), substitute(conclusion, {n: add(n, 1)}))
    th = induct(n, integer(start), conclusion, base, step)
    return generalise(discharge(specialise(th, n), *conditions), x, n)


@lemma
def pow_nonneg() -> Theorem:
    """⊢ ∀x n. 0 ≤ x → 0 ≤ n → 0 ≤ xⁿ"""
    return _by_induction(0, le(0, power(x, n)), le(0, x))


@lemma
def pow_pos() -> Theorem:
    """⊢ ∀x n. 0 < x → 0 ≤ n → 0 < xⁿ"""
    return _by_induction(0, lt(0, power(x, n)), lt(0, x))


@lemma
def pow_le_one() -> Theorem:
    """⊢ ∀x n. 0 ≤ x → x ≤ 1 → 0 ≤ n → xⁿ ≤ 1"""
    ctx = op("and", le(0, power(x, n)), le(power(x, n), 1))
    both = _by_induction(0, ctx, le(0, x), le(x, 1))
    th = specialise(both, x, n)
    parts = [hyp(c) for c in (le(0, x), le(x, 1), le(0, n))]
    return generalise(discharge(prop((mp(th, *parts),), le(power(x, n), 1)), le(0, x), le(x, 1), le(0, n)), x, n)


@lemma
def pow_lt_one() -> Theorem:
    """⊢ ∀x n. 0 ≤ x → x < 1 → 1 ≤ n → xⁿ < 1"""
    both = _by_induction(1, op("and", le(0, power(x, n)), lt(power(x, n), 1)), le(0, x), lt(x, 1))
    conditions = [hyp(c) for c in (le(0, x), lt(x, 1), le(1, n))]
    th = prop((mp(specialise(both, x, n), *conditions),), lt(power(x, n), 1))
    return generalise(discharge(th, le(0, x), lt(x, 1), le(1, n)), x, n)


@lemma
def pow_ge_one() -> Theorem:
    """⊢ ∀x n. 1 ≤ x → 0 ≤ n → 1 ≤ xⁿ"""
    return _by_induction(0, le(1, power(x, n)), le(1, x))


@lemma
def pow_positive() -> Theorem:
    """⊢ ∀x n. 0 < x → 0 < xⁿ, for any integer n"""
    positive, other = lt(0, x), power(x, neg(n))
    ctx = Context().assume(positive, lt(n, 0))
    there = mp(specialise(pow_pos(), x, neg(n)), hyp(positive), prove(ctx, le(0, neg(n))))
    inverse = mp(specialise(reciprocal_pos(), other), there)
    side = Side((prove(ctx, ne(x, 0)), prove(ctx.having(there), ne(other, 0))))
    below = rewrite(inverse, (((1,), field(div(1, other), power(x, n), side)),))
    cases = [discharge(below, lt(n, 0))]
    for h in (eq(n, 0), lt(0, n)):
        above = mp(specialise(pow_pos(), x, n), hyp(positive), prove(Context().assume(h), le(0, n)))
        cases.append(discharge(above, h))
    th = prop((forall_elim(table.trichotomy(INT), n, integer(0)), *cases), lt(0, power(x, n)))
    return generalise(discharge(th, positive), x, n)


@lemma
def negative_square() -> Theorem:
    """⊢ ∀x. x < 0 → 0 < x²"""
    th = order(lt(0, power(x, 2)), (hyp(lt(x, 0)),), (Summand(Fraction(1), (0, 0)),))
    return generalise(discharge(th, lt(x, 0)), x)


_POWER_LAWS = ("pow_pos", "pow_positive", "pow_nonneg", "pow_lt_one", "pow_le_one", "pow_ge_one")


@lemma
def square_pos() -> Theorem:
    """⊢ ∀x. x ≠ 0 → 0 < x²"""
    square = power(x, 2)
    cases = forall_elim(table.trichotomy(REAL), x, number(0))
    signs = [discharge(linear.prove_order(Context().assume(h), lt(0, square)), h) for h in (lt(x, 0), lt(0, x))]
    return generalise(prop((cases, *signs), imp(ne(x, 0), lt(0, square))), x)


def square_order(ctx: Context, goal: Term) -> Theorem | None:
    """0 < x² for x ≠ 0, and the same of other even powers."""
    if goal.op != "lt" or goal.args[0] is not number(0) or goal.args[1].op != "pow" or goal.args[1].args[1].op != "num":
        return None
    base, exponent = goal.args[1].args[0], int(value(goal.args[1].args[1]))
    if exponent < 2 or exponent % 2:
        return None
    law = specialise(square_pos(), base if exponent == 2 else power(base, exponent//2))
    nonzero = attempt(ctx, law.concl.args[0])
    if nonzero is None:
        return None
    th = mp(law, nonzero)
    return th if exponent == 2 else rewrite(th, (((1,), field(th.concl.args[1], goal.args[1])),))


ORDERS.append(square_order)


def power_facts(ctx: Context, t: Term) -> Iterable[Theorem]:
    """Sign of a power, and its place relative to 1: of each the strongest fact that is known."""
    if t.op != "pow" or under_way(*_POWER_LAWS):
        return
    base, exponent = t.args
    positive = attempt(ctx, lt(0, base))
    nonneg = None if positive is not None else attempt(ctx, le(0, base))
    if positive is not None:
        yield mp(specialise(pow_positive(), base, exponent), positive)
        nonneg = attempt(ctx, le(0, base))
    elif exponent is integer(2) and nonneg is None and (below := attempt(ctx, lt(base, 0))) is not None:
        yield mp(specialise(negative_square(), base), below)
    if nonneg is None or (some := attempt(ctx, le(0, exponent))) is None:
        return
    if positive is None:
        yield mp(specialise(pow_nonneg(), base, exponent), nonneg, some)
    if (small := attempt(ctx, lt(base, 1))) is not None and (more := attempt(ctx, le(1, exponent))) is not None:
        yield mp(specialise(pow_lt_one(), base, exponent), nonneg, small, more)
    elif (small := attempt(ctx, le(base, 1))) is not None:
        yield mp(specialise(pow_le_one(), base, exponent), nonneg, small, some)
    elif (large := attempt(ctx, le(1, base))) is not None:
        yield mp(specialise(pow_ge_one(), base, exponent), large, some)


def reciprocal_facts(ctx: Context, t: Term) -> Iterable[Theorem]:
    """0 < 1/d for 0 < d."""
    if t.op != "div" or t.args[1].op == "num" or under_way("reciprocal_pos"):
        return
    d = t.args[1]
    positive = attempt(ctx, lt(0, d))
    if positive is not None:
        yield specialise_reciprocal(d, positive)


@lemma
def reciprocal_pos() -> Theorem:
    """⊢ ∀x. 0 < x → 0 < 1/x"""
    inverse, positive = div(1, x), hyp(lt(0, x))
    nonzero = prove(Context().assume(lt(0, x)), ne(x, 0))
    wrong = le(inverse, 0)
    absurd = order(FALSE, (positive, hyp(wrong)), (Summand(Fraction(1), (0, 1)), Summand(Fraction(1))), Side((nonzero,)))
    return generalise(discharge(positive_form(discharge_to_not(absurd, wrong)), lt(0, x)), x)


def specialise_reciprocal(d: Term, positive: Theorem) -> Theorem:
    return mp(specialise(reciprocal_pos(), d), positive)


# -- square roots -----------------------------------------------------------------------


@lemma
def sqrt_unique() -> Theorem:
    """⊢ ∀x y. 0 ≤ y → y·y = x → √x = y"""
    root = op("sqrt", x)
    given = (le(0, y), eq(mul(y, y), x))
    ctx = Context().assume(*given)
    nonneg = prove(ctx, le(0, x))
    ctx = ctx.having(mp(forall_elim(table.sqrt_nonneg(), x), nonneg), mp(forall_elim(table.sqrt_square(), x), nonneg))
    cases = forall_elim(table.trichotomy(REAL), root, y)
    wrong = [discharge_to_not(linear.prove_order(ctx.assume(h), op("false")), h) for h in (lt(root, y), lt(y, root))]
    return generalise(discharge(prop((cases, *wrong), eq(root, y)), *given), x, y)


@lemma
def sqrt_pos() -> Theorem:
    """⊢ ∀x. 0 < x → 0 < √x"""
    root, positive = op("sqrt", x), lt(0, x)
    nonneg = prove(Context().assume(positive), le(0, x))
    square, sign = (mp(forall_elim(row, x), nonneg) for row in (table.sqrt_square(), table.sqrt_nonneg()))
    wrong = le(root, 0)
    absurd = linear.prove_order(Context().having(square, sign).assume(positive, wrong), FALSE)
    return generalise(discharge(positive_form(discharge_to_not(absurd, wrong)), positive), x)


def root_facts(ctx: Context, t: Term) -> Iterable[Theorem]:
    """Sign and square of a square root."""
    if t.op != "sqrt" or under_way("sqrt_pos", "sqrt_unique", "sqrt_below", "sqrt_above"):
        return
    (inside,) = t.args
    nonneg = attempt(ctx, le(0, inside))
    if nonneg is None:
        return
    square = mp(forall_elim(table.sqrt_square(), inside), nonneg)
    yield square
    yield mp(forall_elim(table.sqrt_nonneg(), inside), nonneg)
    positive = attempt(ctx, lt(0, inside))
    if positive is not None:
        yield mp(specialise(sqrt_pos(), inside), positive)


@lemma
def sqrt_below() -> Theorem:
    """⊢ ∀x y. 0 ≤ x → 0 < y → x < y² → √x < y"""
    root, given = op("sqrt", x), (le(0, x), lt(0, y), lt(x, power(y, 2)))
    known = Context().assume(*given).having(*_root_rows(x))
    wrong = le(y, root)
    absurd = linear.prove_order(known.assume(wrong), FALSE)
    return generalise(discharge(positive_form(discharge_to_not(absurd, wrong)), *given), x, y)


@lemma
def sqrt_above() -> Theorem:
    """⊢ ∀x y. 0 ≤ x → y² < x → y < √x"""
    root, given = op("sqrt", x), (le(0, x), lt(power(y, 2), x))
    known = Context().assume(*given).having(*_root_rows(x))
    wrong = le(root, y)
    absurd = linear.prove_order(known.assume(wrong), FALSE)
    return generalise(discharge(positive_form(discharge_to_not(absurd, wrong)), *given), x, y)


def _root_rows(t: Term) -> list[Theorem]:
    return [mp(forall_elim(row, t), hyp(le(0, t))) for row in (table.sqrt_square(), table.sqrt_nonneg())]


def root_order(ctx: Context, goal: Term) -> Theorem | None:
    """√x < y and y < √x from the squares."""
    if goal.op != "lt" or not any(t.op == "sqrt" for t in goal.args):
        return None
    a, b = goal.args
    th = specialise(sqrt_below(), a.args[0], b) if a.op == "sqrt" else specialise(sqrt_above(), b.args[0], a)
    while th.concl.op == "imp":
        premise = attempt(ctx, th.concl.args[0])
        if premise is None:
            return None
        th = mp(th, premise)
    return th


ORDERS.append(root_order)


def root(n: Normaliser, t: Term) -> Theorem | None:
    """√(c²·u/v) = |c|·√u/√v where the signs are known: whole squares and divisors leave the root; and (√u)² = u."""
    if t.op == "pow" and t.args[0].op == "sqrt" and t.args[1] is integer(2):
        return _square_of_root(n.ctx, t)
    poly = radicand(n.ctx, t)
    if poly is None:
        return None
    if not poly:
        return rooted(n.ctx, t, number(0), None, None)
    whole = cancelled(poly)
    if whole is not None:
        return rooted(n.ctx, t, number(1), poly_term(whole), None)
    if len(poly) > 1:
        return _common_square(n.ctx, t, poly)
    ((m, c),) = poly.items()
    outside = frozenset((a, int(e / 2)) for a, e in m if abs(e) >= 2)
    below = frozenset((a, 1) for a, e in m if e % 2 and e < 0)
    number_root = _rational_root(c)
    if not outside and not below and (number_root is None or number_root == 1 and m):
        return None
    above = frozenset((a, 1) for a, e in m if e % 2 and e > 0)
    up = None if not above and number_root else real_monomial(above, Fraction(1) if number_root else c)
    down = real_monomial(below) if below else None
    return rooted(n.ctx, t, real_monomial(outside, number_root or Fraction(1)), up, down)


def _square_of_root(ctx: Context, t: Term) -> Theorem | None:
    """(√u)² = u for 0 ≤ u."""
    inside = t.args[0].args[0]
    nonneg = attempt(ctx, le(0, inside))
    if nonneg is None:
        return None
    return trans(field(t, mul(t.args[0], t.args[0])), mp(forall_elim(table.sqrt_square(), inside), nonneg))


def _common_square(ctx: Context, t: Term, poly: Poly) -> Theorem | None:
    """√(c²u + c²v) = |c|·√(u + v): a square that all monomials share leaves the root."""
    first, *others = [dict(m) for m in poly]
    shared = {a: min([e, *[m.get(a, 0) for m in others]]) for a, e in first.items()}
    outside: Monomial = frozenset((a, e // 2) for a, e in shared.items() if e >= 2)
    if not outside:
        return None
    inverse = {frozenset((a, -2*e) for a, e in outside): Fraction(1)}
    return rooted(ctx, t, real_monomial(outside), poly_term(times(poly, inverse)), None)


def radicand(ctx: Context, t: Term) -> Poly | None:
    """What stands under the root, as a polynomial."""
    if t.op != "sqrt":
        return None
    reading = reader(ctx, [t.args[0]])
    try:
        poly = reading.poly(t.args[0])
    except TooLarge:
        return None
    return None if reading.missing else poly


def whole_square(ctx: Context, t: Term) -> Term | None:
    """What leaves the root of t up to its sign, or None."""
    poly = radicand(ctx, t)
    if poly is None or len(poly) != 1:
        return None
    outside = frozenset((a, int(e / 2)) for m in poly for a, e in m if abs(e) >= 2)
    return real_monomial(outside) if outside else None


def roots_apart(n: Normaliser, t: Term) -> Theorem | None:
    """√(u·v) = √u·√v for 0 ≤ u and 0 ≤ v."""
    poly = radicand(n.ctx, t)
    m, c = next(iter(poly.items())) if poly and len(poly) == 1 else (frozenset(), Fraction(1))
    if len(m) < 2:
        return None
    atom, e = min(m, key=lambda ae: rank(ae[0]))
    if e != 1:
        return None
    front = op("sqrt", real_monomial(frozenset(((atom, 1),))))
    rest = real_monomial(m - {(atom, 1)}, c)
    known = n.ctx.having(*root_facts(n.ctx, front))
    return None if known is n.ctx else rooted(known, t, front, rest, None, tuple(root_facts(known, front))[:1])


def rooted(ctx: Context, t: Term, front: Term, up: Term | None, down: Term | None,
            squares: tuple[Theorem, ...] = ()) -> Theorem | None:
    """√x = ±front·√up/√down by its square and its sign."""
    known = ctx
    for inner in (up, down):
        if inner is not None:
            if attempt(ctx, (le if inner is up else lt)(0, inner)) is None:
                return None
            facts = tuple(root_facts(ctx, op("sqrt", inner)))
            known, squares = known.having(*facts), (*squares, *facts[:1])
    with cheaply():
        negative = attempt(known, lt(front, 0)) is not None
    size = app(table.ABS, front)
    for base in (neg(front),) if negative else (front, size):
        if base is size:
            squares = (*squares, *split(specialise(abs_bounds(), front))[-1:])
        wanted = base if up is None else mul(base, op("sqrt", up))
        wanted = wanted if down is None else div(wanted, op("sqrt", down))
        law = specialise(sqrt_unique(), t.args[0], wanted)
        sign = attempt(known, law.concl.args[0])
        if sign is not None:
            goal = law.concl.args[1].args[0]
            if squares:
                return mp(law, sign, linear.equal_by_combination(known, goal.args[0], goal.args[1], squares))
            return mp(law, sign, prove(known, goal))
    return None


def _rational_root(q: Fraction) -> Fraction | None:
    if q < 0:
        return None
    top, bottom = isqrt(q.numerator), isqrt(q.denominator)
    return Fraction(top, bottom) if top * top == q.numerator and bottom * bottom == q.denominator else None


FACTS += [power_facts, reciprocal_facts, root_facts]


def _sides(equation: Term) -> tuple[Term, Term]:
    return equation.args[0], equation.args[1]
