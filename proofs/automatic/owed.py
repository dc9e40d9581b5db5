"""What a statement owes: divisors that are not zero, random quantities that are integrable; shown first and then used."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

from ..kernel import FALSE, Term, Theorem, app, defined
from ..tactics.budget import portion
from ..tactics.context import Context
from ..tactics.prover import attempt
from ..theories.expectation import I
from ..theories.random import expectation_of
from .direct import Failure, subterms
from .integrable_members import at_every_step
from .reductions import Search, by_parts
from .tableau import by_contradiction

MAX_OWED, EACH = 4, 100_000


def with_what_is_owed(ctx: Context, goal: Term, search: Search) -> Context:
    """The context with what the goal and the facts owe, where that is not seen at once; itself where there is nothing."""
    owed = dict.fromkeys(c for phi in (goal, *[th.concl for th in ctx.facts]) for c in _conjuncts(defined(phi)))
    owed |= dict.fromkeys(app(I, t.args[1]) for t in subterms(goal) if expectation_of(t) is not None)
    open_ = [c for c in owed if c not in ctx.known and attempt(ctx, c) is None]
    shown: list[Theorem] = []
    for c in open_[:MAX_OWED]:
        with suppress(*Failure), portion(EACH):
            shown += at_every_step(ctx, c) if c.op == "app" else [_shown(ctx, c, search)]
    return ctx.having(*shown)


def _shown(ctx: Context, c: Term, search: Search) -> Theorem:
    with suppress(*Failure):
        return by_parts(ctx, c, search)
    return by_contradiction(ctx, c)


def _conjuncts(phi: Term) -> Iterator[Term]:
    if phi.op == "and":
        for a in phi.args:
            yield from _conjuncts(a)
    elif phi.op in ("not", "le", "lt") and phi.args[0] is not FALSE:
        yield phi
