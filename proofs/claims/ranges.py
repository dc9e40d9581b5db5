"""A statement about the integers of a range with two numbers as its ends: shown at each of them."""

from __future__ import annotations

from collections.abc import Callable

from ..kernel import FALSE, INT, KernelError, Term, Theorem, forall_elim, hyp, prop, substitute, table
from ..kernel.terms import value
from ..tactics.build import eq, integer, le, lt
from ..tactics.context import Context, Unproved
from ..tactics.derive import discharge
from ..tactics.polynomial import TooLarge
from ..tactics.prover import prove
from .substitution import by_equality

Failure = (Unproved, KernelError, TooLarge, ZeroDivisionError)
Prover = Callable[[Context, Term], Theorem]
LONGEST = 40


def everywhere(ctx: Context, x: Term, body: Term, establish: Prover) -> Theorem:
    """A statement about x: for all x at once, or for the members of its range one by one."""
    try:
        return establish(ctx, body)
    except Failure:
        return one_by_one(ctx, x, body, establish)


def one_by_one(ctx: Context, x: Term, body: Term, establish: Prover) -> Theorem:
    """m ≤ x → x < n → φ(x) for numbers m and n: shown at m, …, n − 1; elsewhere the premises clash."""
    low, high = _bounds(x, body)
    if low is None or high is None or high - low > LONGEST:
        raise Unproved("the range has no end", body)
    beyond = le(integer(high), x)
    premises, last = _premises(body)
    th = discharge(prop((prove(ctx.assume(beyond, *premises), FALSE),), last), *premises)
    for k in reversed(range(low, high)):
        at, here = integer(k), eq(integer(k), x)
        there = by_equality(establish(ctx, substitute(body, {x: at})), hyp(here), x, body)
        after = discharge(prove(ctx.assume(lt(at, x)), beyond), lt(at, x))
        before = discharge(prove(ctx.assume(le(at, x), lt(x, at)), FALSE), lt(x, at))
        cases = forall_elim(table.trichotomy(INT), at, x)
        th, beyond = prop((cases, before, discharge(there, here), after, discharge(th, beyond)), body), le(at, x)
    return prop((th,), body, (beyond,))


def _premises(phi: Term) -> tuple[list[Term], Term]:
    """p₁, …, pₙ and q of p₁ → … → pₙ → q."""
    out = []
    while phi.op == "imp":
        out.append(phi.args[0])
        phi = phi.args[1]
    return out, phi


def _bounds(x: Term, body: Term) -> tuple[int | None, int | None]:
    """m and n of the premises m ≤ x and x < n."""
    low = high = None
    for p in _premises(body)[0]:
        if p.op == "le" and p.args[1] is x and p.args[0].op == "num":
            low = int(value(p.args[0]))
        if p.op == "lt" and p.args[0] is x and p.args[1].op == "num":
            high = int(value(p.args[1]))
    return low, high
