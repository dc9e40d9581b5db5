"""Exact instances: closed values for the variables of a sequent, and formulas established or denied at them.

A number stands for itself, a family for a constant or a table, a random family for its values on equally likely sample
points.  Whatever is found is a theorem about the sequent at these values; nothing here is trusted.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from fractions import Fraction
from functools import lru_cache

from ..automatic import by_contradiction
from ..automatic.closed_products import closed_product
from ..automatic.enclosures import is_irrational, settled
from ..automatic.limits import closed_sum, denied_sums
from ..kernel import (
    FALSE,
    INT,
    REAL,
    TRUE,
    Term,
    Theorem,
    at_type,
    convert,
    exists_intro,
    forall_elim,
    hyp,
    instantiate,
    normal,
    op,
    prop,
    rewrite,
    substitute,
    table,
)
from ..language.definitions import SHOWN
from ..tactics.budget import portion, spend, within
from ..tactics.build import integer, number
from ..tactics.context import Context, Unproved
from ..tactics.derive import discharge, generalise, mp, rhs, sym, trans
from ..tactics.normalise import Method, Normaliser, equate
from ..tactics.prover import attempt, prove
from ..theories import choices, derivatives, exponents, limit_steps, near_slopes, powers, rounding
from ..theories.converging import is_limit
from . import neighbourhoods, tangents
from .evaluate import FOUND, POINTS, truth
from .members import membership, none_in_range
from .ranges import Failure, by_induction, everywhere
from .runs import recursion
from .whole import none_whole, solutions

CASE = 5_000  # the work of a distinction of cases, in units of `budget`
GROUND = 200_000  # … of a closed hypothesis
CLOSED = 60_000  # … of a search about numbers that are not told apart by bounds


# -- evaluation ------------------------------------------------------------------------------------


def choice(n: Normaliser, t: Term) -> Theorem | None:
    """ite with a condition that can be decided."""
    if t.op != "ite":
        return None
    c, a, b = t.args
    for condition, row in ((c, table.ite_true), (op("not", c), table.ite_false)):
        th = _decided(n.ctx, condition)
        if th is not None:
            return mp(row(c, a, b), th)
    return None


def _decided(ctx: Context, phi: Term) -> Theorem | None:
    """Γ ⊢ φ for the condition of a choice, which no cases are made for; asked once in each context."""
    key = ("decided", phi)
    if key not in ctx.cache:
        ctx.cache[key] = None
        with suppress(*Failure):
            ctx.cache[key] = _relation(ctx, phi) if phi.op in ("eq", "le", "lt") else establish(ctx, phi)
    return ctx.cache[key]  # type: ignore[return-value]


def evaluating() -> Method:
    """Everything opened, choices decided, recursions run."""
    return Method(conversions=[("choice", choice), ("mirrored", choices.mirrored), ("recursion", recursion),
                               ("root", powers.root), ("floor", rounding.at_number),
                               ("exponential", exponents.exp_of_sum)])


def evaluate(ctx: Context, t: Term) -> Theorem:
    """⊢ t = its normal form by evaluation (a numeral when t is closed arithmetic)."""
    n = Normaliser(ctx, evaluating())
    th = n.norm(t)
    last = n.canonical(rhs(th)) if rhs(th).type is REAL and rhs(th).op != "num" else None
    return th if last is None else trans(th, last)


def establish(ctx: Context, goal: Term) -> Theorem:
    """Γ ⊢ goal for a formula about explicit values; raises Unproved."""
    if goal in ctx.known:
        return ctx.known[goal]
    match goal.op:
        case "and":
            return prop((establish(ctx, goal.args[0]), establish(ctx, goal.args[1])), goal)
        case "imp":
            return discharge(establish(ctx.assume(goal.args[0]), goal.args[1]), goal.args[0])
        case "all":
            x = ctx.fresh(goal.args[0].data, goal)
            body = normal(instantiate(goal.args[0].args[0], x))
            try:
                return generalise(everywhere(ctx, x, body, establish, evaluate), x)
            except Failure:
                return by_induction(ctx, x, body, establish, evaluate)
        case "iff":
            a, b = goal.args
            return prop((establish(ctx, op("imp", a, b)), establish(ctx, op("imp", b, a))), goal)
        case "or":
            for side in goal.args:
                try:
                    return prop((establish(ctx, side),), goal)
                except Failure:
                    continue
            try:
                return prove(ctx, goal)
            except Failure:
                return _by_cases(ctx, goal)
        case "ex" if goal.args[0].data in (INT, REAL):
            values = map(integer, (*FOUND, *solutions(goal))) if goal.args[0].data is INT else _near(goal)
            for k in values:
                if truth(body := normal(instantiate(goal.args[0].args[0], k)), {}) is True:
                    return exists_intro(establish(ctx, body), goal, k)
        case "not":
            return deny(ctx, goal.args[0]) if goal is not TRUE else prop((), goal)
        case "eq" | "le" | "lt" if goal.args[0].type in (INT, REAL):
            try:
                return _relation(ctx, goal)
            except Failure:
                if is_irrational(goal):
                    return _searched(ctx, goal)
            try:
                return _by_cases(ctx, goal)
            except Failure:
                if not _has_real(goal):
                    raise
                return _searched(ctx, goal)
    if is_limit(goal):
        return limit_steps.established(ctx, goal, _members(goal))
    if derivatives.is_derivative(goal) or near_slopes.is_near_slope(goal):
        return tangents.established(ctx, goal, _constants(goal), evaluating())
    opened = normal(goal, None)
    if opened is not goal:
        return convert(establish(ctx, opened), goal, _constants(goal))
    return prove(ctx, goal)


def _near(goal: Term) -> Iterator[Term]:
    """Real numbers that may be what is asked for: small ones, those that are spoken of."""
    stack, spoken = [goal], dict[Term, None]()
    while stack:
        t = stack.pop()
        stack.extend(t.args)
        if t.op == "num" and t.type is REAL:
            spoken[t] = None
    yield from dict.fromkeys((*[number(Fraction(q)) for q in POINTS], *spoken))


def _has_real(goal: Term) -> bool:
    """Does it speak of any real number, not of explicit ones only?"""
    return any(ty is REAL for _, ty in goal.free)


def _searched(ctx: Context, goal: Term) -> Theorem:
    """Numbers that bounds do not tell apart."""
    with portion(CLOSED):
        return by_contradiction(ctx, goal)


def _compared(ctx: Context, phi: Term) -> Theorem | None:
    """Γ ⊢ φ or Γ ⊢ ¬φ for a relation of closed terms with roots, exponentials or logarithms, by bounds of both sides.

    None where they are equal, as far as plain evaluation sees, or where there are no bounds.
    """
    if not is_irrational(phi) or phi.free or truth(phi, {}) is None:
        return None
    try:
        return settled(phi)
    except Failure:
        return None


def _relation(ctx: Context, goal: Term) -> Theorem:
    """A relation of two numbers, by their values."""
    return _equal(ctx, goal) if goal.op == "eq" else _ordered(ctx, goal)


def _by_cases(ctx: Context, goal: Term) -> Theorem:
    """A relation in which a value depends on a case, as a table does at an index that is not known: in both cases."""
    opened = normal(goal, None)
    condition = next((c for c in choices.conditions(opened) if c not in ctx.known and op("not", c) not in ctx.known), None)
    if condition is None:
        raise Unproved("it does not hold in every case", goal)
    spend(CASE)
    sides = [discharge(_in_case(ctx.assume(c), opened), c) for c in (condition, op("not", condition))]
    return convert(prop(tuple(sides), opened), goal, _constants(goal))


def _in_case(ctx: Context, goal: Term) -> Theorem:
    """The goal in a case that may be impossible."""
    try:
        return establish(ctx, goal)
    except Failure:
        return prop((prove(ctx, FALSE),), goal)


def _equal(ctx: Context, goal: Term) -> Theorem:
    known = attempt(ctx, goal) if goal.args[0].type is INT else None
    if known is not None:
        return known
    a, b = (normal(t, None) for t in goal.args)
    try:
        th = equate(ctx, a, b, evaluating())
    except Unproved:
        if not _has_tables(a):
            raise
        inside = evaluating()
        inside.conversions.insert(1, ("branches", choices.branches))
        th = equate(ctx, a, b, inside)
    return convert(th, goal, _constants(goal))


def _has_tables(t: Term) -> bool:
    """Is there a function in it that is defined by cases?"""
    return t.op == "lam" and t.args[0].op == "ite" or any(_has_tables(a) for a in t.args)


def _ordered(ctx: Context, goal: Term) -> Theorem:
    opened = normal(goal, None)
    parts = [evaluate(ctx, t) for t in opened.args]
    reduced = op(goal.op, rhs(parts[0]), rhs(parts[1]))
    middle = _compared(ctx, reduced) or prove(ctx, reduced)
    if middle.concl is not reduced:
        raise Unproved("it is false", goal)
    th = rewrite(middle, (((0,), sym(parts[0])), ((1,), sym(parts[1]))))
    return convert(th, goal, _constants(goal))


def _constants(t: Term) -> frozenset[Term]:
    out, stack, seen = set(), [t], set()
    while stack:
        u = stack.pop()
        if u not in seen:
            seen.add(u)
            stack.extend(u.args)
            if u.op == "const":
                out.add(u)
                stack.append(u.data.body)
    return frozenset(out)


def _members(goal: Term) -> Method:
    """How the members of an explicit sequence are evaluated: the author's definitions opened."""
    method = evaluating()
    method.unfold = frozenset(c for c in _constants(goal) if c in SHOWN)
    method.conversions += [("closed sum", closed_sum), ("closed product", closed_product)]
    return method


