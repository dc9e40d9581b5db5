"""How many integers of a range have a property:  count a b P = Σ a b (λi. 1 if P i, otherwise 0)."""

from __future__ import annotations

from ..kernel import (
    INT,
    PROP,
    Term,
    Theorem,
    app,
    convert,
    forall,
    fun,
    hyp,
    induct,
    lam,
    normal,
    op,
    prop,
    refl,
    rewrite,
    table,
    var,
)
from ..language.counting import count
from ..language.door import Door, reads
from ..tactics.build import add, eq, imp, le, no, number, real, sub
from ..tactics.context import Context
from ..tactics.derive import discharge, generalise, lhs, mp, rhs, specialise, sym, trans
from ..tactics.normalise import CONGRUENCE, Method, Normaliser, equate
from ..tactics.prover import attempt, prove
from . import folds
from .folds import SUM
from .lemmas import lemma, rewrites
from .notions import COUNT, INDICATOR
from .single import zero_terms

a, b, m, i = (var(name, INT) for name in "abmi")
P, Q = (var(name, fun(INT, PROP)) for name in "PQ")


def indicator(condition: Term) -> Term:
    """1 where the condition holds, otherwise 0."""
    return op("ite", condition, number(1), number(0))


def of(low: Term, high: Term, condition: Term) -> Term:
    return app(COUNT, low, high, condition)


def parts(t: Term) -> tuple[Term, Term, Term] | None:
    """Lower end, upper end and condition of a count; None for other terms."""
    args: list[Term] = []
    while t.op == "app":
        t, x = t.args
        args.insert(0, x)
    return (args[0], args[1], args[2]) if t is COUNT and len(args) == 3 else None


@reads(count)
def counted_members(d: Door, e: count) -> Term:
    """The number of members of the range that satisfy the condition."""
    condition, (index, low, high) = e.args
    ends = normal(d.integer(low)), normal(d.integer(high))
    with d.binding(index) as v:
        made = of(*ends, d.lam(index, v, d.statement(condition)))
    return made


# -- lemmas ---------------------------------------------------------------------------------


def _throughout(phi: Term) -> Term:
    """φ for every i of a..b"""
    return forall(i, imp(le(a, i), le(i, b), phi))


def _chosen(condition: Term, holds: Theorem) -> Theorem:
    """The indicator of a condition that is known to hold, or known not to."""
    row = table.ite_true if holds.concl is condition else table.ite_false
    return mp(row(condition, number(1), number(0)), holds)


def _here(everywhere: Term, *bounds: Term) -> Theorem:
    """What holds throughout the range, at i."""
    return mp(specialise(hyp(everywhere), i), *map(hyp, bounds))


def _folded(th: Theorem, statement: Term) -> Theorem:
    return convert(th, statement, frozenset((COUNT, INDICATOR)))


@lemma
def count_same() -> Theorem:
    """⊢ ∀a b P Q. (∀i. a ≤ i → i ≤ b → (P i ↔ Q i)) → count a b P = count a b Q"""
    p, q, bounds = app(P, i), app(Q, i), (le(a, i), le(i, b))
    same = _throughout(op("iff", p, q))
    iff, cases = _here(same, *bounds), []
    for one, other in ((p, q), (no(p), no(q))):
        carried = prop((iff, hyp(one)), other)
        cases.append(discharge(trans(_chosen(p, hyp(one)), sym(_chosen(q, carried))), one))
    each = prop(tuple(cases), eq(indicator(p), indicator(q)))
    law = specialise(folds.CONG["Σ"](), a, b, lam(i, indicator(p)), lam(i, indicator(q)))
    th = mp(law, convert(generalise(discharge(each, *bounds), i), law.concl.args[0]))
    return generalise(discharge(_folded(th, eq(of(a, b, P), of(a, b, Q))), same), a, b, P, Q)


