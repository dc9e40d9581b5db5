"""A random quantity as a function of the table of all that a member of an independent family is independent of.

A recurrence is opened: its value after t steps is a function of what the steps so far have read.
"""

from __future__ import annotations

import functools

from ..kernel import (
    INT,
    Term,
    Theorem,
    Type,
    app,
    convert,
    forall,
    fun,
    hyp,
    induct,
    lam,
    normal,
    op,
    prop,
    rec_base,
    rec_step,
    refl,
    rewrite,
    substitute,
    table,
    var,
)
from ..kernel.terms import free_variables, rebuild
from ..tactics.build import add, eq, fresh, imp, integer, le, lt
from ..tactics.context import Context, Unproved
from ..tactics.derive import discharge, generalise, lhs, mp, rhs, specialise, sym, trans
from ..tactics.normalise import Conversion, Method, Normaliser, equate
from ..tactics.prover import attempt, prove
from . import choices
from .independence import head_of
from .lemmas import rewrites

CONDITIONS: list[tuple[object, Conversion]] = []  # conversions that reach into conditions


# -- recursions that do the same in the steps that they take ----------------------------------


@functools.cache
def same_recursion(values: Type) -> Theorem:
    """⊢ ∀a z s s′ b. (∀t v. a ≤ t → t < b → s t v = s′ t v) → rec a z s b = rec a z s′ b"""
    a, b, t = (var(n, INT) for n in "abt")
    z, v = var("z", values), var("v", values)
    one, two = var("s", fun(INT, values, values)), var("s′", fun(INT, values, values))
    each = forall(t, forall(v, imp(le(a, t), lt(t, b), eq(app(one, t, v), app(two, t, v)))))
    so_far = imp(le(t, b), eq(op("rec", a, z, one, t), op("rec", a, z, two, t)))

    def both(law: Theorem, other: Theorem, at: Term, bound: Theorem) -> list[Theorem]:
        return [mp(specialise(th, at), bound) for th in (law, other)]

    starts = rec_base(a, z, one), rec_base(a, z, two)
    left, right = both(*starts, a, prove(Context(), le(a, a)))
    base = discharge(trans(left, sym(right)), le(a, b))
    given = [le(a, t), so_far, le(add(t, 1), b)]
    ctx = Context().assume(*given)
    left, right = both(rec_step(a, z, one), rec_step(a, z, two), t, hyp(le(a, t)))
    before = mp(hyp(so_far), prove(ctx, le(t, b)))
    here = mp(specialise(hyp(each), t, lhs(before)), hyp(le(a, t)), prove(ctx, lt(t, b)))
    here = rewrite(here, (((1, 1), before),))
    step = discharge(trans(left, here, sym(right)), le(add(t, 1), b))
    upward = mp(specialise(induct(t, a, so_far, base, step), b), hyp(le(a, b)), prove(Context(), le(b, b)))
    left, right = both(*starts, b, hyp(le(b, a)))
    cases = discharge(upward, le(a, b)), discharge(trans(left, sym(right)), le(b, a))
    order = prove(Context(), op("or", le(a, b), le(b, a)))
    return generalise(discharge(prop((*cases, order), upward.concl), each), a, z, one, two, b)


def steps_taken(n: Normaliser, t: Term) -> Theorem | None:
    """The step of a recursion in normal form, with the range of the steps that are taken as hypothesis."""
    if t.op != "rec":
        return None
    a, z, s, b = t.args
    k = n.ctx.fresh(INT, t)
    v = n.ctx.fresh(t.type, t, k)
    same = n.under(le(a, k), lt(k, b)).norm(normal(app(s, k, v)))
    if lhs(same) is rhs(same):
        return None
    law = specialise(same_recursion(t.type), a, z, s, lam(k, lam(v, rhs(same))), b)
    each = generalise(discharge(same, le(a, k), lt(k, b)), k, v)
    law = mp(law, convert(each, law.concl.args[0]))
    return trans(law, refl(rhs(law), normal(rhs(law))))


# -- through the table ------------------------------------------------------------------------


def through_table(ctx: Context, w: Term, rest: Term, others: Term, y: Term) -> tuple[Term, Theorem] | None:
    """h of the table y, and h(others ω) = rest; None where rest depends on anything else that is random."""
    families = families_of(normal(app(others, w)))
    opened, unfold = _opened(rest, families)
    recursions = [t for t in subterms(opened) if t.op == "rec" and w.free <= t.free]
    links = [link for t in recursions if (link := _same_values(ctx, w, t, others, families)) is not None]
    if len(links) < len(recursions):
        return None
    letters: list[Term] = []
    for t in recursions:
        letters.append(fresh(t.type, opened, y, *letters))
    plain = replace(opened, dict(zip(recursions, letters, strict=True)))
    equations = _entries(ctx, w, plain, others, families)
    if equations is None:
        return None
    hidden = _cells(plain, families, w, y)
    values = {x: _cells(t, families, w, y) for x, t in zip(letters, recursions, strict=True)}
    try:
        th = equate(ctx, normal(substitute(hidden, {y: app(others, w)})), plain,
                    Method(rewrites(*equations), conversions=_ways()))
    except Unproved:
        return None
    for x, link in zip(letters, links, strict=True):
        th = _at_equal(th, x, link)
    hidden = normal(substitute(hidden, values))
    return None if w.free <= hidden.free else (hidden, trans(th, refl(opened, rest, unfold)))


def _ways() -> list[tuple[object, Conversion]]:
    return [*CONDITIONS, ("cell", choices.decided), ("steps", steps_taken)]


