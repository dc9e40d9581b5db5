"""What a theorem shows."""

from __future__ import annotations

import gc

import pytest
from short_names import ONE, admitted, eq, lt, x, y

from proofs.kernel import FALSE, RULES, Theorem, TrustError, forall_intro, hyp, prop, refl, table
from proofs.kernel.theorem import plain, union


def test_a_theorem_shows_its_record() -> None:
    th = hyp(lt(x, y))
    assert (th.hyps, th.concl, th.rule, th.args, th.parents) == ({lt(x, y)}, lt(x, y), "hyp", (lt(x, y),), ())
    assert str(th) == "lt(x, y) ⊢ lt(x, y)" and str(refl(ONE)) == "⊢ eq(1, 1)"


def test_parents_and_ledger() -> None:
    row = table.sqrt_nonneg()
    th = prop((row, admitted(FALSE)), FALSE)
    assert th.parents[0] is row and th.ledger == {("row", "sqrt_nonneg"), ("gap", "for a test")}


def test_union_and_plain() -> None:
    first, second = hyp(lt(x, y)), hyp(lt(y, x))
    assert union((first, second)) == first.hyps | second.hyps
    assert plain(iter([first])) == (first,)
    with pytest.raises(TrustError):
        plain([first, None])  # type: ignore[list-item]


def test_theorems_are_compared_by_identity() -> None:
    assert refl(ONE) != refl(ONE) and len({refl(ONE), refl(ONE)}) == 2


def test_records_do_not_outlive_theorems() -> None:
    before = sum(type(o) is Theorem for o in gc.get_objects())
    for _ in range(1_000):
        forall_intro(x, refl(x))
    gc.collect()
    assert sum(type(o) is Theorem for o in gc.get_objects()) - before < 10


def test_a_long_chain_is_freed_without_recursion() -> None:
    th = hyp(eq(x, y))
    for _ in range(50_000):
        th = prop((th,), th.concl)
    del th


def test_rules_are_named_by_their_functions() -> None:
    assert all(rule.__name__ == name and rule.__doc__ for name, rule in RULES.items())  # type: ignore[attr-defined]
