"""Theorems made by another way than a rule."""

from __future__ import annotations

import contextlib
import copy
import dataclasses
import importlib.util
import pickle
import types
import weakref
from collections.abc import Iterator
from typing import Any

import pytest
from attack import refused, register
from short_names import ONE, ZERO, admitted, eq, lt, x, y

from proofs.kernel import (
    FALSE,
    INT,
    PROP,
    REAL,
    RULES,
    RuleError,
    Side,
    Theorem,
    TrustError,
    convert,
    exists,
    exists_elim,
    exists_intro,
    field,
    forall_elim,
    forall_intro,
    hyp,
    induct,
    num,
    op,
    order,
    prop,
    publish,
    refl,
    rewrite,
    type_instance,
    var,
)
from proofs.kernel import theorem as vault
from proofs.kernel.terms import bound

ATTACKS, attack = register()
NOT_MINTED = "this object was not made by a rule"


class Lookalike:
    """Has everything a theorem shows."""

    hyps, concl, rule, args, parents, ledger = frozenset(), FALSE, "hyp", (), (), frozenset()


def seized_subclass() -> type:
    """A subclass of Theorem, caught before its creation is refused."""
    caught: list[type] = []

    class Catch:
        def __set_name__(self, owner: type, name: str) -> None:
            caught.append(owner)

    with contextlib.suppress(TrustError):
        type("Sub", (Theorem,), {"catch": Catch(), "concl": FALSE, "hyps": frozenset()})
    return caught[0]


class Switching:
    """Premises of another class, which says what it likes and then turns back into a theorem."""

    __slots__ = ("__weakref__",)
    hyps = frozenset()

    @property
    def concl(self) -> Any:
        as_class(self, Theorem)
        return FALSE


def as_class(x: Any, cls: type) -> None:
    """Assign the class by the descriptor of `object` itself: the one way that no class can close."""
    object.__dict__["__class__"].__set__(x, cls)


@attack(TrustError, "was not made by a rule", discriminates=False)
def record_taken_away_through_a_reference() -> Any:
    # A theorem whose record is dropped says nothing: it does not take over what another one says.
    th, other = hyp(lt(x, y)), hyp(lt(y, x))
    weakref.getweakrefs(other)[0].key = id(th)  # type: ignore[attr-defined]
    del other
    return th.concl


@attack(TrustError, "only rules make theorems")
def construct() -> None:
    Theorem()  # type: ignore[call-arg]


@attack(TrustError, NOT_MINTED)
def allocate() -> None:
    prop((object.__new__(Theorem),), FALSE)  # type: ignore[arg-type]


@attack(TrustError, "no subclasses", discriminates=False)
def subclass() -> None:
    type("Sub", (Theorem,), {"concl": FALSE})


@attack(TrustError, NOT_MINTED)
def subclass_seized_before_refusal() -> None:
    prop((object.__new__(seized_subclass()),), FALSE)


@attack(TrustError, "neither copied nor pickled", discriminates=False)
def shallow_copy() -> None:
    copy.copy(refl(ZERO))


@attack(TrustError, "neither copied nor pickled", discriminates=False)
def deep_copy() -> None:
    copy.deepcopy(refl(ZERO))


@attack(TrustError, "neither copied nor pickled", discriminates=False)
def pickled() -> None:
    pickle.dumps(refl(ZERO))


@attack(TypeError, "dataclass instance", discriminates=False)
def replaced_as_dataclass() -> None:
    dataclasses.replace(refl(ZERO), concl=FALSE)  # type: ignore[type-var]


@attack(AttributeError, "has no setter")
def assign_conclusion() -> None:
    refl(ZERO).concl = FALSE  # type: ignore[misc]


@attack(AttributeError, "has no setter")
def assign_hypotheses_through_object() -> None:
    object.__setattr__(hyp(FALSE), "hyps", frozenset())


@attack(AttributeError, "has no attribute", discriminates=False)
def shadow_by_instance_dictionary() -> None:
    vars(Theorem)  # a class has one, its objects have none
    refl(ZERO).__dict__["concl"] = FALSE


@attack(TrustError, "an object of the kernel keeps its class")
def assign_class() -> None:
    refl(ZERO).__class__ = Switching  # type: ignore[assignment]


@attack(TrustError, "an object of the kernel keeps its class")
def assign_class_through_object() -> None:
    object.__setattr__(refl(ZERO), "__class__", Switching)


@attack(TrustError, NOT_MINTED)
def premise_that_switches_class() -> None:
    # Found by attack: a premise read as another class gave ⊢ ∃x. false, and was a theorem again when minted.
    th = refl(ZERO)
    as_class(th, Switching)
    exists_intro(th, exists(x, FALSE), ZERO)


@attack(TrustError, NOT_MINTED)
def weak_proxy() -> None:
    th = refl(ZERO)
    prop((weakref.proxy(th),), th.concl)


@attack(TrustError, NOT_MINTED)
def unminted_conclusion() -> None:
    prop((hyp.__wrapped__(FALSE),), FALSE)  # type: ignore[attr-defined]


@attack(TrustError, NOT_MINTED)
def record_of_a_theorem() -> None:
    prop((vault.record(refl(ZERO))._replace(concl=FALSE),), FALSE)  # type: ignore[arg-type]


@attack(TrustError, "an object of the kernel keeps its class")
def record_of_another_class() -> None:
    # Found by attack: the record itself was an object whose class could be assigned.
    vault.record(refl(ZERO)).__class__ = type("Record", (tuple,), {"__slots__": (), "concl": FALSE})  # type: ignore


@attack(TypeError, "does not support item assignment")
def write_into_a_record() -> None:
    vault.record(refl(ZERO))[1] = FALSE  # type: ignore[index]


