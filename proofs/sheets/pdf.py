"""Sheets as PDF: the engines, and writing the results so that an interrupted build leaves old files whole.

The engines are pdflatex or lualatex, where one is installed with the packages a sheet needs, and Typst, embedded as a
wheel.  Each gives the same bytes for the same sheet.  A TeX that is missing or fails is never passed over in silence: the
reason is in ``Written.note``, and Typst takes over.  An engine that was asked for by name is used or the call fails.
What was set before from the same sources by the same engine, and still lies there as it was written, is not set again.
"""

from __future__ import annotations

import importlib.metadata
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from . import record
from .document import Figure, Sheet
from .figures import drawing, drawn_here, file_name
from .html import html
from .latex import latex
from .typst import typst

TYPST_WHEEL = "typst>=0.14,<0.16"
TEX_PACKAGES = (
    "amsmath.sty",
    "amssymb.sty",
    "array.sty",
    "booktabs.sty",
    "geometry.sty",
    "graphicx.sty",
    "hyperref.sty",
    "lmodern.sty",
    "longtable.sty",
    "textcomp.sty",
    "xcolor.sty",
)
TEX = ("pdflatex", "lualatex")
DEBIAN = {"pdflatex": "texlive-latex-recommended lmodern", "lualatex": "texlive-luatex texlive-latex-recommended lmodern"}
_TIMEOUT_SECONDS = 120
_MOST_RUNS = 4
_RERUN = re.compile(r"Rerun to get|Rerun LaTeX|\(rerunfilecheck\)\s+Rerun")
_FAILED = re.compile(r"^(?:!|[^\s:]+:\d+:) .*(?:\n.*)?(?:\nl\.\d+.*)?", re.MULTILINE)
_WARNED = re.compile(r"^(?:Overfull|Missing character|LaTeX(?: Font)? Warning|pdfTeX warning).*", re.MULTILINE)


Pictures = Mapping[str, bytes]


class EngineMissing(RuntimeError):
    """No usable engine; says what to install."""


class EngineFailed(RuntimeError):
    """An engine ran and gave no PDF; carries the line of its log that says why."""


@dataclass(frozen=True)
class Engine:
    """A way to make a PDF: ``pdflatex``, ``lualatex`` or ``typst``; ``note`` says why a preferred one is not it."""

    name: str
    program: str = ""
    note: str = ""


@dataclass(frozen=True)
class Written:
    """The files of one sheet, the engine that set the PDF, and what there is to say about it (empty: nothing).

    ``fresh`` is false when all files were up to date.
    """

    tex: Path
    typ: Path
    html: Path
    pdf: Path
    engine: str
    note: str
    fresh: bool = True


def find_engine(name: str | None = None) -> Engine:
    """The engine of that name, or the best one present: pdflatex, then lualatex, then Typst.

    Raises EngineMissing when the named engine, or every engine, is absent.
    """
    if name == "typst":
        return _typst_engine("")
    if name not in (None, *TEX):
        raise EngineMissing(f"unknown engine {name!r}; known are {', '.join(TEX)} and typst")
    reasons = []
    for tex in TEX if name is None else (name,):
        program = shutil.which(tex)
        reason = f"{tex} is not installed" if program is None else _missing_packages(tex)
        if program is not None and not reason:
            return Engine(tex, program)
        reasons.append(reason)
    if name is not None:
        raise EngineMissing(f"{reasons[0]}; on Debian: apt-get install {DEBIAN[name]}")
    return _typst_engine(f"{reasons[0]}; typeset by Typst instead")


def _missing_packages(tex: str) -> str:
    """Which LaTeX packages a sheet needs and this TeX lacks, as a sentence; empty when none."""
    kpsewhich = shutil.which("kpsewhich")
    if kpsewhich is None:
        return ""
    found = subprocess.run([kpsewhich, *TEX_PACKAGES], capture_output=True, text=True, check=False, timeout=60)
    missing = [name for name in TEX_PACKAGES if name not in found.stdout]
    return f"{tex} lacks {', '.join(missing)}" if missing else ""


def _typst_engine(note: str) -> Engine:
    before = f"{note}, but " if note else ""
    try:
        version = importlib.metadata.version("typst")
    except importlib.metadata.PackageNotFoundError:
        raise EngineMissing(f'{before}Typst is not installed: pip install "{TYPST_WHEEL}"') from None
    if not re.match(r"0\.1[45](\.|$)", version):
        raise EngineMissing(f'{before}Typst {version} is not supported: pip install "{TYPST_WHEEL}"')
    return Engine("typst", version, note)


