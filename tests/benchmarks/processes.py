"""What a process costs: import time, memory, and the store of verdicts, cold and warm."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from .tables import Table, milli, times
from .timing import Effort

ROOT = Path(__file__).resolve().parent.parent.parent
IMPORTS = ("pass", "import flint", "import proofs.kernel", "import sympy", "import proofs.surface",
           "import derivations.ewa")
PEAK = "; print(next(r.split()[1] for r in open('/proc/self/status') if r.startswith('VmHWM')))"  # kB; Linux only
SHEET = "derivations/library.py"


def _run(*arguments: str, store: str = "") -> tuple[float, str]:
    """Seconds of wall time, and the output, of a fresh interpreter."""
    env = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])}
    if store:
        env["PROOFS_STORE"] = store
    start = time.perf_counter()
    done = subprocess.run([sys.executable, *arguments], capture_output=True, text=True, cwd=ROOT, env=env, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr or done.stdout)
    return time.perf_counter() - start, done.stdout


def imports(effort: Effort) -> Table:
    """In turns, compared with the import of SymPy alone."""
    table = Table("imports", ("what", "ms", "of SymPy's", "peak, MB", "of SymPy's"))
    seconds: dict[str, list[float]] = {code: [] for code in IMPORTS}
    peaks: dict[str, int] = {}
    measured = Path("/proc/self/status").exists()
    for _ in range(2*effort.rounds//3 or 1):
        for code in IMPORTS:
            spent, out = _run("-c", code + (PEAK if measured else ""))
            seconds[code].append(spent)
            peaks[code] = int(out or 0)
    medians = {code: statistics.median(s) for code, s in seconds.items()}
    for code in IMPORTS:
        name = "nothing" if code == "pass" else code.removeprefix("import ")
        ratio, size = medians[code]/medians["import sympy"], peaks[code]/(peaks["import sympy"] or 1)
        table.rows.append((name, milli(medians[code]), times(ratio),
                           *((f"{peaks[code]/1024:.0f}", times(size)) if measured else ("–", "–"))))
        if name.startswith(("proofs", "derivations")):
            table.keep(f"time of {name}", ratio)
            if measured:
                table.keep(f"memory of {name}", size)
    table.notes = ["Whole processes, interpreter included; memory is read where there is /proc."]
    return table


def store(effort: Effort) -> Table:
    """`proofs check` of one module: anew, then with nothing changed."""
    table = Table("store", ("proofs check", "ms", "of cold"))
    with tempfile.TemporaryDirectory() as folder:
        cold, _ = _run("-m", "proofs", "check", SHEET, store=folder)
        warm = statistics.median(_run("-m", "proofs", "check", SHEET, store=folder)[0] for _ in range(effort.rounds//2 + 1))
    bare = statistics.median(_run("-c", "pass")[0] for _ in range(effort.rounds//2 + 1))
    table.rows = [("cold", milli(cold), times(1)), ("nothing changed", milli(warm), times(warm/cold)),
                  ("(an empty interpreter)", milli(bare), times(bare/cold))]
    table.keep("warm/cold", warm/cold)
    table.notes = [f"`{SHEET}`, one run after another, wall time. Aim: ≤ 300 ms with nothing changed."]
    return table
