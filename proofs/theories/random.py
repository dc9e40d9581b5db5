"""What steps may do with E: linearity, independence, symmetry, sums squared under E."""

from __future__ import annotations

from ..kernel import (
    INT,
    OMEGA,
    Term,
    Theorem,
    app,
    convert,
    field,
    lam,
    normal,
    op,
    refl,
    rewrite,
)
from ..tactics.build import div, eq, fresh, integer, mul, number
from ..tactics.context import Context
from ..tactics.derive import generalise, lhs, mp, rhs, specialise, split, sym, trans
from ..tactics.match import match
from ..tactics.normalise import Normaliser
from ..tactics.polynomial import TooLarge, atom_term, rank, real_monomial
from ..tactics.prover import attempt, instance_of, prove, reader
from . import folds, sums
from .expectation import SPACE, E, I, M, laws, transfer
from .folds import SUM
from .independence import MUTUALS as MUTUALS
from .independence import independence_rules
from .integrability import PRODUCTS
from .linearity import Functional, is_one, spread
from .moments import expected_sum, product_rule
from .sums import body_at
from .tables import replace, subterms, through_table


def expectation_of(t: Term) -> Term | None:
    """X when t is E X."""
    return t.args[1] if t.op == "app" and t.args[0] is E else None


# -- linearity --------------------------------------------------------------------------


def linear(n: Normaliser, t: Term) -> Theorem | None:
    """E of a linear combination, of a constant, of a finite sum."""
    variable, law = expectation_of(t), laws(n.ctx)
    if variable is None or not law:
        return None
    if is_one(variable):
        return law["e_one"]
    w = n.ctx.fresh(OMEGA, t)
    body = body_at(variable, w)
    found = sums.parts(body)
    if found is not None and sums.fold_of(body) is SUM:
        return _of_sum(n.ctx, t, w, *found)

    def of(f: Term) -> Term:
        return app(E, normal(lam(w, f)))

    def needed(f: Term) -> Theorem:
        return prove(n.ctx, app(I, normal(lam(w, f))))

    laws_here = Functional(
        of=of,
        add=lambda f, g: mp(specialise(law["e_add"], lam(w, f), lam(w, g)), needed(f), needed(g)),
        scale=lambda c, f: mp(specialise(law["e_scale"], c, lam(w, f)), needed(f)),
    )
    return spread(n.ctx, w, body, laws_here, lambda f, g, same: same_mean(w, variable, same))


def same_mean(w: Term, variable: Term, same: Theorem) -> Theorem:
    """E X = E(λω. b) from X ω = b."""
    start = refl(app(E, normal(lam(w, lhs(same)))), app(E, lam(w, lhs(same))))
    th = rewrite(start, (((1, 1, 0), generalise(same, w)),))
    return trans(th, refl(rhs(th), normal(rhs(th))))


def _of_sum(ctx: Context, t: Term, w: Term, a: Term, b: Term, f: Term) -> Theorem | None:
    if w.free <= a.free | b.free:
        return None
    i = fresh(INT, f, w)
    family = normal(lam(i, lam(w, app(f, i))))
    law = mp(specialise(expected_sum(), E, I, M, a, b, family), ctx.known[SPACE])
    law = mp(law, prove(ctx, law.concl.args[0]))
    return convert(law, eq(t, rhs(law)))


def square_of_sum(n: Normaliser, t: Term) -> Theorem | None:
    """Under E, a product with a sum in it becomes a sum of products."""
    variable = expectation_of(t)
    if variable is None:
        return None
    w = n.ctx.fresh(OMEGA, t)
    body = body_at(variable, w)
    reading = reader(n.ctx, [body])
    try:
        poly = reading.poly(body)
    except TooLarge:
        return None
    if reading.missing or len(poly) != 1 or sums.fold_of(body) is not None:
        return None
    ((m, c),) = poly.items()
    total = min((a for a, e in m if e > 0 and isinstance(a, Term) and sums.fold_of(a) is SUM and w.free <= a.free),
                key=rank, default=None)
    if total is None:
        return None
    a, b, f = sums.parts(total)  # type: ignore[misc]
    rest = real_monomial(frozenset((x, e) if x is not total else (x, e - 1) for x, e in m if x is not total or e > 1), c)

    law = sym(specialise(folds.sum_scale(), rest, a, b, f))
    same = trans(field(body, mul(rest, total), reader(n.ctx, [body, mul(rest, total)]).side()), law)

    return same_mean(w, variable, same)


# -- independence ------------------------------------------------------------------------


