"""Identities: the rule that mints the theorem, and everything else that can say whether two sides are equal."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import partial

from . import competitors
from .given_identities import GIVEN
from .more_identities import MORE
from .program import Identity, Program, program
from .tables import Table, micro, times
from .timing import Effort, Pair, compared, geometric

IDENTITIES: dict[str, Identity] = {**GIVEN, **MORE}
OURS = {"translated": competitors.translated, "decide": competitors.decided}
COLD = ("simplify", "decide")  # they remember what they have seen
COLUMNS = ("identity", "field, µs", "FLINT, µs", "field/FLINT", "from SymPy", "decide", *competitors.OTHERS)
PATIENCE = 5  # simplify may take so much longer with --full: an aim rests on it, and what was stopped is a lower bound only
NOTE = ("`from SymPy`, `decide` and the other systems: their time divided by that of `field`. `>` was stopped at the limit of "
        "{} s, `simplify` at {} s; `no` ended without the answer; `–` is not installed or cannot be asked.")


def pairs(p: Program, effort: Effort, systems: Iterable[str]) -> dict[str, Pair]:
    """Each beside the rule."""
    known = {**OURS, **competitors.OTHERS, "reduced": competitors.flint, "crossed": competitors.crossed}
    found = {}
    for name in systems:
        given = replace(effort, limit=_limit(effort)) if name == "simplify" else effort
        pair = compared(partial(competitors.kernel, p), partial(known[name], p), given, cold=name in COLD)
        if pair is not None:
            found[name] = pair
    flints = [found[n] for n in ("reduced", "crossed") if n in found and found[n].counts]
    if flints:
        found["FLINT"] = min(flints, key=lambda pair: pair.theirs/pair.ours)
    return found


def _limit(effort: Effort) -> float:
    """For simplify."""
    return effort.limit*(PATIENCE if effort.full else 1)


def _cell(found: dict[str, Pair], name: str) -> str:
    pair = found.get(name)
    if pair is None:
        return "–"
    if pair.ended and not pair.right:
        return "no"
    return ("" if pair.ended else ">") + times(pair.theirs/pair.ours)


def identities(effort: Effort, names: Iterable[str] = tuple(sorted(IDENTITIES))) -> Table:
    """The table."""
    table = Table("identities", COLUMNS)
    systems = ["reduced", "crossed", *OURS, *competitors.installed()]
    rows: list[dict[str, Pair]] = []
    for name in names:
        p = program(IDENTITIES[name])
        found = pairs(p, effort, systems if p.rational else [s for s in systems if s != "crossed"])
        rows.append(found)
        flint = found.get("FLINT")
        ours = flint.ours if flint else next(iter(found.values())).ours
        table.rows.append((name, micro(ours), micro(flint.theirs) if flint else "–",
                           times(flint.ours/flint.theirs) if flint else "–",
                           *[_cell(found, n) for n in (*OURS, *competitors.OTHERS)]))
        if flint:
            table.keep(name, flint.ours/flint.theirs)
    table.notes = [NOTE.format(f"{effort.limit:g}", f"{_limit(effort):g}"), *_summary(table, rows)]
    return table


def _summary(table: Table, rows: list[dict[str, Pair]]) -> list[str]:
    """Geometric means, beside what is aimed at."""
    flints = [r["FLINT"] for r in rows if "FLINT" in r]
    mean = geometric(f.ours/f.theirs for f in flints)
    table.keep("geometric mean of field/FLINT", mean)
    large = [f for f in flints if f.theirs > 1e-3]
    small = [f.ours - f.theirs for f in flints if f.theirs <= 1e-3]
    out = [f"Geometric mean of `field`/FLINT: {times(mean)} (aim: ≤ 2.5×)."]
    if large:
        over = [f for f in large if f.ours > 1.3*f.theirs]
        out.append(f"Where FLINT takes over 1 ms ({len(large)}): {times(geometric(f.ours/f.theirs for f in large))}, "
                   f"{len(large) - len(over)} of them within 1.3×.")
    if small:
        near = len([s for s in small if s <= 60e-6])
        out.append(f"Below ({len(small)}): {micro(sorted(small)[len(small)//2])} µs more than FLINT in the median, "
                   f"{near} of them within 60 µs.")
    for name in (*OURS, *competitors.OTHERS):
        found = [r[name] for r in rows if name in r]
        if found:
            out.append(_mean(table, name, found))
    return out


def _mean(table: Table, name: str, found: list[Pair]) -> str:
    """What the other takes, in units of ours; one that was stopped counts with the limit, so that this is a lower bound."""
    ended = [f for f in found if f.counts]
    stopped = [f for f in found if not f.ended]
    mean = geometric(f.theirs/f.ours for f in (*ended, *stopped))
    if name in OURS and ended:
        table.keep(f"geometric mean of {name}/field", geometric(f.theirs/f.ours for f in ended))
    aim = " (aim: ≥ 1,000×)" if name == "simplify" else ""
    return (f"`{name}` takes {'at least ' if stopped else ''}{times(mean)} the time of `field`{aim}: {len(ended)} answered, "
            f"{len(stopped)} stopped, {len(found) - len(ended) - len(stopped)} without the answer.")
