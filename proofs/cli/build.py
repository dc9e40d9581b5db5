"""Check every claim of a folder and write its sheets: one for each document of its catalogue, or for each module."""

from __future__ import annotations

import contextlib
import functools
import io
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from .doing import Notes
from .pool import Crashed, processes, shared
from .screen import Screen
from .targets import Broken, load

if TYPE_CHECKING:
    from ..claims.claim import Claim
    from ..sheets.catalogue import Document
    from ..sheets.compose import Variant
    from ..sheets.document import Sheet
    from ..sheets.ledger import Others


@dataclass(frozen=True)
class Options:
    """Names of documents or modules (empty: all), the folder to write into, the engine asked for, for whom the sheets are,
    processes (0: as needed), the folder of what other checkers said (None: it is not looked up)."""

    names: tuple[str, ...]
    out: Path
    engine: str | None = None
    variants: tuple[Variant, ...] = ("solutions",)
    jobs: int = 0
    store: Path | None = None


def run(source: Path, options: Options) -> int:
    """Build; the exit code: 0 when all claims hold and all sheets are written, 1 otherwise, 2 for a wrong name, 5 for none."""
    from ..sheets.catalogue import CatalogueError, answered, documents

    if not source.is_dir():
        print(f"there is no folder {source}: give --source, or make one with  proofs new", file=sys.stderr)
        return 2
    if problem := _unwritable(options.out):
        print(f"nothing can be written into {options.out} ({problem}): give another folder with --out", file=sys.stderr)
        return 2
    try:
        catalogue = {d.key: d for d in documents(source)} if (source/"sheets.toml").exists() else {}
        loaded = load([str(source)])
        if not loaded.broken:  # the claims of a module that does not load are not known
            answered(catalogue.values(), [c.id for c in loaded.claims])
    except CatalogueError as e:
        print(e, file=sys.stderr)
        return 1
    modules = list(dict.fromkeys(c.module.rpartition(".")[2] for c in loaded.claims))
    modules += [Path(b.file).stem for b in loaded.broken]
    unknown = [n for n in options.names if n not in modules and n not in catalogue]
    if unknown:
        known = f"there are the documents {', '.join(catalogue) or 'none'}, the modules {', '.join(modules) or 'none'}"
        print(f"there is no document or module {', '.join(unknown)}; {known}", file=sys.stderr)
        return 2
    for b in loaded.broken:
        print(f"{Path(b.file).stem}: the module does not load: {b.message} ({b.file}:{b.line})", file=sys.stderr)
    names = options.names or tuple(catalogue) or tuple(modules)
    return _Build(source, options, catalogue, loaded.broken, loaded.claims).all(names)


REST = ""  # the task of checking what no sheet shows


class _Done(NamedTuple):
    """What became of a sheet in a process of its own, and what it printed."""

    good: bool
    said: str
    told: str


def _apart(source: Path, options: Options, names: tuple[str, ...], notes: Notes, name: str) -> _Done:
    """One sheet, or the rest, in a process that may not have loaded anything."""
    return replace(_loaded(source, options), notes=notes).apart(names, name)


@functools.cache
def _loaded(source: Path, options: Options) -> _Build:
    from ..sheets.catalogue import documents

    catalogue = {d.key: d for d in documents(source)} if (source/"sheets.toml").exists() else {}
    loaded = load([str(source)])
    return _Build(source, options, catalogue, loaded.broken, loaded.claims)


