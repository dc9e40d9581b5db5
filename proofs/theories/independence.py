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


def table_of(values: Type, indices: int = 1) -> Type:
    """The values of several families: which family, which index, or indices."""
    return fun(INT, *[INT]*indices, values)


VALUES = fun(INT, REAL)  # the values of one family
Range = Callable[[Term], Term]  # first index ↦ formula


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
    def indices(self) -> int:
        """How many indices a member has."""
        return indices_of(self.family)

    @property
    def values(self) -> Type:
        """What the members are: reals, or integers."""
        t = self.family.type
        while t.dom is not OMEGA:
            t = t.cod
        return t.cod

    @property
    def flag(self) -> str:
        """How it is printed."""
        return "v" if self.single else "b" if self.whole else "m"

    def block(self) -> Term:
        """λω j. X j ω within the range, 0 outside."""
        j, w = var("j′", INT), var("ω", OMEGA)
        return normal(lam(w, lam(j, op("ite", self.within(j), app(self.family, j, w), num(0, self.values)))))


def indices_of(family: Term) -> int:
    """How many indices a family has; a random variable has none."""
    t, count = family.type, 0
    while t.dom is not OMEGA:
        t, count = t.cod, count + 1
    return count


def mutual(groups: list[Group]) -> Term:
    """Mutual independence: each member, each family as a whole and each variable is independent of all the rest.

    The rest is a table: which family, then as many indices as the longest has; 0 at the place of the member itself.
    """
    most = max(1, *[g.indices for g in groups])
    here, there = ([var(f"{x}′{n or ''}", INT) for n in range(most)] for x in "ij")
    k, w = var("k′", INT), var("ω", OMEGA)
    named = [Group(var(f"X′{s}", g.family.type) if g.family.op != "var" else g.family, g.within, g.whole)
             for s, g in enumerate(groups)]
    values = groups[0].values
    zero, table = num(0, values), table_of(values, most)
    parts = []
    for s, g in enumerate(named):
        rest = zero
        for n, h in reversed(list(enumerate(named))):
            if n == s and g.flag != "m":
                continue
            inside = conj(h.within(there[0]), _apart(there[:h.indices], here)) if n == s else h.within(there[0])
            cell = app(h.family, w) if h.single else op("ite", inside, app(h.family, *there[:h.indices], w), zero)
            rest = op("ite", eq(k, integer(n)), cell, rest)
        for j in reversed(there):
            rest = lam(j, rest)
        others = lam(w, lam(k, rest))
        if g.single:
            parts.append(app(independent(values, table), E, I, g.family, others))
        elif g.whole:
            parts.append(app(independent(fun(INT, values), table), E, I, g.block(), others))
        else:
            own = here[:g.indices]
            apart = imp(g.within(own[0]), app(independent(values, table), E, I, app(g.family, *own), others))
            for i in reversed(own):
                apart = forall(i, apart)
            parts.append(apart)
    return _named(conj(*parts), groups, named)


def _apart(there: list[Term], here: list[Term]) -> Term:
    """Not the same member."""
    if len(there) == 1:
        return ne(there[0], here[0])
    return op("not", conj(*[eq(j, i) for j, i in zip(there, here, strict=False)]))


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
        for _ in range(indices_of(x)):
            _, _, x = show.opened(x)
        return show.show(x)


def family(show: Printer, x: Term) -> str:
    """(x_i)_i"""
    with show.scope():
        _, index, body = show.opened(x)
        return show.sub(show.group(show.show(body)), index)


def independence_rules(ctx: Context, whole: bool = False) -> list[Rule]:
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
    return [r for r in found if (r.conclusion.args[0].args[1].type.cod is VALUES) is whole]  # type: ignore[attr-defined]


def head_of(t: Term) -> Term:
    """What is applied."""
    while t.op == "app":
        t = t.args[0]
    return t
