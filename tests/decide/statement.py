"""A statement of the public suite: what is asked, where it comes from, and what is true of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Written = Callable[[], Any]


@dataclass(frozen=True)
class Statement:
    """truth: "true", "false", "undefined" (it divides by what may be 0), or "conditional": true with `needs`, and
    false or undefined without.  `undecided`: the truth is known to us, the search does not find it yet."""

    name: str
    truth: str
    origin: str
    statement: Written
    given: Written | tuple[()] = ()
    needs: Written | None = None
    undecided: bool = False

    def questions(self) -> list[tuple[Any, str]]:
        """Each question that the suite asks, as its hypotheses, with the verdicts that are right for it."""
        if self.truth == "conditional":
            more = (*self._listed(), self.needs)
            return [(list(more), "Proved"), (self._listed(), "Refuted")]
        return [(self._listed(), "Proved" if self.truth == "true" else "Refuted")]

    def _listed(self) -> list[Any]:
        return [] if self.given == () else [self.given]
