"""The build script as it is run: a failing claim stops its own sheet only, and bad input is answered clearly."""

from __future__ import annotations

import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent


CATALOGUE = """
[ctu24-s3]
title = "Steps"
course = "Learning"
[[ctu24-s3.parts]]
heading = "Assignment 4"
questions = [{id = "a4", kind = "THM", place = "equation (4)"}]

[epfl22-ps9]
title = "Fields"
course = "Learning"
[[epfl22-ps9.parts]]
heading = "Problem 3"
questions = [{id = "eq8", kind = "THM", place = "equation (8)"}, {id = "eq9", kind = "THM", place = "equation (9)"},
             {id = "p2-1", kind = "COUNT", place = "memory"}]
"""

ASIDE = """from sympy import Eq
from proofs import by, claim, real
x = real("x")
@claim("lib-aside", "library")
def aside():
    return Eq(x + 1, x)
@aside.proof
def _(p):
    p.calc(x + 1)
    p.eq(x, by.algebra)
"""


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A copy of the project with two modules and two sheets, whose sources a test may spoil."""
    for folder in ("proofs", "derivations", "build"):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("out", "__pycache__"))
    for module in (tmp_path / "derivations").glob("*.py"):
        if module.stem not in ("__init__", "gradient_step", "receptive_field"):
            module.unlink()
    (tmp_path / "derivations" / "errata.toml").unlink()
    (tmp_path / "derivations" / "sheets.toml").write_text(CATALOGUE)
    return tmp_path


def run(tree: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "build", "--engine", "typst", *arguments], cwd=tree, text=True,
                          capture_output=True, timeout=120, check=False)


def test_all_sheets_are_written(tree: Path) -> None:
    done = run(tree)
    assert done.returncode == 0, done.stderr
    written = {p.name for p in (tree / "build" / "out").iterdir()}
    assert {f"{m}.{kind}" for m in ("ctu24-s3", "epfl22-ps9") for kind in ("tex", "typ", "pdf")} <= written
    assert (tree / "build" / "out" / "epfl22-ps9.pdf").read_bytes().startswith(b"%PDF")
    assert "open: 1 of 3 questions (epfl22-ps9-p2-1)" in done.stdout


def test_variants_of_one_source(tree: Path) -> None:
    done = run(tree, "ctu24-s3", "--variant", "hints", "--variant", "instructor")
    assert done.returncode == 0, done.stderr
    out = tree / "build" / "out"
    assert {p.name for p in out.glob("*.pdf")} == {"ctu24-s3-hints.pdf", "ctu24-s3-instructor.pdf"}
    hints, full = ((out / f"ctu24-s3-{v}.tex").read_text() for v in ("hints", "instructor"))
    assert "Proof." in full and "{Ledger}" in full and "PROVED" in full
    assert "Proof." not in hints and "{Ledger}" not in hints and "PROVED" not in hints and "Hint." in hints


def test_a_folder_that_cannot_be_written_to_is_named_before_anything_is_checked(tree: Path) -> None:
    (tree / "taken").write_text("a file")
    done = run(tree, "--out", "taken/out")
    assert done.returncode == 2
    assert "nothing can be written into taken/out" in done.stderr and "give another folder with --out" in done.stderr
    assert "checked" not in done.stdout


def test_a_second_build_sets_nothing_again(tree: Path) -> None:
    run(tree, "ctu24-s3")
    before = {p: p.stat().st_mtime_ns for p in (tree / "build" / "out").iterdir()}
    done = run(tree, "ctu24-s3")
    assert "up to date: nothing that they rest on has changed" in done.stdout
    done = run(tree, "ctu24-s3", "--no-cache")
    assert "ctu24-s3.pdf by typst, up to date" in done.stdout
    assert {p: p.stat().st_mtime_ns for p in (tree / "build" / "out").iterdir()} == before


def test_watching_sees_what_changes(tmp_path: Path) -> None:
    from proofs.cli.watch import changed, state

    (tmp_path / "a.py").write_text("x = 1")
    before = state(tmp_path)
    (tmp_path / "notes.txt").write_text("no source")
    assert state(tmp_path) == before
    (tmp_path / "sheets.toml").write_text("")
    assert changed(tmp_path, before) == state(tmp_path) != before


def test_watching_builds_again_until_interrupted(tree: Path) -> None:
    source = tree/"derivations/gradient_step.py"
    with subprocess.Popen([sys.executable, "build", "--engine", "typst", "ctu24-s3", "--watch"], cwd=tree, text=True,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE) as watching:
        assert watching.stderr is not None and watching.stdout is not None
        try:
            assert any("watching" in line for line in watching.stderr)
            first = (tree/"build/out/ctu24-s3.tex").read_text()
            source.write_text(source.read_text().replace('"""$', '"""Once more: $', 1))
            assert any("watching" in line for line in watching.stderr)
        finally:
            watching.send_signal(signal.SIGINT)
        assert watching.wait(60) == 130
        assert watching.stdout.read().count("typeset in") == 2
    assert "Once more:" not in first and "Once more:" in (tree/"build/out/ctu24-s3.tex").read_text()


def test_an_algorithm_that_cannot_be_printed_is_an_error(tree: Path) -> None:
    source = tree / "derivations" / "gradient_step.py"
    source.write_text(source.read_text() + """

from proofs import algorithm
@algorithm
def sums(a):
    return sum(a)
