"""What the author's surface refuses before or instead of a derivation: ids, hypotheses, misspelt names, gaps, refutations."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import pytest
from sympy import Eq, Ge, Mod, Sum, gcd

from proofs import (
    AuthorError,
    Proof,
    Proved,
    Refuted,
    Undecided,
    by,
    claim,
    definition,
    family,
    hypothesis,
    nat,
    real,
    recurrence,
    source,
)
from proofs.claims.claim import REGISTRY, Claim
from proofs.claims.status import as_stated

x, y = real("x"), real("y")
n, i = nat("n"), nat("i")
a = family("a", start=1)


@pytest.fixture(autouse=True)
def registry() -> Any:
    """Claims made in a test are forgotten after it."""
    before = copy.copy(REGISTRY)
    yield
    REGISTRY.clear()
    REGISTRY.update(before)


@hypothesis("positive $x$")
def positive() -> Any:
    return x > 0


def made(statement: Callable[[], Any], derivation: Callable[[Proof], None] | None = None, **options: Any) -> Claim:
    c = claim("surface", source("tests"), **options)(statement)
    if derivation is not None:
        c.proof(derivation)
    return c


def shown(p: Proof) -> None:
    p.calc(x + x)
    p.eq(2*x, by.algebra)


def doubled() -> Any:
    return Eq(x + x, 2*x)


# -- names -----------------------------------------------------------------------


def test_an_id_is_taken_once() -> None:
    made(doubled)
    with pytest.raises(AuthorError, match=r"the id surface is taken by doubled \(test_surface.py:\d+\)"):
        claim("surface", "tests")(lambda: Eq(x, x))


@pytest.mark.parametrize("given", [x, "positive", doubled, None], ids=["symbol", "text", "function", "nothing"])
def test_given_takes_hypotheses(given: Any) -> None:
    with pytest.raises(AuthorError, match="given= takes hypotheses, not .*: write @hypothesis"):
        made(doubled, given=[given])


def test_a_claim_is_no_hypothesis() -> None:
    with pytest.raises(AuthorError, match="given= takes hypotheses, not <claim surface: "):
        claim("surface-2", "tests", given=[made(doubled)])(doubled)


def test_one_derivation() -> None:
    c = made(doubled, shown)
    with pytest.raises(AuthorError, match="doubled has two derivations"):
        c.proof(shown)
    with pytest.raises(AuthorError, match="doubled has two derivations"):
        c.refutation()(shown)


def test_a_misspelt_reason_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="linerity"):
        getattr(by, "linerity")  # noqa: B009


def test_a_slip_of_python_is_reported_at_its_line() -> None:
    def misspelt(p: Any) -> None:
        p.calc(x)
        p.eq(x, getattr(by, "linerity"))  # noqa: B009

    c = made(doubled, misspelt)
    verdict = c.check()
    assert isinstance(verdict, Undecided)
    assert verdict.reason == "there is no by.linerity: did you mean by.linearity?"
    assert "linerity" in verdict.reason
    assert verdict.place is not None
    assert verdict.place.line == misspelt.__code__.co_firstlineno + 2


def test_a_misspelt_option() -> None:
    with pytest.raises(TypeError, match="strat"):
        family("b", strat=1)  # type: ignore[call-arg]


@pytest.mark.parametrize("name", ["x y", "", "1x", "x-1", 3, None])
def test_a_symbol_has_a_python_name(name: Any) -> None:
    with pytest.raises(AuthorError, match="a symbol needs a Python name"):
        real(name)


@pytest.mark.parametrize("start", [{}, {0: 0, 1: 1}, {"0": 0}, {True: 0}])
def test_a_recurrence_has_one_start(start: Any) -> None:
    def v(t: Any) -> Any:
        return v[t - 1]  # type: ignore[index]

    with pytest.raises(AuthorError, match="v: give one starting value"):
        recurrence(start=start)(v)


def test_number_of_arguments() -> None:
    @definition()
    def f(x: Any, y: Any) -> Any:
        return x + y

    with pytest.raises(AuthorError, match="f takes 2 arguments, not 1"):
        f(x)
    with pytest.raises(AuthorError, match="f takes 2 arguments, not 3"):
        f[1, 2, 3]


def test_sympy_takes_no_number_for_a_list() -> None:
    assert gcd(x, 6) == 1
    assert Mod(n + 3740, 18) == Mod(n + 14, 18)
    assert not hasattr(x, "__iter__")


def test_a_number_has_no_index() -> None:
    with pytest.raises(AuthorError, match="x is a number and has no index"):
        x[1]
    with pytest.raises(TypeError):
        list(a)


# -- verdicts --------------------------------------------------------------------


def test_a_verdict_is_no_truth_value() -> None:
    for verdict in (made(doubled, shown).check(), Refuted(made(doubled, shown).check().theorem), Undecided("no")):
        with pytest.raises(TypeError, match="a verdict is no truth value"):
            bool(verdict)


def test_nothing_returned() -> None:
    verdict = made(lambda: None, shown).check()
    assert isinstance(verdict, Undecided)
    assert "returns nothing: end it with return Eq(…)" in verdict.reason


@pytest.mark.parametrize(("bound", "said"), [
    (x > 0, ""), (True, "already evaluated to True"), ("n > 1", "is not a statement"), (n >= 0.5, "is not exact"),
], ids=["relation", "evaluated", "text", "inexact"])
def test_bounds(bound: Any, said: str) -> None:
    verdict = made(doubled, shown, where=[bound]).check()
    assert isinstance(verdict, Undecided if said else Proved)
    assert said in getattr(verdict, "reason", "")


def test_a_gap_is_marked_and_not_published() -> None:
    def gapped(p: Proof) -> None:
        p.calc(x + x)
        p.eq(3*x, by.gap)
        p.eq(2*x, by.gap)

    c = made(doubled, gapped)
    assert "a step was admitted (by.gap)" in as_stated(c)
    verdict = c.check()
    if isinstance(verdict, Proved):
        assert ("gap", "by.gap") in verdict.theorem.ledger


def test_a_gap_is_inherited() -> None:
    first = made(doubled, lambda p: p.conclude(by.gap))
    second = claim("surface-2", "tests")(lambda: Eq(2*x, x + x))

    @second.proof
    def _(p: Proof) -> None:
        p.calc(2*x)
        p.eq(x + x, first)

    assert as_stated(second)


def test_no_two_facts_of_a_derivation_have_one_letter() -> None:
    def lettered(p: Proof) -> None:
        for k in range(54):
            p.have(Eq(x + k - k, x))
        p.conclude()

    letters = [item.label for item in made(doubled, lettered).record().items if isinstance(item, Proof)]
    assert len(set(letters)) == 54 and letters[25:27] == ["(z)", "(aa)"] and letters[53] == "(bbb)"


def test_contradictory_hypotheses_are_not_published() -> None:
    @hypothesis("impossible")
    def impossible() -> Any:
        return x > 0, x < 0

    verdict = made(doubled, shown, given=[impossible]).check()
    assert isinstance(verdict, Undecided)
    assert "its hypotheses contradict each other" in verdict.reason


def test_an_undefined_statement_is_not_published() -> None:
    verdict = made(lambda: Eq(x/x, x/x), lambda p: p.conclude(by.algebra)).check()
    assert isinstance(verdict, Undecided)
    assert "not known to be well defined" in verdict.reason


# -- refutations -----------------------------------------------------------------


def false_claim(values: dict[Any, Any] | None, **options: Any) -> Any:
    c = claim("surface-false", "tests", **options)(lambda: Ge(x, y))

    @c.refutation()
    def _(p: Proof) -> None:
        if values is not None:
            p.instance(values)

    return c.check()


def test_refuted() -> None:
    verdict = false_claim({x: 1, y: 2}, given=[positive])
    assert isinstance(verdict, Refuted)
    assert not verdict.theorem.hyps


@pytest.mark.parametrize(("values", "said"), [
    ({x: 2, y: 1}, "do not refute"), ({x: -1, y: 2}, "do not refute"), ({x: 1}, "gives no value for y"),
    (None, "a refutation needs its values: p.instance({…})"),
], ids=["holds", "breaks-hypothesis", "missing", "none"])
def test_not_refuted(values: Any, said: str) -> None:
    verdict = false_claim(values, given=[positive])
    assert isinstance(verdict, Undecided)
    assert said in verdict.reason


def test_where_nothing_is_defined_nothing_is_false() -> None:
    c = claim("surface-undefined", "tests")(lambda: Eq(x/x, 1))

    @c.refutation()
    def _(p: Proof) -> None:
        p.instance({x: 0})

    verdict = c.check()
    assert isinstance(verdict, Refuted)
    assert verdict.undefined


def test_results() -> None:
    total = claim("surface-total", "tests")(lambda: Eq(Sum(a[i], (i, 1, n)) + 0, Sum(a[i], (i, 1, n))))
    total.proof(lambda p: p.conclude(by.algebra))
    assert total.value({n: 3, a: [1, 2, 3]}) == 6
    with pytest.raises(AuthorError, match="not an exact rational number"):
        total.value({n: 3, a: [0.5, 2, 3]})
    with pytest.raises(AuthorError, match=r"a\[3\] has no value"):
        total.value({n: 3, a: [1, 2]})


def test_no_results_without_a_proof() -> None:
    c = made(lambda: Eq(x, y), lambda p: p.conclude(by.algebra))
    with pytest.raises(AuthorError, match="is not proved, so it has no result"):
        c.sympy()
    with pytest.raises(AuthorError, match="is not proved, so it has no result"):
        c.value({x: 1, y: 1})


def test_an_example_is_tried_even_where_an_instance_is_known() -> None:
    @hypothesis("The number is large.")
    def large() -> Any:
        return Ge(x, 7)

    assert isinstance(made(doubled, shown, given=[large]).check(), Proved)
    assert isinstance(made(doubled, shown, given=[large], example={x: 8}).check(), Proved)
    verdict = made(doubled, shown, given=[large], example={x: 1}).check()
    assert isinstance(verdict, Undecided)
    assert "these values do not satisfy  x ≥ 7" in verdict.reason
