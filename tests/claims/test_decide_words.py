"""SymPy's own words in a question: what is answered is true of what SymPy means by them, and what is not read is refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sympy import (
    And,
    Eq,
    Function,
    Implies,
    IndexedBase,
    Limit,
    Mod,
    Ne,
    Or,
    Piecewise,
    Rational,
    S,
    Sum,
    Symbol,
    exp,
    fibonacci,
    floor,
    frac,
    harmonic,
    log,
    lucas,
    oo,
    sqrt,
    symbols,
)

from proofs import (
    AuthorError,
    E,
    Exists,
    ForAll,
    P,
    Proved,
    Refuted,
    Undecided,
    decide,
    family,
    integer,
    integrable,
    nat,
    random_family,
    random_variable,
    real,
    tends,
)
from proofs.tactics.polynomial import TooLarge

t, c = Symbol("t"), Symbol("c")
m, N = Symbol("m", integer=True), Symbol("N", integer=True, nonnegative=True)
n, x, y = nat("n"), real("x"), real("y")


@pytest.mark.parametrize("value, at", [(0, t - floor(t)), (1, (-1)**(2*t)), (0, Mod(t, 1)), (0, c**t), (0, Function("f")(t))])
def test_limits_over_the_reals_are_no_limits_of_sequences(value: int, at: Any) -> None:
    """t − ⌊t⌋ is 0 at every integer and has no limit."""
    with pytest.raises(AuthorError, match=r"over real numbers is not read: .* t = Symbol\('t', integer=True\)"):
        decide(lambda: Eq(Limit(at, t, oo), value))


@pytest.mark.parametrize("value, at", [
    (0, lambda t: 1/t), (0, lambda t: log(t)/t), (0, lambda t: exp(-t)), (oo, lambda t: sqrt(t)),
    (c, lambda t: c*t/(t + 1))])
def test_limits_of_what_is_monotone_in_the_end_are_those_of_the_sequence(value: Any, at: Callable[[Any], Any]) -> None:
    assert isinstance(decide(lambda: Eq(Limit(at(t), t, oo), value)), Proved)
    assert not isinstance(decide(lambda: Eq(Limit(at(t), t, oo), value - 1 if value is not oo else 0)), Proved)


def test_limits_of_sequences() -> None:
    assert isinstance(decide(lambda: Eq(Limit(m - floor(m), m, oo), 0)), Proved)
    assert isinstance(decide(lambda: Eq(Limit(c**N, N, oo), 0), lambda: (c > 0, c < 1)), Proved)


@pytest.mark.parametrize("right", [
    lambda: Eq(fibonacci(m) + fibonacci(m + 1), fibonacci(m + 2)),
    lambda: Eq(lucas(m) + lucas(m + 1), lucas(m + 2)),
])
def test_fibonacci_below_zero(right: Callable[[], Any]) -> None:
    assert isinstance(decide(right), Proved)


@pytest.mark.parametrize("statement", [
    lambda: Eq(fibonacci(-1, evaluate=False), 1), lambda: Eq(fibonacci(-2, evaluate=False), -1),
    lambda: Eq(lucas(-1, evaluate=False), -1),
])
def test_values_below_zero_are_not_denied(statement: Callable[[], Any]) -> None:
    assert not isinstance(decide(statement), Refuted)


def test_an_index_may_start_below_zero() -> None:
    """nat("k") is an index from −3 on here: F₋₃ + F₋₂ + F₋₁ = 2 was refuted, and H₋₁ = 0 used."""
    k = nat("k")
    assert not isinstance(decide(lambda: Eq(Sum(fibonacci(k), (k, -3, -1)), 2)), Refuted)
    assert not isinstance(decide(lambda: Eq(Sum(harmonic(k), (k, -3, -1)), 0)), Proved)
    assert isinstance(decide(lambda: Eq(Sum(fibonacci(k), (k, 0, n)), fibonacci(n + 2))), Refuted)
    assert isinstance(decide(lambda: Eq(Sum(fibonacci(k), (k, 0, n)), fibonacci(n + 2) - 1)), Proved)


def test_harmonic_numbers_from_zero_on() -> None:
    k = Symbol("k")
    assert isinstance(decide(lambda: harmonic(N) >= 0), Proved)
    assert not isinstance(decide(lambda: harmonic(m) >= 0), Proved)
    assert isinstance(decide(lambda: harmonic(m) >= 0, lambda: m >= 0), Proved)
    assert isinstance(decide(lambda: Eq(Sum(harmonic(k), (k, 1, N)), (N + 1)*harmonic(N) - N)), Proved)
    assert isinstance(decide(lambda: Eq(Sum(harmonic(k), (k, 1, n)), n*harmonic(n))), Refuted)


@pytest.mark.parametrize("assumed", [{"positive": True}, {"integer": True}, {"zero": False}, {"nonnegative": True}])
def test_what_is_assumed_of_functions_and_families_is_stated(assumed: dict[str, bool]) -> None:
    """What SymPy was told would be lost: f(N) > 0 was refuted with f = 0."""
    f, u = Function("f", **assumed), IndexedBase("u", **assumed)
    for e in (f(t), f(N), u[N]):
        with pytest.raises(AuthorError, match="what is assumed of .* is not read"):
            decide(lambda: Ne(2*e, 1))  # noqa: B023 -- asked at once


def test_real_functions_and_families_are_read() -> None:
    f, u, k = Function("f", real=True), IndexedBase("u", real=True), symbols("k", integer=True)
    assert isinstance(decide(lambda: f(t)**2 >= 0), Proved)
    assert isinstance(decide(lambda: u[N] > 0, lambda: ForAll([k], u[k] > 1)), Proved)


@pytest.mark.parametrize("statement, given", [
    (lambda: Eq((x**3)**Rational(1, 3), x), lambda: x >= 0),
    (lambda: Eq(x**Rational(1, 3), 0), lambda: Eq(x, 0)),
    (lambda: Eq(x**y*x, x**(y + 1)), lambda: (y > 0, x >= 0)),
])
def test_powers_of_zero_are_not_called_undefined(statement: Callable[[], Any], given: Callable[[], Any]) -> None:
    """x^(1/3) is read as exp(1/3·log x); at x = 0 the author's power is 0."""
    assert isinstance(decide(statement, given), Undecided)


