"""Normal forms of means, variances and probabilities."""

from __future__ import annotations

from collections.abc import Iterable

from ..kernel import (
    OMEGA,
    Term,
    Theorem,
    app,
    hyp,
    lam,
    normal,
    prop,
    substitute,
)
from ..tactics.build import add, eq, integer, neg, no, number, power
from ..tactics.context import Context, Rule, opened
from ..tactics.derive import discharge, generalise, rhs, sym, trans
from ..tactics.normalise import Conversion, Method, Normaliser, Rewrite, equate
from ..tactics.prover import prove
from ..tactics.rules import conclude
from ..theories import (
    choices,
    events,
    expectation,
    exponentials,
    exponents,
    independence,
    laws,
    notions,
    orderings,
    pointwise,
    power_sums,
    powers,
    random,
    relu,
    single,
    sizes,
    sums,
    symmetry,
)
from ..theories.absolute import ABS, absolute
from ..theories.converging import spine
from ..theories.expectation import VAR, E
from ..theories.random import expectation_of
from ..theories.sums import body_at
from .direct import OPEN, Failure
from .laws import laws as laws_of
from .laws import random_starts

DEFINED = frozenset((VAR, notions.PROBABILITY, notions.CONDITIONAL))
OPENED = OPEN - {relu.RELU, ABS} | DEFINED


def method(ctx: Context, known: Iterable[Theorem] = ()) -> Method:
    """Normal forms of means: linear, independent factors apart, by laws, symmetric; from equations between means."""
    conversions: list[Conversion] = [sums.emptied, sums.linear, power_sums.closed, events.indicator, pointwise.opened_mean,
                                     random.linear, powers.root, choices.even_power]
    if laws.law_rules(ctx):
        conversions += [laws.expectation_by_law, single.diagonal]
    spoken = constants(*[th.concl for th in ctx.facts])
    if spoken & independence.MUTUALS:
        conversions += [_square_of_sum, random.independence, single.off_diagonal]
    if orderings.ORDERING in spoken:
        conversions.append(orderings.draw)
    conversions += [even_choice, odd, symmetry.symmetry, choices.decided]
    conversions += [exponentials.logarithm, exponents.exp_of_sum, relu.relu, absolute, sizes.product]
    moments = second_moments(ctx) if VAR in spoken else ()
    rewriting = [w for th in (*ctx.facts, *moments, *known) for w in equations(th)]
    rewriting += [w for w in laws_of(ctx) if len(w.rule.variables) > 1]
    rewriting += [*random_starts(ctx), *pointwise.equations(ctx)]
    return Method(rewriting, OPENED, [(c, c) for c in conversions])


def _square_of_sum(n: Normaliser, t: Term) -> Theorem | None:
    """Under E, a product with a sum in it as a sum of means: were the sum left inside, its factors would be gathered again."""
    th = random.square_of_sum(n, t)
    more = None if th is None else random.linear(n, rhs(th))
    return None if th is None or more is None else trans(th, more)


def even_choice(n: Normaliser, t: Term) -> Theorem | None:
    """(ite c a b)² = a² where b² = a², as for |x|."""
    if t.op != "pow" or t.args[0].op != "ite" or t.args[1] is not integer(2):
        return None
    c, a, _ = t.args[0].args
    sides = []
    for case in (c, no(c)):
        known = Normaliser(n.ctx.assume(case), Method(conversions=[(choices.decided, choices.decided)])).norm(t)
        try:
            sides.append(discharge(trans(known, equate(n.ctx, rhs(known), power(a, 2), Method())), case))
        except Failure:
            return None
    return prop(tuple(sides), eq(t, power(a, 2)))


def odd(n: Normaliser, t: Term) -> Theorem | None:
    """E f(X) = 0 for X of symmetric law and f(−x) = −f(x)."""
    variable = expectation_of(t)
    if variable is None or not expectation.laws(n.ctx):
        return None
    w = n.ctx.fresh(OMEGA, t)
    body = body_at(variable, w)
    for th in symmetry.symmetric_laws(n.ctx, body, w):
        mirrored = symmetry.mirrored(n.ctx, w, variable, body, th)
        if mirrored is None:
            continue
        try:
            other = app(E, normal(lam(w, neg(body))))
            turning = Method(conversions=[(c, c) for c in (random.linear, sizes.turned)])
            same = equate(n.ctx, rhs(mirrored), other, turning)
            minus = random.linear(n, other)
            if minus is not None:
                return prove(Context().having(trans(mirrored, same, minus)), eq(t, number(0)))
        except Failure:
            continue
    return None


def known_means(ctx: Context) -> list[Rewrite]:
    """What the context says of means, for all indices."""
    return [w for th in ctx.facts for w in equations(th) if E.free <= w.rule.conclusion.free] if expectation.laws(ctx) else []


def equations(th: Theorem) -> list[Rewrite]:
    """What a fact lets us rewrite: equations between numbers; those for all indices when they speak of means."""
    out = []
    for r in opened(th):
        if r.conclusion.op == "eq" and (not r.variables or _evaluates(r.conclusion)):
            out.append(Rewrite(r))
    return out


def second_moments(ctx: Context) -> list[Theorem]:
    """E X² = v + (E X)² from Var X = v, for all indices where the fact is for all; once for each context."""
    if "second moments" not in ctx.cache:
        ctx.cache["second moments"] = [th for r in ctx.rules if (th := _second_moment(ctx, r)) is not None]
    return ctx.cache["second moments"]  # type: ignore[return-value]


def _second_moment(ctx: Context, r: Rule) -> Theorem | None:
    if r.conclusion.op != "eq" or spine(r.conclusion.args[0])[0] is not VAR:
        return None
    values: dict[Term, Term] = {}
    for v in r.variables:
        values[v] = ctx.fresh(v.type, r.theorem.concl, *values.values())
    premises = [normal(substitute(p, values)) for p in r.premises]
    inner = ctx.assume(*premises)
    given = conclude(r, values, [hyp(p) for p in premises])
    variance, value = given.concl.args
    w = ctx.fresh(OMEGA, variance)
    x = body_at(variance.args[1], w)
    try:
        plain = Normaliser(inner, Method([], DEFINED, [(random.linear, random.linear)])).norm(variance)
        moment = eq(mean(w, power(x, 2)), add(value, power(mean(w, x), 2)))
        th = prove(inner.having(trans(sym(plain), given)), moment)
    except Failure:
        return None
    return generalise(discharge(th, *premises), *values.values())


def _evaluates(equation: Term) -> bool:
    """Does it say what a mean is, by something simpler: by no mean, or a second moment by the first?"""
    value = equation.args[1]
    return E.free <= equation.args[0].free and (not E.free <= value.free or value.op == "add" and value.args[1].op == "pow")


def mean(w: Term, body: Term) -> Term:
    """E(λω. body)"""
    return app(E, normal(lam(w, body)))


def constants(*terms: Term) -> set[Term]:
    """The constants that terms speak of."""
    stack, seen = list(terms), set()
    while stack:
        t = stack.pop()
        if t not in seen:
            seen.add(t)
            stack.extend(t.args)
    return {t for t in seen if t.op == "const"}
