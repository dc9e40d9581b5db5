"""What a derivation shows on the way holds at every point: a derivative is well defined only where its function is."""

from __future__ import annotations

from sympy import Sum, exp, log

from proofs import Proof, Proved, by, claim, definition, family, gradient, nat, real

j, k, K = nat("j"), nat("k"), nat("K")
tau, z = real("tau", latex=r"\tau"), family("z")


@definition(latex="Z")
def total():
    return Sum(exp(z[j]/tau), (j, 1, K))


@claim("test-log-sum-gradient", "a test", where=[K >= 1, tau > 0])
def slope():
    return gradient(log(total()), z[k], exp(z[k]/tau)/total()/tau, (k, 1, K))


@slope.proof
def _(p: Proof) -> None:
    p.have(total() > 0, total)
    p.conclude(by.derivative, total)


def test_a_fact_about_an_opaque_term_makes_its_logarithm_well_defined_everywhere() -> None:
    verdict = slope.check()
    assert isinstance(verdict, Proved)
    assert verdict.published is not None
