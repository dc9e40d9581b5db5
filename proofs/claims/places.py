"""Where a step stands in the author's file: taken from the calling frame, free of source reading."""

from __future__ import annotations

import linecache
import sys
import traceback
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from types import ModuleType

from ..language.errors import AuthorError, NotWritten
from ..language.source import in_words

# What a slip in a derivation raises: a misspelt name, a tuple too short, what SymPy will not build
# (SympifyError is a ValueError), or what ends a script.
SLIPS = (ArithmeticError, AttributeError, LookupError, NameError, SystemExit, TypeError, ValueError)


@dataclass(frozen=True)
class Place:
    """file:line:column .. line:column."""

    file: str
    line: int
    end: int = 0
    col: int = 0
    end_col: int = 0

    @property
    def written(self) -> str:
        """The source text, looked up only when a message needs it."""
        rows = [linecache.getline(self.file, n) for n in range(self.line, max(self.end, self.line) + 1)]
        return "".join(rows).strip()

    def __str__(self) -> str:
        return f"{Path(self.file).name}:{self.line}"


def caller(depth: int) -> Place:
    """The place of the call that is `depth` frames up."""
    frame = sys._getframe(depth)
    spans = list(frame.f_code.co_positions())
    line, end, col, end_col = spans[frame.f_lasti // 2]
    if line is None or col is None:  # column data switched off
        return Place(frame.f_code.co_filename, frame.f_lineno)
    return Place(frame.f_code.co_filename, line, end or line, col, end_col or 0)


@contextmanager
def authored(place: Place) -> Iterator[None]:
    """Run an author's function: what Python or SymPy refuse there is the claim's error, at the author's own line."""
    try:
        yield
    except AuthorError:
        raise
    except SLIPS as e:
        lines = [f.lineno for f in traceback.extract_tb(e.__traceback__) if f.filename == place.file and f.lineno]
        raise NotWritten(slip(e), Place(place.file, lines[-1] if lines else place.line)) from e


def slip(e: BaseException) -> str:
    """A slip in words: of a misspelt name the near one."""
    from .proof import Proof

    if isinstance(e, SystemExit):
        return "it ends Python here (sys.exit): leave that out, or put it under  if __name__ == \"__main__\":"
    name = getattr(e, "name", None)
    if isinstance(e, NameError) and name:
        for package in ("proofs", "sympy"):
            if name in getattr(sys.modules.get(package), "__all__", ()):
                return f"there is no name {name} here: it needs  from {package} import {name}"
        frames = [f.f_globals | f.f_locals for f, _ in traceback.walk_tb(e.__traceback__)]
        return f"there is no name {name} here" + _near(name, frames[-1])
    if isinstance(e, AttributeError) and name and e.obj is not None:
        what = e.obj.__name__.rpartition(".")[2] if isinstance(e.obj, ModuleType) else getattr(e.obj, "written", "")
        if isinstance(e.obj, tuple) and name in dir(Proof):
            return f"several proofs have no .{name}: take them apart, as in  base, step = p.induction(t)"
        if what:
            methods = [n for n in dir(e.obj) if n[0] != "_" and callable(getattr(type(e.obj), n, None))]
            known = list(getattr(e.obj, "names", methods))
            return f"there is no {what}.{name}" + (_near(name, known, f"{what}.") or f": there are {', '.join(known)}")
        own = getattr(e.obj, "name", None)
        if isinstance(own, str):
            return f"{own} has no .{name}" + _near(name, [n for n in dir(e.obj) if n[0] != "_"], f"{own}.")
    return in_words(e)


def _near(name: str, known: Iterable[str], before: str = "") -> str:
    found = get_close_matches(name, [n for n in known if n.isidentifier()], 1)
    return f": did you mean {before}{found[0]}?" if found else ""
