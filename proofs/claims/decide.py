"""One public question: `decide(statement, given=…)` → Proved(theorem) | Refuted(exact instance) | Undecided(reason).

Search with counted steps; the same answer on every machine.  Nothing is called false without a theorem that says so.
"""

from __future__ import annotations

from collections.abc import Iterable
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
from ..tactics.build import add, le
from ..tactics.context import Context, Unproved
from ..tactics.derive import discharge, generalise, mp, rhs, specialise, sym
from ..tactics.normalise import Method, Normaliser, equate
from ..tactics.polynomial import TooLarge
from ..tactics.prover import attempt, prove
from ..theories import exponentials, exponents, powers, random, relu, rounding, sums, vectors, vocabulary
from ..theories.lemmas import rewrites
from .grounds import register_unfoldings
from .instances import choice
from .outcome import Proved, Undecided, Verdict
from .refute import search
from .sequent import Sequent, stated

Failure = (Unproved, TooLarge, KernelError)
OPEN = frozenset((vectors.DOT, vectors.NORM2, vocabulary.MAX, vocabulary.MIN, table.ABS, relu.RELU))
MAX_SPLITS = 4


def decide(statement: Any, given: Any = (), *, where: Iterable[Any] = ()) -> Verdict:
    """Is the statement a consequence of the hypotheses?

    statement, given: SymPy relations over symbols of ours (real, nat, family, …), or functions returning them, which
    are run with SymPy's evaluation off; several with commas.  Raises NotWritten for what is not in the language, and
    when the hypotheses contradict each other.
    """
    s = stated(_written(statement), [_written(g) for g in _listed(given)], tuple(where))
    register_unfoldings()
    ctx = s.context()
    if attempt(ctx, FALSE) is not None:
        raise NotWritten("the hypotheses contradict each other: everything would follow")
    try:
        prove(Context(), defined(sequent_formula(s.hypotheses, s.statement), s.domains))
        theorem = auto(ctx, s.statement)
        return Proved(theorem, None, (), s.hypotheses)
    except Failure as e:
        refuted = search(s)
        return refuted if refuted is not None else Undecided(_reason(e, s))


def _written(x: Any) -> Any:
    if callable(x) and not hasattr(x, "free_symbols"):
        with evaluate(False):
            return x()
    return x


def _listed(given: Any) -> list[Any]:
    return list(given) if isinstance(given, (tuple, list)) else [given]


def _reason(e: Exception, s: Sequent) -> str:
    goal = getattr(e, "goal", None)
    reason = getattr(e, "reason", str(e))
    try:
        return reason if goal is None else f"{reason}: {text(goal, s.hints)}"
    except (NotWritten, AttributeError):
        return str(reason)


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
    raise first or Unproved("nothing applies", goal)


def method(extra: Iterable[Theorem] = ()) -> Method:
    """Everything the engine may do without being told."""
    conversions = [sums.emptied, sums.linear, random.linear, powers.root, exponentials.logarithm,
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
    th = attempt(ctx, goal)
    if th is None:
        raise error or Unproved("the two sides differ", goal)
    return th


def _by_cases(ctx: Context, goal: Term, depth: int = 0) -> Theorem:
    """Split on the conditions of max, min, |·|, relu and piecewise terms."""
    opened = normal(goal, OPEN)
    condition = _condition(opened)
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
    n = Normaliser(ctx, Method(conversions=[("choice", choice)]))
    left, right = (n.norm(t) for t in goal.args)
    reduced = op(goal.op, rhs(left), rhs(right))
    try:
        th = _directly(ctx, reduced)
    except Failure:
        th = _by_cases(ctx, reduced, depth + 1)
    return rewrite(th, (((0,), sym(left)), ((1,), sym(right))))


def _condition(t: Term) -> Term | None:
    """The first closed condition of a choice in t."""
    stack, seen = [t], set()
    while stack:
        u = stack.pop()
        if u not in seen:
            seen.add(u)
            if u.op == "ite" and not u.args[0].loose:
                return u.args[0]
            stack.extend(u.args)
    return None


def _by_induction(ctx: Context, goal: Term) -> Theorem:
    """Induction on an integer variable with a number as lower bound."""
    for th in ctx.facts:
        if th.concl.op == "le" and th.concl.args[0].op == "num" and th.concl.args[1].op == "var":
            t = th.concl.args[1]
            if t.type is INT and t.free <= goal.free:
                try:
                    return _induct(ctx, goal, t, th.concl.args[0])
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

