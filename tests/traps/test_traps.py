"""Every published trap: refused, refuted, undecided, proved, or proved with the hypothesis that it leaves out."""

from __future__ import annotations

import json
import time
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import sympy
import sympy.stats
from clock import allowance
from encoded import TRAPS, Trap
from identities import IDENTITIES
from sympy import SympifyError

from proofs import AuthorError, Proved, Refuted, decide, real
from proofs.kernel import REAL, Side, Term, Theorem, field, op, var
from proofs.tactics.build import both, number, power
from proofs.tactics.context import Context
from proofs.tactics.prover import reader

CLAIMS = {c["id"]: c for c in json.loads((Path(__file__).parent / "claims.json").read_text())}
OUTCOMES = {"refused", "Refuted", "Refuted(undefined)", "Undecided", "Proved", "Proved with the hypothesis"}
STATED = [t for t in TRAPS if t.statement is not None]
SECONDS = 3.0


def outcome(statement: Any, given: list[Any]) -> tuple[str, str]:
    """The verdict in a word, and why."""
    try:
        verdict = decide(statement, given)
    except AuthorError as e:
        return "refused", e.message
    undefined = isinstance(verdict, Refuted) and verdict.undefined
    return type(verdict).__name__ + ("(undefined)" if undefined else ""), getattr(verdict, "reason", "")


def given_of(trap: Trap, *more: Any) -> list[Any]:
    return [h for h in (trap.given, *more) if h is not None]


def test_every_trap_appears_once_with_an_outcome() -> None:
    assert sorted(t.id for t in TRAPS) == sorted(CLAIMS)
    assert len(TRAPS) == len(CLAIMS) == 64
    assert {t.expected for t in TRAPS} <= OUTCOMES
    assert all((t.needs is not None) == (t.expected == "Proved with the hypothesis") for t in TRAPS)


def test_expected_outcomes_agree_with_the_truth() -> None:
    for t in TRAPS:
        truth = CLAIMS[t.id]["truth"]
        if t.expected == "Proved":
            assert truth == "true", t.id
        if t.expected == "Proved with the hypothesis":
            assert truth == "conditional", t.id
            assert t.without in ("Refuted", "Refuted(undefined)", "Undecided"), t.id
        if t.expected.startswith("Refuted"):
            assert truth in ("false", "conditional"), t.id


@pytest.mark.parametrize("trap", STATED, ids=[t.id for t in STATED])
def test_trap(trap: Trap) -> None:
    start = time.process_time()
    verdict, why = outcome(trap.statement, given_of(trap))
    expected = trap.without or trap.expected
    assert verdict == expected, why
    assert trap.message in why
    if trap.needs is not None:
        verdict, why = outcome(trap.statement, given_of(trap, trap.needs))
        assert verdict == "Proved", why
    assert time.process_time() - start < SECONDS*allowance()


def test_counts(record_property: Any) -> None:
    counts = Counter(t.expected for t in TRAPS)
    record_property("outcomes", dict(counts))
    assert counts["refused"] == sum(1 for t in TRAPS if t.message)


# -- the identities ---------------------------------------------------------------------------------


class Number:
    """Kernel terms under Python's operators; each division is recorded."""

    divisors: list[Term] = []

    def __init__(self, term: Term) -> None:
        self.term = term

    def _with(self, name: str, other: Any, turned: bool = False) -> Number:
        t = other.term if isinstance(other, Number) else number(other)
        a, b = both(self.term, t)
        if turned:
            a, b = b, a
        if name == "div" and b not in Number.divisors:
            Number.divisors.append(b)
        return Number(op(name, a, b))

    def __add__(self, other: Any) -> Number:
        return self._with("add", other)

    def __radd__(self, other: Any) -> Number:
        return self._with("add", other, True)

    def __sub__(self, other: Any) -> Number:
        return self._with("sub", other)

    def __mul__(self, other: Any) -> Number:
        return self._with("mul", other)

    def __rmul__(self, other: Any) -> Number:
        return self._with("mul", other, True)

    def __truediv__(self, other: Any) -> Number:
        return self._with("div", other)

    def __rtruediv__(self, other: Any) -> Number:
        return self._with("div", other, True)

    def __pow__(self, n: int) -> Number:
        return Number(power(self.term, n))


