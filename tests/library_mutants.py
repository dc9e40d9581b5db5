"""Every claim and every line of the library with one thing changed: what is still proved, and why that is no harm.

    python tests/library_mutants.py [--each N] [--part K N]      judges mutants, prints those still proved with their class

All of them take about forty minutes; what is printed then is library_survivors.txt.

One mutant for each line and kind of change: a sign, a constant, an index, a bound, a square, the order of two operands,
< for ≤, a hypothesis left out, a reason left out or exchanged.
"""

from __future__ import annotations

import argparse
import ast
import importlib
import sys
import time
import types
import warnings
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from zlib import crc32

import derivations
from proofs.claims import check
from proofs.claims.claim import REGISTRY, Claim
from proofs.claims.outcome import Proved
from proofs.claims.steps import StepFailed
from proofs.claims.written import CancelledDivision
from proofs.language.errors import AuthorError
from proofs.tactics.budget import within
from proofs.tactics.prover import attempt

FOLDER = Path(derivations.__file__).parent
RANGES = ("Sum", "Product", "maximum", "every", "some", "count")
LINES = ("calc", "eq", "le", "lt", "ge", "gt", "have")
KINDS = ("sign", "operands", "quotient", "square", "constant", "index up", "index down", "upper bound", "lower bound", "strict",
         "a hypothesis less", "a reason less", "another reason")
WORK = 10_000_000  # for one mutant, in units of `budget`
STRICT = {ast.LtE: "<", ast.GtE: ">"}
NAMED = {"Le": "Lt", "Ge": "Gt"}


@dataclass(frozen=True)
class Mutant:
    """A change of the source: `claim` is the Python name of the claim that it belongs to."""

    module: str
    claim: str
    line: Any  # in the file, then as “stated 2” or “shown 5”
    kind: str
    start: int
    end: int
    text: str
    before: str

    def __str__(self) -> str:
        """Lines are counted from the function, so that a change elsewhere in the file changes no name."""
        before = " ".join(self.before.split())
        return f"{self.module}:{self.claim}:{self.line}: {self.kind}: {before} ↦ {' '.join(self.text.split()) or 'nothing'}"


