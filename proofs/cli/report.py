"""What `check` found: one row for each claim, as text, JSON, SARIF, or annotations of a code host.
"""

from __future__ import annotations

import hashlib
import importlib
import sys
from collections import Counter
from collections.abc import Iterable
from contextlib import redirect_stdout
from dataclasses import asdict, dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import quote

from .bytecode import from_sources
from .doing import Notes
from .pool import Crashed, shared
from .targets import Broken, Loaded, relative
from .watchdog import STOPPED, Limits, Watch, noting

if TYPE_CHECKING:
    from ..claims.claim import Claim

Status = Literal["proved", "refuted", "false", "undecided", "gap", "error"]
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
    kept: bool = False  # found in an earlier run, of a module of which nothing has changed since


def rows(loaded: Loaded, notes: Notes | None = None, jobs: int = 1,
         limits: Limits | None = None) -> list[Row]:
    """Check everything, the modules shared among so many processes; modules that did not load come last.

    With limits also one process is another one, and what does not keep to them is Undecided.
    """
    broken, notes = [_broken_row(b) for b in loaded.broken], notes or Notes()
    if loaded.claims and limits is not None:
        with noting() as folder:
            return [*_in_processes(loaded, notes, jobs, Watch(limits, folder)), *broken]
    if min(jobs, len({c.module for c in loaded.claims})) > 1:
        return [*_in_processes(loaded, notes, jobs), *broken]
    return [*(_row(c, notes) for c in loaded.claims), *broken]


Task = tuple[str, tuple[str, ...]]  # a module and the ids of some of its claims


def _in_processes(loaded: Loaded, notes: Notes, jobs: int, watch: Watch | None = None) -> list[Row]:
    wanted: dict[str, list[Claim]] = {}
    for c in loaded.claims:
        wanted.setdefault(c.module, []).append(c)
    tasks: list[Task] = [(m, tuple(c.id for c in cs)) for m, cs in sorted(wanted.items(), key=lambda mc: -len(mc[1]))]
    found = _all_rows(tasks, jobs, notes, watch)
    out: list[Row] = []
    for m, claims in wanted.items():
        made = found[m]
        out += [_crash_row(claims[0], made.why)] if isinstance(made, Crashed) else made
    return out


def _all_rows(tasks: list[Task], jobs: int, notes: Notes, watch: Watch | None) -> dict[str, list[Row] | Crashed]:
    """The rows of each module.  One whose process ended is begun again: what ended it has left a note, and is passed over."""
    found: dict[str, list[Row] | Crashed] = {}
    while tasks:
        before = watch.noted() if watch else 0
        made = shared(partial(_module_rows, watch, notes), tasks, jobs, apart=watch is not None)
        found |= {m: rows for (m, _), rows in zip(tasks, made, strict=True)}
        again = watch is not None and watch.noted() > before
        tasks = [t for t in tasks if again and isinstance(found[t[0]], Crashed)]
    return found


def _module_rows(watch: Watch | None, notes: Notes, task: Task) -> list[Row]:
    """Some claims of a module, in a process that may not have loaded it."""
    if watch is not None:
        watch.limits.hold()
    with redirect_stdout(sys.stderr):  # what authors print is no part of the answer
        return _rows_of_module(watch, notes, task)


def _rows_of_module(watch: Watch | None, notes: Notes, task: Task) -> list[Row]:
    from ..claims.claim import REGISTRY

    from_sources()
    importlib.import_module(task[0])
    if watch is None:
        return [_row(REGISTRY[i], notes) for i in task[1]]
    for c in REGISTRY.values():
        if why := watch.ended(c.id):
            c.set_aside(why)  # also where another claim asks for it
    return [_watched_row(REGISTRY[i], watch, notes) for i in task[1]]


def _watched_row(claim: Claim, watch: Watch, notes: Notes) -> Row:
    """The row of a claim, or that its check was ended."""
    if watch.ended(claim.id):
        return _row(claim)
    try:
        with watch.over(claim.id):
            return _row(claim, notes)
    except MemoryError:
        claim.set_aside(watch.too_large())
        return _row(claim)
    except Exception as e:  # a fault of the engine is told of its claim, and the others are checked
        claim.set_aside(f"{STOPPED} by an error that nobody expected: {type(e).__name__}: {e}")
        return replace(_row(claim), status="error")


def _row(claim: Claim, notes: Notes | None = None) -> Row:
    from ..claims import outcome as outcomes
    from ..claims.status import as_stated

    if notes is not None:
        notes.begin(f"{claim.module.rpartition('.')[2]}: checking {claim.name}")
    verdict, problem = claim.check(), as_stated(claim)
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
               statement, hypotheses, values, round(claim.seconds, 3))


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


def _crash_row(first: Claim, why: str) -> Row:
    row = _broken_row(Broken(first.place.file, 1, ""))
    return replace(row, module=first.module, message=f"the check of the module {first.module} did not end: {why}")


def lost_row(target: str, why: str) -> Row:
    """A target whose check was lost with the process or the machine that did it."""
    return replace(_broken_row(Broken(target, 1, "")), message=f"the check of {target} did not end: {why}")


def slowest(found: Iterable[Row], count: int) -> str:
    """A table of the claims that take longest."""
    ordered = sorted((r for r in found if r.claim), key=lambda r: (-r.seconds, r.module, r.claim))
    return "\n".join(f"{r.seconds:7.3f} s  {r.module.rpartition('.')[2]}:{r.claim}" for r in ordered[:count])


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
    kept = sum(r.kept for r in listed)
    whence = f" ({kept} as found before: nothing that they rest on has changed)" if kept else ""
    return f"{claims} claim{'s' if claims != 1 else ''}: {', '.join(parts) or 'none'}{whence}"


def as_data(found: list[Row]) -> dict[str, Any]:
    """The whole report."""
    from ..kernel import VERSION

    return {"kernel": VERSION, "exit": exit_code(found), "claims": [asdict(r) for r in found]}


def as_sarif(found: list[Row]) -> dict[str, Any]:
    """SARIF 2.1.0: one result for each row that is not as its author says."""
    from ..kernel import VERSION

    rules = [{"id": f"proofs/{s}", "shortDescription": {"text": WORDS[s]}} for s in WORDS]
    results = [_result(r) for r in found if not r.ok]
    driver = {"name": "proofs", "version": VERSION, "rules": rules}
    return {"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0",
            "runs": [{"tool": {"driver": driver}, "results": results}]}


def _result(r: Row) -> dict[str, Any]:
    where = {"artifactLocation": {"uri": _uri(r.file)}, "region": {"startLine": r.line}}
    mark = hashlib.sha256(f"{r.id}|{r.status}|{r.message}".encode()).hexdigest()[:16]
    return {"ruleId": f"proofs/{r.status}", "level": "error", "message": {"text": _message(r)},
            "locations": [{"physicalLocation": where}], "partialFingerprints": {"claim/v1": mark}}


def _uri(file: str) -> str:
    """A file of this folder relative to it, another one by its address."""
    return Path(file).as_uri() if Path(file).is_absolute() else quote(file)


def _message(r: Row) -> str:
    return f"{r.claim}: {r.message}" if r.claim else r.message


def workflow_commands(found: list[Row]) -> list[str]:
    """Workflow commands that put the message at its line."""
    def escaped(words: str) -> str:
        return words.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")

    def named(words: str) -> str:
        return escaped(words).replace(":", "%3A").replace(",", "%2C")

    return [f"::error file={named(r.file)},line={r.line},title={named(r.claim or 'module')}::{escaped(_message(r))}"
            for r in found if not r.ok]
