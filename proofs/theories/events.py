"""Indicators: 1[¬φ] = 1 − 1[φ], 1[φ ∧ ψ] = 1[φ]·1[ψ], 1[∀k ≤ n. φ k] = Πₖ 1[φ k]; their signs and values."""

from __future__ import annotations

from collections.abc import Iterable

from ..kernel import (
    FALSE,
    INT,
    PROP,
    REAL,
    KernelError,
    Term,
    Theorem,
    app,
    convert,
    exists,
    exists_elim,
    exists_intro,
    field,
    forall,
    fun,
    hyp,
    lam,
    normal,
    op,
    prop,
    refl,
    rewrite,
    table,
    var,
)
from ..kernel.rational import integer_form
from ..tactics.build import add, conj, eq, imp, integer, le, mul, no, number, sub
from ..tactics.context import Context
from ..tactics.derive import discharge, generalise, itself, lhs, mp, rhs, specialise, split, sym, trans
from ..tactics.normalise import ARITHMETIC, Method, Normaliser, equate
from ..tactics.polynomial import integer_term, rank
from ..tactics.prover import FACTS, attempt, prove
from . import folds
from .folds import PRODUCT
from .lemmas import by_range, lemma, rewrites
from .notions import INDICATOR
from .tables import CONDITIONS

_p, _q = var("p", PROP), var("q", PROP)
_S, _a, _b, _k = var("S", fun(INT, PROP)), var("a", INT), var("b", INT), var("k", INT)
_OPEN = frozenset((INDICATOR,))


def one(phi: Term) -> Term:
    """1[φ]"""
    return app(INDICATOR, phi)


def is_indicator(t: Term) -> bool:
    return t.op == "app" and t.args[0] is INDICATOR


@lemma
def holds() -> Theorem:
    """⊢ ∀p. p → 1[p] = 1"""
    row = table.ite_true(_p, number(1), number(0))
    return generalise(convert(row, imp(_p, eq(one(_p), 1)), _OPEN), _p)


@lemma
def fails() -> Theorem:
    """⊢ ∀p. ¬p → 1[p] = 0"""
    row = table.ite_false(_p, number(1), number(0))
    return generalise(convert(row, imp(no(_p), eq(one(_p), 0)), _OPEN), _p)


def _by_truth(goal: Term, *letters: Term) -> Theorem:
    """An equation between indicators, in every case of truth and falsity of the letters."""
    values: list[list[tuple[Term, bool]]] = [[]]
    for p in letters:
        values = [[*v, (p, truth)] for v in values for truth in (True, False)]
    cases = []
    for v in values:
        assumed = [p if truth else no(p) for p, truth in v]
        known = [_value(t, [hyp(f) for f in assumed]) for t in _indicators(goal)]
        cases.append(discharge(equate(Context(), goal.args[0], goal.args[1], Method(rewrites(*known))), *assumed))
    return generalise(prop(tuple(cases), goal), *letters)


def _indicators(t: Term) -> list[Term]:
    if is_indicator(t):
        return [t]
    return [u for a in t.args for u in _indicators(a)]


def _value(t: Term, facts: list[Theorem]) -> Theorem:
    """1[φ] = 1 or 1[φ] = 0, as the facts decide φ by propositional logic."""
    phi = t.args[1]
    try:
        return mp(specialise(holds(), phi), prop(tuple(facts), phi))
    except KernelError:
        return mp(specialise(fails(), phi), prop(tuple(facts), no(phi)))


@lemma
def negation() -> Theorem:
    """⊢ ∀p. 1[¬p] = 1 − 1[p]"""
    return _by_truth(eq(one(no(_p)), sub(1, one(_p))), _p)


@lemma
def conjunction() -> Theorem:
    """⊢ ∀p q. 1[p ∧ q] = 1[p]·1[q]"""
    return _by_truth(eq(one(op("and", _p, _q)), mul(one(_p), one(_q))), _p, _q)


@lemma
def disjunction() -> Theorem:
    """⊢ ∀p q. 1[p ∨ q] = 1[p] + 1[q] − 1[p]·1[q]"""
    both = sub(add(one(_p), one(_q)), mul(one(_p), one(_q)))
    return _by_truth(eq(one(op("or", _p, _q)), both), _p, _q)


