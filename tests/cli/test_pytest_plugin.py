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
    (project/"derivations/broken.py").write_text("from proofs import claim\n@claim(\n")
    done = run(project)
    assert done.returncode == 2
    assert "broken.py:2: the module does not load: SyntaxError" in done.stdout


def test_other_files_are_left_alone(project: Path) -> None:
    (project/"elsewhere").mkdir()
    (project/"elsewhere/lecture.py").write_text("raise SystemError('it must not be run')\n")
    assert "3 passed" in run(project).stdout


def test_the_first_failure_ends_the_run(project: Path) -> None:
    source = project/"derivations/lecture.py"
    source.write_text(LECTURE.replace(FALSE, FALSE.replace("(n + 1)/2 +", "(n + 2)/2 +")))
    done = run(project, "-x")
    assert done.returncode == 1
    assert "1 failed in" in done.stdout and "stopping after 1 failures" in done.stdout


def test_workers_of_xdist_share_the_claims(project: Path) -> None:
    (project/"derivations/other.py").write_text(LECTURE.replace("lecture-", "other-"))
    done = run(project, "-p", "xdist", "-n", "2", "--junitxml", "out.xml")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "6 passed" in done.stdout
    cases = list(ET.parse(project/"out.xml").iter("testcase"))
    assert len(cases) == 6
    assert all(("definition", "Σ") in {(p.get("name"), p.get("value")) for p in case.iter("property")}
               for case in cases if case.get("name") == "first_numbers")


def test_a_gap_and_a_claim_without_a_derivation_fail(project: Path) -> None:
    unfinished = LECTURE.replace("p.eq(x, by.cancel)", "p.eq(x, by.gap)").partition("@doubled.proof")[0]
    (project/"derivations/lecture.py").write_text(unfinished)
    done = run(project)
    assert "a step was admitted (by.gap)" in done.stdout and "doubled has no derivation: add @doubled.proof" in done.stdout
    assert "2 failed, 1 passed" in done.stdout


def test_files_that_state_no_claims_are_not_run(project: Path) -> None:
    (project/"derivations/helpers.py").write_text("raise SystemError('it must not be run')\n")
    (project/"derivations/test_own.py").write_text("def test_it():\n    assert True\n")
    assert "4 passed" in run(project).stdout


def test_without_claims_the_plugin_costs_nothing(tmp_path: Path) -> None:
    (tmp_path/"test_own.py").write_text("import sys\ndef test_it():\n"
                                        "    assert not {'sympy', 'flint', 'click'} & set(sys.modules)\n"
                                        "    ours = [m for m in sys.modules if m.split('.')[0] == 'proofs']\n"
                                        "    assert len(ours) <= 4, ours\n")
    done = run(tmp_path)
    assert done.returncode == 0, done.stdout
