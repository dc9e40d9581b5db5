"""Which claims rest on which."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from .targets import TargetError, cited_by

if TYPE_CHECKING:
    from ..claims.claim import Claim


def drawn(claims: tuple[Claim, ...], kind: str, falls: str | None) -> str:
    """The graph as Mermaid, DOT or JSON; `falls` keeps a claim and all that rests on it."""
    edges = [(a.name, b.name) for a, b in cited_by(claims)]
    names = list(dict.fromkeys([*[c.name for c in claims], *[n for edge in edges for n in edge]]))
    if falls is not None:
        if falls not in names:
            raise TargetError(f"there is no claim {falls} among {', '.join(names)}")
        kept = _resting_on(falls, edges)
        names, edges = [n for n in names if n in kept], [(a, b) for a, b in edges if a in kept and b in kept]
    if kind == "json":
        return json.dumps({"schema": "proofs-graph/1", "claims": names, "rests_on": edges}, indent=1)
    if kind == "dot":
        lines = [f'  "{n}";' for n in names] + [f'  "{a}" -> "{b}";' for a, b in edges]
        return "digraph claims {\n  rankdir=BT;\n" + "\n".join(lines) + "\n}"
    return "\n".join(["graph BT", *[f"  {n}" for n in names], *[f"  {a} --> {b}" for a, b in edges]])


def _resting_on(name: str, edges: list[tuple[str, str]]) -> set[str]:
    kept, before = {name}, 0
    while len(kept) > before:
        before = len(kept)
        kept |= {a for a, b in edges if b in kept}
    return kept
