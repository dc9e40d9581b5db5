"""Induction upwards and downwards, with the definedness of the statement carried along."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..kernel import INT, TRUE, Term, Theorem, defined, forall, hyp, induct, op, prop, substitute
from ..language.errors import AuthorError, NotWritten
from ..tactics.build import add, conj, eq, imp, integer, le, lt, sub
from ..tactics.context import Context
from ..tactics.derive import discharge, generalise, mp, specialise, split
from ..tactics.equals import by_equality
from ..tactics.prover import attempt, prove
from .explain import undefined
from .outcome import CheckedBranch
from .proof import Split
from .reasons import Failure
from .steps import StepFailed

if TYPE_CHECKING:
    from .check import Checker


def by_induction(checker: Checker, item: Split, ctx: Context, goal: Term) -> tuple[Theorem, list[Any]]:
    """∀t ≥ start. t ≤ end → φ(t), used at t; the ends are the bounds t ≤ … of where=, if there are any."""
    symbol, first = item.data
    t = checker.door.variable(symbol)
    if t.type is not INT:
        raise NotWritten(f"induction needs an integer, {symbol} is none", item.place)
    start = checker.door.integer(first if not isinstance(first, int) else _sympy(first))
    outer = without(ctx, t, checker, item)
    bound, ends = le(start, t), _ends(checker, ctx, t)
    carried = _with_definedness(checker, goal)
    base_proof, step_proof = item.proofs
    at_start = checker.sequent.hints.alike(goal, substitute(goal, {t: start}))
    begin = outer.assume(*[substitute(e, {t: start}) for e in ends])
    try:
        th, body = checker.goal(base_proof, begin, at_start)
    except AuthorError as e:
        if attempt(ctx, lt(start, t)) is not None:
            e.message += f"\n    the induction starts at {first}, where the claim says nothing: start it later, with start="
        raise
    base = _completed(checker, begin, th, substitute(carried, {t: start}), item)
    shown = [CheckedBranch("base", at_start, "Base", body, t, start)]
    following = add(t, 1)
    later = outer.assume(bound, *[substitute(e, {t: following}) for e in ends])
    inner, before = carrying(later, carried, goal), len(checker.shown)
    checker.facts[step_proof.ih] = split(hyp(carried))[-1] if goal.op != "and" else prop((hyp(carried),), goal)
    at_next = checker.sequent.hints.alike(goal, substitute(goal, {t: following}))
    th, body = checker.goal(step_proof, inner, at_next)
    step = _completed(checker, inner.having(*checker.shown[before:]), th, substitute(carried, {t: following}), item)
    if ends:  # the hypothesis is t ≤ end → φ(t), and t + 1 ≤ end is known
        step = mp(discharge(step, carried), mp(hyp(imp(*ends, carried)), *[prove(later, e) for e in ends]))
    shown.append(CheckedBranch("step", at_next, "Step", body, t, following))
    th = induct(t, start, imp(*ends, carried), *[_under(ends, t, at, th) for at, th in ((start, base), (following, step))])
    here = specialise(th, t)
    try:
        guard = prove(ctx, bound)
    except Failure as e:
        bounded = f", or add where=[{symbol} >= {first}]" if checker.assumable else ""
        raise StepFailed(f"the induction starts at {first}, but {checker.text(bound, True)} is not known: "
                         f"start it earlier{bounded}", item.place) from e
    both = mp(here, guard, *[prove(ctx, e) for e in ends])
    if carried is not goal:
        checker.definedness.append(prop((both,), carried.args[0]))
    return prop((both,), goal), shown


def _ends(checker: Checker, ctx: Context, t: Term) -> list[Term]:
    """The bounds t ≤ … and t < … among those of where=."""
    return [g for g in checker.sequent.guards if g in ctx.known and g.op in ("le", "lt") and g.args[0] is t
            and not t.free <= g.args[1].free]


def _under(ends: list[Term], t: Term, at: Term, th: Theorem) -> Theorem:
    """The theorem at t := at, with its bounds as premises."""
    return discharge(th, *[substitute(e, {t: at}) for e in ends]) if ends else th


def carrying(ctx: Context, carried: Term, goal: Term) -> Context:
    """The induction hypothesis: the statement, and of its definedness what is integrable."""
    if carried is goal:
        return ctx.assume(goal)
    return ctx.having(prop((hyp(carried),), goal)).citing(prop((hyp(carried),), carried.args[0]))


def _sympy(n: int) -> Any:
    import sympy

    return sympy.Integer(n)


def without(ctx: Context, t: Term, checker: Checker, item: Split) -> Context:
    """The context without the bounds of t; any other fact about t is an error."""
    kept = []
    for th in ctx.facts:
        if not any(t.free <= h.free for h in (*th.hyps, th.concl)):
            kept.append(th)
        elif not all(h in checker.sequent.guards or not t.free <= h.free for h in th.hyps):
            raise NotWritten(f"{checker.text(th.concl)} speaks of {checker.text(t)}, on which the induction runs: "
                             "quantify over it with forall=", item.place)
    return Context().having(*kept)


def _with_definedness(checker: Checker, goal: Term) -> Term:
    owed = defined(goal, checker.sequent.domains)
    return goal if owed is TRUE else conj(owed, goal)


def _completed(checker: Checker, ctx: Context, th: Theorem, carried: Term, item: Split) -> Theorem:
    """The statement together with its definedness."""
    if carried is th.concl:
        return th
    owed = carried.args[0]
    try:
        return prop((prove(ctx, owed), th), carried)
    except Failure as e:
        raise undefined(checker, ctx, None, getattr(e, "goal", None) or owed, item.place) from e


def by_descent(checker: Checker, item: Split, ctx: Context, goal: Term) -> tuple[Theorem, list[Any]]:
    """∀ℓ ≤ start. φ(ℓ), by induction on start − ℓ; the step gives φ(ℓ) from φ(ℓ + 1)."""
    symbol, last = item.data
    t, end = checker.door.variable(symbol), checker.door.integer(last)
    outer = without(ctx, t, checker, item)
    guards = [h for h in checker.sequent.guards if t.free <= h.free and h in ctx.known and h is not le(t, end)]
    carried = _with_definedness(checker, goal)
    base_proof, step_proof = item.proofs
    at_end = checker.sequent.hints.alike(goal, substitute(goal, {t: end}))
    th, body = checker.goal(base_proof, outer.assume(*[substitute(g, {t: end}) for g in guards]), at_end)
    base = _completed(checker, outer.assume(*[substitute(g, {t: end}) for g in guards]), th,
                      substitute(carried, {t: end}), item)
    shown = [CheckedBranch("base", at_end, "Base", body, t, end)]
    following = substitute(carried, {t: add(t, 1)})
    inner = carrying(outer.assume(*guards, lt(t, end)), following, substitute(goal, {t: add(t, 1)}))
    parts = split(hyp(following))
    checker.facts[step_proof.ih] = parts[-1] if goal.op != "and" else prop((hyp(following),),
                                                                                substitute(goal, {t: add(t, 1)}))
    th, body = checker.goal(step_proof, inner, goal)
    step = _completed(checker, inner, th, carried, item)
    shown.append(CheckedBranch("descent", goal, "Step", body, t, add(t, 1)))
    everywhere = _downwards(checker, ctx, t, end, carried, guards, base, step)
    if carried is not goal:
        checker.definedness.append(prop((everywhere,), carried.args[0]))
    return prop((everywhere,), goal), shown


def _downwards(checker: Checker, ctx: Context, t: Term, end: Term, phi: Term, guards: list[Term], base: Theorem,
               step: Theorem) -> Theorem:
    """From φ(L) and φ(ℓ+1) → φ(ℓ): φ(ℓ) for ℓ ≤ L, by induction on k = L − ℓ over  ∀ℓ. ℓ = L − k → guards → φ(ℓ)."""
    k = ctx.fresh(INT, phi, end, t)
    here = eq(t, sub(end, k))
    whole = _closed(t, [here, *guards], phi)
    base_th = _at_zero(t, end, phi, guards, base)
    upper = lt(t, end)
    general = generalise(discharge(step, *guards, upper, substitute(phi, {t: add(t, 1)})), t)
    known = Context().having(hyp(whole)).assume(le(integer(0), k), eq(t, sub(end, add(k, 1))), *guards)
    earlier = specialise(hyp(whole), add(t, 1))
    while earlier.concl.op == "imp" and earlier.concl is not substitute(phi, {t: add(t, 1)}):
        earlier = mp(earlier, prove(known, earlier.concl.args[0]))
    use = specialise(general, t)
    for g in (*guards, upper):
        use = mp(use, prove(known, g))
    use = mp(use, earlier)
    step_th = generalise(discharge(use, eq(t, sub(end, add(k, 1))), *guards), t)
    th = specialise(induct(k, integer(0), whole, base_th, step_th), sub(end, t))
    th = mp(th, prove(ctx, th.concl.args[0]))
    th = specialise(th, t)
    while th.concl is not phi:
        th = mp(th, prove(ctx, th.concl.args[0]))
    return th


def _closed(t: Term, conditions: list[Term], phi: Term) -> Term:
    for c in reversed(conditions):
        phi = op("imp", c, phi)


    return forall(t, phi)


def _at_zero(t: Term, end: Term, phi: Term, guards: list[Term], base: Theorem) -> Theorem:
    """∀ℓ. ℓ = L − 0 → guards → φ(ℓ), from φ(L)."""
    here = eq(t, sub(end, integer(0)))
    known = Context().assume(here, *guards)
    th = base
    for g in guards:
        at_end = substitute(g, {t: end})
        if at_end in th.hyps:
            th = mp(discharge(th, at_end), prove(known, at_end))
    same = prove(known, eq(end, t))
    th = by_equality(th, same, t, phi)

    return generalise(discharge(th, here, *guards), t)
