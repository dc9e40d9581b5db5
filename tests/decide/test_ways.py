"""The newer ways of the search: what each proves, what it refuses, and what a refutation says is lacking."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sympy import Abs, Eq, Max, Ne, Sum, exp, log, sqrt

from proofs import Proved, Refuted, decide, family, nat, real
from proofs.automatic.closed_sums import by_closed_forms
from proofs.automatic.comparisons import power_below
from proofs.automatic.exponential_orders import back_le, back_lt, by_exponentials
from proofs.automatic.squaring import square_le, square_lt
from proofs.automatic.sums_compared import weighted_cauchy
from proofs.kernel import INT, REAL, Theorem, lam, op, var
from proofs.tactics import linear
from proofs.tactics.build import add, div, eq, integer, le, lt, mul
from proofs.tactics.build import real as as_real
from proofs.tactics.context import Context, Unproved
from proofs.theories.expansion_laws import eventually_positive, root_product, root_step, slope
from proofs.theories.exponentials import exp_above
from proofs.theories.exponents import exp_tangent, log_below, log_sqrt, log_tangent
from proofs.theories.extrema import below_two
from proofs.theories.folds import SUM
from proofs.theories.limit_functions import limit_exp
from proofs.theories.roots_and_signs import even_sign, sign_bounds, sqrt_le, sqrt_lt

x, y, q, a = [real(letter) for letter in "xyqa"]
n, i, k = [nat(letter) for letter in "nik"]
u = family("u")
LEMMAS = [log_tangent, exp_tangent, exp_above, log_below, below_two, log_sqrt, power_below, back_le, back_lt, square_le,
          square_lt, weighted_cauchy, limit_exp, even_sign, sign_bounds, sqrt_le, sqrt_lt, slope,
          root_product, root_step, eventually_positive]
N, I, X = var("n", INT), var("i", INT), var("x", REAL)


@pytest.mark.parametrize("lemma", LEMMAS, ids=lambda lemma: lemma.__name__)
def test_lemmas_rest_on_nothing(lemma: Callable[[], Theorem]) -> None:
    assert not lemma().hyps and not lemma().concl.free


def harmonic(end: Any) -> Any:
    return SUM.of(integer(1), end, lam(I, div(1, as_real(I))))


def test_closed_forms() -> None:
    total = SUM.of(integer(1), N, lam(I, as_real(I)))
    goal = eq(total, mul(div(1, 2), mul(as_real(N), add(as_real(N), 1))))
    assert by_closed_forms(Context().assume(le(0, N)), goal).concl is goal


def test_what_has_no_closed_form_is_refused() -> None:
    with pytest.raises(Unproved):
        by_closed_forms(Context().assume(le(0, N)), eq(harmonic(N), as_real(N)))


@pytest.mark.parametrize("wrong", [le(op("exp", X), add(1, X)), lt(op("exp", X), op("exp", X)), le(X, op("log", X))])
def test_no_tangent_gives_a_false_order(wrong: Any) -> None:
    with pytest.raises(Unproved):
        by_exponentials(Context().assume(lt(0, X)), wrong)


LACKING: list[tuple[Callable[[], Any], Any, str]] = [
    (lambda: Eq(q/q, 1), (), "q ≠ 0"),
    (lambda: Eq(sqrt(x**2), x), (), "x ≥ 0"),
    (lambda: Eq(Sum(q**i, (i, 0, n)), (1 - q**(n + 1))/(1 - q)), (), "q ≠ 1"),
    (lambda: 2**n >= 2*n + 1, (), "n ≥ 3"),
    (lambda: x*a <= y*a, lambda: x <= y, "a ≥ 0"),
]


@pytest.mark.parametrize("statement, given, lacking", LACKING)
def test_a_refutation_names_what_is_lacking(statement: Callable[[], Any], given: Any, lacking: str) -> None:
    verdict = decide(statement, given)
    assert isinstance(verdict, Refuted)
    assert verdict.lacking == lacking
    assert f"it holds for {lacking}" in repr(verdict)


def test_nothing_is_lacking_where_nothing_helps() -> None:
    verdict = decide(lambda: Eq((x + y)**2, x**2 + y**2))
    assert isinstance(verdict, Refuted) and verdict.lacking == ""


@pytest.mark.parametrize("statement, given", [
    (lambda: log(exp(x) + exp(y)) <= Max(x, y) + log(2), ()),
    (lambda: sqrt((x + a)**2 + (y + q)**2) <= sqrt(x**2 + y**2) + sqrt(a**2 + q**2), ()),
    (lambda: sqrt(x**2 + y**2) >= (x + y)/sqrt(2), ()),
    (lambda: sqrt(x**2 + y**2) <= Abs(x) + Abs(y), ()),
    (lambda: log(x) <= 2*(sqrt(x) - 1), lambda: x > 0),
    (lambda: Eq(sqrt(6), sqrt(2)*sqrt(3)), ()),
])
def test_routine_between_two_lines(statement: Callable[[], Any], given: Any) -> None:
    assert isinstance(decide(statement, given), Proved)


def test_divisors_that_are_no_numbers_are_told_from_zero() -> None:
    verdict = decide(lambda: Eq(log((1/(1 + exp(-x)))/(1 - 1/(1 + exp(-x)))), -x))
    assert isinstance(verdict, Refuted) and not verdict.undefined
    assert isinstance(decide(lambda: Eq(1/x, x), lambda: Ne(x, 0)), Refuted)


def test_what_is_kept_may_be_forgotten_at_any_time() -> None:
    """A process that has asked much forgets while it reads: the answer is the same."""
    for q in range(19_995 - len(linear._SQUARED)):
        linear._SQUARED["filled", q] = None
    assert isinstance(decide(lambda: x**4 + y**4 + a**4 + 1 >= 4*x*y*a), Proved)
