"""Certificates with one token changed: refused, or a proof of something else that says so, or another proof.

Addresses are made to fit again, so the objection has to come from a step.  What is accepted is replayed by the kernel.
"""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Callable
from heapq import heappop
from typing import Any

import pytest
from certified import MODULES
from mutants import FAILURES, STATED, Good, Mutant, dumped
from replay import replayed, seen

from proofs.kernel import KernelError
from proofs.recheck import RULES, Refused, Theorem

COUNT = 500  # mutants of each file
EACH = 3  # … of each claim of the library
KILLED = 0.95  # at least: the others are other proofs of the same statement


@pytest.fixture(scope="module", params=MODULES)
def good(request: pytest.FixtureRequest, texts: dict[str, str]) -> Good:
    return Good(texts[request.param])


@pytest.fixture(scope="module")
def ours(good: Good) -> list[Any]:
    """The lines as the kernel has them."""
    made: list[Any] = [None]
    for kind, data, *references in good.rows[1:]:
        made.append(None if kind in STATED else replayed(kind, data, [made[m] for m in references]))
    return made


def test_both_checkers_conclude_the_same_from_each_line(good: Good, ours: list[Any]) -> None:
    for n, kind in enumerate(good.kinds[1:], start=1):
        if kind not in STATED:
            assert seen(ours[n]) == good.file.found[n], f"line {n}: {kind}"


def test_mutants(good: Good, ours: list[Any], record_property: Callable[[str, object], None]) -> None:
    lived = survivors(good, list(good.mutants(COUNT, seed=1)), f"{len(good.file.ends)} claims", record_property)
    for m in lived:
        assert_the_kernel_agrees(good, ours, m)


def survivors(good: Good, found: list[Mutant], of: str, record_property: Callable[[str, object], None]) -> list[Mutant]:
    """The changed files that still prove the same; few, and each with an explanation."""
    lived = [m for m in found if m.verdict == "the same statement"]
    verdicts, why = Counter(m.verdict for m in found), Counter(map(good.explained, lived))
    rows = [f"{of}: {len(found)} changes, {(1 - len(lived)/len(found)):.1%} killed",
            *[f"    {n} {what}" for what, n in sorted(verdicts.items())], *[f"        {n} {what}" for what, n in why.items()]]
    record_property("changed certificates", "\n".join(rows))
    assert len(lived) <= (1 - KILLED)*len(found), lived
    return lived


def test_every_certificate(library: str, record_property: Callable[[str, object], None]) -> None:
    """Of each claim of the library some lines of its own certificate are changed."""
    good, rng = Good(library), random.Random(3)
    lines = [n for kind, n in zip(good.kinds, range(len(good.rows)), strict=True) if kind in ("proved", "refuted")]
    found = [m for n in lines for m in good.within(n, EACH, rng)]
    assert {good.rows[n][1][0] for n in lines} == {claim for _, claim, _ in good.file.ends}
    ours = Ours(good)
    for m in survivors(good, found, f"all {len(lines)} claims", record_property):
        assert_the_kernel_agrees(good, ours, m)


class Ours:
    """The lines as the kernel has them, made when they are asked for."""

    def __init__(self, good: Good) -> None:
        self.good, self.made = good, dict[int, Any]()

    def __getitem__(self, n: int) -> Any:
        todo = [n]
        while todo:
            kind, data, *references = self.good.rows[todo[-1]]
            missing = [m for m in references if m not in self.made]
            if not missing:
                k = todo.pop()
                self.made[k] = None if kind in STATED else replayed(kind, data, [self.made[m] for m in references])
            todo += missing
        return self.made[n]


def assert_the_kernel_agrees(good: Good, ours: Any, m: Mutant) -> None:
    """The kernel accepts the changed proof too, and concludes the same from it to the end, from no more hypotheses."""
    now: dict[int, Any] = {}
    todo = [m.line]
    while todo:
        n = heappop(todo)
        kind, data, *references = m.new if n == m.line else good.rows[n]
        made = replayed(kind, data, [now.get(k, ours[k]) for k in references])
        if seen(made) != good.file.found[n]:
            now[n] = made
            todo = sorted({*todo, *[user for user in good.users[n] if good.kinds[user] not in STATED]})
            if any(good.kinds[user] in STATED for user in good.users[n]):
                (fewer, same), (hypotheses, concluded) = seen(made), good.file.found[n]
                assert same == concluded and fewer <= hypotheses, m


def test_both_checkers_refuse_the_same_steps(good: Good, ours: list[Any]) -> None:
    """A step with one reference or its rule changed: accepted by both, with one conclusion, or by neither."""
    verdicts: Counter[bool] = Counter()
    for n, new in good.changes(COUNT, seed=2, among=RULES):
        kind, data, *references = new
        if data == good.rows[n][1]:
            found = verdict_of(good, kind, data, references)
            assert found == kernels_verdict(ours, kind, data, references), (n, new)
            verdicts[found == "refused"] += 1
    assert verdicts[True] > COUNT/3 and verdicts[False] > COUNT/50


def verdict_of(good: Good, kind: str, data: Any, references: list[int]) -> Any:
    try:
        return good.file.read(kind, data, [good.file.found[m] for m in references], "", references)
    except (Refused, *FAILURES):
        return "refused"


def kernels_verdict(ours: list[Any], kind: str, data: Any, references: list[int]) -> Any:
    try:
        return Theorem(*seen(replayed(kind, data, [ours[m] for m in references])))
    except (KernelError, *FAILURES):
        return "refused"


@pytest.mark.parametrize("kind, old, new", [("var", "q", "rate"), ("proved", "ctu24-s3-a2b", "renamed")])
def test_another_statement_is_reported(kind: str, old: str, new: str, texts: dict[str, str]) -> None:
    """A letter of the statement, the name of a claim: accepted, and said to be something else."""
    good = Good(texts["ewa"])
    n = next(i for i, row in enumerate(good.rows) if row[0] == kind and f'"{old}"' in dumped(row))
    assert good.mutant(n, json.loads(dumped(good.rows[n]).replace(f'"{old}"', f'"{new}"'))).verdict == "another statement"
