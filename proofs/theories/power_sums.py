"""Sums of the first powers: Σ i = n(n + 1)/2, Σ i² = n(n + 1)(2n + 1)/6, Σ i³ = (n(n + 1)/2)²."""

from __future__ import annotations

import functools

from ..kernel import INT, Term, Theorem, hyp, induct, lam, substitute, var
from ..tactics.build import add, div, eq, integer, le, mul, power, real
from ..tactics.context import Context
from ..tactics.derive import mp, specialise
from ..tactics.normalise import Method, Normaliser, equate
from ..tactics.prover import attempt
from . import folds
from .folds import SUM
from .lemmas import at_successor, rewrites
from .sums import fold_of, parts

_n, _i = var("n", INT), var("i", INT)


def _closed(k: int) -> Term:
    n, once = real(_n), add(real(_n), 1)
    twice = add(mul(2, real(_n)), 1)
    half = div(mul(n, once), 2)
    return {1: half, 2: div(mul(mul(n, once), twice), 6), 3: power(half, 2)}[k]


@functools.cache
def power_sum(k: int) -> Theorem:
    """⊢ ∀n. 0 ≤ n → Σ 1 n (i ↦ iᵏ) = the polynomial, for k = 1, 2, 3"""
    goal = eq(SUM.of(integer(1), _n, _powers(k)), _closed(k))
    zero = substitute(goal, {_n: integer(0)})
    base = equate(Context(), zero.args[0], zero.args[1], Method(rewrites(folds.EMPTY["Σ"]())))
    more = substitute(goal, {_n: add(_n, 1)})
    known = Context().assume(le(integer(0), _n), goal)
    step = equate(known, more.args[0], more.args[1], Method([*at_successor(folds.LAST["Σ"](), 1), *rewrites(hyp(goal))]))
    return induct(_n, integer(0), goal, base, step)


def _powers(k: int) -> Term:
    return lam(_i, real(_i) if k == 1 else power(real(_i), k))


def closed(n: Normaliser, t: Term) -> Theorem | None:
    """Σᵢ₌₁ⁿ iᵏ by its polynomial, for k = 1, 2, 3 and 0 ≤ n."""
    found = parts(t)
    if found is None or fold_of(t) is not SUM or found[0] is not integer(1):
        return None
    k = next((k for k in (1, 2, 3) if found[2] is _powers(k)), None)
    known = None if k is None else attempt(n.ctx, le(integer(0), found[1]))
    return None if k is None or known is None else mp(specialise(power_sum(k), found[1]), known)

