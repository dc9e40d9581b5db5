"""How long derivations are, counted from the sources and from what they record; said in derivations/README.md."""

from __future__ import annotations

import importlib
import inspect
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from derivations import MODULES
from proofs.claims.claim import REGISTRY, Claim
from proofs.claims.proof import Line, Proof, Split

BEFORE = {"middle": 10, "longest": 51, "lines": 6950, "steps": 1474, "alone": 12}  # when every reason had to be named
README = Path(__file__).parent.parent/"derivations/README.md"
START, END = "<!-- sizes -->\n", "<!-- end of sizes -->\n"

for _name in MODULES:
    importlib.import_module(f"derivations.{_name}")
CLAIMS = [c for c in REGISTRY.values() if c.module.startswith("derivations.")]


def lines(claim: Claim) -> int:
    """The lines of the claim and of its derivation or refutation."""
    return sum(len(inspect.getsourcelines(f)[0]) for f in (claim.write, claim.refuter or claim.prover) if f is not None)


def steps(p: Proof) -> Iterator[Line]:
    """The steps of the chains of a derivation, in sub-proofs and intermediate facts too; the starts are none."""
    for item in p.items:
        if isinstance(item, Line) and item.rel:
            yield item
        inside = item.proofs if isinstance(item, Split) else (item,) if isinstance(item, Proof) else ()
        for part in inside:
            yield from steps(part)


def alone(line: Line) -> bool:
    """Does the step close by itself: it names nothing, or only what is for the reader."""
    return all(getattr(r, "routine", False) for r in line.reasons)


def sizes() -> str:
    longest = sorted(CLAIMS, key=lambda c: (-lines(c), c.id))[:3]
    taken = [list(steps(c.record())) for c in CLAIMS]
    chains, whole = [len(s) for s in taken], sum(taken, [])
    share = round(100*sum(map(alone, whole))/len(whole))
    named = ", ".join(f"`{c.name}` ({lines(c)})" for c in longest)
    middle = median(map(lines, CLAIMS))
    return (f"{len(CLAIMS)} claims. A claim with its derivation has {middle:g} lines at the median; the longest are\n{named}.\n"
            f"The derivations have {sum(chains)} steps in chains; {median(chains):g} at the median, {max(chains)} at most. "
            f"{share} % of them close by themselves.\n\n"
            f"All claims and derivations together: {sum(map(lines, CLAIMS))} lines. Before routine closed by itself it was "
            f"{BEFORE['lines']} lines, {BEFORE['middle']} at\nthe median and {BEFORE['longest']} at most, "
            f"{BEFORE['steps']} steps, of which {BEFORE['alone']} % named no reason or one that is only for the reader.\n")


def test_the_sizes_in_the_readme_are_what_was_counted(update_golden: bool) -> None:
    before, rest = README.read_text(encoding="utf-8").split(START)
    written, after = rest.split(END)
    if update_golden:
        README.write_text(before + START + sizes() + END + after, encoding="utf-8")
    else:
        assert written == sizes()


def test_every_claim_has_a_derivation() -> None:
    assert all(lines(c) > len(inspect.getsourcelines(c.write)[0]) for c in CLAIMS)
