"""What a false statement amounts to at the values that refute it: the part that is false, its sides as numbers, each proved."""

from __future__ import annotations

from ..kernel import Term, normal
from ..language.show import latex
from ..tactics.budget import within
from ..tactics.build import conjuncts
from ..tactics.context import Context
from ..tactics.derive import rhs
from .closed_values import closed_values
from .instances import at_values, deny, evaluate
from .ranges import Failure
from .sequent import Sequent
from .trials import Data
from .values import needed

WORK = 100_000  # in units of `budget`
NUMBERS = {"num", "neg", "add", "sub", "mul", "div", "real", "sqrt", "exp", "log", "pow"}  # what a closed number is made of
LONG = 60  # characters of LaTeX


def outcome(s: Sequent, data: Data) -> str:
    """As "Then the left side is $0$, the right side $1$."; else which formula is false.  Hypotheses hold, if there are any."""
    values = closed_values(s.hints.symbols, data, needed(s))
    false = _false(s.statement, values)
    hold = "The hypotheses hold" if s.by_hypothesis else ""
    sides = _sides(s, false, values) if false.op in ("eq", "le", "lt") else ()
    if not sides:
        shown = f"${latex(false, s.hints)}$ is false."
        return f"{hold}, but {shown}" if hold else f"Then {shown}"
    left, right = sides
    what = f"both sides are ${left}$" if left == right else f"the left side is ${left}$, the right side ${right}$"
    where = "" if false is s.statement else f"in ${latex(false, s.hints)}$ "
    return f"{hold}, and {where}{what}." if hold else f"Then {where}{what}."


def _false(statement: Term, values: dict[Term, Term]) -> Term:
    """The one part of a conjunction that is false, where only one is."""
    parts = conjuncts(statement)
    false = [p for p in parts if len(parts) > 1 and _denied(p, values)]
    return false[0] if len(false) == 1 else statement


def _denied(part: Term, values: dict[Term, Term]) -> bool:
    try:
        with within(WORK):
            return deny(Context(), at_values(part, values)) is not None
    except Failure:
        return False


def _sides(s: Sequent, relation: Term, values: dict[Term, Term]) -> tuple[str, ...]:
    """Left and right as they are printed; empty where one of them is no short number."""
    try:
        with within(WORK):
            found = [rhs(evaluate(Context(), normal(at_values(side, values), None))) for side in relation.args]
    except Failure:
        return ()
    shown = [latex(t, s.hints) for t in found if _is_number(t)]
    if len(shown) < 2 or max(map(len, shown)) > LONG:
        return ()
    return tuple(reversed(shown)) if relation in s.hints.flipped else tuple(shown)


def _is_number(t: Term) -> bool:
    return t.op in NUMBERS and (t.op == "num" or all(map(_is_number, t.args)))
