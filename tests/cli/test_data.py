"""What is printed for programs: JSON as its schemas and the page say, SARIF as its standard says."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from pydantic_sarif.model import StaticAnalysisResultsFormatSarifVersion210JsonSchema as Sarif
from test_cli import FALSE, LECTURE, ROOT, proofs

SCHEMAS: dict[str, Any] = json.loads((ROOT/"proofs/cli/schemas.json").read_text(encoding="utf-8"))
ONE = "derivations/lecture.py:cancelled"
COMMANDS = {  # a schema ↦ commands that print it
    "proofs-check/1": [["check"], ["check", ONE], ["check", "empty"]],
    "proofs-show/1": [["show"]],
    "proofs-trust/1": [["trust", "derivations/lecture.py"], ["trust", "--drop", ONE]],
    "proofs-refute/1": [["refute"], ["refute", "wrong.py"]],
    "proofs-decide/1": [["decide", "x = x + 1"], ["decide", "x = x"]],
    "proofs-grade/1": [["grade", ONE, "text.txt"], ["grade", "--seconds", "0.01", ONE, "text.txt"]],
    "proofs-graph/1": [["graph"], ["graph", "--falls", "first_numbers"], ["graph", "--format", "json"]],
    "proofs-uses/1": [["graph", "--uses", "positive"]],
    "proofs-build/1": [["build", "--engine", "typst", "--source", "empty"]],
    "proofs-new/1": [["new", "lecture9"]],
    "proofs-export/1": [["export", "certificates", ONE, "--out", "c.jsonl"]],
    "proofs-coq/1": [["export", "coq", ONE, "--out", "coq"]],
    "proofs-recheck/1": [["recheck", "c.jsonl"]],
    "proofs-doctor/1": [["doctor"]],
    "proofs-version/1": [["version"]],
}


@pytest.fixture(scope="module")
def lecture(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("data")
    (folder/"derivations").mkdir()
    (folder/"empty").mkdir()
    (folder/"derivations/lecture.py").write_text(LECTURE.replace("p.eq(n*(n + 1), by.algebra)", "p.eq(n*(n + 2), by.algebra)"))
    (folder/"derivations/broken.py").write_text("from proofs import claim\n@claim(\n")
    (folder/"wrong.py").write_text("from sympy import Eq\nfrom proofs import claim, real\nx = real('x')\n"
                                   "@claim('w-1', 'n')\ndef same():\n    return Eq(x**2, x)\n")
    (folder/"text.txt").write_text("calc x*x/x\n= x*x by cancel\n")
    return folder


@pytest.mark.parametrize("name", COMMANDS)
def test_the_data_fits_its_schema_and_its_description(name: str, lecture: Path) -> None:
    page = (ROOT/"derivations/README.md").read_text(encoding="utf-8")
    (described,) = (line for line in page.splitlines() if line.startswith("|") and f"`{name}`" in line)
    Draft202012Validator.check_schema(SCHEMAS[name])
    for command in COMMANDS[name]:
        done = proofs(*command, *[] if "json" in command else ["--json"], cwd=lecture)
        data = json.loads(done.stdout)
        assert data["schema"] == name
        Draft202012Validator(SCHEMAS[name]).validate(data)
        assert all(f"`{key}`" in described for key in keys(data)), described


def keys(data: dict[str, Any]) -> set[str]:
    """The keys of the report and of its rows."""
    rows = [row for value in data.values() if isinstance(value, list) for row in value if isinstance(row, dict)]
    return {key for one in (data, *rows) for key in one} - {"schema"}


def test_every_schema_is_printed_by_a_command(lecture: Path) -> None:
    assert set(SCHEMAS) == set(COMMANDS)
    assert proofs("schema", cwd=lecture).stdout.split() == list(SCHEMAS)
    assert json.loads(proofs("schema", "proofs-show/1", cwd=lecture).stdout) == SCHEMAS["proofs-show/1"]
    assert proofs("schema", "nothing", cwd=lecture).returncode == 2


def test_a_schema_refuses_what_is_not_of_its_kind() -> None:
    check = Draft202012Validator(SCHEMAS["proofs-check/1"])
    whole = {"schema": "proofs-check/1", "kernel": "1", "exit": 5, "claims": []}
    assert check.is_valid(whole)
    for other in ({"schema": "proofs-check/2"}, {"exit": 3}, {"claims": [{}]}):
        assert not check.is_valid({**whole, **other})


def test_sarif_is_of_the_standard(lecture: Path) -> None:
    folder = lecture/"a folder, with words"
    folder.mkdir()
    wrong = LECTURE.replace(FALSE, FALSE.replace("(n + 1)/2 +", "(n + 2)/2 +")).replace("lecture-", "other-")
    (folder/"other.py").write_text(wrong)
    done = proofs("check", "--sarif", "out.sarif", "derivations", str(folder), cwd=lecture)
    assert done.returncode == 1
    data = json.loads((lecture/"out.sarif").read_text())
    model = Sarif.model_validate(data)
    (run,) = model.runs
    assert run.tool.driver.name == "proofs" and len(run.results) == len(data["runs"][0]["results"]) >= 2
    rules = {rule.id for rule in run.tool.driver.rules}
    assert {r.ruleId for r in run.results} <= rules
    places = {r.locations[0].physicalLocation.artifactLocation.uri for r in run.results}
    assert "a%20folder%2C%20with%20words/other.py" in places
    with pytest.raises(ValueError):
        Sarif.model_validate({**data, "runs": [{**data["runs"][0], "tool": {}}]})
