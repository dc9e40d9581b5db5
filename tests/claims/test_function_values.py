"""Values of unknown functions in instances: definitions that depend on nothing but their arguments."""

from sympy import Eq

from proofs import Proof, Refuted, Undecided, claim, definition, function, real

x, shift = real("x"), real("shift")
f = function("f", "real")


@definition()
def double(u):
    return 2*u


@definition()
def shifted(u):
    return u + shift


@claim("function-value", "tests")
def identity():
    return Eq(f(x), x)


@identity.refutation()
def _(p: Proof) -> None:
    p.instance({f: double, x: 1})


@claim("function-value-open", "tests")
def identity_again():
    return Eq(f(x), x)


@identity_again.refutation()
def _(p: Proof) -> None:
    p.instance({f: shifted, x: 1})


def test_a_definition_is_a_value() -> None:
    assert isinstance(identity.check(), Refuted)


def test_it_is_closed() -> None:
    verdict = identity_again.check()
    assert isinstance(verdict, Undecided)
    assert "depends on more than its arguments" in verdict.reason
