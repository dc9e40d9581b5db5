"""The commands.  What needs SymPy is imported when a command runs, so that `--help` and `version` answer at once."""

from __future__ import annotations

import contextlib
import errno
import json
import os
import sys
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING, Any

import click

from .certificates import JSON, export, recheck
from .completion import targets as complete_targets
from .data import examples, print_json, whole
from .targets import Loaded, TargetError, load

if TYPE_CHECKING:
    from ..sheets.compose import Variant

VARIANTS: tuple[Variant, ...] = ("exercise", "hints", "solutions", "instructor")
TARGETS = click.argument("targets", nargs=-1, shell_complete=complete_targets)
JOBS = click.option("-j", "--jobs", type=click.IntRange(0), default=0, metavar="N",
                    help="Processes (default: one for each processor, if there is enough to do).")
ANEW = click.option("--no-cache", "anew", is_flag=True, help="Check everything, also what has not changed; keep nothing.")
ABOUT = """TARGETS are folders, files, modules, or MODULE:CLAIM; without any, the folder derivations.

Loading a derivation module runs it: it is Python code."""


class _Commands(click.Group):
    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except TargetError as e:
            raise click.UsageError(str(e)) from e
        except OSError as e:
            if e.errno == errno.EPIPE:  # whoever read this has gone
                raise
            at = f": {e.filename}" if e.filename else ""
            said = f"{e.strerror or e}{at}; what stood there is as it was: make room, or name another place"
            raise click.ClickException(said) from e


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]},
             epilog=examples("proofs new lecture3", "proofs check", "proofs show derivations/assignment_1.py", "proofs build",
                             'proofs decide "sqrt(x^2) = x"'))
def main() -> None:
    """Checked derivations: claims in SymPy, proofs line by line, theorems from a small kernel."""


main.add_command(export)
main.add_command(recheck)


@main.command(short_help="Check claims, line by line.",
              help=f"Check claims, line by line.\n\n{ABOUT}\n\n"
                   "Exit code: 0 all are as stated, 1 something is not, 2 usage, 5 nothing to check.",
              epilog=examples("proofs check", "proofs check week1 week2", "proofs check lecture3.py:my_claim",
                              "proofs check --quiet --slowest 5", "proofs check --sarif proofs.sarif"))
@TARGETS
@JSON
@click.option("--sarif", type=click.Path(dir_okay=False, path_type=Path), help="Also write a SARIF 2.1.0 file.")
@click.option("--github", is_flag=True, help="Also print annotations for GitHub (default: in its workflows).")
@click.option("-q", "--quiet", is_flag=True, help="Only what is not as stated, and the summary.")
@click.option("--slowest", type=click.IntRange(0), default=0, metavar="N", help="Also the N claims that take longest.")
@click.option("--seconds", type=click.FloatRange(0, min_open=True), default=300, show_default=True, help="For one claim.")
@click.option("--megabytes", type=click.IntRange(1), default=4000, show_default=True, help="For one process.")
@JOBS
@ANEW
@click.option("--replay", is_flag=True, help="Check everything, and compare with what was kept of earlier runs.")
def check(targets: tuple[str, ...], as_json: bool, sarif: Path | None, github: bool, quiet: bool, slowest: int,
          seconds: float, megabytes: int, jobs: int, anew: bool, replay: bool) -> None:
    from . import checking, report, store
    from .screen import Screen
    from .watchdog import Limits

    where = None if anew else store.Store(store.folder())
    run = checking.check(targets, jobs, where, lambda n: Screen(n, silent=as_json), replay, Limits(seconds, megabytes))
    found = run.rows
    if run.problem:
        click.echo(f"nothing is kept for the next run: {run.problem} (PROOFS_STORE names another folder)", err=True)
    for line in run.unconfirmed:
        click.echo(f"what was kept is not confirmed, and was replaced: {line}", err=True)
    if sarif:
        whole(sarif, report.as_sarif(found))
    if as_json:
        print_json("check", report.as_data(found))
    else:
        Screen.table([r for r in found if not (quiet and r.ok)])
        if slowest:
            click.echo(report.slowest(found, slowest))
        click.echo(report.summary(found) if found else "nothing to check: no claims were found")
    if github or os.environ.get("GITHUB_ACTIONS") == "true":
        click.echo("\n".join(report.workflow_commands(found)), err=as_json)
    sys.exit(report.exit_code(found) or (1 if run.unconfirmed else 0))


@main.command(short_help="Show claims with their derivations.",
              help=f"Show claims: hypotheses, statement, and the derivation as it was checked.\n\n{ABOUT}",
              epilog=examples("proofs show lecture3.py", "proofs show lecture3.py:my_claim --json"))