""")
    done = run(tree, "ctu24-s3")
    assert done.returncode == 1
    assert "ctu24-s3: no sheet is written: the algorithm sums has the call sum(a)" in done.stderr


def test_processes_write_what_one_process_writes(tree: Path) -> None:
    (tree/"derivations/aside.py").write_text(ASIDE)
    said = []
    for jobs in "12":
        shutil.rmtree(tree/"build/out", ignore_errors=True)
        done = run(tree, "-j", jobs)
        assert done.returncode == 1
        said.append(re.sub(r"\d+\.\d+ s", "", done.stdout + done.stderr))
    assert said[0] == said[1]
    assert "no sheet: aside (lib-aside)" in said[0]


def test_a_false_line_stops_its_sheet_and_no_other(tree: Path) -> None:
    source = tree / "derivations" / "receptive_field.py"
    text = source.read_text()
    wrong = text.replace("    p.eq(S[ell + 1]*W[ell + 1] + (K[ell + 1] - S[ell + 1]))",
                         "    p.eq(S[ell + 1]*W[ell + 1] + (K[ell + 1] + S[ell + 1]))", 1)
    assert wrong != text
    source.write_text(wrong)
    done = run(tree)
    line = next(n for n, row in enumerate(wrong.splitlines(), 1) if "+ (K[ell + 1] + S[ell + 1]))" in row)
    assert done.returncode == 1
    assert f"receptive_field.py:{line}" in done.stderr
    assert "no sheet is written" in done.stderr
    written = {p.name for p in (tree / "build" / "out").iterdir()}
    assert "ctu24-s3.pdf" in written
    assert "epfl22-ps9.pdf" not in written
    draft = (tree/"build/out/epfl22-ps9-draft.html").read_text()
    assert "Draft, not to be handed out" in draft and "undecided" in draft and "Failure." in draft
    source.write_text(text)
    assert run(tree, "epfl22-ps9").returncode == 0
    assert not (tree/"build/out/epfl22-ps9-draft.pdf").exists()


def test_an_unknown_macro_is_marked_on_a_draft(tree: Path) -> None:
    source = tree/"derivations/gradient_step.py"
    source.write_text(source.read_text().replace('"""$', '"""$\\foobar ', 1))
    done = run(tree, "ctu24-s3")
    assert done.returncode == 1
    assert "unknown command \\foobar" in done.stderr and "claim " in done.stderr
    assert "Traceback" not in done.stderr
    assert "unknown notation" in (tree/"build/out/ctu24-s3-draft.html").read_text()
    assert not (tree/"build/out/ctu24-s3.pdf").exists()


def test_a_failing_build_leaves_the_old_sheet_whole(tree: Path) -> None:
    assert run(tree, "gradient_step").returncode == 0
    old = (tree / "build" / "out" / "gradient_step.pdf").read_bytes()
    source = tree / "derivations" / "gradient_step.py"
    source.write_text(source.read_text().replace("c - eps/2*norm2(g))", "c - eps/3*norm2(g))"))
    assert run(tree, "gradient_step").returncode == 1
    assert (tree / "build" / "out" / "gradient_step.pdf").read_bytes() == old


def test_a_misspelt_module_is_named_with_what_there_is(tree: Path) -> None:
    done = run(tree, "gradientstep")
    assert done.returncode == 2
    assert "there is no document or module gradientstep" in done.stderr
    assert "gradient_step" in done.stderr


def test_a_module_with_a_syntax_error_does_not_stop_the_others(tree: Path) -> None:
    source = tree / "derivations" / "gradient_step.py"
    source.write_text(source.read_text() + "def broken(:\n")
    done = run(tree)
    assert done.returncode == 1
    assert "gradient_step" in done.stderr and "SyntaxError" in done.stderr
    assert "ctu24-s3: no sheet is written, for gradient_step does not load" in done.stderr
    assert {p.name for p in (tree / "build" / "out").glob("*.pdf")} == {"epfl22-ps9.pdf"}


def test_a_false_claim_that_no_sheet_shows_fails_the_build(tree: Path) -> None:
    (tree / "derivations" / "aside.py").write_text(ASIDE)
    done = run(tree)
    assert done.returncode == 1
    assert "no sheet: aside (lib-aside)" in done.stderr


def test_a_wrong_catalogue_is_named(tree: Path) -> None:
    (tree / "derivations" / "sheets.toml").write_text(CATALOGUE.replace("THM", "TMH", 1))
    done = run(tree)
    assert done.returncode == 1
    assert "sheets.toml, ctu24-s3-a4: the kind 'TMH' is none of" in done.stderr


def test_a_claim_that_says_more_and_does_not_exist_is_named_with_those_near_it(tree: Path) -> None:
    sheets = tree/"derivations/sheets.toml"
    sheets.write_text(CATALOGUE.replace('"memory"', '"memory", more = ["epfl22-ps9-equ8"]'))
    done = run(tree)
    assert done.returncode == 1 and "checked" not in done.stdout
    assert done.stderr.startswith("sheets.toml, epfl22-ps9-p2-1: no claim has the id 'epfl22-ps9-equ8'")
    assert "; near it: epfl22-ps9-eq" in done.stderr
    (tree/"derivations/aside.py").write_text(ASIDE + "def broken(:\n")
    sheets.write_text(CATALOGUE.replace('"memory"', '"memory", more = ["lib-aside"]'))
    done = run(tree)
    assert "epfl22-ps9: no sheet is written, for aside does not load" in done.stderr
    assert {p.name for p in (tree/"build/out").glob("*.pdf")} == {"ctu24-s3.pdf"}
