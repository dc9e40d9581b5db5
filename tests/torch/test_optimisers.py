"""SGD, Adam and RMSProp of PyTorch do what the closed forms say, and where they differ from the sources."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import isnan, sqrt
from types import ModuleType
from typing import Any

import pytest

from derivations.adam import moments_after
from derivations.adam_weight import adam_weight_after
from derivations.ewa import bias_factor, corrected_average
from derivations.rmsprop import mean_square_after, rmsprop_step
from derivations.sgdm import momentum_after, weight_after
from derivations.update_rule import updated

pytestmark = pytest.mark.torch
STEPS = 12


def states(torch: ModuleType, optimiser: Any, gradients: Sequence[float], start: float = 0.0, **options: float
           ) -> Iterator[tuple[float, dict[str, float]]]:
    """Weight and state of an optimiser after each step, one parameter, the gradients given."""
    w = torch.nn.Parameter(torch.tensor([start]))
    opt = optimiser([w], foreach=False, **options)
    for g in gradients:
        w.grad = torch.tensor([g])
        opt.step()
        yield w.item(), {k: v.item() for k, v in opt.state[w].items()}


def test_the_version(torch: ModuleType) -> None:
    assert torch.__version__.split("+")[0] == "2.13.0"


# -- SGD ---------------------------------------------------------------------------

@pytest.mark.observes("ctu24-s3-a2-def1")
def test_the_first_buffer_is_the_first_gradient(torch: ModuleType) -> None:
    seen = list(states(torch, torch.optim.SGD, [3.0, 5.0], lr=0.5, momentum=0.25))
    assert [s["momentum_buffer"] for _, s in seen] == [3.0, 0.25*3.0 + 5.0]
    assert [w for w, _ in seen] == [-1.5, -1.5 - 0.5*5.75]


@pytest.mark.observes("ctu24-s3-a2a")
def test_dampening_is_a_third_scheme(torch: ModuleType) -> None:
    """The first buffer is not dampened, so the weights add up to 1; it is neither of the two averages of the seminar."""
    gradients, q = [1.0, 5.0, -2.0], 0.2
    seen = list(states(torch, torch.optim.SGD, gradients, lr=1.0, momentum=1 - q, dampening=1 - q))
    buffers = [s["momentum_buffer"] for _, s in seen]
    assert buffers == pytest.approx([1.0, 1.8, 1.04])
    assert corrected_average(q, gradients) != pytest.approx(buffers[-1])
    assert bias_factor(q, 3)*corrected_average(q, gradients) != pytest.approx(buffers[-1])


@pytest.mark.observes("epfl22-ps9-p2-2-m")
@pytest.mark.observes("epfl22-ps9-p2-2-w")
@pytest.mark.parametrize("c", [2.0, -3.0, 0.0])
def test_momentum_at_a_constant_gradient(torch: ModuleType, c: float) -> None:
    for t, (w, state) in enumerate(states(torch, torch.optim.SGD, [c]*STEPS, lr=0.3, momentum=0.9), 1):
        assert state["momentum_buffer"] == pytest.approx(momentum_after(t, 0.9, c))
        assert w == pytest.approx(weight_after(t, 0.9, c, 0.3))


@pytest.mark.observes("epfl22-ps9-p2-2-hyp")
def test_the_first_gradient_counts(torch: ModuleType) -> None:
    (_, first), *_ = states(torch, torch.optim.SGD, [0.0, 1.0], lr=1.0, momentum=0.5)
    assert first["momentum_buffer"] == 0.0 != momentum_after(1, 0.5, 1.0)


@pytest.mark.observes("ie498-hw5-1b-step")
def test_a_step_goes_against_the_gradient(torch: ModuleType) -> None:
    theta = torch.nn.Parameter(torch.tensor(2.0))
    (theta**2).backward()
    torch.optim.SGD([theta], lr=0.25).step()
    assert theta.item() == updated(2.0, 0.25, 4.0) == 1.0


# -- Adam --------------------------------------------------------------------------

@pytest.mark.observes("ctu24-s3-a2d")
def test_adam_keeps_the_plain_average_and_corrects_the_step(torch: ModuleType) -> None:
    gradients, q = [1.0, 5.0, -2.0, 4.0], 0.25
    options = {"lr": 0.1, "betas": (1 - q, 0.5), "eps": 0.0}
    before, squares = 0.0, 0.0
    for t, (w, state) in enumerate(states(torch, torch.optim.Adam, gradients, **options), 1):
        squares = 0.5*squares + 0.5*gradients[t - 1]**2
        average = corrected_average(q, gradients[:t])
        assert state["exp_avg"] == pytest.approx(bias_factor(q, t)*average)
        assert before - w == pytest.approx(0.1*average/sqrt(squares/(1 - 0.5**t)))
        before = w


@pytest.mark.observes("epfl22-ps9-def")
@pytest.mark.observes("epfl22-ps9-p2-2-am")
@pytest.mark.observes("epfl22-ps9-p2-2-av")
@pytest.mark.observes("epfl22-ps9-p2-2-aw")
@pytest.mark.parametrize(("c", "eps"), [(2.0, 0.0), (-3.0, 0.0), (1e-3, 0.0), (2.0, 0.5), (-3.0, 0.5), (0.0, 0.5)])
def test_adam_at_a_constant_gradient(torch: ModuleType, c: float, eps: float) -> None:
    seen = states(torch, torch.optim.Adam, [c]*STEPS, lr=0.1, betas=(0.9, 0.99), eps=eps)
    for t, (w, state) in enumerate(seen, 1):
        assert (state["exp_avg"], state["exp_avg_sq"]) == pytest.approx(moments_after(t, c, 0.9, 0.99))
        assert w == pytest.approx(adam_weight_after(t, c, 0.1, eps))


@pytest.mark.observes("epfl22-ps9-p2-2-aw")
def test_adam_divides_zero_by_zero(torch: ModuleType) -> None:
    ((w, _),) = states(torch, torch.optim.Adam, [0.0], lr=0.1, eps=0.0)
    assert isnan(w)
    with pytest.raises(ValueError, match="the step is 0/0"):
        adam_weight_after(1, 0.0, 0.1)


# -- RMSProp -----------------------------------------------------------------------

@pytest.mark.observes("ie498-hw5-3a")
def test_rmsprop_keeps_an_uncorrected_mean_of_squares(torch: ModuleType) -> None:
    for t, (_, state) in enumerate(states(torch, torch.optim.RMSprop, [3.0]*STEPS, lr=0.1, alpha=0.9), 1):
        assert state["square_avg"] == pytest.approx(mean_square_after(t, 3.0, 0.9))


@pytest.mark.observes("ie498-hw5-3a")
def test_rmsprop_puts_epsilon_behind_the_root(torch: ModuleType) -> None:
    ((w, _),) = states(torch, torch.optim.RMSprop, [10.0], lr=1.0, alpha=0.9, eps=1.0)
    assert -w == pytest.approx(10/(sqrt(mean_square_after(1, 10.0, 0.9)) + 1)) == pytest.approx(2.4025, abs=1e-4)
    assert rmsprop_step(1, 10.0, 0.9, 1.0, 1.0) == pytest.approx(3.0151, abs=1e-4)


@pytest.mark.observes("ie498-hw5-3b-rms")
def test_a_larger_gradient_takes_no_smaller_step(torch: ModuleType) -> None:
    steps = []
    for c in (0.5, 1.0, 2.0, 10.0):
        *_, (before, _), (after, _) = states(torch, torch.optim.RMSprop, [c]*STEPS, lr=1.0, alpha=0.9, eps=1.0)
        steps.append(before - after)
    assert steps == sorted(steps)
