"""Where coqc is missing the tests marked `coq` are deselected, and the end of the run says why; under CI they must run."""

from __future__ import annotations

import os
import shutil
from typing import Any

import pytest

NOT_RUN = pytest.StashKey[int]()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if shutil.which("coqc") or os.environ.get("CI"):
        return
    unwanted = [item for item in items if item.get_closest_marker("coq")]
    if unwanted:
        config.hook.pytest_deselected(items=unwanted)
        items[:] = [item for item in items if item not in unwanted]
        config.stash[NOT_RUN] = len(unwanted)


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    if count := config.stash.get(NOT_RUN, 0):
        terminalreporter.write_line(f"{count} tests against Coq did not run: coqc was not found (apt install coq)")
