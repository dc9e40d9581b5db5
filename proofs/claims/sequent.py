"""A claim as a sequent: hypotheses in their order, the statement, where functions are defined, how to print."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import nullcontext
from dataclasses import dataclass, field
from typing import Any

import sympy as sp

from ..kernel import INT, TRUE, Term, Theorem, app, defined, forall, instantiate, lam, normal, op, var
from ..kernel.logic import hyp
from ..kernel.rational import integer_form
from ..kernel.terms import rebuild
from ..language.door import OMEGA_VAR, Door
from ..language.errors import NotWritten
from ..language.hints import Hints
from ..language.plain import assumed, functions_of_reals
from ..language.quantifiers import binding, has_lower, implied, subject
from ..language.symbols import Named
from ..tactics.build import conj, fresh, integer, le
from ..tactics.context import Context
from ..tactics.polynomial import integer_term
from ..tactics.prover import attempt
from ..theories import vectors
from ..theories.expectation import SPACE, E, I
from ..theories.vocabulary import ends_of, random_member
from .claim import Claim, Hypothesis

FLIPPED = {sp.Ge: ">=", sp.Gt: ">", sp.Le: "<=", sp.Lt: "<"}


@dataclass
class Sequent:
    """h₁, …, hₙ ⊢ φ with what print and well-definedness need."""

    hypotheses: tuple[Term, ...]
    statement: Term
    door: Door
    domains: dict[Term, Term]
    by_hypothesis: dict[Hypothesis, Term]
    guards: tuple[Term, ...]  # bounds of the claim's variables, the first hypotheses
    implicit: tuple[Term, ...] = ()  # the expectation space and what is random in it
    hints: Hints = field(default_factory=Hints)

    def context(self) -> Context:
        """All hypotheses assumed."""
        return Context().assume(*self.hypotheses)

    def assumed(self) -> list[Theorem]:
        return [hyp(h) for h in self.hypotheses]


def sequent(claim: Claim) -> Sequent:
    """Translate a claim; raises NotWritten with the place of the claim or hypothesis."""
    door = Door()
    door.random = True
    statement = _read(door, claim.statement, claim)
    given = {h: _hypothesis(door, h) for h in claim.given}
    bounds = [_bound(door, b, claim) for b in claim.where]
    check_scopes(door)
    check_letters(door)
    guards = _guards(door, bounds, claim.where)
    implicit = _implicit(door)
    hypotheses = tuple(dict.fromkeys((*guards, *implicit, *given.values())))
    _check_lengths((*hypotheses, statement))
    return Sequent(hypotheses, statement, door, domains(door), given, tuple(guards), tuple(implicit), door.hints)


def stated(statement: Any, given: list[Any], where: tuple[Any, ...]) -> Sequent:
    """A sequent from bare SymPy statements, for `decide`."""
    door = Door()
    door.random = door.plain = True
    door.of_reals = functions_of_reals([*(statement if isinstance(statement, (tuple, list)) else [statement]), *given])
    phi = premises_at_every_point(door.hints, door.statement(statement))
    hypotheses = [door.statement(g) for g in given if g != ()]
    if not OMEGA_VAR.free <= phi.free or E.free <= phi.free:
        hypotheses = [at_every_point(door.hints, h) for h in hypotheses]
    hypotheses += [door.statement(a) for s in list(door.used.values()) if s in door.ever_free for a in assumed(s)]
    bounds = [door.statement(b) for b in where]
    hypotheses += _of_sequences(door, Context().assume(*_guards(door, bounds, where), *hypotheses))
    check_scopes(door)
    check_letters(door)
    guards = _guards(door, bounds, where)
    implicit = _implicit(door)
    _check_lengths((*hypotheses, phi))
    within = domains(door)
    hypotheses.sort(key=lambda h: defined(h, within) is not TRUE)  # those that owe nothing say where the others are defined
    return Sequent(tuple(dict.fromkeys((*guards, *implicit, *hypotheses))), phi, door, within, {}, tuple(guards),
                   tuple(implicit), door.hints)


def premises_at_every_point(hints: Hints, phi: Term) -> Term:
    """X ≥ 0 → E X ≥ 0, with the premise at every sample point where the rest speaks of none."""
    if phi.op != "imp":
        return phi
    rest = premises_at_every_point(hints, phi.args[1])
    return op("imp", phi.args[0] if OMEGA_VAR.free <= rest.free else at_every_point(hints, phi.args[0]), rest)


def _of_sequences(door: Door, ctx: Context) -> list[Term]:
    """What is known of the sequences that were named; below 0 only where an index may be negative."""
    for kind, places in list(door.below_zero.items()):
        if all(t is not None and attempt(ctx, le(0, t)) is not None for t in places):
            del door.below_zero[kind]
    with sp.evaluate(False) if door.assumed else nullcontext():
        return [door.statement(facts()) for facts in door.assumed.values()]


def at_every_point(hints: Hints, h: Term) -> Term:
    """A hypothesis about what is random, where the question is about means and laws: X ≥ 0 is meant at every sample point,
    or E X ≥ 0 would not follow."""
    if not OMEGA_VAR.free <= h.free:
        return h
    if h.op == "and":
        return conj(*[at_every_point(hints, side) for side in h.args])
    if h.op == "imp" and not OMEGA_VAR.free <= h.args[0].free:
        return op("imp", h.args[0], at_every_point(hints, h.args[1]))
    if h.op == "all":
        x = fresh(h.args[0].data, h)
        made = normal(forall(x, at_every_point(hints, normal(instantiate(h.args[0].args[0], x)))))
        if h.args[0] in hints.names:
            hints.names.setdefault(made.args[0], hints.names[h.args[0]])
        return made
    return normal(forall(OMEGA_VAR, h))


def check_scopes(door: Door) -> None:
    """A symbol may not be bound and free in one statement."""
    for s in sorted(door.ever_bound & door.ever_free, key=lambda s: s.name):
        if s not in door.ever_index:
            raise NotWritten(f"{s} is bound and also free: give the bound one another name")
        whole = f"ForAll([{s} >= 1], …)" if door.plain else f"forall=[{s} >= 1]"
        raise NotWritten(f"{s} is {door.ever_index[s]} and also free: give the index another name, or bind it: {whole}")


def check_letters(door: Door) -> None:
    """What is printed alike must be the same: two numbers, two families, two definitions of one letter are refused."""
    found: dict[tuple[str, int, str], str] = {}
    shapes = [(_shape(s), s.shown, s.name) for s in door.used.values()]
    for owner in dict.fromkeys(owner for owner, _ in door.hints.definitions.values()):
        count = len(owner.parameters)
        kind = "indexed" if owner.indexed and count else "called"
        shapes.append(((kind, count), owner.latex, f"{owner.name} ({owner.place[1]})"))
    for (kind, count), letter, name in shapes:
        other = found.setdefault((kind, count, letter), name)
        if other != name:
            raise NotWritten(f"{other} and {name} are both printed {letter}: give one of them another latex=")
    for (kind, count, letter), name in found.items():
        head, _, index = letter.partition("_")
        family = found.get(("indexed", 1, head)) if (kind, count) == ("called", 0) else None
        if family is not None and index.strip("{}").isdigit():
            raise NotWritten(f"{name} is printed {letter}, as {family.partition(' ')[0]}[{index.strip('{}')}] is: "
                             "give one of them another latex=")


def _check_lengths(formulas: Iterable[Term]) -> None:
    """⟨u, v⟩ and ‖u‖² are printed without a length that is a letter, so a vector has one such length in a claim."""
    lengths: dict[Term, Term] = {}
    stack, seen = list(formulas), set()
    while stack:
        t = stack.pop()
        if t in seen:
            continue
        seen.add(t)
        stack.extend(t.args)
        args: list[Term] = []
        while t.op == "app":
            args.insert(0, t.args[1])
            t = t.args[0]
        if t in (vectors.DOT, vectors.NORM2) and args and args[0].op == "var":
            for u in args[1:]:
                other = lengths.setdefault(u, args[0])
                if other is not args[0]:
                    raise NotWritten(f"a product or norm of one vector is over two lengths, {other.data[0]} and "
                                     f"{args[0].data[0]}, and both are printed alike: write one of them as a sum")


def _shape(s: Named) -> tuple[str, int]:
    if s.kind == "function":
        return "called", len(s.fact("arguments"))
    return ("indexed", s.fact("indices") or 1) if s.kind in ("vector", "family") else ("called", 0)


def _read(door: Door, written: Any, owner: Any) -> Term:
    try:
        return door.statement(written)
    except NotWritten as e:
        e.place = e.place or owner.place
        raise


def _hypothesis(door: Door, h: Hypothesis) -> Term:
    """∀ variables of forall=. bounds → statement."""
    try:
        with binding(door, h.forall) as (guards, close):
            made = close("all", implied(guards, door.statement(h.statement)))
    except NotWritten as e:
        e.place = e.place or h.place
        raise
    for b in h.forall:
        door.ever_bound.discard(subject(b))  # the same letter may be free in the claim: hypotheses are read by themselves
    return normal(made)


def _bound(door: Door, bound: Any, owner: Any) -> Term:
    if isinstance(bound, (bool, sp.logic.boolalg.BooleanAtom)):
        raise NotWritten(f"a bound was already evaluated to {bound}", owner.place)
    return _in_order(_read(door, bound, owner))


def _in_order(t: Term) -> Term:
    """Integer sums in the order in which they are written: at module level SymPy has turned k + 1 into 1 + k."""
    if t.type is INT and t.op in ("add", "sub", "neg"):
        return integer_term(*integer_form(t))
    return rebuild(t, tuple(map(_in_order, t.args))) if t.args and not t.loose else t


def _guards(door: Door, bounds: list[Term], where: tuple[Any, ...]) -> list[Term]:
    """0 ≤ t for the natural numbers that are free, then the bounds of where=."""
    free = [s for s in door.used.values() if s.kind == "nat" and s in door.ever_free]
    natural = [le(integer(0), door.variable(s)) for s in sorted(free, key=lambda s: s.name) if not has_lower(s, where)]
    return [*natural, *bounds]


def _implicit(door: Door) -> list[Term]:
    """The expectation space, and that the families called random are random variables in it."""
    if E not in door.hints.symbols:
        return []
    free = [s for s in door.used.values() if s.fact("random") and s in door.ever_free]
    return [SPACE, *[random_member(door, s) for s in sorted(free, key=lambda s: s.name)]]


def domains(door: Door) -> dict[Term, Term]:
    """Where the functions of a statement are defined: families in their range, E on integrable variables."""
    out: dict[Term, Term] = {}
    i = var("i′", INT)  # no letter of an author's, who may have called the end of a range i
    for s in list(door.used.values()):
        if s.kind in ("family", "vector") and s in door.ever_free and (within := ends_of(door, s, i)):
            out[door.variable(s)] = lam(i, conj(*within))
    if E in door.hints.symbols:
        x = var("X", E.type.dom)
        out[E] = lam(x, app(I, x))
    return out


