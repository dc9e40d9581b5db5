"""Modules as their sources are now.

Python takes bytecode for that of a source of the same second and size: after a quick edit it would run the old text,
and what was proved of that would be said, and kept, of the new one.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib.machinery import BYTECODE_SUFFIXES, ModuleSpec, PathFinder, SourceFileLoader
from pathlib import Path
from types import ModuleType

DOUBTFUL = 3  # seconds after its source within which bytecode may be that of an older text


def from_sources() -> None:
    """From now on, no import in this process uses bytecode that may be that of an older text of its source."""
    if not any(isinstance(finder, _Finder) for finder in sys.meta_path):
        sys.meta_path.insert(0, _Finder())


class _Finder:
    """Finds modules with doubtful bytecode; all others are left to the finders after it."""

    def find_spec(self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None) -> ModuleSpec | None:
        spec = PathFinder.find_spec(name, path, target)
        if spec is None or type(spec.loader) is not SourceFileLoader or not _doubtful(spec):
            return None
        spec.loader = _FromSource(name, spec.loader.path)
        return spec


def _doubtful(spec: ModuleSpec) -> bool:
    try:
        return Path(spec.cached or "").stat().st_mtime < Path(spec.origin or "").stat().st_mtime + DOUBTFUL
    except OSError:  # there is none
        return False


class _FromSource(SourceFileLoader):
    """Compiles its source, and writes the bytecode anew where it can."""

    def get_data(self, path: str) -> bytes:
        if path.endswith(tuple(BYTECODE_SUFFIXES)):
            raise OSError("bytecode that may be that of an older text")
        return super().get_data(path)
