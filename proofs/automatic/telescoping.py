"""Zeilberger's method: for terms F(n, k) a certificate R with  a·F(n + 1, k) + c·F(n, k) = G(k + 1) − G(k),  G = R·F.

The search reads F(n + 1, k)/F(n, k) and F(n, k + 1)/F(n, k) as rational functions and solves linear equations for a, c and the
coefficients of a polynomial, as Gosper does; the identity is then proved for each k and summed.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any, NamedTuple

from flint import Ordering, fmpq, fmpq_mpoly_ctx

from ..kernel import INT, KernelError, Term, Theorem, lam, normal, substitute
from ..kernel.rational import integer_form
from ..tactics.budget import spend
from ..tactics.build import add, div, le, mul, number, power, real, sub
from ..tactics.cofactors import cleared
from ..tactics.context import Context, Unproved
from ..tactics.derive import mp, rhs, specialise, trans
from ..tactics.elimination import Fractions, solve
from ..tactics.normalise import Normaliser, equate
from ..tactics.polynomial import ONE, Monomial, Poly, TooLarge, atoms, integer_term, poly_term, rank, times
from ..tactics.polynomial import power as raised
from ..tactics.prover import prove, reader
from ..theories import sums, telescopes
from ..theories.folds import SUM

MAX_DEGREE, MAX_SHIFT = 4, 3


def certificates(ctx: Context, t: Term, n: Term, method: Any) -> Iterator[Theorem]:
    """Γ ⊢ Σ a·F(n + 1, k) + c·F(n, k) = G(e + 1) − G(low), over low ≤ k ≤ e, e one before the end of the sum t, or its end."""
    if sums.fold_of(t) is not SUM:
        return
    low, high, function = sums.parts(t)  # type: ignore[misc]
    k = ctx.fresh(INT, t, n)
    for end in (integer_term(*integer_form(sub(high, 1))), high):
        inner = ctx.assume(le(low, k), le(k, end))
        try:
            yield _summed(ctx, low, end, k, *_identity(inner, sums.body_at(function, k), n, k, method))
            return
        except (Unproved, KernelError, TooLarge):
            continue


def closed(ctx: Context, t: Term, method: Any) -> Theorem:
    """Γ ⊢ Σ F(k) = G(end + 1) − G(low) for a sum of differences F(k) = G(k + 1) − G(k) of terms like them; raises Unproved.

    This is Gosper's question: the certificate is that of Zeilberger for terms that do not depend on n.
    """
    if sums.fold_of(t) is not SUM:
        raise Unproved("it is no sum", t)
    low, high, function = sums.parts(t)  # type: ignore[misc]
    k = ctx.fresh(INT, t)
    inner = ctx.assume(le(low, k), le(k, high))
    f = sums.body_at(function, k)
    here, right = [rhs(Normaliser(inner, method()).body(s)) for s in (f, substitute(f, {k: add(k, 1)}))]
    reading = reader(inner, [here, right])
    if reading.missing:
        raise Unproved("a divisor may be zero", f)
    g = _antidifference(reading.poly(here), reading.poly(right), k)
    same = equate(inner, f, sub(substitute(g, {k: add(k, 1)}), g), method())
    return _summed(ctx, low, high, k, same, g)


def _summed(ctx: Context, low: Term, end: Term, k: Term, same: Theorem, g: Term) -> Theorem:
    """The identity for low ≤ k ≤ end, summed."""
    th = sums.under_range(SUM, low, end, normal(lam(k, same.concl.args[0])), k, same)
    law = specialise(telescopes.telescoped(), low, lam(k, g), end)
    law = mp(law, prove(ctx, law.concl.args[0]))
    return trans(th, law)


def _identity(ctx: Context, f: Term, n: Term, k: Term, method: Any) -> tuple[Theorem, Term]:
    """a·F(n + 1, k) + c·F(n, k) = G(k + 1) − G(k), and G(k)."""
    shifts = [substitute(f, {n: add(n, 1)}), substitute(f, {k: add(k, 1)})]
    here, up, right = [rhs(Normaliser(ctx, method()).body(t)) for t in (f, *shifts)]
    reading = reader(ctx, [here, up, right])
    if reading.missing:
        raise Unproved("a divisor may be zero", f)
    a, c, g = _search(reading.poly(here), reading.poly(up), reading.poly(right), k)
    left = add(mul(a, shifts[0]), mul(c, f))
    return equate(ctx, left, sub(substitute(g, {k: add(k, 1)}), g), method()), g


# -- search --------------------------------------------------------------------------------------


class _Ring:
    """Polynomials in k and the other atoms."""

    def __init__(self, names: list[Any]) -> None:
        self.names = names  # k is the first
        self.ring = fmpq_mpoly_ctx.get([f"x{i}" for i in range(len(names))], Ordering.lex)
        self.gens = self.ring.gens()

    def of(self, p: Poly) -> Any:
        out = {}
        for m, c in p.items():
            exps = dict(m)
            out[tuple(exps.get(x, 0) for x in self.names)] = fmpq(c.numerator, c.denominator)
        return self.ring.from_dict(out)

    def moved(self, p: Any, h: int) -> Any:
        """p(k + h)"""
        return p.compose(self.gens[0] + h, *self.gens[1:])

    def poly(self, p: Any) -> Poly:
        return {frozenset((x, int(e)) for x, e in zip(self.names, key) if e): Fraction(int(c.p), int(c.q))
                for key, c in p.to_dict().items()}

    def by_power(self, p: Any) -> dict[int, Poly]:
        """The coefficients of the powers of k."""
        out: dict[int, Poly] = {}
        for key, c in p.to_dict().items():
            m: Monomial = frozenset((x, int(e)) for x, e in zip(self.names[1:], key[1:]) if e)
            out.setdefault(int(key[0]), {})[m] = Fraction(int(c.p), int(c.q))
        return out


class _Gosper(NamedTuple):
    """r(k) = a(k)/b(k)·c(k + 1)/c(k), no root of a before one of b at a whole distance."""

    a: Any
    b: Any
    c: Any


def _search(here: Poly, up: Poly, right: Poly, k: Term) -> tuple[Term, Term, Term]:
    """a, c, and G(k) = R·F(n, k)."""
    parts, hyper = _rational([here, up, right])
    names = [k, *sorted({a for p in parts for q in p for a in atoms(q)} - {k}, key=rank)]
    if any(not isinstance(a, Term) for a in names) or any(k.free <= a.free for a in names[1:]):
        raise Unproved("the terms are not hypergeometric")
    ring = _Ring(names)
    (h1, h2), (u1, u2), (r1, r2) = [[ring.of(q) for q in p] for p in parts]
    top, below = _reduced(u1*h2, u2*h1)  # F(n + 1, k)/F(n, k)
    ratio = _reduced(r1*h2*below, r2*h1*ring.moved(below, 1))  # of F(n, k)/below
    g = _gosper(ring, *ratio)
    field = Fractions(names[1:])
    for degree in range(MAX_DEGREE + 1):
        spend(2_000)
        found = _solved(ring, field, g, top, below, degree)
        if found is not None:
            a, *xs, c = _cleared(field, found)
            hyper, extra = _above(hyper, k)
            rest = _quotient(ring, ring.moved(g.b, -1)*h1, g.c*below*h2*ring.of(extra))
            g_of_k = mul(mul(rest, _polynomial(field, k, xs)), poly_term({hyper: Fraction(1)}))
            return field.term(a), field.term(c), g_of_k
    raise Unproved("no certificate was found")


def _antidifference(here: Poly, right: Poly, k: Term) -> Term:
    """G with F(k) = G(k + 1) − G(k), from F(k) and F(k + 1)."""
    parts, hyper = _rational([here, right])
    names = [k, *sorted({a for p in parts for q in p for a in atoms(q)} - {k}, key=rank)]
    if any(not isinstance(a, Term) for a in names) or any(k.free <= a.free for a in names[1:]):
        raise Unproved("the terms are not hypergeometric")
    ring = _Ring(names)
    (h1, h2), (r1, r2) = [[ring.of(q) for q in p] for p in parts]
    g = _gosper(ring, *_reduced(r1*h2, r2*h1))
    field = Fractions(names[1:])
    before = ring.moved(g.b, -1)
    for degree in range(MAX_DEGREE + 3):
        spend(1_000)
        columns = [g.a*(ring.gens[0] + 1)**j - before*ring.gens[0]**j for j in range(degree + 1)]
        split = [ring.by_power(p) for p in (*columns, g.c)]
        rows = [[field.of(p.get(i, {})) for p in split] for i in sorted({i for p in split for i in p})]
        found = solve(field, rows, degree + 1)
        if found is not None:
            hyper, extra = _above(hyper, k)
            rest = _quotient(ring, before*h1, g.c*h2*ring.of(extra))
            return mul(mul(rest, _polynomial(field, k, found)), poly_term({hyper: Fraction(1)}))
    raise Unproved("the sum has no closed form of this kind")


def _rational(polys: list[Poly]) -> tuple[list[tuple[Poly, Poly]], Monomial]:
    """Numerators and denominators after division by what is hypergeometric in all of them alike; and that."""
    shared: Monomial | None = None
    out = []
    for p in polys:
        rest: Poly = {}
        for m, c in p.items():
            hyper = frozenset((a, e) for a, e in m if _is_hyper(a))
            if shared is not None and hyper != shared:
                raise Unproved("the terms are not hypergeometric")
            shared = hyper
            rest[m - hyper] = c
        out.append(cleared(rest))
    return out, shared or ONE


def _above(hyper: Monomial, k: Term) -> tuple[Monomial, Poly]:
    """The same with exponents that fall with k so much higher that they are not negative at k + 1; and by what it is more."""
    out, extra = [], {ONE: Fraction(1)}
    for a, e in hyper:
        falls = 0 if isinstance(a, Term) else -min(0, dict(a[2]).get(frozenset(((k, 1),)), 0))
        if falls:
            extra = times(extra, raised(dict(a[1]), falls*e))
            a = (a[0], a[1], a[2], a[3] + falls)
        out.append((a, e))
    return frozenset(out), extra


def _is_hyper(a: Any) -> bool:
    return a.op != "var" if isinstance(a, Term) else a[0] == "pow"


def _reduced(top: Any, bottom: Any) -> tuple[Any, Any]:
    if bottom == 0:
        raise Unproved("the terms vanish")
    g = top.gcd(bottom)
    return top/g, bottom/g


def _gosper(ring: _Ring, a: Any, b: Any) -> _Gosper:
    c = ring.of({ONE: Fraction(1)})
    for h in range(MAX_SHIFT + 1):
        s = a.gcd(ring.moved(b, h))
        if s.degrees()[0] > 0:
            a, b = a/s, b/ring.moved(s, -h)
            for j in range(1, h + 1):
                c = c*ring.moved(s, -j)
    return _Gosper(a, b, c)


def _solved(ring: _Ring, field: Fractions, g: _Gosper, top: Any, below: Any, degree: int) -> list[Any] | None:
    """The coefficients x of X, and c, with a(k)·X(k + 1) − b(k − 1)·X(k) = c(k)·(top + c·below)."""
    k, before = ring.gens[0], ring.moved(g.b, -1)
    columns = [g.a*(k + 1)**j - before*k**j for j in range(degree + 1)]
    columns += [-(g.c*below), g.c*top]
    split = [ring.by_power(p) for p in columns]
    rows = [[field.of(p.get(i, {})) for p in split] for i in sorted({i for p in split for i in p})]
    return solve(field, rows, degree + 2)


def _cleared(field: Fractions, found: list[Any]) -> list[Any]:
    """A common denominator, and the fractions times it."""
    common = field.one[1]
    for _, bottom in found:
        common = common*bottom/common.gcd(bottom)
    return [(common, field.one[1]), *[field.reduced(top*common, bottom) for top, bottom in found]]


def _polynomial(field: Fractions, k: Term, xs: list[Any]) -> Term:
    """X(k)"""
    out: Term = number(0)
    for j, x in enumerate(xs):
        out = add(out, mul(field.term(x), power(real(k), j)))
    return out


def _quotient(ring: _Ring, top: Any, bottom: Any) -> Term:
    """top/bottom without common factors, divided by one factor after the other."""
    top, bottom = _reduced(top, bottom)
    content, factors = bottom.factor()
    out = mul(number(Fraction(int(content.q), int(content.p))), poly_term(ring.poly(top)))
    for q, e in factors:
        for _ in range(int(e)):
            out = div(out, poly_term(ring.poly(q)))
    return out
