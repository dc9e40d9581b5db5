"""Putting the links of a chain together: =, ≤ and < compose."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from fractions import Fraction

from ..kernel import INT, Summand, Term, Theorem, Type, field, hyp, instantiate, normal, num, op, order, rewrite, var
from ..kernel.terms import NUMERIC, rebuild, value
from ..language.door import spread_out
from ..tactics.context import Unproved
from ..tactics.derive import discharge, generalise, mp, specialise, sym, trans
from ..tactics.polynomial import settled


def compose(links: list[Theorem], terms: list[Term], goal: Term) -> Theorem:
    """The goal from the links between consecutive terms."""
    up = goal.args[0] is terms[0]
    out: Theorem | None = None
    for th, a in zip(links, terms, strict=False):
        if th.concl.op != "eq" and (th.concl.args[0] is a) is not up:
            raise Unproved("it mixes ≤ and ≥")
        forward = th if up or th.concl.op != "eq" else sym(th)
        if out is None:
            out = forward
        else:
            out = _joined(out, forward) if up else _joined(forward, out)
    if out is None:
        raise Unproved("it is empty")
    if out.concl is goal:
        return out
    if goal.op == "le" and out.concl.args == goal.args:
        return mp(specialise(_weakened(out.concl.op, goal.args[0].type), *goal.args), out)
    raise Unproved("its relation is too weak")


def _joined(p: Theorem, q: Theorem) -> Theorem:
    """a ▷ c from a ▷ b and b ▷ c."""
    if p.concl.op == q.concl.op == "eq":
        return trans(p, q)
    a, b = p.concl.args
    return mp(specialise(_transitive(p.concl.op, q.concl.op, a.type), a, b, q.concl.args[1]), p, q)


@functools.cache
def _transitive(first: str, second: str, ty: Type) -> Theorem:
    """⊢ ∀a b c. a ▷ b → b ▷ c → a ▷ c"""
    a, b, c = (var(n, ty) for n in "abc")
    p, q = op(first, a, b), op(second, b, c)
    strict = "lt" in (first, second)
    goal = op("lt" if strict else "le", a, c)
    spare = Fraction(max(0, (first == "lt") + (second == "lt") - 1)) if ty is INT else Fraction(0)
    extra = (Summand(spare),) if spare else ()
    th = order(goal, (hyp(p), hyp(q)), (Summand(Fraction(1), (0,)), Summand(Fraction(1), (1,)), *extra))
    return generalise(discharge(th, p, q), a, b, c)


@functools.cache
def _weakened(relation: str, ty: Type) -> Theorem:
    """⊢ ∀a b. a ▷ b → a ≤ b"""
    a, b = var("a", ty), var("b", ty)
    p = op(relation, a, b)
    extra = (Summand(Fraction(1)),) if relation == "lt" and ty is INT else ()
    return generalise(discharge(order(op("le", a, b), (hyp(p),), (Summand(Fraction(1), (0,)), *extra)), p), a, b)


def as_reals(goal: Term) -> Term:
    """A relation of integers as one of reals: what a chain that runs through reals shows."""
    if goal.op not in ("eq", "le", "lt") or goal.args[0].type is not INT:
        return goal
    return op(goal.op, *[normal(spread_out(op("real", t))) for t in goal.args])


def computed(a: Term, b: Term) -> bool:
    """Do they differ only in who did the arithmetic: a number that Python computed, n + 1 as a real or not, n + 1 + 1?"""
    return "num" in (a.op, b.op) or _settled(a) is _settled(b)


def _settled(t: Term) -> Term:
    return _added(settled(spread_out(t)))


def _added(t: Term) -> Term:
    """The term with the numbers of each sum added up, behind what else is added."""
    if t.type not in NUMERIC or t.op not in ("add", "sub"):
        return rebuild(t, tuple(map(_added, t.args))) if t.args else t
    out: Term | None = None
    constant = Fraction(0)
    for sign, part in _summands(t):
        if part.op == "num":
            constant += sign*Fraction(value(part))
        elif out is None:
            out = _added(part) if sign > 0 else op("neg", _added(part))
        else:
            out = op("add" if sign > 0 else "sub", out, _added(part))
    if out is None or not constant:
        return num(constant, t.type) if out is None else out
    return op("add" if constant > 0 else "sub", out, num(abs(constant), t.type))


def tidied(th: Theorem) -> Theorem:
    """The theorem as it is printed: with the numbers in indices added up, t for t + 1 − 1."""
    return rewrite(th, tuple(_untidy(th.concl, (), ())))


def _untidy(t: Term, place: tuple[int, ...], above: tuple[Term, ...]) -> Iterator[tuple[tuple[int, ...], Theorem]]:
    """The places of integers to add up, each with ∀ what is bound above. it = its sum."""
    numbers = [value(part) for _, part in _summands(t) if part.op == "num"] if t.type is INT and t.op in ("add", "sub") else []
    if len(numbers) > 1 or 0 in numbers:
        yield place, generalise(field(t, _added(t)), *above)
        return
    if t.op == "lam":
        above = (*above, x := var(f"bound·{len(above)}", t.data))
        yield from _untidy(instantiate(t.args[0], x), (*place, 0), above)
        return
    for k, a in enumerate(t.args):
        yield from _untidy(a, (*place, k), above)


def _summands(t: Term, sign: int = 1) -> Iterator[tuple[int, Term]]:
    if t.op in ("add", "sub"):
        yield from _summands(t.args[0], sign)
        yield from _summands(t.args[1], -sign if t.op == "sub" else sign)
    else:
        yield sign, t
