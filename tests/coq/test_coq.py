"""The kernel's rules and table rows, and the theories, are accepted by Coq with four standard axioms and no others.

The files are compiled in a temporary directory, under a time and a memory limit.  What they depend on is asked of
Coq itself, for every lemma found in the text, from a file that the proofs cannot influence.
"""

from __future__ import annotations

import re
import resource
import shutil
import subprocess
from pathlib import Path

import pytest

from proofs.kernel import RULES

pytestmark = pytest.mark.coq

SOURCES = Path(__file__).parents[2] / "proofs" / "kernel" / "coq"
FILES = ("Kernel.v", "Theories.v")
SECONDS = 120
BYTES = 6_000_000 * 1024

AXIOMS = {
    "ClassicalDedekindReals.sig_forall_dec",
    "ClassicalDedekindReals.sig_not_dec",
    "FunctionalExtensionality.functional_extensionality_dep",
    "Classical_Prop.classic",
}
RULE_NAMES = (
    "hyp", "prop", "forall_intro", "forall_elim", "exists_intro", "exists_elim", "type_instance", "refl", "convert",
    "rewrite", "field", "order", "induct", "rec_base", "rec_step",
)
ROW_NAMES = (
    "trichotomy", "floor_bounds", "ite_true", "ite_false", "sqrt_square", "sqrt_nonneg", "exp_add", "exp_lower",
    "exp_log", "monotone",
)
THEORY_NAMES = (
    "sum_empty", "sum_last", "sum_first", "sum_shift", "sum_add", "sum_scale", "sum_zero", "sum_count", "sum_const",
    "sum_cong", "sum_nonneg", "sum_le", "sum_nonneg_zero", "sum_swap", "prod_empty", "prod_last", "prod_first",
    "prod_shift", "prod_mul", "prod_cong", "binom_below", "binom_none", "binom_one_more", "binom_pascal", "binom_above",
    "binom_all", "binom_positive", "factorial_zero", "factorial_one_more", "factorial_positive",
    "E_const", "E_sub", "E_sum", "I_sum", "relu_sq_halving", "indep_product",
    "ewa_unbiased", "ewa_coincide", "gradient_step", "receptive_field", "variance", "batch_norm_layer",
)
NO_TWIN = {"gap"}  # admits a formula on purpose; nothing that depends on it is published

LEMMA = re.compile(r"^\s*(?:Theorem|Lemma|Corollary)\s+(\w+)", re.MULTILINE)
COMMENT = re.compile(r"\(\*.*?\*\)", re.DOTALL)
UNPROVED = re.compile(
    r"\b(Admitted|admit|give_up|Abort|Axioms?|Parameters?|Conjectures?|Hypothes[ie]s|Variables?|Unset|bypass_check)\b")


def _limited() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (BYTES, BYTES))


def coqc(directory: Path, name: str) -> subprocess.CompletedProcess[str]:
    """Compile one file, whose dependencies are compiled in the same directory."""
    program = shutil.which("coqc")
    assert program, "coqc is missing"
    return subprocess.run([program, "-q", "-Q", ".", "", name], cwd=directory, capture_output=True, text=True,
                          timeout=SECONDS, preexec_fn=_limited, check=False)


def code(name: str) -> str:
    """The text of a file without its comments (which do not nest there)."""
    return COMMENT.sub(" ", (SOURCES / name).read_text(encoding="utf-8"))


def lemmas(name: str) -> list[str]:
    return LEMMA.findall(code(name))


def axioms(printed: str) -> set[str]:
    """The names in the output of Print Assumptions; any line that is neither a name nor a type is returned whole."""
    found = set()
    for line in printed.splitlines():
        if line in ("Axioms:", "Closed under the global context") or line.startswith("  ") or not line.strip():
            continue
        name = re.match(r"([\w.']+)(?:$| : )", line)
        found.add(name.group(1) if name else line)
    return found


@pytest.fixture(scope="module")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A directory with the compiled files."""
    directory = tmp_path_factory.mktemp("coq")
    for name in FILES:
        shutil.copy(SOURCES / name, directory)
        done = coqc(directory, name)
        assert done.returncode == 0, done.stderr
    return directory


def test_every_rule_and_row_has_a_twin() -> None:
    assert set(RULES) == {*RULE_NAMES, *ROW_NAMES, *NO_TWIN}
    wanted = {*(f"rule_{n}" for n in RULE_NAMES), *(f"row_{n}" for n in ROW_NAMES)}
    assert wanted <= set(lemmas("Kernel.v"))
    assert set(THEORY_NAMES) <= set(lemmas("Theories.v"))


@pytest.mark.parametrize("name", FILES)
def test_nothing_is_left_unproved(name: str) -> None:
    assert not UNPROVED.findall(code(name))


def test_accepted_with_four_axioms(compiled: Path) -> None:
    names = [f"@{Path(f).stem}.{lemma}" for f in FILES for lemma in lemmas(f)]
    text = f"Require {' '.join(Path(f).stem for f in FILES)}.\n"
    text += f"Definition everything := ({', '.join(names)}).\nPrint Assumptions everything.\n"
    (compiled / "Check.v").write_text(text)
    done = coqc(compiled, "Check.v")
    assert done.returncode == 0, done.stderr
    assert "Axioms:" in done.stdout
    assert axioms(done.stdout) <= AXIOMS


# Each variant is false in the model: coqc, as it is run here, has to refuse it.
FALSE = {
    "the inverse of 0": ("Kernel.v", "x <> 0 -> x * / x = 1", "x * / x = 1"),
    "negative exponents at 0": ("Kernel.v", "(0 <= m)%Z -> (0 <= n)%Z -> zpow x (m + n)", "zpow x (m + n)"),
    "log of anything": ("Kernel.v", "0 < x -> exp (ln x) = x", "exp (ln x) = x"),
    "a recursion that steps below its start": (
        "Kernel.v", "(a <= t)%Z -> zrec a z s (t + 1)", "(a <= t + 1)%Z -> zrec a z s (t + 1)"),
    "a step below the sum's start": ("Theories.v", "(a <= b)%Z -> zsum a b f = zsum", "zsum a b f = zsum"),
    "no choices from fewer than none": ("Theories.v", "(0 <= n)%Z -> (n < k)%Z -> binom n k", "(n < k)%Z -> binom n k"),
    "relu squared without measurability": ("Theories.v", "M X -> SameLaw E I X", "SameLaw E I X"),
}


@pytest.mark.parametrize("change", FALSE.values(), ids=FALSE)
def test_a_false_variant_is_refused(change: tuple[str, str, str], compiled: Path, tmp_path: Path) -> None:
    name, right, wrong = change
    text = (SOURCES / name).read_text(encoding="utf-8")
    assert right in text
    for built in compiled.glob("Kernel.vo*"):
        shutil.copy(built, tmp_path)
    (tmp_path / name).write_text(text.replace(right, wrong, 1), encoding="utf-8")
    assert coqc(tmp_path, name).returncode != 0
