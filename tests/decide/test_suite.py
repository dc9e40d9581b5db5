"""What `decide` says of the public suite: never a wrong verdict, and per class a share that is decided."""

from __future__ import annotations

import importlib
import statistics
import time
from typing import Any

import pytest
from clock import allowance
from statement import Statement

from proofs import AuthorError, Refuted, decide

CLASSES: dict[str, float] = {  # a module of this folder ↦ the share of its questions that must be answered rightly
    "equations": 0.9,
    "linear": 0.9,
    "signs": 0.9,
    "inequalities": 0.9,
    "recurrences": 0.9,
    "sums": 0.9,
    "expectation": 0.9,
    "binomials": 0.9,
    "calculus": 0.8,
    "refutation": 0.9,
    "textbook": 0.9,
    "learning": 0.9,
    "standing": 0.9,
    "bounds": 0.9,
    "means": 0.9,
    "multiples": 0.9,
    "members": 0.9,
    "notes": 0.9,
    "forms": 0.9,
    "given": 0.9,
}
SUITE = [(kind, s) for kind in CLASSES for s in importlib.import_module(kind).STATEMENTS]
RIGHT = {"Proved": {"Proved"}, "Refuted": {"Refuted", "Refuted(undefined)"}}
MEDIAN, WORST = 0.3, 3.0  # seconds of processor time
ANSWERS: dict[tuple[str, str], list[tuple[str, float]]] = {}


def answer(statement: Any, given: list[Any]) -> str:
    try:
        verdict = decide(statement, given)
    except AuthorError as e:
        return f"refused: {e.message}"
    return type(verdict).__name__ + ("(undefined)" if isinstance(verdict, Refuted) and verdict.undefined else "")


def answers(kind: str, s: Statement) -> list[tuple[str, float]]:
    """The answers to the questions of a statement, and the time of each; asked once."""
    if (kind, s.name) not in ANSWERS:
        out = []
        for given, _ in s.questions():
            start = time.process_time()
            out.append((answer(s.statement, given), time.process_time() - start))
        ANSWERS[kind, s.name] = out
    return ANSWERS[kind, s.name]


@pytest.mark.parametrize("kind, s", SUITE, ids=[f"{kind}: {s.name}" for kind, s in SUITE])
def test_statement(kind: str, s: Statement) -> None:
    found = [verdict for verdict, _ in answers(kind, s)]
    right = [verdict in RIGHT[wanted] for verdict, (_, wanted) in zip(found, s.questions(), strict=True)]
    assert all(ok or verdict == "Undecided" for verdict, ok in zip(found, right, strict=True)), f"wrong: {found}"
    if s.undecided:
        assert not all(right), "it is decided now: take the mark away"
    else:
        assert all(right), f"not decided: {found}"
    assert max(seconds for _, seconds in answers(kind, s)) < WORST*allowance()


@pytest.mark.parametrize("kind", CLASSES)
def test_share(kind: str, record_property: Any) -> None:
    statements = [s for k, s in SUITE if k == kind]
    asked = [(s, n) for s in statements for n in range(len(s.questions()))]
    right = sum(answers(kind, s)[n][0] in RIGHT[s.questions()[n][1]] for s, n in asked)
    times = sorted(answers(kind, s)[n][1] for s, n in asked)
    record_property("right", f"{right}/{len(asked)}")
    record_property("median_and_worst", f"{statistics.median(times):.3f} {times[-1]:.3f}")
    assert right >= CLASSES[kind]*len(asked)
    assert statistics.median(times) < MEDIAN*allowance()


@pytest.mark.parametrize("kind", CLASSES)
def test_half_of_a_class_is_not_true(kind: str) -> None:
    statements = [s for k, s in SUITE if k == kind]
    false = sum(s.truth != "true" for s in statements)
    assert false >= 0.4*len(statements)


def test_every_statement_has_a_name_and_an_origin() -> None:
    assert len({(kind, s.name) for kind, s in SUITE}) == len(SUITE)
    assert all(s.origin for _, s in SUITE)
