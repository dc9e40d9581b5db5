"""Lemmas are proved on first use and kept; induction over a range is the work horse of the sum lemmas."""

from __future__ import annotations

import functools
from collections.abc import Callable

from ..kernel import INT, Term, Theorem, forall_elim, hyp, induct, instantiate, normal, op, prop, substitute, table
from ..tactics.build import integer, le, lt, sub
from ..tactics.context import Context, Unproved, opened
from ..tactics.derive import discharge, generalise, specialise
from ..tactics.normalise import Method, Rewrite, equate, successor
from ..tactics.prover import prove
from ..tactics.search import afresh

_UNDER_WAY: list[Callable[[], Theorem]] = []


def under_way(*names: str) -> bool:
    """Is one of these lemmas being proved?  Then facts that rest on it are not offered."""
    return any(make.__name__ in names for make in _UNDER_WAY)


def lemma(make: Callable[[], Theorem]) -> Callable[[], Theorem]:
    """A theorem without hypotheses and free variables, proved when it is first asked for."""

    @functools.cache
    @functools.wraps(make)
    def proved() -> Theorem:
        if make in _UNDER_WAY:
            raise Unproved(f"lemma {make.__name__} would use itself")
        _UNDER_WAY.append(make)
        try:
            with afresh():
                th = make()
        finally:
            _UNDER_WAY.pop()
        if th.hyps or th.concl.free:
            raise Unproved(f"lemma {make.__name__} has hypotheses left", th.concl)
        return th

    return proved


def rewrites(*theorems: Theorem) -> list[Rewrite]:
    """The equations contained in theorems, left to right."""
    return [Rewrite(r) for th in theorems for r in opened(th) if r.conclusion.op == "eq"]


def at_successor(th: Theorem, position: int, start: int = 1) -> list[Rewrite]:
    """The equation of a recurrence, to be used at numbers and at t + c, c > 0, only; position: its quantifier."""
    return [Rewrite(r, successor(r.variables[position], start)) for r in opened(th)]


Equation = Theorem | list[Rewrite]


def solve(ctx: Context, goal: Term, *equations: Equation) -> Theorem:
    """Introduce ∀ and →, then an equation by rewriting with the given ones and what was assumed."""
    if goal.op == "all":
        x = ctx.fresh(goal.args[0].data, goal)
        return generalise(solve(ctx, normal(instantiate(goal.args[0].args[0], x)), *equations), x)
    if goal.op == "imp":
        inner = ctx.assume(goal.args[0])
        return discharge(solve(inner, goal.args[1], *equations, hyp(goal.args[0])), goal.args[0])
    if goal.op == "eq":
        a, b = goal.args
        return equate(ctx, a, b, Method([w for e in equations for w in (e if isinstance(e, list) else rewrites(e))]))
    return prove(ctx.having(*[e for e in equations if isinstance(e, Theorem)]), goal)


Solver = Callable[[Context, Term, "Theorem | None"], Theorem]


def by_range(ctx: Context, a: Term, b: Term, statement: Term, solver: Solver) -> Theorem:
    """∀b. P(b) for a statement about a range a..b: b < a − 1, b = a − 1, and b → b + 1.

    The solver proves P(b) in each of the three contexts; in the last it is given P(b) as a theorem.
    """
    start = sub(a, integer(1))
    low = lt(b, start)
    below = discharge(solver(ctx.assume(low), statement, None), low)
    base_goal = normal(substitute(statement, {b: start}))
    base = solver(ctx, base_goal, None)
    known = [le(start, b), statement]
    step_goal = normal(substitute(statement, {b: op("add", b, integer(1))}))
    step = solver(ctx.assume(*known), step_goal, hyp(statement))
    upward = specialise(induct(b, start, statement, base, step), b)
    cases = forall_elim(table.trichotomy(INT), b, start)
    return generalise(prop((cases, below, *_from_equal(b, start, upward)), statement), b)


def _from_equal(b: Term, start: Term, upward: Theorem) -> tuple[Theorem, ...]:
    """P(b) from b = start and from start < b."""
    out = []
    for case in (op("eq", b, start), op("lt", start, b)):
        bound = prove(Context().assume(case), le(start, b))
        out.append(discharge(prop((upward, bound), upward.concl.args[1]), case))
    return tuple(out)
