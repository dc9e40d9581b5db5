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
    table,
)
from ..kernel.terms import rebuild
from ..tactics.build import eq, fresh, integer, mul, number
from ..tactics.context import Context, Unproved
from ..tactics.derive import generalise, lhs, mp, rhs, specialise, split, sym, trans
from ..tactics.match import match
from ..tactics.normalise import Conversion, Method, Normaliser, equate
from ..tactics.polynomial import TooLarge, atom_term, rank, real_monomial
from ..tactics.prover import attempt, instance_of, prove, reader
from . import choices, folds, sums
from .expectation import SPACE, E, I, M, laws, transfer
from .folds import SUM
from .independence import INDEP, INTEGERS_INDEP, independence_rules, table_of
from .independence import MUTUALS as MUTUALS
from .integrability import PRODUCTS
from .lemmas import rewrites
from .linearity import Functional, is_one, spread
from .moments import expected_sum, product_rule
from .sums import body_at

CONDITIONS: list[tuple[object, Conversion]] = []  # conversions that reach into conditions


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
    for indep in _members(ctx, factors, w):
        found = _factor_out(ctx, w, body, factors, indep)
        if found is not None:
            return found
    return None


PRODUCTS.append(factorised)


def factors_of(ctx: Context, body: Term, w: Term) -> list[tuple[Term, int]] | None:
    """The factors of a monomial with coefficient 1, each with its exponent."""
    reading = reader(ctx, [body])
    try:
        poly = reading.poly(body)
    except TooLarge:
        return None
    if reading.missing or len(poly) != 1:
        return None
    ((m, c),) = poly.items()
    if c != 1 or any(e < 0 or not w.free <= atom_term(a).free for a, e in m):
        return None
    return [(atom_term(a), e) for a, e in sorted(m, key=lambda ae: rank(ae[0]))]


def _members(ctx: Context, factors: list[tuple[Term, int]], w: Term) -> list[Theorem]:
    """Indep(X i; others) for members X i of independent families on which the factors depend."""
    out = []
    for rule in (*independence_rules(ctx, INDEP), *independence_rules(ctx, INTEGERS_INDEP)):
        for t in dict.fromkeys(t for f, _ in factors for t in subterms(f)):
            if t.op == "app" and t.args[1] is w:
                values = match(rule.conclusion.args[0].args[1], t.args[0], frozenset(rule.variables))
                if values is not None and not any(w.free <= v.free for v in values.values()):
                    th = instance_of(ctx, rule, values)
                    out += [] if th is None else [th]
    return out


def subterms(t: Term) -> list[Term]:
    out, stack, seen = [], [t], set()
    while stack:
        u = stack.pop()
        if u not in seen and not u.loose:
            seen.add(u)
            out.append(u)
            stack.extend(u.args)
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
    kind = table_of(member.type)
    table_var = fresh(kind, body, member)
    abstracted, equations = _through_table(ctx, w, right, others, table_var)
    if abstracted is None or w.free <= abstracted.free:
        return None
    f, h = lam(u, replace(left, {member: u})), lam(table_var, abstracted)
    law = specialise(product_rule(member.type, kind), E, I, M, member.args[0], others, f, h)
    seen = normal(app(h, app(others, w)))
    try:
        same = equate(ctx, seen, right, Method(rewrites(*equations), conversions=[*CONDITIONS, ("cell", choices.decided)]))
    except Unproved:
        return None
    integrable = attempt(ctx, app(I, normal(lam(w, left)))), attempt(ctx, app(I, normal(lam(w, right))))
    if integrable[0] is None or integrable[1] is None:
        return None
    hidden = transfer(integrable[1], w, sym(same))
    law = mp(law, ctx.known[SPACE], indep)
    law = mp(law, convert(integrable[0], law.concl.args[0]))
    law = mp(law, convert(hidden, law.concl.args[0]))
    both, value = split(law)
    whole = trans(_congruent(mul(left, seen), same), field(mul(left, right), body, reader(ctx, [body, left, right]).side()))
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


def _congruent(product: Term, same: Theorem) -> Theorem:
    return rewrite(refl(product), (((1, 1), same),))


def _member_of(t: Term, families: dict[Term, int]) -> tuple[Term, Term] | None:
    """The family and the index when t is a member X i ω of one of them; a random variable is its own member 0."""
    head = t.args[0]
    if head in families:
        return head, integer(0)
    return (head.args[0], head.args[1]) if head.op == "app" and head.args[0] in families else None


def product_of(factors: list[tuple[Term, int]]) -> Term:
    out: Term | None = None
    for f, e in factors:
        piece = f if e == 1 else op("pow", f, integer(e))
        out = piece if out is None else mul(out, piece)
    return number(1) if out is None else out


def replace(t: Term, values: dict[Term, Term]) -> Term:
    """t with closed subterms replaced."""

    memo: dict[Term, Term] = {}

    def go(t: Term) -> Term:
        if t in values:
            return values[t]
        if t not in memo:
            memo[t] = rebuild(t, tuple(go(a) for a in t.args))
        return memo[t]

    return go(t)


def _through_table(ctx: Context, w: Term, rest: Term, others: Term, y: Term) -> tuple[Term | None, list[Theorem]]:
    """rest as a function of the table of the other members, with  table(k, j) = member j  proved."""
    seen = normal(app(others, w))
    families = families_of(seen)
    values: dict[Term, Term] = {}
    equations = []
    for t in subterms(rest):
        if t.op == "app" and t.args[1] is w and (known := _member_of(t, families)) is not None:
            family, index = known
            cell = normal(app(seen, integer(families[family]), index))
            th = entry(ctx, cell, t)
            if th is None:
                return None, []
            equations.append(th)
            values[t] = app(y, integer(families[family]), index)
    return _replaced_members(replace(rest, values), families, w, y), equations


def _replaced_members(t: Term, families: dict[Term, int], w: Term, y: Term) -> Term:
    """t with the members at bound indices read from the table, too."""
    if not t.loose or not w.free <= t.free:
        return t if not t.args or not w.free <= t.free else rebuild(
            t, tuple(_replaced_members(a, families, w, y) for a in t.args))
    if t.op == "app" and t.args[1] is w and t.args[0].op == "app" and t.args[0].args[0] in families:
        return op("app", op("app", y, integer(families[t.args[0].args[0]])), t.args[0].args[1])
    return rebuild(t, tuple(_replaced_members(a, families, w, y) for a in t.args))


def families_of(seen: Term) -> dict[Term, int]:
    """Which family, or random variable, stands in which row of the table λk j. ite(k = 0)(…X₀ j ω…)(…)."""
    out: dict[Term, int] = {}
    body = seen.args[0].args[0]
    while body.op == "ite":
        cell = body.args[1]
        out[cell.args[1].args[0].args[0] if cell.op == "ite" else cell.args[0]] = int(body.args[0].args[1].data[0])
        body = body.args[2]
    return out


def entry(ctx: Context, cell: Term, wanted: Term) -> Theorem | None:
    """⊢ cell = wanted: the choices in the cell decided."""
    th = refl(cell)
    while rhs(th).op == "ite":
        c, a, b = rhs(th).args
        yes = attempt(ctx, c)
        if yes is not None:
            th = trans(th, mp(table.ite_true(c, a, b), yes))
            continue
        no = attempt(ctx, op("not", c))
        if no is None:
            return None
        th = trans(th, mp(table.ite_false(c, a, b), no))
    return th if rhs(th) is wanted else None
