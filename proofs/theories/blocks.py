"""Families as a whole: products that are independent of one, and one with the law of its mirror image."""

from __future__ import annotations

import functools
from dataclasses import dataclass

from ..kernel import (
    INT,
    OMEGA,
    REAL,
    Term,
    Theorem,
    Type,
    app,
    convert,
    define,
    field,
    forall,
    fun,
    hyp,
    lam,
    normal,
    refl,
    rewrite,
    substitute,
    var,
)
from ..kernel.terms import rebuild
from ..language.printing import WRITERS
from ..tactics.build import fresh, integer, mul, neg
from ..tactics.context import Context, Rule
from ..tactics.derive import discharge, generalise, lhs, mp, rhs, specialise, split, sym, trans
from ..tactics.match import match
from ..tactics.normalise import Conversion, Method, Normaliser, equate
from ..tactics.polynomial import rank
from ..tactics.prover import attempt, instance_of, reader
from . import sums
from .choices import decided
from .expectation import SPACE, E, I, M, independent, same_law, transfer
from .independence import VALUES, Group, family, head_of, independence_rules
from .integrability import PRODUCTS
from .moments import product_rule
from .random import as_left, back, factors_of, product_of, same_mean
from .tables import through_table

CHOICES: list[tuple[object, Conversion]] = [("choice", decided)]


def through(t: Term, w: Term, families: dict[Term, Term]) -> Term:
    """t with each family X replaced by the function that stands for its values, X j ω by u j; under binders too."""
    memo: dict[Term, Term] = {}

    def go(t: Term) -> Term:
        if not w.free <= t.free:
            return t
        if t not in memo:
            head = t.args[0] if t.op == "app" else t
            if t.op == "app" and t.args[1] is w and head.op == "app" and head.args[0] in families:
                memo[t] = app(families[head.args[0]], go(head.args[1]))
            elif t.op == "app" and t.args[1] is w and head in families:
                memo[t] = app(families[head], integer(0))
            else:
                memo[t] = rebuild(t, tuple(go(a) for a in t.args))
        return memo[t]

    return go(t)


def families_in(t: Term, w: Term) -> list[Term]:
    """The families X of which a member X j ω occurs, also with j bound."""
    out, stack, seen = [], [t], set()
    while stack:
        u = stack.pop()
        if u not in seen and w.free <= u.free:
            seen.add(u)
            stack.extend(reversed(u.args))
            if u.op == "app" and u.args[1] is w and u.args[0].op == "app" and u.args[0].args[1].type is INT:
                family = u.args[0].args[0]
                if not family.loose and family not in out:
                    out.append(family)
    return out


def block_rules(ctx: Context, family: Term) -> list[Theorem]:
    """Indep(X; others) for a family X as a whole."""
    out = []
    for rule in independence_rules(ctx, whole=True):
        values = match(family_of(rule), family, frozenset(rule.variables))
        if values is not None and len(values) == len(rule.variables):
            th = instance_of(ctx, rule, values)
            if th is not None:
                same = Normaliser(ctx, Method(), {}).norm(th.concl.args[1])  # k + 1 − 1 becomes k
                out.append(th if lhs(same) is rhs(same) else rewrite(th, (((1,), same),)))
    return out


def family_of(rule: Rule) -> Term:
    """X in Indep(λω j. ite(within, X j ω, 0); others)."""
    block = rule.conclusion.args[0].args[1]
    return block.args[0].args[0].args[1].args[0].args[0]


def block_product(ctx: Context, w: Term, body: Term) -> tuple[Theorem, Theorem] | None:
    """I(λω. body) and E(λω. body) = E(f)·E(h), when the factors with one family are independent of the others."""
    factors = factors_of(ctx, body, w)
    for x in families_in(body, w) if factors else []:
        for indep in block_rules(ctx, x):
            found = _apart(ctx, w, body, factors or [], x, indep)
            if found is not None:
                return found
    return None


def _apart(ctx: Context, w: Term, body: Term, factors: list[tuple[Term, int]], family: Term,
           indep: Theorem) -> tuple[Theorem, Theorem] | None:
    block, others = indep.concl.args[0].args[1], indep.concl.args[1]
    kind = others.type.cod
    u, y = fresh(VALUES, body, block), fresh(kind, body, others)
    mine = [(f, e) for f, e in factors if not w.free <= through(f, w, {family: u}).free]
    rest = [(f, e) for f, e in factors if (f, e) not in mine]
    if not mine or not rest:
        return None
    left, right = product_of(mine), product_of(rest)
    found = through_table(ctx, w, right, others, y)
    if found is None:
        return None
    f, h = lam(u, through(left, w, {family: u})), lam(y, found[0])
    law = mp(specialise(product_rule(VALUES, kind), E, I, M, block, others, f, h), ctx.known[SPACE], indep)
    same = [equate(ctx, normal(app(f, app(block, w))), left, Method(conversions=CHOICES)), found[1]]
    sides = [(rhs(th), lhs(th)) for th in same]
    for (plain, _), th in zip(sides, same, strict=True):
        integrable = attempt(ctx, app(I, normal(lam(w, plain))))
        if integrable is None:
            return None
        law = mp(law, convert(transfer(integrable, w, sym(th)), law.concl.args[0]))
    both, value = split(law)
    seen_product = mul(*[seen for _, seen in sides])
    whole = rewrite(refl(seen_product), (((1, 0), same[0]), ((1, 1), same[1])))
    whole = trans(whole, field(mul(left, right), body, reader(ctx, [body, left, right]).side()))
    mean = trans(back(w, body, whole), value)
    for place, (_, seen), th in zip(((1, 0), (1, 1)), sides, same, strict=True):
        hidden_mean = same_mean(w, lam(w, seen), th)
        mean = rewrite(mean, ((place, as_left(hidden_mean, mean.concl.args[1].args[place[1]])),))
    return convert(transfer(both, w, whole), app(I, normal(lam(w, body)))), mean


