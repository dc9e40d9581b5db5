"""Neighbouring binomial coefficients by one of them.

    (n + 1 − k)·C(n + 1, k) = (n + 1)·C(n, k)          (k + 1)·C(n, k + 1) = (n − k)·C(n, k)
"""

from __future__ import annotations

from ..kernel import INT, Side, Term, Theorem, field, forall, forall_elim, hyp, induct, prop, refl, rewrite, table, var
from ..kernel.rational import integer_form
from ..tactics.build import add, div, eq, integer, le, lt, mul, ne, real, sub
from ..tactics.context import Context
from ..tactics.derive import discharge, generalise, mp, rhs, specialise, sym, trans
from ..tactics.linear import equal_by_combination
from ..tactics.normalise import Method, Normaliser, equate
from ..tactics.polynomial import integer_term
from ..tactics.prover import attempt, prove
from . import binomials
from .binomials import binom, parts
from .lemmas import lemma, rewrites

n, k = var("n", INT), var("k", INT)
MAX_ROW = 4


@lemma
def in_row() -> Theorem:
    """⊢ ∀n k. (k + 1)·C(n, k + 1) = (n − k)·C(n, k)"""
    more = add(k, 1)
    law = eq(mul(real(more), binom(n, more)), mul(real(sub(n, k)), binom(n, k)))
    cases = []
    for at in (lt(k, -1), eq(k, -1), le(0, k)):
        ctx = Context().assume(at)
        used = [*rewrites(*[th for th in ctx.facts if th.concl.op == "eq"]), *rewrites(binomials.none(), binomials.below())]
        if at.op == "le":
            used += rewrites(mp(specialise(binomials.one_more(), n, k), prove(ctx, at)))
        cases.append(discharge(equate(ctx, law.args[0], law.args[1], Method(used)), at))
    split = forall_elim(table.trichotomy(INT), k, integer(-1))
    last = split.concl.args[1].args[1]
    above = discharge(mp(cases[2], prove(Context().assume(last), le(0, k))), last)
    return generalise(prop((split, cases[0], cases[1], above), law), n, k)


@lemma
def in_column() -> Theorem:
    """⊢ ∀n k. (n + 1 − k)·C(n + 1, k) = (n + 1)·C(n, k)"""
    before = specialise(in_row(), n, sub(k, 1))
    index = equate(Context(), before.concl.args[0], mul(real(k), binom(n, k)), Method())
    before = trans(sym(index), before)  # k·C(n, k) = (n − (k − 1))·C(n, k − 1)
    left = mul(sub(add(real(n), 1), real(k)), binom(add(n, 1), k))
    right = mul(add(real(n), 1), binom(n, k))
    opened = equate(Context(), left, mul(sub(add(real(n), 1), real(k)), add(binom(n, sub(k, 1)), binom(n, k))), Method(
        rewrites(specialise(binomials.pascal(), n, k))))
    return generalise(trans(opened, equal_by_combination(Context(), rhs(opened), right, (before,))), n, k)


@lemma
def symmetric() -> Theorem:
    """⊢ ∀n. 0 ≤ n → ∀k. C(n, k) = C(n, n − k), by induction on n"""
    law = forall(k, eq(binom(n, k), binom(n, sub(n, k))))
    zero = integer(0)
    same = eq(binom(zero, k), binom(zero, sub(zero, k)))
    cases = []
    for at in (lt(k, 0), eq(k, 0), lt(0, k)):
        ctx = Context().assume(at)
        used = [*rewrites(*[th for th in ctx.facts if th.concl.op == "eq"]), *rewrites(binomials.below(), binomials.above())]
        cases.append(discharge(equate(ctx, same.args[0], same.args[1], Method(used)), at))
    base = generalise(prop((forall_elim(table.trichotomy(INT), k, zero), *cases), same), k)
    ctx, more = Context().assume(le(0, n)), add(n, 1)
    here, there = specialise(hyp(law), k), specialise(hyp(law), sub(k, 1))
    rows = [specialise(binomials.pascal(), n, k), specialise(binomials.pascal(), n, sub(more, k))]
    wanted = eq(binom(more, k), binom(more, sub(more, k)))
    step = generalise(equate(ctx, wanted.args[0], wanted.args[1], Method(rewrites(rows[0], rows[1], here, there))), k)
    return induct(n, zero, law, base, step)


