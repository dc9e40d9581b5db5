"""Families that satisfy the recurrences among the hypotheses: as closed terms, and as functions for plain evaluation.

    u(0) = a, u(1) = b, ∀k ≥ 0. u(k + 2) = c·u(k + 1) + u(k)   is satisfied by   u = λm. rec 1 (b, a) (λt s. …) (m + 1) 1

where the state s of the recursion is a function from the numbers of its components.  What is a hypothesis of order is taken
as an equation; whether it then holds is for the refutation to show.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import partial
from typing import Any

from ..automatic.laws import solved
from ..kernel import INT, REAL, Term, app, at_type, fun, instantiate, lam, normal, num, op, substitute, value, var
from ..kernel.rational import integer_form
from ..kernel.terms import rebuild
from ..tactics.build import add, conjuncts, eq, integer, sub
from ..tactics.polynomial import Reading, TooLarge, integer_term
from .evaluate import Evaluator
from .sequent import Sequent

STATE = fun(INT, REAL)
MAX_INDEX, MAX_RESOLVED = 40, 2


@dataclass(frozen=True)
class Law:
    """∀k ≥ least. u(k + far) = right, which looks back `span` steps."""

    family: Term
    k: Term
    least: int
    far: int
    span: int
    right: Term
    equation: bool


def laws_of(s: Sequent, apart: bool = False) -> list[Law]:
    """One law for each family that has one; `apart`: the two sides of an order are not to be equal."""
    equations: dict[Term, Law] = {}
    orders: dict[Term, Law] = {}
    for h in (p for phi in s.hypotheses for p in conjuncts(at_type(phi, INT))):
        law = _law(h, apart)
        if law is not None:
            (equations if law.equation else orders).setdefault(law.family, law)
    return _resolved(list({**orders, **equations}.values()))


def _resolved(laws: list[Law]) -> list[Law]:
    """The laws, where one speaks of a member of another family that is not earlier, with what that one's law says of it."""
    of = {law.family: law for law in laws}

    def said(law: Law, t: Term) -> Term | None:
        other = of.get(t.args[0]) if t.op == "app" else None
        at = None if other is None or other is law else offset(t, law.k)
        if at is None or other is None or at < law.far:
            return None
        return normal(substitute(other.right, {other.k: add(law.k, at - other.far)}))

    for _ in range(MAX_RESOLVED):
        laws = [replace(law, right=_replaced(law.right, partial(said, law))) for law in laws]
    return laws



def _law(phi: Term, apart: bool) -> Law | None:
    if phi.op != "all" or phi.args[0].data is not INT:
        return None
    k, least = var("k′", INT), 0
    phi = instantiate(phi.args[0].args[0], k)
    while phi.op == "imp":
        guard, phi = phi.args
        if guard.op not in ("le", "lt") or guard.args[1] is not k or guard.args[0].op != "num":
            return None
        least = max(least, int(value(guard.args[0])) + (guard.op == "lt"))
    if phi.op not in ("eq", "le", "lt") or phi.args[0].type is not REAL:
        return None
    for side, slack in ((0, -1), (1, 1)):
        left, right = phi.args[side], phi.args[1 - side]
        far = offset(left, k)
        if far is None:
            continue
        back = [offset(t, k) for t in _members(right, left.args[0])]
        if all(d is not None and d < far for d in back):
            span = max([far - d for d in back if d is not None], default=0)
            strict = phi.op == "lt" or phi.op == "le" and apart
            return Law(left.args[0], k, least, far, span, add(right, slack) if strict else right, phi.op == "eq")
    return _solved(phi, k, least, apart)


def _solved(phi: Term, k: Term, least: int, apart: bool) -> Law | None:
    """The law that a relation is which is not solved for the last member that it speaks of."""
    phi = _replaced(phi, lambda t: t if offset(t, k) is None else app(t.args[0], integer_term(*integer_form(t.args[1]))))
    try:
        found = solved(Reading(phi.args, lambda goal: None), phi, k)
    except TooLarge:
        return None
    if found is None or phi.op != "eq" and list(found[2]) != [frozenset()]:
        return None
    (last, right, slope), family = found, found[0].args[0]
    far, back = offset(last, k), [offset(t, k) for t in _members(right, family)]
    if far is None or not all(d is not None and d < far for d in back):
        return None
    if phi.op == "lt" or phi.op == "le" and apart:
        right = add(right, 1 if slope[frozenset()] > 0 else -1)
    return Law(family, k, least, far, max([far - d for d in back if d is not None], default=0), right, phi.op == "eq")


def offset(t: Term, k: Term) -> int | None:
    """d, when the term is u(k + d) for a family u."""
    if t.op != "app" or t.args[0].op != "var" or t.args[1].type is not INT or t.args[1].loose:
        return None
    symbols, constant = integer_form(t.args[1])
    return constant if symbols == frozenset(((frozenset(((k, 1),)), 1),)) else None


def _members(t: Term, family: Term) -> Iterator[Term]:
    """Where the family occurs, as its members and, for another use, as itself."""
    if t is family or t.op == "app" and t.args[0] is family:
        yield t
    else:
        for a in t.args:
            yield from _members(a, family)


class Unfit(Exception):
    """The recurrences are not of the form that is solved here."""


