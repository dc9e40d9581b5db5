"""Products compared by their factors: Π f ≤ Π g where 0 ≤ f ≤ g in the range; sizes, powers and 1 are products, too."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

from ..kernel import INT, REAL, Term, Theorem, app, normal, rewrite
from ..tactics.budget import portion
from ..tactics.build import eq, le
from ..tactics.context import Context
from ..tactics.derive import discharge, generalise, itself, join, mp, rhs, specialise, sym, trans
from ..tactics.prover import prove
from ..theories import product_orders, ranges, sums
from ..theories.absolute import ABS, abs_bounds
from ..theories.folds import PRODUCT
from .direct import Failure, Inapplicable, directly, subterms

Way = Callable[[Context, Term], Theorem]
EACH = 60_000  # the work for the factors, in units of `budget`


def by_comparing_products(ctx: Context, goal: Term, shown: Way) -> Theorem:
    """Γ ⊢ a ≤ b, each a product over the same range, the size of one, a power or 1; raises Unproved."""
    if goal.op != "le" or goal.args[0].type is not REAL:
        raise Inapplicable("it is no order", goal)
    found = [sums.parts(t) for t in subterms(*goal.args) if sums.fold_of(t) is PRODUCT and not t.loose]
    for low, high in dict.fromkeys(parts[:2] for parts in found if parts is not None):
        for sides in (goal.args, (app(ABS, goal.args[0]), goal.args[1])):
            with suppress(*Failure):
                products = [_product(ctx, t, low, high) for t in sides]
                th = _compared(ctx, rhs(products[0]), rhs(products[1]), shown)
                th = rewrite(th, tuple(((n,), sym(same)) for n, same in enumerate(products)))
                return th if sides is goal.args else prove(ctx.having(th, specialise(abs_bounds(), goal.args[0])), goal)
    raise Inapplicable("no products are compared by their factors", goal)


def _product(ctx: Context, t: Term, low: Term, high: Term) -> Theorem:
    """t = Π_{i=low}^{high} f i; raises Unproved."""
    if t.op == "app" and t.args[0] is ABS and _is_over(t.args[1], low, high):
        return specialise(product_orders.size_of_product(), *sums.parts(t.args[1]) or ())
    if _is_over(t, low, high):
        return itself(t)
    if t.op not in ("pow", "num"):
        raise Inapplicable("it is no product over this range", t)
    law = specialise(ranges.constant_product(), t.args[0] if t.op == "pow" else t, low, high)
    law = mp(law, prove(ctx, law.concl.args[0]))
    return trans(directly(ctx, eq(t, rhs(law))), sym(law))


def _is_over(t: Term, low: Term, high: Term) -> bool:
    return sums.fold_of(t) is PRODUCT and (sums.parts(t) or ())[:2] == (low, high)


def _compared(ctx: Context, left: Term, right: Term, shown: Way) -> Theorem:
    """Π f ≤ Π g over one range, from 0 ≤ f and f ≤ g in it."""
    (low, high, f), (_, _, g) = sums.parts(left), sums.parts(right)  # type: ignore[misc]
    i = ctx.fresh(INT, left, right)
    inside = le(low, i), le(i, high)
    inner = ctx.assume(*inside)
    small, large = (normal(sums.body_at(u, i)) for u in (f, g))
    with portion(EACH):
        factors = join(shown(inner, le(0, small)), shown(inner, le(small, large)))
    each = generalise(discharge(factors, *inside), i)
    return mp(specialise(product_orders.product_le(), low, high, f, g), each)
