"""What the commands print: examples at the end of their help, and with --json data.

Each kind of data has a name with a number, and a JSON Schema in `schemas.json`.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from ..sheets.record import replace

SCHEMAS = Path(__file__).with_name("schemas.json")


def print_json(kind: str, data: dict[str, Any]) -> None:
    """Print data under the name of its schema."""
    click.echo(json.dumps({"schema": f"proofs-{kind}/1", **data}, indent=1, ensure_ascii=False))


def whole(path: Path, data: Any) -> None:
    """Write data as a file, in one step: on any interruption the old one stays."""
    replace(path, (json.dumps(data, indent=1, ensure_ascii=False) + "\n").encode())


def examples(*commands: str) -> str:
    """The end of a help text; its lines stay apart."""
    return "\b\nExamples:\n" + "\n".join(f"  {c}" for c in commands)
