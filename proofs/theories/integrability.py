"""Which random variables are integrable or measurable: found structurally, proved from the laws of the space."""

from __future__ import annotations

import functools
from collections.abc import Callable
from fractions import Fraction
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
    lam,
    normal,
    op,
    rewrite,
    var,
)
from ..tactics.build import add, div, fresh, le, mul, number, power
from ..tactics.context import Context
from ..tactics.derive import generalise, lhs, mp, rhs, specialise, split, sym, trans
from ..tactics.normalise import Method, Normaliser, head
from ..tactics.polynomial import ONE, TooLarge, atom_term, monomial_key, real_monomial
from ..tactics.prover import PREDICATES, _chain, attempt, prove, reader
from . import folds, sums
from .absolute import ABS
from .expectation import SPACE, E, I, M, laws, transfer
from .expectation import lam_of as _lam
from .folds import SUM
from .lemmas import lemma, rewrites
from .moments import integrable_sum, measurable_sum
from .powers import root
from .relu import RELU

Way = Callable[[Context, Term, Term], "Theorem | None"]
INDUCTIONS: list[Way] = []  # measurable by induction
MEASURABLE: list[Way] = []  # what theories know of their constants
LAWFUL: list[Way] = []  # integrable by what is known of laws and bounds
UNFOLDINGS: dict[Term, Callable[[Context, Term], Theorem | None]] = {}  # how a recurrence opens, for the provers


def _by(ways: list[Way], ctx: Context, x: Term, t: Term) -> Theorem | None:
    return next((th for way in ways if (th := way(ctx, x, t)) is not None), None)


def predicate(ctx: Context, goal: Term) -> Theorem | None:
    """I(X) or M(X) in the expectation space of the context."""
    if goal.op != "app" or goal.args[0] not in (I, M) or not laws(ctx):
        return None
    th = _chain(ctx, goal)
    if th is not None:
        return th
    variable = goal.args[1]
    x = fresh(OMEGA, variable, *ctx.known)
    body = normal(app(variable, x))
    th = (_integrable if goal.args[0] is I else _measurable)(ctx, x, body) or _as_stated(ctx, goal.args[0], x, body)
    return None if th is None else convert(th, goal)


def _as_stated(ctx: Context, which: Term, x: Term, t: Term) -> Theorem | None:
    """A fact of the context about the same variable, written with definitions, or relu(−X) as relu((−1)·X)."""
    for fact in ctx.facts:
        if fact.concl.op == "app" and fact.concl.args[0] is which:
            chosen = _definitions(fact.concl.args[1])
            if chosen or t.op in ("app", "exp") and head(normal(app(fact.concl.args[1], x))) is head(t):
                opened = normal(app(fact.concl.args[1], x), chosen)
                same = [Normaliser(ctx, Method(), {}).body(u) for u in (opened, t)]
                if rhs(same[0]) is rhs(same[1]):
                    return transfer(convert(fact, app(which, _lam(x, opened)), chosen), x, trans(same[0], sym(same[1])))
    return None


PREDICATES.append(predicate)


def _need(ctx: Context, which: Term, x: Term, body: Term) -> Theorem | None:
    return attempt(ctx, app(which, _lam(x, body)))


def _integrable(ctx: Context, x: Term, t: Term) -> Theorem | None:
    law = laws(ctx)
    if not x.free <= t.free:
        return specialise(law["i_const"], t)
    lawful = _by(LAWFUL, ctx, x, t)
    if lawful is not None:
        return lawful
    found = sums.parts(t)
    if found is not None and sums.fold_of(t) is SUM:
        return _of_sum(ctx, integrable_sum, x, *found)
    if t.op in ("add", "sub", "neg", "mul", "div", "pow"):
        return _integrable_polynomial(ctx, x, t)
    return _through_definition(ctx, I, x, t) or _dominated_by_argument(ctx, x, t)


def _of_sum(ctx: Context, law: Callable[[], Theorem], x: Term, a: Term, b: Term, f: Term) -> Theorem | None:
    """I or M of a finite sum from its terms."""
    if x.free <= a.free | b.free:
        return None
    family = _family(x, f)
    th = specialise(law(), E, I, M, a, b, family)
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
        poly = reading.poly(t) or {ONE: Fraction(0)}  # X − X is 0
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
        return th or _relu_square(ctx, x, m) or _opened(ctx, x, m)
    for way in (*LAWFUL, _integrable_product, _expanded_sum, _dominated_product, _one_step_back, _square_of_root):
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
    th = _simplified(ctx, I, x, opened)
    return None if th is None else convert(th, app(I, _lam(x, m)), _definitions(m))


