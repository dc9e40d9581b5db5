"""Terms and types that were not made by the constructors, or that say one thing and mean another."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import pytest
from attack import refused, register
from short_names import ONE, ZERO, admitted, eq, lt, x, y

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
    app,
    define,
    exists,
    forall,
    forall_elim,
    forall_intro,
    fun,
    hyp,
    is_term,
    num,
    op,
    order,
    prop,
    substitute,
    types,
    value,
    var,
)
from proofs.kernel.substitution import instantiate
from proofs.kernel.terms import Definition, bound, make

ATTACKS, attack = register()


class TwoFaced(dict[Any, Any]):
    """Shows fitting values to who checks them, and holds others."""

    def items(self) -> Any:
        return {x: y}.items()


@attack(IllFormed, "value does not fit the variable")
def values_checked_are_not_the_values_used() -> Any:
    return substitute(eq(x, y), TwoFaced({x: bound(0, REAL)}))


class AnyEqual:
    """Equal to everything, with the hash of what it impersonates."""

    name, omega, size = "Real", False, 1

    def __init__(self, like: Any = None) -> None:
        self.like = like

    def __eq__(self, other: object) -> bool:
        return True

    def __hash__(self) -> int:
        return hash(self.like)


class EqualClass(type):
    """A class that is equal to every class, so `type(x) in (tuple, …)` holds."""

    def __eq__(cls, other: object) -> bool:
        return True

    __hash__ = type.__hash__


class Numeral(metaclass=EqualClass):
    """Read as 1 when it is checked and as `now` later."""

    now = 1

    def __iter__(self) -> Iterator[Any]:
        return iter((1, 1, REAL))

    def __getitem__(self, i: int) -> Any:
        return (Numeral.now, 1, REAL)[i]


class Liar(int):
    """An integer that multiplies and compares as 1."""

    def __mul__(self, other: int) -> int:
        return 1

    __rmul__ = __mul__


class Name(str):
    pass


def forged(p: Any = 1, q: Any = 1) -> Fraction:
    """A fraction whose parts were assigned."""
    f = Fraction(1)
    f._numerator, f._denominator = p, q  # type: ignore[attr-defined]
    return f


def copied(node: Any) -> Any:
    """The same fields in another object."""
    return tuple.__new__(type(node), tuple(node))


# -- objects that are no terms -------------------------------------------------------


@attack(RuleError, "not a formula")
def formula_that_was_not_interned() -> None:
    hyp(copied(FALSE))


@attack(IllFormed, "a subterm was not made by the constructors")
def subterm_that_was_not_interned() -> None:
    eq(copied(x), x)


@attack(IllFormed, "does not apply")
def type_that_was_not_interned() -> None:
    var("x", copied(REAL))


@attack(IllFormed, "not a type")
def function_type_over_a_forged_type() -> None:
    fun(copied(INT), INT)


@attack(IllFormed, "not a type")
def new_base_type() -> None:

    types._type("Empty", None, None)  # Found by attack: the interner took any fields.


@attack(IllFormed, "needs a plain string and a plain tuple")
def node_with_chosen_fields() -> None:
    # Found by attack: the interner of terms interned whatever `build` returned, for instance wrong free variables.
    from proofs.kernel import terms

    terms.make(("key",), lambda: ("false", (), None, PROP, (), frozenset(), 1, False))


class Double:
    """Says that it is equal to a term that was asked about before."""

    def __init__(self, t: object) -> None:
        self.t = t

    def __hash__(self) -> int:
        return hash(self.t)

    def __eq__(self, other: object) -> bool:
        return True


@attack(IllFormed, "not a term")
def double_of_a_remembered_term() -> None:
    body = forall(x, lt(x, y)).args[0].args[0]
    assert instantiate(body, ZERO) is lt(ZERO, y)
    instantiate(body, Double(ZERO))  # type: ignore[arg-type]


@attack(TrustError, "an object of the kernel keeps its class")
def node_of_another_class() -> None:
    # Found by attack: a numeral of a class with its own `data` was 0 in one rule and 1 in the next.
    ZERO.__class__ = type("Evil", (tuple,), {"__slots__": (), "op": "num", "data": (1, 1, REAL)})  # type: ignore


@attack(TrustError, "an object of the kernel keeps its class")
def type_of_another_class() -> None:
    object.__setattr__(REAL, "__class__", type("Evil", (tuple,), {"__slots__": (), "omega": False}))


@attack(AttributeError, "attribute")
def assigned_field() -> None:
    object.__setattr__(ZERO, "data", (1, 1, REAL))


@attack(TypeError, "not pickled", discriminates=False)
def pickled_term() -> None:
    pickle.dumps(x)


@attack(TypeError, "not pickled", discriminates=False)
def copied_term() -> None:
    copy.copy(x)


# -- names, numbers and data of the wrong kind ---------------------------------------


@attack(IllFormed, "needs a plain string")
def operator_of_a_string_subclass() -> None:
    make(Name("sub"), (var("new1", REAL), y))  # a node met before would be found, and is genuine


@attack(IllFormed, "does not apply")
def variable_named_by_a_string_subclass() -> None:
    var(Name("a name that no other test uses"), REAL)


@attack(IllFormed, "needs a plain string and a plain tuple")
def arguments_in_a_tuple_subclass() -> None:
    make("sub", type("Pair", (tuple,), {})((var("new2", REAL), y)))


@attack(IllFormed, "does not apply")
def variable_with_a_third_field() -> None:
    # Found by attack: two variables that are equal for a moment drop one from the set of free variables,
    # and ∀-introduction no longer sees it in a hypothesis.
    make("var", (), ("a", REAL, AnyEqual()))


@attack(IllFormed, "needs an exact number", discriminates=False)
def number_from_a_float() -> None:
    num(0.1)  # type: ignore[arg-type]


@attack(IllFormed, "needs an exact number", discriminates=False)
def number_from_a_truth_value() -> None:
    num(True)


@attack(IllFormed, "needs an exact number")
def number_from_a_fraction_subclass() -> None:
    num(type("Mine", (Fraction,), {"numerator": 2})(1))


@attack(IllFormed, "does not apply")
def number_with_a_lying_numerator() -> None:
    num(forged(p=Liar(987654321987)))


@attack(IllFormed, "does not apply")
def number_with_denominator_zero() -> None:
    num(forged(q=0))


@attack(IllFormed, "does not apply")
def number_not_in_lowest_terms() -> None:
    make("num", (), (2, 4, REAL))


@attack(IllFormed, "does not apply")
def integer_one_half() -> None:
    num(Fraction(1, 2), INT)


@attack(IllFormed, "does not apply")
def number_of_a_type_that_equals_all() -> None:
    # Found by attack: ½ at a type equal to Int and to Real was an exponent, and 4^(½+½) was 4².
    num(Fraction(1, 2), AnyEqual())  # type: ignore[arg-type]


@attack(IllFormed, "does not apply")
def number_whose_data_change() -> None:
    # Found by attack: `type(data) in (…)` believed a metaclass, and the numeral was 1 and then 2.
    make("num", (), Numeral())


@attack(IllFormed, "does not apply", discriminates=False)
def number_at_type_prop() -> None:
    num(1, PROP)


@attack(IllFormed, "needs a name and a body")
def definition_with_a_fourth_field() -> None:
    make("const", (), tuple.__new__(Definition, ("c", ONE, False, AnyEqual())))


@attack(IllFormed, "the body is not a term")
def definition_of_a_forged_body() -> None:
    define("c", copied(ONE))


@attack(IllFormed, "the body has free variables")
def definition_with_a_free_variable() -> None:
    define("c", x)


@attack(IllFormed, "the body has free variables")
def definition_with_a_loose_variable() -> None:
    define("c", bound(0, REAL))


@attack(IllFormed, "Ω occurs in the body but not in the type")
def definition_with_omega_in_the_body_only() -> None:
    # CORE, exploit 27: "there is an injection of Ω into Int" is true of Int and false of Real.
    f, u, v = var("f", fun(OMEGA, INT)), var("u", OMEGA), var("v", OMEGA)
    injective = forall(u, forall(v, op("imp", eq(app(f, u), app(f, v)), eq(u, v))))
    define("countable", exists(f, injective))


@pytest.mark.parametrize("case", ATTACKS, ids=str)
def test_refused(case: Any) -> None:
    refused(case)


def test_a_mutated_fraction_does_not_change_a_numeral() -> None:
    """In the register: numerals once kept the Fraction object itself."""
    q = Fraction(1)
    one = num(q)
    q._numerator = 2  # type: ignore[attr-defined]
    assert value(one) == 1
    value(one)._numerator = 3  # type: ignore[attr-defined]
    assert value(one) == 1 and num(1) is one


def test_an_impostor_key_finds_only_genuine_nodes() -> None:
    """A key that is equal to all may be answered with an old node; it never enters a new one."""
    key = AnyEqual(("a", REAL))
    node = var("a", REAL)
    try:
        found = make("var", (), key)
    except IllFormed:
        return
    assert found is node and is_term(found)


def test_twin_a_variable_missed_in_a_hypothesis_gives_false() -> None:
    """What `variable_with_a_third_field` led to: x < y ⊢ ∀y. x < y, and from it a contradiction."""
    below_itself = forall_elim(admitted(forall(y, lt(x, y)), lt(x, y)), x)
    law = prop((below_itself,), op("imp", lt(x, y), lt(x, x)), (lt(x, y),))
    at_numbers = forall_elim(forall_intro(x, forall_intro(y, law)), ZERO, ONE)
    below = order(lt(ZERO, ONE), (), (Summand(Fraction(1)),))
    absurd = prop((at_numbers, below), lt(ZERO, ZERO))
    assert order(FALSE, (absurd,), (Summand(Fraction(1), (0,)),)).hyps == frozenset()
