"""Hard sentences of the ledger can be written: they are formulas, they read back as printed, they are well formed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from proofs.kernel import PROP, defined
from proofs.sheets import texmath
from proofs.theories import notions

from .reading import formulas, golden
from .sentences import SENTENCES

GOLDEN = Path(__file__).parent / "golden"
names = pytest.mark.parametrize("name", SENTENCES)


@names
def test_is_a_formula_about_what_it_lists(name: str) -> None:
    s = SENTENCES[name]()
    assert s.term.type is PROP and not s.term.loose
    assert {v for v, _ in s.term.free} == s.free
    assert SENTENCES[name]() is not s and SENTENCES[name]().term is s.term


@names
def test_reads_back(name: str, update_golden: bool) -> None:
    path = GOLDEN / f"{name}.txt"
    if update_golden:
        path.write_text(golden(name), encoding="utf-8")
    assert golden(name) == path.read_text(encoding="utf-8")


@names
def test_print_is_accepted_by_the_typesetter(name: str) -> None:
    for formula in formulas(SENTENCES[name]()):
        texmath.parse(formula)


@names
def test_definedness_can_be_written(name: str) -> None:
    assert defined(SENTENCES[name]().term).type is PROP


def test_each_golden_text_has_its_sentence() -> None:
    assert {p.stem for p in GOLDEN.glob("*.txt")} == set(SENTENCES)


def test_ids() -> None:
    ids = {name.partition(".")[0] for name in SENTENCES}
    assert len(ids) >= 25
    assert all(re.fullmatch(r"(ctu24-s3|ctu22-s4|epfl22-ps9|epfl24-ps8|ie498-hw5)-[A-Za-z0-9-]+", i) for i in ids)


def test_predicates_marked_total_are_total() -> None:
    """A constant that says it is total unfolds to nothing that could be undefined."""
    for name in notions.__all__:
        constant = getattr(notions, name)
        if getattr(constant, "op", "") == "const" and constant.data.total:
            assert repr(defined(constant)) == "not(false)", name