# -- in steps ------------------------------------------------------------------------------------


def edges(m: Normaliser, t: Term) -> Theorem | None:
    """C(n, 0), C(n, n), and what is 0 outside 0 ≤ k ≤ n."""
    found = parts(t)
    if found is None:
        return None
    row, low = found
    if low is integer(0):
        return specialise(binomials.none(), row)
    laws = (specialise(binomials.all_of_them(), row),) if row is low else (
        specialise(binomials.below(), row, low), specialise(binomials.above(), row, low))
    for law in laws:
        while law is not None and law.concl.op == "imp":
            premise = attempt(m.ctx, law.concl.args[0])
            if premise is None:
                break
            law = mp(law, premise)
        else:
            return law
    return None


def down(m: Normaliser, t: Term) -> Theorem | None:
    """C(c, k) for a small number c > 0 by the row above."""
    found = parts(t)
    if found is None or found[0].op != "num" or not 0 < found[0].data[0] <= MAX_ROW:
        return None
    law = specialise(binomials.pascal(), integer(found[0].data[0] - 1), found[1])
    return _settled(trans(equate(Context(), t, law.concl.args[0], Method()), law))


def ratio(m: Normaliser, t: Term) -> Theorem | None:
    """C(n + c, k + d) by C(n, k), where the divisors are known not to be 0."""
    found = parts(t)
    if found is None:
        return None
    row, low = found
    (rows, c), (lows, d) = integer_form(row), integer_form(low)
    laws = [_law_at(row, low, *way) for way in ((rows, c, True), (lows, d, False)) if way[0] and way[1] > 0]
    laws += [_law_at(row, low, *way) for way in ((rows, c, True), (lows, d, False)) if way[0] and way[1] < 0]
    for there in laws:
        th = _divided(m.ctx, t, there)
        if th is not None:
            return th
    if rows and lows and len(integer_form(sub(row, low))[0]) < len(lows):
        mirrored = specialise(symmetric(), row)
        natural = attempt(m.ctx, mirrored.concl.args[0])
        return None if natural is None else _settled(specialise(mp(mirrored, natural), low))
    return None


def _law_at(row: Term, low: Term, _: object, constant: int, in_rows: bool) -> Theorem:
    """p·C(row, low) = q·C(…) with a row, or a place in the row, that is nearer to the one without a constant."""
    if constant > 0:
        return specialise(in_column(), _moved(row, -1), low) if in_rows else specialise(in_row(), row, _moved(low, -1))
    return sym(specialise(in_column() if in_rows else in_row(), row, low))


def _moved(t: Term, by: int) -> Term:
    symbols, constant = integer_form(t)
    return integer_term(symbols, constant + by)


def _divided(ctx: Context, t: Term, law: Theorem) -> Theorem | None:
    """t = q·s/p from p·t′ = q·s, t′ being t up to how its integers are written, where p ≠ 0."""
    p, _ = law.concl.args[0].args
    nonzero = attempt(ctx, ne(p, 0)) if p.op != "num" else None
    if nonzero is None:
        return None
    q, s = law.concl.args[1].args
    same = equate(Context(), law.concl.args[0], mul(p, t), Method())
    law = trans(sym(same), law)
    quotient = div(mul(p, t), p)
    th = trans(field(t, quotient, Side((nonzero,))), _over(quotient, law))
    return _settled(trans(th, field(rhs(th), mul(div(q, p), s), Side((nonzero,)))))


def _over(quotient: Term, law: Theorem) -> Theorem:
    return rewrite(refl(quotient), (((1, 0), law),))


def _settled(th: Theorem) -> Theorem:
    """The right side with its integers in canonical form."""
    return trans(th, Normaliser(Context(), Method()).norm(rhs(th)))

