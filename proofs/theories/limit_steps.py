"""What steps that speak of limits do: the algebra of limits, squeeze, order, one bound for all sums; the author's words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from ..kernel import (
    FALSE,
    INT,
    Term,
    Theorem,
    app,
    convert,
    exists_intro,
    hyp,
    lam,
    normal,
    op,
    prop,
    refl,
    rewrite,
    table,
)
from ..kernel.rational import integer_form
from ..language.door import Door, reads
from ..language.symbols import bounded_sums as BoundedSums
from ..language.symbols import diverges as Diverges
from ..language.symbols import tends as Tends
from ..tactics.build import add, le
from ..tactics.context import Context, Rule, Unproved, opened
from ..tactics.derive import (
    discharge,
    discharge_to_not,
    generalise,
    instance,
    join,
    lhs,
    mp,
    rhs,
    specialise,
    split,
    sym,
    trans,
)
from ..tactics.match import match
from ..tactics.normalise import Method, Normaliser, equate
from ..tactics.polynomial import integer_term
from ..tactics.prover import attempt, instance_of, prove
from . import growth_laws
from .absolute import abs_below
from .converging import Limits, converges, equal_both, function_of, is_limit, spine, start_of, value_of
from .divergence import diverges_above, diverges_unbounded, no_limit, one_limit, unbounded_sums
from .expansion_laws import PLAIN
from .expansions import Expansions
from .folds import EMPTY, SUM, sum_nonneg
from .limit_powers import as_divisor
from .limits import limit_at_least, limit_at_most, squeeze, tends
from .notions import BOUNDED_SUMS, DIVERGES, TENDS
from .roots_and_signs import sign
from .sizes import abs_distance, abs_inside, absolute
from .sums import linear

Deny = Callable[[Context, Term], Theorem]
LATER = 4  # how far behind the start of a sequence a bound may begin


def is_bounded_sums(t: Term) -> bool:
    """Is it the statement that sums are bounded?"""
    return t.op == "app" and spine(t)[0] is BOUNDED_SUMS


def is_divergence(t: Term) -> bool:
    """Is it the statement that a sequence diverges?"""
    return t.op == "app" and spine(t)[0] is DIVERGES


@reads(Tends, Diverges, BoundedSums)
def limit_statement(d: Door, e: Any) -> Term:
    """lim e = value, lim e = ∞, or: the sums of e are bounded."""
    sequence, index, start, *rest = e.args
    first = normal(d.integer(start))
    with d.binding(index) as n:
        f = d.lam(index, n, d.real(sequence))
    d.hints.names.setdefault(f, index)
    constant = {Tends: TENDS, Diverges: DIVERGES, BoundedSums: BOUNDED_SUMS}[type(e)]
    return app(constant, first, f, *[d.real(x) for x in rest])


# -- steps --------------------------------------------------------------------------------------------


def by_limits(ctx: Context, goal: Term, facts: list[Theorem], method: Method, search: type[Limits] = Limits) -> Theorem:
    """lim f = L by the algebra of limits, after rewriting the members of f with what the method may use."""
    start, f = spine(goal)[1][:2]
    n = ctx.fresh(INT, goal, *[th.concl for th in facts])
    body = normal(app(f, n))
    same = refl(body)
    if method.rewrites or method.unfold or method.conversions:
        same = Normaliser(ctx.assume(le(start, n)), method).norm(body)
    th = search(ctx, start, facts).of(normal(lam(n, rhs(same))))
    return to_goal(ctx, members(th, n, same, f), goal, method)


def members(th: Theorem, n: Term, same: Theorem, f: Term) -> Theorem:
    """lim f = L from lim g = L and f n = g n for n ≥ start."""
    left, right = same.concl.args
    if left is right:
        return th
    start = start_of(th)
    both = mp(specialise(equal_both(), right, left), sym(same))
    if converges(th):
        law = specialise(squeeze(), start, start, start, start, f, function_of(th), function_of(th), value_of(th))
        return mp(law, generalise(discharge(both, le(start, n)), n), th, th)
    below = split(both)[0]
    law = specialise(diverges_above(), start, start, start, function_of(th), f)
    return mp(law, generalise(discharge(below, le(start, n)), n), th)


def to_goal(ctx: Context, th: Theorem, goal: Term, method: Method) -> Theorem:
    """The stated limit from the one that was found."""
    if converges(th) != (spine(goal)[0] is TENDS):
        raise Unproved("it grows beyond every bound" if spine(goal)[0] is TENDS else "it has a finite limit", goal)
    if converges(th):
        sizes = replace(method, conversions=[*method.conversions, *PLAIN], fired=method.fired)
        th = rewrite(th, (((1,), equate(ctx, value_of(th), spine(goal)[1][2], sizes)),))
    if th.concl is not goal:
        raise Unproved("the limit is of another sequence", goal)
    return th


def by_squeeze(ctx: Context, goal: Term, facts: list[Theorem], method: Method) -> Theorem:
    """lim f = L from bounds below and above with this limit; lim f = ∞ from a bound below."""
    start, f = spine(goal)[1][:2]
    n = ctx.fresh(INT, goal, *[th.concl for th in facts])
    body = normal(app(f, n))
    rules = [r for th in facts for r in opened(th) if r.conclusion.op in ("le", "lt")]
    limit = None if spine(goal)[0] is DIVERGES else spine(goal)[1][2]
    last = Unproved("no bound is known", goal)
    for k in range(LATER):
        first = start if not k else integer_term(*integer_form(add(start, k)))
        known = ctx.assume(le(first, n))
        for lower in _bounds(known, rules, body, 1, limit):
            try:
                if limit is None:
                    return _above(ctx, goal, first, n, lower, facts)
                for upper in _bounds(known, rules, body, 0, limit):
                    return _between(ctx, goal, first, n, (lower, upper), facts, method)
            except Unproved as e:
                last = e
    raise last


def _bounds(known: Context, rules: list[Rule], body: Term, side: int, limit: Term | None) -> Iterator[Theorem]:
    """g ≤ body (side 1) or body ≤ g (side 0) from the facts, from a bound of |body|, or with the limit itself for g."""
    for r in rules:
        values = match(r.conclusion.args[side], body, frozenset(r.variables))
        th = None if values is None or len(values) < len(r.variables) else instance_of(known, r, values)
        if th is not None:
            yield weak(th)
        values = match(r.conclusion.args[0], absolute(body), frozenset(r.variables))
        th = None if values is None or len(values) < len(r.variables) else instance_of(known, r, values)
        if th is not None:
            bound = weak(th)
            yield split(mp(specialise(abs_inside(), body, rhs(bound)), bound))[1 - side]
        yield from _distant(known, r, body, side)
    if limit is not None:
        th = attempt(known, le(limit, body) if side else le(body, limit))
        if th is not None:
            yield th


def _distant(known: Context, r: Rule, body: Term, side: int) -> Iterator[Theorem]:
    """v − q ≤ body (side 1) or body ≤ v + q (side 0) from a bound |body − v| ≤ q."""
    size = r.conclusion.args[0]
    if size.op != "app" or size.args[0] is not table.ABS or size.args[1].op != "sub":
        return
    values = match(size.args[1].args[0], body, frozenset(r.variables))
    th = None if values is None or len(values) < len(r.variables) else instance_of(known, r, values)
    if th is not None:
        bound = weak(th)
        u, v = lhs(bound).args[1].args
        yield split(mp(specialise(abs_distance(), u, v, rhs(bound)), bound))[1 - side]


def weak(th: Theorem) -> Theorem:
    return th if th.concl.op == "le" else prove(Context().having(th), le(*th.concl.args))


def _above(ctx: Context, goal: Term, first: Term, n: Term, lower: Theorem, facts: list[Theorem]) -> Theorem:
    start, f = spine(goal)[1]
    th = Limits(ctx, start, facts).of(normal(lam(n, lhs(lower))))
    if converges(th):
        raise Unproved("the bound does not grow beyond every bound", goal)
    law = specialise(diverges_above(), start, start, first, function_of(th), f)
    return mp(law, generalise(discharge(lower, le(first, n)), n), th)


def _between(ctx: Context, goal: Term, first: Term, n: Term, bounds: tuple[Theorem, Theorem], facts: list[Theorem],
             method: Method) -> Theorem:
    start, f, limit = spine(goal)[1]
    lower, upper = bounds
    ends = []
    for t in (lhs(lower), rhs(upper)):
        th = Limits(ctx, start, facts).of(normal(lam(n, t)))
        ends.append(to_goal(ctx, th, tends(start, function_of(th), limit), method))
    law = specialise(squeeze(), start, start, start, first, f, *[function_of(th) for th in ends], limit)
    return mp(law, generalise(discharge(join(lower, upper), le(first, n)), n), *ends)


def by_growth(ctx: Context, goal: Term) -> Theorem:
    """lim f = ∞ from two facts: f n ≤ f (n + 1) for all n, and no B bounds all f n."""
    th = specialise(diverges_unbounded(), *spine(goal)[1])
    for what in ("it is not known that the members grow", "it is not known that no number bounds all members"):
        known = attempt(ctx, th.concl.args[0])
        if known is None:
            raise Unproved(what, th.concl.args[0])
        th = mp(th, known)
    return th


def by_order(ctx: Context, goal: Term, facts: list[Theorem]) -> Theorem:
    """c ≤ L from c ≤ f n for all n and lim f = L; L ≤ c likewise."""
    for r in [r for th in facts for r in opened(th) if is_limit(r.conclusion) and not r.variables and not r.premises]:
        th = hyp(r.conclusion)
        start, f, limit = spine(r.conclusion)[1]
        for law, side in ((limit_at_least, 1), (limit_at_most, 0)):
            if limit is goal.args[side]:
                made = specialise(law(), start, start, f, limit, goal.args[1 - side])
                everywhere = attempt(ctx, made.concl.args[0])
                if everywhere is not None:
                    return mp(made, everywhere, th)
    raise Unproved("no limit and no bound of a sequence give this", goal)


def by_bound(ctx: Context, goal: Term, facts: list[Theorem]) -> Theorem:
    """The sums of nonnegative terms are bounded, from Σ_{k=a}^{N} f k ≤ B for all N ≥ a."""
    start, f = spine(goal)[1]
    top = ctx.fresh(INT, goal, *[th.concl for th in facts])
    total, late = SUM.of(start, top, f), le(start, top)
    known = ctx.assume(late)
    same = Normaliser(known, Method(conversions=[("divisor", as_divisor())])).norm(total)
    for r in [r for th in facts for r in opened(th) if r.conclusion.op in ("le", "lt")]:
        for left in (total, rhs(same)):
            values = match(r.conclusion.args[0], left, frozenset(r.variables))
            th = None if values is None or len(values) < len(r.variables) else instance_of(known, r, values)
            if th is not None and not top.free <= rhs(th).free:
                th = weak(th) if left is total else rewrite(weak(th), (((0,), sym(same)),))
                return _bounded(ctx, goal, top, total, discharge(th, late))
    raise Unproved("no bound of the sums is known", goal)


def _bounded(ctx: Context, goal: Term, top: Term, total: Term, upper: Theorem) -> Theorem:
    """∃B ∀N. |Σ| ≤ B: sums with terms from the bound, empty sums are 0."""
    start, f = spine(goal)[1]
    late, most = upper.concl.args[0], upper.concl.args[1].args[1]
    law = specialise(sum_nonneg(), start, top, f)
    lower = mp(law, prove(ctx, law.concl.args[0]))
    none = specialise(EMPTY["Σ"](), start, top, f)
    early = none.concl.args[0]
    at_start = instance(upper, {top: start})
    nonneg = instance(lower, {top: start})
    positive = prove(ctx.having(mp(at_start, prove(Context(), at_start.concl.args[0])), nonneg), le(0, most))
    first = prove(ctx.having(lower, mp(none, hyp(early)), positive), le(total, most))
    cases = prove(Context(), op("or", late, early))
    above = prop((cases, upper, discharge(first, early)), le(total, most))
    law = specialise(abs_below("le"), total, most)
    within = mp(law, above, prove(ctx.having(lower, above), law.concl.args[1].args[0]))
    chosen = frozenset((BOUNDED_SUMS,))
    opened_goal = normal(goal, chosen)
    return convert(exists_intro(generalise(within, top), opened_goal, most), goal, chosen)


# -- closed sequences ------------------------------------------------------------------------------------


def established(ctx: Context, goal: Term, method: Method) -> Theorem:
    """lim f = L for an explicit sequence."""
    try:
        return by_limits(ctx, goal, [], _closed(method), Expansions)
    except Unproved:
        start, f = spine(goal)[1][:2]
        n = ctx.fresh(INT, goal)
        return to_goal(ctx, _limit_of(ctx, start, n, normal(app(f, n)), method), goal, method)


def denied(ctx: Context, goal: Term, method: Method, deny: Deny) -> Theorem:
    """¬(lim f = L) from another limit, ¬(the sums of f are bounded) from their growth, for an explicit sequence.

    Two numbers are told apart by `deny`."""
    start, f = spine(goal)[1][:2]
    n = ctx.fresh(INT, goal)
    try:
        th = _limit_of(ctx, start, n, SUM.of(start, n, f) if is_bounded_sums(goal) else normal(app(f, n)), method)
    except Unproved:
        return _denied_by_neighbours(ctx, goal, n, method, deny)
    if is_bounded_sums(goal):
        return mp(specialise(unbounded_sums(), start, start, f), th)
    if converges(th) != (spine(goal)[0] is TENDS):
        both, limit = (th, hyp(goal)) if spine(goal)[0] is TENDS else (hyp(goal), th)
        law = specialise(no_limit(), start, start, f, value_of(limit))
        return discharge_to_not(mp(law, both, limit), goal)
    if not converges(th):
        raise Unproved("it is true", goal)
    return discharge_to_not(_two_limits(ctx, hyp(goal), th, deny), goal)


def _limit_of(ctx: Context, start: Term, n: Term, body: Term, method: Method) -> Theorem:
    """lim f for the sequence with these members."""
    search = Expansions(ctx, start, [specialise(growth_laws.harmonic_diverges(), start)])
    try:
        return search.of(normal(lam(n, body)))
    except Unproved:
        same = _closed_form(ctx.assume(le(start, n)), body, method)
        return members(search.of(normal(lam(n, rhs(same)))), n, same, normal(lam(n, body)))


def _two_limits(ctx: Context, one: Theorem, two: Theorem, deny: Deny) -> Theorem:
    """false from two limits of one sequence that are different numbers."""
    start, f, x = spine(one.concl)[1]
    if not converges(two):
        raise Unproved("the sequence has no limit", one.concl)
    law = mp(specialise(one_limit(), start, start, f, x, value_of(two)), one, two)
    return prop((deny(ctx, law.concl), law), FALSE)


def _denied_by_neighbours(ctx: Context, goal: Term, n: Term, method: Method, deny: Deny) -> Theorem:
    """¬(lim f = L), because f n + f(n + 1), f n² or f n·f(n + 1) has another limit than L gives it: (−1)ⁿ."""
    start, f = spine(goal)[1][:2]
    here, there = normal(app(f, n)), normal(app(f, add(n, 1)))
    last = Unproved("no limit is known for a part", goal)
    for body in (op("add", here, there), op("mul", here, here), op("mul", here, there)) if spine(goal)[0] is TENDS else ():
        try:
            given = Limits(ctx, start, [hyp(goal)]).of(normal(lam(n, body)))
            return discharge_to_not(_two_limits(ctx, given, _limit_of(ctx, start, n, body, method), deny), goal)
        except Unproved as e:
            last = e
    raise last


def _closed(method: Method) -> Method:
    """Explicit members: evaluated, sums of equal terms counted, powers of −1 in their simplest form."""
    return replace(method, conversions=[*method.conversions, ("sums", linear), ("sign", sign)])


def _closed_form(ctx: Context, t: Term, method: Method) -> Theorem:
    """⊢ t = its value in canonical form."""
    n = Normaliser(ctx, _closed(method))
    th = n.norm(t)
    last = n.canonical(rhs(th))
    return th if last is None else trans(th, last, n.norm(rhs(last)))
