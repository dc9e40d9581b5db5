"""The tests of the kernel on one mutant, in a forked process: it has loaded all but the kernel and its tests.

The tests are run without pytest's session, which would take longer than they do; the first that fails ends the run.
"""

from __future__ import annotations

import gc
import importlib
import inspect
import os
import resource
import signal
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.machinery import SourceFileLoader
from itertools import product
from pathlib import Path
from types import CodeType
from typing import Any

import flint  # noqa: F401  (loaded once, before the first fork)
import pytest  # noqa: F401
from hypothesis import HealthCheck, Phase, settings

from .mutants import Mutant

TESTS = Path(__file__).parents[1]
ROOT = TESTS.parent
KERNEL = ROOT/"proofs"/"kernel"
FOLDERS = ("kernel", "reject", "laws")
LATE = {"test_powers", "test_theorem", "test_package", "test_readme", "test_reject_budget"}  # these and the laws take longest
FILES = sorted([p for folder in FOLDERS for p in (TESTS/folder).glob("test_*.py")],
               key=lambda p: (p.parent.name == "laws", p.stem in LATE, FOLDERS.index(p.parent.name), p.stem))
QUICK = [p.stem for p in FILES if p.stem not in LATE and p.parent.name != "laws"]
SECONDS, MEMORY = 10, 4 << 30  # of processor time for one test; of address space
LOADING = "loading"
Case = tuple[str, Callable[[], Any]]


@dataclass(frozen=True)
class Outcome:
    """What became of a mutant: killed by a test, by the bound of time, by the end of the process; or not."""

    mutant: Mutant
    how: str  # "test", "time", "crash", "survived", "no program"
    by: str = ""


class Runner:
    """Forks a process for each mutant.  The tests that killed the last mutants are tried first."""

    def __init__(self) -> None:
        settings.register_profile("mutation", derandomize=True, database=None, deadline=None, print_blob=False, max_examples=40,
                                  phases=[Phase.explicit, Phase.generate], suppress_health_check=list(HealthCheck))
        settings.load_profile("mutation")
        sys.path[:0] = [str(ROOT), str(TESTS), *[str(TESTS/folder) for folder in FOLDERS]]
        sources = [*KERNEL.glob("*.py"), *TESTS.glob("*.py"), *[p for f in FOLDERS for p in (TESTS/f).glob("*.py")]]
        self.codes = {str(p): compile(p.read_text(encoding="utf-8"), str(p), "exec") for p in sources}
        self.quick: list[str] = []
        self.slow: list[str] = []
        gc.freeze()

    def outcome(self, mutant: Mutant) -> Outcome:
        """Run the tests on a mutant until one fails."""
        try:
            changed = mutant.compiled()
        except SyntaxError:
            return Outcome(mutant, "no program")
        by, status = self.failing(str(mutant.path), changed)
        if os.WIFSIGNALED(status):
            return Outcome(mutant, "time" if os.WTERMSIG(status) == signal.SIGPROF else "crash", by)
        if not by:
            return Outcome(mutant, "survived")
        if by != LOADING:
            killers = self.quick if by.partition("::")[0] in QUICK else self.slow
            killers[:] = [by, *[k for k in killers if k != by]][:30 if killers is self.quick else 5]
        return Outcome(mutant, "test", by)

    def failing(self, path: str, code: CodeType | None = None) -> tuple[str, int]:
        """The name of the first case that fails, and how the process ended."""
        return self.told(path, code, self._first_that_fails)

    def told(self, path: str, code: CodeType | None, work: Callable[[], str]) -> tuple[str, int]:
        """What the work says in a process in which the file is this code, and how the process ended."""
        reading, writing = os.pipe()
        child = os.fork()
        if not child:
            os.close(reading)
            self._in_the_child({**self.codes, **({path: code} if code else {})}, work, writing)
        os.close(writing)
        with os.fdopen(reading) as told:
            text = told.read()
        return text, os.waitpid(child, 0)[1]

    def _in_the_child(self, codes: dict[str, CodeType], work: Callable[[], str], told: int) -> None:
        within = SourceFileLoader.get_code
        SourceFileLoader.get_code = lambda loader, name: codes.get(loader.path) or within(loader, name)  # type: ignore[method-assign]
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        silence = os.open(os.devnull, os.O_WRONLY)
        os.dup2(silence, 1)
        os.dup2(silence, 2)
        try:
            signal.setitimer(signal.ITIMER_PROF, SECONDS)
            text = work()
        except BaseException:
            text = LOADING
        os.write(told, text.encode())
        os._exit(0)

    def _first_that_fails(self) -> str:
        name = LOADING
        try:
            for at, case in self._cases():
                name = at
                signal.setitimer(signal.ITIMER_PROF, SECONDS)
                case()
        except BaseException:  # whatever ends a test has killed the mutant
            return name
        return ""

    def _cases(self) -> Iterator[Case]:
        """All cases, those that killed before first; a file that cannot be loaded is a case that fails."""
        done = {*self.quick, *self.slow}
        yield from _named(self.quick)
        for n, path in enumerate(FILES):
            if n == len(QUICK):
                yield from _named(self.slow)
            yield f"{path.stem}::", lambda path=path: importlib.import_module(path.stem)  # type: ignore[misc]
            yield from [c for c in cases(path.stem) if c[0] not in done]


def _named(names: list[str]) -> Iterator[Case]:
    for name in names:
        signal.setitimer(signal.ITIMER_PROF, SECONDS)
        yield from [c for c in cases(name.partition("::")[0]) if c[0] == name]


def cases(stem: str) -> list[Case]:
    """The cases of one file of tests; those that need a fixture are left to pytest."""
    out = []
    for name, function in vars(importlib.import_module(stem)).items():
        if name.startswith("test_"):
            marks = [m for m in getattr(function, "pytestmark", []) if m.name == "parametrize"]
            for i, row in enumerate(product(*[_rows(*m.args[:2]) for m in marks])):
                values = {k: v for part in row for k, v in part.items()}
                if set(inspect.signature(function).parameters) <= set(values):
                    out.append((f"{stem}::{name}" + (f"[{i}]" if marks else ""), _call(function, values)))
    return out


def _call(function: Callable[..., Any], values: dict[str, Any]) -> Callable[[], Any]:
    return lambda: function(**values)


def _rows(names: str | tuple[str, ...], values: Any) -> list[dict[str, Any]]:
    """The arguments that a mark `parametrize` gives."""
    several = [n.strip() for n in names.split(",")] if isinstance(names, str) else list(names)
    return [dict(zip(several, v if len(several) > 1 else (v,), strict=True)) for v in values]
