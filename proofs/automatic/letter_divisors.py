"""Multiples of what is no number: ∃w. t = d·w, from equations and other multiples that are known, by division.

t is divided by d and by the equations that are known: the quotient by d is the integer.  Where t has powers with a variable
exponent, by induction on it, the instance before being one of the equations.
"""

from __future__ import annotations

from contextlib import suppress
from fractions import Fraction

from ..kernel import (
    INT,
    REAL,
    KernelError,
    Term,
    Theorem,
    exists_elim,
    exists_intro,
    hyp,
    induct,
    instantiate,
    normal,
    substitute,
)
from ..tactics.build import add, eq, le, number, real
from ..tactics.context import Context, Unproved
from ..tactics.derive import mp, specialise
from ..tactics.linear import combine
from ..tactics.polynomial import ONE, Poly, TooLarge, atom_term, plus, poly_term
from ..tactics.prover import prove, reader
from .direct import Inapplicable
from .divisibility import integer_parts, variables
from .ideals import as_combination
from .known import on_reals, relations

MAX_OPENED, MAX_EQUATIONS = 4, 5


def by_dividing(ctx: Context, goal: Term) -> Theorem:
    """Γ ⊢ ∃w. a = b for an equation that is linear in the integer w, whose coefficient is no number; raises Unproved."""
    if goal.op != "ex" or goal.args[0].data is not INT or _read(ctx, goal) is None:
        raise Inapplicable("it does not speak of multiples of a term", goal)
    return _opened(ctx, goal, [th for th in ctx.facts if th.concl.op == "ex" and th.concl.args[0].data is INT][:MAX_OPENED])


def _opened(ctx: Context, goal: Term, multiples: list[Theorem]) -> Theorem:
    """The goal, what is known to exist having a name."""
    if not multiples:
        return _divided(ctx, goal)
    th, *rest = multiples
    k = ctx.fresh(INT, goal, *[m.concl for m in multiples])
    inner = ctx.assume(normal(instantiate(th.concl.args[0].args[0], k)))
    return exists_elim(k, th, _opened(inner, goal, rest))


def _read(ctx: Context, goal: Term) -> tuple[Poly, Poly] | None:
    """t and d of t = d·w; None where d is a number or not alone with w."""
    w = ctx.fresh(INT, goal)
    body = normal(instantiate(goal.args[0].args[0], w))
    if body.op != "eq" or body.args[0].type not in (INT, REAL):
        return None
    reading = reader(ctx, list(body.args))
    with suppress(TooLarge):
        p = plus(reading.poly(body.args[0]), reading.poly(body.args[1]), Fraction(-1))
        d: Poly = {}
        for m in [m for m in p if any(w.free <= atom_term(a).free for a, _ in m)]:
            exps = dict(m)
            if exps.pop(w, 0) != 1 or any(w.free <= atom_term(a).free for a in exps):
                return None
            d[frozenset(exps.items())] = -p.pop(m)
        return None if reading.missing or set(d) <= {ONE} else (p, d)
    return None


def _divided(ctx: Context, goal: Term) -> Theorem:
    try:
        return _at_quotient(ctx, goal)
    except (Unproved, KernelError, TooLarge):
        read = _read(ctx, goal)
    divisor = {} if read is None else read[1]
    for n, start in variables(ctx, goal):
        if not any(n.free <= atom_term(a).free for m in divisor for a, _ in m):
            with suppress(Unproved, KernelError, TooLarge):
                return _by_induction(ctx, goal, n, start)
    raise Unproved("a division leaves a remainder", goal)


def _by_induction(ctx: Context, goal: Term, n: Term, start: Term) -> Theorem:
    outer = Context().having(*[th for th in ctx.facts if not any(n.free <= h.free for h in (*th.hyps, th.concl))])
    base = _at_quotient(outer, substitute(goal, {n: start}))
    k = ctx.fresh(INT, goal)
    before = normal(instantiate(goal.args[0].args[0], k))
    step = _at_quotient(outer.assume(le(start, n), before), substitute(goal, {n: add(n, 1)}))
    done = specialise(induct(n, start, goal, base, exists_elim(k, hyp(goal), step)), n)
    return mp(done, prove(ctx, done.concl.args[0]))


def _at_quotient(ctx: Context, goal: Term) -> Theorem:
    """∃w. t = d·w where t = d·q + Σ kᵢ·(lᵢ − rᵢ), with the equations lᵢ = rᵢ that are known and an integer q for w."""
    read = _read(ctx, goal)
    if read is None:
        raise Unproved("it is no multiple of a term", goal)
    t, d = map(poly_term, read)
    known = [on_reals(th) for th in relations(ctx) if th.concl.op == "eq"][-MAX_EQUATIONS:]
    q, *cofactors = as_combination(ctx, t, [hyp(eq(d, number(0))), *known])
    p = {} if q is None else reader(ctx, [q]).poly(q)
    whole = integer_parts(ctx, p, poly_term(p))
    k = ctx.fresh(INT, goal, whole.concl, *[th.concl for th in known])
    same = hyp(normal(instantiate(whole.concl.args[0].args[0], k)))
    phi = normal(instantiate(goal.args[0].args[0], k))
    a, b = (s if s.type is REAL else real(s) for s in phi.args)
    terms = [a, b, d, *[s for th in (*known, same) for s in th.concl.args], *[c for c in cofactors if c is not None]]
    th = combine(a, b, (*known, same), [*cofactors, d], reader(ctx, terms).side())
    th = th if th.concl is phi else prove(Context().having(th), phi)
    return exists_elim(k, whole, exists_intro(th, goal, k))