def second_vault() -> Any:
    """The module of the vault, loaded once more: rules can still be added to it."""
    spec = importlib.util.spec_from_file_location("proofs.kernel.second", vault.__file__)
    second = importlib.util.module_from_spec(spec)  # type: ignore[arg-type]
    spec.loader.exec_module(second)  # type: ignore[union-attr]
    return second


@attack(RuleError, "the conclusion is not a formula", discriminates=False)
def conclusion_that_is_a_number() -> None:
    second = second_vault()
    second.rule(lambda: second.Conclusion(frozenset(), ZERO))()


@attack(RuleError, "the conclusion is not a formula", discriminates=False)
def conclusion_that_is_loose() -> None:
    second = second_vault()
    second.rule(lambda: second.Conclusion(frozenset(), bound(0, PROP)))()


@attack(RuleError, "the conclusion is not a formula", discriminates=False)
def conclusion_that_only_looks_like_a_term() -> None:
    second = second_vault()
    like = type("Like", (), {"type": PROP, "loose": ()})()
    second.rule(lambda: second.Conclusion(frozenset(), like))()


@attack(TrustError, NOT_MINTED)
def theorem_of_another_kernel() -> None:
    second = second_vault()
    absurd = second.rule(lambda: second.Conclusion(frozenset(), FALSE))  # its vault is still open
    prop((absurd(),), FALSE)


@attack(TrustError, "there are no more rules")
def rule_after_loading() -> None:
    vault.rule(lambda: vault.Conclusion(frozenset(), FALSE))


@attack(TypeError, "does not support item assignment", discriminates=False)
def rule_put_into_the_table() -> None:
    RULES["absurd"] = lambda: FALSE  # type: ignore[index]


@attack(TypeError, "unexpected keyword argument", discriminates=False)
def conclusion_by_keyword() -> None:
    refl(ZERO, concl=FALSE)  # type: ignore[call-arg]


@pytest.mark.parametrize("case", ATTACKS, ids=str)
def test_refused(case: Any) -> None:
    refused(case)


def uses(fake: Any) -> Iterator[tuple[str, Any]]:
    """Every rule that takes a theorem, given the fake."""
    n, good = var("n", INT), refl(ZERO)
    start = num(0, INT)
    yield "prop", lambda: prop((fake,), FALSE)
    yield "forall_intro", lambda: forall_intro(x, fake)
    yield "forall_elim", lambda: forall_elim(fake)
    yield "exists_intro", lambda: exists_intro(fake, exists(x, FALSE), ZERO)
    yield "exists_elim-some", lambda: exists_elim(x, fake, good)
    yield "exists_elim-use", lambda: exists_elim(x, admitted(exists(x, eq(x, x))), fake)
    yield "type_instance", lambda: type_instance(fake, INT)
    yield "convert", lambda: convert(fake, FALSE)
    yield "rewrite", lambda: rewrite(fake, ())
    yield "rewrite-equation", lambda: rewrite(good, (((0,), fake),))
    yield "field-nonzero", lambda: field(ZERO, ZERO, Side(nonzero=(fake,)))
    yield "field-nonneg", lambda: field(ZERO, ZERO, Side(nonneg=(fake,)))
    yield "order", lambda: order(FALSE, (fake,), ())
    yield "order-side", lambda: order(FALSE, (), (), Side((fake,)))
    yield "induct-base", lambda: induct(n, start, eq(n, n), fake, good)
    yield "induct-step", lambda: induct(n, start, eq(n, n), refl(start), fake)
    yield "publish", lambda: publish((), FALSE, {}, INT, fake, good, good)


@pytest.mark.parametrize("name", [name for name, _ in uses(None)])
@pytest.mark.parametrize("fake", [Lookalike(), types.SimpleNamespace(**vars(Lookalike)), None, FALSE],
                         ids=["lookalike", "namespace", "none", "term"])
def test_no_rule_takes_a_lookalike(name: str, fake: Any) -> None:
    with pytest.raises(TrustError, match=NOT_MINTED):
        dict(uses(fake))[name]()


def test_every_rule_with_premises_is_attacked() -> None:
    without = {"hyp", "refl", "gap", "rec_base", "rec_step"} | {name for name in RULES if name in dir_of_table()}
    assert {name.split("-")[0] for name, _ in uses(None)} - {"publish"} == set(RULES) - without


def dir_of_table() -> set[str]:
    from proofs.kernel.table import ROWS

    return {row.__name__ for row in ROWS}  # type: ignore[attr-defined]


def test_an_address_used_again_does_not_inherit_a_theorem() -> None:
    """Discriminates against a vault keyed by the number `id(theorem)`."""
    for _ in range(200):
        th = hyp(FALSE)
        del th
        with pytest.raises(TrustError, match=NOT_MINTED):
            vault.record(object.__new__(Theorem))  # type: ignore[arg-type]


def test_premises_are_read_once() -> None:
    """What is checked is what is used: an iterable that changes gives one list of premises."""

    class Changing:
        turn = 0

        def __iter__(self) -> Iterator[Theorem]:
            Changing.turn += 1
            return iter((hyp(FALSE),) if Changing.turn == 1 else ())

    assert prop(Changing(), op("eq", num(0, REAL), ONE)).hyps == {FALSE}  # type: ignore[arg-type]
    assert Changing.turn == 1


def test_twin_a_switching_premise_would_give_false() -> None:
    """⊢ ∃x. false, which the unchecked rule gave, is false."""
    absurd = admitted(exists(x, FALSE))
    assert exists_elim(x, absurd, hyp(FALSE)).concl is FALSE
    assert forall_elim(forall_intro(x, hyp(FALSE)), ZERO).hyps == {FALSE}
