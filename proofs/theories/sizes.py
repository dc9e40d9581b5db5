"""Absolute values of products and negatives, what |x| < ε says of x, and the size of a number that is not 0."""

from __future__ import annotations

from ..kernel import REAL, Term, Theorem, app, field, forall_elim, hyp, op, prop, rewrite, table, var
from ..tactics import linear
from ..tactics.build import add, conj, le, lt, mul, ne, neg, number, power, sub
from ..tactics.context import Context
from ..tactics.derive import antisymmetric, discharge, generalise, mp, specialise, split, sym, trans
from ..tactics.normalise import Normaliser
from ..tactics.polynomial import monomial_key, poly_term
from ..tactics.prover import ORDERS, prove, reader
from .absolute import abs_below, abs_bounds, abs_neg, abs_pos
from .lemmas import lemma
from .powers import sqrt_unique

x, y, z = (var(s, REAL) for s in "xyz")


def absolute(t: Term) -> Term:
    """|t|"""
    return app(table.ABS, t)


@lemma
def abs_of_positive() -> Theorem:
    """⊢ ∀x. 0 < x → |x| = x"""
    positive = lt(0, x)
    nonneg = prove(Context().assume(positive), le(0, x))
    return generalise(discharge(mp(specialise(abs_pos(), x), nonneg), positive), x)


@lemma
def abs_of_negative() -> Theorem:
    """⊢ ∀x. x < 0 → |x| = −x"""
    negative = lt(x, 0)
    weak = prove(Context().assume(negative), le(x, 0))
    return generalise(discharge(mp(specialise(abs_neg(), x), weak), negative), x)


@lemma
def abs_product() -> Theorem:
    """⊢ ∀x y. |x·y| = |x|·|y|: both are the root of (x·y)²"""
    whole, apart, square = absolute(mul(x, y)), mul(absolute(x), absolute(y)), mul(mul(x, y), mul(x, y))
    squares = [split(specialise(abs_bounds(), t))[3] for t in (x, y)]
    same = linear.equal_by_combination(Context(), mul(apart, apart), square, tuple(squares))
    nonneg = [prove(Context(), le(0, t)) for t in (whole, apart)]
    of_whole = mp(specialise(sqrt_unique(), square, whole), nonneg[0], split(specialise(abs_bounds(), mul(x, y)))[3])
    of_apart = mp(specialise(sqrt_unique(), square, apart), nonneg[1], same)
    return generalise(trans(sym(of_whole), of_apart), x, y)


@lemma
def abs_negative() -> Theorem:
    """⊢ ∀x. |−x| = |x|"""
    both = [split(specialise(abs_bounds(), t))[i] for t in (x, neg(x)) for i in (1, 2)]
    sides = []
    for t, other in ((x, neg(x)), (neg(x), x)):
        law = specialise(abs_below("le"), other, absolute(t))
        while law.concl.op == "imp":
            law = mp(law, prove(Context().having(*both), law.concl.args[0]))
        sides.append(law)
    return generalise(antisymmetric(*sides), x)


@lemma
def abs_inside() -> Theorem:
    """⊢ ∀x y. |x| ≤ y → −y ≤ x ∧ x ≤ y"""
    given = le(absolute(x), y)
    th = prove(Context().having(hyp(given), specialise(abs_bounds(), x)), conj(le(neg(y), x), le(x, y)))
    return generalise(discharge(th, given), x, y)


@lemma
def abs_distance() -> Theorem:
    """⊢ ∀x y z. |x − y| ≤ z → y − z ≤ x ∧ x ≤ y + z"""
    given = le(absolute(sub(x, y)), z)
    inside = split(mp(specialise(abs_inside(), sub(x, y), z), hyp(given)))
    th = prove(Context().having(*inside), conj(le(sub(y, z), x), le(x, add(y, z))))
    return generalise(discharge(th, given), x, y, z)


@lemma
def positive_sizes() -> Theorem:
    """⊢ ∀x. x ≠ 0 → 0 < |x| ∧ 0 < x²"""
    nonzero, goal = ne(x, 0), conj(lt(0, absolute(x)), lt(0, power(x, 2)))
    out = []
    for sign, law in ((lt(0, x), abs_of_positive()), (lt(x, 0), abs_of_negative())):
        known = Context().assume(sign).having(mp(specialise(law, x), hyp(sign)))
        out.append(discharge(prove(known, goal), sign))
    cases = prop((forall_elim(table.trichotomy(REAL), x, number(0)), hyp(nonzero)), op("or", lt(0, x), lt(x, 0)))
    return generalise(discharge(prop((cases, *out), goal), nonzero), x)


def positive_size(ctx: Context, goal: Term) -> Theorem | None:
    """0 < |x| and 0 < x² where x ≠ 0 is known."""
    if goal.op != "lt" or goal.args[0] is not number(0):
        return None
    t = goal.args[1]
    inside = t.args[1] if t.op == "app" and t.args[0] is table.ABS else t.args[0] if t.op == "pow" else None
    if inside is None or inside.type is not REAL or ne(inside, 0) not in ctx.known:
        return None
    parts = split(mp(specialise(positive_sizes(), inside), ctx.known[ne(inside, 0)]))
    return next((th for th in parts if th.concl is goal), None)


def product(n: Normaliser, t: Term) -> Theorem | None:
    """|x·y| = |x|·|y|"""
    inside = t.args[1] if t.op == "app" and t.args[0] is table.ABS else None
    return specialise(abs_product(), *inside.args) if inside is not None and inside.op == "mul" else None


def turned(n: Normaliser, t: Term) -> Theorem | None:
    """|−u| = |u|, of u and −u the one that begins with a plus sign."""
    inside = t.args[1] if t.op == "app" and t.args[0] is table.ABS else None
    if inside is None or inside.op not in ("neg", "mul", "add", "sub"):
        return None
    reading = reader(n.ctx, [inside])
    p = {} if reading.missing else reading.poly(inside)
    if not p or p[min(p, key=monomial_key)] > 0:
        return None
    other = poly_term({m: -c for m, c in p.items()})
    same = field(neg(other), inside, reader(n.ctx, [other, inside]).side())
    return rewrite(specialise(abs_negative(), other), (((0, 1), same),))


def within(ctx: Context, t: Term, y: Term) -> Theorem:
    """|t| < y from both sides."""
    return mp(specialise(abs_below("lt"), t, y), prove(ctx, lt(t, y)), prove(ctx, lt(neg(t), y)))


ORDERS.append(positive_size)
