"""The catalogue: which document asks which question, in its order, as `sheets.toml` and `errata.toml` list them.

A question's claims are found by their ids: the question's own, or one that starts with it and a colon.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

KINDS = ("THM", "CORE", "COUNT", "DEF", "FALSE", "CODE", "PROSE")


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
    made = tuple(_document(key, row, answers, errata.pop(key, {}).get("errata", [])) for key, row in rows.items())
    _consistent(made, answers, errata)
    return made


def _loaded(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as e:
        raise CatalogueError(f"{path.name}: {e}") from e


def _document(key: str, row: dict[str, Any], answers: dict[str, str], errata: list[dict[str, Any]]) -> Document:
    parts = tuple(Part(p["heading"], tuple(_questions(key, p["questions"], answers))) for p in row["parts"])
    return Document(key, row["title"], row["course"], parts, tuple(_erratum(key, e) for e in errata))


def _questions(key: str, rows: list[dict[str, Any]], answers: dict[str, str]) -> Iterator[Question]:
    for row in rows:
        unknown = sorted(row.keys() - {"id", "kind", "place", "cites", "more"})
        if unknown or row.keys() < {"id", "kind", "place"}:
            raise CatalogueError(f"sheets.toml, {key}: a question has id, kind, place and perhaps cites and more, not "
                                 f"{sorted(row)}")
        if row["kind"] not in KINDS:
            raise CatalogueError(f"sheets.toml, {key}-{row['id']}: the kind {row['kind']!r} is none of {', '.join(KINDS)}")
        full = f"{key}-{row['id']}"
        yield Question(full, row["kind"], row["place"], tuple(row.get("cites", ())), answers.get(full, "").strip(),
                       tuple(row.get("more", ())))


def _erratum(key: str, row: dict[str, Any]) -> Erratum:
    try:
        about = tuple(f"{key}-{q}" for q in row["questions"])
        return Erratum(row["number"], row["place"], row["printed"], row["wrong"], row["correct"], about)
    except KeyError as e:
        raise CatalogueError(f"errata.toml, {key}, {row.get('number', '?')}: it has no {e}") from e


def _consistent(made: tuple[Document, ...], answers: dict[str, str], errata: dict[str, Any]) -> None:
    """Every id once; what is referred to exists."""
    ids = [q.id for d in made for q in d.questions]
    twice = sorted({i for i in ids if ids.count(i) > 1})
    if twice:
        raise CatalogueError(f"sheets.toml: {', '.join(twice)} stands there twice")
    named = {*answers, *[c for d in made for q in d.questions for c in q.cites]}
    named |= {q for d in made for e in d.errata for q in e.questions}
    missing = sorted(named - set(ids))
    if missing:
        raise CatalogueError(f"sheets.toml or errata.toml name {', '.join(missing)}, which no document asks")
    if errata:
        raise CatalogueError(f"errata.toml: there is no document {', '.join(sorted(errata))}")