@lemma
def implication() -> Theorem:
    """⊢ ∀p q. 1[p → q] = 1 − 1[p]·(1 − 1[q])"""
    return _by_truth(eq(one(op("imp", _p, _q)), sub(1, mul(one(_p), sub(1, one(_q))))), _p, _q)


@lemma
def square() -> Theorem:
    """⊢ ∀p. 1[p]·1[p] = 1[p]"""
    return _by_truth(eq(mul(one(_p), one(_p)), one(_p)), _p)


def equivalent(th: Theorem) -> Theorem:
    """1[p] = 1[q] from p ↔ q"""
    p, q = th.concl.args
    cases = []
    for law, sign in ((holds(), lambda f: f), (fails(), no)):
        left, right = sign(p), sign(q)
        there = mp(specialise(law, p), hyp(left))
        here = mp(specialise(law, q), prop((th, hyp(left)), right))
        cases.append(discharge(trans(there, sym(here)), left))
    return prop(tuple(cases), eq(one(p), one(q)))


# -- ranges -----------------------------------------------------------------------------------------


def every(a: Term, b: Term, condition: Term) -> Term:
    """∀k. a ≤ k → k ≤ b → condition k"""
    return normal(forall(_k, imp(le(a, _k), le(_k, b), app(condition, _k))))


def some(a: Term, b: Term, condition: Term) -> Term:
    """∃k. a ≤ k ∧ k ≤ b ∧ condition k"""
    return normal(exists(_k, conj(le(a, _k), le(_k, b), app(condition, _k))))


@lemma
def product_of_range() -> Theorem:
    """⊢ ∀a b S. 1[∀k. a ≤ k → k ≤ b → S k] = Π a b (λk. 1[S k])"""
    factor = lam(_k, one(app(_S, _k)))
    statement = eq(one(every(_a, _b, _S)), PRODUCT.of(_a, _b, factor))

    def solver(ctx: Context, goal: Term, before: Theorem | None) -> Theorem:
        whole = goal.args[0].args[1]
        if before is None:
            always = mp(specialise(holds(), whole), _vacuous(ctx, whole))
            none = specialise(folds.EMPTY["Π"](), *_ends(goal.args[1]), factor)
            return trans(always, sym(mp(none, prove(ctx, none.concl.args[0]))))
        more = add(_b, 1)
        parts = op("and", every(_a, _b, _S), app(_S, more))
        th = trans(equivalent(_one_more(ctx, whole, parts)), specialise(conjunction(), *parts.args))
        th = rewrite(th, (((1, 0), before),))
        last = specialise(folds.LAST["Π"](), _a, more, factor)
        last = mp(last, prove(ctx, last.concl.args[0]))
        return trans(th, sym(trans(last, equate(ctx, rhs(last), rhs(th), Method()))))

    return generalise(specialise(by_range(Context(), _a, _b, statement, solver), _b), _a, _b, _S)


def _ends(product: Term) -> tuple[Term, Term]:
    return product.args[0].args[0].args[1], product.args[0].args[1]


def _vacuous(ctx: Context, whole: Term) -> Theorem:
    """∀k in an empty range"""
    x = ctx.fresh(INT, whole)
    body = normal(app(whole.args[0], x))
    low, high, goal = body.args[0], body.args[1].args[0], body.args[1].args[1]
    absurd = prove(ctx.assume(low, high), FALSE)
    return generalise(discharge(prop((absurd,), goal), low, high), x)


def _one_more(ctx: Context, whole: Term, parts: Term) -> Theorem:
    """(∀k in a..b+1. S k) ↔ (∀k in a..b. S k) ∧ S(b + 1)"""
    more = add(_b, 1)
    down = discharge(prove(ctx.assume(whole), parts), whole)
    x = ctx.fresh(INT, whole)
    low, high, earlier, last = le(_a, x), le(x, more), le(x, _b), eq(x, more)
    front, end = split(hyp(parts))
    inner = ctx.assume(low, high)
    first = specialise(front, x)
    first = discharge(mp(first, hyp(low), hyp(earlier)), earlier)
    at_last = discharge(rewrite(end, (((1,), sym(hyp(last))),)), last)
    cases = prove(inner, op("or", earlier, last))
    th = discharge(prop((cases, first, at_last), app(_S, x)), low, high)
    up = discharge(generalise(th, x), parts)
    return prop((down, convert(up, imp(parts, whole))), op("iff", whole, parts))


