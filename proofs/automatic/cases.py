"""By cases: the conditions of max, min, |·|, relu and piecewise terms, and the signs of what leaves a root."""

from __future__ import annotations

from ..kernel import REAL, Term, Theorem, convert, hyp, normal, op, prop, rewrite
from ..tactics.budget import portion
from ..tactics.build import eq, le, sub
from ..tactics.context import Context, Unproved
from ..tactics.derive import antisymmetric, discharge, rhs, sym
from ..tactics.linear import prove_order
from ..tactics.normalise import Method, Normaliser
from ..tactics.polynomial import poly_term
from ..tactics.prover import prove, reader
from ..theories import choices, powers
from ..theories.lemmas import rewrites
from .comparisons import by_comparing_parts
from .direct import OPEN, Failure, directly, subterms
from .exponential_orders import by_exponentials
from .restated import strictly
from .tableau import by_contradiction

MAX_SPLITS, MAX_CHOSEN = 6, 4
LAST = 50_000  # the work where no choice is left, in units of `budget`


def by_cases(ctx: Context, goal: Term, depth: int = 0) -> Theorem:
    """Split on the conditions of max, min, |·|, relu and piecewise terms."""
    chosen = _inside(goal)
    opened = normal(goal, chosen)
    if not depth and opened is not goal:
        ctx = ctx.having(*_chosen(ctx))
    condition = _condition(ctx, opened)
    if depth and (condition is None or depth >= MAX_SPLITS):
        return _at_the_end(ctx, opened)
    if condition is None:
        raise Unproved("no case distinction applies", goal)
    out = []
    for c in (condition, op("not", condition)):
        inner = ctx.assume(c)
        same = _same(inner, c) if depth and c is condition else None
        inner = inner.having(*strictly(inner))
        out.append(discharge(_in_case(inner, opened, depth, same), c))
    return convert(prop(tuple(out), opened), goal, chosen)


def _chosen(ctx: Context) -> list[Theorem]:
    """The relations among the facts that choices stand in, opened, as |y| ≤ c|x|."""
    orders = [th for th in ctx.facts if th.concl.op in ("eq", "le", "lt") and th.concl.args[0].type is REAL]
    return [convert(th, normal(th.concl, found), found) for th in orders if (found := _inside(th.concl))][:MAX_CHOSEN]


def _decided(n: Normaliser, ctx: Context) -> list[Theorem]:
    """These relations where a condition is known."""
    chosen = [th for th in ctx.facts if th.concl.op in ("eq", "le", "lt") and any(t.op == "ite" for t in subterms(th.concl))]
    made = [[n.norm(t) for t in th.concl.args] for th in chosen]
    return [rewrite(th, tuple(((i,), side) for i, side in enumerate(sides))) for th, sides in zip(chosen, made, strict=True)]


def _inside(goal: Term) -> frozenset[Term]:
    """What can be opened in a formula, and in what is opened: the ledger names no definition that is not there."""
    found: set[Term] = set()
    todo = [goal]
    while todo:
        new = OPEN.intersection(subterms(todo.pop())) - found
        found |= new
        todo += [c.data.body for c in new]
    return frozenset(found)


def _same(ctx: Context, condition: Term) -> Theorem | None:
    """x = t where the condition a ≤ b and what was known together say a = b, which determines x."""
    if condition.op != "le" or condition.args[0].type is not REAL:
        return None
    a, b = condition.args
    try:
        same = antisymmetric(hyp(condition), prove_order(ctx, le(b, a), products=False))
        p = reader(ctx, [a, b]).poly(sub(a, b))
    except Failure:
        return None
    for m, c in p.items():
        ((x, e),) = m if len(m) == 1 else ((None, 0),)
        if isinstance(x, Term) and x.op == "var" and e == 1 and not any(x in dict(k) for k in p if k != m):
            return prove(Context().having(same), eq(x, poly_term({k: -d/c for k, d in p.items() if k != m})))
    return None


def _in_case(ctx: Context, goal: Term, depth: int, same: Theorem | None = None) -> Theorem:
    """The goal where a condition is known: its choices are made, then it is shown directly or by further cases."""
    relation, at = (goal.args[0], (0,)) if goal.op == "not" else (goal, ())
    if relation.op not in ("eq", "le", "lt"):
        raise Unproved("cases are for relations", goal)
    n = Normaliser(ctx, Method([] if same is None else rewrites(same), conversions=[
        (c, c) for c in (choices.decided, choices.condition, powers.root)]))
    left, right = (n.norm(t) for t in relation.args)
    reduced = op(relation.op, rhs(left), rhs(right))
    reduced = op("not", reduced) if at else reduced
    ctx = ctx.having(*_decided(n, ctx))
    try:
        th = directly(ctx, reduced)
    except Failure:
        th = by_cases(ctx, reduced, depth + 1)
    return rewrite(th, (((*at, 0), sym(left)), ((*at, 1), sym(right))))


def _at_the_end(ctx: Context, goal: Term) -> Theorem:
    """Where no choice is left."""
    try:
        with portion(LAST):
            return by_contradiction(ctx, goal)
    except Failure:
        pass
    try:
        return by_exponentials(ctx, goal)
    except Failure:
        return by_comparing_parts(ctx, goal)


def _condition(ctx: Context, t: Term) -> Term | None:
    """The condition of a choice in t that holds no other choice, or the sign of what leaves a root."""
    parts = subterms(t)
    for u in parts:
        if u.op == "ite" and not any(v.op == "ite" for v in subterms(u.args[0])):
            return u.args[0]
    for u in parts:
        square = powers.whole_square(ctx, u)
        if square is not None:
            return le(0, square)
    return None
