"""What a training loop of PyTorch does: steps, moves between devices and types, softmax, a network of zeros."""

from __future__ import annotations

from types import ModuleType

import pytest

from derivations.softmax import softmax_of

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
