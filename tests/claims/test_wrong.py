"""Each wrong derivation is refused at its wrong line, in words that a course author understands.

The comment `# wrong: words` stands on the wrong line and says what must be said there; a derivation without one is right.
"""

from __future__ import annotations

import importlib
import re
from pathlib import Path

import pytest

from proofs import Proved, Undecided
from proofs.claims.claim import REGISTRY, Claim

MODULES = tuple(sorted(p.stem for p in Path(__file__).parent.glob("wrong_*.py")))
MARK = re.compile(r"# wrong: (.*)$")
INTERNAL = re.compile(r"(?<![\w\])])·\d|\?\d|#\d|λ|\b(add|sub|mul|div|neg|pow|app|eq|le|lt|imp|all)\((?!…)"
                      r"|\w+\(\w+=[^=]|Traceback|<[\w.]+ object")


def corpus() -> list[object]:
    """Claim, line of its mistake (0: none), what must be said there."""
    out = []
    for name in MODULES:
        module = importlib.import_module(name)
        rows = Path(str(module.__file__)).read_text(encoding="utf-8").splitlines()
        marks = [(n, m[1]) for n, row in enumerate(rows, 1) if (m := MARK.search(row))]
        claims = sorted((c for c in REGISTRY.values() if c.module == name), key=lambda c: c.place.line)
        for c, after in zip(claims, [*[c.place.line for c in claims[1:]], len(rows) + 1]):
            (line, words), *more = [m for m in marks if c.place.line <= m[0] < after] or [(0, "")]
            assert not more, f"{c.name} has several wrong lines"
            out.append(pytest.param(c, line, words, id=f"{'wrong' if line else 'right'}-{c.name}"))
    return out


CORPUS = corpus()


@pytest.mark.parametrize(("claim", "line", "said"), CORPUS)
def test_derivation(claim: Claim, line: int, said: str) -> None:
    verdict = claim.check()
    if not line:
        assert isinstance(verdict, Proved), getattr(verdict, "reason", verdict)
        return
    assert isinstance(verdict, Undecided)
    assert said in verdict.reason
    assert verdict.place is not None
    assert (verdict.place.file, verdict.place.line) == (claim.place.file, line), verdict.reason
    assert not INTERNAL.search(verdict.reason), f"not for an author: {verdict.reason}"


def test_false_lines_carry_the_values_that_show_it() -> None:
    """An exact counterexample, as a theorem, for at least a quarter of the wrong lines: most are not false but too large."""
    shown = [c.values[0] for c in CORPUS if c.values[1]]  # type: ignore[attr-defined]
    verdicts = [claim.check() for claim in shown]
    refuted = [v for v in verdicts if v.refutation is not None]
    assert len(refuted) >= 25
    assert all(re.search("it is (false|undefined)|none of them holds at", v.reason) for v in refuted)
    assert all(not v.refutation.theorem.hyps for v in refuted)


def test_there_are_many() -> None:
    wrong = [c for c in CORPUS if c.id.startswith("wrong")]  # type: ignore[attr-defined]
    assert len(wrong) >= 85
