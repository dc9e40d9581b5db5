"""An equation from equations that are linear in some unknowns, their coefficients being polynomials in the rest.

Finds kᵢ in  a − b = Σ kᵢ·(lᵢ − rᵢ)  by elimination over the field of fractions; their divisors must be shown nonzero.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from flint import Ordering, fmpq, fmpq_mpoly_ctx

from ..kernel import Term, Theorem
from .budget import spend
from .build import div, eq, mul, ne, power
from .cofactors import cleared
from .context import Context, Unproved
from .linear import combine
from .polynomial import ONE, Monomial, Poly, TooLarge, atoms, plus, poly_term, rank
from .prover import reader

MAX_EQUATIONS, MAX_TERMS = 12, 60


class Fractions:
    """Fractions of polynomials in the parameters, as pairs without common factor."""

    def __init__(self, names: list[Any]) -> None:
        self.names = names
        self.ring = fmpq_mpoly_ctx.get([f"x{i}" for i in range(max(1, len(names)))], Ordering.lex)
        self.zero, self.one = self._constant(0), self._constant(1)

    def _constant(self, c: int) -> tuple[Any, Any]:
        return self.ring.from_dict({(0,) * self.ring.nvars(): fmpq(c)}) if c else self.ring.from_dict({}), self._unit()

    def _unit(self) -> Any:
        return self.ring.from_dict({(0,) * self.ring.nvars(): fmpq(1)})

    def of(self, p: Poly) -> tuple[Any, Any]:
        out = {}
        for m, c in p.items():
            exps = dict(m)
            key = tuple(exps.get(x, 0) for x in self.names) or (0,)
            out[key] = fmpq(c.numerator, c.denominator)
        return self.ring.from_dict(out), self._unit()

    def reduced(self, top: Any, bottom: Any) -> tuple[Any, Any]:
        spend(len(top) * len(bottom) + 10)
        if len(top) > MAX_TERMS or len(bottom) > MAX_TERMS:
            raise TooLarge
        if top == 0:
            return self.zero
        g = top.gcd(bottom)
        return top / g, bottom / g

    def quotient(self, f: tuple[Any, Any], g: tuple[Any, Any]) -> tuple[Any, Any]:
        return self.reduced(f[0] * g[1], f[1] * g[0])

    def less(self, f: tuple[Any, Any], g: tuple[Any, Any], h: tuple[Any, Any]) -> tuple[Any, Any]:
        """f − g·h"""
        return self.reduced(f[0] * g[1] * h[1] - g[0] * h[0] * f[1], f[1] * g[1] * h[1])

    def poly(self, p: Any) -> Poly:
        return {frozenset((x, int(e)) for x, e in zip(self.names, key) if e): Fraction(int(c.p), int(c.q))
                for key, c in p.to_dict().items()}

    def term(self, f: tuple[Any, Any]) -> Term:
        """A fraction as a term, its divisor in factors."""
        content, factors = f[1].factor()
        top = poly_term({m: c / Fraction(int(content.p), int(content.q)) for m, c in self.poly(f[0]).items()})
        below: Term | None = None
        for p, e in factors:
            piece = poly_term(self.poly(p))
            piece = piece if e == 1 else power(piece, int(e))
            below = piece if below is None else mul(below, piece)
        return top if below is None else div(top, below)


def by_elimination(ctx: Context, a: Term, b: Term, equations: tuple[Theorem, ...]) -> Theorem:
    """Γ ⊢ a = b; raises Unproved."""
    equations = equations[:MAX_EQUATIONS]
    reading = reader(ctx, [a, b, *[t for e in equations for t in e.concl.args]])
    if reading.missing:
        raise Unproved("a divisor may be zero", ne(reading.missing[0], 0))
    sides = [(a, b), *[e.concl.args for e in equations]]
    (goal, below), *rest = [cleared(plus(reading.poly(x), reading.poly(y), Fraction(-1))) for x, y in sides]
    found = _cofactors(goal, [p for p, _ in rest])
    if found is None:
        raise Unproved("it is no combination of the equations", eq(a, b))
    cofactors: list[Term | None] = []
    for k, (_, d) in zip(found, rest):
        t = k if k is None or d == {ONE: Fraction(1)} else mul(k, poly_term(d))
        cofactors.append(t if t is None or below == {ONE: Fraction(1)} else div(t, poly_term(below)))
    every = [*[t for pair in sides for t in pair], *[k for k in cofactors if k is not None]]
    side = reader(ctx, every)
    if side.missing:
        raise Unproved("a divisor may be zero", ne(side.missing[0], 0))
    return combine(a, b, equations, cofactors, side.side())


def _cofactors(goal: Poly, facts: list[Poly]) -> list[Term | None] | None:
    """Terms kᵢ with goal = Σ kᵢ·factᵢ, or None."""
    unknowns = _unknowns(goal, facts)
    names = sorted(set().union(*[atoms(p) for p in (goal, *facts)]) - set(unknowns), key=rank)
    field = Fractions(names)
    heads: list[Any] = [*unknowns, None]
    columns = [_by_head(p, unknowns) for p in (*facts, goal)]
    rows = [[field.of(c.get(h, {})) for c in columns] for h in heads]
    solution = solve(field, rows, len(facts))
    return None if solution is None else [None if k[0] == 0 else field.term(k) for k in solution]


def _unknowns(goal: Poly, facts: list[Poly]) -> list[Any]:
    """Atoms, those of the goal first, of which every monomial contains at most one, once."""
    chosen: list[Any] = []
    monomials = [m for p in (goal, *facts) for m in p]
    others = set().union(*[atoms(p) for p in facts]) - atoms(goal) if facts else set()
    for x in [*sorted(atoms(goal), key=rank), *sorted(others, key=rank)]:
        if all(sum(e for y, e in m if y is x or y == x or y in chosen) <= 1 for m in monomials):
            chosen.append(x)
    return chosen


def _by_head(p: Poly, unknowns: list[Any]) -> dict[Any, Poly]:
    """The coefficients of the unknowns, and of no unknown under None."""
    out: dict[Any, Poly] = {}
    for m, c in p.items():
        head = next((x for x, _ in m if x in unknowns), None)
        rest: Monomial = frozenset((x, e) for x, e in m if x != head)
        out.setdefault(head, {})[rest] = c
    return out


def solve(field: Fractions, rows: list[list[Any]], width: int) -> list[Any] | None:
    """A solution of the rows, whose last column is the right side; simple pivots first."""
    pivots: list[tuple[int, int]] = []
    free = list(range(len(rows)))
    for _ in range(min(len(rows), width)):
        options = [(len(rows[i][j][0]) + len(rows[i][j][1]), i, j) for i in free for j in range(width)
                   if rows[i][j][0] != 0 and j not in [q for _, q in pivots]]
        if not options:
            break
        _, i, j = min(options)
        free.remove(i)
        pivots.append((i, j))
        rows[i] = [field.quotient(f, rows[i][j]) for f in rows[i]]
        for r in range(len(rows)):
            if r != i and rows[r][j][0] != 0:
                factor = rows[r][j]
                rows[r] = [field.less(f, factor, g) for f, g in zip(rows[r], rows[i])]
    if any(rows[i][width][0] != 0 for i in free):
        return None
    out = [field.zero] * width
    for i, j in pivots:
        out[j] = rows[i][width]
    return out
