"""A question as text: names get their kinds from how they are used, or as they are declared."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from sympy import evaluate

from ..claims.decide import decide
from ..claims.outcome import Verdict
from ..language.symbols import Named, family, integer, nat, random_family, real
from .expressions import FUNCTIONS, RANGES, Reader, parsed

KINDS: dict[str, Callable[[str], Named]] = {"real": real, "nat": nat, "int": integer, "family": family, "random": random_family}
INDICES = frozenset("ijklmnt") | frozenset("KLNT")


def asked(statement: str, given: Iterable[str] = (), kinds: Mapping[str, str] | None = None,
          effort: int = 1) -> Verdict:
    """The verdict on a statement under hypotheses; raises NotWritten for what is not understood.

    i, j, k, l, m, n, t, K, L, N, T are natural numbers, x[i] is a member of a family, everything else is a real number; `kinds`
    says otherwise: {"m": "real", "X": "random"}.  effort: as of `decide`.
    """
    given = list(given)
    reader = Reader(names([statement, *given], kinds or {}))
    with evaluate(False):
        hypotheses, wanted = [reader.read(g) for g in given], reader.read(statement)
    return decide(wanted, hypotheses, effort=effort)


def names(texts: Iterable[str], kinds: Mapping[str, str]) -> dict[str, Named]:
    """A symbol for each name in the texts that is no function."""
    trees = [parsed(t) for t in texts]
    out: dict[str, Named] = {}
    for node in (n for tree in trees for n in ast.walk(tree)):
        if isinstance(node, ast.Subscript) and isinstance(node.value, ast.Name):
            count = len(node.slice.elts) if isinstance(node.slice, ast.Tuple) else 1
            make = random_family if kinds.get(node.value.id) == "random" else family
            out[node.value.id] = make(node.value.id, indices=count)
    for node in (n for tree in trees for n in ast.walk(tree)):
        if isinstance(node, ast.Name) and node.id not in out and node.id not in FUNCTIONS:
            out[node.id] = KINDS[kinds.get(node.id, "nat" if node.id in INDICES | _bound(trees) else "real")](node.id)
    return out


def _bound(trees: list[ast.expr]) -> frozenset[str]:
    """The indices of sums and products."""
    calls = [n for tree in trees for n in ast.walk(tree) if isinstance(n, ast.Call) and isinstance(n.func, ast.Name)]
    ranges: list[Any] = [a.elts[0] for c in calls if c.func.id in RANGES for a in c.args  # type: ignore[attr-defined]
                         if isinstance(a, ast.Tuple) and a.elts]
    return frozenset(r.id for r in ranges if isinstance(r, ast.Name))
