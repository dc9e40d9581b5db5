"""Every question of the five documents: one home, and the standing its kind demands, computed from verdicts."""

from __future__ import annotations

import importlib
import re
from collections import Counter
from pathlib import Path

import pytest

from derivations import MODULES
from proofs.claims.claim import REGISTRY
from proofs.claims.outcome import Proved
from proofs.sheets.catalogue import CatalogueError, answered, documents
from proofs.sheets.compose import view
from proofs.sheets.standing import NEEDED, claims_of, more_of, standings, table

ROOT = Path(__file__).parent.parent
README = ROOT/"derivations/README.md"
START, END = "<!-- questions -->\n", "<!-- end of questions -->\n"

for _name in MODULES:
    importlib.import_module(f"derivations.{_name}")
DOCUMENTS = documents(ROOT/"derivations")
QUESTIONS = {q.id: q for d in DOCUMENTS for q in d.questions}
# What the tests of tests/torch observe; in CI they run or the run fails, so there a green suite means that they ran.
OBSERVED = {i for path in (ROOT/"tests/torch").glob("test_*.py")
            for i in re.findall(r'observes\("([\w-]+)"', path.read_text(encoding="utf-8"))}


def test_the_table_in_the_readme_is_what_was_computed(update_golden: bool) -> None:
    before, rest = README.read_text(encoding="utf-8").split(START)
    written, after = rest.split(END)
    computed = table(DOCUMENTS, OBSERVED)
    if update_golden:
        README.write_text(before + START + computed + END + after, encoding="utf-8")
    else:
        assert written == computed


OPEN: set[str] = set()


def test_what_is_open_is_known() -> None:
    """Nothing else is open, and what is listed as open is."""
    assert {i for i, found in standings(DOCUMENTS, OBSERVED).items() if found == "open"} == OPEN


def test_there_are_145_questions() -> None:
    assert len(QUESTIONS) == 145
    assert sum(len(d.errata) for d in DOCUMENTS) == 10 + 33
    print(Counter(standings(DOCUMENTS, OBSERVED).values()))


@pytest.mark.parametrize("question", QUESTIONS.values(), ids=QUESTIONS)
def test_a_question_has_one_home(question) -> None:  # type: ignore[no-untyped-def]
    homes = {c.module for c in claims_of(question)}
    assert len(homes) <= 1
    assert not (question.cites and homes)
    assert (question.kind == "PROSE") <= bool(question.answer)


def test_every_claim_belongs_to_a_question_or_to_the_library() -> None:
    ids = {c.id.partition(":")[0] for c in REGISTRY.values() if c.module.startswith("derivations.")}
    assert {i for i in ids if i not in QUESTIONS and not i.startswith("lib-")} == set()


def test_what_says_more_is_proved_in_the_library() -> None:
    for name in [name for q in QUESTIONS.values() for name in q.more]:
        assert name.startswith("lib-")
        assert isinstance(REGISTRY[name].check(), Proved)


def test_nothing_is_weaker_than_its_kind_allows() -> None:
    for i, found in standings(DOCUMENTS, OBSERVED).items():
        assert found in (NEEDED[QUESTIONS[i].kind], "open")


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda d: d.key)
def test_a_sheet_shows_each_claim_of_its_questions_once(document) -> None:  # type: ignore[no-untyped-def]
    sheet = view(document, QUESTIONS)
    shown = [b.id for b in sheet.blocks if type(b).__name__ == "ClaimBox"]
    asked = [c.id for q in document.questions for a in (q.cites or (q.id,))
             for c in claims_of(QUESTIONS[a]) + more_of(QUESTIONS[a])]
    assert len(shown) == len(set(shown))
    assert shown[:len(set(asked))] == list(dict.fromkeys(asked))


HEAD = '[d]\ntitle = "t"\ncourse = "c"\n'
ROW = '[[d.parts]]\nheading = "1"\nquestions = [{id = "a", kind = "THM", place = "a"}]\n'
ERRATUM = """[[d.errata]]
number = "1"
place = "a"
printed = "x"
wrong = "y"
correct = "z"
questions = ["a"]
"""


