"""Substitution and normal forms at chosen terms; the laws are in tests/laws."""

from __future__ import annotations

import pytest
from short_names import ONE, ZERO, add, eq, f, n, x, y, z

from proofs.kernel import (
    PROP,
    REAL,
    Budget,
    IllFormed,
    Term,
    app,
    define,
    exists,
    forall,
    fun,
    instantiate,
    lam,
    normal,
    op,
    substitute,
    var,
)
from proofs.kernel.substitution import MAX_STEPS, Reduction, eta, lift, mentions
from proofs.kernel.terms import bound, make


def test_substitution_goes_under_binders_without_capture() -> None:
    assert substitute(lam(y, add(x, y)), {x: y}) is lam(z, add(y, z))


def test_substitution_is_simultaneous() -> None:
    assert substitute(add(x, y), {x: y, y: x}) is add(y, x)


@pytest.mark.parametrize("values", [{x: n}, {ONE: x}, {x: bound(0, REAL)}, {x: 1}], ids=str)
def test_substitution_checks_what_it_is_given(values: dict[Term, Term]) -> None:
    with pytest.raises(IllFormed, match="does not fit the variable"):
        substitute(add(x, x), values)


def test_instantiation_of_nested_binders() -> None:
    body = forall(y, eq(x, y))
    (inner,) = lam(x, body).args
    assert instantiate(inner, ONE) is forall(y, eq(ONE, y))


def test_beta_delta_eta() -> None:
    twice = define("twice", lam(f, lam(x, app(f, app(f, x)))))
    applied = app(twice, lam(y, add(y, ONE)), ZERO)
    assert normal(applied) is applied
    assert normal(applied, frozenset((twice,))) is add(add(ZERO, ONE), ONE)
    assert normal(applied, None) is normal(applied, frozenset((twice,)))
    assert normal(lam(x, app(f, x))) is f


def test_quantified_predicates_stay_binders() -> None:
    phi = forall(x, app(lam(y, eq(y, ONE)), x))
    assert normal(phi) is forall(x, eq(x, ONE)) and normal(phi).args[0].op == "lam"


def test_lift_and_mentions() -> None:
    t = op("add", bound(0, REAL), bound(2, REAL))
    assert mentions(t, 0) and not mentions(t, 1) and mentions(t, 2) and not mentions(t, 3)
    assert lift(t, 1, 1) is op("add", bound(0, REAL), bound(3, REAL))
    assert eta(REAL, app(f, bound(0, REAL))) is f


L0, L1, L2 = (bound(i, REAL) for i in range(3))


def test_lifting_goes_under_binders() -> None:
    """Under a λ the indices that belong to it stay; those of outside are raised, wherever they stand."""
    inner = make("lam", (add(L0, add(L1, L2)),), REAL)
    assert lift(inner, 1) is make("lam", (add(L0, add(L2, bound(3, REAL))),), REAL)
    assert lift(inner, 2) is make("lam", (add(L0, add(bound(3, REAL), bound(4, REAL))),), REAL)
    assert lift(inner, 1, 1) is make("lam", (add(L0, add(L1, bound(3, REAL))),), REAL)
    assert lift(add(x, y), 1) is add(x, y) and lift(L0, 3) is bound(3, REAL)
    assert lift(make("lam", (make("lam", (L2,), REAL),), REAL), 1).args[0].args[0] is bound(3, REAL)
    both = op("ite", op("le", L0, L1), L1, app(make("lam", (L1,), REAL), L0))
    assert lift(both, 1) is op("ite", op("le", L1, L2), L2, app(make("lam", (L2,), REAL), L1))
    assert lift(make("lam", (add(L2, app(make("lam", (L2,), REAL), L1)),), REAL), 1) is (
        make("lam", (add(bound(3, REAL), app(make("lam", (bound(3, REAL),), REAL), L2)),), REAL))


def test_instantiation_of_loose_terms() -> None:
    """The bound variable goes, those of outer binders move down, and a loose value is raised on its way in."""
    assert instantiate(add(L0, L1), x) is add(x, L0)
    assert instantiate(add(L0, L2), L0) is add(L0, L1)
    inner = make("lam", (add(L0, add(L1, L2)),), REAL)
    assert instantiate(inner, x) is make("lam", (add(L0, add(x, L1)),), REAL)
    assert instantiate(inner, L0) is make("lam", (add(L0, add(L1, L1)),), REAL)
    assert instantiate(inner, add(L0, L1)) is make("lam", (add(L0, add(add(L1, L2), L1)),), REAL)
    assert instantiate(app(inner, L1), L0) is app(make("lam", (add(L0, add(L1, L1)),), REAL), L0)
    deep = make("lam", (make("lam", (add(L2, bound(3, REAL)),), REAL),), REAL)
    assert instantiate(deep, L0) is make("lam", (make("lam", (add(L2, L2),), REAL),), REAL)
    assert instantiate(add(app(inner, L0), L1), x) is add(app(make("lam", (add(L0, add(x, L1)),), REAL), x), L0)
    assert instantiate(add(y, ONE), x) is add(y, ONE)


