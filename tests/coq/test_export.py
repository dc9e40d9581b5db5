"""What is exported for Coq is accepted by Coq; an exporter that says something else than what was proved is caught."""

from __future__ import annotations

import importlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable
from hashlib import sha256
from pathlib import Path

import pytest
from click.testing import CliRunner
from test_coq import COMMENT, ROW_NAMES, RULE_NAMES, UNPROVED

from derivations import MODULES as LIBRARY
from proofs.certificates.export import certificates
from proofs.certificates.writer import Writer
from proofs.claims.claim import REGISTRY, Claim
from proofs.cli.main import main
from proofs.cli.store import Store, folder
from proofs.coq.compile import AXIOMS, CoqRefused, assumed, axioms, compiled, limit, run, version
from proofs.coq.compile import built as built_again
from proofs.coq.export import PRELUDE, Report, exported, write
from proofs.coq.steps import WRITERS
from proofs.kernel import RULES

SMALL = ("ewa", "library")
HERE = Path(__file__).parent


def claims_of(modules: Iterable[str]) -> list[Claim]:
    for name in modules:
        importlib.import_module(f"derivations.{name}")
    wanted = {f"derivations.{name}" for name in modules}
    return [c for c in REGISTRY.values() if c.module in wanted]


def test_every_rule_of_the_kernel_is_exported() -> None:
    """Each rule and row but `gap` has a twin in Kernel.v, and the exporter writes it."""
    assert set(WRITERS) == set(RULES) - {"gap"} == {*RULE_NAMES, *ROW_NAMES}


@pytest.fixture(scope="module")
def small() -> str:
    return certificates(claims_of(SMALL))


EXPORT = "import sys; from proofs.coq.export import exported; print(exported(sys.stdin.read()).files)"


def test_the_same_bytes(small: str) -> None:
    """From processes that hash in other ways."""
    texts = [subprocess.run([sys.executable, "-c", EXPORT], input=small, capture_output=True, check=True, text=True,
                            env={**os.environ, "PYTHONHASHSEED": seed}).stdout for seed in ("1", "2")]
    assert texts[0] == texts[1]


def test_each_claim_is_stated_and_checked(small: str) -> None:
    """A statement, its definedness and an instance for each claim that is proved; one theorem for each that is refuted."""
    files, claims = exported(small).files, claims_of(SMALL)
    for c in claims:
        assert f": {c.id} *)" in files["Spec.v"]
    stated = [line.split()[1] for line in files["Spec.v"].splitlines() if line.startswith("Definition c_")]
    assert [n for n in stated if f"Definition check_{n} : Spec.{n} :=" not in files["Check.v"]] == []
    assert len(stated) == exported(small).theorems
    assert "Import" not in files["Check.v"]  # nothing gives another meaning to the names in it


def test_the_prelude_assumes_nothing() -> None:
    assert [p.name for p in PRELUDE if UNPROVED.findall(COMMENT.sub(" ", p.read_text(encoding="utf-8")))] == []


def test_the_command(small: str, tmp_path: Path) -> None:
    file, out = tmp_path/"small.jsonl", tmp_path/"out"
    file.write_text(small, encoding="utf-8")
    done = CliRunner().invoke(main, ["export", "coq", "--certificates", str(file), "--out", str(out)])
    assert done.exit_code == 0, done.output
    assert {p.name for p in out.iterdir()} == {*exported(small).files, "unused.txt"}
    assert f"{len(claims_of(SMALL))} claims" in done.output


def test_a_refused_certificate_is_not_exported(small: str, tmp_path: Path) -> None:
    file = tmp_path/"small.jsonl"
    file.write_text(small.replace('["le",0,', '["lt",0,', 1), encoding="utf-8")
    done = CliRunner().invoke(main, ["export", "coq", "--certificates", str(file), "--out", str(tmp_path/"out")])
    assert done.exit_code == 1
    assert "line " in done.output


