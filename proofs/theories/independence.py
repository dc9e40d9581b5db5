"""Mutual independence of random variables and of families of them: as a statement, and as rules for each of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ..kernel import INT, OMEGA, REAL, Term, Type, app, convert, define, forall, fun, hyp, lam, normal, num, op, var
from ..language.printing import WRITERS, Printer, Writer
from ..tactics.build import conj, eq, imp, integer, ne
from ..tactics.context import Context, Rule, opened
from ..tactics.derive import discharge, generalise, split
from ..tactics.rules import conclude
from .expectation import E, I, independent


def table_of(values: Type) -> Type:
    """The values of several families: which family, which index."""
    return fun(INT, INT, values)


TABLE = table_of(REAL)
VALUES = fun(INT, REAL)  # the values of one family
INDEP, WHOLE_INDEP = independent(REAL, TABLE), independent(VALUES, TABLE)
INTEGERS_INDEP = independent(INT, table_of(INT))
Range = Callable[[Term], Term]  # index ↦ formula


@dataclass(frozen=True)
class Group:
    """What a statement of independence speaks of: all members of a family, the family as one random function (whole), or
    one random variable."""

    family: Term
    within: Range
    whole: bool = False

    @property
    def single(self) -> bool:
        """Is it one random variable?"""
        return self.family.type.dom is OMEGA

    @property
    def values(self) -> Type:
        """What the members are: reals, or integers."""
        return self.family.type.cod if self.single else self.family.type.cod.cod

    @property
    def flag(self) -> str:
        """How it is printed."""
        return "v" if self.single else "b" if self.whole else "m"

    def block(self) -> Term:
        """λω j. X j ω within the range, 0 outside."""
        j, w = var("j", INT), var("ω", OMEGA)
        return normal(lam(w, lam(j, op("ite", self.within(j), app(self.family, j, w), num(0, self.values)))))


def mutual(groups: list[Group]) -> Term:
    """Mutual independence: each member, each family as a whole and each variable is independent of all the rest."""
    i, k, j, w = var("i", INT), var("k", INT), var("j", INT), var("ω", OMEGA)
    named = [Group(var(f"X{s}", g.family.type) if g.family.op != "var" else g.family, g.within, g.whole)
             for s, g in enumerate(groups)]
    values = groups[0].values
    zero, table = num(0, values), table_of(values)
    parts = []
    for s, g in enumerate(named):
        rest = zero
        for n, h in reversed(list(enumerate(named))):
            if n == s and g.flag != "m":
                continue
            inside = conj(h.within(j), ne(j, i)) if n == s else h.within(j)
            cell = app(h.family, w) if h.single else op("ite", inside, app(h.family, j, w), zero)
            rest = op("ite", eq(k, integer(n)), cell, rest)
        others = lam(w, lam(k, lam(j, rest)))
        if g.single:
            parts.append(app(independent(values, table), E, I, g.family, others))
        elif g.whole:
            parts.append(app(independent(fun(INT, values), table), E, I, g.block(), others))
        else:
            parts.append(forall(i, imp(g.within(i), app(independent(values, table), E, I, app(g.family, i), others))))
    return _named(conj(*parts), groups, named)


def _named(body: Term, groups: list[Group], named: list[Group]) -> Term:
    """The statement as a constant applied to what occurs in it, in the order in which it occurs, the families last: so the
    constant is the same whatever the families and the ends of their ranges are called."""
    families = [g.family for g in named]
    parameters = [p for p in _occurring(body) if p not in families] + families
    flags = "".join(g.flag for g in groups)
    plain = set(flags) == {"m"}
    for p in reversed(parameters):
        body = lam(p, body)
    constant = define("Mutual" if plain else f"Mutual {flags}", body, total=True)
    MUTUALS.add(constant)
    if not plain:
        WRITERS[constant.data.name] = _written(flags)
    values = {n.family: g.family for n, g in zip(named, groups, strict=True)}
    return app(constant, *[values.get(p, p) for p in parameters])


def _occurring(t: Term) -> list[Term]:
    """The free variables of a term, from left to right."""
    if t.op == "var":
        return [t]
    return list(dict.fromkeys(v for a in t.args if a.free for v in _occurring(a)))


MUTUALS: set[Term] = set()


def _written(flags: str) -> Writer:
    """w_i, (x_j)_j, Y mutually independent"""

    def one(show: Printer, flag: str, x: Term) -> str:
        return show.show(x) if flag == "v" else member(show, x) if flag == "m" else family(show, x)

    def write(show: Printer, args: Sequence[Term]) -> tuple[str, int]:
        shown = [one(show, flag, x) for flag, x in zip(flags, args[-len(flags):], strict=True)]
        return ", ".join(shown) + show.closing("mutually independent"), 0

    return write


def member(show: Printer, x: Term) -> str:
    """x_i"""
    with show.scope():
        _, _, body = show.opened(x)
        return show.show(body)


def family(show: Printer, x: Term) -> str:
    """(x_i)_i"""
    with show.scope():
        _, index, body = show.opened(x)
        return show.sub(show.group(show.show(body)), index)


def independence_rules(ctx: Context, which: Term) -> list[Rule]:
    """∀… → Indep(…; others), from the independence hypotheses of the context: of members, or of whole families."""
    found = ctx.cache.get("mutual")
    if found is None:
        rules: list[Rule] = []
        for r in [*[Rule(th, (), (), th.concl) for th in ctx.facts if th.concl.op == "app"], *ctx.rules]:
            head = head_of(r.conclusion)
            if head in MUTUALS:
                chosen = frozenset((head,))
                th = conclude(r, {x: x for x in r.variables}, [hyp(p) for p in r.premises])
                for part in split(convert(th, normal(th.concl, chosen), chosen)):
                    rules += opened(generalise(discharge(part, *r.premises), *r.variables))
        ctx.cache["mutual"] = found = rules
    return [r for r in found if head_of(r.conclusion) is which]  # type: ignore[attr-defined]


def head_of(t: Term) -> Term:
    """What is applied."""
    while t.op == "app":
        t = t.args[0]
    return t
