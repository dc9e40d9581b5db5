"""Relations of numbers that are known in a context: its facts, and what theories say about their parts."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from fractions import Fraction
from math import lcm

from ..kernel import FALSE, INT, Summand, Term, Theorem, hyp, order, refl, rewrite
from ..kernel.terms import NUMERIC
from ..tactics.budget import portion
from ..tactics.build import integer, le, real
from ..tactics.context import Context, Unproved
from ..tactics.derive import antisymmetric, discharge_to_not, positive_form
from ..tactics.normalise import Normaliser
from ..tactics.parts import leaves, parts_with_facts
from ..tactics.polynomial import ONE, Reading, TooLarge, integer_term, plus
from ..tactics.prover import FACTS
from ..tactics.search import cheaply
from ..theories.absolute import ABS
from ..theories.expectation import VAR
from .direct import Failure, subterms
from .enclosures import coarse

ROUNDS, MAX_FACTS = 3, 60
DIGITS = 10_000  # decimals of a root
PART = 8_000  # the work for facts about one part, in units of `budget`


def relations(ctx: Context, goals: Iterable[Term] = ()) -> list[Theorem]:
    """Equations and orders of the context, with facts about the parts of these, and of the terms given."""
    facts = {th.concl: th for th in ctx.facts if th.concl.op in ("eq", "le", "lt") and th.concl.args[0].type in NUMERIC}
    seen: set[Term] = set()
    terms = [*goals, *[a for phi in facts for a in phi.args]]
    terms += [a for th in ctx.facts if is_distinct(th.concl) for a in th.concl.args[0].args]
    for _ in range(ROUNDS):
        made: list[Theorem] = []
        for t in parts_with_facts(terms):
            if t not in seen and len(facts) + len(made) < MAX_FACTS:
                seen.add(t)
                made += about(ctx, t)
        if not made:
            break
        facts |= {th.concl: th for th in made}
        terms = [a for th in made for a in th.concl.args]
    return list(facts.values())


def about(ctx: Context, t: Term) -> list[Theorem]:
    """What theories know about a part."""
    key = ("known", t)
    if key not in ctx.cache:
        made: list[Theorem] = []
        for generate in FACTS:
            with suppress(Unproved), cheaply(), portion(PART):
                made += generate(ctx, t)
        made += _number_bounds(t)
        ctx.cache[key] = [th for th in made if th.concl.op in ("eq", "le", "lt") and th.concl.args[0].type in NUMERIC]
    return ctx.cache[key]  # type: ignore[return-value]


def _number_bounds(t: Term) -> list[Theorem]:
    """A root, an exponential or a logarithm of a number between two decimals."""
    return coarse(t, DIGITS) if t.op in ("sqrt", "exp", "log") and not t.free and not t.loose else []


def is_distinct(phi: Term) -> bool:
    """Is it a ≠ b for numbers?"""
    return phi.op == "not" and phi.args[0].op == "eq" and phi.args[0].args[0].type in NUMERIC


def connected(facts: list[Theorem], goals: Iterable[Term]) -> list[Theorem]:
    """The facts that share a part with the terms, directly or through others."""
    seen = set().union(*[leaves(t) for t in goals])
    chosen: list[Theorem] = []
    while True:
        more = [th for th in facts if th not in chosen and any(leaves(a) & seen for a in th.concl.args)]
        if not more:
            return chosen
        chosen += more
        seen = seen.union(*[leaves(a) for th in more for a in th.concl.args])


def on_reals(th: Theorem) -> Theorem:
    """An equation of integers as one of reals."""
    a, b = th.concl.args
    return th if a.type is not INT else rewrite(refl(real(a)), (((1, 0), th),))


def on_integers(th: Theorem) -> Theorem | None:
    """A relation of reals as one of integers, where all its parts are such; None for others."""
    a, b = th.concl.args
    if a.type is INT:
        return th
    reading = Reading([a, b], lambda goal: None)
    try:
        p = plus(reading.poly(b), reading.poly(a), Fraction(-1))
    except TooLarge:
        return None
    if not all(isinstance(x, Term) and x.type is INT and e > 0 for m in p for x, e in m):
        return None
    scale = lcm(*[c.denominator for c in p.values()])
    t = integer_term(frozenset((m, int(c*scale)) for m, c in p.items() if m != ONE), int(p.get(ONE, Fraction(0))*scale))
    below = le(integer(0), t)
    if th.concl.op == "lt":
        reverse = le(t, integer(0))
        return positive_form(discharge_to_not(order(FALSE, (th, hyp(reverse)), (
            Summand(Fraction(scale), (0,)), Summand(Fraction(1), (1,)))), reverse))
    first = order(below, (th,), (Summand(Fraction(scale), (0,)),))
    if th.concl.op == "le":
        return first
    return antisymmetric(first, order(le(t, integer(0)), (th,), (Summand(Fraction(-scale), (0,)),)))


def normal_sides(n: Normaliser, th: Theorem) -> Theorem:
    """A relation with both sides in normal form."""
    sides = [n.body(t) for t in th.concl.args]
    return rewrite(th, tuple(((i,), s) for i, s in enumerate(sides)))


def as_goals(n: Normaliser, facts: list[Theorem]) -> list[Theorem]:
    """Those with the size of a sum or a variance, which a goal has in another form: |u(n + 1) − u(n)|, Var X."""
    out = list[Theorem]()
    for th in facts:
        if any(t.op == "app" and (t.args[0] is ABS and t.args[1].op in ("add", "sub") or t.args[0] is VAR)
               for t in subterms(th.concl)):
            with suppress(*Failure):
                out.append(normal_sides(n, th))
    return out
