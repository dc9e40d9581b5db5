"""Induction without its parts, recursion outside its laws, rows of the table at bad arguments."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from attack import refused, register
from short_names import ONE, ZERO, admitted, eq, imp, le, lt, x, y

from proofs.kernel import (
    FALSE,
    INT,
    OMEGA,
    PROP,
    REAL,
    IllFormed,
    RuleError,
    Summand,
    TrustError,
    exists,
    exists_elim,
    exists_intro,
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
    rec_step,
    refl,
    table,
    var,
)
from proofs.kernel.terms import bound

ATTACKS, attack = register()
t, m = var("t", INT), var("m", INT)
I0, I1 = num(0, INT), num(1, INT)
NEXT = op("add", t, I1)
STEP = lam(t, lam(x, op("add", x, ONE)))
GOAL = eq(op("real", t), ZERO)  # false for t = 1


def unit(*premises: int, c: int = 1) -> Summand:
    return Summand(Fraction(c), premises)


def at(n: Any) -> Any:
    return eq(op("real", n), ZERO)


# -- induction ------------------------------------------------------------------------


@attack(TrustError, "was not made by a rule")
def induction_without_a_base() -> None:
    induct(t, I0, GOAL, None, admitted(at(NEXT), GOAL))  # type: ignore[arg-type]


@attack(RuleError, "the base proves another statement")
def base_at_another_start() -> None:
    induct(t, I0, GOAL, admitted(at(I1)), admitted(at(NEXT), GOAL))


@attack(RuleError, "the base proves another statement")
def base_with_the_variable_itself() -> None:
    induct(t, I0, GOAL, hyp(GOAL), admitted(at(NEXT), GOAL))


@attack(RuleError, "the step proves another statement")
def step_to_the_same_place() -> None:
    induct(t, I0, GOAL, admitted(at(I0)), hyp(GOAL))


@attack(RuleError, "the step proves another statement")
def step_backwards() -> None:
    induct(t, I0, GOAL, admitted(at(I0)), admitted(at(op("sub", t, I1)), GOAL))


@attack(RuleError, "the step proves another statement")
def step_by_two() -> None:
    induct(t, I0, GOAL, admitted(at(I0)), admitted(at(op("add", t, num(2, INT))), GOAL))


@attack(RuleError, "free in a hypothesis or in the start")
def step_with_an_assumption_about_the_variable() -> None:
    induct(t, I0, GOAL, admitted(at(I0)), admitted(at(NEXT), GOAL, lt(t, I0)))


@attack(RuleError, "free in a hypothesis or in the start")
def step_from_a_strict_bound() -> None:
    # Without t = a the base never reaches a + 1.
    induct(t, I0, GOAL, admitted(at(I0)), admitted(at(NEXT), GOAL, lt(I0, t)))


@attack(RuleError, "free in a hypothesis or in the start")
def step_from_a_later_start() -> None:
    induct(t, I0, GOAL, admitted(at(I0)), admitted(at(NEXT), GOAL, le(I1, t)))


@attack(RuleError, "free in a hypothesis or in the start")
def variable_in_the_start() -> None:
    induct(t, t, GOAL, hyp(GOAL), admitted(at(NEXT), GOAL))


@attack(RuleError, "needs an integer variable and an integer start")
def induction_on_the_reals() -> None:
    phi = eq(x, ZERO)
    induct(x, ZERO, phi, admitted(eq(ZERO, ZERO)), admitted(eq(op("add", x, ONE), ZERO), phi))


@attack(RuleError, "needs an integer variable and an integer start")
def induction_on_a_number() -> None:
    induct(I0, I0, GOAL, admitted(GOAL), admitted(GOAL))


@attack(RuleError, "not a formula")
def induction_on_a_term() -> None:
    induct(t, I0, t, admitted(GOAL), admitted(GOAL))


# -- recursion ------------------------------------------------------------------------


def below_the_start() -> Any:
    """rec 0 0 (+1) (−1+1) = 1 + rec 0 0 (+1) (−1), if −1 were a place where the law holds."""
    return forall_elim(rec_step(I0, ZERO, STEP), num(-1, INT))


@attack(RuleError, "the witness does not give the goal")
def step_law_below_the_start() -> None:
    law = below_the_start()
    prop((law, order(law.concl.args[0], (), ())), law.concl.args[1])


@attack(RuleError, "not a propositional consequence")
def step_law_without_its_guard() -> None:
    law = below_the_start()
    prop((law,), law.concl.args[1])


@attack(RuleError, "the witness does not give the goal")
def base_law_above_the_start() -> None:
    law = forall_elim(rec_base(I0, ZERO, STEP), I1)
    prop((law, order(law.concl.args[0], (), ())), law.concl.args[1])


@attack(IllFormed, "does not apply")
def step_of_another_type() -> None:
    rec_step(I0, ZERO, lam(x, lam(t, x)))


@attack(IllFormed, "does not apply")
def real_start() -> None:
    rec_base(ZERO, ZERO, STEP)


@attack(IllFormed, "does not apply", discriminates=False)
def propositions_by_recursion() -> None:
    p = var("p", PROP)
    rec_base(I0, FALSE, lam(t, lam(p, op("not", p))))


# -- the table ------------------------------------------------------------------------


@attack(RuleError, "only numbers are ordered")
def trichotomy_of_functions() -> None:
    table.trichotomy(fun(INT, REAL))


@attack(RuleError, "only numbers are ordered")
def trichotomy_of_samples() -> None:
    table.trichotomy(OMEGA)


@attack(IllFormed, "does not apply")
def trichotomy_of_a_type_equal_to_all() -> None:
    table.trichotomy(type("T", (), {"__eq__": lambda a, b: True, "__hash__": lambda a: 0})())  # type: ignore[arg-type]


@attack(RuleError, "not a formula")
def case_on_a_number() -> None:
    table.ite_true(ONE, x, y)


@attack(RuleError, "not a formula")
def case_on_a_loose_variable() -> None:
    table.ite_false(bound(0, PROP), x, y)


@attack(RuleError, "needs closed terms")
def case_between_loose_terms() -> None:
    table.ite_true(FALSE, bound(0, REAL), x)


@attack(IllFormed, "does not apply")
def case_between_propositions() -> None:
    table.ite_true(lt(x, y), FALSE, FALSE)


@attack(IllFormed, "does not apply")
def case_between_types() -> None:
    table.ite_false(lt(x, y), x, t)


def guarded(row: Any, at: Any) -> None:
    """The row at an argument outside its guard."""
    law = forall_elim(row(), at)
    prop((law, order(law.concl.args[0], (), ())), law.concl.args[1])


@attack(RuleError, "the witness does not give the goal")
def square_of_the_root_of_minus_one() -> None:
    guarded(table.sqrt_square, num(-1))


@attack(RuleError, "the witness does not give the goal")
def sign_of_the_root_of_minus_one() -> None:
    guarded(table.sqrt_nonneg, num(-1))


@attack(RuleError, "the witness is not strict")
def exponential_of_the_logarithm_of_zero() -> None:
    guarded(table.exp_log, ZERO)


@attack(RuleError, "not a propositional consequence")
def monotone_without_its_slope() -> None:
    f, g = var("f", fun(REAL, REAL)), var("g", fun(REAL, REAL))
    law = forall_elim(table.monotone(), f, g, ZERO, ONE)
    prop((law,), law.concl.args[1])


@pytest.mark.parametrize("case", ATTACKS, ids=str)
def test_refused(case: Any) -> None:
    refused(case)


# -- twins ----------------------------------------------------------------------------


def test_twin_strict_step() -> None:
    """With 0 < t in the step, "t = 0 for t ≥ 0" would be proved; at t = 1 it gives false."""
    everywhere = admitted(imp(le(I0, I1), at(I1)))
    wrong = prop((everywhere, order(le(I0, I1), (), (unit(),))), at(I1))
    assert order(FALSE, (wrong,), (unit(), unit(0))).concl is FALSE


def test_twin_recursion_below_its_start() -> None:
    """rec at −1 and at 0 is 0; the step law there would give 0 = 0 + 1."""
    law = below_the_start()
    base = rec_base(I0, ZERO, STEP)
    low = prop((forall_elim(base, num(-1, INT)), order(le(num(-1, INT), I0), (), (unit(),))),
               forall_elim(base, num(-1, INT)).concl.args[1])
    absurd = admitted(eq(ZERO, op("add", ZERO, ONE)))
    assert law.concl.args[1].args[1].args[0] is low.concl.args[0]
    assert order(FALSE, (absurd,), (unit(), unit(0, c=-1))).concl is FALSE


def test_samples_exist() -> None:
    """A decision to keep (CORE, exploit 28): every type has a value, so ∀ gives ∃, also over Ω."""
    w = var("w", OMEGA)
    some = exists(w, eq(w, w))
    th = exists_intro(refl(w), some, w)
    assert th.concl is some and th.hyps == frozenset()
    assert exists_elim(w, th, prop((hyp(eq(w, w)),), imp(FALSE, FALSE))).hyps == frozenset()
