"""Derivatives at exact values: shown by the rules of differentiation, denied because a derivative is unique, also at kinks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from fractions import Fraction
from itertools import product

from ..kernel import (
    FALSE,
    INT,
    REAL,
    Term,
    Theorem,
    app,
    convert,
    forall_elim,
    fun,
    hyp,
    instantiate,
    lam,
    normal,
    op,
    prop,
    rewrite,
    table,
    var,
)
from ..kernel.terms import Type
from ..tactics.build import conj, eq, integer, lt, mul, number, sub
from ..tactics.context import Context, Unproved
from ..tactics.derive import discharge, discharge_to_not, generalise, mp, rhs, specialise, sym
from ..tactics.normalise import Method, Normaliser, equate
from ..tactics.prover import prove
from ..theories import calculus, choices, derivatives, kinks, near_slopes, relu, slopes, sums, vectors, vocabulary
from ..theories.gradients import FORMS
from .ranges import Failure

Deny = Callable[[Context, Term], Theorem]
FIRST_ENTRIES = (1, 2, 3)
VALUES = frozenset((vectors.DOT, vectors.NORM2, sums.SIGMA, sums.PI))  # opened when a value is computed

CASES = frozenset((table.ABS, relu.RELU, vocabulary.MAX, vocabulary.MIN))
NEAR = number(Fraction(1, 8))  # how far beside a kink a function is looked at


def established(ctx: Context, goal: Term, constants: frozenset[Term], method: Method) -> Theorem:
    """A statement about a derivative or gradient, by the shape of the function."""
    unfold = constants - derivatives.NOTIONS
    method.unfold |= VALUES
    if near_slopes.is_near_slope(goal):
        domain, function, at, value = derivatives.arguments(goal)
        nearby = near_slopes.neighbourhood(ctx, domain, at, method)
        given = established(ctx, slopes.slope(function, at, value), constants, method)
        return near_slopes.proved(ctx, goal, nearby, given)
    return convert(derivatives.prove_derivative(ctx, normal(goal, unfold), method, []), goal, unfold)


def denied(ctx: Context, goal: Term, constants: frozenset[Term], method: Method, deny: Deny) -> Theorem:
    """¬goal: along some axis the derivative is another number."""
    unfold = constants - derivatives.NOTIONS
    method.unfold |= VALUES
    if near_slopes.is_near_slope(goal):
        return _not_near(ctx, goal, lambda part: denied(ctx, part, constants, method, deny), deny)
    plain = normal(goal, unfold | FORMS)
    if plain.op != "all":
        return convert(_other_slope(ctx, plain, method, deny), op("not", goal), unfold)
    for axis in _axes(plain.args[0].data):
        along = normal(instantiate(plain.args[0].args[0], axis))
        try:
            th = _other_slope(ctx, along, method, deny)
        except Unproved:
            continue
        at = convert(forall_elim(hyp(plain), axis), along)
        th = discharge_to_not(prop((th, at), FALSE), plain)
        return convert(th, op("not", goal), unfold | FORMS)
    raise Unproved("no axis shows that the gradient is another", goal)


def _not_near(ctx: Context, goal: Term, other: Callable[[Term], Theorem], deny: Deny) -> Theorem:
    """¬deriv_near A f x d: A fails at x, or the derivative is another."""
    inside, given = near_slopes.contained(goal)
    try:
        th = prop((deny(ctx, inside.concl), inside), FALSE)
    except Failure:
        th = prop((other(given.concl), given), FALSE)
    return discharge_to_not(th, goal)


def _other_slope(ctx: Context, goal: Term, method: Method, deny: Deny) -> Theorem:
    """¬ deriv f x v, from deriv f x d and d ≠ v; or from the slope on one side, where f has a kink."""
    _, function, at, value = slopes.parts(goal)
    try:
        actual = _slope(ctx, function, at, method)
    except Unproved:
        beside = _from_one_side(ctx, goal, method, deny)
        if beside is None:
            raise
        return beside
    found = actual.concl.args[1]
    other = deny(ctx, eq(found, value))
    same = mp(specialise(calculus.unique(), function, at, found, value), actual, hyp(goal))
    return discharge_to_not(prop((same, other), FALSE), goal)


def _slope(ctx: Context, function: Term, at: Term, method: Method) -> Theorem:
    """The derivative of a function as it is written, or with its sums over numbers written out."""
    try:
        return derivatives.slope_of(ctx, function, at, method)
    except Unproved:
        z, folds = ctx.fresh(REAL, function, at), frozenset((sums.SIGMA, sums.PI))
        body = normal(app(function, z), folds)
        same = Normaliser(ctx, method, {}).body(body)
        if rhs(same) is body:
            raise
        plain = lam(z, rhs(same))
        th = derivatives.slope_of(ctx, normal(plain), at, method)
        value = th.concl.args[1]
        moved = rewrite(convert(th, slopes.slope(plain, at, value)), (((0, 0, 1, 0), generalise(sym(same), z)),))
        return convert(moved, slopes.slope(function, at, value), folds)


def _from_one_side(ctx: Context, goal: Term, method: Method, deny: Deny) -> Theorem | None:
    """¬ deriv f x v, since the slope beside x, where the cases of f are decided, is another number."""
    _, function, at, value = slopes.parts(goal)
    h = ctx.fresh(REAL, goal)
    inside = lt(0, h), lt(h, NEAR)
    near = ctx.assume(*inside)
    for side, law in ((kinks.RIGHT, kinks.slope_from_right), (kinks.LEFT, kinks.slope_from_left)):
        there = kinks.beside(at, side, h)
        with suppress(*Failure):
            body = rhs(Normaliser(near, _decided(), {}).norm(normal(app(function, there))))
            smooth = normal(lam(h, app(lam(h, body), mul(side, sub(h, at)))))
            actual = derivatives.slope_of(ctx, smooth, at, method)
            alike = [equate(c, normal(app(function, place)), normal(app(smooth, place)), _decided())
                     for c, place in ((ctx, at), (near, there))]
            th = specialise(law(), function, smooth, at, value, actual.concl.args[1], NEAR)
            same = mp(th, prove(ctx, lt(0, NEAR)), alike[0], generalise(discharge(alike[1], *inside), h), hyp(goal), actual)
            return discharge_to_not(prop((same, deny(ctx, same.concl)), FALSE), goal)
    return None


def _decided() -> Method:
    """Cases opened, and decided where it is known which one holds."""
    return Method([], VALUES | CASES, [(c, c) for c in (choices.decided,)])


def _axes(ty: Type) -> Iterator[Term]:
    """The first unit vectors, or matrices with a single 1."""
    i, j = var("i", INT), var("j", INT)
    shapes: dict[Type, tuple[Term, ...]] = {fun(INT, REAL): (i,), fun(INT, INT, REAL): (i, j)}
    indices = shapes.get(ty, ())
    for place in product(FIRST_ENTRIES, repeat=len(indices)) if indices else ():
        here = conj(*[eq(x, integer(k)) for x, k in zip(indices, place, strict=True)])
        out = op("ite", here, number(1), number(0))
        for x in reversed(indices):
            out = lam(x, out)
        yield out
