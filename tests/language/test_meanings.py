"""The author's SymPy and the term that is proved have the same value at exact random instances, claim by claim.

Both are walked through together (`together.py`) down to numbers and truth values; how many statements were compared at every
place is asserted, so that it can only grow, and what is not evaluable is reported.
"""

from __future__ import annotations

import importlib
from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any

from enclosed import BITS, Enclosing, space
from flint import ctx
from meaning import POINTS
from together import CANNOT, Different, Path, Together, inhabitant

from derivations import MODULES
from proofs.claims.claim import REGISTRY, Claim
from proofs.claims.evaluate import Unknown
from proofs.kernel import INT, REAL, Term, op
from proofs.kernel.terms import rebuild
from proofs.language.door import OMEGA_VAR
from proofs.theories.expectation import E, I, M

INSTANCES, COMPARED = 200, 575

for _name in MODULES:
    importlib.import_module(f"derivations.{_name}")
CLAIMS = sorted((c for c in REGISTRY.values() if c.module.startswith("derivations.")), key=lambda c: c.id)


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


class Compared:
    """One claim in both readings: its statement, then the hypotheses of the author that are not `known` from other claims."""

    def __init__(self, claim: Claim, known: set[Any] | None = None) -> None:
        sequent = claim.sequent
        self.hypotheses, self.named = sequent.hypotheses, variables([*sequent.hypotheses, sequent.statement])
        self.roots = [(claim.statement, (), sequent.statement)]
        known = set() if known is None else known
        fresh = [(h, term) for h, term in sequent.by_hypothesis.items() if (h, term) not in known]
        known |= set(fresh)
        self.roots += [(h.statement, tuple(h.forall), term) for h, term in fresh]
        self.bound = set[int]()  # parts with bound variables: these take twenty values at each of a few instances
        self.done, self.missed, self.wrong, self.satisfied = Counter[Path](), Counter[Path](), list[Any](), 0

    def run(self, count: int) -> None:
        for n in range(count):
            try:
                values = {v.data[0]: inhabitant(v.type, f"{n} {v.data[0]}") for v in self.named}
            except Unknown:
                return
            self.satisfied += all(true(h, values) for h in self.hypotheses)
            for k in range(len(self.roots)):
                if self.goes_on(n, k):
                    self.once(k, Together(values, str(n)))

    def once(self, k: int, reading: Together) -> None:
        """Compare one part at one instance."""
        written, bounds, term = self.roots[k]
        try:
            if bounds:
                reading.bound(bounds, written, term, "all", (k,), reading.values, ())
            else:
                reading.walk(written, term, (k,))
        except Different as e:
            self.wrong.append(e)
        self.bound |= {k} if reading.bound_met else set()
        self.done += reading.done
        self.missed += reading.missed
        self.wrong += reading.wrong

    def goes_on(self, n: int, k: int) -> bool:
        """What has no value at ten instances is not evaluable."""
        if k in self.bound:
            return n < 3 or n < 10 and not self.whole(k)
        return n < 10 or self.met(k)

    def met(self, k: int) -> bool:
        return any(path[0] == k for path in self.done)

    def whole(self, k: int) -> bool:
        """Was every place of a part compared at some instance?"""
        return self.met(k) and not any(path[0] == k and not self.done[path] for path in self.missed)


def true(h: Term, values: dict[str, Any]) -> bool:
    try:
        return Enclosing(space(values, POINTS)).of(h) is True
    except CANNOT:
        return False


def table(found: dict[str, Compared]) -> str:
    """How many instances of what were compared, and what has no value."""
    parts = [(name, c, k) for name, c in found.items() for k in range(len(c.roots))]
    statements, hypotheses = ([(name, c, k) for name, c, k in parts if (k == 0) is first] for first in (True, False))
    rows = [f"{sum(c.whole(k) for _, c, k in some)} of {len(some)} {what} compared at every place, "
            f"{sum(c.met(k) and not c.whole(k) for _, c, k in some)} at some"
            for what, some in (("statements", statements), ("hypotheses", hypotheses))]
    rows += [f"{sum(sum(c.done.values()) for c in found.values())} values compared, "
             f"{sum(sum(c.missed.values()) for c in found.values())} without a value on one side",
             f"{sum(c.satisfied for c in found.values())} instances satisfy all hypotheses, of "
             f"{sum(c.satisfied > 0 for c in found.values())} claims",
             *[f"not evaluable: {name}" for name, c, _ in statements if not c.met(0)]]
    return "\n".join(rows)


def test_the_two_readings_agree(record_property: Callable[[str, object], None]) -> None:
    known: set[Any] = set()
    found = {c.id: Compared(c, known) for c in CLAIMS}
    with ctx.workprec(BITS):
        for c in found.values():
            c.run(INSTANCES)
    record_property("agreement of meanings", table(found))
    assert {name: c.wrong[:1] for name, c in found.items() if c.wrong} == {}
    assert sum(c.whole(0) for c in found.values()) >= COMPARED


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
        c.roots = [(claim.statement, (), wrong)]
        with ctx.workprec(BITS):
            c.run(40)
        if c.wrong or c.done:
            tried, seen = tried + 1, seen + bool(c.wrong)
    record_property("wrong translations", f"{seen} of {tried} are seen")
    assert seen >= 0.95*tried > 0
