"""A new user's session, from an empty directory with the installed wheel: a project, a proof of one's own, ways to break it,
a student's text, sheets.

What the tool says is the golden text `session.txt`; `--update-golden` writes it, then read it aloud.
"""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

from conftest import Run

HERE = Path(__file__).resolve().parent
LEMMA = (HERE/"smoothing.txt").read_text(encoding="utf-8")  # label smoothing with the squared error: not in the library
BROKEN = {  # what the author did wrong: what is replaced, and by what
    "a dropped sign": ("- (1 - eps)*y[k] - eps/K, (k", "- (1 - eps)*y[k] + eps/K, (k"),
    "a definition that is not named": ("loss, smooth)", "loss)"),
    "a bound forgotten": ("given=[one_label], where=[K >= 1]", "given=[one_label]"),
    "a term too few": ("+ K*(eps/K), smooth, by.sums)", "+ (K - 1)*(eps/K), smooth, by.sums)"),
    "a misspelt reason": ("smooth, by.sums)\n    q.eq((1", "smooth, by.sum)\n    q.eq((1"),
    "a hypothesis not used": ("K*(eps/K), one_label)", "K*(eps/K), by.sums)"),
}
STUDENT = """\
induction n
base:
    calc Sum(i, (i, 1, 0))
       = 0                          by empty
step:
    calc Sum(i, (i, 1, n + 1))
       = Sum(i, (i, 1, n)) + n      by last_term
       = n*(n + 1)/2 + (n + 1)      by ih
       = (n + 1)*(n + 2)/2
"""


def session(here: Path, proofs: Run) -> str:
    """All commands with what they print."""
    told: list[str] = []

    def tell(*arguments: str, cwd: Path) -> None:
        done = proofs(*arguments, cwd=cwd)
        said = re.sub(r"\d+\.\d+ s\b", "… s", f"{done.stdout}{done.stderr}")
        told.append(f"$ proofs {' '.join(arguments)}\n{said}[{done.returncode}]\n")

    tell("new", "lecture3", cwd=here)
    project = here/"lecture3"
    tell("check", cwd=project)
    own = project/"derivations/smoothing.py"
    own.write_text(LEMMA, encoding="utf-8")
    tell("check", "derivations/smoothing.py", cwd=project)
    for name, (before, after) in BROKEN.items():
        assert before in LEMMA
        own.write_text(LEMMA.replace(before, after), encoding="utf-8")
        told.append(f"# {name}\n")
        tell("check", "--quiet", "derivations/smoothing.py", cwd=project)
    own.write_text(LEMMA, encoding="utf-8")
    tell("show", "derivations/smoothing.py:labels_add_up", cwd=project)
    tell("trust", "--drop", "derivations/smoothing.py:labels_add_up", cwd=project)
    (project/"student.txt").write_text(STUDENT, encoding="utf-8")
    tell("grade", "derivations/assignment_1.py:sum_of_first_numbers", "student.txt", cwd=project)
    tell("check", cwd=project)
    tell("build", "--engine", "typst", cwd=project)
    return "\n".join(told)


def test_the_session(tmp_path: Path, installed: Run, update_golden: bool) -> None:
    found, path = session(tmp_path, installed), HERE/"session.txt"
    if update_golden:
        path.write_text(found, encoding="utf-8")
    assert found == path.read_text(encoding="utf-8"), "pytest tests/cli/test_session.py --update-golden, and read the diff"
    made = tmp_path/"lecture3/build/out"
    assert {p.suffix for p in made.iterdir() if p.name[0] != "."} == {".pdf", ".html", ".tex", ".typ"}


def test_the_proof_is_short() -> None:
    derivations = LEMMA[LEMMA.index("@claim"):]
    assert len([line for line in derivations.splitlines() if line.strip()]) < 30


def test_the_wheel_holds_what_users_need_and_no_tests(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    assert {"proofs/py.typed", "proofs/cli/schemas.json", "proofs/recheck.py"} <= names
    assert {"derivations/ewa.py", "derivations/sheets.toml"} <= names
    assert not [n for n in names if n.startswith("tests") or ".pyc" in n]
