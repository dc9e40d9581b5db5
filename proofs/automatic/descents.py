"""Steps that are summed: from u(k + 1) ≤ u(k) − g(k) for all k, that a sum of g is at most u(start) − u(end + 1).

Of an order that holds for all k the parts c·u(k + d) − c·u(k + d + 1) telescope, the rest is summed; shown by induction.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from fractions import Fraction

from ..kernel import INT, REAL, Term, Theorem, app, lam, normal, op
from ..kernel.rational import integer_form
from ..tactics.build import add, integer, mul, number
from ..tactics.context import Context, Rule
from ..tactics.normalise import Normaliser
from ..tactics.polynomial import Poly, TooLarge, integer_term, plus, poly_term
from ..tactics.prover import reader
from ..theories import folds, sums
from .direct import Failure, Inapplicable, method, subterms
from .inductions import by_recursion
from .laws import members, offset
from .sums_compared import normed

MAX_SUMS = 3


def by_descent(ctx: Context, goal: Term, search: Callable[[Context, Term], Theorem]) -> Theorem:
    """Γ ⊢ an order with sums in it, from steps that are summed over their ranges; raises Unproved."""
    if goal.op not in ("le", "lt") or goal.args[0].type is not REAL:
        raise Inapplicable("it is no order", goal)
    known, found = {th.concl for th in ctx.facts}, []
    for total in [t for t in subterms(*goal.args) if sums.fold_of(t) is folds.SUM and not t.loose][:MAX_SUMS]:
        for r in ctx.rules:
            with suppress(*Failure):
                found += [th for th in _summed(ctx, total, r) if th.concl not in known]
    if not found:
        raise Inapplicable("no steps are known that could be summed", goal)
    return search(ctx.having(*found), goal)


def _summed(ctx: Context, total: Term, r: Rule) -> Iterator[Theorem]:
    """0 ≤ the sum of what an order says for k in the range of the sum."""
    phi = r.conclusion
    if phi.op not in ("le", "lt") or [v.type for v in r.variables] != [INT] or phi.args[0].type is not REAL:
        return
    (k,), (low, high, function) = r.variables, sums.parts(total)  # type: ignore[misc]
    try:
        p = plus(reader(ctx, list(phi.args)).poly(phi.args[1]), reader(ctx, list(phi.args)).poly(phi.args[0]), Fraction(-1))
    except TooLarge:
        return
    rest, ends = _telescoped(p, k, low, high)
    spoken = [{t.args[0] for t in members(phi)} for phi in (poly_term(rest), sums.body_at(function, k))]
    if ends is None or not spoken[0] & spoken[1]:
        return
    whole = add(folds.SUM.of(low, high, normal(lam(k, poly_term(rest)))), ends)
    yield normed(Normaliser(ctx, method()), by_recursion(ctx, op("le", number(0), whole)))


def _telescoped(p: Poly, k: Term, low: Term, high: Term) -> tuple[Poly, Term | None]:
    """p without its differences of neighbours, and what these are over the range."""
    rest, ends = dict(p), None
    for u in dict.fromkeys(t.args[0] for t in members(poly_term(p))):
        alone = {d: c for m, c in rest.items() if len(m) == 1 for (t, e) in m if e == 1 and isinstance(t, Term)
                 and t.op == "app" and t.args[0] is u and (d := offset(t, k)) is not None}
        for d, c in alone.items():
            if alone.get(d + 1) == -c:
                pair = [app(u, integer_term(*integer_form(add(k, integer(e))))) for e in (d, d + 1)]
                rest = {m: q for m, q in rest.items() if not any(t in dict(m) for t in pair) or len(m) > 1}
                first, last = (app(u, integer_term(*integer_form(add(e, integer(i))))) for e, i in ((low, d), (high, d + 1)))
                piece = add(mul(number(c), first), mul(number(-c), last))
                ends = piece if ends is None else add(ends, piece)
                break
    return rest, ends
