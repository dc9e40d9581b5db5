"""What a false statement amounts to at the values that refute it: the part that is false, its sides as numbers, each proved."""

from __future__ import annotations

from dataclasses import dataclass

from ..kernel import INT, Term, defined, normal
from ..language.show import Show
from ..tactics.budget import within
from ..tactics.build import conjuncts, integer
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
TRIED = (1, 0, 2, 3, -1)  # for the letters of a formula that holds for all


def outcome(s: Sequent, data: Data) -> str:
    """As "Then the left side is $0$, the right side $1$."; else which formula is false.  Hypotheses hold, if there are any."""
    false = _False(s.statement, closed_values(s.hints.symbols, data, needed(s)), Show(s.hints)).narrowed()
    where = f"for ${'$, $'.join(false.letters)}$" if false.letters else ""
    if not (sides := false.sides()):
        words = f"{where}, {false.words()}".removeprefix(", ")
        return f"The hypotheses hold, but {words}." if s.by_hypothesis else f"Then {words}."
    left, right = sides
    what = f"both sides are ${left}$" if left == right else f"the left side is ${left}$, the right side ${right}$"
    words = " ".join(filter(None, [where, f"in ${false.shown}$" if false.of_several else "", what]))
    return f"The hypotheses hold, and {words}." if s.by_hypothesis else f"Then {words}."


def undefined(s: Sequent, data: Data) -> str:
    """As "There $1 - q^t = 0$, so the statement is undefined."."""
    values, show = closed_values(s.hints.symbols, data, needed(s)), Show(s.hints)
    owed = [p for p in conjuncts(defined(s.statement, s.domains)) if p.op == "not" and p.args[0].op == "eq"]
    zero = next((f"${show.show(p.args[0])}$, so" for p in owed if _denied(p, values)), "")
    return f"There {zero} the statement is undefined.".replace("  ", " ")


@dataclass(frozen=True)
class _False:
    """A false formula: values for its letters, how it is printed, and which of them a formula around it is said for all of."""

    formula: Term
    values: dict[Term, Term]
    show: Show
    letters: tuple[str, ...] = ()
    of_several: bool = False

    @property
    def shown(self) -> str:
        return self.show.show(self.formula)

    def narrowed(self) -> _False:
        """The part of it that is false: a member of a conjunction, what is said of all at one of them."""
        match self.formula.op:
            case "and":
                for part in conjuncts(self.formula):
                    if _denied(part, self.values):
                        return _False(part, self.values, self.show, self.letters, True).narrowed()
            case "imp" if self.letters:
                return _False(self.formula.args[1], self.values, self.show, self.letters, self.of_several).narrowed()
            case "all" if self.formula.args[0].data is INT:
                v, name, body = self.show.opened(self.formula.args[0])
                for x in map(integer, TRIED):
                    if _denied(body, {**self.values, v: x}):
                        at = f"{name} = {self.show.show(x)}"
                        return _False(body, {**self.values, v: x}, self.show, (*self.letters, at), self.of_several).narrowed()
        return self

    def words(self) -> str:
        """That it is false; of two formulas that are said to hold together, which of them does."""
        if self.formula.op == "iff":
            for no, yes in (self.formula.args, self.formula.args[::-1]):
                if _denied(no, self.values):
                    return f"${self.show.show(no)}$ is false, and ${self.show.show(yes)}$ holds"
        shown = self.shown.removesuffix("}").rstrip() + "}" if self.shown.endswith(" }") else self.shown
        return f"it is false that ${shown}$" if r"\text{" in shown else f"${shown}$ is false"

    def sides(self) -> tuple[str, ...]:
        """Left and right as they are printed; empty where one of them is no short number."""
        if self.formula.op not in ("eq", "le", "lt"):
            return ()
        try:
            with within(WORK):
                found = [rhs(evaluate(Context(), normal(at_values(t, self.values), None))) for t in self.formula.args]
        except Failure:
            return ()
        shown = [self.show.show(t) for t in found if _is_number(t)]
        if len(shown) < 2 or max(map(len, shown)) > LONG:
            return ()
        return tuple(reversed(shown)) if self.formula in self.show.hints.flipped else tuple(shown)


def _denied(part: Term, values: dict[Term, Term]) -> bool:
    try:
        with within(WORK):
            return deny(Context(), at_values(part, values)) is not None
    except Failure:
        return False


def _is_number(t: Term) -> bool:
    return t.op in NUMBERS and (t.op == "num" or all(map(_is_number, t.args)))
