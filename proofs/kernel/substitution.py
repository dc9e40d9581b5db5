"""Substitution and normal forms of terms."""

from __future__ import annotations

from typing import Any

from .errors import Budget, IllFormed
from .sealing import sealed
from .terms import Term, Type, bound, is_term, make, rebuild, remembered

Memo = dict[tuple[Term, int], Term]


def lift(t: Term, by: int, above: int = 0) -> Term:
    """t with its loose indices ≥ above raised."""
    return _lifted(t, by, above, {})


def _lifted(t: Term, by: int, k: int, memo: Memo) -> Term:
    if len(t.loose) <= k:
        return t
    if t.op == "bound":
        return bound(t.data[0] + by, t.type)
    key = (t, k)
    if key not in memo:
        deeper = k + (t.op == "lam")
        memo[key] = rebuild(t, tuple([_lifted(a, by, deeper, memo) for a in t.args]))
    return memo[key]


@remembered
def instantiate(body: Term, value: Term) -> Term:
    """The body of a λ with its bound variable replaced by value."""
    return _instantiated(body, value, 0, {})


def _instantiated(t: Term, value: Term, k: int, memo: Memo) -> Term:
    if len(t.loose) <= k:
        return t
    if t.op == "bound":
        if t.data[0] > k:
            return bound(t.data[0] - 1, t.type)
        return lift(value, k) if k and value.loose else value
    key = (t, k)
    if key not in memo:
        deeper = k + (t.op == "lam")
        memo[key] = rebuild(t, tuple([a if len(a.loose) <= deeper else _instantiated(a, value, deeper, memo) for a in t.args]))
    return memo[key]


def substitute(t: Term, values: dict[Term, Term]) -> Term:
    """Simultaneous replacement of free variables by locally closed terms of their types."""
    values = dict(values)
    for x, v in values.items():
        if not (is_term(x) and is_term(v)) or x.op != "var" or x.type is not v.type or v.loose:
            raise IllFormed("substitute", "value does not fit the variable", variable=x, value=v)
    return _substituted(t, frozenset([x.data for x in values]), values)


def _substituted(t: Term, names: frozenset[Any], made: dict[Term, Term]) -> Term:
    if not (t.free & names):
        return t
    if t not in made:
        made[t] = rebuild(t, tuple([_substituted(a, names, made) for a in t.args]))
    return made[t]


MAX_STEPS = 200_000


def normal(t: Term, unfold: frozenset[Term] | None = frozenset()) -> Term:
    """The βη-normal form, with the constants of `unfold` (None: all) replaced by their bodies."""
    if unfold is None or unfold:
        return Reduction(unfold).of(t)
    return t if is_term(t) and t.reduced else _reduced(t)


@remembered
def _reduced(t: Term) -> Term:
    return Reduction(frozenset()).of(t)


@sealed
class Reduction:
    """One normalisation: what it may unfold, what it has found and opened, and its steps."""

    def __init__(self, unfold: frozenset[Term] | None) -> None:
        self.unfold, self.nothing = unfold, unfold is not None and not unfold
        self.memo: dict[Term, Term] = {}
        self.opened: set[Term] = set()
        self.steps = 0

    def of(self, t: Term) -> Term:
        if t.reduced and (t.plain or self.nothing):
            return t
        if t in self.memo:
            return self.memo[t]
        self.steps += 1
        if self.steps > MAX_STEPS:
            raise Budget("normal", f"more than {MAX_STEPS} steps")
        self.memo[t] = made = self.computed(t)
        return made

    def computed(self, t: Term) -> Term:
        if t.op == "const":
            if self.unfold is not None and t not in self.unfold:
                return t
            self.opened.add(t)
            return self.of(t.data.body)
        args = tuple([self.of(a) for a in t.args])
        if t.op == "app" and args[0].op == "lam":
            return self.of(instantiate(args[0].args[0], args[1]))
        if t.op == "lam":
            return eta(t.data, args[0])
        if t.op in ("all", "ex") and args[0].op != "lam":
            dom = args[0].type.dom
            args = (make("lam", (make("app", (lift(args[0], 1), bound(0, dom))),), dom),)
        return rebuild(t, args)


def eta(ty: Type, body: Term) -> Term:
    """λx. f x is f where x does not occur in f."""
    if body.op == "app" and body.args[1].op == "bound" and body.args[1].data[0] == 0 and not mentions(body.args[0], 0):
        return lift(body.args[0], -1, 1)
    return make("lam", (body,), ty)


def mentions(t: Term, index: int) -> bool:
    """Does the loose index occur in t?"""
    return len(t.loose) > index and t.loose[index] is not None
