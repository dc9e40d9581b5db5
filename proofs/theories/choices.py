"""Definitions by cases: the case that applies, where its condition is known."""

from __future__ import annotations

from ..kernel import Term, Theorem, hyp, op, prop, refl, rewrite, table
from ..tactics.build import eq
from ..tactics.derive import discharge, mp, sym, trans
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


def mirrored(n: Normaliser, t: Term) -> Theorem | None:
    """−ite c a b = ite c (−a) (−b), so that tables of functions are compared by their cells."""
    if t.op != "neg" or t.args[0].op != "ite":
        return None
    c, a, b = t.args[0].args
    goal = eq(t, op("ite", c, op("neg", a), op("neg", b)))
    cases = []
    for condition, row in ((c, table.ite_true), (op("not", c), table.ite_false)):
        here, there = (mp(row(c, *sides), hyp(condition)) for sides in (t.args[0].args[1:], goal.args[1].args[1:]))
        th = rewrite(refl(goal.args[0]), (((1, 0), here),))
        cases.append(discharge(trans(th, sym(there)), condition))
    return prop(tuple(cases), goal)


def conditions(t: Term) -> list[Term]:
    """The conditions of the cases in a term that no binder is around."""
    here = _atoms(t.args[0]) if t.op == "ite" and not t.args[0].loose else []
    return here + [c for a in t.args for c in conditions(a)]


def _atoms(condition: Term) -> list[Term]:
    """The relations that a condition is made of."""
    if condition.op in ("and", "or", "not"):
        return [c for a in condition.args for c in _atoms(a)]
    return [condition]
