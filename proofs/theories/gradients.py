"""What `gradient(…)` says: a gradient gives all directional derivatives as inner products with it."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack, contextmanager
from typing import Any

from ..kernel import INT, REAL, Term, app, define, forall, fun, lam, normal, var
from ..kernel.table import DERIV
from ..language.calculus import HasGradient
from ..language.door import Door, reads
from ..language.errors import NotWritten
from ..language.symbols import At, Named
from ..language.wording import said
from ..tactics.build import add, integer, mul, number
from .folds import SUM
from .notions import GRAD, within

MATRIX = fun(INT, INT, REAL)


def _matrix_gradient() -> Term:
    """matrix_grad m n F W G := ∀D. deriv (s ↦ F(W + s·D)) 0 (Σᵢ Σⱼ Gᵢⱼ·Dᵢⱼ)"""
    m, n, i, j = (var(s, INT) for s in "mnij")
    loss, at, value, direction = var("F", fun(MATRIX, REAL)), var("W", MATRIX), var("G", MATRIX), var("D", MATRIX)
    s = var("s", REAL)
    moved = lam(i, lam(j, add(app(at, i, j), mul(s, app(direction, i, j)))))
    row = SUM.of(integer(1), n, lam(j, mul(app(value, i, j), app(direction, i, j))))
    total = SUM.of(integer(1), m, lam(i, row))
    body = forall(direction, app(DERIV, lam(s, app(loss, moved)), number(0), total))
    for p in reversed((m, n, loss, at, value)):
        body = lam(p, body)
    return define("matrix_grad", normal(body), total=True)


MATRIX_GRAD = _matrix_gradient()
FORMS = frozenset((GRAD, MATRIX_GRAD))


# -- how they are read ---------------------------------------------------------------------------------


def function_of(d: Door, expression: Any, x: Named, bound: bool) -> Term:
    """x ↦ expression; where the place is another, x is a bound letter of the statement."""
    if not bound:
        return d.lam(x, d.variable(x), d.real(expression))
    with _bound(d, x):
        return d.lam(x, d.variable(x), d.real(expression))


@contextmanager
def _bound(d: Door, x: Named) -> Any:
    d.bound.append(x)
    yield
    d.bound.remove(x)


@reads(HasGradient)
def gradient(d: Door, e: Any) -> Term:
    """grad n (x ↦ expression) at value, for the entries 1, …, n; for a matrix with two sizes"""
    expression, entry, value, at, *ranges = e.args
    if not isinstance(entry, At) or len(entry.args) != len(ranges) + 1 or len(ranges) > 2:
        raise NotWritten(f"{said(entry)} is no entry with its ranges: write gradient(f, x[i], g[i], (i, 1, n))")
    x, *indices = entry.args
    sizes = [_size(d, index, r) for index, r in zip(indices, ranges, strict=True)]
    if len(set(indices)) < len(indices):
        raise NotWritten(f"{said(entry)} takes the same index twice")
    function = function_of(d, expression, x, bound=at != entry)
    place = d.variable(x) if at == entry else _entries(d, at, indices)
    return app(GRAD if len(sizes) == 1 else MATRIX_GRAD, *sizes, function, place, _entries(d, value, indices, sizes))


def _size(d: Door, index: Any, given: Any) -> Term:
    """n, of the range (i, 1, n) of the index i."""
    if len(given) != 3 or given[0] != index or given[1] != 1:
        raise NotWritten(f"{said(given)} is no range of {said(index)}: write ({index}, 1, n)")
    return d.integer(given[2])


def _entries(d: Door, e: Any, indices: Sequence[Named], sizes: Sequence[Term] = ()) -> Term:
    """The entries as a function of the indices; given sizes, 0 beyond them where a family is read that may end there."""
    with ExitStack() as stack:
        variables = [stack.enter_context(d.binding(i)) for i in indices]
        out = d.real(e)
    plain = _function(d, indices, variables, out)
    ends = sizes and any(_ends(d, out, v) for v in variables)
    return _function(d, indices, variables, within(variables, sizes, out)) if ends else plain


def _function(d: Door, indices: Sequence[Named], variables: Sequence[Term], out: Term) -> Term:
    for i, v in reversed(list(zip(indices, variables, strict=True))):
        out = d.lam(i, v, out)
    return out


def _ends(d: Door, t: Term, i: Term) -> bool:
    """Is a family that is not everywhere defined read at an index that depends on i?"""
    if not i.free <= t.free:
        return False
    family = d.hints.symbols.get(t.args[0]) if t.op == "app" else None
    here = family is not None and i.free <= t.args[1].free and (family.fact("start"), family.fact("stop")) != (None, None)
    return here or any(_ends(d, a, i) for a in t.args)
