"""Limits where the fastest terms cancel: logarithms, roots and exponentials put for their first terms.

With u = q·v, where q is the fastest part of u and v tends to 1, and with a ratio r that has a limit,

    log u = log q + (v − 1)·r,  r → 1;      √u = √q·(1 + (v − 1)·r),  r → 1/2;      exp w = 1 + w·r,  r → 1 for w → 0;

and uⁿ = exp(n·log u) for u > 0.  In the search r is a sequence of which the limit alone is known.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import partial

from ..kernel import (
    INT,
    REAL,
    KernelError,
    Term,
    Theorem,
    app,
    exists_elim,
    field,
    forall,
    forall_elim,
    fun,
    hyp,
    instantiate,
    lam,
    normal,
    op,
    refl,
    rewrite,
    table,
    var,
)
from ..tactics.build import add, div, eq, imp, le, lt, mul, ne, neg, number, real, replaced, sub
from ..tactics.cofactors import cleared
from ..tactics.context import Context, Unproved
from ..tactics.derive import discharge, generalise, instance, join, lhs, mp, places, rhs, specialise, split, sym, trans
from ..tactics.normalise import Method, Normaliser, equate
from ..tactics.polynomial import TooLarge, poly_term
from ..tactics.prover import attempt, prove, reader
from . import growth_laws
from .converging import Found, converges, function_of, value_of
from .expansion_laws import PLAIN, eventually_positive, root_product, root_step, slope
from .exponentials import exp_power, exp_upper
from .exponents import log_of_product, log_one, log_tangent, log_upper
from .growth import Growth, Ratios, exp_as_power
from .lemmas import rewrites
from .limit_powers import as_divisor
from .limits import squeeze, tends


@dataclass(frozen=True)
class Part:
    """t = front(r) for n from somewhere on, with the ratio r at n and its limit."""

    equation: Theorem
    ratio: Term
    limit: Theorem


class Expansions(Growth):
    """The search, with logarithms, roots and exponentials put for their fastest parts, then for their first terms too."""

    narrow = False  # within a term that was expanded
    after: Term | None = None  # from where on the members are looked at, where it is no number

    def ways(self) -> list[Callable[[Term, Term], Found]]:
        more = [] if self.quiet or self.narrow else [partial(self._expanded, 0), partial(self._expanded, 1)]
        return [*super().ways(), *more]

    def first(self) -> Term:
        return super().first() if self.after is None else self.after

    def _expanded(self, order: int, n: Term, body: Term) -> Found:
        """The limit of the body with its functions expanded, the ratios being any sequences with their limits."""
        atoms = list(dict.fromkeys(_functions(n, body)))
        inner = self.ctx.assume(le(self.first(), n))
        before, self.narrow = self.narrow, True
        try:
            parts = {t: p for t in atoms if (p := self._part(inner, n, t, order)) is not None}
            return self._abstract(n, body, parts) if parts else None
        except (Unproved, TooLarge, KernelError):
            return None
        finally:
            self.narrow = before

    def _abstract(self, n: Term, body: Term, parts: dict[Term, Part]) -> Theorem:
        late = le(self.first(), n)
        ratios, known, given = {}, [], []
        for i, (t, p) in enumerate(parts.items()):
            r = var(f"·r{i}", fun(INT, REAL))
            shape = replaced(rhs(p.equation), {p.ratio: app(r, n)})
            ratios[r] = normal(lam(n, p.ratio))
            known += [generalise(discharge(p.equation, late), n), p.limit]
            given += [normal(forall(n, imp(late, eq(t, shape)))), tends(self.start, r, value_of(p.limit))]
        search = Expansions(self.ctx.assume(*given), self.start, [hyp(phi) for phi in given[1::2]])
        search.rules, search.narrow, search.after = [*self.rules, *search.rules], True, self.after
        at = {t: mp(specialise(hyp(phi), n), hyp(late)) for t, phi in zip(parts, given[::2], strict=True)}
        same = rewrite(refl(body), tuple(((1, *path), at[t]) for path, t in places(body, at)))
        th = search._cancelled(n, same)
        th = instance(discharge(th, *given), ratios)
        return mp(th, *known)

    def _cancelled(self, n: Term, same: Theorem) -> Theorem:
        """lim f, where f n = t, from t as one fraction, or as a sum"""
        inner, t = self.ctx.assume(le(self.first(), n)), rhs(same)
        reading = reader(inner, [t])
        if reading.missing:
            raise Unproved("a divisor may be zero", t)
        poly = reading.poly(t)
        above, below = map(poly_term, cleared(poly))
        for form in (div(above, below), poly_term(poly)):
            with suppress(Unproved):
                return self._later(self.of(normal(lam(n, form))), n, trans(same, equate(inner, t, form, Method())))
        raise Unproved("no limit is known for a part", t)

    # -- one function ------------------------------------------------------------------------------------

    def _part(self, inner: Context, n: Term, t: Term, order: int) -> Part | None:
        if t.op == "exp":
            return self._exponential(inner, n, t) if order else None
        split_ = self._leading(inner, n, t.args[0])
        if split_ is None:
            return None
        same, limit = split_  # u = q·v and lim v
        front, rest = rhs(same).args
        signs = [prove(inner, lt(0, s)) for s in (front, rest)]
        law = growth_laws.log_product() if t.op == "log" else root_product()
        signs = signs if t.op == "log" else [prove(inner.having(*signs), le(0, s)) for s in (front, rest)]
        whole = rewrite(mp(specialise(law, front, rest), *signs), (((0, 0), sym(same)),))
        whole = rewrite(whole, (((1, 0), _plain(inner, rhs(whole).args[0])),))
        if not order:
            made = None if front is number(1) else self.of(normal(lam(n, op(t.op, rest))))
            return None if made is None or not converges(made) else Part(whole, op(t.op, rest), made)
        more = self._root if t.op == "sqrt" else self._logarithm
        return more(inner, n, whole, value_of(limit))

    def _root(self, inner: Context, n: Term, whole: Theorem, c: Term) -> Part:
        """√v = √c + (v − c)·r in √u = √q·√v"""
        (v,) = rhs(whole).args[1].args
        signs = prove(inner, le(0, v)), prove(inner, lt(0, c))
        step = mp(specialise(root_step(), v, c), *signs)
        r = rhs(step).args[1].args[1]
        limit = self.of(normal(lam(n, r)))
        limit = rewrite(limit, (((1,), _plain(self.ctx, value_of(limit))),))
        step = rewrite(step, (((1, 0), _plain(inner, op("sqrt", c))),))
        return Part(rewrite(whole, (((1, 1), step),)), r, limit)

    def _logarithm(self, inner: Context, n: Term, whole: Theorem, c: Term) -> Part:
        """log v = log c + (v/c − 1)·r in log u = log q + log v"""
        (v,) = rhs(whole).args[1].args
        positive = [prove(inner, lt(0, v)), prove(inner, lt(0, c))]
        q, gap = div(v, c), sub(div(v, c), 1)
        known = inner.having(*positive)
        known = known.having(prove(known, lt(0, q)))
        known = known.having(prove(known, ne(q, 0)))
        signs = prove(known, lt(0, 1)), prove(known, lt(0, q))
        tangent = mp(specialise(log_tangent(), number(1), q), *signs)
        lower = prove(known.having(tangent, log_one()), le(sub(1, div(1, q)), op("log", q)))
        sides = sub(1, div(1, q)), mul(gap, div(1, q))
        lower = rewrite(lower, (((0,), field(*sides, reader(known, list(sides)).side())),))
        upper = mp(specialise(log_upper(), q), signs[1])
        th, *bounds = split(mp(specialise(slope(), gap, op("log", q), div(1, q)), lower, upper))
        apart = equate(known, op("log", v), add(op("log", c), op("log", q)), Method(conversions=[("log", log_of_product)]))
        apart = rewrite(apart, (((1, 0), _plain(inner, op("log", c))), ((1, 1), th)))
        return Part(rewrite(whole, (((1, 1), apart),)), rhs(th).args[1], self._between(n, bounds))

    def _exponential(self, inner: Context, n: Term, t: Term) -> Part | None:
        """exp w = 1 + w·r, where w tends to 0"""
        (w_,) = t.args
        inside = self.of(normal(lam(n, w_)))
        if not converges(inside) or attempt(self.ctx, eq(value_of(inside), 0)) is None:
            return None
        size, step = neg(sub(t, 1)), neg(w_)
        known = inner.having(specialise(table.exp_lower(), w_), specialise(exp_upper(), w_))
        ends = [prove(known, le(mul(step, t), size)), prove(known, le(size, step))]
        th, *bounds = split(mp(specialise(slope(), step, size, t), *ends))
        r = rhs(th).args[1]
        same = prove(known.having(th), eq(t, add(1, mul(w_, r))))
        return Part(same, r, self._between(n, bounds))

    def _between(self, n: Term, bounds: list[Theorem]) -> Theorem:
        """lim r = 1 from 1 − |w − 1| ≤ r ≤ 1 + |w − 1|, where w tends to 1"""
        lower, upper = bounds
        ends = [self.of(normal(lam(n, s))) for s in (lhs(lower), rhs(upper))]
        ends = [rewrite(th, (((1,), equate(self.ctx, value_of(th), number(1), Method(conversions=PLAIN))),)) for th in ends]
        a, first = self.start, self.first()
        law = specialise(squeeze(), a, a, a, first, normal(lam(n, rhs(lower))), *map(function_of, ends), number(1))
        return mp(law, generalise(discharge(join(lower, upper), le(first, n)), n), *ends)

    def _leading(self, inner: Context, n: Term, u: Term) -> tuple[Theorem, Theorem] | None:
        """u = q·v, with the fastest part q of u, and the limit of v."""
        start = Normaliser(inner, Method(conversions=[("power", exp_as_power(n)), ("divisor", as_divisor(n))])).norm(u)
        reading = reader(inner, [rhs(start)])
        if reading.missing:
            return None
        above, below = cleared(reading.poly(rhs(start)))
        ratios = Ratios(self, n)
        tops, bottoms = ratios.fastest(above), ratios.fastest(below)
        if tops is None or bottoms is None:
            return None
        front, parts = ratios.term(tops, bottoms), [ratios.total(p, m) for p, m in ((above, tops), (below, bottoms))]
        if front is None or parts[0] is None or parts[1] is None:
            return None
        rest = parts[0] if parts[1] is number(1) else div(parts[0], parts[1])
        same = trans(start, equate(inner, rhs(start), mul(front, rest), Method(rewrites(*ratios.laws(inner)))))
        limit = self.of(normal(lam(n, rest)))
        if not converges(limit):
            return None
        return same, rewrite(limit, (((1,), _plain(self.ctx, value_of(limit))),))

    # -- powers ----------------------------------------------------------------------------------------------

    def _pow(self, n: Term, t: Term) -> Found:
        """uⁿ = exp(n·log u), where u > 0 from somewhere on."""
        base, exponent = t.args
        if not n.free <= base.free or not n.free <= exponent.free:
            return super()._pow(n, t)
        inside = self.of(normal(lam(n, base)))
        if not converges(inside):
            return None
        late = specialise(eventually_positive(), self.first(), self.start, function_of(inside), value_of(inside))
        late = mp(late, prove(self.ctx, lt(0, value_of(inside))), inside)
        mark = self.ctx.fresh(INT, n, t, self.start, *[r.theorem.concl for r in self.rules])
        given = normal(instantiate(late.concl.args[0].args[0], mark))
        search = Expansions(self.ctx.assume(given), self.start, [])
        search.rules, search.narrow, search.after = self.rules, self.narrow, mark
        positive = mp(specialise(split(hyp(given))[1], n), hyp(le(mark, n)))
        return exists_elim(mark, late, search._through_log(n, t, positive))

    def _through_log(self, n: Term, t: Term, positive: Theorem) -> Theorem:
        base, exponent = t.args
        law = specialise(exp_power(), exponent, op("log", base))
        law = rewrite(law, (((1, 0), mp(forall_elim(table.exp_log(), base), positive)),))
        return self._later(self.of(normal(lam(n, lhs(law)))), n, sym(law))


def _plain(ctx: Context, t: Term) -> Theorem:
    """t = its normal form as a polynomial; a method counts its work, so each use has its own"""
    n = Normaliser(ctx, Method(conversions=PLAIN))
    th = n.norm(t)
    form = n.canonical(rhs(th))
    return th if form is None else trans(th, form)


def _functions(n: Term, t: Term) -> Iterator[Term]:
    """log u, √u and exp u with n in u, innermost ones, no binder around."""
    inside = [s for a in t.args for s in _functions(n, a)] if t.op != "lam" else []
    if inside:
        yield from inside
    elif t.op in ("log", "sqrt", "exp") and n.free <= t.free and t.args[0] is not real(n) and not t.loose:
        yield t
