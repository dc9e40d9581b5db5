"""Which claims rest on which."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from typing import TYPE_CHECKING

from .targets import TargetError, cited_by

if TYPE_CHECKING:
    from ..claims.claim import Claim
    from ..kernel import Theorem


Edge = tuple[str, str]


def edges(claims: tuple[Claim, ...], falls: str | None = None) -> tuple[list[str], list[Edge]]:
    """The names of the claims, and who rests on whom; `falls` keeps a claim and all that rests on it."""
    found = [(a.name, b.name) for a, b in cited_by(claims)]
    names = list(dict.fromkeys([*[c.name for c in claims], *[n for edge in found for n in edge]]))
    if falls is None:
        return names, found
    if falls not in names:
        near = get_close_matches(falls, names, 1)
        known = f"did you mean {near[0]}?" if near else f"there are {', '.join(names)}"
        raise TargetError(f"there is no claim {falls}: {known}")
    kept = _resting_on(falls, found)
    return [n for n in names if n in kept], [(a, b) for a, b in found if a in kept and b in kept]


def drawn(names: list[str], found: list[Edge], kind: str) -> str:
    """The graph as Mermaid or DOT."""
    if kind == "dot":
        lines = [f'  "{n}";' for n in names] + [f'  "{a}" -> "{b}";' for a, b in found]
        return "digraph claims {\n  rankdir=BT;\n" + "\n".join(lines) + "\n}"
    return "\n".join(["graph BT", *[f"  {n}" for n in names], *[f"  {a} --> {b}" for a, b in found]])


def _resting_on(name: str, edges: list[tuple[str, str]]) -> set[str]:
    kept, before = {name}, 0
    while len(kept) > before:
        before = len(kept)
        kept |= {a for a, b in edges if b in kept}
    return kept


def users(claims: tuple[Claim, ...], name: str) -> dict[Claim, list[str]]:
    """The claims that use something of this name, with what it is to them."""
    wanted = name.removeprefix("by.")
    found = {c: kinds for c in claims if (kinds := sorted({kind for kind, n in _used(c) if n == wanted}))}
    if not found:
        near = get_close_matches(wanted, sorted({n for c in claims for _, n in _used(c)}), 1)
        raise TargetError(f"no claim uses {name}" + (f": did you mean {near[0]}?" if near else ""))
    return found


def users_text(found: dict[Claim, list[str]]) -> str:
    """A line for each claim."""
    width = max(len(c.name) for c in found)
    return "\n".join(f"{c.name:<{width}}  {', '.join(kinds)}" for c, kinds in found.items())


def _used(c: Claim) -> Iterator[tuple[str, str]]:
    """What a claim uses: (kind, name)."""
    from ..claims.citations import cited_in, reasons_in
    from ..language.errors import AuthorError

    try:
        yield from (("symbol", s.name) for s in c.sequent.hints.symbols.values())
        recorded = c.record()
    except AuthorError:
        return
    yield from (("hypothesis", h.name) for h in c.given)
    yield from (("claim", other.name) for other in cited_in(recorded))
    yield from (("reason", str(n)) for r in reasons_in(recorded) if (n := getattr(r, "name", "")))
    theorem = getattr(c.check(), "theorem", None)
    if theorem is not None:
        yield from theorem.ledger
        yield from (("rule", name) for name in _rules(theorem))


def _rules(theorem: Theorem) -> set[str]:
    """The kernel's rules that took part in a proof."""
    seen, stack, names = {theorem}, [theorem], set()
    while stack:
        th = stack.pop()
        names.add(th.rule)
        new = [p for p in th.parents if p not in seen]
        seen.update(new)
        stack.extend(new)
    return names
