"""Change one thing in a claim or a line of the library, and it is no longer proved, or it is known why it is.

The whole run is `python tests/library_mutants.py`; `library_survivors.txt` lists what is still proved with the reason: a class
that is computed, as a theorem is true whoever wrote its lines.  Here some of them are judged anew.
"""

from __future__ import annotations

from pathlib import Path

import library_mutants
import pytest
from library_mutants import Source, chosen, judged, prepare

import derivations
from proofs.claims import check

SURVIVORS = Path(__file__).parent/"library_survivors.txt"
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


def test_the_list_speaks_of_mutants_that_there_are() -> None:
    sources = [Source(module) for module in derivations.MODULES]
    everything = chosen(sources, 1)
    assert listed().keys() <= {str(m) for m in everything}
    assert len(everything) > 14_000 and set(library_mutants.KINDS) == {m.kind for m in everything}
