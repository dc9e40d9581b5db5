"""Finite products: constant factors, products of products, and E of a product over a range of independent variables."""

from __future__ import annotations

import functools

from ..kernel import (
    INT,
    OMEGA,
    REAL,
    Term,
    Theorem,
    Type,
    app,
    convert,
    field,
    forall,
    fun,
    hyp,
    lam,
    normal,
    op,
    prop,
    rewrite,
    var,
)
from ..tactics.build import add, eq, fresh, imp, integer, le, lt, mul, number, power, sub
from ..tactics.context import Context, Rule
from ..tactics.derive import discharge, generalise, join, lhs, mp, rhs, specialise, split, sym, trans
from ..tactics.normalise import Method, Normaliser, equate
from ..tactics.prover import attempt, instance_of, prove
from . import folds, tables
from .expectation import SPACE, E, I, M, independent, laws, rv, transfer
from .folds import PRODUCT
from .independence import independence_rules
from .integrability import PRODUCTS
from .lemmas import at_successor, by_range, lemma, solve
from .moments import product_rule
from .sums import body_at, fold_of, parts

_a, _b, _i, _j, _w = var("a", INT), var("b", INT), var("i", INT), var("j", INT), var("ω", OMEGA)
_c = var("c", REAL)


# -- constant factors ---------------------------------------------------------------------------------


@lemma
def constant_product() -> Theorem:
    """⊢ ∀c a b. a ≤ b + 1 → Π a b (λi. c) = c^(b − a + 1)"""
    law = eq(PRODUCT.of(_a, _b, lam(_i, _c)), power(_c, add(sub(_b, _a), 1)))
    edges = folds.ends(PRODUCT)

    def solver(ctx: Context, goal: Term, before: Theorem | None) -> Theorem:
        inner = ctx.assume(goal.args[0])
        absurd = attempt(inner, op("false"))
        if absurd is not None:
            return discharge(prop((absurd,), goal.args[1]), goal.args[0])
        known = () if before is None else (mp(before, prove(inner, before.concl.args[0])),)
        return discharge(solve(inner, goal.args[1], *edges, *known), goal.args[0])

    statement = imp(le(_a, add(_b, 1)), law)
    return generalise(specialise(by_range(Context(), _a, _b, statement, solver), _b), _c, _a, _b)


def gathered(n: Normaliser, t: Term) -> Theorem | None:
    """Π f · Π g = Π f·g over one range; Π of a constant is a power."""
    if t.op == "mul":
        return _merged(*t.args)
    if t.op == "pow" and t.args[1] is integer(2) and fold_of(t.args[0]) is PRODUCT:
        twice = mul(t.args[0], t.args[0])
        th = _merged(*twice.args)
        return None if th is None else trans(field(t, twice), th)
    found = parts(t)
    if found is None or fold_of(t) is not PRODUCT:
        return None
    low, high, f = found
    i = n.ctx.fresh(INT, t)
    body = body_at(f, i)
    if i.free <= body.free:
        return None
    law = specialise(constant_product(), body, low, high)
    bound = attempt(n.ctx, law.concl.args[0])
    return None if bound is None else mp(law, bound)


def _merged(left: Term, right: Term) -> Theorem | None:
    """Π f · Π g = Π f·g"""
    one, two = parts(left), parts(right)
    if one is None or two is None or {fold_of(left), fold_of(right)} != {PRODUCT} or one[:2] != two[:2]:
        return None
    return sym(specialise(folds.SPLIT["Π"](), *one, two[2]))


# -- independence over a range -------------------------------------------------------------------------


@functools.cache
def indep_range_product(a: Type, others: Type) -> Theorem:
    """⊢ ∀E I M r X O f a b. Espace → (Indep (X i) (O i), and r (O i) j = X j for j < i, in the range) →
    (∀i. a ≤ i → i ≤ b → I(f i (X i))) → I(Π f i (X i)) ∧ E(Π f i (X i)) = Π E(f i (X i))"""
    members = _Members(a, others)

    def solver(ctx: Context, goal: Term, before: Theorem | None) -> Theorem:
        given, wanted = _premises(goal, 3)
        inner = ctx.assume(*given)
        if before is None:
            return discharge(_empty_product(inner, wanted), *given)
        for _ in given:
            before = mp(before, prove(inner, before.concl.args[0]))
        return discharge(members.longer(inner, wanted, before, given[1]), *given)

    th = specialise(by_range(Context().assume(SPACE), _a, _b, members.statement(), solver), _b)
    return generalise(discharge(th, SPACE), E, I, M, members.r, members.X, members.O, members.f, _a, _b)