def _simplified(ctx: Context, which: Term, x: Term, opened: Term) -> Theorem | None:
    """I or M of what a definition stands for, its indices in normal form: k + 1 − 1 is k."""
    return _through(ctx, which, x, Normaliser(ctx, Method(), {}).norm(opened))


def _through(ctx: Context, which: Term, x: Term, same: Theorem) -> Theorem | None:
    """I or M of the left side of an equation from that of the right one."""
    th = _need(ctx, which, x, rhs(same))
    return None if th is None else transfer(th, x, sym(same))


def _one_step_back(ctx: Context, x: Term, m: Term) -> Theorem | None:
    """Through the recurrences among its factors."""
    for factor in dict.fromkeys(_factors(m)):
        head = factor
        while head.op == "app":
            head = head.args[0]
        equation = UNFOLDINGS[head](ctx, factor) if head in UNFOLDINGS else None
        if equation is not None:
            return _through(ctx, I, x, Normaliser(ctx, Method(rewrites(equation))).norm(m))
    return None


def _square_of_root(ctx: Context, x: Term, m: Term) -> Theorem | None:
    """I((√u)²) from I(u), for 0 ≤ u."""
    same = Normaliser(ctx, Method(conversions=[(root, root)])).norm(m)
    return None if rhs(same) is m else _through(ctx, I, x, same)


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
        th = _simplified(ctx, which, x, rhs(equation))
        return None if th is None else transfer(th, x, sym(equation))
    chosen = frozenset((head,))
    th = _simplified(ctx, which, x, normal(t, chosen))
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
    """|uv| ≤ u² + v², in every way of writing the product as uv; |relu(u)²| ≤ u² and |u|² ≤ u²."""
    factors, th = _factors(m), _relu_square(ctx, x, m)
    if th is not None:
        return th
    if not 2 <= len(factors) <= 4:
        return None
    for left, right in _pairings(factors):
        if max(left.count(f) for f in left) > 1 or max(right.count(f) for f in right) > 1:
            continue  # its square would be a fourth power
        th = _bounded_product(ctx, x, m, _times(left), _times(right))
        if th is not None:
            return th
    return None


def _relu_square(ctx: Context, x: Term, m: Term) -> Theorem | None:
    """|relu(u)²| ≤ u² and |u|² ≤ u²"""
    u, *more = _factors(m)
    sized = more == [u] and u.op == "app" and u.args[0] in (RELU, ABS)
    return dominated(ctx, x, m, power(u.args[1], 2)) if sized else None


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
    powers = [f if (e := factors.count(f)) == 1 else power(f, e) for f in dict.fromkeys(factors)]
    return functools.reduce(mul, powers) if powers else number(1)


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
    return _through(ctx, I, x, trans(field(m, lhs(law)), law))


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
    shown = _by(MEASURABLE, ctx, x, t)
    if shown is not None:
        return shown
    if t.op in ("sub", "neg", "pow") or t.op == "div" and not x.free <= t.args[1].free:
        return _measurable_as(ctx, x, t, _as_products(t))
    if t.op == "ite" and t.args[0].op == "le":
        parts = [_need(ctx, M, x, a) for a in (*t.args[0].args, *t.args[1:])]
        known = [p for p in parts if p is not None]
        if len(known) < 4:
            return None
        return mp(specialise(law["m_choice"], *[_lam(x, a) for a in (*t.args[0].args, *t.args[1:])]), *known)
    found = sums.parts(t)
    if found is not None and sums.fold_of(t) is SUM:
        return _of_sum(ctx, measurable_sum, x, *found)
    integrable = attempt_chain(ctx, app(I, _lam(x, t)))
    if integrable is not None:
        return mp(specialise(law["measurable"], _lam(x, t)), integrable)
    th = _through_definition(ctx, M, x, t)
    for way in INDUCTIONS:
        th = th or way(ctx, x, t)
    return th


def _as_products(t: Term) -> Term | None:
    if t.op == "sub":
        return add(t.args[0], mul(-1, t.args[1]))
    if t.op == "neg":
        return mul(-1, t.args[0])
    if t.op == "div":
        return mul(t.args[0], div(1, t.args[1]))
    factors = _factors(t)
    if len(factors) < 2:
        return None
    return functools.reduce(mul, factors)


def _measurable_as(ctx: Context, x: Term, t: Term, other: Term | None) -> Theorem | None:
    return None if other is None else _through(ctx, M, x, field(t, other, reader(ctx, [other, t]).side()))


def _integrable_product(ctx: Context, x: Term, m: Term) -> Theorem | None:
    """Integrability of a product through independence."""
    return next((found[0] for split_product in PRODUCTS if (found := split_product(ctx, x, m)) is not None), None)


PRODUCTS: list[Callable[[Context, Term, Term], tuple[Theorem, Theorem] | None]] = []
