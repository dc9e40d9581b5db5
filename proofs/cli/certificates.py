"""The commands about proofs outside this process: `export` writes them for other checkers, `recheck` runs the second one."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import click

from .data import examples, print_json
from .targets import load

CHECKER = Path(__file__).parents[1]/"recheck.py"
JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON instead of text.")


@click.group(help="Write theorems with their proofs for other checkers.",
             epilog=examples("proofs export certificates", "proofs recheck build/certificates.jsonl"))
def export() -> None:
    pass


@export.command(epilog=examples("proofs export certificates", "proofs export certificates lecture3.py --out lecture3.jsonl"),
                help="Check claims, then write their certificates: one file for all TARGETS, in the format of "
                     "proofs/certificates/README.md.\n\nExit code: 1 when a claim has no certificate, 5 nothing to export.")
@click.argument("targets", nargs=-1)
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), default=Path("build/certificates.jsonl"),
              show_default=True)
@JSON
def certificates(targets: tuple[str, ...], out: Path, as_json: bool) -> None:
    from ..certificates.export import write
    from ..certificates.writer import CannotWrite

    loaded = load(targets)
    for b in loaded.broken:
        click.echo(f"{b.file}:{b.line}: the module does not load: {b.message}", err=True)
    if not loaded.claims:
        click.echo("nothing to export: no claims were found", err=True)
        sys.exit(1 if loaded.broken else 5)
    try:
        write(loaded.claims, out)
    except CannotWrite as e:
        raise click.ClickException(str(e)) from e
    if as_json:
        print_json("export", {"file": out.as_posix(), "claims": len(loaded.claims)})
    else:
        click.echo(f"{out}: {len(loaded.claims)} claims; check them with: proofs recheck {out}")
    sys.exit(1 if loaded.broken else 0)


@export.command(epilog=examples("proofs export coq", "proofs export coq derivations --out build/coq --check"),
                help="Write every theorem of TARGETS, with its proof, as files for Coq 8.16: what is stated is in Spec.v, and "
                     "Check.v compares it with what was proved; see proofs/coq/README.md.\n\nExit code: 1 when a claim has no "
                     "certificate or Coq refuses, 5 nothing to export.")
@click.argument("targets", nargs=-1)
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), default=Path("build/coq"), show_default=True)
@click.option("--certificates", "file", type=click.Path(exists=True, dir_okay=False, path_type=Path),
              help="Read this certificate file instead of checking claims.")
@click.option("--check", is_flag=True, help="Run coqc and coqchk on the files, and note what they say "
              "for proofs trust and the ledger of the sheets.")
@JSON
def coq(targets: tuple[str, ...], out: Path, file: Path | None, check: bool, as_json: bool) -> None:
    from ..coq.compile import CoqRefused, compiled
    from ..coq.export import write
    from ..recheck import Refused
    from . import others
    from .store import Store, folder

    try:
        report = write(file.read_text(encoding="utf-8") if file else _certificates(targets), out)
        found = compiled(out) if check else None
    except (Refused, CoqRefused) as e:
        raise click.ClickException(str(e)) from e
    if found is not None:
        others.note(Store(folder()), report.claims.values(), found)
    if as_json:
        accepted = None if found is None else {"version": found.version, "axioms": sorted(found.axioms)}
        print_json("coq", {"folder": out.as_posix(), "claims": len(report.claims), "theorems": report.theorems,
                           "unused": {claim: list(numbers) for claim, numbers in report.unused.items()}, "accepted": accepted})
        return
    click.echo(f"{out}: {len(report.claims)} claims, {report.theorems} theorems in {len(report.files)} files")
    click.echo(f"{len(report.unused)} statements are proved without one of their hypotheses: {out/'unused.txt'} says which, "
               "and proofs trust --drop which of them could be left out")
    if found is not None:
        click.echo(f"accepted by Coq {found.version} in {found.wall:.0f} s, by coqchk in {found.again:.0f} s, with "
                   f"{len(found.axioms)} axioms: {', '.join(sorted(found.axioms))}")


def _certificates(targets: tuple[str, ...]) -> str:
    """The certificate text of the claims of targets."""
    from ..certificates.export import certificates
    from ..certificates.writer import CannotWrite

    loaded = load(targets)
    for b in loaded.broken:
        click.echo(f"{b.file}:{b.line}: the module does not load: {b.message}", err=True)
    if loaded.broken or not loaded.claims:
        click.echo("nothing to export: " + ("a module does not load" if loaded.broken else "no claims were found"), err=True)
        sys.exit(1 if loaded.broken else 5)
    try:
        return certificates(loaded.claims)
    except CannotWrite as e:
        raise click.ClickException(str(e)) from e


@click.command(short_help="Check certificates by a second checker.",
               epilog=examples("proofs export certificates", "proofs recheck build/certificates.jsonl"),
               help="Check certificate files again, in a fresh process, with a second checker that shares no code with the "
                    "kernel.\n\nExit code: 0 all accepted, 1 something was refused.")
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False))
@JSON
def recheck(files: tuple[str, ...], as_json: bool) -> None:
    command = [sys.executable, "-I", str(CHECKER), *[str(Path(f).resolve()) for f in files]]
    done = subprocess.run(command, stdout=subprocess.PIPE if as_json else None, text=True, encoding="utf-8")
    if as_json:
        print_json("recheck", {"exit": done.returncode, "files": files, "text": done.stdout})
    sys.exit(done.returncode)