PRODUCTS.append(block_product)


# -- symmetric laws of families -----------------------------------------------------------------


def symmetric_family(g: Group) -> Term:
    """The family as a whole has the law of its negative."""
    j, w = var("j′", INT), var("ω", OMEGA)
    named = Group(var("X′", g.family.type), g.within, whole=True)
    block = named.block()
    mirrored = lam(w, lam(j, neg(app(block, w, j))))
    body = app(same_law(VALUES), E, I, block, normal(mirrored))
    parameters = [var(n, t) for n, t in sorted(body.free - named.family.free, key=lambda v: v[0])]
    for p in reversed([*parameters, named.family]):
        body = lam(p, body)
    constant = define("Symmetric family", body, total=True)
    SYMMETRIC_FAMILIES.add(constant)
    return app(constant, *parameters, g.family)


SYMMETRIC_FAMILIES: set[Term] = set()
WRITERS["Symmetric family"] = lambda show, args: (family(show, args[-1]) + show.closing("has a symmetric law"), 0)


def mirror_image(value: Term) -> Term:
    """−x, and λj. −x j of a family."""
    return neg(value) if value.type is REAL else lam(_J, neg(app(value, _J)))


@functools.cache
def mirror(values: Type, table: Type) -> Theorem:
    """⊢ Indep A B → SameLaw A (−A) → (∀y. I(g A y)) → I(g A B) → I(g (−A) B) → E g(−A) B = E g A B"""
    A, B = var("A", fun(OMEGA, values)), var("B", fun(OMEGA, table))
    g, y, u = var("g", fun(values, table, REAL)), var("y", table), var("u", values)
    w, other = var("ω", OMEGA), var("ω′", OMEGA)
    minus = lam(w, mirror_image(app(A, w)))
    apart = independent(values, table)
    indep, law = app(apart, E, I, A, B), app(same_law(values), E, I, A, normal(minus))
    one, two = (normal(lam(w, app(g, app(a, w), app(B, w)))) for a in (A, minus))
    frozen = forall(y, app(I, lam(w, app(g, app(A, w), y))))
    given = [indep, law, frozen, app(I, one), app(I, two)]
    freezing = split(_opened(hyp(indep), apart))[1]
    test = _opened(hyp(law), same_law(values))

    def at(value: Term) -> list[Theorem]:
        """I(g(−A) y) and E g(−A) y = E g A y"""
        th = specialise(test, normal(lam(u, app(g, u, value))))
        return split(mp(th, convert(specialise(hyp(frozen), value), th.concl.args[0])))

    mirrored = lam(u, lam(y, app(g, mirror_image(u), y)))
    means = []
    for function, each, joint in ((g, hyp(frozen), one), (mirrored, generalise(at(y)[0], y), two)):
        th = specialise(freezing, normal(function))
        means.append(split(mp(th, convert(each, th.concl.args[0]), hyp(app(I, joint))))[1])
    same = at(app(B, other))[1]  # for each ω′: E g(−A)(B ω′) = E g A (B ω′)
    inner = rhs(means[1])
    start = refl(inner, app(E, lam(other, lhs(same))))
    outer = rewrite(start, (((1, 1, 0), generalise(same, other)),))
    th = trans(means[1], trans(outer, refl(rhs(outer), rhs(means[0]))), sym(means[0]))
    return generalise(discharge(th, *given), E, I, A, B, g)


def _opened(th: Theorem, constant: Term) -> Theorem:
    return convert(th, normal(th.concl, frozenset((constant,))), frozenset((constant,)))


def mirrored_family(n: Normaliser, w: Term, variable: Term, body: Term) -> Theorem | None:
    """E f(X, others) = E f(−X, others) for a family X of symmetric law; of the two the smaller form is chosen."""
    for x in families_in(body, w):
        for law in _symmetric_laws(n.ctx, x):
            th = _turned(n, w, variable, body, x, law)
            if th is not None:
                return th
    return None


