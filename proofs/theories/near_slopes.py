"""Derivatives of functions that are not defined everywhere: 1/x, log x, √x.  The function must be defined near the place."""

from __future__ import annotations

from typing import Any

from ..kernel import (
    PROP,
    REAL,
    Term,
    Theorem,
    app,
    convert,
    define,
    exists,
    exists_elim,
    exists_intro,
    field,
    forall,
    forall_elim,
    fun,
    hyp,
    instantiate,
    lam,
    normal,
    op,
    prop,
    rewrite,
    table,
    var,
)
from ..kernel import defined as owed_by
from ..kernel.table import DERIV
from ..language.calculus import HasDerivative
from ..language.door import Door, reads
from ..language.errors import NotWritten
from ..language.plain import named
from ..language.printing import WRITERS
from ..language.symbols import Named
from ..language.wording import said
from ..tactics.build import add, conj, eq, fresh, imp, le, lt, number, sub
from ..tactics.context import Context, Unproved
from ..tactics.derive import discharge, generalise, join, mp, specialise, split, sym
from ..tactics.normalise import Method
from ..tactics.prover import attempt, prove
from . import derivatives, gradients
from .calculus import local
from .choice_slopes import stays_positive
from .lemmas import lemma
from .slopes import about, at_most, d, f, h, magnitude, p, r, slope, smaller, witness, x

PREDICATE = fun(REAL, PROP)
A, B, t = var("A", PREDICATE), var("B", PREDICATE), var("t", REAL)


def near(domain: Term, at: Term) -> Term:
    """∃r>0 ∀h. |h| < r → A(x + h)"""
    there = normal(app(domain, add(at, h)))
    return exists(r, op("and", lt(0, r), forall(h, imp(lt(magnitude(h), r), there))))


def guarded(domain: Term, function: Term) -> Term:
    """f where A holds, elsewhere 0"""
    return lam(t, op("ite", app(domain, t), app(function, t), number(0)))


def _near_slope() -> Term:
    """deriv_near A f x d := f has the derivative d at x, and is defined near x, where A says where it is"""
    body = op("and", slope(guarded(A, f), x, d), near(A, x))
    for v in (d, x, f, A):
        body = lam(v, body)
    return define("deriv_near", normal(body))


DERIV_NEAR = _near_slope()
_OPEN = frozenset((DERIV_NEAR,))


def is_near_slope(goal: Term) -> bool:
    """Is it the statement that a function has a derivative, near which it is defined?"""
    return derivatives.head(goal) is DERIV_NEAR


@reads(HasDerivative)
def derivative(d: Door, e: Any) -> Term:
    """deriv (x ↦ expression) at value, or the same of a function that need be defined near the place only."""
    expression, x, value, at = e.args
    x, at = (named(s) if d.plain else s for s in (x, at))
    if not isinstance(x, Named) or x.kind != "real":
        raise NotWritten(f"{said(x)} is no real number that a derivative can be taken in: write derivative(f, x, value)")
    function = gradients.function_of(d, expression, x, bound=at != x)
    return stated(function, d.real(at), d.real(value))


WRITERS["deriv_near"] = lambda show, args: WRITERS["deriv"](show, args[1:])


def stated(function: Term, at: Term, value: Term) -> Term:
    """The derivative of a function as a statement: of one that is defined everywhere without more ado."""
    z = fresh(REAL, function)  # t may be a letter of the author's
    body = normal(app(function, z))
    partial = [part for part in _conjuncts(owed_by(body, {})) if z.free <= part.free
               and attempt(Context(), forall(z, part)) is None]
    if not partial:
        return app(DERIV, function, at, value)
    return app(DERIV_NEAR, normal(lam(z, conj(*partial))), function, at, value)


def _conjuncts(phi: Term) -> list[Term]:
    return [part for a in phi.args for part in _conjuncts(a)] if phi.op == "and" else [phi]


# -- lemmas ------------------------------------------------------------------------------------------


@lemma
def here() -> Theorem:
    """⊢ ∀A x. near A x → A x"""
    some = hyp(near(A, x))
    positive, inside = witness(some, r)
    zero = number(0)
    ctx = about(Context().having(positive), zero)
    at = mp(specialise(inside, zero), prove(ctx.having(at_most(ctx, zero, zero)), lt(magnitude(zero), r)))
    at = rewrite(at, (((1,), field(add(x, zero), x)),))
    return generalise(discharge(exists_elim(r, some, at), near(A, x)), A, x)


