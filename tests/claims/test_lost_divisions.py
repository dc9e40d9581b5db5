"""A division that SymPy cancelled is warned of, never lost silently."""

from __future__ import annotations

import warnings

import pytest
from sympy import Eq

from proofs import claim, real
from proofs.claims.claim import REGISTRY
from proofs.claims.written import CancelledDivision

x, y = real("x"), real("y")
ONE = x/x  # cancelled here: 1
RATIO = (x*y)/x


@pytest.fixture(autouse=True)
def registry():  # type: ignore[no-untyped-def]
    before = dict(REGISTRY)
    yield
    REGISTRY.clear()
    REGISTRY.update(before)


def test_a_quotient_cancelled_at_module_level_is_warned_of() -> None:
    @claim("lost-1", "a test")
    def lost():
        return Eq(ONE*y, y)

    with pytest.warns(CancelledDivision, match="ONE is an expression built at module level"):
        lost.statement  # noqa: B018


def test_a_larger_expression_cancelled_at_module_level_is_warned_of() -> None:
    @claim("lost-2", "a test")
    def lost():
        return Eq(RATIO, y)

    with pytest.warns(CancelledDivision, match="module level"):
        lost.statement  # noqa: B018


def test_divisions_inside_the_function_are_recorded_and_not_warned_of() -> None:
    @claim("kept", "a test")
    def kept():
        return Eq(x/x*y + 1/(1/y), y)

    with warnings.catch_warnings():
        warnings.simplefilter("error")
        kept.statement  # noqa: B018