class Source:
    """A module of the library as text and tree."""

    def __init__(self, module: str) -> None:
        self.module, self.text = module, (FOLDER/f"{module}.py").read_text(encoding="utf-8")
        self.starts = [0]
        for row in self.text.splitlines(keepends=True):
            self.starts.append(self.starts[-1] + len(row.encode()))
        self.bytes = self.text.encode()
        self.tree = ast.parse(self.text)

    def span(self, node: Any) -> tuple[int, int]:
        return (self.starts[node.lineno - 1] + node.col_offset, self.starts[node.end_lineno - 1] + node.end_col_offset)

    def of(self, node: Any) -> str:
        a, b = self.span(node)
        return self.bytes[a:b].decode()

    def mutants(self) -> Iterator[Mutant]:
        for f in self.tree.body:
            if isinstance(f, ast.FunctionDef):
                for d in f.decorator_list:
                    where = "stated" if isinstance(d, ast.Call) else "shown"
                    yield from (replace(m, line=f"{where} {m.line - f.lineno}") for m in self.of_function(f, d))

    def of_function(self, f: ast.FunctionDef, d: ast.expr) -> Iterator[Mutant]:
        if isinstance(d, ast.Call) and isinstance(d.func, ast.Name) and d.func.id == "claim":
            for r in [n for n in ast.walk(f) if isinstance(n, ast.Return) and n.value is not None]:
                yield from self.of_expression(f.name, r.value)
            for k in d.keywords:
                if k.arg in ("given", "where") and isinstance(k.value, ast.List):
                    yield from self.without(f.name, "a hypothesis less", k.value.elts)
        if isinstance(d, ast.Attribute) and d.attr == "proof" and isinstance(d.value, ast.Name):
            for c in [n for n in ast.walk(f) if isinstance(n, ast.Call) and isinstance(n.func, ast.Attribute)]:
                if c.func.attr in LINES and c.args and not isinstance(c.func.value, ast.Call):  # type: ignore[attr-defined]
                    yield from self.of_expression(d.value.id, c.args[0])
                    yield from self.without(d.value.id, "a reason less", c.args[1:])
                    for r in c.args[1:2]:
                        wrong = "by.sums" if self.of(r) == "by.algebra" else "by.algebra"
                        yield self.changed(d.value.id, "another reason", r, wrong)

    def without(self, claim: str, kind: str, parts: list[Any]) -> Iterator[Mutant]:
        """Each part left out, with a comma beside it."""
        for n, part in enumerate(parts):
            a, b = self.span(part)
            after = self.bytes[b:]
            if after[:1] == b",":
                b += 1
            elif n:
                a = self.span(parts[n - 1])[1]
            yield Mutant(self.module, claim, part.lineno, kind, a, b, "", self.of(part))

    def changed(self, claim: str, kind: str, node: Any, text: str) -> Mutant:
        return Mutant(self.module, claim, node.lineno, kind, *self.span(node), text, self.of(node))

    def of_expression(self, claim: str, e: ast.expr) -> Iterator[Mutant]:
        """One mutant of each kind: at the first place where it can be made."""
        made: dict[str, Mutant] = {}
        for node in ast.walk(e):
            for kind, where, text in self.changes(node):
                made.setdefault(kind, self.changed(claim, kind, where, text))
        yield from made.values()

    def changes(self, node: ast.AST) -> Iterator[tuple[str, Any, str]]:
        match node:
            case ast.BinOp(left=a, op=ast.Add() | ast.Sub() as o, right=b):
                yield "sign", node, f"({self.of(a)}) {'-' if isinstance(o, ast.Add) else '+'} ({self.of(b)})"
                if isinstance(o, ast.Sub):
                    yield "operands", node, f"({self.of(b)}) - ({self.of(a)})"
            case ast.BinOp(left=a, op=ast.Div(), right=b):
                yield "quotient", node, f"({self.of(b)})/({self.of(a)})"
            case ast.BinOp(left=a, op=ast.Pow(), right=ast.Constant(value=2)):
                yield "square", node, f"({self.of(a)})"
            case ast.Constant(value=int(c)) if not isinstance(c, bool):
                yield "constant", node, str(c + 1)
            case ast.Subscript(slice=index) if not isinstance(index, ast.Slice):
                last = index.elts[-1] if isinstance(index, ast.Tuple) else index
                if not isinstance(last, ast.Slice):
                    yield "index up", last, f"({self.of(last)}) + 1"
                    yield "index down", last, f"({self.of(last)}) - 1"
            case ast.Call(func=ast.Name(id=name), args=args) if name in RANGES:
                for r in args[1:]:
                    if isinstance(r, ast.Tuple) and len(r.elts) == 3:
                        yield "upper bound", r.elts[2], f"{self.of(r.elts[2])} + 1"
                        yield "lower bound", r.elts[1], f"{self.of(r.elts[1])} + 1"
            case ast.Compare(left=a, ops=[ast.LtE() | ast.GtE() as o], comparators=[b]):
                yield "strict", node, f"{self.of(a)} {STRICT[type(o)]} {self.of(b)}"
            case ast.Call(func=ast.Name(id="Le" | "Ge" as name)):
                yield "strict", node.func, NAMED[name]

    def with_(self, m: Mutant) -> str:
        return (self.bytes[:m.start] + m.text.encode() + self.bytes[m.end:]).decode()


def chosen(sources: Iterable[Source], each: int) -> list[Mutant]:
    """Each so many'th mutant, over all sources; by its name, so that a change elsewhere chooses no others."""
    return [m for source in sources for m in source.mutants() if crc32(str(m).encode()) % each == 0]