def by_field(name: str) -> Theorem:
    """The identity on kernel terms, its divisors assumed to be nonzero."""
    Number.divisors = []
    identity = IDENTITIES[name]
    left, right = identity.sides(*[Number(var(v, REAL)) for v in identity.names])
    known = Context().assume(*[op("not", op("eq", d, number(0))) for d in Number.divisors])
    side: Side = reader(known, [left.term, right.term]).side() if Number.divisors else Side()
    return field(left.term, right.term, side)


@pytest.mark.parametrize("name", sorted(IDENTITIES))
def test_identity_by_field(name: str, record_property: Any) -> None:
    start = time.process_time()
    th = by_field(name)
    spent = time.process_time() - start
    record_property("seconds", spent)
    assert th.concl.op == "eq"
    assert all(h.op == "not" for h in th.hyps)
    assert spent < SECONDS*allowance()


@pytest.mark.parametrize("name", ["T28", "T29", "T30", "T33", "T34"])
def test_identity_by_decide(name: str) -> None:
    identity = IDENTITIES[name]
    symbols = [real(v) for v in identity.names]
    start = time.process_time()
    assert isinstance(decide(lambda: sympy.Eq(*identity.sides(*symbols)), hypotheses_of(name, symbols)), Proved)
    assert time.process_time() - start < SECONDS*allowance()


def hypotheses_of(name: str, symbols: list[Any]) -> Any:
    """Distinct nodes, nonzero denominators."""
    if name in ("T29", "T33"):
        nodes = symbols[1:]
        return [lambda a=a, b=b: sympy.Ne(a, b) for i, a in enumerate(nodes) for b in nodes[i + 1:]]
    if name == "T30":
        return [lambda d=d: sympy.Ne(d, 0) for d in denominators(symbols)]
    return ()


def denominators(x: list[Any]) -> list[Any]:
    """The tails x₁₃, x₁₂ + 1/x₁₃, … and the last convergent's denominator."""
    with sympy.evaluate(False):
        tail, out = x[-1], [x[-1]]
        for xi in reversed(x[1:-1]):
            tail = xi + 1 / tail
            out.append(tail)
        k0, k1 = 0, 1
        for xi in x[1:]:
            k0, k1 = k1, xi * k1 + k0
    return [*out, k1]


# -- the SymPy source itself ------------------------------------------------------------------------


def raw(claim: dict[str, Any]) -> Any:
    """The trap as SymPy itself builds it, from plain symbols."""
    space: dict[str, Any] = {}
    exec("from sympy import *\nfrom sympy.stats import E, Normal, Bernoulli", space)  # noqa: S102
    if claim["id"] in IDENTITIES:
        identity = IDENTITIES[claim["id"]]
        return sympy.Eq(*identity.sides(*sympy.symbols(identity.names)), evaluate=False)
    exec(claim["setup"], space)  # noqa: S102
    try:
        left, right = (eval(claim[side], space) for side in ("lhs", "rhs"))  # noqa: S307
    except (SyntaxError, NameError):
        left, right = eval(claim["sympy"]["probe"], space), 0  # noqa: S307
    return sympy.Eq(left, right) if claim["relation"] == "==" else left


NOT_BUILT = {"F54", "F91", "F92"}  # "[]" is no expression; parse_latex needs a package that is no dependency of ours


@pytest.mark.parametrize("name", sorted(CLAIMS))
def test_of_the_plain_source_only_what_is_true_is_proved(name: str) -> None:
    try:
        built = raw(CLAIMS[name])
    except (ImportError, SympifyError):
        assert name in NOT_BUILT  # SymPy itself refuses the source, or needs a parser that is not installed
        return
    verdict, _ = outcome(built, [])
    assert verdict != "Proved" or CLAIMS[name]["truth"] == "true"
