"""The hypothesis that a statement lacks: which simple condition makes a false one true.

What is said of it was proved with counted work; nothing of it enters the verdict.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator
from dataclasses import replace
from itertools import combinations, islice
from typing import Any

import sympy as sp

from ..kernel import Term, defined, op
from ..language.errors import AuthorError
from ..language.quantifiers import ForAll
from ..language.symbols import Named, independent, integer
from ..tactics.budget import portion, within
from ..tactics.build import conjuncts
from .evaluate import plausible, truth
from .ranges import Failure
from .sequent import Sequent
from .trials import candidates, environment_of

MAX_PARTS, MAX_NUMBER = 120, 20  # of a statement that is tried again and again
MAX_SAMPLES, MAX_CONDITIONS, WORK, TRIAL = 40, 30, 100_000, 40_000


def missing(s: Sequent, prove: Callable[[Sequent], object]) -> Term | None:
    """The first condition under which no small values refute the sequent, some satisfy it, and it is proved."""
    if not _is_small(s):
        return None
    samples = [environment_of(s, data) for data in islice(candidates(s), MAX_SAMPLES)]
    known = [part for h in s.hypotheses for part in conjuncts(h)]
    with within(WORK):
        for phi in islice(_formulas(s), MAX_CONDITIONS):
            if equates(phi, known) or phi is s.statement:
                continue
            more = replace(s, hypotheses=(*s.hypotheses, phi))
            if any(plausible(more, env) for env in samples) or not any(_satisfied(more, env) for env in samples):
                continue
            try:
                with portion(TRIAL):
                    prove(more)
                return phi
            except (*Failure, RecursionError):
                continue
    return None


def _is_small(s: Sequent) -> bool:
    """Is it cheap to try the proof of such a statement again and again?"""
    stack, seen = [s.statement, *s.hypotheses], set[Term]()
    while stack:
        t = stack.pop()
        if t.op == "num" and abs(t.data[0]) > MAX_NUMBER:
            return False
        if t not in seen:
            seen.add(t)
            stack.extend(t.args)
    return len(seen) <= MAX_PARTS


def _satisfied(s: Sequent, env: dict[str, Any]) -> bool:
    return all(truth(h, env) is True for h in s.hypotheses)


def _formulas(s: Sequent) -> Iterator[Term]:
    """That variables are not zero that the statement divides by; what authors forget; what else the statement owes."""
    owed = dict.fromkeys(phi for phi in conjuncts(defined(s.statement, s.domains)) if phi.op in ("not", "le", "lt"))
    yield from [phi for phi in owed if phi.op == "not" and phi.args[0].op == "eq" and phi.args[0].args[0].op == "var"]
    here = [symbol for x, symbol in s.hints.symbols.items() if x.free <= s.statement.free and isinstance(symbol, Named)]
    for written in conditions(sorted(here, key=lambda symbol: symbol.name)):
        try:
            yield s.door.statement(written)
        except AuthorError:
            continue
    yield from owed



def equates(phi: Term, known: Container[Term]) -> bool:
    """Is the opposite order known, so that a condition would make both sides equal?  Nobody forgot that."""
    return phi.op == "le" and op("le", *reversed(phi.args)) in known


def conditions(symbols: list[Named]) -> Iterator[Any]:
    """Conditions on symbols that authors forget: signs, bounds, order, independence; as an author writes them."""
    numbers = [s for s in symbols if s.kind in ("real", "int", "nat")]
    for s in numbers:
        real = (sp.Ne(s, 0), sp.Ne(s, 1), sp.Ge(s, -1), sp.Ge(s, 0), sp.Gt(s, 0), sp.Le(s, 1))
        yield from real if s.kind == "real" else [sp.Ge(s, k) for k in range(1, 6)]
    for a, b in combinations([s for s in numbers if s.kind == "real"][:3], 2):
        yield from (sp.Ne(a, b), sp.Le(a, b), sp.Ge(a, b))
    k = integer("k")
    for s in symbols:
        if s.kind == "family" and not s.fact("random") and (s.fact("indices") or 1) == 1:
            yield from (ForAll([k], sp.Ge(s[k], 0)), ForAll([k], sp.Ne(s[k], 0)))
    for a, b in combinations([s for s in symbols if s.fact("random")], 2):
        yield independent(a, b)