@lemma
def count_none() -> Theorem:
    """⊢ ∀a b P. (∀i. a ≤ i → i ≤ b → ¬P i) → count a b P = 0"""
    p, bounds = app(P, i), (le(a, i), le(i, b))
    never = _throughout(no(p))
    each = generalise(discharge(_chosen(p, _here(never, *bounds)), *bounds), i)
    law = specialise(zero_terms(), a, lam(i, indicator(p)), b)
    th = mp(law, convert(each, law.concl.args[0]))
    return generalise(discharge(_folded(th, eq(of(a, b, P), 0)), never), a, b, P)


@lemma
def count_up_to() -> Theorem:
    """⊢ ∀a b m. a ≤ m + 1 → m ≤ b → count a b (λi. i ≤ m) = m − a + 1, by induction on b from m"""
    function = lam(i, indicator(le(i, m)))
    size = real(add(sub(m, a), 1))
    nonempty = le(a, add(m, 1))
    law = specialise(folds.CONG["Σ"](), a, m, function, lam(i, number(1)))
    inside = generalise(discharge(_chosen(le(i, m), hyp(le(i, m))), le(a, i), le(i, m)), i)
    ones = mp(law, convert(inside, law.concl.args[0]))
    base = trans(ones, mp(specialise(folds.sum_count(), a, m), hyp(nonempty)))
    statement = eq(SUM.of(a, b, function), size)
    ctx = Context().assume(nonempty, le(m, b), statement)
    following = add(b, 1)
    last = specialise(folds.LAST["Σ"](), a, following, function)
    last = mp(last, prove(ctx, last.concl.args[0]))
    outside = _chosen(le(following, m), prove(ctx, no(le(following, m))))
    step = equate(ctx, SUM.of(a, following, function), size, Method(rewrites(last, outside, hyp(statement))))
    th = specialise(induct(b, m, statement, base, step), b)
    whole = eq(of(a, b, lam(i, le(i, m))), size)
    return generalise(discharge(_folded(mp(th, hyp(le(m, b))), whole), nonempty, le(m, b)), a, b, m)


def congruence(n: Normaliser, t: Term) -> Theorem | None:
    """The ends of the range in normal form; there is no = between conditions."""
    found = parts(t)
    if found is None:
        return None
    steps = [(place, th) for place, end in (((1, 0, 0, 1), found[0]), ((1, 0, 1), found[1]))
             if lhs(th := n.norm(end)) is not rhs(th)]
    return rewrite(refl(t), tuple(steps)) if steps else refl(t)


CONGRUENCE[COUNT] = congruence


# -- conversions ------------------------------------------------------------------------------


def counted(n: Normaliser, t: Term) -> Theorem | None:
    """count a b (i ≤ m) = m − a + 1 where a − 1 ≤ m ≤ b; 0 where no i of the range satisfies the condition."""
    found = parts(t)
    if found is None:
        return None
    low, high, condition = found
    last = _last(condition)
    if last is not None:
        law = specialise(count_up_to(), low, high, last)
        for _ in range(2):
            premise = attempt(n.ctx, law.concl.args[0])
            if premise is None:
                break
            law = mp(law, premise)
        else:
            return law
    law = specialise(count_none(), low, high, condition)
    never = attempt(n.ctx, law.concl.args[0])
    return None if never is None else mp(law, never)


def _last(condition: Term) -> Term | None:
    """m of λi. i ≤ m."""
    if condition.op != "lam" or condition.args[0].op != "le":
        return None
    index, bound = condition.args[0].args
    return bound if index.op == "bound" and not bound.loose else None


def same_members(ctx: Context, goal: Term) -> Theorem | None:
    """Two counts over one range are equal when their conditions are equivalent there."""
    one, two = map(parts, goal.args)
    if one is None or two is None or one[:2] != two[:2]:
        return None
    law = specialise(count_same(), *one, two[2])
    each = attempt(ctx, law.concl.args[0])
    return None if each is None else mp(law, each)