@dataclass
class System:
    """The recurrences of some families, with values for everything else.

    values: closed terms for the other variables; env: the same for plain evaluation; free: the members at the start for
    which no hypothesis gives a value, by the number of the family and their index.
    """

    laws: list[Law]
    starts: Mapping[tuple[Term, int], Term]
    values: Callable[[], Mapping[Term, Term]]
    env: dict[str, Any]
    free: Callable[[int, int], Fraction]
    memo: dict[tuple[Term, int], Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.of = {law.family: law for law in self.laws}
        self.lags = dict.fromkeys(self.of, 1)
        for law in self.laws:
            for u in self.of:
                for t in _members(law.right, u):
                    at = offset(t, law.k)
                    if at is None or at >= law.far:
                        raise Unfit
                    self.lags[u] = max(self.lags[u], law.far - at)
        self.base = {u: law.least + law.far - law.span for u, law in self.of.items()}
        self.first = max(self.base[u] + law.span - 1 for u, law in self.of.items())
        for u in self.of:
            self.lags[u] = max(self.lags[u], self.first - self.base[u] + 1)
        self.numbers = {at: i for i, at in enumerate((u, lag) for u in self.of for lag in range(self.lags[u]))}
        self.env = {**self.env, **{u.data[0]: self._function(u) for u in self.of}}

    # -- plain values ------------------------------------------------------------------

    def _function(self, u: Term) -> Callable[[Any], Any]:
        return lambda i: self.plain(u, int(i))

    def plain(self, u: Term, m: int) -> Any:
        """The member u(m) as a number."""
        if (u, m) not in self.memo:
            law = self.of[u]
            if (u, m) in self.starts:
                self.memo[u, m] = Evaluator(self.env).of(self.starts[u, m])
            elif m < self.base[u] + law.span or m > MAX_INDEX:
                self.memo[u, m] = self._free(u, m)
            else:
                self.memo[u, m] = Evaluator({**self.env, law.k.data[0]: Fraction(m - law.far)}).of(law.right)
        return self.memo[u, m]

    def _free(self, u: Term, m: int) -> Fraction:
        return self.free(list(self.of).index(u), m)

    # -- closed terms ------------------------------------------------------------------

    def term(self, u: Term) -> Term:
        """λm. u(m), closed."""
        values, t, s, c, m = self.values(), var("t′", INT), var("s′", STATE), var("c′", INT), var("m′", INT)
        start = lam(c, self._cases(c, {(v, lag): self._initial(v, self.first - lag) for v, lag in self.numbers}))
        parts = {(v, lag): app(s, self._number(v, lag - 1)) if lag else self._next(v, t, s) for v, lag in self.numbers}
        step = lam(t, lam(s, lam(c, self._cases(c, parts))))
        last = self.lags[u] - 1
        state = op("rec", integer(self.first), start, step, add(m, last) if last else m)
        return normal(substitute(lam(m, app(state, self._number(u, last))), dict(values)))

    def _number(self, u: Term, lag: int) -> Term:
        return integer(self.numbers[u, lag])

    def _cases(self, c: Term, parts: Mapping[tuple[Term, int], Term]) -> Term:
        (*others, last) = parts
        out = parts[last]
        for at in reversed(others):
            out = op("ite", eq(c, integer(self.numbers[at])), parts[at], out)
        return out

    def _initial(self, u: Term, m: int) -> Term:
        law = self.of[u]
        if (u, m) in self.starts:
            return self.starts[u, m]
        if m < self.base[u] + law.span:
            return num(self._free(u, m), REAL)
        here = {law.k: integer(m - law.far)}
        return _replaced(substitute(law.right, here), lambda t: self._initial(
            t.args[0], integer_form(t.args[1])[1]) if t.op == "app" and t.args[0] in self.of else None)

    def _next(self, u: Term, t: Term, s: Term) -> Term:
        """u(t + 1) from the state at t."""
        law = self.of[u]

        def member(a: Term) -> Term | None:
            if a.op != "app" or a.args[0] not in self.of:
                return None
            return app(s, self._number(a.args[0], law.far - (offset(a, law.k) or 0) - 1))

        return _tidied(substitute(_replaced(law.right, member), {law.k: sub(add(t, 1), law.far)}))


def _replaced(t: Term, new: Callable[[Term], Term | None]) -> Term:
    found = new(t)
    if found is not None:
        return found
    return rebuild(t, tuple([_replaced(a, new) for a in t.args])) if t.args else t


def _tidied(t: Term) -> Term:
    """Indices in one form, so that the same cases are made for the same member of a table."""
    return _replaced(t, lambda i: integer_term(*integer_form(i)) if i.type is INT and i.op in ("add", "sub") and not i.loose
                     else None)


def starts_of(s: Sequent, laws: list[Law]) -> dict[tuple[Term, int], Term]:
    """u(a) = …: what the hypotheses say of single members of these families."""
    out: dict[tuple[Term, int], Term] = {}
    families = [law.family for law in laws]
    for h in (p for phi in s.hypotheses for p in conjuncts(at_type(phi, INT))):
        for side in (0, 1) if h.op == "eq" else ():
            left, right = h.args[side], h.args[1 - side]
            if left.op == "app" and left.args[0] in families and left.args[1].op == "num" and not any(
                    u.free <= right.free for u in families):
                out.setdefault((left.args[0], int(value(left.args[1]))), right)
    return out


@dataclass
class Solution:
    """One family of a system, as a value."""

    system: System
    family: Term

    def __call__(self, i: Any) -> Any:
        return self.system.plain(self.family, int(i))

    @property
    def term(self) -> Term:
        return self.system.term(self.family)

    @property
    def start(self) -> int:
        """The index from which the recurrence goes on."""
        return self.system.base[self.family]

    @property
    def members(self) -> list[Any]:
        """The first ones, from there on."""
        return [self(self.start + i) for i in range(5)]

    @property
    def shown(self) -> str:
        return ", ".join(map(str, self.members)) + r", \dots"
