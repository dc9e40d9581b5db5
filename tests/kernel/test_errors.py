"""Errors say which rule, why, and what was found."""

from __future__ import annotations

import pytest
from short_names import ONE, ZERO, eq, x

from proofs.kernel import Budget, IllFormed, KernelError, RuleError, TrustError, prop, refl


@pytest.mark.parametrize("kind", [Budget, IllFormed, RuleError, TrustError])
def test_one_tree(kind: type[KernelError]) -> None:
    assert issubclass(kind, KernelError) and kind.__mro__[1] is KernelError


def test_an_error_carries_what_was_found() -> None:
    with pytest.raises(RuleError) as caught:
        refl(ZERO, ONE)
    e = caught.value
    assert (e.where, e.reason) == ("refl", "not equal by computation")
    assert e.found == {"found": ZERO, "wanted": ONE}
    assert str(e) == "refl: not equal by computation\n    found: 0\n    wanted: 1"


def test_an_error_shows_goal_and_premises() -> None:
    with pytest.raises(RuleError, match=r"goal: eq\(x, 0\)"):
        prop((), eq(x, ZERO))
