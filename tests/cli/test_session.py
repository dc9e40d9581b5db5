"""A new user's session, from an empty directory: a project, a proof of one's own, and five ways to break it.

What the tool says is the golden text `session.txt`; `--update-golden` writes it, then read it aloud.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
LEMMA = (HERE/"smoothing.txt").read_text(encoding="utf-8")  # label smoothing with the squared error: not in the library
BROKEN = {  # what the author did wrong: what is replaced, and by what
    "a dropped sign": ("- (1 - eps)*y[k] - eps/K, (k", "- (1 - eps)*y[k] + eps/K, (k"),
    "a definition that is not named": ("loss, smooth)", "loss)"),
    "a bound forgotten": ("given=[one_label], where=[K >= 1]", "given=[one_label]"),
    "a term too few": ("+ K*(eps/K), smooth, by.sums)", "+ (K - 1)*(eps/K), smooth, by.sums)"),
    "a misspelt reason": ("smooth, by.sums)\n    q.eq((1", "smooth, by.sum)\n    q.eq((1"),
    "a hypothesis not used": ("K*(eps/K), one_label)", "K*(eps/K), by.sums)"),
}


def session(here: Path) -> str:
    """All commands with what they print."""
    told: list[str] = []

    def proofs(*arguments: str, cwd: Path = here) -> None:
        kept = {k: v for k, v in os.environ.items() if k != "GITHUB_ACTIONS"}
        environment = {**kept, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}
        command = [sys.executable, "-m", "proofs", *arguments]
        done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False, timeout=300, env=environment)
        told.append(f"$ proofs {' '.join(arguments)}\n{done.stdout}{done.stderr}[{done.returncode}]\n")

    proofs("new", "lecture3")
    project = here/"lecture3"
    proofs("check", cwd=project)
    own = project/"derivations/smoothing.py"
    own.write_text(LEMMA, encoding="utf-8")
    proofs("check", "derivations/smoothing.py", cwd=project)
    for name, (before, after) in BROKEN.items():
        assert before in LEMMA
        own.write_text(LEMMA.replace(before, after), encoding="utf-8")
        told.append(f"# {name}\n")
        proofs("check", "--quiet", "derivations/smoothing.py", cwd=project)
    own.write_text(LEMMA, encoding="utf-8")
    proofs("trust", "--drop", "derivations/smoothing.py:labels_add_up", cwd=project)
    proofs("check", cwd=project)
    return "\n".join(told)


def test_the_session(tmp_path: Path, update_golden: bool) -> None:
    found, path = session(tmp_path), HERE/"session.txt"
    if update_golden:
        path.write_text(found, encoding="utf-8")
    assert found == path.read_text(encoding="utf-8"), "pytest tests/cli/test_session.py --update-golden, and read the diff"


def test_the_proof_is_short() -> None:
    derivations = LEMMA[LEMMA.index("@claim"):]
    assert len([line for line in derivations.splitlines() if line.strip()]) < 30
