"""What the search of `decide` gives back is looked at: it is not trusted to answer the question that was asked."""

from __future__ import annotations

import pytest

from proofs import Undecided, decide, real
from proofs.automatic import search
from proofs.kernel import REAL, var
from proofs.tactics.build import le
from proofs.tactics.context import Context

x = real("x")
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
