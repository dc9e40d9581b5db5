"""First-order matching of patterns against terms, below binders too."""

from __future__ import annotations

from ..kernel import Term, instantiate
from .build import fresh

Values = dict[Term, Term]


def match(pattern: Term, t: Term, variables: frozenset[Term], found: Values | None = None) -> Values | None:
    """Values of the variables with pattern[values] = t, or None.  Values never contain bound variables."""
    found = {} if found is None else found
    return found if _match(pattern, t, variables, found, ()) else None


def _match(p: Term, t: Term, variables: frozenset[Term], found: dict[Term, Term], local: tuple[Term, ...]) -> bool:
    if p in variables:
        if p in found:
            return found[p] is t
        if t.type is not p.type or any(x.free <= t.free for x in local):
            return False
        found[p] = t
        return True
    if p is t:
        return True
    if p.op != t.op or len(p.args) != len(t.args) or p.type is not t.type or p.data != t.data:
        return False
    if p.op == "lam":
        x = fresh(p.data, p, t, *local)
        local = (*local, x)
        return _match(instantiate(p.args[0], x), instantiate(t.args[0], x), variables, found, local)
    return all(_match(a, b, variables, found, local) for a, b in zip(p.args, t.args, strict=True))