@lemma
def wider() -> Theorem:
    """⊢ ∀A B x. (∀t. A t → B t) → near A x → near B x"""
    larger = forall(t, imp(app(A, t), app(B, t)))
    some = hyp(near(A, x))
    positive, inside = witness(some, r)
    there = mp(specialise(inside, h), hyp(lt(magnitude(h), r)))
    there = discharge(mp(specialise(hyp(larger), add(x, h)), there), lt(magnitude(h), r))
    th = exists_intro(join(positive, generalise(there, h)), near(B, x), r)
    return generalise(discharge(exists_elim(r, some, th), larger, near(A, x)), A, B, x)


@lemma
def together() -> Theorem:
    """⊢ ∀A B x. near A x → near B x → near (A and B) x"""
    both = lam(t, op("and", app(A, t), app(B, t)))
    names = var("r1", REAL), var("r2", REAL)
    somes = [hyp(near(one, x)) for one in (A, B)]
    parts = [witness(some, name) for some, name in zip(somes, names, strict=True)]
    common = mp(specialise(smaller(), *names, number(1)), parts[0][0], parts[1][0], prove(Context(), lt(0, number(1))))
    ctx = Context().assume(lt(magnitude(h), r)).having(*witness(common, r))
    there = join(*[mp(specialise(inside, h), prove(ctx, lt(magnitude(h), name)))
                   for (_, inside), name in zip(parts, names, strict=True)])
    bound = generalise(discharge(there, lt(magnitude(h), r)), h)
    th = exists_elim(r, common, exists_intro(join(prove(ctx, lt(0, r)), bound), near(both, x), r))
    for some, name in zip(somes, names, strict=True):
        th = exists_elim(name, some, th)
    return generalise(discharge(th, *[some.concl for some in somes]), A, B, x)


@lemma
def everywhere() -> Theorem:
    """⊢ ∀A x. (∀t. A t) → near A x"""
    always = forall(t, app(A, t))
    there = generalise(discharge(specialise(hyp(always), add(x, h)), lt(magnitude(h), number(1))), h)
    th = exists_intro(join(prove(Context(), lt(0, number(1))), there), near(A, x), number(1))
    return generalise(discharge(th, always), A, x)


@lemma
def same_slope() -> Theorem:
    """⊢ ∀A f x p. near A x → (deriv f x p ↔ deriv (f where A holds, elsewhere 0) x p)"""
    some, whole = hyp(near(A, x)), normal(guarded(A, f))
    positive, inside = witness(some, r)
    there = add(x, h)
    row = table.ite_true(app(A, there), app(f, there), number(0))
    alike = mp(row, mp(specialise(inside, h), hyp(lt(magnitude(h), r))))
    out = []
    for one, two, same in ((f, whole, alike), (whole, f, sym(alike))):
        law = mp(specialise(local(), one, two, x, p, r), positive)
        nearby = generalise(discharge(same, lt(magnitude(h), r)), h)
        out.append(mp(law, convert(nearby, law.concl.args[0])))
    th = prop(tuple(out), op("iff", slope(f, x, p), slope(whole, x, p)))
    return generalise(discharge(exists_elim(r, some, th), near(A, x)), A, f, x, p)


@lemma
def distance() -> Theorem:
    """⊢ ∀x t. 0 < t − x → x < t ∧ x ≤ t ∧ x ≠ t ∧ t ≠ x"""
    given = lt(0, sub(t, x))
    parts = lt(x, t), le(x, t), op("not", eq(x, t)), op("not", eq(t, x))
    return generalise(discharge(join(*[prove(Context().assume(given), part) for part in parts]), given), x, t)


# -- how it is proved --------------------------------------------------------------------------------


def proved(ctx: Context, goal: Term, domain_holds: Theorem, given: Theorem) -> Theorem:
    """deriv_near A f x d, from near A x and deriv f x d."""
    domain, function, at, value = derivatives.arguments(goal)
    law = mp(specialise(same_slope(), domain, function, at, value), convert(
        domain_holds, specialise(same_slope(), domain, function, at, value).concl.args[0]))
    other = prop((law, convert(given, law.concl.args[0])), law.concl.args[1])
    return convert(join(other, domain_holds), goal, _OPEN)


