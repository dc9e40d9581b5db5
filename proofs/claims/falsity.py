"""A line that is false where it stands: the values that show it, for the message of its failure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import chain, islice

from ..kernel import FALSE, Term
from ..language.errors import NotWritten
from ..language.show import text
from ..tactics.budget import within
from ..tactics.context import Context
from ..tactics.prover import attempt
from .evaluate import Evaluator, Undefined, Unknown, plausible, truth
from .outcome import Refuted
from .ranges import Failure
from .refute import refuted_at
from .sequent import Sequent
from .trials import candidates, environment_of, laws
from .values import values_text

MAX_SAMPLES, MAX_TRIALS = 80, 6
LONG = 80  # bits
EFFORT = 100_000  # in units of `budget`


@dataclass(frozen=True)
class Falsity:
    """A refutation; `at`: the values, as " at x = 1", and `sides`: what the two sides are there."""

    refuted: Refuted
    at: str
    sides: str

    @property
    def words(self) -> str:
        return f"it is {'undefined' if self.refuted.undefined else 'false'}{self.at}{self.sides}"


def false_line(s: Sequent, ctx: Context, goal: Term, turned: bool = False) -> Falsity | None:
    """A refutation of the goal under all that is assumed where it stands, with words; None when none was found.

    `turned`: the author wrote b ≥ a for the goal a ≤ b.
    That none was found says nothing about the line.
    """
    assumed = dict.fromkeys(h for th in ctx.facts for h in sorted(th.hyps, key=str))
    line = replace(s, hypotheses=tuple(assumed), statement=goal)
    tried = 0
    for data in chain(islice(candidates(line), MAX_SAMPLES), islice(laws(line), MAX_SAMPLES)):
        env = environment_of(line, data)
        if tried < MAX_TRIALS and plausible(line, env):
            tried += 1
            try:
                with within(10*EFFORT):
                    found = refuted_at(line, data)
            except (*Failure, NotWritten):
                continue
            shown = values_text(line, data)
            return Falsity(found, f" at {shown}" if shown else "", "" if found.undefined else _sides(goal, env, turned))
    return None


def _sides(goal: Term, env: dict[str, object], turned: bool) -> str:
    """The values of the two sides, where they are numbers."""
    if goal.op not in ("eq", "le", "lt"):
        return ""
    try:
        left, right = (Evaluator(env).of(t) for t in (reversed(goal.args) if turned else goal.args))
    except (Unknown, Undefined, ArithmeticError, TypeError):
        return ""
    return f": the left side is {_short(left)}, the right side {_short(right)}" if _short(left) and _short(right) else ""


def _short(x: object) -> str:
    """A number for a message: exact, or about, when it is long or a root."""
    if isinstance(x, int | Fraction) and x.numerator.bit_length() + x.denominator.bit_length() < LONG:
        return str(x)
    try:
        return f"about {float(x):.4g}" if isinstance(x, int | Fraction | float) else ""
    except OverflowError:
        return "too large to print"


def empty(s: Sequent, reason: str) -> str:
    """Why no instance of the hypotheses was found: those that contradict each other, or one that no small values satisfy."""
    with within(EFFORT):
        absurd = attempt(s.context(), FALSE)
    if absurd is not None:
        against = [h for h in s.hypotheses if h in absurd.hyps]
        return f"the claim is empty, for its hypotheses contradict each other:  {_listed(s, against)}"
    samples = [environment_of(s, data) for data in islice(candidates(s), MAX_SAMPLES)]
    for n, h in enumerate(s.hypotheses, 1):
        kept = [env for env in samples if truth(h, env) is not False]
        if not kept:
            together = f", together with  {_listed(s, s.hypotheses[:n - 1])}" if n > 1 else ""
            return (f"nothing shows that the claim is not empty: no small values satisfy  {_listed(s, [h])}{together}; "
                    "give example={…}")
        samples = kept
    return f"nothing shows that the claim is not empty: {reason}"


def _listed(s: Sequent, hypotheses: Sequence[Term]) -> str:
    return ",  ".join(text(h, s.hints) for h in hypotheses)
