"""exp and log from two facts: exp(x + y) = exp x · exp y and 1 + x ≤ exp x."""

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
    var,
)
from ..tactics.build import add, div, eq, integer, le, lt, mul, ne, neg, number, power, real, sub
from ..tactics.context import Context
from ..tactics.derive import discharge, discharge_to_not, generalise, lhs, mp, positive_form, rhs, specialise, sym, trans
from ..tactics.normalise import Method, Normaliser, equate
from ..tactics.prover import FACTS, attempt, prove
from .lemmas import lemma, under_way

x, y, n = var("x", REAL), var("y", REAL), var("n", INT)


def exp(t: Term) -> Term:
    return op("exp", t)


@lemma
def exp_zero() -> Theorem:
    """⊢ exp 0 = 1"""
    zero = number(0)
    square = specialise(table.exp_add(), zero, zero)
    same = equate(Context(), exp(add(zero, zero)), exp(zero), Method())
    square = trans(sym(same), square)
    lower = specialise(table.exp_lower(), zero)
    return prove(Context().having(square, lower), eq(exp(zero), 1))


@lemma
def exp_inverse() -> Theorem:
    """⊢ ∀x. exp x · exp(−x) = 1"""
    product = specialise(table.exp_add(), x, neg(x))
    same = equate(Context(), exp(add(x, neg(x))), exp(number(0)), Method())
    return generalise(trans(sym(product), same, exp_zero()), x)


@lemma
def exp_pos() -> Theorem:
    """⊢ ∀x. 0 < exp x"""
    half = div(x, number(2))
    square = specialise(table.exp_add(), half, half)
    same = equate(Context(), exp(add(half, half)), exp(x), Method())
    known = Context().having(trans(sym(same), square), specialise(exp_inverse(), x))
    nonneg = prove(Context(), le(0, power(exp(half), 2)))
    known = known.having(nonneg)
    below = prove(known, le(0, exp(x)))
    zero = eq(exp(x), 0)
    gone = rewrite(specialise(exp_inverse(), x), (((0, 0), hyp(zero)),))  # 0·exp(−x) = 1
    wrong = prove(Context().having(trans(sym(gone), equate(Context(), lhs(gone), number(0), Method()))), FALSE)
    apart = prop((wrong,), op("not", zero), (zero,))
    cases = forall_elim(table.trichotomy(REAL), number(0), exp(x))
    reverse = prove(Context().having(below), op("not", lt(exp(x), 0)))
    flipped = prove(Context().having(apart), op("not", eq(number(0), exp(x))))
    return generalise(prop((cases, reverse, flipped), lt(0, exp(x))), x)


@lemma
def exp_upper() -> Theorem:
    """⊢ ∀x. (1 − x)·exp x ≤ 1"""
    known = Context().having(specialise(exp_inverse(), x), specialise(table.exp_lower(), neg(x)),
                             specialise(exp_pos(), x))
    return generalise(prove(known, le(mul(sub(1, x), exp(x)), 1)), x)


@lemma
def exp_lt() -> Theorem:
    """⊢ ∀x y. x < y → exp x < exp y"""
    less, difference = lt(x, y), op("sub", y, x)
    product = specialise(table.exp_add(), difference, x)
    same = equate(Context(), exp(add(difference, x)), exp(y), Method())
    premises = (trans(sym(same), product), specialise(table.exp_lower(), difference), specialise(exp_pos(), x), hyp(less))
    parts = [(-1, (0,)), (1, (1, 2)), (1, (3, 2))]  # exp y − exp x = (exp(y−x) − 1 − (y−x))·exp x + (y−x)·exp x
    th = order(lt(exp(x), exp(y)), premises, tuple(Summand(Fraction(c), of) for c, of in parts))
    return generalise(discharge(th, less), x, y)


@lemma
def exp_injective() -> Theorem:
    """⊢ ∀x y. exp x = exp y → x = y"""
    given = eq(exp(x), exp(y))
    cases = forall_elim(table.trichotomy(REAL), x, y)
    wrong = []
    for a, b in ((x, y), (y, x)):
        less = mp(specialise(exp_lt(), a, b), hyp(lt(a, b)))
        wrong.append(discharge_to_not(prove(Context().having(less).assume(given), FALSE), lt(a, b)))
    return generalise(discharge(prop((cases, *wrong), eq(x, y)), given), x, y)


@lemma
def exp_le() -> Theorem:
    """⊢ ∀x y. x ≤ y → exp x ≤ exp y"""
    given, wrong = le(x, y), lt(exp(y), exp(x))
    return generalise(discharge(_not_above(x, y, given, wrong, le(exp(x), exp(y))), given), x, y)


def _not_above(a: Term, b: Term, given: Term, wrong: Term, goal: Term) -> Theorem:
    """The goal, the negation of `wrong`, which b < a and a = b would need."""
    ctx = Context().assume(given, wrong)
    cases = forall_elim(table.trichotomy(REAL), a, b)
    below = prove(ctx.having(mp(specialise(exp_lt(), a, b), hyp(lt(a, b)))).assume(lt(a, b)), FALSE)
    same = trans(rewrite(refl(exp(a)), (((1, 0), hyp(eq(a, b))),)))
    equal = prove(ctx.having(same), FALSE)
    above = prove(ctx.assume(lt(b, a)), FALSE)
    out = [discharge_to_not(th, h) for th, h in ((below, lt(a, b)), (equal, eq(a, b)), (above, lt(b, a)))]
    absurd = prop((cases, *out), FALSE)
    return positive_form(discharge_to_not(absurd, wrong))


