"""Values by their height: all integers, and all fractions, up to a bound that grows; where no other values refute."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count, product
from math import gcd
from typing import Any

import sympy as sp

from ..kernel import INT, Term
from ..tactics.build import le
from .sequent import Sequent
from .trials import Data, choices_of, unknowns

FEW = [sp.Integer(1), sp.Integer(2), sp.Integer(-1), sp.Integer(0)]  # members of families, and what else is no number


def by_height(s: Sequent) -> Iterator[Data]:
    """Every number, the largest of the heights growing: with one unknown far out, with several near 0."""
    asked = unknowns(s)
    numbers = [x for x in asked if x.type.name]
    if not numbers:
        return
    others = {x: choices_of(s, x, FEW) for x in asked if not x.type.name}
    for most in count():
        for levels in product(range(most + 1), repeat=len(asked)):
            if max(levels) == most and any(level == most for x, level in zip(asked, levels, strict=True) if x.type.name):
                choices = [others[x][level:level + 1] if x in others else _numbers(s, x, level)
                           for x, level in zip(asked, levels, strict=True)]
                for pick in product(*choices):
                    yield {key: v for data in pick for key, v in data.items()}


def _numbers(s: Sequent, x: Term, height: int) -> list[Data]:
    """The numbers of a height: ±h, and for a real number the fractions whose larger part is h; none below 0 where 0 ≤ x."""
    found: list[Any] = [sp.Integer(height)]
    if x.type is not INT:
        found += [q for k in range(1, height) if gcd(k, height) == 1 for q in (sp.Rational(k, height), sp.Rational(height, k))]
    if height and le(0, x) not in s.hypotheses:
        found += [-q for q in found]
    return [{x.data[0]: q} for q in found]
