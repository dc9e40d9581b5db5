"""Modules that do what modules should not: end Python, print, take long; and names of projects that need care."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
import tomllib
from pathlib import Path

import pytest

from proofs.cli.new import write

ROOT = Path(__file__).resolve().parent.parent.parent
MODULE = '''import sys
from sympy import Eq
from proofs import Proof, claim, real
x = real("x")
# module
@claim("unruly-1", "my notes")
def doubled():
    # statement
    return Eq(x + x, 2*x)
@doubled.proof
def _(p: Proof) -> None:
    # derivation
    p.calc(x + x)
    p.eq(2*x)
'''
PLACES = ("# module", "# statement", "# derivation")
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "proofs", *arguments]


def checked(folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command("check", "--no-cache", *options, "unruly.py"), cwd=folder, capture_output=True, text=True,
                          check=False, timeout=120, env=ENVIRONMENT)


@pytest.mark.parametrize("place", PLACES)
def test_what_ends_python_is_not_green(place: str, tmp_path: Path) -> None:
    (tmp_path/"unruly.py").write_text(MODULE.replace(place, "sys.exit(0)"))
    done = checked(tmp_path)
    line = MODULE[:MODULE.index(place)].count("\n") + 1
    assert done.returncode == 1
    assert f"unruly.py:{line}\n" in done.stdout
    assert "it ends Python here (sys.exit)" in done.stdout


@pytest.mark.parametrize("place", PLACES)
def test_what_authors_print_is_no_part_of_the_data(place: str, tmp_path: Path) -> None:
    (tmp_path/"unruly.py").write_text(MODULE.replace(place, "print('so far')"))
    done = checked(tmp_path, "--json")
    assert json.loads(done.stdout)["exit"] == 0
    assert "so far" in done.stderr


FAULT = '''
from proofs.claims.check import Checker
usual = Checker.run
def run(checker, *given):
    return 1/0 if checker.claim.name == "doubled" else usual(checker, *given)
Checker.run = run
@claim("unruly-2", "my notes")
def halved():
    return Eq(x/2 + x/2, x)
@halved.proof
def _(p: Proof) -> None:
    p.conclude()
'''


def test_a_fault_of_the_engine_is_an_error_of_its_claim(tmp_path: Path) -> None:
    """It is not green, and the other claims are checked."""
    (tmp_path/"unruly.py").write_text(MODULE + FAULT)
    done = checked(tmp_path)
    assert done.returncode == 1
    assert "the check was ended by an error that nobody expected: ZeroDivisionError: division by zero" in done.stdout
    assert "2 claims: 1 proved, 1 ERROR" in done.stdout


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
def test_an_interrupted_check_does_not_wait_for_what_is_in_hand(tmp_path: Path) -> None:
    (tmp_path/"unruly.py").write_text(MODULE.replace("# derivation", "open('begun', 'w').close()\n    while True: pass"))
    with subprocess.Popen(command("check", "unruly.py"), cwd=tmp_path, env=ENVIRONMENT, start_new_session=True,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as run:
        while not (tmp_path/"begun").exists() and run.poll() is None:
            time.sleep(0.05)
        run.send_signal(signal.SIGINT)
        out, _ = run.communicate(timeout=100)  # it would last 300 seconds
    assert run.returncode == 1
    assert "Aborted" in out


@pytest.mark.parametrize("target", ["unruly.py:", "unruly.doubled"])
def test_a_target_that_there_is_not_is_no_broken_module(target: str, tmp_path: Path) -> None:
    (tmp_path/"unruly.py").write_text(MODULE)
    done = subprocess.run(command("check", target), cwd=tmp_path, capture_output=True, text=True, check=False, timeout=120,
                          env=ENVIRONMENT)
    assert done.returncode == 2
    assert f"there is no file, folder or module {target}" in done.stderr


@pytest.mark.parametrize("name", ['the "best" lecture', r"back\slash", "Übung {1}", "it's"])
def test_a_project_may_have_any_name(name: str, tmp_path: Path) -> None:
    if os.name == "nt" and set(name) & set('"\\'):
        name = "the best lecture"
    write(tmp_path/name)
    done = subprocess.run(command("show", "--json"), cwd=tmp_path/name, capture_output=True, text=True, check=True, timeout=120,
                          env=ENVIRONMENT)
    (claim,) = json.loads(done.stdout)["claims"]
    sheets = tomllib.loads((tmp_path/name/"derivations/sheets.toml").read_text(encoding="utf-8"))
    (sheet,) = sheets.values()
    assert claim["verdict"] == "proved"
    assert claim["source"].startswith(sheet["title"])
