"""A sum of which only one term is not zero, or is unlike the others."""

from __future__ import annotations

from ..kernel import INT, Term, Theorem, app, convert, forall, hyp, lam, op, prop, var
from ..kernel.rational import integer_form
from ..tactics.build import add, eq, imp, le, ne, number, sub
from ..tactics.context import Context, Unproved
from ..tactics.derive import discharge, generalise, lhs, mp, rhs, specialise, sym, trans
from ..tactics.normalise import Method, Normaliser, equate
from ..tactics.polynomial import integer_term
from ..tactics.prover import attempt, prove
from . import folds
from .folds import SUM
from .lemmas import by_range, lemma, solve
from .sums import body_at, fold_of, linear, parts

a, b, k, j = (var(s, INT) for s in "abkj")
f = folds.f


@lemma
def zero_terms() -> Theorem:
    """⊢ ∀a f b. (∀j. a ≤ j → j ≤ b → f j = 0) → Σ a b f = 0"""
    law = specialise(folds.CONG["Σ"](), a, b, f, lam(j, number(0)))
    each = forall(j, imp(le(a, j), le(j, b), eq(app(f, j), 0)))
    th = mp(law, prove(Context().assume(each), law.concl.args[0]))
    zero = specialise(folds.sum_zero(), a, b)
    return generalise(discharge(trans(th, zero), each), a, f, b)


@lemma
def single_term() -> Theorem:
    """⊢ ∀a f k b. (∀j. a ≤ j → j ≤ b → j ≠ k → f j = 0) → a ≤ k → k ≤ b → Σ a b f = f k"""
    others = forall(j, imp(le(a, j), le(j, b), ne(j, k), eq(app(f, j), 0)))
    law = eq(SUM.of(a, b, f), app(f, k))
    statement = imp(others, le(a, k), le(k, b), law)

    def solver(ctx: Context, goal: Term, before: Theorem | None) -> Theorem:
        given = [goal.args[0], goal.args[1].args[0], goal.args[1].args[1].args[0]]
        inner, wanted = ctx.assume(*given), goal.args[1].args[1].args[1]
        if before is None:
            return discharge(prop((prove(inner, op("false")),), wanted), *given)
        return discharge(_one_more(inner, wanted, before), *given)

    return generalise(specialise(by_range(Context(), a, b, statement, solver), b), a, f, k, b)


def _one_more(ctx: Context, wanted: Term, before: Theorem) -> Theorem:
    """The range a..b+1: k is its last index, or an earlier one."""
    ends = folds.ends(SUM)
    earlier, at_last = le(k, b), eq(k, add(b, 1))
    inner = ctx.assume(earlier)
    value = before
    for _ in range(3):
        value = mp(value, prove(inner, value.concl.args[0]))
    last_zero = prove(inner, eq(app(f, add(b, 1)), 0))
    one = solve(inner, wanted, *ends, value, last_zero)
    inner = ctx.assume(at_last)
    zero = specialise(zero_terms(), a, f, b)
    zero = mp(zero, prove(inner, zero.concl.args[0]))
    two = solve(inner, wanted, *ends, zero, hyp(at_last))
    cases = prove(ctx, op("or", earlier, at_last))
    return prop((cases, discharge(one, earlier), discharge(two, at_last)), wanted)


def diagonal(n: Normaliser, t: Term) -> Theorem | None:
    """Σⱼ f(i, j) = f(i, i), when f(i, j) = 0 for j ≠ i is what the reasons of the step give."""
    found = parts(t)
    if found is None or fold_of(t) is not SUM:
        return None
    low, high, function = found
    for index in _candidates(n.ctx, function, low, high):
        law = specialise(single_term(), low, function, index, high)
        j = n.ctx.fresh(INT, t, index)
        inner = n.under(le(low, j), le(j, high), ne(j, index))
        body = body_at(function, j)
        try:
            vanish = inner.norm(body)
            zero = equate(inner.ctx, rhs(vanish), number(0), Method())
        except Unproved:
            continue
        each = generalise(discharge(trans(vanish, zero), le(low, j), le(j, high), ne(j, index)), j)
        law = mp(law, convert(each, law.concl.args[0]))
        ends = [attempt(n.ctx, law.concl.args[0]), attempt(n.ctx, law.concl.args[1].args[0])]
        if ends[0] is not None and ends[1] is not None:
            return mp(law, ends[0], ends[1])
    return None


