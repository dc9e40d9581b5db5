"""exp and log from two facts: exp(x + y) = exp x · exp y and 1 + x ≤ exp x."""

from __future__ import annotations

from collections.abc import Iterable

from ..kernel import REAL, Term, Theorem, forall_elim, op, prop, table, var
from ..tactics.build import add, eq, integer, le, lt, ne, neg, number
from ..tactics.context import Context
from ..tactics.derive import discharge, generalise, mp, specialise, sym, trans
from ..tactics.normalise import Method, Normaliser, equate
from ..tactics.prover import FACTS, antisymmetric, attempt, prove
from .lemmas import lemma, under_way

x, y = var("x", REAL), var("y", REAL)


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
    half = op("div", x, number(2))
    square = specialise(table.exp_add(), half, half)
    same = equate(Context(), exp(add(half, half)), exp(x), Method())
    known = Context().having(trans(sym(same), square), specialise(exp_inverse(), x))
    nonneg = prove(Context(), le(0, op("pow", exp(half), integer(2))))
    known = known.having(nonneg)
    below = prove(known, le(0, exp(x)))
    zero = eq(exp(x), 0)
    wrong = prove(Context().having(specialise(exp_inverse(), x)).assume(zero), op("false"))
    apart = prop((wrong,), op("not", zero), (zero,))
    cases = forall_elim(table.trichotomy(REAL), number(0), exp(x))
    reverse = prove(Context().having(below), op("not", lt(exp(x), 0)))
    flipped = prove(Context().having(apart), ne(number(0), exp(x)))
    return generalise(prop((cases, reverse, flipped), lt(0, exp(x))), x)


@lemma
def exp_injective() -> Theorem:
    """⊢ ∀x y. exp x = exp y → x = y"""
    given = eq(exp(x), exp(y))
    ctx = Context().assume(given)
    out = []
    for a, b in ((x, y), (y, x)):
        difference = op("sub", a, b)
        product = specialise(table.exp_add(), difference, b)
        same = equate(Context(), exp(add(difference, b)), exp(a), Method())
        lower, positive = specialise(table.exp_lower(), difference), specialise(exp_pos(), b)
        known = ctx.having(trans(sym(same), product), lower, positive)
        out.append(prove(known, le(a, b)))
    return generalise(discharge(antisymmetric(*out), given), x, y)


@lemma
def log_exp() -> Theorem:
    """⊢ ∀x. log(exp x) = x"""
    th = mp(specialise(table.exp_log(), exp(x)), specialise(exp_pos(), x))
    return generalise(mp(specialise(exp_injective(), op("log", exp(x)), x), th), x)


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
    """0 < exp x and 1 + x ≤ exp x."""
    if t.op == "exp" and not under_way("exp_zero", "exp_inverse", "exp_pos", "exp_injective", "log_exp"):
        yield specialise(exp_pos(), t.args[0])
        yield specialise(table.exp_lower(), t.args[0])


FACTS.append(exp_facts)
