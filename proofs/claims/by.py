"""The engine's reasons, as names: `by.linearity`, `by.algebra`, …  Each prints its own words in the margin."""

from __future__ import annotations

from dataclasses import dataclass

from ..kernel import Term
from ..tactics.normalise import Conversion
from ..theories import expectation, powers, random, single, sums, vectors, vocabulary
from ..theories import relu as _relu


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


algebra = Reason("algebra", "algebra", routine=True)
powers_ = Reason("powers", "laws of powers", routine=True)
order = Reason("order", "order", routine=True)
cancel = Reason("cancel", "cancel a nonzero factor", routine=True)
square = Reason("square", "a square is nonnegative, and 0 only at 0", routine=True, note="square")
sums_ = Reason("sums", "linearity of sums", (sums.linear,))
constant_term = Reason("constant_term", "equal terms", (sums.linear,))
first_term = Reason("first_term", "first term", (sums.emptied, sums.first_term))
last_term = Reason("last_term", "last term", (sums.emptied, sums.last_term))
shift = Reason("shift", "index shift", (sums.shifted,))
empty = Reason("empty", "empty sum and product", (sums.emptied,))
termwise = Reason("termwise", "termwise", routine=True, note="termwise")
square_of_sum = Reason("square_of_sum", "square of a sum", (random.square_of_sum,))
diagonal = Reason("diagonal", "only equal indices remain", (single.diagonal,))
linearity = Reason("linearity", r"linearity of $\mathbb{E}$", (random.linear,))
independence = Reason("independence", "independence", (random.independence,))
symmetry = Reason("symmetry", "symmetry", (random.symmetry,))
domination = Reason("domination", "domination", routine=True)
root = Reason("root", "square root", (powers.root,))
relu = Reason("relu", "ReLU", (_relu.relu,))
absolute = Reason("absolute", "absolute value", unfold=frozenset((vocabulary.table.ABS,)))
completing_the_square = Reason("completing_the_square", "completing the square", (sums.linear,),
                               frozenset((vectors.DOT, vectors.NORM2)))
variance = Reason("variance", "definition of the variance", (), frozenset((expectation.VAR,)))
norm = Reason("norm", "definition of the inner product", (), frozenset((vectors.DOT, vectors.NORM2)))
evaluation = Reason("evaluation", "evaluation", (sums.emptied, sums.last_term, _relu.relu, powers.root),
                    frozenset((vectors.DOT, vectors.NORM2, vocabulary.MAX, vocabulary.MIN)), note="evaluation")
gap = Reason("gap", "gap", note="gap")

_BY_NAME = {r.name: r for r in list(globals().values()) if isinstance(r, Reason)}
powers = powers_  # type: ignore[assignment]
sums = sums_  # type: ignore[assignment]
names = tuple(sorted(_BY_NAME))