def _candidates(ctx: Context, function: Term, low: Term, high: Term) -> list[Term]:
    """Indices of the context that run over the same range and occur in the term."""
    out = []
    for th in ctx.facts:
        if th.concl.op == "le" and th.concl.args[0] is low and th.concl.args[1].op == "var":
            x = th.concl.args[1]
            if x.free <= function.free and le(x, high) in ctx.known:
                out.append(x)
    j = ctx.fresh(INT, function)
    return list(dict.fromkeys([*out, *_compared(body_at(function, j), j)]))


def _compared(t: Term, j: Term) -> list[Term]:
    """What an index is compared with by =, as in 1[j = k] or 1[j + 1 = k]."""
    out, stack, seen = [], [t], set()
    while stack:
        u = stack.pop()
        if u not in seen and j.free <= u.free:
            seen.add(u)
            stack.extend(reversed(u.args))
            sides = [a.args[0] if a.op == "real" else a for a in u.args] if u.op == "eq" else []  # as integers or as reals
            other = _solved(sides, j) if sides and not any(s.loose or s.type is not INT for s in sides) else None
            if other is not None:
                out.append(other)
    return out


def _solved(sides: list[Term], j: Term) -> Term | None:
    """What j is where the sides are equal, when it occurs once."""
    symbols, constant = integer_form(sub(*sides))
    with_j = [(m, c) for m, c in symbols if any(j.free <= t.free for t, _ in m)]
    if len(with_j) != 1 or abs(with_j[0][1]) != 1 or with_j[0][0] != frozenset({(j, 1)}):
        return None
    sign = -with_j[0][1]
    return integer_term(frozenset((m, c*sign) for m, c in symbols if (m, c) not in with_j), constant*sign)


@lemma
def all_but_one() -> Theorem:
    """⊢ ∀a f g k b. (∀j. a ≤ j → j ≤ b → j ≠ k → f j = g j) → a ≤ k → k ≤ b → Σ a b f = Σ a b g + (f k − g k)"""
    g = var("g", f.type)
    same = forall(j, imp(le(a, j), le(j, b), ne(j, k), eq(app(f, j), app(g, j))))
    difference = lam(j, sub(app(f, j), app(g, j)))
    ctx = Context().assume(same, le(a, k), le(k, b))
    law = specialise(single_term(), a, difference, k, b)
    for _ in range(3):
        law = mp(law, prove(ctx, law.concl.args[0]))
    apart = equate(ctx, lhs(law), sub(SUM.of(a, b, f), SUM.of(a, b, g)), Method(conversions=[("sums", linear)]))
    known = Context().having(trans(sym(apart), law))
    th = prove(known, eq(SUM.of(a, b, f), add(SUM.of(a, b, g), rhs(law))))
    return generalise(discharge(th, same, le(a, k), le(k, b)), a, f, g, k, b)


def off_diagonal(n: Normaliser, t: Term) -> Theorem | None:
    """Σⱼ f(i, j) = Σⱼ g(i, j) + (f(i, i) − g(i, i)), when f(i, j) = g(i, j) for j ≠ i by another form, of which f(i, j) has
    none without j ≠ i."""
    found = parts(t)
    if found is None or fold_of(t) is not SUM:
        return None
    low, high, function = found
    for index in _candidates(n.ctx, function, low, high):
        j = n.ctx.fresh(INT, t, index)
        inner = n.under(le(low, j), le(j, high), ne(j, index))
        same = inner.norm(body_at(function, j))
        if rhs(same) is lhs(same):
            continue
        other = lam(j, rhs(same))
        law = specialise(all_but_one(), low, function, other, index, high)
        each = generalise(discharge(same, le(low, j), le(j, high), ne(j, index)), j)
        law = mp(law, convert(each, law.concl.args[0]))
        ends = [attempt(n.ctx, law.concl.args[0]), attempt(n.ctx, law.concl.args[1].args[0])]
        if ends[0] is not None and ends[1] is not None:
            return mp(law, ends[0], ends[1])
    return None
