"""Who may import whom; what the trusted part may use; how long a file may be; what an import costs."""

from __future__ import annotations

import ast
import os
import statistics
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from clock import allowance

from proofs.kernel import RULES

ROOT = Path(__file__).parent.parent
LAYERS: dict[str, set[str]] = {  # a layer ↦ the layers it may import
    "kernel": set(),
    "tactics": {"kernel"},
    "language": {"kernel"},
    "theories": {"kernel", "tactics", "language"},
    "automatic": {"kernel", "tactics", "theories"},
    "claims": {"kernel", "tactics", "language", "theories", "automatic"},
    "certificates": {"claims", "kernel"},
    "coq": {"recheck"},  # certificates as text are all that it reads
    "sheets": {"claims", "language", "kernel"},
    "text": {"claims", "language", "tactics", "kernel"},
    "cli": {"", "sheets", "certificates", "coq", "recheck", "text", "claims", "language", "kernel"},
}
OUTSIDE: dict[str, set[str]] = {  # packages that are not of the standard library
    "kernel": {"flint"},
    "tactics": {"flint"},
    "language": {"sympy"},
    "theories": {"sympy"},
    "automatic": {"flint"},
    "claims": {"sympy"},
    "certificates": set(),
    "coq": set(),
    "text": {"sympy"},
    "sheets": {"typst", "sympy", "fontTools", "latexify", "matplotlib"},
    "cli": {"click", "rich", "pytest"},
}
LONGEST = 400  # lines of a file
ALONE = {"proofs/recheck.py": 1150}  # one file that is read and run by itself

PROOFS = sorted((ROOT/"proofs").rglob("*.py"))
LIBRARY = sorted((ROOT/"derivations").glob("*.py"))
Import = tuple[str, str]  # absolute module, name


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def imports(path: Path) -> Iterator[Import]:
    """All imports of a file, also those inside functions, with absolute names."""
    package = list(path.relative_to(ROOT).parent.parts)
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((alias.name, "") for alias in node.names)
        if isinstance(node, ast.ImportFrom):
            start = package[:len(package) - node.level + 1] if node.level else []
            module = ".".join([*start, *([node.module] if node.module else [])])
            yield from ((module, alias.name) for alias in node.names)


def layer(module: str, name: str) -> str | None:
    """The layer of ours that an import reaches; "" is the facade."""
    top, *rest = [*module.split("."), name] if module == "proofs" and name in LAYERS else module.split(".")
    return None if top != "proofs" else (rest[0] if rest else "")


@pytest.mark.parametrize("path", PROOFS, ids=name_of)
def test_layers(path: Path) -> None:
    mine = path.relative_to(ROOT/"proofs").parts[0]
    if mine not in LAYERS:
        return  # the facade, and entry points beside it
    reached = {layer(*i) for i in imports(path)} - {None, mine}
    assert reached <= LAYERS[mine], f"{name_of(path)} imports {reached - LAYERS[mine]}"
    others = {module.partition(".")[0] for module, _ in imports(path)} - {"proofs"} - set(sys.stdlib_module_names)
    assert others <= OUTSIDE[mine], f"{name_of(path)} imports {others - OUTSIDE[mine]}"


def test_every_folder_has_a_layer() -> None:
    assert {p.name for p in (ROOT/"proofs").iterdir() if p.is_dir() and list(p.glob("*.py"))} == set(LAYERS)


@pytest.mark.parametrize("path", LIBRARY, ids=name_of)
def test_derivations_use_the_facade(path: Path) -> None:
    outside = {module for module, _ in imports(path) if module.partition(".")[0] != "derivations"}
    assert outside <= {"sympy", "proofs", "typing", "collections.abc", "fractions", "math", "pkgutil"}


@pytest.mark.parametrize("path", sorted((ROOT/"proofs/sheets").glob("*.py")), ids=name_of)
def test_sheets_make_no_theorems(path: Path) -> None:
    used = {name for module, name in imports(path) if module.startswith("proofs.kernel")}
    assert not used & set(RULES)
    assert not any(module == "proofs.claims.check" for module, _ in imports(path))


# -- habits ------------------------------------------------------------------------


def broad(node: ast.AST) -> bool:
    """`except:` or `except Exception`, alone or in a tuple."""
    if not isinstance(node, ast.ExceptHandler):
        return False
    kinds = node.type.elts if isinstance(node.type, ast.Tuple) else [node.type]
    return any(k is None or isinstance(k, ast.Name) and k.id in ("Exception", "BaseException") for k in kinds)


MAY_FAIL_IN_ANY_WAY = {"proofs/cli/targets.py", "proofs/cli/report.py"}  # they run what an author wrote


@pytest.mark.parametrize("path", [*PROOFS, *LIBRARY], ids=name_of)
def test_no_assert_and_no_broad_except(path: Path) -> None:
    nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    assert not [n.lineno for n in nodes if isinstance(n, ast.Assert)]
    assert not [n.lineno for n in nodes if broad(n)] or name_of(path) in MAY_FAIL_IN_ANY_WAY


def test_no_star_import() -> None:
    assert not [name_of(p) for p in [*PROOFS, *LIBRARY] if any(name == "*" for _, name in imports(p))]


def test_files_are_short() -> None:
    lines = {name_of(p): len(p.read_text(encoding="utf-8").splitlines()) for p in [*PROOFS, *LIBRARY]}
    assert not {name: n for name, n in lines.items() if n > ALONE.get(name, LONGEST)}


@pytest.mark.parametrize("name", ALONE)
def test_a_file_that_stands_alone_imports_the_standard_library_only(name: str) -> None:
    reached = {module.partition(".")[0] for module, _ in imports(ROOT/name)}
    assert reached <= set(sys.stdlib_module_names)
    assert not reached & {"importlib", "ctypes", "subprocess", "pickle"}


# -- importing a module proves nothing, and is cheap ----------------------------------

NOTHING = """
import weakref, sys
from proofs.kernel import theorem
import derivations.ewa
from proofs.claims.claim import REGISTRY
import gc
made = [o for o in gc.get_objects() if type(o) is theorem.Theorem]
print(len(made), sum(c._outcome is not None for c in REGISTRY.values()), len(REGISTRY))
"""
COST = """
import time
import sympy
start = time.process_time()
import derivations.ewa
print(time.process_time() - start)
"""


def run(program: str, **environment: str) -> list[str]:
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, cwd=ROOT, text=True,
                          env={**os.environ, **environment})
    return done.stdout.split()


def test_import_proves_nothing() -> None:
    theorems, outcomes, claims = map(int, run(NOTHING))
    assert (theorems, outcomes) == (0, 0)
    assert claims >= 4


def test_import_is_cheap(tmp_path: Path) -> None:
    """From compiled files: at most 0.2 s over SymPy, and half as much again on a busy machine."""
    compiled = {"PYTHONPYCACHEPREFIX": str(tmp_path), "PYTHONDONTWRITEBYTECODE": ""}
    run(COST, **compiled)
    assert statistics.median(float(run(COST, **compiled)[0]) for _ in range(3)) <= 0.3*allowance()
