"""Equations by ideals: a bounded Gröbner basis that remembers how each element is made of the given equations.

From  1 = Σ kᵢ·(lᵢ − rᵢ)  the rule `field` makes false.  What is known to be nonzero enters with an inverse: a new
variable s with s·d = 1, replaced by 1/d in the end, so that a power of d may divide the cofactors.
"""

from __future__ import annotations

from typing import Any

from flint import Ordering, fmpq, fmpq_mpoly_ctx

from ..kernel import FALSE, Side, Term, Theorem, hyp, prop
from ..tactics.budget import spend
from ..tactics.build import add, div, eq, mul, ne, number, power
from ..tactics.cofactors import cleared
from ..tactics.context import Context, Unproved
from ..tactics.linear import combine, contradiction
from ..tactics.multipliers import exact, fraction
from ..tactics.polynomial import ONE, Poly, TooLarge, atoms, plus, poly_term, rank
from ..tactics.prover import prove, reader
from .known import connected, is_distinct, on_reals, relations
from .tableau import EAGER

MAX_EQUATIONS, MAX_ATOMS, MAX_TERMS, MAX_PAIRS, MAX_DEGREE = 10, 14, 120, 60, 14
Element = tuple[Any, list[Any]]  # a polynomial and its cofactors


def absurd_by_ideal(ctx: Context) -> Theorem:
    """Γ ⊢ false from the equations and inequations of the context; raises Unproved."""
    distinct = [th for th in ctx.facts if is_distinct(th.concl)]
    facts = [th for th in relations(ctx) if th.concl.op == "eq"]
    facts = connected(facts, [t for th in distinct for t in th.concl.args[0].args]) if distinct else facts
    if not facts or len(facts) > MAX_EQUATIONS:
        raise Unproved("there are no equations, or too many")
    system = _System(ctx, [on_reals(th) for th in facts], distinct)
    basis = system.basis(system.given)
    for th, d in zip(distinct, system.distinct, strict=True):
        rest, made = system.reduced((d, system.zeros()), basis)
        if rest == 0:
            return _same(system, th, made)
    found = _unit(basis)
    if found is None and distinct:
        inverse = system.inverse()
        basis = system.basis([*basis, (inverse, system.zeros())])
        found = _unit(basis)
    if found is None:
        raise Unproved("the equations have a common solution, as far as was searched")
    return contradiction((system.combined(number(1), number(0), found, -1),))


def as_combination(ctx: Context, t: Term, equations: list[Theorem]) -> list[Term | None]:
    """Terms kᵢ with t = Σ kᵢ·(lᵢ − rᵢ), None for 0; raises Unproved."""
    system = _System(ctx, equations, [hyp(ne(t, 0))])
    rest, made = system.reduced((system.distinct[0], system.zeros()), system.basis(system.given))
    if rest != 0:
        raise Unproved("it is no combination of the equations", eq(t, number(0)))
    below = next(iter(system.below.values()))
    return [system.cofactor(-k, d, below) for k, d in zip(made, system.bottoms, strict=True)]


def _unit(basis: list[Element]) -> list[Any] | None:
    """Cofactors of −1, if a number is in the basis."""
    for p, made in basis:
        if p.is_constant() and p != 0:
            c = p.leading_coefficient()
            return [-k / c for k in made]
    return None


def _same(system: _System, th: Theorem, made: list[Any]) -> Theorem:
    """false from a ≠ b and  a − b = Σ kᵢ·fᵢ; `made` is for the numerator of a − b, with the other sign."""
    a, b = th.concl.args[0].args
    if a.type is system.real:
        equal = system.combined(a, b, made, -1, system.below[th])
    else:
        equal = prove(Context().having(system.combined(system.door(a), system.door(b), made, -1)), eq(a, b))
    return prop((equal, th), FALSE)


