"""That cases cover everything: a < b, a = b, a > b, and cases that are conjunctions, one condition at a time."""

from __future__ import annotations

from ..kernel import Term, Theorem, forall_elim, op, prop, table
from ..kernel.terms import NUMERIC
from .context import Context, Unproved
from .derive import discharge
from .prover import prove


def exhaustive(ctx: Context, goal: Term) -> Theorem:
    """Γ ⊢ A ∨ (B ∨ …); raises Unproved."""
    try:
        return prove(ctx, goal)
    except Unproved:
        if goal.op != "or":
            raise
        return _by_parts(ctx, goal)


def _by_parts(ctx: Context, goal: Term) -> Theorem:
    """Where A fails: below and above for an equation, each part by itself for a conjunction; there the other cases hold."""
    if goal.op != "or":
        return prove(ctx, goal)
    first, rest = goal.args
    known: list[Theorem] = []
    if first.op == "eq" and first.args[0].type in NUMERIC:
        a, b = first.args
        failing = [op("lt", a, b), op("lt", b, a)]
        known.append(forall_elim(table.trichotomy(a.type), a, b))
    elif first.op == "and":
        failing = [op("not", part) for part in first.args]
    else:
        failing = [op("not", first)]
    return prop((*known, *[discharge(_by_parts(ctx.assume(f), rest), f) for f in failing]), goal)
