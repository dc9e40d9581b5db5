"""Factorials:  n! := 1·2⋯n for n ≥ 0.  Below 0 there is none: the definition takes a root of n there, so n! owes 0 ≤ n."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import sympy as sp

from ..kernel import INT, Term, Theorem, app, convert, define, lam, normal, op, rewrite, table, var
from ..kernel.rational import integer_form
from ..language.door import Door, reads
from ..language.printing import ATOM, FACTOR, WRITERS, Printer
from ..tactics.build import add, eq, imp, integer, le, mul, real, sub
from ..tactics.context import Context
from ..tactics.derive import discharge, generalise, lhs, mp, rhs, specialise, sym, trans
from ..tactics.normalise import Method, Normaliser, equate
from ..tactics.polynomial import integer_term
from ..tactics.prover import FACTS, attempt, prove
from . import folds, products
from .folds import PRODUCT
from .lemmas import at_successor, lemma, rewrites, under_way

n, j = var("n", INT), var("j", INT)
_FACTORS = lam(j, real(j))
_BODY = op("ite", le(0, n), PRODUCT.of(integer(1), n, _FACTORS), op("sqrt", real(n)))
FACTORIAL = define("factorial", lam(n, normal(_BODY)))


def factorial(t: Term) -> Term:
    """t!"""
    return app(FACTORIAL, t)


def is_factorial(t: Term) -> bool:
    return t.op == "app" and t.args[0] is FACTORIAL


# -- lemmas ------------------------------------------------------------------------------------


@lemma
def as_product() -> Theorem:
    """⊢ ∀n. 0 ≤ n → n! = Π_{j=1}^{n} j"""
    whole = PRODUCT.of(integer(1), n, _FACTORS)
    law = table.ite_true(le(0, n), whole, op("sqrt", real(n)))
    return generalise(convert(law, imp(le(0, n), eq(factorial(n), whole)), frozenset((FACTORIAL,))), n)


def _whole(t: Term, *known: Term) -> Theorem:
    law = specialise(as_product(), t)
    return mp(law, prove(Context().assume(*known), law.concl.args[0]))


@lemma
def of_zero() -> Theorem:
    """⊢ 0! = 1"""
    empty = specialise(folds.EMPTY["Π"](), integer(1), integer(0), _FACTORS)
    return trans(_whole(integer(0)), mp(empty, prove(Context(), empty.concl.args[0])))


@lemma
def one_more() -> Theorem:
    """⊢ ∀n. 0 ≤ n → (n + 1)! = n!·(n + 1)"""
    here, there, ctx = _whole(n, le(0, n)), _whole(add(n, 1), le(0, n)), Context().assume(le(0, n))
    wanted = mul(rhs(here), add(real(n), 1))
    last = equate(ctx, rhs(there), wanted, Method(at_successor(folds.LAST["Π"](), 1)))
    th = trans(there, last, equate(ctx, wanted, mul(factorial(n), add(real(n), 1)), Method(rewrites(here))))
    return generalise(discharge(th, le(0, n)), n)


@lemma
def positive() -> Theorem:
    """⊢ ∀n. 0 ≤ n → 0 < n!"""
    law = specialise(products.product_pos(), integer(1), n, _FACTORS)
    th = mp(law, prove(Context(), law.concl.args[0]))
    th = rewrite(th, (((1,), sym(_whole(n, le(0, n)))),))
    return generalise(discharge(th, le(0, n)), n)


# -- in steps --------------------------------------------------------------------------------------


def rule(norm: Normaliser, t: Term) -> Theorem | None:
    """0! = 1, and (m + c)! by the factorial before it, for c > 0 and at numbers."""
    if not is_factorial(t):
        return None
    (whole,) = t.args[1:]
    if whole is integer(0):
        return of_zero()
    symbols, constant = integer_form(whole)
    before = integer_term(*integer_form(sub(whole, 1)))
    known = attempt(norm.ctx, le(0, before)) if constant > 0 else None
    if known is None:
        return None
    law = mp(specialise(one_more(), before), known)
    return trans(equate(Context(), t, lhs(law), Method()), law)


def signs(ctx: Context, t: Term) -> Iterable[Theorem]:
    """0 < n! where 0 ≤ n."""
    if is_factorial(t) and not under_way("positive"):
        law = specialise(positive(), t.args[1])
        known = attempt(ctx, law.concl.args[0])
        yield from [] if known is None else [mp(law, known)]


# -- written and printed ---------------------------------------------------------------------------


@reads(sp.factorial)
def _read(d: Door, e: Any) -> Term:
    """factorial(n) of an integer"""
    return factorial(d.integer(e.args[0]))


def _written(show: Printer, args: Sequence[Term]) -> tuple[str, int]:
    return f"{show.at(args[0], ATOM)}!", FACTOR


WRITERS["factorial"] = _written
FACTS.append(signs)