def contained(goal: Term) -> list[Theorem]:
    """What deriv_near A f x d says, assumed: A x, and deriv f x d."""
    domain, function, at, value = derivatives.arguments(goal)
    other, holds = split(convert(hyp(goal), normal(goal, _OPEN), _OPEN))
    law = specialise(here(), domain, at)
    inside = mp(law, convert(holds, law.concl.args[0]))
    law = specialise(same_slope(), domain, function, at, value)
    law = mp(law, convert(holds, law.concl.args[0]))
    return [inside, prop((law, convert(other, law.concl.args[1])), law.concl.args[0])]


def neighbourhood(ctx: Context, domain: Term, at: Term, method: Method) -> Theorem:
    """near A x: A is a condition that holds at x, and is open; raises Unproved."""
    s = ctx.fresh(REAL, domain, at)
    return _near(ctx, s, normal(app(domain, s)), at, method)


def _near(ctx: Context, s: Term, phi: Term, at: Term, method: Method) -> Theorem:
    always = attempt(ctx, forall(s, phi))
    if always is not None:
        return _by(everywhere(), (lam(s, phi), at), always)
    match phi.op:
        case "and":
            one, two = (_near(ctx, s, a, at, method) for a in phi.args)
            return _by(together(), (*[lam(s, a) for a in phi.args], at), one, two)
        case "lt" | "le":
            return _above(ctx, s, phi.args[0], phi.args[1], phi, at, method)
        case "imp":
            return _from(s, phi, phi.args[1], at, _near(ctx, s, phi.args[1], at, method))
        case "or":
            return _first(ctx, s, phi, list(phi.args), at, method)
        case "not" if phi.args[0].op == "eq" and phi.args[0].args[0].type is REAL:
            return _apart(ctx, s, phi, at, method)
    raise Unproved("it is not seen that the function is defined near the place", normal(instantiate(lam(s, phi).args[0], at)))


def _above(ctx: Context, s: Term, low: Term, high: Term, phi: Term, at: Term, method: Method) -> Theorem:
    """φ near the place, because high − low is continuous, and positive there."""
    gap = lam(s, sub(high, low))
    given = derivatives.slope_of(ctx, normal(gap), at, method)
    law = specialise(stays_positive(), normal(gap), at, given.concl.args[1])
    law = mp(law, convert(given, law.concl.args[0]))
    place = derivatives.plain(ctx, law.concl.args[0].args[1])
    positive = rewrite(prove(ctx, lt(0, place.concl.args[1])), (((1,), sym(place)),))
    law = mp(law, convert(positive, law.concl.args[0]))
    larger = mp(specialise(distance(), low, high), hyp(lt(0, sub(high, low))))
    larger = discharge(prop((larger,), phi), lt(0, sub(high, low)))
    return _by(wider(), (lam(s, lt(0, sub(high, low))), lam(s, phi), at), generalise(larger, s), law)


def _apart(ctx: Context, s: Term, phi: Term, at: Term, method: Method) -> Theorem:
    """u ≠ v near the place: u < v or v < u there."""
    u, v = phi.args[0].args
    values = [normal(instantiate(lam(s, a).args[0], at)) for a in (u, v)]
    cases = forall_elim(table.trichotomy(REAL), *values)
    wrong = prove(ctx, op("not", op("eq", *values)))
    goal = near(normal(lam(s, phi)), at)
    out = [wrong, convert(cases, normal(cases.concl))]
    for low, high in ((u, v), (v, u)):
        case = normal(instantiate(lam(s, lt(low, high)).args[0], at))
        out.append(discharge(convert(_above(ctx.assume(case), s, low, high, phi, at, method), goal), case))
    return prop(tuple(out), goal)


def _first(ctx: Context, s: Term, phi: Term, parts: list[Term], at: Term, method: Method) -> Theorem:
    error: Unproved | None = None
    for part in parts:
        try:
            return _from(s, phi, part, at, _near(ctx, s, part, at, method))
        except Unproved as e:
            error = e
    raise error or Unproved("there is no case", phi)


def _from(s: Term, phi: Term, stronger: Term, at: Term, th: Theorem) -> Theorem:
    """φ near the place, from what is stronger."""
    larger = generalise(prove(Context(), imp(stronger, phi)), s)
    return _by(wider(), (lam(s, stronger), lam(s, phi), at), larger, th)


def _by(law: Theorem, values: tuple[Term, ...], *premises: Theorem) -> Theorem:
    th = specialise(law, *map(normal, values))
    for premise in premises:
        th = mp(th, convert(premise, th.concl.args[0]))
    return convert(th, normal(th.concl))
