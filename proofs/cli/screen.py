"""Progress and tables on a terminal, plain lines elsewhere.  Rich draws on terminals only, and keeps to NO_COLOR."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event, Thread
from typing import TYPE_CHECKING, Any

import click

from .doing import Notes

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.progress import Progress

    from .report import Row

EVERY = 0.1  # seconds between two looks at the notes
COLOURS = {"proved": "green", "refuted": "green", "false": "red", "undecided": "yellow", "gap": "yellow", "error": "red"}


class Screen:
    """Inside, a bar on a terminal says how many of the steps in `notes` were begun, and which is the last; at the end, also
    that by Ctrl-C, the line is as it was.  Elsewhere, and `silent` where only data may be printed, there is no bar and
    nothing is noted."""

    def __init__(self, total: int, silent: bool = False) -> None:
        self.bar = _bar(total) if sys.stderr.isatty() and not silent else None
        self.notes, self.total, self.ended = Notes(), total, Event()

    def __enter__(self) -> Screen:
        if self.bar is not None:
            try:
                self.folder = TemporaryDirectory(ignore_cleanup_errors=True)
            except OSError:  # the work itself needs no scratch files
                self.bar = None
                return self
            self.notes = Notes(Path(self.folder.name)/"begun")
            self.bar.start()
            self.thread = Thread(target=self._watch, daemon=True)
            self.thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self.bar is not None:
            self.ended.set()
            self.thread.join()
            self._look()
            self.bar.stop()
            self.folder.cleanup()

    @contextmanager
    def aside(self) -> Iterator[None]:
        """Inside, lines may be printed."""
        if self.bar is None:
            yield
            return
        self.bar.stop()
        yield
        sys.stdout.flush()
        self.bar.start()

    def _watch(self) -> None:
        while not self.ended.wait(EVERY):
            self._look()

    def _look(self) -> None:
        if self.bar is not None:
            n, step = self.notes.begun()
            self.bar.update(self.bar.task_ids[0], completed=min(n, self.total), description=step)

    @staticmethod
    def table(found: Iterable[Row]) -> None:
        """A line for each claim; below it, on a terminal below all, the message of one that is not as stated."""
        listed = list(found)
        if sys.stdout.isatty():
            _drawn(listed)
        else:
            _plain(listed)


def _plain(found: list[Row]) -> None:
    from .report import WORDS

    width = max((len(r.claim) for r in found), default=0)
    for r in found:
        click.echo(f"{r.claim:<{width}}  {WORDS[r.status]}  {r.file}:{r.line}")
        if not r.ok:
            click.echo("\n".join(f"    {line}" for line in [*r.source.splitlines(), *r.message.splitlines()]))


def _drawn(found: list[Row]) -> None:
    from rich.console import Console, Group
    from rich.panel import Panel
    from rich.text import Text

    from .report import WORDS

    if not found:
        return
    paper = Console(highlight=False)
    rows = [(r.claim or "—", (WORDS[r.status], COLOURS[r.status] if r.ok else "bold red"), f"{r.file}:{r.line}",
             f"{r.seconds:.2f} s") for r in found]
    paper.print(table(("claim", "status", "where", "time"), rows))
    for r in (r for r in found if not r.ok):
        written: list[RenderableType] = [Text(r.source, "dim")] if r.source else []
        title = Text(f"{r.claim}  {r.file}:{r.line}".strip())
        paper.print(Panel(Group(*written, Text(r.message)), title=title, title_align="left", border_style="red"))


def table(heads: tuple[str, ...], rows: Iterable[tuple[Any, ...]]) -> RenderableType:
    """Rows under heads; a cell is words, or words with a style."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    made = Table(*heads, box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False)
    for row in rows:
        made.add_row(*[Text(*cell) if isinstance(cell, tuple) else Text(cell) for cell in row])
    return made


def _bar(total: int) -> Progress:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (BarColumn(30), MofNCompleteColumn(), TimeElapsedColumn(), TextColumn("{task.description}", markup=False))
    made = Progress(*columns, console=Console(file=sys.stderr), transient=True, redirect_stdout=False, redirect_stderr=False)
    made.add_task("", total=total)
    return made
