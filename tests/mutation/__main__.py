"""`python -m tests.mutation [--file NAME]… [--every N] [--named FILE] [--log FILE]`: which mutants of the kernel no test kills.

Without options all mutants, and the table in README.md is written anew.  Fails when one survives that survivors.txt does
not explain, or when what it explains is killed or gone.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from pathlib import Path

from .mutants import Mutant, mutants
from .runner import KERNEL, Outcome, Runner

HERE = Path(__file__).parent
README, SURVIVORS = HERE/"README.md", HERE/"survivors.txt"
START, END = "<!-- the table -->\n", "<!-- end of the table -->"
KILLED = ("test", "time", "crash")


def explained() -> dict[str, str]:
    """Each listed survivor with its explanation, which stands above it behind #."""
    out, why = {}, ""
    for line in SURVIVORS.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            why = line.removeprefix("#").strip()
        elif line.strip():
            out[line] = why
    return out


def chosen(asked: argparse.Namespace) -> list[Mutant]:
    made = [m for path in sorted(KERNEL.glob("*.py")) if not asked.file or path.name in asked.file for m in mutants(path)]
    if asked.named:
        names = set(Path(asked.named).read_text(encoding="utf-8").splitlines())
        made = [m for m in made if m.name in names]
    known = explained()
    if asked.every > 1:  # a sample: whoever is listed is not run again
        made = [m for m in made[asked.every // 2::asked.every] if m.name not in known]
    return made


def table(outcomes: list[Outcome]) -> str:
    """For each file: how many, killed by what, how many survive."""
    rows = ["| file | mutants | killed by a test | by the bound of time | by the end of the process | survive | killed |",
            "|---|---|---|---|---|---|---|"]
    for name in [*sorted({o.mutant.path.name for o in outcomes}), "all"]:
        count = Counter(o.how for o in outcomes if name in (o.mutant.path.name, "all"))
        total = count.total()
        cells = [total, *[count[how] for how in (*KILLED, "survived")], f"{sum(count[how] for how in KILLED)/total:.2%}"]
        rows.append(f"| {name} | {' | '.join(map(str, cells))} |")
    return "\n".join(rows) + "\n"


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser("python -m tests.mutation", description=__doc__)
    parser.add_argument("--file", action="append", help="only mutants of this file of the kernel (may be repeated)")
    parser.add_argument("--every", type=int, default=1, help="a sample: each N-th that is not listed")
    parser.add_argument("--named", help="only those whose names stand in this file")
    parser.add_argument("--log", help="write what became of each mutant")
    asked = parser.parse_args(arguments)
    known, start, outcomes = explained(), time.perf_counter(), []
    runner = Runner()
    failing, status = runner.failing(str(KERNEL/"logic.py")) if asked.every == 1 else ("", 0)
    if failing or status:
        print(f"the tests fail without a mutation: {failing or status}", file=sys.stderr)
        return 2
    for m in chosen(asked):
        o = runner.outcome(m)
        if o.how == "no program":
            continue
        outcomes.append(o)
        if asked.log:
            with Path(asked.log).open("a", encoding="utf-8") as log:
                log.write(f"{o.how}\t{o.by}\t{m.line}\t{m.name}\n")
        if (o.how == "survived") != (m.name in known):
            print(f"{'survives' if o.how == 'survived' else 'is killed by ' + o.by}, line {m.line}: {m.name}", flush=True)
    print(table(outcomes))
    print(f"({time.perf_counter() - start:.0f} s)", file=sys.stderr)
    alive = {o.mutant.name for o in outcomes if o.how == "survived"}
    everything = not (asked.file or asked.named or asked.every > 1)
    if everything:
        before, rest = README.read_text(encoding="utf-8").split(START)
        README.write_text(before + START + table(outcomes) + END + rest.split(END)[1], encoding="utf-8")
    gone = known.keys() - alive if everything else known.keys() & {o.mutant.name for o in outcomes} - alive
    print("\n".join(f"listed, and it does not survive: {name}" for name in sorted(gone)))
    return 1 if alive - known.keys() or gone else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
