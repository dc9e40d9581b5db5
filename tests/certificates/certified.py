"""Claims whose certificates the tests read."""

from __future__ import annotations

import importlib
from collections.abc import Iterable

from proofs.claims.claim import REGISTRY, Claim

MODULES = ("ewa", "quantisation", "softmax", "limits_of_sampling")


def claims_of(modules: Iterable[str]) -> list[Claim]:
    for name in modules:
        importlib.import_module(f"derivations.{name}")
    wanted = {f"derivations.{name}" for name in modules}
    return [c for c in REGISTRY.values() if c.module in wanted]
