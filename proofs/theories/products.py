"""Signs of products over a range: of nonnegative factors 0 ≤ Π, of positive ones 0 < Π, of factors that are not 0, Π ≠ 0."""

from __future__ import annotations

from collections.abc import Iterable

from ..kernel import INT, Term, Theorem, app, forall, num, op, rewrite, var
from ..tactics.build import add, imp, le, mul, ne, number
from ..tactics.context import Context
from ..tactics.derive import discharge, generalise, mp, specialise, sym
from ..tactics.normalise import Method, equate
from ..tactics.prover import FACTS, NONZERO, ORDERS, attempt, prove
from . import folds
from .folds import PRODUCT
from .lemmas import by_range, lemma, rewrites, under_way
from .sums import fold_of, parts

a, b, i = (var(n, INT) for n in "abi")
f = folds.f


def _apart(relation: str, t: Term) -> Term:
    """0 ≤ t, 0 < t or t ≠ 0"""
    return ne(t, 0) if relation == "ne" else op(relation, num(0), t)


def _signed(relation: str) -> Theorem:
    """⊢ ∀a b f. (∀i. a ≤ i → i ≤ b → 0 ▷ f i) → 0 ▷ Π a b f"""
    each = forall(i, imp(le(a, i), le(i, b), _apart(relation, app(f, i))))
    edges, empty = folds.ends(PRODUCT)

    def solver(ctx: Context, goal: Term, before: Theorem | None) -> Theorem:
        given, wanted = goal.args
        inner, at = ctx.assume(given), (0, 0) if relation == "ne" else (1,)
        product = wanted.args[0].args[0] if relation == "ne" else wanted.args[1]
        value, known = number(1), inner
        if before is not None:  # the product up to b, times the last factor
            value = mul(PRODUCT.of(a, b, f), app(f, add(b, 1)))
            known = inner.having(mp(before, prove(inner, before.concl.args[0])))
        same = equate(inner, product, value, Method([*edges, *rewrites(empty)]))
        th = prove(known, _apart(relation, value))
        return discharge(rewrite(th, ((at, sym(same)),)), given)

    statement = imp(each, _apart(relation, PRODUCT.of(a, b, f)))
    return generalise(specialise(by_range(Context(), a, b, statement, solver), b), a, b, f)


@lemma
def product_nonneg() -> Theorem:
    """⊢ ∀a b f. (∀i. a ≤ i → i ≤ b → 0 ≤ f i) → 0 ≤ Π a b f"""
    return _signed("le")


@lemma
def product_pos() -> Theorem:
    """⊢ ∀a b f. (∀i. a ≤ i → i ≤ b → 0 < f i) → 0 < Π a b f"""
    return _signed("lt")


@lemma
def product_nonzero() -> Theorem:
    """⊢ ∀a b f. (∀i. a ≤ i → i ≤ b → f i ≠ 0) → Π a b f ≠ 0"""
    return _signed("ne")


def signs(ctx: Context, t: Term) -> Iterable[Theorem]:
    """0 < Π when every factor is positive, else 0 ≤ Π when none is negative."""
    found = [th for relation in ("lt", "le") if (th := _sign(ctx, relation, t)) is not None]
    return found[:1]


def sign(ctx: Context, goal: Term) -> Theorem | None:
    """0 ≤ Π and 0 < Π as goals of their own: with all that is known of the factors."""
    if goal.op not in ("le", "lt") or goal.args[0] is not num(0):
        return None
    return _sign(ctx, goal.op, goal.args[1])


def nonzero(ctx: Context, t: Term) -> Theorem | None:
    """Π ≠ 0"""
    return _sign(ctx, "ne", t)


def _sign(ctx: Context, relation: str, t: Term) -> Theorem | None:
    found = parts(t)
    if found is None or fold_of(t) is not PRODUCT or under_way("product_nonneg", "product_pos", "product_nonzero"):
        return None
    law = specialise({"le": product_nonneg, "lt": product_pos, "ne": product_nonzero}[relation](), *found)
    each = attempt(ctx, law.concl.args[0])
    return None if each is None else mp(law, each)


FACTS.append(signs)
NONZERO.append(nonzero)
ORDERS.append(sign)
