"""The certificates of a few modules, written once."""

from __future__ import annotations

from pathlib import Path

import pytest
from certified import MODULES, claims_of

from derivations import MODULES as LIBRARY
from proofs.certificates.export import certificates


@pytest.fixture(scope="session")
def texts() -> dict[str, str]:
    """The certificate file of each of a few modules."""
    return {name: certificates(claims_of([name])) for name in MODULES}


@pytest.fixture(scope="session")
def library() -> str:
    """The certificate file of all claims."""
    return certificates(claims_of(LIBRARY))


@pytest.fixture
def file(texts: dict[str, str], tmp_path: Path) -> Path:
    """One certificate file on disk."""
    path = tmp_path/"ewa.jsonl"
    path.write_bytes(texts["ewa"].encode())
    return path
