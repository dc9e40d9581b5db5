"""Derivatives and gradients: by the shape of the function, the author's definitions opened, the value in normal form."""

from __future__ import annotations

from ..kernel import Term, Theorem
from ..tactics.context import Context, Unproved, opened
from ..tactics.normalise import Conversion, Method
from ..theories import choices, derivatives, exchange, exponentials, exponents, powers, relu, sums, vectors
from ..theories.authored import definitions
from .direct import Failure, Inapplicable

OPENED = frozenset((vectors.DOT, vectors.NORM2))


def by_shape(ctx: Context, goal: Term) -> Theorem:
    """A statement about a derivative or a gradient; raises Unproved."""
    if not derivatives.is_derivative(goal):
        raise Inapplicable("it is no statement about a derivative", goal)
    known = [r for th in ctx.facts for r in opened(th) if derivatives.is_derivative(r.conclusion)]
    first: Exception | None = None
    for swap in ((), (exchange.exchanged,)):
        try:
            return derivatives.prove_derivative(ctx, goal, _method(goal, swap), known)
        except Failure as e:
            first = first or e
    raise first or Unproved("no rule of differentiation applies", goal)


def _method(goal: Term, swap: tuple[Conversion, ...]) -> Method:
    """The author's definitions opened, sums linear, exponentials of sums apart."""
    conversions = [sums.emptied, sums.linear, *swap, exponents.exp_of_sum, exponentials.logarithm, powers.root, relu.relu,
                   choices.decided]
    return Method([], OPENED | definitions(goal), [(c, c) for c in conversions])
