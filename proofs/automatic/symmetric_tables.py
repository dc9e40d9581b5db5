"""Members of a table that a hypothesis calls symmetric, A(k, l) = A(l, k): their indices in one order."""

from __future__ import annotations

from ..kernel import INT, Term, Theorem
from ..tactics.context import Context, Rule
from ..tactics.normalise import Normaliser
from ..tactics.polynomial import rank
from ..tactics.prover import instance_of


def oriented(n: Normaliser, t: Term) -> Theorem | None:
    """A(s, r) = A(r, s), where r comes first."""
    if t.op != "app" or t.args[0].op != "app" or t.args[0].args[0].op != "var" or t.args[1].type is not INT:
        return None
    table, first, second = t.args[0].args[0], t.args[0].args[1], t.args[1]
    if first.type is not INT or rank(first) <= rank(second):
        return None
    rule = _symmetry(n.ctx, table)
    return None if rule is None else instance_of(n.ctx, rule, dict(zip(rule.variables, (first, second), strict=True)))


def _symmetry(ctx: Context, table: Term) -> Rule | None:
    """∀k l. A(k, l) = A(l, k) among the facts; looked for once in each context."""
    key = ("symmetric", table)
    if key not in ctx.cache:
        ctx.cache[key] = next((r for r in ctx.rules if _says(r, table)), None)
    return ctx.cache[key]  # type: ignore[return-value]


def _says(r: Rule, table: Term) -> bool:
    if r.conclusion.op != "eq" or [v.type for v in r.variables] != [INT, INT]:
        return False
    sides = [(t.args[0].args[0], t.args[0].args[1], t.args[1]) for t in r.conclusion.args
             if t.op == "app" and t.args[0].op == "app"]
    k, w = r.variables
    return sides == [(table, k, w), (table, w, k)]