def _no_integer(ctx: Context, goal: Term) -> Theorem:
    """¬∃j. φ: where an equation in φ would hold is no integer, or φ fails in a range."""
    try:
        return none_whole(ctx, goal, evaluate, _constants)
    except Failure:
        return none_in_range(ctx, goal, evaluate, deny)


def deny(ctx: Context, goal: Term) -> Theorem:
    """Γ ⊢ ¬goal for a formula about explicit values; raises Unproved."""
    negated = op("not", goal)
    if goal is FALSE:
        return prop((), negated)
    match goal.op:
        case "and":
            for side in goal.args:
                try:
                    return prop((deny(ctx, side),), negated)
                except Failure:
                    continue
            return _absurd(ctx, goal)
        case "or":
            return prop((deny(ctx, goal.args[0]), deny(ctx, goal.args[1])), negated)
        case "imp":
            return prop((establish(ctx, goal.args[0]), deny(ctx, goal.args[1])), negated)
        case "iff":
            a, b = goal.args
            for yes, no in ((a, b), (b, a)):
                try:
                    return prop((establish(ctx, yes), deny(ctx, no)), negated)
                except Failure:
                    continue
        case "not":
            return prop((establish(ctx, goal.args[0]),), negated)
        case "all":
            return _counterexample(ctx, goal)
        case "eq" | "le" | "lt":
            return _denied_relation(ctx, goal)
        case "ex":
            try:
                if goal.args[0].data is INT:
                    return _no_integer(ctx, goal)
                return neighbourhoods.none_exists(ctx, goal, deny)
            except Failure:
                try:
                    return by_contradiction(ctx, negated)
                except Failure:
                    if is_irrational(goal):
                        raise
                    return neighbourhoods.nowhere(ctx, goal)
    if (member := membership(goal)) is not None:
        return prop((member, deny(ctx, member.concl.args[1])), negated)
    if is_limit(goal) or limit_steps.is_bounded_sums(goal):
        try:
            return limit_steps.denied(ctx, goal, _members(goal), deny)
        except Failure:
            return denied_sums(ctx, goal)
    if derivatives.is_derivative(goal) or near_slopes.is_near_slope(goal):
        return tangents.denied(ctx, goal, _constants(goal), evaluating(), deny)
    opened = normal(goal, None)
    if opened is not goal:
        return convert(deny(ctx, opened), negated, _constants(goal))
    raise Unproved("it cannot be denied", goal)


