"""Sets of integers by recurrence: the members at t from the members at t − 1.

    @recursive_set(latex="R", start={0: lambda i, x: Eq(x, i)})
    def seen(t, i, x):
        return Exists([m, m < K[t]], seen[t - 1, i + m, x])

`seen[t, i, x]` is a statement and prints  x ∈ R_{t,i}.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sympy import evaluate

from ..kernel import INT, PROP, Term, app, fun, lam, normal, num, op, substitute, var
from .definitions import Compiled, Recurrence, lam_all
from .door import Door
from .errors import NotWritten


class RecursiveSet(Recurrence):
    """A set of integers for each index, from the sets at the index before; the last argument is the member."""

    members = True
    following: Term  # the condition of the set at t + 1, by the set at t

    def __init__(self, body: Callable[..., Any], latex: str | None, start: dict[int, Callable[..., Any]]) -> None:
        super().__init__(body, latex, start)
        if len(self.parameters) < 2 or not all(callable(f) for f in start.values()):
            raise NotWritten(f"{self.name}: give the first set as a condition, start={{0: lambda i, x: Eq(x, i)}}")
        self.rows = False

    def _compile(self, sorts: tuple[str, ...], examples: tuple[Any, ...]) -> Compiled:
        ((first, first_set),) = self.start.items()
        door = Door()
        symbols = self._placeholders(("int",)*len(self.parameters), ())
        door.indices += symbols
        t, *others = explicit = tuple(door.variable(s) for s in symbols)
        state = var("before·", fun(*[INT] * len(others), PROP))
        with evaluate(False):
            written, initial = self.body(*symbols), first_set(*symbols[1:])
        door.previous[self.symbol] = lambda d, e: self._earlier(d, e, t, state)
        body, zero = door.statement(written), door.statement(initial)
        k = var("k·", INT)
        step = lam_all(others, substitute(body, {t: op("add", k, num(1, INT))}))
        rec = op("rec", num(first, INT), lam_all(others, zero), lam(k, lam(state, normal(step))), t)
        made = self._closed(door, explicit, app(rec, *others), (first, zero))
        one = num(1, INT)
        self.following = normal(substitute(substitute(body, {t: op("add", t, one)}),
                                           {state: lam_all(others, made.applied(t, *others))}))
        opened = normal(substitute(body, {state: lam_all(others, made.applied(op("sub", t, one), *others))}))
        for condition in (opened, self.following):
            door.hints.alike(body, condition)
        return Compiled(made.constant, made.hidden, explicit, False, opened, (first, zero), hints=door.hints)


def recursive_set(latex: str | None = None, *,
                  start: dict[int, Callable[..., Any]]) -> Callable[[Callable[..., Any]], RecursiveSet]:
    """A set by recurrence: the members at t from the members at t − 1, and the condition of the first set."""
    return lambda body: RecursiveSet(body, latex, start)


