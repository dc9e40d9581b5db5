"""Expectation spaces.  E, I (integrable) and M (random variable) are variables; what they obey is one hypothesis.

    Espace E I M :=  I ⊆ M;  M has the constants and is closed under +, ·, choice by order;
                     I has the constants, is closed under +, multiples, |·|, and domination by members of I;
                     E is additive, homogeneous, nonnegative on nonnegative members of I, positive on positive ones, and
                     E 1 = 1.

Everything is pointwise in ω; ω is bound, so no constant, test function or bound can hide randomness.  That E X > 0 where
X > 0 everywhere does not follow from the rest: a mean that is additive for finitely many sets alone may give X = 1/ω the
mean 0.  Of a countably additive one, so of every mean in a course, it holds.
"""

from __future__ import annotations

import functools

from ..kernel import (
    OMEGA,
    PROP,
    REAL,
    Term,
    Theorem,
    Type,
    app,
    convert,
    define,
    forall,
    fun,
    hyp,
    lam,
    normal,
    op,
    rewrite,
    table,
    var,
)
from ..tactics.build import add, conj, eq, imp, le, lt, mul, neg, number, power
from ..tactics.context import Context
from ..tactics.derive import generalise, lhs, split

RV = fun(OMEGA, REAL)
E, I, M = var("E", fun(RV, REAL)), var("I", fun(RV, PROP)), var("M", fun(RV, PROP))
X, Y, U, V = (var(n, RV) for n in "XYUV")
omega = var("ω", OMEGA)
c = var("c", REAL)

NAMES = ("measurable", "m_const", "m_add", "m_mul", "m_choice", "i_const", "i_add", "i_scale", "i_abs",
         "i_dominated", "e_add", "e_scale", "e_nonneg", "e_pos", "e_one")


def at(x: Term) -> Term:
    return app(x, omega)


def rv(body: Term) -> Term:
    """λω. body"""
    return lam(omega, body)


def _laws() -> list[Term]:
    choice = op("ite", le(at(X), at(Y)), at(U), at(V))
    return [
        forall(X, imp(app(I, X), app(M, X))),
        forall(c, app(M, rv(c))),
        forall(X, forall(Y, imp(app(M, X), app(M, Y), app(M, rv(add(at(X), at(Y))))))),
        forall(X, forall(Y, imp(app(M, X), app(M, Y), app(M, rv(mul(at(X), at(Y))))))),
        forall(X, forall(Y, forall(U, forall(V, imp(
            app(M, X), app(M, Y), app(M, U), app(M, V), app(M, rv(choice))))))),
        forall(c, app(I, rv(c))),
        forall(X, forall(Y, imp(app(I, X), app(I, Y), app(I, rv(add(at(X), at(Y))))))),
        forall(c, forall(X, imp(app(I, X), app(I, rv(mul(c, at(X))))))),
        forall(X, imp(app(I, X), app(I, rv(app(table.ABS, at(X)))))),
        forall(X, forall(Y, imp(app(M, X), app(I, Y), forall(omega, le(at(X), at(Y))),
                                forall(omega, le(neg(at(Y)), at(X))), app(I, X)))),
        forall(X, forall(Y, imp(app(I, X), app(I, Y), eq(app(E, rv(add(at(X), at(Y)))), add(app(E, X), app(E, Y)))))),
        forall(c, forall(X, imp(app(I, X), eq(app(E, rv(mul(c, at(X)))), mul(c, app(E, X)))))),
        forall(X, imp(app(I, X), forall(omega, le(0, at(X))), le(0, app(E, X)))),
        forall(X, imp(app(I, X), forall(omega, lt(0, at(X))), lt(0, app(E, X)))),
        eq(app(E, rv(number(1))), 1),
    ]


ESPACE = define("Espace", lam(E, lam(I, lam(M, normal(conj(*_laws()))))), total=True)
SPACE = app(ESPACE, E, I, M)
_deviation = op("sub", at(X), app(E, X))
VAR = define("Var", lam(E, lam(X, app(E, rv(power(_deviation, 2))))))


def laws(ctx: Context) -> dict[str, Theorem]:
    """The laws of the expectation space that the context assumes, by name; {} when there is none."""
    th = ctx.known.get(SPACE)
    return {} if th is None else _laws_of(_assumed() if th.hyps == {SPACE} else th)


@functools.cache
def _assumed() -> Theorem:
    """Espace E I M ⊢ Espace E I M: one for all claims, so that its parts are proved once."""
    return hyp(SPACE)


@functools.lru_cache(maxsize=8)
def _laws_of(space: Theorem) -> dict[str, Theorem]:
    """The conjuncts of Γ ⊢ Espace E I M."""
    chosen = frozenset((ESPACE,))
    return dict(zip(NAMES, split(convert(space, normal(SPACE, chosen), chosen)), strict=True))


@functools.cache
def same_law(a: Type) -> Term:
    """SameLaw X Y at values of type a: every test function that is integrable at X is so at Y, with equal E."""
    A, B, f = var("A", fun(OMEGA, a)), var("B", fun(OMEGA, a)), var("f", fun(a, REAL))
    one, two = rv(app(f, at(A))), rv(app(f, at(B)))
    body = forall(f, imp(app(I, one), op("and", app(I, two), eq(app(E, two), app(E, one)))))
    return define("SameLaw", lam(E, lam(I, lam(A, lam(B, normal(body))))), total=True)


@functools.cache
def independent(a: Type, b: Type) -> Term:
    """Indep X Y by freezing: products of integrable functions are integrable, and Y may be fixed while X is averaged."""
    A, B = var("A", fun(OMEGA, a)), var("B", fun(OMEGA, b))
    f, h, g = var("f", fun(a, REAL)), var("h", fun(b, REAL)), var("g", fun(a, b, REAL))
    y, other = var("y", b), var("ω′", OMEGA)
    product = imp(app(I, rv(app(f, at(A)))), app(I, rv(app(h, at(B)))), app(I, rv(mul(app(f, at(A)), app(h, at(B))))))
    joint = rv(app(g, at(A), at(B)))
    frozen = lam(other, app(E, rv(app(g, at(A), app(B, other)))))
    freeze = imp(forall(y, app(I, rv(app(g, at(A), y)))), app(I, joint),
                 op("and", app(I, frozen), eq(app(E, joint), app(E, frozen))))
    body = op("and", forall(f, forall(h, product)), forall(g, freeze))
    return define("Indep", lam(E, lam(I, lam(A, lam(B, normal(body))))), total=True)


def lam_of(x: Term, body: Term) -> Term:
    """λx. body, η-reduced."""
    return normal(lam(x, body))


def transfer(th: Theorem, x: Term, equation: Theorem) -> Theorem:
    """From P(λω. a) and a = b: P(λω. b)."""
    th = convert(th, app(th.concl.args[0], lam(x, lhs(equation))))
    return rewrite(th, (((1, 0), generalise(equation, x)),))