def _absurd(ctx: Context, goal: Term) -> Theorem:
    """¬(a ∧ b) because the two exclude each other."""
    th = prove(ctx.assume(goal), FALSE)
    return prop((th,), op("not", goal), (goal,))


def _counterexample(ctx: Context, goal: Term) -> Theorem:
    """¬∀x. φ through a small integer, or a short vector."""
    values = {INT: map(integer, (1, 0, 2, 3, -1)), REAL: (number(Fraction(q)) for q in POINTS),
              neighbourhoods.VECTOR: neighbourhoods.short_vectors(ctx)}
    if goal.args[0].data not in values:
        raise Unproved("a value for a quantified variable is needed", goal)
    for x in values[goal.args[0].data]:
        body = normal(instantiate(goal.args[0].args[0], x))
        try:
            th = deny(ctx, body)
        except Failure:
            continue
        at = convert(forall_elim(hyp(goal), x), body)
        return prop((prop((th, at), FALSE),), op("not", goal), (goal,))
    raise Unproved("no small counterexample", goal)


def _denied_relation(ctx: Context, goal: Term) -> Theorem:
    opened = normal(goal, None)
    parts = [evaluate(ctx, t) for t in opened.args]
    wrong = op("not", op(goal.op, rhs(parts[0]), rhs(parts[1])))
    middle = _compared(ctx, wrong.args[0])
    if middle is None:
        if is_irrational(wrong) and not wrong.free and truth(wrong, {}) is not True:
            raise Unproved("the two sides are not told apart", goal)
        middle = attempt(ctx, wrong) or (_searched if is_irrational(wrong) else prove)(ctx, wrong)
    if middle.concl is not wrong:
        raise Unproved("it is true", goal)
    th = rewrite(middle, (((0, 0), sym(parts[0])), ((0, 1), sym(parts[1]))))
    return convert(th, op("not", goal), _constants(goal))


@lru_cache(maxsize=1000)
def ground(goal: Term) -> Theorem:
    """⊢ goal for a closed formula, found once: claims with the same hypotheses are often shown at the same values.

    With work of its own, so that what is found does not depend on who asked first.
    """
    with within(GROUND):
        return establish(Context(), goal)


def at_values(phi: Term, values: dict[Term, Term]) -> Term:
    """A formula at Ω := Int and at closed values, β-reduced."""
    return normal(substitute(at_type(phi, INT), dict(values)))
