"""One step: a relation between two expressions, from the reasons given.  Found by search, made by the kernel."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from ..kernel import (
    FALSE,
    INT,
    REAL,
    KernelError,
    Term,
    Theorem,
    convert,
    exists_intro,
    forall_elim,
    gap,
    hyp,
    instantiate,
    normal,
    op,
    prop,
    refl,
    rewrite,
    table,
)
from ..language.errors import AuthorError
from ..tactics import linear
from ..tactics.build import eq, integer, number
from ..tactics.context import Context, Unproved, opened
from ..tactics.derive import discharge, generalise, lhs, mp, rhs, specialise, sym, trans
from ..tactics.normalise import Method, Normaliser, equate
from ..tactics.polynomial import TooLarge
from ..tactics.prover import attempt, instance_of, prove
from ..theories import counting, derivatives, folds, limit_steps, sums, using_derivatives, vectors
from ..theories.converging import is_limit
from ..theories.lemmas import rewrites
from . import by
from .grounds import Grounds
from .outcome import Refuted

RELATIONS = {"=": "eq", "<=": "le", "<": "lt", ">=": "le", ">": "lt"}


class StepFailed(AuthorError):
    """A step that its reasons do not carry; says what remained, or carries values at which it is false."""

    def __init__(self, message: str, place: object = None, refuted: Refuted | None = None) -> None:
        super().__init__(message, place)
        self.refuted = refuted


def relation(rel: str, a: Term, b: Term) -> Term:
    """The formula a rel b."""
    if a.type is not b.type and {a.type, b.type} == {INT, REAL}:
        a, b = (op("real", t) if t.type is INT else t for t in (a, b))
    return op(RELATIONS[rel], b, a) if rel in (">=", ">") else op(RELATIONS[rel], a, b)


def prove_step(ctx: Context, goal: Term, grounds: Grounds, reasons: tuple[Any, ...]) -> tuple[Theorem, list[Any]]:
    """The theorem of a step, its grounds cut, and the reasons that were not needed; raises Unproved."""
    known = grounds.assumed(ctx)
    if "gap" in grounds.notes:
        return gap(tuple(h for th in ctx.facts for h in th.hyps), goal, "by.gap"), []
    if "square" in grounds.notes or "vanishing" in grounds.notes:
        derived = _square_facts(known, grounds)
        grounds.derived |= {th.concl for th in derived}
        known = known.having(*derived)
    if "monotone" in grounds.notes:
        return _grown(known, goal, grounds, reasons)
    th, fired = _search(known, goal, grounds)
    return grounds.cut(th), grounds.unused(th, fired, reasons)


def _search(ctx: Context, goal: Term, grounds: Grounds) -> tuple[Theorem, set[object]]:
    if by.contradiction.note in grounds.notes:
        return prop((prove(ctx, FALSE),), goal), {by.contradiction}
    limit = _limit(ctx, goal, grounds)
    if limit is not None:
        return limit
    if goal.op == "eq" and "uniqueness" in grounds.notes:
        return _unique(ctx, goal, grounds)
    if goal.op == "eq" and goal.args[0].type in (INT, REAL):
        return _equation(ctx, goal, grounds)
    if derivatives.is_derivative(goal) and grounds.notes & {"derivative", "locality"}:
        return _derivative(ctx, goal, grounds)
    if goal.op in ("le", "lt"):
        return _inequality(ctx, goal, grounds)
    return _formula(ctx, goal, grounds)


def _limit(ctx: Context, goal: Term, grounds: Grounds) -> tuple[Theorem, set[object]] | None:
    """A statement about a limit, or an order that limits keep, by a reason that speaks of limits."""
    facts, method = [hyp(f) for f in grounds.theorems], grounds.method()
    if by.bounded.note in grounds.notes and limit_steps.is_bounded_sums(goal):
        return limit_steps.by_bound(ctx, goal, facts), {by.bounded}
    if by.limit_order.note in grounds.notes and goal.op == "le":
        return limit_steps.by_order(ctx, goal, facts), {by.limit_order}
    if not is_limit(goal):
        return None
    if by.unbounded.note in grounds.notes and limit_steps.is_divergence(goal):
        return limit_steps.by_growth(ctx, goal), {by.unbounded}
    if by.squeeze.note in grounds.notes:
        return limit_steps.by_squeeze(ctx, goal, facts, method), {by.squeeze, *method.fired}
    if by.limits.note in grounds.notes:
        return limit_steps.by_limits(ctx, goal, facts, method), {by.limits, *method.fired}
    return None


def _equation(ctx: Context, goal: Term, grounds: Grounds) -> tuple[Theorem, set[object]]:
    """By normal forms: everything opened, then each reason used once only.  Counts by their conditions."""
    if "counting" in grounds.notes:
        chosen = frozenset(grounds.unfold)
        same = counting.same_members(ctx, normal(goal, chosen))
        if same is not None:
            return convert(same, goal, chosen), {label for label, c in grounds.conversions if c is counting.counted}
    first: Unproved | None = None
    for once in (False, True):
        method = grounds.method(once)
        try:
            return equate(ctx, goal.args[0], goal.args[1], method), method.fired
        except (Unproved, TooLarge, KernelError) as e:
            first = first or _as_unproved(e, goal)
            if grounds.brief:
                grounds.left.add(goal)
                raise first from None
    for side in (0, 1):
        method = grounds.method(once=True)
        try:
            return _one_side(ctx, goal, method, side), method.fired
        except (Unproved, TooLarge, KernelError):
            continue
    method = grounds.method()
    try:
        return linear_equation(ctx.without_equations({*grounds.theorems, *grounds.derived}), goal, method), method.fired
    except (Unproved, TooLarge, KernelError):
        raise first or Unproved("not shown", goal) from None


def linear_equation(ctx: Context, goal: Term, method: Method) -> Theorem:
    """An equation from order facts: a ≤ b and b ≤ a."""
    facts = [r for r in method.rewrites if not r.rule.variables]
    if not facts and not ctx.facts:
        raise Unproved("no facts", goal)
    return prove(ctx, goal)


def _as_unproved(e: Exception, goal: Term) -> Unproved:
    return e if isinstance(e, Unproved) else Unproved(str(e), goal)


def _one_side(ctx: Context, goal: Term, method: Method, side: int) -> Theorem:
    """Use the reasons on one side only."""
    n = Normaliser(ctx, method)
    th = n.norm(goal.args[side])
    plain = Method()
    other = goal.args[1 - side]
    if side == 0:
        return trans(th, equate(ctx, rhs(th), other, plain))
    return trans(equate(ctx, other, rhs(th), plain), sym(th))


def _inequality(ctx: Context, goal: Term, grounds: Grounds) -> tuple[Theorem, set[object]]:
    method = grounds.method()
    ctx = ctx.without_equations({*grounds.theorems, *grounds.derived})
    if "termwise" in grounds.notes:
        found = _termwise(ctx, goal, grounds)
        if found is not None:
            return found
    if not (method.rewrites or method.unfold or method.conversions):
        return prove(ctx, goal), set()
    n = Normaliser(ctx, method)
    left, right = n.norm(goal.args[0]), n.norm(goal.args[1])
    middle = attempt(ctx, op(goal.op, rhs(left), rhs(right)))
    if middle is None:
        return prove(ctx, goal), set()
    return rewrite(middle, (((0,), sym(left)), ((1,), sym(right)))), method.fired


def _derivative(ctx: Context, goal: Term, grounds: Grounds) -> tuple[Theorem, set[object]]:
    """A derivative by the shape of the function, functions inside it by the derivatives that the reasons give."""
    method = grounds.method()
    rules = [r for f in grounds.theorems for r in opened(hyp(f))]
    known = [r for r in rules if derivatives.is_derivative(r.conclusion)]
    if "locality" in grounds.notes:
        for r in rules:
            th = using_derivatives.agreeing(ctx, goal, r, method, known)
            if th is not None:
                return th, method.fired | {"derivative", "locality"}
    return derivatives.prove_derivative(ctx, goal, method, known), method.fired | {"derivative"}


def _unique(ctx: Context, goal: Term, grounds: Grounds) -> tuple[Theorem, set[object]]:
    """An equation, where two values of one derivative or gradient are one."""
    known = [instance_of(ctx, r, {}) for f in grounds.theorems for r in opened(hyp(f)) if not r.variables]
    same = using_derivatives.same_value([th for th in known if th is not None and derivatives.is_derivative(th.concl)])
    method = grounds.method()
    method.rewrites += rewrites(*same)
    return equate(ctx, goal.args[0], goal.args[1], method), method.fired | ({"uniqueness"} if same else set())


def _grown(ctx: Context, goal: Term, grounds: Grounds, reasons: tuple[Any, ...]) -> tuple[Theorem, list[Any]]:
    """f a ≤ f b, from what the reasons say of the slope of f between a and b."""
    for rule in [r for f in grounds.theorems for r in opened(hyp(f))]:
        th = using_derivatives.grown(ctx, rule)
        if th is not None and goal.op == "le":
            method = grounds.method()
            sides = [equate(ctx, found, wanted, method) for found, wanted in zip(th.concl.args, goal.args, strict=True)]
            th = rewrite(th, (((0,), sides[0]), ((1,), sides[1])))
            return grounds.cut(th), grounds.unused(th, method.fired | {"monotone"}, reasons)
    raise Unproved("no reason gives a derivative between the two places, and that it is not negative", goal)


def _termwise(ctx: Context, goal: Term, grounds: Grounds) -> tuple[Theorem, set[object]] | None:
    """Σ f ≤ Σ g over one range, from f i ≤ g i, which the reasons give; 0 ≤ Σ f, from 0 ≤ f i."""
    first, second = (sums.parts(t) for t in goal.args)
    if goal.op != "le" or second is None:
        return None
    if first is None and goal.args[0] is number(0):
        law = specialise(folds.sum_nonneg(), *second)
    elif first is not None and first[:2] == second[:2]:
        law = specialise(folds.sum_le(), *first, second[2])
    else:
        return None
    try:
        each, fired = _search(ctx, law.concl.args[0], grounds)
    except (Unproved, TooLarge, KernelError):
        return None
    return mp(law, each), fired


def _formula(ctx: Context, goal: Term, grounds: Grounds) -> tuple[Theorem, set[object]]:
    """A formula that is no single relation: introduced, its parts by the same grounds."""
    if goal.op == "all":
        x = ctx.fresh(goal.args[0].data, goal)
        th, fired = _search(ctx, normal(instantiate(goal.args[0].args[0], x)), grounds)
        return generalise(th, x), fired
    if goal.op == "imp":
        th, fired = _search(ctx.assume(goal.args[0]), goal.args[1], grounds)
        return discharge(th, goal.args[0]), fired
    if goal.op == "and":
        left, one = _search(ctx, goal.args[0], grounds)
        right, two = _search(ctx, goal.args[1], grounds)
        return prop((left, right), goal), one | two
    if goal.op == "ex" and grounds.witnesses:
        (reason, value), *inner = grounds.witnesses
        here = instantiate(goal.args[0].args[0], value)
        th, fired = _search(ctx, normal(here), replace(grounds, witnesses=inner))
        return exists_intro(th if th.concl is here else convert(th, here), goal, value), fired | {reason}
    if goal.op == "not" and goal.args[0].op == "eq":
        return _distinct(ctx, goal, grounds)
    if goal.op == "app":
        return _predicate(ctx, goal, grounds)
    return prove(ctx, goal), set()


def _predicate(ctx: Context, goal: Term, grounds: Grounds) -> tuple[Theorem, set[object]]:
    """A predicate as it stands, or after rewriting its argument."""
    found, method = attempt(ctx, goal), grounds.method()
    if found is not None:
        return found, set()
    same = Normaliser(ctx, method).argument(goal.args[1])
    th = prove(ctx, normal(op("app", goal.args[0], rhs(same))))
    return rewrite(th, (((1,), sym(same)),)), method.fired


def _distinct(ctx: Context, goal: Term, grounds: Grounds) -> tuple[Theorem, set[object]]:
    """a ≠ b after normalising both sides."""
    method = grounds.method()
    n = Normaliser(ctx, method)
    left, right = (n.norm(t) for t in goal.args[0].args)
    middle = prove(ctx, op("not", eq(rhs(left), rhs(right))))
    return rewrite(middle, (((0, 0), sym(left)), ((0, 1), sym(right)))), method.fired


def _square_facts(ctx: Context, grounds: Grounds) -> list[Theorem]:
    """From Σ f = 0 with f ≥ 0: f i = 0, and when f is a square, its base is 0."""
    out = []
    for th in [hyp(f) for f in grounds.theorems]:
        if th.concl.op == "eq" and th.concl.args[1].op == "num" and th.concl.args[1].data[0] == 0:
            made = _vanishing(ctx, th, "square" in grounds.notes)
            if made is not None:
                out.append(made)
    return out


def _vanishing(ctx: Context, th: Theorem, squares: bool) -> Theorem | None:
    total = lhs(th)
    chosen = frozenset((vectors.DOT, vectors.NORM2))
    opened = refl(total, normal(total, chosen), chosen)
    found = sums.parts(rhs(opened))
    if found is None:
        return None
    a, b, f = found
    law = specialise(vectors.sum_zero_terms(), a, f, b)
    signs = attempt(ctx, law.concl.args[0])
    if signs is None:
        return None
    each = mp(law, signs, trans(sym(opened), th))
    if not squares:
        return each
    i = ctx.fresh(INT, each.concl)
    at = specialise(each, i)
    low, high = at.concl.args[0], at.concl.args[1].args[0]
    square = mp(at, hyp(low), hyp(high))
    base = _base(lhs(square))
    if base is None:
        return None
    return generalise(discharge(_zero_base(ctx.assume(low, high), base, square), low, high), i)


def _base(t: Term) -> Term | None:
    if t.op == "pow" and t.args[1] is integer(2):
        return t.args[0]
    return t.args[0] if t.op == "mul" and t.args[0] is t.args[1] else None


def _zero_base(ctx: Context, base: Term, square: Theorem) -> Theorem:
    """x = 0 from x² = 0: were x ≠ 0, x² would be positive."""
    zero = rhs(square)
    goal = eq(base, zero)
    cases = forall_elim(table.trichotomy(REAL), base, zero)
    known = Context(ctx.facts).having(square)
    wrong = []
    for h in (op("lt", base, zero), op("lt", zero, base)):
        absurd = linear.prove_order(known.assume(h), FALSE)
        wrong.append(prop((absurd,), op("not", h), (h,)))
    return prop((cases, *wrong), goal)

