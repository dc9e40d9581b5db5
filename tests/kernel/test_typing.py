"""Typing of every operator at every combination of types, nodes with parts of another form, and the cached fields."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from fractions import Fraction
from itertools import product
from typing import Any

import pytest
from short_names import I0, I1, ONE, ZERO, add, eq, f, le, n, w, x, y

from proofs.kernel import (
    FALSE,
    INT,
    OMEGA,
    PROP,
    REAL,
    Budget,
    IllFormed,
    KernelError,
    Term,
    Type,
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
from proofs.kernel.terms import MAX_BITS, MAX_DEPTH, OPERATORS, Definition, bound, make
from proofs.kernel.types import MAX_TYPE, _type, is_type

RR, IR, RP, IRR = fun(REAL, REAL), fun(INT, REAL), fun(REAL, PROP), fun(INT, REAL, REAL)
RV = fun(OMEGA, REAL)
SAMPLES: dict[Type, Term] = {ty: var("v", ty) for ty in (INT, REAL, PROP, OMEGA, RR, IR, RP, IRR, RV, fun(INT, INT, INT))}
NUMBERS = (INT, REAL)


def expected(name: str, types: tuple[Type, ...]) -> Type | None:
    """The typing rules once more, as the README has them."""
    same = len(set(types)) == 1
    match name:
        case "add" | "sub" | "mul":
            return types[0] if len(types) == 2 and same and types[0] in NUMBERS else None
        case "neg":
            return types[0] if len(types) == 1 and types[0] in NUMBERS else None
        case "le" | "lt":
            return PROP if len(types) == 2 and same and types[0] in NUMBERS else None
        case "eq":
            return PROP if len(types) == 2 and same and types[0] is not PROP else None
        case "ite":
            fits = len(types) == 3 and types[0] is PROP and types[1] is types[2] is not PROP
            return types[1] if fits else None
        case "rec":
            fits = len(types) == 4 and types[0] is types[3] is INT and types[1] is not PROP
            return types[1] if fits and types[2] is fun(INT, types[1], types[1]) else None
    fixed: dict[str, tuple[Type, ...]] = {
        "div": (REAL, REAL, REAL), "pow": (REAL, REAL, INT), "real": (REAL, INT), "floor": (INT, REAL), "sqrt": (REAL, REAL),
        "exp": (REAL, REAL), "log": (REAL, REAL), "not": (PROP, PROP), "false": (PROP,),
        **dict.fromkeys(("and", "or", "imp", "iff"), (PROP, PROP, PROP))}
    return fixed[name][0] if name in fixed and types == fixed[name][1:] else None


@pytest.mark.parametrize("name", [name for name in OPERATORS if name not in ("all", "ex")])
def test_typing(name: str) -> None:
    """Each operator at each choice of up to three arguments (the recursor: of four, from fewer types)."""
    ranges: list[Any] = [product(SAMPLES, repeat=k) for k in range(4)]
    ranges.append(product((INT, REAL, PROP), (INT, REAL, PROP), (IRR, RR, fun(INT, INT, INT)), (INT, REAL)))
    for types in (t for r in ranges for t in r):
        wanted = expected(name, types)
        if wanted is not None:
            assert op(name, *[SAMPLES[t] for t in types]).type is wanted
        else:
            with pytest.raises(IllFormed, match="does not apply"):
                op(name, *[SAMPLES[t] for t in types])


@pytest.mark.parametrize("name", ["all", "ex"])
def test_typing_of_quantifiers(name: str) -> None:
    assert op(name, lam(x, le(x, x))).type is PROP
    for t in (lam(x, x), SAMPLES[RP], ONE, FALSE, app(lam(n, lam(x, le(x, x))), I0)):
        with pytest.raises(IllFormed, match="does not apply"):
            op(name, t)


def test_typing_of_application() -> None:
    for g, a in product(SAMPLES.values(), repeat=2):
        if g.type.dom is a.type:
            assert app(g, a).type is g.type.cod
        else:
            with pytest.raises(IllFormed, match="does not apply"):
                app(g, a)


class Pair(tuple):  # type: ignore[type-arg]
    """A tuple of another class."""

    __slots__ = ()


APPLY, MAKE, NAMED = "does not apply", "needs a plain string and a plain tuple", "needs a name and a body"
NODES: dict[str, tuple[tuple[Any, ...], str]] = {
    "variable with a subterm": (("var", (x,), ("u1", REAL)), APPLY),
    "variable with a pair of another class": (("var", (), Pair(("u2", REAL))), APPLY),
    "variable with one field": (("var", (), ("u3",)), APPLY),
    "variable with three fields": (("var", (), ("u4", REAL, 1)), APPLY),
    "variable named by a number": (("var", (), (5, REAL)), APPLY),
    "variable of no type": (("var", (), ("u5", "Real")), APPLY),
    "bound with a subterm": (("bound", (x,), (0, REAL)), APPLY),
    "bound with a pair of another class": (("bound", (), Pair((31, REAL))), APPLY),
    "bound with one field": (("bound", (), (0,)), APPLY),
    "bound with three fields": (("bound", (), (0, REAL, 1)), APPLY),
    "bound by a truth value": (("bound", (), (True, fun(REAL, INT))), APPLY),
    "bound by a name": (("bound", (), ("0", REAL)), APPLY),
    "bound of no type": (("bound", (), (0, "Real")), APPLY),
    "bound below zero": (("bound", (), (-1, REAL)), APPLY),
    "bound beyond the depth": (("bound", (), (MAX_DEPTH, REAL)), APPLY),
    "number with a subterm": (("num", (x,), (7, 1, REAL)), APPLY),
    "number in a tuple of another class": (("num", (), Pair((7001, 1, REAL))), APPLY),
    "number with two fields": (("num", (), (7, 1)), APPLY),
    "number with four fields": (("num", (), (7, 1, REAL, 1)), APPLY),
    "number of truth values": (("num", (), (True, 1, fun(REAL, REAL))), APPLY),
    "number over a truth value": (("num", (), (7003, True, REAL)), APPLY),
    "number over a float": (("num", (), (7002, 1.5, REAL)), APPLY),
    "number over zero": (("num", (), (7, 0, REAL)), APPLY),
    "number over minus one": (("num", (), (7, -1, REAL)), APPLY),
    "number that is not reduced": (("num", (), (4, 2, REAL)), APPLY),
    "half an integer": (("num", (), (1, 2, INT)), APPLY),
    "number that is a proposition": (("num", (), (1, 1, PROP)), APPLY),
    "λ without a body": (("lam", (), REAL), APPLY),
    "λ with two bodies": (("lam", (x, y), REAL), APPLY),
    "λ without a type": (("lam", (x,), "Real"), APPLY),
    "λ with no data": (("lam", (x,), None), APPLY),
    "application of a number": (("app", (x, y)), APPLY),
    "application with data": (("app", (f, x), 1), APPLY),
    "application to two": (("app", (f, x, x)), APPLY),
    "application to nothing": (("app", (f,)), APPLY),
    "application at another type": (("app", (f, n)), APPLY),
    "sum with data": (("add", (x, y), 1), APPLY),
    "sum of one": (("add", (x,)), APPLY),
    "sum of three": (("add", (x, y, x)), APPLY),
    "name of another class": ((type("Name", (str,), {})("neg"), (var("u6", REAL),)), MAKE),
    "parts of another class": (("neg", Pair((var("u7", REAL),))), MAKE),
    "unknown": (("choose", (x,)), "unknown operator"),
    "constant with a subterm": (("const", (x,), define("c", ONE).data), "the body is not a term"),
    "constant of a plain tuple": (("const", (), ("of a plain tuple", ONE, False)), NAMED),
    "constant named by a number": (("const", (), tuple.__new__(Definition, (5, ONE, False))), NAMED),
    "constant with a word for total": (("const", (), tuple.__new__(Definition, ("c", ONE, "no"))), NAMED),
    "constant with two fields": (("const", (), tuple.__new__(Definition, ("c", ONE))), NAMED),
    "constant of no term": (("const", (), tuple.__new__(Definition, ("c", 1, False))), "the body is not a term"),
}


@pytest.mark.parametrize("name", NODES)
def test_node_is_refused(name: str) -> None:
    parts, reason = NODES[name]
    with pytest.raises(KernelError) as caught:
        make(*parts)
    assert caught.value.reason == reason


TYPES: dict[str, tuple[Any, ...]] = {
    "unknown name": ("Nat", None, None), "name with a domain": ("Real", INT, None), "name with a codomain": ("Real", None, INT),
    "name with both": ("Prop", INT, INT), "no codomain": ("", INT, None), "no domain": ("", None, INT),
    "nothing": ("", None, None),
    "domain of no type": ("", "Int", INT), "codomain of no type": ("", INT, "Int"),
    "name of another class": (type("Name", (str,), {"__hash__": lambda s: 5})("Int"), None, None),
}


@pytest.mark.parametrize("name", [name for name in TYPES if name != "name with both"])
def test_type_is_refused(name: str) -> None:
    with pytest.raises(IllFormed) as caught:
        _type(*TYPES[name])
    assert caught.value.where == "fun" and caught.value.reason == "not a type"


def test_a_name_with_both_parts_is_a_function_type_without_that_name() -> None:
    assert _type("Prop", INT, INT).name == "" and _type("Prop", INT, INT).cod is INT


def test_fields_of_types() -> None:
    assert [(ty.name, ty.size, ty.omega) for ty in (INT, REAL, PROP, OMEGA)] == [
        ("Int", 1, False), ("Real", 1, False), ("Prop", 1, False), ("Ω", 1, True)]
    assert (IRR.size, IRR.name, IRR.dom, IRR.cod) == (3, "", INT, RR)
    assert [fun(a, b).omega for a, b in product((INT, OMEGA), repeat=2)] == [False, True, True, True]
    assert str(IRR) == "Int → Real → Real" and str(fun(RR, INT)) == "(Real → Real) → Int"
    assert is_type(INT) and not is_type("Int") and not is_type(x) and not is_type(tuple(INT))


def test_one_type_is_checked_too() -> None:
    for thing in ("Int", None, x):
        with pytest.raises(IllFormed, match="not a type"):
            fun(thing)  # type: ignore[arg-type]
    assert fun(REAL) is REAL


def test_a_term_that_has_changed_its_class_is_none() -> None:
    """The descriptor of `object` is the one way that no class can close; what went that way is not genuine."""
    turned, assign = var("u9", REAL), object.__dict__["__class__"].__set__
    assign(turned, Pair)
    try:
        assert not is_term(turned)
    finally:
        assign(turned, type(x))
    assert is_term(turned)


def test_neither_types_nor_terms_are_pickled() -> None:
    for thing in (INT, x):
        with pytest.raises(TypeError, match="use the certificate format"):
            pickle.dumps(thing)


# -- bounds -----------------------------------------------------------------------------


def test_a_type_of_the_largest_size() -> None:
    half = fun(*[REAL]*500)
    assert (half.size, fun(half, half).size, MAX_TYPE) == (500, 1000, 1000)
    for dom, cod in ((fun(half, half), INT), (INT, fun(half, half))):
        with pytest.raises(Budget, match="a type of more than 1000 parts"):
            fun(dom, cod)


def test_a_term_of_the_largest_depth() -> None:
    t: Term = x
    for _ in range(MAX_DEPTH - 1):
        t = op("neg", t)
    assert (t.depth, MAX_DEPTH) == (1500, 1500) and add(x, t.args[0]).depth == add(t.args[0], x).depth == 1500
    for deeper in (lambda: op("neg", t), lambda: add(t, x), lambda: add(x, t)):
        with pytest.raises(Budget, match="deeper than 1500"):
            deeper()


def test_an_index_of_the_largest_size() -> None:
    assert len(bound(MAX_DEPTH - 1, REAL).loose) == MAX_DEPTH


def test_a_number_of_the_largest_size() -> None:
    last = 2**MAX_BITS - 1
    assert value(num(last)) == last and value(num(Fraction(1, last))) == Fraction(1, last) and MAX_BITS == 100_000
    for big in (last + 1, Fraction(1, last + 1), -last - 1):
        with pytest.raises(Budget, match="more than 100000 bits"):
            num(big)


# -- cached fields ----------------------------------------------------------------------

L0, L1 = bound(0, REAL), bound(1, REAL)
G = var("G", fun(REAL, REAL, REAL))
HOLDS = define("holds", lam(w, FALSE))
TERMS = [
    x, ONE, f, app(f, x), lam(x, app(f, x)), lam(x, add(x, y)), add(L0, L1), add(L1, L0), add(bound(2, REAL), L0),
    add(L0, x), add(x, L0), app(lam(x, x), y), add(app(lam(x, x), y), y), add(y, app(lam(x, x), y)),
    forall(x, le(x, y)), exists(x, le(y, x)),
    forall(x, app(SAMPLES[RP], x)), exists(x, app(SAMPLES[RP], x)), lam(w, ONE), lam(x, app(SAMPLES[RV], w)), HOLDS,
    app(HOLDS, w), define("one", ONE), add(define("one", ONE), x), make("lam", (L1,), INT),
    make("lam", (add(L0, L1),), REAL), lam(x, app(lam(y, app(f, y)), x)),
    lam(x, app(app(SAMPLES[fun(INT, INT, INT)], I0), I1)), lam(x, lam(y, app(f, y))), lam(x, app(lam(y, x), x)),
    eq(SAMPLES[RV], SAMPLES[RV]), define("sample", lam(w, w)), define("some", lam(w, forall(w, FALSE))),
    op("ite", FALSE, x, app(lam(x, x), y)), make("lam", (app(f, L1),), REAL),
    make("lam", (app(make("lam", (L1,), REAL), L0),), REAL),
    add(add(L0, bound(2, REAL)), L1), add(add(L0, L1), L1), add(L1, add(L0, L1)),
    forall(w, FALSE), lam(x, app(lam(w, ONE), w)), lam(x, app(G, x, x)),
    lam(y, lam(x, app(G, y, x))), lam(y, lam(x, app(G, x, y))),
]


def parts(t: Term) -> Any:
    """The term and all its subterms, without sharing."""
    yield t
    for a in t.args:
        yield from parts(a)


def wants(t: Term, k: int = 0) -> dict[int, Type]:
    """The loose indices of a term with their types, counted from outside."""
    if t.op == "bound":
        return {t.data[0] - k: t.data[1]} if t.data[0] >= k else {}
    return {i: ty for a in t.args for i, ty in wants(a, k + (t.op == "lam")).items()}


def occurs(t: Term, k: int) -> bool:
    return k in wants(t)


def redex(t: Term) -> bool:
    if t.op == "app":
        return t.args[0].op == "lam"
    inner = t.args[0] if t.op == "lam" else t
    return t.op == "lam" and inner.op == "app" and inner.args[1].op == "bound" and inner.args[1].data[0] == 0 and not occurs(
        inner.args[0], 0)


def reduced(t: Term) -> bool:
    inside = t.args[0].args if t.op in ("all", "ex") else t.args
    return not redex(t) and all(map(reduced, inside))


def types_in(t: Term) -> Any:
    for s in parts(t):
        yield s.type
        if s.op == "lam":
            yield s.data
        if s.op == "const":
            yield from types_in(s.data.body)


FIELDS: dict[str, Callable[[Term], Any]] = {
    "free": lambda t: {s.data for s in parts(t) if s.op == "var"},
    "loose": lambda t: tuple([wants(t).get(i) for i in range(max(wants(t), default=-1) + 1)]),
    "depth": lambda t: 1 + max([FIELDS["depth"](a) for a in t.args], default=0),
    "omega": lambda t: any(ty.omega for ty in types_in(t)),
    "reduced": reduced,
    "plain": lambda t: all(s.op != "const" for s in parts(t)),
}


@pytest.mark.parametrize("name", FIELDS)
def test_cached_field(name: str) -> None:
    for t in TERMS:
        assert getattr(t, name) == FIELDS[name](t), t


def test_two_types_of_one_index_are_refused_wherever_it_stands() -> None:
    first, second = make("lam", (add(L0, L1),), REAL), make("lam", (add(L0, bound(2, REAL)),), REAL)
    assert add(app(first, x), app(second, x)).loose == (REAL, REAL)
    other = op("real", bound(1, INT))
    for a, b in ((L0, op("real", bound(0, INT))), (add(L0, L1), other), (other, add(L0, L1))):
        with pytest.raises(IllFormed, match="used at two types"):
            add(a, b)


def test_free_variables_of_one_name_are_in_the_order_of_their_types() -> None:
    """Ten types: a set of them is in this order by chance once in 3.6 million runs."""
    types = [INT, REAL, *[fun(*[INT]*n, REAL) for n in range(1, 9)]]
    t = FALSE
    for ty in types:
        t = op("and", t, eq(var("x", ty), var("x", ty)))
    assert free_variables(t) == [var("x", ty) for ty in sorted(types, key=str)]


def test_definitions_take_plain_names_and_words() -> None:
    named = define(type("Name", (str,), {})("c"), ONE, total=1)  # type: ignore[arg-type]
    assert type(named.data.name) is str and named.data.total is True
    assert define("c", ZERO).data.total is False and define.__doc__


def test_numbers_are_plain() -> None:
    assert num(3).data == (3, 1, REAL) and type(num(Fraction(6, 4)).data[0]) is int and num(Fraction(6, 4)).data[:2] == (3, 2)
    for thing in (True, 1.5, "1"):
        with pytest.raises(IllFormed, match="needs an exact number"):
            num(thing)  # type: ignore[arg-type]
