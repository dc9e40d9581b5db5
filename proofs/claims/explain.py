"""What is said of a line that fails: the formula, values at which it is false or what remains open, and what would help."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..automatic.direct import subterms
from ..kernel import INT, PROP, REAL, Term, free_variables, substitute, var
from ..kernel import op as made
from ..language.errors import NotWritten
from ..tactics.build import add, neg, sub
from ..tactics.context import Context
from ..tactics.polynomial import Reading, monomial_key, real_monomial
from ..tactics.prover import attempt
from .advice import Advice, Said
from .falsity import Falsity, false_line
from .places import Place
from .reasons import Failure
from .steps import StepFailed

if TYPE_CHECKING:
    from .check import Checker


@dataclass(frozen=True)
class Written:
    """A line: what it says, its reasons, where it stands; `turned`: the author wrote b ≥ a for a ≤ b."""

    goal: Term
    reasons: tuple[Any, ...]
    place: Place
    turned: bool = False


def not_carried(checker: Checker, ctx: Context, line: Written, e: Exception) -> StepFailed:
    """The reasons of a line do not give it."""
    rows = [f"the reasons do not give  {checker.text(line.goal, line.turned)}"]
    found = false_line(checker.sequent, ctx, line.goal, line.turned)
    advice = Advice(checker, ctx).line(line.goal, line.reasons, found is not None) if checker.advises else Said("")
    if found is not None:
        rows.append(found.words)
    elif not advice.decisive:
        rows += _open(checker, ctx, line.goal, e)
        if checker.advises and rows[-1].startswith("the step is too large") and not advice.words:
            advice = Said(Advice(checker, ctx).endless(line.goal, line.reasons))
        elif checker.advises and not advice.words and (open_side := _side(e, line.goal)) is not None:
            advice = Said(Advice(checker, ctx).following(open_side))
    return _failed([*rows, advice.words], line.place, found)


def _open(checker: Checker, ctx: Context, goal: Term, e: Exception) -> list[str]:
    """Why the search stopped, and at what."""
    remains = getattr(e, "goal", None)
    rows = [getattr(e, "reason", str(e))]
    if remains is None or remains is goal:
        return rows
    if remains.type is not PROP:
        return [f"{rows[0]}: {checker.text(_as_named(checker, goal, remains))}"]
    shown = tidy(ctx, remains)
    found = false_line(checker.sequent, ctx, remains)
    false = "" if found is None else f", and that is false{found.at}"
    return [*rows, f"open: {checker.text(shown)}{false}"]


def _side(e: Exception, goal: Term) -> Term | None:
    """The condition at which the search stopped, when it is another one than the line."""
    remains: Term | None = getattr(e, "goal", None)
    return remains if remains is not None and remains is not goal and remains.type is PROP and remains.op != "eq" else None


def _as_named(checker: Checker, goal: Term, t: Term) -> Term:
    """A part of the goal, its index called as the author calls it."""
    own = [v for v in free_variables(t) if v.type is INT and not v.free <= goal.free]
    names = [checker.sequent.hints.names.get(f) for f in subterms(goal) if f.op == "lam" and f.data is INT]
    given = next((s for s in names if s is not None), None)
    return substitute(t, {own[0]: var(given.name, INT)}) if len(own) == 1 and given is not None else t


def undefined(checker: Checker, ctx: Context, t: Term | None, remains: Term, place: Place) -> StepFailed:
    """What a line owes that is not known, values at which it does not hold, and what to assume."""
    about = "the statement" if t is None else checker.text(t)
    rows = [f"{about} is not known to be defined: that needs {checker.condition(remains)}"]
    if unknown := stranger(checker, ctx, remains):
        return _failed([*rows, unknown], place, None)
    found = false_line(checker.sequent, ctx, remains) if remains.free else None
    if found is not None:
        rows.append(f"but it is false{found.at}")
    return _failed([*rows, Advice(checker, ctx).obligation(remains) if checker.advises else ""], place, None)


def uncovered(checker: Checker, ctx: Context, every: Term, e: Exception, place: Place) -> StepFailed:
    """Cases that leave something out."""
    rows = [f"the cases do not cover everything: nothing gives  {checker.text(every)}"]
    found = false_line(checker.sequent, ctx, every)
    rows += _open(checker, ctx, every, e) if found is None else [f"none of them holds{found.at}"]
    return _failed(rows, place, found)


def elsewhere(checker: Checker, ctx: Context, what: str, here: Term, there: Term, place: Place) -> NotWritten:
    """A chain that does not start, or end, where the claim does: where the two differ, or the line that is missing."""
    words = f"the chain {what} at {checker.text(here)}, the claim at {checker.text(there)}"
    if not checker.advises or here.type is not there.type:
        return NotWritten(words, place)
    if unknown := stranger(checker, ctx, here):
        return NotWritten(f"{words}\n    {unknown}", place)
    same = made("eq", here, there)
    found = false_line(checker.sequent, ctx, same)
    if found is not None:
        return NotWritten(f"{words}\n    they differ{found.at}", place)
    reasons = Advice(checker, ctx).carrying(same, ())
    if reasons is None:
        return NotWritten(words, place)
    line = "before it" if what == "starts" else "after it"
    carry = ", ".join(map(checker.name, reasons)) or "by.algebra"
    words += f"\n    a line with {checker.text(there)} {line} is missing; these reasons carry it:  {carry}"
    return NotWritten(words, place)


def stranger(checker: Checker, ctx: Context, t: Term) -> str:
    """That a symbol of a line stands neither in the claim nor in what is known: often the index of a sum, misspelt."""
    s = checker.sequent
    known = [*[f.free for f in (s.statement, *s.hypotheses)], *[h.free for th in ctx.facts for h in th.hyps]]
    free = [v for v in free_variables(t) if v.type is INT and not v.free <= frozenset[Any]().union(*known)]
    new = [v.data[0] for v in free if v.data[0].isidentifier()]  # others are the engine's own
    return f"{new[0]} is free in this line, and nothing is said of it: is it the index of a sum?" if new else ""


def _failed(rows: list[str], place: Place, found: Falsity | None) -> StepFailed:
    return StepFailed("\n    ".join(filter(None, rows)), place, None if found is None else found.refuted)


def tidy(ctx: Context, goal: Term) -> Term:
    """A relation of numbers with each side collected; other formulas as they are."""
    if goal.op not in ("eq", "le", "lt") or goal.args[0].type is not REAL:
        return goal
    try:
        return made(goal.op, *[_collected(Reading((t,), lambda phi: attempt(ctx, phi)), t) for t in goal.args])
    except Failure:
        return goal


def _collected(reading: Reading, t: Term) -> Term:
    """The polynomial of a term as people write one: what is added first, then what is taken away."""
    p = reading.poly(t)
    out: Term | None = None
    for m in sorted(p, key=lambda m: (p[m] < 0, len(m) == 0, monomial_key(m))):
        piece = real_monomial(m, abs(p[m]))
        if out is None:
            out = piece if p[m] > 0 else neg(piece)
        else:
            out = add(out, piece) if p[m] > 0 else sub(out, piece)
    return t if out is None else out
