"""Rewriting at wrong places, with wrong equations, under binders that the equation does not know."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from attack import refused, register
from short_names import ONE, ZERO, admitted, eq, le, lt, x, y

from proofs.kernel import FALSE, INT, RuleError, Theorem, forall, forall_elim, forall_intro, hyp, op, refl, rewrite, var

ATTACKS, attack = register()
n = var("n", INT)
a = lt(ZERO, x)
HELD = "the place does not hold the equation's left side"
PASSED = "the equation must quantify over each binder it passes"


def equation() -> Theorem:
    """x = 0 ⊢ x = 0."""
    return hyp(eq(x, ZERO))


@attack(RuleError, HELD)
def rewrite_another_term() -> None:
    rewrite(refl(y), (((0,), equation()),))


@attack(RuleError, HELD)
def rewrite_backwards() -> None:
    rewrite(refl(ZERO), (((0,), equation()),))


@attack(RuleError, PASSED)
def rewrite_a_bound_variable_by_a_free_equation() -> None:
    rewrite(forall_intro(x, refl(x)), (((0, 0, 0), equation()),))


@attack(RuleError, HELD)
def rewrite_with_the_binders_exchanged() -> None:
    # ∀x y. x − y = 0 … as if it were about y − x.
    law = admitted(forall(x, forall(y, eq(op("sub", x, y), ZERO))))
    target = admitted(forall(x, forall(y, eq(op("sub", y, x), ONE))))
    rewrite(target, (((0, 0, 0, 0, 0), law),))


@attack(RuleError, PASSED)
def rewrite_under_a_binder_of_another_type() -> None:
    law = admitted(forall(n, eq(op("real", n), ZERO)))
    rewrite(admitted(forall(x, eq(x, x))), (((0, 0, 0), law),))


@attack(RuleError, HELD)
def rewrite_with_a_quantifier_too_many() -> None:
    law = admitted(forall(x, forall(y, eq(x, y))))
    rewrite(admitted(forall(x, eq(x, x))), (((0, 0, 0), law),))


@attack(RuleError, HELD)
def rewrite_by_an_equivalence() -> None:
    rewrite(admitted(a), (((), admitted(op("iff", a, FALSE))),))


@attack(RuleError, HELD)
def rewrite_by_an_inequality() -> None:
    rewrite(admitted(lt(x, y)), (((0,), admitted(le(x, ZERO))),))


@attack(RuleError, "no such place")
def place_beyond_the_arguments() -> None:
    rewrite(refl(x), (((2,), equation()),))


@attack(RuleError, "no such place")
def place_from_the_end() -> None:
    rewrite(refl(x), (((-1,), equation()),))


@attack(RuleError, "no such place", discriminates=False)
def place_that_is_a_truth_value() -> None:
    rewrite(refl(x), (((True,), equation()),))


@pytest.mark.parametrize("case", ATTACKS, ids=str)
def test_refused(case: Any) -> None:
    refused(case)


def test_steps_are_read_once() -> None:
    """A place that is another one when read again: what was compared is what is replaced."""

    class Turning:
        turn = 0

        def __iter__(self) -> Iterator[int]:
            Turning.turn += 1
            return iter((0,) if Turning.turn == 1 else (1,))

    th = rewrite(refl(x), ((Turning(), equation()),))  # type: ignore[arg-type]
    assert th.concl is eq(ZERO, x) and th.args == (((0,),),)


def test_twin_free_equation_under_a_binder() -> None:
    """x = 0 rewritten under ∀x would give x = 0 ⊢ ∀x. 0 = x, and so x = 0 ⊢ 0 = 1."""
    unsound = admitted(forall(x, eq(ZERO, x)), eq(x, ZERO))
    assert forall_elim(unsound, ONE).concl is eq(ZERO, ONE)
