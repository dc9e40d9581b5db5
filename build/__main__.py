"""`python build`: check every claim, then write each sheet as .tex and .pdf into build/out/.

Options: --engine pdflatex|typst (default: pdflatex where there is one, otherwise the embedded engine), --out FOLDER,
and names of modules (default: all).  Exit code 0 when every claim holds and every sheet is written, 1 otherwise.
"""

from __future__ import annotations

import argparse
import importlib
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent


def main(arguments: list[str]) -> int:
    """Run the build; returns the exit code."""
    options = _options(arguments)
    if str(HERE.parent) not in sys.path:
        sys.path.insert(0, str(HERE.parent))
    try:
        import derivations
    except ModuleNotFoundError as e:
        print(f"{e.name} is not installed: run  python -m pip install -e .  first", file=sys.stderr)
        return 1
    unknown = [m for m in options.modules if m not in derivations.MODULES]
    if unknown:
        print(f"no such module: {', '.join(unknown)}; there are {', '.join(derivations.MODULES)}", file=sys.stderr)
        return 2
    start = time.perf_counter()
    results = [build(name, options) for name in options.modules or derivations.MODULES]
    print(f"{sum(results)} of {len(results)} sheets in {options.out} ({time.perf_counter() - start:.1f} s)")
    return 0 if all(results) else 1


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser("python build", description="Check all claims and build the solution sheets.")
    parser.add_argument("modules", nargs="*", help="derivation modules, e.g. ewa (default: all)")
    parser.add_argument("--engine", choices=["pdflatex", "typst"], help="PDF engine (default: what is there)")
    parser.add_argument("--out", type=Path, default=HERE / "out", help="output folder (default: build/out)")
    return parser.parse_args(arguments)


def build(name: str, options: argparse.Namespace) -> bool:
    """Check one module and write its sheet; a claim that is not as its author says stops the sheet."""
    from proofs.claims.status import as_stated
    from proofs.sheets.compose import claims_of, sheet
    from proofs.sheets.pdf import EngineFailed, EngineMissing, write_sheet

    try:
        module = importlib.import_module(f"derivations.{name}")
    except Exception as e:  # an author's module may fail in any way; the other sheets are built
        print(f"{name}: the module does not load: {type(e).__name__}: {e}", file=sys.stderr)
        return False
    claims = claims_of(module)
    start = time.perf_counter()
    failing = 0
    for n, claim in enumerate(claims, 1):
        _progress(f"{name}: checking {n}/{len(claims)} {claim.name}")
        problem = as_stated(claim)
        if problem:
            failing += 1
            _progress("")
            print(f"{name}: {claim.name} ({claim.id})\n  {problem}", file=sys.stderr)
    if failing:
        print(f"{name}: {failing} of {len(claims)} claims do not hold as stated; no sheet is written", file=sys.stderr)
        return False
    checked = time.perf_counter() - start
    _progress(f"{name}: typesetting")
    try:
        written = write_sheet(sheet(module), options.out, name, options.engine)
    except (EngineFailed, EngineMissing, OSError) as e:
        _progress("")
        print(f"{name}: no PDF: {e}", file=sys.stderr)
        return False
    _progress("")
    print(f"{name}: {len(claims)} claims checked in {checked:.2f} s, {written.pdf.name} by {written.engine}")
    if written.note:
        print(f"  note: {written.note}")
    return True


def _progress(words: str) -> None:
    """One changing line on a terminal; nothing elsewhere."""
    if sys.stderr.isatty():
        print(f"\r\x1b[2K{words}", end="", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