@TARGETS
@JSON
def show(targets: tuple[str, ...], as_json: bool) -> None:
    from .shown import as_data, as_text

    claims = _claims(load(targets))
    if as_json:
        print_json("show", {"claims": [as_data(c) for c in claims]})
    else:
        click.echo("\n\n".join(as_text(c) for c in claims))


@main.command(short_help="What theorems rest on.",
              help="What theorems rest on, and who accepts them: hypotheses used and not used, values that satisfy them all, "
                   "definitions, table rows, gaps; kernel, second checker, and what Coq said when proofs export coq --check "
                   f"asked it.\n\n{ABOUT}",
              epilog=examples("proofs trust lecture3.py", "proofs trust --drop lecture3.py:my_claim"))
@TARGETS
@click.option("--drop", is_flag=True, help="Also try each derivation without each hypothesis: which could be dropped?")
@JSON
def trust(targets: tuple[str, ...], drop: bool, as_json: bool) -> None:
    from ..recheck import Refused
    from . import others, store
    from .shown import trust_data, trust_text

    claims = _claims(load(targets))
    try:
        said = others.said(claims, store.Store(store.folder()))
    except Refused as e:
        raise click.ClickException(f"the second checker does not accept the certificates: {e}") from e
    found = [trust_data(c, said, drop) for c in claims]
    if as_json:
        print_json("trust", {"claims": found})
    else:
        click.echo("\n\n".join(map(trust_text, found)))


@main.command(short_help="Search counterexamples to claims.",
              help=f"Search a counterexample to claims, among small exact values; they need no derivation.\n\n{ABOUT}\n\n"
                   "Exit code: 1 when one was found.",
              epilog=examples("proofs refute lecture3.py", "proofs refute lecture3.py:my_claim"))
@TARGETS
@JSON
def refute(targets: tuple[str, ...], as_json: bool) -> None:
    from ..claims.refute import search

    found = [(c, search(c.sequent)) for c in _claims(load(targets))]
    if as_json:
        rows = [{"claim": c.name, "id": c.id, "refuted": v is not None, "text": "" if v is None else v.said,
                 "values": () if v is None else v.values} for c, v in found]
        print_json("refute", {"claims": rows})
    else:
        click.echo("\n".join(f"{c.name}: {'no counterexample among small values' if v is None else v.said}" for c, v in found))
    sys.exit(1 if any(v is not None for _, v in found) else 0)


@main.command(short_help="Is a statement true?",
              help="Is a STATEMENT true? It is read as text: + - * / ^, relations, Sum(a[i], (i, 1, n)), sqrt, exp, log, "
                   "abs, max, E, Var, ForAll([i], …).\n\n"
                   "i j k l m n t K L N T are natural numbers, x[i] is a member of a family, other names are real numbers.\n\n"
                   "Exit code: 0 proved, 1 refuted or undecided.",
              epilog=examples('proofs decide "Sum(i, (i, 1, n)) = n*(n + 1)/2"',
                              'proofs decide "sqrt(x^2) = x" --given "x >= 0"', 'proofs decide "m/2 >= 0" --kind m=real'))
@click.argument("statement")
@click.option("--given", multiple=True, metavar="STATEMENT", help="A hypothesis.")
@click.option("--kind", "kinds", multiple=True, metavar="NAME=KIND", help="real, nat, int, family or random, as in m=real.")
@click.option("--effort", type=click.IntRange(1), default=1, metavar="N", help="Spend up to N times the usual work on it.")
@JSON
def decide(statement: str, given: tuple[str, ...], kinds: tuple[str, ...], effort: int, as_json: bool) -> None:
    from ..language.errors import AuthorError
    from ..text.ask import KINDS, asked

    declared = dict(k.partition("=")[::2] for k in kinds)
    if not set(declared.values()) <= set(KINDS):
        raise click.UsageError(f"--kind takes NAME=KIND, and the kinds are {', '.join(KINDS)}")
    try:
        verdict = asked(statement, given, declared, effort)
    except AuthorError as e:
        raise click.UsageError(e.message) from e
    name = type(verdict).__name__.lower()
    if as_json:
        print_json("decide", {"verdict": name, "text": repr(verdict)})
    else:
        click.echo(repr(verdict))
    sys.exit(0 if name == "proved" else 1)


