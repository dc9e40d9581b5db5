"""What the commands print with --json: each kind has a name with a number, and a JSON Schema in `schemas.json`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

SCHEMAS = Path(__file__).with_name("schemas.json")


def print_json(kind: str, data: dict[str, Any]) -> None:
    """Print data under the name of its schema."""
    click.echo(json.dumps({"schema": f"proofs-{kind}/1", **data}, indent=1, ensure_ascii=False))
