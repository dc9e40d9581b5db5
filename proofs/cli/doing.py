"""What is in hand, noted by the processes that do it; `screen` shows it where there is a terminal."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Notes:
    """A file to which every process adds a line for each step that it begins; None where nobody looks.

    A file, for a process may be ended at any moment, and must then hold no lock that others wait for.
    """

    file: Path | None = None

    def begin(self, step: str) -> None:
        """Note a step; where nothing can be written, nothing is shown."""
        if self.file is not None:
            with suppress(OSError), self.file.open("a", encoding="utf-8") as file:
                file.write(f"{step}\n")

    def begun(self) -> tuple[int, str]:
        """How many steps were begun, and the last of them."""
        if self.file is None:
            return 0, ""
        try:
            steps = self.file.read_text(encoding="utf-8", errors="replace").splitlines()
        except OSError:
            return 0, ""
        return len(steps), steps[-1] if steps else ""
