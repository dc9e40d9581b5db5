"""What is said of mistakes that authors and students make: each message is a reviewed text in `messages_*.txt`.

After a change: `pytest tests/messages --update-golden`, then read the difference aloud.
"""

from __future__ import annotations

import importlib
import re
from pathlib import Path

import pytest

from proofs.claims.claim import REGISTRY
from proofs.claims.status import as_stated

HERE = Path(__file__).parent
MODULES = tuple(sorted(p.stem for p in HERE.glob("mistakes_*.py")))
INTERNAL = re.compile(r"(?<![\w\])])·\d|\?\d|#\d|λ|\(-1\)·|Traceback|<[\w.]+ object|Error:|(?<!\))\bNone\b")


def said(name: str) -> dict[str, str]:
    """The messages of a module by claim, each without the number of its line."""
    importlib.import_module(name)
    claims = sorted((c for c in REGISTRY.values() if c.module == name), key=lambda c: c.place.line)
    return {c.name: re.sub(r"^(\w+\.py):\d+: ", "", as_stated(c)) for c in claims}


@pytest.mark.parametrize("name", MODULES)
def test_messages(name: str, update_golden: bool) -> None:
    found = "\n\n".join(f"{claim}\n    {message}" for claim, message in said(name).items()) + "\n"
    path = HERE/f"{name.replace('mistakes', 'messages')}.txt"
    if update_golden:
        path.write_text(found, encoding="utf-8")
    assert found == path.read_text(encoding="utf-8"), "run pytest tests/messages --update-golden and read the difference"


@pytest.mark.parametrize("name", MODULES)
def test_nothing_wrong_is_proved_and_no_message_is_internal(name: str) -> None:
    for claim, message in said(name).items():
        assert message, f"{claim} is proved"
        assert not INTERNAL.search(message), f"{claim}: {message}"


def test_there_are_many() -> None:
    assert sum(len(said(name)) for name in MODULES) >= 40
