"""The corpus of files: each case is refused for its reason, its control is accepted, and it discriminates as it says."""

from __future__ import annotations

import subprocess
import sys

import pytest
from arena import Case, answer, cases, written

from proofs.kernel import RULES

NONE = "no"
CASES = cases()
CLAUSES = {"quotient", "root", "logarithm", "power", "and", "imp", "or", "ite", "binder", "recursion", "constant",
           "application", "domain", "other"}
DOOR = {"op", "app", "lam", "forall", "num", "var", "define", "fun", "substitute", "publish"}


@pytest.mark.parametrize("case", CASES, ids=str)
def test_refused_for_its_reason_and_its_control_accepted(case: Case) -> None:
    assert answer(case.case).startswith(case.reason) and case.reason
    assert answer(case.control) == ""


def test_files_say_nothing_else() -> None:
    assert all(written(c) == c.path.read_text(encoding="utf-8") for c in CASES)
    assert len({(c.about, c.label) for c in CASES}) == len({c.case for c in CASES}) == len(CASES)


def test_every_rule_row_clause_and_entry_has_a_case_that_discriminates() -> None:
    about = {c.about for c in CASES if c.discriminates != NONE}
    assert set(RULES) | {f"W {clause}" for clause in CLAUSES} | DOOR <= about


def test_the_mutants_that_are_named_let_them_through(pytestconfig: pytest.Config) -> None:
    """Computed, in processes that have not loaded the kernel: with that one change it accepts the case."""
    done = subprocess.run([sys.executable, "-m", "tests.mutation.corpus", "--check"], cwd=pytestconfig.rootpath,
                          capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
