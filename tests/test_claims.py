"""Every claim of the library has the verdict its author gives it, by itself and fast."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from typing import Any

import pytest
from clock import allowance

from derivations import MODULES
from proofs import Proved, Refuted
from proofs.claims.claim import REGISTRY, Claim
from proofs.claims.status import as_stated

ONE_CLAIM, LIBRARY = 1.5, 45.0  # seconds of processor time in one process; aimed at 1 and 30

for _name in MODULES:
    importlib.import_module(f"derivations.{_name}")
CLAIMS = [c for c in REGISTRY.values() if c.module.startswith("derivations.")]


def label(c: Claim) -> str:
    return f"{c.module.partition('.')[2]}:{c.name}"


@pytest.mark.parametrize("claim", CLAIMS, ids=map(label, CLAIMS))
def test_claim(claim: Claim) -> None:
    verdict = claim.check()
    assert as_stated(claim) == ""
    assert isinstance(verdict, Refuted if claim.refuter else Proved)
    assert not [name for kind, name in verdict.theorem.ledger if kind == "gap"]
    if isinstance(verdict, Proved):
        assert verdict.published is not None
        assert verdict.theorem.hyps <= set(verdict.hypotheses)
        assert verdict.theorem.concl is claim.sequent.statement
    else:
        assert not verdict.theorem.hyps


def test_each_has_one_derivation() -> None:
    assert all((c.prover is None) is not (c.refuter is None) for c in CLAIMS)
    assert {c.module.partition(".")[2] for c in CLAIMS} == set(MODULES) - {"figures"}  # which draws what others claim


def test_a_false_claim_names_its_correction() -> None:
    corrected = [c for c in CLAIMS if c.refuter and c.corrected is not None]
    assert corrected
    assert all(isinstance(c.corrected, Claim) and isinstance(c.corrected.check(), Proved) for c in corrected)


# -- time --------------------------------------------------------------------------

@pytest.fixture(scope="module")
def seconds(fresh: dict[str, Any]) -> dict[str, float]:
    """The better of the processes that check in one order, for each claim: noise only adds, but who comes first pays more."""
    runs = [fresh[name] for name in ("seed-1", "without-asserts")]
    return {label(c): min(run.seconds[label(c)] for run in runs) for c in CLAIMS}


def test_no_claim_is_slow(seconds: dict[str, float], record_property: Callable[[str, object], None]) -> None:
    slowest = sorted(seconds.items(), key=lambda row: -row[1])
    table = "\n".join(f"{s:6.2f} s  {name}" for name, s in slowest[:8])
    record_property("slowest claims", table)
    assert slowest[0][1] <= ONE_CLAIM*allowance(), table


def test_the_library_is_checked_in_seconds(seconds: dict[str, float], record_property: Callable[[str, object], None]) -> None:
    total = f"{sum(seconds.values()):6.2f} s  the library"
    record_property("slowest claims", total)
    assert sum(seconds.values()) <= LIBRARY*allowance(), total