def _premises(goal: Term, n: int) -> tuple[list[Term], Term]:
    """The first n premises of an implication, and what follows from them."""
    given = []
    for _ in range(n):
        given.append(goal.args[0])
        goal = goal.args[1]
    return given, goal


class _Members:
    """A family X with values in a, each member independent of its others O i, among which r finds the members before."""

    def __init__(self, a: Type, others: Type) -> None:
        self.a, self.others = a, others
        self.X, self.O = var("X", fun(INT, OMEGA, a)), var("O", fun(INT, OMEGA, others))
        self.f, self.r = var("f", fun(INT, a, REAL)), var("r", fun(others, INT, a))

    def factor(self, i: Term) -> Term:
        """f i (X i), at the sample point"""
        return app(self.f, i, app(self.X, i, _w))

    def apart(self, i: Term) -> Term:
        return app(independent(self.a, self.others), E, I, app(self.X, i), app(self.O, i))

    def statement(self) -> Term:
        within = (le(_a, _i), le(_i, _b))
        variable = lam(_i, rv(self.factor(_i)))
        same = eq(app(self.r, app(self.O, _i, _w), _j), app(self.X, _j, _w))
        apart = forall(_i, imp(*within, self.apart(_i)))
        seen = forall(_i, forall(_j, forall(_w, imp(*within, le(_a, _j), lt(_j, _i), same))))
        each = forall(_i, imp(*within, app(I, app(variable, _i))))
        product = rv(PRODUCT.of(_a, _b, lam(_i, self.factor(_i))))
        means = PRODUCT.of(_a, _b, lam(_i, app(E, app(variable, _i))))
        return normal(imp(apart, seen, each, op("and", app(I, product), eq(app(E, product), means))))

    def longer(self, ctx: Context, wanted: Term, before: Theorem, seen: Term) -> Theorem:
        """From the range to b to the range to b + 1: the last factor is independent of the product before it."""
        more = add(_b, 1)
        ready, value = split(before)
        rest = var("t", self.others)
        earlier = lam(rest, PRODUCT.of(_a, _b, lam(_i, app(self.f, _i, app(self.r, rest, _i)))))
        inside = self.product_seen(ctx, seen, more)
        law = specialise(product_rule(self.a, self.others), E, I, M, app(self.X, more), app(self.O, more),
                         normal(app(self.f, more)), earlier)
        law = mp(law, ctx.known[SPACE], prove(ctx, self.apart(more)))
        law = mp(law, prove(ctx, law.concl.args[0]))
        both, mean = split(mp(law, convert(transfer(ready, _w, sym(inside)), law.concl.args[0])))
        last = Method(at_successor(folds.LAST["Π"](), 1))
        whole = normal(app(wanted.args[0].args[1], _w))
        pointwise = trans(_right(self.factor(more), inside),
                          equate(ctx, mul(self.factor(more), rhs(inside)), whole, last))
        mean = trans(sym(_same_mean(pointwise)), mean)
        mean = rewrite(mean, (((1, 1), trans(_same_mean(inside), value)),))
        mean = trans(mean, equate(ctx, rhs(mean), wanted.args[1].args[1], last))
        return join(convert(transfer(both, _w, pointwise), wanted.args[0]), convert(mean, wanted.args[1]))

    def product_seen(self, ctx: Context, everywhere: Term, more: Term) -> Theorem:
        """The product to b as a function of the others of X (b + 1)."""
        left = lam(_i, app(self.f, _i, app(self.r, app(self.O, more, _w), _i)))
        law = specialise(folds.CONG["Π"](), _a, _b, left, lam(_i, self.factor(_i)))
        low, high = le(_a, _j), le(_j, _b)
        inner = ctx.assume(low, high)
        at = specialise(hyp(everywhere), more, _j, _w)
        while at.concl.op == "imp":
            at = mp(at, prove(inner, at.concl.args[0]))
        start = field(app(self.f, _j, lhs(at)), app(self.f, _j, lhs(at)))
        step = generalise(discharge(rewrite(start, (((1, 1), at),)), low, high), _j)
        return mp(law, convert(step, law.concl.args[0]))


