"""What Python would answer itself in a statement for `decide`, or in a step, is refused with the right form."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import sympy
from sympy import Eq, Sum, diff, simplify, summation

from proofs import AuthorError, Proof, Proved, Undecided, claim, decide, derivative, family, maximum, nat, real, tends

x, y = real("x"), real("y")
n, k = nat("n"), nat("k")
u = family("u")

CASES: list[tuple[str, Callable[[], Any]]] = [
    ("And(…)", lambda: x > 0 and y > 0), ("Or(…)", lambda: x > 0 or y > 0), ("Not(…)", lambda: not x > 0),
    ("a < b, b < c", lambda: 0 < x < 1), ("Eq(…)", lambda: x == y), ("Ne(…)", lambda: x != y),
    ("derivative(f, x, value)", lambda: Eq(diff(x**2, x), 2*x)),
    ("SymPy computes simplify(…)", lambda: Eq(simplify(x/x), 1)), ("SymPy computes gcd(…)", lambda: Eq(sympy.gcd(n, 2), 1)),
    ("Sum(e, (i, a, b))", lambda: Eq(summation(k, (k, 1, n)), 0)),
    ("Piecewise", lambda: Eq(x if x > 0 else y, x)),
    ("Max(x, y)", lambda: Eq(maximum(x, y), x)),
    ("derivative(x**2, x, 2*x)", lambda: derivative(x**2, x)),
    ("tends(1/n, n, 0, start=1)", lambda: tends(1/n, n)),
    ("Sum(u[i], (i, 1, n))", lambda: Eq(Sum(u[k], (k, n)), 0)),
]


@pytest.mark.parametrize(("said", "write"), CASES, ids=[said for said, _ in CASES])
def test_decide_refuses(said: str, write: Callable[[], Any]) -> None:
    with pytest.raises(AuthorError) as caught:
        decide(write)
    assert said in caught.value.message


def test_a_hypothesis_is_read_in_the_same_way() -> None:
    with pytest.raises(AuthorError, match="commas or And"):
        decide(lambda: x >= 0, lambda: x > 0 and y > 0)


def test_the_right_lambda_of_a_line_is_read() -> None:
    both = (lambda: Eq(x, x), lambda: x > 0 and y > 0)
    assert isinstance(decide(both[0]), Proved)
    with pytest.raises(AuthorError, match="commas or And"):
        decide(both[1])


def test_a_step_that_loses_a_part_is_refused() -> None:
    @claim("python-logic-step", "tests")
    def square():
        return Eq(x + x, 2*x)

    @square.proof
    def _(p: Proof) -> None:
        p.have(tends(u[n], n, x) and tends(u[n], n, y))
        p.calc(x + x)
        p.eq(2*x)

    verdict = square.check()
    assert isinstance(verdict, Undecided)
    assert "commas or And" in verdict.reason


def test_a_derivation_has_one_meaning_for_a_letter() -> None:
    first, second = real("first", latex="z"), real("second", latex="z")

    @claim("one-letter", "tests")
    def doubled():
        return Eq(first + first, 2*first)

    @doubled.proof
    def _(p: Proof) -> None:
        other = p.have(Eq(second + second, 2*second))
        other.calc(second + second)
        other.eq(2*second)
        p.calc(first + first)
        p.eq(2*first)

    verdict = doubled.check()
    assert isinstance(verdict, Undecided)
    assert "both printed z" in verdict.reason
