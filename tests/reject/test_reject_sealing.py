"""The kernel that has loaded is not changed by assignment.

What reaches under the interpreter's double-underscored names is not stopped; the README says so.
"""

from __future__ import annotations

import importlib
import pkgutil
import types
from typing import Any

import pytest
from attack import refused, register

import proofs.kernel
from proofs.kernel import FALSE, TrustError, arithmetic, definedness, logic, rational, terms
from proofs.kernel import theorem as vault

ATTACKS, attack = register()
MODULE = "the kernel has loaded and is not changed"
CLASS = "a class of the kernel is not changed"
MODULES = [importlib.import_module(f"proofs.kernel.{m.name}") for m in pkgutil.iter_modules(proofs.kernel.__path__)]


@attack(TrustError, MODULE)
def tautologies_replaced() -> None:
    logic._follows = lambda facts, goal: True


@attack(TrustError, MODULE)
def genuineness_replaced() -> None:
    terms.is_term = lambda t: True


@attack(TrustError, MODULE)
def name_deleted() -> None:
    del logic.plain


@attack(TrustError, MODULE)
def exported_rule_replaced() -> None:
    proofs.kernel.prop = lambda *a: None  # type: ignore[assignment]


@attack(TrustError, MODULE)
def patched_by_pytest() -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(logic, "_follows", lambda facts, goal: True)


@attack(TrustError, MODULE)
def reloaded() -> None:
    importlib.reload(logic)


@attack(TrustError, MODULE)
def seal_removed() -> None:
    logic.__class__ = types.ModuleType  # type: ignore[assignment]


@attack(TrustError, CLASS)
def divisions_not_checked() -> None:
    # Found by attack: with it `field` gave ⊢ 1/0 = 1.
    rational.Reader.inverse = lambda self, a: (self.one, 1, {})  # type: ignore[method-assign,assignment]


@attack(TrustError, CLASS)
def hypotheses_not_recorded() -> None:
    # Found by attack: with it `hyp` gave ⊢ false.
    vault.Conclusion.hyps = property(lambda self: frozenset())  # type: ignore[assignment,misc]


@attack(TrustError, CLASS)
def conclusion_of_all_theorems() -> None:
    vault.Theorem.concl = property(lambda self: FALSE)  # type: ignore[method-assign,assignment]


@attack(TrustError, CLASS)
def free_variables_of_all_terms() -> None:
    terms.Term.free = frozenset()


@attack(TrustError, CLASS)
def check_of_classes_deleted() -> None:
    del terms.Term.__eq__


@attack(TrustError, CLASS)
def definedness_of_all_terms() -> None:
    definedness._Reading.of = lambda self, t: definedness.TRUE  # type: ignore[method-assign,assignment]


@attack(TrustError, CLASS)
def kind_of_all_premises() -> None:
    arithmetic._Premise.kind = "lt"


@attack(TypeError, "does not support item assignment")
def operators_extended() -> None:
    # Found by attack: the table of signatures was a dictionary that anyone could write; real : Real → Int
    # made ½ an integer.
    terms.OPERATORS[0] = "choose"  # type: ignore[index]


@pytest.mark.parametrize("case", ATTACKS, ids=str)
def test_refused(case: Any) -> None:
    refused(case)


@pytest.mark.parametrize("module", MODULES, ids=lambda m: m.__name__)
def test_every_module_is_sealed(module: types.ModuleType) -> None:
    with pytest.raises(TrustError, match=MODULE):
        module.anything = None  # type: ignore[attr-defined]


@pytest.mark.parametrize("module", MODULES, ids=lambda m: m.__name__)
def test_no_module_level_table_can_be_written(module: types.ModuleType) -> None:
    """Dictionaries, lists and sets at module level would be a way around the seal."""
    mutable = [name for name, v in vars(module).items() if type(v) in (dict, list, set) and not name.startswith("__")]
    assert mutable == []


@pytest.mark.parametrize("module", MODULES, ids=lambda m: m.__name__)
def test_every_class_is_sealed(module: types.ModuleType) -> None:
    """All but exceptions, the sealing classes themselves, and protocols (which only the type checker reads)."""
    own = [c for c in vars(module).values() if isinstance(c, type) and c.__module__ == module.__name__]
    own = [c for c in own if not getattr(c, "_is_protocol", False)]
    for cls in own:
        if not issubclass(cls, Exception | types.ModuleType | type):
            with pytest.raises(TrustError, match=CLASS):
                cls.anything = None  # type: ignore[attr-defined]


def test_objects_of_sealed_classes_show_what_they_hold() -> None:
    """A class is made anew: what an object holds, and who refers to it weakly, are still there."""
    reader = rational.Reader([])
    assert vars(reader)["memo"] == {} and reader.__weakref__ is None  # type: ignore[attr-defined]