def test_definitions_open_inside_definitions() -> None:
    one = define("one", ONE)
    two = define("two", add(one, one))
    assert normal(two, None) is add(ONE, ONE) and normal(two, frozenset((two,))) is add(one, one)
    assert normal(two, frozenset((one,))) is two and normal(two) is two
    assert normal(app(lam(x, add(x, two)), one), frozenset((two, one))) is add(ONE, add(ONE, ONE))
    assert normal(add(app(lam(x, x), y), two)) is add(y, two)


def test_quantified_constants_stay_binders() -> None:
    """∀ of a defined predicate: η does not take the λ of the quantifier away, and unfolding keeps it."""
    positive = define("positive", lam(x, op("lt", ONE, x)))
    for q in (forall, exists):
        phi = q(x, app(positive, x))
        assert normal(phi) is phi and normal(phi, None) is q(x, op("lt", ONE, x))
        assert normal(q(x, app(lam(y, app(positive, y)), x))) is phi
    predicate = var("P", fun(REAL, PROP))
    same = define("same", lam(predicate, lam(x, app(predicate, x))))
    assert normal(forall(x, app(same, predicate, x)), None) is forall(x, app(predicate, x))


def test_eta_where_the_variable_occurs() -> None:
    g = var("g", fun(REAL, REAL, REAL))
    for body in (app(g, L0, L0), app(f, L1), app(f, add(L0, ONE)), add(L0, L0)):
        assert eta(REAL, body) is make("lam", (body,), REAL)
    assert eta(REAL, app(g, L1, L0)) is app(g, L0)
    assert eta(REAL, app(make("bound", (), (1, fun(REAL, REAL))), L0)) is make("bound", (), (0, fun(REAL, REAL)))


def test_steps_of_one_normal_form_are_counted() -> None:
    assert MAX_STEPS == 200_000
    spent = Reduction(frozenset())
    assert spent.steps == 0 and spent.of(app(lam(x, x), y)) is y and spent.steps == 1
    assert spent.of(add(app(lam(x, x), y), app(lam(x, x), y))) is add(y, y) and spent.steps == 2
    for left in (1, 0):
        tired = Reduction(frozenset())
        tired.steps = MAX_STEPS - left
        if left:
            assert tired.of(app(lam(x, x), y)) is y
        else:
            with pytest.raises(Budget, match="more than 200000 steps"):
                tired.of(app(lam(x, x), y))


def test_what_is_reduced_is_left_alone() -> None:
    idle = Reduction(None)
    assert idle.of(add(x, y)) is add(x, y) and idle.steps == 0 and not idle.opened
    one = define("one", ONE)
    assert Reduction(frozenset()).of(one) is one
    kept = Reduction(frozenset((one,)))
    assert kept.of(add(one, x)) is add(ONE, x) and kept.opened == {one} and kept.steps == 2


def test_one_node_at_two_depths() -> None:
    """A subterm that stands outside and inside a λ is one node, and means different variables there."""
    s = add(L0, L1)
    outside_first, inside_first = (add(s, app(make("lam", (s,), REAL), x)), add(app(make("lam", (s,), REAL), x), s))
    assert lift(outside_first, 1) is add(add(L1, L2), app(make("lam", (add(L0, L2),), REAL), x))
    assert lift(inside_first, 1) is add(app(make("lam", (add(L0, L2),), REAL), x), add(L1, L2))
    assert instantiate(outside_first, y) is add(add(y, L0), app(make("lam", (add(L0, y),), REAL), x))
    assert instantiate(inside_first, y) is add(app(make("lam", (add(L0, y),), REAL), x), add(y, L0))
    t = add(add(x, ONE), app(lam(z, add(x, ONE)), y))
    assert lam(x, t).args[0] is add(add(L0, ONE), app(make("lam", (add(L1, ONE),), REAL), y))


def test_the_binder_of_a_quantifier_over_a_bound_predicate() -> None:
    p, q = var("P", fun(REAL, PROP)), var("Q", fun(REAL, REAL, PROP))
    assert normal(lam(p, forall(x, app(lam(y, app(p, y)), x)))) is lam(p, forall(x, app(p, x)))
    assert normal(lam(q, lam(z, exists(x, app(lam(y, app(q, z, y)), x))))) is lam(q, lam(z, exists(x, app(q, z, x))))
