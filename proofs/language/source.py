"""What the author's source says and Python answers before SymPy sees it: and, or, not, == and != between expressions."""

from __future__ import annotations

import ast
import functools
import inspect
import textwrap
from collections.abc import Callable
from typing import Any

from .errors import NotWritten

INSTEAD = {"and": "commas or And(…)", "or": "Or(…)", "not": "Not(…)", "==": "Eq(…)", "!=": "Ne(…)"}


def tree(write: Callable[..., Any]) -> ast.AST | None:
    """The source of a function; None where there is none to read."""
    try:
        return ast.parse(textwrap.dedent(inspect.getsource(write)))
    except (OSError, SyntaxError, TypeError):
        return None  # written in a shell or as part of a longer line: nothing can be compared


def refuse_python_logic(write: Callable[..., Any], place: object = None) -> None:
    """Refuse what Python answers itself: part of the statement is gone, and `tends(…) and tends(…)` is the second alone.

    Filters of comprehensions stay: they speak of numbers.
    """
    word = _answered(write)
    if word is not None:
        raise NotWritten(f"Python answers “{word}” itself, and the statement loses it: write {INSTEAD[word]}", place)


@functools.cache
def _answered(write: Callable[..., Any]) -> str | None:
    found = tree(write)
    nodes = [] if found is None else list(ast.walk(found))
    filters = {id(n) for c in nodes if isinstance(c, ast.comprehension) for f in c.ifs for n in ast.walk(f)}
    return next((word for n in nodes if id(n) not in filters and (word := _word(n)) is not None), None)


def _word(n: ast.AST) -> str | None:
    if isinstance(n, ast.BoolOp):
        return "and" if isinstance(n.op, ast.And) else "or"
    if isinstance(n, ast.UnaryOp) and isinstance(n.op, ast.Not):
        return "not"
    if isinstance(n, ast.Compare):
        return next(("==" if isinstance(o, ast.Eq) else "!=" for o in n.ops if isinstance(o, (ast.Eq, ast.NotEq))), None)
    return None
