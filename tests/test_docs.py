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


def test_the_first_screen_shows_what_there_is() -> None:
    """The claim and the message of the README are those of the library and of the golden session; its picture is there."""
    page = (ROOT/"README.md").read_text(encoding="utf-8")
    source = {line.strip() for line in (ROOT/"derivations/ewa.py").read_text(encoding="utf-8").splitlines()}
    code = page[page.index("```python\n") + 10:page.index("```\n\nThat prints")]
    assert {line.strip() for line in code.splitlines()} - {"..."} <= source
    message = page[page.index("```text\n") + 8:page.index("```\n\n## A lecture")]
    assert message in (ROOT/"tests/cli/session.txt").read_text(encoding="utf-8")
    (picture,) = re.findall(r"!\[[^\]]+\]\(([^)]+)\)", page)
    assert (ROOT/picture).read_bytes().startswith(b"\x89PNG")


def test_the_commands_of_the_page_exist() -> None:
    from proofs.cli.main import main

    told = re.findall(r"^proofs (\w+)", (ROOT/"README.md").read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert len(set(told)) >= 8
    assert set(told) <= set(main.commands)
