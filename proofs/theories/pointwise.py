"""Equations between random variables that hold at every sample point: Y = aX + b, X² = X, and X = 0 or X = 1 as X² = X."""

from __future__ import annotations

from ..kernel import OMEGA, REAL, KernelError, Term, Theorem, app, convert, lam, normal, prop, refl, rewrite, value
from ..tactics.build import add, eq, fresh, mul, number, power
from ..tactics.context import Context, Rule, Unproved, opened
from ..tactics.derive import discharge, generalise, itself, lhs, rhs, sym
from ..tactics.normalise import Method, Normaliser, Rewrite, contains
from ..tactics.prover import PREDICATES, attempt, prove
from ..tactics.rules import conclude
from .expectation import I, M, lam_of, laws, transfer
from .random import expectation_of


def equations(ctx: Context) -> list[Rewrite]:
    """Each as a rewrite of a random variable, or of its square; once for each context."""
    if "pointwise" not in ctx.cache:
        rules = [r for r in ctx.rules if not r.premises and [v.type for v in r.variables] == [OMEGA]]
        ctx.cache["pointwise"] = [w for r in rules if (w := _rewrite(r)) is not None]
    return ctx.cache["pointwise"]  # type: ignore[return-value]


def _rewrite(r: Rule) -> Rewrite | None:
    phi = r.conclusion
    if phi.op == "or":
        return _square(r)
    if phi.op != "eq" or phi.args[0].type is not REAL:
        return None
    left, right = phi.args
    if _is_variable(left, r) and not contains(right, left) or left.op == "pow" and right.depth < left.depth:
        return Rewrite(r)
    if _is_variable(right, r) and not contains(left, right):
        return _closed(r, sym(conclude(r, {v: v for v in r.variables}, [])))
    return None


def _is_variable(t: Term, r: Rule) -> bool:
    """Is it X(ω)?"""
    return t.op == "app" and t.args[1] is r.variables[0] and t.args[0].op == "var"


def _square(r: Rule) -> Rewrite | None:
    """X² = (p + q)X − pq from X = p or X = q."""
    one, other = r.conclusion.args
    if not all(c.op == "eq" and c.args[1].op == "num" and c.args[0] is one.args[0] for c in (one, other)):
        return None
    x, p, q = one.args[0], value(one.args[1]), value(other.args[1])
    if x.type is not REAL:
        return None
    goal = eq(power(x, 2), add(mul(number(p + q), x), number(-p*q)))
    try:
        cases = [discharge(prove(Context().assume(c), goal), c) for c in (one, other)]
    except (Unproved, KernelError):
        return None
    return _closed(r, prop((conclude(r, {v: v for v in r.variables}, []), *cases), goal))


def _closed(r: Rule, th: Theorem) -> Rewrite:
    (made,) = opened(generalise(th, *r.variables), r.label or r)
    return Rewrite(made)


def opened_mean(n: Normaliser, t: Term) -> Theorem | None:
    """E Y = E(aX + b)"""
    variable = expectation_of(t)
    if variable is None or variable.op != "var" or not equations(n.ctx):
        return None
    w = n.ctx.fresh(OMEGA, t)
    same = Normaliser(n.ctx, Method(list(equations(n.ctx)))).norm(app(variable, w))
    if rhs(same) is lhs(same):
        return None
    whole = rewrite(refl(variable, lam(w, app(variable, w))), (((1, 0), generalise(same, w)),))
    return rewrite(itself(t), (((1, 1), whole),))


def by_equations(ctx: Context, goal: Term) -> Theorem | None:
    """I(X) or M(X) of what X is at every sample point."""
    if goal.op != "app" or goal.args[0] not in (I, M) or not laws(ctx) or not equations(ctx):
        return None
    x = fresh(OMEGA, goal, *ctx.known)
    body = normal(app(goal.args[1], x))
    same = Normaliser(ctx, Method(list(equations(ctx)))).norm(body)
    th = None if rhs(same) is body else attempt(ctx, app(goal.args[0], lam_of(x, rhs(same))))
    return None if th is None else convert(transfer(th, x, sym(same)), goal)


PREDICATES.append(by_equations)
