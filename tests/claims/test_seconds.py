"""The time of a claim is that of its own check."""

from __future__ import annotations

from time import process_time

from sympy import Eq

from proofs import Proof, claim, real

x = real("x")


def test_what_a_claim_cites_is_not_counted_again() -> None:
    @claim("seconds-1", "a test")
    def slow() -> object:
        return Eq(x + x, 2*x)

    @slow.proof
    def _(p: Proof) -> None:
        end = process_time() + 0.2
        while process_time() < end:
            pass
        p.conclude()

    @claim("seconds-2", "a test")
    def quick() -> object:
        return Eq(3*(x + x), 6*x)

    @quick.proof
    def _(p: Proof) -> None:
        p.calc(3*(x + x))
        p.eq(3*(2*x), slow)
        p.eq(6*x)

    quick.check()
    assert slow.seconds >= 0.2
    assert 0 < quick.seconds < slow.seconds
