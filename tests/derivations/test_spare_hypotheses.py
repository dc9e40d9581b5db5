"""A hypothesis that neither the proof of a claim needs nor its definedness is left out, unless it says what the source says.

Bounds of letters are not asked for: they say what an index counts.
"""

from __future__ import annotations

import importlib

import pytest

from derivations import MODULES
from proofs.claims.claim import REGISTRY, Claim, Hypothesis
from proofs.claims.needed import droppable, unused

STATED = {  # as the source states it
    ("ctu24-s3-a2c-unb:mean", "is_rate"): "the average has a rate, and the result made of the claim takes no other",
    ("ie498-hw5-2c-sat:relu", "far_away"): "activations are compared under one premise; that of ReLU does not need it",
}

for _name in MODULES:
    importlib.import_module(f"derivations.{_name}")


@pytest.mark.parametrize("module", MODULES)
def test_no_hypothesis_is_idle(module: str) -> None:
    claims = [c for c in REGISTRY.values() if c.module == f"derivations.{module}"]
    assert [(c.id, name) for c in claims for name in spare(c) if (c.id, name) not in STATED] == []


def spare(claim: Claim) -> list[str]:
    """The hypotheses that the proof does not use, and without which the claim is still defined."""
    idle = [h for h in unused(claim).authors if isinstance(h, Hypothesis)]
    without = droppable(claim) if idle else []
    return [h.name for h in idle if any(h is w for w in without)]


def test_what_the_sources_state_is_still_idle() -> None:
    assert [(c, name) for c, name in STATED if name not in spare(REGISTRY[c])] == []
