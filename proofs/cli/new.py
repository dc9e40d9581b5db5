"""A new project: a first assignment that proves, its sheet, a workflow, a hook."""

from __future__ import annotations

import json
import re
from pathlib import Path

ASSIGNMENT = '''"""The first assignment: the sum of the first numbers."""

from sympy import Eq, Sum

from proofs import Proof, by, claim, nat, source

LECTURE = source({quoted})

i, n = nat("i"), nat("n")


@claim("{key}-1", LECTURE.at("assignment 1"))
def sum_of_first_numbers():
    """The sum of the first $n$ numbers."""
    return Eq(Sum(i, (i, 1, n)), n*(n + 1)/2)


@sum_of_first_numbers.proof
def _(p: Proof) -> None:
    base, step = p.induction(n)
    base.calc(Sum(i, (i, 1, 0)))
    base.eq(0, by.empty)
    step.calc(Sum(i, (i, 1, n + 1)))
    step.eq(Sum(i, (i, 1, n)) + (n + 1), by.last_term)
    step.eq(n*(n + 1)/2 + (n + 1), step.ih)
    step.eq((n + 1)*(n + 2)/2, by.algebra)
'''
SHEETS = '''# Which document asks which question: the claims of a question have its id, perhaps with a colon and a part.

[{key}]
title = {quoted}
course = "My course"

[[{key}.parts]]
heading = "Assignment 1"
questions = [
    {{id = "1", kind = "THM", place = "the sum of the first numbers"}},
]
'''
WORKFLOW = '''name: derivations
on: [push, pull_request]
jobs:
  check:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-python@v5
        with:
          python-version: "3.12"
      - run: pip install --find-links wheels checked-derivations  # wheels: its wheel, where no index has it
      - run: proofs check
      - run: proofs build
'''
HOOK = '''repos:
  - repo: local
    hooks:
      - id: proofs
        name: proofs check
        entry: proofs check --quiet
        language: system
        files: ^derivations/
        pass_filenames: false
'''
README = '''# {title}

    pip install --find-links wheels checked-derivations    # wheels: a folder with its wheel, where no index has it
    proofs check      # every claim, line by line
    proofs build      # the sheets, as PDF, HTML and TeX, in build/out
'''
FILES = {
    "derivations/assignment_1.py": ASSIGNMENT, "derivations/sheets.toml": SHEETS, ".github/workflows/derivations.yml": WORKFLOW,
    ".pre-commit-config.yaml": HOOK, "README.md": README, ".gitignore": "build/\n__pycache__/\n",
}


def write(folder: Path) -> list[Path]:
    """Write the skeleton into a new folder; what was written.  Raises FileExistsError where something stands."""
    if folder.exists() and any(folder.iterdir()):
        raise FileExistsError(f"{folder} is not empty: name a new folder")
    key = re.sub(r"[^a-z0-9]+", "-", folder.name.lower()).strip("-") or "lecture"  # as a bare key of TOML
    title = folder.name.replace("_", " ").replace("-", " ").capitalize()
    quoted = json.dumps(title, ensure_ascii=False)  # a string of Python and of TOML alike
    written = []
    for name, text in FILES.items():
        path = folder/name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text.format(key=key, title=title, quoted=quoted), encoding="utf-8")
        written.append(path)
    return written
