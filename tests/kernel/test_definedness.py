"""The clauses of well-definedness."""

from __future__ import annotations

import pytest
from short_names import I0, ONE, ZERO, add, div, eq, f, imp, le, lt, m, n, ne, power, w, x, y

from proofs.kernel import (
    FALSE,
    INT,
    OMEGA,
    REAL,
    TRUE,
    Term,
    app,
    conjunction,
    define,
    defined,
    exists,
    forall,
    fun,
    lam,
    num,
    op,
    satisfiable,
    sequent_formula,
    var,
)

INVERSE = div(ONE, x)
P = lt(ZERO, INVERSE)
OWED = ne(x, ZERO)

CLAUSES = {
    "quotient": (INVERSE, OWED),
    "quotient by a number": (div(x, num(2)), TRUE),
    "quotient by a coerced number": (div(x, op("real", num(2, INT))), TRUE),
    "quotient by zero": (div(x, ZERO), ne(ZERO, ZERO)),
    "root": (op("sqrt", x), le(ZERO, x)),
    "logarithm": (op("log", x), lt(ZERO, x)),
    "natural power": (power(x, 0), TRUE),
    "negative power": (power(x, -1), OWED),
    "symbolic power": (power(x, n), op("or", le(I0, n), OWED)),
    "floor": (op("floor", x), TRUE),
    "and": (op("and", OWED, P), imp(OWED, OWED)),
    "imp": (imp(OWED, P), imp(OWED, OWED)),
    "or": (op("or", eq(x, ZERO), P), imp(ne(x, ZERO), OWED)),
    "and, wrong order": (op("and", P, OWED), OWED),
    "iff": (op("iff", P, FALSE), OWED),
    "not": (op("not", P), OWED),
    "choice": (op("ite", eq(x, ZERO), ZERO, INVERSE), imp(ne(x, ZERO), OWED)),
    "all": (forall(y, lt(y, div(ONE, y))), forall(y, ne(y, ZERO))),
    "all, vacuously": (forall(y, P), OWED),
    "ex": (exists(y, lt(y, div(ONE, y))), forall(y, ne(y, ZERO))),
    "function argument": (app(var("F", fun(fun(REAL, REAL), REAL)), lam(y, div(ONE, y))), forall(y, ne(y, ZERO))),
    "redex": (app(lam(y, div(ONE, y)), x), OWED),
    "variable function": (app(f, INVERSE), OWED),
}


@pytest.mark.parametrize("name", CLAUSES)
def test_clause(name: str) -> None:
    t, owed = CLAUSES[name]
    assert defined(t) is owed


def test_recursion_owes_the_steps_that_are_taken() -> None:
    step = lam(n, lam(x, add(x, div(ONE, op("real", n)))))
    t = op("rec", I0, ZERO, step, m)
    owed = imp(le(I0, n), imp(lt(n, m), ne(op("real", n), ZERO)))
    assert defined(t) is forall(n, owed)


def test_recursion_may_use_the_value_before() -> None:
    step = lam(n, lam(x, div(ONE, x)))
    t = op("rec", I0, ONE, step, m)
    assert defined(t) is forall(n, imp(le(I0, n), imp(lt(n, m), ne(op("rec", I0, ONE, step, n), ZERO))))


def test_domains_are_owed_where_a_function_is_read() -> None:
    g = var("g", fun(INT, REAL))
    domain = {g: lam(n, le(I0, n))}
    assert defined(app(g, m), domain) is le(I0, m)
    assert defined(forall(m, imp(le(I0, m), lt(ZERO, app(g, m)))), domain) is forall(m, imp(le(I0, m), le(I0, m)))
    assert defined(app(g, m)) is TRUE


def test_domain_of_a_family_leaves_later_arguments_free() -> None:
    family = var("X", fun(INT, OMEGA, REAL))
    assert defined(app(family, m, w), {family: lam(n, le(I0, n))}) is le(I0, m)


def test_definitions() -> None:
    inverse = define("inverse", lam(x, INVERSE))
    size = define("size", lam(x, op("ite", le(ZERO, x), x, op("neg", x))), total=True)
    assert defined(app(inverse, y)) is ne(y, ZERO)
    assert defined(app(size, div(ONE, y))) is ne(y, ZERO)
    assert defined(define("c", num(2))) is TRUE


def test_fresh_names_avoid_those_of_the_formula() -> None:
    k1 = var("k1", REAL)
    owed = defined(forall(y, lt(k1, div(ONE, add(y, k1)))))
    assert owed is forall(y, ne(add(y, k1), ZERO))


def test_conjunction_and_sequent_formula() -> None:
    a, b, c = lt(x, y), lt(y, x), eq(x, y)
    assert conjunction([TRUE, a, b, TRUE, c]) is op("and", op("and", a, b), c)
    assert conjunction([]) is TRUE and sequent_formula((a, b), c) is imp(a, imp(b, c))


def test_satisfiable() -> None:
    g: Term = var("X", fun(OMEGA, REAL))
    some = satisfiable((lt(x, app(g, w)),), INT)
    assert some.op == "ex" and not some.free and not some.omega
