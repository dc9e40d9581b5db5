"""The net below counted work: a check that does not end by itself is ended together with its process.

What is searched is counted, but before that an author's function runs, and SymPy in it computes as long as it likes, also
in calls into C that listen to nobody.  So claims are checked in processes of their own, which a thread of the interpreter
ends at the limit, wherever they are.  A file for each claim in hand says which one it was, to whoever goes on.
"""

from __future__ import annotations

import faulthandler
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TextIO
from urllib.parse import quote

STOPPED = "the check was ended"
TRIES = 2  # a process may also end because another one did


@dataclass(frozen=True)
class Limits:
    """What a check may take: seconds, and megabytes where the system can limit them."""

    seconds: float = 120
    megabytes: int = 3000

    def hold(self) -> None:
        """Limit the memory of this process; whoever asks for more gets a MemoryError."""
        try:
            import resource
        except ImportError:  # not on this system
            return
        most = resource.getrlimit(resource.RLIMIT_AS)[1]
        allowed = self.megabytes << 20 if most == resource.RLIM_INFINITY else min(self.megabytes << 20, most)
        resource.setrlimit(resource.RLIMIT_AS, (allowed, most))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


@contextmanager
def noting() -> Iterator[Path]:
    """A folder for notes; where nothing can be written, one that takes none."""
    try:
        made = TemporaryDirectory(ignore_cleanup_errors=True)
    except OSError:  # the check itself needs no scratch files
        yield Path(os.devnull)
        return
    with made as folder:
        yield Path(folder)


@dataclass(frozen=True)
class Watch:
    """Limits, and the folder in which processes leave a note for each claim in hand."""

    limits: Limits
    folder: Path

    @contextmanager
    def over(self, name: str) -> Iterator[None]:
        """Inside, this process ends at the limit of time."""
        note = self._note(name)
        with self._begun(note) as file:
            faulthandler.dump_traceback_later(self.limits.seconds, exit=True, file=file)
            try:
                yield
            finally:
                faulthandler.cancel_dump_traceback_later()
                with suppress(OSError):
                    note.unlink()

    def _begun(self, note: Path) -> TextIO:
        """The note, begun; where nothing can be written, none."""
        try:
            with note.open("a") as file:
                print("begun", file=file)
            return note.open("a")
        except OSError:
            return open(os.devnull, "a")  # noqa: SIM115  (the caller closes it)

    def ended(self, name: str) -> str:
        """Why an earlier process did not come to the end of this; empty when none says so."""
        try:
            said = self._note(name).read_text(errors="replace")
        except OSError:
            return ""
        if "Timeout" in said:
            return f"{STOPPED} after {self.limits.seconds:g} seconds (--seconds)"
        return f"{STOPPED}: its process ended" if said.count("begun") >= TRIES else ""

    def noted(self) -> int:
        """How much processes have left behind that ended."""
        return sum(p.stat().st_size for p in self.folder.iterdir()) if self.folder.is_dir() else 0

    def too_large(self) -> str:
        return f"{STOPPED}: it needs more than {self.limits.megabytes} megabytes (--megabytes)"

    def _note(self, name: str) -> Path:
        return self.folder/quote(name, safe="")[:200]
