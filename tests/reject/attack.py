"""An attack is a function that must fail for its stated reason.

`discriminates`: without the check that refuses it, the attack would succeed; otherwise it only pins a branch.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest


@dataclass(frozen=True)
class Attack:
    run: Callable[[], Any]
    error: type[Exception]
    reason: str
    discriminates: bool

    def __str__(self) -> str:
        return self.run.__name__


Register = Callable[..., Callable[[Callable[[], Any]], Callable[[], Any]]]


def register() -> tuple[list[Attack], Register]:
    """The attacks of one file, and the decorator that adds to them."""
    attacks: list[Attack] = []

    def attack(error: type[Exception], reason: str, *, discriminates: bool = True) -> Any:
        def add(run: Callable[[], Any]) -> Callable[[], Any]:
            attacks.append(Attack(run, error, reason, discriminates))
            return run

        return add

    return attacks, attack


def refused(case: Attack) -> None:
    """The attack fails, and for the stated reason."""
    with pytest.raises(case.error, match=re.escape(case.reason)) as caught:
        case.run()
    assert type(caught.value) is case.error
