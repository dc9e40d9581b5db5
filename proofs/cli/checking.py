"""One run of `check`: what is kept of modules of which nothing has changed, and all others checked anew."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Executor
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Protocol

from .doing import Notes
from .pool import Crashed, over, processes
from .report import Row, lost_row, rows
from .store import Store
from .targets import Loaded, Wanted, listed, load
from .watchdog import STOPPED, Limits

ASKED = "check"


class Watched(Protocol):
    """What shows, inside, how far a run is: from its notes."""

    notes: Notes

    def __enter__(self) -> Watched: ...

    def __exit__(self, *_: object) -> None: ...


@dataclass(frozen=True)
class Run:
    """The rows; what the store held that a new check does not confirm; why nothing could be kept."""

    rows: list[Row]
    unconfirmed: tuple[str, ...] = ()
    problem: str = ""


def check(targets: Iterable[str], jobs: int, store: Store | None, watched: Callable[[int], Watched],
          replay: bool = False, limits: Limits | None = None) -> Run:
    """Check targets, each claim within limits; with `replay` also what is kept, to compare."""
    wanted = listed(targets)
    kept = {} if store is None else {w: found for w in wanted if (found := _kept(store, w)) is not None}
    told = [r for found in kept.values() for r in found]
    if replay or len({r.id for r in told}) < len(told):
        return _replayed(wanted, jobs, store, watched, kept, limits)
    anew = _anew([w for w in wanted if w not in kept], jobs, watched, limits)
    if {r.id for found in anew.values() for r in found if r.id} & {r.id for r in told}:  # in one run this would not load
        return _replayed(wanted, jobs, store, watched, {}, limits)
    return _ended(store, wanted, {**kept, **anew})


def check_over(executor: Executor, targets: Iterable[str]) -> list[Row]:
    """The rows of targets, in their order, each module checked wherever an executor of `concurrent.futures` does it.

    Nothing is kept, and limits are those of the executor; where it works, the modules must lie at the same places.
    """
    wanted = [w.target for w in listed(targets)]
    found = over(executor, _rows_of, wanted)
    parts = [[lost_row(t, r.why)] if isinstance(r, Crashed) else r for t, r in zip(wanted, found, strict=True)]
    return sorted((r for part in parts for r in part), key=lambda r: not r.module)


def _rows_of(target: str) -> list[Row]:
    return rows(load([target]))


def _replayed(wanted: Sequence[Wanted], jobs: int, store: Store | None, watched: Callable[[int], Watched],
              kept: dict[Wanted, list[Row]], limits: Limits | None) -> Run:
    anew = _anew(wanted, jobs, watched, limits)
    differ = tuple(f"{r.file}:{r.line}: {r.claim}: kept as {r.status}, found as {s.status}" for w, old in kept.items()
                   for r, s in zip(old, anew[w], strict=False) if _said(r) != _said(s))
    return replace(_ended(store, wanted, anew), unconfirmed=differ)


def _said(r: Row) -> Row:
    return replace(r, seconds=0.0, kept=False)


def _kept(store: Store, w: Wanted) -> list[Row] | None:
    """The rows of a module, or of one of its claims, of an earlier run."""
    found = store.find(w.where, ASKED) if isinstance(w.where, Path) else None
    if found is None:
        return None
    made = [_row(data) for data in found]
    named = [r for r in made if w.name in ("", r.claim, r.id)]
    return named if named or not w.name else None


def _row(data: dict[str, Any]) -> Row:
    values = tuple((a, b) for a, b in data["values"])
    return Row(**{**data, "hypotheses": tuple(data["hypotheses"]), "values": values, "kept": True})


def _anew(wanted: Sequence[Wanted], jobs: int, watched: Callable[[int], Watched],
          limits: Limits | None) -> dict[Wanted, list[Row]]:
    """The rows of each, in one go; modules that did not load are rows, too."""
    loaded = {w: load([w.target]) for w in wanted}
    claims = {c.id: c for part in loaded.values() for c in part.claims}
    with watched(len(claims)) as screen:
        found = rows(Loaded(tuple(claims.values()), (), None), screen.notes, jobs or processes(len(claims)), limits)
    out = {}
    for w, part in loaded.items():
        ids = {c.id for c in part.claims}
        modules = {c.module for c in part.claims}
        out[w] = [r for r in found if r.id in ids or (not r.id and r.module in modules)]
        out[w] += rows(Loaded((), part.broken, None))
    return out


def _ended(store: Store | None, wanted: Sequence[Wanted], found: dict[Wanted, list[Row]]) -> Run:
    """The rows in order, modules that did not load last; those of whole modules are kept."""
    in_order = sorted({(r.id or r.message, r.file): r for w in wanted for r in found[w]}.values(), key=lambda r: not r.module)
    if store is None:
        return Run(in_order)
    for w in wanted:
        whole = not any(r.kept or r.status == "error" or r.message.startswith(STOPPED) for r in found[w])
        if isinstance(w.where, Path) and not w.name and whole:
            store.keep(w.where, [asdict(r) for r in found[w]], ASKED)
    store.close()
    return Run(in_order, problem=store.error)
