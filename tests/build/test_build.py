"""The build script as it is run: a failing claim stops its own sheet only, and bad input is answered clearly."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A copy of the project with two sheets, whose sources a test may spoil."""
    for folder in ("proofs", "derivations", "build"):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("out", "__pycache__"))
    (tmp_path / "derivations" / "__init__.py").write_text('MODULES = ("gradient_step", "receptive_field")\n')
    return tmp_path


def run(tree: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "build", "--engine", "typst", *arguments], cwd=tree, text=True,
                          capture_output=True, timeout=120, check=False)


def test_all_sheets_are_written(tree: Path) -> None:
    done = run(tree)
    assert done.returncode == 0, done.stderr
    written = {p.name for p in (tree / "build" / "out").iterdir()}
    assert {f"{m}.{kind}" for m in ("gradient_step", "receptive_field") for kind in ("tex", "typ", "pdf")} <= written
    assert (tree / "build" / "out" / "receptive_field.pdf").read_bytes().startswith(b"%PDF")


def test_a_false_line_stops_its_sheet_and_no_other(tree: Path) -> None:
    source = tree / "derivations" / "receptive_field.py"
    text = source.read_text()
    wrong = text.replace("p.eq(S[ell + 1]*W[ell + 1] + (K[ell + 1] - S[ell + 1]), by.algebra)",
                         "p.eq(S[ell + 1]*W[ell + 1] + (K[ell + 1] + S[ell + 1]), by.algebra)", 1)
    assert wrong != text
    source.write_text(wrong)
    done = run(tree)
    line = next(n for n, row in enumerate(wrong.splitlines(), 1) if "(K[ell + 1] + S[ell + 1]), by.algebra)" in row)
    assert done.returncode == 1
    assert f"receptive_field.py:{line}" in done.stderr
    assert "no sheet is written" in done.stderr
    written = {p.name for p in (tree / "build" / "out").iterdir()}
    assert "gradient_step.pdf" in written
    assert "receptive_field.pdf" not in written


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
    assert "no such module: gradientstep" in done.stderr
    assert "gradient_step" in done.stderr


def test_a_module_with_a_syntax_error_does_not_stop_the_others(tree: Path) -> None:
    (tree / "derivations" / "receptive_field.py").write_text("def broken(:\n")
    done = run(tree)
    assert done.returncode == 1
    assert "receptive_field" in done.stderr and "SyntaxError" in done.stderr
    assert (tree / "build" / "out" / "gradient_step.pdf").exists()
