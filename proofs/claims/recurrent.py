"""Values worth trying where the hypotheses contain recurrences: families that satisfy them."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from fractions import Fraction

import sympy as sp

from ..kernel import INT
from .closed_values import closed_values
from .recursions import Law, Solution, System, Unfit, laws_of, starts_of
from .sequent import Sequent
from .trials import NUMBERS, Data, choices_of, environment_of, merged, pulses, symbol_of, unknowns

STEPS = [sp.Integer(4), sp.Integer(5), sp.Integer(6)]
FACTORS = [sp.Integer(-2)]
FREE: list[Callable[[int, int], Fraction]] = [  # the second one differs from family to family
    lambda u, m: Fraction(1), lambda u, m: Fraction(u), lambda u, m: Fraction(2), lambda u, m: Fraction(-1),
    lambda u, m: Fraction(1, 2), lambda u, m: Fraction(m), lambda u, m: Fraction(-m)]
FREE_START = "the members at the start of which nothing is known"


def recurrent(s: Sequent) -> Iterator[Data]:
    """Families that satisfy the recurrences among the hypotheses, orders as equations first and then not."""
    given = laws_of(s)
    yield from _solving(s, given)
    apart = laws_of(s, True)
    if [law.right for law in apart] != [law.right for law in given]:
        yield from _solving(s, apart)


def _solving(s: Sequent, given: list[Law]) -> Iterator[Data]:
    families = [law.family for law in given]
    others = [x for x in unknowns(s) if x not in families]
    if not given or any(symbol_of(s, x) is None for x in families):
        return
    starts = starts_of(s, given)
    choices = [[*choices_of(s, x, [*NUMBERS, *(STEPS if x.type is INT else FACTORS)]), *pulses(s, x)] for x in others]
    for data in merged([*choices, [{FREE_START: c} for c in FREE]]):
        free = data.pop(FREE_START)
        try:
            values = functools.partial(closed_values, s.hints.symbols, data, others)
            system = System(given, starts, values, environment_of(s, data), free)
        except Unfit:
            return
        yield {**data, **{u.data[0]: Solution(system, u) for u in families}}
