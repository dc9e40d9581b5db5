"""Every table at a small size: what is measured is right.  Nothing here asserts a time."""

from __future__ import annotations

from pathlib import Path

import pytest
import sympy

from proofs.kernel import RuleError, Theorem

from . import competitors, questions, scaling
from .algebra import COLUMNS, IDENTITIES, identities
from .processes import imports, store
from .program import program
from .tables import Table, regressions
from .timing import SMALL, compared

SMALL_ONES = ("01 square", "03 sum of inverses", "47 cosine from the half angle")


@pytest.mark.parametrize("name", sorted(IDENTITIES))
def test_each_identity_is_a_theorem(name: str) -> None:
    p = program(IDENTITIES[name])
    made = competitors.terms(p)
    th = competitors.theorem(p)()
    assert isinstance(th, Theorem)
    assert th.concl.args == (made[p.left], made[p.right])
    assert len(th.hyps) == len(p.divisors)
    assert all(h.op == "not" and h.args[0].args[0] in made for h in th.hyps)


@pytest.mark.parametrize("name", SMALL_ONES)
def test_everybody_is_asked_the_same(name: str) -> None:
    p = program(IDENTITIES[name])
    for make in (competitors.translated, competitors.decided, competitors.flint, competitors.crossed, competitors.simplify,
                 competitors.fields, *[make for _, make in competitors.installed().items()]):
        assert make(p)(), make.__name__


@pytest.mark.parametrize("name", SMALL_ONES)
def test_everybody_says_no_to_a_false_one(name: str) -> None:
    right = program(IDENTITIES[name])
    last = len(right.steps)
    steps = (*right.steps, ("add", right.right, right.left))
    wrong = type(right)(right.names, steps, right.left, last)
    for make in (competitors.decided, competitors.flint, competitors.crossed, *competitors.installed().values()):
        assert not make(wrong)(), make.__name__
    with pytest.raises(RuleError):
        competitors.theorem(wrong)()


def test_the_table_of_identities() -> None:
    table = identities(SMALL, SMALL_ONES)
    assert [row[0] for row in table.rows] == list(SMALL_ONES)
    assert all(len(row) == len(COLUMNS) for row in table.rows)
    assert set(table.ratios) >= {f"identities: {name}" for name in SMALL_ONES}


@pytest.mark.parametrize("question", [*questions.CONDITIONS, *questions.SUMS], ids=lambda q: q.name)
def test_each_question_is_decided(question: questions.Question) -> None:
    assert questions.asked(question)()


def test_the_named_claim_is_as_stated() -> None:
    assert all(right for _, _, _, right in questions.checked("gradient_step", ["ctu24-s3-a4"]))


@pytest.mark.parametrize("series", scaling.SERIES, ids=lambda s: s.name)
def test_each_series_is_proved_at_small_sizes(series: scaling.Series) -> None:
    assert series.run(1)
    assert series.run(3)


def test_processes() -> None:
    assert [row[0] for row in imports(SMALL).rows][0] == "nothing"
    assert [row[0] for row in store(SMALL).rows][:2] == ["cold", "nothing changed"]


def test_what_does_not_end_is_stopped_and_what_fails_is_left_out() -> None:
    def for_ever() -> bool:
        while True:
            sympy.Integer(1)

    pair = compared(lambda: lambda: True, lambda: for_ever, SMALL)
    assert pair is not None and not pair.ended and not pair.counts
    assert compared(lambda: lambda: True, lambda: lambda: bool(1//0), SMALL) is None


def test_a_ratio_that_grew_is_a_regression() -> None:
    table = Table("t", ("row",))
    table.keep("a", 3.0)
    assert regressions(table.ratios, {"t: a": 1.0, "t: gone": 1.0}, 2.0) == ["t: a: 1 became 3"]
    assert regressions(table.ratios, {"t: a": 1.6}, 2.0) == []


def test_the_page_has_every_table() -> None:
    page = (Path(__file__).parent/"README.md").read_text(encoding="utf-8")
    for title in ("identities", "side conditions", "sums", "claims", "scaling", "imports", "store"):
        assert f"### {title}\n" in page
