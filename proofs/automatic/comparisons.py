"""Orders through monotone functions: exp, log and powers are compared where their arguments can be.

The facts that are found speak of exp u, log u and xⁿ as of numbers; sums of squares and linear programming do the rest.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from fractions import Fraction
from itertools import islice, permutations, product

from ..kernel import (
    FALSE,
    INT,
    REAL,
    Summand,
    Term,
    Theorem,
    forall_elim,
    hyp,
    induct,
    op,
    order,
    rewrite,
    substitute,
    table,
    var,
)
from ..tactics.budget import portion
from ..tactics.build import add, integer, le, lt, mul, number, power, sub
from ..tactics.context import Context, Unproved
from ..tactics.derive import discharge, generalise, mp, rhs, specialise, sym
from ..tactics.normalise import Method, Normaliser, equate
from ..tactics.polynomial import Monomial, Poly, TooLarge, atoms, poly_term
from ..tactics.prover import attempt, prove, reader
from ..theories import exponentials, exponents
from ..theories.lemmas import lemma
from .direct import Failure, method, subterms
from .known import relations
from .squares import absurd_by_squares
from .tableau import LATE, by_contradiction

MAX_PAIRS, MAX_PARTS, COMPARISON = 12, 7, 40_000
x, y, m = var("x", REAL), var("y", REAL), var("m", INT)


def by_comparing_parts(ctx: Context, goal: Term) -> Theorem:
    """Γ ⊢ a ≤ b or a < b from what compares exponentials, logarithms and powers in it; raises Unproved."""
    if goal.op not in ("le", "lt") or goal.args[0].type is not REAL:
        raise Unproved("this is for orders", goal)
    n = Normaliser(ctx, method())
    left, right = (n.norm(side) for side in goal.args)
    reduced = op(goal.op, rhs(left), rhs(right))
    parts = subterms(*reduced.args, *[a for th in ctx.facts for a in th.concl.args])
    facts = list(_facts(n, [t for t in parts if t.op in ("exp", "log", "pow")]))
    if not facts:
        raise Unproved("there is nothing to compare", goal)
    th = _without_logarithm(ctx, reduced) or by_contradiction(ctx.having(*facts), reduced)
    return rewrite(th, (((0,), sym(left)), ((1,), sym(right))))


def absurd_by_comparing(ctx: Context) -> Theorem:
    """Γ ⊢ false with what compares the exponentials and logarithms that the facts speak of; raises Unproved."""
    terms = [a for th in relations(ctx) for a in th.concl.args]
    parts = [t for t in subterms(*terms) if t.op in ("exp", "log")]
    known = ctx.having(*_facts(Normaliser(ctx, method()), parts))
    if known is ctx:
        raise Unproved("there is nothing to compare")
    th = attempt(known, FALSE)
    return absurd_by_squares(known) if th is None else th


def _facts(n: Normaliser, parts: list[Term]) -> Iterator[Theorem]:
    ctx = n.ctx
    exps = [t for t in parts if t.op == "exp"][:MAX_PARTS]
    logs = [t for t in parts if t.op == "log"][:MAX_PARTS]
    raised = [t for t in parts if t.op == "pow" and all(a.op != "num" for a in t.args) and t.type is REAL]
    for t in exps:
        yield from _exponential(ctx, t.args[0])
    for t in logs:
        yield from _logarithm(ctx, t.args[0])
    for group, strict, weak in ((exps, exponentials.exp_lt, exponentials.exp_le), (logs, exponents.log_lt, exponents.log_le)):
        for s, t in islice(permutations(group, 2), MAX_PAIRS):
            th = _first(ctx, specialise(strict(), s.args[0], t.args[0]), specialise(weak(), s.args[0], t.args[0]))
            if th is not None:
                yield th
    for s, t in product(exps, logs):
        yield from _across(ctx, s.args[0], t)
    for t in raised:
        th = _first(ctx, specialise(power_below(), *t.args))
        if exps and th is not None:
            yield rewrite(th, (((1,), n.norm(th.concl.args[1])),))
    for s, t in islice(permutations(raised, 2), MAX_PAIRS):
        yield from _same_exponent(ctx, s, t)
    for s, t in permutations(exps, 2):
        yield from _multiple(ctx, s.args[0], t.args[0])


def _exponential(ctx: Context, u: Term) -> Iterator[Theorem]:
    """(1 − u)·exp u ≤ 1, and exp u against 1 by the sign of u."""
    yield specialise(exponentials.exp_upper(), u)
    zero = number(0)
    for s, t in ((zero, u), (u, zero)):
        th = _first(ctx, specialise(exponentials.exp_lt(), s, t), specialise(exponentials.exp_le(), s, t))
        if th is not None:
            place = 0 if s is zero else 1
            yield rewrite(th, (((place,), exponentials.exp_zero()),))


def _logarithm(ctx: Context, u: Term) -> Iterator[Theorem]:
    """u − 1 ≤ u·log u; theories know what else bounds a logarithm."""
    positive = attempt(ctx, lt(0, u))
    if positive is not None:
        yield mp(specialise(log_lower(), u), positive)


def _across(ctx: Context, u: Term, t: Term) -> Iterator[Theorem]:
    """exp u against v by u against log v."""
    positive = attempt(ctx, lt(0, t.args[0]))
    if positive is None:
        return
    value = mp(specialise(table.exp_log(), t.args[0]), positive)
    for pair in ((u, t), (t, u)):
        th = _first(ctx, specialise(exponentials.exp_lt(), *pair), specialise(exponentials.exp_le(), *pair))
        if th is not None:
            yield rewrite(th, (((0 if pair[0] is t else 1,), value),))


def _multiple(ctx: Context, u: Term, v: Term) -> Iterable[Theorem]:
    """exp(k·v) = (exp v)ᵏ where u = k·v for a whole k > 1."""
    reading = reader(ctx, [u, v])
    with suppress(TooLarge):
        p, q = reading.poly(u), reading.poly(v)
        m = next(iter(q), None)
        k = p.get(m, Fraction(0))/q[m] if m is not None else Fraction(0)
        if k.denominator == 1 and k > 1 and p == {e: c*k for e, c in q.items()}:
            law = specialise(exponentials.exp_power(), integer(int(k)), v)
            same = equate(Context(), op("exp", u), law.concl.args[0], Method())
            return [rewrite(same, (((1,), law),))]
    return []


def _same_exponent(ctx: Context, s: Term, t: Term) -> Iterator[Theorem]:
    """xᵉ ≤ yᵉ from 0 ≤ x ≤ y."""
    (a, e), (b, other) = s.args, t.args
    law = _first(ctx, specialise(power_le(), a, b)) if e is other else None
    th = None if law is None else _first(ctx, specialise(law, e))
    if th is not None:
        yield th


def _first(ctx: Context, *laws: Theorem) -> Theorem | None:
    """The first law whose premises hold here."""
    for law in laws:
        with suppress(*Failure), portion(COMPARISON):
            while law.concl.op == "imp":
                law = mp(law, prove(ctx, law.concl.args[0]))
            return law
    return None


@lemma
def power_le() -> Theorem:
    """⊢ ∀x y. 0 ≤ x → x ≤ y → ∀m. 0 ≤ m → xᵐ ≤ yᵐ: by induction"""
    given, goal = (le(0, x), le(x, y)), le(power(x, m), power(y, m))
    known = Context().assume(*given)
    known = known.having(prove(known, le(0, y)))
    inner = known.assume(le(0, m), goal)
    step = le(mul(power(x, m), x), mul(power(y, m), y))
    premises = hyp(goal), *map(hyp, given), prove(inner, le(0, power(y, m)))
    product = order(step, premises, tuple(Summand(Fraction(1), pair) for pair in ((0, 1), (2, 3))))
    th = induct(m, integer(0), goal, prove(known, substitute(goal, {m: integer(0)})),
                prove(inner.having(product), substitute(goal, {m: add(m, 1)})))
    return generalise(discharge(th, *given), x, y)


@lemma
def power_below() -> Theorem:
    """⊢ ∀x m. 0 ≤ x → 0 ≤ m → xᵐ ≤ exp(m·(x − 1))"""
    start, growth = le(0, x), op("exp", sub(x, 1))
    known = Context().assume(start)
    below = prove(known.having(specialise(table.exp_lower(), sub(x, 1))), le(x, growth))
    th = specialise(mp(specialise(power_le(), x, growth), hyp(start), below), m)
    th = rewrite(th, (((1, 1), sym(specialise(exponentials.exp_power(), m, sub(x, 1)))),))
    return generalise(discharge(th, start), x, m)


@lemma
def log_lower() -> Theorem:
    """⊢ ∀x. 0 < x → x − 1 ≤ x·log x"""
    positive, u = lt(0, x), op("log", x)
    known = Context().assume(positive)
    value = mp(forall_elim(table.exp_log(), x), known.known[positive])
    th = rewrite(specialise(exponentials.exp_upper(), u), (((0, 1), value),))
    return generalise(discharge(prove(known.having(th), le(sub(x, 1), mul(x, u))), positive), x)


# -- logarithms against other numbers ---------------------------------------------------------


def _without_logarithm(ctx: Context, goal: Term) -> Theorem | None:
    """log u ▷ v from u ▷ exp v, and v ▷ log u from exp v ▷ u, where one logarithm stands alone with coefficient ±1."""
    try:
        reading = reader(ctx, list(goal.args))
        p = reading.poly(sub(goal.args[1], goal.args[0]))
    except TooLarge:
        return None
    logs = [t for t in atoms(p) if isinstance(t, Term) and t.op == "log"]
    if len(logs) != 1 or reading.missing:
        return None
    (t,) = logs
    m: Monomial = frozenset(((t, 1),))
    rest: Poly = {k: -d/p[m] for k, d in p.items() if k != m} if m in p else p
    if t in atoms(rest):
        return None
    c = p[m]
    v, u = poly_term(rest), t.args[0]
    with suppress(*Failure):
        positive = prove(ctx, lt(0, u))
        inner = op(goal.op, op("exp", v), u) if c > 0 else op(goal.op, u, op("exp", v))
        n = Normaliser(ctx, method())
        sides = [n.norm(side) for side in inner.args]
        th = by_contradiction(ctx.having(*_facts(n, _exps(*map(rhs, sides)))), op(goal.op, *map(rhs, sides)))
        th = rewrite(th, tuple(((i,), sym(e)) for i, e in enumerate(sides)))
        law = specialise((exponents.log_lt if goal.op == "lt" else exponents.log_le)(), *th.concl.args)
        known = ctx.having(th, positive, specialise(exponentials.exp_pos(), v))
        while law.concl.op == "imp":
            law = mp(law, prove(known, law.concl.args[0]))
        law = rewrite(law, (((0 if c > 0 else 1,), specialise(exponentials.log_exp(), v)),))
        return prove(Context().having(law, *reading.side().nonzero), goal)
    return None


def _exps(*terms: Term) -> list[Term]:
    return [t for t in subterms(*terms) if t.op == "exp"]


LATE.append(absurd_by_comparing)
