"""Nonlinear contradictions:  0 = t + Σ σₐ·∏pᵢ + Σ λⱼ·eⱼ  with t > 0 known, σₐ sums of squares, eⱼ equations.

The σₐ are found as positive semidefinite matrices.  Where everything vanishes at a point, their squares do too: so
they are sought among combinations of monomials that vanish there.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations_with_replacement, product
from typing import Any, NamedTuple

from flint import Ordering, fmpq, fmpq_mat, fmpq_mpoly_ctx

from ..kernel import FALSE, Summand, Term, Theorem, order
from ..kernel.terms import NUMERIC
from ..tactics.budget import spend
from ..tactics.context import Context, Unproved
from ..tactics.polynomial import Poly, TooLarge, atoms, plus, poly_term, rank
from ..tactics.prover import reader
from .known import connected, exact, fraction, relations
from .numerators import without_divisors
from .semidefinite import factored, positive_point
from .tableau import LATE

MAX_ATOMS, MAX_UNKNOWN, MAX_DIRECTIONS, MAX_ROWS, MAX_FACTS, MAX_POINTS = 7, 420, 110, 260, 7, 3200
VALUES = [fmpq(0), fmpq(1), fmpq(-1), fmpq(2), fmpq(1, 2)]


class Part(NamedTuple):
    """A product of premises that a sum of squares may be multiplied with, and the polynomials to be squared."""

    value: Any
    premises: tuple[int, ...]
    basis: list[Any]


def absurd_by_squares(ctx: Context) -> Theorem:
    """Γ ⊢ false from nonlinear orders and equations; raises Unproved."""
    facts = [th for th in relations(ctx) if th.concl.args[0] is not th.concl.args[1]]
    for target in _targets(ctx):
        related = connected([th for th in facts if th is not target], target.concl.args)
        try:
            related = [th for th in (without_divisors(ctx, f) for f in related) if th is not None]
            first = without_divisors(ctx, target)
            if first is not None:
                return _Certificate(ctx, first, _chosen(related)).found()
        except (Unproved, TooLarge):
            continue
    raise Unproved("no sum of squares was found")


def _targets(ctx: Context) -> list[Theorem]:
    """The last orders: among them is the negated goal."""
    return [th for th in reversed(ctx.facts) if th.concl.op in ("le", "lt") and th.concl.args[0].type in NUMERIC][:2]


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
        polys = [plus(reading.poly(b), reading.poly(a), Fraction(-1)) for a, b in (th.concl.args for th in self.premises)]
        self.names = sorted(set().union(*[atoms(p) for p in polys]), key=rank)
        if len(self.names) > MAX_ATOMS or any(e < 0 for p in polys for m in p for _, e in m):
            raise TooLarge
        self.ring = fmpq_mpoly_ctx.get([f"x{i}" for i in range(max(1, len(self.names)))], Ordering.degrevlex)
        self.polys = [self._of(p) for p in polys]
        self.equations = [i for i, th in enumerate(self.premises) if th.concl.op == "eq" and self.polys[i] != 0]
        self.orders = [i for i, th in enumerate(self.premises) if th.concl.op != "eq" and not self.polys[i].is_constant()]
        self.fixed: tuple[int, ...] = (0,)
        self.target = self.polys[0]
        self.points = self._points()

    def _of(self, p: Poly) -> Any:
        out = {}
        for m, c in exact(p).items():
            exps = dict(m)  # type: ignore[call-overload]
            out[tuple(exps.get(x, 0) for x in self.names) or (0,)] = c
        return self.ring.from_dict(out)

    def found(self) -> Theorem:
        """Ways of growing size: more products, the square of the target instead of itself, a higher degree."""
        others = [i for i in self.orders if i]
        singles = [(i,) for i in others]
        pairs = [p for p in combinations_with_replacement(others, 2) if p[0] != p[1]]
        mixed = [(0,), *[(0, i) for i in others]]
        degree = _degree(self.target)
        attempts = [((0,), degree, [(), *singles]), ((0,), degree, [(), *singles, *pairs]),
                    ((0, 0), 2*degree, [(), *mixed, *singles]), ((0, 0), 2*degree, [(), *mixed, *singles, *pairs]),
                    ((0, 0, 0), 3*degree, [(), *mixed, *singles]),
                    ((0,), degree + 2 - degree % 2, [(), *mixed, *singles, *pairs])]
        tried = set()
        for self.fixed, bound, products in attempts:
            self.target = self._product(self.fixed)
            parts = self._parts(bound, products)
            shape = (self.fixed, bound, tuple((p.premises, len(p.basis)) for p in parts))
            if shape not in tried:
                tried.add(shape)
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
        for indices in products:
            value = self._product(indices)
            room = (bound - _degree(value))//2
            if room < 0:
                continue
            out.append(Part(value, indices, [self._monomial(m) for m in self._monomials(room, value, bound)]))
        out = self._without_lonely(out, bound)
        return [Part(p.value, p.premises, b) for p in out if (b := self._vanishing(p))]

    def _monomial(self, m: tuple[int, ...]) -> Any:
        return self.ring.from_dict({m: fmpq(1)})

    def _monomials(self, room: int, value: Any, bound: int) -> list[tuple[int, ...]]:
        """Monomials whose squares stay within the degrees of the target, in all variables and in each."""
        n = self.ring.nvars()
        lowest = min((sum(m) for m in self.target.monoms()), default=0) if not self.equations else 0
        least = min(sum(m) for m in value.monoms())
        slack = max(0, bound - _degree(self.target))
        most = [max((m[k] for p in self.polys for m in p.monoms()), default=0) + slack for k in range(n)]
        low = max(0, -(-(lowest - least)//2)) if bound == _degree(self.target) else 0
        out = []
        for m in product(*[range(room + 1)]*n):
            if low <= sum(m) <= room and all(2*e <= most[k] + most[k] % 2 for k, e in enumerate(m)):
                out.append(m)
        return sorted(out, key=lambda m: (-sum(m), m))

    def _without_lonely(self, parts: list[Part], bound: int) -> list[Part]:
        """Without monomials whose square nothing else could cancel."""
        bases = [list(p.basis) for p in parts]
        fixed = set(self.target.monoms())
        for e in self.equations:
            room = bound - _degree(self.polys[e])
            for m in self._all_monomials(room):
                fixed |= set((self._monomial(m)*self.polys[e]).monoms())
        changed = True
        while changed:
            changed = False
            for p, basis in zip(parts, bases, strict=True):
                if len(p.value) != 1:
                    continue
                sign = p.value.leading_coefficient() > 0
                for u in list(basis):
                    square = (u*u*p.value).monomial(0)
                    if square in fixed and not self._same_sign(square, sign):
                        continue
                    if not self._elsewhere(square, u, p, parts, bases):
                        basis.remove(u)
                        changed = True
        return [Part(p.value, p.premises, b) for p, b in zip(parts, bases, strict=True)]

    def _same_sign(self, m: tuple[int, ...], positive: bool) -> bool:
        """Does the target's coefficient not cancel this one, with no equation to help?"""
        return not self.equations and m in self.target.monoms() and (self.target[m] > 0) == positive

    def _elsewhere(self, m: tuple[int, ...], u: Any, part: Part, parts: list[Part], bases: list[list[Any]]) -> bool:
        for q, basis in zip(parts, bases, strict=True):
            values = set(q.value.monoms())
            heads = [b.monomial(0) for b in basis]
            for i, a in enumerate(heads):
                for b in heads[i:]:
                    if q is part and a == b == u.monomial(0):
                        continue
                    rest = tuple(x - y - z for x, y, z in zip(m, a, b, strict=True))
                    if rest in values and not (a == b and len(q.value) == 1 and q.value.leading_coefficient() > 0
                                               and part.value.leading_coefficient() > 0):
                        return True
        return False

    def _all_monomials(self, room: int) -> list[tuple[int, ...]]:
        n = self.ring.nvars()
        return [m for m in product(*[range(room + 1)]*n) if sum(m) <= room] if room >= 0 else []

    # -- where everything vanishes -----------------------------------------------------------

    def _points(self) -> list[tuple[fmpq, ...]]:
        """Small points that satisfy the premises, the target just not."""
        n = self.ring.nvars()
        values = next((VALUES[:k] for k in (5, 3, 2) if k**n <= MAX_POINTS), VALUES[:1])
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
        return [_combined(v, part.basis, self.ring) for v in _kernel(fmpq_mat(rows))]

    # -- the matrices --------------------------------------------------------------------------

    def _solved(self, parts: list[Part], bound: int) -> Theorem | None:
        unknown: list[tuple[Any, int, int, int]] = []  # value, part or −1, row and column or equation
        for k, p in enumerate(parts):
            n = len(p.basis)
            if len(unknown) + n*(n + 1)//2 > MAX_UNKNOWN:
                raise TooLarge
            for i in range(n):
                for j in range(i, n):
                    unknown.append((p.basis[i]*p.basis[j]*p.value*(1 if i == j else 2), k, i, j))
        for e in self.equations:
            for m in self._all_monomials(bound - _degree(self.polys[e])):
                unknown.append((self._monomial(m)*self.polys[e], -1, e, len(unknown)))
        if len(unknown) > MAX_UNKNOWN:
            raise TooLarge
        rows: dict[tuple[int, ...], int] = {}
        for v in (self.target, *[u[0] for u in unknown]):
            for m in v.monoms():
                rows.setdefault(m, len(rows))
        if len(rows) > MAX_ROWS:
            raise TooLarge
        spend(len(rows)*len(unknown))
        solution = _affine([u[0] for u in unknown], -self.target, rows)
        if solution is None:
            return None
        particular, directions = solution
        ways = [d for d in directions if any(c != 0 for c, u in zip(d, unknown, strict=True) if u[1] >= 0)]
        if len(ways) > MAX_DIRECTIONS:
            raise TooLarge
        shapes = [len(p.basis) for p in parts]
        blocks = positive_point(_blocks(particular, unknown, shapes), _independent([_blocks(d, unknown, shapes) for d in ways]))
        return None if blocks is None else self._theorem(parts, blocks, unknown, rows)

    def _theorem(self, parts: list[Part], blocks: list[Any], unknown: list[Any], rows: dict[Any, int]) -> Theorem | None:
        witness = [Summand(Fraction(1), self.fixed)]
        left = self.target
        for p, block in zip(parts, blocks, strict=True):
            for d, v in factored(block) or []:
                u = _combined(v, p.basis, self.ring)
                left = left + u*u*p.value*d
                squares = () if u == 1 else (self._term(u),)
                witness.append(Summand(fraction(d), p.premises, squares))
        if left != 0:
            equations = [u for u in unknown if u[1] < 0]
            solution = _affine([u[0] for u in equations], -left, rows)
            if solution is None:
                return None
            multipliers: dict[int, Any] = {}
            for c, (value, _, e, _) in zip(solution[0], equations, strict=True):
                if c != 0:
                    multipliers[e] = multipliers.get(e, self.ring.constant(0)) + c*(value/self.polys[e])
            witness += [Summand(Fraction(1), (e,), (), self._term(k)) for e, k in multipliers.items()]
        if not any(self._is_strict(s) for s in witness):
            return None
        return order(FALSE, tuple(self.premises), tuple(witness), self.side)

    def _is_strict(self, s: Summand) -> bool:
        return not s.squares and s.multiplier is None and all(self.premises[i].concl.op == "lt" for i in s.premises)

    def _term(self, p: Any) -> Term:
        return poly_term({frozenset((x, e) for x, e in zip(self.names, m, strict=False) if e): fraction(c)
                          for m, c in p.to_dict().items()})


