"""Derivatives and gradients as statements: a function that has none satisfies no such statement, whatever the value."""

from __future__ import annotations

from typing import Any

from .errors import NotWritten
from .symbols import Node


class HasDerivative(Node):
    """The statement that the derivative of x ↦ expression at a place is a value."""


class HasGradient(Node):
    """The statement that the gradient of x ↦ expression at a place has certain entries."""


def derivative(expression: Any, x: Any = None, value: Any = None, *, at: Any = None) -> HasDerivative:
    """The derivative of `expression` in x is `value`, at x itself, or at another place."""
    if x is None or value is None:
        raise NotWritten("derivative(…) is a statement, with the variable and the value: derivative(x**2, x, 2*x), or "
                         "derivative(x**2, x, 6, at=3)")
    made: HasDerivative = HasDerivative(expression, x, value, x if at is None else at)
    return made


def gradient(expression: Any, entry: Any, value: Any, *ranges: Any, at: Any = None) -> HasGradient:
    """The gradient of `expression` in the vector or matrix of which `entry` is an entry.

    gradient(f, x[i], g[i], (i, 1, n)) says ∇f = g: in every direction D the derivative of s ↦ f(x + s·D) at 0 is ⟨g, D⟩.
    A matrix has two ranges: gradient(f, W[i, j], u[i]*v[j], (i, 1, m), (j, 1, n)).  `at` is an entry of another place.
    """
    made: HasGradient = HasGradient(expression, entry, value, entry if at is None else at, *ranges)
    return made
