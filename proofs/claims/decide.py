"""One public question: `decide(statement, given=…)` → Proved(theorem) | Refuted(exact instance) | Undecided(reason).

Search with counted steps; the same answer on every machine.  Nothing is called false without a theorem that says so.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from sympy import evaluate

from ..kernel import (
    FALSE,
    INT,
    REAL,
    KernelError,
    Term,
    Theorem,
    convert,
    defined,
    hyp,
    induct,
    instantiate,
    normal,
    op,
    prop,
    rewrite,
    sequent_formula,
    substitute,
    table,
)
from ..language.errors import NotWritten
from ..language.show import text
from ..tactics.budget import within
from ..tactics.build import add, le
from ..tactics.context import Context, Unproved
from ..tactics.derive import discharge, generalise, join, mp, rhs, specialise, sym, trans
from ..tactics.elimination import by_elimination
from ..tactics.fractions import without_divisors
from ..tactics.linear import equal_by_combination
from ..tactics.normalise import Method, Normaliser, equate
from ..tactics.polynomial import TooLarge
from ..tactics.prover import ORDERS, attempt, prove
from ..theories import expectation, exponentials, exponents, powers, random, relu, rounding, sums, vectors, vocabulary
from ..theories.lemmas import rewrites
from .grounds import register_unfoldings
from .instances import choice
from .outcome import Proved, Refuted, Undecided, Verdict
from .refute import MAX_SAMPLES, MAX_TRIALS, search
from .sequent import Sequent, stated

Failure = (Unproved, TooLarge, KernelError)
OPEN = frozenset((vectors.DOT, vectors.NORM2, expectation.VAR, vocabulary.MAX, vocabulary.MIN, table.ABS, relu.RELU))
MAX_SPLITS = 4
MAX_DEPTH = 250  # of a term
FRAMES = 12_000
WORK = 1_500_000  # in units of `budget`


def decide(statement: Any, given: Any = (), *, where: Iterable[Any] = ()) -> Verdict:
    """Is the statement a consequence of the hypotheses?

    statement, given: SymPy relations over symbols of ours (real, nat, family, …), or functions returning them, which
    are run with SymPy's evaluation off; several with commas.  Raises NotWritten for what is not in the language, and
    when the hypotheses contradict each other.
    """
    with _deep_enough():
        try:
            s = stated(_written(statement), _listed(given), tuple(where))
            return _decided(s)
        except RecursionError:
            return Undecided("it is nested too deeply for the search")
        except Failure as e:
            return Undecided(f"it is too large: {getattr(e, 'reason', e)}")


def _decided(s: Sequent) -> Verdict:
    """Refused, refuted at small values, proved, refuted with more effort; otherwise undecided."""
    if max([t.depth for t in (s.statement, *s.hypotheses)]) > MAX_DEPTH:
        return Undecided("it is nested too deeply for the search")
    register_unfoldings()
    ctx = s.context()
    with within(WORK):
        if attempt(ctx, FALSE) is not None:
            raise NotWritten("the hypotheses contradict each other: everything would follow")
    refuted = _refuted(s, 3, 60)
    if refuted is not None:
        return refuted
    try:
        with within(WORK):
            _well_defined(Context(), defined(sequent_formula(s.hypotheses, s.statement), s.domains))
        with within(WORK):
            return Proved(auto(ctx, s.statement), None, (), s.hypotheses)
    except (*Failure, RecursionError) as e:
        reason = "it is nested too deeply for the search" if isinstance(e, RecursionError) else _reason(e, s)
        refuted = _refuted(s, MAX_TRIALS, MAX_SAMPLES)
        return refuted if refuted is not None else Undecided(reason)


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
    return prove(ctx, goal)


def _refuted(s: Sequent, trials: int, samples: int) -> Refuted | None:
    try:
        with within(WORK):
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
    if callable(x) and not hasattr(x, "free_symbols"):
        with evaluate(False):
            return x()
    return x


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


ORDERS.append(without_divisors)


# -- search ------------------------------------------------------------------------------------------


def auto(ctx: Context, goal: Term) -> Theorem:
    """Γ ⊢ goal, tried in a fixed order; raises Unproved."""
    match goal.op:
        case "and":
            return prop((auto(ctx, goal.args[0]), auto(ctx, goal.args[1])), goal)
        case "imp":
            return discharge(auto(ctx.assume(goal.args[0]), goal.args[1]), goal.args[0])
        case "iff":
            a, b = goal.args
            return prop((auto(ctx, op("imp", a, b)), auto(ctx, op("imp", b, a))), goal)
        case "all":
            x = ctx.fresh(goal.args[0].data, goal)
            return generalise(auto(ctx, normal(instantiate(goal.args[0].args[0], x))), x)
    first: Exception | None = None
    for way in (_directly, _by_cases, _by_induction):
        try:
            return way(ctx, goal)
        except Failure as e:
            first = first or e
    absurd = attempt(ctx, FALSE) if ctx.facts else None
    if absurd is not None:
        return prop((absurd,), goal)
    raise first or Unproved("nothing applies", goal)


def method(extra: Iterable[Theorem] = ()) -> Method:
    """Everything the engine may do without being told."""
    conversions = [sums.emptied, sums.linear, random.linear, powers.root, powers.roots_apart, exponentials.logarithm,
                   exponents.exp_of_sum, exponents.log_of_product, rounding.at_number, relu.relu]
    return Method([w for th in extra for w in rewrites(th)], OPEN - {relu.RELU}, [(c, c) for c in conversions])


def _directly(ctx: Context, goal: Term) -> Theorem:
    if goal.op == "eq" and goal.args[0].type in (INT, REAL):
        return _equal(ctx, goal)
    return prove(ctx, goal)


def _equal(ctx: Context, goal: Term, extra: tuple[Theorem, ...] = ()) -> Theorem:
    """By normal forms: as they stand, with last terms split off, with indices from 0, from the facts."""
    facts = tuple(th for th in ctx.facts if th.concl.op == "eq" and th.concl.args[0].type in (INT, REAL)) + extra
    error: Exception | None = None
    for more in ((), (sums.last_term,), (sums.shifted,), (sums.first_term,)):
        m = method(facts)
        m.conversions = [(c, c) for c in more] + m.conversions
        try:
            return equate(ctx, goal.args[0], goal.args[1], m)
        except Failure as e:
            error = error or e
    th = _by_roots(ctx, goal, facts) or _by_elimination(ctx, goal, facts) or attempt(ctx, goal)
    if th is None:
        raise error or Unproved("the two sides differ", goal)
    return th


def _by_roots(ctx: Context, goal: Term, facts: tuple[Theorem, ...]) -> Theorem | None:
    """An equation through the squares of the roots in it."""
    try:
        n = Normaliser(ctx, method(facts))
        left, right = (n.norm(t) for t in goal.args)
        roots = [t for t in _subterms(rhs(left), rhs(right)) if t.op == "sqrt"]
        squares = [next(iter(powers.root_facts(ctx, t)), None) for t in roots]
        known = tuple(th for th in squares if th is not None)
        if not known:
            return None
        return trans(left, equal_by_combination(ctx, rhs(left), rhs(right), known), sym(right))
    except Failure:
        return None


def _by_elimination(ctx: Context, goal: Term, facts: tuple[Theorem, ...]) -> Theorem | None:
    """An equation from several that are linear in some of its parts."""
    facts = tuple(th for th in facts if th.concl.args[0].type is goal.args[0].type is REAL)
    try:
        return by_elimination(ctx, goal.args[0], goal.args[1], facts) if facts else None
    except Failure:
        return None


def _subterms(*terms: Term) -> list[Term]:
    """The subterms that contain no bound variable, outermost first."""
    out, stack = dict.fromkeys(terms), list(terms)
    while stack:
        for a in stack.pop().args:
            if a not in out:
                out[a] = None
                stack.append(a)
    return [t for t in out if not t.loose]


def _by_cases(ctx: Context, goal: Term, depth: int = 0) -> Theorem:
    """Split on the conditions of max, min, |·|, relu and piecewise terms."""
    opened = normal(goal, OPEN)
    condition = _condition(ctx, opened)
    if condition is None or depth >= MAX_SPLITS:
        raise Unproved("no case distinction applies", goal)
    out = []
    for c in (condition, op("not", condition)):
        inner = ctx.assume(c)
        out.append(discharge(_in_case(inner, opened, depth), c))
    return convert(prop(tuple(out), opened), goal, OPEN)


def _in_case(ctx: Context, goal: Term, depth: int) -> Theorem:
    """The goal where a condition is known: its choices are made, then it is shown directly or by further cases."""
    if goal.op not in ("eq", "le", "lt"):
        raise Unproved("cases are for relations", goal)
    n = Normaliser(ctx, Method(conversions=[("choice", choice), ("root", powers.root)]))
    left, right = (n.norm(t) for t in goal.args)
    reduced = op(goal.op, rhs(left), rhs(right))
    try:
        th = _directly(ctx, reduced)
    except Failure:
        th = _by_cases(ctx, reduced, depth + 1)
    return rewrite(th, (((0,), sym(left)), ((1,), sym(right))))


def _condition(ctx: Context, t: Term) -> Term | None:
    """The condition of a choice in t, or the sign of what leaves a root."""
    parts = _subterms(t)
    for u in parts:
        if u.op == "ite":
            return u.args[0]
    for u in parts:
        square = powers.whole_square(ctx, u)
        if square is not None:
            return le(0, square)
    return None


def _by_induction(ctx: Context, goal: Term) -> Theorem:
    """Induction on an integer variable from a lower bound: numbers first, then terms."""
    bounds = [th.concl.args for th in ctx.facts if th.concl.op == "le" and th.concl.args[1].op == "var"]
    bounds.sort(key=lambda ends: ends[0].op != "num")
    for start, t in bounds:
        if t.type is INT and t.free <= goal.free and not t.free <= start.free:
            try:
                return _induct(ctx, goal, t, start)
            except Failure:
                continue
    raise Unproved("induction does not apply", goal)


def _induct(ctx: Context, goal: Term, t: Term, start: Term) -> Theorem:
    outer = Context().having(*[th for th in ctx.facts if not any(t.free <= h.free for h in (*th.hyps, th.concl))])
    base = _directly(outer, substitute(goal, {t: start}))
    inner = outer.assume(le(start, t), goal)
    step = _step(inner, substitute(goal, {t: add(t, 1)}), hyp(goal))
    th = specialise(induct(t, start, goal, base, step), t)
    return mp(th, prove(ctx, th.concl.args[0]))


def _step(ctx: Context, goal: Term, ih: Theorem) -> Theorem:
    if goal.op == "eq" and goal.args[0].type in (INT, REAL):
        return _equal(ctx, goal, (ih,))
    return prove(ctx, goal)

