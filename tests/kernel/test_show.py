"""The plain form of terms in messages."""

from __future__ import annotations

from fractions import Fraction

from short_names import ONE, add, f, imp, lt, n, x, y

from proofs.kernel import FALSE, app, define, forall, num, op
from proofs.kernel.show import MAX_BITS, MAX_SHOWN, show


def test_forms() -> None:
    assert show(forall(x, imp(lt(x, y), FALSE))) == "all((λReal. imp(lt(#0, y), false)))"
    assert show(app(f, define("c", num(Fraction(1, 2))))) == "f(c)"
    assert show(op("real", n)) == "real(n)" and show(FALSE) == "false"


def test_a_long_form_is_cut() -> None:
    t = add(x, ONE)
    for _ in range(40):
        t = add(t, t)
    assert show(t).endswith("…") and len(show(t)) < 10 * MAX_SHOWN


def test_a_long_number_is_described() -> None:
    assert show(num(2**50_000)) == "a number of 50001 bits"


def test_where_a_form_is_cut() -> None:
    assert (MAX_SHOWN, MAX_BITS) == (20_000, 10_000)
    assert show(num(2**9_999 - 1)) == str(2**9_999 - 1) and show(num(2**9_999)) == "a number of 10000 bits"
    assert show(num(Fraction(1, 2**9_999))) == "a number of 10000 bits"
    t = add(x, ONE)
    for _ in range(40):
        t = add(t, t)
    assert 0.9*MAX_SHOWN < len(show(t)) < 4*MAX_SHOWN


def test_a_name_is_shown_as_it_is() -> None:
    assert show(num(-2)) == "-2" and show(num(Fraction(-1, 3))) == "-1/3" and show(add(x, ONE)) == "add(x, 1)"
