"""What is kept of a check: used while no byte of what it was made from has changed, and for nothing else."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from proofs.cli import origins
from proofs.cli.origins import Origins, digest, imports
from proofs.cli.store import Store

HEAD = '"""Notes."""\nfrom sympy import Eq\nfrom proofs import claim, real\n'
FIRST = HEAD + '''from sizes import SIZE
x = real("x")


@claim("kept-1", "notes")
def first():
    return Eq(x + SIZE, SIZE + x)


@first.proof
def _(p):
    p.conclude()
'''
SECOND = FIRST.replace("kept-1", "kept-2").replace("first", "second").replace("from sizes import SIZE", "SIZE = 3")
ROOT = Path(__file__).resolve().parent.parent.parent
Check = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def check(tmp_path: Path) -> Check:
    """`check()` in a folder with first.py (which imports sizes.py) and second.py, in a new process."""
    (tmp_path/"week").mkdir()
    (tmp_path/"week/sizes.py").write_text("SIZE = 2\n")
    (tmp_path/"week/first.py").write_text(FIRST)
    (tmp_path/"week/second.py").write_text(SECOND)

    def run(*arguments: str, command: str = "check", **environment: str) -> subprocess.CompletedProcess[str]:
        env = {**os.environ, "PYTHONPATH": str(ROOT), "PROOFS_STORE": str(tmp_path/"store"), **environment}
        return subprocess.run([sys.executable, "-m", "proofs", command, *(arguments or ("week",))], cwd=tmp_path, text=True,
                              capture_output=True, check=False, timeout=120, env=env)

    return run


def kept(done: subprocess.CompletedProcess[str]) -> dict[str, bool]:
    """Which claims were found in the store."""
    return {row["claim"]: row["kept"] for row in json.loads(done.stdout)["claims"]}


def test_nothing_is_kept_the_first_time_and_all_the_second(check: Check) -> None:
    assert kept(check("week", "--json")) == {"first": False, "second": False}
    again = check("week", "--json")
    assert kept(again) == {"first": True, "second": True}
    assert check().stdout.endswith("2 claims: 2 proved (2 as found before: nothing that they rest on has changed)\n")


def test_what_is_kept_is_found_without_sympy(check: Check, tmp_path: Path) -> None:
    check()
    (tmp_path/"sympy.py").write_text("raise SystemError('imported')\n")
    assert check().returncode == 0
    assert "imported" in check("week", "--no-cache").stdout


@pytest.mark.parametrize(("file", "changed"), [("sizes.py", {"first"}), ("first.py", {"first"}), ("second.py", {"second"})])
def test_a_changed_byte_counts_for_what_imports_it(check: Check, tmp_path: Path, file: str, changed: set[str]) -> None:
    check()
    with (tmp_path/"week"/file).open("a") as f:
        f.write("#")
    assert kept(check("week", "--json")) == {name: name not in changed for name in ("first", "second")}


@pytest.mark.parametrize("written_anew", [True, False])
@pytest.mark.parametrize(("target", "edited"), [
    ("week", "second.py"), ("week/second.py", "second.py"), ("second", "second.py"),
    ("week", "sizes.py"), ("week", "deep/of.py"), ("first", "deep/of.py")])
def test_an_edit_within_one_second_is_seen(check: Check, tmp_path: Path, target: str, edited: str, written_anew: bool) -> None:
    """Python would take the bytecode of the old text for that of the new one, which is as long and as old."""
    week, before = tmp_path/"week", time.time()
    (week/"deep").mkdir()
    (week/"deep/of.py").write_text("SIZE = 2\n")
    (week/"sizes.py").write_text("from deep.of import SIZE as OTHER\nSIZE = 2\n")
    (week/"first.py").write_text(FIRST.replace("SIZE\n", "SIZE, OTHER\n", 1).replace("SIZE + x)", "2 + x + OTHER - 2)"))
    (week/"second.py").write_text(SECOND.replace("SIZE + x)", "3 + x)"))
    bytecode = {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": "", "PYTHONPATH": f"{ROOT}{os.pathsep}{week}"}

    def aged(*files: Path) -> None:
        for file in files:
            os.utime(file, (before, before))

    aged(*week.rglob("*.py"))
    assert check(target, **bytecode).returncode == 0
    aged(*week.rglob("*.pyc"))
    assert list(week.rglob(f"{Path(edited).stem}.*.pyc"))
    (week/edited).write_text((week/edited).read_text().replace("SIZE = 2", "SIZE = 4").replace("SIZE = 3", "SIZE = 4"))
    aged(week/edited)
    if not written_anew:
        bytecode["PYTHONDONTWRITEBYTECODE"] = "1"
    assert check(target, **bytecode).returncode == 1


def test_a_module_that_no_longer_loads(check: Check, tmp_path: Path) -> None:
    check()
    (tmp_path/"week/sizes.py").write_text("SIZE = 1/0\n")
    done = check()
    assert done.returncode == 1
    assert "ZeroDivisionError: division by zero" in done.stdout


def test_no_cache_neither_reads_nor_writes(check: Check, tmp_path: Path) -> None:
    assert kept(check("week", "--json", "--no-cache")) == {"first": False, "second": False}
    assert not (tmp_path/"store").exists()


def test_one_claim_is_found_in_its_module(check: Check) -> None:
    assert kept(check("week/first.py:first", "--json")) == {"first": False}
    check()
    assert kept(check("week/first.py:first", "--json")) == {"first": True}
    assert "did you mean first?" in check("week/first.py:frist").stderr


def test_replay_finds_what_the_store_says_wrongly(check: Check, tmp_path: Path) -> None:
    check()
    for file in (tmp_path/"store").glob("??/*.json"):
        data = json.loads(file.read_text())
        data["found"][0]["status"] = "undecided"
        data["digest"] = digest(json.dumps(data["found"], sort_keys=True).encode())
        file.write_text(json.dumps(data))
    assert "2 UNDECIDED" in check().stdout
    done = check("week", "--replay")
    assert done.returncode == 1
    assert "week/first.py:8: first: kept as undecided, found as proved" in done.stderr
    assert check("week", "--replay").returncode == 0


def test_a_changed_byte_of_the_store_counts_for_nothing(check: Check, tmp_path: Path) -> None:
    check()
    for file in (tmp_path/"store").glob("??/*.json"):
        file.write_text(file.read_text().replace('"proved"', '"undecided"'))
    assert check().stdout.endswith("2 claims: 2 proved\n")


def test_a_file_cut_short_counts_for_nothing(check: Check, tmp_path: Path) -> None:
    check()
    for file in (tmp_path/"store").rglob("*.json"):
        file.write_text(file.read_text()[:40])
    assert kept(check("week", "--json")) == {"first": False, "second": False}


def test_a_folder_that_cannot_be_written(check: Check, tmp_path: Path) -> None:
    (tmp_path/"file").write_text("")
    done = check("week", PROOFS_STORE=str(tmp_path/"file"))
    assert done.returncode == 0
    assert "nothing is kept for the next run" in done.stderr and "PROOFS_STORE names another folder" in done.stderr


def test_one_id_in_two_modules_is_seen_though_each_is_kept(check: Check, tmp_path: Path) -> None:
    (tmp_path/"week/second.py").write_text(SECOND.replace("kept-2", "kept-1"))
    for module in ("first", "second"):
        assert check(f"week/{module}.py").returncode == 0
    alone = check("week", "--no-cache")
    assert alone.returncode == 1
    assert check().stdout == alone.stdout


# -- what modules are made from ---------------------------------------------------------


@pytest.mark.parametrize("line", ["open('x')", "import os", "from pathlib import Path", "exec('x')", "import numpy",
                                  "from ..above import x", "__import__('x')", "import first.second", "x = ("])
def test_a_module_that_looks_elsewhere_has_no_key(tmp_path: Path, line: str) -> None:
    (tmp_path/"looking.py").write_text(f"{HEAD}{line}\n")
    assert Origins({}).key([tmp_path/"looking.py"]) is None


def test_a_key_covers_engine_question_and_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path/"second.py"
    file.write_text(SECOND)
    first = Origins({}).key([file], "check")
    assert first is not None and first == Origins({}).key([file], "check")
    assert first != Origins({}).key([file], "grade")
    with monkeypatch.context() as m:
        m.setattr(origins, "engine", lambda: "another")
        assert first != Origins({}).key([file], "check")
    monkeypatch.chdir(tmp_path)
    assert first != Origins({}).key([file], "check")


def test_the_engine_is_all_its_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path/"rule.py").write_text("1")
    monkeypatch.setattr(origins, "ENGINE", tmp_path)
    before = origins.engine.__wrapped__()
    (tmp_path/"rule.py").write_text("2")
    assert before != origins.engine.__wrapped__()


def test_packages_and_relative_imports(tmp_path: Path) -> None:
    course = tmp_path/"course"
    course.mkdir()
    for name, text in (("__init__", ""), ("a", "from . import b\n"), ("b", "from course.c import x\n"), ("c", "x = 1\n")):
        (course/f"{name}.py").write_text(text)
    before = Origins({}).key([course/"a.py"])
    for name in ("__init__", "b", "c"):
        (course/f"{name}.py").write_text((course/f"{name}.py").read_text() + "#")
        after = Origins({}).key([course/"a.py"])
        assert after is not None and after != before
        before = after


def test_a_file_named_like_a_module_of_python_counts(tmp_path: Path) -> None:
    (tmp_path/"first.py").write_text("import statistics\n")
    alone = Origins({}).key([tmp_path/"first.py"])
    (tmp_path/"statistics.py").write_text("mean = 1\n")
    beside = Origins({}).key([tmp_path/"first.py"])
    (tmp_path/"statistics.py").write_text("mean = 2\n")
    assert None not in (alone, beside) and len({alone, beside, Origins({}).key([tmp_path/"first.py"])}) == 3


def test_parts_do_not_run_together() -> None:
    assert digest(b"ab", b"c") != digest(b"a", b"bc")


def test_imports_are_remembered_by_content(tmp_path: Path) -> None:
    file = tmp_path/"second.py"
    file.write_text(SECOND)
    store = Store(tmp_path/"store")
    store.keep(file, ["found"])
    store.close()
    again = Store(tmp_path/"store")
    assert again.find(file) == ["found"]
    assert again.origins.known == {digest(SECOND.encode()): imports(SECOND.encode())}


# -- grading --------------------------------------------------------------------------


def test_an_unchanged_text_is_not_graded_again(check: Check, tmp_path: Path) -> None:
    text = tmp_path/"text.txt"
    text.write_text("calc x + 2\n= 2 + x\n")

    def graded(*more: str) -> dict[str, Any]:
        done = check("week/first.py:first", str(text), "--json", *more, command="grade")
        data: dict[str, Any] = json.loads(done.stdout)
        return data

    first = graded()
    assert first["complete"] and not first["kept"]
    assert graded() == {**first, "kept": True}
    assert not graded("--points", "4")["kept"] and not graded("--no-cache")["kept"]
    text.write_text("calc x + 2\n= 3 + x\n")
    assert not graded()["kept"] and not graded("--no-cache")["complete"]
    text.write_text("calc x + 2\n= 2 + x\n")
    (tmp_path/"week/sizes.py").write_text("SIZE = 2 \n")
    assert not graded()["kept"]


def test_what_took_too_long_is_tried_again(check: Check, tmp_path: Path) -> None:
    text = tmp_path/"text.txt"
    text.write_text("calc x + 2\n= 2 + x\n")
    for _ in range(2):
        done = check("week/first.py:first", str(text), "--json", "--seconds", "0.05", command="grade")
        data = json.loads(done.stdout)
        assert "the check was ended after 0.05 seconds" in data["message"] and not data["kept"]


# -- building -------------------------------------------------------------------------


def test_a_build_of_which_nothing_has_changed_loads_nothing(check: Check, tmp_path: Path) -> None:
    def built(*more: str) -> str:
        done = check("--source", "week", "--out", "out", "--engine", "typst", *more, command="build")
        assert done.returncode == 0, done.stderr
        return done.stdout

    assert "2 of 2 sheets in out" in built()
    assert built().endswith("files in out are up to date: nothing that they rest on has changed\n")
    assert "up to date: nothing" not in built("--variant", "exercise")
    assert "up to date: nothing" not in built("--no-cache")
    (tmp_path/"out/first.pdf").write_bytes(b"%PDF-1.7 another")
    assert "first.pdf by typst\n" in built()
    assert (tmp_path/"out/first.pdf").read_bytes() != b"%PDF-1.7 another"
    (tmp_path/"week/sizes.py").write_text("SIZE = 4\n")
    assert "first.pdf by typst\n" in built()