@contextmanager
def memory_bounded(gigabytes: int = 6) -> Iterator[None]:
    """As `proofs check --megabytes` bounds it: a wrong line may be one whose check takes all there is.  On top of what this
    process has taken before, as one that has loaded PyTorch has reserved much."""
    try:
        import resource
    except ImportError:  # not on this system
        yield
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    taken = Path("/proc/self/statm")
    before = int(taken.read_text().split()[0])*resource.getpagesize() if taken.exists() else 0
    resource.setrlimit(resource.RLIMIT_AS, (before + (gigabytes << 30), hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


def judged(source: Source, m: Mutant) -> str:
    """Why the mutant is still proved; empty when it is not."""
    before = dict(REGISTRY)
    made = types.ModuleType(f"derivations.{m.module}")
    made.__file__ = str(FOLDER/f"{m.module}.py")
    try:
        exec(compile(source.with_(m), made.__file__, "exec"), made.__dict__)  # noqa: S102
        claim = made.__dict__[m.claim]
        for other in [c for c in REGISTRY.values() if c.module == claim.module and c is not claim]:
            other.check = before[other.id].check  # type: ignore[method-assign]  # its source is unchanged
        with within(WORK), memory_bounded():
            verdict = claim._outcome = check.outcome(claim)
        return explained(before, claim, m) if isinstance(verdict, Proved) else ""
    except (AuthorError, ArithmeticError, LookupError, TypeError, AttributeError, SyntaxError, RecursionError,
            MemoryError):
        return ""  # the module does not load, or its check is ended: that is said, and nothing is proved
    finally:
        REGISTRY.clear()
        REGISTRY.update(before)


def explained(before: dict[str, Claim], claim: Claim, m: Mutant) -> str:
    """The class of a survivor: a theorem is true, so what remains is how it differs from the one that was written."""
    original, changed = before[claim.id].sequent, claim.sequent
    if m.kind == "a hypothesis less":
        return "hypothesis not needed"
    if m.kind in ("a reason less", "another reason"):
        return "the other reasons carry the line, too"
    if changed.statement is not original.statement:
        ctx = original.context().assume(original.statement)
        follows = attempt(ctx, changed.statement) is not None
        return "still true: follows from what was stated" if follows else "proved as changed"
    if set(changed.hypotheses) != set(original.hypotheses):
        return "hypothesis not needed in this form"
    same = _terms(claim.check().body) == _terms(before[claim.id].check().body)
    return "the same after normal form" if same else "the line is true as changed: the lines beside it are proved from it"


def _terms(body: Any) -> list[Any]:
    found = []
    for item in body:
        found += [line.term for line in getattr(item, "lines", ())]
        found += [getattr(item, "formula", None), *_terms(getattr(item, "body", ()))]
    return found


def prepare() -> None:
    """Load the library; what is wrong with a mutant is not explained: that search takes longer than the check."""
    warnings.simplefilter("ignore", CancelledDivision)
    for module in derivations.MODULES:
        importlib.import_module(f"derivations.{module}")
    check.not_carried = lambda checker, ctx, line, e: StepFailed("refused", line.place)  # type: ignore[assignment]
    check.undefined = lambda checker, ctx, t, remains, place: StepFailed("undefined", place)  # type: ignore[assignment]


def main() -> int:
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("--each", type=int, default=1, help="only each N-th mutant (default: all)")
    given.add_argument("--part", type=int, nargs=2, default=(0, 1), metavar=("K", "N"), help="the K-th of N parts")
    options = given.parse_args()
    prepare()
    sources = {module: Source(module) for module in derivations.MODULES}
    kinds, start = Counter[str](), time.perf_counter()
    for m in chosen(sources.values(), options.each)[options.part[0]::options.part[1]]:
        why = judged(sources[m.module], m)
        kinds[why or "not proved"] += 1
        if why:
            print(f"{m}\n    {why}", flush=True)
        if kinds.total() % 20 == 0:
            print(f"# {kinds.total()} mutants, {m.module} ({time.perf_counter() - start:.0f} s)", file=sys.stderr, flush=True)
    for why, count in kinds.most_common():
        print(f"# {count:>6}  {why}", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
