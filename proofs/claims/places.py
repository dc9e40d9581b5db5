"""Where a step stands in the author's file: taken from the calling frame, free of source reading."""

from __future__ import annotations

import linecache
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from ..language.errors import AuthorError, NotWritten

# What a slip in a derivation raises: a misspelt name, a tuple too short, what SymPy will not build
# (SympifyError is a ValueError).
SLIPS = (ArithmeticError, AttributeError, LookupError, NameError, TypeError, ValueError)


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
        raise NotWritten(f"{type(e).__name__}: {e}", Place(place.file, lines[-1] if lines else place.line)) from e
