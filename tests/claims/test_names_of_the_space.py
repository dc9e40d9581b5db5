"""E, I, M and ω are also names that an author may use: what is called so is not the expectation space's own."""

from __future__ import annotations

from fractions import Fraction

import pytest
import sympy as sp
from sympy import Eq

from proofs import (
    AuthorError,
    E,
    Refuted,
    Var,
    decide,
    family,
    function,
    integrable,
    nat,
    random_family,
    random_variable,
    real,
    uniform,
    vector,
)
from proofs.claims.evaluate import environment, truth
from proofs.claims.refute import _refuse_outcomes
from proofs.claims.sequent import stated
from proofs.kernel import REAL, app, var
from proofs.language.export import to_sympy
from proofs.language.printing import MEAN, OF_SPACE, RV
from proofs.language.show import latex, text
from proofs.tactics.build import eq
from proofs.theories import expectation

NAMES = ("u", "E", "I", "M", "ω")
n, x = nat("n"), real("x")


@pytest.mark.parametrize("name", NAMES)
def test_refuted_whatever_it_is_called(name: str) -> None:
    """Variables called E, I, M or ω were given no values."""
    X = random_variable(name)
    assert isinstance(decide(lambda: family(name)[n] >= 0), Refuted)
    assert isinstance(decide(lambda: function(name, "real")(x) >= 0), Refuted)
    assert isinstance(decide(lambda: vector(name, n)[1] >= 0, n >= 1), Refuted)
    assert isinstance(decide(lambda: E(X) >= 0, integrable(X)), Refuted)
    assert isinstance(decide(lambda: X >= 0), Refuted)


@pytest.mark.parametrize("name", NAMES)
def test_a_mean_of_what_is_called_so(name: str) -> None:
    """derivations/README.md asks this of a family I."""
    drawn = random_family(name, integer=True)
    verdict = decide(lambda: Eq(E(drawn[1]), n/2), lambda: (uniform(drawn[1], n), n >= 1))
    assert isinstance(verdict, Refuted)
    mean = "𝔼" if name == "E" else "E"
    assert str(verdict).startswith(f"Refuted({mean}[{name}[1]] = n/2 is false at ")


def test_the_value_of_a_number_called_as_the_sample_point_is_shown() -> None:
    """It was 0 without being said: Refuted(ω ≥ 1 is false)."""
    assert "ω ≥ 1 is false at ω = 0" in str(decide(lambda: nat("ω") >= 1))


def test_values_on_sample_points_are_refused_for_a_sequence_called_so() -> None:
    """Beside a mean a family I was taken to be random, for the space's own I is."""
    sequence, X = family("I"), random_variable("X")
    with sp.evaluate(False):
        s = stated(E(X) <= sequence[1], [integrable(X)], ())
    with pytest.raises(AuthorError, match="I is not random"):
        _refuse_outcomes(s, {sequence: (1, 2)})


@pytest.mark.parametrize("name", ["E", "I", "M", "Var", "abs"])
def test_what_is_called_so_is_printed_as_any_other(name: str) -> None:
    """E[1 is integrable], E[E] = E[]: heads were printed by their names."""
    for X, member in ((random_variable(name), name), (random_family(name)[1], f"{name}[1]")):
        said = str(decide(lambda: Eq(E(X), Var(X)), lambda: integrable(X, X**2)))  # noqa: B023 -- asked at once
        mean, variance = "𝔼" if name == "E" else "E", "𝕍" if name == "Var" else "Var"
        assert f"({mean}[{member}] = {variance}[{member}]" in said
    v = var(name, RV)
    assert text(app(v, expectation.omega)) == name
    assert latex(app(v, expectation.omega)) == latex(v)
    assert latex(app(expectation.E, v)) == rf"\mathbb{{E}}[{latex(v)}]"


def test_a_mean_beside_a_family_called_so_is_printed_otherwise() -> None:
    """Refuted(E[n] = E[n]): the mean of the number n, and the n-th member of a family E."""
    member = family("E")[n]
    assert str(decide(lambda: Eq(E(n), member))).startswith("Refuted(𝔼[n] = E[n] is false at ")
    assert "Refuted(E[n] = n + 1 is false" in str(decide(lambda: Eq(E(n), n + 1)))


def test_the_mean_is_told_apart_in_all_layers() -> None:
    assert MEAN is expectation.E
    assert set(OF_SPACE) == {expectation.E, expectation.I, expectation.M}
    X, own = random_variable("E"), real("ω")
    verdict = decide(lambda: E(X) >= own, lambda: (integrable(X), own <= X))
    assert "ω ≤ E for all" in str(verdict)
    hints = verdict.hints  # type: ignore[union-attr]
    assert latex(verdict.hypotheses[-1], hints).endswith(r"\text{ for all }\omega'")  # type: ignore[union-attr]
    assert str(to_sympy(app(var("E", RV), expectation.omega), hints)) != "E(E)"


def test_plain_evaluation_keeps_the_mean_beside_a_variable_called_so() -> None:
    X = var("E", RV)
    env = environment({"E": lambda k: Fraction(2*int(k))}, 2)
    assert truth(eq(app(expectation.E, X), 1), env) is True
    assert truth(eq(var("I", REAL), 1), environment({"I": Fraction(1)})) is True
