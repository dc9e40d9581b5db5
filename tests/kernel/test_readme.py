"""The README's tables are complete and true: rules, twins, tests, third-party calls, size, register."""

from __future__ import annotations

import ast
import io
import re
import tokenize
from pathlib import Path

import flint
import pytest

import proofs.kernel
from proofs.kernel import RULES, table

KERNEL = Path(proofs.kernel.__file__).parent
TESTS = Path(__file__).parents[1]
README = (KERNEL / "README.md").read_text(encoding="utf-8")
COQ = set(re.findall(r"^(?:Theorem|Lemma) (\w+)", (KERNEL / "coq" / "Kernel.v").read_text(encoding="utf-8"), re.M))
ROWS = {row.__name__ for row in table.ROWS}  # type: ignore[attr-defined]
WITHOUT_TWIN = {"gap"}


def rows(heading: str) -> list[list[str]]:
    """The cells of the table that starts with this heading."""
    lines = README[README.index(f"| {heading} |"):].split("\n\n")[0].splitlines()[2:]
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines]


RULE_ROWS = {cells[0].strip("` "): cells for cells in rows("rule")}
TABLE_ROWS = {cells[0].strip("` "): cells for cells in rows("row")}
REGISTER = rows("component")


def functions(path: Path) -> set[str]:
    return {node.name for node in ast.parse(path.read_text(encoding="utf-8")).body if isinstance(node, ast.FunctionDef)}


def exists(reference: str, prefix: str, folder: str) -> bool:
    """Is there a test or attack `file::name`?"""
    file, name = reference.split("::")
    path = TESTS / folder / f"{prefix}{file}.py"
    return path.is_file() and name in functions(path)


def test_every_rule_has_one_row() -> None:
    assert set(RULE_ROWS) == set(RULES) - ROWS and set(TABLE_ROWS) == ROWS


@pytest.mark.parametrize("name", sorted(set(RULES) - ROWS))
def test_rule_row(name: str) -> None:
    _, figure, provided, twin, used, refused = RULE_ROWS[name]
    assert "⟹" in figure and provided
    assert twin == "none" if name in WITHOUT_TWIN else twin == f"`rule_{name}`" and f"rule_{name}" in COQ
    assert exists(used, "test_", "kernel") and exists(refused, "test_reject_", "reject")


@pytest.mark.parametrize("name", sorted(ROWS))
def test_table_row(name: str) -> None:
    _, statement, twin, refused = TABLE_ROWS[name]
    assert statement and twin == f"`row_{name}`" and f"row_{name}" in COQ
    assert exists(refused, "test_reject_", "reject")


@pytest.mark.parametrize("cells", REGISTER, ids=lambda cells: cells[2])
def test_register_entry(cells: list[str]) -> None:
    _component, what, exploit, fixed, found, risk = cells
    assert what and fixed and found in ("attack", "review") and risk in ("direct", "forged", "printed")
    assert exists(exploit, "test_reject_", "reject") or exists(exploit, "", "claims")


def test_the_figure_is_in_the_rule() -> None:
    """Each rule's docstring draws its figure; a row of the table states its formula."""
    for name, rule in RULES.items():
        assert rule.__doc__ and ("⊢" in rule.__doc__.splitlines()[0] if name in ROWS else "───" in rule.__doc__)


# -- third-party calls ----------------------------------------------------------------


def attributes(path: Path) -> set[str]:
    """Every attribute that the file reads."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}


def test_only_listed_calls_to_flint() -> None:
    known: set[str] = set()
    for kind in (flint.fmpz_mpoly, flint.fmpz_mpoly_ctx, flint.fmpz, flint.Ordering):
        known |= {name for name in dir(kind) if not name.startswith("_")}
    used = (attributes(KERNEL / "rational.py") | attributes(KERNEL / "arithmetic.py")) & known
    section = README[README.index("## Third-party calls"):README.index("## Conventions")]
    listed = set(re.findall(r"\w+", " ".join(re.findall(r"`([^`]*)`", section))))
    own = {"coefficient", "denominator", "name", "numerator"}  # of summands, readers and fractions
    assert used - own <= listed
    for gone in ("gcd", "factor", "factor_squarefree", "resultant"):
        assert gone not in attributes(KERNEL / "rational.py")


def test_only_two_modules_import_flint() -> None:
    importing = {p.name for p in KERNEL.glob("*.py") if re.search(r"^\s*(from|import) flint", p.read_text(), re.M)}
    assert importing <= {"rational.py", "arithmetic.py"}


# -- size -----------------------------------------------------------------------------


def code_lines(path: Path) -> int:
    """Lines that hold code: no blank lines, comments or docstrings."""
    text = path.read_text(encoding="utf-8")
    prose: set[int] = set()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Module | ast.FunctionDef | ast.ClassDef) and ast.get_docstring(node) is not None:
            prose |= set(range(node.body[0].lineno, (node.body[0].end_lineno or 0) + 1))
    silent = (tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT, tokenize.ENDMARKER)
    code = {line for t in tokenize.generate_tokens(io.StringIO(text).readline) if t.type not in silent
            for line in range(t.start[0], t.end[0] + 1)}
    return len(code - prose)


def test_size_is_as_stated() -> None:
    (stated,) = re.findall(r"\(([\d,]+), without blank lines", README)
    measured = sum(code_lines(path) for path in KERNEL.glob("*.py"))
    assert abs(measured - int(stated.replace(",", ""))) <= 15, f"the kernel has {measured} code lines"


def test_files_are_one_sitting() -> None:
    assert max(len(path.read_text(encoding="utf-8").splitlines()) for path in KERNEL.glob("*.py")) <= 405
