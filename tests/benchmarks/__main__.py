"""`python -m tests.benchmarks [--full] [--only TABLE]… [--write]`: the tables, compared with the ratios that are committed."""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from .algebra import identities
from .processes import imports, store
from .questions import conditions, library, sums
from .scaling import scaling
from .tables import Table, regressions
from .timing import DEFAULT, FULL, Effort

HERE = Path(__file__).parent
BASELINE, README = HERE/"baseline.json", HERE/"README.md"
FACTOR = 2.0  # a ratio may grow by this much
MARK = "<!-- the tables -->\n"
TABLES: dict[str, Callable[[Effort], Table]] = {
    "identities": identities, "conditions": conditions, "sums": sums, "claims": library, "scaling": scaling,
    "imports": imports, "store": store,
}


def main(arguments: list[str]) -> int:
    asked = _options(arguments)
    effort, size = (FULL, "full") if asked.full else (DEFAULT, "default")
    effort = replace(effort, limit=asked.limit or effort.limit)
    made = []
    for name in asked.only or TABLES:
        start = time.perf_counter()
        made.append(TABLES[name](effort))
        print(made[-1].markdown(), flush=True)
        print(f"({name}: {time.perf_counter() - start:.0f} s)\n", file=sys.stderr, flush=True)
    now = {name: value for table in made for name, value in table.ratios.items()}
    kept = json.loads(BASELINE.read_text(encoding="utf-8")) if BASELINE.exists() else {}
    if asked.write:
        kept[size] = {**kept.get(size, {}), **now}
        BASELINE.write_text(json.dumps(kept, indent=1, ensure_ascii=False, sort_keys=True) + "\n", encoding="utf-8")
        _write(made)
        return 0
    worse = regressions(now, kept.get(size, {}), asked.factor)
    for line in worse:
        print(f"regressed by more than {asked.factor:g}×  {line}", file=sys.stderr)
    compared = len(now.keys() & kept.get(size, {}).keys())
    print(f"{compared} ratios compared with tests/benchmarks/baseline.json, {len(worse)} regressed", file=sys.stderr)
    return 1 if worse else 0


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser("python -m tests.benchmarks", description=__doc__)
    parser.add_argument("--full", action="store_true", help="all sizes, and a limit of 20 s for each competitor")
    parser.add_argument("--only", action="append", choices=sorted(TABLES), help="this table (may be repeated)")
    parser.add_argument("--limit", type=float, help="seconds for each competitor (simplify: 5 times that, with --full)")
    parser.add_argument("--factor", type=float, default=FACTOR, help="fail when a ratio grew by more (default: %(default)s)")
    parser.add_argument("--write", action="store_true", help="keep the ratios, and the tables in README.md")
    return parser.parse_args(arguments)


def _write(made: list[Table]) -> None:
    """Replace the tables of the page by those that were made; others stay."""
    page = README.read_text(encoding="utf-8")
    head, _, old = page.partition(MARK)
    blocks = {b.partition("\n")[0]: b for b in old.split("### ") if b.strip()}
    for table in made:
        blocks[table.title] = table.markdown().removeprefix("### ").rstrip("\n") + "\n\n"
    body = "".join("### " + text for _, text in blocks.items())
    README.write_text(head + MARK + "\n" + body.rstrip("\n") + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
