"""Derivatives at exact values: shown by the rules of differentiation, denied because a derivative is unique."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import product

from ..kernel import FALSE, INT, REAL, Term, Theorem, convert, forall_elim, fun, hyp, instantiate, lam, normal, op, prop, var
from ..kernel.terms import Type
from ..tactics.build import conj, eq, integer, number
from ..tactics.context import Context, Unproved
from ..tactics.derive import discharge_to_not, mp, specialise
from ..tactics.normalise import Method
from ..theories import calculus, derivatives, near_slopes, slopes, sums, vectors
from ..theories.gradients import FORMS
from .ranges import Failure

Deny = Callable[[Context, Term], Theorem]
FIRST_ENTRIES = (1, 2, 3)
VALUES = frozenset((vectors.DOT, vectors.NORM2, sums.SIGMA, sums.PI))  # opened when a value is computed


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
    """¬ deriv f x v, from deriv f x d and d ≠ v."""
    _, function, at, value = slopes.parts(goal)
    actual = derivatives.slope_of(ctx, function, at, method)
    found = actual.concl.args[1]
    other = deny(ctx, eq(found, value))
    same = mp(specialise(calculus.unique(), function, at, found, value), actual, hyp(goal))
    return discharge_to_not(prop((same, other), FALSE), goal)


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