def test_powers_of_roots() -> None:
    """x^(3/2) is √x³, also at 0."""
    assert isinstance(decide(lambda: Eq(x**Rational(3, 2), x*sqrt(x)), lambda: x >= 0), Proved)
    assert isinstance(decide(lambda: Eq(x**Rational(-3, 2), 1/(x*sqrt(x))), lambda: x > 0), Proved)
    for power in (Rational(3, 2), Rational(-1, 2)):
        verdict = decide(lambda: Eq(x**power, x**power*S(1)), lambda: x >= -1)  # noqa: B023 -- asked at once
        assert isinstance(verdict, Refuted) and verdict.undefined


def test_hypotheses_about_what_is_random_are_meant_at_every_sample_point() -> None:
    """X ≥ 0 was read at one sample point: Markov's inequality was refuted at X = (1, −1)."""
    X, Y, W, i = random_variable("X"), random_variable("Y"), random_family("W"), nat("i")
    assert isinstance(decide(lambda: P(x <= X) <= E(X)/x, lambda: (x > 0, integrable(X), X >= 0)), Proved)
    assert isinstance(decide(lambda: E(X) <= E(Y), lambda: (integrable(X, Y), And(X <= Y, Y <= 3))), Proved)
    assert isinstance(decide(lambda: E(X) <= E(Y), lambda: (integrable(X, Y), X >= Y)), Refuted)
    assert isinstance(decide(lambda: E(Sum(W[i], (i, 1, n))) >= 0, lambda: ForAll([i], integrable(W[i]), W[i] >= 0)), Proved)
    assert isinstance(decide(lambda: Implies(X >= 0, E(X) >= 0), lambda: integrable(X)), Proved)
    assert isinstance(decide(lambda: (E(X) <= 3, X <= 3), lambda: (integrable(X), X <= 3)), Proved)
    assert not isinstance(decide(lambda: Implies(X >= 0, E(X) > 0), lambda: integrable(X)), Proved)
    at_one_point = decide(lambda: Eq(Y, 1), lambda: (Eq(X*Y, X), Ne(X, 0)))
    assert isinstance(at_one_point, Proved) and "for all" not in str(at_one_point)


@pytest.mark.parametrize("statement, given, verdict", [
    (lambda: Eq(fibonacci(n - 1)*fibonacci(n + 1) - fibonacci(n)**2, (-1)**(n + 1)), lambda: n >= 1, Refuted),
    (lambda: Eq(fibonacci(n - 1)*fibonacci(n + 1) - fibonacci(n)**2, (-1)**n), lambda: n >= 1, Proved),
    (lambda: Eq(fibonacci(m + 3), 2*fibonacci(m + 1) + fibonacci(m)), (), Proved),
    (lambda: Eq(fibonacci(S(10)), 55), (), Proved), (lambda: Eq(fibonacci(-1, evaluate=False), -1), (), Refuted),
])
def test_fibonacci_by_hypotheses_and_at_numbers(statement: Callable[[], Any], given: Any, verdict: type) -> None:
    assert isinstance(decide(statement, given), verdict)


