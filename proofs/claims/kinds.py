"""The kinds of values that a search for refutations looks at, in this order, after small ones."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from .curves import curves
from .equation_values import distant
from .heights import by_height
from .lowest import lowest
from .sequent import Sequent
from .trials import (
    Data,
    bounded,
    candidates,
    corners,
    far,
    laws,
    mixed,
    single,
    solved,
    unknowns,
    vanishing,
    wide,
)
from .values import needed

KINDS: list[Callable[[Sequent], Iterator[Data]]] = [
    curves, laws, solved, corners, single, vanishing, lambda s: distant(needed(s)), far, bounded, mixed, wide,
    lambda s: lowest(s, unknowns(s), candidates(s)), by_height]
