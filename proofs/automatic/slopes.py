"""Derivatives and gradients: by the shape of the function, the author's definitions opened, the value in normal form."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

from ..kernel import REAL, Term, Theorem, convert, field, forall_elim, instantiate, lam, normal, op, prop, rewrite, table
from ..kernel.rational import integer_form
from ..tactics.context import Context, Rule, Unproved, opened
from ..tactics.derive import beta, discharge, generalise, itself, rhs, sym
from ..tactics.normalise import Conversion, Method, Normaliser
from ..tactics.polynomial import integer_term
from ..theories import (
    choices,
    derivatives,
    exchange,
    exponentials,
    exponents,
    near_slopes,
    powers,
    relu,
    single,
    slopes,
    sums,
    vectors,
    vocabulary,
)
from ..theories.authored import definitions
from .cases import by_cases
from .direct import Failure, Inapplicable, directly
from .known import is_distinct
from .symmetric_tables import oriented

OPENED = frozenset((vectors.DOT, vectors.NORM2))
CHOICES = frozenset((table.ABS, vocabulary.MAX, vocabulary.MIN))


def by_shape(ctx: Context, goal: Term) -> Theorem:
    """A statement about a derivative or a gradient; raises Unproved."""
    if near_slopes.is_near_slope(goal):
        return _by_shape_near(ctx, goal)
    if not derivatives.is_derivative(goal):
        raise Inapplicable("it is no statement about a derivative", goal)
    known = [r for th in ctx.facts for r in opened(th) if derivatives.is_derivative(r.conclusion)]
    ctx = ctx.having(*[convert(th, plain, OPENED) for th in ctx.facts
                       if (plain := normal(th.concl, OPENED)) is not th.concl])
    first: Exception | None = None
    for swap in ((), (exchange.exchanged,), (single.diagonal, choices.decided)):
        try:
            return derivatives.prove_derivative(ctx, goal, _method(goal, swap), known)
        except Failure as e:
            first = first or e
    try:
        return _by_value(ctx, goal, known)
    except Failure as e:
        first = first or e
    for z, same in _ends_apart(ctx, goal):
        with suppress(*Failure):
            _, _, at, value = slopes.parts(goal)
            moved = slopes.slope(lam(z, rhs(same)), at, value)
            th = convert(by_shape(ctx, normal(moved)), moved)
            return convert(rewrite(th, (((0, 0, 1, 0), generalise(sym(same), z)),)), goal)
    apart = next((th for th in ctx.facts if _is_open(ctx, th.concl)), None)
    if apart is not None:
        return _by_sides(ctx, goal, apart)
    raise first


def _ends_apart(ctx: Context, goal: Term) -> Iterator[tuple[Term, Theorem]]:
    """The function that a sum is, with its first term written apart where that is constant, or with its last one."""
    if not slopes.is_slope(goal) or slopes.parts(goal)[1].op != "lam":
        return
    z = ctx.fresh(REAL, goal)
    total = instantiate(slopes.parts(goal)[1].args[0], z)
    for way in (sums.first_term, sums.last_term):
        n = Normaliser(ctx, Method())
        th = way(n, total)
        if th is not None:
            parts = [_plain(n, t) for t in rhs(th).args]
            if any(sums.fold_of(rhs(p)) is None and not z.free <= rhs(p).free for p in parts):
                yield z, rewrite(th, tuple(((1, i), p) for i, p in enumerate(parts)))


def _plain(n: Normaliser, t: Term) -> Theorem:
    """A term in normal form, of a sum its ends only."""
    found = sums.parts(t)
    if found is None:
        return n.body(t)
    ends = [(end, integer_term(*integer_form(end))) for end in found[:2]]
    steps = [(place, field(*end)) for place, end in zip(((1, 0, 0, 1), (1, 0, 1)), ends, strict=True) if end[0] is not end[1]]
    return rewrite(itself(t), tuple(steps)) if steps else itself(t)


def _by_value(ctx: Context, goal: Term, known: list[Rule]) -> Theorem:
    """The derivative that the shape gives, and that its value is the one stated, by cases."""
    if not slopes.is_slope(goal):
        raise Unproved("it is no derivative in one direction", goal)
    _, function, at, wanted = slopes.parts(goal)
    th = derivatives.slope_of(ctx, function, at, _method(goal, ()), known)
    same = op("eq", th.concl.args[1], wanted)
    try:
        value = directly(ctx, same)
    except Failure:
        value = by_cases(ctx, same)
    return convert(rewrite(th, (((1,), value),)), goal)


def _is_open(ctx: Context, phi: Term) -> bool:
    """Is it u ≠ v, where it is not known which is the larger?"""
    if not is_distinct(phi):
        return False
    u, v = phi.args[0].args
    return op("lt", u, v) not in ctx.known and op("lt", v, u) not in ctx.known


def _by_sides(ctx: Context, goal: Term, apart: Theorem) -> Theorem:
    """The statement for u < v and for v < u, where u ≠ v is known."""
    u, v = apart.concl.args[0].args
    cases = beta(forall_elim(table.trichotomy(u.type), u, v))
    sides = [discharge(by_shape(ctx.assume(case), goal), case) for case in (op("lt", u, v), op("lt", v, u))]
    return prop((apart, cases, *sides), goal)


def _by_shape_near(ctx: Context, goal: Term) -> Theorem:
    """A derivative where the function is defined near the place."""
    domain, function, at, value = derivatives.arguments(goal)
    try:
        nearby = near_slopes.neighbourhood(ctx, domain, at, _method(goal, ()))
        return near_slopes.proved(ctx, goal, nearby, by_shape(ctx, slopes.slope(function, at, value)))
    except Failure:
        apart = next((th for th in ctx.facts if _is_open(ctx, th.concl)), None)
        if apart is None:
            raise
    return _by_sides(ctx, goal, apart)


def _method(goal: Term, swap: tuple[Conversion, ...]) -> Method:
    """The author's definitions opened, sums linear, exponentials of sums apart."""
    conversions = [sums.emptied, sums.linear, *swap, exponents.exp_of_sum, exponentials.logarithm, powers.root, relu.relu,
                   choices.decided, oriented]
    return Method([], OPENED | CHOICES | definitions(goal), [(c, c) for c in conversions])
