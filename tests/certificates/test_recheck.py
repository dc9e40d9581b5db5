"""The second checker accepts what was exported, alone, and says the same of it as the kernel; the bytes are always the same."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from certified import MODULES, claims_of
from click.testing import CliRunner
from clock import allowance
from replay import seen

from derivations import MODULES as LIBRARY
from proofs.certificates.export import certificates
from proofs.claims.outcome import Proved, Refuted
from proofs.cli.main import main
from proofs.recheck import Sequent, recheck

ROOT = Path(__file__).parents[2]
CHECKER = ROOT/"proofs/recheck.py"
SECONDS = 60.0  # of processor time, for the whole library


@pytest.mark.parametrize("name", MODULES)
def test_round_trip(name: str, texts: dict[str, str]) -> None:
    """Each claim with its verdict, and with the hypotheses and the statement that the kernel proved."""
    found = recheck(texts[name].splitlines())
    claims = sorted(claims_of([name]), key=lambda c: c.id)
    verdicts = {Proved: "proved", Refuted: "refuted"}
    assert [(verdict, claim) for verdict, claim, _ in found.ends] == [(verdicts[type(c.check())], c.id) for c in claims]
    stated = {address: x for address, x in zip(found.addresses, found.found, strict=True) if isinstance(x, Sequent)}
    for (_, _, address), c in zip(found.ends, claims, strict=True):
        assert stated[address].phi is seen(c.sequent.statement)
        assert stated[address].hyps == tuple(map(seen, c.sequent.hypotheses))


def test_what_claims_share_is_written_once(texts: dict[str, str]) -> None:
    together = certificates(claims_of(MODULES))
    lines = together.splitlines()
    assert len(lines) == len(set(lines)) < sum(len(t.splitlines()) for t in texts.values())
    assert len(recheck(lines).ends) == sum(len(recheck(t.splitlines()).ends) for t in texts.values())


# -- alone --------------------------------------------------------------------------

ALONE = """
import runpy, sys
sys.argv = ["recheck", sys.argv[1]]
try:
    runpy.run_path({checker!r}, run_name="__main__")
finally:
    print(sorted({{"proofs", "sympy", "flint", "derivations"}} & {{m.partition(".")[0] for m in sys.modules}}))
"""


def run(*args: object, **env: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, *map(str, args)], capture_output=True, text=True, cwd=ROOT,
                          env={**os.environ, "PYTHONPATH": str(ROOT), **env})


def test_it_runs_as_one_file_with_nothing_else(file: Path) -> None:
    done = run("-I", "-S", "-c", ALONE.format(checker=str(CHECKER)), file)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[-1] == "[]"
    assert "5 claims" in done.stdout


def test_it_runs_as_a_module_and_as_a_command(file: Path) -> None:
    for how in (["-m", "proofs.recheck"], ["-m", "proofs", "recheck"]):
        done = run(*how, file)
        assert done.returncode == 0 and "refuted ctu24-s3-a2c-unb:uncorrected" in done.stdout


def test_what_is_refused_is_said_and_counted(file: Path) -> None:
    file.write_text(file.read_text().replace('"order"', '"trust_me"', 1))
    done = run("-m", "proofs", "recheck", file)
    assert done.returncode == 1
    assert re.search(r"REFUSED: line \d+: unknown rule or kind 'trust_me'", done.stdout)
    assert "proved" not in done.stdout


def test_the_page_says_how_long_it_is() -> None:
    (told,) = re.findall(r"in one file \(([\d,]+) lines\)", (ROOT/"proofs/certificates/README.md").read_text(encoding="utf-8"))
    assert int(told.replace(",", "")) == len(CHECKER.read_text(encoding="utf-8").splitlines())


def test_without_a_file_it_says_what_it_wants() -> None:
    done = run(CHECKER)
    assert done.returncode == 2 and "python recheck.py FILE" in done.stdout


UNFINISHED = """
from sympy import Eq
from proofs import Proof, by, claim, real
x = real("x")
@claim("unfinished", "my notes")
def unfinished():
    return Eq(x + x, {right})
@unfinished.proof
def _(p: Proof) -> None:
    p.calc(x + x)
    p.eq({right}, by.{reason})
"""


def test_the_command_writes_what_the_library_writes(texts: dict[str, str], tmp_path: Path) -> None:
    path = tmp_path/"out"/"ewa.jsonl"
    done = CliRunner().invoke(main, ["export", "certificates", str(ROOT/"derivations/ewa.py"), "--out", str(path)])
    assert done.exit_code == 0 and f"{path}: 5 claims" in done.output
    assert path.read_bytes() == texts["ewa"].encode()


@pytest.mark.parametrize("right, reason, said", [
    ("2*x", "gap", "a step that was admitted"), ("3*x", "algebra", "see proofs check")])
def test_what_is_not_proved_has_no_certificate(right: str, reason: str, said: str, tmp_path: Path) -> None:
    source, path = tmp_path/f"unfinished_{reason}.py", tmp_path/"out.jsonl"
    source.write_text(UNFINISHED.format(right=right, reason=reason).replace("unfinished", f"unfinished_{reason}"))
    done = CliRunner().invoke(main, ["export", "certificates", str(source), "--out", str(path)])
    assert done.exit_code == 1 and said in done.output
    assert not path.exists()


# -- the same bytes -------------------------------------------------------------------

EXPORT = """
import importlib, sys
from proofs.certificates.export import certificates
from proofs.claims.claim import REGISTRY
for name in sys.argv[2:]:
    importlib.import_module("derivations." + name)
claims = [c for c in REGISTRY.values() if c.module.partition(".")[2] in sys.argv[2:]]
for c in claims if sys.argv[1] == "forwards" else claims[::-1]:
    c.check()
sys.stdout.buffer.write(certificates(claims).encode())
"""


@pytest.mark.parametrize("seed, order", [("1", "forwards"), ("2", "backwards")])
def test_the_bytes_depend_on_the_claims_alone(seed: str, order: str) -> None:
    """Other hashes, another order of checking (there is one definition at several parameters), another process."""
    modules = ("ensembles", "ewa")
    done = run("-c", EXPORT, order, *modules, PYTHONHASHSEED=seed)
    assert done.stdout == certificates(claims_of(modules)), done.stderr


# -- the library ------------------------------------------------------------------------


def test_the_whole_library(library: str, tmp_path: Path, record_property: Callable[[str, object], None]) -> None:
    """All claims in one file, accepted by the second checker in a fresh process in at most a minute."""
    claims, text, path = claims_of(LIBRARY), library, tmp_path/"library.jsonl"
    path.write_bytes(text.encode())
    start = time.perf_counter()
    done = run("-I", CHECKER, path)
    *rows, last = done.stdout.splitlines()
    seconds = float(last.rpartition(", ")[2].removesuffix(" s"))
    record_property("second checker", f"{len(rows)} claims in {text.count(chr(10))} lines, {seconds} s of processor time "
                    f"({time.perf_counter() - start:.1f} s in all)")
    assert done.returncode == 0, last
    assert {row.split(" ")[1] for row in rows} == {c.id for c in claims}
    assert seconds <= SECONDS*allowance()
