"""Remainders of powers bⁿ for numbers b: they come again, so that n has finitely many cases.

    n = T·p + s  and  bⁿ = m·q + r     for some integers p, q, in one of the cases (s, r)

is proved by induction on n.  In each case the powers are replaced by m·q + r and n by T·p + s, and the whole search is asked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import NamedTuple

from ..kernel import (
    FALSE,
    INT,
    REAL,
    Term,
    Theorem,
    exists,
    exists_elim,
    exists_intro,
    hyp,
    induct,
    instantiate,
    normal,
    op,
    prop,
    var,
)
from ..kernel.rational import integer_form
from ..tactics.budget import portion, spend
from ..tactics.build import add, conj, eq, integer, le, mul, power, real, replaced
from ..tactics.context import Context, Unproved
from ..tactics.derive import discharge, mp, specialise, split, sym
from ..tactics.linear import equal_by_combination
from ..tactics.prover import prove
from .direct import Failure, Inapplicable
from .remainders import places_of, rewritten, with_equal
from .residues import difference
from .tableau import by_contradiction

MAX_MODULUS, MAX_CASES, MAX_MODULI, MAX_START = 1_000, 20, 4, 100
CASE, NONE = 60_000, 5_000  # the work for one case, and for seeing that there is none, in units of `budget`

Powers = dict[Term, tuple[int, int, int]]  # b^(c·n + d) ↦ (b, c, d)


class Part(NamedTuple):
    """∃x. t = m·x + r, where t is bⁿ, or n where b is 0; without x where m is 0."""

    b: int
    m: int
    r: int

    def equation(self, n: Term, x: Term) -> Term:
        t = add(mul(integer(self.m), x), integer(self.r)) if self.m else integer(self.r)
        return eq(power(self.b, n), real(t)) if self.b else eq(n, t)

    def at_number(self, s: int) -> Term:
        """x at n = s."""
        value = self.b**s if self.b else s
        return integer((value - self.r)//self.m if self.m else 0)

    def after(self, before: Part, x: Term) -> Term:
        """x at n + 1, from that at n."""
        a, c = (self.b, 0) if self.b else (1, 1)  # t becomes a·t + c
        rest = integer((a*before.r + c - self.r)//self.m if self.m else 0)
        return add(mul(integer(a), x), rest) if before.m else rest


class Case(NamedTuple):
    """Parts that hold together."""

    parts: tuple[Part, ...]

    def equations(self, n: Term, names: list[Term]) -> list[Term]:
        return [p.equation(n, x) for p, x in zip(self.parts, names, strict=True)]

    def said(self, n: Term, *chosen: Term) -> Term:
        """That there are integers, those that are chosen and others, so that all equations hold."""
        others = [var(f"x′{i}", INT) for i in range(len(chosen), len(self.parts))]
        phi = conj(*self.equations(n, [*chosen, *others]))
        for x in reversed(others):
            phi = exists(x, phi)
        return phi

    def from_numbers(self, n: Term, values: list[Term], equations: list[Theorem]) -> Theorem:
        """The case, from its equations."""
        th = prop(tuple(equations), self.said(n, *values))
        for i in reversed(range(len(values))):
            th = exists_intro(th, self.said(n, *values[:i]), values[i])
        return th

    def used(self, n: Term, names: list[Term], th: Theorem) -> Theorem:
        """The theorem from the case instead of its equations."""
        all_of_them = self.said(n, *names)
        for part in split(hyp(all_of_them)):
            th = prop((th, part), th.concl, (part.concl,)) if part.concl in th.hyps else th
        for i in reversed(range(len(names))):
            th = exists_elim(names[i], hyp(self.said(n, *names[:i])), th)
        return th


class Orbit(NamedTuple):
    """The remainders of bⁿ modulo m from n = start on: `first` cases of one n each, then `period` that come again and again."""

    n: Term
    start: int
    bases: tuple[int, ...]
    modulus: int
    first: int
    period: int

    def cases(self) -> list[Case]:
        """What is said of n in each of the cases n = s."""
        return [Case((Part(0, self.period if s >= self.start + self.first else 0, s),
                      *[Part(b, self.modulus, b**s % self.modulus) for b in self.bases]))
                for s in range(self.start, self.start + self.first + self.period)]


def by_power_residues(ctx: Context, goal: Term, ask: Callable[[Context, Term], Theorem]) -> Theorem:
    """Γ ⊢ goal about powers of numbers, by the cases of their remainders; raises Unproved."""
    spoken = [goal, *[th.concl for th in ctx.facts]]
    if not any(True for phi in spoken for t in _powers(phi)):
        raise Inapplicable("it has no power of a number", goal)
    for n, start in _starts(ctx).items():
        powers = {t: found for phi in spoken for t in _powers(phi) if (found := _of(t, n)) is not None}
        bases = tuple(sorted({b for b, _, _ in powers.values()}))
        moduli = {m for m in _moduli(spoken, n) if 1 < m <= MAX_MODULUS} if powers else ()
        for orbit in [_orbit(n, start, bases, m) for m in sorted(moduli, reverse=True)[:MAX_MODULI]]:
            if orbit is not None:
                with suppress(*Failure):
                    return _by_cases(ctx, goal, orbit, powers, ask)
    raise Unproved("no remainders of powers come again soon", goal)


def _starts(ctx: Context) -> dict[Term, int]:
    """The variables with a number as lower bound, and the greatest."""
    out: dict[Term, int] = {}
    for th in ctx.facts:
        low, n = th.concl.args if th.concl.op == "le" else (th.concl, th.concl)
        if low.op == "num" and n.op == "var" and n.type is INT and 0 <= low.data[0] <= MAX_START:
            out[n] = max(int(low.data[0]), out.get(n, 0))
    return out


def _powers(t: Term) -> Iterator[Term]:
    if t.op == "pow" and t.type is REAL and t.args[1].free and not t.args[1].loose:
        base = t.args[0]
        if base.op == "num" and base.data[1] == 1 and base.data[0]:
            yield t
    for a in t.args:
        yield from _powers(a)


def _of(t: Term, n: Term) -> tuple[int, int, int] | None:
    """b, c, d where t is b^(c·n + d)."""
    symbols, d = integer_form(t.args[1])
    if len(symbols) != 1 or d < 0:
        return None
    (monomial, c), = symbols
    return (int(t.args[0].data[0]), c, d) if monomial == frozenset(((n, 1),)) and c > 0 else None


def _moduli(spoken: list[Term], n: Term) -> Iterator[int]:
    """The numbers by which an integer is multiplied in an equation, and the bases of powers of another integer."""
    for phi in spoken:
        if phi.op in ("not", "and", "or", "imp", "iff"):
            yield from _moduli(list(phi.args), n)
        elif phi.op == "ex" and phi.args[0].data is INT:
            yield from _moduli([normal(instantiate(phi.args[0].args[0], var("j′", INT)))], n)
        elif phi.op == "eq":
            for monomial, c in (difference(phi) or {}).items():
                if any(isinstance(a, Term) and a is not n for a, _ in monomial):
                    yield abs(c.numerator)
            yield from [abs(int(t.args[0].data[0])) for t in _powers(phi) if not n.free <= t.args[1].free]


def _orbit(n: Term, start: int, bases: tuple[int, ...], m: int) -> Orbit | None:
    """None where the remainders come again too late."""
    seen: dict[tuple[int, ...], int] = {}
    now = tuple([b**start % m for b in bases])
    while now not in seen:
        if len(seen) >= MAX_CASES:
            return None
        seen[now] = len(seen)
        now = tuple([r*b % m for r, b in zip(now, bases, strict=True)])
    return Orbit(n, start, bases, m, seen[now], len(seen) - seen[now])


# -- the cases ---------------------------------------------------------------------------------------


def _one_of(cases: list[Case], n: Term) -> Term:
    phi = cases[0].said(n)
    for case in cases[1:]:
        phi = op("or", phi, case.said(n))
    return phi


def _always(orbit: Orbit) -> Theorem:
    """start ≤ n ⊢ one of the cases, by induction on n."""
    n, start, cases = orbit.n, integer(orbit.start), orbit.cases()
    phi, following = _one_of(cases, n), _one_of(cases, add(n, 1))
    here = [p.at_number(orbit.start) for p in cases[0].parts]
    base = cases[0].from_numbers(start, here, [prove(Context(), e) for e in cases[0].equations(start, here)])
    steps = [_next(orbit, p, q) for p, q in zip(cases, [*cases[1:], cases[orbit.first]], strict=True)]
    then = [discharge(prop((th,), following), p.said(n)) for p, th in zip(cases, steps, strict=True)]
    base = prop((base,), _one_of(cases, start))
    th = specialise(induct(n, start, phi, base, prop((hyp(phi), *then), following)), n)
    return mp(th, hyp(th.concl.args[0]))


def _next(orbit: Orbit, p: Case, q: Case) -> Theorem:
    """Case p of n ⊢ case q of n + 1."""
    spend(200*len(p.parts))
    n, names = orbit.n, [var(f"x″{i}", INT) for i in range(len(p.parts))]
    known = [hyp(e) for e in p.equations(n, names)]
    then = [b.after(a, x) for a, b, x in zip(p.parts, q.parts, names, strict=True)]
    ctx = Context().assume(le(integer(orbit.start), n)).having(*known)
    shown = [prove(ctx, e) if e.args[0].type is INT else equal_by_combination(ctx, e.args[0], e.args[1], (same,))
             for e, same in zip(q.equations(add(n, 1), then), known, strict=True)]
    return p.used(n, names, q.from_numbers(add(n, 1), then, shown))


def _by_cases(ctx: Context, goal: Term, orbit: Orbit, powers: Powers, ask: Callable[[Context, Term], Theorem]) -> Theorem:
    n, always, shown = orbit.n, _always(orbit), []
    for case in orbit.cases():
        names: list[Term] = []
        for _ in case.parts:
            names.append(ctx.fresh(INT, goal, *names))
        with portion(CASE):
            th = _in_case(ctx, goal, powers, [hyp(e) for e in case.equations(n, names)], ask)
        shown.append(discharge(case.used(n, names, th), case.said(n)))
    return prop((always, *shown), goal)


def _in_case(ctx: Context, goal: Term, powers: Powers, equations: list[Theorem],
             ask: Callable[[Context, Term], Theorem]) -> Theorem:
    """The goal, with what the equations say in place of n and of the powers."""
    index, *rest = equations
    values = {int(th.concl.args[0].args[0].data[0]): th.concl.args[1] for th in rest}
    known = ctx.having(*rest)
    used = []
    for t, (b, c, d) in powers.items():
        value = mul(power(values[b], c), power(b, d)) if d else power(values[b], c) if c > 1 else values[b]
        used.append(equal_by_combination(known, t, value, tuple(rest)))
    facts, goals = list(ctx.facts), [goal]
    for th in (*used, index):
        facts = [with_equal(fact, th.concl.args[0], th) for fact in facts]
        goals.append(replaced(goals[-1], {th.concl.args[0]: th.concl.args[1]}))
    done = _asked(Context().having(*facts), goals.pop(), ask)
    for th in (index, *reversed(used)):
        done = rewritten(done, places_of(goals.pop(), th.concl.args[0]), sym(th))
    return done


def _asked(ctx: Context, goal: Term, ask: Callable[[Context, Term], Theorem]) -> Theorem:
    """The goal in one case, which may not be there."""
    with suppress(*Failure), portion(NONE):
        return prop((by_contradiction(ctx, FALSE),), goal)
    return ask(ctx, goal)
