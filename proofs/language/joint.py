"""Recurrences that refer to each other: one recursion, whose state gives each of them by its number.

A member may look at every member one step back, and at members of the same step that do not look at it in turn.
Definitions in between (the corrected average of Adam, say) are opened while the recursion is put together.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from sympy import evaluate, preorder_traversal

from ..kernel import INT, REAL, Term, app, fun, lam, normal, num, op, substitute, var
from ..kernel.rational import integer_form
from .definitions import SHOWN, Compiled, Definition, Recurrence, lam_all, starting_value
from .door import Door
from .errors import NotWritten
from .symbols import Apply, Named
from .wording import said

COMPONENT = var("c·", INT)
Through = dict[Definition, dict[Recurrence, None]]  # definitions met on the way ↦ the recurrences they mention


def cycle(r: Recurrence) -> list[Recurrence]:
    """The recurrences that refer to r and to which r refers, r too, in the order of the file."""
    found = [s for s in _reached(r, {}) if s is r or r in _reached(s, {})]
    return sorted(dict.fromkeys([r, *found]), key=lambda s: s.place)


def _reached(r: Recurrence, through: Through) -> dict[Recurrence, None]:
    out: dict[Recurrence, None] = {}
    todo = [r]
    while todo:
        with evaluate(False):
            written = todo.pop().body(*[Named(p, "int") for p in r.parameters])
        for s in _mentioned(written, through):
            if s not in out:
                out[s] = None
                todo += [s] if len(s.parameters) == len(r.parameters) else []
    return out


def _mentioned(written: Any, through: Through) -> dict[Recurrence, None]:
    """The recurrences that an expression mentions, definitions opened."""
    out: dict[Recurrence, None] = {}
    for node in preorder_traversal(written):
        owner = node.args[0].owner if isinstance(node, Apply) else None
        if isinstance(owner, Recurrence):
            out[owner] = None
        elif owner is not None:
            if owner not in through:
                through[owner] = {}
                with evaluate(False):
                    through[owner] = _mentioned(_opened(node), through)
            out |= through[owner]
    return out


def _opened(e: Apply) -> Any:
    """The body of a definition or recurrence at the arguments."""
    owner = e.args[0].owner
    with evaluate(False):
        return owner.body(*(e.args[1:] if owner.parameters else ()))


def compiled(asked: Recurrence, members: list[Recurrence]) -> Compiled:
    """The constants of all members; the answer is that of the one asked for."""
    first = _common_start(members)
    sorts = ("int",)*len(asked.parameters)
    symbols = [Named(p, "int") for p in members[0].parameters]
    made = _constants(members, symbols, first)
    for m in members:
        m.compiled[sorts] = made[m]
        SHOWN[made[m].constant] = (m, made[m])
    for m in members:
        m.compiled[sorts] = _with_body(m, made[m], symbols, members)
        SHOWN[made[m].constant] = (m, m.compiled[sorts])
    return asked.compiled[sorts]


def _common_start(members: list[Recurrence]) -> int:
    starts: set[int] = {next(iter(m.start)) for m in members}
    if len(starts) > 1 or len({len(m.parameters) for m in members}) > 1:
        raise NotWritten(f"{', '.join(m.name for m in members)} refer to each other: they need the same indices and start")
    return starts.pop()


def _constants(members: list[Recurrence], symbols: list[Named], first: int) -> dict[Recurrence, Compiled]:
    """One recursion for all; each member is the recursion at its number."""
    door = Door()
    door.random = True
    door.indices += symbols
    t, *others = explicit = tuple(door.variable(s) for s in symbols)
    state = var("before·", fun(INT, *[INT]*len(others), REAL))
    reading = _Reading(door, members, t, state)
    steps = [reading.step(m, symbols) for m in members]
    zeros = [starting_value(door, m.start[first], others) for m in members]
    k = var("k·", INT)
    following = [substitute(s, {t: op("add", k, num(1, INT))}) for s in steps]
    rec = op("rec", num(first, INT), lam(COMPONENT, lam_all(others, _choice(zeros))),
             lam(k, lam(state, lam(COMPONENT, lam_all(others, normal(_choice(following)))))), t)
    out = {}
    for j, m in enumerate(members):
        whole = app(rec, num(j, INT), *others)
        out[m] = replace(m._closed(door, explicit, whole, (first, zeros[j])), joint=True)
    return out


def _choice(values: list[Term]) -> Term:
    *earlier, out = values
    for j, v in reversed(list(enumerate(earlier))):
        out = op("ite", op("eq", COMPONENT, num(j, INT)), v, out)
    return out


def _with_body(m: Recurrence, made: Compiled, symbols: list[Named], members: list[Recurrence]) -> Compiled:
    """The member with its step as the author wrote it: the others are now constants."""
    through: Through = {}
    _reached(m, through)
    door = Door()
    door.random = True
    door.indices += symbols
    for s in symbols:
        door.variable(s)
    with _resumed([d for d, seen in through.items() if set(members) & set(seen)]):
        with evaluate(False):
            written = m.body(*symbols)
        body = normal(door.real(written))
    for e in made.explicit:
        door.hints.symbols.pop(e, None)
    for v, s in made.hints.symbols.items():
        door.hints.symbols.setdefault(v, s)
    return replace(made, body=body, hints=door.hints)


@contextmanager
def _resumed(definitions: list[Definition]) -> Iterator[None]:
    """Definitions whose compilation asked for the recursion may be compiled now: the recursion is known."""
    before = [d.under_way for d in definitions]
    for d in definitions:
        d.under_way = False
    yield
    for d, b in zip(definitions, before, strict=True):
        d.under_way = b


class _Reading:
    """The steps of the members as terms in the state: what they say of each other is put in."""

    def __init__(self, door: Door, members: list[Recurrence], t: Term, state: Term) -> None:
        self.door, self.members, self.t, self.state = door, members, t, state
        self.open: list[Recurrence] = []
        through: Through = {}
        for m in members:
            _reached(m, through)
            door.previous[m.symbol] = lambda d, e: self.member(e)
        for definition, seen in through.items():
            if set(members) & set(seen):
                door.previous[definition.symbol] = lambda d, e: d.number(_opened(e))

    def step(self, m: Recurrence, indices: list[Any]) -> Term:
        """The value of a member at t, from the state."""
        if m in self.open:
            raise NotWritten(f"{m.name}[{m.parameters[0]}] needs {self.open[-1].name} of the same step, which needs it in turn")
        self.open.append(m)
        with evaluate(False):
            written = m.body(*indices)
        out = normal(self.door.real(written))
        self.open.pop()
        return out

    def member(self, e: Any) -> Term:
        """Another member, one step back or at the same step."""
        m = e.args[0].owner
        index, *rest = e.args[1:]
        back = integer_form(op("sub", self.t, self.door.integer(index)))
        if back == (frozenset(), 1):
            return app(self.state, num(self.members.index(m), INT), *[self.door.integer(a) for a in rest])
        if back != (frozenset(), 0):
            t = m.parameters[0]
            raise NotWritten(f"here {m.name} may be looked at in {t} - 1 and {t} only, not at {said(index)}")
        if len(rest) == len(m.parameters) - 1:
            return self.step(m, [index, *rest])
        k = Named("k_"*(len(self.open) + 1), "int")
        with self.door.binding(k) as v:
            return normal(lam(v, self.step(m, [index, *rest, k])))
