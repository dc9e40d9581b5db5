"""The package as its users get it: a wheel, installed into a folder of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from this tree."""
    folder = tmp_path_factory.mktemp("wheel")
    _pip("wheel", "--no-build-isolation", "--wheel-dir", str(folder), str(ROOT))
    (made,) = folder.glob("*.whl")
    return made


def _pip(command: str, *arguments: str) -> None:
    subprocess.run([sys.executable, "-m", "pip", command, "-q", "--no-deps", *arguments], check=True, capture_output=True,
                   timeout=300)


@pytest.fixture(scope="session")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Runs a program with nothing of this tree but what the wheel brought: `installed("check", cwd=…)` is `proofs check`."""
    folder = tmp_path_factory.mktemp("installed")
    _pip("install", "--no-index", "--target", str(folder), str(wheel))
    program = folder/"bin"/("proofs.exe" if os.name == "nt" else "proofs")

    def run(*arguments: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
        kept = {k: v for k, v in os.environ.items() if k not in ("GITHUB_ACTIONS", "PYTHONPATH")}
        return subprocess.run([str(program), *arguments], cwd=cwd, capture_output=True, text=True, check=False, timeout=300,
                              env={**kept, "PYTHONPATH": str(folder), "PYTHONIOENCODING": "utf-8", **environment})

    return run
