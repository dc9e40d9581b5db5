"""First terms of logarithms, roots and exponentials, times a ratio of which bounds are known."""

from __future__ import annotations

from fractions import Fraction

from ..kernel import (
    REAL,
    Side,
    Summand,
    Term,
    Theorem,
    field,
    forall_elim,
    hyp,
    op,
    order,
    prop,
    rewrite,
    table,
    var,
)
from ..tactics import linear
from ..tactics.build import add, conj, div, eq, le, lt, mul, ne, neg, number, sub
from ..tactics.context import Context
from ..tactics.derive import discharge, generalise, mp, specialise, split, sym
from ..tactics.normalise import Conversion, Normaliser
from ..tactics.prover import prove
from .absolute import abs_bounds
from .absolute import absolute as signed
from .exponentials import exp_pos, log_exp
from .exponents import exp_half_log, exp_of_sum, log_of_product, log_of_root
from .lemmas import lemma
from .limits import FN, a, b, eventually, f, near, tends, x
from .powers import reciprocal_pos, root, sqrt_unique
from .sizes import absolute


def root_of_exp(_: Normaliser, t: Term) -> Theorem | None:
    """√(exp u) = exp(u/2)"""
    if t.op != "sqrt" or t.args[0].op != "exp":
        return None
    law = mp(specialise(exp_half_log(), t.args[0]), specialise(exp_pos(), t.args[0].args[0]))
    return sym(rewrite(law, (((0, 0, 0), specialise(log_exp(), t.args[0].args[0])),)))


PLAIN: list[tuple[object, Conversion]] = [
    ("log", log_of_product), ("log of root", log_of_root), ("root", root), ("absolute", signed), ("exp", exp_of_sum),
    ("root of exp", root_of_exp)]
d, w = var("d", REAL), var("w", REAL)


def ratio(t: Term, step: Term) -> Term:
    """t/step, and 1 where the step is 0"""
    return op("ite", eq(step, 0), number(1), div(t, step))


@lemma
def slope() -> Theorem:
    """⊢ ∀d x w. d·w ≤ x → x ≤ d → x = d·r ∧ 1 − |w − 1| ≤ r ∧ r ≤ 1 + |w − 1|, for the ratio r of x and d"""
    given, r, size = (le(mul(d, w), x), le(x, d)), ratio(x, d), absolute(sub(w, 1))
    goal = conj(eq(x, mul(d, r)), conj(le(sub(1, size), r), le(r, add(1, size))))
    known = Context().assume(*given).having(*split(specialise(abs_bounds(), sub(w, 1))))
    zero = eq(d, 0)
    cases = []
    for case in (zero, lt(0, d), lt(d, 0)):
        inner = known.assume(case)
        row, at = (table.ite_true, zero) if case is zero else (table.ite_false, ne(d, 0))
        value = mp(row(*r.args), prove(inner, at))
        inner = inner.having(value)
        if case is zero:
            facts = [prove(inner, phi) for phi in (eq(x, 0), eq(r, 1))]
        else:
            facts = _quotient(inner, case)
        inner = inner.having(*facts)
        cases.append(discharge(prove(inner, goal), case))
    either = forall_elim(table.trichotomy(REAL), d, number(0))
    return generalise(discharge(prop((either, *cases), goal), *given), d, x, w)


def _quotient(ctx: Context, case: Term) -> list[Theorem]:
    """x = d·(x/d), and x/d between w and 1."""
    side = Side((prove(ctx, ne(d, 0)),))
    whole = field(x, mul(d, div(x, d)), side)
    up = case.args[1] is d
    size = d if up else neg(d)
    inverse = mp(specialise(reciprocal_pos(), size), prove(ctx, lt(0, size)))
    side = Side((*side.nonzero, prove(ctx, ne(size, 0))))
    out = [whole]
    for given, pair in ((le(mul(d, w), x), (w, div(x, d))), (le(x, d), (div(x, d), number(1)))):
        out.append(order(le(*(pair if up else pair[::-1])), (hyp(given), inverse), (Summand(Fraction(1), (0, 1)),), side))
    return out


@lemma
def root_product() -> Theorem:
    """⊢ ∀x d. 0 ≤ x → 0 ≤ d → √(x·d) = √x·√d"""
    signs, whole, apart = (le(0, x), le(0, d)), mul(x, d), mul(op("sqrt", x), op("sqrt", d))
    known = Context().assume(*signs)
    squares = tuple(mp(forall_elim(table.sqrt_square(), t), hyp(le(0, t))) for t in (x, d))
    same = linear.equal_by_combination(known, mul(apart, apart), whole, squares)
    th = mp(specialise(sqrt_unique(), whole, apart), prove(known, le(0, apart)), same)
    return generalise(discharge(th, *signs), x, d)


@lemma
def root_step() -> Theorem:
    """⊢ ∀x d. 0 ≤ x → 0 < d → √x = √d + (x − d)·(1/(√x + √d))"""
    signs, roots = (le(0, x), lt(0, d)), (op("sqrt", x), op("sqrt", d))
    known = Context().assume(*signs)
    squares = tuple(mp(forall_elim(table.sqrt_square(), t), prove(known, le(0, t))) for t in (x, d))
    known = known.having(prove(known, ne(add(*roots), 0)))
    th = linear.equal_by_combination(known, roots[0], add(roots[1], mul(sub(x, d), div(1, add(*roots)))), squares)
    return generalise(discharge(th, *signs), x, d)


@lemma
def eventually_positive() -> Theorem:
    """⊢ ∀a b f x. 0 < x → lim f = x → ∃N ≥ a ∀n ≥ N. 0 < f n"""
    limit, positive = tends(b, f, x), lt(0, x)

    def proof(known: Context, _: Term) -> Theorem:
        return prove(known.having(specialise(abs_bounds(), sub(FN, x))), lt(0, FN))

    th = eventually([near(hyp(limit), x, hyp(positive))], a, lt(0, FN), proof)
    return generalise(discharge(th, positive, limit), a, b, f, x)
