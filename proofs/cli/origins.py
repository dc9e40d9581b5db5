"""What a derivation module is made from: its own file, the files it imports, the engine, and the versions below it.

The key of a module is a digest of all their bytes.  A module that may look at anything else (a file, the clock, a package
that is not listed here) has no key: what is found of it is found anew each time.
"""

from __future__ import annotations

import ast
import functools
import json
import platform
from collections.abc import Iterator, Sequence
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

ENGINE = Path(__file__).parent.parent
BELOW = ("sympy", "python-flint", "mpmath")
# What these give depends on their versions only.
CLOSED = frozenset((
    "__future__", "abc", "cmath", "collections", "dataclasses", "decimal", "enum", "fractions", "functools", "itertools",
    "math", "numbers", "operator", "pkgutil", "proofs", "statistics", "string", "sympy", "typing",
))
LOOKING = frozenset(["open", "exec", "eval", "compile", "input", "__import__", "globals", "vars", "breakpoint"])

Imports = list[tuple[int, str, list[str]]]  # level, module, names


def digest(*parts: bytes) -> str:
    """One digest of several byte strings, each with its length."""
    h = sha256()
    for p in parts:
        h.update(b"%d:" % len(p))
        h.update(p)
    return h.hexdigest()


@functools.cache
def engine() -> str:
    """The digest of the engine: its files, and what it stands on."""
    files = sorted(p for p in ENGINE.rglob("*") if p.is_file() and "__pycache__" not in p.parts)
    stands = [platform.python_version(), *(f"{name} {version(name)}" for name in BELOW)]
    named = [(p.relative_to(ENGINE).as_posix().encode(), p.read_bytes()) for p in files]
    return digest(*map(str.encode, stands), *[part for row in named for part in row])


def imports(source: bytes) -> Imports | None:
    """What a module imports; None when it may look at more than that."""
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError):
        return None
    found: Imports = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and node.id in LOOKING:
            return None
        if isinstance(node, ast.Import):
            found += [(0, a.name, []) for a in node.names]
        elif isinstance(node, ast.ImportFrom):
            found.append((node.level, node.module or "", [a.name for a in node.names]))
    return found


class Origins:
    """The keys of modules; what files import is asked of `known`, by their digests, before they are parsed."""

    def __init__(self, known: dict[str, Imports | None]) -> None:
        self.known = known
        self.digests: dict[Path, str] = {}
        self.below: dict[Path, list[Path] | None] = {}

    def key(self, paths: Sequence[Path], *asked: str) -> str | None:
        """The key of what is asked of modules, printed from the folder of this process; None when one has none."""
        files: set[Path] = set()
        for path in paths:
            reached = self._reached(path.resolve())
            if reached is None:
                return None
            files |= reached
        rows = [[str(p), self.digests[p]] for p in sorted(files)]
        return digest(engine().encode(), str(Path.cwd()).encode(), json.dumps([list(map(str, paths)), rows, asked]).encode())

    def _reached(self, path: Path) -> set[Path] | None:
        seen: set[Path] = set()
        stack = [path]
        while stack:
            p = stack.pop()
            if p in seen:
                continue
            seen.add(p)
            below = self._imported(p)
            if below is None:
                return None
            stack += below
        return seen

    def _imported(self, path: Path) -> list[Path] | None:
        if path not in self.below:
            content = path.read_bytes()
            self.digests[path] = digest(content)
            if self.digests[path] not in self.known:
                self.known[self.digests[path]] = imports(content)
            self.below[path] = _files(path, self.known[self.digests[path]])
        return self.below[path]


def _files(path: Path, wanted: Imports | None) -> list[Path] | None:
    """The files behind imports; None when one is neither a file here nor closed."""
    if wanted is None:
        return None
    out = _packages(path)
    for level, module, names in wanted:
        package = module.partition(".")[0]
        if level == 0 and package in ("proofs", "sympy"):
            continue
        bases = [path.parents[level - 1]] if level else [_root(path), path.parent]
        found = next((f for f in (list(_named(b, module, names)) for b in bases) if f), None)
        if found is None and (level or package not in CLOSED):
            return None
        out += found or []  # a file here named like a module of Python's own is what may be imported
    return out


def _named(base: Path, module: str, names: list[str]) -> Iterator[Path]:
    """The files of a dotted module below a folder, and those of its parts that are modules themselves."""
    here = base.joinpath(*module.split("."))
    for p in (*([here.with_suffix(".py")] if module else []), here/"__init__.py", *[here/f"{n}.py" for n in names]):
        if p.is_file():
            yield p


def _packages(path: Path) -> list[Path]:
    """The `__init__.py` of the packages that a file lies in."""
    out = []
    for folder in path.parents:
        if not (folder/"__init__.py").is_file():
            break
        out.append(folder/"__init__.py")
    return out


def _root(path: Path) -> Path:
    """The folder from which the outermost package of a file is imported."""
    packages = _packages(path)
    return packages[-1].parent.parent if packages else path.parent
