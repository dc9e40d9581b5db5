"""What the search of `decide` gives back is looked at: it is not trusted to answer the question that was asked."""

from __future__ import annotations

import pytest
from sympy import Abs, And, Derivative, Eq, Ne, Rational, Subs, Sum, binomial, oo, sqrt

from proofs import AuthorError, Exists, ForAll, Proved, Refuted, Undecided, decide, family, integer, nat, real
from proofs.automatic import search
from proofs.kernel import REAL, var
from proofs.tactics.build import le
from proofs.tactics.context import Context

x, c = real("x"), real("c")
k, n = nat("k"), nat("n")
u = family("u")
OTHER = Context().assume(le(var("x", REAL), 0)).facts[0]


def test_a_way_that_proves_another_statement(monkeypatch: pytest.MonkeyPatch) -> None:
    """One was to prove Var(Σ W) ≤ ns² and proved 1²·Σ Var W ≤ ns², which was printed as the answer."""
    monkeypatch.setattr(search, "WAYS", [lambda ctx, goal: OTHER])
    assert isinstance(decide(x**3 <= 0, [x <= 0]), Undecided)


@pytest.mark.parametrize(("statement", "given"), [(x**3 <= 0, x <= 0), (x <= 0, x <= 1)], ids=["conclusion", "hypotheses"])
def test_a_search_that_proves_another_statement(monkeypatch: pytest.MonkeyPatch, statement: object, given: object) -> None:
    """Another conclusion, or one from hypotheses that were not made."""
    monkeypatch.setattr("proofs.claims.decide.auto", lambda ctx, goal: OTHER)
    monkeypatch.setattr("proofs.claims.decide.search", lambda s, trials, samples: None)
    verdict = decide(statement, [given])
    assert isinstance(verdict, Undecided) and verdict.reason.startswith("the search found another statement")


def test_what_is_owed_is_looked_at_too(monkeypatch: pytest.MonkeyPatch) -> None:
    """That 1/x is defined is not shown by x ≤ 0."""
    monkeypatch.setattr("proofs.claims.decide._well_defined", lambda ctx, goal: OTHER)
    monkeypatch.setattr("proofs.claims.decide.search", lambda s, trials, samples: None)
    assert isinstance(decide(1/x**2 >= 0, [x <= 0]), Undecided)


def test_sizes_of_members_at_other_indices_than_k_plus_a_number() -> None:
    """Once a StopIteration instead of an answer."""
    verdict = decide(Abs(u[2*n]) <= c**n*Abs(u[0]), [c >= 0, ForAll([k], Abs(u[2*k + 2]) <= c*Abs(u[2*k]))])
    assert isinstance(verdict, Proved)


def test_all_numbers_up_to_a_height_are_tried() -> None:
    """Far out for one unknown, near 0 for several."""
    m = nat("m")
    assert str(decide(lambda: 2**n <= n**10 + 2)).endswith("is false at n = 59)")
    assert str(decide(lambda: Ne(m*n, 323), lambda: (m >= 2, n >= 2))).endswith("is false at m = 17, n = 19)")


def test_more_effort_tries_more_values() -> None:
    m = nat("m")
    question = (lambda: Ne(m**2 + n**2, k**2)), (lambda: (m >= 6, n >= 7))
    assert isinstance(decide(*question), Undecided)
    assert isinstance(decide(*question, effort=5), Refuted)


@pytest.mark.parametrize("effort", [0, -1, 1.5, True, "much"])
def test_effort_is_a_number_of_times(effort: object) -> None:
    with pytest.raises(AuthorError, match="effort is how many times"):
        decide(x >= 0, effort=effort)  # type: ignore[arg-type]


def test_series_are_limits_of_their_sums_whatever_letters_stand_beside_them() -> None:
    """n was taken for the end of the sum, and refused as a second symbol of that name."""
    assert isinstance(decide(lambda: Eq(Sum(1/2**k, (k, 0, oo)), 2), lambda: n >= 1), Proved)
    assert isinstance(decide(lambda: Eq(Sum(1/2**k, (k, 0, oo)), 2*n)), Refuted)
    assert isinstance(decide(lambda: Eq(Sum((-1)**k, (k, 0, oo)), Rational(1, 2))), Refuted)


A, B = integer("a"), integer("b")
I, M = nat("i"), nat("m")


@pytest.mark.parametrize("statement, given", [
    (lambda: Exists([A, B], And(A >= 1, B >= 1, Eq(n, 3*A + 5*B))), lambda: n >= 8),
    (lambda: Exists([A, B], And(A >= 0, B >= 0, A <= B, Eq(n, 3*A + 5*B))), lambda: n >= 8),
    (lambda: u[M] < Sum(u[I], (I, 1, n)), lambda: (M >= 0, n >= M, n >= 2, ForAll([k], u[k] > 0))),
    (lambda: u[M] < Sum(u[I], (I, 1, n)), lambda: (M >= 1, n >= M, n >= 2, ForAll([k], u[k] >= 0))),
    (lambda: x**4 - 3*x**2*c**2 + c**4 >= 0, ()),
    (lambda: Eq(Sum(binomial(M, k - I)*binomial(n, I), (I, 1, k)), binomial(M + n, k)), ()),
    (lambda: Eq(Sum(u[I], (I, 0, M + 1)), u[0] + Sum(u[I + 1], (I, 0, M - 1))), ()),
    (lambda: Eq(Subs(Derivative(sqrt(x), x), x, 0), 0), ()),
], ids=["coins of each kind", "coins in order", "a member before the sum", "members of 0", "a form of two signs",
        "the first term lost", "the last term lost", "a slope without a function"])
def test_what_was_tried_to_prove_a_false_neighbour(statement: object, given: object) -> None:
    """False statements as near as could be to what new ways prove."""
    assert not isinstance(decide(statement, given), Proved)
