"""The influence profile of layers that take means, by convolution on numbers."""

from __future__ import annotations

from fractions import Fraction

import pytest

from derivations.effective_field import influence_variance


def profile(k: int, layers: int) -> list[Fraction]:
    """The influence of the inputs at distances 0, 1, …: a response to an impulse, layer by layer."""
    found = [Fraction(1)]
    for _ in range(layers):
        found = [sum(found[max(0, d - k + 1):d + 1], Fraction(0))/k for d in range(len(found) + k - 1)]
    return found


@pytest.mark.parametrize("layers", [0, 1, 2, 5, 9])
@pytest.mark.parametrize("k", [1, 2, 3, 5])
def test_the_profile(k: int, layers: int) -> None:
    weights = profile(k, layers)
    assert len(weights) == 1 + layers*(k - 1)  # the receptive field
    assert sum(weights) == 1
    assert min(weights) > 0
    mean = sum(d*w for d, w in enumerate(weights))
    assert mean == Fraction(layers*(k - 1), 2)
    assert sum((d - mean)**2*w for d, w in enumerate(weights)) == influence_variance(k, layers)
