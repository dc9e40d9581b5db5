"""Progress and tables on a terminal, plain lines elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from .report import Row

COLOURS = {"proved": "green", "refuted": "green", "false": "red", "undecided": "yellow", "gap": "yellow", "error": "red"}


class Screen:
    """Where a check reports; `silent` where only data may be printed."""

    def __init__(self, total: int, silent: bool = False) -> None:
        self.total = total
        self.moving = sys.stderr.isatty() and not silent

    def progress(self, n: int, name: str) -> None:
        """One changing line."""
        if self.moving:
            print(f"\r\x1b[2K{n}/{self.total} {name}", end="", file=sys.stderr, flush=True)

    def done(self) -> None:
        if self.moving:
            print("\r\x1b[2K", end="", file=sys.stderr, flush=True)

    def table(self, found: Iterable[Row]) -> None:
        """A line for each claim; below it the message of one that is not as stated."""
        from .report import WORDS

        listed = list(found)
        width = max((len(r.claim) for r in listed), default=0)
        for r in listed:
            status = click.style(WORDS[r.status], fg=COLOURS[r.status] if r.ok else "red")
            click.echo(f"{r.claim:<{width}}  {status}  {r.file}:{r.line}")
            if not r.ok:
                click.echo("\n".join(f"    {line}" for line in [*r.source.splitlines(), *r.message.splitlines()]))
