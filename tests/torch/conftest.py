"""The real PyTorch.  Where it is not installed its tests are skipped, except under CI: there they must run."""

from __future__ import annotations

import os
from types import ModuleType

import pytest

MISSING = "PyTorch is not installed: python -m pip install -e '.[torch]'"


@pytest.fixture(scope="session")
def torch() -> ModuleType:
    """PyTorch, computing with double precision, on one thread."""
    try:
        import torch as found
    except ModuleNotFoundError:
        if os.environ.get("CI"):
            pytest.fail(MISSING)
        pytest.skip(MISSING)
    found.set_default_dtype(found.float64)
    found.set_num_threads(1)
    return found
