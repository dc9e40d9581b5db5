"""The maximum over a range: an upper bound of the values, and the least one."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import Any

from ..kernel import (
    INT,
    REAL,
    Summand,
    Term,
    Theorem,
    app,
    convert,
    forall,
    hyp,
    induct,
    normal,
    op,
    order,
    prop,
    rec_base,
    rec_step,
    table,
    var,
)
from ..language.door import Door, reads
from ..language.errors import NotWritten
from ..language.symbols import maximum
from ..language.wording import said
from ..tactics.build import add, eq, imp, le, no
from ..tactics.context import Context
from ..tactics.derive import discharge, generalise, join, mp, specialise, split
from ..tactics.normalise import Method, equate
from ..tactics.parts import summands
from ..tactics.polynomial import plus, poly_term
from ..tactics.prover import BOUNDS, FACTS, attempt, prove, reader
from .lemmas import lemma, rewrites, under_way
from .notions import MAXIMUM, SEQUENCE
from .vocabulary import MAX, MIN

a, b, i = (var(s, INT) for s in "abi")
f, c, x, y = var("f", SEQUENCE), *(var(s, REAL) for s in "cxy")


def greatest(low: Term, high: Term, values: Term) -> Term:
    """max over low ≤ k ≤ high of the values"""
    return app(MAXIMUM, low, high, values)


@lemma
def of_two() -> Theorem:
    """⊢ ∀x y. x ≤ max(x, y) ∧ y ≤ max(x, y) ∧ ∀c. x ≤ c → y ≤ c → max(x, y) ≤ c"""
    both = app(MAX, x, y)
    bounds, least = op("and", le(x, both), le(y, both)), imp(le(x, c), le(y, c), le(both, c))
    cases = []
    for sign, row in ((le(x, y), table.ite_true), (no(le(x, y)), table.ite_false)):
        law = row(le(x, y), y, x)
        value = mp(convert(law, imp(sign, eq(both, rhs_of(law))), frozenset((MAX,))), hyp(sign))
        ctx = Context().assume(sign).having(value)
        parts = prove(ctx, bounds), generalise(prove(ctx, least), c)
        cases.append(discharge(join(*parts), sign))
    return generalise(prop(tuple(cases), op("and", bounds, forall(c, least))), x, y)


@lemma
def below_two() -> Theorem:
    """⊢ ∀x y. min(x, y) ≤ x ∧ min(x, y) ≤ y"""
    both = app(MIN, x, y)
    bounds, cases = op("and", le(both, x), le(both, y)), []
    for sign, row in ((le(x, y), table.ite_true), (no(le(x, y)), table.ite_false)):
        law = row(le(x, y), x, y)
        value = mp(convert(law, imp(sign, eq(both, rhs_of(law))), frozenset((MIN,))), hyp(sign))
        cases.append(discharge(prove(Context().assume(sign).having(value), bounds), sign))
    return generalise(prop(tuple(cases), bounds), x, y)


def rhs_of(law: Theorem) -> Term:
    return law.concl.args[1].args[1]


@lemma
def at_start() -> Theorem:
    """⊢ ∀a f. max over a ≤ k ≤ a of f k = f a"""
    t = greatest(a, a, f)
    rec = normal(t, frozenset((MAXIMUM,)))
    law = specialise(rec_base(*rec.args[:3]), a)
    return generalise(convert(mp(law, prove(Context(), law.concl.args[0])), eq(t, app(f, a)), frozenset((MAXIMUM,))), a, f)


@lemma
def one_more() -> Theorem:
    """⊢ ∀a f b. a ≤ b → max over a ≤ k ≤ b + 1 of f k = max(max over a ≤ k ≤ b of f k, f(b + 1))"""
    more = add(b, 1)
    rec = normal(greatest(a, b, f), frozenset((MAXIMUM,)))
    law = specialise(rec_step(*rec.args[:3]), b)
    goal = imp(le(a, b), eq(greatest(a, more, f), app(MAX, greatest(a, b, f), app(f, more))))
    return generalise(convert(law, goal, frozenset((MAXIMUM,))), a, f, b)


@lemma
def upper_bound() -> Theorem:
    """⊢ ∀a f i b. a ≤ i → i ≤ b → f i ≤ max over a ≤ k ≤ b of f k"""
    statement = forall(i, imp(le(a, i), le(i, b), le(app(f, i), greatest(a, b, f))))
    alone = Context().assume(le(a, i), le(i, a))
    same = equate(alone, app(f, i), app(f, a), Method(rewrites(prove(alone, eq(i, a)))))
    base = prove(alone.having(same, specialise(at_start(), a, f)), le(app(f, i), greatest(a, a, f)))
    base = generalise(discharge(base, le(a, i), le(i, a)), i)
    more = add(b, 1)
    given = le(a, i), le(i, more)
    known = Context().assume(le(a, b), statement, *given)
    longer = mp(specialise(one_more(), a, f, b), hyp(le(a, b)))
    two = split(specialise(of_two(), greatest(a, b, f), app(f, more)))[:2]
    wanted = le(app(f, i), greatest(a, more, f))
    earlier, last = le(i, b), eq(i, more)
    before = mp(specialise(hyp(statement), i), hyp(le(a, i)), hyp(earlier))
    one = prove(known.assume(earlier).having(before, longer, *two), wanted)
    at_last = equate(known.assume(last), app(f, i), app(f, more), Method(rewrites(hyp(last))))
    other = prove(known.assume(last).having(at_last, longer, *two), wanted)
    cases = prove(known, op("or", earlier, last))
    step = prop((cases, discharge(one, earlier), discharge(other, last)), wanted)
    step = generalise(discharge(step, *given), i)
    th = specialise(induct(b, a, statement, base, step), b)
    inside = Context().assume(le(a, i), le(i, b))
    th = specialise(mp(th, prove(inside, le(a, b))), i)
    return generalise(discharge(mp(th, *map(hyp, (le(a, i), le(i, b)))), le(a, i), le(i, b)), a, f, i, b)


@lemma
def least_bound() -> Theorem:
    """⊢ ∀a f c b. a ≤ b → (∀i. a ≤ i → i ≤ b → f i ≤ c) → max over a ≤ k ≤ b of f k ≤ c"""
    def below(high: Term) -> Term:
        return forall(i, imp(le(a, i), le(i, high), le(app(f, i), c)))

    more = add(b, 1)
    statement = imp(below(b), le(greatest(a, b, f), c))
    at_a = Context().assume(below(a))
    first = mp(specialise(hyp(below(a)), a), *[prove(at_a, le(a, a))]*2)
    base = discharge(prove(at_a.having(first, specialise(at_start(), a, f)), le(greatest(a, a, f), c)), below(a))
    known = Context().assume(le(a, b), statement, below(more))
    earlier = mp(hyp(statement), prove(Context().assume(below(more)), below(b)))
    last = specialise(hyp(below(more)), more)
    last = mp(last, prove(known, last.concl.args[0]), prove(known, last.concl.args[1].args[0]))
    two = specialise(split(specialise(of_two(), greatest(a, b, f), app(f, more)))[2], c)
    longer = mp(specialise(one_more(), a, f, b), hyp(le(a, b)))
    step = prove(Context().having(longer, mp(two, earlier, last)), le(greatest(a, more, f), c))
    th = induct(b, a, statement, base, discharge(step, below(more)))
    return generalise(specialise(th, b), a, f, c, b)


_LAWS = ("upper_bound", "least_bound", "at_start", "one_more")


def parts(t: Term) -> tuple[Term, Term, Term] | None:
    """Lower end, upper end and values of a maximum over a range."""
    if t.op == "app" and t.args[0].op == "app" and t.args[0].args[0].op == "app":
        head, low = t.args[0].args[0].args
        if head is MAXIMUM:
            return low, t.args[0].args[1], t.args[1]
    return None


def maximum_facts(ctx: Context, t: Term) -> Iterable[Theorem]:
    """f k ≤ max over a ≤ k ≤ b of f k, for the indices of the context that run over this range."""
    found = parts(t)
    if found is None or under_way(*_LAWS):
        return
    low, high, values = found
    for k in indices(ctx, low, high):
        th = specialise(upper_bound(), low, values, k, high)
        yield mp(th, ctx.known[le(low, k)], ctx.known[le(k, high)])


def two_facts(ctx: Context, t: Term) -> Iterable[Theorem]:
    """x ≤ max(x, y) and y ≤ max(x, y); min(x, y) ≤ x and min(x, y) ≤ y."""
    if t.op == "app" and t.args[0].op == "app" and not under_way("of_two", "below_two"):
        head, first = t.args[0].args
        if head in (MAX, MIN):
            yield from split(specialise(of_two() if head is MAX else below_two(), first, t.args[1]))[:2]


def indices(ctx: Context, low: Term, high: Term) -> list[Term]:
    """The variables k of which low ≤ k and k ≤ high are known."""
    bounded = [th.concl.args[1] for th in ctx.facts if th.concl.op == "le" and th.concl.args[0] is low]
    return [k for k in dict.fromkeys(bounded) if k.op == "var" and le(k, high) in ctx.known]


def maximum_below(ctx: Context, goal: Term) -> Theorem | None:
    """max over a ≤ k ≤ b of f k ≤ c from f k ≤ c for each k."""
    found = parts(goal.args[0]) if goal.op == "le" else None
    if found is None or under_way(*_LAWS):
        return None
    low, high, values = found
    th = specialise(least_bound(), low, values, goal.args[1], high)
    while th.concl.op == "imp":
        premise = attempt(ctx, th.concl.args[0])
        if premise is None:
            return None
        th = mp(th, premise)
    return th


def maximum_apart(ctx: Context, goal: Term) -> Theorem | None:
    """max − t ≤ c from max ≤ c + t."""
    if goal.op != "le" or goal.args[0].type is not REAL or parts(goal.args[0]) is not None or under_way(*_LAWS):
        return None
    spoken = [*summands(goal.args[0]), *summands(goal.args[1], -1)]
    for t in [t for sign, t in spoken if sign > 0 and parts(t) is not None]:
        reading = reader(ctx, list(goal.args))
        p = plus(reading.poly(goal.args[1]), reading.poly(goal.args[0]), Fraction(-1))
        alone = frozenset(((t, 1),))
        th = attempt(ctx, le(t, poly_term({m: c for m, c in p.items() if m != alone}))) if p.get(alone) == -1 else None
        if th is not None:
            return order(goal, (th,), (Summand(Fraction(1), (0,)),), reading.side())
    return None


@reads(maximum)
def over_range(d: Door, e: Any) -> Term:
    """max over a ≤ k ≤ b of f k"""
    if len(e.args) != 2 or len(e.args[1]) != 3:
        raise NotWritten(f"{said(e)} needs a range: write maximum(x[k], (k, a, b))")
    values, (index, low, high) = e.args
    ends = d.integer(low), d.integer(high)
    with d.binding(index) as k:
        made = greatest(normal(ends[0]), normal(ends[1]), d.lam(index, k, normal(d.real(values))))
    d.hints.names.setdefault(made, index)  # for a bare family, whose λ is gone
    return made


FACTS += [maximum_facts, two_facts]
BOUNDS += [maximum_below, maximum_apart]
