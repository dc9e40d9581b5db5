"""Change one thing in a claim or a line of the library, and it is no longer proved, or it is known why it is.

The whole run is `python tests/library_mutants.py`; `library_survivors.txt` lists what is still proved with the reason: a class
that is computed, as a theorem is true whoever wrote its lines.  Here some of them are judged anew.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from library_mutants import KINDS, Mutant, Source, chosen, judged, prepare

import derivations
from proofs.claims import check

SURVIVORS = Path(__file__).parent/"library_survivors.txt"
README = Path(__file__).parent/"mutation"/"README.md"
START, END = "<!-- mutants of the library -->", "<!-- end of mutants of the library -->"
SAMPLE = 256  # each so many'th is judged anew


def listed() -> dict[str, str]:
    """Mutant ↦ why it is still proved."""
    rows = SURVIVORS.read_text(encoding="utf-8").splitlines()
    return dict(zip(rows[::2], [r.strip() for r in rows[1::2]], strict=True))


@pytest.fixture
def prepared(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("not_carried", "undefined"):
        monkeypatch.setattr(check, name, getattr(check, name))  # put back afterwards
    prepare()


@pytest.mark.usefixtures("prepared")
def test_what_is_still_proved_is_known() -> None:
    known = listed()
    sources = {module: Source(module) for module in derivations.MODULES}
    for m in chosen(sources.values(), SAMPLE):
        assert (str(m), judged(sources[m.module], m)) == (str(m), known.get(str(m), ""))


def test_the_list_speaks_of_mutants_that_there_are(update_golden: bool) -> None:
    everything = chosen([Source(module) for module in derivations.MODULES], 1)
    known = listed()
    assert known.keys() <= {str(m) for m in everything}
    before, rest = README.read_text(encoding="utf-8").split(START)
    written, after = rest.split(END)
    if update_golden:
        README.write_text(before + START + counted(everything, known) + END + after, encoding="utf-8")
    else:
        assert written == counted(everything, known)


def counted(everything: list[Mutant], known: dict[str, str]) -> str:
    """The tables of the README: what was changed, and why it is proved all the same."""
    kinds = Counter(m.kind for m in everything)
    proved = Counter(m.kind for m in everything if str(m) in known)
    rows = [f"| {kind} | {kinds[kind]} | {proved[kind]} |" for kind in KINDS]
    classes = [f"| {why} | {n} |" for why, n in Counter(known.values()).most_common()]
    rows += [f"| all | {len(everything)} | {len(known)} |", ""]
    return "\n".join(["", "| changed | mutants | still proved |", "|---|--:|--:|", *rows,
                      "| why it is still proved | mutants |", "|---|--:|", *classes, ""])
