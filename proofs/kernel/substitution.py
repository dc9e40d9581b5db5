"""Substitution and normal forms of terms."""

from __future__ import annotations

from .errors import Budget, IllFormed
from .terms import Term, Type, bound, is_term, make, rebuild


def lift(t: Term, by: int, above: int = 0) -> Term:
    """t with its loose indices ≥ above raised."""
    memo: dict[tuple[Term, int], Term] = {}

    def go(t: Term, k: int) -> Term:
        if len(t.loose) <= k:
            return t
        if t.op == "bound":
            return bound(t.data[0] + by, t.type)
        key = (t, k)
        if key not in memo:
            memo[key] = rebuild(t, tuple([go(a, k + (t.op == "lam")) for a in t.args]))
        return memo[key]

    return go(t, above)


def instantiate(body: Term, value: Term) -> Term:
    """The body of a λ with its bound variable replaced by value."""
    memo: dict[tuple[Term, int], Term] = {}

    def go(t: Term, k: int) -> Term:
        if len(t.loose) <= k:
            return t
        if t.op == "bound":
            if t.data[0] > k:
                return bound(t.data[0] - 1, t.type)
            return lift(value, k) if k and value.loose else value
        key = (t, k)
        if key not in memo:
            memo[key] = rebuild(t, tuple([go(a, k + (t.op == "lam")) for a in t.args]))
        return memo[key]

    return go(body, 0)


def substitute(t: Term, values: dict[Term, Term]) -> Term:
    """Simultaneous replacement of free variables by locally closed terms of their types."""
    for x, v in values.items():
        if not (is_term(x) and is_term(v)) or x.op != "var" or x.type is not v.type or v.loose:
            raise IllFormed("substitute", "value does not fit the variable", variable=x, value=v)
    names = frozenset([x.data for x in values])
    memo: dict[Term, Term] = {}

    def go(t: Term) -> Term:
        if not (t.free & names):
            return t
        if t.op == "var":
            return values[t]
        if t not in memo:
            memo[t] = rebuild(t, tuple([go(a) for a in t.args]))
        return memo[t]

    return go(t)


MAX_STEPS = 200_000


def normal(t: Term, unfold: frozenset[Term] | None = frozenset()) -> Term:
    """The βη-normal form, with the constants of `unfold` (None: all) replaced by their bodies."""
    memo: dict[Term, Term] = {}
    steps, nothing = 0, unfold is not None and not unfold

    def go(t: Term) -> Term:
        nonlocal steps
        if t.reduced and (t.plain or nothing):
            return t
        if t in memo:
            return memo[t]
        steps += 1
        if steps > MAX_STEPS:
            raise Budget("normal", f"more than {MAX_STEPS} steps")
        memo[t] = made = reduce(t)
        return made

    def reduce(t: Term) -> Term:
        if t.op == "const":
            return go(t.data.body) if unfold is None or t in unfold else t
        args = tuple([go(a) for a in t.args])
        if t.op == "app" and args[0].op == "lam":
            return go(instantiate(args[0].args[0], args[1]))
        if t.op == "lam":
            return eta(t.data, args[0])
        if t.op in ("all", "ex") and args[0].op != "lam":
            dom = args[0].type.dom
            args = (make("lam", (make("app", (lift(args[0], 1), bound(0, dom))),), dom),)
        return rebuild(t, args)

    return go(t)


def eta(ty: Type, body: Term) -> Term:
    """λx. f x is f where x does not occur in f."""
    if body.op == "app" and body.args[1].op == "bound" and body.args[1].data[0] == 0 and not mentions(body.args[0], 0):
        return lift(body.args[0], -1, 1)
    return make("lam", (body,), ty)


def mentions(t: Term, index: int) -> bool:
    """Does the loose index occur in t?"""
    return len(t.loose) > index and t.loose[index] is not None