def _symmetric_laws(ctx: Context, x: Term) -> list[Theorem]:
    """SameLaw X (−X), from the facts of the context."""
    out = []
    for r in [*[Rule(th, (), (), th.concl) for th in ctx.facts if th.concl.op == "app"], *ctx.rules]:
        head = head_of(r.conclusion)
        if head in SYMMETRIC_FAMILIES:
            values = match(r.conclusion.args[1], x, frozenset(r.variables))
            th = instance_of(ctx, r, values) if values is not None and len(values) == len(r.variables) else None
            if th is not None:
                out.append(_opened(th, head))
    return out


def _turned(n: Normaliser, w: Term, variable: Term, body: Term, x: Term, law: Theorem) -> Theorem | None:
    u = fresh(VALUES, body, law.concl)
    own = Own(lam(_J, app(x, _J, w)), through(body, w, {x: u}), u, law)
    return turned(n, w, variable, body, own, block_rules(n.ctx, x))


@dataclass(frozen=True)
class Own:
    """What is mirrored: its value at ω, the body as a function of u in its place, and SameLaw X (−X)."""

    value: Term
    function: Term
    u: Term
    law: Theorem

    def at(self, value: Term) -> Term:
        """The body with another value."""
        return normal(substitute(self.function, {self.u: value}))


def turned(n: Normaliser, w: Term, variable: Term, body: Term, own: Own, apart: list[Theorem]) -> Theorem | None:
    """E f(X, others) = E f(−X, others), where that is smaller; apart: Indep(X; others), in several ways perhaps."""
    image = own.at(mirror_image(own.value))
    here, small = (Normaliser(n.ctx, Method(conversions=[("sums", sums.linear)])).body(t) for t in (body, image))
    if rank(rhs(small)) >= rank(rhs(here)):
        return None
    first, second = (attempt(n.ctx, app(I, normal(lam(w, t)))) for t in (body, rhs(small)))
    if first is None or second is None:
        return None
    pair = [(body, first), (image, transfer(second, w, sym(small)))]
    th = _alone(n.ctx, w, own, pair)
    for indep in apart if th is None else []:
        th = th or _beside(n.ctx, w, own, pair, indep)
    if th is None:
        return None
    value = as_left(sym(th), app(E, variable))
    return trans(value, as_left(same_mean(w, rhs(value).args[1], small), rhs(value)))


_J = var("j·", INT)
Pair = list[tuple[Term, Theorem]]  # the body and its mirror image, each with its integrability


def _alone(ctx: Context, w: Term, own: Own, pair: Pair) -> Theorem | None:
    """E f(−X) = E f(X) by the law alone, when nothing else is random."""
    if w.free <= own.function.free:
        return None
    th = specialise(_opened(own.law, same_law(own.u.type)), lam(own.u, own.function))
    links = [_link(ctx, own, refl(own.function), normal(app(x, w)), t)
             for x, (t, _) in zip(own.law.concl.args[0].args[1:] + own.law.concl.args[1:], pair, strict=True)]
    known = transfer(pair[0][1], w, sym(links[0]))
    return _plain(w, split(mp(th, convert(known, th.concl.args[0])))[1], links)


def _beside(ctx: Context, w: Term, own: Own, pair: Pair, indep: Theorem) -> Theorem | None:
    """With everything else frozen, when it is independent of the family."""
    block, others = indep.concl.args[0].args[1], indep.concl.args[1]
    if block is not own.law.concl.args[0].args[1]:
        return None
    y = fresh(others.type.cod, own.function, others)
    found = through_table(ctx, w, own.function, others, y)
    frozen = found and attempt(ctx, app(I, normal(lam(w, substitute(found[0], {own.u: own.value})))))
    if found is None or frozen is None:
        return None
    g, same = found
    th = mp(specialise(mirror(own.u.type, y.type), E, I, block, others, lam(own.u, lam(y, g))), indep, own.law)
    value = normal(app(block, w))
    seen, plain = (normal(substitute(g, {own.u: v})) for v in (value, own.value))
    fixed = equate(ctx, seen, plain, Method(conversions=CHOICES))
    th = mp(th, convert(generalise(transfer(frozen, w, sym(fixed)), y), th.concl.args[0]))
    links = [_link(ctx, own, same, v, t) for v, (t, _) in zip((value, normal(mirror_image(value))), pair, strict=True)]
    for link, (_, integrable) in zip(links, pair, strict=True):
        th = mp(th, convert(transfer(integrable, w, sym(link)), th.concl.args[0]))
    return _plain(w, th, links)


def _link(ctx: Context, own: Own, same: Theorem, value: Term, plain: Term) -> Theorem:
    """g(value, others) = the body, from g(u, others) = f(u), with the choices of the range in the value decided."""
    th = specialise(generalise(same, own.u), value)
    th = convert(th, normal(th.concl))
    return trans(th, equate(ctx, rhs(th), plain, Method(conversions=CHOICES)))


def _plain(w: Term, th: Theorem, links: list[Theorem]) -> Theorem:
    """E f(−X) = E f(X) without the choices of the range; the links are those of f(X) and of f(−X)."""
    left, right = (same_mean(w, lam(w, lhs(link)), link) for link in reversed(links))
    return trans(sym(as_left(left, lhs(th))), th, as_left(right, rhs(th)))
