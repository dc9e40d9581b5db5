"""The command as it is run: what it prints, as text and as data, and how it exits."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
LECTURE = '''"""A lecture."""
from sympy import Eq, Sum
from proofs import Proof, by, claim, hypothesis, nat, real

i, n = nat("i"), nat("n")
x, y = real("x"), real("y")


@hypothesis("$x$ is positive")
def positive():
    return x > 0


@hypothesis("$y$ is positive")
def also_positive():
    return y > 0


@claim("lecture-1", "my notes")
def first_numbers():
    return Eq(Sum(i, (i, 1, n)), n*(n + 1)/2)


@first_numbers.proof
def _(p: Proof) -> None:
    base, step = p.induction(n)
    base.calc(Sum(i, (i, 1, 0)))
    base.eq(0, by.empty)
    step.calc(Sum(i, (i, 1, n + 1)))
    step.eq(Sum(i, (i, 1, n)) + (n + 1), by.last_term)
    step.eq(n*(n + 1)/2 + (n + 1), step.ih)
    step.eq((n + 1)*(n + 1 + 1)/2, by.algebra)


@claim("lecture-2", "my notes", given=[positive, also_positive])
def cancelled():
    return Eq(x*first(x)/x, x)


def first(z):
    return z


@cancelled.proof
def _(p: Proof) -> None:
    p.calc(x*x/x)
    p.eq(x, by.cancel)


@claim("lecture-3", "my notes", given=[positive])
def doubled():
    return Eq(2*Sum(i, (i, 1, n)), n*(n + 1))


@doubled.proof
def _(p: Proof) -> None:
    p.calc(2*Sum(i, (i, 1, n)))
    p.eq(2*(n*(n + 1)/2), first_numbers)
    p.eq(n*(n + 1), by.algebra)
'''
FALSE = "    step.eq(n*(n + 1)/2 + (n + 1), step.ih)"


def proofs(*arguments: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    kept = {k: v for k, v in os.environ.items() if k != "GITHUB_ACTIONS"}
    return subprocess.run([sys.executable, "-m", "proofs", *arguments], cwd=cwd, capture_output=True, text=True, check=False,
                          timeout=120, env={**kept, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8", **environment})


@pytest.fixture
def lecture(tmp_path: Path) -> Path:
    (tmp_path/"derivations").mkdir()
    (tmp_path/"derivations/lecture.py").write_text(LECTURE)
    (tmp_path/"derivations/notes.py").write_text("raise SystemError('not a derivation: it must not be run')\n")
    return tmp_path


def test_check(lecture: Path) -> None:
    done = proofs("check", cwd=lecture)
    assert done.returncode == 0, done.stderr
    assert "first_numbers  proved  derivations/lecture.py:" in done.stdout
    assert done.stdout.endswith("3 claims: 3 proved\n")


def test_check_one_claim_as_json(lecture: Path) -> None:
    done = proofs("check", "--json", "derivations/lecture.py:doubled", cwd=lecture)
    data = json.loads(done.stdout)
    assert data["schema"] == "proofs-check/1"
    (row,) = data["claims"]
    assert (row["claim"], row["status"], row["ok"]) == ("doubled", "proved", True)
    assert "Σ[i=1..n] i" in row["statement"]
    assert "x > 0" in row["hypotheses"]


def test_a_wrong_line_is_reported_at_its_place(lecture: Path) -> None:
    source = lecture/"derivations/lecture.py"
    wrong = LECTURE.replace(FALSE, FALSE.replace("(n + 1)/2 +", "(n + 2)/2 +"))
    source.write_text(wrong)
    line = next(n for n, row in enumerate(wrong.splitlines(), 1) if "(n + 2)/2 +" in row)
    done = proofs("check", "--sarif", "out.sarif", cwd=lecture, GITHUB_ACTIONS="true")
    assert done.returncode == 1
    assert f"derivations/lecture.py:{line}" in done.stdout
    assert f"::error file=derivations/lecture.py,line={line},title=first_numbers::" in done.stdout
    sarif = json.loads((lecture/"out.sarif").read_text())
    results = sarif["runs"][0]["results"]
    assert sarif["version"] == "2.1.0"
    assert {r["ruleId"] for r in results} == {"proofs/undecided"}
    assert results[0]["locations"][0]["physicalLocation"]["region"]["startLine"] == line


def test_statuses_are_told_apart(lecture: Path) -> None:
    (lecture/"derivations/lecture.py").write_text('''
from sympy import Eq
from proofs import by, claim, real
x = real("x")
@claim("a-1", "n")
def false():
    return Eq(x + 1, x)
@false.proof
def _(p):
    p.calc(x + 1)
    p.eq(x, by.algebra)
@claim("a-2", "n")
def refuted():
    return Eq(x + 1, x)
@refuted.refutation()
def _(p):
    p.instance({x: 0})
@claim("a-3", "n")
def gap():
    return Eq(x**2 + 1, x*x + 1)
@gap.proof
def _(p):
    p.calc(x**2 + 1)
    p.eq(x*x + 1, by.gap)
''')
    (lecture/"derivations/broken.py").write_text("from proofs import claim\n@claim(\n")
    done = proofs("check", "--json", cwd=lecture)
    data = json.loads(done.stdout)
    assert done.returncode == data["exit"] == 1
    found = {row["claim"]: row["status"] for row in data["claims"]}
    assert found == {"false": "undecided", "refuted": "refuted", "gap": "gap", "": "error"}
    assert "it is false at" in next(r["message"] for r in data["claims"] if r["claim"] == "false")


def test_processes_say_what_one_process_says(lecture: Path) -> None:
    folder = lecture/"derivations"
    for n in range(6):
        (folder/f"copy{n}.py").write_text(LECTURE.replace("lecture-", f"copy{n}-"))
    (folder/"broken.py").write_text("from proofs import claim\n@claim(\n")
    one, two = ([{k: v for k, v in row.items() if k != "seconds"} for row in json.loads(done.stdout)["claims"]]
                for done in (proofs("check", "--json", "--no-cache", "-j", jobs, cwd=lecture) for jobs in "12"))
    assert one == two
    assert [row["module"] for row in one[::3]] == [*[f"copy{n}" for n in range(6)], "lecture", ""]
    (folder/"copy3.py").write_text(LECTURE.replace("lecture-", "copy3-").replace("p.calc(x*x/x)", "import os; os._exit(3)"))
    done = proofs("check", "-q", "-j", "2", cwd=lecture)
    assert done.returncode == 1
    assert "the check was ended: its process ended" in done.stdout
    assert done.stdout.endswith("21 claims: 20 proved, 1 UNDECIDED, 1 ERROR\n")


def test_the_slowest_claims(lecture: Path) -> None:
    table = proofs("check", "-q", "--slowest", "2", cwd=lecture).stdout.splitlines()
    assert len(table) == 3
    assert all(" s  lecture:" in row for row in table[:2])


def test_an_empty_folder_is_not_green(tmp_path: Path) -> None:
    done = proofs("check", str(tmp_path), cwd=tmp_path)
    assert done.returncode == 5
    assert "nothing to check" in done.stdout


@pytest.mark.parametrize(("target", "message"), [
    ("derivations/lectur.py", "there is no file derivations/lectur.py: did you mean derivations/lecture.py?"),
    ("derivations/lecture.py:doubledd", "has no claim doubledd: did you mean doubled?"),
    ("no_such_module", "there is no file, folder or module no_such_module"),
])
def test_a_target_that_there_is_not(target: str, message: str, lecture: Path) -> None:
    done = proofs("check", target, cwd=lecture)
    assert done.returncode == 2
    assert message in done.stderr


def test_two_files_of_one_name_are_not_taken_for_one(lecture: Path) -> None:
    (lecture/"week2").mkdir()
    (lecture/"week2/lecture.py").write_text(LECTURE.replace("lecture-", "week2-"))
    (lecture/"week2/random.py").write_text(LECTURE.replace("lecture-", "random-"))
    done = proofs("check", "derivations", "week2", cwd=lecture)
    assert done.returncode == 1
    assert "another module has the name lecture: derivations/lecture.py; rename this file, or check it by itself" in done.stdout
    assert "another module has the name random: " in done.stdout
    assert proofs("check", "week2/lecture.py", cwd=lecture).returncode == 0


def test_a_claim_of_the_imported_package_is_found(lecture: Path) -> None:
    (lecture/"derivations/lecture.py").write_text(LECTURE.replace("import Proof, by, claim,", "import Proof, by,").replace(
        "from proofs", "import proofs\nfrom proofs").replace("@claim(", "@proofs.claim("))
    assert proofs("check", cwd=lecture).stdout.endswith("3 claims: 3 proved\n")


def test_show(lecture: Path) -> None:
    done = proofs("show", "derivations/lecture.py:first_numbers", cwd=lecture)
    assert done.returncode == 0
    assert "claim   Σ[i=1..n] i = (n·(n + 1))/2" in done.stdout
    assert "by induction hypothesis" in done.stdout
    assert "$" not in done.stdout and "\\" not in done.stdout
    data = json.loads(proofs("show", "--json", "derivations/lecture.py:first_numbers", cwd=lecture).stdout)
    assert data["claims"][0]["statement"]["latex"].startswith(r"\sum_{i=1}^{n}")


def test_trust_tells_used_hypotheses_from_unused(lecture: Path) -> None:
    data = json.loads(proofs("trust", "--json", "derivations/lecture.py:cancelled", cwd=lecture).stdout)
    (row,) = data["claims"]
    assert row["hypotheses_used"] == ["positive"]
    assert row["hypotheses_unused"] == ["also_positive"]
    assert row["gaps"] == [] and row["well_defined"]
    assert "could_be_dropped" not in row
    assert row["instance"] == "x = 1, y = 1"


def test_trust_tells_which_hypotheses_the_derivation_does_not_need(lecture: Path) -> None:
    out = proofs("trust", "--drop", "derivations/lecture.py:cancelled", cwd=lecture).stdout
    assert "could be dropped   also_positive\n" in out


def test_graph_and_what_falls(lecture: Path) -> None:
    assert "doubled --> first_numbers" in proofs("graph", cwd=lecture).stdout
    data = json.loads(proofs("graph", "--format", "json", "--falls", "first_numbers", cwd=lecture).stdout)
    assert data["claims"] == ["first_numbers", "doubled"]
    assert '"doubled" -> "first_numbers"' in proofs("graph", "--format", "dot", cwd=lecture).stdout


def test_refute(lecture: Path) -> None:
    (lecture/"wrong.py").write_text('''
from sympy import Eq
from proofs import claim, real
x = real("x")
@claim("w-1", "n")
def same():
    return Eq(x**2, x)
''')
    done = proofs("refute", "wrong.py", cwd=lecture)
    assert done.returncode == 1
    assert "same: x^2 = x is false at x = 2" in done.stdout
    assert proofs("refute", "derivations/lecture.py", cwd=lecture).returncode == 0


def test_a_new_project_proves_and_builds(tmp_path: Path) -> None:
    assert proofs("new", "lecture3", cwd=tmp_path).returncode == 0
    project = tmp_path/"lecture3"
    checked = proofs("check", cwd=project)
    assert (checked.returncode, checked.stdout.splitlines()[-1]) == (0, "1 claim: 1 proved")
    built = proofs("build", "--engine", "typst", cwd=project)
    assert built.returncode == 0, built.stderr
    written = [p for p in (project/"build/out").iterdir() if p.name != ".sheets.json"]  # the record of what is up to date
    assert {p.suffix for p in written} == {".tex", ".typ", ".html", ".pdf"}
    assert proofs("new", "lecture3", cwd=tmp_path).returncode == 2


def test_version_and_doctor(tmp_path: Path) -> None:
    assert json.loads(proofs("version", "--json", cwd=tmp_path).stdout)["kernel"]
    data = json.loads(proofs("doctor", "--json", cwd=tmp_path).stdout)
    assert {"Python", "sympy", "python-flint"} <= {f["what"] for f in data["findings"] if f["ok"]}


def test_graph_tells_who_uses_something(lecture: Path) -> None:
    users = proofs("graph", "--uses", "positive", cwd=lecture).stdout
    assert users.split() == ["cancelled", "hypothesis", "doubled", "hypothesis"]
    assert proofs("graph", "--uses", "first_numbers", cwd=lecture).stdout.split()[0] == "doubled"
    assert "first_numbers  reason" in proofs("graph", "--uses", "by.last_term", cwd=lecture).stdout
    assert "first_numbers" in proofs("graph", "--uses", "induct", cwd=lecture).stdout
    assert "rule" in proofs("graph", "--uses", "field", cwd=lecture).stdout
    rows = proofs("graph", "--uses", "trichotomy", "derivations/ewa.py", cwd=ROOT).stdout
    assert rows == "plain_average_is_unbiased  row, rule\n"
    wrong = proofs("graph", "--uses", "last_trem", cwd=lecture)
    assert (wrong.returncode, "did you mean last_term?" in wrong.stderr) == (2, True)


@pytest.mark.parametrize(("arguments", "code", "said"), [
    (["sqrt(x^2) = x", "--given", "x >= 0"], 0, "Proved(√(x^2) = x; under x ≥ 0)"),
    (["sqrt(x^2) = x"], 1, "Refuted(√(x^2) = x is false at x = -1; it holds for x ≥ 0)"),
    (["Sum(a[i] + 1, (i, 1, n)) = Sum(a[i], (i, 1, n)) + n"], 0, "Proved("),
    (["m/2 >= 0", "--kind", "m=real"], 1, "Refuted("),
    (["m^2 + n^2 != k^2", "--given", "m >= 6", "--given", "n >= 7", "--effort", "5"], 1, "is false at k = 10, m = 6, n = 8)"),
    (["x = 1", "--effort", "0"], 2, "--effort"),
    (["x.__class__ = 1"], 2, "is not understood"),
    (["x = 1", "--kind", "x=complex"], 2, "the kinds are"),
])
def test_decide_reads_a_statement_as_text(arguments: list[str], code: int, said: str, tmp_path: Path) -> None:
    done = proofs("decide", *arguments, cwd=tmp_path)
    assert done.returncode == code, done.stderr
    assert said in done.stdout + done.stderr


def test_grade(lecture: Path) -> None:
    (lecture/"right.txt").write_text("calc x*x/x\n= x by cancel\n")
    (lecture/"wrong.txt").write_text("calc x*x/x\n= x*x by cancel\n")
    done = proofs("grade", "derivations/lecture.py:cancelled", "right.txt", cwd=lecture)
    assert (done.returncode, done.stdout.splitlines()[0]) == (0, "cancelled: 10 of 10 points, proved")
    done = proofs("grade", "derivations/lecture.py:cancelled", "wrong.txt", "--gradescope", "r.json", cwd=lecture)
    assert (done.returncode, json.loads((lecture/"r.json").read_text())["score"]) == (1, 0)
    assert proofs("grade", "derivations/lecture.py:nothing", "right.txt", cwd=lecture).returncode == 2
