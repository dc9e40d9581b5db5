"""Families as a whole: products that are independent of one, and one with the law of its mirror image."""

from __future__ import annotations

import functools

from ..kernel import (
    INT,
    OMEGA,
    REAL,
    Term,
    Theorem,
    app,
    convert,
    define,
    field,
    forall,
    fun,
    hyp,
    instantiate,
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
from .expectation import SPACE, E, I, M, same_law, transfer
from .independence import TABLE, VALUES, WHOLE_INDEP, Group, family, head_of, independence_rules
from .integrability import PRODUCTS
from .moments import product_rule
from .random import as_left, back, factors_of, families_of, product_of, same_mean

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
    for rule in independence_rules(ctx, WHOLE_INDEP):
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
    u, y = fresh(VALUES, body, block), fresh(TABLE, body, others)
    mine = [(f, e) for f, e in factors if not w.free <= through(f, w, {family: u}).free]
    rest = [(f, e) for f, e in factors if (f, e) not in mine]
    if not mine or not rest:
        return None
    left, right = product_of(mine), product_of(rest)
    rows = {x: app(y, integer(n)) for x, n in families_of(normal(app(others, w))).items()}
    hidden = through(right, w, rows)
    if w.free <= hidden.free:
        return None
    f, h = lam(u, through(left, w, {family: u})), lam(y, hidden)
    law = mp(specialise(product_rule(VALUES, TABLE), E, I, M, block, others, f, h), ctx.known[SPACE], indep)
    sides = [(left, normal(app(f, app(block, w)))), (right, normal(app(h, app(others, w))))]
    same = [equate(ctx, seen, plain, Method(conversions=CHOICES)) for plain, seen in sides]
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
    j, w = var("j", INT), var("ω", OMEGA)
    named = Group(var("X", g.family.type), g.within, whole=True)
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


@functools.cache
def mirror() -> Theorem:
    """⊢ Indep A B → SameLaw A (−A) → (∀y. I(g A y)) → I(g A B) → I(g (−A) B) → E g(−A) B = E g A B"""
    A, B = var("A", fun(OMEGA, VALUES)), var("B", fun(OMEGA, TABLE))
    g, y, j = var("g", fun(VALUES, TABLE, REAL)), var("y", TABLE), var("j", INT)
    w, other = var("ω", OMEGA), var("ω′", OMEGA)
    minus = lam(w, lam(j, neg(app(A, w, j))))
    indep, law = app(WHOLE_INDEP, E, I, A, B), app(same_law(VALUES), E, I, A, normal(minus))
    one, two = (normal(lam(w, app(g, app(a, w), app(B, w)))) for a in (A, minus))
    frozen = forall(y, app(I, lam(w, app(g, app(A, w), y))))
    given = [indep, law, frozen, app(I, one), app(I, two)]
    freezing = split(_opened(hyp(indep), WHOLE_INDEP))[1]
    test = _opened(hyp(law), same_law(VALUES))

    def at(value: Term) -> list[Theorem]:
        """I(g(−A) y) and E g(−A) y = E g A y"""
        th = specialise(test, normal(lam(var("u", VALUES), app(g, var("u", VALUES), value))))
        return split(mp(th, convert(specialise(hyp(frozen), value), th.concl.args[0])))

    u = var("u", VALUES)
    mirrored = lam(u, lam(y, app(g, lam(j, neg(app(u, j))), y)))
    values = []
    for function, each, joint in ((g, hyp(frozen), one), (mirrored, generalise(at(y)[0], y), two)):
        th = specialise(freezing, normal(function))
        values.append(split(mp(th, convert(each, th.concl.args[0]), hyp(app(I, joint))))[1])
    same = at(app(B, other))[1]  # for each ω′: E g(−A)(B ω′) = E g A (B ω′)
    inner = rhs(values[1])
    start = refl(inner, app(E, lam(other, lhs(same))))
    outer = rewrite(start, (((1, 1, 0), generalise(same, other)),))
    th = trans(values[1], trans(outer, refl(rhs(outer), rhs(values[0]))), sym(values[0]))
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
    turned = normal(substitute(through(body, w, {x: u}), {u: lam(_J, neg(app(x, _J, w)))}))
    small = Normaliser(n.ctx, Method(conversions=[("sums", sums.linear)])).body(turned)
    if rank(rhs(small)) >= rank(body):
        return None
    first, second = (attempt(n.ctx, app(I, normal(lam(w, t)))) for t in (body, rhs(small)))
    if first is None or second is None:
        return None
    pair = [first, transfer(second, w, sym(small))]
    th = _alone(n.ctx, w, body, x, u, law, first) or _beside(n.ctx, w, body, x, u, law, pair)
    if th is None:
        return None
    # th: E f(−X, …) = E f(X, …), each side with choices of the range inside
    ends = [lhs(th).args[1], rhs(th).args[1]]
    plain = [same_mean(w, e, equate(n.ctx, normal(app(e, w)), t, Method(conversions=CHOICES)))
             for e, t in zip(ends, (turned, body), strict=True)]
    value = trans(sym(as_left(plain[1], rhs(th))), sym(th), as_left(plain[0], lhs(th)))
    value = as_left(value, app(E, variable))
    return trans(value, as_left(same_mean(w, rhs(value).args[1], small), rhs(value)))


_J = var("j·", INT)


def _alone(ctx: Context, w: Term, body: Term, x: Term, u: Term, law: Theorem, integrable: Theorem) -> Theorem | None:
    """By the law alone, when nothing else is random."""
    f = through(body, w, {x: u})
    if w.free <= f.free:
        return None
    th = specialise(_opened(law, same_law(VALUES)), lam(u, f))
    seen = equate(ctx, normal(app(th.concl.args[0].args[1], w)), body, Method(conversions=CHOICES))
    return split(mp(th, convert(transfer(integrable, w, sym(seen)), th.concl.args[0])))[1]


def _beside(ctx: Context, w: Term, body: Term, x: Term, u: Term, law: Theorem, integrable: list[Theorem]) -> Theorem | None:
    """With everything else frozen, when it is independent of the family."""
    for indep in block_rules(ctx, x):
        block, others = indep.concl.args[0].args[1], indep.concl.args[1]
        y = fresh(TABLE, body, others)
        rows = {f: app(y, integer(k)) for f, k in families_of(normal(app(others, w))).items()}
        g = through(through(body, w, {x: u}), w, rows)
        if w.free <= g.free or block is not law.concl.args[0].args[1]:
            continue
        frozen = attempt(ctx, app(I, normal(lam(w, through(body, w, rows)))))
        if frozen is None:
            continue
        th = mp(specialise(mirror(), E, I, block, others, lam(u, lam(y, g))), indep, law)
        for known in (generalise(frozen, y), *integrable):
            th = mp(th, _shown(ctx, w, known, th.concl.args[0]))
        return th
    return None


def _shown(ctx: Context, w: Term, known: Theorem, wanted: Term) -> Theorem:
    """I of the same variable, with the choices of the range in it."""
    if wanted.op == "all":
        y = ctx.fresh(TABLE, wanted, known.concl)
        return generalise(_shown(ctx, w, specialise(known, y), normal(instantiate(wanted.args[0].args[0], y))), y)
    seen, plain = (normal(app(t.args[1], w)) for t in (wanted, known.concl))
    same = equate(ctx, seen, plain, Method(conversions=CHOICES))
    return convert(transfer(known, w, sym(same)), wanted)
