"""Side conditions of hypotheses, propositional consequence, quantifiers, type instances, conversion, rewriting."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from attack import refused, register
from short_names import ONE, ZERO, admitted, eq, imp, le, lt, ne, x, y, z

from proofs.kernel import (
    FALSE,
    INT,
    OMEGA,
    PROP,
    REAL,
    RuleError,
    Summand,
    app,
    convert,
    define,
    exists,
    exists_elim,
    exists_intro,
    forall,
    forall_elim,
    forall_intro,
    fun,
    gap,
    hyp,
    lam,
    num,
    op,
    order,
    prop,
    refl,
    rewrite,
    type_instance,
    var,
)

ATTACKS, attack = register()
n, w = var("n", INT), var("w", OMEGA)
f, P = var("f", fun(REAL, REAL)), var("P", fun(REAL, PROP))
a, b, c = (op("lt", num(i), var(name, REAL)) for i, name in enumerate("abc"))
NOT_CONSEQUENCE = "not a propositional consequence"
NOT_EQUAL = "not equal by computation"


# -- rule 2: prop ---------------------------------------------------------------------


@attack(RuleError, NOT_CONSEQUENCE)
def discharge_the_hypothesis_of_its_own_conclusion() -> None:
    # Found by attack: ⋀φᵢ → (⋀Δ → ψ), the condition as first written, gives ⊢ false from false ⊢ false.
    prop((hyp(FALSE),), FALSE, (FALSE,))


@attack(RuleError, NOT_CONSEQUENCE)
def discharge_what_was_never_assumed() -> None:
    prop((), eq(ZERO, ONE), (eq(ZERO, ONE),))


@attack(RuleError, NOT_CONSEQUENCE)
def discharge_a_hypothesis_that_is_used() -> None:
    prop((admitted(b, a),), b, (a,))


@attack(RuleError, NOT_CONSEQUENCE)
def discharge_one_hypothesis_through_another() -> None:
    prop((hyp(a), admitted(b, a)), op("and", a, b), (a,))


@attack(RuleError, NOT_CONSEQUENCE)
def converse() -> None:
    prop((admitted(imp(a, b)), hyp(b)), a)


@attack(RuleError, NOT_CONSEQUENCE)
def disjunction_as_conjunction() -> None:
    prop((admitted(op("or", a, b)),), op("and", a, b))


@attack(RuleError, NOT_CONSEQUENCE)
def equivalence_from_one_direction() -> None:
    prop((admitted(imp(a, b)),), op("iff", a, b))


@attack(RuleError, NOT_CONSEQUENCE)
def atoms_with_the_same_display() -> None:
    # x : Real and x : Int print alike.
    k = var("x", INT)
    prop((hyp(le(x, x)),), le(k, k))


@attack(RuleError, NOT_CONSEQUENCE, discriminates=False)
def quantifier_opened_as_if_propositional() -> None:
    prop((admitted(forall(x, a)),), a)


@attack(RuleError, "not a formula")
def goal_that_is_a_number() -> None:
    prop((admitted(FALSE),), ZERO)


@attack(RuleError, "not a formula", discriminates=False)
def discharge_of_a_number() -> None:
    prop((), imp(a, a), (ZERO,))


# -- rules 3 and 4: quantifiers -------------------------------------------------------


@attack(RuleError, "the variable is free in a hypothesis")
def generalise_over_an_assumed_variable() -> None:
    forall_intro(x, hyp(eq(x, ZERO)))


@attack(RuleError, "the variable is free in a hypothesis")
def generalise_over_a_variable_deep_in_a_hypothesis() -> None:
    forall_intro(x, hyp(forall(y, exists(z, eq(z, op("add", y, app(f, x)))))))


@attack(RuleError, "not a variable")
def generalise_over_a_number() -> None:
    forall_intro(ZERO, refl(ZERO))


@attack(RuleError, "not a variable")
def generalise_over_a_composite() -> None:
    forall_intro(app(f, x), refl(app(f, x)))


@attack(RuleError, "the value does not fit")
def specialise_at_another_type() -> None:
    forall_elim(forall_intro(x, refl(x)), n)


@attack(RuleError, "not a universal statement")
def specialise_an_existential() -> None:
    forall_elim(admitted(exists(x, a)), ZERO)


@attack(RuleError, "not a universal statement")
def specialise_once_too_often() -> None:
    forall_elim(forall_intro(x, refl(x)), ZERO, ZERO)


@attack(RuleError, "not a universal statement")
def specialise_under_a_hypothesis() -> None:
    forall_elim(admitted(imp(a, forall(x, lt(x, x)))), ZERO)


@attack(RuleError, "the witness gives another statement")
def another_witness() -> None:
    exists_intro(refl(ZERO), exists(x, eq(x, ONE)), ZERO)


@attack(RuleError, "the value does not fit")
def witness_of_another_type() -> None:
    exists_intro(refl(n), exists(x, eq(x, x)), n)


@attack(RuleError, "not an existential statement")
def exhibit_a_witness_of_a_universal() -> None:
    exists_intro(refl(ZERO), forall(x, eq(x, x)), ZERO)


@attack(RuleError, "free in what remains")
def witness_free_in_the_conclusion() -> None:
    exists_elim(x, admitted(exists(y, eq(y, ZERO))), hyp(eq(x, ZERO)))


@attack(RuleError, "free in what remains")
def witness_free_in_another_hypothesis() -> None:
    contradiction = prop((hyp(eq(x, ZERO)), hyp(ne(x, ZERO))), FALSE)
    exists_elim(x, admitted(exists(y, eq(y, ZERO))), contradiction)


@attack(RuleError, "free in what remains")
def witness_free_in_the_existential_itself() -> None:
    # In the register: from ∃y. y ≠ x, naming the witness x gives x ≠ x.
    exists_elim(x, admitted(exists(y, ne(y, x))), admitted(FALSE, ne(x, x)))


@attack(RuleError, "free in what remains")
def witness_that_is_a_number() -> None:
    exists_elim(ZERO, admitted(exists(y, eq(y, ONE))), admitted(FALSE, eq(ZERO, ONE)))


@attack(RuleError, "free in what remains")
def witness_that_is_a_value_of_a_function() -> None:
    # Named f z, the y of ∃y. y = 1 would give ∃x. f x = 1: f and z together occur in nothing that remains.
    use = exists_intro(hyp(eq(app(f, z), ONE)), exists(x, eq(app(f, x), ONE)), z)
    exists_elim(app(f, z), admitted(exists(y, eq(y, ONE))), use)


@attack(RuleError, "the value does not fit")
def witness_variable_of_another_type() -> None:
    exists_elim(n, admitted(exists(y, eq(y, ONE))), admitted(FALSE))


@attack(RuleError, "not an existential statement")
def eliminate_a_universal() -> None:
    exists_elim(x, admitted(forall(y, ne(y, y))), admitted(FALSE))


@attack(RuleError, "not an existential statement")
def eliminate_a_negated_universal() -> None:
    exists_elim(x, admitted(op("not", forall(y, a))), admitted(FALSE))


# -- rule 5: type instance ------------------------------------------------------------


@attack(RuleError, "must not contain Ω")
def instance_at_omega() -> None:
    type_instance(refl(w), OMEGA)


@attack(RuleError, "must not contain Ω")
def instance_at_functions_of_omega() -> None:
    type_instance(refl(w), fun(OMEGA, REAL))


@attack(RuleError, "must not contain Ω")
def instance_at_a_name() -> None:
    type_instance(refl(w), "Int")  # type: ignore[arg-type]


# -- rule 6: convert, refl ------------------------------------------------------------


@attack(RuleError, NOT_EQUAL)
def capture_by_reduction() -> None:
    # (λx. λy. x) y is λz. y, not λy. y.
    g = app(lam(x, lam(y, x)), y)
    refl(g, lam(y, y))


@attack(RuleError, NOT_EQUAL)
def eta_where_the_variable_occurs() -> None:
    # λx. g x x is not g x.
    g = var("g", fun(REAL, REAL, REAL))
    refl(lam(x, app(g, x, x)), app(g, x))


@attack(RuleError, NOT_EQUAL, discriminates=False)
def arithmetic_by_conversion() -> None:
    refl(op("add", ONE, ONE), num(2))


@attack(RuleError, NOT_EQUAL)
def constant_with_the_same_name() -> None:
    one, two = define("c", ONE), define("c", num(2))
    refl(one, two, frozenset((one,)))


@attack(RuleError, NOT_EQUAL, discriminates=False)
def constant_that_is_not_named() -> None:
    convert(refl(ONE), eq(define("c", ONE), ONE))


@attack(RuleError, "only defined constants are unfolded", discriminates=False)
def unfold_a_variable() -> None:
    refl(x, x, frozenset((x,)))


@attack(RuleError, "not a closed term that = is about")
def reflexivity_of_a_formula() -> None:
    refl(FALSE)


@attack(RuleError, NOT_EQUAL)
def convert_to_another_formula() -> None:
    convert(refl(ZERO), FALSE)


@attack(RuleError, "the label must be a plain string")
def gap_with_a_label_that_can_change() -> None:
    gap((), FALSE, type("Label", (str,), {})("x"))


@pytest.mark.parametrize("case", ATTACKS, ids=str)
def test_refused(case: Any) -> None:
    refused(case)


# -- what the checks must not lose ----------------------------------------------------


def test_same_name_at_another_type_is_another_variable() -> None:
    k = var("x", INT)
    th = prop((hyp(le(k, k)), refl(x)), eq(x, x))
    assert forall_intro(x, th).hyps == {le(k, k)}


def test_type_instance_may_identify_variables() -> None:
    """w : Ω and w : Int become one: an instance of what holds for all values of both."""
    k = var("w", INT)
    law = gap((), imp(eq(w, w), eq(k, k)), "about two variables")
    assert type_instance(law, INT).concl is imp(eq(k, k), eq(k, k))


def test_a_gap_stays_in_the_ledger() -> None:
    th = forall_intro(x, prop((gap((), a, "one"), gap((), b, "two")), op("and", a, b)))
    assert {label for kind, label in th.ledger if kind == "gap"} == {"one", "two"}


# -- twins: what would follow ---------------------------------------------------------


def test_twin_discharge() -> None:
    """Of false ⊢ false the condition ⋀φᵢ → (⋀Δ → ψ) holds, the right one ⋀(⋀(Γᵢ ∩ Δ) → φᵢ) → ψ does not."""
    assert prop((), imp(FALSE, imp(FALSE, FALSE))).hyps == frozenset()
    with pytest.raises(RuleError, match=NOT_CONSEQUENCE):
        prop((), imp(imp(FALSE, FALSE), FALSE))


def test_twin_generalisation() -> None:
    """x = 0 ⊢ ∀x. x = 0 gives ⊢ 0 = 0 → 1 = 0."""
    unsound = admitted(forall(x, eq(x, ZERO)), eq(x, ZERO))
    law = forall_intro(x, prop((unsound,), imp(eq(x, ZERO), forall(x, eq(x, ZERO))), (eq(x, ZERO),)))
    everywhere = prop((forall_elim(law, ZERO), refl(ZERO)), forall(x, eq(x, ZERO)))
    equal = forall_elim(everywhere, ONE)
    assert order(FALSE, (equal,), (Summand(Fraction(1)), Summand(Fraction(1), (0,)))).hyps == frozenset()


def test_twin_witness_in_the_existential() -> None:
    """∃y. y ≠ x is true; with the witness named x it gives false."""
    impossible = prop((hyp(ne(x, x)), refl(x)), FALSE)
    assert impossible.hyps == {ne(x, x)}
    with pytest.raises(RuleError, match="free in what remains"):
        exists_elim(x, admitted(exists(y, ne(y, x))), impossible)
    assert exists_elim(z, admitted(exists(y, ne(y, y))), prop((hyp(ne(z, z)), refl(z)), FALSE)).concl is FALSE


def test_twin_capture() -> None:
    """If λy. y were (λx. λy. x) y, applying both to 1 would give 1 = y."""
    wrong = admitted(eq(app(lam(x, lam(y, x)), y), lam(y, y)))
    applied = rewrite(refl(app(lam(x, lam(y, x)), y, ONE)), (((1, 0), wrong),))
    assert convert(applied, eq(y, ONE)).concl is eq(y, ONE)
