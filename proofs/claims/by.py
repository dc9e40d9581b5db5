"""The engine's reasons, as names: `by.linearity`, `by.algebra`, …  Each prints its own words in the margin."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ..kernel import Term
from ..tactics.normalise import Conversion
from ..theories import absolute as _absolute
from ..theories import binomials as _binomials
from ..theories import chance as _chance
from ..theories import choices as _choices
from ..theories import counting as _counting
from ..theories import events as _events
from ..theories import exchange as _exchange
from ..theories import expectation as _expectation
from ..theories import exponentials as _exponentials
from ..theories import exponents as _exponents
from ..theories import extrema as extrema  # its facts about maxima
from ..theories import factorials as _factorials
from ..theories import near_slopes as _near_slopes  # noqa: F401  (derivative(…) and gradient(…) get their meaning)
from ..theories import power_bounds as _power_bounds  # noqa: F401  (where powers lie, for order)
from ..theories import powers as _powers
from ..theories import products as _products  # noqa: F401  (signs of products, for order)
from ..theories import quotients as _quotients  # noqa: F401  (division with remainder, for order)
from ..theories import random as _random
from ..theories import ranges as _ranges
from ..theories import relu as _relu
from ..theories import rounding as _rounding
from ..theories import single as _single
from ..theories import sizes as _sizes
from ..theories import sums as _sums
from ..theories import symmetry as _symmetry
from ..theories import vectors as _vectors
from ..theories import vocabulary as _vocabulary
from ..theories import words as _words  # noqa: F401  (SymPy's words get their meaning)


@dataclass(frozen=True, eq=False)
class Reason:
    """A rule of the engine: conversions it switches on, constants it opens.  `routine` ones need not be named."""

    name: str
    label: str
    conversions: tuple[Conversion, ...] = ()
    unfold: frozenset[Term] = frozenset()
    routine: bool = False
    note: str = ""

    def __repr__(self) -> str:
        return f"by.{self.name}"


@dataclass(frozen=True, eq=False)
class witness:
    """A value for what a “there is …” asserts, as a reason; the outermost first."""

    value: Any

    def __repr__(self) -> str:
        return f"by.witness({self.value})"


algebra = Reason("algebra", "algebra", routine=True)
powers = Reason("powers", "laws of powers", routine=True)
order = Reason("order", "order", routine=True)
cancel = Reason("cancel", "cancel a nonzero factor", routine=True)
square = Reason("square", "a square is nonnegative, and 0 only at 0", routine=True, note="square")
vanishing = Reason("vanishing", "a sum of nonnegative terms is 0 only if all are", routine=True, note="vanishing")
sums = Reason("sums", "linearity of sums", (_sums.linear,))
constant_term = Reason("constant_term", "equal terms", (_sums.linear,))
first_term = Reason("first_term", "first term", (_sums.emptied, _sums.first_term))
last_term = Reason("last_term", "last term", (_sums.emptied, _sums.last_term))
shift = Reason("shift", "index shift", (_sums.shifted,))
empty = Reason("empty", "empty sum and product", (_sums.emptied,))
termwise = Reason("termwise", "termwise", routine=True, note="termwise")
exchange = Reason("exchange", "order of summation", (_sums.linear, _exchange.exchanged))
square_of_sum = Reason("square_of_sum", "square of a sum", (_random.square_of_sum,))
diagonal = Reason("diagonal", "only equal indices remain", (_single.diagonal,))
linearity = Reason("linearity", r"linearity of $\mathbb{E}$", (_random.linear,))
counting = Reason("counting", "counting", (_counting.counted,), note="counting")
independence = Reason("independence", "independence", (_random.independence,))
pascal = Reason("pascal", "Pascal's rule", (_binomials.rule,))
factorial = Reason("factorial", "factorials", (_factorials.rule,))
symmetry = Reason("symmetry", "symmetry", (_symmetry.symmetry,))
maximum = Reason("maximum", "a maximum is the least upper bound", routine=True)
domination = Reason("domination", "domination", routine=True)
choice = Reason("choice", "the case that applies", (_choices.decided,))
floors = Reason("floors", "the floor of an integer", (_rounding.at_number, _rounding.at_integer))
exponential = Reason("exponential", "exponential of a sum", (_exponents.exp_of_sum,))
root = Reason("root", "square root", (_powers.root,))
exponential = Reason("exponential", "exponential of a sum", (_exponents.exp_of_sum,))
relu = Reason("relu", "ReLU", (_relu.relu,))
absolute = Reason("absolute", "absolute value", (_absolute.absolute,), routine=True)
completing_the_square = Reason("completing_the_square", "completing the square", (_sums.linear,),
                               frozenset((_vectors.DOT, _vectors.NORM2)))
indicator = Reason("indicator", "indicators", (_events.indicator,))
probability = Reason("probability", "definition of the probability", (), _chance.CHANCE)
conditional = Reason("conditional", "definition of the conditional mean", (), _chance.GIVEN)
products = Reason("products", "laws of products", (_ranges.gathered,))
variance = Reason("variance", "definition of the variance", (), frozenset((_expectation.VAR,)))
norm = Reason("norm", "definition of the inner product", (), frozenset((_vectors.DOT, _vectors.NORM2)))
evaluation = Reason("evaluation", "evaluation",
                    (_sums.emptied, _sums.last_term, _binomials.column, _relu.relu, _absolute.absolute, _powers.root),
                    frozenset((_vectors.DOT, _vectors.NORM2, _vocabulary.MAX, _vocabulary.MIN)), note="evaluation")
exponents = Reason("exponents", "products and powers of exponentials", (_exponents.gathered, _exponentials.logarithm))
limits = Reason("limits", "algebra of limits", note="limits")
squeeze = Reason("squeeze", "squeeze", note="squeeze")
limit_order = Reason("limit_order", "limits keep order", note="limit_order")
bounded = Reason("bounded", "sums of nonnegative terms with one bound", note="bounded")
unbounded = Reason("unbounded", "a sequence that grows and has no bound", note="unbounded")
size = Reason("size", "absolute value of a product", (_sizes.product,))
contradiction = Reason("contradiction", "contradiction", note="contradiction")
derivative = Reason("derivative", "rules of differentiation", unfold=frozenset((_vectors.DOT, _vectors.NORM2)),
                    note="derivative")
locality = Reason("locality", "derivatives are local", note="locality")
uniqueness = Reason("uniqueness", "a function has one derivative", note="uniqueness")
monotone = Reason("monotone", "a function with a slope that is nowhere negative grows", note="monotone")
gap = Reason("gap", "gap", note="gap")

_BY_NAME = {r.name: r for r in list(globals().values()) if isinstance(r, Reason)}
names = tuple(sorted(_BY_NAME))