@lemma
def some_in_range() -> Theorem:
    """⊢ ∀a b S. 1[∃k. a ≤ k ∧ k ≤ b ∧ S k] = 1 − Π a b (λk. 1 − 1[S k])"""
    there, nowhere = some(_a, _b, _S), every(_a, _b, lam(_k, no(app(_S, _k))))
    x = var("x·", INT)
    inside = conj(le(_a, x), le(x, _b), app(_S, x))
    witness = exists_intro(hyp(inside), there, x)
    none = imp(le(_a, x), le(x, _b), no(app(_S, x)))
    absent = generalise(prop((discharge(witness, inside), hyp(no(there))), none), x)
    low, high, member = split(hyp(inside))
    clash = prop((mp(specialise(hyp(nowhere), x), low, high), member), FALSE)
    clash = exists_elim(x, hyp(there), clash)
    same = prop((discharge(convert(absent, nowhere), no(there)), discharge(clash, nowhere, there)),
                op("iff", there, no(nowhere)))
    th = trans(equivalent(same), specialise(negation(), nowhere))
    product = specialise(product_of_range(), _a, _b, lam(_k, no(app(_S, _k))))
    th = rewrite(th, (((1, 1), product),))
    each = generalise(specialise(negation(), app(_S, _k)), _k)
    return generalise(rewrite(th, (((1, 1, 1, 0), each),)), _a, _b, _S)


# -- as a conversion ------------------------------------------------------------------------------------

_LAWS = {"and": conjunction, "or": disjunction, "imp": implication}


def indicator(n: Normaliser, t: Term) -> Theorem | None:
    """An indicator through the parts of its condition; 1 or 0 where the condition is known; 1[φ]² = 1[φ]."""
    if t.op in ("mul", "pow"):
        return _without_powers(n, t)
    if not is_indicator(t):
        return None
    return _known(n, t.args[1]) or composite(t.args[1]) or _atom(n, t)


def _known(n: Normaliser, phi: Term) -> Theorem | None:
    """1[φ] where φ, or that it fails, is a fact"""
    if phi.op == "eq" and phi.args[0] is phi.args[1]:
        return mp(specialise(holds(), phi), itself(phi.args[0]))
    for law, formula in ((holds(), phi), (fails(), no(phi))):
        if formula in n.ctx.known:
            return mp(specialise(law, phi), n.ctx.known[formula])
    return None


def composite(phi: Term) -> Theorem | None:
    """⊢ 1[φ] = … for a condition with parts"""
    if phi.op in _LAWS and not (phi.op == "imp" and phi.args[1].op == "false"):
        return specialise(_LAWS[phi.op](), *phi.args)
    if phi.op == "not":
        return specialise(negation(), phi.args[0])
    if phi.op in ("all", "ex"):
        return _range(phi)
    if phi.op == "lt":
        a, b = phi.args
        return trans(equivalent(prove(Context(), op("iff", phi, no(le(b, a))))), specialise(negation(), le(b, a)))
    return None


def _range(phi: Term) -> Theorem | None:
    """A condition for all, or for some, indices of a range"""
    x = var("k·", INT)
    if phi.args[0].data is not INT:
        return None
    body = normal(app(phi.args[0], x))
    if phi.op == "all":
        if body.op != "imp" or body.args[1].op != "imp":
            return None
        low, high, condition = body.args[0], body.args[1].args[0], body.args[1].args[1]
    else:
        if body.op != "and" or body.args[0].op != "and":
            return None
        (low, high), condition = body.args[0].args, body.args[1]
    if low.op != "le" or high.op != "le" or low.args[1] is not x or high.args[0] is not x:
        return None
    law = product_of_range() if phi.op == "all" else some_in_range()
    th = specialise(law, low.args[0], high.args[1], lam(x, condition))
    return th if lhs(th) is one(phi) else None


def _without_powers(n: Normaliser, t: Term) -> Theorem | None:
    """A product with 1[φ] for each power of it, multiplied out."""
    if t.op == "pow" and is_indicator(t.args[0]):
        return power(n, t)
    expanded = n.canonical(t) if t.type is REAL and _indicators(t) else None
    if expanded is None or not _has_power(rhs(expanded)):
        return None
    return trans(expanded, Normaliser(n.ctx, Method(conversions=[("power", power)])).norm(rhs(expanded)))