class _System:
    """Equations and inequations as polynomials over their atoms, with a first variable for the inverse."""

    def __init__(self, ctx: Context, equations: list[Theorem], distinct: list[Theorem]) -> None:
        self.ctx, self.equations = ctx, equations
        sides = [th.concl.args for th in equations] + [th.concl.args[0].args for th in distinct]
        reading = reader(ctx, [t for pair in sides for t in pair])
        if reading.missing:
            raise Unproved("a divisor may be zero")
        self.real = number(0).type
        polys = [cleared(plus(reading.poly(a), reading.poly(b), fraction(fmpq(-1)))) for a, b in sides]
        self.names = sorted(set().union(*[atoms(p) for p, _ in polys]), key=rank)
        if len(self.names) > MAX_ATOMS:
            raise TooLarge
        self.ring = fmpq_mpoly_ctx.get(["s", *[f"x{i}" for i in range(len(self.names))]], Ordering.degrevlex)
        made = [self._of(p) for p, _ in polys]
        n = len(equations)
        self.bottoms = [d for _, d in polys[:n]]
        self.below = {th: d for th, (_, d) in zip(distinct, polys[n:], strict=True)}
        self.distinct = made[n:]
        self.one = self.ring.constant(1)
        self.given: list[Element] = [(p, [self.one if j == i else self.ring.constant(0) for j in range(n)])
                                     for i, p in enumerate(made[:n]) if p != 0]
        self.apart = distinct

    def _of(self, p: Poly) -> Any:
        out = {}
        for m, c in exact(p).items():
            exps = dict(m)
            out[(0, *[exps.get(x, 0) for x in self.names])] = c
        return self.ring.from_dict(out)

    def zeros(self) -> list[Any]:
        return [self.ring.constant(0) for _ in self.equations]

    def inverse(self) -> Any:
        """s·∏dᵢ − 1"""
        out = self.ring.gens()[0]
        for d in self.distinct:
            out = out * d
        return out - 1

    # -- the basis --------------------------------------------------------------------------

    def basis(self, given: list[Element]) -> list[Element]:
        """Buchberger's algorithm, small pairs first; ends early with a number, or where it becomes too large."""
        basis: list[Element] = []
        for e in given:
            r = self.reduced(e, basis)
            if r[0] != 0:
                basis.append(r)
        pairs = [(i, j) for j in range(len(basis)) for i in range(j)]
        for _ in range(MAX_PAIRS):
            if not pairs or any(p.is_constant() for p, _ in basis):
                break
            i, j = min(pairs, key=lambda ij: (sum(_lcm(basis[ij[0]][0], basis[ij[1]][0])), ij))
            pairs.remove((i, j))
            f, g = basis[i], basis[j]
            over = _lcm(f[0], g[0])
            if sum(over) > MAX_DEGREE:
                continue
            if all(not (a and b) for a, b in zip(_lead(f[0]), _lead(g[0]), strict=True)):
                continue
            r = self.reduced(self._difference(f, g, over), basis)
            if r[0] != 0:
                basis.append(r)
                pairs += [(k, len(basis) - 1) for k in range(len(basis) - 1)]
        return basis

    def _difference(self, f: Element, g: Element, over: tuple[int, ...]) -> Element:
        left, right = self._step(f[0], over, fmpq(1)), self._step(g[0], over, fmpq(1))
        return f[0] * left - g[0] * right, [a * left - b * right for a, b in zip(f[1], g[1], strict=True)]

    def _step(self, p: Any, m: tuple[int, ...], c: fmpq) -> Any:
        """What p is multiplied with so that it begins with c·m."""
        quotient = tuple(a - b for a, b in zip(m, _lead(p), strict=True))
        return self.ring.from_dict({quotient: c / p.leading_coefficient()})

    def reduced(self, e: Element, basis: list[Element]) -> Element:
        """The remainder of an element: no leading monomial of the basis divides its own."""
        p, made = e
        while p != 0:
            lead = _lead(p)
            divisor = next((b for b in basis if all(x <= y for x, y in zip(_lead(b[0]), lead, strict=True))), None)
            if divisor is None:
                return p, made
            k = self._step(divisor[0], lead, p.leading_coefficient())
            p = p - k * divisor[0]
            made = [a - k * b for a, b in zip(made, divisor[1], strict=True)]
            size = len(p) + sum(len(a) for a in made)
            spend(20 + size)
            if size > MAX_TERMS * 4 or any(len(a) > MAX_TERMS for a in made):
                raise TooLarge
        return p, made

    # -- back to terms ----------------------------------------------------------------------

    def door(self, t: Term) -> Term:
        return t if t.type is self.real else poly_term(reader(self.ctx, [t]).poly(t))

    def combined(self, a: Term, b: Term, made: list[Any], sign: int, below: Poly | None = None) -> Theorem:
        """a = b from  a − b = sign·Σ kᵢ·fᵢ/below."""
        cofactors = [self.cofactor(sign * k, d, below) for k, d in zip(made, self.bottoms, strict=True)]
        used = [t for e in self.equations for t in e.concl.args]
        terms = [a, b, *used, *[k for k in cofactors if k is not None]]
        ctx = self.ctx.having(*self.apart)
        reading = reader(ctx, [a, b, *used])
        side = reading.side()
        side = Side((*side.nonzero, *self.apart), side.nonneg) if any(k.degrees()[0] for k in made) else side
        if not terms or reading.missing:
            raise Unproved("a divisor may be zero")
        return combine(a, b, tuple(self.equations), cofactors, side)

    def cofactor(self, k: Any, bottom: Poly, below: Poly | None) -> Term | None:
        """A cofactor as a term: powers of s become divisors."""
        if k == 0:
            return None
        parts: dict[int, dict[Any, Any]] = {}
        for exps, c in k.to_dict().items():
            m = frozenset((x, e) for x, e in zip(self.names, exps[1:], strict=True) if e)
            parts.setdefault(exps[0], {})[m] = fraction(c)
        most = max(parts)
        product = self._product()
        top: Term | None = None
        for e, p in sorted(parts.items()):
            piece = poly_term(p)
            if most > e:
                piece = mul(piece, power(product, most - e))
            top = piece if top is None else add(top, piece)
        t = div(top, power(product, most)) if most and top is not None else top
        if t is not None and bottom != {ONE: fraction(fmpq(1))}:
            t = mul(t, poly_term(bottom))
        return t if t is None or below is None or below == {ONE: fraction(fmpq(1))} else div(t, poly_term(below))

    def _product(self) -> Term:
        out: Term | None = None
        for d in self.distinct:
            p = {frozenset((x, e) for x, e in zip(self.names, exps[1:], strict=True) if e): fraction(c)
                 for exps, c in d.to_dict().items()}
            out = poly_term(p) if out is None else mul(out, poly_term(p))
        return number(1) if out is None else out


def _lead(p: Any) -> tuple[int, ...]:
    return p.monomial(0)  # type: ignore[no-any-return]


def _lcm(f: Any, g: Any) -> tuple[int, ...]:
    return tuple(max(a, b) for a, b in zip(_lead(f), _lead(g), strict=True))


EAGER.append(absurd_by_ideal)
