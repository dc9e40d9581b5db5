"""Is a whole build up to date?  Then nothing is loaded: neither a module nor SymPy.

The answer rests on the bytes of all modules of the folder, of its catalogue, of the engine and of what typesets, on the
options, and on the digests of the written files.
"""

from __future__ import annotations

import json
import os
import shutil
from dataclasses import replace
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING

from ..sheets.record import FILE, digests
from .origins import digest
from .store import Store
from .targets import listed

if TYPE_CHECKING:
    from .build import Options

PROGRAMS, PACKAGES = ("pdflatex", "lualatex"), ("typst", "fonttools", "latexify-py", "matplotlib")


def up_to_date(source: Path, options: Options, store: Store | None) -> int:
    """Build what is not; the exit code of `build.run`."""
    from .build import run

    if store is None or not source.is_dir():
        return run(source, options)
    options = replace(options, store=store.where)
    files = sheets_here(source, options, store)
    if files is not None:
        print(f"{len(files)} files in {options.out} are up to date: nothing that they rest on has changed")
        return 0
    code = run(source, options)
    if code == 0:
        keep(source, options, store)
    return code


def sheets_here(source: Path, options: Options, store: Store) -> list[str] | None:
    """The files that an earlier build with the same outcome wrote, when they are still there; None when it has to be run."""
    asked = _asked(source, options, store)
    found = store.find_all(_modules(source), *asked)
    return sorted(found) if found and found == _files(options.out, list(found)) else None


def keep(source: Path, options: Options, store: Store) -> None:
    """Note that a build went well, and what it wrote."""
    try:
        names = [f"{name}.{kind}" for name, row in json.loads((options.out/FILE).read_text()).items() for kind in row["files"]]
    except (OSError, ValueError, KeyError):
        return
    found = _files(options.out, names)
    if found:
        store.keep_all(_modules(source), found, *_asked(source, options, store))
        store.close()


def _modules(source: Path) -> list[Path]:
    return [w.where for w in listed([str(source)]) if isinstance(w.where, Path)]


def _files(folder: Path, names: list[str]) -> dict[str, str] | None:
    try:
        return digests({name: (folder/name).read_bytes() for name in names})
    except OSError:
        return None


def _asked(source: Path, options: Options, store: Store) -> list[str]:
    """Everything beside the modules that decides what is written."""
    catalogue = [digest(p.name.encode(), p.read_bytes()) for p in sorted(source.glob("*.toml"))]
    programs = [f"{p} {os.stat(found).st_mtime_ns}" for p in PROGRAMS if (found := shutil.which(p))]
    said = [json.dumps(store.noted(), sort_keys=True)] if "instructor" in options.variants else []
    return ["build", *said, str(options.out.resolve()), str(options.engine), *options.names, *options.variants, *catalogue,
            *programs, *map(_version, PACKAGES)]


def _version(package: str) -> str:
    try:
        return f"{package} {version(package)}"
    except PackageNotFoundError:
        return f"no {package}"
