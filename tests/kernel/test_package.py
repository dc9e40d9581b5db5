"""The package as a whole: exports, imports, no `assert`, the same under -O, cheap to import."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

import proofs.kernel
from proofs.kernel import Side, Summand

ROOT = Path(proofs.kernel.__file__).parents[2]
SOURCES = sorted((ROOT / "proofs").rglob("*.py"))
KERNEL = sorted((ROOT / "proofs" / "kernel").glob("*.py"))
MODULES = {"arithmetic", "definedness", "errors", "logic", "rational", "recursion", "sealing", "show", "substitution",
           "table", "terms", "theorem", "types"}
ALLOWED = {"__future__", "collections", "flint", "fractions", "functools", "math", "operator", "sys", "types", "typing",
           "weakref"}


def run(code: str, *flags: str, **environment: str) -> str:
    """What a fresh interpreter prints."""
    out = subprocess.run([sys.executable, *flags, "-c", code], capture_output=True, text=True, check=True, timeout=60,
                         cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT), **environment})
    return out.stdout.strip()


def test_exports_are_pinned() -> None:
    """`__all__` is the namespace: nothing is exported by accident, nothing is missing."""
    public = {name for name in vars(proofs.kernel) if not name.startswith(("_", "@"))}  # @…: pytest's, for plugins' packages
    assert public - MODULES - {"sys"} == set(proofs.kernel.__all__) - {"table"}
    assert len(set(proofs.kernel.__all__)) == len(proofs.kernel.__all__) <= 60


def test_side_and_summand_defaults() -> None:
    assert Side() == ((), ()) and Summand.__new__.__defaults__ == ((), (), None)


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: str(p.relative_to(ROOT)))
def test_no_assert_statement(path: Path) -> None:
    """`python -O` removes them."""
    assert not [node.lineno for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
                if isinstance(node, ast.Assert)]


@pytest.mark.parametrize("path", KERNEL, ids=lambda p: p.name)
def test_kernel_imports(path: Path) -> None:
    """Only the standard library, FLINT and itself; nothing from the rest of the project."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            assert {alias.name.split(".")[0] for alias in node.names} <= ALLOWED
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 1 or node.level == 0 and str(node.module).split(".")[0] in ALLOWED


@pytest.mark.parametrize("path", KERNEL, ids=lambda p: p.name)
def test_kernel_neither_prints_nor_warns_nor_evaluates(path: Path) -> None:
    called = {node.func.id for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
              if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)}
    assert not called & {"print", "eval", "exec", "compile", "open", "input", "globals", "__import__"}


def test_import_is_without_sympy() -> None:
    assert run("import sys; import proofs.kernel; print('sympy' in sys.modules)") == "False"


VERDICTS = """
from proofs.kernel import *
x = var("x", REAL)
h = op("lt", num(0), x)
tries = {
    "sound": lambda: forall_intro(x, prop((hyp(h),), op("imp", h, h), (h,))),
    "discharge": lambda: prop((hyp(FALSE),), FALSE, (FALSE,)),
    "eigenvariable": lambda: forall_intro(x, hyp(h)),
    "division": lambda: field(op("div", x, x), num(1)),
    "negative": lambda: order(op("le", num(1), num(0)), (), (Summand(value(num(-1))),)),
    "construct": lambda: Theorem(),
    "typing": lambda: op("eq", num(1, INT), num(1)),
}
for name, attempt in tries.items():
    try:
        print(name, attempt())
    except KernelError as e:
        print(name, type(e).__name__, e.reason)
"""


def test_verdicts_do_not_depend_on_optimisation() -> None:
    plain, optimised, twice = (run(VERDICTS, *flags) for flags in ((), ("-O",), ("-OO",)))
    assert plain == optimised == twice
    assert plain.count("\n") == 6 and "division RuleError" in plain and "sound ⊢" in plain


def test_verdicts_do_not_depend_on_hash_seeds() -> None:
    seeds = {subprocess.run([sys.executable, "-c", VERDICTS], capture_output=True, text=True, check=True,
                            cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONHASHSEED": seed}).stdout
             for seed in ("0", "1", "2")}
    assert len(seeds) == 1


def test_import_is_cheap(tmp_path: Path) -> None:
    """At most 25 ms more than FLINT itself, from compiled files (on a slow machine: as long as FLINT)."""
    clock = "import time; t = time.perf_counter(); import flint; u = time.perf_counter()\n"
    code = clock + "import proofs.kernel; v = time.perf_counter(); print(u - t, v - u)"
    compiled = {"PYTHONPYCACHEPREFIX": str(tmp_path), "PYTHONDONTWRITEBYTECODE": ""}
    runs = [tuple(map(float, run(code, **compiled).split())) for _ in range(8)]
    flint_seconds, kernel_seconds = min(runs[1:], key=lambda row: row[1])
    assert kernel_seconds < max(0.025, flint_seconds)
