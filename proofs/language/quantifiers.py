"""“For all” and “there is” inside a statement: over numbers, indices, vectors, families, unknown functions, and what is
random: a variable or a family of such."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import sympy as sp

from ..kernel import Term, conjunction, exists, forall, normal, num, op
from ..kernel.terms import INT
from .door import Door, reads
from .errors import NotWritten
from .plain import assumed, named
from .symbols import Named, Node
from .wording import said


class Quantified(Node):
    """A statement with bound variables: `ForAll([G, t >= 0], Eq(…), …)`."""

    def __new__(cls, bounds: Iterable[Any], *statements: Any) -> Any:
        if isinstance(bounds, (Named, str)) or not isinstance(bounds, Iterable):
            named = f"; here {cls.__name__}([{bounds}], …)" if isinstance(bounds, Named) else ""
            raise NotWritten(f"{cls.__name__} takes a list first: {cls.__name__}([x, t >= 0], statement){named}")
        if isinstance(bounds, tuple) and len(bounds) == 3 and isinstance(bounds[0], Named) and not hasattr(bounds[1], "lhs"):
            k, low, high = bounds
            raise NotWritten(f"{cls.__name__} takes bounds as relations: "
                             f"{cls.__name__}([{k} >= {low}, {k} <= {high}], statement)")
        if not statements:
            raise NotWritten(f"{cls.__name__} lacks the statement: {cls.__name__}([x, t >= 0], statement)")
        return sp.Basic.__new__(cls, sp.Tuple(*bounds), sp.Tuple(*statements))

    @property
    def free_symbols(self) -> set[Any]:
        return super().free_symbols - {getattr(b, "lhs", b) for b in self.args[0]}  # type: ignore[no-any-return]


class ForAll(Quantified):
    """The statement for all values of the variables within their bounds."""


class Exists(Quantified):
    """The statement for some values of the variables within their bounds."""


def subject(bound: Any) -> Named:
    """The variable that a bound speaks of: its left side."""
    s = named(bound if isinstance(bound, sp.Symbol) else getattr(bound, "lhs", None))
    if not isinstance(s, Named):
        raise NotWritten(f"{said(bound)} bounds no variable: write t >= 1")
    if not s.fact("random") and s.fact("start") is not None:
        raise NotWritten(f"{s} has a range, and no quantifier binds it: state it as a hypothesis")
    return s


MEMBERSHIP: list[Callable[[Door, Named], Term]] = []  # what makes a function of the sample point a random variable


@contextmanager
def binding(d: Door, bounds: Iterable[Any]) -> Iterator[tuple[list[Term], Callable[[str, Term], Term]]]:
    """The bounds as formulas, and what closes a formula over their variables; natural numbers are at least 0."""
    written = list(bounds)
    subjects = list(dict.fromkeys(subject(b) for b in written))
    for s in subjects:
        if s in d.bound:
            raise NotWritten(f"{s} is bound twice in one expression: give the inner variable another name")
        d.bound.append(s)
    variables = [d.variable(s) for s in subjects]
    natural = [op("le", num(0, INT), v) for s, v in zip(subjects, variables, strict=True)
               if s.kind == "nat" and not has_lower(s, written)]
    measurable = [member(d, s) for s in subjects if s.fact("random") for member in MEMBERSHIP]
    guards = [*natural, *[d.statement(b) for b in written if not isinstance(b, sp.Symbol)],
              *[d.statement(b) for s in subjects for b in assumed(s)], *measurable]

    def close(kind: str, body: Term) -> Term:
        for s, v in reversed(list(zip(subjects, variables, strict=True))):
            body = normal((forall if kind == "all" else exists)(v, body))
            d.hints.names.setdefault(body.args[0], s)
        return body

    yield guards, close
    for s in subjects:
        d.bound.remove(s)


def implied(guards: list[Term], body: Term) -> Term:
    """guards → body"""
    for g in reversed(guards):
        body = op("imp", g, body)
    return body


def has_lower(s: Named, bounds: Iterable[Any], above: tuple[Named, ...] = ()) -> bool:
    """Do the bounds say already that a natural number is at least 0?  n >= m and m >= n do not: `above` are the numbers
    between which and s this is asked."""
    written = list(bounds)
    lower = [b.rhs for b in written if getattr(b, "lhs", None) == s and isinstance(b, (sp.Ge, sp.Gt))]
    if any(isinstance(e, sp.Integer) and e >= 0 for e in lower):
        return True
    naturals = [e for e in lower if isinstance(e, Named) and e.kind == "nat" and e not in (s, *above)]
    return any(has_lower(e, written, (*above, s)) or not _bounded_below(e, written) for e in naturals)


def _bounded_below(s: Named, bounds: list[Any]) -> bool:
    """Is a natural number above another: so that nobody may have said that it is at least 0?"""
    return any(getattr(b, "lhs", None) == s and isinstance(b, (sp.Ge, sp.Gt)) and isinstance(b.rhs, Named) for b in bounds)


@reads(ForAll)
def for_all(d: Door, e: ForAll) -> Term:
    with binding(d, e.args[0]) as (guards, close):
        return close("all", implied(guards, d.statement(e.args[1])))


@reads(Exists)
def there_is(d: Door, e: Exists) -> Term:
    with binding(d, e.args[0]) as (guards, close):
        return close("ex", conjunction([*guards, d.statement(e.args[1])]))