def independence(n: Normaliser, t: Term) -> Theorem | None:
    """E[f(X)·h(others)] = E[f(X)]·E[h(others)] for a member, or a whole family X, of an independent collection."""
    variable = expectation_of(t)
    if variable is None or not laws(n.ctx):
        return None
    w = n.ctx.fresh(OMEGA, t)
    body = body_at(variable, w)
    for way in PRODUCTS:
        found = way(n.ctx, w, body)
        if found is not None:
            return found[1]
    return None


def factorised(ctx: Context, w: Term, body: Term) -> tuple[Theorem, Theorem] | None:
    """I(λω. body) and E(λω. body) = E(f)·E(h), when one factor is independent of the rest."""
    factors = factors_of(ctx, body, w)
    if factors is None:
        return None
    for indep in members_apart(ctx, [f for f, _ in factors], w):
        found = _factor_out(ctx, w, body, factors, indep)
        if found is not None:
            return found
    return None


PRODUCTS.append(factorised)


def factors_of(ctx: Context, body: Term, w: Term) -> list[tuple[Term, int]] | None:
    """The factors of a monomial with coefficient 1, each with its exponent, which is below 0 for a divisor."""
    reading = reader(ctx, [body])
    try:
        poly = reading.poly(body)
    except TooLarge:
        return None
    if reading.missing or len(poly) != 1:
        return None
    ((m, c),) = poly.items()
    if c != 1 or any(not w.free <= atom_term(a).free for a, _ in m):
        return None
    return [(atom_term(a), e) for a, e in sorted(m, key=lambda ae: rank(ae[0]))]


def members_apart(ctx: Context, factors: list[Term], w: Term) -> list[Theorem]:
    """Indep(X i; others) for members X i of independent families on which the factors depend."""
    out = []
    for rule in independence_rules(ctx):
        for t in dict.fromkeys(t for f in factors for t in subterms(f)):
            if t.op == "app" and t.args[1] is w:
                values = match(rule.conclusion.args[0].args[1], t.args[0], frozenset(rule.variables))
                if values is not None and not any(w.free <= v.free for v in values.values()):
                    th = instance_of(ctx, rule, values)
                    out += [] if th is None else [th]
    return out


def _factor_out(ctx: Context, w: Term, body: Term, factors: list[tuple[Term, int]],
                indep: Theorem) -> tuple[Theorem, Theorem] | None:
    member, others = app(indep.concl.args[0].args[1], w), indep.concl.args[1]
    u = fresh(member.type, body, member)
    mine = [(f, e) for f, e in factors if not w.free <= replace(f, {member: u}).free]
    rest = [(f, e) for f, e in factors if (f, e) not in mine]
    if not mine or not rest:
        return None
    left, right = product_of(mine), product_of(rest)
    kind = others.type.cod
    y = fresh(kind, body, member)
    found = through_table(ctx, w, right, others, y)
    if found is None:
        return None
    hidden_in_y, same = found
    f, h = lam(u, replace(left, {member: u})), lam(y, hidden_in_y)
    law = specialise(product_rule(member.type, kind), E, I, M, member.args[0], others, f, h)
    seen = lhs(same)
    integrable = attempt(ctx, app(I, normal(lam(w, left)))), attempt(ctx, app(I, normal(lam(w, right))))
    if integrable[0] is None or integrable[1] is None:
        return None
    hidden = transfer(integrable[1], w, sym(same))
    law = mp(law, ctx.known[SPACE], indep)
    law = mp(law, convert(integrable[0], law.concl.args[0]))
    law = mp(law, convert(hidden, law.concl.args[0]))
    both, value = split(law)
    whole = rewrite(refl(mul(left, seen)), (((1, 1), same),))
    whole = trans(whole, field(mul(left, right), body, reader(ctx, [body, left, right]).side()))
    first = transfer(both, w, whole)
    mean = trans(back(w, body, whole), value)
    hidden_mean = same_mean(w, lam(w, seen), same)
    mean = rewrite(mean, (((1, 1), as_left(hidden_mean, mean.concl.args[1].args[1])),))
    return convert(first, app(I, normal(lam(w, body)))), mean


def as_left(th: Theorem, left: Term) -> Theorem:
    """The equation with its left side written otherwise (equal by β, η)."""
    return trans(refl(left, lhs(th)), th)


def back(w: Term, body: Term, whole: Theorem) -> Theorem:
    """E(λω. body) = E(λω. a) from a = body."""
    return sym(as_left(same_mean(w, body, whole), app(E, normal(lam(w, lhs(whole))))))


def product_of(factors: list[tuple[Term, int]]) -> Term:
    out: Term | None = None
    for f, e in factors:
        piece = f if abs(e) == 1 else op("pow", f, integer(abs(e)))
        piece = div(1, piece) if e < 0 else piece
        out = piece if out is None else mul(out, piece)
    return number(1) if out is None else out