# -- an exporter that is wrong ----------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def built(small: str, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Report]:
    """An export that Coq has accepted."""
    directory = tmp_path_factory.mktemp("export")
    report = write(small, directory)
    assert compiled(directory).axioms <= AXIOMS
    return directory, report


def replaced(old: str, new: str) -> Callable[[str], str]:
    def change(text: str) -> str:
        assert old in text
        return text.replace(old, new)

    return change


WRONG: dict[str, tuple[str, Callable[[str], str]]] = {
    "a hypothesis is dropped": ("Spec.v", replaced("  ((0 < q) /\\ (q <= 1)) ->\n", "")),
    "≤ for <": ("Spec.v", replaced("((0 < q) /\\ (q <= 1)) ->\n", "((0 <= q) /\\ (q <= 1)) ->\n")),
    "< for ≤ in what is proved": ("Spec.v", replaced(" <= ", " < ")),
    "sums begin one later": ("Spec.v", replaced("(zrec (i - 1)%Z", "(zrec i")),
    "sums end one later": ("Spec.v", replaced("(k + 1)%Z)", "(k + 2)%Z)")),
    "minus is plus": ("Spec.v", replaced(" - ", " + ")),
    "something else is to be defined": ("Spec.v", replaced("_defined : Prop :=\n  ", "_defined : Prop :=\n  False /\\ ")),
    "a definition is shadowed": ("Terms.v", lambda text: text + "Definition Sum_ (a b : Z) (f : Z -> R) : R := 0.\n"),
    "an operation is shadowed": ("Terms.v", lambda text: text + "Definition zpow (x : R) (n : Z) : R := x.\n"),
    "a theorem is assumed": (
        "Check.v", lambda text: re.sub(r"Definition (check_\S+ : \S+) := .*", r"Axiom \1.", text, count=1)),
}


@pytest.mark.coq
@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_exporter_is_caught(name: str, built: tuple[Path, Report], tmp_path: Path) -> None:
    directory, _ = built
    file, change = WRONG[name]
    for f in directory.glob("*.v*"):
        shutil.copy(f, tmp_path)
    later = [f.name for f in tmp_path.glob("*.v") if f.name in ("Spec.v", "Terms.v", "Check.v") or f.name.startswith("Proof_")]
    (tmp_path/file).write_text(change((directory/file).read_text(encoding="utf-8")), encoding="utf-8")
    with pytest.raises(CoqRefused):
        assumed(built_again(tmp_path, later)[1])


@pytest.mark.coq
def test_another_prelude_is_refused(built: tuple[Path, Report], tmp_path: Path) -> None:
    for f in built[0].glob("*.v"):
        shutil.copy(f, tmp_path)
    (tmp_path/"Steps.v").write_text((tmp_path/"Steps.v").read_text(encoding="utf-8") + "Axiom magic : False.\n")
    with pytest.raises(CoqRefused, match="Steps.v"):
        compiled(tmp_path)


# -- the library --------------------------------------------------------------------------------------------------------------


@pytest.mark.coq
def test_the_whole_library(tmp_path: Path, record_property: Callable[[str, object], None]) -> None:
    """Every claim of the library, proved again."""
    claims = claims_of(LIBRARY)
    report = write(certificates(claims), tmp_path)
    found = compiled(tmp_path)
    record_property("Coq", f"{found.version} accepts {report.theorems} theorems of {len(report.claims)} claims (all) in "
                    f"{found.wall:.0f} s, coqchk in {found.again:.0f} s; axioms: {', '.join(sorted(found.axioms))}; "
                    f"{len(report.unused)} statements do without one of their hypotheses")
    assert sorted(report.claims) == sorted(c.id for c in claims)
    assert found.axioms <= AXIOMS
    assert implied(tmp_path) <= {a.rpartition(".")[2] for a in AXIOMS}


