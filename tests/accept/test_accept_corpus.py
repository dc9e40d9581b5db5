"""What the door accepts: each case is a file that says how a statement is read, and beside it how its neighbour is.

entry      the entry of the door that it is about: a class of SymPy's or of the language's
label      what it shows
written    a statement, as an author writes it
says       the formula of the kernel that it is, in prefix form, or with free hypotheses before ⊢
control    a statement that must not be read alike
otherwise  how that one is read, or the beginning of why it is refused

`pytest tests/accept --update-golden` writes what is said anew; the difference is to be read.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import sympy as sp

import proofs
from proofs import AuthorError, family, function, integer, nat, random_family, random_variable, real, vector
from proofs.claims.sequent import stated
from proofs.language import door
from proofs.language.plain import recorded

FOLDER = Path(__file__).parent/"cases"
FIELDS = ("entry", "label", "written", "says", "control", "otherwise")
n, m, k = nat("n"), nat("m"), nat("k")
NAMES: dict[str, Any] = {
    **{name: getattr(sp, name) for name in sp.__all__ if name.isidentifier()},
    **{name: getattr(proofs, name) for name in proofs.__all__},
    "x": real("x"), "y": real("y"), "z": real("z"), "n": n, "m": m, "k": k, "i": integer("i"), "j": integer("j"),
    "a": family("a"), "b": family("b"), "c": family("c", indices=2), "f": function("f", "real"),
    "X": random_variable("X"), "Y": random_variable("Y"), "Z": random_family("Z", start=1),
    "D": random_family("D", start=1, integer=True), "u": vector("u", n), "w": vector("w", n),
    "s": sp.Symbol("s"), "p": sp.Symbol("p", positive=True), "G": function("G", "real", value="vector"),
    "W": random_family("W", indices=2), "F": sp.Function("F"), "B": sp.IndexedBase("B"),
}


@dataclass(frozen=True)
class Case:
    path: Path
    entry: str
    label: str
    written: str
    says: str
    control: str
    otherwise: str

    def __str__(self) -> str:
        return self.path.stem

    def text(self) -> str:
        return "".join(f"{name}: {getattr(self, name)}\n" for name in FIELDS)


def read(path: Path) -> Case:
    return Case(path, **dict(line.split(": ", 1) for line in path.read_text(encoding="utf-8").splitlines()))


def answer(written: str) -> str:
    """How it is read, or why not."""
    try:
        with recorded():
            s = stated(eval(written, dict(NAMES)), [], ())  # noqa: S307
    except AuthorError as e:
        return f"refused, {e.message}"
    given = ", ".join(map(str, s.hypotheses))
    return f"{given} ⊢ {s.statement}" if given else str(s.statement)


CASES = [read(path) for path in sorted(FOLDER.glob("*.txt"))]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_read_as_it_says_and_its_control_otherwise(case: Case, request: pytest.FixtureRequest) -> None:
    says, otherwise = answer(case.written), answer(case.control)
    if request.config.getoption("--update-golden"):
        new = Case(case.path, case.entry, case.label, case.written, says, case.control, otherwise)
        case.path.write_text(new.text(), encoding="utf-8")
        return
    assert says == case.says and not says.startswith("refused")
    assert otherwise == case.otherwise != says


def test_files_say_nothing_else() -> None:
    assert all(c.text() == c.path.read_text(encoding="utf-8") for c in CASES)
    assert len({(c.entry, c.label) for c in CASES}) == len({c.written for c in CASES}) == len(CASES)
    assert all(c.path.name == f"{c.entry}-{c.label.replace(' ', '_')}.txt" for c in CASES)


RELATIONS = {"Eq", "Ne", "Le", "Lt", "Ge", "Gt", "And", "Or", "Not", "Implies", "Equivalent", "tuple"}


def test_every_entry_of_the_door_has_a_case() -> None:
    entries = {kind.__name__ for kind in (*door.READERS, *door._TABLE, *door.FUNCTIONS)}
    assert entries | RELATIONS | {"Derivative", "Limit"} == {c.entry for c in CASES}
