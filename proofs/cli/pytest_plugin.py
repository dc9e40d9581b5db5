"""pytest collects the claims of derivation modules: one item each, found by name, failing without a traceback.

A module is a derivation module when its folder is named in the ini option `derivations` (default: derivations).
What a theorem rests on goes into the item's properties, and so into JUnit XML.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from .targets import states_claims

if TYPE_CHECKING:
    from ..claims.claim import Claim


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addini("derivations", "names of folders that hold derivation modules", type="args", default=["derivations"])


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """A derivation module, loaded only now."""
    named = file_path.suffix == ".py" and file_path.parent.name in parent.config.getini("derivations")
    if not named or not states_claims(file_path):
        return None
    made: pytest.Collector = DerivationModule.from_parent(parent, path=file_path)
    return made


class ClaimFailed(Exception):
    """A claim is not as its author says."""


class DerivationModule(pytest.File):
    """The claims of one file."""

    def collect(self) -> Iterator[ClaimItem]:
        from .targets import load

        loaded = load([str(self.path)])
        for b in loaded.broken:
            raise self.CollectError(f"{b.file}:{b.line}: the module does not load: {b.message}")
        for claim in loaded.claims:
            yield ClaimItem.from_parent(self, name=claim.name, claim=claim)


class ClaimItem(pytest.Item):
    """One claim."""

    def __init__(self, *, claim: Claim, **rest: Any) -> None:
        super().__init__(**rest)
        self.claim = claim

    def runtest(self) -> None:
        from ..claims.status import as_stated

        problem = as_stated(self.claim)
        theorem = getattr(self.claim.check(), "theorem", None)
        self.user_properties.append(("id", self.claim.id))
        if theorem is not None:
            self.user_properties += [(kind, name) for kind, name in sorted(theorem.ledger)]
        if problem:
            raise ClaimFailed(problem)

    def repr_failure(self, excinfo: Any, style: Any = None) -> Any:
        if isinstance(excinfo.value, ClaimFailed):
            return str(excinfo.value)
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int, str]:
        return self.path, self.claim.place.line - 1, f"claim {self.claim.name}"
