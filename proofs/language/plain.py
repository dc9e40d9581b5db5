"""SymPy's own symbols in a question: `Symbol("x", positive=True)` is a real number with the hypothesis x > 0.

Claims name their symbols with `real`, `nat`, …; `decide` takes SymPy's as well.  Without assumptions a symbol is a real
number, as the index of a sum an integer.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import sympy as sp
from sympy.concrete import expr_with_limits
from sympy.core.function import AppliedUndef
from sympy.core.operations import LatticeOp

from .errors import NotWritten
from .extent import bounded
from .symbols import Named

SIGNS = {"positive": sp.Gt, "negative": sp.Lt, "nonnegative": sp.Ge, "nonpositive": sp.Le, "nonzero": sp.Ne}


def named(s: Any) -> Any:
    """A symbol of ours for one of SymPy's; everything else as it is."""
    if not isinstance(s, sp.Symbol) or isinstance(s, Named) or type(s) is not sp.Symbol:
        return s
    kind = "int" if s.is_integer else "real"
    sign = next((name for name in SIGNS if getattr(s, f"is_{name}")), "")
    meant = {"integer" if kind == "int" else "real": True, **({sign: True} if sign else {})}
    if s.assumptions0 not in (sp.Symbol(s.name, **meant).assumptions0, sp.Symbol(s.name).assumptions0):
        raise NotWritten(f"not all that is assumed of {s} is read: assume real, integer and a sign, and state the rest as a "
                         "hypothesis")
    return Named(s.name, "nat" if kind == "int" and sign in ("positive", "nonnegative") else kind, sign=sign or "any")


def index(s: Any) -> Any:
    """The same for the index of a sum: one of which nothing is assumed is an integer."""
    if type(s) is sp.Symbol and s.assumptions0 == sp.Symbol(s.name).assumptions0:
        return Named(s.name, "int", sign="any")
    return named(s)


def functions_of_reals(statements: Iterable[Any]) -> set[str]:
    """The functions that are applied to a real number somewhere: f in f(x + y) = f(x) + f(y), so that f(0) is its value."""
    trees = [bounded(e) for e in statements if isinstance(e, sp.Basic)]
    indices = {lim[0] for e in trees for fold in e.atoms(sp.Sum, sp.Product, sp.Limit) for lim in _limits(fold)}
    return {f.func.__name__ for e in trees for f in e.atoms(AppliedUndef) for a in f.args
            if any(getattr(named(s), "kind", "") == "real" for s in a.free_symbols - indices)}


def _limits(fold: Any) -> Any:
    return [(fold.args[1],)] if isinstance(fold, sp.Limit) else fold.limits


def assumed(s: Named) -> list[Any]:
    """What SymPy was told about the sign of a symbol, as hypotheses."""
    sign = s.fact("sign")
    if sign not in SIGNS or s.kind == "nat" and sign == "nonnegative":
        return []
    with sp.evaluate(False):
        return [SIGNS[sign](s, 0)]


def at_least_zero(e: Any, indices: Collection[Named], natural: Collection[Named]) -> bool:
    """Does SymPy see e ≥ 0 from what its symbols are declared to be?  Of the indices around those are natural numbers whose
    range starts with one: nat("k") may run from −3 on."""
    if sp.sympify(e).has(sp.Pow):  # it might be a tower
        return False
    told = {}
    for s in sp.sympify(e).free_symbols:
        known = index(s)
        if known in natural or known not in indices and isinstance(known, Named) and known.kind == "nat":
            bound = "positive" if known.fact("sign") == "positive" else "nonnegative"
            told[s] = sp.Symbol(s.name, integer=True, **{bound: True})
    with sp.evaluate(True):
        return bool(sp.sympify(e).xreplace(told).doit().is_nonnegative)


ORDERS = ("__lt__", "__le__", "__gt__", "__ge__")


@contextmanager
def recorded() -> Iterator[None]:
    """SymPy records and does not evaluate: neither sums and powers, nor x < y ∨ x ≥ y and ⌊x⌋ ≤ x, which it would call
    true, nor the conditions of a choice under a sum, which it would solve."""
    plain = classmethod(lambda cls, args: LatticeOp._new_args_filter.__func__(cls, args))
    changes = [(expr_with_limits, "piecewise_fold", lambda e: e),
               *[(kind, "_new_args_filter", plain) for kind in (sp.And, sp.Or)],
               *[(kind, name, getattr(sp.Expr, name)) for kind in (sp.floor, sp.ceiling) for name in ORDERS]]
    before = [vars(owner)[name] for owner, name, _ in changes]
    with sp.evaluate(False):
        try:
            for owner, name, new in changes:
                setattr(owner, name, new)
            yield
        finally:
            for (owner, name, _), old in zip(changes, before, strict=True):
                setattr(owner, name, old)