def _has_power(t: Term) -> bool:
    return t.op == "pow" and is_indicator(t.args[0]) or t.op in ARITHMETIC and any(map(_has_power, t.args))


def power(n: Normaliser, t: Term) -> Theorem | None:
    """1[φ]ᵏ = 1[φ] for a number k ≥ 1"""
    if t.op != "pow" or not is_indicator(t.args[0]) or t.args[1].op != "num" or t.args[1].data[0] < 2:
        return None
    base, k = t.args[0], int(t.args[1].data[0])
    twice = specialise(square(), base.args[1])
    th = field(t, mul(base, base) if k == 2 else mul(mul(base, base), op("pow", base, integer(k - 2))))
    return trans(th, rewrite(refl(rhs(th)), (((1,) if k == 2 else (1, 0), twice),)))


def _atom(n: Normaliser, t: Term) -> Theorem | None:
    """A relation: decided where it is known, else its sides in normal form and in a fixed order."""
    phi = t.args[1]
    for law, formula in ((holds(), phi), (fails(), no(phi))):
        th = attempt(n.ctx, formula)
        if th is not None:
            return mp(specialise(law, phi), th)
    if phi.op not in ("eq", "le") or phi.args[0].type not in (INT, REAL):
        return None
    apart = _apart(n.ctx, phi)
    if apart is not None:
        return mp(specialise(fails(), phi), apart)
    sides = [n.argument(a) for a in phi.args]
    steps = tuple(((1, 1, k), th) for k, th in enumerate(sides) if lhs(th) is not rhs(th))
    if steps:
        return rewrite(refl(t), steps)
    plain = _cancelled(phi)
    if plain is not phi:
        return equivalent(prove(Context(), op("iff", phi, plain)))
    if phi.op == "eq" and rank(phi.args[1]) < rank(phi.args[0]):
        flipped = eq(*reversed(phi.args))
        both = [discharge(sym(hyp(f)), f) for f in (phi, flipped)]
        return equivalent(prop(tuple(both), op("iff", phi, flipped)))
    return None


def _apart(ctx: Context, phi: Term) -> Theorem | None:
    """¬φ for an equation of integers, where c ≠ d is a fact and φ says the same as c = d."""
    if phi.op != "eq" or phi.args[0].type is not INT:
        return None
    forms = [integer_form(sub(*sides)) for sides in (phi.args, phi.args[::-1])]
    for th in ctx.facts:
        other = th.concl.args[0] if th.concl.op == "not" else th.concl
        if other is not th.concl and other.op == "eq" and other.args[0].type is INT and integer_form(sub(*other.args)) in forms:
            return prop((prove(Context(), op("imp", phi, other)), th), no(phi))
    return None


def _cancelled(phi: Term) -> Term:
    """A relation of integers without differences, and without what its sides have in common: x + d = y + d is x = y."""
    if phi.args[0].type is not INT:
        return phi
    (left, low), (right, high) = (integer_form(a) for a in phi.args)
    common = {m for m, _ in left} & {m for m, _ in right}
    if not common and not (low and high) and all(c > 0 for _, c in (*left, *right)):
        return phi
    symbols, constant = integer_form(sub(phi.args[1], phi.args[0]))
    sides = [integer_term(frozenset((m, c*sign) for m, c in symbols if c*sign > 0), max(0, constant*sign)) for sign in (-1, 1)]
    return op(phi.op, *sides)


# -- signs -----------------------------------------------------------------------------------------------


@lemma
def bounds() -> Theorem:
    """⊢ ∀p. 0 ≤ 1[p] ∧ 1[p] ≤ 1"""
    goal = op("and", le(0, one(_p)), le(one(_p), 1))
    cases = []
    for law, sign in ((holds(), _p), (fails(), no(_p))):
        value = mp(specialise(law, _p), hyp(sign))
        cases.append(discharge(prove(Context().having(value), goal), sign))
    return generalise(prop(tuple(cases), goal), _p)


def signs(ctx: Context, t: Term) -> Iterable[Theorem]:
    """0 ≤ 1[φ] ≤ 1"""
    if is_indicator(t):
        yield from split(specialise(bounds(), t.args[1]))


FACTS.append(signs)
CONDITIONS.append(("indicator", indicator))

__all__ = ["composite", "every", "indicator", "is_indicator", "one", "some"]
