"""A division that SymPy cancelled is warned of, never lost silently."""

from __future__ import annotations

import warnings

import pytest
from sympy import Eq, Ne, evaluate

from proofs import Proved, bounded_sums, claim, decide, family, hypothesis, nat, norm2, real, vector
from proofs.claims.claim import REGISTRY
from proofs.claims.sequent import stated
from proofs.claims.written import CancelledDivision
from proofs.language.errors import NotWritten
from proofs.language.show import text

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


def test_what_python_answers_itself_is_refused_in_hypotheses_too() -> None:
    @hypothesis("one of two")
    def either():
        return Ne(x, 0) or Ne(y, 0)

    with pytest.raises(NotWritten, match=r"Python answers “or” itself, and the statement loses it: write Or"):
        either.statement  # noqa: B018


def test_a_filter_of_a_comprehension_speaks_of_numbers() -> None:
    @hypothesis("all but the second")
    def some():
        return [Ne(x, k) for k in range(3) if k != 1]

    assert len(some.statement) == 2


def test_naturals_that_bound_each_other_stay_natural() -> None:
    m, n = nat("m"), nat("n")
    assert isinstance(decide(lambda: n >= 0, where=[n >= m, m >= n]), Proved)


def test_the_last_index_of_bounded_sums_is_a_letter_of_its_own() -> None:
    k, a, last = nat("k"), family("a"), real("N")
    s = stated(bounded_sums(a[k]*last, k), [], ())
    assert text(s.statement, s.hints) == "the sums Σ[k=0..M] a[k]·N are bounded"


def test_a_length_that_is_no_letter_is_printed() -> None:
    u, n = vector("u"), nat("n")
    with evaluate(False):
        s = stated(norm2(u, n) <= norm2(u, n + 1), [], ())
    assert text(s.statement, s.hints) == "‖u‖^2 ≤ ‖u‖_{n + 1}^2"
