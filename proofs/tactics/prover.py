"""Proving side conditions and small facts: `prove(context, goal)` gives a theorem or raises Unproved.

Structural steps (∧, →, ∀, …), facts of the context, backward chaining through universally quantified facts, order by
linear programming, and what theories register for their own predicates and terms.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from ..kernel import (
    FALSE,
    REAL,
    TRUE,
    KernelError,
    RuleError,
    Side,
    Term,
    Theorem,
    convert,
    exists_intro,
    field,
    hyp,
    instantiate,
    normal,
    op,
    prop,
    refl,
    rewrite,
    substitute,
)
from ..kernel.terms import NUMERIC
from .budget import Cuts, spend
from .build import div, eq, lt, mul, ne
from .context import Context, Rule, Unproved
from .derive import (
    antisymmetric,
    discharge,
    discharge_to_not,
    generalise,
    join,
    refute,
    sym,
    trans,
)
from .match import match
from .polynomial import Reading, TooLarge
from .rules import conclude
from .search import CUT, Loops, UnderWay, begun, closed, ended, opened

PREDICATES: list[Callable[[Context, Term], Theorem | None]] = []  # provers for applied predicates
FACTS: list[Callable[[Context, Term], Iterable[Theorem]]] = []  # facts about a subterm, for order
ORDERS: list[Callable[[Context, Term], Theorem | None]] = []  # what theories know about an order as a whole
BOUNDS: list[Callable[[Context, Term], Theorem | None]] = []  # the same, for shapes with one way to prove them: tried first
NONZERO: list[Callable[[Context, Term], Theorem | None]] = []  # what theories know about u ≠ 0

MAX_OPEN = 60
MAX_STEPS = 4_000
STEP = 65  # the work of one goal, in units of `budget`


def prove(ctx: Context, goal: Term) -> Theorem:
    """A theorem Γ ⊢ goal with Γ among the hypotheses of the context; raises Unproved."""
    found = ctx.memo.get(goal) or ctx.proved(goal) or (ctx.cheap_failures.get(goal) if Loops.cheap else None)
    if isinstance(found, UnderWay):
        Loops.rests |= {found.place}
        raise Unproved("depends on itself", goal)
    if found is None and (goal, Loops.cheap) in ctx.provisional:
        found, rests = ctx.provisional[goal, Loops.cheap]
        Loops.rests |= rests
    if found is None:
        if not Loops.under_way:
            Loops.steps, Loops.rests = 0, frozenset()
        Loops.steps += 1
        if len(Loops.under_way) > MAX_OPEN or Loops.steps > MAX_STEPS:
            Loops.rests |= {CUT}  # asked alone there may be an answer
            Cuts.count += 1
            raise Unproved("the search for side conditions is too long", goal)
        spend(STEP)
        before = opened(ctx, goal)
        try:
            found = _prove(ctx, goal)
        except (KernelError, TooLarge, Unproved) as e:
            found = Unproved(str(e), getattr(e, "goal", None) or goal)
        finally:
            closed(ctx, goal, found, before)
    if isinstance(found, Unproved):
        raise Unproved(found.reason, found.goal)  # a new one: what is raised keeps the frames it has passed
    return found


def attempt(ctx: Context, goal: Term) -> Theorem | None:
    """The theorem, or None."""
    try:
        return prove(ctx, goal)
    except Unproved:
        return None


def _prove(ctx: Context, goal: Term) -> Theorem:
    if goal in ctx.known:
        return ctx.known[goal]
    reduced = normal(goal)
    if reduced is not goal:
        return convert(prove(ctx, reduced), goal)
    structural = _STRUCTURAL.get(goal.op)
    if structural is not None:
        return structural(ctx, goal)
    before = Cuts.count
    for prover in (*PREDICATES, _chain, _unfolded):
        th = prover(ctx, goal)
        if th is not None:
            return th
    raise Unproved("no fact gives this" if Cuts.count == before else "the search for this was cut off", goal)


# -- connectives ------------------------------------------------------------------


def _and(ctx: Context, goal: Term) -> Theorem:
    first = prove(ctx, goal.args[0])
    return join(first, prove(ctx, goal.args[1]))


def _imp(ctx: Context, goal: Term) -> Theorem:
    if goal.args[1] in ctx.known:
        return prop((ctx.known[goal.args[1]],), goal)
    return discharge(prove(ctx.assume(goal.args[0]), goal.args[1]), goal.args[0])


def _all(ctx: Context, goal: Term) -> Theorem:
    th = _chain(ctx, goal)
    if th is not None:
        return th
    x = ctx.fresh(goal.args[0].data, goal)
    return generalise(prove(ctx, normal(instantiate(goal.args[0].args[0], x))), x)


def _or(ctx: Context, goal: Term) -> Theorem:
    for side in goal.args:
        th = attempt(ctx, side)
        if th is not None:
            return prop((th,), goal)
    negated = op("not", goal.args[0])
    return prop((discharge(prove(ctx.assume(negated), goal.args[1]), negated),), goal)


def _iff(ctx: Context, goal: Term) -> Theorem:
    a, b = goal.args
    return prop((prove(ctx, op("imp", a, b)), prove(ctx, op("imp", b, a))), goal)


def _not(ctx: Context, goal: Term) -> Theorem:
    if goal is TRUE:
        return prop((), goal)
    (inner,) = goal.args
    if inner.op == "eq" and inner.args[0].type in NUMERIC:
        return _distinct(ctx, *inner.args)
    if inner.op in ("le", "lt"):
        a, b = inner.args
        reverse = prove(ctx, op("lt" if inner.op == "le" else "le", b, a))
        return refute(inner, reverse)
    return discharge_to_not(prove(ctx.assume(inner), FALSE), inner)


def _false(ctx: Context, goal: Term) -> Theorem:
    for th in ctx.facts:
        if th.concl.op == "not" and th.concl.args[0] in ctx.known:
            return prop((th, ctx.known[th.concl.args[0]]), FALSE)
    for th in ctx.facts:
        if th.concl.op == "not" and th.concl.args[0].op == "eq" and th.concl.args[0].args[0].type in NUMERIC:
            same = attempt(ctx, th.concl.args[0])
            if same is not None:
                return prop((th, same), FALSE)
    return _order(ctx, goal)


def _ex(ctx: Context, goal: Term) -> Theorem:
    """A witness among the terms of the context is not searched: only facts of this very form, or rules that give it."""
    th = _chain(ctx, goal)
    if th is not None:
        return th
    for th in ctx.facts:
        found = match(goal.args[0].args[0], th.concl, frozenset())
        if found is not None:
            return exists_intro(th, goal, th.concl)
    raise Unproved("a witness is needed", goal)


# -- equality -----------------------------------------------------------------------


def _eq(ctx: Context, goal: Term) -> Theorem:
    a, b = goal.args
    th = _chain(ctx, goal)
    if th is not None:
        return th
    if a.type not in NUMERIC:
        return refl(a, b)
    reading = reader(ctx, [a, b])
    if not reading.missing:
        try:
            return field(a, b, reading.side())
        except KernelError:
            pass
    below, above = _order(ctx, op("le", a, b)), _order(ctx, op("le", b, a))
    return antisymmetric(below, above)


def _distinct(ctx: Context, a: Term, b: Term) -> Theorem:
    """a ≠ b: a known fact, a product of nonzero factors, or an order."""
    goal = ne(a, b)
    if b.op == "num" and b.data[0] == 0 and a.op in ("mul", "div", "pow", "real", "neg") or a.op == b.op == "real":
        th = _nonzero(ctx, a, b)
        if th is not None:
            return th
    th = _chain(ctx, goal)
    if th is not None:
        return th
    if (reverse := ctx.known.get(ne(b, a))) is not None:
        return discharge_to_not(prop((sym(hyp(eq(a, b))), reverse), FALSE), eq(a, b))
    if a.op == "sub" and b.op == "num" and b.data[0] == 0:
        stated = ctx.known.get(ne(*a.args)) or ctx.known.get(ne(*reversed(a.args)))
        same = None if stated is None else _equal_from(ctx, hyp(eq(a, b)), *stated.concl.args[0].args)
        if stated is not None and same is not None:
            return discharge_to_not(prop((same, stated), FALSE), eq(a, b))
    for relation in sorted((lt(b, a), lt(a, b)), key=lambda r: r not in ctx.known):  # what divides is mostly positive
        less = attempt(ctx, relation)
        if less is not None:
            return refute(eq(a, b), less)
    for way in NONZERO if b.op == "num" and b.data[0] == 0 else ():
        if (found := way(ctx, a)) is not None:
            return found
    return _distinct_by_fact(ctx, a, b)


def _distinct_by_fact(ctx: Context, a: Term, b: Term) -> Theorem:
    """a ≠ b from a fact c ≠ d whose difference is the same up to a number, or a multiple of a − b."""
    h = eq(a, b)
    for th in ctx.facts:
        if th.concl.op == "not" and th.concl.args[0].op == "eq" and th.concl.args[0].args[0].type is a.type:
            c, d = th.concl.args[0].args
            same = _equal_from(ctx, hyp(h), c, d)
            if same is not None:
                return discharge_to_not(prop((same, th), FALSE), h)
    raise Unproved("it may be zero" if b.op == "num" and b.data[0] == 0 else "the two may be equal", ne(a, b))


def _equal_from(ctx: Context, equation: Theorem, c: Term, d: Term) -> Theorem | None:
    """c = d as a rational multiple of one equation."""
    try:
        return linear.equal_by_combination(ctx, c, d, (equation,))
    except (Unproved, KernelError, TooLarge):
        return None


def _nonzero(ctx: Context, a: Term, zero: Term) -> Theorem | None:
    """a ≠ 0 for a product, quotient, power or coerced integer, from its parts; two coerced integers differ as integers do."""
    h = eq(a, zero)
    if a.op == "real":
        inner = attempt(ctx, ne(a.args[0], zero.args[0] if zero.op == "real" else 0))
        if inner is None:
            return None
        n, nought = inner.concl.args[0].args
        below, above = linear.prove_order(Context(), op("le", n, nought), (hyp(h),)), linear.prove_order(
            Context(), op("le", nought, n), (hyp(h),))
        same = antisymmetric(below, above)
        return discharge_to_not(prop((same, inner), FALSE), h)
    if a.op == "pow":
        inner = attempt(ctx, ne(a.args[0], 0))
        return None if inner is None else linear.power_nonzero(ctx, a, inner)
    parts = [attempt(ctx, ne(x, zero if x.type is zero.type else 0)) for x in a.args]
    found = [p for p in parts if p is not None]
    if len(found) < len(parts):
        return None
    if a.op == "neg":
        inverse = field(a.args[0], op("neg", a))
    elif a.op == "mul" and a.type is REAL:
        inverse = by_field(ctx, a, a.args[0], div(a, a.args[1]), *found[1:])
    elif a.op == "div":
        inverse = by_field(ctx, a, a.args[0], mul(a, a.args[1]), *found[1:])
    else:
        return None
    replaced = rewrite(inverse, (((1, 0), hyp(h)),))
    vanish = by_field(ctx, a, replaced.concl.args[1], found[0].concl.args[0].args[1], *found[1:])
    return discharge_to_not(prop((trans(replaced, vanish), found[0]), FALSE), h)


def by_field(ctx: Context, t: Term, a: Term, b: Term, *nonzero: Theorem) -> Theorem:
    """a = b with these divisors, and where they do not suffice with those that the parts of t have."""
    try:
        return field(a, b, Side(nonzero))
    except RuleError:
        inside = reader(ctx, list(t.args)).side()
        return field(a, b, Side((*inside.nonzero, *nonzero), inside.nonneg))


def reader(ctx: Context, terms: list[Term]) -> Reading:
    """A reading of terms whose side conditions are proved in the context."""
    return Reading(terms, lambda goal: attempt(ctx, goal))


# -- order --------------------------------------------------------------------------


def _order(ctx: Context, goal: Term) -> Theorem:
    for first in (_chain, signs.weaker, signs.product_sign, signs.sum_sign, *BOUNDS) if goal.op != "false" else ():
        th = first(ctx, goal)
        if th is not None:
            return th
    try:
        return linear.prove_order(ctx, goal)
    except Unproved:
        for prover in ORDERS:
            th = prover(ctx, goal)
            if th is not None:
                return th
        raise


# -- facts with quantifiers -----------------------------------------------------------


def _chain(ctx: Context, goal: Term) -> Theorem | None:
    """Backward chaining: a fact ∀x̄. premises → goal."""
    for rule in ctx.rules:
        if rule.conclusion.op == goal.op:
            th = apply_rule(ctx, rule, goal)
            if th is not None:
                return th
    return None


def apply_rule(ctx: Context, rule: Rule, goal: Term) -> Theorem | None:
    """The instance of a rule whose conclusion is the goal, if its premises can be proved."""
    found = match(rule.conclusion, goal, frozenset(rule.variables))
    if found is None or len(found) < len(rule.variables):
        return None
    return instance_of(ctx, rule, found)


def instance_of(ctx: Context, rule: Rule, values: dict[Term, Term]) -> Theorem | None:
    """The rule at values of its variables; None when a premise stays open."""
    key = ("instance", rule, tuple(values[v] for v in rule.variables))
    if key in ctx.cache:
        return ctx.cache[key]  # type: ignore[return-value]
    premises, before = list[Theorem](), begun()
    for p in rule.premises:
        th = attempt(ctx, normal(substitute(p, values)))
        if th is None:
            break
        premises.append(th)
    found = conclude(rule, values, premises) if len(premises) == len(rule.premises) else None
    if not ended(before) or found is not None:
        ctx.cache[key] = found
    return found


def _unfolded(ctx: Context, goal: Term) -> Theorem | None:
    """A defined predicate through its definition."""
    head = goal
    while head.op == "app":
        head = head.args[0]
    if head.op != "const":
        return None
    chosen = frozenset((head,))
    return convert(prove(ctx, normal(goal, chosen)), goal, chosen)


_STRUCTURAL: dict[str, Callable[[Context, Term], Theorem]] = {
    "and": _and, "imp": _imp, "all": _all, "or": _or, "iff": _iff, "not": _not, "false": _false, "ex": _ex, "eq": _eq,
    "le": _order, "lt": _order,
}

from . import linear, signs  # noqa: E402  (they call each other)
