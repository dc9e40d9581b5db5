"""Equations of members of several recurrences, by induction together with what their steps leave open.

w = o, where  w(k + 1) = w k − a·u(k + 1)  and  o(k + 1) = o k − a·q·v(k + 1):  the step needs u = q·v, which has a step too.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from fractions import Fraction

from ..kernel import REAL, Term, Theorem, hyp, induct, op, prop, substitute
from ..tactics.budget import portion, spend
from ..tactics.build import add, eq, le, number
from ..tactics.context import Context, Unproved
from ..tactics.derive import join, mp, specialise, split
from ..tactics.elimination import Fractions
from ..tactics.linear import equal_by_combination
from ..tactics.normalise import Method, Normaliser, equate
from ..tactics.polynomial import Poly, atoms, plus, poly_term, rank
from ..tactics.prover import prove, reader
from ..theories.lemmas import rewrites
from .direct import Failure, Inapplicable
from .inductions import at_start, unfolding_method, variables
from .laws import families, members

MAX_PARTS, WORK, FACTORING = 4, 200_000, 300


def by_strengthening(ctx: Context, goal: Term) -> Theorem:
    """Γ ⊢ a = b by induction on a variable, with the equations that the step asks for; raises Unproved."""
    known = families(ctx)
    if goal.op != "eq" or goal.args[0].type is not REAL or len(known) < 2:
        raise Inapplicable("it is no equation about several recurrences", goal)
    for t, start in variables(ctx, goal):
        if any(s.args[0] in known and t.free <= s.free for s in members(goal)):
            outer = Context().having(*[th for th in ctx.facts if not any(t.free <= h.free for h in (*th.hyps, th.concl))])
            with suppress(*Failure), portion(WORK):
                th = _Together(outer, t, start).shown(goal)
                return mp(th, prove(ctx, th.concl.args[0]))
    raise Unproved("its step asks for too much", goal)


class _Together:
    """An induction on t over a conjunction that grows."""

    def __init__(self, outer: Context, t: Term, start: Term) -> None:
        self.outer, self.t, self.start = outer, t, start
        self.parts: list[Term] = []
        self.rules: list[Theorem] = []  # each part, solved for a member

    def shown(self, goal: Term) -> Theorem:
        """⊢ start ≤ t → goal"""
        todo = [goal]
        while todo:
            self._take(todo.pop(0))
            inner = self._inner()
            for part in self.parts:
                rest = self._rest(inner, part)
                if rest and not todo:
                    todo.append(self._asked(inner, rest))
        return self._inducted(goal)

    def _take(self, part: Term) -> None:
        if len(self.parts) == MAX_PARTS:
            raise Unproved("its step asks for too much", part)
        self.parts.append(part)
        at_start(self.outer, substitute(part, {self.t: self.start}))
        self.rules.append(_solved(self.outer.assume(le(self.start, self.t)), part))

    def _inner(self) -> Context:
        return self.outer.assume(le(self.start, self.t))

    def _method(self, inner: Context) -> Method:
        m = unfolding_method(inner)
        m.rewrites = [*[w for th in self.rules for w in rewrites(th)], *m.rewrites]
        return m

    def _next(self, part: Term) -> Term:
        return substitute(part, {self.t: add(self.t, 1)})

    def _rest(self, inner: Context, part: Term) -> Poly:
        """What the step of a part leaves open."""
        n = Normaliser(inner, self._method(inner))
        sides = [n.body(s).concl.args[1] for s in self._next(part).args]
        reading = reader(inner, sides)
        if reading.missing:
            raise Unproved("a divisor may be zero", part)
        return plus(reading.poly(sides[0]), reading.poly(sides[1]), Fraction(-1))

    def _asked(self, inner: Context, rest: Poly) -> Term:
        """The factor of it that speaks of members, as an equation."""
        spend(FACTORING)
        if any(e < 0 for m in rest for _, e in m):
            raise Unproved("the step leaves a fraction open")
        field = Fractions(sorted(atoms(rest), key=rank))
        _, factors = field.of(rest)[0].factor()
        found = [p for p in (field.poly(f) for f, _ in factors) if any(self.t.free <= s.free for s in members(poly_term(p)))]
        if len(found) != 1:
            raise Unproved("the step leaves more than one factor open")
        return eq(poly_term(found[0]), number(0))

    def _equal(self, inner: Context, goal: Term) -> Theorem:
        return equate(inner, goal.args[0], goal.args[1], self._method(inner))

    def _inducted(self, goal: Term) -> Theorem:
        phi = self.parts[0]
        for more in self.parts[1:]:
            phi = op("and", phi, more)
        inner = self._inner()
        steps = [self._equal(inner, self._next(part)) for part in self.parts]
        step = join(*steps)
        for part in split(hyp(phi)):
            step = prop((step, part), step.concl, (part.concl,)) if part.concl in step.hyps else step
        base = join(*[at_start(self.outer, substitute(part, {self.t: self.start})) for part in self.parts])
        th = specialise(induct(self.t, self.start, phi, base, step), self.t)
        return prop((th,), op("imp", th.concl.args[0], goal))


def _solved(ctx: Context, equation: Term) -> Theorem:
    """The equation as one for a member that stands in it once, with a number for its coefficient; raises Unproved."""
    reading = reader(ctx, list(equation.args))
    p = plus(reading.poly(equation.args[0]), reading.poly(equation.args[1]), Fraction(-1))
    for s in _alone(p):
        c = p[frozenset(((s, 1),))]
        rest = poly_term({m: -d/c for m, d in p.items() if m != frozenset(((s, 1),))})
        return equal_by_combination(ctx, s, rest, (hyp(equation),))
    raise Unproved("it is not solved for a member", equation)


def _alone(p: Poly) -> Iterable[Term]:
    """The members that are a summand and stand in no other."""
    for m in p:
        ((s, e),) = m if len(m) == 1 else ((None, 0),)
        if isinstance(s, Term) and e == 1 and s in members(s):
            others = poly_term({other: c for other, c in p.items() if other != m})
            if s not in members(others):
                yield s