def _same_values(ctx: Context, w: Term, recursion: Term, others: Term, families: dict[Term, int]) -> Theorem | None:
    """The recursion from the table = the recursion, when it reads no member before whose place there is a 0.

    First for all values of the letters that only the table has (two members of one row, say): then it is shown once.
    """
    letters = [v for v in free_variables(others) if v.type is INT and not v.free <= recursion.free]
    names = [var(f"{i}·", INT) for i in range(len(letters))]
    alike = substitute(others, dict(zip(letters, names, strict=True)))
    th = _recursion_kept(ctx, w, recursion, alike, families)
    if th is not None:
        return specialise(generalise(th, *names), *letters)
    return _recursion_kept(ctx, w, recursion, others, families) if letters else None


def _recursion_kept(ctx: Context, w: Term, recursion: Term, others: Term, families: dict[Term, int]) -> Theorem | None:
    """The same for one table; what was found is kept with the facts that it rests on."""
    key: tuple[object, ...] = ("recursion", recursion, others)
    here: Context | None = ctx
    while here is not None:
        found = here.cache.get(key)
        if found is not None or here is ctx and key in ctx.cache:
            return found  # type: ignore[return-value]
        here = here.parent
    y = fresh(others.type.cod, recursion, others)
    seen = normal(substitute(_cells(recursion, families, w, y), {y: app(others, w)}))
    try:
        th = equate(ctx, seen, recursion, Method(conversions=_ways()))
    except Unproved:
        ctx.cache[key] = None
        return None
    while ctx.parent is not None and th.hyps <= frozenset().union(*[fact.hyps for fact in ctx.parent.facts]):
        ctx = ctx.parent
    ctx.cache[key] = th
    return th


def _at_equal(th: Theorem, x: Term, link: Theorem) -> Theorem:
    """f(a) = g(b) from f(x) = g(x) and a = b."""
    f, here = lam(x, lhs(th)), specialise(generalise(th, x), rhs(link))
    start = rewrite(refl(normal(app(f, lhs(link))), app(f, lhs(link))), (((1, 1), link),))
    return trans(start, refl(rhs(start), lhs(here)), here)


def _opened(rest: Term, families: dict[Term, int]) -> tuple[Term, frozenset[Term]]:
    """Definitions and recurrences made of one of the families are opened."""
    unfold: frozenset[Term] = frozenset()
    while more := {u.args[0] for u in subterms(rest) if u.op == "app" and u.args[1] in families}:
        heads = frozenset(h for h in map(head_of, more) if h.op == "const" and h not in unfold)
        if not heads:
            break
        unfold |= heads
        rest = normal(rest, unfold)
    return rest, unfold


def _entries(ctx: Context, w: Term, rest: Term, others: Term, families: dict[Term, int]) -> list[Theorem] | None:
    """What stands in the table at the place of each member in rest: the member itself."""
    y = fresh(others.type.cod, rest, others)
    out = []
    for t in subterms(rest):
        cell = _cell(t, families, w, y)
        if cell is not None:
            th = entry(ctx, normal(substitute(cell, {y: app(others, w)})), t)
            if th is None:
                return None
            out.append(th)
    return out


def _cell(t: Term, families: dict[Term, int], w: Term, y: Term) -> Term | None:
    """The place in the table of a member X i ω of one of the families; a random variable is its own member 0."""
    if t.op != "app" or t.args[1] is not w:
        return None
    head, indices = t.args[0], list[Term]()
    while head not in families:
        if head.op != "app":
            return None
        head, i = head.args
        indices.insert(0, i)
    cell = op("app", y, integer(families[head]))
    for i in indices:
        cell = op("app", cell, i)
    while not cell.type.name:
        cell = op("app", cell, integer(0))
    return cell


def _cells(t: Term, families: dict[Term, int], w: Term, y: Term) -> Term:
    """t with every member read from the table, those at bound indices too."""
    memo: dict[Term, Term] = {}

    def go(t: Term) -> Term:
        if not w.free <= t.free or not t.args:
            return t
        if t not in memo:
            memo[t] = _cell(t, families, w, y) or rebuild(t, tuple(go(a) for a in t.args))
        return memo[t]

    return go(t)


def families_of(seen: Term) -> dict[Term, int]:
    """Which family, or random variable, stands in which row of the table λk j. ite(k = 0)(…X₀ j ω…)(…)."""
    out: dict[Term, int] = {}
    while seen.op == "lam":
        seen = seen.args[0]
    while seen.op == "ite":
        cell = seen.args[1]
        family = (cell.args[1] if cell.op == "ite" else cell).args[0]
        while family.op == "app" and family.args[1].op == "bound":
            family = family.args[0]
        out[family] = int(seen.args[0].args[1].data[0])
        seen = seen.args[2]
    return out


def entry(ctx: Context, cell: Term, wanted: Term) -> Theorem | None:
    """⊢ cell = wanted: the choices in the cell decided."""
    th = refl(cell)
    while rhs(th).op == "ite":
        c, a, b = rhs(th).args
        yes = attempt(ctx, c)
        if yes is not None:
            th = trans(th, mp(table.ite_true(c, a, b), yes))
            continue
        no = attempt(ctx, op("not", c))
        if no is None:
            return None
        th = trans(th, mp(table.ite_false(c, a, b), no))
    return th if rhs(th) is wanted else None


def subterms(t: Term) -> list[Term]:
    """The closed subterms."""
    out, stack, seen = [], [t], set()
    while stack:
        u = stack.pop()
        if u not in seen and not u.loose:
            seen.add(u)
            out.append(u)
            stack.extend(u.args)
    return out


def replace(t: Term, values: dict[Term, Term]) -> Term:
    """t with closed subterms replaced."""

    memo: dict[Term, Term] = {}

    def go(t: Term) -> Term:
        if t in values:
            return values[t]
        if t not in memo:
            memo[t] = rebuild(t, tuple(go(a) for a in t.args))
        return memo[t]

    return go(t)
