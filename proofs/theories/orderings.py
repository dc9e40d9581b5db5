"""Drawing without replacement: the next draw is uniform on what was not drawn before, whatever the past was.

    ordering n X  :=  ∀k. 1 ≤ k ≤ n → ∀g. I(g past Xₖ) ∧ E g past Xₖ = E (Σⱼ₌₁ⁿ 1[j is not in the past]·g past j)/(n − k + 1)

The past is the function l ↦ X l for 1 ≤ l ≤ k − 1, 0 elsewhere; g is any function of it and of the draw.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ..kernel import INT, OMEGA, REAL, Term, Theorem, app, convert, define, forall, fun, lam, normal, op, var
from ..kernel.terms import rebuild
from ..language.door import Door, reads
from ..language.errors import NotWritten
from ..language.printing import WRITERS, Printer
from ..language.symbols import Named, ordering
from ..language.wording import said
from ..tactics.build import add, conj, div, eq, fresh, imp, integer, le, mul, ne, real, sub
from ..tactics.context import Context, Unproved
from ..tactics.derive import mp, rhs, specialise, split, sym, trans
from ..tactics.normalise import Method, Normaliser, equate
from ..tactics.prover import attempt
from . import choices
from .events import one
from .expectation import E, I, laws, transfer
from .folds import SUM
from .laws import head
from .random import as_left, expectation_of, same_mean
from .sums import body_at
from .tables import CONDITIONS, replace, subterms
from .vocabulary import d_space

_n, _k, _l, _j = (var(s, INT) for s in "nklj")
_w = var("ω", OMEGA)
PAST = fun(INT, INT)


def _ordering() -> Term:
    x, g = var("X", fun(INT, OMEGA, INT)), var("g", fun(PAST, INT, REAL))
    before = lam(_l, op("ite", conj(le(1, _l), le(_l, sub(_k, 1))), app(x, _l, _w), integer(0)))
    new = forall(_l, imp(le(1, _l), le(_l, sub(_k, 1)), ne(app(x, _l, _w), _j)))
    drawn = lam(_w, app(g, before, app(x, _k, _w)))
    rest = SUM.of(integer(1), _n, lam(_j, mul(one(new), app(g, before, _j))))
    mean = lam(_w, div(rest, add(sub(real(_n), real(_k)), 1)))
    body = forall(_k, imp(le(1, _k), le(_k, _n), forall(g, conj(
        app(I, drawn), app(I, mean), eq(app(E, drawn), app(E, mean))))))
    for t in (x, _n, I, E):
        body = lam(t, body)
    return define("ordering", normal(body))


ORDERING = _ordering()
def by_order(ctx: Context, w: Term, body: Term) -> tuple[Theorem, Theorem] | None:
    """I(λω. body) and E(λω. body) averaged over what was not drawn, for a body that depends on draws up to one of them."""
    for fact in [th for th in ctx.facts if head(th.concl) is ORDERING]:
        family = fact.concl.args[1]
        for t in subterms(body):
            if t.op == "app" and t.args[1] is w and t.args[0].op == "app" and t.args[0].args[0] is family:
                found = _through(ctx, w, body, t, fact)
                if found is not None:
                    return found
    return None


def _through(ctx: Context, w: Term, body: Term, member: Term, fact: Theorem) -> tuple[Theorem, Theorem] | None:
    family, index = member.args[0].args
    u, y = fresh(INT, body), fresh(PAST, body)
    g = _from_past(replace(body, {member: u}), family, w, y)
    if w.free <= g.free:
        return None
    chosen = frozenset((ORDERING,))
    law = specialise(convert(fact, normal(fact.concl, chosen), chosen), index)
    for _ in range(2):
        within = attempt(ctx, law.concl.args[0])
        if within is None:
            return None
        law = mp(law, within)
    integrable, _, value = split(specialise(law, lam(y, lam(u, g))))
    method = Method(conversions=[*CONDITIONS, ("cell", choices.decided)])
    try:
        same = equate(ctx, body_at(integrable.concl.args[1], w), body, method)
        after = Normaliser(ctx, Method(conversions=[*CONDITIONS, ("cell", choices.decided)])).norm(
            body_at(rhs(value).args[1], w))
    except Unproved:
        return None
    mean = trans(sym(as_left(same_mean(w, lam(w, body), same), value.concl.args[0])), value)
    mean = trans(mean, same_mean(w, rhs(value).args[1], after))
    return transfer(integrable, w, same), mean


def _from_past(t: Term, family: Term, w: Term, past: Term) -> Term:
    """t with the members of the family read from the past."""
    if not w.free <= t.free:
        return t
    if t.op == "app" and t.args[1] is w and t.args[0].op == "app" and t.args[0].args[0] is family:
        return op("app", past, t.args[0].args[1])
    return rebuild(t, tuple(_from_past(a, family, w, past) for a in t.args))


def draw(n: Normaliser, t: Term) -> Theorem | None:
    """E over the last draw that occurs."""
    variable = expectation_of(t)
    if variable is None or not laws(n.ctx):
        return None
    w = n.ctx.fresh(OMEGA, t)
    body = body_at(variable, w)
    found = by_order(n.ctx, w, body) if w.free <= body.free else None
    return None if found is None else convert(found[1], eq(t, rhs(found[1])))


@reads(ordering)
def is_ordering(d: Door, e: Any) -> Term:
    """The members 1, …, n are a random ordering of 1, …, n."""
    d_space(d)
    if len(e.args) != 2 or not (isinstance(e.args[0], Named) and e.args[0].fact("random") and e.args[0].fact("integer")):
        raise NotWritten(f"{said(e)}: write ordering(I, n) for a random family I of integers")
    return app(ORDERING, E, I, d.integer(e.args[1]), d.variable(e.args[0]))


def _shown(show: Printer, args: Sequence[Term]) -> tuple[str, int]:
    dots = "…" if show.plain else r"\ldots"
    n, x = (show.show(a) for a in args[2:])
    members = f"{show.sub(x, '1')}, {dots}, {show.sub(x, n)}"
    return f"{members}{show.words('is a random ordering of')}{show.braces(f'1, {dots}, {n}')}", 0


WRITERS["ordering"] = _shown
