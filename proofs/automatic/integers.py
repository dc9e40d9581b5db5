"""Contradictions of integers: equations without whole solutions, bounds rounded to whole numbers, and branching.

Each step is a conclusion of the rule `order`, which lets a bound of integers be rounded.
"""

from __future__ import annotations

from fractions import Fraction
from math import ceil, floor, gcd, lcm

from flint import fmpq

from ..kernel import FALSE, INT, Side, Summand, Term, Theorem, forall_elim, order, prop, table
from ..tactics.budget import spend
from ..tactics.build import add, integer, le, lt
from ..tactics.context import Context, Unproved
from ..tactics.derive import discharge
from ..tactics.linear import prove_order
from ..tactics.multipliers import exact
from ..tactics.polynomial import ONE, Monomial, Poly, TooLarge, integer_term, plus, rank
from ..tactics.prover import reader
from ..tactics.simplex import maximise
from .known import relations
from .tableau import LATE

MAX_FACTS, MAX_BRANCHES, MAX_DEEP = 40, 24, 8
Row = tuple[Poly, str, Theorem]  # b − a of a ▷ b, "eq" or "le" or "lt", the fact


def absurd_on_integers(ctx: Context) -> Theorem:
    """Γ ⊢ false because no whole numbers satisfy what is known; raises Unproved."""
    facts = relations(ctx)
    if not any(_whole_parts(t) for th in facts for t in th.concl.args):
        raise Unproved("nothing is known of integers")
    return _absurd(Context().having(*facts), facts, [MAX_BRANCHES], 0)


def _whole_parts(t: Term) -> bool:
    return t.op != "num" and (t.type is INT or any(_whole_parts(a) for a in t.args if t.op not in ("lam", "app")))


def _absurd(ctx: Context, facts: list[Theorem], left: list[int], depth: int) -> Theorem:
    left[0] -= 1
    if left[0] < 0 or depth > MAX_DEEP:
        raise Unproved("there are too many cases of integers")
    rows, side = _rows(ctx, facts)
    facts = [*facts, *_rounded(rows, facts, side)]
    rows, side = _rows(ctx, facts)
    th = _unsolvable(rows, side) or _by_order(ctx, facts)
    if th is not None:
        return th
    found = _vertex(rows)
    if found is None:
        raise Unproved("no contradiction was found")
    t, value = found
    low, high = le(t, integer(floor(value))), le(integer(floor(value) + 1), t)
    out = []
    for case in (low, high):
        inner = ctx.assume(case)
        out.append(discharge(_absurd(inner, [*facts, inner.known[case]], left, depth + 1), case))
    return prop((_one_or_other(t, floor(value)), *out), FALSE)


def _one_or_other(t: Term, k: int) -> Theorem:
    """⊢ t ≤ k ∨ k + 1 ≤ t"""
    low, high = le(t, integer(k)), le(integer(k + 1), t)
    cases = forall_elim(table.trichotomy(INT), t, integer(k))
    out = []
    for case in (lt(t, integer(k)), cases.concl.args[1].args[0], lt(integer(k), t)):
        wanted = high if case.op == "lt" and case.args[1] is t else low
        th = prove_order(Context().assume(case), wanted)
        out.append(discharge(prop((th,), _either(low, high)), case))
    return prop((cases, *out), _either(low, high))


def _either(a: Term, b: Term) -> Term:
    from ..kernel import op
    return op("or", a, b)


def _by_order(ctx: Context, facts: list[Theorem]) -> Theorem | None:
    try:
        return prove_order(Context(), FALSE, tuple(facts), products=False)
    except (Unproved, TooLarge):
        return None


def _rows(ctx: Context, facts: list[Theorem]) -> tuple[list[Row], Side]:
    reading = reader(ctx, [a for th in facts for a in th.concl.args])
    if reading.missing:
        raise Unproved("a divisor may be zero")
    out: list[Row] = []
    for th in facts[:MAX_FACTS]:
        a, b = th.concl.args
        p = plus(reading.poly(b), reading.poly(a), Fraction(-1))
        if th.concl.op == "lt" and a.type is INT:
            p = plus(p, {ONE: Fraction(-1)})
        out.append((p, th.concl.op if a.type is not INT or th.concl.op != "lt" else "le", th))
    return out, reading.side()


def _is_whole(m: Monomial) -> bool:
    return all(isinstance(a, Term) and a.type is INT and e > 0 for a, e in m)


def _whole(p: Poly) -> bool:
    return all(_is_whole(m) for m in p)


def _form(p: Poly, k: Fraction) -> Term:
    """k times the polynomial without its constant, as an integer term."""
    return integer_term(frozenset((m, int(c*k)) for m, c in p.items() if m != ONE), 0)


def _rounded(rows: list[Row], facts: list[Theorem], side: Side) -> list[Theorem]:
    """Bounds of integer combinations whose constant is not a multiple of what divides the other coefficients."""
    out = []
    for p, kind, made in _without_determined(rows):
        if kind == "eq" or not _whole(p) or set(p) <= {ONE}:
            continue
        scale = _scale(p)
        constant = p.get(ONE, Fraction(0))*scale
        if constant.denominator != 1:
            goal = le(integer(0), add(_form(p, scale), integer(floor(constant))))
            out.append(order(goal, tuple(facts), tuple(Summand(scale*c, (i,)) for i, c in made.items() if c), side))
    return out


