"""The engines the tests of the sheets run with."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from proofs.sheets.pdf import EngineMissing, find_engine, run_tex, run_typst


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Without a usable pdflatex or Chromium their tests are deselected; in CI that is an error: they cannot go unrun."""
    for marker, missing in (("tex", _without_tex()), ("chromium", _without_chromium())):
        marked = [item for item in items if item.get_closest_marker(marker)]
        if missing and marked:
            if os.environ.get("CI"):
                raise pytest.UsageError(f"{len(marked)} tests are marked {marker}: {missing}")
            config.hook.pytest_deselected(items=marked)
            items[:] = [item for item in items if item not in marked]


def _without_tex() -> str:
    try:
        find_engine("pdflatex")
    except EngineMissing as missing:
        return str(missing)
    return ""


def _without_chromium() -> str:
    found = any(shutil.which(name) for name in ("chromium", "chromium-browser", "google-chrome"))
    return "" if found else "there is no Chromium: apt-get install chromium"


@pytest.fixture(params=["typst", pytest.param("pdflatex", marks=pytest.mark.tex)])
def engine(request: pytest.FixtureRequest) -> str:
    """Each engine in turn."""
    return str(request.param)


@pytest.fixture
def typeset(tmp_path: Path) -> Callable[[str, str], Path]:
    """Source and the engine that sets it -> the PDF's path."""

    def run(source: str, engine: str) -> Path:
        path = tmp_path / f"{engine}.pdf"
        path.write_bytes(run_typst(source) if engine == "typst" else run_tex(source)[0])
        return path

    return run
