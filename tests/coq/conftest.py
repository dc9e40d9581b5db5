"""Where coqc is missing the tests marked `coq` are deselected, except under CI: there they must run."""

from __future__ import annotations

import os
import shutil

import pytest


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if shutil.which("coqc") or os.environ.get("CI"):
        return
    unwanted = [item for item in items if item.get_closest_marker("coq")]
    if unwanted:
        config.hook.pytest_deselected(items=unwanted)
        items[:] = [item for item in items if item not in unwanted]