@dataclass(frozen=True)
class _Build:
    source: Path
    options: Options
    catalogue: dict[str, Document]
    broken: tuple[Broken, ...]
    claims: tuple[Claim, ...]
    notes: Notes = Notes()

    def all(self, names: tuple[str, ...]) -> int:
        if not names:
            print(f"nothing to build: {self.source} holds no claims", file=sys.stderr)
            return 5
        start = time.perf_counter()
        jobs = self.options.jobs or processes(len(self.claims))
        with Screen(self.steps(names)) as screen:
            made = replace(self, notes=screen.notes)
            *results, rest = made.here(names, screen) if jobs <= 1 else made.in_processes(names, jobs, screen)
        print(f"{sum(results)} of {len(results)} sheets in {self.options.out} ({time.perf_counter() - start:.1f} s)")
        return 0 if all(results) and rest and not self.broken else 1

    def steps(self, names: tuple[str, ...]) -> int:
        """How many claims are checked and sheets set; a claim counts on each sheet."""
        rest = 0 if self.options.names else len(self.unshown(names))
        return sum(len(self.claims_of(n)) + len(self.options.variants) for n in names) + rest

    def here(self, names: tuple[str, ...], screen: Screen) -> list[bool]:
        """Sheet by sheet, and what no sheet shows; what is to be said of each is printed when it is done."""
        made = []
        for task in (*names, REST):
            done = self.apart(names, task)
            with screen.aside():
                made.append(_told(task, done))
        return made

    def in_processes(self, names: tuple[str, ...], jobs: int, screen: Screen) -> list[bool]:
        """The same, shared among processes, the longest first; what each would print is printed in the order of the names."""
        tasks = (*sorted(names, key=self.questions, reverse=True), REST)
        work = functools.partial(_apart, self.source, self.options, names, self.notes)
        results = dict(zip(tasks, shared(work, tasks, jobs), strict=True))
        with screen.aside():
            return [_told(task, results[task]) for task in (*names, REST)]

    def apart(self, names: tuple[str, ...], name: str) -> _Done:
        """One sheet, or the rest, with what it would print."""
        said, told = io.StringIO(), io.StringIO()
        with contextlib.redirect_stdout(said), contextlib.redirect_stderr(told):
            good = self.rest(self.unshown(names)) if name == REST else self.one(name)
        return _Done(good, said.getvalue(), told.getvalue())

    def questions(self, name: str) -> int:
        return len(self.catalogue[name].questions) if name in self.catalogue else 0

    def one(self, name: str) -> bool:
        return self.document(name) if name in self.catalogue else self.module(name)

    def rest(self, claims: tuple[Claim, ...] | list[Claim]) -> bool:
        """Do the claims hold that no sheet shows?  Nobody asks when sheets were named."""
        return bool(self.options.names) or failing("no sheet", claims, self.notes) == 0

    def unshown(self, names: tuple[str, ...]) -> list[Claim]:
        shown = {c.id for n in names if n in self.catalogue for c in self.claims_of(n)}
        return [c for c in self.claims if c.id not in shown and c.module.rpartition(".")[2] not in names]

    def claims_of(self, name: str) -> list[Claim]:
        """The claims of a sheet; none when it cannot be made."""
        from ..sheets.compose import claims_shown

        if name not in self.catalogue:
            return [c for c in self.claims if c.module.rpartition(".")[2] == name]
        others = {q.id: q for d in self.catalogue.values() for q in d.questions}
        return [] if self.needed(name) else claims_shown(self.catalogue[name], others)

    def needed(self, name: str) -> list[str]:
        """The modules without which the document is incomplete, and which do not load."""
        ids = [f'"{name}-', *[f'"{more}' for q in self.catalogue[name].questions for more in q.more]]
        return [Path(b.file).stem for b in self.broken if any(i in _text(Path(b.file)) for i in ids)]

    def document(self, name: str) -> bool:
        from ..sheets.compose import view
        from ..sheets.standing import standing

        needed = self.needed(name)
        if needed:
            print(f"{name}: no sheet is written, for {', '.join(needed)} does not load", file=sys.stderr)
            return False
        others = {q.id: q for d in self.catalogue.values() for q in d.questions}
        document = self.catalogue[name]
        done = self.sheet(name, self.claims_of(name), lambda v, said: view(document, others, v, said))
        unanswered = [q.id for q in document.questions if q.kind != "CODE" and standing(q, others) == "open"] if done else []
        if unanswered:
            print(f"  open: {len(unanswered)} of {len(document.questions)} questions ({', '.join(unanswered)})")
        return done

    def module(self, name: str) -> bool:
        from ..sheets.compose import sheet

        if name in [Path(b.file).stem for b in self.broken]:
            return False
        claims = self.claims_of(name)
        return self.sheet(name, claims, lambda v, said: sheet(sys.modules[claims[0].module], v, said))

    def sheet(self, name: str, claims: list[Claim], compose: Callable[[Variant, Others], Sheet]) -> bool:
        """Check the claims and write the sheet; when something is wrong, a draft that shows where, and no sheet."""
        from ..language.errors import AuthorError
        from ..recheck import Refused
        from ..sheets.expressions import AlgorithmError
        from ..sheets.marks import draft, marked

        start = time.perf_counter()
        wrong = failing(name, claims, self.notes)
        checked = time.perf_counter() - start
        if wrong:
            print(f"{name}: {wrong} of {len(claims)} claims do not hold as stated; no sheet is written, but a draft that says "
                  "where", file=sys.stderr)
        else:
            print(f"{name}: {len(claims)} {'claim' if len(claims) == 1 else 'claims'} checked in {checked:.2f} s")
        start = time.perf_counter()
        try:
            said = self.others(claims)
            sheets = {name if v == "solutions" else f"{name}-{v}": marked(compose(v, said)) for v in self.options.variants}
        except (AlgorithmError, AuthorError, Refused) as e:
            what = "the second checker does not accept its certificates: " if isinstance(e, Refused) else ""
            print(f"{name}: no sheet is written: {what}{e}", file=sys.stderr)
            return False
        unknown = dict.fromkeys(problem for _, problems in sheets.values() for problem in problems)
        for problem in unknown:
            print(f"{name}: {problem}; no sheet is written, but a draft that marks the place", file=sys.stderr)
        if wrong or unknown:
            return not [self.write(f"{file}-draft", draft(made)) for file, (made, _) in sheets.items()]
        written = [self.write(file, made) for file, (made, _) in sheets.items()]
        for old in [p for file in sheets for p in self.options.out.glob(f"{file}-draft.*")]:
            old.unlink(missing_ok=True)
        print(f"  typeset in {time.perf_counter() - start:.2f} s")
        return all(written)

    def others(self, claims: list[Claim]) -> Others:
        """What other checkers say, where a sheet shows it."""
        from ..sheets.compose import NOBODY
        from .others import said
        from .store import Store

        if "instructor" not in self.options.variants:
            return NOBODY
        return said(claims, None if self.options.store is None else Store(self.options.store))

    def write(self, name: str, sheet: Sheet) -> bool:
        """The files of one sheet."""
        from ..sheets.pdf import EngineFailed, EngineMissing, write_sheet

        self.notes.begin(f"{name}: typesetting")
        try:
            written = write_sheet(sheet, self.options.out, name, self.options.engine)
        except (EngineFailed, EngineMissing, OSError) as e:
            print(f"{name}: no PDF: {e}", file=sys.stderr)
            return False
        print(f"  {written.pdf.name} by {written.engine}{'' if written.fresh else ', up to date'}")
        if written.note:
            print(f"  note: {written.note}")
        return True


def _told(name: str, done: _Done | Crashed) -> bool:
    """Print what is to be said of a sheet, or of the rest; did it go well?"""
    if isinstance(done, Crashed):
        print(f"{name or 'what no sheet shows'}: the build did not end: {done.why}", file=sys.stderr)
        return False
    print(done.said, end="")
    print(done.told, end="", file=sys.stderr)
    return done.good


def failing(name: str, claims: tuple[Claim, ...] | list[Claim], notes: Notes) -> int:
    """Check claims; how many are not as their author says, each reported with its place."""
    from ..claims.status import as_stated

    wrong = 0
    for claim in claims:
        notes.begin(f"{name}: checking {claim.name}")
        problem = as_stated(claim)
        if problem:
            wrong += 1
            print(f"{name}: {claim.name} ({claim.id})\n  {problem}", file=sys.stderr)
    return wrong


def _unwritable(folder: Path) -> str:
    """Why no file can be made in the folder; empty when one can."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return ""
    except OSError as e:
        return e.strerror or str(e)


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace")