@lemma
def exp_power() -> Theorem:
    """⊢ ∀n x. exp(n·x) = (exp x)ⁿ, n any integer"""
    statement = eq(exp(mul(real(n), x)), power(exp(x), n))
    up = _exp_power_up(statement)
    negative = lt(n, 0)
    ctx = Context().assume(negative).having(specialise(exp_pos(), x))
    m = neg(n)
    whole = mul(real(n), x)
    there = mp(specialise(up, m), prove(ctx, le(0, m)))
    product = specialise(exp_inverse(), whole)
    flipped = equate(ctx, exp(neg(whole)), lhs(there), Method())
    product = rewrite(product, (((0, 1), trans(flipped, there)),))  # exp(n x)·(exp x)^(−n) = 1
    start = mul(statement.args[1], lhs(product))
    side = Side((prove(ctx, op("not", eq(exp(x), 0))),))
    times_one = rewrite(field(mul(statement.args[1], number(1)), statement.args[1]), (((0, 1), sym(product)),))
    th = trans(field(statement.args[0], start, side), times_one)  # (exp x)ⁿ·(exp x)^(−n) = 1
    upward = specialise(up, n)
    cases = forall_elim(table.trichotomy(INT), n, integer(0))
    rest = [discharge(mp(upward, prove(Context().assume(h), le(0, n))), h) for h in (eq(n, 0), lt(0, n))]
    return generalise(prop((cases, discharge(th, negative), *rest), statement), n, x)


def _exp_power_up(statement: Term) -> Theorem:
    """⊢ ∀n. 0 ≤ n → exp(n·x) = (exp x)ⁿ, by induction."""
    base_goal, step_goal = (substitute(statement, {n: t}) for t in (integer(0), add(n, 1)))
    first = equate(Context(), base_goal.args[0], exp(number(0)), Method())
    base = trans(first, exp_zero(), equate(Context(), number(1), base_goal.args[1], Method()))
    ctx = Context().assume(le(0, n), statement)
    more = specialise(table.exp_add(), mul(real(n), x), x)
    opened = trans(equate(ctx, step_goal.args[0], lhs(more), Method()), more)
    opened = trans(opened, rewrite(refl(rhs(more)), (((1, 0), hyp(statement)),)))
    step = trans(opened, equate(ctx, rhs(opened), step_goal.args[1], Method()))
    return induct(n, integer(0), statement, base, step)


@lemma
def log_exp() -> Theorem:
    """⊢ ∀x. log(exp x) = x"""
    th = mp(specialise(table.exp_log(), exp(x)), specialise(exp_pos(), x))
    return generalise(mp(specialise(exp_injective(), op("log", exp(x)), x), th), x)


@lemma
def exp_above() -> Theorem:
    """⊢ ∀x. x ≠ 0 → 1 + x < exp x"""
    half = div(x, number(2))
    apart, goal = ne(x, 0), lt(add(number(1), x), exp(x))
    square = rewrite(specialise(table.exp_add(), half, half), (((0, 0), field(add(half, half), x)),))
    known = Context().assume(apart)
    known = known.having(prove(known, lt(0, power(x, 2))), square)
    known = known.having(specialise(table.exp_lower(), half), specialise(exp_pos(), half))
    tangent = add(number(1), half)
    cases = [discharge(prove(known.assume(sign), goal), sign) for sign in (le(0, tangent), lt(tangent, 0))]
    either = prove(Context(), op("or", le(0, tangent), lt(tangent, 0)))
    return generalise(discharge(prop((either, *cases), goal), apart), x)


def logarithm(n: Normaliser, t: Term) -> Theorem | None:
    """log(exp x) = x, and exp(log x) = x for 0 < x."""
    if t.op == "log" and t.args[0].op == "exp":
        return specialise(log_exp(), t.args[0].args[0])
    if t.op == "exp" and t.args[0].op == "log":
        law = forall_elim(table.exp_log(), t.args[0].args[0])
        positive = attempt(n.ctx, law.concl.args[0])
        return None if positive is None else mp(law, positive)
    return None


def exp_facts(ctx: Context, t: Term) -> Iterable[Theorem]:
    """0 < exp x and 1 + x ≤ exp x, with < where x ≠ 0 is known."""
    if t.op == "exp" and not under_way("exp_zero", "exp_inverse", "exp_pos", "exp_injective", "log_exp", "exp_above"):
        yield specialise(exp_pos(), t.args[0])
        strict = specialise(exp_above(), t.args[0])
        apart = attempt(ctx, strict.concl.args[0])
        yield specialise(table.exp_lower(), t.args[0]) if apart is None else mp(strict, apart)


FACTS.append(exp_facts)
