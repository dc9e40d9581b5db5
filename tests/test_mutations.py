"""Change one printed sign in a derivation, and its check turns red."""

from __future__ import annotations

import re
import types
from pathlib import Path

import pytest

import derivations
from proofs.claims import check
from proofs.claims.claim import REGISTRY, Claim
from proofs.claims.outcome import Proved
from proofs.claims.steps import StepFailed

FOLDER = Path(derivations.__file__).parent
STEP = re.compile(r"^    \w+\.(eq|ge|have)\(")
CHANGES = ((" + ", " - "), (" - ", " + "), ("**2", "**3"), ("/2", "/3"))
EVERY = 6  # each sixth mutant: the whole set takes six times as long and says the same


def mutants() -> list[tuple[str, int, str]]:
    """(module, line number, changed line) for the first sign of each kind in each step."""
    out = []
    for module in derivations.MODULES:
        for n, line in enumerate((FOLDER / f"{module}.py").read_text().splitlines()):
            if STEP.match(line):
                out += [(module, n, line.replace(a, b, 1)) for a, b in CHANGES if a in line.split(", by.")[0]]
    return out[::EVERY]


def spoiled(module: str, n: int, line: str) -> list[Claim]:
    """The claims of the module with one line changed."""
    rows = (FOLDER / f"{module}.py").read_text().splitlines()
    rows[n] = line
    made = types.ModuleType(f"derivations.{module}")
    made.__file__ = str(FOLDER / f"{module}.py")
    exec(compile("\n".join(rows), made.__file__, "exec"), made.__dict__)  # noqa: S102
    start = max(i for i in range(n) if rows[i].startswith("@"))
    name = rows[start][1:].split(".")[0]
    return [made.__dict__[name]]


@pytest.fixture(autouse=True)
def verdicts_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is wrong with a mutant is not explained: that search takes longer than the check."""
    monkeypatch.setattr(check, "not_carried", lambda checker, ctx, line, e: StepFailed("refused", line.place))
    monkeypatch.setattr(check, "undefined", lambda checker, ctx, t, remains, place: StepFailed("undefined", place))


@pytest.mark.parametrize("module", derivations.MODULES)
def test_changed_signs_are_not_proved(module: str) -> None:
    """Few survive in a module: lines that are true as changed, such as p·(1/p) + (1 + p)·0 for p·(1/p) + (1 − p)·0."""
    mine = [m for m in mutants() if m[0] == module]
    before, survivors = dict(REGISTRY), []
    for _, n, line in mine:
        try:
            if any(isinstance(claim.check(), Proved) for claim in spoiled(module, n, line)):
                survivors.append(f"{module}.py:{n + 1}: {line.strip()}")
        finally:
            REGISTRY.clear()
            REGISTRY.update(before)
    print("\n".join(survivors))
    assert len(survivors) <= max(2, len(mine)//6), survivors


def test_there_are_mutants() -> None:
    assert len(mutants()) > 150
