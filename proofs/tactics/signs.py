"""Signs of sums and products from those of their parts, where these are seen without a search."""

from __future__ import annotations

from fractions import Fraction

from ..kernel import REAL, KernelError, Summand, Term, Theorem, op, order, rewrite, table
from ..kernel.terms import value
from .build import ne
from .context import Context
from .derive import sym
from .match import match
from .prover import apply_rule, attempt, reader

MAX_DEPTH, ONE = 30, Fraction(1)
UNKNOWN, WEAK, STRICT = 0, 1, 2  # nothing is seen, 0 ≤ t, 0 < t


def product_sign(ctx: Context, goal: Term) -> Theorem | None:
    """0 < a·b and 0 ≤ a·b from the signs of the factors; a square needs none."""
    zero, t = goal.args
    if zero.op != "num" or zero.data[0] != 0 or t.op not in ("mul", "pow") or t.type is not REAL and goal.op == "lt":
        return None
    if t.op == "pow":
        if goal.op != "le" or t.args[1].op != "num" or t.args[1].data[0] != 2:
            return None
        return _ordered(ctx, goal, (), Summand(ONE, (), (t.args[0],)))
    signs = [attempt(ctx, op(goal.op, zero, x)) for x in t.args]
    if signs[0] is None or signs[1] is None:
        return None
    return _ordered(ctx, goal, (signs[0], signs[1]), Summand(ONE, (0, 1)))


def sum_sign(ctx: Context, goal: Term) -> Theorem | None:
    """0 < a + b and 0 ≤ a + b where the signs of a and b are seen; 0 < x from an equation x = t where that of t is."""
    zero, t = goal.args
    if zero.op != "num" or zero.data[0] != 0 or t.type is not REAL and goal.op == "lt" or t.op not in ("add", "var", "app"):
        return None
    if t.op != "add":
        return _by_equation(ctx, goal)
    parts, wanted = [sign(ctx, a) for a in t.args], STRICT if goal.op == "lt" else WEAK
    if min(parts) == UNKNOWN or max(parts) < wanted:
        return None
    ops = ["lt" if goal.op == "lt" and s == STRICT else "le" for s in parts]
    signs = [attempt(ctx, op(o, zero, a)) for o, a in zip(ops, t.args, strict=True)]
    if signs[0] is None or signs[1] is None:
        return None
    return _ordered(ctx, goal, (signs[0], signs[1]), Summand(ONE, (0,)), Summand(ONE, (1,)))


def weaker(ctx: Context, goal: Term) -> Theorem | None:
    """a ≤ b from a fact ∀x̄. premises → a < b."""
    for rule in ctx.rules if goal.op == "le" and goal.args[0].type is REAL else ():
        th = apply_rule(ctx, rule, op("lt", *goal.args)) if rule.conclusion.op == "lt" else None
        if th is not None:
            return _ordered(ctx, goal, (th,), Summand(ONE, (0,)))
    return None


def _ordered(ctx: Context, goal: Term, premises: tuple[Theorem, ...], *witness: Summand) -> Theorem | None:
    """The goal by this witness; None where a divisor in it may be 0, which is no reason to stop looking."""
    try:
        return order(goal, premises, witness, reader(ctx, list(goal.args)).side())
    except KernelError:
        return None


def _by_equation(ctx: Context, goal: Term) -> Theorem | None:
    zero, x = goal.args
    for th in ctx.facts:
        if th.concl.op == "eq" and x in th.concl.args:
            other = th.concl.args[1 if th.concl.args[0] is x else 0]
            if other.op not in ("var", "app", "num") and sign(ctx, other) >= (STRICT if goal.op == "lt" else WEAK):
                same = attempt(ctx, op(goal.op, zero, other))
                if same is not None:
                    return rewrite(same, (((1,), sym(th) if th.concl.args[0] is x else th),))
    return None


def sign(ctx: Context, t: Term, depth: int = 0) -> int:
    """What is seen of the sign of t; to be proved all the same."""
    key = ("sign", t)
    if key not in ctx.cache:
        ctx.cache[key] = UNKNOWN  # of what depends on itself
        ctx.cache[key] = max(_stated(ctx, t), _composed(ctx, t, depth) if depth < MAX_DEPTH else UNKNOWN)
    return ctx.cache[key]  # type: ignore[return-value]


def _stated(ctx: Context, t: Term) -> int:
    """Is there a fact c ≤ t or c < t with a number c?"""
    key = "lower bounds"
    if key not in ctx.cache:
        ctx.cache[key] = bounds = dict[Term, int]()
        for phi in [th.concl for th in ctx.facts if _said(th.concl)]:
            bounds[phi.args[1]] = max(bounds.get(phi.args[1], UNKNOWN), _said(phi))
    found: int = ctx.cache[key].get(t, UNKNOWN)  # type: ignore[attr-defined]
    if t.op == "app" and not found:
        found = max([_said(r.conclusion) for r in ctx.rules if _said(r.conclusion) and match(
            r.conclusion.args[1], t, frozenset(r.variables)) is not None], default=UNKNOWN)
    return found


def _apart(ctx: Context, phi: Term) -> bool:
    """Is a ≠ 0 a fact, or one for all indices?"""
    return phi in ctx.known or any(r.conclusion.op == "not" and match(r.conclusion, phi, frozenset(r.variables)) is not None
                                   for r in ctx.rules)


def _said(phi: Term) -> int:
    """What c ≤ t and c < t with a number c say."""
    if phi.op not in ("le", "lt") or phi.args[0].op != "num" or value(phi.args[0]) < 0:
        return UNKNOWN
    return STRICT if phi.op == "lt" or value(phi.args[0]) > 0 else WEAK


def _composed(ctx: Context, t: Term, depth: int) -> int:
    match t.op:
        case "num":
            return STRICT if value(t) > 0 else WEAK if value(t) == 0 else UNKNOWN
        case "exp":
            return STRICT
        case "app" if t.args[0] is table.ABS:
            return WEAK
        case "add" | "mul" | "real" | "sqrt":
            parts = [sign(ctx, a, depth + 1) for a in t.args]
            return UNKNOWN if min(parts) == UNKNOWN else max(parts) if t.op == "add" else min(parts)
        case "sub":
            x, y = t.args
            return STRICT if op("lt", y, x) in ctx.known else WEAK if op("le", y, x) in ctx.known else UNKNOWN
        case "div":
            above, below = [sign(ctx, a, depth + 1) for a in t.args]
            return above if below == STRICT else UNKNOWN
        case "pow":
            base = sign(ctx, t.args[0], depth + 1)
            if t.args[1].op != "num" or t.args[1].data[0] % 2:
                return base
            return STRICT if base == STRICT or _apart(ctx, ne(t.args[0], 0)) else WEAK
    return UNKNOWN
