"""`count(condition, (i, a, b))`: what it means, how it prints and exports, what it refuses."""

from __future__ import annotations

from typing import Any

import pytest
import sympy as sp
from sympy import And, Eq

from proofs import Refuted, Undecided, claim, count, decide, family, nat, real
from proofs.claims.claim import REGISTRY
from proofs.kernel import Term
from proofs.language.door import Door
from proofs.language.export import to_sympy
from proofs.language.hints import Hints
from proofs.language.show import latex, text

i, j, n, m = nat("i"), nat("j"), nat("n"), nat("m")
x, a = real("x"), family("a")


def read(written: Any) -> tuple[Term, Hints]:
    door = Door()
    with sp.evaluate(False):
        return door.statement(written()), door.hints


@pytest.mark.parametrize(("written", "many"), [
    (lambda: count(2*i <= 6, (i, 0, 6)), 4),
    (lambda: count(2*i < 6, (i, 0, 6)), 3),
    (lambda: count(And(i >= 2, i <= 3), (i, 0, 6)), 2),
    (lambda: count(Eq(i, 9), (i, 0, 6)), 0),
    (lambda: count(i >= 0, (i, 1, 0)), 0),
    (lambda: count(count(j < i, (j, 0, 3)) >= 2, (i, 0, 3)), 2),
])
def test_it_counts(written: Any, many: int) -> None:
    assert isinstance(decide(lambda: sp.Ne(written(), many)), Refuted)
    assert isinstance(decide(lambda: Eq(written(), many + 1)), Refuted)


def test_it_prints_the_set() -> None:
    t, hints = read(lambda: Eq(count(2*i + 1 <= n, (i, 0, n)), m))
    assert text(t, hints) == "#{0 ≤ i ≤ n : 2·i + 1 ≤ n} = m"
    assert latex(t, hints) == r"\lvert \{0 \le i \le n : 2\,i + 1 \le n\}\rvert = m"


def test_it_exports_a_sum() -> None:
    t, hints = read(lambda: Eq(count(2*i + 1 <= n, (i, 0, n)), m))
    exported = to_sympy(t, hints).lhs
    assert [exported.subs(n, k).doit() for k in range(5)] == [0, 1, 1, 2, 2]


@pytest.mark.parametrize(("written", "said"), [
    (lambda: Eq(count(i <= n), n), "count(…) takes a condition and one range"),
    (lambda: Eq(count(i <= n, (i, 0)), n), "count(…) takes a condition and one range"),
    (lambda: Eq(count(i + 1, (i, 0, n)), n), "counts where a condition holds, and i + 1 is none"),
    (lambda: Eq(count(i <= n, (x, 0, n)), n), "the index x must be an integer symbol"),
    (lambda: Eq(count(i <= n, (i, 0, n)), i), "i is an index and also free"),
    (lambda: Eq(count(i <= n, (i, 0, x)), n), "x must be an integer here"),
])
def test_refused(written: Any, said: str) -> None:
    try:
        verdict = claim("refused-count", "tests")(written).check()
    finally:
        del REGISTRY["refused-count"]
    assert isinstance(verdict, Undecided)
    assert said in verdict.reason
