"""What a folder holds: which sheets were written from which sources, so that nothing is set twice; files written whole.

The record is a file of the folder itself.  It is believed only as far as the files still are what it says: a key covers
the sources (which hold styles and fonts) and the engine with its version, a digest covers each file.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

FILE = ".sheets.json"


@dataclass(frozen=True)
class Kept:
    """One sheet: the key of what it was made from, the engine that set it, what was said, and the digest of each file."""

    key: str
    engine: str
    note: str
    files: dict[str, str]


def key(sources: Mapping[str, bytes], *circumstances: str) -> str:
    """A digest of everything that decides what is written."""
    return _digest(json.dumps([digests(sources), circumstances]).encode())


def digests(files: Mapping[str, bytes]) -> dict[str, str]:
    return {kind: _digest(content) for kind, content in files.items()}


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def kept(folder: Path, name: str, wanted: str) -> Kept | None:
    """What was written under the key, when all of it still lies there unchanged."""
    found = _read(folder).get(name)
    if found is None or found.key != wanted:
        return None
    try:
        here = digests({kind: (folder/f"{name}.{kind}").read_bytes() for kind in found.files})
    except OSError:
        return None
    return found if here == found.files else None


def keep(folder: Path, name: str, made: Kept) -> None:
    """Note what was written."""
    all_kept = {**_read(folder), name: made}
    replace(folder/FILE, json.dumps({n: asdict(k) for n, k in sorted(all_kept.items())}, indent=1).encode())


def _read(folder: Path) -> dict[str, Kept]:
    """The record; one that cannot be read counts for nothing."""
    try:
        rows = json.loads((folder/FILE).read_text(encoding="utf-8"))
        return {n: Kept(**row) for n, row in rows.items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}


def replace(target: Path, content: bytes) -> None:
    """Put the content at the target in one step; on any interruption the old file stays."""
    handle, scratch = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        os.chmod(scratch, 0o644)
        os.replace(scratch, target)
    finally:
        Path(scratch).unlink(missing_ok=True)
