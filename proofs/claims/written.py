"""What the author's source contains and SymPy did not record: a division that was cancelled before anybody saw it."""

from __future__ import annotations

import ast
import warnings
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from sympy import Basic, Pow, preorder_traversal

from ..language.source import file_tree, tree


class CancelledDivision(UserWarning):
    """SymPy cancelled a division: the statement that is checked is not the one that was written."""


def warn_of_lost_divisions(write: Callable[[], Any], recorded: Any, place: object) -> None:
    """Warn when the source of a statement divides more often than its recorded tree.

    Inside claims and hypotheses SymPy's evaluation is off and nothing is cancelled; an expression that was built at
    module level (`r = x/x`) has lost its division for ever.
    """
    names = _divided_at_module_level(write)
    written, kept = _divisions(tree(write)), _recorded(recorded)
    if written > kept:
        warnings.warn(f"{place}: {written} divisions are written, {kept} were recorded: SymPy cancelled the others; "
                      "write the expression inside the function", CancelledDivision, stacklevel=2)
    for name in names:
        warnings.warn(f"{place}: {name} is an expression built at module level, where SymPy may have cancelled a "
                      "division: make it a @definition", CancelledDivision, stacklevel=2)


def _divisions(source: ast.AST | None) -> int:
    """Divisions by something that is no number."""
    if source is None:
        return 0
    return sum(isinstance(n, ast.BinOp) and isinstance(n.op, ast.Div) and not isinstance(n.right, ast.Constant)
               for n in ast.walk(source))


def _recorded(e: Any) -> int:
    parts = e if isinstance(e, (tuple, list)) else (e,)
    return sum(isinstance(t, Pow) and t.exp.is_negative is True and not t.base.is_Number
               for p in parts if isinstance(p, Basic) for t in preorder_traversal(p))


def _divided_at_module_level(write: Callable[[], Any]) -> list[str]:
    """Global names that the statement uses and that are bound to SymPy expressions built with a division."""
    used = set(getattr(getattr(write, "__code__", None), "co_names", ()))
    values = getattr(write, "__globals__", {})
    divided = _with_divisions(file_tree(getattr(getattr(write, "__code__", None), "co_filename", "")))
    return sorted(n for n in divided & used if isinstance(values.get(n), Basic))


@lru_cache(maxsize=8)
def _with_divisions(module: ast.Module | None) -> frozenset[str]:
    """The names that a module assigns an expression with a division; its claims come one after the other."""
    return frozenset(t.id for node in (module.body if module else ()) if isinstance(node, ast.Assign)
                     and _divisions(node.value) for t in node.targets if isinstance(t, ast.Name))