def implied(directory: Path) -> set[str]:
    """The axioms below the statements that were written by hand, proved there from what was exported."""
    for name in ("Spec25.v", "Implied.v"):
        shutil.copy(HERE/name, directory)
        printed = run(["coqc", "-q", "-Q", ".", "", name], directory)
    assert "Axioms:" in printed
    return {a.rpartition(".")[2] for a in axioms(printed)}


def test_hand_written_statements() -> None:
    """25 statements, each with a theorem of its name, none of them with a word of the export."""
    stated, proofs = (COMMENT.sub(" ", (HERE/name).read_text(encoding="utf-8")) for name in ("Spec25.v", "Implied.v"))
    proved = re.findall(r"^Theorem t_(\w+) : (\w+)\.$", proofs, flags=re.MULTILINE)
    assert len(proved) == 25
    assert all(a == b and re.search(rf"^Definition {a} :=", stated, flags=re.MULTILINE) for a, b in proved)
    assert set(re.findall(r"t_\w+", proofs.partition("Definition implied :=")[2])) == {f"t_{a}" for a, _ in proved}
    assert not UNPROVED.findall(stated + proofs)
    assert re.findall(r"^From (\w+) Require|^Require", stated, flags=re.MULTILINE) == ["Coq"]


def instance_of_a_type() -> str:
    """⊢ x = x for a sample point, hence for functions of integers: a certificate made by hand, for the one rule the library
    does without."""
    w = Writer()
    integers, point = w.line("Int", 0), w.line("Ω", 0)
    x = w.line("var", "x", (point,))
    same = w.line("eq", 0, (x, x))
    functions = w.line("fun", 0, (integers, integers))
    y = w.line("var", "x", (functions,))
    shown = w.line("eq", 0, (y, y))
    assumed = w.line("prop", 0, (same, w.line("hyp", 0, (same,)), w.line("refl", 0, (x, x))))
    theorem = w.line("type_instance", 0, (functions, assumed))
    yes = w.line("not", 0, (w.line("false", 0),))
    nothing = w.line("prop", 0, (yes,))
    stated = w.line("sequent", 1, (shown, shown, integers))
    there_is = w.line("ex", 0, (w.line("lam", 0, (functions, w.line("eq", 0, (b := w.line("bound", 0, (functions,)), b)))),))
    some = w.line("exists_intro", 0, (there_is, y, w.line("refl", 0, (y, y))))
    end = w.line("proved", ["type-instance", w.addresses[stated]], (stated, theorem, nothing, some))
    w.line("end", [1, sha256(w.addresses[end].encode()).hexdigest()])
    return "\n".join(w.lines) + "\n"


def test_without_bounds_on_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    """A system that is no POSIX has none."""
    assert limit() is not None
    monkeypatch.setitem(sys.modules, "resource", None)
    assert limit() is None


@pytest.mark.coq
def test_what_coq_says_is_noted(tmp_path: Path) -> None:
    """Of this certificate, when all of it was accepted."""
    file, command = tmp_path/"c.jsonl", ["export", "coq", "--out", str(tmp_path/"out"), "--certificates"]
    file.write_text(instance_of_a_type(), encoding="utf-8")
    (address,) = exported(instance_of_a_type()).claims.values()
    assert CliRunner().invoke(main, [*command, str(file)]).exit_code == 0
    assert address not in Store(folder()).noted()
    assert CliRunner().invoke(main, [*command, str(file), "--check"]).exit_code == 0
    assert Store(folder()).noted()[address][0] == version()


@pytest.mark.coq
def test_an_instance_of_a_type(tmp_path: Path) -> None:
    report = write(instance_of_a_type(), tmp_path)
    assert "(Om : Type)" in "".join(report.files[name] for name in report.files if name.startswith("Proof_"))
    run(["coqc", "-q", "-Q", ".", "", "Kernel.v"], tmp_path)
    assert "Closed under the global context" in built_again(tmp_path, sorted(set(report.files) - {"Kernel.v"}))[1]
