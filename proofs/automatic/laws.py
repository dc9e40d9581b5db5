"""Recurrences among the facts: u(m) = … u(m − 1) …, to be used where the index is far enough from what is not known."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction

from ..kernel import INT, OMEGA, Term, Theorem, hyp, normal, rewrite, substitute
from ..kernel import field as field_rule
from ..kernel.rational import integer_form
from ..tactics.build import add, integer
from ..tactics.context import Context, Rule, opened
from ..tactics.derive import discharge, generalise, places, sym
from ..tactics.normalise import Normaliser, Rewrite, head
from ..tactics.polynomial import Poly, Reading, integer_term, inverse, plus, poly_term, times
from ..tactics.prover import instance_of
from ..tactics.rules import conclude
from ..theories.integrability import UNFOLDINGS

MAX_BETWEEN = 8


def laws(ctx: Context) -> list[Rewrite]:
    """The recurrences of the context, each as a rewrite of u(m); once for each context."""
    key = "recurrences"
    if key not in ctx.cache:
        ctx.cache[key] = [w for rule in ctx.rules if (w := _law(rule)) is not None]
    return ctx.cache[key]  # type: ignore[return-value]


def families(ctx: Context) -> list[Term]:
    """The families for which there is a recurrence."""
    return list(dict.fromkeys(_member(w.rule.conclusion.args[0]).args[0] for w in laws(ctx)))


def random_starts(ctx: Context) -> list[Rewrite]:
    """The values of the first members of random families, at every sample point."""
    rules = [r for r in ctx.rules if r.conclusion.op == "eq" and [v.type for v in r.variables] == [OMEGA]]
    return [Rewrite(r) for r in rules if is_start(_member(r.conclusion.args[0]))]


def is_start(t: Term) -> bool:
    """Is it u(a), a member at a number?"""
    return t.op == "app" and t.args[0].op == "var" and t.args[1].type is INT and not integer_form(t.args[1])[0]


def _member(t: Term) -> Term:
    """u(m) of u(m) or, where the family is random, of u(m)(ω)."""
    return t.args[0] if t.op == "app" and t.args[1].type is OMEGA else t


def members(t: Term) -> Iterator[Term]:
    """The members u(e) of families in a term, those with bound indices too."""
    stack, seen = [t], set()
    while stack:
        s = stack.pop()
        if s in seen:
            continue
        seen.add(s)
        if s.op == "app" and s.args[0].op == "var" and s.args[1].type is INT:
            yield s
        stack.extend(s.args)


def _law(rule: Rule) -> Rewrite | None:
    """u(k + d) = … u(k + d′) … with d′ < d, from left to right or from right to left."""
    if rule.conclusion.op != "eq" or [v.type for v in rule.variables] not in ([INT], [INT, OMEGA]):
        return None
    k = rule.variables[0]
    for side in (0, 1):
        left, right = _member(rule.conclusion.args[side]), rule.conclusion.args[1 - side]
        far = offset(left, k)
        if far is None:
            continue
        back = [offset(s, k) for s in members(right) if s.args[0] is left.args[0]]
        if all(d is not None and d < far for d in back):
            span = max([far - d for d in back if d is not None], default=1)
            return _restated(rule, k, far, span, side)
    return None


def offset(t: Term, k: Term) -> int | None:
    """d, when the term is u(k + d)."""
    if t.op != "app" or t.args[0].op != "var" or t.args[1].type is not INT:
        return None
    symbols, constant = integer_form(t.args[1])
    return constant if symbols == frozenset(((frozenset(((k, 1),)), 1),)) else None


def _restated(rule: Rule, k: Term, far: int, span: int, side: int) -> Rewrite:
    """∀m. … → u(m) = …"""
    shifted = add(k, integer(-far))
    back = {v: v for v in rule.variables} | {k: shifted}
    premises = [hyp(_at(p, back)) for p in rule.premises]
    th = conclude(rule, back, premises)
    th = sym(th) if side else th
    index, at = _member(th.concl.args[0]).args[1], (0, 1) if len(rule.variables) == 1 else (0, 0, 1)
    if index is not k:
        th = rewrite(th, ((at, field_rule(index, k)),))
    (made,) = opened(generalise(discharge(th, *[p.concl for p in premises]), *rule.variables), rule.label or rule)
    m = made.variables[0]
    return Rewrite(made, _far_enough(m, span))


def _at(t: Term, values: dict[Term, Term]) -> Term:
    return normal(substitute(t, values))


def _far_enough(m: Term, span: int) -> Callable[[dict[Term, Term]], bool]:
    def when(values: dict[Term, Term]) -> bool:
        symbols, constant = integer_form(values[m])
        return constant >= span or not symbols

    return when


def solved(reading: Reading, phi: Term, k: Term) -> tuple[Term, Term, Poly] | None:
    """u(k + d), a − b over its coefficient, and that: of a relation of a and b that is linear in it, the last member.

    u is the one family of which several members are spoken of.
    """
    at = {t: d for t in members(phi) if (d := offset(t, k)) is not None}
    several = {t.args[0] for t in at for s in at if s.args[0] is t.args[0] and at[s] != at[t]}
    last = [t for t, d in at.items() if t.args[0] in several and d == max(at[s] for s in at if s.args[0] in several)]
    if len(several) != 1 or len(last) != 1:
        return None
    p = plus(reading.poly(phi.args[1]), reading.poly(phi.args[0]), Fraction(-1))
    slope = {frozenset((a, e) for a, e in m if a is not last[0]): c for m, c in p.items() if last[0] in dict(m)}
    rest = {m: -c for m, c in p.items() if last[0] not in dict(m)}
    if not slope or any(dict(m).get(last[0], 0) not in (0, 1) for m in p):
        return None
    return last[0], poly_term(times(rest, inverse(slope))), slope


def unordered(phi: Term) -> list[Term]:
    """The indices e of members u(e) that are not in normal form, outside of binders."""
    found = [t.args[1] for t in members(phi)]
    return [e for e in dict.fromkeys(found) if not e.loose and e is not integer_term(*integer_form(e))]


def ordered(th: Theorem) -> Theorem:
    """The theorem with the indices of members in normal form."""
    same = {e: field_rule(e, integer_term(*integer_form(e))) for e in unordered(th.concl)}
    return rewrite(th, tuple((place, same[e]) for place, e in places(th.concl, same))) if same else th


def between(ctx: Context, *terms: Term) -> list[Theorem]:
    """The recurrences at the places between the members u(n + a), …, u(n + b) that occur: for n of which nothing is known."""
    out = []
    for law in [w for w in laws(ctx) if len(w.rule.variables) == 1]:
        left, right = law.rule.conclusion.args
        places = [integer_form(s.args[1]) for t in terms for s in members(t) if s.args[0] is left.args[0] and not s.loose]
        span = max([-integer_form(s.args[1])[1] for s in members(right) if s.args[0] is left.args[0]], default=1)
        for symbols in dict.fromkeys(s for s, _ in places):
            ends = [c for s, c in places if s == symbols]
            for c in range(min(ends) + span, min(max(ends), min(ends) + MAX_BETWEEN) + 1):
                th = instance_of(ctx, law.rule, {law.rule.variables[0]: integer_term(symbols, c)})
                out += [] if th is None else [th]
    return out


def unfolding(n: Normaliser, t: Term) -> Theorem | None:
    """A recurrence that the author defined, opened one step where its index allows it."""
    start = head(t) if t.op == "app" else None
    return UNFOLDINGS[start](n.ctx, t) if isinstance(start, Term) and start in UNFOLDINGS else None

