"""Sums and products taken from the other end: Σ_{i=a}^{b} f(i) = Σ_{i=a}^{b} f(a + b − i)."""

from __future__ import annotations

from collections.abc import Iterator

from ..kernel import INT, Term, Theorem, app, lam, rewrite, var
from ..kernel.rational import integer_form
from ..tactics.build import add, eq, integer, sub
from ..tactics.context import Context
from ..tactics.derive import generalise, mp, rhs, specialise, sym, trans
from ..tactics.normalise import Method, Normaliser, equate
from ..tactics.prover import prove
from . import folds, sums
from .folds import Fold
from .lemmas import by_range, lemma, rewrites

a, b, i = (var(n, INT) for n in "abi")
f = folds.f


def _backwards(low: Term, high: Term) -> Term:
    return lam(i, app(f, sub(add(low, high), i)))


def _reversal(fold: Fold) -> Theorem:
    """⊢ ∀a b f. Σ a b f = Σ a b (λi. f(a + b − i))"""
    edges, none = folds.ends(fold)

    def solver(ctx: Context, goal: Term, before: Theorem | None) -> Theorem:
        left, right = goal.args
        if before is None:
            return equate(ctx, left, right, Method([*edges, *rewrites(none)]))
        more = add(b, 1)
        first = specialise(folds.FIRST[fold.name](), a, more, _backwards(a, more))
        first = mp(first, prove(ctx, first.concl.args[0]))
        shifted = specialise(folds.SHIFT[fold.name](), a, b, integer(1), _backwards(a, b))
        rest = trans(equate(ctx, rhs(first).args[1], rhs(shifted), Method()), sym(shifted), sym(before))
        first = rewrite(first, (((1, 1), rest),))
        start = equate(ctx, right, first.concl.args[0], Method())
        last = specialise(folds.LAST[fold.name](), a, more, f)
        last = mp(last, prove(ctx, last.concl.args[0]))
        return trans(last, equate(ctx, rhs(last), rhs(first), Method()), sym(trans(start, first)))

    statement = eq(fold.of(a, b, f), fold.of(a, b, _backwards(a, b)))
    return generalise(specialise(by_range(Context(), a, b, statement, solver), b), a, b, f)


@lemma
def sum_reversed() -> Theorem:
    """⊢ ∀a b f. Σ a b f = Σ a b (λi. f(a + b − i))"""
    return _reversal(folds.SUM)


@lemma
def product_reversed() -> Theorem:
    """⊢ ∀a b f. Π a b f = Π a b (λi. f(a + b − i))"""
    return _reversal(folds.PRODUCT)


REVERSED = {"Σ": sum_reversed, "Π": product_reversed}


# -- members that fall -------------------------------------------------------------------


def rising(n: Normaliser, t: Term) -> Theorem | None:
    """Σ_{i=a}^{b} g(a + b + c − i) = Σ_{i=a}^{b} g(i + c) for numbers c, where i stands in no other index."""
    found = sums.parts(t)
    if found is None:
        return None
    low, high, function = found
    x = n.ctx.fresh(INT, t)
    if set(_directions(sums.body_at(function, x), x, add(low, high))) != {-1}:
        return None
    law = specialise(REVERSED[sums.fold_of(t).name](), low, high, function)  # type: ignore[union-attr]
    return trans(law, Normaliser(n.ctx, Method()).norm(rhs(law)))


def _directions(t: Term, x: Term, ends: Term) -> Iterator[int]:
    """−1 for each index a + b + c − x, 1 for x + c, 0 for others in which x is; exponents aside."""
    if not x.free <= t.free:
        return
    if t.op in ("add", "sub"):
        t = sums.whole(t) or t
    if t.type is not INT or t.op in ("app", "floor"):
        for s in t.args[:1] if t.op == "pow" else t.args:
            yield from _directions(s, x, ends)
        return
    symbols, own = integer_form(t)[0], frozenset(((x, 1),))
    rest = frozenset((m, k) for m, k in symbols if m != own)
    slope = dict(symbols).get(own)
    yield -1 if slope == -1 and rest == integer_form(ends)[0] else 1 if slope == 1 and not rest else 0
