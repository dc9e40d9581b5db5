"""The tutorial notebook runs, and each cell shows what is stored in it.  `--update-golden` stores what is shown now."""

from __future__ import annotations

import ast
import contextlib
import io
import json
import linecache
from pathlib import Path
from typing import Any

NOTEBOOK = Path(__file__).resolve().parent.parent/"derivations/tutorial.ipynb"


def shown(source: str, name: str, space: dict[str, Any]) -> list[dict[str, Any]]:
    """The outputs of a cell, as a notebook stores them: what it prints, and its last expression."""
    linecache.cache[name] = (len(source), None, source.splitlines(keepends=True), name)
    tree = ast.parse(source)
    last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(tree, name, "exec"), space)
        value = eval(compile(ast.Expression(last.value), name, "eval"), space) if isinstance(last, ast.Expr) else None
    outputs: list[dict[str, Any]] = []
    if printed.getvalue():
        outputs.append({"name": "stdout", "output_type": "stream", "text": printed.getvalue().splitlines(keepends=True)})
    if value is not None:
        data = {"text/plain": [repr(value)]}
        if hasattr(value, "_repr_latex_"):
            data["text/latex"] = [value._repr_latex_()]
        outputs.append({"data": data, "execution_count": None, "metadata": {}, "output_type": "execute_result"})
    return outputs


def test_the_notebook_runs_and_shows_what_it_stores(update_golden: bool) -> None:
    notebook = json.loads(NOTEBOOK.read_text(encoding="utf-8"))
    space: dict[str, Any] = {"__name__": "tutorial"}
    stored, found = [], []
    for n, cell in enumerate(c for c in notebook["cells"] if c["cell_type"] == "code"):
        stored.append(cell["outputs"])
        cell["outputs"] = shown("".join(cell["source"]), f"<cell {n}>", space)
        found.append(cell["outputs"])
    if update_golden:
        NOTEBOOK.write_text(json.dumps(notebook, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        stored = found
    assert found == stored
    text = json.dumps(found)
    assert "Proved(" in text and "Refuted(" in text and r"\\displaystyle" in text
