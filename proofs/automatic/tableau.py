"""By contradiction: the negated goal is assumed, connectives are taken apart, and each case is closed by what is known.

Closing a case is the work of *closers*: each derives false from a context, or raises a Failure.
"""

from __future__ import annotations

from collections.abc import Callable

from ..kernel import FALSE, Term, Theorem, exists_elim, forall_elim, instantiate, normal, op, prop, table
from ..tactics.budget import portion
from ..tactics.build import le, no
from ..tactics.context import Context, Unproved
from ..tactics.derive import antisymmetric, beta, discharge
from ..tactics.prover import prove
from .direct import Failure
from .known import is_distinct

Closer = Callable[[Context], Theorem]
EAGER: list[Closer] = []  # tried before a case is split further
LATE: list[Closer] = []  # tried where nothing is left to split
MAX_CASES, MAX_DEPTH = 40, 9
PLAIN, CLOSER = 25_000, 200_000  # the work for closing a case, in units of `budget`


class _Cases:
    """How many cases are still allowed."""

    def __init__(self) -> None:
        self.left = MAX_CASES

    def count(self, goal: Term) -> None:
        self.left -= 1
        if self.left < 0:
            raise Unproved("there are too many cases", goal)


def by_contradiction(ctx: Context, goal: Term) -> Theorem:
    """Γ ⊢ goal from Γ, ¬goal ⊢ false; raises Unproved."""
    try:
        if goal is FALSE:
            return absurd(ctx, _Cases())
        wrong = no(goal)
        return prop((discharge(absurd(ctx.assume(wrong), _Cases()), wrong),), goal)
    except Unproved as e:
        raise Unproved(e.reason, goal) from e


def absurd(ctx: Context, cases: _Cases, depth: int = 0) -> Theorem:
    """Γ ⊢ false; raises Unproved."""
    cases.count(FALSE)
    ctx = _apart(ctx)
    some = next((th for th in ctx.facts if th.concl.op == "ex" and ("named", th.concl) not in _used(ctx)), None)
    if some is not None:
        x = ctx.fresh(some.concl.args[0].data, some.concl)
        inner = ctx.assume(normal(instantiate(some.concl.args[0].args[0], x)))
        inner.cache["used"] = _used(ctx) | {("named", some.concl)}
        return exists_elim(x, some, absurd(inner, cases, depth))
    th = _first([_plain, *EAGER], ctx)
    if th is not None:
        return th
    alternatives = next((a for a in map(_alternatives, ctx.facts) if a is not None and not _settled(ctx, a)), None)
    if alternatives is not None and depth < MAX_DEPTH:
        out = []
        for case in alternatives.concl.args if alternatives.concl.op == "or" else (alternatives.concl,):
            inner = ctx.assume(case)
            inner.cache["used"] = _used(ctx)
            out.append(discharge(absurd(inner, cases, depth + 1), case))
        return prop((alternatives, *out), FALSE)
    th = _first(LATE, ctx)
    if th is None:
        raise Unproved("no contradiction was found")
    return th


def _plain(ctx: Context) -> Theorem:
    with portion(PLAIN):
        return prove(ctx, FALSE)


def _used(ctx: Context) -> frozenset[object]:
    return ctx.cache.get("used", frozenset())  # type: ignore[return-value]


def _first(closers: list[Closer], ctx: Context) -> Theorem | None:
    for close in closers:
        try:
            with portion(CLOSER):
                return close(ctx)
        except Failure:
            continue
    return None


def _settled(ctx: Context, alternatives: Theorem) -> bool:
    phi = alternatives.concl
    return any(a in ctx.known for a in (phi.args if phi.op == "or" else (phi,)))


def _apart(ctx: Context) -> Context:
    """The context with what its facts say one by one: ¬(a ∨ b), ¬(a → b), ¬¬a."""
    before = None
    while ctx is not before:
        before = ctx
        more = ctx.having(*[th for fact in ctx.facts for th in _consequences(ctx, fact)])
        more.cache.setdefault("used", _used(ctx))
        ctx = more
    return ctx


def _consequences(ctx: Context, th: Theorem) -> list[Theorem]:
    phi = th.concl
    if phi.op == "imp":
        if phi.args[0] in ctx.known:
            return [prop((th, ctx.known[phi.args[0]]), phi.args[1])]
        return []
    if phi.op == "le" and (back := ctx.known.get(le(phi.args[1], phi.args[0]))) is not None:
        return [antisymmetric(th, back)]
    if phi.op != "not":
        return []
    (inner,) = phi.args
    match inner.op:
        case "or":
            return [prop((th,), no(a)) for a in inner.args]
        case "imp":
            return [prop((th,), inner.args[0]), prop((th,), no(inner.args[1]))]
        case "not":
            return [prop((th,), inner.args[0])]
    return []


def _alternatives(th: Theorem) -> Theorem | None:
    """A disjunction that a fact is or contains; an order for a ≠ b."""
    phi = th.concl
    match phi.op:
        case "or":
            return th
        case "imp":
            return prop((th,), op("or", no(phi.args[0]), phi.args[1]))
        case "iff":
            a, b = phi.args
            return prop((th,), op("or", op("and", a, b), op("and", no(a), no(b))))
    if phi.op != "not":
        return None
    (inner,) = phi.args
    match inner.op:
        case "and":
            return prop((th,), op("or", *[no(a) for a in inner.args]))
        case "iff":
            a, b = inner.args
            return prop((th,), op("or", op("and", a, no(b)), op("and", no(a), b)))
    if is_distinct(phi):
        a, b = inner.args
        cases = forall_elim(table.trichotomy(a.type), a, b)
        return prop((th, beta(cases)), op("or", op("lt", a, b), op("lt", b, a)))
    return None
