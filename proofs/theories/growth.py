"""Limits of quotients of sums of n^k, √n, log n and qⁿ: the fastest terms above and below the line are taken out.

`Growth` finds what `Limits` finds by structure, and where the parts grow without a limit, the limit of the whole.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from math import log
from typing import Any

from ..kernel import INT, KernelError, Term, Theorem, app, field, lam, normal, op, refl, rewrite, table, value
from ..tactics.build import add, conj, div, integer, le, lt, mul, ne, number, power, real, sub
from ..tactics.cofactors import cleared
from ..tactics.context import Context, Unproved, opened
from ..tactics.derive import discharge, generalise, lhs, mp, rhs, specialise, sym, trans
from ..tactics.normalise import Conversion, Method, Normaliser, equate
from ..tactics.polynomial import ONE, Monomial, Poly, TooLarge, atom_term, monomial_key, poly_term, real_monomial
from ..tactics.prover import attempt, prove, reader
from . import growth_laws, powers
from .converging import Found, Limits, converges, equal_both, function_of, value_of
from .divergence import diverges_above
from .exponentials import exp_power
from .exponents import exp_of_sum, log_of_product, log_tangent
from .exponents import log as log_of
from .lemmas import rewrites
from .limit_functions import limit_exp
from .limit_powers import as_divisor
from .limits import squeeze
from .sizes import absolute


@dataclass(frozen=True)
class Rate:
    """How fast a monomial grows: the logarithm of the base of its exponential, the degree in √n, the degree in log n."""

    base: float
    halves: int
    logs: int

    def __lt__(self, other: Rate) -> bool:
        return (self.base, self.halves, self.logs) < (other.base, other.halves, other.logs)


class Growth(Limits):
    """The search, with the comparison of growth where the structure of a term gives no limit."""

    quiet = False  # within a term that was made for the structure to find its limit

    def of(self, f: Term) -> Theorem:
        try:
            return super().of(f)
        except Unproved as e:
            n = self.ctx.fresh(INT, f, self.start, *[r.theorem.concl for r in self.rules])
            body = normal(app(f, n))
            for way in self.ways():
                th = way(n, body)
                if th is not None:
                    return th
            raise e

    def ways(self) -> list[Callable[[Term, Term], Found]]:
        """What finds the limit of a body with n in it, where its structure gives none."""
        return [] if self.quiet else [self._dominated, self._conjugate]

    # -- the fastest terms --------------------------------------------------------------------------

    def first(self) -> Term:
        """From where on n ≥ 1 may be used: the start of a sequence does not matter."""
        return integer(max(1, int(value(self.start)))) if self.start.op == "num" else integer(1)

    def _dominated(self, n: Term, body: Term) -> Found:
        inner = self.ctx.assume(le(self.first(), n))
        try:
            start = Normaliser(inner, Method(conversions=[("power", exp_as_power(n)), ("divisor", as_divisor(n))])).norm(body)
            reading = reader(inner, [rhs(start)])
            if reading.missing:
                return None
            above, below = cleared(reading.poly(rhs(start)))
            ratios = Ratios(self, n)
            made = ratios.quotient(above, below)
            if made is None:
                return None
            same = trans(start, equate(inner, rhs(start), made, Method(rewrites(*ratios.laws(inner)))))
        except (TooLarge, Unproved, KernelError):
            return None
        before, self.quiet = self.quiet, True
        try:
            th = self.of(normal(lam(n, made)))
        except Unproved:
            return None
        finally:
            self.quiet = before
        return self._later(th, n, same)

    def _later(self, th: Theorem, n: Term, same: Theorem) -> Theorem:
        """lim f from lim g and f n = g n for the later n."""
        first, f = self.first(), normal(lam(n, lhs(same)))
        a = self.start
        both = mp(specialise(equal_both(), rhs(same), lhs(same)), sym(same))
        equal = generalise(discharge(both, le(first, n)), n)
        if converges(th):
            law = specialise(squeeze(), a, a, a, first, f, function_of(th), function_of(th), value_of(th))
            return mp(law, equal, th, th)
        law = specialise(diverges_above(), a, a, first, function_of(th), f)
        return mp(law, prove(self.ctx.having(equal), law.concl.args[0]), th)

    # -- more rules ----------------------------------------------------------------------------------------

    def _sqrt(self, n: Term, t: Term) -> Found:
        inside = self.of(normal(lam(n, t.args[0])))
        if converges(inside):
            return super()._sqrt(n, t)
        return mp(specialise(growth_laws.root_unbounded(), self.start, self.start, function_of(inside)), inside)

    def _pow(self, n: Term, t: Term) -> Found:
        base, exponent = t.args
        if exponent is n and not n.free <= base.free and attempt(self.ctx, lt(1, base)) is not None:
            law = specialise(growth_laws.power_diverges(), base)
            return specialise(mp(law, prove(self.ctx, law.concl.args[0])), self.start)
        return self._divided(n, t) or super()._pow(n, t)

    def _divided(self, n: Term, t: Term) -> Found:
        same = as_divisor(n)(Normaliser(self.ctx.assume(le(self.first(), n)), Method()), t)
        return None if same is None else self._later(self.of(normal(lam(n, rhs(same)))), n, same)

    def _exp(self, n: Term, t: Term) -> Found:
        try:
            inside = self.of(normal(lam(n, t.args[0])))
        except Unproved:
            return super()._exp(n, t)
        if not converges(inside):
            return self._above(n, t, inside)
        th = self.law(limit_exp, inside)
        value = Normaliser(self.ctx, Method(conversions=[("exp", exp_of_sum)])).norm(value_of(th))
        return rewrite(th, (((1,), value),))

    def _above(self, n: Term, t: Term, inside: Theorem) -> Theorem:
        """lim exp u = ∞ from u ≤ exp u and lim u = ∞"""
        below = prove(Context().having(specialise(table.exp_lower(), t.args[0])), le(t.args[0], t))
        law = specialise(diverges_above(), self.start, self.start, self.start, function_of(inside), normal(lam(n, t)))
        return mp(law, prove(Context().having(generalise(below, n)), law.concl.args[0]), inside)

    def _log(self, n: Term, t: Term) -> Found:
        """log f between log x + (1 − x/f) and log x + (f/x − 1), where f tends to x > 0."""
        (u,) = t.args
        if u is real(n):
            return specialise(growth_laws.log_diverges(), self.start)
        inside = self.of(normal(lam(n, u)))
        if not converges(inside):
            return None
        x, inner = value_of(inside), self.ctx.assume(le(self.first(), n))
        signs = [prove(self.ctx, lt(0, x)), prove(inner, lt(0, u))]
        low, high = (add(log_of(x), s) for s in (sub(1, div(x, u)), sub(div(u, x), 1)))
        lower = mp(specialise(log_tangent(), x, u), *signs)
        upper = mp(specialise(log_tangent(), u, x), *signs[::-1])
        between = prove(inner.having(lower, upper), conj(le(low, t), le(t, high)))
        ends = [self.of(normal(lam(n, s))) for s in (low, high)]
        method = Method(conversions=[("log", log_of_product)])
        ends = [rewrite(th, (((1,), equate(self.ctx, value_of(th), log_of(x), method)),)) for th in ends]
        a, first = self.start, self.first()
        law = specialise(squeeze(), a, a, a, first, normal(lam(n, t)), *map(function_of, ends), log_of(x))
        th = mp(law, generalise(discharge(between, le(first, n)), n), *ends)
        return rewrite(th, (((1,), Normaliser(self.ctx, method).norm(log_of(x))),))

    def _conjugate(self, n: Term, body: Term) -> Found:
        """u − v = (u² − v²)/(u + v), where roots are subtracted."""
        if body.op != "sub" or not any("sqrt" in str(t) for t in body.args):
            return None
        u, v = body.args
        inner = self.ctx.assume(le(self.first(), n))
        if attempt(inner, ne(add(u, v), 0)) is None:
            return None
        top = Normaliser(inner, Method(conversions=[("root", powers.root)])).body(sub(power(u, 2), power(v, 2)))
        whole = div(sub(power(u, 2), power(v, 2)), add(u, v))
        same = field(body, whole, reader(inner, [body, whole]).side())
        same = trans(same, rewrite(refl(whole), (((1, 0), top),)))
        try:
            th = self.of(normal(lam(n, rhs(same))))
        except Unproved:
            return None
        return self._later(th, n, same)


def exp_as_power(n: Term) -> Conversion:
    """exp(c·n + d) = (exp c)ⁿ·exp d, as a conversion."""

    def convert(m: Normaliser, t: Term) -> Theorem | None:
        if t.op != "exp" or not n.free <= t.args[0].free:
            return None
        poly = reader(m.ctx, [t.args[0]]).poly(t.args[0])
        fast = {mono - {(n, 1)}: c for mono, c in poly.items() if (n, 1) in mono}
        slow = {mono: c for mono, c in poly.items() if (n, 1) not in mono}
        if not fast or any(n.free <= atom_term(a).free for p in (fast, slow) for mono in p for a, _ in mono):
            return None
        factor, rest = (number(p[ONE]) if set(p) == {ONE} else poly_term(p) for p in (fast, slow))
        law = specialise(exp_power(), n, factor)
        whole = lhs(law).args[0] if not slow else add(lhs(law).args[0], rest)
        th = rewrite(refl(t), (((1, 0), field(t.args[0], whole, reader(m.ctx, [t.args[0], whole]).side())),))
        if slow:
            th = trans(th, specialise(table.exp_add(), lhs(law).args[0], rest))
        return rewrite(th, (((1, 0) if slow else (1,), law),))

    return convert


class Ratios:
    """The monomials of a numerator and a denominator, divided by the fastest of each."""

    def __init__(self, search: Growth, n: Term) -> None:
        self.search, self.n = search, n
        self.bases: dict[Term, tuple[Term, Term]] = {}  # a quotient whose powers occur, and its parts

    def laws(self, ctx: Context) -> list[Theorem]:
        """What the equation of the term and its quotient form rests on: (u/v)ⁿ = uⁿ/vⁿ, √n·√n = n."""
        n = real(self.n)
        out = [mp(specialise(table.sqrt_square(), n), prove(ctx, le(0, n)))]
        for whole, (u, v) in self.bases.items():
            law = specialise(growth_laws.power_of_quotient(), u, v)
            law = specialise(mp(law, prove(ctx, ne(v, 0))), self.n)
            law = mp(law, prove(ctx, le(0, self.n)))
            out.append(law if whole is div(u, v) else rewrite(law, (((0, 0), field(div(u, v), whole)),)))
        return out

    def quotient(self, above: Poly, below: Poly) -> Term | None:
        """D·(Σ c·ratios)/(Σ c·ratios), D the quotient of the two fastest monomials; None where that is no help."""
        tops, bottoms = self.fastest(above), self.fastest(below)
        if tops is None or bottoms is None or self.rate(tops) == self.rate(bottoms) == Rate(0.0, 0, 0):
            return None
        front = self.term(tops, bottoms)
        parts = [self.total(p, m) for p, m in ((above, tops), (below, bottoms))]
        if front is None or parts[0] is None or parts[1] is None:
            return None
        inner = parts[0] if len(below) == 1 and parts[1] is number(1) else div(parts[0], parts[1])
        return inner if front is number(1) else mul(front, inner)

    def fastest(self, p: Poly) -> Monomial | None:
        rates = {m: self.rate(m) for m in p}
        if not rates or any(r is None for r in rates.values()):
            return None
        lead = max(sorted(rates, key=monomial_key), key=lambda m: rates[m] or Rate(0.0, 0, 0))
        return frozenset((a, e) for a, e in lead if self.atom(a) != Rate(0.0, 0, 0))  # a constant may be 0

    def total(self, p: Poly, lead: Monomial) -> Term | None:
        out: Term | None = None
        for m in sorted(p, key=monomial_key):
            ratio = self.term(m, lead)
            if ratio is None:
                return None
            piece = ratio if p[m] == 1 else number(p[m]) if ratio is number(1) else mul(number(p[m]), ratio)
            out = piece if out is None else add(out, piece)
        return out

    # -- one monomial ----------------------------------------------------------------------------------

    def rate(self, m: Monomial) -> Rate | None:
        total, halves, logs = 0.0, 0, 0
        for a, e in m:
            found = self.atom(a)
            if found is None:
                return None
            total, halves, logs = total + e*found.base, halves + e*found.halves, logs + e*found.logs
        return Rate(round(total, 9), halves, logs)

    def atom(self, a: Any) -> Rate | None:
        n = self.n
        if isinstance(a, Term):
            if a is n:
                return Rate(0.0, 2, 0)
            if a.op == "sqrt" and a.args[0] is real(n):
                return Rate(0.0, 1, 0)
            if a.op == "log" and a.args[0] is real(n):
                return Rate(0.0, 0, 1)
            return Rate(0.0, 0, 0)  # a constant, or something with a limit: else none is found in the end
        steps = self.steps(a)
        if steps is None:
            return None if n.free <= atom_term(a).free else Rate(0.0, 0, 0)
        size = self.size(steps[0])
        return None if size is None else Rate(size*steps[1], 0, 0)

    def steps(self, a: Any) -> tuple[Term, int, int] | None:
        """b, k, c of an atom b^(k·n + c)"""
        if isinstance(a, Term) or a[0] != "pow":
            return None
        power_ = atom_term(a)
        base = power_.args[0]
        (symbols, constant) = a[2], a[3]
        if self.n.free <= base.free or len(symbols) != 1:
            return None
        ((mono, k),) = symbols
        return (base, k, constant) if mono == frozenset(((self.n, 1),)) else None

    def size(self, base: Term) -> float | None:
        """log |b|, or its sign as a number where only that is known."""
        if base.op == "num":
            return log(abs(value(base))) if value(base) else None
        if base.op == "exp":
            exponent = reader(self.search.ctx, [base.args[0]]).poly(base.args[0])
            if set(exponent) <= {ONE}:
                return float(exponent.get(ONE, 0))
        if attempt(self.search.ctx, lt(absolute(base), 1)) is not None:
            return -1.0
        return 1.0 if attempt(self.search.ctx, lt(1, base)) is not None else None

    def term(self, m: Monomial, lead: Monomial) -> Term | None:
        """m/lead as a product whose limit the structure gives."""
        exps = dict(m)
        for a, e in lead:
            exps[a] = exps.get(a, 0) - e
        found = [(a, e, self.atom(a), self.steps(a)) for a, e in sorted(exps.items(), key=lambda ae: monomial_key([ae])) if e]
        halves = sum(e*r.halves for _, e, r, _ in found if r is not None)
        logs = sum(e*r.logs for _, e, r, _ in found if r is not None)
        slow = {a: e for a, e, r, s in found if s is None and r == Rate(0.0, 0, 0)}
        bases = [(s[0], s[1]*e, s[2]*e) for _, e, _, s in found if s is not None]
        for b, _, c in bases:
            if b.op != "num":
                slow[b] = slow.get(b, 0) + c
        numbers = [number(Fraction(value(b))**c) for b, _, c in bases if b.op == "num" and c]
        plain = frozenset((a, e) for a, e in slow.items() if e)
        pieces = [*([real_monomial(plain)] if plain else []), *numbers]
        ratio = self.base([(b, k) for b, k, _ in bases if k])
        more = self._algebraic(halves, logs) if ratio is None else self._exponential(ratio, halves, logs)
        if more is None:
            return None
        out: Term | None = None
        for piece in (*more, *pieces):
            out = piece if out is None else mul(out, piece)
        return number(1) if out is None else out

    def base(self, bases: list[tuple[Term, int]]) -> Term | None:
        """Q with Qⁿ = Π b^(k·n), a number where all are; None when it is 1."""
        if all(b.op == "num" for b, _ in bases):
            q = Fraction(1)
            for b, k in bases:
                q *= Fraction(value(b))**k
            if q.denominator != 1:
                self.bases[number(q)] = number(q.numerator), number(q.denominator)
            return None if q == 1 else number(q)
        above, below = (_product([(b, k*s) for b, k in bases if k*s > 0]) for s in (1, -1))
        if below is number(1):
            return above
        self.bases[div(above, below)] = above, below
        return div(above, below)

    def _algebraic(self, halves: int, logs: int) -> list[Term] | None:
        """n^(halves/2)·(log n)^logs"""
        n, root = real(self.n), op("sqrt", real(self.n))
        if logs < 0:
            return None
        if halves >= 0 and (halves or not logs):
            out = [power(n, halves//2)] if halves >= 2 else []
            return out + [root]*(halves % 2) + [op("log", n)]*logs
        if halves == 0:
            return [op("log", n)]*logs
        if -halves < logs:
            return None
        out = [div(op("log", n), root)]*logs
        if logs:
            self.search.rules += opened(specialise(growth_laws.log_loses(), self.search.start))
        rest = -halves - logs
        return out + ([power(div(1, n), rest//2)] if rest >= 2 else []) + [div(1, root)]*(rest % 2)

    def _exponential(self, ratio: Term, halves: int, logs: int) -> list[Term] | None:
        """n^(halves/2)·(log n)^logs·Qⁿ"""
        n, root, falls = real(self.n), op("sqrt", real(self.n)), power(ratio, self.n)
        size = self.size(ratio)
        if size is None or logs < 0 or size == 0:
            return None
        if size > 0:
            more = self._algebraic(halves, logs) if halves >= 0 else None
            return None if more is None else [falls, *more]
        out: list[Term] = []
        if logs:
            out, halves = [div(op("log", n), root)]*logs, halves + logs
            self.search.rules += opened(specialise(growth_laws.log_loses(), self.search.start))
        if halves <= 0:
            more = self._algebraic(halves, 0)
            return None if more is None else [falls, *out, *more]
        self.search.rules += opened(specialise(growth_laws.power_loses(), self.search.start))
        odd = halves % 2
        return [mul(power(n, (halves + odd)//2), falls), *out, *[div(1, root)]*odd]


def _product(factors: list[tuple[Term, int]]) -> Term:
    """Π b^k for k > 0"""
    out: Term | None = None
    for b, k in factors:
        piece = b if k == 1 else power(b, k)
        out = piece if out is None else mul(out, piece)
    return number(1) if out is None else out
