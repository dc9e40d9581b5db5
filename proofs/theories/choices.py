"""Definitions by cases: the case that applies, where its condition is known."""

from __future__ import annotations

from ..kernel import Term, Theorem, op, table
from ..tactics.derive import mp
from ..tactics.normalise import Normaliser
from ..tactics.prover import attempt


def decided(n: Normaliser, t: Term) -> Theorem | None:
    """⊢ ite c a b = a when c is known here, and = b when ¬c is."""
    if t.op != "ite":
        return None
    c, a, b = t.args
    for condition, row in ((c, table.ite_true), (op("not", c), table.ite_false)):
        known = attempt(n.ctx, condition)
        if known is not None:
            return mp(row(c, a, b), known)
    return None
