"""Orders of two terms of one form, by what is monotone in their parts: a/√x ≤ a/√y from y ≤ x, 0 < y and 0 ≤ a.

Sums are compared summand by summand, once what both have is taken away; products and quotients by the signs of their parts;
roots, exponentials, logarithms and powers by their arguments; sums over a range by their members.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from fractions import Fraction

from ..kernel import INT, REAL, Summand, Term, Theorem, op, order
from ..tactics.budget import portion
from ..tactics.build import le, lt, number
from ..tactics.context import Context, Unproved
from ..tactics.derive import discharge, generalise, mp, specialise
from ..tactics.parts import summands
from ..tactics.prover import attempt, prove, reader
from ..theories import exponentials, exponents, folds, powers, roots_and_signs, sums
from .comparisons import power_le
from .direct import Failure, Inapplicable
from .inductions import by_recursion
from .tableau import by_contradiction

EACH, ALL, MAX_PAIRS = 12_000, 120_000, 4
ONE = Fraction(1)


def by_monotone_parts(ctx: Context, goal: Term) -> Theorem:
    """Γ ⊢ a ≤ b or a < b for two terms of one form; raises Unproved."""
    if goal.op not in ("le", "lt") or goal.args[0].type is not REAL:
        raise Inapplicable("it is no order", goal)
    pairs, rest = _pairs(*goal.args)
    if rest or not pairs or not any(a.op in COMPARED and a.op != "mul" for a, _ in pairs) and not all(
            a.op == "mul" for a, _ in pairs):
        raise Inapplicable("the two sides are not of one form", goal)
    with portion(ALL):
        return _sums(ctx, goal)


def _ordered(ctx: Context, goal: Term) -> Theorem:
    """Γ ⊢ a ▷ b for parts; raises Unproved."""
    a, b = goal.args
    if a is b and goal.op == "le":
        return prove(ctx, goal)
    if a.type is REAL and a.op == b.op and a.op in COMPARED:
        with suppress(*Failure):
            return COMPARED[a.op](ctx, goal)
    if a.type is REAL and {a.op, b.op} & {"add", "sub"}:
        with suppress(*Failure):
            return _sums(ctx, goal)
    for way in (prove, by_contradiction, by_recursion):
        with suppress(*Failure), portion(EACH):
            return way(ctx, goal)
    raise Unproved("two parts do not compare", goal)


# -- sums ------------------------------------------------------------------------------------------


def _sums(ctx: Context, goal: Term) -> Theorem:
    """The summands that are not on both sides, in pairs."""
    pairs, rest = _pairs(*goal.args)
    if not pairs or rest or len(pairs) > MAX_PAIRS:
        raise Unproved("the two sides are not of one form", goal)
    if pairs[0] == goal.args:
        return COMPARED[goal.args[0].op](ctx, goal)
    found, open_ = [], goal.op == "lt"
    for a, b in pairs:
        th = None
        if open_:
            with suppress(*Failure):
                th = _ordered(ctx, lt(a, b))
                open_ = False
        found.append(th or _ordered(ctx, le(a, b)))
    return _from(ctx, goal, found, *[(n,) for n in range(len(found))])


def _pairs(a: Term, b: Term) -> tuple[list[tuple[Term, Term]], list[Term]]:
    """What is to be compared, a summand of a and one of b of the same form; and what is left over."""
    left, right = summands(a, 1), summands(b, 1)
    for s in list(left):
        if s in right:
            left.remove(s)
            right.remove(s)
    pairs = []
    for sign, t in list(left):
        other = next((u for other, u in right if other == sign and _alike(t, u)), None)
        if other is not None:
            left.remove((sign, t))
            right.remove((sign, other))
            pairs.append((t, other) if sign > 0 else (other, t))
    return pairs, [t for _, t in (*left, *right)]


def _alike(t: Term, u: Term) -> bool:
    return t.op == u.op and t.op != "num" and (t.op != "app" or t.args[0] is u.args[0] or sums.parts(t) is not None)


# -- products and quotients ---------------------------------------------------------------------------


def _product(ctx: Context, goal: Term) -> Theorem:
    (a, c), (b, d) = (t.args for t in goal.args)
    for same, low, high in ((a, c, d),)*(a is b) + ((c, a, b),)*(c is d):
        sign = _sign(ctx, goal.op, same)
        if sign is not None:
            return _from(ctx, goal, [sign, _ordered(ctx, op(goal.op, low, high))], (0, 1))
        negative = prove(ctx, op(goal.op, same, number(0)))
        return _from(ctx, goal, [negative, _ordered(ctx, op(goal.op, high, low))], (0, 1))
    signs = [_sign(ctx, goal.op, t) or prove(ctx, le(0, t)) for t in (c, b)]
    return _from(ctx, goal, [*signs, _ordered(ctx, le(a, b)), _ordered(ctx, op(goal.op, c, d))], (1, 3), (2, 0))


def _quotient(ctx: Context, goal: Term) -> Theorem:
    (a, c), (b, d) = (t.args for t in goal.args)
    below = [powers.specialise_reciprocal(t, prove(ctx, lt(0, t))) for t in dict.fromkeys((c, d))]
    if c is d:
        return _from(ctx, goal, [*below, _ordered(ctx, op(goal.op, a, b))], (0, 1))
    sign = _sign(ctx, goal.op, a) or prove(ctx, le(0, a))
    smaller = _ordered(ctx, op(goal.op if a is b else "le", d, c))
    if a is b:  # a/d − a/c = a·(c − d)·(1/c)·(1/d)
        return _from(ctx, goal, [*below, sign, smaller], (0, 1, 2, 3))
    return _from(ctx, goal, [*below, sign, smaller, _ordered(ctx, op(goal.op, a, b))], (0, 1, 2, 3), (1, 4))


def _sign(ctx: Context, relation: str, t: Term) -> Theorem | None:
    return attempt(ctx, op(relation, number(0), t))


def _from(ctx: Context, goal: Term, premises: list[Theorem], *products: tuple[int, ...]) -> Theorem:
    """The goal from products of premises."""
    side = reader(ctx, [*goal.args, *[t for th in premises for t in th.concl.args]]).side()
    return order(goal, tuple(premises), tuple(Summand(ONE, chosen) for chosen in products), side)


# -- functions ----------------------------------------------------------------------------------------


def _by_law(strict: Callable[[], Theorem], weak: Callable[[], Theorem]) -> Callable[[Context, Term], Theorem]:
    """f a ▷ f b from a ▷ b, which is the last premise of the law, and what else it needs."""
    def compared(ctx: Context, goal: Term) -> Theorem:
        inner = _ordered(ctx, op(goal.op, *[t.args[0] for t in goal.args]))
        law = specialise((strict if goal.op == "lt" else weak)(), *[t.args[0] for t in goal.args])
        known = ctx.having(inner)
        while law.concl.op == "imp":
            law = mp(law, prove(known, law.concl.args[0]))
        return law

    return compared


def _power(ctx: Context, goal: Term) -> Theorem:
    """xᵐ ≤ yᵐ from 0 ≤ x ≤ y."""
    (a, m), (b, other) = (t.args for t in goal.args)
    if m is not other or goal.op != "le":
        raise Unproved("these powers are not compared by their bases", goal)
    law = mp(specialise(power_le(), a, b), prove(ctx, le(0, a)), _ordered(ctx, le(a, b)))
    law = specialise(law, m)
    return mp(law, prove(ctx, law.concl.args[0]))


def _applied(ctx: Context, goal: Term) -> Theorem:
    """Σ f ≤ Σ g over one range, from f ≤ g in it."""
    found = [sums.parts(t) for t in goal.args if sums.fold_of(t) is folds.SUM]
    if len(found) < 2 or found[0][:2] != found[1][:2] or goal.op != "le":  # type: ignore[index]
        raise Unproved("these are not sums over one range", goal)
    (low, high, f), (_, _, g) = found  # type: ignore[misc]
    i = ctx.fresh(INT, goal)
    inside = le(low, i), le(i, high)
    each = _ordered(ctx.assume(*inside), le(sums.body_at(f, i), sums.body_at(g, i)))
    return mp(specialise(folds.sum_le(), low, high, f, g), generalise(discharge(each, *inside), i))


COMPARED: dict[str, Callable[[Context, Term], Theorem]] = {
    "mul": _product, "div": _quotient, "pow": _power, "app": _applied,
    "sqrt": _by_law(roots_and_signs.sqrt_lt, roots_and_signs.sqrt_le),
    "exp": _by_law(exponentials.exp_lt, exponentials.exp_le), "log": _by_law(exponents.log_lt, exponents.log_le)}
