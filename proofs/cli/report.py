"""What `check` found: one row for each claim, as text, JSON, SARIF, or annotations of a code host.

The JSON is versioned by its key "schema"; `derivations/README.md` describes it.
"""

from __future__ import annotations

import hashlib
import time
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Literal

from .targets import Broken, Loaded, relative

if TYPE_CHECKING:
    from ..claims.claim import Claim

Status = Literal["proved", "refuted", "false", "undecided", "gap", "error"]
SCHEMA = "proofs-check/1"
WORDS: dict[Status, str] = {
    "proved": "proved", "refuted": "refuted, as stated", "false": "FALSE", "undecided": "UNDECIDED", "gap": "GAP",
    "error": "ERROR",
}


@dataclass(frozen=True)
class Row:
    """One claim: its status; `ok` when that is what its author says; where to look, and why, when it is not."""

    claim: str
    id: str
    module: str
    file: str
    line: int
    status: Status
    ok: bool
    message: str
    source: str
    statement: str
    hypotheses: tuple[str, ...]
    values: tuple[tuple[str, str], ...]
    seconds: float


def rows(loaded: Loaded, progress: Callable[[int, str], None] = lambda n, name: None) -> list[Row]:
    """Check everything; modules that did not load come last."""
    out = []
    for n, c in enumerate(loaded.claims, 1):
        progress(n, c.name)
        out.append(_row(c))
    return [*out, *map(_broken_row, loaded.broken)]


def _row(claim: Claim) -> Row:
    from ..claims import outcome as outcomes
    from ..claims.status import as_stated

    start = time.perf_counter()
    verdict, problem = claim.check(), as_stated(claim)
    seconds = round(time.perf_counter() - start, 3)
    place, message = claim.place, problem
    status: Status
    values: tuple[tuple[str, str], ...] = ()
    match verdict:
        case outcomes.Proved():
            gaps = any(kind == "gap" for kind, _ in verdict.theorem.ledger)
            status = "gap" if gaps else "proved"
        case outcomes.Refuted():
            status, values = ("refuted" if claim.refuter else "false"), verdict.values
        case _:
            status, place = "undecided", verdict.place or claim.place
            message = verdict.reason
    statement, hypotheses = _formulas(claim)
    source = "" if status == "proved" else place.written
    return Row(claim.name, claim.id, claim.module, relative(place.file), place.line, status, not problem, message, source,
               statement, hypotheses, values, seconds)


def _formulas(claim: Claim) -> tuple[str, tuple[str, ...]]:
    """The statement and the hypotheses as readable text; empty when they cannot be read at all."""
    from ..language.errors import AuthorError
    from ..language.show import text

    try:
        s = claim.sequent
        return text(s.statement, s.hints), tuple(text(h, s.hints) for h in s.hypotheses)
    except AuthorError:
        return "", ()


def _broken_row(b: Broken) -> Row:
    message = f"the module does not load: {b.message}"
    return Row("", "", "", relative(b.file), b.line, "error", False, message, "", "", (), (), 0.0)


def exit_code(found: list[Row]) -> int:
    """0 all as stated, 1 something is not, 5 nothing to check."""
    if not found:
        return 5
    return 0 if all(r.ok for r in found) else 1


def summary(found: Iterable[Row]) -> str:
    """As "5 claims: 4 proved, 1 refuted, as stated"."""
    listed = list(found)
    claims = sum(1 for r in listed if r.claim)
    counts = Counter(r.status for r in listed)
    parts = [f"{counts[s]} {WORDS[s]}" for s in WORDS if counts[s]]
    return f"{claims} claim{'s' if claims != 1 else ''}: {', '.join(parts) or 'none'}"


def as_json(found: list[Row]) -> dict[str, Any]:
    """The whole report."""
    from ..kernel import VERSION

    return {"schema": SCHEMA, "kernel": VERSION, "exit": exit_code(found), "claims": [asdict(r) for r in found]}


def as_sarif(found: list[Row]) -> dict[str, Any]:
    """SARIF 2.1.0: one result for each row that is not as its author says."""
    from ..kernel import VERSION

    rules = [{"id": f"proofs/{s}", "shortDescription": {"text": WORDS[s]}} for s in WORDS]
    results = [_result(r) for r in found if not r.ok]
    driver = {"name": "proofs", "version": VERSION, "rules": rules}
    return {"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0",
            "runs": [{"tool": {"driver": driver}, "results": results}]}


def _result(r: Row) -> dict[str, Any]:
    where = {"artifactLocation": {"uri": r.file}, "region": {"startLine": r.line}}
    mark = hashlib.sha256(f"{r.id}|{r.status}|{r.message}".encode()).hexdigest()[:16]
    return {"ruleId": f"proofs/{r.status}", "level": "error", "message": {"text": _message(r)},
            "locations": [{"physicalLocation": where}], "partialFingerprints": {"claim/v1": mark}}


def _message(r: Row) -> str:
    return f"{r.claim}: {r.message}" if r.claim else r.message


def workflow_commands(found: list[Row]) -> list[str]:
    """Workflow commands that put the message at its line."""
    def escaped(words: str) -> str:
        return words.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")

    return [f"::error file={r.file},line={r.line},title={escaped(r.claim or 'module')}::{escaped(_message(r))}"
            for r in found if not r.ok]
