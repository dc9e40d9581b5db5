"""The library as text: every statement with its hypotheses; what each proof rests on; the definitions.

`python tests/golden/library.py statements ledger definitions` prints them with form feeds between, and on stderr the processor
time of each claim.  With `backwards` first it checks from the last to the first.
"""

from __future__ import annotations

import importlib
import sys
import time
from collections.abc import Iterator

from derivations import MODULES
from proofs import Proved, Refuted
from proofs.claims.claim import REGISTRY, Claim
from proofs.language.definitions import SHOWN
from proofs.language.show import text

KINDS = ("definition", "row", "gap")
BACKWARDS = sys.argv[1:2] == ["backwards"]


def claims() -> list[Claim]:
    """Every claim of the library, in the order of the files."""
    for name in MODULES:
        importlib.import_module(f"derivations.{name}")
    mine = [c for c in REGISTRY.values() if c.module.startswith("derivations.")]
    return sorted(mine, key=lambda c: (MODULES.index(c.module.partition(".")[2]), c.place.line))


def label(claim: Claim) -> str:
    """module:claim"""
    return f"{claim.module.partition('.')[2]}:{claim.name}"


def statement(claim: Claim) -> Iterator[str]:
    """Hypotheses, turnstile, statement; for a false claim the values that refute it."""
    verdict, hints = claim.check(), claim.sequent.hints
    yield f"{label(claim)}  {claim.id}"
    match verdict:
        case Proved(theorem, _, _, hypotheses):
            yield from (f"    {text(h, hints)}" for h in hypotheses)
            yield f"    ⊢ {text(theorem.concl, hints)}"
        case Refuted(values=values, undefined=undefined):
            yield from (f"    {text(h, hints)}" for h in claim.sequent.hypotheses)
            yield f"    {'undefined' if undefined else 'false'}: {text(claim.sequent.statement, hints)}"
            yield f"    at {', '.join(f'{k} = {v}' for k, v in values)}"
        case _:
            yield f"    undecided: {verdict.reason.splitlines()[0]}"


def ledger(claim: Claim) -> Iterator[str]:
    """Definitions, table rows and gaps."""
    yield label(claim)
    trusted = getattr(claim.check(), "theorem", None)
    for kind in KINDS:
        names = sorted(name for k, name in (trusted.ledger if trusted else ()) if k == kind)
        yield f"    {kind}s: {', '.join(names) or 'none'}"


def definitions(module: str) -> Iterator[str]:
    """The definitions of a module that its statements use, as they unfold."""
    mine = [(owner, made) for owner, made in SHOWN.values() if owner.body.__module__ == f"derivations.{module}"]
    rows = []
    for _, made in sorted(mine, key=lambda row: row[0].place[1]):
        head, hints = made.applied(*made.explicit), made.hints
        rows.append(f"    {text(head, hints)} := {text(made.body, hints)}")
        if made.start is not None:
            rows.append(f"        from {made.explicit[0].data[0]} = {made.start[0]}, where it is {text(made.start[1], hints)}")
    if rows:
        yield f"{module}, definitions"
        yield from dict.fromkeys(rows)


def written(what: str) -> str:
    """The whole file."""
    if what == "definitions":
        blocks = [list(definitions(module)) for module in MODULES]
    else:
        blocks = [list({"statements": statement, "ledger": ledger}[what](c)) for c in claims()]
    return "\n\n".join("\n".join(rows) for rows in blocks if rows) + "\n"


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    for claim in reversed(claims()) if BACKWARDS else claims():
        start = time.process_time()
        claim.check()
        print(label(claim), time.process_time() - start, file=sys.stderr)
    sys.stdout.write("\f".join(map(written, sys.argv[1 + BACKWARDS:])))
