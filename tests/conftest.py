"""Options of the whole suite, and the library checked in fresh processes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).parent.parent
COUNTED = ("slowest claims", "agreement of meanings", "wrong translations", "changed certificates", "Coq", "second checker")
GOLDEN = ("statements", "ledger", "definitions")
RUNS = {  # seed of hashing, flags of Python, the numbers below SymPy, the order in which claims are checked
    "seed-1": ("1", [], "flint", []),
    "seed-2": ("2", [], "python", ["backwards"]),
    "without-asserts": ("3", ["-O"], "auto", []),
}


def pytest_configure(config: pytest.Config) -> None:
    """What tests find is kept apart, and for them only.  Files are given out in their order: by number of tests, as
    pytest-xdist would have it, the few tests that Coq needs would come last and keep one process waiting."""
    os.environ["PROOFS_STORE"] = tempfile.mkdtemp(prefix="proofs-store-")
    settings.register_profile("any machine", suppress_health_check=[HealthCheck.too_slow])  # the first draw proves lemmas
    settings.load_profile("any machine")
    config.option.loadscopereorder = False


@pytest.hookimpl(tryfirst=True)
def pytest_sessionstart() -> None:
    """Tests press Ctrl-C, which everything ignores that a script has started in the background."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="rewrite tests/golden from what is proved now")


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """What tests have counted, also when it is good."""
    reports = [r for kind in ("passed", "failed") for r in terminalreporter.stats.get(kind, ())]
    for title in COUNTED:
        tables = [text for r in reports for name, text in getattr(r, "user_properties", ()) if name == title]
        if tables:
            terminalreporter.section(title)
            terminalreporter.write_line("\n".join(tables))


@pytest.fixture
def update_golden(request: pytest.FixtureRequest) -> bool:
    """Rewrite the golden files?"""
    return bool(request.config.getoption("--update-golden"))


@dataclass(frozen=True)
class Fresh:
    """What a fresh process printed of the library, and the seconds of processor time for each claim."""

    texts: dict[str, str]
    seconds: dict[str, float]


@pytest.fixture(scope="session")
def fresh() -> dict[str, Fresh]:
    """The library in three processes: hashing, order, numbers below SymPy and assert statements make no difference."""
    started = {}
    for name, (seed, flags, numbers, order) in RUNS.items():
        command = [sys.executable, *flags, ROOT/"tests/golden/library.py", *order, *GOLDEN]
        env = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT), "SYMPY_GROUND_TYPES": numbers}
        started[name] = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=env)
    out = {}
    for name, process in started.items():
        text, notes = process.communicate()
        rows = [row.split(" ") for row in notes.decode().splitlines()]
        assert process.returncode == 0, notes.decode()
        texts = dict(zip(GOLDEN, text.decode("utf-8").split("\f"), strict=True))
        out[name] = Fresh(texts, {claim: float(s) for claim, s in rows})
    return out