def _without_determined(rows: list[Row]) -> list[tuple[Poly, str, dict[int, Fraction]]]:
    """The rows with the integers that equations determine by others put in; what each is made of."""
    live = [(p, kind, {i: Fraction(1)}) for i, (p, kind, _) in enumerate(rows)]
    for i, (_, kind, _) in enumerate(rows):
        p = live[i][0]
        found = next((m for m, c in sorted(p.items(), key=lambda mc: str(mc[0])) if m != ONE and abs(c) == 1), None)
        if kind != "eq" or found is None or not _whole(p) or any(c.denominator != 1 for c in p.values()):
            continue
        for j, (q, other, made) in enumerate(live):
            if j != i and found in q:
                f = -q[found]/p[found]
                spend(10)
                both = {n: made.get(n, Fraction(0)) + f*live[i][2].get(n, Fraction(0)) for n in {*made, *live[i][2]}}
                live[j] = plus(q, p, f), other, both
    return live


def _scale(p: Poly) -> Fraction:
    """What makes the coefficients whole and without common divisor."""
    coefficients = [c for m, c in p.items() if m != ONE]
    below = lcm(*[c.denominator for c in coefficients])
    return Fraction(below, gcd(*[int(c*below) for c in coefficients]))


def _unsolvable(rows: list[Row], side: Side) -> Theorem | None:
    """false when a combination of the equations has whole coefficients and a constant that is not whole."""
    chosen = [(p, th) for p, kind, th in rows if kind == "eq" and _whole(p) and len(p) > 1]
    names = sorted({m for p, _ in chosen for m in p if m != ONE}, key=lambda m: sorted((rank(a), e) for a, e in m))
    table_ = [[p.get(m, Fraction(0)) for m in names] for p, _ in chosen]
    ends = [p.get(ONE, Fraction(0)) for p, _ in chosen]
    made = [[Fraction(int(i == j)) for j in range(len(chosen))] for i in range(len(chosen))]
    for _ in range(len(chosen)):
        i = next((i for i, r in enumerate(table_) if any(r)), None)
        if i is None:
            break
        spend(10*len(names)*len(chosen))
        below = lcm(*[c.denominator for c in table_[i]])
        k = Fraction(below, gcd(*[int(c*below) for c in table_[i]]))
        table_[i], ends[i], made[i] = [c*k for c in table_[i]], ends[i]*k, [c*k for c in made[i]]
        if ends[i].denominator != 1:
            return _not_whole([p for p, _ in chosen], [th for _, th in chosen], made[i], side)
        j = _unit_column(table_, i)
        for r in range(len(chosen)):
            if r != i and table_[r][j]:
                f = table_[r][j]
                table_[r] = [a - f*b for a, b in zip(table_[r], table_[i], strict=True)]
                ends[r] -= f*ends[i]
                made[r] = [a - f*b for a, b in zip(made[r], made[i], strict=True)]
        table_[i] = [Fraction(0)]*len(names)
    return None


def _unit_column(rows: list[list[Fraction]], i: int) -> int:
    """Change the unknowns, by whole steps, until one coefficient of the row is 1 and the others are 0; which one."""
    while True:
        live = [j for j, c in enumerate(rows[i]) if c]
        j = min(live, key=lambda j: (abs(rows[i][j]), j))
        if len(live) == 1:
            if rows[i][j] < 0:
                for r in rows:
                    r[j] = -r[j]
            return j
        for k in live:
            if k != j:
                f = rows[i][k]//rows[i][j]
                for r in rows:
                    r[k] -= f*r[j]


def _not_whole(polys: list[Poly], facts: list[Theorem], y: list[Fraction], side: Side) -> Theorem:
    """false from the combination Σ yᵢ·pᵢ, whose constant alone is not whole."""
    total: Poly = {}
    for c, p in zip(y, polys, strict=True):
        total = plus(total, p, c)
    constant = total.get(ONE, Fraction(0))
    form = _form(total, Fraction(1))
    below = order(le(form, integer(floor(-constant))), tuple(facts), tuple(_multiples(y, -1)), side)
    above = order(le(integer(ceil(-constant)), form), tuple(facts), tuple(_multiples(y, 1)), side)
    return prove_order(Context(), FALSE, (below, above))


def _multiples(y: list[Fraction], sign: int) -> list[Summand]:
    return [Summand(sign*c, (i,)) for i, c in enumerate(y) if c]


def _vertex(rows: list[Row]) -> tuple[Term, Fraction] | None:
    """An integer part that is not whole at a rational point that satisfies everything, and its value there."""
    monomials = {m: i for i, m in enumerate(dict.fromkeys(m for p, _, _ in rows for m in p if m != ONE))}
    columns: list[dict[int, fmpq]] = [{} for _ in range(2*len(monomials))]
    ends = {}
    for k, (p, kind, _) in enumerate(rows):
        form = exact(p)
        ends[k] = -form.pop(ONE, fmpq(0))
        for m, c in form.items():
            columns[2*monomials[m]][k], columns[2*monomials[m] + 1][k] = c, -c
        if kind != "eq":
            columns.append({k: fmpq(-1)})
    spend(len(ends)*20)
    point = maximise(columns, ends, {})
    if point is None:
        return None
    for m, i in monomials.items():
        value = point[2*i] - point[2*i + 1]
        if value.q != 1 and _is_whole(m):
            return integer_term(frozenset(((m, 1),)), 0), Fraction(int(value.p), int(value.q))
    return None


LATE.append(absurd_on_integers)
