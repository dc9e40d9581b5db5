"""Hypotheses said again in the form in which the search looks for them; nothing that they say is lost.

    ∀i. |t i| ≤ c   also as   ∀i. −c ≤ t i  and  ∀i. t i ≤ c
    a < b, integers        as   a + 1 ≤ b;   0 ≤ n with n ≠ 0   as   1 ≤ n
    ∀k. u k = g k + c·u(k + 1)   as   ∀k. g k = u k − c·u(k + 1);   ∀k. u(k + 1) − u k = d   as   ∀k. u(k + 1) = u k + d
    ∀k. u(1 + k) ≤ u k   as   ∀k. u(k + 1) ≤ u k, as SymPy does not keep the order that was written
    ∀k. u k ≤ u(k − 1)   as   ∀k. u(k + 1) ≤ u k
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from fractions import Fraction

from ..kernel import (
    FALSE,
    INT,
    REAL,
    KernelError,
    Summand,
    Term,
    Theorem,
    forall_elim,
    hyp,
    normal,
    op,
    order,
    prop,
    substitute,
    table,
)
from ..kernel.rational import integer_form
from ..tactics.build import add, eq, integer, le, lt, ne, neg, number, sub
from ..tactics.context import Context, Rule, Unproved, opened
from ..tactics.derive import beta, discharge, discharge_to_not, generalise, positive_form, specialise, split
from ..tactics.linear import equal_by_combination
from ..tactics.polynomial import TooLarge, integer_term, poly_term
from ..tactics.prover import attempt, instance_of, prove, reader
from ..tactics.rules import conclude
from ..tactics.signs import STRICT, sign
from ..theories.absolute import ABS, abs_bounds
from .direct import subterms
from .laws import members, offset, ordered, solved, unordered
from .tableau import by_contradiction

_ALONE = Summand(Fraction(1), (0,)), Summand(Fraction(1), (1,))


def restated(ctx: Context, goal: Term) -> Context:
    """The context with what it says said again; a bound of a size of which nothing else speaks is its two sides then."""
    if "restated" not in ctx.cache:
        base = _in_order(ctx)
        made = [th for r in base.rules for again in (_sides, _backward, _forward) for th in _said(again(base, r))]
        made += [th for fact in (*base.facts, *strictly(base)) for again in (_whole, _both, _signs, _zeros, _factors)
                 for th in _said(again(base, fact))]
        more = base.having(*made)
        more.cache["restated"] = ctx.cache["restated"] = more
    whole: Context = ctx.cache["restated"]  # type: ignore[assignment]
    sizes = [th for th in whole.facts if is_size(th.concl)]
    said = Counter(t for phi in (goal, *[th.concl for th in whole.facts]) for t in subterms(phi))
    kept = tuple(th for th in whole.facts if th not in sizes or said[th.concl.args[0]] > 1)
    return whole if len(kept) == len(whole.facts) else Context(kept, whole.rules, whole.depth)


def _said(again: Iterator[Theorem]) -> list[Theorem]:
    """What is found before one of them cannot be shown, as for a divisor of which nothing is known."""
    out = []
    with suppress(Unproved, KernelError, TooLarge):
        for th in again:
            out.append(th)
    return out


def _alone(ctx: Context, th: Theorem, *more: Theorem) -> Context:
    """These facts and no others, but that their divisors are not 0."""
    return Context().having(th, *more, *reader(ctx, list(th.concl.args)).side().nonzero)


def is_size(phi: Term) -> bool:
    """Is it |t| ≤ c or |t| < c?"""
    return phi.op in ("le", "lt") and phi.args[0].op == "app" and phi.args[0].args[0] is ABS


def _sides(ctx: Context, r: Rule) -> Iterator[Theorem]:
    """Both sides of a bound of sizes; that it is not negative, where it is one for all indices."""
    if is_size(r.conclusion):
        size, bound = r.conclusion.args
        known = split(specialise(abs_bounds(), size.args[1]))
        for goal in (op(r.conclusion.op, neg(bound), size.args[1]), op(r.conclusion.op, size.args[1], bound)):
            yield _again(ctx, r, goal, *known)
        if [v.type for v in r.variables] == [INT] and not r.variables[0].free <= bound.free:
            for start in (0, 1):
                th = instance_of(ctx, r, {r.variables[0]: integer(start)})
                if th is not None:
                    here = split(specialise(abs_bounds(), th.concl.args[0].args[1]))
                    yield prove(_alone(ctx, th, *here), le(0, bound))
                    return


def _both(ctx: Context, th: Theorem) -> Iterator[Theorem]:
    """−c ≤ t and t ≤ c from |t| ≤ c."""
    if is_size(th.concl):
        (size, bound), relation = th.concl.args, th.concl.op
        known = _alone(ctx, th, *split(specialise(abs_bounds(), size.args[1])))
        yield from (prove(known, goal) for goal in (op(relation, neg(bound), size.args[1]), op(relation, size.args[1], bound)))


def _signs(ctx: Context, th: Theorem) -> Iterator[Theorem]:
    """0 < b from c < a·b, where 0 ≤ c and 0 < a are seen."""
    if th.concl.op == "lt" and th.concl.args[1].op == "mul" and th.concl.args[1].type is REAL:
        c, (a, b) = th.concl.args[0], th.concl.args[1].args
        for x, y in ((a, b), (b, a)):
            if sign(ctx, c) and sign(ctx, x) == STRICT and not sign(ctx, y):
                known = attempt(ctx, le(0, c)), attempt(ctx, lt(0, x))
                if known[0] is not None and known[1] is not None:
                    wrong = hyp(le(y, 0))
                    absurd = order(FALSE, (th, known[0], known[1], wrong), (*_ALONE, Summand(Fraction(1), (2, 3))))
                    yield positive_form(discharge_to_not(absurd, wrong.concl))


def _zeros(ctx: Context, th: Theorem) -> Iterator[Theorem]:
    """x = 0 from x² ≤ 0, or from another even power."""
    if th.concl.op == "le" and th.concl.args[0].type is REAL:
        a, b = th.concl.args
        p = reader(ctx, [a, b]).poly(sub(b, a))
        ((m, c), *more) = p.items() or [(frozenset(), Fraction(0))]
        if not more and c < 0 and len(m) == 1:
            ((x, e),) = m
            if isinstance(x, Term) and e > 0 and e % 2 == 0:
                yield by_contradiction(_alone(ctx, th), eq(x, 0))


def _factors(ctx: Context, th: Theorem) -> Iterator[Theorem]:
    """1 ≤ a and 1 ≤ b from n = a·b for natural numbers with 1 ≤ n."""
    if th.concl.op != "eq" or th.concl.args[0].type is not INT:
        return
    for n, t in (th.concl.args, th.concl.args[::-1]):
        some = attempt(ctx, le(1, n)) if t.op == "mul" and n.op != "num" and n.op != "mul" else None
        if some is None:
            continue
        for a, b in (t.args, t.args[::-1]):
            other = attempt(ctx, le(0, a))
            if other is not None and b.op != "num" and attempt(ctx, le(1, b)) is None:
                wrong = hyp(le(b, 0))
                parts = (*_ALONE[:1], Summand(Fraction(1 if t is th.concl.args[1] else -1), (1,), (), number(1)),
                         Summand(Fraction(1), (2, 3)), Summand(Fraction(1)))
                absurd = order(FALSE, (some, th, other, wrong), parts)
                yield prove(Context().having(positive_form(discharge_to_not(absurd, wrong.concl))), le(1, b))


def _backward(ctx: Context, r: Rule) -> Iterator[Theorem]:
    """What u k = g k + … u(k + 1) … says of g k."""
    if r.conclusion.op != "eq" or len(r.variables) != 1 or r.conclusion.args[0].type is not REAL:
        return
    left, right = r.conclusion.args
    far = offset(left, r.variables[0])
    later = [offset(t, r.variables[0]) for t in members(right) if t.args[0] is left.args[0]] if far is not None else []
    if far is None or not any(d is not None and d > far for d in later):
        return
    with suppress(TooLarge):
        p = reader(ctx, [right]).poly(right)
        for t in members(right):
            alone = frozenset(((t, 1),))
            if offset(t, r.variables[0]) == far and p.get(alone) == 1 and sum(t in dict(m) for m in p) == 1:
                yield _again(ctx, r, eq(t, sub(left, poly_term({m: c for m, c in p.items() if m != alone}))))
                return


def _forward(ctx: Context, r: Rule) -> Iterator[Theorem]:
    """u(k + d) = … from an equation that is linear in it, where it is the last member that is spoken of."""
    if r.conclusion.op != "eq" or [v.type for v in r.variables] != [INT] or r.conclusion.args[0].type is not REAL:
        return
    k = ctx.fresh(INT, r.conclusion)
    premises = [hyp(normal(substitute(p, {r.variables[0]: k}))) for p in r.premises]
    said = ordered(conclude(r, {r.variables[0]: k}, premises))
    known = ctx.having(*premises)
    with suppress(TooLarge, Unproved):
        found = solved(reader(known, list(said.concl.args)), said.concl, k)
        if found is not None and not any(found[0] is t and found[0] not in members(u) for t, u in (
                said.concl.args, said.concl.args[::-1])):
            th = equal_by_combination(known, found[0], found[1], (said,))
            yield generalise(discharge(th, *[p.concl for p in premises]), k)


def _in_order(ctx: Context) -> Context:
    """The context with orders for all members that have their integers in normal form, in place of those that have not."""
    others = [r for r in ctx.rules if _unordered(r)]
    if not others:
        return ctx
    more = ctx.having(*map(_ordered, others))
    kept = tuple(th for th in more.facts if th.concl.op != "all" or not any(map(_unordered, opened(th))))
    return Context(kept, tuple(r for r in more.rules if not _unordered(r)), more.depth)


def _ordered(r: Rule) -> Theorem:
    back = {v: v for v in r.variables} | ({r.variables[0]: sub(r.variables[0], least)} if (least := _least(r)) else {})
    premises = [hyp(normal(substitute(p, back))) for p in r.premises]
    th = ordered(conclude(r, back, premises))
    return generalise(discharge(th, *[p.concl for p in premises]), *r.variables)


def _unordered(r: Rule) -> bool:
    return r.conclusion.op in ("le", "lt") and bool(unordered(r.conclusion) or _least(r))


def _least(r: Rule) -> int:
    """d, where u(k + d), … and later members are compared for all k: they are to be u(k), …"""
    places = {d for t in members(r.conclusion) if (d := offset(t, r.variables[0])) is not None} if r.variables else set()
    return min(places) if len(places) > 1 and [v.type for v in r.variables] == [INT] else 0


def _again(ctx: Context, r: Rule, goal: Term, *known: Theorem) -> Theorem:
    """A rule with another conclusion, which follows from its own."""
    premises = [hyp(p) for p in r.premises]
    said = conclude(r, {v: v for v in r.variables}, premises)
    th = prove(_alone(ctx.having(*premises), said, *known), goal)
    return generalise(discharge(th, *r.premises), *r.variables)


def strictly(ctx: Context) -> list[Theorem]:
    """a < b from a ≤ b and a ≠ b."""
    out = []
    for th in ctx.facts:
        if th.concl.op == "le":
            a, b = th.concl.args
            apart = [ctx.known[phi] for phi in (ne(a, b), ne(b, a)) if phi in ctx.known]
            if apart:
                cases = forall_elim(table.trichotomy(a.type), a, b)
                known = Context().having(th, *apart)
                wrong = [prove(known, op("not", phi)) for phi in (lt(b, a), eq(a, b))]
                out.append(prop((beta(cases), *wrong), lt(a, b)))
    return out


def _whole(ctx: Context, th: Theorem) -> Iterator[Theorem]:
    """a + 1 ≤ b from a < b."""
    phi = th.concl
    if phi.op == "lt" and phi.args[0].type is INT:
        yield prove(Context().having(th), le(integer_term(*integer_form(add(phi.args[0], 1))), phi.args[1]))
