"""Building again when a source changes: each build is a process of its own, for Python modules are not loaded twice."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path
from typing import NoReturn

EVERY = 0.5  # seconds between two looks
State = dict[Path, tuple[int, int]]


def state(folder: Path) -> State:
    """The sources of a folder, with their times and sizes."""
    found = [p for p in sorted(folder.rglob("*")) if p.suffix in (".py", ".toml") and p.is_file()]
    return {p: (p.stat().st_mtime_ns, p.stat().st_size) for p in found}


def changed(folder: Path, before: State) -> State:
    """Wait until something differs; how it is then."""
    while (now := state(folder)) == before:
        time.sleep(EVERY)
    return now


def again(folder: Path, arguments: list[str]) -> NoReturn:
    """Run the command, and again after each change; ends with Ctrl-C."""
    try:
        while True:
            before = state(folder)
            subprocess.run([sys.executable, *arguments], check=False)
            print(f"watching {folder} (Ctrl-C ends)", file=sys.stderr)
            changed(folder, before)
    except KeyboardInterrupt:
        sys.exit(130)
