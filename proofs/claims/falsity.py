"""A line that is false where it stands: the values that show it, for the message of its failure."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction
from itertools import islice

from ..kernel import Term
from ..language.errors import NotWritten
from ..tactics.context import Context
from .evaluate import Evaluator, Undefined, Unknown, plausible
from .outcome import Refuted
from .ranges import Failure
from .refute import environment_of, refuted_at
from .sequent import Sequent
from .trials import candidates

MAX_SAMPLES, MAX_TRIALS = 80, 6


def false_line(s: Sequent, ctx: Context, goal: Term) -> tuple[Refuted, str] | None:
    """A refutation of the goal under all that is assumed where it stands, with words; None when none was found.

    That none was found says nothing about the line.
    """
    assumed = dict.fromkeys(h for th in ctx.facts for h in sorted(th.hyps, key=str))
    line = replace(s, hypotheses=tuple(assumed), statement=goal)
    tried = 0
    for data in islice(candidates(line), MAX_SAMPLES):
        env = environment_of(line, data)
        if tried < MAX_TRIALS and plausible(line, env):
            tried += 1
            try:
                found = refuted_at(line, data)
            except (*Failure, NotWritten):
                continue
            return found, _in_words(found, goal, env)
    return None


def _in_words(found: Refuted, goal: Term, env: dict[str, object]) -> str:
    """As "it is false at x = 1: the left side is 2, the right side 1"."""
    values = ", ".join(f"{_plain(a)} = {_plain(b)}" for a, b in found.values)
    at = f" at {values}" if values else ""
    return f"it is undefined{at}" if found.undefined else f"it is false{at}{_sides(goal, env)}"


def _sides(goal: Term, env: dict[str, object]) -> str:
    """The values of the two sides, where they are numbers."""
    if goal.op not in ("eq", "le", "lt"):
        return ""
    try:
        left, right = (Evaluator(env).of(t) for t in goal.args)
    except (Unknown, Undefined, ArithmeticError):
        return ""
    exact = isinstance(left, int | Fraction) and isinstance(right, int | Fraction)
    return f": the left side is {left}, the right side {right}" if exact else ""


def _plain(latex: str) -> str:
    """A name or number without LaTeX."""
    shown = re.sub(r"\\frac\{(-?\d+)\}\{(\d+)\}", r"\1/\2", latex)
    return re.sub(r"\s+", " ", re.sub(r"[\\{}$]", "", shown.replace(r"\left", "").replace(r"\right", ""))).strip()
