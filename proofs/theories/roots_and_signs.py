"""Roots keep order; powers of −1 with even and odd exponents."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

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
    hyp,
    induct,
    op,
    order,
    prop,
    refl,
    rewrite,
    substitute,
    table,
    value,
    var,
)
from ..kernel.rational import integer_form
from ..tactics import linear
from ..tactics.build import add, conj, eq, integer, le, lt, mul, ne, neg, number, power, real
from ..tactics.cofactors import cleared, divided
from ..tactics.context import Context
from ..tactics.derive import discharge, discharge_to_not, generalise, mp, positive_form, specialise, split, trans
from ..tactics.elimination import Fractions
from ..tactics.linear import equal_by_combination
from ..tactics.normalise import Normaliser
from ..tactics.parts import leaves
from ..tactics.polynomial import ONE, Reading, TooLarge, atoms, integer_term, poly_term, rank
from ..tactics.prover import BOUNDS, FACTS, attempt, prove, reader
from .lemmas import lemma, under_way
from .powers import radicand, root_facts, rooted, sqrt_unique

MAX_PRIME = 1_000
x, y, n = var("x", REAL), var("y", REAL), var("n", INT)


@lemma
def sqrt_le() -> Theorem:
    """⊢ ∀x y. 0 ≤ x → x ≤ y → √x ≤ √y"""
    return _root_monotone(le(x, y), lt(op("sqrt", y), op("sqrt", x)))


@lemma
def sqrt_lt() -> Theorem:
    """⊢ ∀x y. 0 ≤ x → x < y → √x < √y"""
    return _root_monotone(lt(x, y), le(op("sqrt", y), op("sqrt", x)))


def _root_monotone(given: Term, wrong: Term) -> Theorem:
    known = Context().assume(le(0, x), given)
    known = known.having(prove(known, le(0, y)))
    absurd = linear.prove_order(known.having(*_known_rows(known, x), *_known_rows(known, y)).assume(wrong), FALSE)
    return generalise(discharge(positive_form(discharge_to_not(absurd, wrong)), le(0, x), given), x, y)


def _known_rows(known: Context, t: Term) -> list[Theorem]:
    return [mp(forall_elim(row, t), known.known[le(0, t)]) for row in (table.sqrt_square(), table.sqrt_nonneg())]


def monotone_root(ctx: Context, goal: Term) -> Theorem | None:
    """√x ▷ √y from x ▷ y."""
    if goal.op not in ("le", "lt") or not all(t.op == "sqrt" for t in goal.args):
        return None
    th = specialise((sqrt_le if goal.op == "le" else sqrt_lt)(), *[t.args[0] for t in goal.args])
    while th.concl.op == "imp":
        premise = attempt(ctx, th.concl.args[0])
        if premise is None:
            return None
        th = mp(th, premise)
    return th


BOUNDS.append(monotone_root)


@lemma
def whole_square() -> Theorem:
    """⊢ ∀n. n ≤ n² ∧ −n ≤ n², n an integer"""
    square = power(real(n), 2)
    goal = conj(le(real(n), square), le(neg(real(n)), square))
    cases = forall_elim(table.trichotomy(INT), n, integer(0))
    parts = (lt(n, 0), eq(n, 0), lt(0, n))
    shown = [discharge(prove(Context().assume(h), goal), h) for h in parts]
    return generalise(prop((cases, *shown), goal), n)


def whole_square_facts(ctx: Context, t: Term) -> Iterable[Theorem]:
    """n ≤ n² and −n ≤ n² for integers."""
    if t.op == "pow" and t.args[1] is integer(2) and not under_way("whole_square"):
        for a in sorted((a for a in leaves(t.args[0]) if a.type is INT), key=rank)[:2]:
            yield from split(specialise(whole_square(), a))


FACTS.append(whole_square_facts)


def root_of_number(n: Normaliser, t: Term) -> Theorem | None:
    """√(p·q) = √p·√q for a whole number with more than one prime factor."""
    if t.op != "sqrt" or t.args[0].op != "num" or value(t.args[0]).denominator != 1:
        return None
    whole = int(value(t.args[0]))
    p = next((p for p in range(2, MAX_PRIME) if p*p <= whole and whole % p == 0), None)
    if p is None:
        return None
    a, b = (op("sqrt", number(k)) for k in (p, whole//p))
    facts = [mp(forall_elim(row, s.args[0]), prove(Context(), le(0, s.args[0])))
             for s in (a, b) for row in (table.sqrt_square(), table.sqrt_nonneg())]
    law = specialise(sqrt_unique(), t.args[0], mul(a, b))
    sign = order(law.concl.args[0], (facts[1], facts[3]), (Summand(Fraction(1), (0, 1)),))
    product = law.concl.args[1].args[0]
    square = equal_by_combination(Context(), product.args[0], product.args[1], (facts[0], facts[2]))
    return mp(law, sign, square)


@lemma
def even_sign() -> Theorem:
    """⊢ ∀n. 0 ≤ n → (−1)²ⁿ = 1"""
    goal = eq(power(number(-1), mul(integer(2), n)), 1)
    base = prove(Context(), substitute(goal, {n: integer(0)}))
    inner = Context().assume(le(0, n))
    later = power(number(-1), mul(integer(2), add(n, 1)))
    apart = field(later, mul(goal.args[0], power(number(-1), 2)), reader(inner, [later, goal.args[0]]).side())
    step = trans(rewrite(apart, (((1, 0), hyp(goal)),)), field(mul(number(1), power(number(-1), 2)), number(1)))
    return generalise(specialise(induct(n, integer(0), goal, base, step), n), n)


@lemma
def sign_bounds() -> Theorem:
    """⊢ ∀n. 0 ≤ n → −1 ≤ (−1)ⁿ ∧ (−1)ⁿ ≤ 1"""
    t = power(number(-1), n)
    goal = conj(le(-1, t), le(t, 1))
    first = field(number(1), power(number(-1), 0))
    base = rewrite(prove(Context(), conj(le(-1, 1), le(1, 1))), (((0, 1), first), ((1, 0), first)))
    inner = Context().assume(le(0, n), goal)
    later = power(number(-1), add(n, 1))
    turned = field(neg(t), later, reader(inner, [later, t]).side())
    both = conj(le(-1, neg(t)), le(neg(t), 1))
    step = rewrite(prove(inner.having(*split(hyp(goal))), both), (((0, 1), turned), ((1, 0), turned)))
    return generalise(specialise(induct(n, integer(0), goal, base, step), n), n)


def sign(n: Normaliser, t: Term) -> Theorem | None:
    """(−1)ᵉ for an even or an odd e ≥ 0 that contains variables, and even powers of any (−1)ᵉ."""
    if t.op == "pow" and t.args[0].op == "pow" and t.args[1].op == "num" and _is_minus_one(t.args[0].args[0]):
        whole = power(number(-1), integer_term(*integer_form(op("mul", t.args[1], t.args[0].args[1]))))
        plain = sign(n, whole)
        return None if plain is None else trans(field(t, whole, reader(n.ctx, [t, whole]).side()), plain)
    if t.op != "pow" or t.args[0].free or not t.args[1].free or not _is_minus_one(t.args[0]):
        return None
    symbols, constant = integer_form(t.args[1])
    if any(c % 2 for _, c in symbols):
        return None
    half = integer_term(frozenset((m, c//2) for m, c in symbols), constant//2)
    nonneg = attempt(n.ctx, le(0, half))
    if nonneg is None:
        return None
    law = mp(specialise(even_sign(), half), nonneg)
    rest = number(-1 if constant % 2 else 1)
    side = reader(n.ctx, [t, law.concl.args[0]]).side()
    apart = field(t, mul(law.concl.args[0], rest), Side((*side.nonzero, prove(Context(), ne(-1, 0))), (*side.nonneg, nonneg)))
    return trans(rewrite(apart, (((1, 0), law),)), field(mul(number(1), rest), rest))


@lemma
def power_of_negative() -> Theorem:
    """⊢ ∀x n. 0 ≤ n → (−1·x)ⁿ = (−1)ⁿ·xⁿ"""
    given = le(0, n)
    th = field(power(mul(number(-1), x), n), mul(power(number(-1), n), power(x, n)), Side((), (hyp(given),)))
    return generalise(discharge(th, given), x, n)


def minus_apart(n: Normaliser, t: Term) -> Theorem | None:
    """(−x)ᵉ = (−1)ᵉ·xᵉ for an even or an odd e that contains variables."""
    if t.op != "pow" or t.args[1].op == "num" or any(c % 2 for _, c in integer_form(t.args[1])[0]):
        return None
    reading = reader(n.ctx, [t.args[0]])
    try:
        p = {} if reading.missing else reading.poly(t.args[0])
    except TooLarge:
        return None
    if len(p) != 1 or min(p.values()) >= 0 or p == {ONE: Fraction(-1)}:
        return None
    positive = poly_term({m: -c for m, c in p.items()})
    law = specialise(power_of_negative(), positive, t.args[1])
    nonneg = attempt(n.ctx, law.concl.args[0])
    if nonneg is None:
        return None
    same = field(t.args[0], mul(number(-1), positive), reader(n.ctx, [t.args[0], positive]).side())
    return trans(rewrite(refl(t), (((1, 0), same),)), mp(law, nonneg))


def _is_minus_one(t: Term) -> bool:
    try:
        return Reading([t], lambda goal: None).poly(t) == {ONE: Fraction(-1)}
    except TooLarge:
        return False


# -- roots of products -----------------------------------------------------------------------------------

MAX_TERMS = 12


def of_factors(n: Normaliser, t: Term) -> Theorem | None:
    """√(p·q) = √p·√q for a sum that is a product of p ≥ 0 and q ≥ 0, and √(p/q) = √p/√q for a sum of fractions."""
    poly = radicand(n.ctx, t)
    if poly is None or not 1 < len(poly) <= MAX_TERMS:
        return None
    if any(e < 0 for m in poly for _, e in m):
        top, bottom = cleared(poly)
        return rooted(n.ctx, t, number(1), poly_term(top), poly_term(bottom))
    field_ = Fractions(sorted(atoms(poly), key=rank))
    _, factors = field_.of(poly)[0].factor()
    if sum(int(e) for _, e in factors) < 2:
        return None
    first = field_.poly(factors[0][0])
    for sign in (1, -1):
        front = op("sqrt", poly_term({m: sign*c for m, c in first.items()}))
        rest = divided(poly, {m: sign*c for m, c in first.items()})
        known = n.ctx.having(*root_facts(n.ctx, front)) if rest else n.ctx
        if rest and known is not n.ctx:
            return rooted(known, t, front, poly_term(rest), None, tuple(root_facts(known, front))[:1])
    return None
