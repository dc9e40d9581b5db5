"""Orders between exponentials and logarithms: by tangents, which touch a curve at a place that the statement speaks of, and
by the exponential of both sides, in which whole multiples of logarithms are powers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from fractions import Fraction
from math import lcm
from typing import NamedTuple

from ..kernel import REAL, Summand, Term, Theorem, op, order, rewrite, var
from ..kernel.terms import value
from ..tactics.budget import portion
from ..tactics.build import le, lt, number
from ..tactics.context import Context, Unproved
from ..tactics.derive import discharge, discharge_to_not, generalise, mp, positive_form, rhs, specialise, sym, trans
from ..tactics.normalise import Conversion, Method, Normaliser
from ..tactics.polynomial import Monomial, Poly, atoms, plus, poly_term, rank, times
from ..tactics.prover import attempt, prove, reader
from ..theories import exponentials, exponents
from ..theories.lemmas import lemma
from .direct import Failure, Inapplicable, method, subterms
from .tableau import by_contradiction

MAX_PLACES, MAX_CURVES, EACH, TANGENTS = 5, 4, 50_000, 180_000
PLAIN: list[Callable[[Context, Term], Theorem]] = [by_contradiction]  # the ways for what is left without logarithms
x, y = var("x", REAL), var("y", REAL)


def by_exponentials(ctx: Context, goal: Term) -> Theorem:
    """Γ ⊢ a ≤ b or a < b where exponentials or logarithms stand in it; raises Unproved."""
    if goal.op not in ("le", "lt") or goal.args[0].type is not REAL:
        raise Inapplicable("this is for orders", goal)
    n = Normaliser(ctx, method())
    left, right = (n.norm(side) for side in goal.args)
    reduced = op(goal.op, rhs(left), rhs(right))
    if not any(t.op in ("exp", "log") for t in subterms(*reduced.args)):
        raise Inapplicable("it does not speak of exponentials or logarithms", goal)
    th = _by_exponential(n, reduced)
    if th is None:
        with suppress(*Failure), portion(TANGENTS):
            return _as_it_stands(ctx, goal)
        with portion(TANGENTS):
            th = _by_tangents(n, reduced, _places(goal, reduced)[:2*MAX_PLACES])
    return rewrite(th, (((0,), sym(left)), ((1,), sym(right))))


# -- the exponential of both sides -------------------------------------------------------------


def _by_exponential(n: Normaliser, goal: Term) -> Theorem | None:
    """a ▷ b from exp(k·a) ▷ exp(k·b), the terms with minus sign taken to the other side, where no logarithm is left then."""
    ctx = n.ctx
    with suppress(*Failure), portion(3*EACH):
        reading = reader(ctx, list(goal.args))
        p = plus(reading.poly(goal.args[1]), reading.poly(goal.args[0]), Fraction(-1))
        logs = [m for m in p if any(isinstance(a, Term) and a.op == "log" for a, _ in m)]
        if not logs or reading.missing:
            return None
        k = lcm(*[p[m].denominator for m in logs])
        low, high = ({m: k*sign*c for m, c in p.items() if sign*c > 0} for sign in (-1, 1))
        a, b = poly_term(low), poly_term(high)
        tidy = Normaliser(ctx, Method())
        sides = [trans(e, tidy.norm(rhs(e))) for e in (n.norm(op("exp", t)) for t in (a, b))]
        if any(t.op == "log" for t in subterms(*map(rhs, sides))):
            return None
        th = _plain(ctx, op(goal.op, *map(rhs, sides)))
        th = rewrite(th, tuple(((i,), sym(e)) for i, e in enumerate(sides)))
        law = mp(specialise((back_lt if goal.op == "lt" else back_le)(), a, b), th)
        return order(goal, (law,), (Summand(Fraction(1, k), (0,)),), reader(ctx, [*goal.args, a, b]).side())
    return None


def _plain(ctx: Context, goal: Term) -> Theorem:
    """What is left without logarithms."""
    for way in PLAIN:
        with suppress(*Failure), portion(EACH):
            return way(ctx, goal)
    raise Unproved("nothing compares the exponentials", goal)


@lemma
def back_le() -> Theorem:
    """⊢ ∀x y. exp x ≤ exp y → x ≤ y"""
    return _back(exponentials.exp_lt(), le(op("exp", x), op("exp", y)), lt(y, x))


@lemma
def back_lt() -> Theorem:
    """⊢ ∀x y. exp x < exp y → x < y"""
    return _back(exponentials.exp_le(), lt(op("exp", x), op("exp", y)), le(y, x))


def _back(law: Theorem, given: Term, wrong: Term) -> Theorem:
    known = Context().assume(given, wrong)
    carried = mp(specialise(law, y, x), known.known[wrong])
    absurd = prove(known.having(carried), op("false"))
    return generalise(discharge(positive_form(discharge_to_not(absurd, wrong)), given), x, y)


# -- tangents --------------------------------------------------------------------------------------


class _Curve(NamedTuple):
    """An exponential or logarithm that occurs linearly, with its coefficient."""

    term: Term
    factor: Poly


def _places(*goals: Term) -> list[Term]:
    """Arguments at which a tangent may touch: those of other curves, their inverses, where the curve is 1 or 0, and where
    its slope is a number that is spoken of."""
    parts = subterms(*[t for phi in goals for t in phi.args])
    logs = [t.args[0] for t in parts if t.op == "log"]
    out = [*logs, *[op("div", number(1), t) for t in logs], *[t.args[0] for t in parts if t.op == "exp"], number(0), number(1)]
    slopes = [t for t in parts if t.op == "num" and t.type is REAL and value(t) > 0 and t is not number(1)]
    if any(t.op == "exp" for t in parts):
        out += [op("log", t) for t in slopes]
    if logs:
        out += [u for t in slopes for u in (number(1/Fraction(value(t))), t)]
        out += [op("exp", u) for t in parts if t.op == "exp" and not t.free for u in (t.args[0], op("neg", t.args[0]))]
    return list(dict.fromkeys(out))


def _as_it_stands(ctx: Context, goal: Term) -> Theorem:
    """By tangents, the exponentials and logarithms as they are written."""
    n = Normaliser(ctx, Method(conversions=AT_PLACES))
    left, right = (n.norm(side) for side in goal.args)
    reduced = op(goal.op, rhs(left), rhs(right))
    th = _by_tangents(Normaliser(ctx, Method()), reduced, _places(reduced)[:MAX_PLACES])
    return rewrite(th, (((0,), sym(left)), ((1,), sym(right))))


def _by_tangents(n: Normaliser, goal: Term, places: list[Term]) -> Theorem:
    first: Exception | None = None
    for place in places:
        try:
            with portion(EACH):
                return _touching(n, goal, place)
        except Failure as e:
            first = first or e
    raise first or Unproved("no tangent gives this", goal)


def _touching(n: Normaliser, goal: Term, place: Term) -> Theorem:
    """r ▷ 0 from r − Σ λ·h ▷ 0 with λ ≥ 0 and tangents h ≥ 0 at the place, which take all the other curves out."""
    ctx = n.ctx
    reading = reader(ctx, [*goal.args, place])
    if reading.missing:
        raise Unproved("a divisor may be zero", goal)
    rest = plus(reading.poly(goal.args[1]), reading.poly(goal.args[0]), Fraction(-1))
    premises: list[Theorem] = []
    summands: list[Summand] = []
    roots = frozenset(t for t in subterms(*goal.args) if t.op == "sqrt")
    for curve in _curves(rest):
        if curve.term.args[0] is place or not (curve.term.free or place.free):
            continue
        made = _tangent(n, curve, place, roots)
        if made is None:
            continue
        sign, tangent = made
        more = reader(ctx, list(tangent.concl.args))
        h = plus(more.poly(tangent.concl.args[1]), more.poly(tangent.concl.args[0]), Fraction(-1))
        c = _coefficient(h, curve.term)
        rest = plus(rest, times(curve.factor, h), Fraction(-1)/c)
        summands.append(Summand(1/abs(c), (len(premises), len(premises) + 1)))
        premises += [sign, tangent]
    if not premises:
        raise Unproved("there is nothing that a tangent bounds", goal)
    left = op(goal.op, number(0), poly_term(rest))
    last = attempt(ctx, left) or by_contradiction(ctx, left)
    terms = [*goal.args, *[t for th in (*premises, last) for t in th.concl.args]]
    return order(goal, (*premises, last), (*summands, Summand(Fraction(1), (len(premises),))), reader(ctx, terms).side())


def _curves(p: Poly) -> Iterator[_Curve]:
    """Those that occur linearly."""
    for a in sorted({a for a in atoms(p) if isinstance(a, Term) and a.op in ("exp", "log")}, key=rank)[:MAX_CURVES]:
        factor: Poly = {}
        for m, c in p.items():
            exps = dict(m)
            e = exps.pop(a, 0)
            if e == 1:
                factor[frozenset(exps.items())] = c
            elif e:
                break
        else:
            yield _Curve(a, factor)


def _tangent(n: Normaliser, curve: _Curve, place: Term, roots: frozenset[Term]) -> tuple[Theorem, Theorem] | None:
    """0 ≤ ±factor and the tangent that bounds the curve from that side, its ends in normal form.

    log u is bounded as 2·log √u where √u is spoken of.
    """
    ctx, (t, factor) = n.ctx, curve
    for sign in (1, -1):
        th = attempt(ctx, le(0, poly_term({m: sign*c for m, c in factor.items()})))
        if th is None:
            continue
        if t.op == "exp":
            if sign < 0:
                return None
            law = specialise(exponents.exp_tangent(), t.args[0], place)
        else:
            root = op("sqrt", t.args[0])
            inside = root if root in roots else t.args[0]
            law = specialise(exponents.log_tangent(), *((place, inside) if sign > 0 else (inside, place)))
            for _ in range(2):
                law = mp(law, prove(ctx, law.concl.args[0]))
        ends = [Normaliser(ctx, Method(conversions=[*AT_PLACES, *n.method.conversions])).norm(a) for a in law.concl.args]
        return th, rewrite(law, tuple(((i,), e) for i, e in enumerate(ends)))
    return None


def _coefficient(h: Poly, t: Term) -> Fraction:
    """The number with which the curve stands in its tangent."""
    m: Monomial = frozenset(((t, 1),))
    if m not in h or any(t in dict(k) for k in h if k != m):
        raise Unproved("the tangent is not linear in the curve")
    return h[m]


def _at_the_axes(n: Normaliser, t: Term) -> Theorem | None:
    """exp 0 = 1 and log 1 = 0."""
    known = {op("exp", number(0)): exponentials.exp_zero, op("log", number(1)): exponents.log_one}
    return known[t]() if t in known else None


AT_PLACES: list[tuple[object, Conversion]] = [("axes", _at_the_axes), ("root", exponents.log_of_root)]
