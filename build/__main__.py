"""`python build`: check every claim, then write each sheet as .tex and .pdf into build/out/.

Options: --engine pdflatex|typst (default: pdflatex where there is one, otherwise the embedded engine), --out FOLDER,
and names: documents, e.g. ctu24-s3 (default: all), or modules, e.g. ewa, for a sheet of one module.  Exit code 0 when
every claim holds and every sheet is written, 1 otherwise, 2 for a name that there is not.
"""

from __future__ import annotations

import argparse
import importlib
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from proofs.claims.claim import Claim
    from proofs.sheets.catalogue import Document
    from proofs.sheets.document import Sheet

HERE = Path(__file__).resolve().parent
SOURCES = HERE.parent/"derivations"


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
    from proofs.sheets.catalogue import CatalogueError, documents

    try:
        catalogue = {d.key: d for d in documents(SOURCES)}
    except (CatalogueError, OSError) as e:
        print(e, file=sys.stderr)
        return 1
    unknown = [n for n in options.names if n not in derivations.MODULES and n not in catalogue]
    if unknown:
        known = f"documents {', '.join(catalogue)}; modules {', '.join(derivations.MODULES)}"
        print(f"there is no document or module {', '.join(unknown)}; there are the {known}", file=sys.stderr)
        return 2
    start = time.perf_counter()
    names = options.names or list(catalogue)
    broken = [m for m in derivations.MODULES if not _loads(m)]
    results = [_of_document(name, catalogue, broken, options) if name in catalogue else _of_module(name, broken, options)
               for name in names]
    rest = bool(options.names) or _rest_holds()
    print(f"{sum(results)} of {len(results)} sheets in {options.out} ({time.perf_counter() - start:.1f} s)")
    return 0 if all(results) and rest and not broken else 1


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser("python build", description="Check all claims and build the solution sheets.")
    parser.add_argument("names", nargs="*", help="documents, e.g. ctu24-s3 (default: all), or modules, e.g. ewa")
    parser.add_argument("--engine", choices=["pdflatex", "typst"], help="PDF engine (default: what is there)")
    parser.add_argument("--out", type=Path, default=HERE / "out", help="output folder (default: build/out)")
    return parser.parse_args(arguments)


def _loads(module: str) -> bool:
    """Import a module; a failure is reported, and stops the sheets that need it."""
    try:
        importlib.import_module(f"derivations.{module}")
    except Exception as e:  # an author's module may fail in any way; the other sheets are built
        print(f"{module}: the module does not load: {type(e).__name__}: {e}", file=sys.stderr)
        return False
    return True


def _of_document(name: str, catalogue: dict[str, Document], broken: list[str], options: argparse.Namespace) -> bool:
    from proofs.sheets.compose import claims_shown, view
    from proofs.sheets.standing import standing

    needed = [m for m in broken if f'"{name}-' in (SOURCES/f"{m}.py").read_text(encoding="utf-8", errors="replace")]
    if needed:
        print(f"{name}: no sheet is written, for {', '.join(needed)} does not load", file=sys.stderr)
        return False
    others = {q.id: q for d in catalogue.values() for q in d.questions}
    document = catalogue[name]
    done = _sheet(name, claims_shown(document, others), lambda: view(document, others), options)
    unanswered = [q.id for q in document.questions if q.kind != "CODE" and standing(q, others) == "open"] if done else []
    if unanswered:
        print(f"  open: {len(unanswered)} of {len(document.questions)} questions (derivations/README.md lists them)")
    return done


def _of_module(name: str, broken: list[str], options: argparse.Namespace) -> bool:
    from proofs.sheets.compose import claims_of, sheet

    if name in broken:
        return False
    module = sys.modules[f"derivations.{name}"]
    return _sheet(name, claims_of(module), lambda: sheet(module), options)


def _rest_holds() -> bool:
    """Do the claims hold that no sheet shows?"""
    from proofs.claims.claim import REGISTRY

    return _failing("no sheet", [c for c in REGISTRY.values() if c.module.startswith("derivations.")]) == 0


def _failing(name: str, claims: list[Claim]) -> int:
    """Check claims; how many are not as their author says, each reported with its place."""
    from proofs.claims.status import as_stated

    failing = 0
    for n, claim in enumerate(claims, 1):
        _progress(f"{name}: checking {n}/{len(claims)} {claim.name}")
        problem = as_stated(claim)
        if problem:
            failing += 1
            _progress("")
            print(f"{name}: {claim.name} ({claim.id})\n  {problem}", file=sys.stderr)
    return failing


def _sheet(name: str, claims: list[Claim], compose: Callable[[], Sheet], options: argparse.Namespace) -> bool:
    """Check the claims and write the sheet; a claim that is not as its author says stops it."""
    from proofs.sheets.pdf import EngineFailed, EngineMissing, write_sheet

    start = time.perf_counter()
    failing = _failing(name, claims)
    if failing:
        print(f"{name}: {failing} of {len(claims)} claims do not hold as stated; no sheet is written", file=sys.stderr)
        return False
    checked = time.perf_counter() - start
    _progress(f"{name}: typesetting")
    try:
        written = write_sheet(compose(), options.out, name, options.engine)
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
