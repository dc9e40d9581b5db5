"""What is proved and what it rests on, as golden text: a change of a hypothesis or a new axiom is a line in a diff."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

IN_ORDER = ("seed-1", "without-asserts")
HERE = Path(__file__).parent
FILES = ("statements", "ledger", "definitions")


@pytest.mark.parametrize("what", FILES)
def test_golden(what: str, fresh: dict[str, Any], update_golden: bool) -> None:
    found, path = fresh["seed-1"].texts[what], HERE/f"{what}.txt"
    if update_golden:
        path.write_text(found, encoding="utf-8")
    assert found == path.read_text(encoding="utf-8"), "run pytest --update-golden and read the diff"


@pytest.mark.parametrize("what", FILES)
def test_same_text_in_every_process(what: str, fresh: dict[str, Any]) -> None:
    """One definition in two modules is printed with the letters of the one that was used first: there the order counts."""
    runs = [run for name, run in fresh.items() if what != "definitions" or name in IN_ORDER]
    assert len({run.texts[what] for run in runs}) == 1


def test_nothing_is_undecided_or_admitted() -> None:
    assert "undecided" not in (HERE/"statements.txt").read_text(encoding="utf-8")
    gaps = {line.strip() for line in (HERE/"ledger.txt").read_text(encoding="utf-8").splitlines() if "gaps:" in line}
    assert gaps == {"gaps: none"}
