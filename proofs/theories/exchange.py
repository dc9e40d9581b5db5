"""Exchanging the order of two sums, and pulling a factor into an inner sum so that the two stand side by side."""

from __future__ import annotations

from ..kernel import INT, REAL, Term, Theorem, app, field, fun, lam, normal, refl, substitute, var
from ..tactics.build import eq, le, mul
from ..tactics.context import Context
from ..tactics.derive import generalise, rhs, specialise, sym, trans
from ..tactics.normalise import Method, Normaliser, equate
from ..tactics.polynomial import TooLarge, atom_term, poly_term
from ..tactics.prover import reader
from . import folds, sums
from .folds import SUM
from .lemmas import by_range, lemma, rewrites
from .sums import body_at, fold_of, linear, parts

a, b, c, d, i, j = (var(s, INT) for s in "abcdij")
TABLE = fun(INT, INT, REAL)
_FIRST, _SECOND = var("·1", INT), var("·2", INT)
F = var("F", TABLE)


@lemma
def exchange() -> Theorem:
    """⊢ ∀a c d F b. Σᵢ₌ₐᵇ Σⱼ₌꜀ᵈ F i j = Σⱼ₌꜀ᵈ Σᵢ₌ₐᵇ F i j"""
    rows = SUM.of(a, b, lam(i, SUM.of(c, d, lam(j, app(F, i, j)))))
    columns = SUM.of(c, d, lam(j, SUM.of(a, b, lam(i, app(F, i, j)))))
    last, none = folds.ends(SUM)

    def solver(ctx: Context, goal: Term, before: Theorem | None) -> Theorem:
        known = [*last, *rewrites(none), *(() if before is None else rewrites(before))]
        left, right = goal.args
        return equate(ctx, left, right, Method(known, conversions=[("linear", linear)]))

    return generalise(specialise(by_range(Context(), a, b, normal(eq(rows, columns)), solver), b), a, c, d, F, b)


def rank(t: Term) -> tuple[str, str]:
    """The order of ranges: outside stands the sum whose ends are named first."""
    low, high, _ = found if (found := parts(t)) else (t, t, t)
    return str(high), str(low)


def exchanged(n: Normaliser, t: Term) -> Theorem | None:
    """Σᵢ c·Σⱼ f i j = Σⱼ Σᵢ c·f i j, where the inner range stands before the outer one; over one range, where f j i does."""
    found = parts(t)
    if found is None or fold_of(t) is not SUM:
        return None
    low, high, function = found
    x = n.ctx.fresh(INT, t)
    inside = n.under(le(low, x), le(x, high)).ctx
    body = body_at(function, x)
    pulled = _pulled(inside, body, x, rank(t))
    if pulled is None:
        return None
    start, end, inner = parts(rhs(pulled))  # type: ignore[misc]
    y = n.ctx.fresh(INT, t, x)
    if (start, end) == (low, high) and not _turned_first(inside, body_at(inner, y), x, y):
        return None
    table = normal(lam(x, lam(y, body_at(inner, y))))
    law = specialise(exchange(), low, start, end, table, high)
    return trans(sums.under_range(SUM, low, high, normal(function), x, pulled), law)


def _turned_first(ctx: Context, body: Term, x: Term, y: Term) -> bool:
    """Does f y x stand before f x y?"""
    keys = []
    for values in ({x: _FIRST, y: _SECOND}, {x: _SECOND, y: _FIRST}):
        seen = substitute(body, values)
        try:
            reading = reader(ctx, [seen])
            keys.append(str(seen if reading.missing else poly_term(reading.poly(seen))))
        except TooLarge:
            return False
    return keys[1] < keys[0]


def _pulled(ctx: Context, body: Term, x: Term, outer: tuple[str, str]) -> Theorem | None:
    """body = Σⱼ c·f j, for the first inner sum whose range does not depend on x and stands before the outer one."""
    reading = reader(ctx, [body])
    if reading.missing:
        return None
    try:
        monomials = list(reading.poly(body).items())
    except TooLarge:
        return None
    if len(monomials) != 1:
        return None
    ((m, coefficient),) = monomials
    inner = sorted((q for q, k in m if k == 1 and _movable(atom_term(q), x, outer)), key=lambda q: rank(atom_term(q)))
    if not inner:
        return None
    if body is atom_term(inner[0]):
        return refl(body)
    rest = frozenset((q, k) for q, k in m if q is not inner[0])
    factor = poly_term({rest: coefficient})
    low, high, function = parts(atom_term(inner[0]))  # type: ignore[misc]
    shaped = mul(factor, atom_term(inner[0]))
    same = refl(body) if body is shaped else field(body, shaped, reader(ctx, [body, shaped]).side())
    return trans(same, sym(specialise(folds.sum_scale(), factor, low, high, function)))


def _movable(t: Term, x: Term, outer: tuple[str, str]) -> bool:
    found = parts(t)
    if found is None or fold_of(t) is not SUM or not x.free <= found[2].free:
        return False
    return not x.free <= found[0].free and not x.free <= found[1].free and rank(t) <= outer
