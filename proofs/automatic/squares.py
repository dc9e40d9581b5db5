"""Nonlinear contradictions:  0 = t + Σ σₐ·∏pᵢ + Σ λⱼ·eⱼ  with t > 0 known, σₐ sums of squares, eⱼ equations.

The σₐ are found as positive semidefinite matrices.  Where everything vanishes at a point, their squares do too: so
they are sought among combinations of monomials that vanish there.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from fractions import Fraction
from itertools import combinations_with_replacement, product
from typing import Any

from flint import Ordering, fmpq, fmpq_mat, fmpq_mpoly_ctx

from ..kernel import FALSE, INT, REAL, Summand, Term, Theorem, order
from ..kernel.terms import NUMERIC
from ..tactics.budget import portion, spend
from ..tactics.context import Context, Unproved
from ..tactics.multipliers import exact, fraction
from ..tactics.parts import leaves
from ..tactics.polynomial import ONE, Poly, Reading, TooLarge, atoms, plus, poly_term, rank
from ..tactics.prover import reader
from .gram import Part, Unknown, affine, blocks_of, forced, independent, kernel_of, on_diagonals, without
from .known import connected, relations
from .numerators import without_divisors
from .semidefinite import factored, positive_point
from .tableau import LATE

MAX_ATOMS, MAX_UNKNOWN, MAX_DIRECTIONS, MAX_ROWS, MAX_FACTS, MAX_POINTS = 7, 800, 110, 300, 7, 2500
MAX_TARGETS = 3
MONOMIAL = 3  # the work of one monomial, in units of `budget`
ATTEMPT = 300_000  # the work of one attempt, in units of `budget`
VALUES = [fmpq(*q) for q in ((0, 1), (1, 1), (-1, 1), (2, 1), (1, 2), (1, 3), (2, 3), (-2, 1), (3, 1), (-1, 2), (3, 2), (4, 1))]

Exponents = tuple[int, tuple[int, ...]]  # the degree of a monomial, and that in each variable


def absurd_by_squares(ctx: Context) -> Theorem:
    """Γ ⊢ false from nonlinear orders and equations; raises Unproved."""
    facts = [th for th in relations(ctx) if th.concl.args[0] is not th.concl.args[1]]
    for target in _targets(ctx):
        related = connected([th for th in facts if th is not target], target.concl.args)
        try:
            related = [th for th in (without_divisors(ctx, f) for f in related) if th is not None and _says_much(th)]
            first = without_divisors(ctx, target)
            if first is not None:
                return _Certificate(ctx, first, _chosen(related)).found()
        except (Unproved, TooLarge):
            continue
    raise Unproved("no sum of squares was found")


def _targets(ctx: Context) -> list[Theorem]:
    """The last orders, strict ones first: among them is the negated goal."""
    orders = [th for th in reversed(ctx.facts) if th.concl.op in ("le", "lt") and th.concl.args[0].type in NUMERIC]
    return sorted(orders[:MAX_TARGETS], key=lambda th: th.concl.op != "lt")


def _says_much(th: Theorem) -> bool:
    """Is it more than an order of two numbers?"""
    return any(leaves(a) for a in th.concl.args)


def _chosen(facts: list[Theorem]) -> list[Theorem]:
    """Equations, and no more orders than can be multiplied with each other."""
    equations = [th for th in facts if th.concl.op == "eq"]
    return [*equations[:MAX_FACTS], *[th for th in facts if th.concl.op != "eq"][:MAX_FACTS]]


class _Certificate:
    """One search: the target first among the premises."""

    def __init__(self, ctx: Context, target: Theorem, facts: list[Theorem]) -> None:
        self.premises = [target, *facts]
        reading = reader(ctx, [a for th in self.premises for a in th.concl.args])
        if reading.missing:
            raise Unproved("a divisor may be zero")
        self.side = reading.side()
        polys = [_difference(reading, th) for th in self.premises]
        self.names = sorted(set().union(*[atoms(p) for p in polys]), key=rank)
        if len(self.names) > MAX_ATOMS or any(e < 0 for p in polys for m in p for _, e in m):
            raise TooLarge
        self.ring = fmpq_mpoly_ctx.get([f"x{i}" for i in range(max(1, len(self.names)))], Ordering.degrevlex)
        self.polys = [self._of(p) for p in polys]
        self.equations = [i for i, th in enumerate(self.premises) if th.concl.op == "eq" and self.polys[i] != 0]
        self.orders = [i for i, th in enumerate(self.premises) if th.concl.op != "eq" and not self.polys[i].is_constant()]
        self.fixed: tuple[int, ...] = (0,)
        self.target = self.polys[0]
        if self.target == 0:
            raise Unproved("it says nothing")
        self.points = self._points()

    def _of(self, p: Poly) -> Any:
        out = {}
        for m, c in exact(p).items():
            exps = dict(m)
            out[tuple(exps.get(x, 0) for x in self.names) or (0,)] = c
        return self.ring.from_dict(out)

    def found(self) -> Theorem:
        """Ways of growing size: more products, the square of the target instead of itself, a higher degree."""
        others = [i for i in self.orders if i]
        singles = [(i,) for i in others]
        pairs = [p for p in combinations_with_replacement(others, 2) if p[0] != p[1]]
        mixed = [(0,), *[(0, i) for i in others]]
        doubly = [(0, *p) for p in pairs]
        strict = [i for i in others if self.premises[i].concl.op == "lt"]
        degree, alone = _degree(self.target), len(self.premises) == 2
        attempts = [((0,), degree, [(), *singles]), ((0,), degree, [(), *singles, *pairs]),
                    ((0, 0), 2*degree, [(), *mixed, *singles]),
                    ((0, 0), 2*degree, [(), *mixed, *doubly, *singles, *pairs]),
                    *[((0, *strict[:k]), degree + (_degree(self.polys[strict[0]]) if alone else k),
                       [(), *mixed, *doubly, *singles, *pairs]) for k in (1, 2) if len(strict) >= k],
                    ((0, 0, 0), 3*degree, [(), *mixed, *singles]),
                    ((0,), degree + 2 - degree % 2, [(), *mixed, *singles, *pairs])]
        tried = set()
        for self.fixed, bound, products in attempts:
            self.target = self._product(self.fixed)
            try:
                parts = self._parts(bound, products)
            except (Unproved, TooLarge):
                continue
            shape = (self.fixed, bound, tuple((p.premises, len(p.basis)) for p in parts))
            if shape not in tried:
                tried.add(shape)
                with suppress(Unproved, TooLarge), portion(ATTEMPT):
                    th = self._solved(parts, bound)
                    if th is not None:
                        return th
        raise Unproved("no sum of squares was found")

    def _product(self, indices: tuple[int, ...]) -> Any:
        out = self.ring.constant(1)
        for i in indices:
            out = out*self.polys[i]
        return out

    # -- what is squared ---------------------------------------------------------------------

    def _parts(self, bound: int, products: list[tuple[int, ...]]) -> list[Part]:
        out = []
        below = self._exponents_below(bound)
        for indices in products:
            value = self._product(indices)
            room = (bound - _degree(value))//2
            if room < 0:
                continue
            out.append(Part(value, indices, [self._monomial(m) for m in self._monomials(room, value, bound, below)]))
        out = self._needed(out, bound)
        return [Part(p.value, p.premises, b) for p in out if (b := self._vanishing(p))]

    def _monomial(self, m: tuple[int, ...]) -> Any:
        return self.ring.from_dict({m: fmpq(1)})

    def _exponents_below(self, bound: int) -> list[Exponents]:
        """Monomials whose squares stay within the degrees of the target, in all variables and in each; their degrees."""
        slack = max(0, bound - _degree(self.target))
        bounding = [*self.polys, self.target] if len(self.premises) == 2 == len(set(self.fixed)) else self.polys
        most = [max(0, *ends) + slack for ends in zip(*[p.degrees() for p in bounding], strict=True)]
        out = [(sum(m), m) for m in _exponents(bound//2, [(e + e % 2)//2 for e in most])]
        spend(MONOMIAL*len(out))
        return sorted(out, key=lambda dm: (-dm[0], dm[1]))

    def _monomials(self, room: int, value: Any, bound: int, below: list[Exponents]) -> list[tuple[int, ...]]:
        """Those of them whose squares, times the value, are within the degrees of the target."""
        low = 0
        if bound == _degree(self.target):
            lowest = min((sum(m) for m in self.target.monoms()), default=0) if not self.equations else 0
            low = max(0, -(-(lowest - min(sum(m) for m in value.monoms()))//2))
        out = [m for degree, m in below if low <= degree <= room]
        spend(MONOMIAL*len(out))
        return out

    def _needed(self, parts: list[Part], bound: int) -> list[Part]:
        """Without monomials whose square nothing else could cancel."""
        while True:
            unknown = self._unknown(parts, bound)
            rows: dict[Any, dict[int, fmpq]] = {}
            for n, u in enumerate(unknown):
                for m, c in u.value.terms():
                    rows.setdefault(m, {})[n] = c
            spend(sum(map(len, rows.values()))//2)
            ends = [-self.target[m] for m in rows]
            gone = forced(list(rows.values()), ends, unknown)
            if not gone:
                return parts
            parts = without(parts, gone)

    def _unknown(self, parts: list[Part], bound: int) -> list[Unknown]:
        """What the target is to be cancelled with: entries of the matrices and multiples of the equations."""
        out: list[Unknown] = []
        for k, p in enumerate(parts):
            n = len(p.basis)
            if len(out) + n*(n + 1)//2 > MAX_UNKNOWN:
                raise TooLarge
            for i in range(n):
                scaled = p.basis[i]*p.value
                out += [Unknown(p.basis[j]*scaled*(1 if i == j else 2), k, i, j) for j in range(i, n)]
        for e in self.equations:
            multiples = self._all_monomials(bound - _degree(self.polys[e]))
            out += [Unknown(self._monomial(m)*self.polys[e], -1, e, n) for n, m in enumerate(multiples)]
        if len(out) > MAX_UNKNOWN:
            raise TooLarge
        return sorted(out, key=lambda u: u.is_diagonal())

    def _all_monomials(self, room: int) -> list[tuple[int, ...]]:
        return list(_exponents(room, [room]*self.ring.nvars())) if room >= 0 else []

    # -- where everything vanishes -----------------------------------------------------------

    def _points(self) -> list[tuple[fmpq, ...]]:
        """Small points that satisfy the premises, the target just not."""
        n = self.ring.nvars()
        values = next((VALUES[:k] for k in (12, 7, 5, 3, 2) if k**n <= MAX_POINTS), VALUES[:1])
        out = []
        for point in product(*[values]*n):
            if self.target(*point) == 0 and all(self.polys[i](*point) == 0 for i in self.equations) and all(
                    self.polys[i](*point) >= 0 for i in self.orders):
                out.append(point)
            spend(5)
        return out[:40]

    def _vanishing(self, part: Part) -> list[Any]:
        """Combinations of the basis that vanish where the sum of squares must."""
        rows = []
        for z in self.points:
            if part.value(*z) != 0:
                rows.append([u(*z) for u in part.basis])
        if not rows or not part.basis:
            return part.basis
        return [_combined(v, part.basis, self.ring) for v in kernel_of(fmpq_mat(rows))]

    # -- the matrices --------------------------------------------------------------------------

    def _solved(self, parts: list[Part], bound: int) -> Theorem | None:
        while True:
            unknown = self._unknown(parts, bound)
            rows: dict[tuple[int, ...], int] = {}
            for v in (self.target, *[u.value for u in unknown]):
                for m in v.monoms():
                    rows.setdefault(m, len(rows))
            if len(rows) > MAX_ROWS:
                raise TooLarge
            spend(len(rows)*len(unknown)//4)
            system = affine([u.value for u in unknown], -self.target, rows)
            if system is None:
                return None
            gone = forced(*on_diagonals(system, unknown), unknown)
            if not gone:
                break
            parts = without(parts, gone)
        directions = [d for d in system.directions if any(d[n] != 0 for n, u in enumerate(unknown) if u.part >= 0)]
        shapes = [len(p.basis) for p in parts]
        ways = independent([blocks_of(d, unknown, shapes) for d in directions])
        if len(ways) > MAX_DIRECTIONS:
            raise TooLarge
        blocks = positive_point(blocks_of(system.first, unknown, shapes), ways)
        return None if blocks is None else self._theorem(parts, blocks, unknown, rows)

    def _theorem(self, parts: list[Part], blocks: list[Any], unknown: list[Unknown], rows: dict[Any, int]) -> Theorem | None:
        witness = [Summand(Fraction(1), self.fixed)]
        left = self.target
        for p, block in zip(parts, blocks, strict=True):
            for d, v in factored(block) or []:
                u = _combined(v, p.basis, self.ring)
                left = left + u*u*p.value*d
                squares = () if u == 1 else (self._term(u),)
                witness.append(Summand(fraction(d), p.premises, squares))
        if left != 0:
            equations = [u for u in unknown if u.part < 0]
            system = affine([u.value for u in equations], -left, rows)
            if system is None:
                return None
            multipliers: dict[int, Any] = {}
            for c, u in zip(system.first, equations, strict=True):
                if c != 0:
                    multipliers[u.row] = multipliers.get(u.row, self.ring.constant(0)) + c*(u.value/self.polys[u.row])
            witness += [Summand(Fraction(1), (e,), (), self._term(k)) for e, k in multipliers.items()]
        if not any(self._is_strict(s) for s in witness):
            return None
        return order(FALSE, tuple(self.premises), tuple(witness), self.side)

    def _is_strict(self, s: Summand) -> bool:
        return not s.squares and s.multiplier is None and all(
            self.premises[i].concl.op == "lt" and self.premises[i].concl.args[0].type is REAL for i in s.premises)

    def _term(self, p: Any) -> Term:
        return poly_term({frozenset((x, e) for x, e in zip(self.names, m, strict=False) if e): fraction(c)
                          for m, c in p.to_dict().items()})


def _difference(reading: Reading, th: Theorem) -> Poly:
    """b − a of a ▷ b; on integers a < b is a + 1 ≤ b."""
    a, b = th.concl.args
    p = plus(reading.poly(b), reading.poly(a), Fraction(-1))
    return plus(p, {ONE: Fraction(-1)}) if th.concl.op == "lt" and a.type is INT else p


def _exponents(room: int, most: list[int]) -> Iterator[tuple[int, ...]]:
    """The exponents of monomials up to a degree, in all variables and in each."""
    if not most:
        yield ()
        return
    for e in range(min(room, most[0]) + 1):
        for rest in _exponents(room - e, most[1:]):
            yield (e, *rest)


def _degree(p: Any) -> int:
    return max(0, int(p.total_degree()))


def _combined(v: list[fmpq], basis: list[Any], ring: Any) -> Any:
    out = ring.constant(0)
    for c, u in zip(v, basis, strict=True):
        if c != 0:
            out = out + c*u
    return out


LATE.append(absurd_by_squares)
