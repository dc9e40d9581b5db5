"""Certificates with one token changed: refused, or a proof of something else that says so, or another proof.

Addresses are made to fit again, so the objection has to come from a step.  What is accepted is replayed by the kernel.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from certified import MODULES
from mutants import STATED, Mutant, Prefix, dumped
from replay import replayed, seen

from proofs.kernel import KernelError
from proofs.recheck import RULES, Refused, Theorem

COUNT = 300  # mutants of each file
KILLED = 0.95  # at least: the others are other proofs of the same statement

FAILURES = (KernelError, TypeError, ValueError, IndexError, AttributeError, ZeroDivisionError)


@pytest.fixture(scope="module", params=MODULES)
def prefix(request: pytest.FixtureRequest, texts: dict[str, str]) -> Prefix:
    return Prefix(texts[request.param])


@pytest.fixture(scope="module")
def ours(prefix: Prefix) -> list[Any]:
    """The lines as the kernel has them."""
    made: list[Any] = [None]
    for kind, data, *references in prefix.rows[1:]:
        made.append(None if kind in STATED else replayed(kind, data, [made[m] for m in references]))
    return made


def test_mutants(prefix: Prefix, ours: list[Any], record_property: Callable[[str, object], None]) -> None:
    found = list(prefix.mutants(COUNT, seed=1))
    lived = [m for m in found if m.verdict == "the same statement"]
    record_property("verdicts", dict(Counter(m.verdict for m in found)))
    record_property("survivors", dict(Counter(explained(prefix, m) for m in lived)))
    assert 1 - len(lived)/COUNT >= KILLED, lived
    for m in lived:
        assert_the_kernel_agrees(prefix, ours, m)


def explained(p: Prefix, m: Mutant) -> str:
    """Why a changed certificate still proves the same."""
    if m.old[0] not in RULES:
        assert not any(m.line in p.below(n) for n, kind in enumerate(p.kinds) if kind == "sequent"), m
        return "a part of formulas inside the proof, the same at each use"
    file = p.resumed(m.line)
    file.line(dumped(m.new))
    was, now = p.whole.found[m.line], file.found[m.line]
    if was == now:
        return "the same conclusion, by another rule or from other premises"
    if was.concl is now.concl:
        return "the same formula under other hypotheses, which are discharged later"
    return "another formula, from which what follows follows as well"


def assert_the_kernel_agrees(p: Prefix, ours: list[Any], m: Mutant) -> None:
    """The kernel accepts the changed proof too, and concludes the same from it to the end."""
    made = ours[:m.line]
    for n in range(m.line, len(p.rows)):
        kind, data, *references = m.new if n == m.line else p.rows[n]
        made.append(None if kind in STATED else replayed(kind, data, [made[k] for k in references]))
        if kind in ("proved", "refuted"):
            assert [seen(made[k]) for k in references[1:]] == [p.whole.found[k] for k in references[1:]], m


def test_both_checkers_refuse_the_same_steps(prefix: Prefix, ours: list[Any]) -> None:
    """A step with one reference, place or rule changed: accepted by both, with one conclusion, or by neither."""
    verdicts: Counter[bool] = Counter()
    for n, new in prefix.changes(COUNT, seed=2, among=RULES):
        if new[1] == prefix.rows[n][1]:
            kind, data, *references = new
            found = verdict_of(prefix, kind, data, references)
            assert found == kernels_verdict(ours, kind, data, references), (n, new)
            verdicts[found == "refused"] += 1
    assert verdicts[True] > COUNT/3 and verdicts[False] > COUNT/50


def verdict_of(p: Prefix, kind: str, data: Any, references: list[int]) -> Any:
    try:
        return p.whole.read(kind, data, [p.whole.found[m] for m in references], "", references)
    except (Refused, TypeError, ValueError):
        return "refused"


def kernels_verdict(ours: list[Any], kind: str, data: Any, references: list[int]) -> Any:
    try:
        return Theorem(*seen(replayed(kind, data, [ours[m] for m in references])))
    except (KernelError, TypeError, ValueError, IndexError, AttributeError):
        return "refused"


@pytest.mark.parametrize("kind, old, new", [("var", "q", "rate"), ("proved", "ctu24-s3-a2b", "renamed")])
def test_another_statement_is_reported(kind: str, old: str, new: str, texts: dict[str, str]) -> None:
    """A letter of the statement, the name of a claim: accepted, and said to be something else."""
    p = Prefix(texts["ewa"])
    n = next(i for i, row in enumerate(p.rows) if row[0] == kind and f'"{old}"' in dumped(row))
    assert p.mutant(n, json.loads(dumped(p.rows[n]).replace(f'"{old}"', f'"{new}"'))).verdict == "another statement"