@pytest.mark.parametrize(("text", "message"), [
    (HEAD + ROW.replace("THM", "TMH"), "sheets.toml, d-a: the kind 'TMH' is none of THM, CORE"),
    (HEAD + ROW + ROW, "d-a stands there twice"),
    (HEAD + ROW + '[answers]\nd-aa = "x"\n', "sheets.toml, answers: no document asks d-aa; near it: d-a"),
    (HEAD + ROW + '[answers]\nd-a = 1\n', "sheets.toml, answers: d-a is 1; it has to be a text"),
    (HEAD + ROW.replace("d.", "answers."), "sheets.toml, answers: parts is "),
    (HEAD + ROW + '[answer]\nd-a = "x"\n', "sheets.toml, answer: there is no key 'd-a'; there are title, course, parts"),
    (HEAD.replace("title", "tilte") + ROW, "sheets.toml, d: there is no key 'tilte'; near it: title; there are"),
    (HEAD.replace('course = "c"', "") + ROW, "sheets.toml, d: the key 'course' is missing"),
    (HEAD.replace('"c"', "2022") + ROW, "sheets.toml, d: course is 2022; it has to be a text"),
    (HEAD, "sheets.toml, d: the key 'parts' is missing"),
    (HEAD + ROW.replace("[[", "[").replace("]]", "]", 1), "sheets.toml, d: parts is {"),
    ("d = 1\n", "sheets.toml, d: 1 stands where a table is needed"),
    (HEAD + ROW.replace("heading", "headings"), "sheets.toml, d, part ?: there is no key 'headings'; near it: heading"),
    (HEAD + ROW.replace(', place = "a"', ""), "sheets.toml, d-a: the key 'place' is missing"),
    (HEAD + ROW.replace("place", "plaice"), "sheets.toml, d-a: there is no key 'plaice'; near it: place; there are id, kind"),
    (HEAD + ROW.replace('"a"}', '"a", cite = ["d-a"]}'), "sheets.toml, d-a: there is no key 'cite'; near it: cites"),
    (HEAD + ROW.replace('"a"}', '"a", cites = ["d-b"]}'), "sheets.toml, d-a, cites: no document asks d-b"),
    (HEAD + ROW.replace('"a"}', '"a", more = "lib-x"}'), "sheets.toml, d-a: more is 'lib-x'; it has to be a list of texts"),
    ("[d\n", "sheets.toml: "),
])
def test_a_wrong_catalogue_is_refused(text: str, message: str, tmp_path: Path) -> None:
    (tmp_path/"sheets.toml").write_text(text)
    with pytest.raises(CatalogueError) as e:
        documents(tmp_path)
    assert message in str(e.value)


@pytest.mark.parametrize(("text", "message"), [
    (ERRATUM.replace("d.", "e."), "errata.toml: there is no document e"),
    (ERRATUM.replace("errata", "erata"), "errata.toml, d: there is no key 'erata'; near it: errata"),
    (ERRATUM.replace("wrong", "worng"), "errata.toml, d, erratum 1: there is no key 'worng'; near it: wrong"),
    (ERRATUM.replace('"1"', "1"), "errata.toml, d, erratum 1: number is 1; it has to be a text"),
    (ERRATUM.replace('wrong = "y"', ""), "errata.toml, d, erratum 1: the key 'wrong' is missing"),
    (ERRATUM.replace('["a"]', '["b"]'), "errata.toml, d, erratum 1: no document asks d-b"),
])
def test_wrong_errata_are_refused(text: str, message: str, tmp_path: Path) -> None:
    (tmp_path/"sheets.toml").write_text(HEAD + ROW)
    (tmp_path/"errata.toml").write_text(ERRATUM)
    assert [e.number for d in documents(tmp_path) for e in d.errata] == ["1"]
    (tmp_path/"errata.toml").write_text(text)
    with pytest.raises(CatalogueError) as e:
        documents(tmp_path)
    assert message in str(e.value)


def test_what_says_more_is_a_claim_or_one_with_parts(tmp_path: Path) -> None:
    (tmp_path/"sheets.toml").write_text(HEAD + ROW.replace('"a"}', '"a", more = ["lib-sums"]}'))
    made = documents(tmp_path)
    answered(made, ["lib-sums"])
    answered(made, ["lib-sums:even"])
    with pytest.raises(CatalogueError) as e:
        answered(made, ["lib-sum", "lib-sumsets", "d-a"])
    assert str(e.value).startswith("sheets.toml, d-a: no claim has the id 'lib-sums' that stands under more; near it: lib-sum")
