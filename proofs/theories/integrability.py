"""Which random variables are integrable or measurable: found structurally, proved from the laws of the space.

Also E of a finite sum, and the product rule under independence.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from itertools import combinations

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
    refl,
    rewrite,
    var,
)
from ..tactics.build import add, eq, fresh, imp, le, mul, number, power
from ..tactics.context import Context
from ..tactics.derive import discharge, generalise, join, lhs, mp, rhs, specialise, split, sym, trans
from ..tactics.normalise import Method, Normaliser, equate
from ..tactics.polynomial import TooLarge, atom_term, monomial_key, real_monomial
from ..tactics.prover import PREDICATES, _chain, attempt, prove, reader
from . import folds, sums
from .expectation import SPACE, E, I, M, independent, laws, rv
from .folds import SUM
from .lemmas import at_successor, by_range, lemma, rewrites
from .relu import RELU

UNFOLDINGS: dict[Term, Callable[[Context, Term], Theorem | None]] = {}  # how a recurrence opens, for the provers


def predicate(ctx: Context, goal: Term) -> Theorem | None:
    """I(X) or M(X) in the expectation space of the context."""
    if goal.op != "app" or goal.args[0] not in (I, M) or not laws(ctx):
        return None
    th = _chain(ctx, goal)
    if th is not None:
        return th
    variable = goal.args[1]
    x = fresh(OMEGA, variable, *[f.concl for f in ctx.facts])
    body = normal(app(variable, x))
    search = _integrable if goal.args[0] is I else _measurable
    th = search(ctx, x, body)
    return None if th is None else convert(th, goal)


PREDICATES.append(predicate)


def _lam(x: Term, body: Term) -> Term:
    return normal(lam(x, body))


def transfer(th: Theorem, x: Term, equation: Theorem) -> Theorem:
    """From P(λω. a) and a = b: P(λω. b)."""
    th = convert(th, app(th.concl.args[0], lam(x, lhs(equation))))
    return rewrite(th, (((1, 0), generalise(equation, x)),))


def _need(ctx: Context, which: Term, x: Term, body: Term) -> Theorem | None:
    return attempt(ctx, app(which, _lam(x, body)))


def _integrable(ctx: Context, x: Term, t: Term) -> Theorem | None:
    law = laws(ctx)
    if not x.free <= t.free:
        return specialise(law["i_const"], t)
    found = sums.parts(t)
    if found is not None and sums.fold_of(t) is SUM:
        return _integrable_sum(ctx, x, *found)
    if t.op in ("add", "sub", "neg", "mul", "div", "pow"):
        return _integrable_polynomial(ctx, x, t)
    return _through_definition(ctx, I, x, t) or _dominated_by_argument(ctx, x, t)


def _integrable_sum(ctx: Context, x: Term, a: Term, b: Term, f: Term) -> Theorem | None:
    if x.free <= a.free | b.free:
        return None
    family = _family(x, f)
    th = specialise(integrable_sum(), E, I, M, a, b, family)
    th = mp(th, ctx.known[SPACE])
    each = attempt(ctx, th.concl.args[0])
    return None if each is None else mp(th, each)


def _family(x: Term, f: Term) -> Term:
    """λω. λi. u  turned into  λi. λω. u."""
    i = fresh(INT, f, x)
    return normal(lam(i, lam(x, app(f, i))))


def _integrable_polynomial(ctx: Context, x: Term, t: Term) -> Theorem | None:
    """Monomial by monomial, each a constant times a product of random atoms."""
    reading = reader(ctx, [t])
    if reading.missing:
        return None
    try:
        poly = reading.poly(t)
    except TooLarge:
        return None
    pieces = []
    for m in sorted(poly, key=monomial_key):
        random = frozenset((a, e) for a, e in m if x.free <= atom_term(a).free)
        constant = real_monomial(m - random, poly[m])
        th = _integrable_monomial(ctx, x, real_monomial(random), t)
        if th is None:
            return None
        body = normal(app(th.concl.args[1], x))
        pieces.append((mp(specialise(laws(ctx)["i_scale"], constant, _lam(x, body)), th), mul(constant, body)))
    th, body = pieces[0]
    for other, more in pieces[1:]:
        th = mp(specialise(laws(ctx)["i_add"], _lam(x, body), _lam(x, more)), th, other)
        body = add(body, more)
    return transfer(th, x, field(body, t, reader(ctx, [body, t]).side()))


def _integrable_monomial(ctx: Context, x: Term, m: Term, whole: Term) -> Theorem | None:
    if m is not whole and m.op not in ("mul", "pow"):
        return _need(ctx, I, x, m)
    th = attempt_chain(ctx, app(I, _lam(x, m)))
    if th is not None or _definitions(m):
        return th or _opened(ctx, x, m)
    for way in (_integrable_product, _expanded_sum, _dominated_product):
        th = th or way(ctx, x, m)
    return th


def attempt_chain(ctx: Context, goal: Term) -> Theorem | None:
    """A fact of the context, with its premises."""
    return ctx.known.get(goal) or _chain(ctx, goal)


def _opened(ctx: Context, x: Term, m: Term) -> Theorem | None:
    """Through the definitions of its factors."""
    opened = normal(m, _definitions(m))
    if opened is m:
        return None
    th = _need(ctx, I, x, opened)
    return None if th is None else convert(th, app(I, _lam(x, m)), _definitions(m))


def _definitions(t: Term) -> frozenset[Term]:
    """The constants in t that stand for random quantities."""
    found, stack, seen = set(), [t], set()
    while stack:
        u = stack.pop()
        if u not in seen:
            seen.add(u)
            stack.extend(u.args)
            if u.op == "const" and u.type.omega and u not in UNFOLDINGS and not u.data.total:
                found.add(u)
    return frozenset(found)


def _through_definition(ctx: Context, which: Term, x: Term, t: Term) -> Theorem | None:
    """A defined quantity through its definition; a recurrence one step back."""
    head = t
    while head.op == "app":
        head = head.args[0]
    if head.op != "const":
        return None
    if head in UNFOLDINGS:
        equation = UNFOLDINGS[head](ctx, t)
        if equation is None:
            return None
        equation = trans(equation, Normaliser(ctx, Method()).norm(rhs(equation)))
        th = _need(ctx, which, x, rhs(equation))
        return None if th is None else transfer(th, x, sym(equation))
    chosen = frozenset((head,))
    opened = normal(t, chosen)
    th = _need(ctx, which, x, opened)
    return None if th is None else convert(th, app(which, _lam(x, t)), chosen)


# -- domination ---------------------------------------------------------------------------


def dominated(ctx: Context, x: Term, t: Term, by: Term) -> Theorem | None:
    """I(λω. t) from −u ≤ t ≤ u with u integrable and t measurable."""
    measurable, bound = _need(ctx, M, x, t), _need(ctx, I, x, by)
    if measurable is None or bound is None:
        return None
    law = mp(specialise(laws(ctx)["i_dominated"], _lam(x, t), _lam(x, by)), measurable, bound)
    above, below = attempt(ctx, law.concl.args[0]), attempt(ctx, law.concl.args[1].args[0])
    return None if above is None or below is None else mp(law, above, below)


def _dominated_product(ctx: Context, x: Term, m: Term) -> Theorem | None:
    """|uv| ≤ u² + v², in every way of writing the product as uv; |relu(u)²| ≤ u²."""
    factors = _factors(m)
    if len(factors) == 2 and factors[0] is factors[1] and factors[0].op == "app" and factors[0].args[0] is RELU:
        return dominated(ctx, x, m, power(factors[0].args[1], 2))
    if not 2 <= len(factors) <= 4:
        return None
    for left, right in _pairings(factors):
        if max(left.count(f) for f in left) > 1 or max(right.count(f) for f in right) > 1:
            continue  # its square would be a fourth power
        th = _bounded_product(ctx, x, m, _times(left), _times(right))
        if th is not None:
            return th
    return None


def _pairings(factors: list[Term]) -> list[tuple[list[Term], list[Term]]]:
    """The ways of writing a product as u·v; first those that keep together what has the same index."""
    first, *rest = factors
    out = []
    for n in range(len(factors) // 2):
        for chosen in combinations(range(len(rest)), n):
            left = [first, *[rest[i] for i in chosen]]
            right = [f for i, f in enumerate(rest) if i not in chosen]
            out.append((left, right))
    return sorted(out, key=lambda lr: sum(len({f.free for f in side}) for side in lr) + len(_shared(*lr)))


def _shared(left: list[Term], right: list[Term]) -> frozenset[tuple[str, Type]]:
    """The variables that occur on both sides."""
    a, b = (frozenset().union(*[f.free for f in side]) for side in (left, right))
    return a & b


def _times(factors: list[Term]) -> Term:
    """A product in the form in which powers are collected."""
    out: Term | None = None
    for f in dict.fromkeys(factors):
        e = factors.count(f)
        piece = f if e == 1 else power(f, e)
        out = piece if out is None else mul(out, piece)
    return number(1) if out is None else out


@lemma
def product_bounds() -> Theorem:
    """⊢ ∀u v. u·v ≤ u² + v² ∧ −(u² + v²) ≤ u·v"""
    u, v = var("u", REAL), var("v", REAL)
    bound = add(power(u, 2), power(v, 2))
    goal = op("and", le(mul(u, v), bound), le(op("neg", bound), mul(u, v)))
    return generalise(prove(Context(), goal), u, v)


def _bounded_product(ctx: Context, x: Term, m: Term, u: Term, v: Term) -> Theorem | None:
    """I(uv) from I(u²) and I(v²)."""
    squares = [_need(ctx, I, x, _times(_factors(t) * 2)) for t in (u, v)]
    measurable = _need(ctx, M, x, m)
    if squares[0] is None or squares[1] is None or measurable is None:
        return None
    bodies = [normal(app(s.concl.args[1], x)) for s in squares if s is not None]
    bound = add(*bodies)
    integrable = mp(specialise(laws(ctx)["i_add"], *[_lam(x, t) for t in bodies]), *[s for s in squares if s is not None])
    law = mp(specialise(laws(ctx)["i_dominated"], _lam(x, m), _lam(x, bound)), measurable, integrable)
    above, below = split(specialise(product_bounds(), u, v))
    product, both = field(mul(u, v), m), field(add(power(u, 2), power(v, 2)), bound)
    upper = rewrite(above, (((0,), product), ((1,), both)))
    lower = rewrite(below, (((0, 0), both), ((1,), product)))
    return mp(law, generalise(upper, x), generalise(lower, x))


def _expanded_sum(ctx: Context, x: Term, m: Term) -> Theorem | None:
    """A product with a random sum in it, as a sum of products."""
    factors = _factors(m)
    total = next((f for f in factors if sums.fold_of(f) is SUM and x.free <= f.free), None)
    found = None if total is None else sums.parts(total)
    if found is None or total is None or len(factors) < 2:
        return None
    rest = list(factors)
    rest.remove(total)
    law = sym(specialise(folds.sum_scale(), _times(rest), *found))
    same = trans(field(m, lhs(law)), law)
    th = _need(ctx, I, x, rhs(same))
    return None if th is None else transfer(th, x, sym(same))


def _dominated_by_argument(ctx: Context, x: Term, t: Term) -> Theorem | None:
    """|u| ≤ 1 + u²: a square-integrable variable is integrable; relu(u) ≤ 1 + u²."""
    inner = t.args[1] if t.op == "app" and t.args[0] is RELU else t
    square = power(inner, 2)
    if attempt_chain(ctx, app(I, _lam(x, square))) is None:
        return None
    return dominated(ctx, x, t, add(1, square))


def _factors(m: Term) -> list[Term]:
    if m.op == "mul":
        return _factors(m.args[0]) + _factors(m.args[1])
    if m.op == "pow" and m.args[1].op == "num":
        return _factors(m.args[0]) * min(int(m.args[1].data[0]), 9)
    return [m]


def _measurable(ctx: Context, x: Term, t: Term) -> Theorem | None:
    law = laws(ctx)
    if not x.free <= t.free:
        return specialise(law["m_const"], t)
    if t.op in ("add", "mul"):
        parts = [_need(ctx, M, x, a) for a in t.args]
        if parts[0] is None or parts[1] is None:
            return None
        name = "m_add" if t.op == "add" else "m_mul"
        return mp(specialise(law[name], *[_lam(x, a) for a in t.args]), parts[0], parts[1])
    if t.op in ("sub", "neg", "pow"):
        return _measurable_as(ctx, x, t, _as_products(t))
    if t.op == "ite" and t.args[0].op == "le":
        parts = [_need(ctx, M, x, a) for a in (*t.args[0].args, *t.args[1:])]
        known = [p for p in parts if p is not None]
        if len(known) < 4:
            return None
        return mp(specialise(law["m_choice"], *[_lam(x, a) for a in (*t.args[0].args, *t.args[1:])]), *known)
    integrable = attempt_chain(ctx, app(I, _lam(x, t)))
    if integrable is not None:
        return mp(specialise(law["measurable"], _lam(x, t)), integrable)
    return _through_definition(ctx, M, x, t)


def _as_products(t: Term) -> Term | None:
    if t.op == "sub":
        return add(t.args[0], mul(-1, t.args[1]))
    if t.op == "neg":
        return mul(-1, t.args[0])
    factors = _factors(t)
    if len(factors) < 2:
        return None
    out = factors[0]
    for f in factors[1:]:
        out = mul(out, f)
    return out


def _measurable_as(ctx: Context, x: Term, t: Term, other: Term | None) -> Theorem | None:
    th = None if other is None else _need(ctx, M, x, other)
    return None if th is None or other is None else transfer(th, x, field(other, t))


# -- finite sums ------------------------------------------------------------------------------


_a, _b, _i, _x = var("a", INT), var("b", INT), var("i", INT), var("ω", OMEGA)
_F = var("X", fun(INT, OMEGA, REAL))


def _sum_body(high: Term) -> Term:
    return SUM.of(_a, high, lam(_i, app(_F, _i, _x)))


@lemma
def sum_law() -> Theorem:
    """⊢ ∀E I M. Espace → ∀a X b. (∀i. a ≤ i ≤ b → I(X i)) → I(Σ X) ∧ E(Σ X) = Σ E X"""
    space = Context().assume(SPACE)
    each = forall(_i, imp(le(_a, _i), le(_i, _b), app(I, app(_F, _i))))
    expected = lam(_i, app(E, app(_F, _i)))
    claim = op("and", app(I, rv(_sum_body(_b))), eq(app(E, rv(_sum_body(_b))), SUM.of(_a, _b, expected)))
    statement = normal(imp(each, claim))

    def solver(ctx: Context, goal: Term, before: Theorem | None) -> Theorem:
        inner = ctx.assume(goal.args[0])
        if before is None:
            return discharge(_empty_sum(inner, goal.args[1]), goal.args[0])
        return discharge(_longer_sum(inner, goal.args[1], before), goal.args[0])

    th = by_range(space, _a, _b, statement, solver)
    return generalise(discharge(generalise(specialise(th, _b), _a, _b, _F), SPACE), E, I, M)


def _empty_sum(ctx: Context, goal: Term) -> Theorem:
    """The claim for an empty range: both sums are 0."""
    zero = number(0)
    law = laws(ctx)
    total, expected = goal.args[0].args[1], goal.args[1].args[1]
    vanish = equate(ctx, normal(app(total, _x)), zero, Method(rewrites(folds.EMPTY["Σ"]())))
    integrable = transfer(specialise(law["i_const"], zero), _x, sym(vanish))
    scaled = mp(specialise(law["e_scale"], zero, rv(number(1))), specialise(law["i_const"], number(1)))
    e_zero = trans(_pointwise(rv(zero), _x, field(zero, mul(zero, 1))), scaled,
                   field(rhs(scaled), zero))
    value = trans(_pointwise(total, _x, vanish), e_zero, sym(equate(ctx, expected, zero, Method(rewrites(folds.EMPTY["Σ"]())))))
    return join(integrable, value)


def _pointwise(variable: Term, x: Term, equation: Theorem) -> Theorem:
    """E(λω. a) = E(λω. b) from a = b."""
    start = refl(app(E, variable), app(E, lam(x, lhs(equation))))
    return rewrite(start, (((1, 1, 0), generalise(equation, x)),))


def _longer_sum(ctx: Context, goal: Term, before: Theorem) -> Theorem:
    """The claim for a..b+1 from that for a..b."""
    law, more = laws(ctx), add(_b, 1)
    earlier = split(mp(before, prove(ctx, before.concl.args[0])))
    here = prove(ctx, app(I, app(_F, more)))
    first, second = rv(_sum_body(_b)), app(_F, more)
    total, expected = goal.args[0].args[1], goal.args[1].args[1]
    split_sum = equate(ctx, add(_sum_body(_b), app(second, _x)), normal(app(total, _x)), Method(at_successor(folds.LAST["Σ"](), 1)))
    integrable = transfer(mp(specialise(law["i_add"], first, second), *earlier[:1], here), _x, split_sum)
    added = mp(specialise(law["e_add"], first, second), earlier[0], here)
    added = rewrite(added, (((1, 0), earlier[1]),))
    value = trans(_pointwise(total, _x, sym(split_sum)), added)
    value = trans(value, equate(ctx, rhs(value), expected, Method(at_successor(folds.LAST["Σ"](), 1))))
    return join(convert(integrable, goal.args[0]), convert(value, goal.args[1]))


def _half(index: int) -> Theorem:
    """One conjunct of `sum_law`, with its quantifiers and premises."""
    th = specialise(sum_law(), E, I, M)
    inner = specialise(mp(th, hyp(SPACE)), _a, _b, _F)
    part = split(mp(inner, hyp(inner.concl.args[0])))[index]
    th = generalise(discharge(part, SPACE, inner.concl.args[0]), E, I, M, _a, _b, _F)
    return th


@lemma
def integrable_sum() -> Theorem:
    """⊢ ∀E I M a b X. Espace → (∀i. a ≤ i ≤ b → I(X i)) → I(λω. Σ a b (λi. X i ω))"""
    return _half(0)


@lemma
def expected_sum() -> Theorem:
    """⊢ ∀E I M a b X. Espace → (∀i. a ≤ i ≤ b → I(X i)) → E(λω. Σ a b (λi. X i ω)) = Σ a b (λi. E(X i))"""
    return _half(1)


# -- independence --------------------------------------------------------------------------------


@functools.cache
def product_rule(a: Type, b: Type) -> Theorem:
    """⊢ Espace → Indep X Y → I(f X) → I(h Y) → I(f X · h Y) ∧ E[f X · h Y] = E[f X]·E[h Y]"""
    A, B = var("A", fun(OMEGA, a)), var("B", fun(OMEGA, b))
    f, h = var("f", fun(a, REAL)), var("h", fun(b, REAL))
    constant = independent(a, b)
    given = (SPACE, app(constant, E, I, A, B), app(I, _lam(_x, app(f, app(A, _x)))), app(I, _lam(_x, app(h, app(B, _x)))))
    ctx = Context().assume(*given)
    law = laws(ctx)
    opened = convert(hyp(given[1]), normal(given[1], frozenset((constant,))), frozenset((constant,)))
    products, freezing = split(opened)
    joint = mp(specialise(products, f, h), hyp(given[2]), hyp(given[3]))
    u, y = var("u", a), var("y", b)
    test = lam(u, lam(y, mul(app(f, u), app(h, y))))
    frozen = specialise(freezing, test)
    X1, Y1 = app(f, app(A, _x)), app(h, app(B, _x))
    swapped = field(mul(app(h, y), X1), mul(X1, app(h, y)))
    each = mp(specialise(law["i_scale"], app(h, y), _lam(_x, X1)), hyp(given[2]))
    each = generalise(transfer(each, _x, swapped), y)
    frozen = mp(frozen, convert(each, frozen.concl.args[0]), convert(joint, frozen.concl.args[1].args[0]))
    value = split(frozen)[1]
    value = trans(value, _frozen_value(law, A, B, f, h, X1, Y1, hyp(given[2]), hyp(given[3])))
    return generalise(discharge(join(joint, value), *given), E, I, M, A, B, f, h)


def _frozen_value(law: dict[str, Theorem], A: Term, B: Term, f: Term, h: Term, X1: Term, Y1: Term,
                  left: Theorem, right: Theorem) -> Theorem:
    """⊢ E(λω′. E(λω. f(Xω)·h(Yω′))) = E(f X)·E(h Y)"""
    other = var("ω′", OMEGA)
    k = app(h, app(B, other))
    inner = mp(specialise(law["e_scale"], k, _lam(_x, X1)), left)
    flip = _pointwise(lam(_x, mul(X1, k)), _x, field(mul(X1, k), mul(k, X1)))
    mean = app(E, _lam(_x, X1))
    inner = trans(flip, inner, field(rhs(inner), mul(mean, k)))
    outer = mp(specialise(law["e_scale"], mean, _lam(_x, Y1)), right)
    start = refl(app(E, _lam(other, lhs(inner))), app(E, lam(other, lhs(inner))))
    start = rewrite(start, (((1, 1, 0), generalise(inner, other)),))
    return trans(start, refl(rhs(start), lhs(outer)), outer)


def _integrable_product(ctx: Context, x: Term, m: Term) -> Theorem | None:
    """Integrability of a product through independence."""
    for split_product in PRODUCTS:
        found = split_product(ctx, x, m)
        if found is not None:
            return found[0]
    return None


PRODUCTS: list[Callable[[Context, Term, Term], tuple[Theorem, Theorem] | None]] = []

