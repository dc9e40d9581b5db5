"""`python -m tests.mutation.corpus [--check]`: for each case of tests/reject/cases a mutant of the kernel that lets it through.

A case discriminates when there is one: a kernel that was weakened in one place would have accepted it.  A mutant that
still accepts the control is preferred: it has lost nothing but the check.  `--check` only tries those that are written.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterable
from pathlib import Path

from .mutants import Mutant, mutants
from .runner import KERNEL, LOADING, TESTS, Runner

FOLDER = TESTS/"reject"/"cases"
NONE = "no"


def fields(path: Path) -> dict[str, str]:
    """A case, read without the kernel: that one is loaded in the process of a mutant only."""
    return dict(line.split(": ", 1) for line in path.read_text(encoding="utf-8").splitlines())


def let_through(runner: Runner, m: Mutant) -> set[str]:
    """The cases that a mutant accepts, each with a star when it accepts the control too."""
    try:
        changed = m.compiled()
    except SyntaxError:
        return set()
    text, status = runner.told(str(m.path), changed, lambda: importlib.import_module("arena").fooled())
    return set() if status or text == LOADING else set(text.splitlines())


def switches_a_check_off(m: Mutant) -> bool:
    """Is a check left out, or one of its alternatives?"""
    return m.new.startswith("if False") or " or " in m.old and not m.old.startswith("if ")


def concerns(m: Mutant, about: str) -> bool:
    """May a mutant of this function let through what is about this?  Rows and laws are formulas: any change may."""
    if about.startswith("W "):
        return m.path.name == "definedness.py"
    if about in ("op", "app", "lam", "forall", "num", "var", "define"):
        return m.path.name == "terms.py"
    return m.scope == about or about == "prop" and m.path.name == "logic.py" and m.scope in ("_combined", "_under", "_follows")


def main() -> int:
    """Look among the checks first, then among all changes of what the cases that are left are about."""
    made = [m for path in sorted(KERNEL.glob("*.py")) for m in mutants(path)]
    paths = {path.stem: path for path in sorted(FOLDER.glob("*.txt"))}
    about = {stem: fields(path)["about"] for stem, path in paths.items()}
    runner, found, sure = Runner(), dict[str, str](), set[str]()
    if "--check" in sys.argv:
        return _check(runner, {m.name: m for m in made}, {stem: fields(path)["discriminates"] for stem, path in paths.items()})

    def look(ms: Iterable[Mutant]) -> None:
        for m in ms:
            if not switches_a_check_off(m) and not any(concerns(m, about[s]) for s in paths.keys() - found.keys()):
                continue
            for stem in let_through(runner, m):
                plain = stem.rstrip("*")
                if plain not in found or stem != plain and plain not in sure:
                    found[plain] = m.name
                if stem != plain:
                    sure.add(plain)

    look(filter(switches_a_check_off, made))
    look(m for m in made if not switches_a_check_off(m))
    for stem, path in paths.items():
        text = path.read_text(encoding="utf-8").splitlines()
        kept = [f"discriminates: {found.get(stem, NONE)}" if line.startswith("discriminates: ") else line for line in text]
        path.write_text("\n".join(kept) + "\n", encoding="utf-8")
    print(f"{len(found)} of {len(paths)} cases discriminate")
    print("\n".join(sorted(paths.keys() - found.keys())))
    return 0


def _check(runner: Runner, made: dict[str, Mutant], stated: dict[str, str]) -> int:
    """Does each mutant that is named let its cases through?"""
    wrong = []
    for name in sorted(set(stated.values()) - {NONE}):
        through = {stem.rstrip("*") for stem in let_through(runner, made[name])} if name in made else set()
        wrong += [f"{stem} is refused by {name}" for stem in stated if stated[stem] == name and stem not in through]
    print("\n".join(wrong))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
