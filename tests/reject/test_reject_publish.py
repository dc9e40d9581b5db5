"""Statements that are printed although unproved, undefined or vacuous."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import pytest
from attack import refused, register
from short_names import ONE, ZERO, admitted, eq, imp, le, lt, ne, x, y

from proofs.kernel import (
    FALSE,
    INT,
    OMEGA,
    PROP,
    REAL,
    TRUE,
    Published,
    RuleError,
    Side,
    Summand,
    Term,
    Theorem,
    TrustError,
    app,
    define,
    defined,
    exists,
    exists_intro,
    field,
    forall_intro,
    fun,
    hyp,
    is_published,
    lam,
    num,
    op,
    order,
    prop,
    publish,
    refl,
    satisfiable,
    sequent_formula,
    table,
    type_instance,
    var,
)
from proofs.kernel.terms import bound

ATTACKS, attack = register()
INVERSE = op("div", ONE, x)
LAW = eq(op("mul", x, INVERSE), ONE)
GIVEN = (ne(x, ZERO),)


def statement() -> Theorem:
    """x ≠ 0 ⊢ x · (1/x) = 1"""
    return field(*LAW.args, Side((hyp(GIVEN[0]),)))


def definedness() -> Theorem:
    return prop((), defined(sequent_formula(GIVEN, LAW)))


def instance() -> Theorem:
    return exists_intro(one_is_not_zero(), satisfiable(GIVEN, INT), ONE)


def one_is_not_zero() -> Theorem:
    absurd = order(FALSE, (hyp(eq(ONE, ZERO)),), (Summand(Fraction(1)), Summand(Fraction(1), (0,))))
    return prop((absurd,), ne(ONE, ZERO), (eq(ONE, ZERO),))


def true() -> Theorem:
    return prop((), TRUE)


def put(hyps: Any = GIVEN, phi: Any = LAW, domains: Any = None, sample: Any = INT, *,
        proof: Any = None, well: Any = None, some: Any = None) -> Published:
    """Publish x ≠ 0 ⊢ x·(1/x) = 1 with one part exchanged."""
    return publish(hyps, phi, domains or {}, sample, proof or statement(), well or definedness(), some or instance())


@attack(RuleError, "the theorem is not the statement")
def another_statement() -> None:
    put(proof=refl(x))


@attack(RuleError, "the theorem is not the statement")
def hypothesis_left_out() -> None:
    put(hyps=())


@attack(RuleError, "definedness was proved of something else")
def definedness_of_another_sequent() -> None:
    put(well=true())


@attack(RuleError, "definedness was proved of something else")
def definedness_under_a_hypothesis() -> None:
    put(well=weakened(definedness()))


def weakened(th: Theorem) -> Theorem:
    """The same formula under the hypothesis false."""
    return prop((hyp(FALSE),), th.concl)


@attack(RuleError, "definedness was proved of something else")
def definedness_without_the_domain() -> None:
    f, n = var("f", fun(INT, REAL)), var("n", INT)
    phi = eq(app(f, n), app(f, n))
    put((), phi, {f: lam(n, le(num(1, INT), n))}, proof=prop((refl(app(f, n)),), phi), well=true(), some=true())


@attack(RuleError, "the instance is of something else")
def instance_of_another_hypothesis() -> None:
    put(some=true())


@attack(RuleError, "the instance is of something else")
def instance_under_a_hypothesis() -> None:
    put(some=weakened(instance()))


@attack(RuleError, "the instance is of something else")
def instance_at_another_sample_type() -> None:
    w = var("w", OMEGA)
    h, some = eq(w, w), exists_intro(refl(num(0, INT)), satisfiable((eq(w, w),), INT), num(0, INT))
    put((h,), h, sample=REAL, proof=hyp(h), well=prop((), defined(sequent_formula((h,), h))), some=some)


@attack(RuleError, "the instance is of something else")
def instance_with_the_variables_left_free() -> None:
    put(some=one_is_not_zero())


@attack(RuleError, "nothing with a gap is published")
def gap_in_the_statement() -> None:
    put(proof=admitted(LAW, *GIVEN))


@attack(RuleError, "nothing with a gap is published")
def gap_behind_a_rule() -> None:
    put(proof=prop((admitted(LAW, *GIVEN),), LAW))


@attack(RuleError, "nothing with a gap is published")
def gap_in_the_instance() -> None:
    put(some=exists_intro(admitted(ne(ONE, ZERO)), satisfiable(GIVEN, INT), ONE))


@attack(RuleError, "nothing with a gap is published")
def gap_in_definedness() -> None:
    put(well=admitted(definedness().concl))


@attack(TrustError, "was not made by a rule")
def three_lookalikes() -> None:
    # Found by attack: `publish` read `concl`, `hyps` and `ledger` of whatever it was given.
    fake = type("Fake", (), {"concl": FALSE, "hyps": frozenset(), "ledger": frozenset()})()
    put((), FALSE, proof=fake, well=true(), some=true())


@attack(RuleError, "the instance is of something else")
def hypotheses_that_change_between_readings() -> None:
    # Found by attack: a tuple that first holds `false` and then nothing let false be published.
    class Changing(tuple):  # type: ignore[type-arg]
        turn = 0

        def __iter__(self) -> Iterator[Term]:
            Changing.turn += 1
            return iter((FALSE,) if Changing.turn == 1 else ())

        def __reversed__(self) -> Iterator[Term]:
            return iter(())

    put(Changing(), FALSE, proof=hyp(FALSE), well=true(), some=true())


@attack(RuleError, "not a formula")
def loose_hypothesis() -> None:
    put((*GIVEN, bound(0, PROP)))


@attack(RuleError, "not a formula")
def hypothesis_that_is_a_number() -> None:
    put((*GIVEN, ONE))


@attack(RuleError, "definedness was proved of something else")
def quotient_hidden_in_a_constant() -> None:
    # Found by attack: a bare constant owed nothing, whatever its body divides by.
    c = define("c", op("div", ONE, ZERO))
    put((), eq(c, c), proof=refl(c), well=true(), some=true())


@attack(RuleError, "definedness was proved of something else")
def quotient_behind_the_word_total() -> None:
    # Found by attack: `total=True` was believed.
    c = app(define("inverse", lam(x, INVERSE), total=True), ZERO)
    put((), eq(c, c), proof=refl(c), well=true(), some=true())


@attack(RuleError, "definedness was proved of something else")
def quotient_hidden_in_a_function_argument() -> None:
    functional = var("F", fun(fun(REAL, REAL), REAL))
    t = app(functional, lam(x, INVERSE))
    put((), eq(t, t), proof=refl(t), well=true(), some=true())


@attack(RuleError, "definedness was proved of something else")
def quotient_in_a_later_hypothesis() -> None:
    # Read left to right: a hypothesis may use those before it, not those after.
    hyps = (lt(ZERO, INVERSE), *GIVEN)
    put(hyps, LAW, well=prop((), defined(sequent_formula((*GIVEN, hyps[0]), LAW))), some=true())


@pytest.mark.parametrize("case", ATTACKS, ids=str)
def test_refused(case: Any) -> None:
    refused(case)


# -- what is published is known -------------------------------------------------------


def test_the_triple_is_published() -> None:
    made = put()
    assert is_published(made) and made.statement.concl is LAW


def test_rows_and_definitions_are_published() -> None:
    """Only a gap keeps a statement from being published, nothing else that the ledger holds; domains are read once."""
    row = table.exp_lower()
    made = publish((), row.concl, iter(()), INT, row, true(), true())  # type: ignore[arg-type]
    assert is_published(made) and made.statement.ledger == {("row", "exp_lower")}


@pytest.mark.parametrize("forge", [
    lambda p: Published(*p), lambda p: p._replace(statement=hyp(FALSE)), lambda p: tuple.__new__(Published, p),
    lambda p: p._make(p), lambda p: tuple(p), lambda p: None,
], ids=["constructor", "replace", "tuple", "make", "plain", "none"])
def test_only_publish_publishes(forge: Any) -> None:
    assert not is_published(forge(put()))


def test_nothing_owed_hides_behind_a_binder_or_a_name() -> None:
    """The obligations of a definition are those of its body, whatever its shape."""
    c = define("inverse", lam(x, INVERSE))
    assert defined(eq(app(c, y), ONE)) is ne(y, ZERO)
    flagged = define("inverse", lam(x, INVERSE), total=True)
    assert defined(eq(app(flagged, y), ONE)) is ne(y, ZERO)
    functional = var("F", fun(fun(REAL, REAL), REAL))
    assert defined(eq(app(functional, c), ONE)) is defined(eq(app(functional, lam(x, INVERSE)), ONE))


def test_twin_undefined_statement() -> None:
    """x · (1/x) = 1 at x = 0 would be 0 · junk = 1, which is refutable for every junk value."""
    at_zero = eq(op("mul", ZERO, y), ONE)
    zero = field(op("mul", ZERO, y), ZERO)
    assert at_zero.args[0] is zero.concl.args[0]
    assert forall_intro(y, zero).hyps == frozenset()


def test_twin_vacuous_statement() -> None:
    """From a hypothesis that nothing satisfies everything follows; there is no instance to publish it with."""
    none = eq(ONE, ZERO)
    assert prop((hyp(none), one_is_not_zero()), FALSE).hyps == {none}
    assert satisfiable((none,), INT) is none
    assert satisfiable((lt(x, x),), INT) is exists(x, lt(x, x))
    assert type_instance(true(), INT).concl is TRUE and imp(none, none).type is PROP
