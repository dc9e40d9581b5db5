"""How many: `count(S*i + K <= W, (i, 0, W))` is the number of i in the range for which the condition holds."""

from __future__ import annotations

from typing import Any

import sympy as sp

from .errors import NotWritten
from .symbols import Node
from .wording import said


class count(Node):
    """The number of i in a range for which a condition holds."""

    def __new__(cls, condition: Any, *ranges: Any) -> Any:
        if len(ranges) != 1 or not isinstance(ranges[0], (tuple, sp.Tuple)) or len(ranges[0]) != 3:
            raise NotWritten("count(…) takes a condition and one range: count(S*i + K <= W, (i, 0, W))")
        if not isinstance(condition, sp.logic.boolalg.Boolean):
            raise NotWritten(f"count(…) counts where a condition holds, and {said(condition)} is none")
        return sp.Basic.__new__(cls, condition, sp.Tuple(*ranges[0]))

    @property
    def free_symbols(self) -> set[Any]:
        condition, (index, low, high) = self.args
        found: set[Any] = low.free_symbols | high.free_symbols | (condition.free_symbols - {index})
        return found
