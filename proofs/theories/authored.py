"""The author's definitions in a term: what may be opened without being told."""

from __future__ import annotations

from ..kernel import Term
from ..language.definitions import SHOWN, Recurrence


def definitions(t: Term) -> frozenset[Term]:
    """The author's definitions in a term, and in their bodies, that are no recurrences."""
    out: set[Term] = set()
    stack, seen = [t], set()
    while stack:
        u = stack.pop()
        if u in seen:
            continue
        seen.add(u)
        stack.extend(u.args)
        if u.op == "const" and u in SHOWN and not isinstance(SHOWN[u][0], Recurrence):
            out.add(u)
            stack.append(u.data.body)
    return frozenset(out)