def _right(factor: Term, same: Theorem) -> Theorem:
    """c·a = c·b from a = b"""
    start = mul(factor, same.concl.args[0])
    return rewrite(field(start, start), (((1, 1), same),))


def _same_mean(same: Theorem) -> Theorem:
    """E(λω. a) = E(λω. b) from a = b"""
    start = app(E, lam(_w, same.concl.args[0]))
    return rewrite(field(start, start), (((1, 1, 0), generalise(same, _w)),))


def _empty_product(ctx: Context, wanted: Term) -> Theorem:
    """The claim for an empty range: both products are 1."""
    law = laws(ctx)
    whole, means = normal(app(wanted.args[0].args[1], _w)), wanted.args[1].args[1]
    ones = []
    for t in (whole, means):
        nothing = specialise(folds.EMPTY["Π"](), *parts(t) or ())
        ones.append(mp(nothing, prove(ctx, nothing.concl.args[0])))
    integrable = transfer(specialise(law["i_const"], number(1)), _w, sym(ones[0]))
    value = trans(_same_mean(ones[0]), law["e_one"], sym(ones[1]))
    return join(convert(integrable, wanted.args[0]), convert(value, wanted.args[1]))


def over_range(ctx: Context, w: Term, body: Term) -> tuple[Theorem, Theorem] | None:
    """I(λω. Π f i (X i)) and E(λω. Π f i (X i)) = Π E(f i (X i)) for a range of one independent family."""
    found = parts(body)
    if found is None or fold_of(body) is not PRODUCT or w.free <= found[0].free | found[1].free:
        return None
    i = ctx.fresh(INT, body)
    factor = body_at(found[2], i)
    for rule in independence_rules(ctx):
        if len(rule.variables) != 1:
            continue
        family = rule.conclusion.args[0].args[1].args[0]
        u = fresh(family.type.cod.cod, body)
        f = tables.replace(factor, {app(family, i, w): u})
        if not w.free <= f.free and u.free <= f.free:
            th = _independent_range(ctx, rule, family, found, normal(lam(i, lam(u, f))))
            if th is not None:
                both, value = split(th)
                return convert(both, app(I, lam(w, body))), convert(value, eq(app(E, lam(w, body)), rhs(value)))
    return None


def _independent_range(ctx: Context, rule: Rule, family: Term, ends: tuple[Term, Term, Term], f: Term) -> Theorem | None:
    (v,), others = rule.variables, rule.conclusion.args[1]
    values, table = family.type.cod.cod, others.type.cod
    row = tables.families_of(normal(app(others, _w)))[family]
    t = var("t·", table)
    seen = lam(t, app(t, integer(row)))
    law = specialise(indep_range_product(values, table), E, I, M, seen, family, lam(v, others), f, *ends[:2])
    law = mp(law, ctx.known[SPACE])
    for way in (_members_apart, _cells):
        th = way(ctx, rule, law.concl.args[0])
        if th is None:
            return None
        law = mp(law, th)
    each = attempt(ctx, law.concl.args[0])
    return None if each is None else mp(law, each)


def _members_apart(ctx: Context, rule: Rule, goal: Term) -> Theorem | None:
    """∀i in the range: X i is independent of the others"""
    x = ctx.fresh(INT, goal)
    body = normal(app(goal.args[0], x))
    low, high, wanted = body.args[0], body.args[1].args[0], body.args[1].args[1]
    th = instance_of(ctx.assume(low, high), rule, {rule.variables[0]: x})
    if th is None:
        return None
    th = convert(th, wanted)
    return generalise(discharge(th, low, high), x)


def _cells(ctx: Context, rule: Rule, goal: Term) -> Theorem | None:
    """∀i j ω: among the others of X i stands X j"""
    names: list[Term] = []
    for _ in range(3):
        names.append(ctx.fresh(goal.args[0].data, goal, *names))
        goal = normal(app(goal.args[0], names[-1]))
    given = []
    while goal.op == "imp":
        given.append(goal.args[0])
        goal = goal.args[1]
    th = tables.entry(ctx.assume(*given), *goal.args)
    return None if th is None else generalise(discharge(th, *given), *names)


PRODUCTS.append(over_range)
