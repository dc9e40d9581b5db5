"""Statements about binomial coefficients: neighbouring coefficients by one of them, directly and in inductions.

A sum whose terms are hypergeometric is summed with a certificate (telescoping.py): what a search proposes, the kernel checks.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from ..kernel import Term, Theorem, hyp, induct, op, rewrite, substitute
from ..tactics.budget import portion
from ..tactics.build import add, integer, le
from ..tactics.context import Context, Unproved
from ..tactics.derive import mp, rhs, specialise, sym, trans
from ..tactics.elimination import by_elimination
from ..tactics.normalise import Method, Normaliser, equate
from ..tactics.prover import prove
from ..theories import binomials, ratios, sums
from .combinations import by_multiple, by_numbers
from .direct import Failure, method, subterms
from .inductions import at_start, next_instance, one_earlier, variables
from .known import normal_sides
from .residuals import by_residual
from .telescoping import certificates

MAX_WORK, LATEST = 200_000, 2


def by_ratios(ctx: Context, goal: Term) -> Theorem:
    """Γ ⊢ a ▷ b with every binomial coefficient by the first of its neighbours; by induction, too; raises Unproved."""
    if goal.op not in ("eq", "le", "lt") or not any(_speaks_of_binomials(t) for t in goal.args):
        raise Unproved("it does not speak of binomial coefficients", goal)
    if goal.op == "eq":
        try:
            return equate(ctx, goal.args[0], goal.args[1], ratio_method())
        except Failure:
            pass
    for t, start in variables(ctx, goal):
        try:
            with portion(MAX_WORK):
                return _induct(ctx, goal, t, start)
        except Failure:
            continue
    raise Unproved("the ratios of binomial coefficients do not give this", goal)


def _speaks_of_binomials(t: Term) -> bool:
    stack, seen = [t], set()
    while stack:
        s = stack.pop()
        if s is binomials.BINOMIAL:
            return True
        if s not in seen:
            seen.add(s)
            stack.extend(s.args)
    return False


def ratio_method() -> Method:
    """The engine's ways without Pascal's rule, which would bring in a second coefficient."""
    m = method()
    kept = [(label, c) for label, c in m.conversions if c not in (binomials.rule, binomials.column)]
    m.conversions = [(c, c) for c in (ratios.edges, ratios.ratio, binomials.column, sums.last_term)] + kept
    return m


def _induct(ctx: Context, goal: Term, t: Term, start: Term) -> Theorem:
    """From the start or, where the step divides by what is 0 there, from one of the next numbers."""
    outer = Context().having(*[th for th in ctx.facts if not any(t.free <= h.free for h in (*th.hyps, th.concl))])
    ways: list[Way] = [partial(_later, outer, goal, t, start, more) for more in range(LATEST + 1 if start.op == "num" else 1)]
    ways.append(lambda: _from(outer, goal, t, start, _by_rows))
    error: Exception | None = None
    for way in ways:
        try:
            with portion(75_000):
                th = specialise(way(), t)
            return mp(th, prove(ctx, th.concl.args[0]))
        except Failure as e:
            error = error or e
    raise error or Unproved("induction does not apply", goal)


def _later(outer: Context, goal: Term, t: Term, start: Term, more: int) -> Theorem:
    """The goal from the start on, by induction from one that lies later."""
    if not more:
        return _from(outer, goal, t, start, _step)
    return one_earlier(outer, goal, t, start, _later(outer, goal, t, integer(start.data[0] + 1), more - 1))


Way = Callable[[], Theorem]
Step = Callable[[Context, Term, Term], Theorem]


def _from(outer: Context, goal: Term, t: Term, start: Term, step: Step) -> Theorem:
    return induct(t, start, goal, _base(outer, substitute(goal, {t: start})), step(outer.assume(le(start, t)), goal, t))


def _by_rows(ctx: Context, goal: Term, t: Term) -> Theorem:
    """The step by Pascal's rule."""
    return next_instance(ctx, substitute(goal, {t: add(t, 1)}), [hyp(goal)], False)


def _base(ctx: Context, goal: Term) -> Theorem:
    """The first instance, small rows by the rows above."""
    try:
        return at_start(ctx, goal)
    except Failure:
        if goal.op != "eq":
            raise
        m = ratio_method()
        m.conversions = [m.conversions[0], (ratios.down, ratios.down), *m.conversions[1:]]
        return equate(ctx, goal.args[0], goal.args[1], m)


def _step(ctx: Context, goal: Term, t: Term) -> Theorem:
    wanted = substitute(goal, {t: add(t, 1)})
    n = Normaliser(ctx, ratio_method())
    known = normal_sides(n, hyp(goal))
    sides = [n.body(s) for s in wanted.args]
    a, b = (rhs(s) for s in sides)
    if goal.op != "eq":
        th = by_residual(ctx, op(goal.op, a, b), known)
        return rewrite(th, (((0,), sym(sides[0])), ((1,), sym(sides[1]))))
    for way in (by_numbers, by_multiple):
        try:
            return trans(sides[0], way(ctx, a, b, [known]), sym(sides[1]))
        except Failure:
            continue
    summed = [s for s in subterms(*goal.args) if sums.parts(s) is not None]
    found = [normal_sides(n, th) for s in summed for th in certificates(ctx, s, t, ratio_method)]
    return trans(sides[0], by_elimination(ctx, a, b, (*found, known)), sym(sides[1]))
