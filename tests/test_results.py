"""The results to import: functions of the derivation modules with an example, listed in derivations/README.md."""

from __future__ import annotations

import importlib
import inspect
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from derivations import MODULES

README = Path(__file__).parent.parent/"derivations/README.md"
START, END = "<!-- results -->\n", "<!-- end of results -->\n"


def results() -> Iterator[tuple[str, Callable[..., Any]]]:
    """Module and function, in the order of the files."""
    for name in MODULES:
        module = importlib.import_module(f"derivations.{name}")
        for f in vars(module).values():
            if inspect.isfunction(f) and f.__module__ == module.__name__ and ">>>" in (f.__doc__ or ""):
                yield name, f


RESULTS = list(results())


def table() -> str:
    rows = ["| result | what it gives, and when | module |", "|---|---|---|"]
    for name, f in RESULTS:
        arguments = ", ".join(inspect.signature(f).parameters)
        first = " ".join(inspect.getdoc(f).split("\n\n")[0].split()).replace("|", "\\|")  # type: ignore[union-attr]
        rows.append(f"| `{f.__name__}({arguments})` | {first} | `{name}` |")
    return "\n".join(rows) + "\n"


def test_the_table_lists_every_result(update_golden: bool) -> None:
    before, rest = README.read_text(encoding="utf-8").split(START)
    written, after = rest.split(END)
    if update_golden:
        README.write_text(before + START + table() + END + after, encoding="utf-8")
    else:
        assert written == table()


@pytest.mark.parametrize(("module", "f"), RESULTS, ids=[f"{m}:{f.__name__}" for m, f in RESULTS])
def test_a_result_names_its_claim_or_source(module: str, f: Callable[..., Any]) -> None:
    words = inspect.getdoc(f) or ""
    assert "laim" in words or "ource" in words