def write_sheet(sheet: Sheet, folder: Path, name: str, engine: str | None = None) -> Written:
    """Write ``name.tex``, ``name.typ``, ``name.html`` and ``name.pdf`` into the folder, each whole or not at all.

    Raises MathNotation for a formula no writer knows, EngineMissing without an engine, EngineFailed when the last
    engine to be tried fails; nothing is written then.
    """
    sources = {"tex": latex(sheet).encode(), "typ": typst(sheet).encode(), "html": html(sheet).encode()}
    chosen = find_engine(engine)
    at = {kind: folder/f"{name}.{kind}" for kind in (*sources, "pdf")}
    key = record.key(sources, chosen.name, _version(chosen), chosen.note)
    if (kept := record.kept(folder, name, key)) is not None:
        return Written(at["tex"], at["typ"], at["html"], at["pdf"], kept.engine, kept.note, fresh=False)
    pictures = {file_name(b): drawing(b, "pdf") for b in sheet.blocks if isinstance(b, Figure) and drawn_here()}
    tex, typ = sources["tex"].decode(), sources["typ"].decode()
    pdf, used, note = _typeset(tex, typ, pictures, chosen, may_change=engine is None)
    folder.mkdir(parents=True, exist_ok=True)
    for picture, content in pictures.items():
        record.replace(folder/picture, content)
    files = {**sources, "pdf": pdf}
    for kind, content in files.items():
        record.replace(at[kind], content)
    if used == chosen.name:  # a TeX that failed may work the next time
        record.keep(folder, name, record.Kept(key, used, note, record.digests(files)))
    return Written(at["tex"], at["typ"], at["html"], at["pdf"], used, note)


def _version(engine: Engine) -> str:
    """What else decides how an engine sets a source: its version."""
    if engine.name == "typst":
        return engine.program
    try:
        done = subprocess.run([engine.program, "--version"], capture_output=True, text=True, check=False, timeout=60)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.partition("\n")[0]


def _typeset(tex: str, typ: str, pictures: Pictures, engine: Engine, *, may_change: bool) -> tuple[bytes, str, str]:
    """The PDF, the engine that made it, and the note."""
    if engine.name == "typst":
        return run_typst(typ), "typst", engine.note
    try:
        pdf, warnings = run_tex(tex, engine.program, pictures)
    except EngineFailed as failure:
        if not may_change:
            raise
        note = f"{failure}; typeset by Typst instead"
        _typst_engine(note)
        return run_typst(typ), "typst", note
    return pdf, engine.name, warnings


def run_typst(source: str) -> bytes:
    """Set Typst source.  Raises EngineFailed with Typst's message; files outside a scratch folder are out of reach."""
    import typst as wheel

    with tempfile.TemporaryDirectory() as scratch:
        path = Path(scratch, "sheet.typ")
        path.write_text(source, encoding="utf-8")
        try:
            made = wheel.compile(str(path), root=scratch, ignore_system_fonts=True)
        except RuntimeError as failure:
            raise EngineFailed(f"Typst failed: {failure}") from failure
    if not isinstance(made, bytes):
        raise EngineFailed("Typst gave no PDF")
    return made


def run_tex(source: str, program: str = "pdflatex", pictures: Pictures | None = None) -> tuple[bytes, str]:
    """Set LaTeX source, with its pictures, until its references settle: the PDF, and the warnings of the last run.

    Raises EngineFailed with the line of the log that says why, or when the time limit is passed.
    """
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        (folder / "sheet.tex").write_text(source, encoding="utf-8")
        for name, content in (pictures or {}).items():
            (folder / name).write_bytes(content)
        for _ in range(_MOST_RUNS):
            log = _run_once(program, folder)
            if not _RERUN.search(log):
                break
        return (folder / "sheet.pdf").read_bytes(), "; ".join(_WARNED.findall(log))


def _run_once(program: str, folder: Path) -> str:
    """One run of a TeX; its log."""
    name = Path(program).stem
    options = ["-no-shell-escape", "-interaction=nonstopmode", "-halt-on-error", "-file-line-error"]
    try:
        done = subprocess.run(
            [program, *options, "sheet.tex"],
            cwd=folder,
            env=_environment(folder),
            capture_output=True,
            check=False,
            timeout=_TIMEOUT_SECONDS,
        )
    except subprocess.TimeoutExpired:
        raise EngineFailed(f"{name} took more than {_TIMEOUT_SECONDS} seconds") from None
    except OSError as failure:
        raise EngineFailed(f"{name} could not be started: {failure}") from failure
    path = folder / "sheet.log"
    log = path.read_text(encoding="utf-8", errors="replace") if path.exists() else ""
    if done.returncode or not (folder / "sheet.pdf").exists():
        raise EngineFailed(f"{name} failed: {_reason(log, done)}")
    return log


def _reason(log: str, done: subprocess.CompletedProcess[bytes]) -> str:
    found = _FAILED.search(log)
    if found:
        return " | ".join(found.group().splitlines())
    last = (done.stderr or done.stdout).decode("utf-8", "replace").strip().splitlines()[-1:]
    return " ".join([f"exit status {done.returncode}", *last])


def _environment(folder: Path) -> dict[str, str]:
    """The environment of a run: nothing of the user's TeX settings, no writing outside, fixed dates."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("TEX", "MF", "BIB", "KPATHSEA"))}
    home = str(folder)
    return kept | {
        "HOME": home,
        "TEXMFHOME": home,
        "TEXMFVAR": home,
        "TEXMFCONFIG": home,
        "SOURCE_DATE_EPOCH": "0",
        "FORCE_SOURCE_DATE": "1",
        "max_print_line": "1000",
        "error_line": "254",
        "half_error_line": "238",
        "openout_any": "p",
        "openin_any": "p",
    }
