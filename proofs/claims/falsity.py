"""A line that is false where it stands: the values that show it, for the message of its failure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import chain, islice
from typing import Any

from ..kernel import FALSE, Term
from ..language.errors import NotWritten
from ..language.show import text
from ..language.symbols import At
from ..tactics.budget import within
from ..tactics.context import Context
from ..tactics.prover import attempt
from .evaluate import Evaluator, Undefined, Unknown, plausible, truth
from .outcome import Refuted
from .ranges import Failure
from .refute import refuted_at
from .sequent import Sequent
from .trials import candidates, environment_of, laws, needed

MAX_SAMPLES, MAX_TRIALS = 80, 6
WORDS = {2: "two", 3: "three", 4: "four"}
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
                found = refuted_at(line, data)
            except (*Failure, NotWritten):
                continue
            shown = at_values(line, data)
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


def at_values(s: Sequent, data: dict[Any, Any]) -> str:
    """As "x = 1, a[1] = 0, otherwise a[i] = 1"; of what is random the values on equally likely outcomes."""
    printed = {x.data[0]: text(x, s.hints) for x in needed(s) if x not in s.hints.symbols}
    shapes = {x.name: "[i]" for x in s.hints.symbols.values() if x.kind in ("family", "vector")}
    cells: dict[str, list[str]] = {}
    for key, v in data.items():
        if isinstance(key, At):
            name, indices = key.args[0].name, ", ".join(map(str, key.args[1:]))
            cells.setdefault(name, []).append(f"{name}[{indices}] = {_value(v)}")
    parts = []
    for key, v in sorted(data.items(), key=lambda item: isinstance(item[1], tuple)):
        if not isinstance(key, At):
            name = getattr(key, "name", str(key))
            member = name + shapes[name] if name in shapes else printed.get(name, name)
            single = cells.pop(name, [])
            given = callable(v) and not hasattr(v, "free_symbols")
            parts += [*single, f"{'otherwise ' if single else ''}{member} {'as in example=' if given else '= ' + _value(v)}"]
    outcomes = [len(v) for v in data.values() if isinstance(v, tuple)]
    said = ", ".join([*parts, *[c for rest in cells.values() for c in rest]])
    return f"{said} on {WORDS.get(max(outcomes), max(outcomes))} equally likely outcomes" if outcomes else said


def _value(v: Any) -> str:
    return f"({', '.join(map(str, v))})" if isinstance(v, tuple) else str(v)


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
