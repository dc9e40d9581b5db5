"""The callables of the library refuse what their hypotheses exclude, and name the hypothesis."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from derivations.adam import moments_after
from derivations.adam_weight import adam_weight_after
from derivations.library import geometric
from derivations.q_learning import policy_of
from derivations.rmsprop import mean_square_after, rmsprop_step
from derivations.sgdm import momentum_after, weight_after
from derivations.softmax import softmax_of
from derivations.update_rule import after_all_updates
from derivations.zero_initialization import bias_after


@pytest.mark.parametrize(("f", "arguments", "message"), [
    (geometric, (0.5, -1), "the number of terms must be at least 0"),
    (moments_after, (-1, 1.0, 0.5, 0.5), "the number of steps must be at least 0"),
    (moments_after, (1, 1.0, 1.0, 0.5), "hypothesis: decay rates of Adam"),
    (adam_weight_after, (-1, 1.0, 0.1), "the number of steps must be at least 0"),
    (adam_weight_after, (1, 0.0, 0.1), "hypothesis: nonzero gradient"),
    (adam_weight_after, (1, 1.0, 0.1, -1.0), "epsilon must be at least 0"),
    (momentum_after, (-1, 0.5, 1.0), "the number of steps must be at least 0"),
    (weight_after, (1, 1.0, 1.0, 0.1), "hypothesis: a decay rate of SGDM"),
    (mean_square_after, (-1, 1.0, 0.5), "the number of steps must be at least 0"),
    (rmsprop_step, (0, 1.0, 0.5, 0.1, 1.0), "steps are counted from 1"),
    (rmsprop_step, (1, 1.0, 0.0, 0.1, 1.0), "hypothesis: a decay rate"),
    (rmsprop_step, (1, 1.0, 0.5, 0.1, 0.0), "hypothesis: positive_epsilon"),
    (softmax_of, ([],), "hypothesis: some class"),
    (after_all_updates, (1.0, [0.1], []), "1 step sizes but 0 gradients"),
    (policy_of, ([], 0.5), "at least one action"),
    (policy_of, ([1.0], 2.0), "hypothesis: a_probability"),
    (bias_after, (-1, [1.0], 0.1), "the number of steps must be at least 0"),
    (bias_after, (1, [], 0.1), "hypothesis: some sample"),
])
def test_outside_the_domain(f: Callable[..., Any], arguments: tuple[Any, ...], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        f(*arguments)


@pytest.mark.parametrize(("value", "expected"), [
    (geometric(0.5, 0), 0), (geometric(1, 4), 4),
    (moments_after(0, 5.0, 0.5, 0.5), (0, 0)),
    (adam_weight_after(4, -3.0, 0.5), 2.0), (adam_weight_after(4, 0.0, 0.5, 1.0), 0.0),
    (momentum_after(0, 0.5, 3.0), 0), (weight_after(0, 0.5, 3.0, 1.0), 0),
    (softmax_of([7.0]), [1.0]), (bias_after(0, [1.0], 0.1, 4.0), 4.0), (after_all_updates(1.0, [], []), 1.0),
])
def test_at_the_edge(value: Any, expected: Any) -> None:
    assert value == expected
