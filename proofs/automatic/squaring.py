"""Relations with square roots from the squares of both sides, what is under a root being put for its square."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from fractions import Fraction

from ..kernel import FALSE, REAL, Term, Theorem, convert, normal, op, rewrite, var
from ..tactics.budget import portion
from ..tactics.build import eq, le, lt, number, power, replaced, sub
from ..tactics.context import Context, Unproved
from ..tactics.derive import (
    antisymmetric,
    discharge,
    discharge_to_not,
    generalise,
    instance,
    mp,
    positive_form,
    rhs,
    specialise,
    split,
    sym,
    trans,
)
from ..tactics.linear import combine
from ..tactics.normalise import Method, Normaliser
from ..tactics.polynomial import ONE, Poly, atom_term, inverse, plus, poly_term, rank, times
from ..tactics.polynomial import power as raised
from ..tactics.prover import prove, reader
from ..theories import folds, powers, sums
from ..theories.absolute import ABS, abs_bounds
from ..theories.expectation import VAR, E, laws
from ..theories.lemmas import lemma
from ..theories.notions import NORM
from ..theories.vectors import DOT, NORM2
from . import mean_forms
from .direct import Failure, Inapplicable, subterms
from .factored import by_factors
from .means import by_means
from .sums_compared import by_comparing_sums
from .tableau import by_contradiction

MAX_DEPTH, SIDE = 2, 60_000
VECTORS = frozenset((DOT, NORM2, NORM))
x, y = var("x", REAL), var("y", REAL)


def by_squaring(ctx: Context, goal: Term) -> Theorem:
    """Γ ⊢ a ▷ b from 0 ≤ b and a² ▷ b², where a and b are what stands on the two sides with a plus sign; = needs 0 ≤ a."""
    if goal.op not in ("eq", "le", "lt") or goal.args[0].type is not REAL:
        raise Inapplicable("this is for relations with roots", goal)
    plain = normal(goal, frozenset((VAR,)))
    if plain is not goal:
        return convert(by_squaring(ctx, plain), goal, frozenset((VAR,)))
    if not any(t in VECTORS for t in subterms(*goal.args)):
        return _by_roots(ctx, goal, 0)
    n = Normaliser(ctx, Method(unfold=VECTORS, conversions=[("sums", sums.linear)]))
    same = [n.norm(t) for t in goal.args]
    return rewrite(_by_roots(ctx, op(goal.op, *map(rhs, same)), 0), tuple(((i,), sym(e)) for i, e in enumerate(same)))


def _by_roots(ctx: Context, goal: Term, depth: int) -> Theorem:
    if depth >= MAX_DEPTH:
        raise Unproved("there are roots left", goal)
    roots = [t for t in subterms(*goal.args) if t.op == "sqrt"]
    squares = [th for t in sorted(roots, key=rank) for th in list(powers.root_facts(ctx, t))[:1]]
    if not squares:
        raise Unproved("there are no roots", goal)
    sizes = [t for t in subterms(*goal.args) if t.op == "app" and t.args[0] is ABS]
    squares += [split(specialise(abs_bounds(), t.args[1]))[3] for t in sorted(sizes, key=rank)]
    for left, right in dict.fromkeys(_sides(ctx, goal)):
        try:
            return _squared(ctx, goal, left, right, squares, depth)
        except Failure:
            continue
    raise Unproved("the squares of the two sides do not compare", goal)


def _squared(ctx: Context, goal: Term, left: Term, right: Term, squares: list[Theorem], depth: int) -> Theorem:
    """The goal from the squares of these two sides, whose difference is that of its own."""
    signs = [_sign(ctx, t) for t in ((left, right) if goal.op == "eq" else (right,))]
    known = ctx.having(*signs)
    gap = _gap(known, left, right, squares)  # right² − left² = what is left of it without squares of roots
    gap = trans(gap, _gathered(known, rhs(gap)))
    reduced = op(goal.op, number(0), rhs(gap))
    try:
        th = _by_roots(known, reduced, depth + 1)
    except Failure:
        th = _order(known, reduced)
    th = rewrite(th, (((1,), sym(gap)),))
    law = specialise({"eq": square_eq, "le": square_le, "lt": square_lt}[goal.op](), left, right)
    nonzero = reader(ctx, [*goal.args, left, right, *th.concl.args]).side().nonzero
    th = prove(Context().having(th, *nonzero), op(goal.op, power(left, 2), power(right, 2)))
    return prove(Context().having(mp(law, *signs, th), *nonzero), goal)


def _gathered(ctx: Context, t: Term) -> Theorem:
    """t = its normal form, in which means, or sums, of sums are taken apart; roots are left as they are"""
    roots = dict.fromkeys(s for s in subterms(t) if s.op == "sqrt")
    names = {s: var(f"·root{i}", REAL) for i, s in enumerate(roots)}
    n = Normaliser(ctx, mean_forms.method(ctx) if _of_means(ctx, t) else Method(conversions=[("sums", sums.linear)]))
    th = n.norm(replaced(t, names))
    form = n.canonical(rhs(th))
    return instance(th if form is None else trans(th, form), {v: s for s, v in names.items()})


def _of_means(ctx: Context, t: Term) -> bool:
    return bool(E.free <= t.free and laws(ctx))


def _order(ctx: Context, goal: Term) -> Theorem:
    """What is left without roots: by arithmetic, and by what compares means and sums."""
    if _of_means(ctx, goal):
        return by_means(ctx, goal)
    if any(sums.fold_of(t) is folds.SUM for t in subterms(*goal.args)):
        return by_comparing_sums(ctx, goal)
    with suppress(*Failure), portion(SIDE):
        return _by_factors(ctx, goal)
    return by_contradiction(ctx, goal)


def _by_factors(ctx: Context, goal: Term) -> Theorem:
    """0 ▷ p by the factors of p, of a fraction by those of its numerator."""
    reading = reader(ctx, list(goal.args))
    p = plus(reading.poly(goal.args[1]), reading.poly(goal.args[0]), Fraction(-1))
    return prove(Context().having(by_factors(ctx, op(goal.op, number(0), poly_term(p)), p), *reading.side().nonzero), goal)


def _sign(ctx: Context, t: Term) -> Theorem:
    """0 ≤ t"""
    with suppress(*Failure), portion(SIDE):
        return by_contradiction(ctx, le(0, t))
    return _order(ctx, le(0, t))


def _sides(ctx: Context, goal: Term) -> Iterator[tuple[Term, Term]]:
    """The two sides: as they are; what has roots apart from what has none; each monomial where it has a plus sign."""
    if goal.args[0] is not number(0):
        yield goal.args[0], goal.args[1]
    reading = reader(ctx, list(goal.args))
    if reading.missing:
        raise Unproved("a divisor may be zero", goal)
    p = plus(reading.poly(goal.args[1]), reading.poly(goal.args[0]), Fraction(-1))
    rooted = {m: c for m, c in p.items() if any(atom_term(a).op == "sqrt" for a, _ in m)}
    rest = {m: -c for m, c in p.items() if m not in rooted}
    if rooted and min(rooted.values()) > 0:
        yield poly_term(rest), poly_term(rooted)
    yield poly_term({m: -c for m, c in p.items() if c < 0}), poly_term({m: c for m, c in p.items() if c > 0})


def _gap(ctx: Context, left: Term, right: Term, squares: list[Theorem]) -> Theorem:
    """right² − left² with √u·√u replaced by u."""
    whole = sub(power(right, 2), power(left, 2))
    terms = [whole, *[a for th in squares for a in th.concl.args]]
    reading = reader(ctx, terms)
    if reading.missing:
        raise Unproved("a divisor may be zero", whole)
    p, factors = reading.poly(whole), []
    for th in squares:
        p, factor = _without_squares(p, th.concl.args[0].args[0], reading.poly(th.concl.args[1]))
        factors.append(poly_term(factor) if factor else None)
    rest = poly_term(p)
    side = reader(ctx, [*terms, rest, *[k for k in factors if k is not None]]).side()
    return combine(whole, rest, tuple(squares), factors, side)


def _without_squares(p: Poly, root: Term, inside: Poly) -> tuple[Poly, Poly]:
    """p with √u to the powers 0 and 1 only, and what √u·√u − u is multiplied with in the difference."""
    out: Poly = {}
    factor: Poly = {}
    for m, c in p.items():
        exps = dict(m)
        e = exps.pop(root, 0)
        if e % 2:
            exps[root] = 1
        rest: Poly = {frozenset(exps.items()): c}
        half = e//2
        out = plus(out, times(rest, _raised(inside, half)))
        for j in range(abs(half)):  # rᵏ − uᵏ = (r − u)·Σ rʲ·uᵏ⁻¹⁻ʲ for r = √u·√u, and likewise for k < 0
            here, there = (j, half - 1 - j) if half > 0 else (-1 - j, half + j)
            piece = times({frozenset(((root, 2*here),)) if here else ONE: Fraction(1)}, _raised(inside, there))
            factor = plus(factor, times(rest, piece), Fraction(1 if half > 0 else -1))
    return out, factor


def _raised(p: Poly, e: int) -> Poly:
    return raised(p, e) if e >= 0 else raised(inverse(p), -e)


@lemma
def square_le() -> Theorem:
    """⊢ ∀x y. 0 ≤ y → x² ≤ y² → x ≤ y"""
    return _from_squares(le(power(x, 2), power(y, 2)), lt(y, x))


@lemma
def square_lt() -> Theorem:
    """⊢ ∀x y. 0 ≤ y → x² < y² → x < y"""
    return _from_squares(lt(power(x, 2), power(y, 2)), le(y, x))


def _from_squares(given: Term, wrong: Term) -> Theorem:
    absurd = by_contradiction(Context().assume(le(0, y), given, wrong), FALSE)
    return generalise(discharge(positive_form(discharge_to_not(absurd, wrong)), le(0, y), given), x, y)


@lemma
def square_eq() -> Theorem:
    """⊢ ∀x y. 0 ≤ x → 0 ≤ y → x² = y² → x = y"""
    signs, given = (le(0, x), le(0, y)), eq(power(x, 2), power(y, 2))
    known = Context().assume(*signs, given)
    th = antisymmetric(*[mp(specialise(square_le(), *pair), prove(known, le(0, pair[1])),
                            prove(known, le(power(pair[0], 2), power(pair[1], 2)))) for pair in ((x, y), (y, x))])
    return generalise(discharge(th, *signs, given), x, y)