@main.command(short_help="Grade a derivation that a student wrote as text.",
              help="Grade a derivation that a student wrote as text against a claim, line by line.\n\n"
                   "TARGET is MODULE:CLAIM; its module runs, the text does not: it is read by a closed grammar, in a process "
                   "that is ended when it takes too much time or memory.\n\n"
                   "The text:\n\n\b\n"
                   "  induction n from 1\n"
                   "  base:\n"
                   "      calc Sum(i, (i, 1, 1))\n"
                   "         = 1                by last_term\n"
                   "  step:\n"
                   "      …                     (also: have a: …, case a: …, part a:, assume a: …, conclude by …)\n\n"
                   "Exit code: 0 when the text proves the claim, otherwise 1.",
              epilog=examples("proofs grade lecture3.py:my_claim student.txt",
                              "proofs grade lecture3.py:my_claim student.txt --gradescope results.json",
                              "proofs grade lecture3.py:my_claim student.txt --theorem my_lemma --without exchange"))
@click.argument("target", shell_complete=complete_targets)
@click.argument("text", type=click.Path(dir_okay=False, exists=True, path_type=Path))
@click.option("--points", type=float, default=10.0, show_default=True, help="For a text that proves the claim.")
@click.option("--partial", type=click.FloatRange(0, 1), default=0.5, show_default=True,
              help="The part of the points that right lines of an unfinished text earn at most.")
@click.option("--theorem", "theorems", multiple=True, metavar="CLAIM", help="A claim that may be used (default: those that the "
              "module's own derivation cites).")
@click.option("--without", multiple=True, metavar="REASON", help="A reason of the engine that may not be named.")
@click.option("--brief", is_flag=True, help="Say what is wrong with a line, not what would help: for exams.")
@click.option("--seconds", type=click.FloatRange(0, min_open=True), default=120, show_default=True, help="For the whole check.")
@click.option("--megabytes", type=click.IntRange(1), default=3000, show_default=True, help="For the whole check.")
@click.option("--gradescope", type=click.Path(dir_okay=False, path_type=Path), help="Also write a results.json for Gradescope.")
@ANEW
@JSON
def grade(target: str, text: Path, points: float, partial: float, theorems: tuple[str, ...], without: tuple[str, ...],
          brief: bool, seconds: float, megabytes: int, gradescope: Path | None, anew: bool, as_json: bool) -> None:
    from . import grading, store
    from .watchdog import Limits

    policy = {"points": points, "partial": partial, "theorems": list(theorems), "without": list(without),
              "advice": not brief}
    result = grading.grade(target, text, policy, Limits(seconds, megabytes),
                           None if anew else store.Store(store.folder()))
    if gradescope:
        whole(gradescope, grading.as_gradescope(result))
    if as_json:
        print_json("grade", result)
    else:
        click.echo(grading.as_text(result))
    sys.exit(0 if result["complete"] else 1)


@main.command(short_help="Which claims rest on which, and who uses what.",
              help=f"Which claims rest on which, as Mermaid, DOT or JSON; or who uses something.\n\n{ABOUT}",
              epilog=examples("proofs graph lecture3.py", "proofs graph --falls my_lemma",
                              "proofs graph --uses by.independence", "proofs graph --format dot | dot -Tsvg"))
@TARGETS
@click.option("--format", "kind", type=click.Choice(["mermaid", "dot", "json"]), default="mermaid", show_default=True)
@click.option("--falls", metavar="CLAIM", help="Only what would fall if this claim fell.")
@click.option("--uses", metavar="NAME", help="List instead who uses a symbol, definition, hypothesis, reason, claim, rule of "
              "the kernel or row of its table.")
@JSON
def graph(targets: tuple[str, ...], kind: str, falls: str | None, uses: str | None, as_json: bool) -> None:
    from .graphs import drawn, edges, users, users_text

    claims = _claims(load(targets))
    if uses is not None:
        found = users(claims, uses)
        if as_json:
            rows = [{"claim": c.name, "id": c.id, "uses": kinds} for c, kinds in found.items()]
            print_json("uses", {"name": uses, "claims": rows})
        else:
            click.echo(users_text(found))
    elif as_json or kind == "json":
        names, pairs = edges(claims, falls)
        print_json("graph", {"claims": names, "rests_on": pairs})
    else:
        click.echo(drawn(*edges(claims, falls), kind))


@main.command(short_help="Check, then write sheets (PDF, HTML, TeX).",
              epilog=examples("proofs build", "proofs build assignment_1 --variant all", "proofs build --source week1 --watch"),
              help="Check, then write solution sheets (.tex, .typ, .html, .pdf).\n\n"
                   "In a folder with a sheets.toml NAMES are its documents (default: all) or modules; in another folder "
                   "there is a sheet for each module.")
