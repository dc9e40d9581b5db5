"""The claims of a folder as items of pytest, in a project of one's own."""

from __future__ import annotations

import os
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from test_cli import FALSE, LECTURE, ROOT


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path/"derivations").mkdir()
    (tmp_path/"derivations/lecture.py").write_text(LECTURE)
    (tmp_path/"pytest.ini").write_text("[pytest]\n")
    return tmp_path


def run(project: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "PYTHONPATH": str(ROOT), "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "PYTEST_ADDOPTS": ""}
    return subprocess.run([sys.executable, "-m", "pytest", "-p", "proofs.cli.pytest_plugin", "-q", *arguments], cwd=project,
                          capture_output=True, text=True, check=False, timeout=120, env=env)


def test_each_claim_is_an_item(project: Path) -> None:
    done = run(project, "--junitxml", "out.xml")
    assert done.returncode == 0, done.stdout
    assert "3 passed" in done.stdout
    cases = {case.get("name"): case for case in ET.parse(project/"out.xml").iter("testcase")}
    assert set(cases) == {"first_numbers", "cancelled", "doubled"}
    properties = {(p.get("name"), p.get("value")) for p in cases["first_numbers"].iter("property")}
    assert ("id", "lecture-1") in properties and ("definition", "Σ") in properties


def test_claims_are_chosen_by_name(project: Path) -> None:
    assert "1 passed, 2 deselected" in run(project, "-k", "doubled").stdout


def test_a_failure_is_the_message_alone(project: Path) -> None:
    source = project/"derivations/lecture.py"
    source.write_text(LECTURE.replace(FALSE, FALSE.replace("(n + 1)/2 +", "(n + 2)/2 +")))
    done = run(project)
    assert done.returncode == 1
    assert "lecture.py:" in done.stdout and "it is false at n = 1" in done.stdout
    assert "Traceback" not in done.stdout and "def runtest" not in done.stdout
    assert "2 failed, 1 passed" in done.stdout  # `doubled` rests on it
    again = run(project, "--lf").stdout  # `cancelled` is not run again
    assert "2 failed in" in again


def test_a_module_that_does_not_load_is_an_error(project: Path) -> None:
    (project/"derivations/broken.py").write_text("def (\n")
    done = run(project)
    assert done.returncode == 2
    assert "broken.py:1: the module does not load: SyntaxError" in done.stdout


def test_other_files_are_left_alone(project: Path) -> None:
    (project/"elsewhere").mkdir()
    (project/"elsewhere/lecture.py").write_text("raise SystemError('it must not be run')\n")
    assert "3 passed" in run(project).stdout
