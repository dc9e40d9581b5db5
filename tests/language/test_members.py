"""Sets by recurrence: what they mean, how they print, what is refused."""

from __future__ import annotations

from typing import Any

import pytest
import sympy as sp
from sympy import Eq

from proofs import AuthorError, Exists, Refuted, claim, integer, nat, recursive_set
from proofs.claims.claim import REGISTRY
from proofs.claims.instances import deny
from proofs.claims.members import membership, set_laws
from proofs.kernel import Term
from proofs.language.door import Door
from proofs.language.hints import Hints
from proofs.language.show import latex, text
from proofs.sheets.texmath import parse
from proofs.tactics.context import Context, Unproved

t, m, i, x = nat("t"), nat("m"), integer("i"), integer("x")


@recursive_set(latex="R", start={0: lambda i, x: Eq(x, i)})
def reached(t, i, x):
    """One or three steps to the right."""
    return Exists([m, m < 2], reached[t - 1, i + 2*m + 1, x])


def read(written: Any) -> tuple[Term, Hints]:
    door = Door()
    with sp.evaluate(False):
        return door.statement(written()), door.hints


def verdict(written: Any, refute: Any = None) -> Any:
    made = claim("members", "tests")(written)
    try:
        if refute is not None:
            made.refutation()(refute)
        return made.check()
    finally:
        del REGISTRY["members"]


def test_it_prints_membership() -> None:
    s, hints = read(lambda: reached[t, i, x])
    assert text(s, hints) == "x ∈ reached[t,i]"
    assert latex(s, hints) == r"x \in R_{t,i}"
    assert parse(latex(s, hints))


def test_its_laws_have_no_hypotheses() -> None:
    s, _ = read(lambda: reached[t, i, x])
    while s.op == "app":
        s = s.args[0]
    for law in set_laws(s):
        assert not law.hyps
        assert not law.concl.free


@pytest.mark.parametrize("member", [0, 1, 3, 5, 7])
def test_what_is_not_a_member_after_two_steps(member: int) -> None:
    s, _ = read(lambda: reached[2, 0, member])
    assert membership(s) is not None
    th = deny(Context(), s)
    assert th.concl.op == "not" and th.concl.args[0] is s and not th.hyps


@pytest.mark.parametrize("member", [2, 4, 6])
def test_a_member_is_not_denied(member: int) -> None:
    s, _ = read(lambda: reached[2, 0, member])
    with pytest.raises(Unproved):
        deny(Context(), s)


def test_the_whole_set_is_refuted() -> None:
    found = verdict(lambda: reached[t, i, x], refute=lambda p: p.instance({t: 1, i: 0, x: 2}))
    assert isinstance(found, Refuted)


def test_refused() -> None:
    def number(t, x):
        return Eq(x, t)

    with pytest.raises(AuthorError, match="give the first set as a condition"):
        recursive_set(start={0: 1})(number)

    @recursive_set(start={0: lambda x: Eq(x, 0)})
    def two_back(t, x):
        return two_back[t - 2, x]

    assert "may look at two_back[t - 1] only" in verdict(lambda: two_back[t, x]).reason
    assert "is no number" in verdict(lambda: Eq(reached[t, i, x], 1)).reason
    assert "takes 3 arguments" in verdict(lambda: reached[t, i]).reason
