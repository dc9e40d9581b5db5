"""The algorithms that sheets print are what the claims speak of: run on symbols, they give what the kernel proves."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import Any

import pytest
from sympy import Eq

from derivations import adam, ewa, l2_penalty, noise, quantisation, weight_decay
from proofs import Proof, Proved, claim, nat
from proofs.claims.claim import REGISTRY

i = nat("i")


@pytest.fixture(autouse=True)
def _registry() -> Iterator[None]:
    before = dict(REGISTRY)
    yield
    REGISTRY.clear()
    REGISTRY.update(before)


def proved(left: Callable[[], Any], right: Callable[[], Any], *reasons: Any, given: tuple[Any, ...] = (),
           known: tuple[Any, ...] = ()) -> None:
    """The kernel proves that both are equal, by unfolding."""
    @claim("algorithm", "test", given=given)
    def equal():  # type: ignore[no-untyped-def]
        return Eq(left(), right())

    @equal.proof
    def _(p: Proof) -> None:
        if known:
            p.known(*known)
        p.calc(left())
        p.eq(right(), *reasons)

    found = equal.check()
    assert isinstance(found, Proved), found


@pytest.mark.parametrize("steps", [1, 2])
def test_the_corrected_average_is_the_recurrence(steps: int) -> None:
    values = [ewa.g[k, i] for k in range(1, steps + 1)]
    proved(lambda: ewa.v[steps, i], lambda: ewa.corrected_average(ewa.q, values), ewa.v, ewa.rate, given=(ewa.is_rate,))


@pytest.mark.parametrize("steps", [1, 3])
def test_momentum_is_the_recurrence(steps: int) -> None:
    values = [adam.g[k] for k in range(steps)]
    proved(lambda: adam.w_momentum[steps], lambda: adam.descent_with_momentum(adam.eta, adam.beta, values),
           adam.w_momentum, adam.momentum)


def test_adam_is_the_recurrence() -> None:
    constants = (adam.eta, adam.beta1, adam.beta2, adam.eps)
    proved(lambda: adam.w[1], lambda: adam.descent_of_adam(*constants, [adam.g[0]]),
           adam.w, adam.m_hat, adam.v_hat, adam.m, adam.v, given=(adam.rates, adam.some_epsilon),
           known=(adam.corrected_second_moment_is_nonnegative,))


@pytest.mark.parametrize("steps", [1, 3])
def test_descent_with_the_decay_outside_is_the_recurrence(steps: int) -> None:
    d = weight_decay
    values = [d.G(d.theta[k], k)[d.i] for k in range(steps)]
    proved(lambda: d.theta[steps, d.i], lambda: l2_penalty.decoupled_descent(d.eps, d.mu, d.lam, d.theta_0[d.i], values),
           d.theta, d.v, d.zero_buffers, given=(d.zero_buffers,))


def test_a_decayed_step_is_the_step_of_the_penalised_loss() -> None:
    theta, gradient, alpha, lam = Fraction(3), Fraction(5), Fraction(1, 7), Fraction(2, 3)
    assert l2_penalty.decayed_descent(alpha, lam, theta, [gradient]) == theta - alpha*(gradient + 2*lam*theta)
    assert l2_penalty.decayed_descent(alpha, lam, theta, []) == theta


def test_dropout_and_rounding_keep_the_mean() -> None:
    """Over equally spaced draws the mean is exact."""
    draws = [Fraction(k, 12) for k in range(12)]
    p, x = Fraction(1, 4), Fraction(7)
    assert sum(noise.dropout(p, x, u) for u in draws)/12 == x
    g, low, high = Fraction(3), Fraction(1), Fraction(5)
    assert sum(quantisation.rounded(g, low, high, u) for u in draws)/12 == g
