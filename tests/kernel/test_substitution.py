"""Substitution and normal forms at chosen terms; the laws are in tests/laws."""

from __future__ import annotations

import pytest
from short_names import ONE, ZERO, add, eq, f, n, x, y, z

from proofs.kernel import IllFormed, Term, app, define, forall, instantiate, lam, normal, op, substitute
from proofs.kernel.substitution import eta, lift, mentions
from proofs.kernel.terms import REAL, bound


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
