"""Where an order comes closest to failing: from good points downhill, step by step, in exact fractions.

Only what is proposed is used: the values are evaluated again, and then by the kernel.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import islice, permutations
from typing import Any

import sympy as sp

from ..kernel import INT, REAL, Term
from .evaluate import Evaluator, Undefined, Unknown, Work, environment, truth
from .sequent import Sequent

MAX_STARTS, MAX_VARIABLES, MAX_EVALUATIONS, SAMPLES = 3, 4, 400, 60
STEPS = tuple(Fraction(*pq) for pq in ((2, 1), (1, 1), (1, 2), (1, 4), (1, 10), (1, 50)))
Point = tuple[Fraction, ...]


def lowest(s: Sequent, asked: list[Term], tries: Iterator[dict[Any, Any]]) -> Iterator[dict[str, Any]]:
    """Points where the difference of the two sides is as small as it becomes, the least ones of each descent."""
    if s.statement.op not in ("le", "lt") or not asked or len(asked) > MAX_VARIABLES or any(
            x.type not in (INT, REAL) for x in asked) or all(x.type is INT for x in asked):
        return
    found = _Slack(s, asked)
    starts = []
    for data in islice(tries, SAMPLES):
        point = tuple(Fraction(int(v.p), int(v.q)) for v in (data[x.data[0]] for x in asked))
        height = found.at(point)
        if height is not None:
            starts.append((height, point))
    for _, point in sorted(starts)[:MAX_STARTS]:
        yield {x.data[0]: sp.Rational(v.numerator, v.denominator) for x, v in zip(asked, found.descended(point), strict=True)}


class _Slack:
    """The greater side less the other, where the hypotheses hold."""

    def __init__(self, s: Sequent, asked: list[Term]) -> None:
        self.s, self.asked, self.left = s, asked, MAX_EVALUATIONS

    def at(self, point: Point) -> Fraction | float | None:
        env = environment({x.data[0]: v for x, v in zip(self.asked, point, strict=True)})
        if any(truth(h, env) is not True for h in self.s.hypotheses):
            return None
        e = Evaluator(env)
        try:
            gap: Fraction | float = e.of(self.s.statement.args[1]) - e.of(self.s.statement.args[0])
        except (Undefined, Unknown, TypeError, KeyError, OverflowError):
            return None
        finally:
            Work.steps += e.steps
        return gap

    def descended(self, point: Point) -> Point:
        """Where no step leads further down."""
        here = self.at(point)
        for size in STEPS:
            moved = True
            while moved and here is not None and here >= 0 and self.left > 0:
                moved = False
                for there in self._around(point, size):
                    self.left -= 1
                    height = self.at(there)
                    if height is not None and height < here:
                        point, here, moved = there, height, True
                        break
        return point

    def _around(self, point: Point, size: Fraction) -> Iterator[Point]:
        """One coordinate changed, then one more and another one less or more."""
        sizes = [size if x.type is not INT else Fraction(max(1, int(size))) for x in self.asked]
        for i, d in enumerate(sizes):
            for move in (d, -d):
                yield (*point[:i], point[i] + move, *point[i + 1:])
        for i, j in permutations(range(len(point)), 2):
            for sign in (1, -1):
                yield tuple(v + (sizes[i] if k == i else sign*sizes[j] if k == j else 0) for k, v in enumerate(point))