def test_remainders_of_real_numbers() -> None:
    assert isinstance(decide(lambda: Eq(Mod(x, 1) + floor(x), x)), Proved)
    assert isinstance(decide(lambda: Eq(frac(x) + frac(y), frac(x + y))), Refuted)
    assert isinstance(decide(lambda: Eq(Mod(x, y), x - y*floor(x/y)), lambda: y > 0), Proved)


def test_a_function_of_reals_is_one_at_numbers_too() -> None:
    f = Function("f")
    additive = ForAll([x, y], Eq(f(x + y), f(x) + f(y)))
    assert isinstance(decide(lambda: Eq(f(1), 1), lambda: additive), Refuted)
    assert isinstance(decide(lambda: Eq(f(N), N), lambda: (Eq(f(0), 0), ForAll([n], Eq(f(n + 1), f(n) + 1)))), Proved)


def test_limits_over_our_reals() -> None:
    assert isinstance(decide(lambda: Eq(Limit(1/x, x, oo), 0)), Proved)
    with pytest.raises(AuthorError, match="over real numbers is not read"):
        decide(lambda: Eq(Limit(floor(x)/x, x, oo), 1))


@pytest.mark.parametrize("statement", [
    lambda: Implies(And(x**3 + x**2 + x > 0, 1/x > 0), x > 0), lambda: Or(x**3 + x**2 + x <= 0, 1/x > 0),
])
def test_the_order_in_which_sympy_sorts_conjunctions_is_not_the_authors(statement: Callable[[], Any]) -> None:
    """1/x > 0 came first, and was called undefined at 0."""
    assert not isinstance(decide(statement), Refuted)


@pytest.mark.parametrize("word", [fibonacci, lucas])
@pytest.mark.parametrize("own", [family, IndexedBase, Function])
def test_an_authors_family_is_not_the_sequence_of_that_name(word: Any, own: Any) -> None:
    """f[n] = fibonacci(n) was proved for a family f of that name, of which nothing is known."""
    f = own(word.__name__)
    member = f(N) if own is Function else f[N]
    for statement, given in ((Eq(member, word(N)), ()), (Eq(word(N), member), ()), (word(N) >= 0, member >= 3),
                             (member >= 0, word(N) >= 3)):
        with pytest.raises(AuthorError, match=f"two different symbols are called {word.__name__}"):
            decide(statement, given)


def test_the_bound_letter_of_what_is_assumed_is_no_letter_of_the_question() -> None:
    for k in (nat("k_"), Symbol("k_", integer=True, nonnegative=True)):
        assert isinstance(decide(lambda: fibonacci(k) >= 0), Proved)  # noqa: B023 -- asked at once
        assert isinstance(decide(lambda: Eq(fibonacci(k), k)), Refuted)  # noqa: B023
    j = integer("j_")
    assert isinstance(decide(lambda: harmonic(j) >= 0, lambda: j >= 0), Proved)


def test_a_refutation_says_the_members_of_a_sequence() -> None:
    """It said “as in example=”, where nobody had given one."""
    assert "fibonacci[0], fibonacci[1], … = 0, 1, 1, 2, 3, …)" in str(decide(lambda: fibonacci(n) <= 7))


@pytest.mark.parametrize("statement, given, said", [
    (lambda: Exists([n], Eq(n, m)), n >= 3, "n is bound and also free: give the bound one another name$"),
    (lambda: Eq(Sum(n, (n, 1, m)), m), n >= 3, r"n is the index of a sum and also free: .* bind it: ForAll\(\[n >= 1\], …\)$"),
    (lambda: tends(1/n, n, 0, start=1), n >= 3, "n is an index and also free"),
    (lambda: Piecewise((1, Piecewise((1, x > 0), (2, True)) > 1), (3, True)) >= 1, (), "a choice inside a condition"),
])
def test_refusals_name_what_was_written(statement: Callable[[], Any], given: Any, said: str) -> None:
    with pytest.raises(AuthorError, match=said):
        decide(statement, given)


def test_a_reason_is_never_empty() -> None:
    assert str(TooLarge())
    assert "Undecided(:" not in str(decide(lambda: (x + 1)**100 >= 0))
