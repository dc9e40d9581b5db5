"""Orders from what holds with every margin: x ≤ y from x < y + ε for all ε > 0, x = y from |x − y| < ε for all ε > 0."""

from __future__ import annotations

from ..kernel import FALSE, REAL, Term, Theorem, prop
from ..tactics.build import div, le, lt, no, number, sub
from ..tactics.context import Context, Rule
from ..tactics.derive import antisymmetric, discharge
from ..tactics.prover import instance_of
from .direct import Inapplicable
from .tableau import by_contradiction


def by_margins(ctx: Context, goal: Term) -> Theorem:
    """Γ ⊢ a ▷ b or a = b: were it false, a part of the distance would be a margin; raises Unproved."""
    rules = [r for r in ctx.rules if [v.type for v in r.variables] == [REAL]
             and {lt(0, r.variables[0]), le(0, r.variables[0])} & {*r.premises}]
    if goal.op not in ("eq", "le", "lt") or goal.args[0].type is not REAL or not rules:
        raise Inapplicable("nothing is known for every margin", goal)
    a, b = goal.args
    if goal.op == "eq":
        return antisymmetric(_order(ctx, rules, le(a, b)), _order(ctx, rules, le(b, a)))
    return _order(ctx, rules, goal)


def _order(ctx: Context, rules: list[Rule], goal: Term) -> Theorem:
    wrong = no(goal)
    inner = ctx.assume(wrong)
    distance = sub(*goal.args)
    margins = [distance, *[div(distance, number(part)) for part in (2, 4)]]
    known = [instance_of(inner, r, {r.variables[0]: m}) for r in rules for m in margins]
    inner = inner.having(*[th for th in known if th is not None])
    return prop((discharge(by_contradiction(inner, FALSE), wrong),), goal)


