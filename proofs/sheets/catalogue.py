"""The catalogue: which document asks which question, in its order, as `sheets.toml` and `errata.toml` list them.

A question's claims are found by their ids: the question's own, or one that starts with it and a colon.
"""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

KINDS = ("THM", "CORE", "COUNT", "DEF", "FALSE", "CODE", "PROSE")
TEXT, TEXTS, ROWS = "a text", "a list of texts", "a list of tables"
DOCUMENT = {"title": TEXT, "course": TEXT, "parts": ROWS}
PART = {"heading": TEXT, "questions": ROWS}
QUESTION, PERHAPS = {"id": TEXT, "kind": TEXT, "place": TEXT}, {"cites": TEXTS, "more": TEXTS}
ERRATUM = {"number": TEXT, "place": TEXT, "printed": TEXT, "wrong": TEXT, "correct": TEXT, "questions": TEXTS}


class CatalogueError(ValueError):
    """A row that says too little, too much, or the same as another; the message names file and row."""


@dataclass(frozen=True)
class Question:
    """One question: its full id, its kind, its place in the document, questions elsewhere that answer it, prose, and the
    claims of the library that say more than it asks."""

    id: str
    kind: str
    place: str
    cites: tuple[str, ...] = ()
    answer: str = ""
    more: tuple[str, ...] = ()


@dataclass(frozen=True)
class Part:
    """A part of a document, as "Assignment 1"."""

    heading: str
    questions: tuple[Question, ...]


@dataclass(frozen=True)
class Erratum:
    """What a document prints wrongly: place, what it says, why that is wrong, what is right, and the questions it is about."""

    number: str
    place: str
    printed: str
    wrong: str
    correct: str
    questions: tuple[str, ...]


@dataclass(frozen=True)
class Document:
    """A source document, and so a sheet."""

    key: str
    title: str
    course: str
    parts: tuple[Part, ...]
    errata: tuple[Erratum, ...] = ()

    @property
    def questions(self) -> tuple[Question, ...]:
        """All questions, in order."""
        return tuple(q for part in self.parts for q in part.questions)


def documents(folder: Path) -> tuple[Document, ...]:
    """The documents that `sheets.toml` of a folder lists; raises CatalogueError."""
    rows = _loaded(folder/"sheets.toml")
    errata = _loaded(folder/"errata.toml") if (folder/"errata.toml").exists() else {}
    answers = rows.pop("answers", {})
    _row("sheets.toml, answers", answers, {}, dict.fromkeys(answers, TEXT) if isinstance(answers, dict) else {})
    for key, row in errata.items():
        _row(f"errata.toml, {key}", row, {"errata": ROWS})
    made = tuple(_document(key, row, answers, errata.get(key, {}).get("errata", [])) for key, row in rows.items())
    _consistent(made, answers, errata)
    return made


def answered(made: Collection[Document], claims: Collection[str]) -> None:
    """Every id under `more` is that of a claim, or of a claim with parts; raises CatalogueError.  claims: all their ids."""
    known = {*claims, *[i.partition(":")[0] for i in claims]}
    for q in [q for d in made for q in d.questions]:
        for name in [name for name in q.more if name not in known]:
            raise CatalogueError(f"sheets.toml, {q.id}: no claim has the id {name!r} that stands under more{near(name, known)}")


def near(name: str, known: Collection[str]) -> str:
    """The known names that are most like one, as the end of a message; empty when none is."""
    found = get_close_matches(name, sorted(known), 3, 0.7)
    return f"; near it: {', '.join(found)}" if found else ""


def _loaded(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as e:
        raise CatalogueError(f"{path.name}: {e}") from e


def _row(where: str, row: Any, needed: dict[str, str], perhaps: dict[str, str] | None = None) -> None:
    """Has a row every key that it needs, no other, and values of the right form?"""
    forms = {**needed, **(perhaps or {})}
    if not isinstance(row, dict):
        raise CatalogueError(f"{where}: {row!r} stands where a table is needed, with the keys {', '.join(forms)}")
    for key in sorted(row.keys() - forms.keys()):
        raise CatalogueError(f"{where}: there is no key {key!r}{near(key, forms)}; there are {', '.join(forms)}")
    for key in [key for key in needed if key not in row]:
        raise CatalogueError(f"{where}: the key {key!r} is missing")
    for key, value in row.items():
        if not _has_form(value, forms[key]):
            raise CatalogueError(f"{where}: {key} is {value!r}; it has to be {forms[key]}")


def _has_form(value: Any, form: str) -> bool:
    if form == TEXT:
        return isinstance(value, str)
    return isinstance(value, list) and all(isinstance(v, str if form == TEXTS else dict) for v in value)


def _document(key: str, row: Any, answers: dict[str, str], errata: list[dict[str, Any]]) -> Document:
    _row(f"sheets.toml, {key}", row, DOCUMENT)
    for p in row["parts"]:
        _row(f"sheets.toml, {key}, part {p.get('heading', '?')}", p, PART)
    parts = tuple(Part(p["heading"], tuple(_questions(key, p["questions"], answers))) for p in row["parts"])
    return Document(key, row["title"], row["course"], parts, tuple(_erratum(key, e) for e in errata))


def _questions(key: str, rows: list[dict[str, Any]], answers: dict[str, str]) -> Iterator[Question]:
    for row in rows:
        full = f"{key}-{row.get('id', '?')}"
        _row(f"sheets.toml, {full}", row, QUESTION, PERHAPS)
        if row["kind"] not in KINDS:
            raise CatalogueError(f"sheets.toml, {full}: the kind {row['kind']!r} is none of {', '.join(KINDS)}")
        yield Question(full, row["kind"], row["place"], tuple(row.get("cites", ())), answers.get(full, "").strip(),
                       tuple(row.get("more", ())))


def _erratum(key: str, row: dict[str, Any]) -> Erratum:
    _row(f"errata.toml, {key}, erratum {row.get('number', '?')}", row, ERRATUM)
    about = tuple(f"{key}-{q}" for q in row["questions"])
    return Erratum(row["number"], row["place"], row["printed"], row["wrong"], row["correct"], about)


def _consistent(made: tuple[Document, ...], answers: dict[str, str], errata: dict[str, Any]) -> None:
    """Every id once; what is referred to exists."""
    ids = [q.id for d in made for q in d.questions]
    twice = sorted({i for i in ids if ids.count(i) > 1})
    if twice:
        raise CatalogueError(f"sheets.toml: {', '.join(twice)} stands there twice")
    named = [("sheets.toml, answers", i) for i in answers]
    named += [(f"sheets.toml, {q.id}, cites", c) for d in made for q in d.questions for c in q.cites]
    named += [(f"errata.toml, {d.key}, erratum {e.number}", q) for d in made for e in d.errata for q in e.questions]
    for where, name in named:
        if name not in ids:
            raise CatalogueError(f"{where}: no document asks {name}{near(name, ids)}")
    keys = [d.key for d in made]
    for key in [key for key in errata if key not in keys]:
        raise CatalogueError(f"errata.toml: there is no document {key}{near(key, keys)}")
