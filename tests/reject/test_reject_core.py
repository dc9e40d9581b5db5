"""The ways to get the logic wrong that CORE.md lists (section 3), as far as they are the kernel's.

Others are in the files of their rules: 3, 19 in field; 12 in recursion; 17, 27 in terms; 26 in theorems; 28 in
recursion; 30 in theorems (no rule takes a lookalike).
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from attack import refused, register
from short_names import ONE, ZERO, admitted, eq, imp, lt, ne, x, y

from proofs.kernel import (
    FALSE,
    INT,
    OMEGA,
    PROP,
    REAL,
    IllFormed,
    RuleError,
    Side,
    Summand,
    Term,
    Theorem,
    app,
    convert,
    defined,
    field,
    forall,
    forall_elim,
    forall_intro,
    fun,
    hyp,
    lam,
    normal,
    num,
    op,
    order,
    prop,
    refl,
    rewrite,
    substitute,
    var,
)

ATTACKS, attack = register()
RV = fun(OMEGA, REAL)
w, v = var("ω", OMEGA), var("v", OMEGA)
E, X, c = var("E", fun(RV, REAL)), var("X", RV), var("c", REAL)
f, k, N = var("f", fun(REAL, REAL)), var("k", INT), var("N", fun(OMEGA, INT))
Xw = app(X, w)
SQUARE = app(E, lam(w, op("mul", Xw, Xw)))


def mean(body: Term) -> Term:
    """E λω. body"""
    return app(E, lam(w, body))


def symmetric() -> Theorem:
    """∀f. E f(X) = E f(−X)"""
    return admitted(forall(f, eq(mean(app(f, Xw)), mean(app(f, op("neg", Xw))))))


def hiding() -> Term:
    """λx. x · X(ω), a test function that hides a random value: ω is free in it."""
    return lam(x, op("mul", x, Xw))


# 1. A random value inside a test function, a constant, a factor -----------------------


@attack(RuleError, "not equal by computation")
def symmetric_law_at_a_random_function() -> None:
    """E X² = E −X² would follow if the ω of f were the ω of E."""
    th = forall_elim(symmetric(), hiding())
    convert(th, eq(SQUARE, mean(op("neg", op("mul", Xw, Xw)))))


@attack(RuleError, "not equal by computation")
def mean_of_a_random_constant() -> None:
    """E c = c at c := X(ω) would make X constant."""
    th = forall_elim(admitted(forall(c, eq(mean(c), c))), Xw)
    convert(th, eq(mean(Xw), Xw))


@attack(RuleError, "not equal by computation")
def random_factor_before_the_mean() -> None:
    th = forall_elim(admitted(forall(c, eq(mean(op("mul", c, Xw)), op("mul", c, mean(Xw))))), Xw)
    convert(th, eq(SQUARE, op("mul", Xw, mean(Xw))))


# 2. A random bound of a sum -----------------------------------------------------------


def partial_sum(bound: Term, body: Term) -> Term:
    step = lam(k, lam(y, op("add", y, body)))
    return op("rec", num(0, INT), ZERO, step, bound)


@attack(RuleError, "not equal by computation")
def sum_up_to_a_random_bound() -> None:
    """E Σ_{k<n} X = Σ_{k<n} E X at n := N(ω)."""
    n = var("n", INT)
    law = forall(n, eq(mean(partial_sum(n, Xw)), partial_sum(n, mean(Xw))))
    th = forall_elim(admitted(law), app(N, w))
    convert(th, eq(mean(partial_sum(app(N, w), Xw)), partial_sum(app(N, w), mean(Xw))))


# 3, 5. Truth is not definedness -------------------------------------------------------


@attack(RuleError, "a divisor is not known to be nonzero")
def hypothesis_that_only_looks_defined() -> None:
    """1/x > 0 does not grant x ≠ 0: the logic is total."""
    field(op("div", x, x), ONE, Side((admitted(ne(op("div", ONE, x), ZERO)),)))


# 18. A congruence under a binder with an assumption about the bound variable ----------


@attack(RuleError, "free in a hypothesis")
def congruence_from_one_value() -> None:
    forall_intro(k, hyp(eq(op("real", k), ZERO)))


# 22, 29. No choice, no equality of propositions ---------------------------------------


@attack(IllFormed, "does not apply")
def extensionality_of_propositions() -> None:
    p = var("p", PROP)
    eq(p, op("and", p, p))


@attack(RuleError, "the place does not hold the equation's left side")
def equivalence_used_as_an_equation() -> None:
    p, q = lt(x, y), lt(y, x)
    rewrite(refl(op("ite", p, ONE, ZERO)), (((0, 0), admitted(op("iff", p, q))),))


@attack(RuleError, "the place does not hold the equation's left side")
def predicates_that_are_equivalent_everywhere() -> None:
    """∀x (P x ↔ Q x) gives no P = Q."""
    P, Q = var("P", fun(REAL, PROP)), var("Q", fun(REAL, PROP))
    rewrite(refl(P), (((0,), admitted(forall(x, op("iff", app(P, x), app(Q, x))))),))


@pytest.mark.parametrize("case", ATTACKS, ids=str)
def test_refused(case: Any) -> None:
    refused(case)


def test_the_hidden_value_stays_apart() -> None:
    """The instance is a true statement about a free ω: E λv. X(v)·X(ω) = E λv. −X(v)·X(ω)."""
    th = forall_elim(symmetric(), hiding())
    found = normal(th.concl)
    assert found.args[0] is app(E, lam(v, op("mul", app(X, v), Xw))) and w.free <= found.free
    assert found.args[0] is not SQUARE


def test_twin_symmetric_law() -> None:
    """On a space with one point and X = 1 there, E X² = E −X² says 1 = −1, which gives false."""
    one_point, always_one = lam(X, app(X, w)), lam(w, ONE)
    at_point = substitute(eq(SQUARE, mean(op("neg", op("mul", Xw, Xw)))), {E: one_point, X: always_one})
    wrong = convert(admitted(at_point), normal(at_point))
    assert order(FALSE, (wrong,), (Summand(Fraction(2)), Summand(Fraction(1), (0,)))).hyps == frozenset()


def test_junk_is_defined_away_not_believed() -> None:
    """x/x = 1 at x = 0 is neither proved nor refuted: the statement owes x ≠ 0."""
    phi = eq(op("div", x, x), ONE)
    assert defined(substitute(phi, {x: ZERO})) is ne(ZERO, ZERO)
    assert prop((), imp(phi, phi)).concl is imp(phi, phi)


def test_iteration_needs_no_extensionality() -> None:
    """Equality at Int → Prop is only the recursion equation (exploit 29)."""
    P = var("P", fun(INT, PROP))
    assert refl(P).concl.args[0].type is fun(INT, PROP)
