"""The clauses of well-definedness."""

from __future__ import annotations

from types import MappingProxyType

import pytest
from short_names import I0, ONE, TWO, ZERO, add, div, eq, f, imp, le, lt, m, mul, n, ne, power, w, x, y, z

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

KEEP = lam(n, lam(x, x))
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
    "or, left": (op("or", P, FALSE), OWED),
    "or, both": (op("or", P, lt(x, op("log", y))), op("and", OWED, imp(op("not", P), lt(ZERO, y)))),
    "and, both": (op("and", P, lt(x, op("log", y))), op("and", OWED, imp(P, lt(ZERO, y)))),
    "choice, all parts": (op("ite", P, op("sqrt", x), op("log", y)),
                          op("and", op("and", OWED, imp(P, le(ZERO, x))), imp(op("not", P), lt(ZERO, y)))),
    "choice, then": (op("ite", eq(x, ZERO), INVERSE, ZERO), imp(eq(x, ZERO), OWED)),
    "iff, right": (op("iff", FALSE, P), OWED),
    "function of a function": (app(op("ite", P, f, f), y), OWED),
    "quotient, parts": (div(op("sqrt", x), op("log", y)),
                        op("and", op("and", le(ZERO, x), lt(ZERO, y)), ne(op("log", y), ZERO))),
    "quotient by a coerced zero": (div(x, op("real", I0)), ne(op("real", I0), ZERO)),
    "quotient by a coerced variable": (div(x, op("real", n)), ne(op("real", n), ZERO)),
    "power, parts": (power(INVERSE, op("floor", op("log", y))), op("and", op("and", OWED, lt(ZERO, y)),
                     op("or", le(I0, op("floor", op("log", y))), ne(INVERSE, ZERO)))),
    "power of a quotient": (power(INVERSE, 2), OWED),
    "all, of a constant": (forall(y, app(define("p", lam(y, lt(ZERO, div(ONE, y)))), y)), forall(y, ne(y, ZERO))),
    "λ in a λ": (app(var("G", fun(fun(REAL, REAL, REAL), REAL)), lam(x, lam(y, div(x, y)))), forall(y, ne(y, ZERO))),
    "λ in a λ, both": (app(var("G", fun(fun(REAL, REAL, REAL), REAL)), lam(x, lam(y, div(ONE, add(x, y))))),
                       forall(x, forall(y, ne(add(x, y), ZERO)))),
    "constant with a redex": (define("c", app(lam(x, INVERSE), ONE)), TRUE),
    "constant over zero": (define("c", app(lam(x, INVERSE), ZERO)), ne(ZERO, ZERO)),
    "recursion, start": (op("rec", op("floor", INVERSE), ZERO, KEEP, m), OWED),
    "recursion, end": (op("rec", I0, ZERO, KEEP, op("floor", INVERSE)), OWED),
    "recursion, first value": (op("rec", I0, INVERSE, KEEP, m), OWED),
    "recursion, a step with a redex": (op("rec", I0, ZERO, lam(n, app(lam(y, lam(x, add(x, div(ONE, y)))), op("real", n))), m),
                                       forall(n, imp(le(I0, n), imp(lt(n, m), ne(op("real", n), ZERO))))),
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


def test_domains_are_normal_and_of_the_arguments_they_speak_of() -> None:
    g, family = var("g", fun(INT, REAL)), var("X", fun(INT, INT, REAL))
    assert defined(app(g, m), {g: lam(n, app(lam(n, le(I0, n)), n))}) is le(I0, m)
    assert defined(app(family, m, n), {family: lam(n, lam(m, lt(n, m)))}) is lt(m, n)
    assert defined(app(family, m, n), {family: lam(n, le(I0, n))}) is le(I0, m)
    assert defined(app(g, op("floor", INVERSE)), {g: lam(n, le(I0, n))}) is op("and", OWED, le(I0, op("floor", INVERSE)))


def test_a_domain_is_a_mapping_of_any_kind() -> None:
    g = var("g", fun(INT, REAL))
    assert defined(app(g, m), MappingProxyType({g: lam(n, le(I0, n))})) is le(I0, m)


def test_domains_are_read_once() -> None:
    g = var("g", fun(INT, REAL))
    assert defined(app(g, m), iter([(g, lam(n, le(I0, n)))])) is le(I0, m)  # type: ignore[arg-type]


def test_three_arguments_stay_in_order() -> None:
    h = lam(x, lam(y, lam(z, div(x, add(y, mul(TWO, z))))))
    a, b, c = (var(name, REAL) for name in "abc")
    assert defined(app(h, a, b, c)) is ne(add(b, mul(TWO, c)), ZERO)
    assert defined(app(define("h", h), a, b, c)) is ne(add(b, mul(TWO, c)), ZERO)


def test_fresh_names_avoid_those_of_domains() -> None:
    g, k1 = var("g", fun(INT, REAL)), var("k1", INT)
    domain = {g: lam(n, le(k1, n))}
    assert defined(forall(m, lt(ZERO, app(g, m))), domain) is forall(m, le(k1, m))


@pytest.mark.parametrize("names", [("k",), ("k1",), ("k1", "kk1"), ("kk", "a"), ("a", "k2")])
def test_fresh_names_are_fresh(names: tuple[str, ...]) -> None:
    """Two binders, one in the other, and a recursion: no two names are one, and none is that of a free variable."""
    total = ZERO
    for name in names:
        total = add(total, add(var(name, REAL), op("real", var(name, INT))))
    phi = forall(x, forall(y, lt(total, div(ONE, add(add(x, y), total)))))
    assert defined(phi) is forall(x, forall(y, ne(add(add(x, y), total), ZERO)))
    step = lam(n, lam(x, div(ONE, add(add(x, op("real", n)), total))))
    now = op("rec", I0, ZERO, step, n)
    owed = ne(add(add(now, op("real", n)), total), ZERO)
    assert defined(op("rec", I0, ZERO, step, m)) is forall(n, imp(le(I0, n), imp(lt(n, m), owed)))


def test_a_partial_constant_is_opened_and_a_total_one_is_not() -> None:
    """`total` saves unfolding: what is owed stays in terms of the constant, where its body is applied elsewhere."""
    shift = lam(x, add(x, ONE))
    opened = [defined(app(define("shift", shift, total=total), INVERSE)) for total in (False, True)]
    assert opened == [OWED, OWED]
    inside = lam(f, app(f, ZERO))
    h = lam(y, div(ONE, y))
    assert defined(app(define("at0", inside), h)) is ne(ZERO, ZERO)
    assert defined(app(define("at0", inside, total=True), h)) is forall(y, ne(y, ZERO))
    assert defined(define("at0", inside, total=True)) is TRUE is defined(define("at0", inside))


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


def test_satisfiable_binds_in_order_of_names() -> None:
    assert satisfiable((lt(x, y),), INT) is exists(x, exists(y, lt(x, y)))
    assert satisfiable((lt(x, y), lt(y, x)), INT) is exists(x, exists(y, op("and", lt(x, y), lt(y, x))))
    assert satisfiable(iter((lt(x, y),)), INT) is satisfiable([lt(x, y)], INT)  # type: ignore[arg-type]


def test_satisfiable() -> None:
    g: Term = var("X", fun(OMEGA, REAL))
    some = satisfiable((lt(x, app(g, w)),), INT)
    assert some.op == "ex" and not some.free and not some.omega
