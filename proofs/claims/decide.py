"""One public question: `decide(statement, given=…)` → Proved(theorem) | Refuted(exact instance) | Undecided(reason).

Search with counted steps; the same answer on every machine.  Nothing is called false without a theorem that says so.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from ..automatic import Failure, auto, by_contradiction
from ..kernel import FALSE, Term, Theorem, convert, defined, instantiate, normal, sequent_formula
from ..language.errors import NotWritten, TooLargeToRead
from ..language.plain import recorded
from ..language.show import text
from ..language.source import refuse_python_logic
from ..tactics.budget import Effort, more, portion, within
from ..tactics.context import Context, Unproved
from ..tactics.derive import discharge, generalise, join
from ..tactics.prover import attempt
from .conditions import missing
from .grounds import register_unfoldings
from .memory import in_one_piece
from .outcome import Proved, Refuted, Undecided, Verdict
from .places import Place, authored
from .refute import MAX_SAMPLES, MAX_TRIALS, search
from .sequent import Sequent, stated

MAX_DEPTH = 250  # of a term
FRAMES = 12_000
WORK, REFUTED = 620_000, 560_000  # in units of `budget`


def decide(statement: Any, given: Any = (), *, where: Iterable[Any] = (), effort: int = 1) -> Verdict:
    """Is the statement a consequence of the hypotheses?

    statement, given: SymPy relations over symbols of ours (real, nat, family, …), or functions returning them, which
    are run with SymPy's evaluation off; several with commas.  effort: how many times the usual work may be spent, and
    the usual number of values be tried, before it is called undecided.  Raises NotWritten for what is not in the
    language, and when the hypotheses contradict each other.
    """
    if not isinstance(effort, int) or isinstance(effort, bool) or effort < 1:
        raise NotWritten(f"effort is how many times the usual work may be spent: 1, 2, 3 …, not {effort!r}")
    with _deep_enough(), more(effort):
        try:
            s = stated(_written(statement), _listed(given), tuple(where))
            return _decided(s)
        except RecursionError:
            return Undecided("it is nested too deeply for the search")
        except TooLargeToRead as e:
            return Undecided(e.message)
        except Failure as e:
            return Undecided(f"it is too large: {getattr(e, 'reason', e)}")


@in_one_piece
def _decided(s: Sequent) -> Verdict:
    """Refused, refuted at small values, proved, refuted with more effort; otherwise undecided."""
    if max([t.depth for t in (s.statement, *s.hypotheses)]) > MAX_DEPTH:
        return Undecided("it is nested too deeply for the search")
    register_unfoldings()
    ctx = s.context()
    with within(WORK):
        if _contradicted(ctx):
            raise NotWritten("the hypotheses contradict each other: everything would follow")
    refuted = _refuted(s, 3, 60)
    if refuted is not None:
        return _with_missing(s, refuted)
    try:
        with within(WORK):
            _owed(s)
        with within(WORK):
            return Proved(_of(s, auto(ctx, s.statement)), None, (), s.hypotheses, s.hints)
    except (*Failure, RecursionError) as e:
        reason = "it is nested too deeply for the search" if isinstance(e, RecursionError) else _reason(e, s)
        refuted = _refuted(s, MAX_TRIALS*Effort.times, MAX_SAMPLES*Effort.times)
        return _with_missing(s, refuted) if refuted is not None else Undecided(reason)


def _of(s: Sequent, th: Theorem) -> Theorem:
    """The theorem, if it is what was asked: the search is not trusted to answer another question."""
    if th.concl is not s.statement or not th.hyps <= frozenset(s.hypotheses):
        raise Unproved("the search found another statement", s.statement)
    return th


def _with_missing(s: Sequent, refuted: Refuted) -> Refuted:
    """The refutation, and the hypothesis that the statement lacks where one is found."""
    lacking = missing(s, lambda more: (_owed(more), auto(more.context(), more.statement)))
    return refuted if lacking is None else replace(refuted, lacking=text(lacking, s.hints))


def _owed(s: Sequent) -> Theorem:
    """⊢ that the sequent is well defined; looked at as well, and for the same reason as the answer."""
    goal = defined(sequent_formula(s.hypotheses, s.statement), s.domains)
    th = convert(_well_defined(Context(), goal), goal)
    if th.hyps:
        raise Unproved("the search used what was not said", goal)
    return th


def _contradicted(ctx: Context) -> bool:
    """Is it easily seen that the hypotheses contradict each other?"""
    try:
        with portion(WORK//10):
            return attempt(ctx, FALSE) is not None
    except Failure:
        return False


def _well_defined(ctx: Context, goal: Term) -> Theorem:
    """What a statement owes, part by part: there may be very many parts."""
    match goal.op:
        case "and":
            return join(*[_well_defined(ctx, side) for side in goal.args])
        case "imp":
            return discharge(_well_defined(ctx.assume(goal.args[0]), goal.args[1]), goal.args[0])
        case "all":
            x = ctx.fresh(goal.args[0].data, goal)
            return generalise(_well_defined(ctx, normal(instantiate(goal.args[0].args[0], x))), x)
    th = attempt(ctx, goal)
    if th is not None:
        return th
    try:
        return by_contradiction(ctx, goal)
    except Failure:
        with portion(WORK//4):
            return auto(ctx, goal)


def _refuted(s: Sequent, trials: int, samples: int) -> Refuted | None:
    try:
        with within(REFUTED):
            return search(s, trials, samples)
    except (*Failure, RecursionError):
        return None


@contextmanager
def _deep_enough() -> Iterator[None]:
    """Room for terms of the depth that is accepted, whoever calls."""
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(max(before, FRAMES))
    try:
        yield
    finally:
        sys.setrecursionlimit(before)


def _written(x: Any) -> Any:
    if not callable(x) or hasattr(x, "free_symbols") or not hasattr(x, "__code__"):
        return x
    place = Place(x.__code__.co_filename, x.__code__.co_firstlineno)
    if x.__code__.co_argcount > len(x.__defaults__ or ()):
        raise NotWritten("decide takes a function without arguments: decide(lambda: x > 0), over symbols named before", place)
    refuse_python_logic(x, place)
    with authored(place), recorded():
        return x()


def _listed(given: Any) -> list[Any]:
    """The hypotheses one by one: what stands between commas are several."""
    given = _written(given)
    return [h for g in given for h in _listed(g)] if isinstance(given, (tuple, list)) else [given]


def _reason(e: Exception, s: Sequent) -> str:
    goal = getattr(e, "goal", None)
    reason = getattr(e, "reason", str(e))
    try:
        return reason if goal is None else f"{reason}: {text(goal, s.hints)}"
    except (NotWritten, AttributeError):
        return str(reason)