def _degree(p: Any) -> int:
    return max((sum(m) for m in p.monoms()), default=0)


def _combined(v: list[fmpq], basis: list[Any], ring: Any) -> Any:
    out = ring.constant(0)
    for c, u in zip(v, basis, strict=True):
        if c != 0:
            out = out + c*u
    return out


def _kernel(m: fmpq_mat) -> list[list[fmpq]]:
    """A basis of the vectors v with m·v = 0."""
    reduced, rank_ = m.rref()
    n = m.ncols()
    pivots = [next(j for j in range(n) if reduced[i, j] != 0) for i in range(rank_)]
    out = []
    for f in range(n):
        if f not in pivots:
            v = [fmpq(0)]*n
            v[f] = fmpq(1)
            for i, j in enumerate(pivots):
                v[j] = -reduced[i, f]
            out.append(v)
    return out


def _affine(values: list[Any], wanted: Any, rows: dict[tuple[int, ...], int]) -> tuple[list[fmpq], list[list[fmpq]]] | None:
    """Coefficients with Σ cᵢ·valuesᵢ = wanted, and those with Σ cᵢ·valuesᵢ = 0."""
    n = len(values)
    m = fmpq_mat(len(rows), n + 1)
    for j, v in enumerate([*values, wanted]):
        for exps, c in v.to_dict().items():
            if exps not in rows:
                return None
            m[rows[exps], j] = c
    reduced, rank_ = m.rref()
    pivots = [next(j for j in range(n + 1) if reduced[i, j] != 0) for i in range(rank_)]
    if n in pivots:
        return None
    first = [fmpq(0)]*n
    for i, j in enumerate(pivots):
        first[j] = reduced[i, n]
    chosen = set(pivots)
    directions = []
    for f in range(n):
        if f not in chosen:
            d = [fmpq(0)]*n
            d[f] = fmpq(1)
            for i, j in enumerate(pivots):
                d[j] = -reduced[i, f]
            directions.append(d)
    return first, directions


def _blocks(c: list[fmpq], unknown: list[tuple[Any, int, int, int]], shapes: list[int]) -> list[Any]:
    out = [[[fmpq(0)]*n for _ in range(n)] for n in shapes]
    for v, (_, k, i, j) in zip(c, unknown, strict=True):
        if k >= 0:
            out[k][i][j] = out[k][j][i] = v
    return out


def _independent(ways: list[list[Any]]) -> list[list[Any]]:
    """Without directions that others make up: equations may leave several for one."""
    if not ways:
        return []
    m = fmpq_mat([[c for b in way for row in b for c in row] for way in ways])
    reduced, rank_ = m.transpose().rref()
    pivots = [next(j for j in range(len(ways)) if reduced[i, j] != 0) for i in range(rank_)]
    return [ways[j] for j in pivots]


LATE.append(absurd_by_squares)
