"""A fixed sample of the mutants of the kernel: each is killed.  `python -m tests.mutation` runs all of them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from mutation.__main__ import explained
from mutation.mutants import mutants
from mutation.runner import KERNEL

ROOT = Path(__file__).parents[2]
EVERY = 90


def test_a_sample_is_killed() -> None:
    command = [sys.executable, "-m", "tests.mutation", "--every", str(EVERY)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_what_is_listed_as_surviving_exists_and_is_explained() -> None:
    names = {m.name for path in KERNEL.glob("*.py") for m in mutants(path)}
    known = explained()
    assert known.keys() <= names and all(known.values())
    assert len(known) <= 0.02*len(names)


def test_changes_change_something() -> None:
    """Mutants have names of their own, each compiles to other code, and the tree is as before afterwards."""
    path = KERNEL/"recursion.py"
    made = mutants(path)
    good = compile(path.read_text(encoding="utf-8"), str(path), "exec")
    assert len({m.name for m in made}) == len(made) > 100
    assert all(m.compiled() != good for m in made) and mutants(path)[0].name == made[0].name