@click.argument("names", nargs=-1)
@click.option("--source", type=click.Path(file_okay=False, exists=True, path_type=Path), help="Folder of the modules "
              "(default: derivations).")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), default=Path("build/out"), show_default=True)
@click.option("--engine", type=click.Choice(["pdflatex", "lualatex", "typst"]), help="PDF engine (default: what is there).")
@click.option("--variant", "variants", multiple=True, type=click.Choice([*VARIANTS, "all"]), default=["solutions"],
              show_default=True, help="For whom: exercise (tasks only), hints (tasks, the claims on the way, what each proof "
              "uses), solutions, instructor (with ledger and errata).  May be given several times.")
@JOBS
@ANEW
@click.option("--watch", is_flag=True, help="Build again whenever a file of the folder changes, until interrupted.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of text; the text goes to standard error.")
def build(names: tuple[str, ...], source: Path | None, out: Path, engine: str | None, variants: tuple[str, ...],
          jobs: int, anew: bool, watch: bool, as_json: bool) -> None:
    from . import built, store
    from .build import Options
    from .watch import again

    if watch:
        again(source or Path("derivations"), [a for a in sys.argv if a != "--watch"])
    wanted = VARIANTS if "all" in variants else tuple(v for v in VARIANTS if v in variants)
    with contextlib.redirect_stdout(sys.stderr if as_json else sys.stdout):
        where = None if anew else store.Store(store.folder())
        code = built.up_to_date(source or Path("derivations"), Options(names, out, engine, wanted, jobs), where)
    if as_json:
        made = sorted(p.name for p in out.glob("*") if p.name[0] != "." and p.is_file()) if out.is_dir() else []
        print_json("build", {"exit": code, "out": out.as_posix(), "files": made})
    sys.exit(code)


@main.command(short_help="Write a project skeleton.",
              help="Write a project skeleton: a first assignment that proves, its sheet, a CI workflow, a pre-commit hook.",
              epilog=examples("proofs new lecture3"))
@click.argument("name")
@JSON
def new(name: str, as_json: bool) -> None:
    from .new import write

    try:
        written = write(Path(name))
    except FileExistsError as e:
        raise click.UsageError(str(e)) from e
    if as_json:
        print_json("new", {"files": [p.as_posix() for p in written]})
        return
    click.echo("\n".join(f"  {p}" for p in written))
    click.echo(f"\nNext:  cd {quote(name)}  &&  proofs check  &&  proofs build")


@main.command(short_help="What is installed, and what is missing.",
              help="What is here: Python, packages and their tested ranges, PDF engines, other provers.",
              epilog=examples("proofs doctor"))
@JSON
def doctor(as_json: bool) -> None:
    from .doctor import findings

    found = findings()
    if as_json:
        print_json("doctor", {"findings": [f._asdict() for f in found]})
    else:
        for f in found:
            click.echo(f"{'ok ' if f.ok else '-- '} {f.what}: {f.found}" + (f"  ({f.advice})" if f.advice else ""))
    sys.exit(0 if all(f.ok or not f.needed for f in found) else 1)


@main.command(help="The versions of package and kernel.")
@JSON
def version(as_json: bool) -> None:
    from .. import __version__

    if as_json:
        print_json("version", {"package": __version__, "kernel": _kernel_version()})
    else:
        click.echo(f"proofs {__version__}, kernel {_kernel_version()}")


def _kernel_version() -> str:
    """As the kernel's source says; to import the kernel takes longer than all of this command."""
    source = (Path(__file__).parents[1]/"kernel/__init__.py").read_text(encoding="utf-8")
    return next(line for line in source.splitlines() if line.startswith("VERSION = ")).split('"')[1]


@main.command(short_help="The JSON Schemas of what --json prints.",
              help="The JSON Schema of what a command prints with --json; without NAME, their names.",
              epilog=examples("proofs schema", "proofs schema proofs-check/1"))
@click.argument("name", required=False)
def schema(name: str | None) -> None:
    from .data import SCHEMAS

    known = json.loads(SCHEMAS.read_text(encoding="utf-8"))
    if name is not None and name not in known:
        raise click.UsageError(f"there is no schema {name}; there are {', '.join(known)}")
    click.echo("\n".join(known) if name is None else json.dumps(known[name], indent=1))


def _claims(loaded: Loaded) -> tuple[Any, ...]:
    """The claims, or an error that says what was missing."""
    for b in loaded.broken:
        click.echo(f"{b.file}:{b.line}: the module does not load: {b.message}", err=True)
    if not loaded.claims:
        click.echo("nothing to show: no claims were found", err=True)
        sys.exit(1 if loaded.broken else 5)
    return loaded.claims
