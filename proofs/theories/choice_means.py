"""Integrable choices: |X| with X; relu X, max(X, Y) and what is chosen by an order lie between −(|X| + |Y|) and |X| + |Y|."""

from __future__ import annotations

from ..kernel import REAL, Term, Theorem, app, convert, hyp, normal, op, prop, rewrite, table, var
from ..tactics.build import add, conj, le, neg, no
from ..tactics.context import Context
from ..tactics.derive import discharge, generalise, mp, specialise, split, sym
from ..tactics.prover import attempt, prove
from .absolute import ABS, abs_bounds
from .expectation import I, M, lam_of, laws
from .lemmas import lemma
from .relu import RELU
from .vocabulary import MAX, MIN

CHOICES = frozenset((RELU, MAX, MIN))
a, b = var("a", REAL), var("b", REAL)


def choice(ctx: Context, x: Term, t: Term) -> Theorem | None:
    """I of |u| from I of u; I of u or v, chosen by an order, from both."""
    if t.op == "app" and t.args[0] is ABS:
        inner = attempt(ctx, app(I, lam_of(x, t.args[1])))
        return None if inner is None else mp(specialise(laws(ctx)["i_abs"], lam_of(x, t.args[1])), inner)
    opened = normal(t, CHOICES)
    if opened.op != "ite" or opened.args[0].op != "le":
        return None
    sizes = [attempt(ctx, app(I, lam_of(x, app(ABS, part)))) for part in opened.args[1:]]
    measurable = attempt(ctx, app(M, lam_of(x, opened)))
    if sizes[0] is None or sizes[1] is None or measurable is None:
        return None
    law = laws(ctx)
    parts = [app(ABS, part) for part in opened.args[1:]]
    total = mp(specialise(law["i_add"], *[lam_of(x, p) for p in parts]), sizes[0], sizes[1])
    below, above = _bounds(*opened.args)
    dominated = specialise(law["i_dominated"], lam_of(x, opened), lam_of(x, add(*parts)))
    th = mp(dominated, measurable, total, generalise(above, x), generalise(below, x))
    return convert(th, app(I, lam_of(x, t)), CHOICES)


def _bounds(c: Term, u: Term, v: Term) -> tuple[Theorem, Theorem]:
    """−(|u| + |v|) ≤ ite c u v and ite c u v ≤ |u| + |v|"""
    chosen, bounds = op("ite", c, u, v), split(specialise(size_bounds(), u, v))
    cases = []
    for sign, row, (below, above) in ((c, table.ite_true, bounds[:2]), (no(c), table.ite_false, bounds[2:])):
        value = sym(mp(row(c, u, v), hyp(sign)))
        both = [rewrite(below, (((1,), value),)), rewrite(above, (((0,), value),))]
        cases.append([discharge(th, sign) for th in both])
    total = add(app(ABS, u), app(ABS, v))
    goals = le(neg(total), chosen), le(chosen, total)
    below, above = (prop((yes, other), goal) for yes, other, goal in zip(*cases, goals, strict=True))
    return below, above


@lemma
def size_bounds() -> Theorem:
    """⊢ ∀a b. −(|a| + |b|) ≤ a ∧ a ≤ |a| + |b| ∧ −(|a| + |b|) ≤ b ∧ b ≤ |a| + |b|"""
    total = add(app(ABS, a), app(ABS, b))
    known = [th for t in (a, b) for th in split(specialise(abs_bounds(), t))]
    goal = conj(*[le(*sides) for t in (a, b) for sides in ((neg(total), t), (t, total))])
    return generalise(prove(Context().having(*known), goal), a, b)

