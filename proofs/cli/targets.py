"""What a command is about: folders, files, modules, or `module:claim`, loaded and in order.

Loading a derivation module runs it: it is Python.  Nothing here protects from a module that means harm.
"""

from __future__ import annotations

import importlib
import importlib.util
import re
import sys
import traceback
from collections.abc import Iterable, Iterator
from contextlib import redirect_stdout
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..claims.claim import Claim


class TargetError(ValueError):
    """A target that there is not; the message names what there is."""


class NameTaken(ImportError):
    """A file that Python cannot import, for another module of its name is loaded."""


@dataclass(frozen=True)
class Broken:
    """A module that did not load: its file, the line, and why."""

    file: str
    line: int
    message: str


@dataclass(frozen=True)
class Loaded:
    """The claims of the targets, each once, in the order of the files; and the modules that did not load."""

    claims: tuple[Claim, ...]
    broken: tuple[Broken, ...]
    folder: Path | None  # where sheets.toml may stand, when the target is one folder


@dataclass(frozen=True)
class Wanted:
    """One module of the targets: its file or dotted name, and the claim when one is named."""

    where: Path | str
    name: str

    @property
    def target(self) -> str:
        return f"{self.where}:{self.name}" if self.name else str(self.where)


def listed(targets: Iterable[str]) -> list[Wanted]:
    """The modules of targets; without any, of the folder `derivations` here, or of this folder.  Nothing is loaded."""
    out = []
    for target in list(targets) or [_default()]:
        where, _, name = target.rpartition(":") if _names_a_claim(target) else (target, "", "")
        out += [Wanted(path, name) for path in _modules(where)]
    return list(dict.fromkeys(out))


def load(targets: Iterable[str]) -> Loaded:
    """Load targets; without any, the folder `derivations` here, or the modules of this folder."""
    wanted = list(targets) or [_default()]
    claims: dict[str, Claim] = {}
    broken: list[Broken] = []
    for w in listed(wanted):
        found: list[Claim] = []
        try:
            found = _claims_of(w.where)
        except (Exception, SystemExit) as e:  # an author's module may fail in any way
            broken.append(_broken(w.where, e))
        if w.name and (found or not broken):
            found = [_named(w.name, found, str(w.where))]
        claims |= {c.id: c for c in found}
    whole = Path(wanted[0]) if len(wanted) == 1 and Path(wanted[0]).is_dir() else None
    return Loaded(tuple(claims.values()), tuple(broken), whole)


def _default() -> str:
    return "derivations" if Path("derivations").is_dir() else "."


def _names_a_claim(target: str) -> bool:
    """`module:claim`, and not a Windows path `C:\\…`."""
    left, colon, right = target.rpartition(":")
    return bool(colon) and right.isidentifier() and len(left) > 1


def _modules(where: str) -> list[Path | str]:
    """The files of a folder, one file, or a dotted module."""
    path = Path(where)
    if path.is_dir():
        return [p for p in sorted(path.glob("*.py")) if p.name != "__init__.py" and _derives(p)]
    if path.is_file():
        return [path]
    if path.suffix == ".py" or "/" in where or "\\" in where:
        near = get_close_matches(path.name, [p.name for p in path.parent.glob("*.py")], 1)
        raise TargetError(f"there is no file {where}" + (f": did you mean {path.parent/near[0]}?" if near else ""))
    return [where]


def _derives(path: Path) -> bool:
    """Does a file in a folder look like a derivation module, or like one of figures?  Others are not run."""
    return states_claims(path) or "@figure(" in _text(path)


def states_claims(path: Path) -> bool:
    """Does a file look like a derivation module?  It is read, not run."""
    text = _text(path)
    return "proofs" in text and re.search(r"@(\w+\.)*claim\(", text) is not None


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace")


def _claims_of(where: Path | str) -> list[Claim]:
    from ..claims.claim import REGISTRY
    from .bytecode import from_sources

    from_sources()  # from here on: the engine and SymPy are what was installed
    name = _import_name(where) if isinstance(where, Path) else where
    if isinstance(where, str) and importlib.util.find_spec(name.partition(".")[0]) is None:
        raise TargetError(f"there is no file, folder or module {where}")
    try:
        with redirect_stdout(sys.stderr):  # what a module prints is no part of the answer
            module = importlib.import_module(name)
    except ModuleNotFoundError as e:
        if isinstance(where, str) and e.name and f"{name}.".startswith(f"{e.name}."):  # not one that it imports
            raise TargetError(f"there is no file, folder or module {where}; a claim is named module:claim") from None
        raise
    if isinstance(where, Path) and Path(module.__file__ or "").resolve() != where.resolve():
        other = relative(module.__file__) if module.__file__ else "it is part of Python"
        raise NameTaken(f"another module has the name {name}: {other}; rename this file, or check it by itself")
    return sorted((c for c in REGISTRY.values() if c.module == name), key=lambda c: c.place.line)


def _import_name(path: Path) -> str:
    """The name under which a file is imported, its folder made importable."""
    path = path.resolve()
    names, folder = [path.stem], path.parent
    while (folder/"__init__.py").exists():
        names.insert(0, folder.name)
        folder = folder.parent
    if str(folder) not in sys.path:
        sys.path.insert(0, str(folder))
    return ".".join(names)


def _broken(where: Path | str, e: BaseException) -> Broken:
    if isinstance(e, TargetError):
        raise e
    file = str(where)
    if isinstance(e, SyntaxError):
        return Broken(e.filename or file, e.lineno or 1, f"{type(e).__name__}: {e.msg}")
    if isinstance(e, NameTaken):
        return Broken(file, 1, str(e))
    own = [f for f in traceback.extract_tb(e.__traceback__) if isinstance(where, Path) and Path(f.filename) == where.resolve()]
    return Broken(file, own[-1].lineno or 1 if own else 1, _why(e))


def _why(e: BaseException) -> str:
    """What stopped a module, in words."""
    import proofs

    from ..claims.places import SLIPS, slip
    from ..language.errors import AuthorError

    if isinstance(e, AuthorError):
        return e.message
    missing = re.match(r"cannot import name '(\w+)' from 'proofs'", str(e)) if isinstance(e, ImportError) else None
    if missing is not None:
        folded = {n.lower(): n for n in proofs.__all__}
        near = get_close_matches(missing[1].lower(), folded, 1, 0.5)
        return f"proofs has no {missing[1]}" + (f": did you mean {folded[near[0]]}?" if near else "")
    return slip(e) if isinstance(e, SLIPS) else f"{type(e).__name__}: {e}"


def _named(name: str, found: list[Claim], where: str) -> Claim:
    for c in found:
        if name in (c.name, c.id):
            return c
    near = get_close_matches(name, [c.name for c in found], 1)
    known = ", ".join(c.name for c in found) or "none"
    raise TargetError(f"{where} has no claim {name}" + (f": did you mean {near[0]}?" if near else f"; it has {known}"))


def relative(file: str) -> str:
    """A path as a reader here would write it."""
    try:
        return Path(file).resolve().relative_to(Path.cwd()).as_posix()
    except ValueError:
        return file


def cited_by(claims: Iterable[Claim]) -> Iterator[tuple[Claim, Claim]]:
    """Pairs (claim, claim it rests on)."""
    for c in claims:
        for other in c.cited:
            yield c, other
