"""What a training loop of PyTorch does: steps, moves between devices and types, softmax, a network of zeros."""

from __future__ import annotations

from types import ModuleType

import pytest

from derivations.softmax import softmax_of
from derivations.zero_initialization import bias_after

pytestmark = pytest.mark.torch


@pytest.mark.observes("ie498-hw5-6d")
def test_without_a_step_no_parameter_changes(torch: ModuleType) -> None:
    model = torch.nn.Linear(3, 1)
    opt = torch.optim.SGD(model.parameters(), lr=0.1)
    before = [p.detach().clone() for p in model.parameters()]
    model(torch.ones(2, 3)).sum().backward()
    assert all(torch.equal(p, b) for p, b in zip(model.parameters(), before, strict=True))
    opt.step()
    assert not any(torch.equal(p, b) for p, b in zip(model.parameters(), before, strict=True))


@pytest.mark.observes("ie498-hw5-6f")
def test_a_tensor_moves_into_a_new_one_and_a_module_in_place(torch: ModuleType) -> None:
    """The device `meta` is always there; that nothing is assigned is the point."""
    x = torch.ones(2)
    x.to("meta")
    assert x.device.type == "cpu"
    x = x.to("meta")
    assert x.device.type == "meta"
    model = torch.nn.Linear(2, 2)
    assert model.to("meta") is model
    assert {p.device.type for p in model.parameters()} == {"meta"}


@pytest.mark.observes("ie498-hw5-2d")
@pytest.mark.parametrize("scores", [[1.0, 0.0], [3.0], [-2.0, 0.5, 0.5, 4.0], [1000.0, 999.0]])
def test_softmax(torch: ModuleType, scores: list[float]) -> None:
    z = torch.tensor(scores)
    assert torch.softmax(z, 0).tolist() == pytest.approx(softmax_of(scores))
    assert torch.softmax(z + 7, 0).tolist() == pytest.approx(softmax_of(scores))
    assert sum(softmax_of(scores)) == pytest.approx(1)


@pytest.mark.observes("ie498-hw5-4d-zero")
def test_a_network_of_zeros_learns_its_last_bias(torch: ModuleType) -> None:
    """Three inputs, four hidden units, two samples, full batch."""
    first, last = torch.nn.Linear(3, 4), torch.nn.Linear(4, 1)
    hidden = [first.weight, first.bias, last.weight]
    for p in (*hidden, last.bias):
        torch.nn.init.zeros_(p)
    x, y = torch.tensor([[1.0, -2.0, 0.5], [3.0, 1.0, -1.0]]), torch.tensor([[1.0], [5.0]])
    opt = torch.optim.SGD([*hidden, last.bias], lr=0.1)
    for k in range(50):
        assert last.bias.item() == pytest.approx(bias_after(k, [1.0, 5.0], 0.1))
        opt.zero_grad()
        ((y - last(torch.relu(first(x))))**2).mean().backward()
        opt.step()
        assert all((p == 0).all() for p in hidden)
