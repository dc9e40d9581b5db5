"""What earlier runs printed, found again by the digest of everything it was made from.

It holds text, never a theorem: whoever needs a theorem proves it.  A file that does not read counts for nothing; files
are written whole, so that an interruption or a second run leaves the old or the new one.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ..sheets.record import replace
from .origins import Imports, Origins, digest, engine

FORMAT = 1
DAYS = 30
NOTED = b"what other checkers said"


def folder() -> Path:
    """PROOFS_STORE, or the folder for caches of this user."""
    chosen = os.environ.get("PROOFS_STORE")
    return Path(chosen) if chosen else Path(os.environ.get("XDG_CACHE_HOME") or Path.home()/".cache")/"proofs"


class Store:
    """A folder with a file for each key, and one that remembers what files import.  `error`: why nothing can be kept."""

    def __init__(self, where: Path) -> None:
        self.where, self.error = where, ""
        self.origins = Origins(_imports(_read(where/"imports.json")))
        self.known = len(self.origins.known)

    def find(self, path: Path, *asked: str) -> Any:
        """What was kept of a module for what is asked, when nothing that it depends on has changed; otherwise None."""
        return self.find_all([path], *asked)

    def find_all(self, paths: Sequence[Path], *asked: str) -> Any:
        """The same of several modules together."""
        return self._found(self.origins.key(paths, *asked))

    def keep(self, path: Path, found: Any, *asked: str) -> None:
        """Keep what was found of a module: data of JSON."""
        self.keep_all([path], found, *asked)

    def keep_all(self, paths: Sequence[Path], found: Any, *asked: str) -> None:
        """The same of several modules together."""
        self._keep(self.origins.key(paths, *asked), found)

    def noted(self) -> dict[str, Any]:
        """What other checkers said of certificates, by the address of the certificate; nothing after a change of the engine."""
        found = self._found(digest(engine().encode(), NOTED))
        return found if isinstance(found, dict) else {}

    def note(self, said: dict[str, Any]) -> None:
        """Note what another checker said of certificates."""
        self._keep(digest(engine().encode(), NOTED), {**self.noted(), **said})

    def close(self) -> None:
        """Note what files import; forget what was not asked for in a month."""
        if len(self.origins.known) > self.known:
            self._write(self.where/"imports.json", {"format": FORMAT, "imports": self.origins.known})
            old = time.time() - DAYS*86_400
            for p in self.where.glob("??/*.json"):
                if p.stat().st_mtime < old:
                    p.unlink(missing_ok=True)

    def _found(self, key: str | None) -> Any:
        data = None if key is None else _read(self._file(key))
        if not isinstance(data, dict) or data.get("format") != FORMAT or data.get("key") != key:
            return None
        return data["found"] if data.get("digest") == _digest(data["found"]) else None

    def _keep(self, key: str | None, found: Any) -> None:
        if key is not None:
            self._write(self._file(key), {"format": FORMAT, "key": key, "digest": _digest(found), "found": found})

    def _file(self, key: str) -> Path:
        return self.where/key[:2]/f"{key}.json"

    def _write(self, file: Path, data: dict[str, Any]) -> None:
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            replace(file, json.dumps(data).encode())
        except OSError as e:
            self.error = f"{e.strerror or e}: {file}"


def _digest(found: Any) -> str:
    return digest(json.dumps(found, sort_keys=True).encode())


def _read(file: Path) -> Any:
    try:
        return json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None


def _imports(data: Any) -> dict[str, Imports | None]:
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        return {}
    return {k: v and [(level, module, names) for level, module, names in v] for k, v in data["imports"].items()}
