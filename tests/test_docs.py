"""The code blocks of the READMEs and the docstrings of the derivations run."""

from __future__ import annotations

import doctest
import importlib
import re
from pathlib import Path

import pytest

import derivations

ROOT = Path(__file__).resolve().parent.parent


@pytest.mark.parametrize("page", ["README.md", "derivations/README.md", "derivations/STUDENTS.md", "derivations/LIMITS.md"])
def test_the_examples_of_the_page_run(page: str) -> None:
    failed, tried = doctest.testfile(str(ROOT / page), module_relative=False, optionflags=doctest.ELLIPSIS)
    assert tried > 0
    assert failed == 0


@pytest.mark.parametrize("name", derivations.MODULES)
def test_the_results_of_the_module_run_as_documented(name: str) -> None:
    module = importlib.import_module(f"derivations.{name}")
    failed, tried = doctest.testmod(module)
    assert failed == 0
    assert tried > 0


def test_the_page_lists_every_reason() -> None:
    from proofs import by

    page = (ROOT/"derivations/README.md").read_text(encoding="utf-8")
    table = page[page.index("| about | reasons |"):page.index("**Limits.**")]
    listed = set(re.findall(r"[a-z_]+", " ".join(re.findall(r"`([^`]*)`", table)).replace("(value)", "")))
    known = {name for name, value in vars(by).items() if isinstance(value, by.Reason)} | {"witness"}
    assert listed == known - {"gap"}


def test_the_architecture_names_every_file() -> None:
    page = (ROOT/"proofs/README.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| `(\w+)/` \| (.*) \|$", page, flags=re.MULTILINE))
    for folder, row in rows.items():
        files = {p.stem for p in (ROOT/"proofs"/folder).glob("*.py")} - {"__init__"}
        named = set(re.findall(r"\w+", row))
        styles = {name for name in files if name.endswith("_style")}  # "and their styles"
        assert files - named - styles == set(), f"proofs/README.md does not name {files - named - styles}"
    assert set(rows) == {p.parent.name for p in (ROOT/"proofs").glob("*/__init__.py")}
