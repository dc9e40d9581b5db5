"""A counterexample as a sheet tells it: the values, and what the statement becomes at them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from math import gcd

from ..claims import outcome as out
from ..claims.claim import Claim
from ..claims.proof import Instance
from ..claims.sides import outcome, undefined
from . import document as doc


def values(verdict: out.Refuted) -> Iterator[doc.Prose]:
    """The values of a counterexample; those of a random variable are as many as there are sample points.

    Several random variables have their values together: which go with which is what the counterexample says."""
    random = [(name, shown.split(", ")) for name, shown in verdict.values if _is_random(shown)]
    sure = [_as_equation(name, shown) for name, shown in verdict.values if not _is_random(shown)]
    members = [(k, re.fullmatch(r"(.*)_\{-?\d[-,\d]*\}", name)) for k, (name, _) in enumerate(sure)]
    last = {found[1]: k for k, found in members if found}  # member with its own value
    order = sorted(range(len(sure)), key=lambda k: last.get(sure[k][0], k - 0.5))
    for name, shown in (sure[k] for k in order):
        yield f"{'otherwise ' if name in last else ''}${name} = {shown}$"
    if random:
        names, values = zip(*random, strict=True)
        together = ", ".join(map(_tuple, _fewest(list(zip(*values, strict=True)))))
        yield f"${_tuple(names)}$ one of ${together}$, equally likely"


def becomes(claim: Claim, verdict: out.Refuted) -> doc.Prose:
    """What the statement becomes at these values."""
    data = next((item.values for item in claim.record().items if isinstance(item, Instance)), None)
    if data is None:
        return verdict.message
    return undefined(claim.sequent, data) if verdict.undefined else outcome(claim.sequent, data)


def _is_random(value: doc.Math) -> bool:
    """Are these values at sample points, and no rule or start of a sequence?"""
    return ", " in value and r"\mapsto" not in value and r"\dots" not in value


def _as_equation(name: doc.Math, shown: doc.Math) -> tuple[doc.Math, doc.Math]:
    """f = x ↦ x² as f(x) = x²."""
    letters, arrow, body = shown.partition(r" \mapsto ")
    if not arrow or r"\mapsto" in body:
        return name, shown
    return f"{name}({letters.strip('()')})", body


def _fewest(values: list[tuple[doc.Math, ...]]) -> list[tuple[doc.Math, ...]]:
    """Equally likely values, each as seldom as the others allow: 1, −1, 1, −1 are 1, −1."""
    count = Counter(values)
    common = gcd(*count.values())
    return [v for v in count for _ in range(count[v]//common)] if common > 1 else values


def _tuple(parts: Sequence[doc.Math]) -> doc.Math:
    return f"({', '.join(parts)})" if len(parts) > 1 else parts[0]
