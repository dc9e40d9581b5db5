"""The author's SymPy and the term that is proved have the same value at exact random instances, claim by claim.

Where a statement is a relation its two sides are compared as numbers, elsewhere its truth.  Quantifiers that are not over a
range, limits, derivatives and laws are not evaluable; how many claims were compared is asserted, so that it can only grow.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterable
from fractions import Fraction
from random import Random
from typing import Any

import sympy as sp
from meaning import POINTS, Meaning

from derivations import MODULES
from proofs.claims.claim import REGISTRY, Claim
from proofs.claims.evaluate import Evaluator, Undefined, Unknown, environment, truth
from proofs.kernel import INT, PROP, REAL, Term, Type, op
from proofs.kernel.terms import rebuild
from proofs.language.door import OMEGA_VAR
from proofs.theories.expectation import E, I, M

INSTANCES, COMPARED = 200, 471
CANNOT = (Unknown, Undefined, KeyError, TypeError, AttributeError, ZeroDivisionError, OverflowError, RecursionError)

for _name in MODULES:
    importlib.import_module(f"derivations.{_name}")
CLAIMS = sorted((c for c in REGISTRY.values() if c.module.startswith("derivations.")), key=lambda c: c.id)


def number(random: Random, whole: bool) -> Fraction:
    return Fraction(random.randint(0, 3)) if whole else Fraction(random.randint(-4, 5), random.choice((1, 1, 2, 3)))


def inhabitant(ty: Type, seed: str) -> Any:
    """A value of a type that depends on the seed; functions are tables, or linear in a few values of their argument."""
    if ty is INT or ty is REAL:
        return number(Random(seed), ty is INT)
    if ty is PROP or ty.name:
        raise Unknown
    if ty.dom.name:
        return lambda x: inhabitant(ty.cod, f"{seed} {Fraction(x)}")
    if not ty.dom.cod.name:
        raise Unknown
    return lambda f: inhabitant(ty.cod, f"{seed} {[Fraction(f(Fraction(k))) for k in (0, 1, 2)]}")


def variables(formulas: Iterable[Term]) -> list[Term]:
    found: dict[Term, None] = {}
    todo, seen = [*formulas], set()
    while todo:
        t = todo.pop()
        if t not in seen:
            seen.add(t)
            todo += t.args
            if t.op == "var" and t not in (E, I, M, OMEGA_VAR):
                found[t] = None
    return list(found)


RELATIONS = {sp.Eq: "eq", sp.Le: "le", sp.Ge: "le", sp.Lt: "lt", sp.Gt: "lt"}


def sides(written: Any, phi: Term) -> list[tuple[Any, Term]]:
    """What is compared: the two sides of a relation, otherwise the whole."""
    if phi.op in ("eq", "le", "lt") and RELATIONS.get(type(written)) == phi.op:
        left = written.args if phi.op == "eq" else (written.lts, written.gts)
        return list(zip(left, phi.args, strict=True))
    return [(written, phi)]


def another_relation(written: Any, phi: Term) -> bool:
    """Is it written with another of =, ≤ and <?  Few instances would show it."""
    return phi.op in ("eq", "le", "lt") and RELATIONS.get(type(written), phi.op) != phi.op


class Compared:
    """One claim in both readings."""

    def __init__(self, claim: Claim) -> None:
        sequent = claim.sequent
        self.hypotheses, self.named = sequent.hypotheses, variables([*sequent.hypotheses, sequent.statement])
        self.parts = [sides(claim.statement, sequent.statement)]
        self.parts += [sides(h.statement, sequent.by_hypothesis[h]) for h in claim.given if not h.forall]
        self.done, self.satisfied = [0]*len(self.parts), 0
        self.wrong: list[Any] = [h for h in claim.given if another_relation(h.statement, sequent.by_hypothesis[h])]
        self.wrong += [claim] if another_relation(claim.statement, sequent.statement) else []

    def run(self, count: int) -> None:
        for n in range(count):
            try:
                values = {v.data[0]: inhabitant(v.type, f"{n} {v.data[0]}") for v in self.named}
            except Unknown:
                return
            env = environment(values, POINTS)
            self.satisfied += all(truth(h, env) is True for h in self.hypotheses)
            for k, part in enumerate(self.parts):
                if self.done[k] or n < 10:  # what has no value at ten instances is not evaluable
                    self.part(k, part, values, env)

    def part(self, k: int, part: list[tuple[Any, Term]], values: dict[str, Any], env: dict[str, Any]) -> None:
        direct, reader = Meaning(values), Evaluator(env)
        try:
            found = [(direct.of(written, {}), reader.of(term)) for written, term in part]
        except CANNOT:
            return
        self.done[k] += 1
        if not all(near(a, b) for a, b in found):
            self.wrong.append((k, found))


def near(a: Any, b: Any) -> bool:
    if isinstance(a, float) or isinstance(b, float):
        return abs(a - b) <= 1e-6*(1 + abs(a))
    return bool(a == b)


def test_the_two_readings_agree(record_property: Callable[[str, object], None]) -> None:
    found = {c.id: Compared(c) for c in CLAIMS}
    for c in found.values():
        c.run(INSTANCES)
    statements = [name for name, c in found.items() if c.done[0]]
    hypotheses = sum(n > 0 for c in found.values() for n in c.done[1:])
    for name, value in (("statements compared", len(statements)), ("hypotheses compared", hypotheses),
                        ("instances", sum(sum(c.done) for c in found.values())),
                        ("claims with instances of all hypotheses", sum(c.satisfied > 0 for c in found.values())),
                        ("instances of all hypotheses", sum(c.satisfied for c in found.values())),
                        ("statements that are not evaluable", [name for name in found if name not in statements])):
        record_property(name, value)
    assert {name: c.wrong[:1] for name, c in found.items() if c.wrong} == {}
    assert len(statements) >= COMPARED


# -- a translation that is wrong is seen ---------------------------------------------------------------------------------------

WRONG = {"add": "sub", "sub": "add", "le": "lt", "lt": "le", "and": "or", "mul": "add"}


def changed(t: Term) -> Term | None:
    """The term with its first operation that has a wrong brother replaced by that one."""
    if t.op in WRONG and (t.op != "mul" or t.type is INT or t.type is REAL):
        return op(WRONG[t.op], *t.args)
    for n, a in enumerate(t.args):
        if (new := changed(a)) is not None:
            return rebuild(t, (*t.args[:n], new, *t.args[n + 1:]))
    return None


def test_a_wrong_translation_is_seen(record_property: Callable[[str, object], None]) -> None:
    seen, tried = 0, 0
    for claim in CLAIMS[::6]:
        wrong = changed(claim.sequent.statement)
        if wrong is None:
            continue
        c = Compared(claim)
        c.parts = [sides(claim.statement, wrong)]
        c.wrong = [wrong] if another_relation(claim.statement, wrong) else []
        c.run(40)
        if c.done[0]:
            tried, seen = tried + 1, seen + bool(c.wrong)
    record_property("wrong translations seen", f"{seen} of {tried}")
    assert seen >= 0.8*tried > 0
