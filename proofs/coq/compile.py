"""Exported files through Coq: compiled under limits of time and memory, and what the proofs assume."""

from __future__ import annotations

import re
import shutil
import subprocess
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

from .export import PRELUDE

SECONDS, BYTES = 600, 6_000_000 * 1024  # of one file
CLOSED = "Closed under the global context"  # what Coq prints of theorems without axioms
AXIOMS = frozenset({
    "ClassicalDedekindReals.sig_forall_dec",
    "ClassicalDedekindReals.sig_not_dec",
    "FunctionalExtensionality.functional_extensionality_dep",
    "Classical_Prop.classic",
})


class CoqRefused(Exception):
    """Coq did not accept the files, or they assume more than they may; the message says which and why."""


class Accepted(NamedTuple):
    """What Coq said: its version, the axioms below all theorems; seconds for each file, together, and of the second binary."""

    version: str
    axioms: frozenset[str]
    seconds: dict[str, float]
    wall: float
    again: float


def program(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        raise CoqRefused(f"{name} was not found: install Coq 8.16 (Debian and Ubuntu: apt install coq)")
    return found


def version() -> str:
    """The version of coqc."""
    done = subprocess.run([program("coqc"), "--print-version"], capture_output=True, text=True, check=True, timeout=60)
    return done.stdout.split(" ")[0].strip()


def limit() -> Callable[[], None] | None:
    """What bounds the memory of a process that is started; None where the system has no such bound (it is no POSIX)."""
    try:
        import resource
    except ImportError:
        return None
    return lambda: resource.setrlimit(resource.RLIMIT_AS, (BYTES, BYTES))


def run(command: Sequence[str], directory: Path, seconds: int = SECONDS) -> str:
    """The output of a command, within limits of time and, where there are any, of memory; CoqRefused when it fails."""
    try:
        done = subprocess.run([program(command[0]), *command[1:]], cwd=directory, capture_output=True, text=True,
                              timeout=seconds, preexec_fn=limit(), check=False)
    except subprocess.TimeoutExpired:
        raise CoqRefused(f"{' '.join(command)}: not done after {seconds} s") from None
    if done.returncode:
        raise CoqRefused(f"{' '.join(command)}: {(done.stderr or done.stdout)[-3000:].strip()}")
    return done.stdout


def axioms(printed: str) -> frozenset[str]:
    """The names in the output of Print Assumptions; a line that is neither a name nor part of a type is returned whole."""
    found = set()
    for line in printed.splitlines():
        if line.strip() and line not in ("Axioms:", CLOSED) and not line.startswith("  "):
            name = re.match(r"([\w.']+)(?:$| : )", line)
            found.add(name.group(1) if name else line)
    return frozenset(found)


def stages(names: Sequence[str]) -> list[list[str]]:
    """These files in stages: those of one stage do not need each other."""
    proofs = [n for n in names if n.startswith("Proof_") and n != "Proof_shared.v"]
    prelude = [["Kernel.v"], ["Arith.v", "Spec.v"], ["Steps.v", "Terms.v"], ["Arithmetic_1.v", "Arithmetic_2.v"]]
    order = [*prelude, ["Proof_shared.v"], proofs, ["Check.v"]]
    return [[n for n in stage if n in names] for stage in order]


def built(directory: Path, names: Sequence[str], jobs: int = 2) -> tuple[dict[str, float], str]:
    """Compile these files of an export, whose other files are compiled: seconds for each, and what Check.v printed."""
    seconds: dict[str, float] = {}
    printed: dict[str, str] = {}

    def one(name: str) -> None:
        start = time.perf_counter()
        printed[name] = run(["coqc", "-q", "-Q", ".", "", name], directory)
        seconds[name] = time.perf_counter() - start

    for stage in stages(names):
        largest_first = sorted(stage, key=lambda n: -(directory/n).stat().st_size)
        with ThreadPoolExecutor(jobs) as pool:
            list(pool.map(one, largest_first))
    return seconds, printed.get("Check.v", "")


def assumed(printed: str) -> frozenset[str]:
    """The axioms that Check.v printed; CoqRefused when there are others than the four."""
    if "Axioms:" not in printed and CLOSED not in printed:
        raise CoqRefused("Check.v does not print what the theorems assume")
    found = axioms(printed)
    if found - AXIOMS:
        raise CoqRefused(f"more is assumed than the four axioms: {', '.join(sorted(found - AXIOMS))}")
    return found


def compiled(directory: Path, jobs: int = 2) -> Accepted:
    """Compile all files of an export and check what they assume; CoqRefused says what is wrong."""
    names = sorted(p.name for p in directory.glob("*.v"))
    if other := [p.name for p in PRELUDE if (directory/p.name).read_bytes() != p.read_bytes()]:
        raise CoqRefused(f"not the prelude of this version: {', '.join(other)}; export again")
    begin = time.perf_counter()
    seconds, printed = built(directory, names, jobs)
    found = assumed(printed)
    start = time.perf_counter()
    modules = [n.removesuffix(".v") for n in names]
    run(["coqchk", "-silent", "-Q", ".", "", *[part for m in modules for part in ("-norec", m)]], directory)
    return Accepted(version(), found, seconds, start - begin, time.perf_counter() - start)
