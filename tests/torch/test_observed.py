"""Every test against PyTorch says which question of the catalogue it observes."""

from __future__ import annotations

import re
from pathlib import Path

from proofs.sheets.catalogue import documents

HERE = Path(__file__).parent
OBSERVES = re.compile(r'@pytest\.mark\.observes\("([^"]+)"\)')


def test_what_is_observed_is_a_question() -> None:
    asked = {q.id for d in documents(HERE.parent.parent/"derivations") for q in d.questions}
    observed = {i for path in HERE.glob("test_*.py") for i in OBSERVES.findall(path.read_text(encoding="utf-8"))}
    assert {"ctu24-s3-a2d", "ie498-hw5-6d", "ie498-hw5-6f"} <= observed <= asked
