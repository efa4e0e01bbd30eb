"""`quizgen verify`: each rule is held against the real Anki.

Situations are pairs of packages, made with genanki alone where our own writer would refuse.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from zlib import crc32

import genanki
import pytest

THEN, LATER = 1_600_000_000, 1_600_000_060


class Type(genanki.Model):
    """A note type with a date of its own."""

    def __init__(
        self,
        fields: tuple[str, ...] = ("F", "B"),
        templates: tuple[str, ...] = ("Card",),
        *,
        number: int = 1,
        cloze: bool = False,
        css: str = "",
        modified: int = THEN,
        ids: dict[str, int] | None = None,
    ) -> None:
        known = ids or {}
        front = "{{cloze:%s}}" if cloze else "{{%s}}"
        super().__init__(
            1_500_000_000_000 + number,
            f"Type {number}",
            fields=[_part(name, known) for name in fields],
            templates=[
                {**_part(name, known), "qfmt": front % fields[0] + str(i), "afmt": front % fields[0]}
                for i, name in enumerate(templates)
            ],
            css=css,
            model_type=self.CLOZE if cloze else self.FRONT_BACK,
        )
        self.modified = modified

    def to_json(self, timestamp: float, deck_id: int) -> dict[str, Any]:
        return super().to_json(self.modified, deck_id)


def _part(name: str, ids: dict[str, int]) -> dict[str, Any]:
    return {"name": name, "id": ids[name]} if name in ids else {"name": name}


PLAIN = Type()
CLOZE = Type(number=2, cloze=True)


@dataclass(frozen=True)
class Row:
    guid: str
    text: str = "text"
    type: Type = PLAIN
    cards: tuple[int, ...] = (0,)
    tags: tuple[str, ...] = ()
    deck: str = "Deck"
    modified: int = THEN


class _Note(genanki.Note):
    cards: tuple[genanki.Card, ...] = ()
    modified = THEN

    def write_to_db(self, cursor, timestamp, deck_id, id_gen):
        super().write_to_db(cursor, self.modified, deck_id, id_gen)


def package(*rows: Row) -> bytes:
    decks = {row.deck: genanki.Deck(1_400_000_000_000 + crc32(row.deck.encode()), row.deck)
             for row in rows}  # fmt: skip
    for row in rows:
        fields = [row.text, *("" for _ in row.type.fields[1:])]
        note = _Note(row.type, fields, guid=row.guid, tags=row.tags)
        note.cards = tuple(map(genanki.Card, row.cards))
        note.modified = row.modified
        decks[row.deck].add_note(note)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x.apkg"
        genanki.Package(list(decks.values())).write_to_file(path, timestamp=THEN)
        return path.read_bytes()
