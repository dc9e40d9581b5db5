"""What would not end, or would stop the process, is refused at once and deterministically."""

from __future__ import annotations

import time
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import pytest
from attack import refused, register
from clock import allowance
from short_names import ZERO, le, lt, x, y, z

from proofs.kernel import (
    FALSE,
    INT,
    REAL,
    Budget,
    RuleError,
    Summand,
    Term,
    app,
    defined,
    field,
    fun,
    hyp,
    lam,
    normal,
    num,
    op,
    order,
    prop,
    refl,
    var,
)

ATTACKS, attack = register()
n = var("n", INT)
SECONDS = 5


def doubled(join: Callable[[Term], Term], t: Term, times: int = 60) -> Term:
    """A term of few nodes that stands for 2^times copies of t."""
    for _ in range(times):
        t = join(t)
    return t


def both(name: str) -> Callable[[Term], Term]:
    return lambda t: op(name, t, t)


def power(t: Term, e: int) -> Term:
    return op("pow", t, num(e, INT))


@attack(Budget, "an exponent is too large")
def power_of_a_variable() -> None:
    field(power(x, 10**9), x)


@attack(Budget, "an exponent is too large")
def power_of_a_number() -> None:
    field(power(num(7), 10**9), ZERO)


@attack(Budget, "an exponent is too large")
def negative_power_of_a_number() -> None:
    field(power(num(7), -(10**9)), ZERO)


@attack(Budget, "a product would be too large")
def product_of_sums() -> None:
    """(a₀ + 1)·(a₁ + 1)·… has twice as many terms with each factor: it is refused at half a million."""
    product = num(1)
    for i in range(40):
        product = op("mul", product, op("add", var(f"a{i}", REAL), num(1)))
    field(product, x)


@attack(Budget, "a power would be too large")
def power_of_a_sum() -> None:
    field(power(op("add", op("add", x, y), op("add", z, num(1))), 900), ZERO)


@attack(Budget, "a power would be too large")
def power_of_a_power() -> None:
    field(power(power(x, 9_000), 9_000), ZERO)


@attack(Budget, "a product would be too large")
def number_squared_again_and_again() -> None:
    # Found by attack: FLINT ends the process when memory runs out.
    field(doubled(both("mul"), num(2**90_000), 25), ZERO)


@attack(Budget, "an integer of more than")
def denominator_squared_again_and_again() -> None:
    field(doubled(both("mul"), num(Fraction(1, 2**90_000)), 25), ZERO)


@attack(Budget, "an integer of more than")
def exponent_squared_again_and_again() -> None:
    field(op("pow", x, doubled(both("mul"), num(2**90_000, INT), 25)), ZERO)


@attack(Budget, "a product would be too large")
def variable_squared_again_and_again() -> None:
    field(doubled(both("mul"), x), ZERO)


@attack(Budget, "an integer of more than")
def many_large_denominators() -> None:
    t = ZERO
    for i in range(1_000):
        t = op("add", t, num(Fraction(1, 2**90_000 + 2 * i + 1)))
    field(t, ZERO)


@attack(Budget, "summands")
def sum_doubled_sixty_times() -> None:
    # Found by attack: nested sums were flattened without a bound.
    field(doubled(both("add"), x), ZERO)


@attack(Budget, "more than 500 generators")
def a_thousand_variables() -> None:
    t = ZERO
    for i in range(1_000):
        t = op("add", t, var(f"v{i}", REAL))
    field(t, ZERO)


@attack(Budget, "too large")
def witness_with_a_huge_product() -> None:
    order(le(ZERO, x), (), (Summand(Fraction(1), (), (doubled(both("mul"), x),)),))


@attack(Budget, "an exponent or index is too large a polynomial")
def exponent_that_is_a_large_polynomial() -> None:
    e = n
    for i in range(150):
        e = op("add", e, var(f"i{i}", INT))
    field(op("pow", x, op("mul", e, e)), ZERO)


@attack(Budget, "deeper than")
def numeral_by_iteration() -> None:
    f = var("f", fun(REAL, REAL))
    twice, t = lam(f, lam(x, app(f, app(f, x)))), lam(x, op("neg", x))
    for _ in range(30):
        t = app(twice, t)
    normal(app(t, x))


@attack(Budget, "more than 5000 case splits")
def pigeons() -> None:
    """Seven pigeons in six holes, by truth table."""
    sits = [[lt(num(i), num(j)) for j in range(6)] for i in range(7)]
    each = [_fold("or", row) for row in sits]
    clash = [op("and", sits[i][j], sits[k][j]) for j in range(6) for i in range(7) for k in range(i)]
    prop((), op("imp", _fold("and", each), _fold("or", clash)))


def _fold(name: str, parts: list[Term]) -> Term:
    out = parts[0]
    for p in parts[1:]:
        out = op(name, out, p)
    return out


@attack(RuleError, "not a formula")
def error_message_about_a_huge_term() -> None:
    # Found by attack: the message printed all 2^60 copies.
    hyp(doubled(both("add"), x))


@attack(RuleError, "the two sides differ")
def error_message_about_a_huge_polynomial() -> None:
    field(power(op("add", op("add", x, y), z), 120), ZERO)


@attack(RuleError, "not a propositional consequence")
def formula_doubled_sixty_times() -> None:
    prop((), doubled(both("and"), lt(x, y)))


@pytest.mark.parametrize("case", ATTACKS, ids=str)
def test_refused_at_once(case: Any) -> None:
    begin = time.process_time()
    refused(case)
    assert time.process_time() - begin < SECONDS*allowance()


def test_shared_terms_are_read_once() -> None:
    """60 doublings are 61 nodes for truth tables, conversion and definedness."""
    begin = time.process_time()
    assert prop((), doubled(both("iff"), lt(x, y))).hyps == frozenset()
    g = var("g", fun(REAL, REAL, REAL))
    copies = doubled(both("add"), z)
    normal(lam(z, lam(y, app(app(g, copies), y))))
    assert refl(copies).concl.args[0] is copies
    assert defined(lt(doubled(lambda t: op("mul", t, op("sqrt", t)), x, 12), x)) is not FALSE
    assert time.process_time() - begin < SECONDS*allowance()
