"""Goals that become others, which the whole search is asked for: sizes by both sides or squares, orders of fractions without
divisors, ranges that may be empty, norms written out."""

from __future__ import annotations

from collections.abc import Callable

from ..kernel import FALSE, REAL, Term, Theorem, hyp, op, prop, rewrite
from ..tactics.build import le, lt, ne, neg, number, power
from ..tactics.context import Context
from ..tactics.derive import discharge, discharge_to_not, mp, positive_form, rhs, specialise, sym
from ..tactics.normalise import Method, Normaliser
from ..tactics.polynomial import poly_term
from ..tactics.prover import attempt, prove, reader
from ..theories import sums
from ..theories.absolute import ABS, abs_below, abs_from_squares
from ..theories.notions import NORM
from ..theories.vectors import DOT, NORM2
from .direct import Inapplicable, subterms
from .known import is_distinct, normal_sides
from .numerators import without_divisors
from .restated import is_size

Search = Callable[[Context, Term], Theorem]
VECTORS = frozenset((DOT, NORM2))


def by_both_sides(ctx: Context, goal: Term, search: Search) -> Theorem:
    """Γ ⊢ |u| ≤ c from u ≤ c and −u ≤ c; raises Unproved."""
    if not is_size(goal):
        raise Inapplicable("it is no bound of a size", goal)
    u, bound = goal.args[0].args[1], goal.args[1]
    each = [search(ctx, op(goal.op, side, bound)) for side in (u, neg(u))]
    return mp(specialise(abs_below(goal.op), u, bound), *each)


def by_squares(ctx: Context, goal: Term, search: Search) -> Theorem:
    """Γ ⊢ |u| ≤ |v| from u² ≤ v²; raises Unproved."""
    if goal.op != "le" or not all(t.op == "app" and t.args[0] is ABS for t in goal.args):
        raise Inapplicable("it does not compare two sizes", goal)
    u, v = (t.args[1] for t in goal.args)
    th = search(ctx, le(power(u, 2), power(v, 2)))
    return mp(specialise(abs_from_squares(), u, v), th)


def by_parts(ctx: Context, goal: Term, search: Search) -> Theorem:
    """Γ ⊢ 0 < t or t ≠ 0 from the same of the factors of t, or from 0 < u where t is √u; raises Unproved."""
    strict = goal.op == "lt" and goal.args[0] is number(0)
    t = goal.args[1] if strict else goal.args[0].args[0] if is_distinct(goal) and goal.args[0].args[1] is number(0) else goal
    if t.op not in ("mul", "div", "sqrt") or t.type is not REAL:
        raise Inapplicable("it has no factors", goal)
    parts = [lt(0, a) if strict or t.op == "sqrt" else ne(a, 0) for a in t.args]
    shown = [search(ctx, phi) for phi in parts if attempt(ctx, phi) is None]
    if not shown:
        raise Inapplicable("its factors are known", goal)
    return prove(ctx.having(*shown), goal)


def by_clearing(ctx: Context, goal: Term, search: Search) -> Theorem:
    """Γ ⊢ an order of fractions with sums in them from the same without divisors; raises Unproved."""
    if goal.op not in ("le", "lt") or goal.args[0].type is not REAL or not any(map(sums.parts, subterms(goal))):
        raise Inapplicable("it is no order of sums", goal)
    wrong = (lt if goal.op == "le" else le)(*goal.args[::-1])
    th = without_divisors(ctx, hyp(wrong)) if any(t.op == "div" for t in subterms(goal)) else None
    if th is None or th.concl is wrong:
        raise Inapplicable("it has no divisors of known sign", goal)
    p = reader(ctx, [th.concl.args[1]]).poly(th.concl.args[1])
    sides = [poly_term({m: s*c for m, c in p.items() if s*c > 0}) for s in (1, -1)]
    shown = search(ctx, op(goal.op, *sides))
    absurd = prove(ctx.having(shown, th), FALSE)
    return positive_form(discharge_to_not(absurd, wrong))


def by_empty_ranges(ctx: Context, goal: Term, search: Search) -> Theorem:
    """Γ ⊢ a relation of sums, where the range of one may be empty: in that case, and in the other; raises Unproved."""
    for t in subterms(goal):
        found = sums.parts(t)
        if found is None or found[0].op == "num":
            continue
        some, none = le(found[0], found[1]), lt(found[1], found[0])
        if some not in ctx.known and none not in ctx.known:
            cases = [discharge(search(ctx.assume(c), goal), c) for c in (some, none)]
            return prop((prove(Context(), op("or", some, none)), *cases), goal)
    raise Inapplicable("no range may be empty", goal)


def by_expanding(ctx: Context, goal: Term, search: Search) -> Theorem:
    """Γ ⊢ an order of ‖x − a·g‖² and ⟨x, g⟩ from the same with sums of components, in Γ too; raises Unproved."""
    if goal.op not in ("le", "lt") or not _written(goal) or any(t is NORM for t in subterms(*goal.args)):
        raise Inapplicable("it is no order of squared norms and products of vectors", goal)
    n = Normaliser(ctx, Method(unfold=VECTORS, conversions=[("sums", sums.linear)]))
    about = [th for th in ctx.facts if th.concl.op in ("eq", "le", "lt") and _written(th.concl)]
    rest = Context().having(*[th for th in ctx.facts if th not in about], *[normal_sides(n, th) for th in about])
    sides = [n.body(t) for t in goal.args]
    return rewrite(search(rest, op(goal.op, *map(rhs, sides))), tuple(((i,), sym(side)) for i, side in enumerate(sides)))


def _written(phi: Term) -> bool:
    """Are there norms or products of vectors in a relation of numbers?"""
    return phi.args[0].type is REAL and any(t in VECTORS for t in subterms(*phi.args))
