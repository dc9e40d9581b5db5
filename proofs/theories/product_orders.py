"""Products over a range compared by their factors, and their sizes."""

from __future__ import annotations

from ..kernel import INT, Term, Theorem, app, forall, hyp, lam, refl, rewrite, var
from ..tactics.build import add, conj, eq, imp, le, mul, number
from ..tactics.context import Context
from ..tactics.derive import discharge, generalise, mp, specialise, split, sym, trans
from ..tactics.normalise import Method, equate
from ..tactics.prover import prove
from . import folds
from .folds import PRODUCT
from .lemmas import by_range, lemma, rewrites
from .products import product_nonneg
from .sizes import abs_of_positive, abs_product, absolute

a, b, i = (var(n, INT) for n in "abi")
f, g = folds.f, folds.g


@lemma
def product_le() -> Theorem:
    """⊢ ∀a b f g. (∀i. a ≤ i → i ≤ b → 0 ≤ f i ∧ f i ≤ g i) → Π a b f ≤ Π a b g"""
    each = forall(i, imp(le(a, i), le(i, b), conj(le(0, app(f, i)), le(app(f, i), app(g, i)))))
    edges, empty = folds.ends(PRODUCT)

    def solver(ctx: Context, goal: Term, before: Theorem | None) -> Theorem:
        given, wanted = goal.args
        inner = ctx.assume(given)
        values, known = [number(1), number(1)], inner
        if before is not None:
            end = add(b, 1)
            at = specialise(hyp(given), end)
            last = split(mp(at, prove(inner, at.concl.args[0]), prove(inner, at.concl.args[1].args[0])))
            below = mp(before, prove(inner, before.concl.args[0]))
            law = specialise(product_nonneg(), a, b, f)
            sign = mp(law, prove(inner, law.concl.args[0]))
            values = [mul(PRODUCT.of(a, b, u), app(u, end)) for u in (f, g)]
            known = Context().having(*last, below, sign)
        same = [equate(inner, t, v, Method([*edges, *rewrites(empty)])) for t, v in zip(wanted.args, values, strict=True)]
        th = prove(known, le(*values))
        return discharge(rewrite(th, tuple(((n,), sym(s)) for n, s in enumerate(same))), given)

    statement = imp(each, le(PRODUCT.of(a, b, f), PRODUCT.of(a, b, g)))
    return generalise(specialise(by_range(Context(), a, b, statement, solver), b), a, b, f, g)


@lemma
def size_of_product() -> Theorem:
    """⊢ ∀a b f. |Π a b f| = Π a b (λi. |f i|)"""
    edges, empty = folds.ends(PRODUCT)
    sizes = lam(i, absolute(app(f, i)))

    def solver(ctx: Context, goal: Term, before: Theorem | None) -> Theorem:
        method = Method([*edges, *rewrites(empty)])
        if before is None:
            one = specialise(abs_of_positive(), number(1))
            one = mp(one, prove(ctx, one.concl.args[0]))
            whole = equate(ctx, goal.args[0].args[1], number(1), method)
            left = trans(rewrite(refl(goal.args[0]), (((1, 1), whole),)), one)
            return trans(left, sym(equate(ctx, goal.args[1], number(1), method)))
        end = add(b, 1)
        whole = equate(ctx, goal.args[0].args[1], mul(PRODUCT.of(a, b, f), app(f, end)), method)
        apart = specialise(abs_product(), *whole.concl.args[1].args)
        right = equate(ctx, goal.args[1], mul(before.concl.args[1], absolute(app(f, end))), method)
        size = rewrite(refl(goal.args[0]), (((1, 1), whole),))
        left = trans(size, rewrite(apart, (((1, 0), before),)))
        return trans(left, sym(right))

    statement = eq(absolute(PRODUCT.of(a, b, f)), PRODUCT.of(a, b, sizes))
    return generalise(specialise(by_range(Context(), a, b, statement, solver), b), a, b, f)
