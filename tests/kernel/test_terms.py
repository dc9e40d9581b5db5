"""Types and terms: interning, typing, cached fields, definitions."""

from __future__ import annotations

from fractions import Fraction

import pytest
from short_names import ONE, ZERO, add, eq, f, n, w, x, y

from proofs.kernel import (
    FALSE,
    INT,
    OMEGA,
    PROP,
    REAL,
    IllFormed,
    Term,
    app,
    define,
    exists,
    forall,
    free_variables,
    fun,
    is_term,
    lam,
    num,
    op,
    value,
    var,
)
from proofs.kernel.terms import OPERATORS, bound, is_type, make, rebuild


def test_equal_terms_are_one_object() -> None:
    assert add(x, y) is add(var("x", REAL), var("y", REAL))
    assert lam(x, add(x, y)) is lam(var("other", REAL), add(var("other", REAL), y))
    assert fun(INT, REAL) is fun(INT, REAL) and is_type(fun(INT, REAL))


def test_names_and_types_tell_variables_apart() -> None:
    assert x is not var("x", INT) and x is not y
    assert lam(x, y) is not lam(y, y)


def test_cached_fields() -> None:
    t = lam(x, add(x, app(f, y)))
    assert t.type is fun(REAL, REAL) and t.free == y.free | f.free and t.loose == ()
    assert bound(2, REAL).loose == (None, None, REAL)
    assert make("lam", (bound(2, REAL),), INT).loose == (None, REAL)
    assert lam(w, ONE).omega and not t.omega


def test_functions_are_curried() -> None:
    assert fun(INT, REAL, PROP) is fun(INT, fun(REAL, PROP))
    assert app(var("g", fun(INT, REAL, REAL)), n, x).type is REAL
    assert str(fun(fun(INT, REAL), PROP)) == "(Int → Real) → Prop"


def test_quantifiers_bind() -> None:
    assert forall(x, eq(x, y)).free == y.free
    assert exists(x, eq(x, x)).op == "ex" and exists(x, eq(x, x)).type is PROP


def test_numerals() -> None:
    assert value(num(Fraction(2, 4))) == Fraction(1, 2) and num(1) is not num(1, INT)
    with pytest.raises(IllFormed, match="not a numeral"):
        value(x)


def test_every_operator_has_a_typing() -> None:
    """An operator without arguments of the right number is refused, never guessed."""
    for name in OPERATORS:
        if name != "false":
            with pytest.raises(IllFormed, match="does not apply"):
                op(name)
    assert op("false") is FALSE


def test_definition_is_its_name_and_body() -> None:
    one = define("one", ONE)
    assert define("one", ONE) is one and define("one", ZERO) is not one
    assert one.type is REAL and one.data.body is ONE and not one.data.total
    assert define("id", lam(w, w)).type is fun(OMEGA, OMEGA)


def test_free_variables_are_in_order() -> None:
    assert [str(v) for v in free_variables(eq(add(y, x), app(f, y)))] == ["f", "x", "y"]


def test_rebuild_keeps_what_has_not_changed() -> None:
    t = add(x, y)
    assert rebuild(t, (x, y)) is t and rebuild(t, (y, x)) is add(y, x)


def test_terms_are_compared_by_identity() -> None:
    twin = tuple.__new__(Term, tuple(x))
    assert twin != x and not is_term(twin) and is_term(x)
