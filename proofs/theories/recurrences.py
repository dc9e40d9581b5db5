"""Random recurrences: that every member is a random variable, by induction on the step."""

from __future__ import annotations

from ..kernel import INT, Term, Theorem, app, forall, induct, lam, normal, substitute
from ..language.definitions import SHOWN
from ..tactics.build import add, integer, le
from ..tactics.context import Context
from ..tactics.derive import mp, specialise
from ..tactics.prover import attempt
from .expectation import M
from .integrability import INDUCTIONS, UNFOLDINGS


def measurable(ctx: Context, x: Term, t: Term) -> Theorem | None:
    """M(λω. v(t, …)) for a recurrence v, when its start and its step keep measurability."""
    head, args = t, list[Term]()
    while head.op == "app":
        head, a = head.args
        args.insert(0, a)
    if head not in UNFOLDINGS or SHOWN[head][1].start is None or args[-1] is not x:
        return None
    made = SHOWN[head][1]
    first, hidden = integer(made.start[0]), args[:len(made.hidden)]  # type: ignore[index]
    step, others = args[len(hidden)], args[len(hidden) + 1:-1]
    if step.op == "num" or any(a.type is not INT for a in others):
        return None
    index, *free = _fresh(ctx, t, 1 + len(others))
    phi = app(M, normal(lam(x, app(head, *hidden, index, *free, x))))
    for o in reversed(free):
        phi = forall(o, phi)
    base = attempt(ctx, normal(substitute(phi, {index: first})))
    following = base and attempt(ctx.assume(le(first, index), phi), normal(substitute(phi, {index: add(index, 1)})))
    started = attempt(ctx, le(first, step))
    if base is None or following is None or started is None:
        return None
    return specialise(mp(specialise(induct(index, first, phi, base, following), step), started), *others)


def _fresh(ctx: Context, t: Term, count: int) -> list[Term]:
    """Integer variables of which nothing is known."""
    out: list[Term] = []
    for _ in range(count):
        out.append(ctx.fresh(INT, t, *out))
    return out


INDUCTIONS.append(measurable)
