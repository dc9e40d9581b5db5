"""Terms that are no statements: ill typed, with loose bound variables, or too large."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from attack import refused, register
from short_names import ONE, ZERO, admitted, eq, le, lt, x, y

from proofs.kernel import (
    FALSE,
    INT,
    OMEGA,
    PROP,
    REAL,
    Budget,
    IllFormed,
    RuleError,
    Term,
    Type,
    app,
    convert,
    exists,
    exists_intro,
    field,
    forall,
    forall_elim,
    fun,
    hyp,
    induct,
    lam,
    num,
    op,
    order,
    prop,
    rec_base,
    refl,
    type_instance,
    var,
)
from proofs.kernel.terms import bound, make

ATTACKS, attack = register()


# -- terms that are no statements ----------------------------------------------------


@attack(IllFormed, "does not apply")
def equality_of_propositions() -> None:
    eq(FALSE, FALSE)


@attack(IllFormed, "does not apply")
def equality_across_types() -> None:
    eq(num(1, INT), ONE)


@attack(IllFormed, "does not apply", discriminates=False)
def choice_between_propositions() -> None:
    op("ite", FALSE, FALSE, FALSE)


@attack(IllFormed, "does not apply", discriminates=False)
def recursion_at_prop() -> None:
    n, p = var("n", INT), var("p", PROP)
    op("rec", n, FALSE, lam(n, lam(p, p)), n)


@attack(IllFormed, "does not apply")
def argument_of_another_type() -> None:
    app(var("f", fun(INT, REAL)), ONE)


@attack(IllFormed, "does not apply")
def quantifier_over_a_predicate_variable() -> None:
    op("all", var("P", fun(REAL, PROP)))


@attack(IllFormed, "unknown operator", discriminates=False)
def operator_of_choice() -> None:
    op("choose", lam(x, FALSE))


@attack(IllFormed, "does not apply")
def real_exponent() -> None:
    op("pow", x, num(Fraction(1, 2)))


@attack(IllFormed, "does not apply")
def binder_at_another_type_than_its_variable() -> None:
    # In the register: λ over a bound variable used at another type made Int and Real one.
    make("lam", (op("floor", bound(0, REAL)),), INT)


@attack(IllFormed, "a bound variable is used at two types")
def bound_variable_at_two_types() -> None:
    eq(bound(0, REAL), op("real", bound(0, INT)))


# -- loose bound variables -----------------------------------------------------------


@attack(RuleError, "not a formula")
def loose_hypothesis() -> None:
    hyp(bound(0, PROP))


@attack(RuleError, "not a formula")
def loose_goal() -> None:
    prop((), op("imp", bound(0, PROP), bound(0, PROP)))


@attack(RuleError, "the value does not fit")
def loose_value() -> None:
    forall_elim(admitted(forall(x, exists(y, lt(x, y)))), bound(0, REAL))


@attack(RuleError, "the value does not fit")
def loose_witness() -> None:
    exists_intro(refl(ZERO), exists(x, eq(x, x)), bound(0, REAL))


@attack(RuleError, "a bound variable is loose")
def loose_field() -> None:
    field(bound(0, REAL), bound(0, REAL))


@attack(RuleError, "must be about numbers")
def loose_order() -> None:
    order(le(bound(0, REAL), bound(0, REAL)), (), ())


@attack(RuleError, "not a closed term")
def loose_refl() -> None:
    refl(bound(0, REAL))


@attack(RuleError, "the start is not closed")
def loose_start() -> None:
    n = var("n", INT)
    induct(n, bound(0, INT), eq(n, n), refl(ZERO), refl(ZERO))


@attack(IllFormed, "needs a free variable and a closed body")
def loose_recursion() -> None:
    n = var("n", INT)
    rec_base(bound(0, INT), ZERO, lam(n, lam(x, x)))


@attack(RuleError, "not a formula")
def loose_conversion() -> None:
    convert(refl(ZERO), eq(bound(0, REAL), bound(0, REAL)))


@attack(RuleError, "must not contain Ω")
def type_instance_at_a_lookalike() -> None:
    like_int = type("T", (), {"__eq__": lambda a, b: True, "__hash__": lambda a: hash(INT), "omega": False})()
    type_instance(refl(var("w", OMEGA)), like_int)


@attack(IllFormed, "does not apply", discriminates=False)
def index_of_a_thousand_millions() -> None:
    bound(10**9, REAL)


@attack(Budget, "deeper than 1500", discriminates=False)
def term_deeper_than_the_stack() -> None:
    t: Term = x
    for _ in range(2_000):
        t = op("neg", t)


@attack(Budget, "a type of more than 1000 parts", discriminates=False)
def type_doubled_sixty_times() -> None:
    ty: Type = REAL
    for _ in range(60):
        ty = fun(ty, ty)


@pytest.mark.parametrize("case", ATTACKS, ids=str)
def test_refused(case: Any) -> None:
    refused(case)
