"""A full disk, a run that is killed, folders that cannot be written, two runs at once: what was there stays whole, and one
line says what happened."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from pypdf import PdfReader

from proofs.cli import watchdog

ROOT = Path(__file__).resolve().parent.parent.parent
MODULE = '''"""Notes."""
from sympy import Eq
from proofs import claim, real

x = real("x")


@claim("stored-{n}", "notes")
def stated_{n}():
    return Eq((x + {n})**2, x**2 + {twice}*x + {square})


@stated_{n}.proof
def _(p):
    p.conclude()
'''
Run = Callable[..., subprocess.Popen[str]]
limits_size = pytest.mark.skipif("sys.platform == 'win32'", reason="Windows limits no file's size")


@pytest.fixture
def start(tmp_path: Path) -> Run:
    """Starts a command in a folder with two modules; `full`: no file can grow, as on a full disk."""
    (tmp_path/"week").mkdir()
    for n in (1, 2):
        (tmp_path/f"week/part_{n}.py").write_text(MODULE.format(n=n, twice=2*n, square=n*n))
    (tmp_path/"text.txt").write_text("calc (x + 1)^2\n = x^2 + 2*x + 1 by algebra\n")

    def run(*arguments: str, full: bool = False, store: str = "store") -> subprocess.Popen[str]:
        env = {**os.environ, "PYTHONPATH": str(ROOT), "PROOFS_STORE": str(tmp_path/store), "PYTHONDONTWRITEBYTECODE": "1"}
        return subprocess.Popen([sys.executable, "-m", "proofs", *arguments], cwd=tmp_path, text=True, env=env,
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True,
                                preexec_fn=_no_file_grows if full else None)

    return run


def _no_file_grows() -> None:
    import resource

    resource.setrlimit(resource.RLIMIT_FSIZE, (64, 64))  # what processes share in memory is smaller


def done(run: subprocess.Popen[str]) -> tuple[int, str, str]:
    out, errors = run.communicate(timeout=300)
    assert "Traceback" not in errors
    return run.returncode, out, errors


WRITING = {  # command ↦ what it writes
    "sarif": (("check", "week", "--no-cache", "--sarif", "out/file"), "out/file"),
    "certificates": (("export", "certificates", "week", "--out", "out/file"), "out/file"),
    "coq": (("export", "coq", "week", "--out", "out"), "out/Spec.v"),
    "gradescope": (("grade", "week/part_1.py:stated_1", "text.txt", "--gradescope", "out/file", "--no-cache"), "out/file"),
    "build": (("build", "--source", "week", "--out", "out", "--engine", "typst", "--no-cache"), "out/part_1.pdf"),
}


@limits_size
@pytest.mark.parametrize("name", WRITING)
def test_a_full_disk_leaves_the_old_file(start: Run, tmp_path: Path, name: str) -> None:
    command, written = WRITING[name]
    (tmp_path/"out").mkdir()
    (tmp_path/written).write_text("of an earlier run")
    code, _, errors = done(start(*command, full=True))
    assert code != 0 and 1 <= len(errors.splitlines()) <= 2
    assert "File too large" in errors
    assert (tmp_path/written).read_text() == "of an earlier run"
    assert [p.name for p in (tmp_path/"out").iterdir()] == [Path(written).name], "scratch files are removed"


@limits_size
def test_a_full_disk_changes_no_verdict(start: Run, tmp_path: Path) -> None:
    code, out, errors = done(start("check", "week", full=True))
    assert code == 0 and out.endswith("2 claims: 2 proved\n")
    assert "nothing is kept for the next run: File too large" in errors and len(errors.splitlines()) == 1
    assert not list((tmp_path/"store").glob("??/*.json"))


def test_where_no_scratch_file_can_be_made_claims_are_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    def none(**_: object) -> None:
        raise FileNotFoundError("No usable temporary directory")

    monkeypatch.setattr(watchdog, "TemporaryDirectory", none)
    with watchdog.noting() as folder:
        watch = watchdog.Watch(watchdog.Limits(), folder)
        with watch.over("a claim"):
            assert (watch.ended("a claim"), watch.noted()) == ("", 0)


@pytest.mark.parametrize("name", WRITING)
def test_a_folder_that_is_none(start: Run, tmp_path: Path, name: str) -> None:
    (tmp_path/"out").write_text("")
    code, _, errors = done(start(*WRITING[name][0]))
    assert code != 0 and len([row for row in errors.splitlines() if "irectory" in row or "exists" in row]) == 1


def test_a_store_that_cannot_be_read(start: Run, tmp_path: Path) -> None:
    assert done(start("check", "week"))[0] == 0
    for file in [*(tmp_path/"store").glob("??/*.json"), tmp_path/"store/imports.json"]:
        file.unlink()
        file.mkdir()  # reading and replacing it fail, for anybody
    code, out, errors = done(start("check", "week"))
    assert code == 0 and out.endswith("2 claims: 2 proved\n") and "nothing is kept for the next run" in errors


def test_a_module_that_cannot_be_read_is_told_beside_the_others(start: Run, tmp_path: Path) -> None:
    (tmp_path/"week/part_1.py").write_bytes(b"# proofs\n@claim(\n\xff\xfe")
    code, out, _ = done(start("check", "week"))
    assert code == 1 and "part_1.py" in out and "stated_2  proved" in out


@pytest.mark.skipif("sys.platform == 'win32'", reason="Windows ends a process in another way")
def test_a_run_that_is_killed_leaves_files_whole(start: Run, tmp_path: Path) -> None:
    build = WRITING["build"][0]
    for delay in (0.3, 0.8, 1.2, 1.6, 2.0, 2.5, 3.0):
        for command in (("check", "week"), build):
            run = start(*command)
            time.sleep(delay)
            os.killpg(run.pid, signal.SIGKILL)
            run.communicate()
        for file in (tmp_path/"store").glob("??/[!.]*.json"):
            json.loads(file.read_text())
        for file in (tmp_path/"out").glob("[!.]*.pdf"):
            assert len(PdfReader(file).pages) == 1
    assert done(start("check", "week"))[1].startswith("stated_1  proved")
    assert done(start(*build))[0] == 0 and len(list((tmp_path/"out").glob("[!.]*.pdf"))) == 2


def test_two_runs_at_once(start: Run, tmp_path: Path) -> None:
    build = ("build", "--source", "week", "--out", "out", "--engine", "typst")
    runs = [start(*command) for command in (("check", "week"), build, ("check", "week"), build)]
    assert [done(run)[0] for run in runs] == [0, 0, 0, 0]
    assert "2 proved (2 as found before" in done(start("check", "week"))[1]
    assert "up to date" in done(start(*build))[1]
    assert all(len(PdfReader(tmp_path/f"out/part_{n}.pdf").pages) == 1 for n in (1, 2))
