"""What is on this machine, and what to do about what is not."""

from __future__ import annotations

import importlib.metadata
import platform
import re
import shutil
import sys
from typing import NamedTuple


class Finding(NamedTuple):
    """One thing looked at: what it is, what was found, whether that will do, whether it must, and what to do."""

    what: str
    found: str
    ok: bool
    needed: bool
    advice: str = ""


def findings() -> list[Finding]:
    """Python, the packages this one requires with their tested ranges, and programs that are used where they are."""
    python = Finding("Python", platform.python_version(), sys.version_info >= (3, 11), True, "")
    return [python, *_packages(), *[_program(*row) for row in PROGRAMS]]


PROGRAMS = [
    ("pdflatex", "PDF by TeX; the embedded engine sets the pages without it",
     "apt-get install texlive-latex-recommended lmodern"),
    ("coqc", "the kernel's rules in Coq", "apt-get install coq"),
    ("chromium", "tests of the HTML pages", "apt-get install chromium"),
]


def _packages() -> list[Finding]:
    out = []
    for requirement in importlib.metadata.requires("checked-derivations") or []:
        requirement, _, marker = requirement.partition(";")
        if "extra" in marker or "python_version" in marker and sys.version_info >= (3, 14):
            continue
        name, bounds = re.match(r"([\w-]+)(?:\[[\w,]+\])?(.*)", requirement).groups()  # type: ignore[union-attr]
        try:
            version = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            out.append(Finding(name, "not installed", False, True, f'pip install "{requirement}"'))
            continue
        fits = all(_fits(version, bound) for bound in bounds.split(","))
        out.append(Finding(name, version, fits, True, "" if fits else f'tested with {bounds}: pip install "{requirement}"'))
    return out


def _fits(version: str, bound: str) -> bool:
    relation, limit = re.match(r"(>=|<)(.*)", bound.strip()).groups()  # type: ignore[union-attr]
    have, want = ([int(n) for n in re.findall(r"\d+", v)] for v in (version, limit))
    return have >= want if relation == ">=" else have < want


def _program(name: str, use: str, advice: str) -> Finding:
    found = shutil.which(name)
    return Finding(name, "found" if found else "not found", found is not None, False, "" if found else f"{use}: {advice}")
