"""What other checkers say of a claim: the second one now, Coq when it was asked about this very certificate."""

from __future__ import annotations

import importlib
from dataclasses import replace
from pathlib import Path

import pytest

from proofs.claims.claim import REGISTRY, Claim
from proofs.cli import others, shown, store
from proofs.cli.store import Store
from proofs.coq.compile import AXIOMS, Accepted
from proofs.sheets import compose, ledger

COQ = Accepted("8.16.1", AXIOMS, {}, 1.0, 1.0)


@pytest.fixture
def claims() -> list[Claim]:
    importlib.import_module("derivations.ewa")
    return [c for c in REGISTRY.values() if c.module == "derivations.ewa"]


def test_coq_is_believed_of_one_certificate_only(claims: list[Claim], tmp_path: Path) -> None:
    before = others.said(claims, Store(tmp_path)).claims
    assert {said.coq for said in before.values()} == {""}
    first, *rest = claims
    others.note(Store(tmp_path), [before[first.id].certificate], COQ)
    others.note(Store(tmp_path), ["another"], COQ)
    after = others.said(claims, Store(tmp_path)).claims
    assert after[first.id] == before[first.id]._replace(coq="8.16.1", axioms=sorted(AXIOMS))
    assert all(after[c.id] == before[c.id] for c in rest)
    assert others.said(claims, None).claims == before  # nothing is looked up


def test_a_changed_byte_or_engine_counts_for_nothing(claims: list[Claim], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
                                                     ) -> None:
    others.note(Store(tmp_path), ["a"], COQ)
    assert set(Store(tmp_path).noted()) == {"a"}
    (file,) = tmp_path.glob("??/*.json")
    text = file.read_text()
    file.write_text(text.replace("8.16.1", "8.16.2"))
    assert Store(tmp_path).noted() == {}
    file.write_text(text)
    monkeypatch.setattr(store, "engine", lambda: "another")
    assert Store(tmp_path).noted() == {}


def test_trust_says_who_accepts(claims: list[Claim], tmp_path: Path) -> None:
    claim = next(c for c in claims if c.name == "unbiased")
    text = shown.trust_text(shown.trust_data(claim, others.said([claim], None)))
    assert "second checker     accepted" in text and "Coq                not run" in text
    others.note(Store(tmp_path), [others.said([claim], None).claims[claim.id].certificate], COQ)
    data = shown.trust_data(claim, others.said([claim], Store(tmp_path)))
    assert data["coq"] == {"version": "8.16.1", "axioms": sorted(AXIOMS)}
    assert f"accepted by Coq 8.16.1, with the axioms {', '.join(sorted(AXIOMS))}" in shown.trust_text(data)


def test_the_sheet_says_who_accepts(claims: list[Claim], tmp_path: Path) -> None:
    """In each row of the ledger, and of all together; the Coq text stands in the box of its claim."""
    said = others.said(claims, None)
    one = claims[0].id
    half = replace_one(said, one)
    sheet = compose.sheet(importlib.import_module("derivations.ewa"), "instructor", half)
    assert [row.checked for row in sheet.ledger] == ["kernel 1; recheck; Coq 8.16.1, 4 axioms",
                                                     *["kernel 1; recheck"]*(len(claims) - 1)]
    told = dict(sheet.trust)
    assert told["Second checker"] == f"recheck.py accepts the certificates of {len(claims)} of {len(claims)}"
    assert told["Coq"].startswith(f"version 8.16.1 accepts 1 of {len(claims)}; together these rest on the axioms Class")
    boxes = [b for b in sheet.blocks if isinstance(b, compose.doc.ClaimBox)]
    assert [b.formal for b in boxes] == [said.claims[c.id].statement for c in claims]
    assert all(b.formal.startswith("Definition c_ctu24_s3_a2") for b in boxes)
    assert any(d.startswith("Definition v_") for d in sheet.formal)


def replace_one(said: ledger.Others, claim: str) -> ledger.Others:
    found = said.claims[claim]._replace(coq="8.16.1", axioms=sorted(AXIOMS))
    return said._replace(claims={**said.claims, claim: found})


def test_for_students_nothing_of_it_is_shown(claims: list[Claim]) -> None:
    module = importlib.import_module("derivations.ewa")
    shown_to_students = compose.sheet(module, "solutions", others.said(claims, None))
    assert shown_to_students == compose.sheet(module) == replace(shown_to_students, formal=())


def test_a_claim_without_a_theorem_has_no_certificate(claims: list[Claim]) -> None:
    open_claim = replace(claims[1], id="open", prover=None, refuter=None, _outcome=None, _sequent=None)
    said = others.said([open_claim], None)
    assert said == ledger.Others({}, ())
    assert "no certificate to check" in shown.trust_text(shown.trust_data(open_claim, said))
    assert ledger.checked(said.claims.get("open")) == "kernel 1; no certificate"
