"""What derivatives are good for: a function with slopes ≥ 0 grows, derivatives are local, and they are unique."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from ..kernel import (
    INT,
    REAL,
    Term,
    Theorem,
    app,
    convert,
    fun,
    hyp,
    lam,
    normal,
    op,
    rewrite,
    table,
    var,
)
from ..kernel.table import DERIV
from ..tactics.build import eq, le, mul, number
from ..tactics.context import Context, Rule
from ..tactics.derive import discharge, generalise, mp, specialise, sym, trans
from ..tactics.normalise import Method, equate
from ..tactics.prover import prove
from ..tactics.rules import conclude
from . import calculus, choices, single, slopes, sums
from .derivatives import arguments, head, slope_of
from .gradients import MATRIX, MATRIX_GRAD
from .lemmas import lemma
from .notions import GRAD
from .vectors import DOT, VECTOR, i

j = var("j", INT)


def grown(ctx: Context, rule: Rule) -> Theorem | None:
    """f a ≤ f b, from a rule ∀x. a ≤ x → x ≤ b → deriv f x (f′ x), where 0 ≤ f′ x and a ≤ b are known."""
    if not slopes.is_slope(rule.conclusion) or len(rule.premises) != 2 or len(rule.variables) != 1:
        return None
    (_, function, at, value), (low, high) = slopes.parts(rule.conclusion), rule.premises
    (x,) = rule.variables
    if at is not x or low.op != "le" or high.op != "le" or low.args[1] is not x or high.args[0] is not x:
        return None
    th = specialise(table.monotone(), function, normal(lam(x, value)), low.args[0], high.args[1])
    for _ in range(2):
        th = mp(th, prove(ctx, th.concl.args[0]))
    return th


def agreeing(ctx: Context, goal: Term, rule: Rule, method: Method, known: Sequence[Rule]) -> Theorem | None:
    """deriv f a d, from a rule ∀s. l < s → f s = g s with l < a, and the derivative of g."""
    if rule.conclusion.op != "eq" or len(rule.variables) != 1 or len(rule.premises) != 1 or not slopes.is_slope(goal):
        return None
    (s,), (bound,), (_, function, at, wanted) = rule.variables, rule.premises, slopes.parts(goal)
    if rule.conclusion.args[0] is not normal(app(function, s)) or bound.op != "lt" or bound.args[1] is not s:
        return None
    width = op("sub", at, bound.args[0])
    other = normal(lam(s, rule.conclusion.args[1]))
    given = slope_of(ctx, other, at, method, known)
    given = rewrite(given, (((1,), equate(ctx, given.concl.args[1], wanted, method)),))
    inside = op("lt", slopes.magnitude(slopes.h), width)
    there = slopes.about(ctx.assume(inside), slopes.h)
    same = conclude(rule, {s: op("add", at, slopes.h)}, [prove(there, op("lt", bound.args[0], op("add", at, slopes.h)))])
    law = specialise(calculus.local(), other, function, at, wanted, width)
    law = mp(law, prove(ctx, law.concl.args[0]))
    near = generalise(discharge(same, inside), slopes.h)
    return convert(mp(law, convert(near, law.concl.args[0]), convert(given, law.concl.args[1].args[0])), goal)


def same_value(facts: Sequence[Theorem]) -> list[Theorem]:
    """For every two facts that say what one derivative, or one gradient, is: that they give the same number, or entries."""
    out = []
    for one, two in combinations(facts, 2):
        *first, p = arguments(one.concl)
        *second, q = arguments(two.concl)
        if head(one.concl) is head(two.concl) and all(a is b for a, b in zip(first, second, strict=True)):
            law = {DERIV: calculus.unique, GRAD: unique_gradient, MATRIX_GRAD: unique_matrix_gradient}[head(one.concl)]
            out.append(mp(specialise(law(), *first, p, q), one, two))
    return out


@lemma
def unique_gradient() -> Theorem:
    """⊢ ∀n F W G H. grad F W G → grad F W H → ∀k. 1 ≤ k → k ≤ n → G k = H k: along the unit vectors"""
    n, k, loss = var("n", INT), var("k", INT), var("F", fun(VECTOR, REAL))
    at, one, two = (var(s, VECTOR) for s in ("W", "G", "H"))
    axis = lam(i, _indicator(eq(i, k)))
    return _along_axes(GRAD, axis, (n, loss, at), one, two, {k: n})


@lemma
def unique_matrix_gradient() -> Theorem:
    """⊢ ∀m n F W G H. matrix_grad F W G → matrix_grad F W H → ∀k. 1 ≤ k → k ≤ m → ∀l. 1 ≤ l → l ≤ n → G k l = H k l"""
    m, n, k, l = (var(s, INT) for s in "mnkl")  # noqa: E741
    loss = var("F", fun(MATRIX, REAL))
    at, one, two = (var(s, MATRIX) for s in ("W", "G", "H"))
    axis = lam(i, lam(j, mul(_indicator(eq(i, k)), _indicator(eq(j, l)))))
    return _along_axes(MATRIX_GRAD, axis, (m, n, loss, at), one, two, {k: m, l: n})


def _indicator(condition: Term) -> Term:
    return op("ite", condition, number(1), number(0))


def _along_axes(form: Term, axis: Term, shared: tuple[Term, ...], one: Term, two: Term, sizes: dict[Term, Term]) -> Theorem:
    """G k = H k from the derivatives along one axis."""
    given = [app(form, *shared, g) for g in (one, two)]
    guards = [bound for k, n in sizes.items() for bound in (le(1, k), le(k, n))]
    ctx = Context().assume(*guards)
    along = [specialise(convert(hyp(f), normal(f, frozenset((form,))), frozenset((form,))), axis) for f in given]
    (same,) = same_value(along)
    method = [("single", single.diagonal), ("choice", choices.decided), ("linear", sums.linear)]
    ends = []
    for value, g in zip(same.concl.args, (one, two), strict=True):
        ends.append(equate(ctx, value, app(g, *sizes), Method(unfold=frozenset((DOT,)), conversions=list(method))))
    th = trans(sym(ends[0]), same, ends[1])
    for k, n in reversed(sizes.items()):
        th = generalise(discharge(th, le(1, k), le(k, n)), k)
    return generalise(discharge(th, *given), *shared, one, two)
