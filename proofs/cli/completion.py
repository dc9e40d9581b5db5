"""What a shell offers for a target: files, and behind a colon the claims of a file, which is read and not run."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import click
from click.shell_completion import BashComplete, CompletionItem, add_completion_class


def targets(ctx: click.Context, parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """The names that continue what was typed."""
    file, colon, name = incomplete.rpartition(":")
    if not colon:
        return [CompletionItem(incomplete, type="file")]
    return [CompletionItem(f"{file}:{n}") for n in _claims(Path(file)) if n.startswith(name)]


def _claims(file: Path) -> Iterator[str]:
    try:
        tree = ast.parse(file.read_bytes())
    except (OSError, SyntaxError, ValueError):
        return
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and any(
                isinstance(d, ast.Call) and isinstance(d.func, ast.Name) and d.func.id == "claim" for d in node.decorator_list):
            yield node.name


class Bash(BashComplete):
    """Bash breaks words at colons: `file:claim` is typed as three, and only what follows the colon is replaced."""

    behind_colon = False

    def get_completion_args(self) -> tuple[list[str], str]:
        args, incomplete = super().get_completion_args()
        if incomplete == ":":
            args, incomplete = [*args, ":"], ""
        if len(args) > 1 and args[-1] == ":":
            *args, file, _ = args
            self.behind_colon, incomplete = True, f"{file}:{incomplete}"
        return args, incomplete

    def format_completion(self, item: CompletionItem) -> str:
        if self.behind_colon:
            item.value = item.value.rpartition(":")[2]
        return super().format_completion(item)


add_completion_class(Bash)
